// Which part of a long text is shown; a text that is not long has one part, and no bar to turn pages with.
import { by, make } from "./elements.js";
import { partsOf } from "./sections.js";
import { state } from "./state.js";
import { word } from "./words.js";

let parts = [];
let shown = 0;
let show = () => {};

// Begin with a text; `then` is called with the lines of the part to show.
export function begin(text, then) {
  parts = partsOf(text);
  shown = 0;
  show = then;
  return showPart(0, { scroll: false });
}

export const shownPart = () => shown;
export const countParts = () => parts.length;

// The part that a place of the text lies in, told in code points.
export function partAt(point) {
  const unit = state.points.toUnits(point);
  let at = parts.length - 1;
  while (at > 0 && parts[at].lines[0].unit > unit) at -= 1;
  return at;
}

export function showPart(index, { scroll = true } = {}) {
  shown = Math.min(Math.max(index, 0), parts.length - 1);
  showBar();
  show(parts[shown].lines);
  if (scroll) by("text").scrollTop = 0;
}

export function turnPart(step) {
  if (shown + step >= 0 && shown + step < parts.length) showPart(shown + step);
}

function showBar() {
  by("parts").hidden = parts.length < 2;
  const label = (own, index) => `${index + 1}/${parts.length} ${own.title}`;
  by("part").replaceChildren(...parts.map((own, index) => make("option", { value: String(index) }, label(own, index))));
  by("part").value = String(shown);
  by("part").setAttribute("aria-label", word("part"));
  by("before").disabled = shown === 0;
  by("behind").disabled = shown === parts.length - 1;
}

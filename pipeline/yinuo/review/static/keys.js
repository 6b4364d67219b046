// One key each. Keys are dead in fields and while an input method composes; Esc and Ctrl+Enter leave a field.
import * as actions from "./actions.js";
import { pressedInDialog, show } from "./dialog.js";
import { by, make } from "./elements.js";
import { addQuantity, takeActor, takeDeadline } from "./fields.js";
import { find, stepClause, stretchSelection } from "./find.js";
import { nextKey } from "./list.js";
import { turnPart } from "./parts.js";
import * as spans from "./spans.js";
import { state } from "./state.js";
import { KEYS, lang, rows, VERDICT_KEYS, verdictNames, word } from "./words.js";

function toFilters() {
  by("sift").open = true; // on a narrow screen they are folded away
  by("filters").querySelector("select, button").focus();
}

const go = (step) => actions.choose_(nextKey(step));
const toField = (selector) => by("form").querySelector(selector)?.focus();
const EVERYWHERE = {
  j: () => go(1), ArrowDown: () => go(1), k: () => go(-1), ArrowUp: () => go(-1),
  a: actions.accept, Enter: actions.accept, t: actions.note, u: actions.undo,
  g: () => nextUndecided(), f: toFilters,
  J: () => otherDocument(1), K: () => otherDocument(-1), "?": showKeys, v: actions.view,
  "/": find, ".": () => stepClause(1), ",": () => stepClause(-1), ">": () => turnPart(1), "<": () => turnPart(-1),
};
const OF_VERDICTS = {
  ...EVERYWHERE, x: actions.chooseVerdict, e: actions.chooseVerdict,
  s: () => actions.takeEvidence(false), n: () => actions.takeEvidence(true), r: () => actions.dropEvidence(),
};
const OF_RECORDS = {
  ...EVERYWHERE, x: actions.reject, e: () => toField("[data-field]"),
  c: actions.cycleDegree, d: () => toField("[data-field=deadline-to]"), q: () => toField(".quantities input, .quantities button"),
  w: () => takeActor(actions.deeds), Q: () => addQuantity(actions.deeds), T: () => takeDeadline(actions.deeds), D: actions.dropDeadline, n: spans.addSpan, s: spans.moveToSelection, p: spans.split, m: spans.merge,
  "[": (far) => spans.moveEdge("start", -1, far), "]": (far) => spans.moveEdge("start", 1, far),
  "{": (far) => spans.moveEdge("end", -1, far), "}": (far) => spans.moveEdge("end", 1, far),
  A: () => actions.all("accept"), X: () => actions.all("reject"),
};
const CODES = { BracketLeft: ["[", "{"], BracketRight: ["]", "}"] }; // Alt changes the key itself on some keyboards

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export function listen() {
  document.addEventListener("keydown", pressed);
}

function pressed(event) {
  if (by("dialog").open) return pressedInDialog(event);
  if (event.isComposing || event.keyCode === 229) return;
  if (event.target.matches("input, select, textarea")) return inField(event);
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return withControl(event);
  if (event.target.matches("button, summary, a") && ["Enter", " "].includes(event.key)) return;
  if (event.key === "Escape") return by("list").focus();
  if (event.shiftKey && STEPS[event.key]) return stretch(event);
  const name = event.altKey ? CODES[event.code]?.[Number(event.shiftKey)] : event.key;
  const deed = /^[1-9]$/.test(event.key) ? ofDigit(Number(event.key) - 1) : (state.kind === "verdicts" ? OF_VERDICTS : OF_RECORDS)[name];
  if (!deed) return;
  event.preventDefault();
  deed(event.altKey);
}

// A digit takes somebody's version while adjudicating; otherwise it settles a verdict, or says how specific a record is.
function ofDigit(index) {
  if (state.judge) return () => actions.take(index);
  if (state.kind === "verdicts") return () => actions.settleAs(verdictNames()[index]?.[0]);
  return index < 3 ? () => actions.setDegree(index) : null;
}

// Shift and an arrow move the end of the selection by a character, with Alt its beginning.
function stretch(event) {
  event.preventDefault();
  stretchSelection(event.altKey ? "start" : "end", STEPS[event.key]);
}

function inField(event) {
  if (event.key === "Escape") {
    event.target.blur();
    by("list").focus();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.target.blur(); // what was typed becomes an edit
    by("list").focus();
    actions.accept();
  }
}

function withControl(event) {
  const deed = { z: actions.undo, y: actions.redo }[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
}

function nextUndecided() {
  const next = nextKey(1, true);
  if (next) actions.choose_(next);
  else actions.tellDone();
}

function otherDocument(step) {
  const select = by("documents");
  const to = select.selectedIndex + step;
  if (to < 0 || to >= select.options.length) return;
  select.selectedIndex = to;
  select.dispatchEvent(new Event("change"));
}

// All keys, in two tables side by side where the window is wide enough: none of them waits below the edge.
export function showKeys() {
  const lines = rows(state.kind === "verdicts" ? VERDICT_KEYS : KEYS).map(([keys, zh, en]) => make("tr", {}, make("th", {}, ...keys.split(" ").map((key) => make("kbd", {}, key))), make("td", {}, lang() === "zh" ? zh : en)));
  const half = Math.ceil(lines.length / 2);
  const tables = [lines.slice(0, half), lines.slice(half)].map((part) => make("table", {}, ...part));
  show(word("keys"), make("div", { class: "keys" }, ...tables));
}

// Selections without a mouse: the clause that holds some words, and the clauses before and behind it.
import { ask } from "./dialog.js";
import { by, say } from "./elements.js";
import { item, spansOf, state } from "./state.js";
import { selection, selectSpan } from "./text.js";
import { word } from "./words.js";

export const CLAUSE_ENDS = "，。；：！？\n,;!?"; // many texts are typed with half-width marks
export const STOPS = `${CLAUSE_ENDS}、:（）()`;
const DIGIT = /\d/;
const MARK = /^[\s　]*(?:[一二三四五六七八九十]{1,3}[是、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、])/; // 一是, （一）, 1.
const BLANK = /[\s　]/;
let last = "";

// Ask for words, and select the clause that holds them next behind what is selected, else from the chosen record on; from
// the top again at the end. With Shift the words alone are selected, those of the selected clause first.
export function find() {
  const selected = selection();
  ask(word("find"), last, (words, exact) => {
    last = words;
    const { points } = state;
    const own = item() && (item().record.sentence ?? spansOf(item().record)[0]);
    const near = (exact ? selected?.start : selected?.end) ?? own?.start ?? 0;
    const unit = [points.toUnits(near), 0].map((start) => points.text.indexOf(words, start)).find((at) => at >= 0);
    by("list").focus();
    if (unit === undefined) return say(`${word("notfound")}: ${words}`);
    select(exact ? spanOf(points.toPoints(unit), points.toPoints(unit + words.length)) : clauseAround(points.toPoints(unit)));
  });
}

const spanOf = (start, end) => ({ start, end, text: state.points.slice(start, end) });

// Move one edge of the selection; without one, of the span of the chosen record.
export function stretchSelection(edge, step) {
  const own = item() && spansOf(item().record)[0];
  const span = selection() ?? own;
  if (!span) return;
  const moved = { start: span.start, end: span.end, [edge]: Math.min(Math.max(span[edge] + step, 0), state.points.length) };
  if (moved.start < moved.end) select(spanOf(moved.start, moved.end));
}

// Select the clause before or behind the one that is selected, else that of the chosen record.
export function stepClause(step) {
  const span = selection() ?? spansOf(item()?.record ?? { evidence: [], start: 0, end: 0 })[0] ?? { start: 0, end: 0 };
  let at = step > 0 ? span.end : span.start - 1;
  while (step < 0 && at > 0 && !isEnd(at)) at -= 1; // over the item mark that a clause begins behind
  while (at > 0 && at < state.points.length && isStop(at)) at += step;
  if (at >= 0 && at < state.points.length && !isStop(at)) select(clauseAround(at));
}

const isStop = (at) => isEnd(at) || BLANK.test(state.points.slice(at, at + 1));

// Whether a clause ends at a character; the comma of 1,000 ends none.
export function isEnd(at) {
  const { points } = state;
  if (!CLAUSE_ENDS.includes(points.slice(at, at + 1))) return false;
  return !(points.slice(at, at + 1) === "," && DIGIT.test(points.slice(at - 1, at)) && DIGIT.test(points.slice(at + 1, at + 2)));
}

function select(span) {
  selectSpan(span);
  say(span.text);
}

function clauseAround(at) {
  let [start, end] = [at, at];
  while (start > 0 && !isEnd(start - 1)) start -= 1;
  while (end < state.points.length && !isEnd(end)) end += 1;
  start += MARK.exec(state.points.slice(start, end))?.[0].length ?? 0;
  while (start < end && BLANK.test(state.points.slice(start, start + 1))) start += 1;
  return spanOf(start, end);
}

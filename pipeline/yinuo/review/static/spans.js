// Deeds that make or move spans: add, move an edge, split, merge.
import { choose_, decide, edit, leave, tell } from "./actions.js";
import { say } from "./elements.js";
import { CLAUSE_ENDS, isEnd, STOPS } from "./find.js";
import { keptInText } from "./list.js";
import { item, makeEvent, state } from "./state.js";
import { caret, selection, showChosen } from "./text.js";
import { word } from "./words.js";

const LIST_MARK = "、";

// A record of the selected words; without a selection, of the clause behind the chosen record.
export function addSpan() {
  const span = selection() ?? clauseBehind();
  if (!span) return tell("firstselect");
  const key = crypto.randomUUID();
  leave(); // whoever adds what was missed goes back to where it was
  decide([makeEvent(key, "add", { payload: { ...span, near: nearby() } })]);
  getSelection().removeAllRanges();
  choose_(key);
  say(`${word("added")}: ${span.text}`);
}

function nearby() {
  const record = item()?.record ?? state.records[0];
  return record ? { section: record.section, speech: record.speech, actor: { source: "default", text: null, name: record.speech?.organisation ?? null } } : {};
}

function clauseBehind() {
  let start = item()?.record.end ?? 0;
  const { points } = state;
  while (start < points.length && (STOPS + " 　").includes(points.slice(start, start + 1))) start += 1;
  let end = start;
  while (end < points.length && !isEnd(end)) end += 1;
  return start < end ? { start, end, text: points.slice(start, end) } : null;
}

function toStop(from, step) {
  let at = from;
  while (at > 0 && at < state.points.length && !STOPS.includes(state.points.slice(step > 0 ? at : at - 1, step > 0 ? at + 1 : at))) at += step;
  return at;
}

// Whether a span stands in the paragraph of a record: elsewhere its headings would be wrong.
function isNear(span, record) {
  const [first, last] = [Math.min(span.end, record.end), Math.max(span.start, record.start)];
  return first >= last || !state.points.slice(first, last).includes("\n");
}

export function moveToSelection() {
  const span = selection();
  if (!span || !item()) return tell("firstselect");
  const proposed = state.records.find((own) => own.id === state.chosen) ?? item().record;
  if (!isNear(span, item().record) && !isNear(span, proposed)) return tell("toofar");
  getSelection().removeAllRanges();
  edit(span, { again: true });
  showChosen();
}

// Move an edge of the span by a character, or with `far` to the next punctuation.
export function moveEdge(edge, step, far) {
  const record = item()?.record;
  if (!record) return;
  const inward = (edge === "start") === (step > 0) ? step : 0; // the mark itself stays outside of the span
  const at = far ? toStop(record[edge] + step, step) + inward : record[edge] + step;
  const span = { start: record.start, end: record.end, [edge]: Math.min(Math.max(at, 0), state.points.length) };
  if (span.start >= span.end) return;
  const text = state.points.slice(span.start, span.end);
  edit({ ...span, text }, { again: true });
  say(text);
}

export function split() {
  const record = item()?.record;
  if (!record) return;
  const at = caret();
  const mark = markIn(record.text);
  const inside = at !== null && at > record.start && at < record.end;
  const cut = inside ? at : mark > 0 ? record.start + [...record.text.slice(0, mark)].length : null;
  if (cut === null) return tell("nosplit");
  let [before, behind] = [cut, cut]; // marks and blanks around the cut are in neither part
  while (behind < record.end && isMark(behind)) behind += 1;
  while (before > record.start && isMark(before - 1)) before -= 1;
  const parts = [part(record.start, before, record), part(behind, record.end, record)];
  if (parts.some((own) => own.start >= own.end)) return tell("nosplit");
  decide([makeEvent(state.chosen, "split", { payload: { parts } })]);
  choose_(parts[0].key);
}

const isMark = (at) => (CLAUSE_ENDS + LIST_MARK + " 　").includes(state.points.slice(at, at + 1));

// Where a record is cut without a caret: behind its first clause, else at its first list mark.
function markIn(text) {
  const clause = [...text].findIndex((letter) => "，；,;".includes(letter));
  return clause > 0 ? text.indexOf([...text][clause]) : text.indexOf(LIST_MARK);
}

function part(start, end, record) {
  return { key: crypto.randomUUID(), start, end, text: state.points.slice(start, end), near: { section: record.section, speech: record.speech, actor: record.actor } };
}

export function merge() {
  const all = keptInText();
  const at = all.findIndex((own) => own.key === state.chosen);
  const next = all[at + 1];
  if (at < 0 || !next) return tell("nonext");
  const { record } = all[at];
  const whole = part(record.start, Math.max(record.end, next.record.end), record);
  decide([makeEvent(state.chosen, "merge", { payload: { with: [next.key], ...whole } })]);
  choose_(whole.key);
}

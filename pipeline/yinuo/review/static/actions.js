// What a person can do. Each deed is an event: shown at once, queued, stored by the server, undone by another event.
import { ask, choose, show } from "./dialog.js";
import { by, make, say } from "./elements.js";
import { find, isEnd, STOPS } from "./find.js";
import { nextDegree, showForm } from "./form.js";
import { keptInText, markChosen, nextKey, refreshOptions } from "./list.js";
import { effective } from "./projection.js";
import { author, forget, item, learn, makeEvent, reproject, spansOf, state } from "./state.js";
import { bringIntoView, caret, paint, selection, showChosen } from "./text.js";
import { named, REASONS, reasonWord, verdictNames, whyNames, word } from "./words.js";

const LIST_MARK = "、";

export const tell = (key) => say(word(key));

// Choose a record: the list marks it, the text shows its parts, the form opens it.
export function choose_(key, options) {
  state.chosen = key;
  showForm(deeds);
  markChosen();
  showChosen(options);
}

// Show what events did: only records that changed are painted anew.
export function settle({ again = true, moving = false } = {}) {
  const changed = reproject();
  paint(changed);
  refreshOptions(changed);
  if (moving) return changed; // the next record is chosen at once, and shown then
  showChosen({ scroll: false });
  if (again && (changed.includes(state.chosen) || !item())) showForm(deeds);
  return changed;
}

function decide(events, options) {
  if (!state.author) return askAuthor(() => decide(events.map((own) => ({ ...own, author: author() })), options));
  learn(events);
  state.queue.add(events);
  return settle(options);
}

export function askAuthor(then = () => {}) {
  ask(word("who"), state.author, (name) => state.setAuthor(name).then(then));
}

function goOn() {
  const next = nextKey(1, true);
  choose_(next ?? state.chosen);
  if (!next) tell("alldone");
}

export function accept() {
  if (!item()) return;
  const { record } = item();
  decide([makeEvent(state.chosen, "accept")], { moving: true });
  say(`${word("accepted")}: ${record.text}`);
  goOn();
}

export function reject() {
  if (!item()) return;
  const key = state.chosen;
  choose(word("reason"), REASONS.map((name) => [name, reasonWord(name)]), (reason) => {
    decide([makeEvent(key, "reject", { reason })], { moving: true });
    say(`${word("rejected")}: ${reasonWord(reason)}`);
    goOn();
  });
}

export function edit(changes, { again = false } = {}) {
  if (item()) decide([makeEvent(state.chosen, "edit", { payload: changes })], { again });
}

export function cycleDegree() {
  if (item()) edit({ specificity: nextDegree(item().record) }, { again: true });
}

export function dropDeadline() {
  if (!item()?.record.deadline) return tell("nodate");
  edit({ deadline: null }, { again: true });
  tell("removed");
}

// The last event that still counts is undone; the last undo is redone by undoing it.
export function undo() {
  const last = effective([...state.events.values()]).at(-1);
  if (!last) return tell("nothingtoundo");
  decide([makeEvent(last.record, "undo", { undoes: last.event })]);
  choose_(item(last.record) ? last.record : state.shown[0] ?? null);
  tell("undone");
}

export function redo() {
  const last = [...state.events.values()].filter((own) => own.kind !== "note").at(-1);
  if (last?.kind !== "undo" || state.events.get(last.undoes)?.kind === "undo") return tell("nothingtoundo");
  decide([makeEvent(last.record, "undo", { undoes: last.event })]);
  choose_(item(last.record) ? last.record : state.chosen);
  tell("redone");
}

// A record of the selected words; without a selection, of the clause behind the chosen record.
export function addSpan() {
  const span = selection() ?? clauseBehind();
  if (!span) return tell("firstselect");
  const key = crypto.randomUUID();
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

export function moveToSelection() {
  const span = selection();
  if (!span || !item()) return tell("firstselect");
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
  const mark = record.text.indexOf(LIST_MARK);
  const inside = at !== null && at > record.start && at < record.end;
  const cut = inside ? at : mark > 0 ? record.start + [...record.text.slice(0, mark)].length : null;
  if (cut === null) return tell("nosplit");
  const behind = STOPS.includes(state.points.slice(cut, cut + 1)) ? cut + 1 : cut;
  const parts = [part(record.start, cut, record), part(behind, record.end, record)];
  if (parts.some((own) => own.start >= own.end)) return tell("nosplit");
  decide([makeEvent(state.chosen, "split", { payload: { parts } })]);
  choose_(parts[0].key);
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

export function note() {
  if (!item()) return;
  const key = state.chosen;
  ask(word("note"), "", (text) => decide([makeEvent(key, "note", { payload: { note: text } })]));
}

export function all(kind) {
  const keys = state.shown.filter((key) => item(key).state === "undecided");
  if (!keys.length) return tell("nothing");
  const accepting = kind === "accept";
  const options = accepting ? [["yes", word("ok")], ["", word("cancel")]] : REASONS.map((name) => [name, reasonWord(name)]);
  choose(`${word(accepting ? "bulkaccept" : "bulkreject")} ${keys.length}`, options, (sure) => {
    if (!sure) return;
    decide(keys.map((key) => makeEvent(key, kind, accepting ? {} : { reason: sure })));
    goOn();
  });
}

// While adjudicating: make the version of one person the one that stands.
export function take(index) {
  const option = state.options.get(state.chosen)?.[index];
  if (!option) return;
  const rest = option.kind === "edit" ? { payload: option.payload } : option.kind === "reject" ? { reason: option.reason ?? "other" } : {};
  decide([makeEvent(state.chosen, option.kind, rest)], { again: false });
  goOn();
}

export async function read(span) {
  try {
    return await state.api.post("draft", { sha256: state.sha, ...span });
  } catch (error) {
    say(error.status ? error.message : word("unreachable"));
    return null;
  }
}

// What the server stored takes the place of what was shown meanwhile; what it refused is taken back.
export function answered(stored, refused) {
  learn(stored);
  forget(refused.map((own) => own.event));
  if (stored.some((own) => ["add", "split", "merge"].includes(own.kind)) || refused.length) settle({ again: !typing() });
  if (refused.length) say(`${word("refused")}: ${refused[0].error}`);
}

const typing = () => by("form").contains(document.activeElement) && document.activeElement.matches("input");

// Settle what became of a commitment: a verdict as suggested is accepted, another one is a change.
export function settleAs(verdict) {
  const own = item();
  if (!own || !verdict) return;
  const { record } = own;
  if (verdict === record.verdict && verdict !== "not_comparable") return accept();
  const settled = (why) => {
    decide([makeEvent(own.key, "edit", { payload: { verdict, why } })], { moving: true });
    say(`${named("verdict", verdict)}: ${record.text}`);
    goOn();
  };
  if (verdict === "not_comparable") choose(word("whynot"), whyNames(), settled);
  else settled(null);
}

export const chooseVerdict = () => item() && choose(word("verdict"), verdictNames(), settleAs);

// The selected words as evidence, in the place of what was there or beside it.
export function takeEvidence(beside) {
  const span = selection();
  if (!span || !item()) return tell("firstselect");
  getSelection().removeAllRanges();
  const { evidence } = item().record;
  edit({ evidence: [...(beside ? evidence : []).map(bare), span] }, { again: true });
  showChosen({ scroll: false });
  say(`${word("evidence")}: ${span.text}`);
}

export function dropEvidence(index = null) {
  if (!item()?.record.evidence.length) return tell("noevidenceyet");
  edit({ evidence: index === null ? [] : item().record.evidence.filter((_, at) => at !== index).map(bare) }, { again: true });
  tell("removed");
}

const bare = ({ start, end, text }) => ({ start, end, text });

// The sentence that a record stands in and the headings above it, or all the evidence one after the other.
let looked = 0;
export function view() {
  const own = item();
  if (!own) return;
  const { record } = own;
  if (state.kind === "verdicts") {
    const spans = spansOf(record);
    looked += 1;
    return spans.length ? bringIntoView(spans[looked % spans.length]) : tell("noevidenceyet");
  }
  const { sentence } = record;
  const [before, behind] = sentence?.text.includes(record.text) ? sentence.text.split(record.text, 2) : ["", ""];
  show((record.section ?? []).join(" › ") || word("text"),
    make("p", { lang: "zh-CN" }, before, make("strong", {}, record.text), behind));
}

export const deeds = { settleAs, takeEvidence, dropEvidence, find, accept, reject, edit, undo, addSpan, moveToSelection, split, merge, note, take, read, tell };

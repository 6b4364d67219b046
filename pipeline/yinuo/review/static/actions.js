// What a person can do. Each deed is an event: shown at once, queued, stored by the server, undone by another event.
import { ask, choose, show } from "./dialog.js";
import { by, make, say } from "./elements.js";
import { find } from "./find.js";
import { DEGREES, nextDegree, showForm } from "./form.js";
import { markChosen, nextKey, refreshOptions } from "./list.js";
import { effective } from "./projection.js";
import { addSpan, merge, moveToSelection, split } from "./spans.js";
import { author, forget, item, learn, makeEvent, reproject, spansOf, state } from "./state.js";
import { bringIntoView, paint, selection, showChosen } from "./text.js";
import { named, REASONS, reasonWord, verdictNames, whyNames, word } from "./words.js";

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

export function decide(events, options) {
  if (!state.author) return askAuthor(() => decide(events.map((own) => ({ ...own, author: author() })), options));
  learn(events);
  state.queue.add(events);
  return settle(options);
}

export function askAuthor(then = () => {}) {
  ask(word("who"), state.author, (name) => state.setAuthor(name).then(then));
}

let left = null; // the undecided record that was left to add another one

// The part behind, where the chosen one is a part of what was split: it is looked at next.
function otherPart() {
  const key = nextKey(1);
  const [own, other] = [item(), item(key)];
  return own && own !== other && own.parents.length && other?.parents.join() === own.parents.join() ? key : null;
}

export function leave() {
  if (item()?.state === "undecided") left = state.chosen;
}

function goOn() {
  const back = item()?.state === "added" && item(left)?.state === "undecided" && state.shown.includes(left) ? left : null;
  const next = otherPart() ?? back ?? nextKey(1, true);
  left = null;
  choose_(next ?? state.chosen);
  if (!next) tellDone();
}

export function tellDone() {
  tell([...state.items.values()].some((own) => own.state === "undecided") ? "showndone" : "alldone");
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

export function setDegree(index) {
  if (item()?.record.specificity !== DEGREES[index]) edit({ specificity: DEGREES[index] }, { again: true });
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
  const last = lastUndo([...state.events.values()]);
  if (!last) return tell("nothingtoredo");
  decide([makeEvent(last.record, "undo", { undoes: last.event })]);
  choose_(item(last.record) ? last.record : state.chosen);
  tell("redone");
}

// The last undo that nobody has redone; a decision made since leaves nothing to redo.
function lastUndo(events) {
  const redone = new Set();
  for (const own of events.reverse()) {
    if (own.kind !== "undo") return null;
    if (state.events.get(own.undoes)?.kind === "undo") redone.add(own.undoes);
    else if (!redone.has(own.event)) return own;
  }
  return null;
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
  const { points } = state;
  const [before, behind] = sentence ? [points.slice(sentence.start, record.start), points.slice(record.end, sentence.end)] : ["", ""];
  show((record.section ?? []).join(" › ") || word("text"),
    make("p", { lang: "zh-CN" }, before, make("strong", {}, record.text), behind));
}

export const deeds = { settleAs, takeEvidence, dropEvidence, find, accept, reject, edit, undo, addSpan, moveToSelection, split, merge, note, take, read, tell };

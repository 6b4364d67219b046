// What the page knows: one text with its records, the events about them, what is shown and what is chosen.
import { CodePoints } from "./codepoints.js";
import { effective, project } from "./projection.js";

export const state = {
  api: null,
  queue: null,
  author: "",
  judge: false,
  rules: {},
  documents: [],
  sha: null,
  kind: "records", // or "verdicts": what became of commitments, beside the report that tells of it
  points: new CodePoints(""),
  records: [],
  options: new Map(), // while adjudicating: the versions of each conflict
  events: new Map(), // by id, in the order they were made
  seq: 0,
  others: new Map(), // by id: events of other people, as far as this person may see them
  theirs: new Map(), // by key: the last that each of them decided
  items: new Map(), // by key: the records as they stand for this person
  shown: [], // keys, in the order of the list
  chosen: null,
  session: crypto.randomUUID(),
};

export const item = (key = state.chosen) => state.items.get(key) ?? null;

export const author = () => (state.judge ? `adjudicator:${state.author}` : state.author);

// Where a record stands in the text: a verdict has its evidence there, and its commitment in another text.
export function spansOf(record) {
  if (state.kind === "records") return [record];
  return record.again ? [...record.evidence, record.again] : record.evidence;
}

export function setDocument(kind, sha, text, records, decisions) {
  state.kind = kind;
  state.sha = sha;
  state.points = new CodePoints(text);
  state.records = records;
  state.events = new Map();
  state.others = new Map();
  learn(decisions);
  for (const own of state.queue.pending()) if (own.sha256 === sha && own.author === author()) learn([own]);
  state.items = new Map();
  return reproject();
}

const isHere = (own) => own.sha256 === state.sha && own.record.startsWith("verdict-") === (state.kind === "verdicts");

export function learn(events) {
  let foreign = false;
  for (const own of events.filter(isHere)) {
    (own.author === author() ? state.events : state.others).set(own.event, own);
    foreign ||= own.author !== author();
  }
  if (foreign || !state.others.size) learnOthers();
}

function learnOthers() {
  state.theirs = new Map();
  for (const own of effective([...state.others.values()])) {
    if (own.kind === "note") continue;
    if (!state.theirs.has(own.record)) state.theirs.set(own.record, new Map());
    state.theirs.get(own.record).set(own.author, own);
  }
}

export function forget(ids) {
  for (const id of ids) state.events.delete(id);
}

// Work out the records anew; gives the keys whose record or state is another than before.
export function reproject() {
  const before = state.items;
  state.items = project(state.records, [...state.events.values()]);
  const changed = [];
  for (const [key, own] of state.items) if (!same(before.get(key), own)) changed.push(key);
  for (const key of before.keys()) if (!state.items.has(key)) changed.push(key);
  return changed;
}

function same(a, b) {
  if (!a || a.state !== b.state || a.reason !== b.reason || a.notes.length !== b.notes.length) return false;
  return a.record === b.record || JSON.stringify(a.record) === JSON.stringify(b.record);
}

export function makeEvent(record, kind, rest = {}) {
  return {
    event: crypto.randomUUID(), at: localTime(new Date()), author: author(), session: state.session,
    sha256: state.sha, record, kind, ...rest,
  };
}

// ISO with the offset of the place, to the second.
function localTime(now) {
  const minutes = -now.getTimezoneOffset();
  const sign = minutes < 0 ? "-" : "+";
  const two = (value) => String(Math.floor(Math.abs(value))).padStart(2, "0");
  const local = new Date(now.getTime() + minutes * 60000).toISOString().slice(0, 19);
  return `${local}${sign}${two(minutes / 60)}:${two(minutes % 60)}`;
}

// Records in the order of the text, gone ones left out unless they are wanted.
export function inText(gone) {
  const all = [...state.items.values()].filter((own) => !gone.has(own.state));
  if (state.kind === "verdicts") return all; // in the order of the reports that promise
  return all.sort((a, b) => a.record.start - b.record.start || a.record.end - b.record.end);
}

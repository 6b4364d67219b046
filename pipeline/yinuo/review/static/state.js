// What the page knows: one text with its records, the events about them, what is shown and what is chosen.
import { CodePoints } from "./codepoints.js";
import { project } from "./projection.js";

export const state = {
  api: null,
  queue: null,
  author: "",
  judge: false,
  rules: {},
  documents: [],
  sha: null,
  points: new CodePoints(""),
  records: [],
  options: new Map(), // while adjudicating: the versions of each conflict
  events: new Map(), // by id, in the order they were made
  seq: 0,
  items: new Map(), // by key: the records as they stand for this person
  shown: [], // keys, in the order of the list
  chosen: null,
  session: crypto.randomUUID(),
};

export const item = (key = state.chosen) => state.items.get(key) ?? null;

export const author = () => (state.judge ? `adjudicator:${state.author}` : state.author);

export function setDocument(sha, text, records, decisions) {
  state.sha = sha;
  state.points = new CodePoints(text);
  state.records = records;
  state.events = new Map(decisions.map((own) => [own.event, own]));
  for (const own of state.queue.pending()) if (own.sha256 === sha && own.author === author()) learn([own]);
  state.items = new Map();
  return reproject();
}

export function learn(events) {
  for (const own of events) if (own.sha256 === state.sha && own.author === author()) state.events.set(own.event, own);
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
  return all.sort((a, b) => a.record.start - b.record.start || a.record.end - b.record.end);
}

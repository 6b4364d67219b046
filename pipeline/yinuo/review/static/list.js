// The list of records: a listbox, of which one option is the active one. Options are replaced one by one.
import { by, make } from "./elements.js";
import { sifted, sorted } from "./filters.js";
import { GONE } from "./projection.js";
import { inText, item, state } from "./state.js";
import { verdictFacts } from "./verdicts.js";
import { named, reasonWord, word } from "./words.js";

const SIGNS = { undecided: "○", accepted: "✓", edited: "✎", rejected: "✗", added: "＋", split: "⑂", merged: "⇉" };
const HIDDEN = new Set(["split", "merged"]);
const AROUND = 150; // a long list has options only so far around the chosen one, and more where it is scrolled to
const places = new Map(); // key -> its place among those that are shown
let [first, last] = [0, 0]; // the places that have options

export function relist() {
  const shown = sorted(sifted(inText(HIDDEN)));
  state.shown = shown.map((own) => own.key);
  places.clear();
  for (const [place, key] of state.shown.entries()) places.set(key, place);
  makeOptions(places.get(state.chosen) ?? 0);
  if (!shown.length) by("list").append(make("p", { class: "empty" }, word(state.judge ? "noconflicts" : "nothing")));
  markChosen();
  count();
}

function makeOptions(around) {
  first = Math.max(0, around - AROUND);
  last = Math.min(state.shown.length, around + AROUND);
  by("list").replaceChildren(...optionsOf(first, last));
}

const optionsOf = (from, to) => state.shown.slice(from, to).map((key) => option(item(key)));

// Make more options where the list is scrolled to one of its ends.
export function extend() {
  const list = by("list");
  if (last < state.shown.length && list.scrollTop + list.clientHeight > list.scrollHeight - 400) {
    list.append(...optionsOf(last, last + AROUND));
    last = Math.min(state.shown.length, last + AROUND);
  } else if (first > 0 && list.scrollTop < 400) {
    const height = list.scrollHeight;
    const more = optionsOf(Math.max(0, first - AROUND), first);
    first = Math.max(0, first - AROUND);
    list.prepend(...more);
    if (list.scrollTop < 400) list.scrollTop += list.scrollHeight - height; // where the browser has not held the place
  }
}

// Replace the options of changed records; a record that is new or gone makes the list anew.
export function refreshOptions(keys) {
  const known = new Set(state.shown);
  const appeared = keys.some((key) => item(key) && !known.has(key) && !HIDDEN.has(item(key).state));
  const vanished = keys.some((key) => known.has(key) && (!item(key) || HIDDEN.has(item(key).state)));
  if (appeared || vanished) return relist();
  for (const key of keys) by(`o-${key}`)?.replaceWith(option(item(key)));
  by(`o-${state.chosen}`)?.setAttribute("aria-selected", "true");
  count();
}

function option(own) {
  const { record } = own;
  const sign = make("span", { class: "sign", "aria-label": word(own.state), title: word(own.state) }, SIGNS[own.state]);
  const facts = state.kind === "verdicts" ? verdictFacts(own) : factsOf(record);
  const flags = isDamaged(record) ? make("span", { class: "flag" }, `⚠ ${word("damaged")}`) : null;
  const other = isDisputed(record) ? make("span", { class: "flag" }, `≠ ${word("secondreader")} · ${readingOf(record.second)}`) : null;
  const notes = own.notes.length ? make("span", { class: "flag" }, `✍ ${own.notes.at(-1)}`) : null;
  const sure = make("span", { class: "sure", title: word("confidence") }, (record.confidence ?? 1).toFixed(2));
  const reason = own.reason ? make("span", { class: "flag" }, reasonWord(own.reason)) : null;
  return make(
    "div",
    {
      role: "option", id: `o-${own.key}`, class: `record ${own.state}`, "aria-selected": "false", "data-key": own.key, "data-state": own.state,
      "aria-posinset": String((places.get(own.key) ?? 0) + 1), "aria-setsize": String(state.shown.length),
    },
    sign, make("span", { class: "what", lang: "zh-CN" }, record.text), sure,
    make("span", { class: "facts", lang: "zh-CN" }, facts.filter(Boolean).join(" · ")), flags, other, notes, reason, othersOf(own.key),
  );
}

const factsOf = (record) => [actorOf(record), ...record.quantities.map((one) => one.text), deadlineOf(record), word(record.specificity)];

// What others decided, or an adjudicator ruled, where this person may see it.
function othersOf(key) {
  const theirs = [...(state.theirs.get(key) ?? [])];
  if (!theirs.length) return null;
  const said = ([name, own]) => [
    name.startsWith("adjudicator:") ? `⚖ ${name.slice(12)}` : name, SIGNS[STATES[own.kind] ?? own.kind] ?? own.kind,
    own.reason && reasonWord(own.reason), own.payload?.verdict && named("verdict", own.payload.verdict),
  ];
  return make("span", { class: "flag others" }, theirs.map((one) => said(one).filter(Boolean).join(" ")).join(" · "));
}

const STATES = { accept: "accepted", reject: "rejected", edit: "edited", add: "added", split: "split", merge: "merged" };

export const isDamaged = (record) =>
  Boolean(record.restored || record.deadline?.damaged || record.quantities?.some((one) => one.damaged));

// A second reader reads it otherwise than the rules; null where none was asked.
export const isDisputed = (record) => record.second?.agrees === false;

const readingOf = ({ status, specificity }) => [status, specificity].filter(Boolean).map(word).join(" · ");

export const actorOf = (record) => record.actor.text ?? record.actor.name ?? null;

// A heading above, or the year of the document, gives a due date that nobody stated.
export const isStated = (deadline) => Boolean(deadline) && !["section", "document"].includes(deadline.source);

export function deadlineOf(record) {
  const own = record.deadline;
  if (!own) return null;
  if (!isStated(own)) return `(${own.to ?? own.text})`;
  return own.to ? `≤${own.to}` : own.duration ?? own.repeat ?? own.text;
}

export function markChosen() {
  const list = by("list");
  for (const old of list.querySelectorAll('[aria-selected="true"]')) old.setAttribute("aria-selected", "false");
  const place = places.get(state.chosen);
  if (place !== undefined && (place < first || place >= last)) makeOptions(place);
  const own = state.chosen && by(`o-${state.chosen}`);
  list.setAttribute("aria-activedescendant", own ? own.id : "");
  if (!own) return;
  own.setAttribute("aria-selected", "true");
  keepInSight(list, own);
  keepOn(list, own, 5);
}

// Options that come into sight get their true height a frame or two later, which moves those behind them.
function keepOn(list, own, frames) {
  requestAnimationFrame(() => {
    if (!own.isConnected || own.id !== `o-${state.chosen}`) return;
    keepInSight(list, own);
    if (frames > 1) keepOn(list, own, frames - 1);
  });
}

// Scroll the list alone, never the page around it, so that records before and behind are seen too.
function keepInSight(list, own) {
  const [frame, box] = [list.getBoundingClientRect(), own.getBoundingClientRect()];
  const margin = Math.max(0, Math.min(frame.height / 3, (frame.height - box.height) / 2));
  if (box.top < frame.top + margin) list.scrollTop -= frame.top + margin - box.top;
  else if (box.bottom > frame.bottom - margin) list.scrollTop += box.bottom - frame.bottom + margin;
}

export function count() {
  const all = [...state.items.values()].filter((own) => !HIDDEN.has(own.state));
  const done = all.filter((own) => own.state !== "undecided").length;
  by("progress").max = Math.max(all.length, 1);
  by("progress").value = done;
  by("progress").setAttribute("aria-label", `${word("decided")} ${done}/${all.length}`);
  by("count").textContent = `${word("decided")} ${done}/${all.length}`;
  by("listed").textContent = `${state.shown.length} ${word("shown")} · ${word("of_all")} ${all.length}`;
}

// The next record behind the chosen one in the list; with `open` the next undecided one, from the top again at the end.
export function nextKey(step = 1, open = false) {
  const at = state.shown.indexOf(state.chosen);
  if (!open) return state.shown[Math.min(Math.max(at + step, 0), state.shown.length - 1)] ?? null;
  const behind = [...state.shown.slice(at + 1), ...state.shown.slice(0, Math.max(at, 0))];
  return behind.find((key) => item(key)?.state === "undecided") ?? null;
}

export const keptInText = () => inText(GONE);

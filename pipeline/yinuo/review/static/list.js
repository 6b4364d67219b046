// The list of records: a listbox, of which one option is the active one. Options are replaced one by one.
import { by, make } from "./elements.js";
import { wanted, sorted } from "./filters.js";
import { GONE } from "./projection.js";
import { inText, item, state } from "./state.js";
import { reasonWord, word } from "./words.js";

const SIGNS = { undecided: "○", accepted: "✓", edited: "✎", rejected: "✗", added: "＋", split: "⑂", merged: "⇉" };
const HIDDEN = new Set(["split", "merged"]);

export function relist() {
  const shown = sorted(inText(HIDDEN).filter(wanted));
  state.shown = shown.map((own) => own.key);
  by("list").replaceChildren(...shown.map(option));
  if (!shown.length) by("list").append(make("p", { class: "empty" }, word(state.judge ? "noconflicts" : "nothing")));
  markChosen();
  count();
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
  const facts = [actorOf(record), ...record.quantities.map((one) => one.text), deadlineOf(record), word(record.specificity)];
  const flags = isDamaged(record) ? make("span", { class: "flag" }, `⚠ ${word("damaged")}`) : null;
  const other = isDisputed(record) ? make("span", { class: "flag" }, `≠ ${word("secondreader")} · ${readingOf(record.second)}`) : null;
  const notes = own.notes.length ? make("span", { class: "flag" }, `✍ ${own.notes.at(-1)}`) : null;
  const sure = make("span", { class: "sure", title: word("confidence") }, (record.confidence ?? 1).toFixed(2));
  const reason = own.reason ? make("span", { class: "flag" }, reasonWord(own.reason)) : null;
  return make(
    "div",
    { role: "option", id: `o-${own.key}`, class: `record ${own.state}`, "aria-selected": "false", "data-key": own.key, "data-state": own.state },
    sign, make("span", { class: "what", lang: "zh-CN" }, record.text), sure,
    make("span", { class: "facts", lang: "zh-CN" }, facts.filter(Boolean).join(" · ")), flags, other, notes, reason,
  );
}

export const isDamaged = (record) =>
  Boolean(record.restored || record.deadline?.damaged || record.quantities.some((one) => one.damaged));

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
  const own = state.chosen && by(`o-${state.chosen}`);
  list.setAttribute("aria-activedescendant", own ? own.id : "");
  if (!own) return;
  own.setAttribute("aria-selected", "true");
  own.scrollIntoView({ block: "nearest" });
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

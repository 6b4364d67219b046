// Fields of the form that are more than a choice: who acts, how much, by when.
import { make } from "./elements.js";
import { item, state } from "./state.js";
import { selection } from "./text.js";
import { word } from "./words.js";

const CHANGES = ["level", "increase", "decrease", "multiple"];

function labelled(name, control) {
  return make("label", {}, word(name), " ", control);
}

function field(name, value, changed, rest = {}) {
  const input = make("input", { size: "9", "data-field": name, autocomplete: "off", ...rest });
  input.value = value ?? "";
  input.addEventListener("change", () => changed(input.value.trim()));
  return input;
}

export function actorField(record, deeds) {
  const shown = record.actor.source === "default" ? "" : record.actor.text ?? record.actor.name;
  const placeholder = record.actor.name ?? word("nospeaker");
  return labelled("actor", field("actor", shown, (value) => deeds.edit({ actor: actorOf(value, record) }), { placeholder, size: "16" }));
}

// Take the selected words as who acts; without a selection, go to the field.
export function takeActor(deeds) {
  const span = selection();
  if (!span || !item()) return document.querySelector("#form [data-field=actor]")?.focus();
  getSelection().removeAllRanges();
  deeds.edit({ actor: { ...span, source: isSameSentence(span, item().record) ? "explicit" : "inherited", name: span.text } }, { again: true });
}

const isSameSentence = (span, { sentence, start, end }) => span.start >= (sentence?.start ?? start) && span.end <= (sentence?.end ?? end);

// Who is named: where the text says so, nearest before the record's end; else the speaker's own organisation.
function actorOf(name, record) {
  if (!name) return { source: "default", text: null, start: null, end: null, name: record.speech?.organisation ?? null };
  const { points } = state;
  const unit = points.text.lastIndexOf(name, points.toUnits(record.end) - name.length);
  if (unit < 0) return { source: "default", text: null, start: null, end: null, name };
  const start = points.toPoints(unit);
  const end = points.toPoints(unit + name.length);
  return { source: start >= record.start ? "explicit" : "inherited", text: name, start, end, name };
}

export function quantityRows(record, deeds) {
  const rows = record.quantities.map((quantity, index) => quantityRow(quantity, index, record, deeds));
  const add = make("button", { type: "button", "data-deed": "quantity", onpointerdown: (event) => event.preventDefault(),
    onclick: () => addQuantity(deeds) }, `${word("quantities")}: ${word("fromselection")}`);
  return make("fieldset", { class: "quantities" }, make("legend", {}, word("quantities")), ...rows, add);
}

function quantityRow(quantity, index, record, deeds) {
  const change = (part) => {
    const now = item()?.record ?? record;
    deeds.edit({ quantities: now.quantities.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  };
  const number = (name) => labelled(name, field(name, quantity[name], (value) => change({ [name]: asNumber(value), damaged: false }), { inputmode: "decimal" }));
  const about = make("input", { type: "checkbox", onchange: () => change({ approximate: about.checked }) });
  about.checked = quantity.approximate;
  const damaged = make("input", { type: "checkbox", "data-field": "damaged", onchange: () => change({ damaged: damaged.checked }) });
  damaged.checked = quantity.damaged;
  const kind = make("select", { onchange: () => change({ change: kind.value }) });
  for (const value of CHANGES) kind.append(make("option", { value, selected: quantity.change === value }, word(value)));
  const remove = make("button", { type: "button", "aria-label": `${word("remove")} ${quantity.text}`,
    onclick: () => deeds.edit({ quantities: (item()?.record ?? record).quantities.filter((_, at) => at !== index) }, { again: true }) }, "✗");
  return make("div", { class: "row" }, make("q", { lang: "zh-CN" }, quantity.text), number("low"), number("high"),
    labelled("unit", field("unit", quantity.unit, (value) => change({ unit: value || null }), { size: "5" })),
    labelled("of", field("of", quantity.of, (value) => change({ of: value || null }))),
    labelled("change", kind), labelled("approximate", about), labelled("isdamaged", damaged), remove);
}

function asNumber(value) {
  const number = Number(value.replaceAll(",", ""));
  return value === "" || Number.isNaN(number) ? null : number;
}

// Read the selected words as a number, or as a time, by the package's own readers.
export async function addQuantity(deeds) {
  const span = selection();
  if (!span) return deeds.tell("firstselect");
  const draft = await deeds.read(span);
  if (!draft) return;
  const blank = { ...span, low: null, high: null, unit: null, approximate: false, damaged: false, of: null, change: "level", baseline: null, indicator: null };
  const found = draft.quantities.length ? draft.quantities : [blank];
  deeds.edit({ quantities: [...item().record.quantities, ...found] }, { again: true });
}

export async function takeDeadline(deeds) {
  const span = selection();
  if (!span) return deeds.tell("firstselect");
  const draft = await deeds.read(span);
  const inside = draft?.deadline && draft.deadline.start >= span.start && draft.deadline.end <= span.end;
  deeds.edit({ deadline: inside ? draft.deadline : blankDeadline(span) }, { again: true });
}

function blankDeadline(span) {
  return { ...span, from: null, to: null, duration: null, repeat: null, working: false, source: "explicit", damaged: false };
}

export function deadlineFields(record, deeds) {
  const own = record.deadline;
  const change = (part) => {
    const { record: now } = item();
    const base = now.deadline ?? blankDeadline({ text: now.text, start: now.start, end: now.end });
    deeds.edit({ deadline: { ...base, ...part, damaged: false } });
  };
  const date = (name) => labelled(name, field(`deadline-${name}`, own?.[name], (value) => change({ [name]: value || null }), { type: "date" }));
  const quote = own?.text ? make("q", { lang: "zh-CN" }, own.text) : null;
  const source = { section: "ofheading", document: "ofyear" }[own?.source]; // nobody stated it
  const untold = source ? make("span", { class: "untold" }, `(${word(source)}) `) : null;
  const remove = make("button", { type: "button", "data-deed": "nodeadline", hidden: !own,
    onclick: () => deeds.edit({ deadline: null }, { again: true }) }, word("remove"));
  const take = make("button", { type: "button", onpointerdown: (event) => event.preventDefault(), onclick: () => takeDeadline(deeds) }, word("fromselection"));
  const rest = own && (own.duration || own.repeat) ? make("span", {}, [own.duration, own.repeat].filter(Boolean).join(" / ")) : null;
  return make("fieldset", { class: "deadline" }, make("legend", {}, word("deadline")), quote, untold, date("from"), date("to"), rest, remove, take);
}

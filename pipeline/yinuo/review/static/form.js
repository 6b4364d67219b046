// The chosen record as a form. Each change is a decision of its own, stored at once: there is nothing to forget to save.
import { actorField, deadlineFields, quantityRows } from "./fields.js";
import { by, make } from "./elements.js";
import { ruleWord } from "./filters.js";
import { item, state } from "./state.js";
import { verdictForm } from "./verdicts.js";
import { named, reasonWord, word } from "./words.js";

export const DEGREES = ["quantified", "deliverable", "directional"];
const ENUMS = {
  specificity: DEGREES,
  firmness: ["binding", "planned", "aspired", "explored"],
  status: ["commitment", "achievement", "background"],
};

export function showForm(deeds) {
  const own = item();
  const form = by("form");
  if (!own) return form.replaceChildren();
  const { record } = own;
  if (state.kind === "verdicts") {
    form.dataset.key = own.key;
    return form.replaceChildren(...verdictForm(own, deeds, state.judge ? versions(own, deeds) : null));
  }
  const focused = form.dataset.key === own.key && form.contains(document.activeElement) ? document.activeElement.dataset.field : null;
  form.dataset.key = own.key;
  form.replaceChildren(
    head(own),
    state.judge ? versions(own, deeds) : buttons(deeds),
    make("div", { class: "fields" }, ...Object.keys(ENUMS).map((name) => choice(name, record, deeds)), actorField(record, deeds)),
    quantityRows(record, deeds),
    deadlineFields(record, deeds),
    background(own),
  );
  if (focused) form.querySelector(`[data-field="${focused}"]`)?.focus();
}

function head(own) {
  const said = [word(own.state), own.reason && reasonWord(own.reason)].filter(Boolean).join(" · ");
  const meant = own.record.restored && make("ins", { lang: "zh-CN" }, ` → ${own.record.restored}`);
  return make("p", { class: `head ${own.state}` }, make("strong", { lang: "zh-CN" }, own.record.text), meant, ` (${said})`);
}

function buttons(deeds) {
  const all = [
    ["accept", "a", deeds.accept], ["reject", "x", deeds.reject], ["undo", "u", deeds.undo], ["add", "n", deeds.addSpan],
    ["spanis", "s", deeds.moveToSelection], ["splitit", "p", deeds.split], ["mergeit", "m", deeds.merge], ["note", "t", deeds.note],
  ];
  const made = all.map(([name, key, deed]) =>
    make("button", { type: "button", "data-deed": name, "aria-keyshortcuts": key, onpointerdown: keepSelection, onclick: () => deed() },
      word(name), " ", make("kbd", {}, key)));
  return make("div", { class: "deeds" }, ...made);
}

// A click on a button would take the selection in the text away before the button could use it.
const keepSelection = (event) => event.preventDefault();

function choice(name, record, deeds) {
  const select = make("select", { "data-field": name, onchange: () => deeds.edit({ [name]: select.value }) });
  for (const value of ENUMS[name]) select.append(make("option", { value, selected: record[name] === value }, word(value)));
  return make("label", {}, word(name), " ", select);
}

export function nextDegree(record) {
  return DEGREES[(DEGREES.indexOf(record.specificity) + 1) % DEGREES.length];
}

function background(own) {
  const { record } = own;
  const why = (record.evidence ?? []).map((one) => make("li", {}, ruleWord(one.rule), one.text ? make("q", { lang: "zh-CN" }, one.text) : null));
  return make(
    "details", { open: true }, make("summary", {}, word("why")),
    make("p", { lang: "zh-CN" }, `${word("section")}: ${(record.section ?? []).join(" › ") || "–"}`),
    make("p", {}, `${word("confidence")}: ${(record.confidence ?? 1).toFixed(2)}`),
    make("ul", {}, ...why, ...own.notes.map((note) => make("li", {}, `${word("note")}: ${note}`))),
  );
}

function versions(own, deeds) {
  const options = state.options.get(own.key) ?? [];
  const made = options.map((option, index) => {
    const record = option.record ?? own.record;
    const facts = state.kind === "verdicts" ? [named("verdict", option.payload.verdict), named("why", option.payload.why)] : option.kind === "reject"
      ? [word(option.state), option.reason && reasonWord(option.reason)]
      : [word(option.state), record.text, word(record.specificity), record.actor.text, ...record.quantities.map((one) => one.text), record.deadline?.to];
    return make("button", { type: "button", class: "version", "data-author": option.author, onclick: () => deeds.take(index) },
      make("kbd", {}, String(index + 1)), ` ${word("take")} ${option.author}: ${facts.filter(Boolean).join(" · ")}`);
  });
  return make("div", { class: "deeds" }, ...made);
}

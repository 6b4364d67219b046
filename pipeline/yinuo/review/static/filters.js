// What is shown and in which order; kept in the address, so that a reload shows the same.
import { by, make } from "./elements.js";
import { isDamaged, isDisputed, isStated } from "./list.js";
import { state } from "./state.js";
import { lang, named, word } from "./words.js";

const SWITCHES = {
  mine: (own) => own.state !== "undecided",
  undecided: (own) => own.state === "undecided",
  needscheck: (own) => own.record.needs_check,
  doubtful: (own) => (own.record.confidence ?? 1) < Number(filter.get("doubtful")),
  damaged: (own) => isDamaged(own.record),
  nodate: ({ record: { deadline } }) => !isStated(deadline) || !(deadline.to || deadline.duration || deadline.repeat),
  nonumber: (own) => !own.record.quantities.length,
  disputed: (own) => isDisputed(own.record),
};
const OF_VERDICTS = ["mine", "undecided", "needscheck"]; // all others ask about records
const EITHER = { mine: "undecided", undecided: "mine" }; // one of them is on, or none
// Switches that are shown only where some record has what they ask about.
const NEEDS = { disputed: (own) => Boolean(own.record.second), needscheck: () => false };
const VERDICT_CHOICES = {
  verdict: { all: "allverdicts", of: (record) => [record.suggested], label: verdictLabel },
  report: { all: "allreports", of: (record) => [record.document], label: (value) => value.split("/").at(-1) },
};
const RECORD_CHOICES = {
  section: { all: "allsections", of: (record) => record.section.slice(-1), label: (value) => value },
  rule: { all: "allrules", of: (record) => record.evidence.map((one) => one.rule), label: ruleWord },
  indicator: { all: "allindicators", of: (record) => record.quantities.map((one) => one.indicator).filter(Boolean), label: (value) => value },
  specificity: { all: "alldegrees", of: (record) => [record.specificity], label: word },
};
const filter = new URLSearchParams(location.search);
const choices = () => (state.kind === "verdicts" ? VERDICT_CHOICES : RECORD_CHOICES);
const switches = () => Object.keys(SWITCHES).filter(useful);

// A verdict as tracking suggests it, and how many of them there are.
function verdictLabel(value) {
  const count = state.records.filter((record) => record.suggested === value).length;
  return `${named("verdict", value)} (${count})`;
}

export function ruleWord(rule) {
  return state.rules[rule]?.[lang()] ?? rule;
}

// Those of the records that all filters let through.
export function sifted(items) {
  const on = switches().filter((name) => filter.has(name)).map((name) => SWITCHES[name]);
  const chosen = Object.entries(choices()).filter(([name]) => filter.get(name)).map(([name, { of }]) => [of, filter.get(name)]);
  const words = filter.get("contains");
  return items.filter((own) =>
    on.every((asks) => asks(own)) && chosen.every(([of, value]) => of(own.record).includes(value)) &&
    (!words || own.record.text.includes(words)));
}

export function sorted(items) {
  if (filter.get("order") !== "doubt") return items;
  return items.sort((a, b) => (a.record.confidence ?? 1) - (b.record.confidence ?? 1) || a.record.start - b.record.start);
}

export function showFilters(changed) {
  const set = (name, value) => {
    if (value) filter.set(name, value);
    else filter.delete(name);
    const asked = filter.toString();
    history.replaceState(null, "", asked ? `?${asked}` : location.pathname);
    changed();
  };
  by("filters").replaceChildren(
    orderChoice(set),
    ...switches().map((name) => (name === "doubtful" ? doubt(set) : toggle(name, set))),
    ...Object.entries(choices()).map(([name, choice]) => choiceOf(name, choice, set)),
    containsField(set),
  );
}

function useful(name) {
  if (state.kind === "verdicts") return OF_VERDICTS.includes(name);
  const own = !NEEDS[name] || [...state.items.values()].some(NEEDS[name]);
  if (!own) filter.delete(name);
  return own;
}

// Less sure than so much: the switch, and a slider that says how much.
function doubt(set) {
  const slider = make("input", { type: "range", min: "0.5", max: "1", step: "0.05", "aria-label": word("confidence") });
  slider.value = filter.get("doubtful") ?? "0.9";
  const shown = make("output", {}, `< ${slider.value}`);
  slider.addEventListener("input", () => {
    shown.textContent = `< ${slider.value}`;
    if (filter.has("doubtful")) set("doubtful", slider.value);
  });
  return make("span", { class: "doubt" }, toggle("doubtful", set, () => slider.value), slider, shown);
}

function toggle(name, set, value = () => "1") {
  const pressed = filter.has(name);
  const button = make("button", { type: "button", class: "chip", "data-filter": name, "aria-pressed": String(pressed) }, word(name));
  button.addEventListener("click", () => {
    const other = filter.has(EITHER[name]) && by("filters").querySelector(`[data-filter=${EITHER[name]}]`);
    if (other) other.setAttribute("aria-pressed", "false");
    filter.delete(EITHER[name]);
    set(name, filter.has(name) ? "" : value());
    button.setAttribute("aria-pressed", String(filter.has(name)));
  });
  return button;
}

function choiceOf(name, choice, set) {
  const values = new Set();
  for (const own of state.items.values()) for (const value of choice.of(own.record)) values.add(value);
  const options = [...values].map((value) => make("option", { value, selected: filter.get(name) === value }, choice.label(value)));
  if (filter.get(name) && !values.has(filter.get(name))) filter.delete(name);
  const select = make("select", { "data-filter": name, "aria-label": word(choice.all), onchange: () => set(name, select.value) });
  select.append(make("option", { value: "" }, word(choice.all)), ...options);
  select.hidden = !values.size;
  return select;
}

function orderChoice(set) {
  const select = make("select", { "data-filter": "order", "aria-label": word("bytext"), onchange: () => set("order", select.value) });
  for (const [value, key] of [["", "bytext"], ["doubt", "bydoubt"]]) {
    select.append(make("option", { value, selected: (filter.get("order") ?? "") === value }, word(key)));
  }
  return select;
}

function containsField(set) {
  const field = make("input", { type: "search", placeholder: word("contains"), "aria-label": word("contains"), value: filter.get("contains") ?? "" });
  field.value = filter.get("contains") ?? "";
  field.addEventListener("input", () => set("contains", field.value));
  return field;
}

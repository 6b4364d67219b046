// What became of commitments: the old commitment with what tracking suggests, settled by a digit; evidence in the text.
import { make } from "./elements.js";
import { bringIntoView } from "./text.js";
import { named, verdictNames, word } from "./words.js";

// A line of the server as the page's other parts know records: with a text, a place in order, and no parts of its own.
export function asRecord({ id, tracked, before, after }) {
  const { text, start, end } = tracked.commitment;
  return { ...tracked, id, before, after, text, start, end, suggested: tracked.verdict, suggestedWhy: tracked.why };
}

const valueOf = (value) => (value ? [value.of, value.text].filter(Boolean).join(" ") : "–");
const shareOf = (record) => (record.attainment === null ? null : `${(record.attainment * 100).toFixed(1)} %`);
const saidOf = (verdict, why) => named("verdict", verdict) + (why ? ` (${named("why", why)})` : "");

// The facts of one in the list: what was promised and told, and the verdict, suggested or settled.
export function verdictFacts({ record, state }) {
  const changed = record.verdict !== record.suggested ? ` (${word("suggested")}: ${named("verdict", record.suggested)})` : "";
  const flag = record.needs_check && state === "undecided" ? `⚠ ${word("needscheck")}` : null;
  const value = record.promised ? `${record.promised.text} → ${record.reached?.text ?? "?"}` : null;
  return [`${saidOf(record.verdict, record.why)}${changed}`, value, flag];
}

export function verdictForm(own, deeds, versions) {
  const { record } = own;
  return [
    head(own),
    versions ?? make("div", { class: "deeds" }, ...choicesOf(record, deeds), ...buttonsOf(deeds)),
    make("p", { class: "values" }, `${word("promised")}: `, make("b", { lang: "zh-CN" }, valueOf(record.promised)),
      ` · ${word("reached")}: `, make("b", { lang: "zh-CN" }, valueOf(record.reached)), shareOf(record) && ` · ${shareOf(record)}`),
    evidenceOf(record, deeds),
    make("ul", {}, ...own.notes.map((note) => make("li", {}, `${word("note")}: ${note}`))),
  ];
}

function head(own) {
  const { record } = own;
  const suggested = `${word("suggested")}: ${saidOf(record.suggested, record.suggestedWhy)} · ${word("confidence")} ${record.confidence.toFixed(2)}`;
  const check = record.needs_check ? make("span", { class: "flag" }, ` ⚠ ${word("needscheck")}`) : null;
  return make("div", { class: `head ${own.state}` },
    make("p", { lang: "zh-CN" }, make("span", { class: "near" }, record.before), make("strong", {}, record.text), make("span", { class: "near" }, record.after)),
    make("p", { class: "from" }, `${record.document.split("/").at(-1)} · ${word(own.state)}`),
    make("p", {}, suggested, check));
}

// One digit each; what tracking suggests is marked, and chosen by `a` as well.
function choicesOf(record, deeds) {
  return verdictNames().map(([value, label], index) =>
    make("button", {
      type: "button", class: "chip", "data-verdict": value, "aria-keyshortcuts": String(index + 1),
      "aria-pressed": String(record.verdict === value), onpointerdown: keepSelection, onclick: () => deeds.settleAs(value),
    }, make("kbd", {}, String(index + 1)), ` ${label}`));
}

function buttonsOf(deeds) {
  const all = [
    ["accept", "a", deeds.accept], ["evidenceis", "s", () => deeds.takeEvidence(false)], ["moreevidence", "n", () => deeds.takeEvidence(true)],
    ["noevidence", "r", deeds.dropEvidence], ["find", "/", deeds.find], ["note", "t", deeds.note], ["undo", "u", deeds.undo],
  ];
  return all.map(([name, key, deed]) =>
    make("button", { type: "button", "data-deed": name, "aria-keyshortcuts": key, onpointerdown: keepSelection, onclick: () => deed() },
      word(name), " ", make("kbd", {}, key)));
}

// A click on a button would take the selection in the text away before the button could use it.
const keepSelection = (event) => event.preventDefault();

function evidenceOf(record, deeds) {
  const pieces = record.evidence.map((piece, index) =>
    make("li", {}, make("button", { type: "button", class: "piece", lang: "zh-CN", onclick: () => bringIntoView(piece) }, piece.text), " ",
      make("button", { type: "button", "aria-label": `${word("remove")}: ${piece.text}`, onclick: () => deeds.dropEvidence(index) }, "✗")));
  const again = record.again && make("li", {}, `${word("again")}: `,
    make("button", { type: "button", class: "piece", lang: "zh-CN", onclick: () => bringIntoView(record.again) }, record.again.text));
  const none = pieces.length || again ? null : make("p", {}, word("noevidenceyet"));
  return make("fieldset", { class: "evidence" }, make("legend", {}, word("evidence")), make("ol", {}, ...pieces, again), none);
}

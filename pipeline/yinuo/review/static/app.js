// The page of a review: start, open a text, poll, change language. The rest is in the modules beside this one.
import { answered, askAuthor, choose_, settle, tell } from "./actions.js";
import { Api } from "./api.js";
import { by, make, say } from "./elements.js";
import { showFilters } from "./filters.js";
import { listen, showKeys } from "./keys.js";
import { extend, markChosen, nextKey, relist } from "./list.js";
import { Queue } from "./queue.js";
import { author, learn, setDocument, state } from "./state.js";
import { showPart, shownPart, turnPart } from "./parts.js";
import { keyAtPointer, mismatches, showChosen, showText } from "./text.js";
import { asRecord } from "./verdicts.js";
import { fillWords, lang, learnNames, setLanguage, word } from "./words.js";

const POLL = 5000;

async function start() {
  state.api = new Api();
  state.setAuthor = setAuthor;
  fillWords();
  by("language").textContent = lang() === "zh" ? "English" : "中文";
  by("sift").open = !matchMedia("(max-width: 800px)").matches;
  const about = await state.api.get("start");
  state.rules = about.rules;
  learnNames(about);
  state.queue = new Queue(state.api, about.store, told);
  setAuthor(about.author ?? localStorage.getItem("yinuo-author") ?? "", { reopen: false });
  listenToPage();
  await listDocuments();
  await openDocument(sessionStorage.getItem("yinuo-document"));
  state.queue.send();
  setInterval(poll, POLL);
  requestAnimationFrame(() => setTimeout(ready)); // when the first frame with all of it is on the screen
  if (!state.author) askAuthor();
}

function ready() {
  performance.mark("yinuo-ready");
  document.body.dataset.ready = "yes";
}

async function setAuthor(name, { reopen = true } = {}) {
  state.author = name;
  by("author").value = name;
  localStorage.setItem("yinuo-author", name);
  if (reopen && state.sha) await openDocument(here(), { keep: state.chosen });
}

async function listDocuments() {
  state.documents = await state.api.get("documents", { author: author() });
  const options = state.documents.map((own) => make("option", { value: nameOf(own), title: own.path }, labelOf(own, own.mine)));
  by("documents").replaceChildren(...options);
  by("documents").value = here();
}

// A text can be there twice: with its records, and with what it tells of earlier commitments.
const nameOf = (own) => `${own.kind}/${own.sha256}`;
const here = () => (state.sha ? `${state.kind}/${state.sha}` : "");
const labelOf = (own, mine) => `${own.kind === "verdicts" ? `${word("verdicts")}: ` : ""}${own.name} (${mine}/${own.records})`;
const pathOf = (own = { kind: state.kind, sha256: state.sha }) => `${own.kind === "verdicts" ? "verdicts" : "documents"}/${own.sha256}`;

async function openDocument(name, { keep = null } = {}) {
  const known = state.documents.find((own) => nameOf(own) === name) ?? state.documents[0];
  if (!known) return tell("nothing");
  const found = await state.api.get(pathOf(known), { author: author() });
  let records = known.kind === "verdicts" ? found.records.map(asRecord) : found.records;
  if (state.judge) records = await conflicts(known, records);
  state.seq = found.seq;
  setDocument(known.kind, known.sha256, found.text, records, found.decisions);
  document.body.dataset.kind = known.kind;
  sessionStorage.setItem("yinuo-document", here());
  by("documents").value = here();
  showText();
  showFilters(filtered);
  relist();
  state.chosen = null;
  choose_(keep && state.items.has(keep) ? keep : nextKey(1, true) ?? state.shown[0] ?? null);
  by("list").focus({ preventScroll: true });
}

async function conflicts({ kind, sha256 }, records) {
  const found = await state.api.get(`conflicts/${kind === "verdicts" ? "verdicts/" : ""}${sha256}`);
  state.options = new Map(found.map((own) => [own.key, own.options]));
  if (kind === "verdicts") return records.filter((own) => state.options.has(own.id));
  return found.map((own) => ({ ...own.record, id: own.key }));
}

function filtered() {
  relist();
  if (!state.shown.includes(state.chosen)) choose_(nextKey(1, true) ?? state.shown[0] ?? null);
}

// What other tabs stored comes in; what they and we did is one history.
async function poll() {
  if (document.visibilityState !== "visible" || !state.sha || state.queue.pending().length) return;
  const asked = pathOf();
  try {
    const found = await state.api.get(asked, { author: author(), since: String(state.seq) });
    if (asked !== pathOf() || !found.decisions.length) return void (state.seq = found.seq);
    state.seq = found.seq;
    learn(found.decisions);
    relistOthers(found.decisions);
    settle({ again: !by("form").contains(document.activeElement) });
  } catch {
    told("failing", [], []);
  }
}

// What others decided is a flag in the list.
function relistOthers(decisions) {
  if (decisions.some((own) => own.author !== author())) relist();
}

function told(how, stored, refused) {
  by("saved").dataset.state = how;
  by("saved").textContent = `${{ saved: "✓", saving: "…", failing: "⚠", locked: "⚠" }[how]} ${word(how)}`;
  if (stored.length || refused.length) answered(stored, refused);
  if (how === "saved" && stored.length) showMine();
}

function showMine() {
  const option = by("documents").selectedOptions[0];
  const own = state.documents.find((one) => nameOf(one) === here());
  const mine = [...state.items.values()].filter((one) => one.state !== "undecided" && one.state !== "added").length;
  if (option && own && !state.judge) option.textContent = labelOf(own, mine);
}

function listenToPage() {
  listen();
  by("list").addEventListener("scroll", extend);
  addEventListener("resize", () => state.chosen && (markChosen(), showChosen())); // lines break elsewhere then
  by("list").addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose_(option.dataset.key);
  });
  by("text").addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const key = keyAtPointer(event.clientX, event.clientY);
    if (key) choose_(key, { scroll: false });
  });
  by("documents").addEventListener("change", () => openDocument(by("documents").value));
  by("author").addEventListener("change", () => setAuthor(by("author").value.trim()));
  by("judge").addEventListener("change", () => {
    state.judge = by("judge").checked;
    openDocument(here());
  });
  by("part").addEventListener("change", () => showPart(Number(by("part").value)));
  by("before").addEventListener("click", () => turnPart(-1));
  by("behind").addEventListener("click", () => turnPart(1));
  by("help").addEventListener("click", showKeys);
  by("language").addEventListener("click", switchLanguage);
}

function switchLanguage() {
  setLanguage(lang() === "zh" ? "en" : "zh");
  by("language").textContent = lang() === "zh" ? "English" : "中文";
  fillWords();
  told(by("saved").dataset.state, [], []);
  for (const [index, own] of state.documents.entries()) by("documents").options[index].textContent = labelOf(own, own.mine);
  showMine();
  showPart(shownPart(), { scroll: false });
  showFilters(filtered);
  relist();
  choose_(state.chosen, { scroll: false });
}

document.addEventListener("yinuo-check", () => (document.body.dataset.mismatches = String(mismatches().length)));
start().catch((error) => say(error.status ? error.message : `${word("unreachable")} (${error.message})`));

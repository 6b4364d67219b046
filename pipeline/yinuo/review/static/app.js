// The page of a review: start, open a text, poll, change language. The rest is in the modules beside this one.
import { answered, askAuthor, choose_, settle, tell } from "./actions.js";
import { Api } from "./api.js";
import { by, make, say } from "./elements.js";
import { showFilters } from "./filters.js";
import { listen, showKeys } from "./keys.js";
import { nextKey, relist } from "./list.js";
import { Queue } from "./queue.js";
import { author, learn, setDocument, state } from "./state.js";
import { keyAtPointer, mismatches, showText } from "./text.js";
import { fillWords, lang, setLanguage, word } from "./words.js";

const POLL = 5000;

async function start() {
  state.api = new Api();
  state.setAuthor = setAuthor;
  fillWords();
  by("language").textContent = lang() === "zh" ? "English" : "中文";
  const about = await state.api.get("start");
  state.rules = about.rules;
  state.queue = new Queue(state.api, about.store, told);
  setAuthor(about.author ?? localStorage.getItem("yinuo-author") ?? "", { reopen: false });
  listenToPage();
  await listDocuments();
  await openDocument(sessionStorage.getItem("yinuo-document") ?? state.documents[0]?.sha256);
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
  if (reopen && state.sha) await openDocument(state.sha, { keep: state.chosen });
}

async function listDocuments() {
  state.documents = await state.api.get("documents", { author: author() });
  const options = state.documents.map((own) => make("option", { value: own.sha256, title: own.path }, `${own.name} (${own.mine}/${own.records})`));
  by("documents").replaceChildren(...options);
  by("documents").value = state.sha ?? "";
}

async function openDocument(sha, { keep = null } = {}) {
  const known = state.documents.some((own) => own.sha256 === sha) ? sha : state.documents[0]?.sha256;
  if (!known) return tell("nothing");
  const found = await state.api.get(`documents/${known}`, { author: author() });
  let { records } = found;
  if (state.judge) records = await conflicts(known);
  state.seq = found.seq;
  setDocument(known, found.text, records, found.decisions.filter((own) => own.author === author()));
  sessionStorage.setItem("yinuo-document", known);
  by("documents").value = known;
  showText();
  showFilters(filtered);
  relist();
  state.chosen = null;
  choose_(keep && state.items.has(keep) ? keep : nextKey(1, true) ?? state.shown[0] ?? null);
  by("list").focus();
}

async function conflicts(sha) {
  const found = await state.api.get(`conflicts/${sha}`);
  state.options = new Map(found.map((own) => [own.key, own.options]));
  return found.map((own) => ({ ...own.record, id: own.key }));
}

function filtered() {
  relist();
  if (!state.shown.includes(state.chosen)) choose_(nextKey(1, true) ?? state.shown[0] ?? null);
}

// What other tabs stored comes in; what they and we did is one history.
async function poll() {
  if (document.visibilityState !== "visible" || !state.sha || state.queue.pending().length) return;
  try {
    const found = await state.api.get(`documents/${state.sha}`, { author: author(), since: String(state.seq) });
    if (found.sha256 !== state.sha || !found.decisions.length) return void (state.seq = found.seq);
    state.seq = found.seq;
    learn(found.decisions);
    settle({ again: !by("form").contains(document.activeElement) });
  } catch {
    told("failing", [], []);
  }
}

function told(how, stored, refused) {
  by("saved").dataset.state = how;
  by("saved").textContent = `${{ saved: "✓", saving: "…", failing: "⚠", locked: "⚠" }[how]} ${word(how)}`;
  if (stored.length || refused.length) answered(stored, refused);
  if (how === "saved" && stored.length) showMine();
}

function showMine() {
  const option = by("documents").selectedOptions[0];
  const own = state.documents.find((one) => one.sha256 === state.sha);
  const mine = [...state.items.values()].filter((one) => one.state !== "undecided" && one.state !== "added").length;
  if (option && own && !state.judge) option.textContent = `${own.name} (${mine}/${own.records})`;
}

function listenToPage() {
  listen();
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
    openDocument(state.sha);
  });
  by("help").addEventListener("click", showKeys);
  by("language").addEventListener("click", switchLanguage);
}

function switchLanguage() {
  setLanguage(lang() === "zh" ? "en" : "zh");
  by("language").textContent = lang() === "zh" ? "English" : "中文";
  fillWords();
  told(by("saved").dataset.state, [], []);
  showFilters(filtered);
  relist();
  choose_(state.chosen, { scroll: false });
}

document.addEventListener("yinuo-check", () => (document.body.dataset.mismatches = String(mismatches().length)));
start().catch((error) => say(error.status ? error.message : `${word("unreachable")} (${error.message})`));

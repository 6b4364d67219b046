// The text: one paragraph a line, painted by the CSS Custom Highlight API, or by marks where that is missing.
import { by, make } from "./elements.js";
import { forgetMarks, paintMarks } from "./marks.js";
import { begin, countParts, partAt, shownPart, showPart } from "./parts.js";
import { GONE } from "./projection.js";
import { item, spansOf, state } from "./state.js";

export const LAYERS = ["undecided", "kept", "rejected", "actor", "quantity", "deadline", "chosen"];
const highlights = new Map();
const lines = []; // { element, unit }: where each line that is shown begins, in UTF-16 units
const painted = new Map(); // key -> [layer, ranges]
let native = false;

export function showText() {
  native = "highlights" in CSS && !new URLSearchParams(location.search).has("marks");
  by("text").dataset.marks = native ? "highlights" : "elements";
  begin(state.points.text, showLines);
}

// Show the lines of one part; nothing of the others is made or painted.
function showLines(shown) {
  lines.length = 0;
  painted.clear();
  forgetMarks();
  for (const line of shown) lines.push({ element: make("p", {}, line.text), unit: line.unit });
  by("text").replaceChildren(...lines.map((line) => line.element));
  for (const layer of native ? LAYERS : []) {
    highlights.set(layer, new Highlight());
    highlights.get(layer).priority = LAYERS.indexOf(layer);
    CSS.highlights.set(`yinuo-${layer}`, highlights.get(layer));
  }
  paint([...state.items.keys()]);
  showChosen({ scroll: false });
}

const from = () => lines[0].unit;
const to = () => lines.at(-1).unit + lines.at(-1).element.textContent.length;

// Whether a span stands in the part that is shown, at least in part.
const isShown = (span) => state.points.toUnits(span.start) < to() && state.points.toUnits(span.end) > from();

export const layerOf = (own) => (own.state === "undecided" ? "undecided" : GONE.has(own.state) ? "rejected" : "kept");

// Paint some records anew; nothing else of the text is touched.
export function paint(keys) {
  if (!native) return paintMarks(lines, keys);
  for (const key of keys) {
    const old = painted.get(key);
    for (const range of old?.[1] ?? []) highlights.get(old[0]).delete(range);
    painted.delete(key);
    const own = item(key);
    if (!own || own.state === "split" || own.state === "merged") continue;
    const ranges = spansOf(own.record).filter(isShown).map((span) => rangeOf(span.start, span.end));
    painted.set(key, [layerOf(own), ranges]);
    for (const range of ranges) highlights.get(layerOf(own)).add(range);
  }
}

// Show the parts of the chosen record, and bring it into view.
export function showChosen({ scroll = true } = {}) {
  const own = item();
  if (own && scroll && !bringPart(own.record)) return; // its part has been shown, and it with it
  if (native) {
    for (const layer of ["chosen", "actor", "quantity", "deadline"]) highlights.get(layer).clear();
    for (const [layer, span] of own ? partsOf(own.record) : []) {
      if (isShown(span)) highlights.get(layer).add(rangeOf(span.start, span.end));
    }
  } else paintMarks(lines, [...new Set([state.chosen, by("text").dataset.chosen])]);
  by("text").dataset.chosen = state.chosen ?? "";
  if (own && scroll) bringIntoView(spansOf(own.record)[0]);
}

// Show the part that a record stands in; false where that was another one.
function bringPart(record) {
  const span = spansOf(record)[0];
  if (!span || countParts() < 2 || partAt(span.start) === shownPart()) return true;
  showPart(partAt(span.start), { scroll: false });
  bringIntoView(span);
  return false;
}

export function partsOf(record) {
  const parts = spansOf(record).map((span) => ["chosen", span]);
  if (state.kind === "verdicts") return [...parts, ...numberOf(record)];
  if (Number.isInteger(record.actor?.start)) parts.push(["actor", record.actor]);
  for (const quantity of record.quantities ?? []) parts.push(["quantity", quantity]);
  if (record.deadline && Number.isInteger(record.deadline.start)) parts.push(["deadline", record.deadline]);
  return parts;
}

// The value that is told, where the evidence has it.
function numberOf({ reached, evidence }) {
  const own = reached && evidence.find((piece) => piece.text.includes(reached.text));
  if (!own) return [];
  const start = own.start + [...own.text.slice(0, own.text.indexOf(reached.text))].length;
  return [["quantity", { start, end: start + [...reached.text].length }]];
}

export function bringIntoView(span) {
  if (!span) return;
  const place = by("text");
  if (!isShown(span)) showPart(partAt(span.start), { scroll: false });
  const rect = liveRange(span.start, span.end).getBoundingClientRect();
  const frame = place.getBoundingClientRect();
  // not in the last third: what follows is read too
  if (rect.top < frame.top + 20 || rect.bottom > frame.bottom - frame.height * 0.3) place.scrollTop += rect.top - frame.top - frame.height / 3;
}

function lineAt(unit) {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle].unit <= unit) low = middle;
    else high = middle - 1;
  }
  return lines[low];
}

// The text node and its offset at a code point; the end of a span belongs to the line it ends on.
function nodeAt(point) {
  const unit = Math.min(Math.max(state.points.toUnits(point), from()), to());
  const line = lineAt(unit);
  let left = unit - line.unit;
  const walker = document.createTreeWalker(line.element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return [line.element, line.element.childNodes.length];
}

function rangeOf(start, end) {
  const [startContainer, startOffset] = nodeAt(start);
  const [endContainer, endOffset] = nodeAt(end);
  return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
}

export function liveRange(start, end) {
  const range = document.createRange();
  range.setStart(...nodeAt(start));
  range.setEnd(...nodeAt(end));
  return range;
}

// The code point of a place in the text, or null for one outside of it.
function pointAt(node, offset) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("#text > p");
  const line = lines.find((own) => own.element === element);
  if (!line) return null;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return state.points.toPoints(line.unit + before.toString().length);
}

// What is selected in the text, in code points, without blanks at its ends; null where nothing is.
export function selection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  let start = pointAt(range.startContainer, range.startOffset);
  let end = pointAt(range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  while (start < end && /\s/.test(state.points.slice(start, start + 1))) start += 1;
  while (start < end && /\s/.test(state.points.slice(end - 1, end))) end -= 1;
  return start < end ? { start, end, text: state.points.slice(start, end) } : null;
}

// Select a span, as a mouse would.
export function selectSpan(span) {
  bringIntoView(span);
  const chosen = getSelection();
  chosen.removeAllRanges();
  chosen.addRange(liveRange(span.start, span.end));
}

export function caret() {
  const chosen = getSelection();
  return chosen.rangeCount && chosen.anchorNode && by("text").contains(chosen.anchorNode)
    ? pointAt(chosen.anchorNode, chosen.anchorOffset)
    : null;
}

// The innermost record under the pointer, records that are shown in the list first.
export function keyAtPointer(x, y) {
  const found = document.caretPositionFromPoint?.(x, y);
  const range = found ? null : document.caretRangeFromPoint?.(x, y);
  const point = found ? pointAt(found.offsetNode, found.offset) : range && pointAt(range.startContainer, range.startOffset);
  if (point === null || point === undefined) return null;
  const shown = new Set(state.shown);
  const over = [...state.items.values()].filter((own) => spansOf(own.record).some((span) => span.start <= point && point <= span.end));
  const rank = (own) => (shown.has(own.key) ? 0 : 2) + (GONE.has(own.state) ? 1 : 0);
  over.sort((a, b) => rank(a) - rank(b) || length(a.record) - length(b.record));
  return over[0]?.key ?? null;
}

const length = (record) => Math.min(...spansOf(record).map((span) => span.end - span.start));

// For tests and for people who do not trust us: every range against the text of its record.
export function mismatches() {
  const before = shownPart();
  const found = new Set();
  for (let part = 0; part < countParts(); part += 1) {
    showPart(part, { scroll: false });
    for (const own of state.items.values()) {
      const wrong = (span) => partAt(span.start) === part && partAt(span.end - 1) === part &&
        liveRange(span.start, span.end).toString() !== span.text.replaceAll("\n", "");
      if (spansOf(own.record).some(wrong)) found.add(own.key);
    }
  }
  showPart(before, { scroll: false });
  return [...found];
}

// Marks for browsers without the CSS Custom Highlight API: the lines of changed records are rebuilt, no others.
import { make } from "./elements.js";
import { item, spansOf, state } from "./state.js";
import { layerOf, partsOf } from "./text.js";

const lastSpans = new Map(); // key -> spans as they were painted

export const forgetMarks = () => lastSpans.clear();

export function paintMarks(lines, keys) {
  const touched = new Set();
  for (const key of keys) {
    const now = item(key) ? spansOf(item(key).record) : [];
    for (const span of [...(lastSpans.get(key) ?? []), ...now]) touch(lines, span, touched);
    if (item(key)) lastSpans.set(key, now);
    else lastSpans.delete(key);
  }
  for (const line of touched) rebuild(line);
}

function touch(lines, span, touched) {
  const start = state.points.toUnits(span.start);
  const end = state.points.toUnits(span.end);
  for (const line of lines) if (line.unit <= end && line.unit + line.element.textContent.length >= start) touched.add(line);
}

function rebuild(line) {
  const text = line.element.textContent;
  const spans = layersIn(line.unit, line.unit + text.length);
  const cuts = new Set([0, text.length]);
  for (const span of spans) cuts.add(Math.max(0, span.from)), cuts.add(Math.min(text.length, span.to));
  const places = [...cuts].sort((a, b) => a - b);
  const pieces = places.slice(1).map((to, index) => piece(text, places[index], to, spans));
  line.element.replaceChildren(...pieces);
}

function piece(text, from, to, spans) {
  const over = spans.filter((span) => span.from <= from && to <= span.to);
  if (!over.length) return text.slice(from, to);
  return make("mark", { class: [...new Set(over.map((span) => span.layer))].join(" ") }, text.slice(from, to));
}

function layersIn(first, last) {
  const found = [];
  const put = (layer, span) => {
    const from = state.points.toUnits(span.start) - first;
    const to = state.points.toUnits(span.end) - first;
    if (to > 0 && from < last - first) found.push({ layer, from, to });
  };
  for (const own of state.items.values()) if (own.state !== "split" && own.state !== "merged") for (const span of spansOf(own.record)) put(layerOf(own), span);
  const chosen = item();
  for (const [layer, span] of chosen ? partsOf(chosen.record) : []) put(layer, span);
  return found;
}

// A long text is cut at its headings into parts, of which the page shows one: a short line begins a part once the part
// before it is long enough, any line does once it is too long. A line without end is cut behind its full stops.
export const LONG = 60_000;
const PART = 12_000;
const HEADING = 40; // characters: a longer line is no heading
const TOP = /^(?:第?[一二三四五六七八九十]{1,3}[、章编]|[IVX]{1,5}\.|#{1,2} )/;

// The lines of a text: where each begins, in UTF-16 units, and what it says.
export function linesOf(text) {
  const found = [];
  let unit = 0;
  for (const line of text.split("\n")) {
    for (const said of text.length > LONG && line.length > PART ? cut(line) : [line]) {
      found.push({ unit, text: said });
      unit += said.length;
    }
    unit += 1;
  }
  return found;
}

function cut(line) {
  const found = [];
  let from = 0;
  while (line.length - from > PART) {
    const stop = line.lastIndexOf("。", from + PART);
    const to = stop > from ? stop + 1 : from + PART;
    found.push(line.slice(from, to));
    from = to;
  }
  return [...found, line.slice(from)];
}

// The parts of a text: their lines, and the heading that each begins with.
export function partsOf(text) {
  const lines = linesOf(text);
  if (text.length <= LONG) return [{ title: "", lines }];
  const parts = [];
  let size = Infinity;
  for (const line of lines) {
    const short = line.text.trim() && line.text.length <= HEADING;
    if (size >= 2 * PART || (short && size >= PART) || (short && TOP.test(line.text) && size >= PART / 3)) {
      parts.push({ title: line.text.trim().slice(0, 24), lines: [] });
      size = 0;
    }
    parts.at(-1).lines.push(line);
    size += line.text.length;
  }
  return parts;
}

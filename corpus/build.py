"""Build plain speeches, gold JSON and dataset rows from marked speeches (corpus/marked), the same bytes each time.

Run it from anywhere: ``python corpus/build.py``. The markup is explained in corpus/README.md.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KINDS = {"q": "quantified", "v": "deliverable", "d": "directional"}
SCALES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}
SENTENCE_END = re.compile(r"[。！？\n]")
PLAIN = re.compile(r"(\d+(?:\.\d+)?)(万亿|万|亿|千|百)?(.*)", re.S)
VALUE = re.compile(r"(=|≥|≤|≈)?(-?\d+(?:\.\d+)?)(?:\.\.(-?\d+(?:\.\d+)?))? ?(.*)")

Json = dict[str, Any]


class MarkupError(ValueError):
    """Report markup that cannot be read: which file, which line, what is wrong with it."""


@dataclass
class Mark:
    """Hold one marked span of the plain text; ``note`` is what stands after its bar."""

    kind: str
    start: int
    end: int = -1
    label: str = ""
    note: str = ""


@dataclass
class Paragraph:
    """Hold a line of a speech without its markup, and its marks; offsets count from its first character."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def of(self, kind: str) -> list[Mark]:
        """The marks of one kind, in order of their start."""
        return sorted((m for m in self.marks if m.kind == kind), key=lambda m: m.start)


def read_line(line: str) -> Paragraph:
    """Take the markup out of one line.

    >>> p = read_line("«a 各乡镇»要{新建幼儿园<2所>|q a}。")
    >>> p.text, [(m.kind, p.text[m.start : m.end], m.label, m.note) for m in p.marks]
    ('各乡镇要新建幼儿园2所。', [('«', '各乡镇', 'a', ''), ('<', '2所', '', ''), ('{', '新建幼儿园2所', '', 'q a')])
    """
    closing = {"}": "{", ">": "<", "»": "«", "]": "["}
    out, opened, found = Paragraph(), [], []
    pos = 0
    while pos < len(line):
        char = line[pos]
        if char in "{<«[":
            mark = Mark(char, len(out.text))
            if char in "«[":
                mark.label, pos = line[pos + 1], pos + 2
                if line[pos] != " ":
                    raise MarkupError(f"a label is one character and a space: {line[pos - 2 : pos + 8]}")
            opened.append(mark)
        elif char == "|":
            stop = min((i for i in (line.find(c, pos) for c in closing) if i >= 0), default=len(line))
            opened[-1].note, pos = line[pos + 1 : stop], stop - 1
        elif char in closing:
            mark = opened.pop()
            if mark.kind != closing[char]:
                raise MarkupError(f"{mark.kind} closed by {char}: {line[max(0, pos - 12) : pos + 1]}")
            mark.end = len(out.text)
            found.append(mark)
        else:
            out.text += char
        pos += 1
    if opened:
        raise MarkupError(f"never closed: {opened[-1].kind} before {out.text[opened[-1].start :][:12]}")
    out.marks = found
    return out


def number(text: str) -> int | float:
    """Make a JSON number, whole where it can be.

    >>> number("1.50"), number("7.0")
    (1.5, 7)
    """
    value = round(float(text), 6)
    return int(value) if value == int(value) else value


def quantity_value(text: str, note: str) -> Json:
    """Read what a marked quantity says: off a plain number and unit, or as its note spells it out.

    >>> quantity_value("1.2万亩", "")["low"], quantity_value("2—4个", "2..4 个")["high"]
    (12000, 4)
    >>> quantity_value("5%左右", "≈5 %")
    {'low': 5, 'high': 5, 'unit': '%', 'approximate': True, 'damaged': False}
    """
    if not note:
        plain = PLAIN.fullmatch(text)
        if plain is None or any(w in text for w in ("以上", "以内", "以下", "左右", "多", "余")):
            raise MarkupError(f"a quantity that is no plain number needs its value: {text}")
        value = number(str(round(float(plain[1]) * SCALES[plain[2] or ""], 6)))
        return {"low": value, "high": value, "unit": plain[3] or None, "approximate": False, "damaged": False}
    spelled = VALUE.fullmatch(note)
    if spelled is None:
        raise MarkupError(f"not a value: {note}")
    sign, low, high = spelled[1] or "=", number(spelled[2]), number(spelled[3] or spelled[2])
    return {
        "low": None if sign == "≤" else low,
        "high": None if sign == "≥" else high,
        "unit": spelled[4] or None,
        "approximate": sign == "≈",
        "damaged": False,
    }


def deadline_value(note: str) -> Json:
    """Read what a marked time says: ``from..to``, ``P7D`` for a duration, ``每P1Y`` for a repetition.

    >>> deadline_value("..2024-06-30")
    {'from': None, 'to': '2024-06-30', 'duration': None, 'repeat': None}
    >>> deadline_value("每P1Y")["repeat"]
    'P1Y'
    """
    day = r"(\d{4}-\d\d-\d\d)?"
    spelled = re.fullmatch(rf"{day}\.\.{day}|每(P\d+[DWMY])|(P\d+[DWMY])", note)
    if spelled is None:
        raise MarkupError(f"not a time: {note}")
    return {"from": spelled[1], "to": spelled[2], "duration": spelled[4], "repeat": spelled[3]}


def inherited(paragraph: Paragraph, mark: Mark, record: Mark) -> bool:
    """Tell whether a sentence ends between the words that name an actor or a time and the record they govern."""
    return mark.end <= record.start and bool(SENTENCE_END.search(paragraph.text[mark.end : record.start]))


def linked(paragraph: Paragraph, kind: str, labels: list[str]) -> Mark | None:
    """Find the actor (``«``) or the time (``[``) that a record's labels name, if they name one."""
    return next((m for m in paragraph.of(kind) if m.label in labels), None)


def check_labels(paragraph: Paragraph) -> None:
    """Check that every label of a paragraph is given once and used, and every label used is given."""
    given = [m.label for kind in "«[" for m in paragraph.of(kind)]
    used = {label for r in paragraph.of("{") for label in r.note.split()[1:]}
    for label in sorted(used.symmetric_difference(given)):
        raise MarkupError(f"label {label} is {'never used' if label in given else 'not given'}: {paragraph.text[:20]}")
    if len(given) != len(set(given)):
        raise MarkupError(f"a label is given twice: {paragraph.text[:20]}")


def one_record(paragraph: Paragraph, record: Mark, offset: int) -> Json:
    """Make the gold of one marked clause; ``offset`` is where its paragraph starts in the speech."""
    kind, *labels = record.note.split()
    actor, time = (linked(paragraph, mark, labels) for mark in "«[")

    def span(mark: Mark) -> Json:
        text = paragraph.text[mark.start : mark.end]
        return {"text": text, "start": mark.start + offset, "end": mark.end + offset}

    def source(mark: Mark) -> str:
        return "inherited" if inherited(paragraph, mark, record) else "explicit"

    inside = [q for q in paragraph.of("<") if record.start <= q.start and q.end <= record.end]
    if (kind == "q") != bool(inside):
        raise MarkupError(f"only a quantified record has quantities: {span(record)['text']}")
    nobody: Json = {"text": None, "start": None, "end": None}
    return {
        "start": record.start + offset,
        "end": record.end + offset,
        "text": paragraph.text[record.start : record.end],
        "specificity": KINDS[kind],
        "actor": {"source": source(actor) if actor else "default", **(span(actor) if actor else nobody)},
        "quantities": [{**span(q), **quantity_value(span(q)["text"], q.note)} for q in inside],
        "deadline": {**span(time), **deadline_value(time.note), "source": source(time)} if time else None,
    }


def read_marked(marked: str) -> tuple[dict[str, str], str, Json]:
    """Read header, plain text and gold of one marked file.

    Raises:
        MarkupError: with the line's number, where the markup cannot be read.
    """
    head, body = marked.split("---\n", 1)
    header = dict(re.findall(r"^# (\w+): (.+)$", head, re.M))
    text, records = "", []
    for row, line in enumerate(body.splitlines(), head.count("\n") + 2):
        try:
            paragraph = read_line(line)
            check_labels(paragraph)
            records += [one_record(paragraph, r, len(text)) for r in paragraph.of("{")]
        except (KeyError, IndexError, ValueError) as problem:
            raise MarkupError(f"{header.get('document')}:{row}: {problem}") from problem
        text += paragraph.text + "\n"
    gold: Json = {key: header[key] for key in ("document", "reference_date", "default_actor")}
    return header, text, {**gold, "range": [0, len(text)], "commitments": records}


def speech_row(header: dict[str, str], text: str) -> Json:
    """Make one row of the dataset's ``speeches`` configuration."""
    keys = ("document", "title", "genre", "level", "reference_date", "default_actor")
    return {**{key: header[key] for key in keys}, "text": text}


def commitment_rows(gold: Json) -> Iterator[Json]:
    """Make the rows of the dataset's ``commitments`` configuration, one a record."""
    for record in gold["commitments"]:
        yield {"document": gold["document"], **record}


def build(marked: Path, out: Path) -> None:
    """Write speeches/, gold/ and data/ under ``out`` from the files of ``marked``."""
    speeches: list[Json] = []
    rows: list[Json] = []
    for name in ("speeches", "gold", "data"):
        (out / name).mkdir(parents=True, exist_ok=True)
    for file in sorted(marked.glob("*.txt")):
        header, text, gold = read_marked(file.read_text("utf-8"))
        (out / "speeches" / file.name).write_bytes(text.encode(header.get("encoding", "utf-8")))
        write_text(out / "gold" / f"{file.stem}.json", json.dumps(gold, ensure_ascii=False, indent=1))
        speeches.append(speech_row(header, text))
        rows += commitment_rows(gold)
    for name, lines in (("speeches", speeches), ("commitments", rows)):
        write_text(out / "data" / f"{name}.jsonl", "".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines))


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with ``\n`` on every machine."""
    path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    build(HERE / "marked", Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

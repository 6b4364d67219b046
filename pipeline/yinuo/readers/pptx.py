"""Read presentations (.pptx): the text of each slide, then what its speaker noted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from yinuo.readers.source import LIMIT, Place, Source, plain_lines, source
from yinuo.readers.task_tables import Cell, task_lines
from yinuo.readers.xml_parts import Element, Parts, beside, child, number, tag, value

WHAT = "a presentation (.pptx)"
_ROOT = "ppt/presentation.xml"
_WIDEST = 64
# Places of a slide that hold its number, the day, a running foot: no text of its own.
_FURNITURE = frozenset(("sldNum", "dt", "ftr", "hdr"))
_MOST_SLIDES = 5000


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read a presentation: a paragraph or a table row a line, slide by slide; each place is where a slide begins.

    Hidden slides, slide numbers and days are left out. Raises ``InputError`` for a file that is damaged or a trap.
    """
    parts = Parts(data, name, WHAT, limit)
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    for n, part in enumerate(_slides(parts), 1):
        lines = [plain_lines(line) for line in _slide(parts, part)]
        if lines:
            places.append(Place(length, page=n))
        pieces += (f"{line}\n" for line in lines)
        length += sum(len(line) + 1 for line in lines)
    return source(name, "".join(pieces), "pptx", places)


def _slides(parts: Parts) -> list[str]:
    """List the parts of the slides, in the order in which they are shown."""
    listed = child(parts.needed(_ROOT), "sldIdLst")
    targets = _relations(parts, _ROOT)
    # Both the slide's own number and its relation are called id; the relation has a namespace.
    slides = listed if listed is not None else ()
    keys = [str(v) for slide in slides for k, v in slide.attrib.items() if "}" in str(k)]
    return [targets[key][1] for key in keys[:_MOST_SLIDES] if key in targets]


def _relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Read what a part relates to: the kind of each relation and the part that it leads to, by its name."""
    folder, base = posixpath.split(part)
    root = parts.parse(posixpath.join(folder, "_rels", f"{base}.rels"))
    return {
        one.get("Id", ""): (one.get("Type", ""), beside(part, one.get("Target", "")))
        for one in (root if root is not None else ())
        if one.get("TargetMode") != "External"
    }


def _slide(parts: Parts, part: str) -> Iterator[str]:
    root = parts.needed(part)
    if value(root, "show") == "0":
        return
    yield from _lines(child(root, "cSld", "spTree"))
    for kind, target in _relations(parts, part).values():
        notes = parts.parse(target) if kind.endswith("/notesSlide") else None
        yield from _lines(child(notes, "cSld", "spTree"), only="body")


def _lines(tree: Element | None, only: str = "") -> Iterator[str]:
    """Yield the paragraphs and table rows of shapes; of one kind of placeholder alone where it is named."""
    for shape in tree if tree is not None else ():
        name = tag(shape)
        if name == "grpSp":
            yield from _lines(shape, only)
        elif name == "AlternateContent":
            yield from _lines(child(shape, "Choice"), only)
        elif name == "sp":
            place = child(shape, "nvSpPr", "nvPr", "ph")
            kind = value(place, "type") or ("body" if place is not None else "")
            if kind not in _FURNITURE and (not only or kind == only):
                yield from _paragraphs(child(shape, "txBody"))
        elif name == "graphicFrame" and not only:
            yield from _table(child(shape, "graphic", "graphicData", "tbl"))


def _paragraphs(body: Element | None) -> Iterator[str]:
    for paragraph in body if body is not None else ():
        text = "".join(_runs(paragraph)) if tag(paragraph) == "p" else ""
        if text.strip():
            yield text


def _runs(paragraph: Element) -> Iterator[str]:
    for run in paragraph:
        if tag(run) in ("r", "fld") and not (value(run, "type") or "").startswith(("slidenum", "datetime")):
            found = child(run, "t")
            yield (found.text or "") if found is not None else ""
        elif tag(run) == "br":
            yield "\v"


def _table(table: Element | None) -> Iterator[str]:
    rows = [list(_cells(row)) for row in (table if table is not None else ()) if tag(row) == "tr"]
    tasks = task_lines(rows)
    yield from tasks or ()
    for row in rows if tasks is None else ():
        yield "\t".join(" ".join(cell.text.split("\n")) for cell in row).rstrip("\t")


def _cells(row: Element) -> Iterator[Cell]:
    for cell in row:
        if tag(cell) == "tc" and value(cell, "hMerge") not in ("1", "true"):
            text = "\n".join(plain_lines(line) for line in _paragraphs(child(cell, "txBody")))
            width = min(max(1, number(cell, "gridSpan") or 1), _WIDEST)
            yield Cell(text, merged=value(cell, "vMerge") in ("1", "true"), width=width)

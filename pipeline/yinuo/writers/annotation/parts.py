"""Cut the tasks of long texts at their headings, and join them again when they come back from an annotation tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from yinuo.digests import digest
from yinuo.structure.outline import speeches
from yinuo.writers.annotation.marks import Annotated, Mark, Part

LONG = 20_000  # characters: a text up to here is one task
_OUTERMOST = 1  # depth of the outermost sections; speeches have 0
_SHORT = 1_000  # what stands before a first heading is no task of its own up to here: title, salutation


def cut(own: Annotated, *, long: int = LONG) -> Iterator[Annotated]:
    """Give a task for each outermost section of a text that is longer than ``long``, else the text as it is.

    A section that is still too long is cut at headings below, as few as will do. Title and salutation go with the
    first section, and nothing is cut between marks that are linked. Offsets count from the beginning of a task's text.
    """
    bounds = [0, *_cuts(own, long), len(own.text)]
    if len(bounds) == 2:
        yield own
        return
    for number, (start, end) in enumerate(pairwise(bounds), 1):
        text = own.text[start:end]
        inside = tuple(_moved(mark, -start) for mark in own.marks if start <= mark.start < end)
        known = {mark.id for mark in inside}
        links = tuple(link for link in own.links if link[0] in known)
        part = Part(number, len(bounds) - 1, start, own.sha256)
        yield replace(own, sha256=digest(text), text=text, marks=inside, links=links, part=part)


def _cuts(own: Annotated, long: int) -> list[int]:
    """List where a text is cut, in order: nowhere inside a mark or between two that are linked."""
    if len(own.text) <= long:
        return []
    marks = {mark.id: (mark.start, mark.end) for mark in own.marks}
    pairs = [(marks[one], marks[other]) for one, _, other in own.links]
    whole = [*marks.values(), *((min(a[0], b[0]), max(a[1], b[1])) for a, b in pairs)]
    wanted = _starts(_heads(own.text), 0, len(own.text), 0, long)
    return [place for place in wanted if not any(start < place < end for start, end in whole)]


def _heads(text: str) -> list[tuple[int, int]]:
    """List the beginnings of speeches (depth 0) and of sections (from depth 1), in order."""
    found = []
    for speech in speeches(text):
        found.append((speech.start, 0))
        found += [(line.start, max(len(line.section.path), 1)) for line in speech.lines if line.kind == "heading"]
    return found


def _starts(heads: Sequence[tuple[int, int]], start: int, end: int, depth: int, long: int) -> list[int]:
    """List the beginnings of the parts of a stretch but the first, cut at heads of this depth, then of those below."""
    inside = [head for head in heads if start < head[0] < end]
    if end - start <= long or all(level < depth for _, level in inside):
        return []
    places = [place for place, level in inside if level == depth]
    if places and places[0] - start <= _SHORT:
        del places[0]
    bounds = [start, *(places if depth <= _OUTERMOST else _needed(places, start, end, long)), end]
    found = []
    for first, last in pairwise(bounds):
        found += [first, *_starts(inside, first, last, depth + 1, long)]
    return found[1:]


def _needed(places: Sequence[int], start: int, end: int, long: int) -> list[int]:
    """Keep of the places where a stretch may be cut those without which a part would be too long."""
    kept = [start]
    for place, following in pairwise([*places, end]):
        if following - kept[-1] > long:
            kept.append(place)
    return kept[1:]


def join(tasks: Iterable[Annotated]) -> Iterator[Annotated]:
    """Join the tasks of each text that was cut; texts of one task come first, as they are.

    Where tasks are missing, ``ranges`` of the text that comes back are those that were annotated, and line ends stand
    in for the rest. A task whose own text was changed is given alone, for it has no place in the whole.
    """
    waiting: dict[tuple[str, str, int, int], dict[int, Annotated]] = {}
    for own in tasks:
        if own.part is None:
            yield own
            continue
        copy = 0
        while own.part.number in waiting.get(key := (own.document, own.part.sha256, own.part.of, copy), {}):
            copy += 1
        waiting.setdefault(key, {})[own.part.number] = own
    for parts in waiting.values():
        yield _joined([parts[number] for number in sorted(parts)])


def _joined(tasks: list[Annotated]) -> Annotated:
    changed = [own for own in tasks if digest(own.text) != own.sha256]
    if changed:
        return changed[0]
    text = ""
    marks: dict[str, Mark] = {}
    links: list[tuple[str, str, str]] = []
    ranges: list[tuple[int, int]] = []
    for own in tasks:
        start = own.part.start if own.part else 0
        text = text.ljust(start, "\n")
        ids = {mark.id: mark.id if mark.id not in marks else f"{start}/{mark.id}" for mark in own.marks}
        marks |= {ids[mark.id]: replace(_moved(mark, start), id=ids[mark.id]) for mark in own.marks}
        links += [(ids.get(one, one), label, ids.get(other, other)) for one, label, other in own.links]
        ranges.append((start, start + len(own.text)))
        text += own.text
    first = tasks[0]
    part = first.part
    whole = part is not None and len(tasks) == part.of
    return replace(
        first,
        sha256=part.sha256 if part and whole else "",
        text=text,
        marks=tuple(marks.values()),
        links=tuple(links),
        part=None if whole else part,
        ranges=() if whole else tuple(ranges),
    )


def part_of(data: dict[str, Any]) -> Part | None:
    """Read which part of a text a task is; ``None`` for a whole text."""
    number, of, start = (data.get(name) for name in ("part", "parts", "part_start"))
    sha256 = data.get("document_sha256")
    if not (isinstance(number, int) and isinstance(of, int) and isinstance(start, int) and isinstance(sha256, str)):
        return None
    return Part(number, of, start, sha256)


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)

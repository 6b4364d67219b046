"""What the components share through the Doc: plain data in doc.user_data, under one key. A Doc in, its state out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any, TypedDict

import numpy
from spacy.tokens import Doc, Span

KEY = "yinuo"

Dict = dict[str, Any]


class State(TypedDict, total=False):
    """Everything the components know of a Doc, msgpack-able as it stands.

    ``date``, ``actor``, ``document`` and ``include`` (statuses beside commitments) are the caller's, and so are
    ``lost``, the digits known to be lost; ``text`` is the
    folded text, same length as ``source``, the text as given.
    """

    date: str | None
    actor: str | None
    document: str
    include: list[str]
    lost: list[str]
    sha256: str
    source: str
    text: str
    speeches: list[Dict]
    sections: list[Dict]
    lines: list[Dict]
    quantities: list[Dict]
    deadlines: list[Dict]
    clauses: list[Dict]
    sentences: list[Dict]
    commitments: list[Dict]


def state(doc: Doc) -> State:
    """The state of a Doc, made empty on first use."""
    found: State = doc.user_data.setdefault(KEY, {})
    return found


def texts(doc: Doc) -> tuple[str, str]:
    """The text of a Doc and its folded form, same length; kept in the state, since Doc.text joins all tokens anew."""
    own = state(doc)
    source = own.get("source")
    if source is None:
        source = own["source"] = doc.text
    return source, own.setdefault("text", source)


def put_spans(doc: Doc, key: str, items: list[Dict]) -> None:
    """Set ``doc.spans[key]`` from offsets, widened to whole tokens."""
    lengths = doc.to_array(["LENGTH", "SPACY"]).astype("int64").reshape(-1, 2)
    ends = lengths.sum(axis=1).cumsum()
    starts = ends - lengths.sum(axis=1)
    first = numpy.searchsorted(starts, [i["start"] for i in items], side="right") - 1
    last = numpy.searchsorted(starts, [i["end"] for i in items], side="left")
    doc.spans[key] = [Span(doc, a, b, label=key) for a, b in zip(first.tolist(), last.tolist(), strict=True)]


def by_line(own: State) -> list[tuple[int, list[int]]]:
    """Each line that has sentences, with the indices of its sentences."""
    found: dict[int, list[int]] = {}
    for place, sentence in enumerate(own.get("sentences", [])):
        found.setdefault(sentence["line"], []).append(place)
    return list(found.items())


def passes(own: State, places: list[int]) -> list[list[int]]:
    """The sentences of one line, once for each pass of a rule whose decisions reach from one sentence into the next.

    The first pass takes all of them, where clauses of idle ones were asked for; the last leaves the idle ones out, so
    that it decides the others alike whatever was asked for.
    """
    busy = [place for place in places if not own["sentences"][place]["idle"]]
    everything = [places] if own.get("include") and len(busy) < len(places) else []
    return [*everything, busy] if busy else everything


def clauses_of(own: State, places: list[int]) -> list[list[Dict]]:
    """The clauses of each of these sentences, which are in order."""
    found: dict[int, list[Dict]] = {place: [] for place in places}
    first, last = places[0], places[-1]
    clauses = own.get("clauses", [])
    for clause in clauses[bisect_left(clauses, first, key=_place) : bisect_right(clauses, last, key=_place)]:
        if clause["sentence"] in found:
            found[clause["sentence"]].append(clause)
    return list(found.values())


def _place(clause: Dict) -> int:
    place: int = clause["sentence"]
    return place

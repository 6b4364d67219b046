"""Find the items of a list of somebody's duties, below X应当履行下列职责：, which X is to do."""

from __future__ import annotations

from yinuo.nlp.decisions.offences import stands_behind_mark
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.state import Offsets, State


def charged_lines(state: State, text: str) -> dict[int, Offsets]:
    """Return the place of the name of who is charged with each item line, by the number of the line."""
    found: dict[int, Offsets] = {}
    charged: Offsets | None = None
    for number, line in enumerate(state.get("lines", [])):
        if charged and line["kind"] == "body" and stands_behind_mark(text, line):
            found[number] = charged
            continue
        words = text[line["start"] : line["end"]].rstrip()
        told = shape("charged_below").search(words) if words.endswith("：") else None
        charged = (line["start"] + told.start("name"), line["start"] + told.end("name")) if told else None
    return found

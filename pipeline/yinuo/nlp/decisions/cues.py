"""Find the cues of decisions/cues in a clause and in its sentence."""

from __future__ import annotations

import functools
from typing import Literal, NamedTuple

from yinuo.rules import Anchored, Row, load_table, table_row

# A ground is a means although nothing follows it.
Effect = Literal["background", "achievement", "means", "ground", "opener"]


@table_row
class Cue(Row):
    """Hold a row of words that tell the standing of a clause or of its whole sentence."""

    name: str
    effect: Effect
    scope: Literal["clause", "sentence"]
    pattern: str


class Found(NamedTuple):
    """Hold a cue where it stands in the text."""

    cue: Cue
    start: int
    end: int


@functools.cache
def cues(scope: str) -> Anchored[Cue]:
    """Read the rows of rules/zh/decisions/cues.tsv of one scope."""
    return Anchored((row, row.pattern) for row in load_table("decisions/cues", Cue) if row.scope == scope)


def find_cue(text: str, scope: str, start: int, end: int) -> Found | None:
    """Find the first cue of a scope in a stretch of text, not a quoted one where it is of a clause."""
    piece = text[start:end]
    for cue, match in cues(scope).matches(piece):
        if scope == "sentence" or not _quoted(piece, match.start()):
            return Found(cue, start + match.start(), start + match.end())
    return None


def _quoted(piece: str, at: int) -> bool:
    return piece.count("“", 0, at) > piece.count("”", 0, at) or piece.count("《", 0, at) > piece.count("》", 0, at)

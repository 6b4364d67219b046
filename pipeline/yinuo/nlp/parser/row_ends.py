"""Tell where the noun at the end of a row holds for all that stands at 、 before it: 调动|发展产业、增收的积极性."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.nlp.parser import Parse, TextIndex, read
from yinuo.nlp.parser.segments import Segment

# Behind which a piece has a noun of its own: 夯实基层的基础、|完善机关的保障. Grammar, no table.
_HAS_NOUN = ("的", "等")
# 等 sums up nouns, each of which may have a 的 of its own.
_SUMMED = ("等",)
_PLAIN = "verb-and-object"
# 在全社会|营造A、B的氛围, but not 通过|做A、做B的C, which is a means.
_OPENS, _MEANS = (_PLAIN, "phrase-before-verb"), "通过"


def shares_noun(index: TextIndex, current: Parse, pieces: Sequence[Segment]) -> bool:
    """Tell whether the last of ``pieces`` names with 的 or 等 what ``current`` and all of them are about.

    Each piece reads like an act, and none before the last has such a noun of its own.
    """
    last = pieces[-1]
    if index.p.row_noun.fullmatch(index.text, last.start, last.end) is None:
        return False
    row = index.text[current.start : last.start]
    nouns = _HAS_NOUN if "的" in index.text[last.start : last.end] else _SUMMED
    if current.rule not in _OPENS or row.startswith(_MEANS) or any(noun in row for noun in nouns):
        return False
    if index.has_number(current.start, last.end) or index.has_modal(pieces[0].start, last.end):
        return False
    return all(_is_act(index, piece) for piece in pieces)


def _is_act(index: TextIndex, piece: Segment) -> bool:
    """Tell whether a piece is a verb and its object, not the name of a thing before 等: 做好防火、|防汛等工作."""
    parse = read(index, piece.start, piece.end)
    named = index.text.find("等", parse.object_start, parse.object_start + 2) >= 0
    return parse.rule == _PLAIN and not parse.named and not named

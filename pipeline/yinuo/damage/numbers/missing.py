"""Find quantities whose number is gone altogether, by the units left alone."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from yinuo.damage.numbers.intact import DASHES
from yinuo.damage.numbers.names import is_name
from yinuo.damage.numbers.odds import DamagedUnit, rows, score
from yinuo.rules import Row, compile_re, load_table, table_row
from yinuo.values.numerals import CHINESE
from yinuo.values.quantities.context import UNSAID, Bounds, change_before, clause_start
from yinuo.values.quantities.counted import counted
from yinuo.values.quantities.tables import Unit, name_pattern, unit_pattern, units

# What is left of a number between its place and its unit: 余 in 场余家, 亿 in 投资亿元, — in 达—个, 万+ in 万+人次.
_REST = compile_re(r"[—\-~]?\.?(?:多(?=[万亿]))?(?:万亿|[万亿])?(?:余|(?<=[万亿])多)?\+?\s?$")
_STUMP = compile_re(r"(?<![0-9.])([0-9]+)[.—\-~](?:万亿|[万亿])?\s?$")
_GROUP = compile_re("[0-9][,，]+$")
_ALONE = compile_re(r"(?:^|[\n“、， \u3000进])[万亿]$")
# A scale whose number and unit are gone: 人口万、 and 多万学生.
_BARE = compile_re(rf"(?<![0-9.{CHINESE}多])(?:多[万亿]|(?<=[一-龥])[万亿](?=[、，。；]))")
# Single characters that stand before a unit as a number does.
_NUMERAL = (*CHINESE, *"0123456789.半每各这那某整第首前另本单全多×*/=", *DASHES)


@table_row
class OverWord(Row):
    """Hold a row of a word that ends with 余 and needs no number before it."""

    word: str


@functools.cache
def _over_words() -> tuple[str, ...]:
    return tuple(row.word for row in load_table("damage/over_words", OverWord))


def gone(text: str, folded: str, lost: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield every unit of the text before which a number of lost digits must have stood, as a quantity without bounds.

    >>> text = "举办活动余场，参与率达%"
    >>> [(q["text"], q["unit"]) for q in gone(text, text, frozenset("01"))]
    [('余场', '场'), ('%', '%')]
    """
    floor, last = 0, None
    for m in unit_pattern().finditer(folded):
        row = rows().get(m[1])
        number = _number_place(folded, m.start(1), row, lost) if row else None
        if number is None or number < floor or name_pattern().match(folded, number):
            continue
        found = _record(text, folded, number, m, units()[m[1]], floor)
        floor = found["end"]
        # Of two units side by side the first ends a noun: 体育场个.
        if last and last["end"] < found["start"]:
            yield last
        last = found
    if last:
        yield last


def bare(text: str, folded: str) -> Iterator[dict[str, Any]]:
    """Yield every 万 and 亿 that stands without number and unit where one of both must have stood.

    >>> [q["text"] for q in bare("新增人口万、旅居人口2万", "新增人口万、旅居人口2万")]
    ['万']
    """
    for m in _BARE.finditer(folded):
        if not is_name(folded, m.end() - 1):
            yield {
                "text": text[m.start() : m.end()],
                "start": m.start(),
                "end": m.end(),
                "low": None,
                "high": None,
                "unit": None,
                "approximate": False,
                "damaged": True,
                **UNSAID,
                "of": None,
                "change": change_before(folded, m.start(), clause_start(folded, m.start(), 0), False),
            }


def _number_place(folded: str, at: int, row: DamagedUnit, lost: frozenset[str]) -> int | None:
    """Find where the number before the unit at ``at`` stood or its remains begin; None where there was none."""
    rest = _REST.search(folded, max(0, at - 6), at)
    start = rest.start() if rest else at
    if stump := _STUMP.search(folded, max(0, at - 9), at):
        return stump.start()
    before, left = folded[max(0, start - 6) : start], folded[start:at].strip()
    after = folded[at + len(row.unit) : at + len(row.unit) + 1]
    if before.endswith(_NUMERAL) or after == "级" or _GROUP.search(before) or before.endswith("“”"):
        return None
    if left.startswith(("万", "亿", "多", ".")):
        return None if is_name(folded, start) or _ALONE.search(folded, max(0, start - 1), at) else start
    if left:
        return None if f"{before}{left}".endswith(_over_words()) else start
    return start if _must_have_stood(row, before, after, lost) else None


def _must_have_stood(row: DamagedUnit, before: str, after: str, lost: frozenset[str]) -> bool:
    """Tell whether a number must have stood between ``before`` and the unit, of which nothing is left."""
    if row.behind and not _behind(row.behind).search(before):
        return False
    quoted = before.endswith(("“", "(", "（")) and after in ("”", ")", "）")
    if quoted or before.endswith(tuple(row.word_before.split())):
        return False
    if before.endswith(tuple(row.word_proof.split())):
        return True
    return score(row, before[-1:], after, lost) > 0


@functools.cache
def _behind(pattern: str) -> re.Pattern[str]:
    return compile_re(rf"(?:{pattern})$")


def _record(text: str, folded: str, number: int, m: re.Match[str], unit: Unit, floor: int) -> dict[str, Any]:
    end, written = m.end(1), unit.canonical or unit.unit
    if m[2] and unit.kind in ("measure", "money", "classifier"):
        end, written = m.end(2), f"{written}/{m[2]}"
    bound = Bounds(folded, number, end, unit.kind, bare_scale=False)
    start = max(bound.start, floor)
    clause = clause_start(folded, start, floor)
    low, high = _ends(folded, number, m.start(1))
    return {
        "text": text[start : bound.end],
        "start": start,
        "end": bound.end,
        "low": low,
        "high": high,
        "unit": bound.currency or written,
        "approximate": bound.approximate,
        "damaged": True,
        **UNSAID,
        "of": counted(folded, number, bound.end, unit.kind),
        "change": change_before(folded, number, clause, written == "倍"),
    }


_SCALES = {"万": 1e4, "亿": 1e8, "万亿": 1e12}


def _ends(folded: str, number: int, unit: int) -> tuple[float | None, float | None]:
    """Read what is left of the number: 5 to 5 of 5.%, from 2 on of 2—个, nothing of 万元."""
    stump = _STUMP.fullmatch(folded, number, unit)
    if stump is None:
        return None, None
    rest = stump[0][len(stump[1]) :]
    value = float(stump[1]) * _SCALES.get(rest[1:].strip(), 1.0)
    return value, value if rest.startswith(".") else None

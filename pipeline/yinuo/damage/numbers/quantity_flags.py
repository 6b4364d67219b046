"""Flag the quantities of a text that is known to have lost digits."""

from __future__ import annotations

from typing import Any

from yinuo.damage.numbers.candidates import digits_of, possible
from yinuo.damage.numbers.deadline_flags import flag_deadlines
from yinuo.damage.numbers.intact import DASHES
from yinuo.damage.numbers.missing import bare, gone
from yinuo.damage.numbers.names import is_name
from yinuo.rules import compile_re
from yinuo.values.numerals import plain_numerals

__all__ = ["flag_deadlines", "flag_quantities", "possible"]

Found = dict[str, Any]
_ARABIC = compile_re("[0-9]")
# 万 and 亿 without a numeral before them may have had one: 超万家 was 超1万家.
_SCALE = compile_re(r"[约近超逾过不足到于低少高大多]{0,4}[万亿]")
_SCALED = compile_re("[万亿]")
_STUMP = compile_re(r"(?<![0-9A-Za-z.])([0-9]*)\.$")
_STANDING = compile_re(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)$")
_NO_RANGE = compile_re(r"[A-Za-z第—\-~]$")


def flag_quantities(text: str, found: list[Found], lost: frozenset[str]) -> list[Found]:
    """List the quantities of a text that has lost characters: ``found`` (from ``quantities.scan``), and those gone.

    Where digits are among ``lost``, a number in Arabic digits is damaged, and so is a unit that lost its number
    (low and high None). Numbers in Chinese characters are never. Without lost digits, ``found`` comes back.

    >>> from yinuo.values.quantities.scanner import scan
    >>> text = "打造—2个基地、5所示范校，建成个工作室、三项机制，覆盖率达%"
    >>> for q in flag_quantities(text, scan(text), frozenset("01")):
    ...     print(q["text"], q["low"], q["high"], q["unit"], q["damaged"])
    —2个 None 2.0 个 True
    5所 5.0 5.0 所 True
    个 None None 个 True
    三项 3.0 3.0 项 False
    % None None % True
    """
    if not digits_of(lost):
        return found
    folded = plain_numerals(text)
    flagged = [_flag(text, folded, item) for item in found]
    taken = bytearray(len(text) + 1)
    for item in flagged:
        taken[item["start"] : item["end"]] = b"\1" * (item["end"] - item["start"])
    for found_gone in (gone(text, folded, digits_of(lost)), bare(text, folded)):
        for item in found_gone:
            if not any(taken[item["start"] : item["end"]]):
                flagged.append(item)
                taken[item["start"] : item["end"]] = b"\1" * (item["end"] - item["start"])
    return _joined(text, folded, sorted(flagged, key=lambda item: item["start"]))


def _flag(text: str, folded: str, item: Found) -> Found:
    """Copy a quantity, damaged where it can have lost a digit, with what is left of the number before it."""
    start = item["start"]
    if not _ARABIC.search(folded, start, item["end"]):
        return _scale(text, folded, item) if _SCALE.match(folded, start) else item
    item = item | {"damaged": True}
    if folded.startswith(DASHES, start):
        return _open_below(item)
    if folded[max(0, start - 1) : start] == "." and folded[start].isdigit():
        return _fraction(text, folded, item)
    if folded[max(0, start - 1) : start] in DASHES and not _NO_RANGE.search(folded, max(0, start - 2), start - 1):
        return _range(text, folded, item)
    return item


def _open_below(item: Found) -> Found:
    """Open a range whose lower end is gone: what was read as one number, or one below zero, is its upper end."""
    high = item["high"] if item["high"] is not None else item["low"]
    return item | {"low": None, "high": None if high is None else abs(high)}


def _widened(text: str, item: Found, start: int, times: float | None) -> Found:
    """Widen a quantity to begin at ``start``, its ends so many times as great; unknown for None."""
    ends = {k: None if item[k] is None or times is None else round(item[k] * times, 9) for k in ("low", "high")}
    return item | ends | {"start": start, "text": text[start : item["end"]]}


def _scale(text: str, folded: str, item: Found) -> Found:
    """Flag scales that lost digits: 万亿元 may have been 1万亿元; 2.万亿元 and .万亿元 have lost their decimals."""
    start = item["start"]
    scale = _SCALED.search(folded, start)
    if scale and is_name(folded, scale.start()):
        return item
    item = item | {"damaged": True}
    stump = _STUMP.search(folded, max(0, start - 12), start) if folded[start] in "万亿" else None
    return _widened(text, item, stump.start(), float(stump[1]) if stump[1] else None) if stump else item


def _fraction(text: str, folded: str, item: Found) -> Found:
    """Flag a number whose whole part is gone: .5%."""
    start = item["start"] - 1
    if start and folded[start - 1].isascii() and folded[start - 1].isalnum():
        return item
    digits = compile_re("[0-9]*").match(folded, start + 1)
    return _widened(text, item, start, 10.0 ** -len(digits[0])) if digits else item


def _range(text: str, folded: str, item: Found) -> Found:
    """Flag a range that lost digits: —2个 lacks its lower end; the upper end of 12—5个 was greater."""
    dash = item["start"] - 1
    standing = _STANDING.search(folded, max(0, dash - 12), dash)
    start = standing.start() if standing else dash
    item = item | {"start": start, "text": text[start : item["end"]]}
    return item | {"low": float(standing[1]), "high": None} if standing else _open_below(item)


def _joined(text: str, folded: str, items: list[Found]) -> list[Found]:
    """Join two ends of one range, of which one at least is gone, as one quantity: 5%—%, %—5%."""
    out: list[Found] = []
    for item in items:
        last = out[-1] if out else None
        if last is None or item["start"] >= last["end"]:
            whole = _join(text, folded, last, item) if last else None
            out[len(out) - (whole is not None) :] = [whole or item]
    return out


def _join(text: str, folded: str, last: Found, item: Found) -> Found | None:
    gap = folded[last["end"] : item["start"] + folded.startswith(DASHES, item["start"])]
    if gap not in DASHES or last["unit"] != item["unit"] or not (last["damaged"] or item["damaged"]):
        return None
    high = item["high"] if last["low"] is None or item["high"] is None else max(item["high"], last["low"])
    whole = {"end": item["end"], "text": text[last["start"] : item["end"]]}
    return last | whole | {"low": last["low"], "high": high, "damaged": True}

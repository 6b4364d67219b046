"""Clean strings for spreadsheet cells, so that XML and Excel leave them as they are."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

from yinuo.records import Commitment
from yinuo.writers.jsonl import to_line

Value = str | int | float | bool | date | None

LONGEST = 32_767  # UTF-16 code units in one cell
PIECE = 32_000
_CUT = "……（过长，未显示完）"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# In JSON, besides what XML cannot hold: characters beyond the BMP, whose halves may be counted apart, and _x, which
# Excel reads as the start of an escape.
_ESCAPED = re.compile("[\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U00010000-\U0010ffff]|_(?=x)")
_EXCEL_ESCAPE = re.compile("_x([0-9a-fA-F]{4})_")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
FORMULA = tuple("=+-@＝＋－＠\t\n")


def shown(text: str) -> str:
    r"""Give the text as a cell shows it: no control character or half of a pair, no more than Excel's limit.

    >>> shown("新建\x00幼儿园\r\n7所"), len(shown("长" * 40_000)) <= LONGEST
    ('新建�幼儿园\n7所', True)
    """
    text = _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if 2 * len(text) > LONGEST and units(text) > LONGEST:
        text = text.encode("utf-16-le")[: 2 * PIECE].decode("utf-16-le", "ignore") + _CUT
    # XlsxWriter takes a string between these two tags for XML of its own and would write it unescaped.
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text


def units(text: str) -> int:
    """Count the length in UTF-16 code units, by which Excel counts."""
    return len(text) + sum(c > "\uffff" for c in text)


def to_pieces(record: Commitment) -> list[str]:
    """Split the record's line of JSON into pieces that fit a cell each, escaped so that no program changes it."""
    line = _ESCAPED.sub(_unicode_escape, to_line(record))
    return [line[at : at + PIECE] for at in range(0, len(line), PIECE)]


def from_pieces(pieces: list[str]) -> Commitment:
    """Read the record back; raise ``ValueError`` (of json or pydantic) where the pieces are none."""
    return Commitment.model_validate(json.loads("".join(pieces)))


def _unicode_escape(match: re.Match[str]) -> str:
    halves = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{halves[at]:02x}{halves[at + 1]:02x}" for at in range(0, len(halves), 2))


def plain(value: object) -> Value:
    """Give a cell as openpyxl gives it, without Excel's escapes, white space around it, or a time of day.

    >>> plain(" _x005F_x0041_ "), plain(datetime(2024, 6, 30)), plain("")
    ('_x0041_', datetime.date(2024, 6, 30), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, bool | int | float | date):
        return value
    text = _EXCEL_ESCAPE.sub(lambda m: chr(int(m[1], 16)), str(value))
    return shown(text).strip() or None


def same(a: Value, b: Value) -> bool:
    """Tell whether two cells say the same: white space aside, a date or a number also where it is kept as text.

    >>> same("2024年6月30日", date(2024, 6, 30)), same("7 ", 7.0), same("7所", "9所"), same("", None)
    (True, True, False, True)
    """
    return _key(a) == _key(b)


def words(text: str) -> str:
    """Cut all white space from a text, by which two sentences are the same."""
    return "".join(text.split())


def day(value: Value) -> date | None:
    """Read a day, also where it is written as text: 2024-06-30, 2024年6月30日, 2024/6/30."""
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def number(value: Value) -> float | None:
    """Read a number, also where it is written as text."""
    if isinstance(value, bool) or value is None or isinstance(value, date):
        return None
    try:
        return float(value.replace(",", "") if isinstance(value, str) else value)
    except ValueError:
        return None


def _key(value: Value) -> object:
    whole = day(value)
    if whole is not None:
        return whole
    amount = number(value)
    if amount is not None:
        return f"{amount:.12g}"
    return "" if value is None else words(str(value))

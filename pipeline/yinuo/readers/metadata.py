"""Read what is said of a text from elsewhere: its date, organisation, place, level and speaker.

The one place for names of columns and for dates, of rows that hold a text and of tables that speak of files; and the
one place that decides who is believed where several say something (``joined``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from yinuo.errors import InputError

# The names under which a column is known, the first of each being ours: names of files' columns, no words of speeches.
NAMES: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "日期", "时间", "发文日期", "成文日期", "发布日期", "讲话日期", "讲话时间"),
    "organisation": (
        "organisation",
        "organization",
        "actor",
        "机构",
        "单位",
        "部门",
        "发文机关",
        "发文单位",
        "发布机构",
        "责任主体",
    ),
    "place": ("place", "region", "地区", "地点", "地方", "区域", "行政区", "行政区划"),
    "level": ("level", "级别", "层级", "行政级别"),
    "speaker": ("speaker", "讲话人", "发言人", "报告人", "主讲人"),
}
_FIELDS = {name: field for field, names in NAMES.items() for name in names}
_DAY = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))(?:[T\s].*)?", re.S)
_COARSE = re.compile(r"\d{4}\s*年?(?:[-/.]?\s*\d{1,2}\s*月?)?")


def field_of(column: object) -> str | None:
    """Return what a column of this name says, in English or Chinese and any case; None where it is none of ours.

    >>> field_of(" Region "), field_of("发文单位"), field_of("备注")
    ('place', 'organisation', None)
    """
    return _FIELDS.get(str(column).strip().lower())


def metadata(row: Mapping[str, object], where: str) -> dict[str, str]:
    """Return the fields that a row has, by English or Chinese names of columns, in any case; empty cells are left out.

    A date becomes ISO; one of a year or a month alone is left out, since no day is known.

    >>> metadata({"日期": "2031年3月5日", "单位": "枫岭县人民政府", "备注": "x"}, "all.csv#1")
    {'date': '2031-03-05', 'organisation': '枫岭县人民政府'}

    Raises ``InputError`` for a date that is none.
    """
    found: dict[str, str] = {}
    for name, cell in row.items():
        field = field_of(name)
        if field and (value := value_of(field, cell, where)):
            found.setdefault(field, value)
    return found


def joined(row: Mapping[str, str], options: Mapping[str, str | None], own: Mapping[str, str]) -> dict[str, str]:
    """Join what is said of a text; of several that name a field, the first that says something is believed.

    The first is the row of a table of metadata, which speaks of this text by name. Then come the options, which speak
    of all texts; then the file's ``own`` columns. A field that none of them names is what the text itself says.

    >>> joined({"level": "县"}, {"level": "市", "date": "2031-03-05"}, {"date": "2030-01-01", "speaker": "丁某"})
    {'date': '2031-03-05', 'level': '县', 'speaker': '丁某'}
    """
    return {name: value for name in NAMES if (value := row.get(name) or options.get(name) or own.get(name))}


def value_of(field: str, cell: object, where: str) -> str:
    """Return what a cell says of a field; empty where it says nothing. Raises ``InputError`` for a date that is none.

    >>> value_of("date", "2031年3月5日", "all.csv:2"), value_of("date", "2031年", "all.csv:3")
    ('2031-03-05', '')
    """
    value = "" if cell is None else str(cell).strip()
    return _day(value, where) if field == "date" and value else value


def _day(value: str, where: str) -> str:
    match = _DAY.fullmatch(value)
    if match:
        year, *rest = (int(part) for part in match.groups() if part)
        try:
            return datetime.date(year, *rest).isoformat()
        except ValueError:
            pass
    elif _COARSE.fullmatch(value):
        return ""
    raise InputError(f"{where}: the date {value[:40]!r} is none; a day is wanted, written YYYY-MM-DD")

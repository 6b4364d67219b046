"""What stands beside a text in a table. A row comes in; date, organisation, place, level and speaker go out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from yinuo.errors import InputError

_NAMES = {
    "date": ("date", "日期", "时间", "发文日期", "成文日期", "发布日期", "讲话日期", "讲话时间"),
    "organisation": ("organisation", "organization", "机构", "单位", "发文机关", "发文单位", "发布机构", "部门"),
    "place": ("place", "地区", "地点", "区域", "行政区划"),
    "level": ("level", "级别", "层级", "行政级别"),
    "speaker": ("speaker", "讲话人", "发言人", "报告人", "主讲人"),
}
COLUMNS = {name: field for field, names in _NAMES.items() for name in names}
_DAY = re.compile(
    r"([0-9]{4})(?:[-/.年]\s*([0-9]{1,2})[-/.月]\s*([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?:[T\s].*)?", re.S
)
_COARSE = re.compile(r"[0-9]{4}\s*年?(?:[-/.]?\s*[0-9]{1,2}\s*月?)?")


def metadata(row: Mapping[str, object], where: str) -> dict[str, str]:
    """The fields that a row has, by English or Chinese names of columns, in any case; empty cells are left out.

    A date becomes ISO; one of a year or a month alone is left out, since no day is known.

    >>> metadata({"日期": "2031年3月5日", "单位": "枫岭县人民政府", "备注": "x"}, "all.csv#1")
    {'date': '2031-03-05', 'organisation': '枫岭县人民政府'}

    Raises ``InputError`` for a date that is none.
    """
    found: dict[str, str] = {}
    for name, cell in row.items():
        field = COLUMNS.get(str(name).strip().lower())
        value = "" if cell is None else str(cell).strip()
        value = _day(value, where) if field == "date" and value else value
        if field and value:
            found.setdefault(field, value)
    return found


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

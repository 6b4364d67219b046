"""Look up a key, the same in every text, for what a quantity measures: gdp_growth, urban_new_jobs, grain_output."""

from __future__ import annotations

import functools
import re
from typing import Literal

from yinuo.rules import Row, compile_re, compiled, load_table, table_row
from yinuo.values.joints import BETWEEN
from yinuo.values.quantities.tables import units

_TAIL = "(?:目标|任务)?$"
_AND = compile_re(BETWEEN)
# What measures of a row are taken by, said once: 单位国内生产总值|用水量、能耗. A form, so no table.
_PER = compile_re("单位[一-龥]{0,4}生产总值")
# The name of places in a row: 两区, 各县市. A form, so no table.
_PLACES = compile_re("[一-龥]{0,3}[区县市州盟旗镇乡村城]")


@table_row
class Indicator(Row):
    """Hold a key and its names, with the unit and the change that tell it from others of the same name.

    ``sums`` says that the values of several years add up.
    """

    key: str
    name: str
    unit: Literal["rate", "money", "measure", "count", "time", "any"]
    change: Literal["growth", "level", "any"]
    kind: Literal["flow", "stock", "share", "growth", "index"]
    direction: Literal["up", "down", "hold"]
    sums: bool = False


@functools.cache
def _rows() -> tuple[tuple[re.Pattern[str], Indicator], ...]:
    rows = load_table("quantities/indicators", Indicator)
    return tuple((compile_re(f"(?:{row.name}){_TAIL}"), row) for row in rows)


@functools.cache
def indicators() -> dict[str, Indicator]:
    """Look up rows of indicators.tsv by their key."""
    return {row.key: row for row in load_table("quantities/indicators", Indicator)}


@functools.cache
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.key, compile_re(row.name)) for row in load_table("quantities/indicators", Indicator))


def qualifier(key: str, of: str) -> str:
    """Give what stands in a name before that of its indicator, by which it measures a part: 工业 before 投资.

    >>> qualifier("gdp", "兰州新区经济总量"), qualifier("gdp", "地区生产总值")
    ('兰州新区', '')
    """
    found = [m for pattern, row in _rows() if row.key == key and (m := pattern.search(of))]
    return of[: min(m.start() for m in found)] if found else of


def mentions(key: str, text: str) -> bool:
    """Tell whether a text names an indicator, whatever it says of it.

    >>> mentions("gdp_growth", "地区生产总值突破千亿元"), mentions("gdp_growth", "税收收入增长5%")
    (True, False)
    """
    return any(pattern.search(text) is not None for own, pattern in _names() if own == key)


@functools.lru_cache(maxsize=4096)
def indicator(of: str | None, unit: str | None, change: str) -> str | None:
    """Look up the key of what a quantity measures, by name, unit and change; None where the table has none.

    >>> [indicator("地区生产总值", *rest) for rest in (("%", "increase"), ("元", "level"), ("所", "level"))]
    ['gdp_growth', 'gdp', None]
    """
    if not of:
        return None
    family = _family(unit)
    best, longest = None, 0
    for pattern, row in _rows():
        if row.unit not in ("any", family) or (row.change == "growth") > (
            change in ("increase", "decrease", "multiple")
        ):
            continue
        found = pattern.search(of)
        if found and len(found[0]) > longest:
            best, longest = row.key, len(found[0])
    return best


def indicator_of_each(of: str | None, place: int, unit: str | None, change: str) -> str | None:
    """Look up what the number at ``place`` of several measures, in the row of names that stands before 分别.

    >>> [indicator_of_each("城镇、农村居民人均可支配收入", n, "%", "increase") for n in (0, 1)]
    ['urban_income_growth', 'rural_income_growth']
    """
    names = _AND.split(of or "")
    if len(names) < 2 or place >= len(names) or any(name.endswith("占") for name in names):
        return indicator(of, unit, change)
    per = _PER.match(names[0])
    if per and place and (key := indicator(per[0] + names[place], unit, change)):
        return key
    if place + 1 == len(names):
        return indicator(names[-1], unit, change)
    rests = (names[-1][at:] for at in range(1, len(names[-1])))
    shared = (key for rest in rests if (key := _spanning(names[place], rest, unit, change)))
    own = indicator(names[place], unit, change) or next(shared, None)
    return own or _of_the_last(names[place], names[-1], unit, change)


def _of_the_last(name: str, last: str, unit: str | None, change: str) -> str | None:
    """Look up the measure of the last of a row of places: 城区和各县|污水处理率."""
    if not _PLACES.fullmatch(name):
        return None
    key = indicator(last, unit, change)
    return key if key and qualifier(key, last) else None


def names_of_each(of: str | None, count: int, unit: str | None, change: str) -> list[str]:
    """Take a row of names before 分别 apart where each is whole, one for each of ``count`` numbers; else nothing.

    >>> names_of_each("高新技术企业、省级研究中心", 2, "家", "level")
    ['高新技术企业', '省级研究中心']
    >>> names_of_each("城镇、农村居民收入", 2, "%", "increase")
    []
    """
    seen = compiled("quantities/shapes")
    if count == 2 and (pair := seen["paired"].fullmatch(of or "")):  # 生猪存|出栏量
        return [pair["of"] + pair[one] + pair["rest"] for one in ("one", "two")]
    names = _AND.split(of or "")
    if len(names) != count or count < 2:
        return []
    shared = names[-1][len(names[0]) :]
    if len({*map(len, names[:-1])}) == 1 and seen["shared_measure"].fullmatch(shared.removeprefix("的")):
        return [*(name + shared for name in names[:-1]), names[-1]]  # 玉米、大豆|最低收购价
    if count == 2 and seen["shared_measure"].fullmatch(names[1]) and (whose := seen["measure_of"].fullmatch(names[0])):
        return [names[0], whose["of"] + names[1]]  # 粮食播种面积和|产量
    whole = len(names[0]) if _family(unit) in ("count", "measure") else 0  # 农业、工业企业 share their end
    ends = compiled("quantities/shapes")["measure_end"]
    own = all(
        indicator(name, unit, change)
        or ends.search(name)
        or len(name) >= 6
        or (len(name) >= 4 and 2 * whole > len(names[-1]))
        for name in names[:-1]
    )
    return names if own else []


def _spanning(name: str, rest: str, unit: str | None, change: str) -> str | None:
    """Look up a name that shares its end with the last of a row, where both parts of it are needed."""
    key = indicator(name + rest, unit, change)
    return key if key and key != indicator(rest, unit, change) else None


def _family(unit: str | None) -> str:
    row = units().get((unit or "").partition("/")[0])
    kind = row.kind if row else ""
    return {"ratio": "rate", "classifier": "count", "noun": "count"}.get(kind, kind)

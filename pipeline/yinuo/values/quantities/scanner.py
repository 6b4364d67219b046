"""Find the quantities of a string as the codebook defines them: numbers with bounds, unit and change."""

from __future__ import annotations

from typing import Any

from yinuo.records import Quantity
from yinuo.rules import compile_re, compiled
from yinuo.values.numerals import DIGITS, plain_numerals
from yinuo.values.quantities.baseline import with_baselines
from yinuo.values.quantities.behind_verbs import bare_name
from yinuo.values.quantities.carried import take_back, take_over
from yinuo.values.quantities.context import UNSAID, Bounds, change_before, clause_start, raised_before
from yinuo.values.quantities.counted import counted
from yinuo.values.quantities.indicators import indicator, indicator_of_each, names_of_each
from yinuo.values.quantities.mentions import Item, is_arabic, items
from yinuo.values.quantities.no_quantity import sets_condition, sorts_things, stands_in_name
from yinuo.values.quantities.nouns import noun_behind
from yinuo.values.quantities.rows import rows, says_each, share_bounds
from yinuo.values.quantities.tables import changes

_DIGITS = frozenset(DIGITS)
# Units of which one may be meant as a number.
_EACH = ("家", "所", "份", "名")
_SCALES = frozenset("百千万亿")
_SHAPES = "quantities/shapes"
# Single characters beside a number, and marks: no words, so no table.
_RUNNING = compile_re(r"连续$|[年月近每]$")
_SINCE = compile_re(r"[来代级底初末前后间]")
_LIMIT = compile_re(r"(?:以?内|之内|[以之]?[后前])(?!容|外|陆|[涵在])")
_NEVER_BARE = compile_re(r"多?[年月日号级届期代世国]")
_TIMES = compile_re(r"\s?[×*xX]\s?[0-9.]+\s?(?:[万亿]|[千兆吉]瓦|吨)")
_ENDS = compile_re(r"[，。；、）)]|$")
_ONLY = compile_re(r"[只仅][一-龥]{0,4}$")
_SPELL = compile_re(r"(?:的(?!时间)|[，。；、）)\s]|$)")
_COMING = compile_re(r"(?:未来|今后|[近用第])$")
_NOT_BARE = compile_re(r"[A-Za-z强版多°+×*/\\_=&|]|[.．/:：-][0-9]|\s?(?:国道|省道|县道|热线|平台|高速|时代)")
_BEFORE_BARE = frozenset("到达为至是")
# Units of age, and those whom an age draws behind it. A form, so no table.
_AGES, _AGED = ("岁", "周岁"), compile_re("的?[一-龥]{2}")
_BEFORE_MINUS = frozenset("到达为至是了")
_FOLLOWED = compile_re(r"\s?[，,、并且但和]{0,2}\s?")


def quantities(text: str) -> list[Quantity]:
    """Find the quantities of a text, in order, as frozen records. Raises nothing.

    >>> [(q.text, q.low, q.high, q.unit) for q in quantities("农村贫困人口减少1000万以上，新建幼儿园7所")]
    [('1000万以上', 10000000.0, None, None), ('7所', 7.0, 7.0, '所')]
    """
    return [Quantity(**found) for found in scan(text)]


def scan(text: str) -> list[dict[str, Any]]:
    """Find the quantities of a text as plain dicts; keys are the fields of ``Quantity``.

    One pass reads a text of any length.

    >>> scan("失业率控制在4%以内")[0]["high"]
    4.0
    """
    folded = plain_numerals(text)
    out: list[dict[str, Any]] = []
    floor = 0
    for item in items(folded):
        if item.start < floor:
            continue
        kind = item.unit.kind if item.unit else ""
        bare_scale = item.run[0] in _SCALES and not item.fraction
        bound = Bounds(folded, item.start, item.end, kind, bare_scale)
        if _accepted(folded, item, bound, kind, bare_scale) or _in_row(folded, item, kind, out):
            found = _record(text, folded, item, bound, kind, floor)
            if out:
                take_over(folded, out[-1], found, item.start)
            if not (out and _closed_by(folded, out[-1], found, text)):
                out.append(found)
            floor = found["end"]
    take_back(folded, out)
    out = with_baselines(folded, out)
    share_bounds(folded, out)
    _name_indicators(folded, out)
    return out


def _name_indicators(folded: str, found: list[dict[str, Any]]) -> None:
    """Write the key of what each quantity measures; behind 分别, each of a row has its own key and name."""
    for row in rows(folded, found, "of"):
        of = row[0]["of"]
        each = names_of_each(of, len(row), row[0]["unit"], row[0]["change"])
        if not each and not says_each(folded, row):
            for one in row:
                one["indicator"] = indicator(of, one["unit"], one["change"])
            continue
        for place, one in enumerate(row):
            one["indicator"] = indicator_of_each(of, place, one["unit"], one["change"])
            one["of"] = bare_name(each[place], one["unit"]) if each else of


def _record(text: str, folded: str, item: Item, bound: Bounds, kind: str, floor: int) -> dict[str, Any]:
    start, end = max(bound.start, floor), bound.end
    if _negative(folded, start, item.start):
        start, item.low, item.high = start - 1, -item.low, None if item.high is None else -item.high
    low: float | None = item.low
    high = item.high
    if bound.low:
        high = None
    elif bound.high:
        low, high = None, item.high if item.high is not None else item.low
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    clause = clause_start(folded, start, floor)
    changed, change = _changed_behind(folded, end, kind)
    return {
        "text": text[start:end],
        "start": start,
        "end": end,
        "low": low,
        "high": high,
        "unit": bound.currency or item.unit_text,
        "approximate": bound.approximate,
        "damaged": False,
        **UNSAID,
        "of": _written(text, folded, changed or counted(folded, item.start, end, kind, floor), start),
        "change": change if changed else _change(folded, item, clause, kind),
    }


def _changed_behind(folded: str, end: int, kind: str) -> tuple[str | None, str]:
    """Name what stands behind the verb that changes it by so much, and its change: 按5%的幅度压减|公用经费."""
    act = compiled(_SHAPES)["by_degree"].match(folded, end) if kind == "ratio" else None
    return (noun_behind(folded, act.end()), changes()[act["act"]]) if act else (None, "level")


def _change(folded: str, item: Item, clause: int, kind: str) -> str:
    """Tell what becomes of what is measured."""
    if item.run[0] == "翻":
        return "multiple"
    if item.unit_text == "个百分点" and raised_before(folded, item.start, clause):
        return "increase"
    counts = kind in ("classifier", "noun", "measure")
    return change_before(folded, item.start, clause, item.unit_text == "倍", counts)


def _written(text: str, folded: str, name: str | None, near: int) -> str | None:
    """Give a name of the folded text as it is written in the text."""
    at = folded.find(name, max(0, near - 120)) if name else -1
    return text[at : at + len(name)] if name and at >= 0 else name


def _negative(folded: str, start: int, number: int) -> bool:
    """Tell whether a minus sign or 负 stands before the number and is no dash."""
    if start != number or start == 0:
        return False
    before = folded[start - 2] if start > 1 else ""
    if folded[start - 1] == "负":
        return before in _BEFORE_MINUS or not before.isalnum()
    return folded[start - 1] == "-" and (before in _BEFORE_MINUS or (not before.isalnum() and before not in ("%", "-")))


def _closed_by(folded: str, last: dict[str, Any], found: dict[str, Any], text: str) -> bool:
    """Join 1000以上，1500以下 into one range: the second bound closes the first."""
    if last["high"] is not None or found["low"] is not None or last["low"] is None or found["high"] is None:
        return False
    if last["unit"] not in (None, found["unit"]) or last["low"] > found["high"]:
        return False
    if not _FOLLOWED.fullmatch(folded, last["end"], found["start"]):
        return False
    last.update(high=found["high"], unit=found["unit"], end=found["end"], text=text[last["start"] : found["end"]])
    last["of"] = found["of"] or last["of"]  # 对个人处一万元以上五万元以下罚款
    return True


def _accepted(folded: str, item: Item, bound: Bounds, kind: str, bare_scale: bool) -> bool:
    if item.special or (item.fraction and item.unit):
        return True
    if stands_in_name(folded, item, bound, kind) or sorts_things(folded, item, bound, kind, bare_scale):
        return False
    if sets_condition(folded, item, bound, kind):
        return False
    if kind == "time":
        return _measured(folded, item, bound)
    if bare_scale and not (bound.scale_word or item.high is None):
        counts = kind in ("measure", "money") or (kind == "classifier" and _ENDS.match(folded, item.end) is not None)
        return len(item.run) > 1 and item.run[1] in _SCALES and counts
    if item.run == "零":
        return kind == "ratio"
    if kind == "":
        return _accepted_bare(folded, item, bound)
    if item.run in ("一", "二"):
        # 突破一批 has a verb of its own, 至少一个 and 至少开展一次 a bound
        bounded = bound.start < item.start or bound.end > item.end or (bound.low and not bound.scale_word)
        only = item.run == "一" and (
            _ONLY.search(folded, max(0, item.start - 6), item.start) is not None or _for_each(folded, item)
        )
        return kind in ("ratio", "measure", "money") or bounded or only
    return kind != "noun" or is_arabic(item.run) or len(item.run) > 1


def _in_row(folded: str, item: Item, kind: str, out: list[dict[str, Any]]) -> bool:
    """Tell whether a time follows one that is measured, in a row: 压缩至1个、3个和60个工作日."""
    last = out[-1] if kind == "time" and out else None
    return last is not None and last["unit"] == item.unit_text and folded[last["end"] : item.start] in ("、", "和")


def _measured(folded: str, item: Item, bound: Bounds) -> bool:
    """Tell whether a time is what is measured, hence a quantity: 压缩至3天, 受教育年限达到12年; not 3天内, 5年来."""
    if item.unit_text == "年" and (item.low > 1000 or _SINCE.match(folded, item.end)):
        return False
    if item.unit_text in _AGES and _AGED.match(folded, bound.end):  # 提高60岁以上老人养老金
        return False
    start = item.start
    if _RUNNING.search(folded, max(0, start - 3), start):
        return False
    if compiled(_SHAPES)["measured"].search(folded, max(0, start - 10), start):
        return not (folded.startswith("满", start - 1) and folded.startswith("的", item.end))  # 工作满5年的人员
    if compiled(_SHAPES)["changed"].match(folded, item.end):  # 由3年以上放宽至1年以上
        return True
    if (bound.low or bound.high) and compiled(_SHAPES)["standard"].match(folded, item.end):  # 不超过12个月低保标准
        return True
    given = compiled(_SHAPES)["term_given"].search(folded, max(0, start - 8), start)
    if given and compiled(_SHAPES)["term"].match(folded, item.end):  # 设立5年过渡期
        return True
    spell = item.joined and item.unit_text != "日" and _SPELL.match(folded, item.end)
    if spell and not _COMING.search(folded, max(0, start - 2), start):  # 停业3个月至6个月, 3—12个月的见习
        return True
    noun = compiled(_SHAPES)["measured_noun"].search(folded, max(0, start - 16), start)
    return bool(noun) and not _LIMIT.match(folded, item.end)


def _for_each(folded: str, item: Item) -> bool:
    """Tell whether one is a number, for each has it: 每个县培育一家企业, 双方各执一份."""
    before = compiled(_SHAPES)["each_one"].search(folded, max(0, item.start - 28), item.start)
    return before is not None and item.unit_text in _EACH


def _accepted_bare(folded: str, item: Item, bound: Bounds) -> bool:
    """Tell whether a number without a unit is a quantity: 1386万, 5,236, 一百五十二.

    A year, a code or a lone small numeral is none.
    """
    run, end = item.run, item.end
    if _TIMES.match(folded, end):  # 2×60万千瓦: two of them
        return True
    if _NEVER_BARE.match(folded, end) or (_NOT_BARE.match(folded, end) and not bound.scale_word):
        return False
    if any(c in "万亿" for c in run):
        return run[0] not in _SCALES or bound.scale_word or item.high is None
    if not is_arabic(run):
        return _accepted_chinese(item, bound, folded)
    if bound.scale_word or "." in run or "," in run or "，" in run:
        return not run.endswith(".0") or bound.scale_word
    if 1900 <= item.low <= 2100 and len(run) > 3:
        return False
    return (
        item.joined
        or item.high is None
        or folded[item.start - 1 : item.start] in _BEFORE_BARE
        or len(folded) == len(run)
    )


def _accepted_chinese(item: Item, bound: Bounds, folded: str) -> bool:
    run = item.run
    if "点" in run or _negative(folded, item.start, item.start):
        return True
    if all(c in _DIGITS for c in run):
        return False
    return item.low >= 100 or (bound.scale_word and item.low >= 10)

"""Tell the numbers that promise nothing: those that stand in a name, sort things into classes or set a condition."""

from __future__ import annotations

from yinuo.rules import compile_re, compiled
from yinuo.values.quantities.context import Bounds, ends_in_verb
from yinuo.values.quantities.mentions import Item, is_arabic
from yinuo.values.quantities.tables import class_pattern, plain_verb_pattern

_SHAPES = "quantities/shapes"
_ORDINAL = compile_re(
    r"第\s?$|[每/*=]$|(?<![底末月日号节旬])前$|(?<![0-9])×$|(?:[第前][一二三四五六七八九十0-9]+[、和至到—-])$"
)
_BESIDE = compile_re(r"[一-龥]{2,10}[、和与及][0-9]{1,5}[个条家项座处]")
# What an item counts for in an assessment stands in a bracket behind it: （每项|5分）. A form, so no table.
_POINTS = compile_re(r"[（(](?:每项|每个|共|计|总分|满分|分值)?[ :：]?$")
_MORE = compile_re(r"[、或][0-9.]{1,9}[百千万亿]{0,3}")
_OVER = compile_re(r"(?:[过超]|突破)(?:[0-9.]{1,9}[百千万亿]{0,3}[元人户][、或]){0,5}$")
# What a threshold in these units measures, by the kinds of classes.tsv: how great a body is, by its people or beds, and
# a place, by its homes.
_SIZED_BY = {"人": "people", "户": "homes", "张": "people", "床": "people", "床位": "people"}


def stands_in_name(folded: str, item: Item, bound: Bounds, kind: str) -> bool:
    """Tell whether a number is a place in a row, a grade, a rule of a game, or the size in the name of a works."""
    if kind == "ordinal" and (_counts_beside(folded, item) or _counts_grades(folded, item, bound)):
        return False
    if item.unit_text == "分" and _POINTS.search(folded, max(0, item.start - 6), item.start):
        return folded.startswith(("）", ")"), item.end)
    if kind == "ordinal" or _ORDINAL.search(folded, max(0, item.start - 6), item.start):
        return True
    if kind in ("measure", "money") and folded[item.end : item.end + 1] == "级":
        return True
    if item.unit_text == "人" and folded.startswith("制", item.end):  # 三人制篮球场
        return True
    if kind not in ("measure", "classifier") or bound.scale_word:
        return False
    if kind == "measure" and _names_strip(folded, item):
        return True
    return _made_by_one_of(folded, item) or (
        (kind == "measure" or "/" in (item.unit_text or "")) and _names_works(folded, item)
    )


def _names_strip(folded: str, item: Item) -> bool:
    """Tell whether a distance tells which strip of land is meant: 河道两侧|2公里|范围."""
    if not compiled(_SHAPES)["strip_behind"].match(folded, item.end):
        return False
    return compiled(_SHAPES)["strip_before"].search(folded, max(0, item.start - 6), item.start) is not None


def _counts_beside(folded: str, item: Item) -> bool:
    """Tell whether 大 behind a number in digits counts, as another number beside it does: 6大集群和18条产业链."""
    return item.unit_text == "大" and is_arabic(item.run) and _BESIDE.match(folded, item.end) is not None


def _counts_grades(folded: str, item: Item, bound: Bounds) -> bool:
    """Tell whether grades are counted: 管理层级控制在3级以内."""
    if item.unit_text != "级" or not bound.high:
        return False
    return compiled(_SHAPES)["grade"].search(folded, max(0, bound.start - 14), bound.start) is not None


def sorts_things(folded: str, item: Item, bound: Bounds, kind: str, bare_scale: bool) -> bool:
    """Tell whether a threshold only names a class (亿元以上项目) and says nothing of what is promised."""
    size = _SIZED_BY.get(item.unit_text or "")
    over = _OVER.search(folded, max(0, item.start - 40), item.start) is not None
    over = over or (folded.endswith("达到", 0, item.start) and folded.startswith("的", bound.end))
    bare = not kind and folded[item.end - 1] == "亿"  # 超百亿企业: the unit goes without saying
    sized = size or bare or kind in ("money", "measure")
    if not (bound.scale_word or bare_scale or over) or bound.approximate or not sized:
        return False
    if bound.start < item.start and bound.end == item.end and not over and not folded.startswith("的", bound.end):
        return False  # 不少于1000户农村危房
    end = _row_end(folded, item, bound.end)
    if compiled(_SHAPES)["counted_class"].match(folded, end):
        return True
    if plain_verb_pattern().match(folded, end) or (kind == "measure" and end == item.end and not over):
        return False
    return bool(class_pattern(size or "any").match(folded, end, end + 16))


def _row_end(folded: str, item: Item, end: int) -> int:
    """Find where a row of thresholds ends: 突破1亿元、5亿元的企业."""
    while (more := _MORE.match(folded, end)) and folded.startswith(item.unit_text or "\n", more.end()):
        end = more.end() + len(item.unit_text or "")
    return end


def _names_works(folded: str, item: Item) -> bool:
    """Tell whether a number is the rated capacity in the name of a works: 大唐700万吨露天矿."""
    seen = compiled(_SHAPES)
    if folded.startswith("的", item.end):  # 日处理300吨的发电厂 has its size
        return False
    if not seen["rated_unit"].fullmatch(item.unit_text or ""):
        return False
    works = seen["works"].match(folded, item.end)
    if not works and not seen["works_row"].match(folded, item.end):
        return False
    if works and seen["yearly"].search(folded, max(0, item.start - 6), item.start):
        return True
    before = folded[item.start - 1 : item.start]
    return "一" <= before <= "龥" and before not in "的等产共计了达到至为新超" and not ends_in_verb(folded, item.start)


def _made_by_one_of(folded: str, item: Item) -> bool:
    """Tell whether a number says what one works of a row makes in a year: 年产10万吨饮料、…等4个项目."""
    seen = compiled(_SHAPES)
    if not seen["one_of"].match(folded, item.end):
        return False
    low = max(0, item.start - 60)
    yearly = seen["yearly"].search(folded, max(0, item.start - 6), item.start)
    yearly = yearly or seen["yearly_row"].search(folded, low, item.start)
    yearly = yearly or seen["rated_unit"].fullmatch(item.unit_text or "")
    return bool(yearly)


def sets_condition(folded: str, item: Item, bound: Bounds, kind: str) -> bool:
    """Tell whether a number only says in which case, or of which ones, something holds: 达到5亿元的，给予奖励50万元."""
    seen = compiled(_SHAPES)
    if seen["condition"].match(folded, _row_end(folded, item, bound.end)):
        return True
    rated = kind == "ratio" and folded.startswith("的", bound.end)
    if not rated or not seen["rate"].search(folded, max(0, bound.start - 8), bound.start):
        return False
    return any(class_pattern(kind).match(folded, bound.end, bound.end + 16) for kind in ("any", "people"))

"""Give each of several values of one clause the name of what it measures: 分别, 均, 城乡."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from yinuo.tracking.keys import stripped
from yinuo.tracking.tables import joints
from yinuo.values.joints import BETWEEN
from yinuo.values.quantities.indicators import indicator

_JOINED = re.compile(BETWEEN)
_TAIL = re.compile("(?:产量|产值|收入|增加值|面积|投资|总额)$")
_VERB = "(?:同比|实际|力争|预计)?(?:增长|增加|提高|下降|削减|减少|达|超|突破|实现)"
_EACH = re.compile(f"(?<![人年平户亩])(?:均|都|分别){_VERB}")
_ONE_VERB = re.compile(_VERB)
_LEAST = 3  # characters of a name that stands beside one that the table of indicators knows


def shared_out(
    folded: str, clause: int, quantities: list[dict[str, Any]], before: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Give each of several values behind 分别 its own name; where there are not as many names, mark them unsure.

    ``before`` are the names of the values in the clause before: 旅游人数34万人、收入2亿元，分别增长9%和11%.

    >>> values = [{"start": 18, "of": "出口", "unit": "%", "change": "increase"} for _ in range(2)]
    >>> [q["of"] for q in shared_out("旅游收入、社会消费品零售总额分别增长", 0, values)]
    ['旅游收入', '社会消费品零售总额']
    """
    if both := _both(quantities) or _each(folded, clause, quantities):
        return both
    at = folded.find("分别", clause, quantities[0]["start"]) if len(quantities) > 1 else -1
    if at < 0:
        return _listed(folded, clause, quantities)
    names = [name for name in _JOINED.split(folded[clause:at]) if name]
    if len(before) == len(quantities) and not stripped(folded[clause:at]):
        names = list(before)
    if len(names) != len(quantities):
        return [{**quantity, "unsure": True} for quantity in quantities]
    return [_of_name(name, names[-1], q, quantities[0]) for name, q in zip(names, quantities, strict=True)]


def _of_name(name: str, last: str, quantity: dict[str, Any], first: dict[str, Any]) -> dict[str, Any]:
    """Give a value its name, and the verb that stands before the first of several."""
    told = quantity["change"] == "level" and quantity["unit"] == first["unit"]
    own = {**quantity, "change": first["change"] if told else quantity["change"]}
    return {**own, "of": _full(name, last, own)}


def _listed(folded: str, clause: int, quantities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give values behind one verb the names before it, where 分别 is left out and the table knows all names.

    >>> values = [{"start": at, "of": "税收", "unit": "%", "change": "increase"} for at in (11, 15)]
    >>> [one["of"] for one in _listed("工业投资、税收收入增长12%和14%", 0, values)]
    ['工业投资', '税收收入']
    """
    verb = _ONE_VERB.search(folded, clause, quantities[0]["start"]) if len(quantities) > 1 else None
    if verb is None or len({quantity["unit"] for quantity in quantities}) > 1:
        return quantities
    names = [stripped(name) for name in _JOINED.split(folded[clause : verb.start()]) if name]
    if len(names) != len(quantities):
        return quantities
    named = [_of_name(name, names[-1], q, quantities[0]) for name, q in zip(names, quantities, strict=True)]
    return named if all(indicator(one["of"], one["unit"], one["change"]) for one in named) else quantities


def _full(name: str, last: str, quantity: dict[str, Any]) -> str:
    """Give a name of a list what the last one has and it leaves out: 城镇 before 农村居民人均可支配收入."""
    tail = _TAIL.search(last)
    full = (name, name + last[len(name) :], name + tail[0] if tail and not _TAIL.search(name) else name)
    known = [one for one in full if indicator(one, quantity["unit"], quantity["change"])]
    return known[0] if known else full[-1] if name != last else name


def _both(quantities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give both things of a word like 城乡 their values; empty where no such word is used.

    >>> values = [{"of": "城乡居民收入", "unit": "%", "change": "increase"}] * 2
    >>> [one["of"] for one in _both(values)]
    ['城镇居民收入', '农村居民收入']
    """
    if not quantities:
        return []
    first = quantities[0]
    of = first["of"] or ""
    alike = len(quantities) == 2 and all(first[key] == quantities[1][key] for key in ("of", "unit", "change"))
    row = next((row for row in joints() if row.joint in of), None) if alike else None
    if row is None:
        return []
    return [{**q, "of": of.replace(row.joint, word)} for q, word in zip(quantities, (row.one, row.other), strict=True)]


def _each(folded: str, clause: int, quantities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give one value behind 均, or behind names that are all known, to each of them; empty where none is known.

    >>> both = {"start": 17, "of": "城镇和农村居民人均可支配收入", "unit": "%", "change": "increase"}
    >>> [one["of"] for one in _each("城镇和农村居民人均可支配收入均增长7%", 0, [both])]
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    """
    if len(quantities) != 1:
        return []
    first = quantities[0]
    said = _EACH.search(folded, clause, first["start"] + 1)
    each = said or _ONE_VERB.search(folded, clause, first["start"] + 1)
    parts = [stripped(part) for part in _JOINED.split(folded[clause : each.start()]) if part] if each else []
    row = next((row for row in joints() if said and len(parts) == 1 and row.joint in parts[0]), None)
    if row:
        parts = [parts[0].replace(row.joint, word) for word in (row.one, row.other)]
    names = [_full(part, parts[-1], first) for part in parts if len(part) >= _LEAST or part != parts[-1]]
    known = [indicator(name, first["unit"], first["change"]) for name in names]
    told = any(known) if said else all(known) and len(set(known)) > 1
    return [{**first, "of": name} for name in names] if len(names) > 1 and told else []

"""Tell how far things have come, and which of the members of a list are named."""

from __future__ import annotations

import re
from itertools import pairwise

from yinuo.tracking.tables import shape, stage_pattern, stages, weight

_RARE = 8.5
APPROVED, BEGUN, UNDER_WAY, _MAIN, COMPLETE = 1, 2, 3, 4, 5
_PREPARED = re.compile("完成[^，。；]{0,10}(?:核准|批复|立项|前期|论证|选址|签约)")
_NEGATED = re.compile(r"[未没][^，。；]{0,4}$|尚|待|(?:计划|拟|准备)[^，。；]{0,8}$")
_SOON = re.compile("(?:即将|有望)[^，。；]{0,8}$")
_MEMBER = re.compile(r"[、，]|和(?=[一-龥]{3})|及(?=[一-龥]{3})")
_MARKS = re.compile("[“”《》]")
_SHORT = 4
_RANKS = "省市县"
_OWNED = re.compile(f"(?<![城都])(?P<rank>[{_RANKS}])(?=(?P<name>[一-龥]{{4}}))")
_QUOTED = re.compile("“[^”]{0,40}”|（[^）]{0,40}）|《[^》]{0,40}》")


def stage(text: str) -> int:
    """Tell the furthest stage that a clause names, from 1 (approved) to 6 (in use); 0 where it names none.

    >>> stage("完成核准并开工建设"), stage("主体工程完工"), stage("年内投入使用"), stage("污水处理"), stage("即将通车")
    (2, 4, 6, 0, 3)
    """
    told = [(stages()[m[0]], text[: m.start()]) for m in stage_pattern().finditer(text)]
    found = [min(n, UNDER_WAY) if _SOON.search(head) else n for n, head in told if not _NEGATED.search(head)]
    if _PREPARED.search(text):
        found = [n for n in found if n != COMPLETE]
    if _MAIN in found and max(found) == COMPLETE:
        return _MAIN
    return max(found, default=0)


def wanted_stage(text: str) -> int:
    """Tell the stage that a promise wants; one that wants a thing to go on is kept once it has begun.

    >>> wanted_stage("推进云计算基地一期项目"), wanted_stage("向阳幼儿园投入使用")
    (2, 6)
    """
    found = stage(text)
    return BEGUN if found == UNDER_WAY else found


def members(text: str) -> tuple[str, ...]:
    """List the names of a list that a promise gives: 雪花、亘富、万家惠等在建项目; none where it gives no list.

    >>> members("确保雪花、亘富、万家惠等在建项目尽早建成投产")
    ('雪花', '亘富', '万家惠')
    """
    text = _QUOTED.sub(lambda quoted: quoted[0].replace("、", ""), text)
    if "、" not in text:
        return ()
    head, etc, _ = text.partition("等")
    body = head if etc and "、" in head else text
    parts = [_bare(part) for part in _MEMBER.split(body)]
    return tuple(dict.fromkeys(part for part in parts if 2 <= len(part) <= 20)) if len(parts) > 1 else ()


def _bare(part: str) -> str:
    part = re.sub(r"^[^一-龥A-Za-z“]+|[“”《》（）()]", "", part)
    lead = shape("member_lead").match(part)
    part = part[lead.end() :] if lead else part
    tail = shape("member_tail").search(part)
    return part[: tail.start()] if tail and tail.start() >= 2 else part


def of_another(text: str, told: str) -> bool:
    """Tell whether what is told is of another number in a row, or another rank, than what is promised.

    >>> of_another("启动“八五”普法", "“七五”普法圆满收官"), of_another("办好第四届运动会", "第四届运动会开幕")
    (True, False)
    >>> of_another("建设市公共卫生服务中心", "省公共卫生临床中心主体完工")
    True
    """
    wanted, found = _ordinals(text), _ordinals(told)
    if "、" in text + told:  # each thing of a list has its own phase
        wanted.pop("期", None)
    return any(not wanted[kind] & found[kind] for kind in wanted.keys() & found.keys()) or _of_another_rank(text, told)


def _of_another_rank(text: str, told: str) -> bool:
    """Tell whether what is told is of the same name, but belongs to another rank: 市公共卫生中心, 省公共卫生中心."""
    for owned in _OWNED.finditer(text):
        at = told.find(owned["name"])
        if at > 0 and told[at - 1] in _RANKS and told[at - 1] != owned["rank"]:
            return True
    return False


def of_another_title(text: str, told: str) -> bool:
    """Tell whether what is told is another award, or has another name in quotes, than what is promised.

    >>> of_another_title("创建文明城市", "创建文明村镇7个"), of_another_title("创建国家森林城市", "成为森林城市")
    (True, False)
    >>> of_another_title("实施“十百千”工程", "“万千百”工程扎实推进")
    True
    """
    bare = _plain(told)
    titles = [one[0] for one in shape("title").finditer(_plain(text))]
    if titles and not any(title in bare for title in titles):
        return True
    if titles and shape("national").search(text) and shape("provincial").search(told):
        return not shape("national").search(told)
    quoted = [name[1:-1] for name in _QUOTED.findall(text) if name[0] == "“"]
    return bool(quoted) and not any(a + b in told for name in quoted for a, b in pairwise(_plain(name)))


def names_in_quotes(text: str, told: str) -> bool:
    """Tell whether a name that a promise has in quotes stands in what is told: “三供一业”.

    >>> names_in_quotes("完成“三供一业”改造", "“三供一业”分离移交"), names_in_quotes("完成改造", "改造完成")
    (True, False)
    """
    return any(name[0] == "“" and len(name) > _SHORT and name[1:-1] in told for name in _QUOTED.findall(text))


def _plain(text: str) -> str:
    return shape("rank").sub("", _MARKS.sub("", text))


def _ordinals(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number in shape("ordinal").finditer(text):
        found.setdefault(number["kind"] or number["plan"], set()).add(number["number"] or number["five"])
    return found


def share_found(named: tuple[str, ...], told: str) -> float:
    """Tell which share of the names stands in what is told; a name counts by its first characters.

    >>> share_found(("呼伦大街", "望城路"), "呼伦大街改造完工")
    0.5
    """
    bare = re.sub("[“”、]", "", told)
    return sum(_stands(name.replace("、", ""), bare) for name in named) / len(named) if named else 1.0


def _stands(name: str, told: str) -> bool:
    if name in told:
        return True
    size = 3 if len(name) >= 5 else 2
    rare = len(name) > 2 and weight(name[:2]) >= _RARE and name[:2] in told
    return rare or (len(name) > size and name[:size] in told)

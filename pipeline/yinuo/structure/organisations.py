"""Find for whom a speech speaks, and where it says so, from its folded head and opening."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yinuo.rules import Row, compile_re, load_table, table_row
from yinuo.structure.bylines import Byline
from yinuo.structure.phrases import phrases

# The levels of administration are a closed list; but for 自治区, a single character says each of them.
_PLACE = r"(?!(?<=[0-9])日)(?:(?!在)[\u4e00-\u9fff]){1,24}?(?:自治[区州县]|[省市区县旗州盟镇乡])"
_ORDINAL = r"第?[一二三四五六七八九十0-9]{1,3}届"
_TERM = rf"(?:{_ORDINAL}|(?:[本上这]|上一|新一)届)"
# 在江源市第十六届人民代表大会, 2031年1月9日江源市十六届人大
_ASSEMBLY = compile_re(rf"(?:^|[在日]|[^\u4e00-\u9fff])(?:中国)?(?P<place>{_PLACE}) ?{_ORDINAL}")
_NATIONAL = compile_re(r"在(?:中华人民共和国)?第?[一二三四五六七八九十0-9]{1,3}届全国人民代表大会")
_TITLE_PLACE = compile_re(
    rf"^(?:[0-9]{{4}}年|关于)*(?P<place>{_PLACE})"
    r"(?:(?:人民政府)?(?:[0-9]{4}年(?:度)?)?《?(?:人民)?政府工作报告|[0-9]{0,4}年?(?:度)?国民经济和社会发展)"
)
_ISSUER = rf"[\u4e00-\u9fff（）]{{2,24}}?{phrases('issuer')}"
_AND_OTHERS = r"(?:等[一二三四五六七八九十0-9]{1,3}个?(?:部门|单位|机构))?"
_ISSUED = compile_re(rf"^(?P<org>{_ISSUER}(?:[ 、]{{1,9}}{_ISSUER}){{0,11}}{_AND_OTHERS})(?:关于|印发|转发|令)")
# 江源市教育局2031年工作要点, 2031年江源县财政局工作计划
_OF_BODY = compile_re(
    rf"^(?:20[0-9]{{2}}年(?:度)?)?(?P<org>(?!关于)(?:中共)?(?:{_PLACE}|[省市县区州])(?!关于)[\u4e00-\u9fff]{{0,20}}?"
    rf"{phrases('issuer')}(?<![干全内各]部))(?={phrases('after_issuer')})"
    r"[^，。；：]{2,24}$"
)
# （2031年7月27日江源市人民政府令第7号公布）, ……江源市第九届人民代表大会常务委员会第三次会议通过
_BY = phrases("issuer")
_ORDER = compile_re(rf"(?:[日）]|^（)(?:经)?(?P<org>[\u4e00-\u9fff]{{2,24}}?{_BY})(?:令|公布|发布|印发|批准)")
_ADOPTER = compile_re(
    rf"(?P<place>{_PLACE}){_ORDINAL}(?P<body>(?:人民代表大会|人大)(?:常务委员会|常委会)?)第?[^，。]{{1,12}}通过"
)
_GENERIC = compile_re(r"(?:本|我|全)?(?P<level>自治[区州县旗]|[省市州盟县区旗镇乡])(?:人民)?政府$")
_OF_TERM = compile_re(rf"{_TERM}(?=[省市州盟县区旗镇乡自]?[治区州县旗]{{0,2}}(?:人民)?政府)")
_PARTY = compile_re(r"^第[一二三四五六七八九十]{1,4}届中央委员会$")
_PARTY_POST = compile_re(r"(?:中共|中国共产党)?(?P<place>.{0,40}?)(?:自治区|[省市州盟县区旗])委$")
# 局党组 alone names no organisation; of 市委、市政府 the government is meant.
_NAMELESS = compile_re(rf"[本我全]?[局厅委市县区省]?{phrases('nameless')}$")
_LEVELS = tuple("省市州盟县区旗镇乡")


@table_row
class OrganisationCue(Row):
    """Hold a row of a pattern with a group ``org``: where an opening says for whom it speaks."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Represented:
    """Hold an organisation that an opening names, and the row that found it."""

    organisation: str
    cue: str


@functools.cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row.name, compile_re(row.pattern)) for row in load_table("structure/organisation_cues", OrganisationCue)
    )


def find_represented(opening: str) -> Represented | None:
    """Return for whom an opening says that it speaks.

    >>> find_represented("现在，我代表国务院，向大会报告政府工作。")
    Represented(organisation='国务院', cue='represents')
    """
    found = ((pattern.search(opening[:4000]), name) for name, pattern in _cues())
    first = min(((m.start(), m["org"], name) for m, name in found if m), default=None)
    if first is None:
        return None
    parts = [part for part in re.split("、|和(?!国)", first[1]) if part and not _NAMELESS.match(part)]
    meant = next((part for part in parts if part.endswith(("政府", "国务院"))), first[1] if parts else None)
    return Represented(meant, first[2]) if meant else None


def places_of(title: str, heads: Sequence[str]) -> list[str]:
    """Return the places that a speech's head names: in its title, and as those whose assembly meets.

    >>> places_of("", ["——2031年1月18日在西山省第十四届人民代表大会第三次会议上"])
    ['西山省']
    >>> places_of("2031年西山省政府工作报告", ["在省第十四届人民代表大会上"])
    ['西山省']
    """
    titled = _TITLE_PLACE.search(title.replace(" ", ""))
    found = [titled["place"]] if titled else []
    found += [match["place"] for head in heads for match in _ASSEMBLY.finditer(head)]
    return [place for place in found if not _GENERIC.match(place + "政府")]


def organisation(
    *,
    title: str,
    heads: Sequence[str],
    byline: Byline | None,
    signature: str | None,
    opening: str,
    issuers: Sequence[str] = (),
    most_named: Callable[[str], str | None] = lambda _: None,
) -> tuple[str | None, str | None]:
    """Return the organisation and where it was found (byline, text, title, dateline), or ``(None, None)``.

    ``heads`` are the lines of the head that tell of the meeting, ``issuers`` those of a red head. A bare 省人民政府 or
    区政府 is completed with the place that they or the title name, or else with the one of its level (省, 区) that
    ``most_named`` gives.
    """
    places = places_of(title, heads)
    place = places[0] if places else None
    represented = find_represented(opening)
    candidates = (
        (_of_byline(byline, place), "byline"),
        (represented.organisation if represented else None, "text"),
        (_of_title(title), "title"),
        ("、".join(issuers) or signature, "byline"),
        (_of_dateline(title, heads, place) or _of_adoption(title, heads), "dateline"),
    )
    known = [(_complete(name, places), source) for name, source in candidates if name]
    found = next(((n, s) for n, s in known if not _GENERIC.match(n)), known[0] if known else (None, None))
    bare = _GENERIC.match(found[0]) if found[0] else None
    named = most_named(bare["level"]) if bare else None
    return (named + "人民政府", found[1]) if named else found


def _of_byline(byline: Byline | None, place: str | None) -> str | None:
    if not byline:
        return None
    name = byline.organisation
    if byline.body == "国务院":
        return "国务院"
    if byline.body and name and not name.endswith("政府"):
        party = _PARTY_POST.match(name)
        stem = party["place"] if party else name
        level = (byline.role or "")[-2:-1]
        return (stem or place or level) + ("" if not stem or stem.endswith(_LEVELS) else level) + byline.body
    if byline.role and byline.role.endswith("主席") and name and name.endswith("自治区"):
        return name + "人民政府"
    return name


def issued_by(title: str) -> str | None:
    """Return who issues a document by its title, those of a joint one with 、 between them.

    >>> issued_by("江源省教育厅 江源省财政厅关于扩大学位供给的通知"), issued_by("关于扩大学位供给的通知")
    ('江源省教育厅、江源省财政厅', None)
    """
    issued = _ISSUED.match(title)
    return "、".join(re.split("[ 、]+", issued["org"])).removeprefix("中华人民共和国") if issued else None


def _of_title(title: str) -> str | None:
    if issued := issued_by(title):
        return issued
    if match := _TITLE_PLACE.search(title):
        return match["place"] + "人民政府"
    named = _OF_BODY.match(title.replace(" ", ""))
    return named["org"] if named else None


def _of_dateline(title: str, heads: Sequence[str], place: str | None) -> str | None:
    if "政府工作报告" not in title:
        return None
    if any(_NATIONAL.search(head) for head in heads):
        return "国务院"
    return place + "人民政府" if place else None


def _of_adoption(title: str, heads: Sequence[str]) -> str | None:
    """Return who made a document public by order, or the assembly that adopted it."""
    for head in heads:
        order = _ORDER.search(head)
        if order:
            return order["org"]
        adopted = _ADOPTER.search(head)
        if adopted and "报告" not in title:
            body = "人民代表大会" + ("常务委员会" if "常" in adopted["body"] else "")
            return adopted["place"] + body
    return None


def _complete(name: str, places: Sequence[str]) -> str:
    """Complete a name: 省政府 with the place 西山省 is 西山省人民政府; 第十九届中央委员会 is the party's."""
    if _PARTY.match(name):
        return "中国共产党" + name
    name = _OF_TERM.sub("", name)
    match = _GENERIC.match(name)
    if not match:
        return name.removeprefix("中华人民共和国") or name
    place = next((place for place in places if place.endswith(match["level"])), match["level"])
    return place + "人民政府"

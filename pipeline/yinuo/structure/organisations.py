"""Find for whom a speech speaks, and where it says so, from its folded head and opening."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from yinuo.rules import Row, load_table
from yinuo.structure.bylines import Byline
from yinuo.structure.phrases import phrases

# The levels of administration are a closed list; but for 自治区, a single character says each of them.
_PLACE = r"[\u4e00-\u9fff]{1,24}?(?:自治[区州县]|[省市区县旗州盟镇乡])"
_ASSEMBLY = re.compile(rf"在(?:中国)?(?P<place>{_PLACE})(?:第)?[一二三四五六七八九十0-9]{{1,3}}届")
_NATIONAL = re.compile(r"在(?:中华人民共和国)?第?[一二三四五六七八九十0-9]{1,3}届全国人民代表大会")
_TITLE_PLACE = re.compile(rf"^(?:[0-9]{{4}}年)?(?P<place>{_PLACE})(?:[0-9]{{4}}年)?(?:人民)?政府工作报告")
_ISSUER = re.compile(rf"^(?P<org>[\u4e00-\u9fff]{{2,24}}?{phrases('issuer')})(?:关于|印发|转发|令)")
_GENERIC = re.compile(r"(?:本|我|全)?(?P<level>自治区|[省市州盟县区旗镇乡])(?:人民)?政府$")
_PARTY = re.compile(r"^第[一二三四五六七八九十]{1,4}届中央委员会$")
_PARTY_POST = re.compile(r"(?:中共|中国共产党)?(?P<place>.{0,40}?)(?:自治区|[省市州盟县区旗])委$")
# 局党组 alone names no organisation; of 市委、市政府 the government is meant.
_NAMELESS = re.compile(rf"[本我全]?[局厅委市县区省]?{phrases('nameless')}$")
_LEVELS = tuple("省市州盟县区旗镇乡")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCue(Row):
    """A pattern with a group ``org``: where an opening says for whom it speaks."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Represented:
    """An organisation that an opening names, and the row that found it."""

    organisation: str
    cue: str


@functools.cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row.name, re.compile(row.pattern)) for row in load_table("structure/organisation_cues", OrganisationCue)
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


def place_of(title: str, dateline: str) -> str | None:
    """Return the place whose government reports: from the assembly in the dateline, or from the title.

    >>> place_of("", "——2031年1月18日在西山省第十四届人民代表大会第三次会议上")
    '西山省'
    >>> place_of("2031年西山省政府工作报告", "")
    '西山省'
    """
    match = _ASSEMBLY.search(dateline) or _TITLE_PLACE.search(title)
    return match["place"] if match else None


def organisation(
    *, title: str, dateline: str, byline: Byline | None, signature: str | None, opening: str
) -> tuple[str | None, str | None]:
    """Return the organisation and where it was found (byline, text, title, dateline), or ``(None, None)``.

    A bare 省人民政府 or 区政府 is completed with the place that title or dateline names.
    """
    place = place_of(title, dateline)
    represented = find_represented(opening)
    candidates = (
        (_of_byline(byline, place), "byline"),
        (represented.organisation if represented else None, "text"),
        (_of_title(title), "title"),
        (signature, "byline"),
        (_of_dateline(title, dateline, place), "dateline"),
    )
    known = [(_complete(name, place), source) for name, source in candidates if name]
    return next(((n, s) for n, s in known if not _GENERIC.match(n)), known[0] if known else (None, None))


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


def _of_title(title: str) -> str | None:
    issuer = _ISSUER.match(title)
    if issuer:
        return issuer["org"].removeprefix("中华人民共和国")
    match = _TITLE_PLACE.search(title)
    return match["place"] + "人民政府" if match else None


def _of_dateline(title: str, dateline: str, place: str | None) -> str | None:
    if "政府工作报告" not in title:
        return None
    if _NATIONAL.search(dateline):
        return "国务院"
    return place + "人民政府" if place else None


def _complete(name: str, place: str | None) -> str:
    """Complete a name: 省政府 with the place 西山省 is 西山省人民政府; 第十九届中央委员会 is the party's."""
    if _PARTY.match(name):
        return "中国共产党" + name
    match = _GENERIC.match(name)
    if not match:
        return name.removeprefix("中华人民共和国") or name
    if place and place.endswith(match["level"]):
        return place + "人民政府"
    return match["level"] + "人民政府"

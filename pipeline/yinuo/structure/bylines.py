"""Read organisation, role and name from a folded byline, by rules/zh/entities/roles.tsv."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from yinuo.rules import Row, load_table
from yinuo.structure.phrases import phrases

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
NAME = rf"(?:{_HAN}{{1,20}}(?:[·•]{_HAN}{{1,20}}){{1,9}}|{_HAN}(?: {{0,2}}{_HAN}){{1,3}})"
_RANK = phrases("rank")
_NAME_LINE = re.compile(rf"(?:{NAME})(?:同志)?$")
_DEED = re.compile(
    r"(?:同志)?(?:向大会)?(?:作|做|所作的?)(?:政府)?(?:工作)?报告。?$|的?(?:讲话|发言|致辞|政府工作报告)$"
)
# Words of titles and of meetings: no name ends with them.
_NO_NAME = re.compile(phrases("no_name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Row):
    """A post before a name; ``body`` is what it leads when only a place is named (北山县县长 → 北山县人民政府)."""

    role: str
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surname(Row):
    """A common surname of one character or two."""

    surname: str


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline read: what stands there, ``None`` where it stands not; ``body`` as in rules/zh/entities/roles.tsv."""

    organisation: str | None
    role: str | None
    speaker: str | None
    body: str = ""


@functools.cache
def _bodies() -> dict[str, str]:
    return {row.role: row.body for row in load_table("entities/roles", Role)}


@functools.cache
def _surnames() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the surnames of one character, and the longer ones."""
    found = [row.surname for row in load_table("structure/surnames", Surname)]
    return frozenset(name for name in found if len(name) == 1), tuple(name for name in found if len(name) > 1)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    heads = "|".join(sorted(map(re.escape, _bodies()), key=len, reverse=True))
    post = rf"{_RANK}{{0,3}}(?:{heads})"
    posts = rf"{post}(?:(?:、|兼|，| )[^，。；：！？ ]{{0,16}}?{post}){{0,4}}"
    before = re.compile(
        rf"\A(?P<org>[^，。；：！？“”\d]{{0,40}}?)(?P<role>{posts})(?:同志)? *(?P<name>{NAME})(?:同志)?$"
    )
    after = re.compile(rf"\A(?P<name>{NAME}) *(?P<role>{post})$")
    return before, after


def read_byline(line: str) -> Byline | None:
    """Return organisation, role and name of a line that has nothing else; ``None`` if it is no such line.

    >>> read_byline("市教育体育局总督学丁某")
    Byline(organisation='市教育体育局', role='总督学', speaker='丁某', body='')
    >>> read_byline("江源县县委副书记、代县长 王 某某").role
    '副书记、代县长'
    >>> read_byline("省长质量奖管理办法") is None
    True
    """
    if len(line) > 70:
        return None
    line = _DEED.sub("", line).strip()
    before, after = _patterns()
    match = before.match(line) or after.match(line)
    if not match or not _is_name(match["name"], set_off=line[match.start("name") - 1 : match.start("name")] == " "):
        return None
    organisation = (match.groupdict().get("org") or "").replace(" ", "") or None
    role = match["role"].replace(" ", "")
    return Byline(organisation, role, name(match["name"]), _body_of(role))


def read_name(line: str) -> str | None:
    """Return the name of a line that is a name alone: spread, or with a common surname.

    >>> read_name("王 某"), read_name("各位代表："), read_name("序号")
    ('王某', None, None)
    """
    if len(line) > 20 or not _NAME_LINE.match(line):
        return None
    written = line.removesuffix("同志")
    return name(written) if _is_name(written, set_off=False) else None


def _is_name(written: str, *, set_off: bool) -> bool:
    """Whether two to four characters may be a name: spread or set off by a space, or with a surname at its head."""
    if _NO_NAME.search(written):
        return False
    surnames, compounds = _surnames()
    surnamed = written[0] in surnames and len(written) <= 3
    return set_off or surnamed or "·" in written or " " in written or written.startswith(compounds)


def name(written: str) -> str:
    """Return a name without the space inside: 王某 for 王 某."""
    return written.replace(" ", "")


def _body_of(role: str) -> str:
    """Return what the last of several posts leads: 县委副书记、县长 leads the 人民政府."""
    found = [(role.rfind(head), head) for head in _bodies() if head in role]
    return _bodies()[max(found)[1]] if found else ""

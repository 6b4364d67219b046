"""Read organisation, role and name from a folded byline, by rules/zh/entities/roles.tsv."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from yinuo.rules import Row, compile_re, load_table, table_row
from yinuo.structure.phrases import phrases

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
NAME = rf"(?:{_HAN}{{1,20}}(?:[·•]{_HAN}{{1,20}}){{1,9}}|{_HAN}(?: {{0,2}}{_HAN}){{1,3}})"
_RANK = phrases("rank")
_NAME_LINE = compile_re(rf"(?:{NAME})(?:同志)?$")
# 市长：王勇, 市长——余学友
_PARTS = tuple(" ：:—―–─-")
_PARTED = r" {0,2}(?:(?:[：:]|[—―–─-]{1,3}) {0,2})?"
_DEED = compile_re(
    r"(?:同志)?(?:向大会)?(?:作|做|所作的?)(?:政府)?(?:工作)?报告。?$|的?(?:讲话|发言|致辞|政府工作报告)$"
)
# Words of titles and of meetings: no name ends with them.
_NO_NAME = compile_re(phrases("no_name"))
_ORGANISATION = compile_re(rf"(?:中华人民共和国)?[\u4e00-\u9fff]{{0,24}}{phrases('signer')}$")


@table_row
class Role(Row):
    """Hold a row of a post before a name.

    ``body`` is what it leads when only a place is named (北山县县长 → 北山县人民政府).
    """

    role: str
    body: str = ""


@table_row
class Surname(Row):
    """Hold a row of a common surname of one character or two."""

    surname: str


@dataclass(frozen=True, slots=True)
class Byline:
    """Hold a byline: what stands there, ``None`` where it stands not; ``body`` as in rules/zh/entities/roles.tsv."""

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
def _heads() -> re.Pattern[str]:
    """Match a post, which may be spread as names are: 市 长."""
    return compile_re("|".join(" {0,2}".join(head) for head in sorted(_bodies(), key=len, reverse=True)))


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a post before its name, of one after its name, and of a post alone."""
    post = rf"{_RANK}{{0,3}}(?:{_heads().pattern})"
    role = rf"{post}(?:(?:、|兼|，| )[^，。；：！？ ]{{0,16}}?{post}){{0,4}}"
    posts = rf"(?P<org>[^，。；：！？“”\d]{{0,40}}?)(?P<role>{role})"
    before = compile_re(rf"\A{posts}(?:同志)?{_PARTED}(?P<name>{NAME})(?:同志)?$")
    after = compile_re(rf"\A(?P<name>{NAME}) *(?P<role>{post})$")
    return before, after, compile_re(rf"\A{posts}$")


def read_byline(line: str, *, placed: bool = False) -> Byline | None:
    """Return organisation, role and name of a line that has nothing else; ``None`` if it is no such line.

    ``placed``: the line stands where a byline is looked for, so what follows a head of government is a name, whatever
    its surname.

    >>> read_byline("市教育体育局总督学丁某")
    Byline(organisation='市教育体育局', role='总督学', speaker='丁某', body='')
    >>> read_byline("江源县县委副书记、代县长 王 某某").role
    '副书记、代县长'
    >>> read_byline("市长：乌力吉").speaker, read_byline("市长克克"), read_byline("市长克克", placed=True).speaker
    ('乌力吉', None, '克克')
    >>> read_byline("省长质量奖管理办法") is None
    True
    """
    if len(line) > 70:
        return None
    line = _DEED.sub("", line).strip()
    before, after, _ = _patterns()
    if not _heads().search(line):
        return None
    posted = before.match(line)
    match = posted or after.match(line)
    if not match:
        return None
    role = match["role"].replace(" ", "")
    parted = line[match.start("name") - 1 : match.start("name")] in _PARTS
    if not _is_name(match["name"], set_off=parted or (placed and posted is not None and _body_of(role) != "")):
        return None
    organisation = (match.groupdict().get("org") or "").replace(" ", "") or None
    return Byline(organisation, role, name(match["name"]), _body_of(role))


def read_post(line: str) -> Byline | None:
    """Return organisation and post of a line that has nothing else: the name stands on the next line, or nowhere.

    >>> read_post("江源市人民政府市长"), read_post("市长热线")
    (Byline(organisation='江源市人民政府', role='市长', speaker=None, body='人民政府'), None)
    """
    match = _patterns()[2].match(line) if len(line) <= 40 else None
    if not match:
        return None
    role = match["role"].replace(" ", "")
    return Byline(match["org"].replace(" ", "") or None, role, None, _body_of(role))


def read_name(line: str, *, placed: bool = False) -> str | None:
    """Return the name of a line that is a name alone: spread, or with a common surname.

    ``placed``: the line stands where nothing but a name is written, so any two or three characters are one.

    >>> read_name("王 某"), read_name("各位代表："), read_name("序号"), read_name("克克", placed=True)
    ('王某', None, None, '克克')
    """
    if len(line) > 20 or not _NAME_LINE.match(line):
        return None
    written = line.removesuffix("同志")
    if placed and len(written) <= 3 and not read_post(written):
        return None if _NO_NAME.search(written) else name(written)
    return name(written) if _is_name(written, set_off=False) else None


def _is_name(written: str, *, set_off: bool) -> bool:
    """Tell whether two to four characters may be a name: spread, set off by a space, or opened by a surname."""
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


def is_organisation(line: str) -> bool:
    """Tell whether a short line is the name of an organisation and nothing else."""
    return len(line) <= 26 and _ORGANISATION.match(line.replace(" ", "")) is not None

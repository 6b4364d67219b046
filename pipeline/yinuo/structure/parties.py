"""Split lists of those who answer for a task into parties, each with its place and its role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yinuo.records import Role
from yinuo.rules import compile_re
from yinuo.structure.duty_words import duty_words

Piece = tuple[int, int]
_LONGEST = 40
# What no name of a body holds: 仅是铁道部修建的, 由…
_NO_NAME = compile_re("[由是的被将]|下同|简称")
_DATED = compile_re(r"[0-9]|完成$|前$|底$|长期|全年|持续")
# What is left of 教育部等有关部门和单位, and what says how a list is to be read: nobody in particular.
_NOBODY = compile_re("单位|部门|机构|(?:以)?下同|.{0,8}(?:第一位?|首位).{0,10}为?(?:牵头|主办).{0,4}|其[他余]为.{2,8}")
_OTHERS = compile_re(r"(?<![高中初平同均])等(?:[^、和及]{0,40}$|(?=[和及以、]))[^、和及]{0,40}")
_AND = compile_re("以及|及其|和|与|及|[、/]")
_OPEN, _CLOSE = "（〈《“", "）〉》”"
# 各州、|市人民政府 and 教育、|财政部门 are one name.
_HALF = compile_re("各.{1,2}|.")
_DEPARTMENTS = compile_re(".{0,40}(?:部门|单位)")
_PLACE = compile_re("(?!各).{2,40}(?:县|市|区|州|旗|盟|镇|乡|街道|省)")
_SEAT = compile_re(".{0,40}?(?P<seat>(?:人民)?政府|管委会|管理委员会|办事处)")


@dataclass(frozen=True, slots=True)
class Party:
    """Hold one who answers: ``text[start:end]``, the role, and the full name where the text has a part of it."""

    start: int
    end: int
    role: Role
    name: str | None = None


def parties(text: str, start: int, end: int, role: Role = "unspecified", *, labelled: bool = False) -> list[Party]:
    """List the parties of a folded stretch, in order.

    Names must look like bodies and be closed by a verb (X负责), unless the stretch is ``labelled``: it follows
    责任单位： or is a cell of such a column. ``role`` is that of names that no verb gives one.

    >>> [(p.start, p.end, p.role) for p in parties("县教育局牵头，县财政局配合", 0, 13)]
    [(0, 4, 'lead'), (7, 11, 'support')]
    """
    found: list[Party] = []
    waiting: list[Party] = []
    for first, last in _chunks(text, start, end):
        verbs = duty_words().closing.search(text, first, last)
        names = _names(text, first, verbs.start() if verbs else last, role, labelled=labelled)
        if verbs is None:
            waiting += names
            continue
        own = duty_words().role(verbs.group())
        waiting += names
        found += [replace(p, role=p.role if own == "unspecified" else own) for p in waiting]
        waiting = []
        if not labelled and not found:
            return []
    return found + waiting if labelled else found


def _chunks(text: str, start: int, end: int) -> Iterator[Piece]:
    """Split a stretch at ，；。 and blanks, and behind 牵头、."""
    stops = [(i, i + 1) for i in _outside(text, start, end) if text[i] in "，；。; \u3000"]
    stops += [(m.end(), m.end() + 1) for m in duty_words().closed.finditer(text, start, end)]
    at = start
    for stop, after in (*sorted(stops), (end, end)):
        if at < stop:
            yield at, stop
        at = max(at, after)


def _outside(text: str, start: int, end: int) -> Iterator[int]:
    """List offsets that stand in no bracket."""
    depth = 0
    for i in range(start, end):
        depth += (text[i] in _OPEN) - (text[i] in _CLOSE)
        if depth <= 0 and text[i] not in _CLOSE:
            yield i


def _names(text: str, start: int, end: int, role: Role, *, labelled: bool) -> list[Party]:
    if not labelled and _NO_NAME.search(text, start + text.startswith("由", start), end):
        return []
    start += text.startswith("由", start) and not labelled
    join = duty_words().join.search(text, start, end)
    if join and start < join.start():
        before = _list(text, start, join.start(), "lead", labelled=labelled)
        return before + _list(text, join.end(), end, "support", labelled=labelled) if before else []
    return _list(text, start, end, role, labelled=labelled)


def _list(text: str, start: int, end: int, role: Role, *, labelled: bool) -> list[Party]:
    pieces = _merged(text, _pieces(text, start, end))
    if not labelled and not all(duty_words().body.fullmatch(text, *piece) for piece in pieces):
        return []
    kept = [(s, e) for s, e in pieces if 2 <= e - s <= _LONGEST and not _DATED.search(text, s, e)]
    kept = [piece for piece in kept if not _NOBODY.fullmatch(text, *piece)]
    return [Party(s, e, role, _whole(text, kept, i)) for i, (s, e) in enumerate(kept)]


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    """List the names between 、 and 和, without 等有关部门."""
    free = set(_outside(text, start, end))
    found, at = [], start
    for match in _AND.finditer(text, start, end):
        if match.start() in free and (match.group() in "、/" or _parts(text, at, match, end)):
            found.append((at, match.start()))
            at = match.end()
    found.append((at, end))
    trimmed = []
    for first, last in found:
        others = _OTHERS.search(text, first, last)
        last = others.start() if others else last
        if first < last:
            trimmed.append((first, last))
    return trimmed


def _parts(text: str, at: int, joint: re.Match[str], end: int) -> bool:
    """Tell whether 和 stands between two names, not within one: 人力资源和|社会保障局, 各有关部门和|单位."""
    before = text[at : joint.start()]
    after = text[joint.end() : end]
    if before.endswith("等"):
        return True
    if not duty_words().body.fullmatch(before) or len(before) < 2:
        return False
    return not before.startswith(("各", "有关", "相关")) or after.startswith(
        ("各", "有关", "相关", "省", "市", "县", "区")
    )


def _merged(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Join halves of names to what follows them."""
    found: list[Piece] = []
    departments = any(_DEPARTMENTS.fullmatch(text, *piece) for piece in pieces)
    body = duty_words().body
    half: int | None = None
    for n, (first, last) in enumerate(pieces):
        first = first if half is None else half
        half = None
        own = pieces[n]
        alone = _HALF.fullmatch(text, *own) or (departments and own[1] - own[0] <= 4 and not body.fullmatch(text, *own))
        if alone and n + 1 < len(pieces):
            half = first
        else:
            found.append((first, last))
    return found


def _whole(text: str, pieces: Sequence[Piece], at: int) -> str | None:
    """Complete a name by the next one: 五华区 before 呈贡区人民政府 is 五华区人民政府."""
    own = text[slice(*pieces[at])]
    if not _PLACE.fullmatch(own):
        return None
    for piece in pieces[at + 1 :]:
        if seat := _SEAT.fullmatch(text, *piece):
            return own + seat["seat"]
        if not _PLACE.fullmatch(text, *piece):
            return None
    return None

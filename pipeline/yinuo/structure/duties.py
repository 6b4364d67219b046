"""Find who answers for a task: （教育部负责）, （牵头单位：X；配合单位：Y）, 责任单位：X on a line, 由X牵头，Y配合."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from yinuo.records import Role
from yinuo.rules import compile_re
from yinuo.structure.duty_words import duty_words
from yinuo.structure.parties import Party, parties
from yinuo.structure.phrases import phrases

Kind = Literal["bracket", "line", "phrase"]
_BRACKET = compile_re(
    r"（(?P<round>(?:[^（）\n]|（[^（）\n]{0,30}）){2,300})）|【(?P<black>[^【】\n]{2,300})】"
    r"|\[(?P<square>[^\[\]\n]{2,300})\]|〔(?P<shell>[^〔〕\n]{2,300})〕"
)
_LABEL = compile_re("(?P<name>[\u4e00-\u9fff]{2,10})[： ] ?")
_AFTER_STOP = compile_re("[。；] ?(?P<name>[\u4e00-\u9fff]{2,10})：")
# …，责任单位为县教育局，配合单位为县财政局。
_CALLED = compile_re(
    "(?<=[，。；])(?P<name>[\u4e00-\u9fff]{2,6}[位门构])为(?P<who>[^，。；：的\n]{2,80})(?=[，。；\n]|$)"
)
_WEB = compile_re("联系|电话|地址|邮编|网站|版权|备案")
_RANKED = compile_re("列?(?:排?在?)(?:第一位|首位)的?(?:部门|单位|者)?为(?:牵头|主办)")
# （2031年6月底前完成）
_DATED = compile_re(phrases("duty_done"))
# （市教育局、市财政局，各区政府） at the end of a sentence: departments of a place, and nothing else.
_BODY = "(?:(?:自治区|[省市县区州])[\u4e00-\u9fff]{2,12}[局委厅办]|各[\u4e00-\u9fff]{1,4}政府)"
_NAMED = compile_re(f"{_BODY}(?:等?[、，]{_BODY}){{0,11}}等?")
# （市教育局、市财政局，2031年6月底前）: the time behind names.
_WHEN = compile_re(phrases("duty_time"))
_ENDS = ("", "。", "；", "\n")
# 鼓励企业牵头，形成X牵头、Y参与: nobody is named, others are led to it, or a mechanism is told.
_LEADS = compile_re(phrases("leads_others"))
_MARK = compile_re("[，；。：]")
_LONGEST_LINE = 400
# ——责任单位：县教育局: the mark of a line, a form.
_DASH = compile_re(r"[—―–\-•●▪·*] {0,2}[—―–\-]{0,3} {0,2}")
_ROLE_REMARK = compile_re(r"（(?P<verb>[^（）]{2,6})）$")
_NAME = compile_re("(?!(?:暂无|没有|无)$)[\u4e00-\u9fffA-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Duty:
    """Hold a stretch that says who answers, and by when; ``ranked``: of several without a role the first leads."""

    start: int
    end: int
    kind: Kind
    parties: tuple[Party, ...]
    ranked: bool = False


def duties(text: str, start: int = 0, end: int | None = None) -> list[Duty]:
    """List the duties of one line of a folded text, in order: the line as a whole, or its brackets and phrases.

    >>> (found,) = duties("新建幼儿园7所（县教育局牵头，县财政局配合）。")
    >>> found.kind, [p.role for p in found.parties]
    ('bracket', ['lead', 'support'])
    """
    end = len(text) if end is None else end
    whole = _line(text, start, end)
    if whole:
        return [whole]
    brackets = list(_BRACKET.finditer(text, start, end))
    found = [*_bracketed(text, brackets), *_closing(text, start, end)]
    phrases_found = (*_phrases(text, start, end), *_called(text, start, end))
    found += [d for d in phrases_found if not any(_cuts(d, bracket) for bracket in brackets)]
    return sorted(found, key=lambda duty: duty.start)


def is_duty_line(line: str) -> bool:
    """Tell whether a folded line says nothing but who answers, or by when.

    >>> is_duty_line("责任单位：县教育局、县财政局"), is_duty_line("责任单位要尽快落实。")
    (True, False)
    """
    found = _line(line, 0, len(line))
    return found is not None


def without_duty(line: str) -> str:
    """Cut from a folded line the bracket at its end that says who answers.

    >>> without_duty("新建幼儿园7所。（县教育局负责）")
    '新建幼儿园7所。'
    """
    found = list(_bracketed(line, _BRACKET.finditer(line))) if line.endswith(tuple("）】]〕")) else []
    return line[: found[-1].start] if found and found[-1].end == len(line) else line


def cell_parties(text: str, start: int, end: int, role: Role) -> list[Party]:
    """List whom a cell in a column of a table names; ``role`` is the column's, where the cell gives none.

    >>> [(p.start, p.end, p.role) for p in cell_parties("县教育局（牵头）、县财政局", 0, 13, "unspecified")]
    [(0, 4, 'lead'), (9, 13, 'unspecified')]
    """
    found = _labelled(text, start, end)
    if found is None:
        found = parties(text, start, end, role, labelled=True)
    kept = (_without_remark(text, party) for party in found)
    return [party for party in kept if _NAME.search(text, party.start, party.end)]


def _without_remark(text: str, party: Party) -> Party:
    """县教育局（牵头） is 县教育局, which leads."""
    remark = _ROLE_REMARK.search(text, party.start, party.end)
    verb = duty_words().closing.search(remark["verb"]) if remark else None
    if remark is None or verb is None:
        return party
    role = duty_words().role(verb.group())
    return replace(party, end=remark.start(), role=party.role if role == "unspecified" else role)


def _line(text: str, start: int, end: int) -> Duty | None:
    if dash := _DASH.match(text, start, end):
        start = dash.end()
    bracket = _BRACKET.match(text, start, end)
    if bracket and text[bracket.end() : end].strip(" 。；") == "":
        content = bracket.span(bracket.lastgroup or 0)
        found = _content(text, *content)
    elif end - start <= _LONGEST_LINE and not _WEB.search(text, start, end):
        labelled = _labelled(text, start, end)
        found = _told(text, start, end) if labelled is None else labelled
    else:
        found = None
    return None if found is None else Duty(start, end, "line", tuple(found), _is_ranked(text, start, end))


def _told(text: str, start: int, end: int) -> list[Party] | None:
    """List whom a line names that says nothing else: 县教育局牵头，县财政局配合，6月底前完成。"""
    first, *others = text[start:end].rstrip("。； ").split("，")
    closes = duty_words().closing
    if not others or not closes.search(first):
        return None
    if not all(closes.search(other) or _DATED.fullmatch(other) for other in others):
        return None
    return parties(text, start, start + len(text[start:end].rstrip("。； "))) or None


def _bracketed(text: str, brackets: Iterable[re.Match[str]]) -> Iterator[Duty]:
    for match in brackets:
        first, last = match.span(match.lastgroup or 0)
        found = _content(text, first, last)
        if found is None and _NAMED.fullmatch(text, first, last) and text[match.end() : match.end() + 1] in _ENDS:
            found = parties(text, first, last, labelled=True) or None
        if found is None:
            found = _named_and_dated(text, first, last)
        if found is not None:
            yield Duty(match.start(), match.end(), "bracket", tuple(found), _is_ranked(text, first, last))


def _named_and_dated(text: str, start: int, end: int) -> list[Party] | None:
    """List the bodies that a bracket names before a time and nothing else: （市教育局、市财政局，6月底前）."""
    at = max(text.rfind(mark, start, end) for mark in "，；")
    if at < 0 or not _WHEN.fullmatch(text, at + 1, end):
        return None
    found = parties(text, start, at, labelled=True)
    return found if found and all(duty_words().body.fullmatch(text, p.start, p.end) for p in found) else None


def _closing(text: str, start: int, end: int) -> Iterator[Duty]:
    """Find the labels behind the last sentence of a line: …改造校舍5所。责任单位：县教育局、县财政局."""
    for opening in _AFTER_STOP.finditer(text, start, end):
        at = opening.start("name")
        rest = text[at:end].rstrip("。 ").split("。")
        labels = [_LABEL.match(part.lstrip()) for part in rest]
        if all(label and _known(label["name"]) for label in labels) and (found := _labelled(text, at, end)):
            yield Duty(at, end, "bracket", tuple(found))
            return


def _cuts(phrase: Duty, bracket: re.Match[str]) -> bool:
    """Tell whether a phrase begins or ends within a bracket: 改造校舍（县教育局牵头，县财政局配合|，6月底前完成）."""
    return any(bracket.start() <= at < bracket.end() for at in (phrase.start, phrase.end - 1))


def _phrases(text: str, start: int, end: int) -> Iterator[Duty]:
    """Find 由X牵头，Y配合 from the beginning of a stretch to its end."""
    words = duty_words()
    at = start if words.leads.search(text, start, end) else end
    while at < end:
        match = words.phrase.match(text, at, end)
        if match:
            stop = _supported(text, match.end(), end)
            whole = stop == end or text[stop] in "，；。\n"
            sure = text.startswith("由", at) or (stop > match.end() and not _LEADS.match(text, at))
            found = parties(text, at, stop) if whole and sure else []
            if found:
                yield Duty(at, stop, "phrase", tuple(found))
                at = stop
        mark = _MARK.search(text, at, end)
        at = mark.end() if mark else end


def _supported(text: str, at: int, end: int) -> int:
    """Find where the stretches end that go on with 县财政局配合."""
    while at < end and text[at] in "，、":
        mark = _MARK.search(text, at + 1, end)
        stop = mark.start() if mark else end
        closing = duty_words().closing.search(text, at + 1, stop)
        if closing is None or duty_words().role(closing.group()) != "support" or not parties(text, at + 1, stop):
            break
        at = stop
    return at


def _called(text: str, start: int, end: int) -> list[Duty]:
    """List the labels that 为 follows behind a comma or a stop, those side by side together: …，责任单位为县教育局."""
    duties: list[Duty] = []
    for match in _CALLED.finditer(text, start, end):
        found = parties(text, *match.span("who"), _role(match["name"]), labelled=True) if _known(match["name"]) else []
        if not found or not all(duty_words().body.fullmatch(text, p.start, p.end) for p in found):
            continue
        before = duties.pop() if duties and duties[-1].end + 1 == match.start() else None
        named = (*before.parties, *found) if before else tuple(found)
        duties.append(Duty(before.start if before else match.start(), match.end(), "phrase", named))
    return duties


def _content(text: str, start: int, end: int) -> list[Party] | None:
    """List whom a bracket names; an empty list where it only says by when, None where it says neither."""
    found = _labelled(text, start, end)
    if found is None:
        found = parties(text, start, end) or None
    if found is None and _DATED.fullmatch(text, start, end):
        return []
    return found


def _labelled(text: str, start: int, end: int) -> list[Party] | None:
    """List whom labels name (牵头单位：X；配合单位：Y), None where it begins with no label."""
    opening = _LABEL.match(text, start, end)
    if opening is None or not _known(opening["name"]):
        return None
    labels = [m for m in _LABEL.finditer(text, start, end) if m.start() == start or text[m.start() - 1] in "；，。、 "]
    labels = [m for m in labels if "：" in m.group() or _known(m["name"])]
    found: list[Party] = []
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        stop = after.start() if after else end
        if duty_words().label.fullmatch(label["name"]):
            found += parties(text, label.end(), stop, _role(label["name"]), labelled=True)
    timed = any(duty_words().time.fullmatch(label["name"]) for label in labels)
    return found if found or timed else None


def _known(name: str) -> bool:
    return bool(duty_words().label.fullmatch(name) or duty_words().time.fullmatch(name))


def _role(label: str) -> Role:
    return duty_words().role(label)


def _is_ranked(text: str, start: int, end: int) -> bool:
    return _RANKED.search(text, start, end) is not None

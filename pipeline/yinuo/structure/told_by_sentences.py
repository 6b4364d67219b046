"""Tell by its sentences that a part looks back, or plans, where its heading is a slogan, or tells nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import NamedTuple

from yinuo.records import SectionKind
from yinuo.rules import compile_re
from yinuo.structure.enumerators import find_mark
from yinuo.structure.phrases import phrases
from yinuo.structure.section_kinds import AHEAD, UNTOLD, looks_ahead
from yinuo.structure.speech import Line, Section

_END = compile_re("[。；！]")
_YEAR = compile_re("((?:19|20)[0-9]{2})年")
_DONE = compile_re(phrases("done"))
_GREW = compile_re(phrases("grew"))
_TO_DO = compile_re(phrases("to_do"))
_ACT = compile_re(phrases("opens_act"))
_AMENDS = compile_re(phrases("amends"))
_URGES = compile_re(phrases("urges"))
_UNKNOWN = frozenset(("unknown",))
# What leads up to a plan; sentences that a plan has at least, one part in so many told.
_TURNS = frozenset(("situation", "guiding", "targets"))
_PLAN, _TOLD = 40, 8
_SHORTEST = 8
# Of the sentences of 2,300 reports: reviews have 15 to 70 in 100 that tell what was done, parts of tasks 10 at most.
_SHARE, _LESS = 0.15, 0.1
_FEW, _FEWER = 3, 4
# A part told by its acts has so many sentences. Those that open with acts or say what is to be done speak for it,
# growth against it, and what was done so many times: of 100 parts of reports 95 of tasks pass, and one of a review.
_ACTS, _SPEAKS, _AGAINST, _MOST, _HARDLY = 6, 0.4, 5, 0.6, 0.05


class _Sentences(NamedTuple):
    """Count sentences: all, those that tell what was done, those that tell how much grew, those of what is to be."""

    all: int
    done: int
    grew: int
    to_do: int


def look_back(result: list[Line], texts: Sequence[str], year: int | None) -> None:
    """Make a review of each part before the plan whose sentences look back; the list of lines is changed in place.

    A part whose heading names the ``year`` of the speech, or what lies ahead, stays what the heading says, and one
    that is to be thought of (提高认识，增强紧迫感) tells reasons for what is asked.
    """
    if not any(line.kind == "heading" or line.section.kind in AHEAD for line in result):
        return  # a speech without headings may plan anywhere
    for path, group in groupby(range(len(result)), key=lambda k: result[k].section.path[:1]):
        part = list(group)
        for planned in (False, True):
            own = [k for k in part if result[k].section.kind in (AHEAD if planned else _UNKNOWN)]
            bodies = _bodies(result, texts, own)
            if not bodies:
                continue
            if not planned and path and urges(path[0]):
                continue
            if not (planned and _names_plan(path, year)) and _looks_back(_count(bodies), planned=planned):
                _tell(result, own, "review")
            elif planned:
                return


def look_forward(result: list[Line], texts: Sequence[str]) -> None:
    """Make tasks of what follows the problems, the situation or the targets of a report if no heading says what it is.

    Its sentences must not look back. The list of lines is changed in place.
    """
    bodies = [k for k, line in enumerate(result) if line.kind == "body"]
    told = sum(len(texts[k]) for k in bodies if result[k].section.kind in ("tasks", "safeguards"))
    if told * _TOLD > sum(len(texts[k]) for k in bodies):
        return
    for n, k in enumerate(bodies):
        if result[k].section.kind not in _TURNS:
            continue
        rest = [m for m in bodies[n + 1 :] if result[m].section.kind in UNTOLD]
        found = _count(texts[m] for m in rest)
        if found.all < _PLAN:
            return
        if found.done <= _LESS * found.all and found.to_do:
            _tell(result, rest, "tasks")
            return


def plan_by_acts(result: list[Line], texts: Sequence[str]) -> None:
    """Make tasks of what no heading told if its sentences open with acts: a chapter of a plan, or a page of one.

    All that is untold is judged as one, else each part by itself; where something else plans already, only as one, and
    more strictly. The list of lines is changed in place.
    """
    told = any(line.section.kind in AHEAD for line in result)
    untold = [k for k, line in enumerate(result) if line.section.kind in (_UNKNOWN if told else UNTOLD)]
    bodies = _bodies(result, texts, untold)
    if _acts(bodies, strictly=told):
        _tell(result, untold, "tasks")
    elif not told and sum(1 for _ in _sentences(bodies)) >= _PLAN:
        for _, group in groupby(untold, key=lambda k: result[k].section.path[:1]):
            part = list(group)
            if _acts(_bodies(result, texts, part)):
                _tell(result, part, "tasks")


def _tell(result: list[Line], own: Iterable[int], kind: SectionKind) -> None:
    """Say what kind of section the lines of these numbers stand in."""
    for k in own:
        section = result[k].section
        result[k] = replace(result[k], section=Section(section.path, kind, year=section.year))


def _bodies(result: Sequence[Line], texts: Sequence[str], own: Sequence[int]) -> list[str]:
    return [texts[k] for k in own if result[k].kind == "body"]


def _acts(bodies: Sequence[str], *, strictly: bool = False) -> bool:
    """Tell whether the sentences of paragraphs set tasks, by how they open and by what they do not say."""
    found = _count(bodies)
    if found.all < _ACTS or any(map(amends, bodies)):
        return False
    acts = sum(map(opens_with_act, _sentences(bodies)))
    if strictly:
        return acts >= _MOST * found.all and found.done <= _HARDLY * found.all
    return acts + found.to_do - found.grew - _AGAINST * found.done >= _SPEAKS * found.all


def _names_plan(path: tuple[str, ...], year: int | None) -> bool:
    """Tell whether the outermost heading names what lies ahead of the year of the speech, or that year."""
    if not path:
        return False
    mark = find_mark(path[0])
    heading = path[0][mark.length if mark else 0 :]
    return looks_ahead(heading, year) or any(int(named) >= (year or 0) for named in _YEAR.findall(heading))


def _looks_back(found: _Sentences, *, planned: bool) -> bool:
    """Tell whether a part looks back; one that its heading calls a plan must say so more often, and not by growth."""
    past = found.done if planned else found.done + found.grew
    few, share, times = (_FEWER, _LESS, 3) if planned else (_FEW, _SHARE, 2)
    return past >= few and past >= share * found.all and past >= times * found.to_do


def _count(paragraphs: Iterable[str]) -> _Sentences:
    total = done = grew = to_do = 0
    for sentence in _sentences(paragraphs):
        total += 1
        if is_to_do(sentence):
            to_do += 1
        elif is_done(sentence):
            done += 1
        else:
            grew += tells_growth(sentence)
    return _Sentences(total, done, grew, to_do)


def _sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    """Give the sentences of paragraphs, the shortest left out."""
    parts = chain.from_iterable(map(_END.split, paragraphs))
    return (sentence for sentence in parts if len(sentence) >= _SHORTEST)


def is_done(sentence: str) -> bool:
    """Tell whether a sentence says what was done.

    >>> is_done("新建了五所学校"), is_done("了解群众的诉求")
    (True, False)
    """
    return _DONE.search(sentence) is not None


def tells_growth(sentence: str) -> bool:
    """Tell whether a sentence says that something grew, as reviews and visions do.

    >>> tells_growth("农业基础设施不断加强"), tells_growth("不断加强农业基础设施建设")
    (True, False)
    """
    return _GREW.search(sentence) is not None


def is_to_do(sentence: str) -> bool:
    """Tell whether a sentence says what is to be done.

    >>> is_to_do("要新建五所学校"), is_to_do("按照要求新建五所学校")
    (True, False)
    """
    return _TO_DO.search(sentence) is not None


def opens_with_act(sentence: str) -> bool:
    """Tell whether a sentence opens with an act of nobody named, as plans go on for pages.

    >>> opens_with_act("加快建设新型基础设施"), opens_with_act("新型基础设施加快建设")
    (True, False)
    """
    return _ACT.match(sentence) is not None


def urges(heading: str) -> bool:
    """Tell whether a heading says what is to be thought of.

    >>> urges("一、提高认识，增强紧迫感"), urges("一、思想认识不断提高")
    (True, False)
    """
    mark = find_mark(heading)
    return _URGES.match(heading, mark.length if mark else 0) is not None


def amends(paragraph: str) -> bool:
    """Tell whether a paragraph changes the wording of a law: 将第二条第二款修改为….

    >>> amends("将第二条第二款修改为：“国家调控人口数量。”"), amends("将第二中学改造为寄宿制学校。")
    (True, False)
    """
    return _AMENDS.search(paragraph) is not None

"""Find the speeches of a text: who spoke, when, on which year, and every line with its section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from yinuo.folding import fold
from yinuo.records import DateSource
from yinuo.rules import compile_re
from yinuo.structure.compilations import pieces
from yinuo.structure.datelines import is_adoption
from yinuo.structure.dates import DATE, find_date, last_date, years
from yinuo.structure.front_matter import Front
from yinuo.structure.genres import genre_of
from yinuo.structure.headings import are_articles, retells
from yinuo.structure.heads import Head, read_head, signature
from yinuo.structure.lines import RawLine, split
from yinuo.structure.organisations import organisation
from yinuo.structure.reviewed_parts import is_both
from yinuo.structure.sections import body_lines
from yinuo.structure.speech import Line, LineKind, Section, Speech
from yinuo.structure.speech_year import late, next_year, year_of_body
from yinuo.structure.table_of_contents import contents
from yinuo.structure.tables import mark_tables
from yinuo.values.deadlines.scanner import as_date
from yinuo.values.policy_calendar import plans

_NUMBER = compile_re(r"[〔\[（【(](?P<year>(?:19|20)[0-9]{2})[〕\]）】)]")
_OUTLINE = compile_re("第?(?P<plan>(?:十?[一二三四五六七八九]|十))个?五年(?:规划|计划)")
_TOLD = compile_re("[》〉]?的?(?:通知|通告|公告)$")
# Whom only a report greets: 各位代表. One word, no table.
_DEPUTIES = "代表"
_OPENING_LINES = 12
MostNamed: TypeAlias = Callable[[str, str], str | None]


class _Given(NamedTuple):
    """What is given of a text beside itself."""

    date: str | None
    organisation: str | None
    title: str | None
    most_named: MostNamed


def speeches(
    text: str,
    *,
    folded: str | None = None,
    date: str | None = None,
    organisation: str | None = None,
    title: str | None = None,
    most_named: MostNamed | None = None,
) -> tuple[Speech, ...]:
    r"""Find the speeches of a text, in order; a text with nothing in it has none.

    ``folded`` is ``fold(text)``, where the caller has it already; ``date`` (YYYY-MM-DD), ``organisation`` and ``title``
    override what the text says of itself; ``most_named`` gives of a folded text and a level (省, 市) the place that it
    names most. Raises ``DateError`` for a ``date`` that is none; no text raises anything. What is not found is
    ``None``.

    >>> (one,) = speeches("2031年工作安排\n县教育局局长 王某\n一、扩大学位\n新建幼儿园7所。")
    >>> one.title, one.speaker, one.role, one.organisation, one.date, one.year
    ('2031年工作安排', '王某', '局长', '县教育局', None, 2031)
    >>> [(line.kind, line.section.kind) for line in one.lines]
    [('title', 'front'), ('byline', 'front'), ('heading', 'tasks'), ('body', 'tasks')]
    """
    as_date(date)
    given = _Given(date, organisation, title, most_named or (lambda folded, level: None))
    folded = fold(text) if folded is None else folded
    lines = mark_tables(split(folded, text), text, folded)
    listed = {i for i in contents(lines) if lines[i].row is None}
    if len(listed) == len(lines):
        listed = set()
    listing = [_line(lines[i], "contents") for i in sorted(listed)]
    kept = [line for i, line in enumerate(lines) if i not in listed]
    starts = pieces(kept)
    if len(starts) > 1:
        given = given._replace(title=None)  # it speaks of one text
    stops = [*(start for start, _ in starts), len(kept)][1:]
    found = []
    for index, ((start, front), stop) in enumerate(zip(starts, stops, strict=True)):
        found.append(_speech(text, kept[start:stop], _shifted(front, start), index, given))
    return _with_listing(_share_organisation(_signed_by_order(found)), listing)


def _shifted(front: Front, start: int) -> Front:
    return Front(front.stop - start, {i - start: kind for i, kind in front.kinds.items()})


def _line(line: RawLine, kind: LineKind) -> Line:
    return Line(line.start, line.end, kind, Section((), "front"), 0, line.start, line.start)


def _with_listing(found: Sequence[Speech], listing: Sequence[Line]) -> tuple[Speech, ...]:
    """Put tables of contents into the speech that they stand in or, before the first, into the first."""
    result = []
    for n, speech in enumerate(found):
        stop = found[n + 1].start if n + 1 < len(found) else None
        mine = [x for x in listing if (n == 0 or x.start >= speech.start) and (stop is None or x.start < stop)]
        if not mine:
            result.append(speech)
            continue
        lines = tuple(sorted((*speech.lines, *mine), key=lambda x: x.start))
        result.append(replace(speech, lines=lines, start=lines[0].start, end=lines[-1].end))
    return tuple(result)


def _signed_by_order(found: Sequence[Speech]) -> list[Speech]:
    """Give rules that stand below an order (……令) its date, its signatory and who gave it."""
    result = list(found[:1])
    for speech in found[1:]:
        order = result[-1]
        if order.date and (order.title or "").endswith("令"):
            if speech.year_source != "title":
                speech = replace(speech, year=order.year, year_source=order.year_source)
            speech = replace(speech, date=order.date, date_source=order.date_source)
            speech = replace(speech, organisation=order.organisation, organisation_source=order.organisation_source)
            speech = replace(speech, speaker=order.speaker, role=order.role)
        result.append(speech)
    return result


def _share_organisation(found: list[Speech]) -> list[Speech]:
    """Give a compilation one organisation, where all speeches that name one name the same."""
    named = {speech.organisation for speech in found if speech.organisation}
    if len(found) < 2 or len(named) != 1:
        return found
    (name,) = named
    return [
        speech if speech.organisation else replace(speech, organisation=name, organisation_source="compilation")
        for speech in found
    ]


def _speech(text: str, lines: Sequence[RawLine], front: Front, index: int, given: _Given) -> Speech:
    head = read_head(text, lines, front, given.title)
    body = lines[front.stop :]
    signed = signature(body)
    title = head.title or ""
    genre = genre_of(title.replace(" ", "")) or genre_of((head.subtitle or "").replace(" ", ""))
    heard = any(_DEPUTIES in lines[i].text for i in front.of("salutation"))
    genre = genre or ("rules" if are_articles(body) else "opinion" if retells(body) else "report" if heard else None)
    when, when_source = _date(head, signed[1], given.date)
    year, year_source = _year(head, when, body, genre)
    who, who_source = _organisation(head, signed[0], body, given)
    byline = head.byline or signed[2]
    found = [_line(lines[i], kind) for i, kind in front.kinds.items()]
    found += body_lines(text, body, genre=genre, year=year, date=when, both=is_both(fold(title)))
    return Speech(
        index=index, start=lines[0].start, end=lines[-1].end, lines=tuple(found),
        title=head.title, subtitle=head.subtitle, speaker=byline.speaker if byline else None,
        role=byline.role if byline else None, organisation=who, organisation_source=who_source,
        date=when, date_source=when_source, year=year, year_source=year_source, genre=genre,
    )  # fmt: skip


def _date(head: Head, signed: str | None, argument: str | None) -> tuple[str | None, DateSource | None]:
    if argument:
        return argument, "argument"
    found = find_date(head.dateline)
    if found:
        return (last_date(head.dateline) if is_adoption(head.dateline) else None) or found[0], "dateline"
    found = find_date(fold(f"{head.title or ''} {head.subtitle or ''}"))
    if found:
        return found[0], "title"
    return (signed, "dateline") if signed else (None, None)


def _year(head: Head, date: str | None, body: Sequence[RawLine], genre: str | None) -> tuple[int | None, str | None]:
    under = fold(head.subtitle or "")
    title = fold(head.title or "")
    title = DATE.sub("", title) if find_date(title) else title
    named = years(title) or (years(under) if find_date(under) is None else [])
    if named and not _of_coming_year(title, named, date):
        return _of_title(title, named, date), "title"
    if date:
        return next_year(body, date, genre) or (int(date[:4]), "date")
    if years(head.dateline):
        return years(head.dateline)[0], "date"
    outline = _OUTLINE.search(title)
    plan = plans().get(outline["plan"] + "五") if outline else None
    if plan:
        return plan.first, "title"
    number = _NUMBER.search(head.notes)
    if number:
        return int(number["year"]), "number"
    year, source = year_of_body(body)
    published = find_date(head.notes) if year is None else None  # 发布时间：2031-02-03
    if published and not late(published[0]):
        return int(published[0][:4]), "date"
    return year, source


def _of_coming_year(title: str, named: Sequence[int], date: str | None) -> bool:
    """Whether a dated notice is about a year to come that it does not plan: 2032年度参保缴费, told in 2031."""
    told = _TOLD.search(title)
    if told is None or date is None or min(named) <= int(date[:4]):
        return False
    return genre_of(title[: told.start()].replace(" ", "")) != "plan"


def _of_title(title: str, named: Sequence[int], date: str | None) -> int:
    """Return the year meant by a (folded) title with several: the one it opens with, the date's, or the last."""
    if years(title[:6]):
        return named[0]
    return int(date[:4]) if date and int(date[:4]) in named else max(named)


def _organisation(
    head: Head, signed: str | None, body: Sequence[RawLine], given: _Given
) -> tuple[str | None, str | None]:
    if given.organisation:
        return given.organisation, "argument"
    opening = "\n".join(line.text[:400] for line in body[:_OPENING_LINES])
    return organisation(
        title=fold(head.title or ""),
        heads=head.heads,
        byline=head.byline,
        signature=signed,
        opening=opening,
        issuers=head.issuers,
        most_named=lambda level: given.most_named("\n".join(line.text for line in body), level),
    )

"""Find the speeches of a text: who spoke, when, on which year, and every line with its section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yinuo.folding import fold
from yinuo.records import DateSource
from yinuo.structure.bylines import Byline, read_byline, read_name
from yinuo.structure.compilations import pieces
from yinuo.structure.dates import find_date, years
from yinuo.structure.front_matter import Front, genre_of, is_date_line, is_organisation
from yinuo.structure.lines import RawLine, split
from yinuo.structure.organisations import organisation
from yinuo.structure.phrases import phrases
from yinuo.structure.sections import body_lines
from yinuo.structure.speech import Line, LineKind, Section, Speech
from yinuo.structure.speech_year import year_of_body
from yinuo.structure.table_of_contents import contents
from yinuo.values.deadlines.scanner import as_date

_GREETING = re.compile(rf" ?{phrases('hearers')}[：！，]?$")
_DATED_TITLE = re.compile(r"(?:[—―–-]{2,9}|（)(?=[0-9一二〇○]{4}年)")
_AFTER_MEETING = re.compile(r"(?:会议|大会|会)上 ?(?P<rest>[^上]{4,40})$")
_BEFORE_MEETING = re.compile(r"^ ?(?P<rest>[^在]{4,30})在")
_DASHES = re.compile(r"^[—―–-]+ ?")
_NUMBER = re.compile(r"[〔\[（【(](?P<year>(?:19|20)[0-9]{2})[〕\]）】)]")
_OPENING_LINES = 12


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a speech says, as written."""

    title: str | None
    subtitle: str | None
    dateline: str
    byline: Byline | None
    notes: str


def speeches(
    text: str, *, folded: str | None = None, date: str | None = None, organisation: str | None = None
) -> tuple[Speech, ...]:
    r"""Find the speeches of a text, in order; a text with nothing in it has none.

    ``folded`` is ``fold(text)``, where the caller has it already; ``date`` (YYYY-MM-DD) and ``organisation`` override
    what the text says of itself. Raises ``DateError`` for a
    ``date`` that is none; no text raises anything. What is not found is ``None``.

    >>> (one,) = speeches("2031年工作安排\n县教育局局长 王某\n一、扩大学位\n新建幼儿园7所。")
    >>> one.title, one.speaker, one.role, one.organisation, one.date, one.year
    ('2031年工作安排', '王某', '局长', '县教育局', None, 2031)
    >>> [(line.kind, line.section.kind) for line in one.lines]
    [('title', 'front'), ('byline', 'front'), ('heading', 'tasks'), ('body', 'tasks')]
    """
    as_date(date)
    lines = split(fold(text) if folded is None else folded, text)
    listed = contents(lines)
    if len(listed) == len(lines):
        listed = set()
    listing = [_line(lines[i], "contents") for i in sorted(listed)]
    kept = [line for i, line in enumerate(lines) if i not in listed]
    starts = pieces(kept)
    stops = [*(start for start, _ in starts), len(kept)][1:]
    found = []
    for index, ((start, front), stop) in enumerate(zip(starts, stops, strict=True)):
        found.append(_speech(text, kept[start:stop], _shifted(front, start), index, date, organisation))
    return _with_listing(_share_organisation(found), listing)


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


def _speech(
    text: str, lines: Sequence[RawLine], front: Front, index: int, date: str | None, organisation_: str | None
) -> Speech:
    head = _head(text, lines, front)
    body = lines[front.stop :]
    signed = _signature(body)
    title = head.title or ""
    genre = genre_of(title.replace(" ", "")) or genre_of((head.subtitle or "").replace(" ", ""))
    when, when_source = _date(head, signed[1], date)
    year, year_source = _year(head, when, body)
    who, who_source = (organisation_, "argument") if organisation_ else _organisation(head, signed[0], body)
    byline = head.byline or signed[2]
    found = [_line(lines[i], kind) for i, kind in front.kinds.items()]
    found += body_lines(text, body, genre=genre, year=year)
    return Speech(
        index=index, start=lines[0].start, end=lines[-1].end, lines=tuple(found),
        title=head.title, subtitle=head.subtitle, speaker=byline.speaker if byline else None,
        role=byline.role if byline else None, organisation=who, organisation_source=who_source,
        date=when, date_source=when_source, year=year, year_source=year_source, genre=genre,
    )  # fmt: skip


def _head(text: str, lines: Sequence[RawLine], front: Front) -> _Head:
    titles = [_written(text, lines[i]) for i in front.of("title")]
    datelines = [lines[i].text for i in front.of("dateline")]
    title, glued = _unglue(_title(titles))
    subtitles = [_DASHES.sub("", _written(text, lines[i])) for i in front.of("subtitle")]
    if glued:
        datelines.append(glued)
    broken = len(datelines) > 1 and find_date(datelines[1]) is None
    dateline = "".join(datelines[: 1 + broken])
    subtitle = subtitles[0] if subtitles else _subtitle(dateline)
    return _Head(
        title, subtitle, dateline, _byline(lines, front, dateline), " ".join(lines[i].text for i in front.of("note"))
    )


def _written(text: str, line: RawLine) -> str:
    """Return a title as written, without the spaces that only spread it: 政 府 工 作 报 告."""
    words = re.split(r"\s+", text[line.start : line.end].strip())
    spread = len(words) > 2 and all(len(word) <= 1 for word in words)
    return "".join(words) if spread else " ".join(words)


def _title(written: Sequence[str]) -> str | None:
    """Join a title from its lines: lines up to a title word are one title; of several titles the first with a year."""
    titles: list[str] = []
    pending: list[str] = []
    for line in written:
        pending.append(line)
        if genre_of(line.replace(" ", "")):
            titles.append("".join(pending))
            pending = []
    if pending:
        titles.append(" ".join(pending))
    return next((title for title in titles if years(fold(title))), titles[0] if titles else None)


def _unglue(title: str | None) -> tuple[str | None, str]:
    """Split a title from a dateline written on the same line."""
    match = _DATED_TITLE.search(title) if title else None
    if not title or not match or match.start() < 4:
        return title, ""
    return title[: match.start()].strip(), fold(title[match.start() :])


def _subtitle(dateline: str) -> str | None:
    plain = _DASHES.sub("", dateline)
    return plain if plain and not is_date_line(plain) and "在" in plain else None


def _byline(lines: Sequence[RawLine], front: Front, dateline: str) -> Byline | None:
    """Read the byline: organisation and person on one line or two, a bare name, or a person inside the dateline."""
    organisation_ = None
    found: Byline | None = None
    for i in front.of("byline"):
        text = _GREETING.sub("", lines[i].text)
        read = read_byline(text)
        if read is None:
            bare = read_name(text)
            if bare and not is_organisation(text):
                read = Byline(None, None, bare)
            else:
                organisation_ = lines[i].bare
        found = found or read
    found = found or _inside(dateline)
    if organisation_ and found and not found.organisation:
        return replace(found, organisation=organisation_)
    return found or (Byline(organisation_, None, None) if organisation_ else None)


def _inside(dateline: str) -> Byline | None:
    """……会议上 某省省长 某某, or 2031年1月14日 某省省长 某某 在……会议上."""
    found = find_date(dateline)
    rest = dateline[found[2] :] if found else dateline
    for pattern in (_AFTER_MEETING, _BEFORE_MEETING):
        match = pattern.search(rest)
        read = read_byline(match["rest"].strip()) if match else None
        if read:
            return read
    return None


def _signature(body: Sequence[RawLine]) -> tuple[str | None, str | None, Byline | None]:
    """Return who signs the body first, the date and the person: 国务院办公厅 (or 总理 某某) / 2019年1月16日."""
    for i, line in enumerate(body):
        if len(line.text) <= 30 and is_date_line(line.text):
            found = find_date(line.text)
            above = body[i - 1] if i and len(body[i - 1].text) <= 40 else None
            name = above.bare if above and is_organisation(above.text) else None
            return name, found[0] if found else None, read_byline(above.text) if above else None
    return None, None, None


def _date(head: _Head, signed: str | None, argument: str | None) -> tuple[str | None, DateSource | None]:
    if argument:
        return argument, "argument"
    found = find_date(head.dateline)
    if found:
        return found[0], "dateline"
    found = find_date(fold(f"{head.title or ''} {head.subtitle or ''}"))
    if found:
        return found[0], "title"
    return (signed, "dateline") if signed else (None, None)


def _year(head: _Head, date: str | None, body: Sequence[RawLine]) -> tuple[int | None, str | None]:
    under = fold(head.subtitle or "")
    named = years(fold(head.title or "")) or (years(under) if find_date(under) is None else [])
    if named:
        return _of_title(head.title or "", named, date), "title"
    if date:
        return int(date[:4]), "date"
    number = _NUMBER.search(head.notes)
    if number:
        return int(number["year"]), "number"
    return year_of_body(body)


def _of_title(title: str, named: Sequence[int], date: str | None) -> int:
    """Return the year meant by a title with several: the one it opens with, the date's, or the last."""
    if years(fold(title[:6])):
        return named[0]
    return int(date[:4]) if date and int(date[:4]) in named else max(named)


def _organisation(head: _Head, signed: str | None, body: Sequence[RawLine]) -> tuple[str | None, str | None]:
    opening = "\n".join(line.text[:400] for line in body[:_OPENING_LINES])
    return organisation(
        title=head.title or "", dateline=head.dateline, byline=head.byline, signature=signed, opening=opening
    )

"""Read what the head of a speech says: its title, subtitle, dateline and byline; and who signs at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yinuo.folding import fold
from yinuo.rules import compile_re
from yinuo.structure.bylines import Byline, is_organisation, read_byline, read_name, read_post
from yinuo.structure.datelines import DELIVERED, is_date_line
from yinuo.structure.dates import find_date, years
from yinuo.structure.front_matter import Front, issuers, without_greeting
from yinuo.structure.genres import genre_of
from yinuo.structure.lines import RawLine
from yinuo.structure.organisations import issued_by

_DATED_TITLE = compile_re(r"(?:[—―–-]{2,9}|（)(?=[0-9一二〇○]{4} ?年)")
_AFTER_MEETING = compile_re(r"(?:会议|大会|会)上(?P<gap> ?)(?P<rest>[^上]{2,40})$")
_BEFORE_MEETING = compile_re(r"^ ?(?P<rest>[^在]{4,30})在")
_TITLE_NAME = compile_re(r"^(?P<rest>[^在，。《》]{3,24})在[^，。]{4,40}会议?上")
_DASHES = compile_re(r"^[—―–-]+ ?")
_BRACKETS = compile_re(r"^[—―–\- （）]+|[） ]+$")


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what the head of a speech says, as written.

    ``heads`` are its titles and datelines line by line, ``issuers`` those of its red head.
    """

    title: str | None
    subtitle: str | None
    dateline: str
    byline: Byline | None
    notes: str
    heads: tuple[str, ...]
    issuers: tuple[str, ...]


def read_head(text: str, lines: Sequence[RawLine], front: Front, given: str | None = None) -> Head:
    """Read the head of a speech out of its first lines, whose kinds are known; a ``given`` title goes before."""
    titles = [given] if given else [_written(text, lines[i]) for i in front.of("title")]
    datelines = [lines[i].text for i in front.of("dateline")]
    title, glued = _unglue(_title(titles))
    subtitles = [_DASHES.sub("", _written(text, lines[i])) for i in front.of("subtitle")]
    if glued:
        datelines.append(glued)
    broken = len(datelines) > 1 and find_date(datelines[1]) is None
    dateline = "".join(datelines[: 1 + broken])
    byline = _byline(lines, front, (dateline, *datelines, *subtitles, glued), title or "")
    subtitle = subtitles[0] if subtitles else _subtitle(dateline, byline)
    notes = " ".join(lines[i].text for i in front.of("note"))
    heads = tuple(fold(head).replace(" ", "") for head in (dateline, *datelines, *subtitles, *titles))
    named = tuple(name for i in front.of("note") for name in issuers(lines[i].text))
    return Head(title, subtitle, dateline, byline, notes, heads, named)


def signature(body: Sequence[RawLine]) -> tuple[str | None, str | None, Byline | None]:
    """Return who signs the body first, the date and the person: 国务院办公厅 (or 总理 某某) / 2019年1月16日."""
    for i, line in enumerate(body):
        if len(line.text) <= 30 and is_date_line(line.text):
            found = find_date(line.text)
            above = body[i - 1] if i and len(body[i - 1].text) <= 60 else None
            person = read_byline(above.text) if above else None
            return _signers(body, i), found[0] if found else None, person
    return None, None, None


def _signers(body: Sequence[RawLine], i: int) -> str | None:
    """Return the organisations on the lines right above a date, those of a joint document with 、 between them."""
    names: list[str] = []
    while i and len(body[i - 1].text) <= 60 and (found := issuers(body[i - 1].text)):
        names[:0] = found
        i -= 1
    return "、".join(names) or None


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
            titles.append("".join(_spaced(pending)))
            pending = []
    if pending:
        titles.append(" ".join(pending))
    return next((title for title in titles if years(fold(title))), titles[0] if titles else None)


def _spaced(lines: Sequence[str]) -> Iterator[str]:
    """Give the lines of a title, with a space between the issuers of a joint document, who stand a line each."""
    for n, line in enumerate(lines):
        joint = n > 0 and issuers(fold(lines[n - 1])) and (issuers(fold(line)) or issued_by(fold(line)))
        yield f" {line}" if joint else line


def _unglue(title: str | None) -> tuple[str | None, str]:
    """Split a title from a dateline written on the same line."""
    match = _DATED_TITLE.search(fold(title)) if title else None
    if not title or not match or match.start() < 4:
        return title, ""
    return title[: match.start()].strip(), fold(title[match.start() :])


def _subtitle(dateline: str, byline: Byline | None) -> str | None:
    """Return a dateline that names a meeting, without its dashes and without the person named behind the meeting."""
    plain = _DASHES.sub("", dateline)
    person = _AFTER_MEETING.search(plain)
    if person and byline and byline.speaker and byline.speaker in person["rest"].replace(" ", ""):
        plain = plain[: person.start("gap")]
    return plain if plain and not is_date_line(plain) and "在" in plain else None


def _byline(lines: Sequence[RawLine], front: Front, datelines: Sequence[str], title: str) -> Byline | None:
    """Read the byline: organisation, post and person on one line or more, or a person inside the dateline or title."""
    organisation: str | None = None
    post: Byline | None = None
    found: Byline | None = None
    for i in front.of("byline"):
        text = without_greeting(lines[i].text)
        read = read_byline(text, placed=True) or _bare(text, placed=post is not None or not organisation)
        if read is None:
            post = post or read_post(text)
            organisation = organisation or (None if post else lines[i].bare)
        found = found or read
    found = found or next((read for dateline in datelines if (read := _inside(dateline))), None) or _of_title(title)
    if found and post and not found.role:
        found = replace(post, speaker=found.speaker)
    if organisation and found and not found.organisation:
        return replace(found, organisation=organisation)
    return found or post or (Byline(organisation, None, None) if organisation else None)


def _bare(line: str, *, placed: bool) -> Byline | None:
    """Read a line that is a name alone."""
    named = None if is_organisation(line) else read_name(line, placed=placed)
    return Byline(None, None, named) if named else None


def _inside(dateline: str) -> Byline | None:
    """Read the person in ……会议上 某省省长 某某, 2031年1月14日 某省省长 某某 在……会议上 or （2031年1月12日 某某）."""
    found = find_date(dateline)
    rest = DELIVERED.sub(" ", (dateline[found[2] :] if found else dateline).rstrip("。"))
    for pattern in (_AFTER_MEETING, _BEFORE_MEETING):
        match = pattern.search(rest)
        read = read_byline(_BRACKETS.sub("", match["rest"]), placed=True) if match else None
        if read:
            return read
    after = _AFTER_MEETING.search(rest)
    if after:
        return _bare(_BRACKETS.sub("", after["rest"]), placed=after["gap"] == " ")
    bare = _BRACKETS.sub("", rest) if found else ""
    spaced = rest.startswith(" ")
    return (read_byline(bare, placed=True) or _bare(bare, placed=spaced)) if bare else None


def _of_title(title: str) -> Byline | None:
    """Read the person in 某某市长在……会议上的报告."""
    match = _TITLE_NAME.match(fold(title))
    return (read_byline(match["rest"]) or _bare(match["rest"], placed=False)) if match else None

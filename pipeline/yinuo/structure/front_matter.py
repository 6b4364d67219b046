"""Read the head of a speech: which of its lines is title, subtitle, dateline, byline, greeting or note."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from yinuo.rules import Row, alternation, load_table
from yinuo.structure.bylines import read_byline, read_name
from yinuo.structure.dates import find_date
from yinuo.structure.enumerators import find_mark
from yinuo.structure.lines import RawLine
from yinuo.structure.phrases import phrases
from yinuo.structure.speech import LineKind

_LONGEST = 120
_DASHES = re.compile(r"[—―–-]+ ?")
_AT_MEETING = re.compile(rf"在[^，。]{{4,60}}{phrases('meeting')}")
_MEETING_END = re.compile(r"(?:上|讲话|报告|发言|致辞|）)[。）]?$")
_GREETED = re.compile(rf"{phrases('hearers')}[：！，]?$")
_STOPS = re.compile(r"[。；！？]")
_NO_TITLE = re.compile(r"[。；！：，、]$")
_ORGANISATION = re.compile(rf"(?:中华人民共和国)?[\u4e00-\u9fff]{{0,24}}{phrases('signer')}$")
_ADDRESSEE = re.compile(r"[^。；！？]{2,160}：$")
_BODIES = re.compile(rf"{phrases('addressee')}(?:（[^）]{{1,40}}）)?：$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title(Row):
    """A word with which titles end, and the genre it tells."""

    word: str
    genre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Salutation(Row):
    """A pattern for a whole line that greets the hearers."""

    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine(Row):
    """A pattern for a line that belongs to the document's making."""

    name: str
    pattern: str


@dataclass(slots=True)
class Front:
    """The head of a speech: the index after its last line, and the kind of each of its lines by index."""

    stop: int
    kinds: dict[int, LineKind] = field(default_factory=dict)

    def of(self, *kinds: LineKind) -> list[int]:
        """Return the indices of the lines of these kinds, in order."""
        return [i for i, kind in self.kinds.items() if kind in kinds]


@functools.cache
def _titles() -> tuple[re.Pattern[str], dict[str, str]]:
    genres = {row.word: row.genre for row in load_table("structure/titles", Title)}
    return re.compile(rf"(?P<word>{alternation(genres)})(?:（[^）]{{1,12}}）)?$"), genres


@functools.cache
def _pattern(table: str) -> re.Pattern[str]:
    rows = load_table("structure/salutations", Salutation) if table == "salutations" else ()
    return re.compile("|".join(f"(?:{row.pattern})" for row in rows))


@functools.cache
def _notes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.name, re.compile(row.pattern)) for row in load_table("structure/note_lines", NoteLine))


def genre_of(title: str) -> str | None:
    """Return the genre that a title's last word tells, or ``None`` for a line that ends like no title.

    >>> genre_of("年度分管工作安排"), genre_of("关于加快发展的若干意见（试行）"), genre_of("凝心聚力谱新篇")
    ('plan', 'opinion', None)
    """
    pattern, genres = _titles()
    match = pattern.search(title[-40:])
    return genres[match["word"]] if match else None


def is_salutation(line: str, rows: Sequence[Salutation] | None = None) -> bool:
    """Whether a whole folded line greets the hearers.

    >>> is_salutation("各位代表："), is_salutation("各位代表要认真审议。")
    (True, False)
    """
    if len(line) > 60:
        return False
    if rows is not None:
        return any(re.compile(row.pattern).fullmatch(line) for row in rows)
    return _pattern("salutations").fullmatch(line) is not None


def note_name(line: str) -> str | None:
    """Return the name of the row of rules/zh/structure/note_lines.tsv that a folded line fits.

    >>> note_name("（此件公开发布）")
    'release'
    """
    if len(line) > 300:
        return None
    return next((name for name, pattern in _notes() if pattern.match(line)), None)


def is_date_line(line: str) -> bool:
    """Whether a line is a date and nothing else, in parentheses or not.

    >>> is_date_line("（2031年1月16日）"), is_date_line("2031年1月16日起施行。")
    (True, False)
    """
    found = find_date(line) if len(line) <= 30 else None
    return found is not None and len((line[: found[1]] + line[found[2] :]).strip(" （）()—-")) == 0


def is_organisation(line: str) -> bool:
    """Whether a short line is the name of an organisation and nothing else."""
    return len(line) <= 26 and _ORGANISATION.match(line.replace(" ", "")) is not None


def is_addressee(line: str) -> bool:
    """Whether a line names those who get a document.

    >>> is_addressee("各县（区）人民政府："), is_addressee("现将有关事项通知如下：")
    (True, False)
    """
    return _ADDRESSEE.match(line) is not None and _BODIES.search(line) is not None


def is_dateline(line: str) -> bool:
    """Whether a line says when and where a speech was given.

    >>> is_dateline("——2031年3月5日在江源市第九届人民代表大会第二次会议上")
    True
    >>> is_dateline("2031年3月5日，市政府召开会议，部署工作。")
    False
    """
    if is_date_line(line):
        return True
    if len(line) > _LONGEST or "，" in line or _STOPS.search(line[:-1]):
        return False
    found = find_date(line)
    return found is not None and found[1] <= 8 and _AT_MEETING.search(line) is not None


def read_front(lines: Sequence[RawLine], start: int, *, most: int = 30) -> Front:
    """Read the head that begins at line ``start``; it stops at running text, at an item mark, after ``most`` lines."""
    front = Front(stop=start)
    seen: set[str] = set()
    for i in range(start, min(len(lines), start + most)):
        kind = _kind(lines, i, front, seen)
        if kind is None:
            break
        front.kinds[i] = kind
        seen.add(kind)
        front.stop = i + 1
    return front


def _kind(lines: Sequence[RawLine], i: int, front: Front, seen: set[str]) -> LineKind | None:
    text = lines[i].text
    previous = front.kinds.get(i - 1)
    if "salutation" in seen:
        return "note" if note_name(text) else None
    if is_salutation(text):
        return "salutation"
    if len(text) > _LONGEST * 2:
        return None
    if not lines[i].speaks or note_name(text):
        return "note"
    if is_dateline(text) or (previous == "dateline" and _continues_dateline(lines, i)):
        return "dateline"
    return _person_or_title(lines, i, previous, seen)


def _person_or_title(lines: Sequence[RawLine], i: int, previous: LineKind | None, seen: set[str]) -> LineKind | None:
    text = lines[i].text
    if read_byline(_GREETED.sub("", text)):
        return "byline"
    if previous in ("title", "subtitle", "dateline", "byline") and read_name(text):
        return "byline"
    if seen & {"title", "dateline"} and is_organisation(text):
        return "byline"
    if "title" in seen and is_addressee(text) and not seen & {"byline"}:
        return "salutation"
    if (
        _DASHES.match(text)
        and len(text) <= _LONGEST
        and not _STOPS.search(text)
        and previous in (None, "title", "subtitle")
    ):
        return "subtitle"
    signed = is_organisation(text) and i + 1 < len(lines) and is_date_line(lines[i + 1].text)
    return "title" if not signed and _is_title(lines[i], seen) else None


def _continues_dateline(lines: Sequence[RawLine], i: int) -> bool:
    """Whether a line ends a dateline that is broken over two lines: ……第十届 / 人民代表大会第二次会议上."""
    before, text = lines[i - 1].text, lines[i].text
    return len(text) <= 40 and not _MEETING_END.search(before) and _MEETING_END.search(text) is not None


def _is_title(line: RawLine, seen: set[str]) -> bool:
    text = line.text
    if find_mark(text) or len(text) > _LONGEST or _STOPS.search(text) or _NO_TITLE.search(text):
        return False
    if len(text) > 60:
        return "——" in text and find_date(text) is not None
    if seen & {"byline", "dateline", "subtitle"}:
        return genre_of(line.bare) is not None
    return text.count("，") <= 2

"""Read the head of a speech: which of its lines is title, subtitle, dateline, byline, greeting or note."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from yinuo.rules import Anchored, Row, compile_re, load_table, table_row
from yinuo.structure.bylines import is_organisation, read_byline, read_name, read_post
from yinuo.structure.datelines import begins_dateline, continues_dateline, is_date_line, is_dateline
from yinuo.structure.dates import find_date
from yinuo.structure.enumerators import find_mark
from yinuo.structure.genres import genre_of
from yinuo.structure.headings import talks_on
from yinuo.structure.lines import RawLine
from yinuo.structure.phrases import phrases
from yinuo.structure.speech import LineKind

_LONGEST = 120
_DASHES = compile_re(r"[—―–-]+ ?")
_GREETING = compile_re(rf" ?{phrases('hearers')}[：！，]?$")
_STOPS = compile_re(r"[。；！？]")
_NO_TITLE = compile_re(r"[。；！：，、]$")
# 今年，我市将办好十件实事 leads up to a list, though no mark ends it.
_WILL = compile_re("[将要]")
_BRACKETED = compile_re(r"（[^（）。]{1,30}）")  # （晚报公布稿）
_RED_HEAD = compile_re(r" {0,9}文 {0,9}件$")
_MOST_ISSUERS = 12
_MEETING_NAME = compile_re(r"[^。，；：]{4,40}(?:大会|会议|委员会)$")
_ADDRESSEE = compile_re(r"[^。；！？]{2,160}：$")
_BODIES = compile_re(rf"{phrases('addressee')}(?:（[^）]{{1,40}}）)?：$")


@table_row
class Salutation(Row):
    """Hold a row of a pattern for a whole line that greets the hearers."""

    pattern: str


@table_row
class NoteLine(Row):
    """Hold a row of a pattern for a line that belongs to the document's making."""

    name: str
    pattern: str


@dataclass(slots=True)
class Front:
    """Hold the head of a speech: the index after its last line, and the kind of each of its lines by index."""

    stop: int
    kinds: dict[int, LineKind] = field(default_factory=dict)

    def of(self, *kinds: LineKind) -> list[int]:
        """Return the indices of the lines of these kinds, in order."""
        return [i for i, kind in self.kinds.items() if kind in kinds]


@functools.cache
def _salutations() -> re.Pattern[str]:
    rows = load_table("structure/salutations", Salutation)
    return compile_re("|".join(f"(?:{row.pattern})" for row in rows))


@functools.cache
def _notes() -> Anchored[str]:
    return Anchored((row.name, f"^(?:{row.pattern})") for row in load_table("structure/note_lines", NoteLine))


def is_salutation(line: str, rows: Sequence[Salutation] | None = None) -> bool:
    """Tell whether a whole folded line greets the hearers.

    >>> is_salutation("各位代表："), is_salutation("各位代表要认真审议。")
    (True, False)
    """
    if len(line) > 60:
        return False
    if rows is not None:
        return any(compile_re(row.pattern).fullmatch(line) for row in rows)
    return _salutations().fullmatch(line) is not None


def note_name(line: str) -> str | None:
    """Return the name of the row of rules/zh/structure/note_lines.tsv that a folded line fits.

    >>> note_name("（此件公开发布）")
    'release'
    """
    return next((name for name, _ in _notes().matches(line)), None) if len(line) <= 300 else None


def without_greeting(text: str) -> str:
    """Cut from the end of a line the words that greet the hearers.

    >>> without_greeting("县长 王某 各位代表："), without_greeting("县长 王某")
    ('县长 王某', '县长 王某')
    """
    return _GREETING.sub("", text)


def issuers(line: str) -> tuple[str, ...]:
    """Return the organisations that a line names and nothing else; of a red head, those before 文件.

    >>> issuers("江源省教育厅 江源省财政厅"), issuers("江 源 县 人 民 政 府 文 件"), issuers("新建学校5所")
    (('江源省教育厅', '江源省财政厅'), ('江源县人民政府',), ())
    """
    text = _RED_HEAD.sub("", line).strip()
    parts = [part for part in re.split("[ 、]+", text) if part]
    if len(parts) > 1 and all(len(part) > 2 and is_organisation(part) for part in parts):
        return tuple(parts)
    return (text.replace(" ", ""),) if is_organisation(text) else ()


def _is_red_head(lines: Sequence[RawLine], i: int) -> bool:
    """Whether a line is a red head (江源县人民政府文件), or names one of its issuers above its last line."""
    for line in lines[i : i + _MOST_ISSUERS]:
        if not issuers(line.text):
            return False
        if _RED_HEAD.search(line.text):
            return True
    return False


def _heads_paper(lines: Sequence[RawLine], i: int) -> bool:
    """Whether a line is the first half of a paper's number: 江源市第九届人民代表大会 / 第二次会议文件（3）."""
    return (
        i + 1 < len(lines)
        and _MEETING_NAME.match(lines[i].text) is not None
        and note_name(lines[i + 1].text) == note_name(lines[i].text + lines[i + 1].text) == "meeting_paper"
    )


def is_addressee(line: str) -> bool:
    """Tell whether a line names those who get a document.

    >>> is_addressee("各县（区）人民政府："), is_addressee("现将有关事项通知如下：")
    (True, False)
    """
    return _ADDRESSEE.match(line) is not None and _BODIES.search(line) is not None


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
    if lines[i].row:
        return None
    previous = front.kinds.get(i - 1)
    if "salutation" in seen:
        return "note" if note_name(text) else None
    if is_salutation(text):
        return "salutation"
    if len(text) > _LONGEST * 2:
        return None
    if not lines[i].speaks or _is_red_head(lines, i) or _heads_paper(lines, i):
        return "note"
    if note_name(text):
        return "byline" if _placed(lines, i, seen) and read_byline(text, placed=True) else "note"
    if is_dateline(text) or begins_dateline(lines, i) or (previous == "dateline" and continues_dateline(lines, i)):
        return "dateline"
    return _person_or_title(lines, i, previous, seen)


def _person_or_title(lines: Sequence[RawLine], i: int, previous: LineKind | None, seen: set[str]) -> LineKind | None:
    text = lines[i].text
    placed = _placed(lines, i, seen)
    if read_byline(without_greeting(text), placed=placed) or (placed and read_post(text)):
        return "byline"
    alone = placed and i + 1 < len(lines) and is_salutation(lines[i + 1].text)
    if (previous in ("title", "subtitle", "dateline", "byline", "note") or alone) and read_name(text, placed=alone):
        return "byline"
    if seen & {"title", "dateline"} and is_organisation(text):
        joint = previous == "title" and issuers(lines[i - 1].text)
        return "title" if joint else "byline"
    if "title" in seen and is_addressee(text) and not seen & {"byline"}:
        return "salutation"
    if (
        _DASHES.match(text)
        and len(text) <= _LONGEST
        and not _STOPS.search(text)
        and previous in (None, "title", "subtitle")
    ):
        return "subtitle"
    if previous in ("dateline", "byline") and _BRACKETED.fullmatch(text):
        return "note"
    signed = is_organisation(text) and i + 1 < len(lines) and is_date_line(lines[i + 1].text)
    return "title" if not signed and _is_title(lines[i], seen) else None


def _placed(lines: Sequence[RawLine], i: int, seen: set[str]) -> bool:
    """Whether a byline is looked for here: below a dateline, or right above a greeting."""
    return "dateline" in seen or (bool(seen) and i + 1 < len(lines) and is_salutation(lines[i + 1].text))


def _is_title(line: RawLine, seen: set[str]) -> bool:
    text = line.text
    if line.tab >= 0 and genre_of(line.bare) is None:
        return False  # a row of a table
    if find_mark(text) or len(text) > _LONGEST or _STOPS.search(text) or _NO_TITLE.search(text):
        return False
    if len(text) > 60:
        return "——" in text and find_date(text) is not None
    if seen & {"byline", "dateline", "subtitle"}:
        return genre_of(line.bare) is not None
    if "，" in text and talks_on(text) and _WILL.search(text):
        return False
    return text.count("，") <= 2

"""Hold what every reader gives: a Source, one document's text and where it came from, or a Failure in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from yinuo.digests import digest
from yinuo.errors import YinuoError
from yinuo.rules import compile_re

LIMIT = 64 * 2**20
_NUMBER = "[一二三四五六七八九十]{1,3}"
_ITEM = compile_re(
    rf"[ \u3000]{{0,9}}(?:{_NUMBER}、|（(?:{_NUMBER}|[0-9]{{1,2}})）|第{_NUMBER}[章节条]|[0-9]{{1,2}}[.、．])"
)
_INNER = compile_re("[，。；]")


@dataclass(frozen=True, slots=True)
class Place:
    """Tell where a page (pdf, ofd, pptx) or a paragraph or table row (docx, odt) begins; both are counted from 1.

    ``doubtful`` are the offsets of digits on it that were recognised in a picture and may be wrong.
    """

    start: int
    page: int | None = None
    paragraph: int | None = None
    doubtful: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Hold a text as read, and where it came from.

    ``path`` as given, with ``!/member`` for a file in an archive and ``#12`` for a row; ``encoding`` as found (the
    format's name where it has none of its own); ``sha256`` of the text's UTF-8 bytes (hex); ``places`` sorted by
    ``start``; ``metadata`` from the columns beside the text: date (ISO), organisation, title, place, level, speaker;
    ``notes`` say what a person should know of the reading (pages that are pictures).
    """

    path: str
    text: str
    encoding: str
    sha256: str
    places: tuple[Place, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Tell of a member of an archive or a row of a table that could not be read, in the place of its Source."""

    path: str
    error: YinuoError


@dataclass(frozen=True, slots=True)
class Options:
    """Say how files are read.

    That is the column of the text, the command that converts other formats, the most bytes of a text; how many members
    of an archive are passed over, and what is told of each that is begun: its path and its number.
    """

    column: str = "text"
    converter: str | None = None
    limit: int = LIMIT
    skip: int = 0
    begun: Callable[[str, int], None] | None = None


def source(
    path: str,
    text: str,
    encoding: str,
    places: Sequence[Place] = (),
    metadata: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> Source:
    r"""Make a Source with its digest; ``\r\n`` and ``\r`` must be ``\n`` already.

    >>> source("plan.txt", "", "utf-8").sha256[:8]
    'e3b0c442'
    """
    return Source(path, text, encoding, digest(text), tuple(places), metadata or {}, tuple(notes))


def plain_lines(text: str) -> str:
    r"""Give the text with line feeds alone at the ends of its lines; soft breaks in sentences are gone.

    >>> plain_lines("甲\r\n乙\r丙"), plain_lines("今年要新建\v幼儿园7所。\v二、交通")
    ('甲\n乙\n丙', '今年要新建幼儿园7所。\n二、交通')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\v" not in text:
        return text
    first, *rest = text.split("\v")
    found = [first]
    for piece in rest:
        before = found[-1].rpartition("\n")[2]
        after = piece.lstrip(" \u3000")
        found += ["\n" if _ends_line(before, after[:8]) else "", after]
    return "".join(found)


def _ends_line(before: str, after: str) -> bool:
    """Tell whether a soft break of Word ends a line; within a sentence it is nothing."""
    headed = _ITEM.match(before) and not _INNER.search(before)
    return bool(not before or before[-1] in "。！？；：" or headed or _ITEM.match(after) or not after.strip())

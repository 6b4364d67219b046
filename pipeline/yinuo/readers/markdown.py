"""Read Markdown: its words without its marks, a heading or paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from yinuo.errors import InputError
from yinuo.folding import fold
from yinuo.readers.metadata import field_of, value_of
from yinuo.readers.plain import decode
from yinuo.readers.source import LIMIT, Source, plain_lines, source
from yinuo.readers.task_tables import Cell, task_lines
from yinuo.structure.bylines import read_byline, read_name
from yinuo.structure.front_matter import issuers

_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_ENTRY = re.compile(r"^(?P<key>[^\s:：#-][^:：\n]{0,30})[:：][ \t]*(?P<value>[^\n]+)$", re.M)
_AUTHORS = ("author", "authors", "作者", "署名")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>", re.S)
_BREAK = re.compile(r"<br\b", re.I)
_LATIN = re.compile(r"[!-~\u00a1-\u024f]")
# Bold that CommonMark passes over, for a mark of punctuation ends it and a character follows: **加快转型。**新建学校.
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")
# More brackets than any text has keep the parser busy for minutes.
_MOST_NESTED, _MOST_LINKS = 50, 5000


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read a Markdown file (CommonMark and tables): headings, paragraphs, items with their numbers, rows.

    Lines that only the file breaks are joined, as a page would show them; pictures, HTML tags and comments
    are left out. Title, date and author of front matter are metadata. Raises ``InputError`` for bytes that are no text.
    """
    text, encoding = decode(data, name)
    text = plain_lines(text)
    front = _FRONT.match(text)
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED}).enable("table")
    if text.count("[") > _MOST_LINKS:
        parser.disable(["link", "image"])
    tokens = parser.parse(text[front.end() :] if front else text)
    said = _said(front[0]) if front else {}
    return source(name, "".join(f"{line}\n" for line in _lines(tokens)), encoding, metadata=said)


def _said(front: str) -> dict[str, str]:
    """Return what front matter says of the text, by the names of metadata; what is no date or name is passed over."""
    found: dict[str, str] = {}
    for match in _ENTRY.finditer(front):
        key, value = match["key"].strip().lower(), match["value"].strip().strip("\"'")
        field, value = _author(value) if key in _AUTHORS else (field_of(key), value)
        try:
            said = value_of(field, value, key) if field else ""
        except InputError:
            continue
        if field and said:
            found.setdefault(field, said)
    return found


def _author(value: str) -> tuple[str | None, str]:
    """Return what an author is, who speaks or the organisation, and the name."""
    folded = fold(value)
    if names := issuers(folded):
        return "organisation", "、".join(names)
    byline = read_byline(folded)
    name = byline.speaker if byline else read_name(folded, placed=True)
    return ("speaker", name) if name else (None, "")


def _lines(tokens: Iterable[Token]) -> Iterator[str]:
    """Make a line of each block; a row of a table is one, its cells parted by tabs."""
    mark = ""
    cells: list[str] | None = None
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "• "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            rows.append(cells or [])
            cells = None
        elif token.type == "table_close":
            yield from _table(rows)
            rows = []
        elif token.type == "inline":
            text = _inline(token.children or ())
            if cells is not None:
                cells.append(text)
            elif text.strip():
                yield mark + text
                mark = ""
        else:
            yield from _raw(token)


def _raw(token: Token) -> Iterator[str]:
    """The lines of a block that is written as it stands, or of HTML without its tags."""
    if token.type in ("fence", "code_block"):
        yield from token.content.rstrip("\n").split("\n")
    elif token.type == "html_block":
        yield from filter(None, (line.strip() for line in _TAG.sub("", token.content).split("\n")))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A line for each row, its cells parted by tabs."""
    tasks = task_lines([[Cell(text) for text in row] for row in rows], merges=False)
    yield from tasks or ("\t".join(text.replace("\n", " ") for text in row) for row in rows)


def _inline(tokens: Iterable[Token]) -> str:
    """Give the characters of a block; a break of the file's own is a space between Latin words, and nothing else."""
    pieces: list[str] = []
    pending = False
    for token in tokens:
        if token.type == "softbreak":
            pending = True
            continue
        text = token.content if token.type in ("text", "code_inline") else ""
        if token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.match(token.content)):
            text = "\n"
        if pending and text:
            last = next((piece for piece in reversed(pieces) if piece), "")
            pieces.append(" " if last and _LATIN.match(last[-1]) and _LATIN.match(text[0]) else "")
            pending = False
        pieces.append(text)
    return _STRONG.sub(r"\1", "".join(pieces))

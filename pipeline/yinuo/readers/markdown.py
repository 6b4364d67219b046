"""Read Markdown: its words without its marks, a heading or paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from yinuo.readers.plain import decode
from yinuo.readers.source import LIMIT, Source, plain_lines, source

_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>", re.S)
_BREAK = re.compile(r"<br\b", re.I)
_LATIN = re.compile(r"[!-~\u00a1-\u024f]")
# More brackets than any text has keep the parser busy for minutes.
_MOST_NESTED, _MOST_LINKS = 50, 5000


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """The text of a Markdown file (CommonMark and tables): headings, paragraphs, items with their numbers, rows.

    Lines that only the file breaks are joined, as a page would show them; front matter, pictures, HTML tags and
    comments are left out. Raises ``InputError`` for bytes that are no text.
    """
    text, encoding = decode(data, name)
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED}).enable("table")
    if text.count("[") > _MOST_LINKS:
        parser.disable(["link", "image"])
    tokens = parser.parse(_FRONT.sub("", plain_lines(text), count=1))
    return source(name, "".join(f"{line}\n" for line in _lines(tokens)), encoding)


def _lines(tokens: Iterable[Token]) -> Iterator[str]:
    """A line for each block; a row of a table is one, its cells parted by tabs."""
    mark = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "• "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield "\t".join(cells or ())
            cells = None
        elif token.type == "inline":
            text = _inline(token.children or ())
            if cells is not None:
                cells.append(text.replace("\n", " "))
            elif text.strip():
                yield mark + text
                mark = ""
        elif token.type in ("fence", "code_block"):
            yield from token.content.rstrip("\n").split("\n")
        elif token.type == "html_block":
            yield from filter(None, (line.strip() for line in _TAG.sub("", token.content).split("\n")))


def _inline(tokens: Iterable[Token]) -> str:
    """The characters of a block: a break of the file's own is a space between Latin words, and nothing else."""
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
    return "".join(pieces)

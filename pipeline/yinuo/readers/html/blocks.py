"""Split a parsed page into blocks of text, each with the parts of the page it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from yinuo.errors import InputError
from yinuo.readers.html.grid import Grid
from yinuo.readers.task_tables import task_lines

# Browsers stop at 512; parsing takes the square of what stands open.
_DEEPEST, _MOST_OPEN = 512, 2000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements without an end tag, and those that their next sibling may end.
_ENDLESS = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "option", "html", "head", "body",
))  # fmt: skip
_NO_TEXT = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "svg", "form", "select", "button", "nav", "head",
    "title", "textarea", "audio", "video", "canvas", "math", "-comment",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "o:p", "st1:chsdate", "img", "input",
))  # fmt: skip
_LEFT_OUT = frozenset(("del", "rt", "rp"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\n\f\r\u200b\ufeff]+")
_SPACES = re.compile(" {2,}")
_CELL_BLOCKS = 8
_EDGE = " \u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Part:
    """Hold an element around a block: a number of its own, its id and classes."""

    id: int
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a line of a page, how many of its characters are links, and its elements, outermost first.

    ``task``: it is a row of a table of tasks, which is text however little it reads like it.
    """

    text: str
    linked: int
    parts: tuple[Part, ...]
    task: bool = False


def check_nesting(text: str, name: str) -> None:
    """Raise ``InputError`` for a page made to keep its reader busy: far more elements open than any page nests."""
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _ENDLESS:
            depth = max(0, depth + (-1 if match[1] else 1))
            if depth > _MOST_OPEN:
                raise _too_deep(name)


def _too_deep(name: str) -> InputError:
    return InputError(f"{name}: is a page nested deeper than {_DEEPEST} elements; save its text and try again")


def blocks(body: LexborNode, name: str) -> list[Block]:
    """List the blocks of a page in its order; a row of a table of several cells is one, its cells parted by tabs.

    Raises ``InputError`` for a page nested deeper than any browser reads.
    """
    writer = _Writer()
    for step, node in _walk(body, name):
        writer.take(step, node)
    return writer.found


def _walk(root: LexborNode, name: str) -> Iterator[tuple[str, LexborNode]]:
    """Yield each node as it opens and as it closes; those that hold no text are passed over."""
    yield "open", root
    stack, node = [root], root.child
    while stack:
        if node is None:
            closed = stack.pop()
            yield "close", closed
            node = closed.next if stack else None
        elif _is_left_out(node):
            node = node.next
        elif len(stack) >= _DEEPEST:
            raise _too_deep(name)
        else:
            yield "open", node
            stack.append(node)
            node = node.child


def _is_left_out(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag.startswith("-"):
        return tag != "-text"
    if tag in _NO_TEXT or tag in _LEFT_OUT:
        return True
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


class _Writer:
    """Gather characters into blocks."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._parts: list[Part] = []
        self._pieces: list[str] = []
        self._cells: list[str] | None = None
        self._tables: list[Grid] = []
        self._linked = self._links = self._count = 0

    def take(self, step: str, node: LexborNode) -> None:
        """Take one node that opens or closes."""
        tag = node.tag or ""
        opens = step == "open"
        if tag == "-text":
            if opens:
                self._text(node.text_content or "")
        elif tag == "a":
            self._links += 1 if opens else -1
        elif tag in ("br", "hr"):
            self._break()
        elif tag not in _INLINE:
            self._element(opens, tag, node)

    def _text(self, text: str) -> None:
        self._pieces.append(_SPACE.sub(" ", text))
        if self._links:
            self._linked += len(text.strip())

    def _element(self, opens: bool, tag: str, node: LexborNode) -> None:
        """Begin or end a line with an element; within a row of cells it only parts words."""
        if tag == "table":
            self._table(opens)
        if self._cells is not None and tag in ("td", "th"):
            if opens and self._tables:
                self._tables[-1].opened(node)
            elif not opens:
                self._cells.append("".join(self._pieces))
                self._pieces.clear()
        elif not (self._cells is not None and tag == "tr"):
            self._break()
        if opens:
            self._count += 1
            self._parts.append(Part(self._count, _names(node)))
            if tag == "tr" and (_is_row(node) or self._goes_on(node)):
                self._cells = []
            return
        if tag == "tr" and self._cells is not None:
            self._row(self._cells)
        self._parts.pop()

    def _goes_on(self, node: LexborNode) -> bool:
        """Whether a row, however few its cells and however long, is one of the table of tasks around it."""
        grid = self._tables[-1] if self._tables else None
        return grid is not None and (grid.tasks or bool(grid.below)) and node.css_first("table") is None

    def _row(self, cells: list[str]) -> None:
        """Add a row; a table of tasks is written anew at its end."""
        self._cells = None
        if self._tables:
            self._tables[-1].close_row(len(self.found), ["\n".join(map(_plain, text.split("\n"))) for text in cells])
        row = "\t".join(_plain(text.replace("\n", " ")) for text in cells).rstrip("\t")
        if not row and self._tables:
            self._tables[-1].rows.pop()
        self._add(row)

    def _table(self, opens: bool) -> None:
        if opens:
            self._tables.append(Grid(len(self._parts)))
        elif self._tables:
            grid = self._tables.pop()
            lines = task_lines([cells for _, cells in grid.rows]) or ()
            for (number, _), line in zip(grid.rows, lines, strict=False):
                block = self.found[number]
                self.found[number] = replace(block, text=line, parts=block.parts[: grid.depth], task=True)

    def _break(self) -> None:
        if self._cells is not None:
            self._pieces.append("\n")
            return
        self._add(self._taken())

    def _taken(self) -> str:
        text = _plain("".join(self._pieces))
        self._pieces.clear()
        return text

    def _add(self, text: str) -> None:
        if text:
            self.found.append(Block(text, self._linked, tuple(self._parts)))
        self._linked = 0


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip(_EDGE)


def _names(node: LexborNode) -> frozenset[str]:
    attributes = node.attributes
    return frozenset(f"{attributes.get('id') or ''} {attributes.get('class') or ''}".split())


def _is_row(node: LexborNode) -> bool:
    """Tell whether a row is one of a table, rather than a frame around parts of the page."""
    cells = [child for child in node.iter() if child.tag in ("td", "th")]
    return (
        len(cells) > 1
        and node.css_first("table") is None
        and all(len(cell.css("p, div, li, br")) <= _CELL_BLOCKS for cell in cells)
    )

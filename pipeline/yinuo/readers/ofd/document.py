"""Read OFD files: paragraphs in reading order, and where pages begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yinuo.readers.file_types import broken, locked, scanned, unmapped
from yinuo.readers.layout.headers_footers import without_furniture
from yinuo.readers.layout.lines import Line, page_lines
from yinuo.readers.layout.paragraphs import joined
from yinuo.readers.layout.strokes import LEAST, MOST, PASSED_OVER, UNMAPPED, named_pages
from yinuo.readers.layout.table_text import with_tables
from yinuo.readers.ofd.characters import content_of, has_picture, upright
from yinuo.readers.source import LIMIT, Source, source
from yinuo.readers.xml_parts import Element, Parts, beside, child, tag, value

WHAT = "an OFD file"
ENTRY = "OFD.xml"
_MOST_UNMAPPED = 0.2
_MOST_PAGES, _MOST_CHARACTERS = 10_000, 5_000_000


class Page(NamedTuple):
    """Hold the lines of a page, its characters, how many of them mean nothing, whether it has a picture."""

    lines: list[Line]
    characters: int
    unmapped: int
    has_picture: bool


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read the text of an OFD: paragraphs whose lines the page had broken, without running heads and page numbers.

    Each place is where a page begins; footnotes follow after the text, under 注释：. Seals, signatures, annotations and
    attachments are left out. Raises ``InputError`` for a file that is damaged, encrypted or a trap, ``FormatError``
    for one of pictures, or of characters that nothing gives a meaning.
    """
    pages = list(_pages(Parts(data, name, WHAT, limit)))
    characters = sum(page.characters for page in pages)
    if sum(page.unmapped for page in pages) > _MOST_UNMAPPED * characters:
        raise unmapped(name, WHAT)
    lines = with_tables(without_furniture([page.lines for page in pages]))
    bare = [sum(len(line.text) for line in page) < LEAST for page in lines]
    pictures = [n for n, page in enumerate(pages, 1) if page.has_picture and bare[n - 1]]
    if pictures and all(bare):
        raise scanned(name, WHAT)
    text, places = joined(lines)
    return source(name, text, "ofd", places, notes=named_pages(PASSED_OVER, pictures))


def _pages(parts: Parts) -> Iterator[Page]:
    """Yield the pages of all documents of the file, in their order."""
    if "Encryptions.xml" in parts:
        raise locked(parts.name, WHAT)
    bodies = [one for one in parts.needed(ENTRY) if tag(one) == "DocBody"]
    total = number = 0
    for body in bodies:
        document = _Document(parts, _written(child(body, "DocRoot")))
        for page in document.pages():
            number += 1
            read = _page(page, document, number)
            total += read.characters
            if total > _MOST_CHARACTERS or number > _MOST_PAGES:
                raise broken(parts.name, WHAT, f"more than {number - 1} pages or {_MOST_CHARACTERS} characters")
            yield read


class _Document:
    """Find the pages of a document, and what they share: templates and drawings."""

    def __init__(self, parts: Parts, root: str) -> None:
        self.parts, self._root = parts, beside(ENTRY, root)
        self._tree = parts.needed(self._root)
        common = child(self._tree, "CommonData")
        shared = common if common is not None else ()
        self._templates = {value(one, "ID"): value(one, "BaseLoc") for one in shared if tag(one) == "TemplatePage"}
        self._resources = [_written(one) for one in shared if tag(one) in ("PublicRes", "DocumentRes")]
        self._read: dict[str | None, list[Element]] = {}
        self._drawings: dict[str, Element] | None = None

    def pages(self) -> Iterator[Element]:
        """Yield the roots of the pages."""
        listed = child(self._tree, "Pages")
        for one in listed if listed is not None else ():
            if tag(one) == "Page":
                yield self.parts.needed(beside(self._root, value(one, "BaseLoc") or ""))

    def contents(self, page: Element) -> list[Element]:
        """Give the contents of a page: those of its templates, then its own."""
        used = [value(one, "TemplateID") for one in page if tag(one) == "Template"]
        return [content for number in dict.fromkeys(used) for content in self._template(number)] + content_of(page)

    def _template(self, number: str | None) -> list[Element]:
        if number not in self._read:
            target = self._templates.get(number)
            root = self.parts.parse(beside(self._root, target)) if target else None
            self._read[number] = [] if root is None else content_of(root)
        return self._read[number]

    def drawings(self) -> dict[str, Element]:
        """Give the drawings that pages refer to, by their numbers; read when a page first needs one."""
        if self._drawings is None:
            roots = [self.parts.parse(beside(self._root, target)) for target in self._resources]
            units = [child(root, "CompositeGraphicUnits") for root in roots]
            found = [one for unit in units if unit is not None for one in unit]
            self._drawings = {value(one, "ID") or "": content for one in found for content in content_of(one)}
        return self._drawings


def _page(root: Element, document: _Document, number: int) -> Page:
    contents = document.contents(root)
    composed = any(tag(one) == "CompositeObject" for content in contents for one in content.iter())
    strokes, tables = upright(contents, document.drawings() if composed else {})
    if len(strokes) > MOST:
        raise broken(f"{document.parts.name}: page {number}", WHAT, f"more than {MOST} characters on one page")
    known = [stroke for stroke in strokes if not UNMAPPED.match(stroke.text)]
    return Page(page_lines(known, number, tables), len(strokes), len(strokes) - len(known), has_picture(contents))


def _written(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""

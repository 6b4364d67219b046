"""Read the characters of a paragraph of a .docx, and the text boxes in it."""

from __future__ import annotations

from yinuo.readers.docx.package import is_on
from yinuo.readers.xml_parts import Element, child, tag, value

_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# Tracked deletions, instructions of fields, pronunciations, properties.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "Fallback")
)
_PICTURES = frozenset(("drawing", "pict", "object"))


class Runs:
    """Read paragraphs, and remember the notes that they refer to, in order."""

    def __init__(self) -> None:
        self.notes: dict[str, list[str]] = {"footnote": [], "endnote": []}

    def text(self, paragraph: Element) -> tuple[str, list[Element]]:
        """Read a paragraph with all tracked changes accepted, and the text boxes tied to it."""
        pieces: list[str] = []
        boxes: list[Element] = []
        self._add(paragraph, pieces, boxes)
        return "".join(pieces), boxes

    def _add(self, element: Element, pieces: list[str], boxes: list[Element]) -> None:
        for one in element:
            name = tag(one)
            if name == "t":
                pieces.append(one.text or "")
            elif name in _LEFT_OUT or (name == "r" and _is_hidden(one)):
                continue
            elif name in _PICTURES:
                boxes += _boxes(one)
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes[name.removesuffix("Reference")].append(value(one, "id") or "")
            else:
                pieces.append(_sign(one, name))
                self._add(one, pieces, boxes)


def is_deleted(properties: Element | None) -> bool:
    """Tell whether the mark of a paragraph was deleted or moved away, under tracked changes."""
    return child(properties, "del") is not None or child(properties, "moveFrom") is not None


def _is_hidden(run: Element) -> bool:
    return is_on(child(run, "rPr", "vanish"))


def _sign(element: Element, name: str) -> str:
    """Give the character of an element that stands for one."""
    if name == "br":
        return "\n" if value(element, "type") in (None, "textWrapping") else ""
    if name == "sym":
        code = int(value(element, "char") or "0", 16)
        return chr(code) if 0x20 <= code < 0xD800 else ""
    return _SIGNS.get(name, "")


def _boxes(picture: Element) -> list[Element]:
    """Yield the text boxes of a drawing, not those inside of them."""
    found: list[Element] = []
    for one in picture:
        if tag(one) == "txbxContent":
            found.append(one)
        elif tag(one) != "Fallback":
            found += _boxes(one)
    return found

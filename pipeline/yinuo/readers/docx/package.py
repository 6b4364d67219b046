"""Find the parts of a .docx that hold text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from yinuo.readers.xml_parts import Element, Parts, beside, value, written

WHAT = "a .docx file"


class Package:
    """Open a .docx, its parts found by how they relate to the document.

    Only the parts asked for are unpacked: pictures, macros and embedded files stay packed. (python-docx unpacks all,
    and fails where one relation leads nowhere, as in many files of WPS Office.)
    """

    def __init__(self, data: bytes, name: str, limit: int) -> None:
        self._parts = Parts(data, name, WHAT, limit)
        self._relations: dict[str, Element | None] = {}
        self._document = next(self._targets("", "/officeDocument"), "word/document.xml")

    def document(self) -> Element:
        """Read the main part. Raises ``InputError`` where there is none."""
        return self._parts.needed(self._document)

    @property
    def document_name(self) -> str:
        """Give the name of the main part in the file."""
        return self._document

    @staticmethod
    def written(root: Element) -> bytes:
        """Write a part as it stands in a file."""
        return written(root)

    def part(self, relation: str) -> Element | None:
        """Read the part that the document relates to so (numbering, styles, footnotes, endnotes); None without one."""
        return next((self._parts.parse(target) for target in self._targets(self._document, f"/{relation}")), None)

    def _targets(self, part: str, relation: str) -> Iterator[str]:
        folder, base = posixpath.split(part)
        if part not in self._relations:
            self._relations[part] = self._parts.parse(posixpath.join(folder, "_rels", f"{base}.rels"))
        relations = self._relations[part]
        for one in relations if relations is not None else ():
            if one.get("Type", "").endswith(relation) and one.get("TargetMode") != "External":
                yield beside(part, one.get("Target", ""))


def is_on(element: Element | None) -> bool:
    """Tell whether a switch stands there and is not switched off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")

"""Parse the parts of a .docx that hold text, so that they can do no harm."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from yinuo.errors import InputError
from yinuo.readers.file_types import broken
from yinuo.readers.unzip import open_zip, unpack

WHAT = "a .docx file"
Element: TypeAlias = etree._Element


class Package:
    """Open a .docx, its parts found by how they relate to the document.

    Only the parts asked for are unpacked: pictures, macros and embedded files stay packed. (python-docx unpacks all,
    and fails where one relation leads nowhere, as in many files of WPS Office.)
    """

    def __init__(self, data: bytes, name: str, limit: int) -> None:
        self.name, self.limit = name, limit
        self._zip = open_zip(io.BytesIO(data), name, WHAT)
        self._members = {info.filename.lower(): info for info in self._zip.infolist()}
        self._document = next(self._targets("", "/officeDocument"), "word/document.xml")

    def document(self) -> Element:
        """Read the main part. Raises ``InputError`` where there is none."""
        root = self._parse(self._document)
        if root is None:
            raise broken(self.name, WHAT, f"it has no {self._document}")
        return root

    @property
    def document_name(self) -> str:
        """Give the name of the main part in the file."""
        return self._document

    @staticmethod
    def written(root: Element) -> bytes:
        """Write a part as it stands in a file."""
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def part(self, relation: str) -> Element | None:
        """Read the part that the document relates to so (numbering, styles, footnotes, endnotes); None without one."""
        return next((self._parse(target) for target in self._targets(self._document, f"/{relation}")), None)

    def _targets(self, part: str, relation: str) -> Iterator[str]:
        folder, base = posixpath.split(part)
        relations = self._parse(posixpath.join(folder, "_rels", f"{base}.rels"))
        for one in relations if relations is not None else ():
            if one.get("Type", "").endswith(relation) and one.get("TargetMode") != "External":
                yield posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")

    def _parse(self, member: str) -> Element | None:
        info = self._members.get(member.lower())
        return None if info is None else parse(unpack(self._zip, info, self.name, WHAT, self.limit), self.name)


def parse(data: bytes, name: str) -> Element:
    """Parse XML, no entity expanded, nothing fetched. Raises ``InputError`` for what is no XML, or defines entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise broken(name, WHAT, error) from None
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise InputError(f"{name}: is {WHAT} that defines its own entities, as no Word file does; it was not read")
    return root


def tag(element: Element) -> str:
    """Give the local name of an element: the strict and the usual form differ in their namespaces alone."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """Find the first element down a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if tag(one) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """Give an attribute by its local name; None without the element or the attribute."""
    if element is None:
        return None
    return next((str(v) for key, v in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def number(element: Element | None, name: str = "val") -> int | None:
    """Give an attribute that is a whole number; None where it is none."""
    found = value(element, name)
    return int(found) if found and found.lstrip("-").isascii() and found.lstrip("-").isdigit() else None


def is_on(element: Element | None) -> bool:
    """Tell whether a switch stands there and is not switched off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")

"""Parse the XML parts of zip files that hold documents, so that they can do no harm."""

from __future__ import annotations

import io
import posixpath
import re
from typing import Any, TypeAlias

from lxml import etree

from yinuo.errors import InputError
from yinuo.readers.file_types import broken
from yinuo.readers.files import too_large
from yinuo.readers.unzip import open_zip, unpack

_NUMBER = re.compile("-?[0-9]{1,12}")
Element: TypeAlias = etree._Element


class Parts:
    """Open the zip file of a document. Only parts asked for are unpacked, together never more than ``limit`` bytes."""

    def __init__(self, data: bytes, name: str, what: str, limit: int) -> None:
        self.name, self.what, self.limit = name, what, limit
        self._zip = open_zip(io.BytesIO(data), name, what)
        self._members = {_plain(info.filename): info for info in self._zip.infolist()}
        self._left = limit

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._members

    def read(self, part: str) -> bytes | None:
        """Unpack a part; None where there is none. Raises ``InputError`` for one that is damaged, locked or a trap."""
        info = self._members.get(_plain(part))
        if info is None:
            return None
        if info.file_size > self._left:
            raise too_large(self.name, self.limit)
        self._left -= info.file_size
        return unpack(self._zip, info, self.name, self.what, self.limit)

    def parse(self, part: str) -> Element | None:
        """Parse a part; None where there is none."""
        data = self.read(part)
        return None if data is None else parse(data, self.name, self.what)

    def needed(self, part: str) -> Element:
        """Parse a part. Raises ``InputError`` where there is none."""
        root = self.parse(part)
        if root is None:
            raise broken(self.name, self.what, f"it has no {part}")
        return root


def beside(part: str, target: str) -> str:
    """Give the path of a part that another names: from the root where it begins with a slash, else from beside it.

    >>> beside("Doc_0/Document.xml", "Pages/1.xml"), beside("Doc_0/Document.xml", "/Doc_0/Pages/1.xml")
    ('Doc_0/Pages/1.xml', 'Doc_0/Pages/1.xml')
    """
    target = target.strip().replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _plain(part: str) -> str:
    """Give a part's name as it is looked up: programs differ in slashes and in capitals."""
    return part.replace("\\", "/").lstrip("/").lower()


def parse(data: bytes, name: str, what: str) -> Element:
    """Parse XML, no entity expanded, nothing fetched. Raises ``InputError`` for what is no XML, or defines entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise broken(name, what, error) from None
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise InputError(f"{name}: is {what} that defines its own entities, as no such file does; it was not read")
    return root


def written(root: Element) -> bytes:
    """Write a part as it stands in a file."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def tag(element: Element) -> str:
    """Give the local name of an element: forms of one format differ in their namespaces alone."""
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
    return int(found) if found and _NUMBER.fullmatch(found) else None

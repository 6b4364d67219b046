"""Carry links that people put upon cells: which ones are theirs, where they lead, how a cell gets them again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 1_000  # characters; Excel takes 2,080 code units
_OWN = re.compile(r"'?原文\d{0,4}'?!\$?B\$?\d{1,7}")
_TAG = re.compile(rb"<(?:\w{1,9}:)?hyperlink\s[^<>]{0,9000}>")
_LOCATION = re.compile(r'\slocation="([^"]{0,300})"')
_FORMULA = re.compile(r'=HYPERLINK\(\s{0,9}"((?:[^"]|""){1,2000})"\s{0,9}[,)]', re.I)
_WEB = re.compile(r"(?:https?|ftps?)://.|mailto:.", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,30}:", re.I)


def any_of_people(part: bytes) -> bool:
    """Tell whether a piece of a sheet's XML has a link that no ledger makes, or a formula that makes one.

    >>> any_of_people('<hyperlink ref="N4" location="原文!B2" display="第1句"/>'.encode())
    False
    >>> any_of_people(b'<hyperlink ref="K4" r:id="rId1"/>'), any_of_people(b'<f>HYPERLINK("a.docx")</f>')
    (True, True)
    """
    return b"HYPERLINK(" in part or any(_foreign(tag.decode("utf-8", "replace")) for tag in _TAG.findall(part))


def _foreign(tag: str) -> bool:
    location = _LOCATION.search(tag.replace("&apos;", "'"))
    return ":id=" in tag or location is None or not _OWN.fullmatch(location[1])


def target_of(link: Any) -> str | None:
    """Give where a cell's link leads; empty for a place in the workbook, None for a link that the ledger made."""
    target, place = link.target or "", link.location or ""
    if target:
        return f"{target}#{place}" if place and "#" not in target else target
    return None if not place or _OWN.fullmatch(place) else ""


def of_formula(formula: object) -> str | None:
    """Give where =HYPERLINK("...") leads; None for another formula.

    >>> of_formula('=HYPERLINK("https://example.org/a","方案")'), of_formula("=1+1")
    ('https://example.org/a', None)
    """
    found = _FORMULA.match(str(formula))
    return found[1].replace('""', '"') if found else None


def url(target: str) -> str:
    """Name a target as a cell takes it; empty for one that no cell should open, or that is a place in the workbook.

    >>> url("https://example.org/a"), url("附件/方案.docx"), url("javascript:1"), url("#台账!A1")
    ('https://example.org/a', 'external:附件/方案.docx', '', '')
    """
    if not 2 < len(target) <= LONGEST or target.startswith("#"):
        return ""
    if _WEB.match(target) or target.lower().startswith("file://"):
        return target
    return "" if _SCHEME.match(target) else f"external:{target}"


def link(sheet: Worksheet, row: int, column: int, target: str, look: Format) -> None:
    """Put a link upon a cell that is written behind this: its text is that of the cell, not of the link."""
    if where := url(target):
        sheet.write_url(row, column, where, look, "")

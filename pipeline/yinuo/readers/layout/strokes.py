"""Hold characters and where they stand, whatever the format of their page."""

from __future__ import annotations

import re
from typing import NamedTuple

# Most characters of a page, a hundred times what a page of a book has.
MOST = 50_000
# Characters of a page: one with fewer is a picture with a stamp or a page number on it.
LEAST = 8
PASSED_OVER = "pages that are pictures without text were passed over"
UNMAPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff\ufff0-\uffff\ud800-\udfff]")


class Stroke(NamedTuple):
    """Hold a character and where it stands: its left and right, its base line (upwards), its height."""

    text: str
    left: float
    right: float
    base: float
    height: float


def named_pages(what: str, pages: list[int]) -> tuple[str, ...]:
    """Make the note that names pages, twenty at most; none without pages.

    >>> named_pages(PASSED_OVER, [2, 5])
    ('pages that are pictures without text were passed over: 2, 5',)
    """
    if not pages:
        return ()
    return (f"{what}: " + ", ".join(map(str, pages[:20])) + (", …" if len(pages) > 20 else ""),)

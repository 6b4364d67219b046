"""What every reader gives: a Source, the text of one document and where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A text as read: ``path`` as given, ``encoding`` as found, ``sha256`` of the text's UTF-8 bytes (hex)."""

    path: str
    text: str
    encoding: str
    sha256: str


def digest(text: str) -> str:
    """SHA-256 (hex) of a text's UTF-8 bytes; a lone surrogate is passed through.

    >>> digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

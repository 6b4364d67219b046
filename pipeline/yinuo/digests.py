"""Make SHA-256 digests: of texts, bytes, files and plain data. Nothing else in the package hashes."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import _Hash


def digest(content: str | bytes) -> str:
    """Give the SHA-256 (hex) of bytes, or of a text's UTF-8 bytes; a lone surrogate is passed through.

    >>> digest("")[:8], digest("一诺") == digest("一诺".encode())
    ('e3b0c442', True)
    """
    return running(content).hexdigest()


def running(begin: str | bytes = b"") -> _Hash:
    """Begin a SHA-256 that goes on: ``update`` it with more bytes, then ask for its ``hexdigest``.

    >>> whole = running("一")
    >>> whole.update("诺".encode())
    >>> whole.hexdigest() == digest("一诺")
    True
    """
    return hashlib.sha256(begin.encode("utf-8", "surrogatepass") if isinstance(begin, str) else begin)


def file_digest(path: str | os.PathLike[str]) -> str:
    """Give the SHA-256 (hex) of a file's bytes. Raises ``OSError`` where it cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def json_digest(plain: Any) -> str:
    """Give the SHA-256 (hex) of plain data, whatever the order of its keys.

    >>> json_digest({"date": None, "actor": "县政府"}) == json_digest({"actor": "县政府", "date": None})
    True
    """
    return digest(json.dumps(plain, sort_keys=True))

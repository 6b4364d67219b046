"""Tell writers what they may need to know of a text besides its records: a name, a digest and the text itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """Hold a text of the run: ``name`` as its records call it, its SHA-256, and the text where it is known."""

    name: str
    sha256: str
    text: str | None = None


def announce(writers: Iterable[Any], document: Document) -> None:
    """Tell the writers that care (those with a method ``document``) whose records come next, be they none."""
    for write in writers:
        told = getattr(write, "document", None)
        if told is not None:
            told(document)


def plain_text(value: Any) -> Any:
    r"""Write characters that are no UTF-8 (halves of surrogate pairs) as escapes, in strings at any depth.

    >>> plain_text({"text": ["新建\ud800"]})
    {'text': ['新建\\ud800']}
    """
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: plain_text(part) for key, part in value.items()}
    return [plain_text(part) for part in value] if isinstance(value, list | tuple) else value

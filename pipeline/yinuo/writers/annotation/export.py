"""Read what exports of annotation tools share: JSON with its place, the text and its name, offsets of either count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from yinuo.errors import InputError


class Bad(ValueError):
    """Report what is wrong with an export; the caller adds file and task."""


def load_text(path: str | Path, *, newline: str | None = None) -> str:
    """Read the text of an export; with ``newline=""`` its line ends stay as they are.

    Raises ``InputError`` for a file that cannot be read or is not UTF-8.
    """
    try:
        with Path(path).open(encoding="utf-8" if newline == "" else "utf-8-sig", newline=newline) as file:
            return file.read()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); an export of annotations is wanted") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; an export of annotations is wanted") from None


def load_json(path: str | Path, text: str | None = None, line: int = 1) -> Any:
    """Read the value of a JSON file, or of one line of it. Raises ``InputError`` with file, line and column."""
    source = load_text(path) if text is None else text
    try:
        return json.loads(source)
    except json.JSONDecodeError as error:
        where = f"{path}:{line + error.lineno - 1}:{error.colno}"
        raise InputError(f"{where}: not valid JSON ({error.msg}); an export of annotations is wanted") from None
    except RecursionError:
        raise InputError(f"{path}:{line}: nested too deeply; an export of annotations is wanted") from None


def meta_of(data: dict[str, Any]) -> tuple[str, str, str, tuple[dict[str, Any], ...]]:
    """Read text, name of the document, digest and speeches that went along with a task. Raises ``Bad``."""
    text, name = data.get("text"), data.get("document")
    if not isinstance(text, str):
        raise Bad("has no text; wanted: an export of tasks that yinuo wrote")
    if not isinstance(name, str) or not name:
        raise Bad("names no document; add its file name as `document` to the task's data")
    sha256 = data.get("sha256")
    speeches = data.get("speeches")
    rows = speeches if isinstance(speeches, list) else []
    return text, name, sha256 if isinstance(sha256, str) else "", tuple(row for row in rows if isinstance(row, dict))


def whole_number(value: dict[str, Any], name: str) -> int:
    """Read an offset as a whole number (tools may write it as a string). Raises ``Bad``."""
    given = value.get(name)
    if isinstance(given, str) and given.isascii() and given.isdigit():
        return int(given)
    if type(given) is not int or given < 0:
        raise Bad(f"{name} is {given!r}: a whole number is wanted")
    return given


def from_utf16(text: str, offset: int) -> int | None:
    """Give the offset in code points of one in UTF-16 units; ``None`` beyond the text or inside a pair.

    >>> from_utf16("𠮷田", 2), from_utf16("𠮷田", 1)
    (1, None)
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if 2 * offset > len(units):
        return None
    try:
        before = units[: 2 * offset].decode("utf-16-le")
    except UnicodeDecodeError:
        return None
    return len(before)


def to_utf16(text: str, offset: int) -> int:
    """Give the offset in UTF-16 units of one counted in code points.

    >>> to_utf16("𠮷田", 1)
    2
    """
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def either_offsets(text: str, start: int, end: int, quote: str | None) -> tuple[int, int]:
    """Find the span in code points whose text is the quote, offsets counted in either way. Raises ``Bad``."""
    other = from_utf16(text, start), from_utf16(text, end)
    for first, last in ((start, end), other):
        if first is None or last is None or not first < last <= len(text):
            continue
        if quote is None or _squeezed(text[first:last]) == _squeezed(quote):
            return first, last
    if quote is None or not start < end <= len(text):
        raise Bad(f"span {start}..{end} does not lie in the text, which has {len(text)} characters")
    raise Bad(f"span {start}..{end} is {text[start:end]!r} in the text, not {quote!r}")


def _squeezed(text: str) -> str:
    return "".join(text.split())

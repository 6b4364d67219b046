"""Read plain text: decode it, normalise line ends, tell its encoding and digest."""

from __future__ import annotations

import codecs
import re

from yinuo.errors import DecodeError, InputError
from yinuo.readers.source import Source, plain_lines, source

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WANTED = "wanted: plain text (.txt); export the document as UTF-8 text and try again"
_SAMPLE = 65536
# The characters that running Chinese text cannot do without, and ASCII: text read in a wrong encoding has few of them.
# A count over single characters decides, no single one of them; so they have no rows with examples.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
    "小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
    "工作政府建设发展加强推进实施完善提高全面教育经济社会改革部门市省县区民服务保障管理各级年月，。、；：（）"
)


def read_bytes(data: bytes, name: str) -> Source:
    r"""Text in UTF-8, UTF-16 or GB18030; ``\r\n`` and ``\r`` become ``\n``, a byte order mark is dropped.

    Empty data gives an empty text. Raises ``InputError`` for data that is no text, and ``DecodeError`` with line,
    column and byte for one that is text in no encoding tried.

    >>> source = read_bytes("新建幼儿园7所。\r\n".encode("gb18030"), "plan.txt")
    >>> source.text, source.encoding
    ('新建幼儿园7所。\n', 'gb18030')
    """
    text, encoding = decode(data, name)
    return source(name, plain_lines(text), encoding)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of some bytes and its encoding. Raises as ``read_bytes`` does."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, len(mark), encoding, name, tried=encoding), encoding
    wide = _utf16_without_mark(data)
    if wide:
        return _strict(data, 0, wide, name, tried=wide), wide
    if b"\0" in data:
        raise InputError(f"{name}: is a binary file (NUL byte at offset {data.index(0)}); {_WANTED}")
    return _utf8_or_gb(data, name)


def _utf8_or_gb(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that came further is the one that the file was meant to be in.
        worse = error if _share_of_utf8(data) < 0.5 else first
        raise _undecodable(data, worse, name, tried="utf-8, utf-16, gb18030") from None
    if plausible(text) and _share_of_utf8(data) < 0.9:
        return text, "gb18030"
    raise _undecodable(data, first, name, tried="utf-8, utf-16, gb18030")


def plausible(text: str) -> bool:
    """Whether characters read as Chinese are ones that running text uses: a wrong encoding gives rare ones.

    >>> plausible("今年要新建幼儿园七所"), plausible("鎴戜滑瑕佸姞寮")
    (True, False)
    """
    wide = [c for c in text[:_SAMPLE] if c > "\x7f"]
    return not wide or sum(c in _COMMON for c in wide) >= 0.1 * len(wide)


def _share_of_utf8(data: bytes) -> float:
    """Share of the non-ASCII bytes of the head that stand in well-formed UTF-8 sequences."""
    head = data[:_SAMPLE]
    wide = sum(byte > 0x7F for byte in head)
    good = sum(len(m) for m in re.findall(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", head))
    return good / wide if wide else 1.0


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: it has NUL bytes, and read in the right byte order only common characters."""
    head = data[: _SAMPLE & ~1]
    if len(data) % 2 or len(head) < 4 or b"\0" not in head:
        return None
    scores = {encoding: _usual(head.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= 0.25 else None


def _usual(text: str) -> float:
    """Share of characters that are printable ASCII or common in Chinese; 0 if any is a control character."""
    if any(c < " " and c not in "\t\r\n" for c in text):
        return 0.0
    return sum(c < "\x7f" or c in _COMMON for c in text) / len(text)


def _strict(data: bytes, start: int, encoding: str, name: str, *, tried: str) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data[start:], error, name, tried=tried) from None


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str, *, tried: str) -> DecodeError:
    before = data[: error.start].decode(error.encoding, "replace")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return DecodeError(
        f"{name}:{line}:{column}: byte 0x{data[error.start]:02x} at offset {error.start} is no {error.encoding} text "
        f"(tried {tried}); save the file as UTF-8 and try again"
    )

"""Read RTF files by striprtf, an extra; deleted and hidden text is taken out first, and rows are kept as rows."""

from __future__ import annotations

import re
from importlib.util import find_spec

from yinuo.errors import InputError
from yinuo.readers.file_types import RTF, broken
from yinuo.readers.source import LIMIT, Source, plain_lines, source

WHAT = "an RTF file"
_TOKEN = re.compile(r"[{}]|\\(?P<word>[a-z]{1,32})(?P<number>-?[0-9]{1,10})?|\\.", re.S)
_GONE = frozenset(("deleted", "v"))
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z0-9]) ?")
_NUMBERED = re.compile(r"(?m)^(\S{1,12}[、.．）)：])\t")
_DEEPEST = 500


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read the text of an RTF file: a paragraph or a table row a line, numbers of lists as they are written in it.

    Tracked deletions, hidden text, headers, footers and notes are left out. Raises ``FormatError`` where striprtf is
    not installed (LibreOffice then does, where it is), ``InputError`` for a file that is damaged.
    """
    if find_spec("striprtf") is None:
        raise RTF.refusal(name)
    from striprtf.striprtf import rtf_to_text

    written = data.decode("latin-1")
    try:
        seen = _CELL.sub(r"\\tab ", _as_seen(written, name))
        text = rtf_to_text(seen, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        raise broken(name, WHAT, error) from None
    lines = (line.strip(" ").rstrip("\t") for line in plain_lines(text).split("\n"))
    read = _NUMBERED.sub(r"\1", "\n".join(lines)).strip("\n")
    clean = read.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return source(name, f"{clean}\n", "rtf")


def _as_seen(written: str, name: str) -> str:
    """Take out the groups whose text is deleted or hidden. Raises ``InputError`` for groups that nest too deeply."""
    kept: list[str] = []
    groups: list[tuple[int, bool]] = []  # where each open group begins in what is kept, whether it is gone
    at = 0
    for token in _TOKEN.finditer(written):
        kept.append(written[at : token.start()])
        at = token.end()
        kept.append(token[0])
        if token[0] == "{":
            groups.append((len(kept) - 1, False))
            if len(groups) > _DEEPEST:
                raise InputError(f"{name}: is {WHAT} whose groups nest more than {_DEEPEST} deep; save it again")
        elif token[0] == "}" and groups:
            begin, gone = groups.pop()
            if gone:
                del kept[begin:]
        elif token["word"] in _GONE and token["number"] != "0" and groups:
            groups[-1] = groups[-1][0], True
    if groups:
        raise broken(name, WHAT, "it ends in the middle of a group")
    return "".join([*kept, written[at:]])

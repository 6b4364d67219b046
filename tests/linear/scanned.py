"""Run as a program: print how many characters the patterns of the package look over in texts of two lengths.

``python -m tests.linear.scanned SHORT LONG UNIT …`` repeats each unit to both lengths and extracts; it prints one JSON
list of the two counts a unit. A search that always begins at the head of a text is one call, so that calls do not tell.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[2] / "pipeline" / "yinuo"
_compile = re._compile  # type: ignore[attr-defined]


class Counting:
    """Stand in for a compiled pattern, and add up how far each call of it went."""

    scanned = 0

    def __init__(self, made: re.Pattern[str]) -> None:
        self.made = made

    def __getattr__(self, name: str) -> Any:
        return getattr(self.made, name)

    def __hash__(self) -> int:
        return hash(self.made)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counting) and self.made == other.made

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        return _went(self.made.match(text, *span), *span[:1])

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        return _went(self.made.fullmatch(text, *span), *span[:1])

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        found = self.made.search(text, *span)
        return _went(found, *span[:1]) if found else _all(text, *span)

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        at = span[0] if span else 0
        for found in self.made.finditer(text, *span):
            yield _went(found, at) or found
            at = found.end()
        _all(text, at, *span[1:])

    def findall(self, text: str, *span: int) -> list[Any]:
        return _all(text, *span) or self.made.findall(text, *span)

    def sub(self, to: Any, text: str, count: int = 0) -> str:
        return _all(text) or self.made.sub(to, text, count)

    def split(self, text: str, most: int = 0) -> list[Any]:
        return _all(text) or self.made.split(text, most)


def _went(found: re.Match[str] | None, start: int = 0) -> re.Match[str] | None:
    """Count from the start of a try to the end of what it found."""
    Counting.scanned += 1 + (max(0, found.end() - start) if found else 0)
    return found


def _all(text: str, start: int = 0, end: int = sys.maxsize) -> None:
    """Count all that a try was given."""
    Counting.scanned += 1 + max(0, min(end, len(text)) - start)


def spy(pattern: object, flags: object) -> Any:
    """Compile as ``re`` does, and count for our own code."""
    made = _compile(pattern.made if isinstance(pattern, Counting) else pattern, flags)
    frame = sys._getframe(2)
    if frame.f_code.co_name == "compile_re":
        frame = frame.f_back or frame
    return Counting(made) if Path(frame.f_code.co_filename).is_relative_to(PACKAGE) else made


def main() -> None:
    """Count for each unit."""
    re._compile = spy  # type: ignore[attr-defined]
    sys.dont_write_bytecode = True
    from yinuo.rules import pattern_cache

    pattern_cache._kept = dict  # type: ignore[assignment]  # nothing is known yet: all is compiled here
    import yinuo

    short, long, *units = sys.argv[1:]
    yinuo.extract("今年，我们要新建学校5所。" * 20)
    for unit in units:
        counts = []
        for length in (int(short), int(long)):
            before = Counting.scanned
            yinuo.extract(unit * (length // len(unit)), include=("achievement", "background"))
            counts.append(Counting.scanned - before)
        sys.stdout.write(f"{json.dumps(counts)}\n")


if __name__ == "__main__":
    main()

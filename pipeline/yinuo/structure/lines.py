"""Split a folded text into its non-empty lines, with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_SPEAKS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class RawLine:
    """Hold a line without surrounding white space: ``folded[start:end] == text``.

    ``tab`` is the offset in it of the last tab that the source has there, -1 for none: cells of a row stand so.
    """

    start: int
    end: int
    text: str
    tab: int = -1

    @property
    def bare(self) -> str:
        """Return the line without any white space: 政 府 工 作 报 告 is 政府工作报告."""
        return self.text.replace(" ", "")

    @property
    def speaks(self) -> bool:
        """Tell whether it has a letter, a digit or an ideograph: ``|`` and ``***`` have none."""
        return _SPEAKS.search(self.text, 0, 200) is not None


def split(folded: str, source: str = "") -> list[RawLine]:
    r"""Return the non-empty lines of a folded text; ``source`` is the text before folding, which has its tabs.

    >>> [(line.start, line.end, line.text) for line in split("  一、总则\n\n正文。")]
    [(2, 6, '一、总则'), (8, 11, '正文。')]
    """
    lines = []
    for match in _LINE.finditer(folded):
        raw = match[0]
        text = raw.strip(" ")
        if text:
            start = match.start() + len(raw) - len(raw.lstrip(" "))
            tab = source.rfind("\t", start, start + len(text))
            lines.append(RawLine(start, start + len(text), text, tab - start if tab >= 0 else -1))
    return lines

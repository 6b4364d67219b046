"""Text to lines. A folded text comes in; its non-empty lines with their offsets go out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_SPEAKS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line without surrounding white space: ``folded[start:end] == text``."""

    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        """The line without any white space: 政 府 工 作 报 告 is 政府工作报告."""
        return self.text.replace(" ", "")

    @property
    def speaks(self) -> bool:
        """Whether it has a letter, a digit or an ideograph: ``|`` and ``***`` have none."""
        return _SPEAKS.search(self.text, 0, 200) is not None


def split(folded: str) -> list[RawLine]:
    r"""Non-empty lines of a folded text.

    >>> split("  一、总则\n\n正文。")
    [RawLine(start=2, end=6, text='一、总则'), RawLine(start=8, end=11, text='正文。')]
    """
    lines = []
    for match in _LINE.finditer(folded):
        raw = match[0]
        text = raw.strip(" ")
        if text:
            start = match.start() + len(raw) - len(raw.lstrip(" "))
            lines.append(RawLine(start, start + len(text), text))
    return lines

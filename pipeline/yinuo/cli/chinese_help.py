"""Write the help of commands in Chinese: texts by the catalogue, lines broken by the width of their characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from yinuo.cli.language import say, spoken
from yinuo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE = frozenset("WFA")
# What is never parted: a word or a character, with the brackets before it and the stops behind it.
_TOKEN = re.compile(r"[（《“]{0,2}(?:[!-~]++|\S)[，。；：、）？！”》…]{0,3}|\s++")
# What the library of the command line puts behind a help text: [default: 600; x>=0; required].
_EXTRA = re.compile(r"\s{1,3}\[((?:default|required|env var|x[<>]|[0-9]{1,9}<)[^\[\]]{0,200})\]$")
_FIRST = 30
_GAP = 2


def chinese(formatter: type[Any]) -> type[Any]:
    """Make a formatter of help that writes Chinese out of the one that the library of the command line uses."""

    class Chinese(formatter):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, usage(args), say("Usage: "))

        def write_heading(self, heading: str) -> None:
            self.write(f"{'':{self.current_indent}}{say(heading)}：\n")

        def write_text(self, text: str) -> None:
            blank = " " * self.current_indent
            for number, paragraph in enumerate(paragraphs(text)):
                lines = wrapped(paragraph, self.width - self.current_indent)
                self.write("\n" * bool(number) + "".join(f"{blank}{line}\n" for line in lines))

        def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _FIRST, col_spacing: int = _GAP) -> None:
            rows = [(usage(first), helped(second)) for first, second in rows]
            column = min(max(width(first) for first, _ in rows), col_max) + col_spacing
            blank = " " * self.current_indent
            for first, second in rows:
                lines = wrapped(second, max(self.width - column - 2, 10))
                short = width(first) <= column - col_spacing
                head = first + " " * (column - width(first)) if short else f"{first}\n{blank}{' ' * column}"
                self.write(blank + head + f"\n{blank}{' ' * column}".join(lines) + "\n")

    return Chinese


def usage(args: str) -> str:
    """Name in Chinese what a line of usage has in brackets."""
    for english in ("[OPTIONS]", "COMMAND [ARGS]..."):
        args = args.replace(english, say(english))
    return args


def helped(text: str) -> str:
    """Translate the help of a parameter or a command, which may be cut short or carry a default in brackets."""
    extra = _EXTRA.search(text)
    if extra:
        parts = [spoken(part) for part in extra[1].split("; ")]
        return f"{helped(text[: extra.start()])} [{'；'.join(parts)}]"
    return catalogue().get(text) or _begun(text) or spoken(text)


def _begun(text: str) -> str | None:
    """Give the message that a line of a list of commands begins: its first sentence, or as much as had room."""
    begun = text.removesuffix("...").rstrip(" ,;:")
    whole = [key for key in catalogue() if key.startswith(begun)] if " " in begun else []
    return catalogue()[min(whole, key=len)].partition("。")[0] if whole else None


def paragraphs(text: str) -> list[str]:
    """Translate a text paragraph by paragraph."""
    return [spoken(" ".join(part.split())) for part in re.split(r"\n[ \t]{0,9}\n", text.strip())]


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(1 + (unicodedata.east_asian_width(character) in _WIDE) for character in text)


def wrapped(text: str, most: int) -> list[str]:
    """Break a text into lines of so many columns: between Chinese characters, and at blanks between other words.

    >>> wrapped("写出所有记录，每行一条 JSON", 14)
    ['写出所有记录，', '每行一条 JSON']
    """
    lines, line = [], ""
    for token in _TOKEN.findall(" ".join(text.split())):
        if line and width(line) + width(token) > most:
            lines.append(line.rstrip())
            line = ""
        line += token if line or token.strip() else ""
    return [*lines, line.rstrip()] if line.strip() or not lines else lines

"""Say in Chinese what yinuo says in English: phrases by the catalogue, finished messages by the templates they came of.

Errors, notes and summaries are made in English, with their data in them. A template of the catalogue ({0} for each
value) that fits a finished message gives the values back, and its translation takes them.
"""

from __future__ import annotations

import functools
import gettext
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Lang = Literal["en", "zh"]

DOMAIN = "yinuo"
LOCALES = Path(__file__).with_name("locale")
_PLACE = re.compile(r"\{(\w{0,20})\}")
_WORD = re.compile(r" \w{1,20}")
_COUNT = re.compile(r"[\d,]{1,20}")
_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]"
_BLANK = re.compile(rf" (?=\0{_HAN})|(?<={_HAN}\0) (?={_HAN})")
_JOINTS = ((": ", "："), ("; ", "；"), (", ", "，"))


class _Template(NamedTuple):
    pieces: tuple[str, ...]
    names: tuple[str, ...]
    chinese: str

    @property
    def counts(self) -> bool:
        """Tell whether it says of how many: "{count} texts", "{0} failed"."""
        return self.names[0] == "count" or (self.pieces[0] == "" and _WORD.fullmatch(self.pieces[1]) is not None)


@functools.cache
def catalogue() -> dict[str, str]:
    """Read the Chinese of every message; empty where it was not shipped."""
    found = gettext.translation(DOMAIN, LOCALES, ["zh"], fallback=True)
    return {key: said for key, said in vars(found).get("_catalog", {}).items() if key and isinstance(key, str)}


@functools.cache
def _templates() -> tuple[_Template, ...]:
    """Give the messages with values, those with the most words of their own first."""
    made = []
    for english, chinese in catalogue().items():
        parts = _PLACE.split(english)
        if len(parts) > 1 and re.search(r"\w", "".join(parts[::2])):
            made.append(_Template(tuple(parts[::2]), tuple(parts[1::2]), chinese))
    return tuple(sorted(made, key=lambda own: (-sum(map(len, own.pieces)), own.pieces)))


def phrase(english: str, lang: Lang, **values: object) -> str:
    """Say a phrase of the catalogue, with its values filled in by name.

    >>> phrase("{count} texts", "en", count=3), phrase("{count} texts", "zh", count=3)
    ('3 texts', '3 篇文本')
    """
    said = catalogue().get(english, english) if lang == "zh" else english
    return said.format(**values) if values else said


def translated(message: str, lang: Lang) -> str:
    """Translate a finished message, the messages inside it too; what the catalogue does not know stays as it is.

    >>> translated("plan.txt: no such file; check the path", "zh")
    'plan.txt：没有这个文件；请检查路径'
    """
    return _chinese(message) if lang == "zh" and message.strip() else message


def _chinese(message: str, *, inside: bool = False) -> str:
    """Translate a message; ``inside`` another one a single word is data: a file's name, a status, one of a list."""
    if inside and " " not in message:
        return message
    if (whole := catalogue().get(message)) is not None:
        return whole
    for template in _templates():
        if (values := _values(template, message)) is not None:
            return _filled(template, values)
    for head, mark, tail, end in _parted(message):
        parts = _chinese(head, inside=inside), _chinese(tail, inside=inside)
        return message if parts == (head, tail) else f"{parts[0]}{mark}{parts[1]}{end}"
    return message


def _parted(message: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield two parts of a message with their Chinese joint: by a remark in brackets at its end, else by its stops."""
    at, depth = len(message), 0
    while message.endswith(")") and at:
        at -= 1
        depth += (message[at] == ")") - (message[at] == "(")
        if not depth:
            if message[:at].endswith(" "):
                yield message[: at - 1], "（", message[at + 1 : -1], "）"
            break
    for joint, chinese in _JOINTS:
        head, found, tail = message.partition(joint)
        if found:
            yield head, chinese, tail, ""


def _filled(template: _Template, values: list[str]) -> str:
    said = [_chinese(value, inside=True) for value in values]
    # No blank stands between Chinese and Chinese: a value that was translated is set without those around it.
    named = {n: f"\0{new}\0" if new != old else new for n, new, old in zip(template.names, said, values, strict=True)}
    filled = _PLACE.sub(lambda place: named.get(place[1], place[0]), template.chinese)
    return _BLANK.sub("", filled).replace("\0", "")


def _values(template: _Template, message: str) -> list[str] | None:
    """Give the values between the pieces of a template, each as short as can be; None where it does not fit."""
    first, *middle, last = template.pieces
    if not (message.startswith(first) and message.endswith(last)) or len(message) < len(first) + len(last):
        return None
    at, end, values = len(first), len(message) - len(last), []
    for piece in middle:
        found = message.find(piece, at, end)
        if found < 0:
            return None
        values.append(message[at:found])
        at = found + len(piece)
    values.append(message[at:end])
    if template.counts and not _COUNT.fullmatch(values[0]):
        return None
    listed = len(values) == 1 and not first and ", " in values[0] and values[0][0] not in "'\""
    return None if listed else values  # "2 of 8 inputs, 1 failed" is a list, not what failed

"""Give a text one width and plain spaces, character for character: the one ``fold`` of the package.

Commas, semicolons, colons, parentheses, question and exclamation marks become full-width (，；：（）？！), but the
comma of thousands (1,234) and a colon between digits (9:30) are ASCII; letters, digits and other signs (％．＋～－)
become ASCII; every white space and invisible character becomes a plain space, every line break a newline. Full stops
(。 and .), dashes (— – -), 、, ○ and 〇 stay as they are. So do quotes, but straight ones (") that pair in a line
become “”.

What else replaces characters one for one starts from what is here: ``half_width``, ``pairs`` and ``OLD_FORMS``.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

_PUNCTUATION = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_SMALL = {
    "﹐": "，",
    "﹑": "、",
    "﹒": ".",
    "﹔": "；",
    "﹕": "：",
    "﹖": "？",
    "﹗": "！",
    "﹙": "（",
    "﹚": "）",
    "﹪": "%",
}
_HALF = {"｡": "。", "､": "、", "｢": "「", "｣": "」", "〜": "~", "∶": "："}
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES = "\t\xa0\u1680\u202f\u205f\u3000\u2800\u3164\uffa0" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = "\xad\u034f\u061c\u180e\ufeff" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)))
)
TRADITIONAL = "Traditional characters: the rules read Simplified ones only; convert the text and try again"
_SAMPLE = 4000
_SEVERAL, _SHARE = 3, 0.05  # Traditional characters from which a text is: names in a Simplified text have a few
# 1,234 and 27，203，319 but not 12，5所; 9：30 and 1：3.
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])")
_CLOCK = re.compile(r"(?<=[0-9])：(?=[0-9])")
_PAIR = re.compile('"([^"]*)"')


@functools.cache
def _replace() -> Callable[[str], str]:
    table = half_width(map(chr, range(0xFF01, 0xFF5F)))
    table |= {ord(wide): wide for wide in _PUNCTUATION.values()}
    table |= {ord(a): b for a, b in (_PUNCTUATION | _SMALL | _HALF).items()}
    table |= {ord(c): "\n" for c in _BREAKS}
    table |= {ord(c): " " for c in _SPACES + _INVISIBLE}
    table |= {
        code: " " for code in (*range(0x0B), 0x1F, *range(0x0E, 0x1C), *range(0x7F, 0xA0)) if code not in (10, 0x85)
    }
    # Radicals and compatibility ideographs, which text taken out of a PDF file has in place of the common ones.
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    return replacer(table)


def fold(text: str) -> str:
    r"""Give the text in one width and with plain spaces; ``len(fold(text)) == len(text)`` always.

    >>> fold("２０１９年,城镇新增就业１,１００万人以上;\u3000增长３．６８％!")
    '2019年，城镇新增就业1,100万人以上； 增长3.68%！'
    """
    folded = _replace()(text)
    folded = _THOUSANDS.sub(lambda match: match[0].replace("，", ","), folded)
    folded = _CLOCK.sub(":", folded)
    return _quoted(folded) if '"' in folded else folded


def _quoted(text: str) -> str:
    r"""Turn the straight quotes of a line into pairs, where each that opens is closed in it.

    >>> _quoted('实施"双减"政策\n24"屏')
    '实施“双减”政策\n24"屏'
    """
    lines = text.split("\n")
    return "\n".join(_PAIR.sub(r"“\1”", line) if line.count('"') % 2 == 0 else line for line in lines)


def half_width(characters: Iterable[str]) -> dict[int, str]:
    """Map each of these full-width characters to its ASCII one, as ``str.translate`` and ``replacer`` want it.

    >>> half_width("９％")
    {65305: '9', 65285: '%'}
    """
    return {ord(c): chr(ord(c) - 0xFEE0) for c in characters}


def pairs(forms: str) -> dict[int, str]:
    """Map the first character of each two to the second, as ``str.translate`` and ``replacer`` want it.

    >>> pairs("萬万億亿")
    {33836: '万', 20740: '亿'}
    """
    return {ord(a): b for a, b in zip(forms[::2], forms[1::2], strict=True)}


# Traditional and old forms that the readers of numbers and of times both know; each adds those of its own words.
OLD_FORMS = pairs("〇零○零Ｏ零個个兩两號号間间節节達达過过")


def is_traditional(text: str) -> bool:
    """Tell whether a text is in Traditional characters: more than a few of them are none of GB 2312, but of Big5.

    >>> is_traditional("今年，全縣要新建幼兒園7所"), is_traditional("今年，全县要新建幼儿园7所")
    (True, False)
    """
    sample = text[:_SAMPLE]
    used = set(sample)
    strange = used.difference("".join(used).encode("gb2312", "ignore").decode("gb2312"))
    found = sum(sample.count(c) for c in strange if "\u4e00" <= c <= "\u9fff" and _is_in_big5(c))
    return found >= _SEVERAL and found > _SHARE * sum("\u4e00" <= c <= "\u9fff" for c in sample)


def _is_in_big5(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def replacer(table: Mapping[int, str]) -> Callable[[str], str]:
    """Do what ``str.translate`` with the table does, several times faster where few of its characters stand.

    >>> replacer({ord("％"): "%"})("增长８％")
    '增长８%'
    """
    changes = {chr(code): to for code, to in table.items() if chr(code) != to}
    pattern = re.compile("[" + "".join(map(re.escape, changes)) + "]")
    return lambda text: pattern.sub(lambda match: changes[match[0]], text)

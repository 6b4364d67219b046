"""Write counts as Word writes them before a paragraph."""

from __future__ import annotations

from collections.abc import Callable

from yinuo.values.numerals import FORMAL_DIGITS, PLAIN_DIGITS

_DIGITS = PLAIN_DIGITS.replace("零", "〇")
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
# The first sign of a row of signs in Unicode, and the numbers that it has.
_ROWS: dict[str, tuple[tuple[int, int, str], ...]] = {
    "decimalEnclosedCircle": ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")),
    "decimalEnclosedCircleChinese": ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")),
    "decimalEnclosedParen": ((1, 20, "⑴"),),
    "decimalEnclosedFullstop": ((1, 20, "⒈"),),
    "ideographEnclosedCircle": ((1, 10, "㊀"),),
}
# The greatest number that Word gives an item; the letters of a greater one could fill a disk.
_GREATEST = 32767


def count(n: int, form: str) -> str:
    """Write the count ``n`` in a number format of WordprocessingML; in digits where the format has no sign for it.

    >>> [count(12, form) for form in ("chineseCounting", "ideographDigital", "decimalEnclosedCircle", "lowerRoman")]
    ['十二', '一二', '⑫', 'xii']
    """
    if form in ("none", "bullet"):
        return ""
    if not 0 <= n <= _GREATEST:
        return str(n)
    if form in _ROWS:
        return next((chr(ord(sign) + n - low) for low, high, sign in _ROWS[form] if low <= n <= high), str(n))
    write = _FORMS.get(form)
    return write(n) if write and n > 0 else str(n)


def _chinese(n: int, digits: str = _DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """Write numerals with their units, up to 9999: 二十一, 一百零五."""
    if n > 9999:
        return str(n)
    out, gap = "", False
    for power in range(len(str(n)) - 1, -1, -1):
        digit = n // 10**power % 10
        if digit:
            out += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = digit == 0
    return out


def _thousand(n: int) -> str:
    """Write a numeral as spoken: 十二 rather than 一十二."""
    return _chinese(n).removeprefix("一") if 10 <= n <= 19 else _chinese(n)


def _legal(digits: str) -> Callable[[int], str]:
    return lambda n: _chinese(n, digits, "拾佰仟")


def _counting(n: int) -> str:
    """Write 一, 十, 二十一; from 100 on digit by digit: 一〇〇."""
    return _thousand(n) if n < 100 else _digits(n)


def _digits(n: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(n))


def _japanese(n: int) -> str:
    """Write 十, 百, 千 without 一 before them, and no 〇 between."""
    if n > 9999:
        return str(n)
    parts = [(n // 10**power % 10, "" if power == 0 else "十百千"[power - 1]) for power in (3, 2, 1, 0)]
    return "".join(("" if digit == 1 and unit else _DIGITS[digit]) + unit for digit, unit in parts if digit)


def _letters(n: int) -> str:
    """Write a to z, then aa, bb: Word repeats the letter."""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _roman(n: int) -> str:
    out = ""
    for amount, sign in _ROMAN:
        out += sign * (n // amount)
        n %= amount
    return out


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if n <= len(signs) else str(n)


def _ordinal(n: int) -> str:
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def _wide(n: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(n))


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal(FORMAL_DIGITS),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperRoman": _roman,
    "ordinal": _ordinal,
}

"""Read Chinese and Arabic numerals and their mixtures: one table of digits and the only readers of them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from yinuo.folding import OLD_FORMS, half_width, pairs, replacer
from yinuo.rules import compile_re

# One character to one character, so that offsets into the folded text are offsets into the text as read.
_SIGNS = dict.fromkeys(map(ord, "–―‐−〜"), "—") | {ord("·"): ".", ord("∶"): ":", ord("﹪"): "%", ord("﹣"): "-"}
_MEASURES = "萬万億亿點点畝亩噸吨餘余條条種种項项戶户雙双幾几數数處处貳贰陸陆圓圆縣县鄉乡鎮镇級级約约"
_plain = replacer(half_width("０１２３４５６７８９．％／：＋－（）～") | OLD_FORMS | pairs(_MEASURES) | _SIGNS)

PLAIN_DIGITS = "零一二三四五六七八九"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
DIGITS = PLAIN_DIGITS.replace("二", "二两")
CHINESE = DIGITS + "十百千万亿几数"
# 千 opens a unit in 千瓦, 千升 and the like, and is no scale there; 百 opens 百分点.
_SCALE = r"(?:[十万亿佰仟]|千(?![瓦伏米克卡帕赫焦乏]|升(?![至到级为]))|百(?!分[点之]))"
_PLAIN = r"(?:[零一二两三四五六七八九几数]|" + _SCALE + ")"
# A page set with a blank after every digit (4 0 8 3 公里) is read too.
_SPACED = r"[0-9](?: [0-9]){1,14}(?: ?\.(?: ?[0-9]){1,9})?(?![0-9])|[0-9] \.(?: ?[0-9]){1,9}(?![0-9])"
_GROUPED = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
ARABIC = rf"(?:{_SPACED}|{_GROUPED}|[0-9]+(?:\.[0-9]+)?)"
_FORMAL = r"[壹贰叁肆伍陆柒捌玖零]{1,60}[拾佰仟万亿][壹贰叁肆伍陆柒捌玖拾佰仟零万亿]*"
RUN = (
    rf"(?:(?=[壹贰叁肆伍陆柒捌玖]){_FORMAL}"
    rf"|(?!零[0-9])(?:{ARABIC}|{_PLAIN})(?:\s?{_SCALE}|个亿(?!元|级|吨|国|体)|{ARABIC}|{_PLAIN}|点(?=[零一二三四五六七八九几]))*)"
    r"(?:\s?[多余]\s?[百千万亿]+(?![瓦伏米克卡帕赫焦])|\s?(?:余|多(?!元[化文素]|[样边年月方少数次式极孔晶]|种类))|来(?=[个万亿]))?"
)
_FORMAL_TO_PLAIN = str.maketrans(FORMAL_DIGITS + "拾佰仟", PLAIN_DIGITS + "十百千")
_VALUE = {c: v for v, c in enumerate(PLAIN_DIGITS)} | {"两": 2}
_DIGIT = _VALUE | {"〇": 0, "○": 0} | {str(v): v for v in range(10)}
_GREATEST = 1e18
_LONGEST = 60
_SMALL = {"十": 10, "百": 100, "千": 1000}
_FILLERS = compile_re(r"[\s,，个]")
_TOKEN = compile_re(r"[0-9]+(?:\.[0-9]+)?|.")
_OPEN = compile_re(r"(.{1,60}?)(?:几(?P<tens>[十百千])|[几多余来])([十百千万亿]*)")
_SEVERAL = compile_re(r"[几数]([十百千万亿]+)")
_PAIR = compile_re(r"(.{0,60}?)([一二两三四五六七八九])([两二三四五六七八九])([十百千万亿]*)")
_POSITIONAL = compile_re(r"[零一二三四五六七八九0-9]+")
_DECIMAL = compile_re(r"(.{1,60})点([零一二三四五六七八九]{1,60})([百千万亿]*)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """Hold the bounds of one numeral.

    ``high`` is None where it is open (十几, 20余); ``mantissa`` is the number before 万 and 亿.
    """

    low: float
    high: float | None
    mantissa: float
    scale: float


def plain_numerals(text: str) -> str:
    """Make full-width and old forms of digits, signs and units plain, character by character.

    >>> plain_numerals("３．６８％，二〇萬")
    '3.68%，二零万'
    """
    return _plain(text)


def parse_numeral(text: str) -> float | None:
    """Read a numeral that says one number; None for anything else.

    >>> parse_numeral("1.3万亿"), parse_numeral("两千六"), parse_numeral("5亿1万4千6百")
    (1300000000000.0, 2600.0, 500014600.0)
    >>> parse_numeral("十几") is None
    True
    """
    run = re.sub(r"[\s,，]", "", plain_numerals(text))
    found = read(run) if run else None
    return found.low if found and found.low == found.high else None


def small_number(text: str) -> int:
    """Read a number below one thousand, as counts, months and days are written; of two neighbours (两三) the higher.

    Characters that are no digit, 十 or 百 are passed over; nothing to read is 0.

    >>> small_number("十二"), small_number("1 2"), small_number("二十"), small_number("两三"), small_number("一百二十")
    (12, 12, 20, 3, 120)
    """
    text = text.replace(" ", "")
    if text.isdigit() and text.isascii():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            digit = _DIGIT.get(char, 0)
    return total + digit


def digit_by_digit(text: str) -> int:
    """Read a number told digit by digit, as years are, in Chinese or Arabic digits.

    >>> digit_by_digit("二〇二五"), digit_by_digit("1 9 9 8"), digit_by_digit("零八")
    (2025, 1998, 8)
    """
    return int("".join(str(_DIGIT[c]) for c in text if c != " "))


@functools.lru_cache(maxsize=8192)
def read(run: str) -> Numeral | None:
    """Read a folded run of number characters without blanks and commas.

    None where it says no number, or one greater than 10 to the 18th.

    >>> read("二十几万").low, read("二十几万").high
    (200000.0, None)
    >>> read("数十亿").low, read("数十亿").high
    (1000000000.0, 10000000000.0)
    >>> read("八九亿").low, read("八九亿").high
    (800000000.0, 900000000.0)
    """
    found = _read(run.translate(_FORMAL_TO_PLAIN)) if len(run) <= _LONGEST else None
    return found if found and max(found.low, found.high or 0) <= _GREATEST else None


def read_run(run: str) -> Numeral | None:
    """Read a run of number characters as it stands in a text, with blanks, commas and 个 between them.

    >>> read_run("1,200").low, read_run("3 000").low, read_run("十").low
    (1200.0, 3000.0, 10.0)
    """
    return read(_FILLERS.sub("", run) if len(run) > 1 else run)


def _read(run: str) -> Numeral | None:
    if m := _SEVERAL.fullmatch(run):
        scale = _scale(m[1])
        return Numeral(float(scale), float(scale * 10), 1.0, float(scale))
    if m := _OPEN.fullmatch(run):
        value = _exact(m[1] + ("一" + m["tens"] if m["tens"] else "") + m[3])
        return None if value is None else Numeral(float(value), None, float(value / _scale(m[3])), float(_scale(m[3])))
    if pair := _pair(run):
        return pair
    value = _exact(run)
    if value is None:
        return None
    tail = re.search(r"[万亿]{1,60}$", run)
    scale = _scale(tail[0]) if tail else Decimal(1)
    return Numeral(float(value), float(value), float(value / scale), float(scale))


def _pair(run: str) -> Numeral | None:
    """Read two neighbouring digits as a range: 七八, 四五千, 三四十万, 十七八, 一万六七千; 三五 is one too."""
    m = _PAIR.fullmatch(run)
    if not m or (m[1] and m[1][-1] not in "十百千万亿"):
        return None
    a, b = _VALUE[m[2]], _VALUE[m[3]]
    if b != a + 1 and (m[2], m[3]) != ("三", "五"):
        return None
    before = _exact(m[1]) if m[1] else Decimal(0)
    if before is None:
        return None
    scale = _scale(m[4])
    if m[1] and m[4][:1] in _SMALL:  # 一万六七千: the pair stands in a lower place than what is before it
        if scale >= _scale(m[1][-1]):
            return None
        low, high = before + a * scale, before + b * scale
        return Numeral(float(low), float(high), float(high), 1.0)
    return Numeral(float((before + a) * scale), float((before + b) * scale), float(before + b), float(scale))


def _scale(text: str) -> Decimal:
    value = Decimal(1)
    for c in text:
        value *= _SMALL.get(c) or (10_000 if c == "万" else 100_000_000)
    return value


def _exact(run: str) -> Decimal | None:
    if m := _DECIMAL.fullmatch(run):
        whole = _exact(m[1])
        digits = "".join(str(_VALUE[c]) for c in m[2])
        return None if whole is None else (whole + Decimal("0." + digits)) * _scale(m[3])
    if _POSITIONAL.fullmatch(run) and len(run) > 1:
        return Decimal("".join(str(_VALUE.get(c, c)) for c in run))
    return _sections(_TOKEN.findall(run))


def _sections(tokens: list[str]) -> Decimal | None:
    """Sum a numeral from left to right; None where two digits stand side by side or a sign is unknown."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    unit, shorthand = 1, True
    for token in tokens:
        if token in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[token]
            digit, unit, shorthand = None, _SMALL[token], True
        elif token in ("万", "亿"):
            section += digit if digit is not None else 0
            if not section and total and token == "万":
                section, total = total, Decimal(0)
            elif not section and not total:
                section = Decimal(1)
            unit = 10_000 if token == "万" else 100_000_000
            total = total + section * unit if token == "万" else (total + section) * unit
            section, digit, shorthand = Decimal(0), None, True
        elif token == "零":
            shorthand = False
            digit = Decimal(0) if len(tokens) == 1 else digit
        else:
            value = _VALUE.get(token) if len(token) == 1 and not token.isdigit() else None
            if digit is not None or (value is None and not token[0].isdigit()):
                return None
            digit = Decimal(token if value is None else value)
    if digit is not None and shorthand and unit > 10 and digit < 10:
        digit *= unit // 10
    return total + section + (digit or 0)

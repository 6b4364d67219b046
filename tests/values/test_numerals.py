import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.folding import OLD_FORMS
from yinuo.values.deadlines.grammar import plain_times
from yinuo.values.numerals import digit_by_digit, parse_numeral, plain_numerals, read, small_number

VALUES = [
    ("零", 0),
    ("十", 10),
    ("十五", 15),
    ("一百二", 120),
    ("一百零二", 102),
    ("一百二十", 120),
    ("两千六", 2600),
    ("两千零六", 2006),
    ("三万五", 35000),
    ("三万零五", 30005),
    ("九百万零四百", 9000400),
    ("二十万亿", 20e12),
    ("一亿一千一百万", 111e6),
    ("一千亿一千万一千零一", 100010001001),
    ("六万万", 6e8),
    ("1.3万亿", 1.3e12),
    ("3541.07万", 35410700),
    ("5亿1万4千6百", 500014600),
    ("7 万5 千4 百", 75400),
    ("3万4000", 34000),
    ("1,234,567", 1234567),
    ("１，２３４，５６７", 1234567),
    ("2．2亿", 2.2e8),
    ("3．68", 3.68),
    ("十五点七", 15.7),
    ("二点五万", 25000),
    ("二〇二五", 2025),
    ("二0二0", 2020),
    ("肆佰叁拾萬", 4300000),
    ("七十八万五佰零六", 780506),
    ("4 0 8 3", 4083),
]
BOUNDS = [
    ("十几", 10, None),
    ("二十几万", 200000, None),
    ("一千多万", 1e7, None),
    ("五百余万", 5e6, None),
    ("20余", 20, None),
    ("二十三亿五千多万", 2.35e9, None),
    ("一百几十", 110, None),
    ("数十亿", 1e9, 1e10),
    ("几百", 100, 1000),
    ("八九亿", 8e8, 9e8),
    ("四五千", 4000, 5000),
    ("十七八", 17, 18),
    ("三五", 3, 5),
    ("一两", 1, 2),
]
NO_NUMBER = ["", "几", "数", "十五五", "万里", "四川", "abc", "一百点", "点五"]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_one_number(text, value):
    assert parse_numeral(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS)
def test_numbers_that_are_bounds(text, low, high):
    found = read(text)
    assert (found.low, found.high) == (low, high)
    if low != high:
        assert parse_numeral(text) is None


@pytest.mark.parametrize("text", NO_NUMBER)
def test_no_number(text):
    assert parse_numeral(text) is None


DIGITS = "零一二三四五六七八九"


def spell(n):
    """A plain Chinese spelling of 0 < n < 10**12, written apart from the reader it checks."""
    if n >= 10**8:
        high, low = divmod(n, 10**8)
        return spell(high) + "亿" + ("零" if 0 < low < 10**7 else "") + (spell(low) if low else "")
    if n >= 10**4:
        high, low = divmod(n, 10**4)
        return spell(high) + "万" + ("零" if 0 < low < 10**3 else "") + (spell(low) if low else "")
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            out += ("零" if gap else "") + DIGITS[digit] + name
            gap = False
        elif out:
            gap = True
    return out


@given(st.integers(1, 10**12 - 1))
def test_reads_what_is_spelt(n):
    assert parse_numeral(spell(n)) == n


@given(st.text())
def test_plain_numerals_keep_every_offset(text):
    assert len(plain_numerals(text)) == len(text)


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿几数多余来点0123456789.", max_size=12))
def test_reader_never_raises_and_bounds_are_in_order(run):
    found = read(run)
    assert found is None or found.high is None or found.low <= found.high


def test_numbers_and_times_know_the_same_old_forms():
    old = "".join(map(chr, OLD_FORMS))
    assert plain_numerals(old) == plain_times(old) == "".join(OLD_FORMS.values())


@given(st.integers(1, 999))
def test_small_numbers_are_read_as_large_ones_are(n):
    assert small_number(spell(n).replace("零", "")) == n == small_number(str(n))
    assert small_number(spell(n).removeprefix("一")) == n or not 10 <= n < 20


@given(st.lists(st.sampled_from("0123456789"), min_size=1, max_size=8), st.sampled_from("零〇○"))
def test_digit_by_digit(digits, zero):
    written = "".join(zero if d == "0" else DIGITS[int(d)] for d in digits)
    assert digit_by_digit(written) == digit_by_digit(" ".join(digits)) == int("".join(digits))

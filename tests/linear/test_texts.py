"""Extraction works in proportion to the length of its text, and never recurses by it, whatever is repeated in it.

Work is the number of calls, of functions in Python and in C, which no busy machine changes; what regular expressions do
within one call is counted by ``test_patterns.py``.
"""

import sys

import pytest

import yinuo

SHORT, LONG = 1500, 6000
UNITS = (
    "一、", "二、三、", "周二、", "周二、周三", "●一、五年来", "五年来、", "确保", "壹贰叁", "新建学校并", "将学校，",
    "由市教育局负责。", "（由市教育局负责）", "2023年起，每年3月底前。", "“新建学校”，", "“学校”。", "目录\n",
    "新建学校5所，", "各级", "1，", "人民政府",
)  # fmt: skip


@pytest.fixture(scope="module")
def nlp():
    nlp = yinuo.load()
    yinuo.extract("今年，我们要新建学校5所。" * 20, nlp=nlp)
    return nlp


def work(text, nlp):
    """How many calls extraction needs."""
    count = 0

    def seen(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        yinuo.extract(text, include=("achievement", "background"), nlp=nlp)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_is_four_times_the_work(unit, nlp):
    short, long = (work(unit * (n // len(unit)), nlp) for n in (SHORT, LONG))
    assert long < 6 * short, f"{short} calls, then {long}"


@pytest.mark.parametrize(
    "unit", ["确保", "必须", "由", "并", "要求", "以", "对", "督促", "使", "把", "（", "“", "《", "不"]
)
def test_nothing_recurses_by_the_length_of_a_text(unit, nlp):
    for text in (unit * 493, f"{unit}学校" * 493, f"{unit}要加强学校建设" * 493):
        for record in yinuo.extract(text, include=("achievement", "background"), nlp=nlp):
            assert text[record.start : record.end] == record.text

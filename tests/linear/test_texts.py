"""Extraction works in proportion to the length of its text, and never recurses by it, whatever is repeated in it.

Work is what no busy machine changes: the lines of Python that run, a round of a loop being one more, the calls of
functions in C, and the characters that patterns look over (``scanned.py``). What one pattern does within one try is
counted by ``test_patterns.py``.
"""

import json
import subprocess
import sys

import pytest

import yinuo
from yinuo.structure.outline import speeches

SHORT, LONG = 1000, 4000
UNITS = (
    "一、", "二、三、", "周二、", "周二、周三", "●一、五年来", "五年来、", "确保", "壹贰叁", "新建学校并", "将学校，",
    "由市教育局负责。", "（由市教育局负责）", "2023年起，每年3月底前。", "“新建学校”，", "“学校”。", "目录\n",
    "新建学校5所，", "各级", "1，", "人民政府", "一、新建学校\n",
    # Whole texts: sentences and paragraphs as reports have them.
    "新建学校5所。", "新建学校5所；", "今年，要新建学校5所，完善制度；", "推动学校建设、加强管理，",
    "到2025年，新建学校5所。\n",
    "一、提高教育质量\n今年新建学校5所。加快建设医院。\n", "责任单位：市教育局\n新建学校5所。\n",
    "序号\n重点任务\n责任单位\n完成时限\n1\n新建学校5所。\n市教育局\n9月底前\n",
    "——推进“学校”建设。是以学校为主的工作，去年完成了学校建设。", "各县要建设学校，教育局负责管理，不得收费。",
)  # fmt: skip


@pytest.fixture(scope="module")
def nlp():
    nlp = yinuo.load()
    yinuo.extract("今年，我们要新建学校5所。" * 20, nlp=nlp)
    return nlp


def work(function, text):
    """How many lines of Python and calls of C a function needs for a text."""
    count = 0

    def called(frame, event, argument):
        nonlocal count
        count += event == "c_call"

    def ran(frame, event, argument):
        nonlocal count
        count += event == "line"
        return ran

    sys.setprofile(called)
    sys.settrace(ran)
    try:
        function(text)
    finally:
        sys.settrace(None)
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_is_four_times_the_work(unit, nlp):
    def extract(text):
        yinuo.extract(text, include=("achievement", "background"), nlp=nlp)

    short, long = (work(extract, unit * (n // len(unit))) for n in (SHORT, LONG))
    assert long < 6 * short, f"{short} steps, then {long}"


@pytest.mark.parametrize(
    "line", ["一、\n", "新建学校。\n", "一、学校\n新建学校。\n", "去年新建学校。\n", "——学校\n", "\n"]
)
def test_four_times_the_lines_is_four_times_the_work_of_structure(line):
    """What is asked of all lines above for each line shows where there are thousands of them."""
    short, long = (work(speeches, line * n) for n in (600, 2400))
    assert long < 5 * short, f"{short} steps, then {long}"


def test_four_times_the_text_is_four_times_what_patterns_look_over():
    program = [sys.executable, "-m", "tests.linear.scanned", str(SHORT), str(LONG), *UNITS]
    shown = subprocess.run(program, capture_output=True, text=True, check=True, timeout=600).stdout
    counts = [json.loads(line) for line in shown.splitlines()]
    assert len(counts) == len(UNITS)
    assert [(unit, *both) for unit, both in zip(UNITS, counts, strict=True) if both[1] > 5 * both[0]] == []


@pytest.mark.parametrize(
    "unit", ["确保", "必须", "由", "并", "要求", "以", "对", "督促", "使", "把", "（", "“", "《", "不"]
)
def test_nothing_recurses_by_the_length_of_a_text(unit, nlp):
    for text in (unit * 493, f"{unit}学校" * 493, f"{unit}要加强学校建设" * 493):
        for record in yinuo.extract(text, include=("achievement", "background"), nlp=nlp):
            assert text[record.start : record.end] == record.text

"""Numbers, quantities and times of each kind: our own cases, and those of peers' test suites by their scorer."""

import json

import pytest

import yinuo
from tests.scripts import load_script
from tests.shared import SHARED, needs

LEAST = 0.95

# One form or two of each kind that the peers' suites ask about, in words of our own.
AMOUNTS = {
    "三百零六": (306, 306, None),
    "一万零五十": (10050, 10050, None),
    "两亿三千万": (2.3e8, 2.3e8, None),
    "2.5万": (25000, 25000, None),
    "7,250": (7250, 7250, None),
    "百分之八": (8, 8, "%"),
    "百分之十五以上": (15, None, "%"),
    "三分之二": (66.67, 66.67, "%"),
    "不到六成": (None, 60, "%"),
    "1.5个百分点": (1.5, 1.5, "个百分点"),
    "三千五百元": (3500, 3500, "元"),
    "50欧元": (50, 50, "欧元"),
    "12.5公斤": (12.5, 12.5, "公斤"),
    "一百二十平方公里": (120, 120, "平方公里"),
    "3米到5米": (3, 5, "米"),
    "至少20家": (20, None, "家"),
}
TIMES = {
    "2023年": ("2023-01-01", "2023-12-31", None, None),
    "今年上半年": ("2021-01-01", "2021-06-30", None, None),
    "后年年底": (None, "2023-12-31", None, None),
    "国庆节前": (None, "2021-09-30", None, None),
    "上个月": ("2021-05-01", "2021-05-31", None, None),
    "下周三": ("2021-06-23", "2021-06-23", None, None),
    "2021年7月3日": ("2021-07-03", "2021-07-03", None, None),
    "本世纪中叶": (None, "2050-12-31", None, None),
    "三个月内": (None, None, "P3M", None),
    "三天": (None, None, "P3D", None),
    "每周": (None, None, None, "P1W"),
}
NEITHER = ["四川", "万一", "一般来说", "八仙过海"]


@pytest.mark.parametrize(("text", "wanted"), AMOUNTS.items())
def test_amounts_of_each_kind(text, wanted):
    (found,) = yinuo.quantities(text)
    assert found.text == text
    assert (found.low, found.high, found.unit) == wanted


@pytest.mark.parametrize(("text", "wanted"), TIMES.items())
def test_times_of_each_kind(text, wanted):
    (found,) = yinuo.deadlines(text, date="2021-06-14")
    assert (found.from_, found.to, found.duration, found.repeat) == wanted


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_neither(text):
    assert not yinuo.quantities(text)
    assert not yinuo.deadlines(text, date="2021-06-14")


@pytest.fixture(scope="module")
def result():
    cases = [json.loads(line) for line in (SHARED / "peers" / "cases.jsonl").read_text("utf-8").splitlines()]
    return load_script(SHARED / "peers" / "score_values.py").score(cases, yinuo.quantities, yinuo.deadlines)


@needs("peers", sibling="test_amounts_of_each_kind")
@pytest.mark.parametrize("kind", ["number", "quantity", "time"])
def test_cases_of_peers(result, kind):
    rows, errors = result
    right, total = rows[kind]
    wrong = "\n".join(f"{case['id']}: {case['input']} found {found}" for case, found in errors if case["kind"] == kind)
    assert total > 0
    assert right / total >= LEAST, f"{right} of {total} right; wrong:\n{wrong}"

"""The public functions: what comes without a date, what a bad date says, what holds for any text."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared import ROOT, needs, sample
from yinuo.errors import DateError
from yinuo.readers import read
from yinuo.records import Deadline
from yinuo.values.deadlines.scanner import deadlines, scan

KINDS = {
    *("point", "span", "until", "before", "since", "after", "duration", "repeat"),
    *("past", "base", "length", "mention"),
}
PIECES = st.sampled_from(
    [
        *(
            "今年",
            "2025年",
            "二〇二五年",
            "底前",
            "到",
            "从",
            "至",
            "年内",
            "三年",
            "内",
            "每",
            "每年",
            "6月",
            "30日",
            "第",
            "前",
            "起",
        ),
        *(
            "“十四五”",
            "期间",
            "春节",
            "—",
            "《",
            "》",
            "今后",
            "百",
            "半",
            "个",
            "月",
            "1.5",
            "9999年",
            "31日",
            "2月",
            "周三",
            "\n",
            "，",
        ),
        *(
            "末",
            "世纪",
            "本",
            "秋季开学",
            "以来",
            "20191301",
            "222年",
            "５",
            "党的二十大",
            "第三个五年计划期间",
            "后三年",
            "十",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))
DATES = st.one_of(st.none(), st.dates(), st.sampled_from(["2022-03-01", "0001-01-01", "9999-12-31"]))


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, date=DATES)
def test_any_text_and_date(text, date):
    found = scan(text, date)
    assert found == scan(text, date)
    end = 0
    for item in found:
        assert text[item["start"] : item["end"]] == item["text"] != ""
        assert item["start"] >= end, "times do not overlap"
        end = item["end"]
        assert item["kind"] in KINDS
        days = [datetime.date.fromisoformat(item[key]) for key in ("from", "to") if item[key]]
        assert days == sorted(days)
    assert [d.text for d in deadlines(text, date=date)] == [item["text"] for item in found]


@pytest.mark.parametrize(
    "text", ["今年完成", "年内完成", "明年上半年完成", "三季度完成", "6月底前完成", "今后五年", "春节前", "上半年"]
)
def test_relative_time_without_a_date_is_found_and_unknown(text):
    (found,) = deadlines(text)
    assert (found.from_, found.to, found.duration, found.repeat) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年完成", "2025-01-01", "2025-12-31"),
        ("到2030年", None, "2030-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("2023年春节前", None, "2023-01-21"),
        ("2025年6月底前", None, "2025-06-30"),
    ],
)
def test_absolute_time_needs_no_date(text, first, last):
    (found,) = deadlines(text)
    assert (found.from_, found.to) == (first, last)


@pytest.mark.parametrize(
    ("text", "day", "first", "last"),
    [
        ("今后五年", "2024-02-29", "2024-02-29", "2029-02-28"),
        ("今后三个月", "2024-11-30", "2024-11-30", "2025-02-28"),
        ("秋季开学前", "2022-09-15", None, "2023-08-31"),
        ("春节前", "2022-12-20", None, "2023-01-21"),
        ("本世纪末", "1985-03-27", None, "2000-12-31"),
        ("下世纪中叶", "1996-03-05", None, "2050-12-31"),
        ("本届政府任期内", "1999-03-05", None, "2003-03-04"),
        ("下个月", "2022-12-31", "2023-01-01", "2023-01-31"),
        ("年内", datetime.date(2015, 2, 5), None, "2015-12-31"),
        ("年内", datetime.datetime(2015, 2, 5, 9, 30), None, "2015-12-31"),
    ],
)
def test_told_from_the_date(text, day, first, last):
    (found,) = deadlines(text, date=day)
    assert (found.from_, found.to) == (first, last)


@pytest.mark.parametrize("date", ["2022", "2022-13-01", "2022-02-30", "昨天", "", "20220301", "2022/03/01", 20220301])
def test_bad_date_says_what_is_wanted(date):
    with pytest.raises(DateError, match="YYYY-MM-DD") as caught:
        deadlines("今年", date=date)
    assert repr(date) in str(caught.value)


def test_a_deadline_is_a_record():
    assert deadlines("到2025年完成") == [Deadline(text="到2025年", start=0, end=6, to="2025-12-31")]


def test_offsets_hold_in_full_width_text():
    text = "\u3000\u3000２０２５年底前完成"
    (found,) = deadlines(text)
    assert (text[found.start : found.end], found.to) == ("２０２５年底前", "2025-12-31")


def test_years_of_two_digits_are_not_read_where_digits_were_lost():
    assert [d.text for d in deadlines("22年3月开工", date="2022-03-01")] == ["22年3月"]
    assert not [d for d in scan("222年工作。22年底前完成", "2022-03-01") if d["to"]]


def assert_grounded(paths):
    for path in paths:
        text = read(path).text
        found = scan(text, "2020-03-01")
        assert found, path.name
        assert all(text[item["start"] : item["end"]] == item["text"] for item in found)


def test_shipped_texts_give_grounded_times():
    paths = sorted((ROOT / "corpus").rglob("*.txt"))
    assert len(paths) > 8
    assert_grounded(paths)


@needs("corpus", sibling="test_shipped_texts_give_grounded_times")
def test_real_texts_give_grounded_times():
    assert_grounded(path for path in sample("corpus", 8) if path.stem != "shisiwu-2021")


def test_a_bound_that_reaches_into_the_next_time_takes_it():
    assert [item["text"] for item in scan("今年前1日")] == ["今年前"]

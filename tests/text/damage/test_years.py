"""Years and ranges that lost digits: restored where the document leaves one reading, left alone elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.text.damage.findings import Repaired
from yinuo.text.damage.years import FIRST, LAST, ranges, readings, subject_years, years


def restored(text: str, lost: str = "01") -> str:
    return Repaired.of(text, years(text, frozenset(lost))).text


@pytest.mark.parametrize(
    ("digits", "lost", "expected"),
    [
        ("222", "01", (2022,)),
        ("22", "01", (2002, 2012, 2020, 2021)),
        ("999", "01", (1999,)),
        ("99", "01", (1990, 1991)),
        ("225", "0", (2025,)),
        ("0", "2", (2022,)),
        ("7", "01", ()),
    ],
)
def test_years_that_leave_these_digits(digits: str, lost: str, expected: tuple[int, ...]) -> None:
    assert readings(digits, frozenset(lost)) == expected


@pytest.mark.parametrize(
    ("text", "lost", "expected"),
    [
        ("222年度工作安排", "01", "2022年度工作安排"),
        ("抓好申报,222年底前完成", "01", "抓好申报,2022年底前完成"),
        ("截至998年底", "01", "截至1998年底"),  # 98 and one 9 more: 1998 alone
        ("在225年工作会议上的讲话", "01", "在2025年工作会议上的讲话"),
        ("〔229〕4号", "0", "〔2029〕4号"),
        ("226—228年三年行动", "01", "2026—2028年三年行动"),
    ],
)
def test_one_reading_is_restored(text: str, lost: str, expected: str) -> None:
    assert restored(text, lost) == expected


def test_the_document_decides_between_readings() -> None:
    # 23 can be 2003, 2013, 2030, 2031; the plan and the years beside it leave 2013.
    text = "23年政府工作报告\n一、22年工作回顾\n“十二五”规划实施以来,党的十八大召开。\n二、23年工作安排\n23年主要目标"
    assert restored(text).startswith("2013年政府工作报告")


@pytest.mark.parametrize(
    "text", ["连续3年增长", "用3年时间", "近5年来", "2年内完成", "三年行动", "1949年以来", "约22万人"]
)
def test_stretches_and_sound_numbers_stay(text: str) -> None:
    assert restored(text) == text


def test_undecided_year_is_proposed_with_its_rivals() -> None:
    (first, *_) = years("98年以来", frozenset("01"))
    assert not first.applied
    assert first.candidates


@pytest.mark.parametrize(
    ("text", "lost", "expected"),
    [
        ("建成—2门课程", "01", "建成1—2门课程"),
        ("设立—2名教师", "01", "设立1—2名教师"),
        ("建成—2门课程", "0", "建成—2门课程"),  # a lost 0 cannot stand there
        ("建成—4门课程", "12", "建成—4门课程"),  # 1 or 2
        ("建成3—5门课程", "01", "建成3—5门课程"),
    ],
)
def test_range_with_one_end_gone(text: str, lost: str, expected: str) -> None:
    assert Repaired.of(text, ranges(text, frozenset(lost))).text == expected


def test_subject_year_is_the_title_and_the_most_named() -> None:
    found = subject_years("2019年政府工作报告。2018年工作回顾。2019年任务")
    assert max(found, key=lambda y: found[y]) == 2019
    assert abs(sum(found.values()) - 1) < 0.01


@given(st.integers(FIRST, LAST), st.sets(st.sampled_from("0123456789"), min_size=1, max_size=3))
def test_a_year_is_among_the_readings_of_what_is_left_of_it(year: int, lost: set[str]) -> None:
    left = "".join(c for c in str(year) if c not in lost)
    assert year in readings(left, frozenset(lost))


@given(st.text("0123456789年月—〔〕个度,到", max_size=30), st.sets(st.sampled_from("0123456789"), min_size=1))
def test_only_lost_digits_are_inserted(text: str, lost: set[str]) -> None:
    for repair in (*years(text, frozenset(lost)), *ranges(text, frozenset(lost))):
        assert set(repair.insert) <= lost
        assert 0 <= repair.at <= len(text)
        assert 0 <= repair.confidence <= 1

"""Years and ranges that lost digits: restored where the document leaves one reading, left alone elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.damage.samples import INTACT, SPEECHES
from tests.scripts import load_script
from tests.shared import ROOT, SHARED, needs
from yinuo.damage.findings import Repaired
from yinuo.damage.years.contexts import FIRST, LAST
from yinuo.damage.years.facts import placed, plan_years
from yinuo.damage.years.links import Mention, links
from yinuo.damage.years.repairs import own_years, ranges, readings, years
from yinuo.folding import fold

MEASURE = load_script(ROOT / "models" / "years" / "measure.py")


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年政府工作报告\n二、22年重点工作\n22年，是全面建成小康社会之后的一年。2022年", "same"),
        ("(2022年3月8日)\n21年，全镇收入突破", None),
    ],
)
def test_the_first_year_under_a_heading_is_that_of_the_heading(text: str, expected: str | None) -> None:
    found = [m.start() for m in re.finditer(r"\d{2,4}(?=年)", text)]
    mentions = [Mention(at, "22", (2002, 2012, 2020, 2021)) for at in found]
    assert {link.how for link in links(text, mentions)} == ({expected} if expected else set())


@pytest.mark.parametrize("text", ["较3年前增长44%", "相当于5年前1.5个百分点"])
def test_so_many_years_ago_is_no_year(text: str) -> None:
    assert restored(text, "20") == text


def test_the_document_decides_between_readings() -> None:
    # 23 can be 2003, 2013, 2030, 2031; the plan and the years beside it leave 2013.
    text = "23年政府工作报告\n一、22年工作回顾\n“十二五”规划实施以来,党的十八大召开。\n二、23年工作安排\n23年主要目标"
    assert restored(text).startswith("2013年政府工作报告")


@pytest.mark.parametrize(
    "text", ["连续3年增长", "用3年时间", "近5年来", "2年内完成", "三年行动", "1949年以来", "约22万人"]
)
def test_stretches_and_sound_numbers_stay(text: str) -> None:
    assert restored(text) == text


@pytest.mark.parametrize(
    ("text", "second", "how"),
    [
        ("226—23年规划", 4, "range"),
        ("22年和223年", 4, "later"),
        ("从22年的5%提高到225年", 10, "later"),
        ("225年增加值比22年", 8, "earlier"),
        ("29年月日至2年月", 6, "not earlier"),
    ],
)
def test_years_that_bear_on_each_other(text: str, second: int, how: str) -> None:
    lost = frozenset("01")
    found = [Mention(m.start(), m[0], readings(m[0], lost)) for m in re.finditer(r"\d+(?=年|—)", text)]
    (link,) = [one for one in links(text, found) if found[one.second].start == second]
    assert link.how == how


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


@pytest.mark.parametrize(
    ("text", "lost", "expected"),
    [
        # Where nothing is left of 2020 and 2022, every 年 could be one; these are not.
        ("今年要抓好落实。去年以来，一九九○年以后，全年完成。老年人。", "20", ""),
        ("2年政府工作报告\n今年是“十五”计划的第一年。", "01", "2年政府 2001"),  # 2000, 2001, 2010, 2011
        # The plan that opens, the congress and the review tell 2021 from 2012 and 2020.
        (
            "22年政府工作报告\n一、22年工作回顾\n“十三五”规划圆满收官，脱贫攻坚战取得全面胜利，党的十九届五中全会召开。\n"
            "二、“十四五”规划开局之年的工作\n到225年，到235年基本实现现代化。\n三、22年重点工作安排",
            "01",
            "22年重点工作安排 2021",
        ),
        ("225年政府工作报告\n“十四五”规划收官。\n到23年实现碳达峰", "01", "到23年 2030"),
        # Marks and ministries that came later than 2008; a range that lasts as long as the plan beside it says.
        ("国办发〔28〕9号\n国务院办公厅\n28年2月7日\n（此件公开发布）", "01", "28年2月7日 2018"),
        ("226年工作安排\n生态环境保护“三年行动”（23—233年）全面展开", "01", "23—233年 2031—2033"),
        (
            "226年工作\n全面启动五年规划（22—225年）的评估。“十四五”规划收官，二十届四中全会召开",
            "01",
            "22—225年 2021—2025",
        ),
    ],
)
def test_words_plans_and_events_decide(text: str, lost: str, expected: str) -> None:
    found = restored(text, lost)
    for wanted in filter(None, expected.split(",")):
        stump, year = wanted.split(" ")
        assert re.sub(r"[\d—]+年", f"{year}年", stump) in found
    if not expected:
        assert found == text


def test_what_is_not_told_by_the_document_is_not_told_apart() -> None:
    found = years("国办发〔28〕5号\n各省：\n28年2月7日", frozenset("01"))
    assert found
    assert not any(r.applied for r in found)  # 2008 or 2018


@pytest.mark.parametrize(
    ("text", "expected"), [("“十四五”规划", [(2021, 2025)]), ("三五成群", []), ("九五计划", [(1996, 2000)])]
)
def test_plans_named(text: str, expected: list[tuple[int, int]]) -> None:
    assert list(plan_years(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“十四五”规划的开局之年", {2021}),
        ("“十三五”收官之年", {2020}),
        ("“十二五”时期承前启后的重要一年", {2012, 2013}),
        ("“十四五”规划纲要", set()),
    ],
)
def test_places_in_a_plan(text: str, expected: set[int]) -> None:
    assert placed(text) == expected


def test_own_year_is_the_title_and_the_most_named() -> None:
    found = own_years("2019年政府工作报告。2018年工作回顾。2019年任务")
    assert max(found, key=lambda y: found[y]) == 2019
    assert abs(sum(found.values()) - 1) < 0.01


@pytest.mark.parametrize(("lost", "recall"), [("01", 0.89), ("20", 0.82), ("12", 0.85), ("0", 1), ("5", 1)])
def test_years_of_shipped_texts(lost: str, recall: float) -> None:
    assert_restored([fold(text) for text in (*SPEECHES.values(), *INTACT.values())], lost, recall)


@needs("corpus", sibling="test_years_of_shipped_texts")
@pytest.mark.parametrize(("lost", "recall"), [("01", 0.95), ("20", 0.95), ("12", 0.94), ("0", 0.96), ("5", 0.98)])
def test_years_of_texts_held_out(lost: str, recall: float) -> None:
    assert_restored(MEASURE.texts(SHARED / "corpus", held_out=True).values(), lost, recall)


def assert_restored(texts: Iterable[str], lost: str, recall: float) -> None:
    found = [r for text in texts for r in MEASURE.results(text, lost)]
    due = [r for r in found if r[1].strip()]
    right = sum(r[1] == r[2] for r in due)
    wrong = [r for r in found if r[2].strip() and r[1] != r[2]]
    assert right / len(due) >= recall
    assert len(wrong) <= 0.04 * (right + len(wrong)), wrong


@pytest.mark.parametrize("odd", ["二二届", "十十届", "三十届", "九十九届", "一届"])
def test_odd_congresses_tell_nothing(odd: str) -> None:
    assert restored(f"{odd}全国人大一次会议，222年工作安排") == f"{odd}全国人大一次会议，2022年工作安排"


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

"""A report held in November or December plans the next year: what its plan calls 今年 or 年底 is that one."""

import pytest

from yinuo.extraction import extract

HEAD = "清溪县政府工作报告（2030年12月18日 林晓）\n——2030年12月18日在清溪县第十届人民代表大会第二次会议上\n县长 林晓\n"
REVIEW = "一、2030年工作回顾\n2030年，全县新建学校3所。\n"
PLAN = "二、2031年工作安排\n"


def times(text, **options):
    found = extract(text, **options)
    return [(r.text, r.deadline.from_, r.deadline.to) if r.deadline else (r.text, None, None) for r in found]


@pytest.mark.parametrize(
    ("task", "first", "last"),
    [
        ("年内建成公园3个。", None, "2031-12-31"),
        ("今年建成公园3个。", "2031-01-01", "2031-12-31"),
        ("明年建成公园3个。", "2031-01-01", "2031-12-31"),
        ("下半年建成公园3个。", "2031-07-01", "2031-12-31"),
        ("三季度建成公园3个。", "2031-07-01", "2031-09-30"),
        ("9月底前建成公园3个。", None, "2031-09-30"),
        ("春节前建成公园3个。", None, "2031-01-22"),
        ("2030年底前建成公园3个。", None, "2030-12-31"),
        ("未来三年建成公园3个。", "2030-12-18", "2033-12-18"),
    ],
)
def test_times_of_the_plan_are_of_the_planned_year(task, first, last):
    assert times(HEAD + REVIEW + PLAN + task) == [("建成公园3个", first, last)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + REVIEW + PLAN + "年底前建成公园3个。", id="by a heading"),
        pytest.param(
            HEAD + REVIEW + "二、奋力开创新局面\n2031年是攻坚之年，重点做好以下工作：\n年底前建成公园3个。",
            id="by a paragraph",
        ),
        pytest.param("清溪县2031年工作要点\n（2030年11月30日）\n一、重点任务\n年底前建成公园3个。", id="by the title"),
        pytest.param(
            "清溪县教育局2030年工作总结和2031年工作打算\n2030年12月3日\n" + REVIEW + PLAN + "年底前建成公园3个。",
            id="by both years",
        ),
    ],
)
def test_the_planned_year_is_found(text):
    (record,) = (r for r in extract(text) if "公园" in r.text)
    assert record.deadline.to == "2031-12-31"


def test_a_report_of_january_speaks_of_its_own_year():
    text = HEAD.replace("2030年12月18日", "2031年1月18日") + REVIEW + PLAN + "年底前建成公园3个。"
    assert times(text) == [("建成公园3个", None, "2031-12-31")]


def test_a_speech_of_december_about_its_own_year_stays_there():
    text = "在岁末安全生产会议上的讲话\n县长 林晓\n2030年12月3日\n一、下一步工作\n年底前完成排查5次。"
    assert times(text) == [("完成排查5次", None, "2030-12-31")]


def test_the_speech_has_the_planned_year_and_the_day_it_was_held():
    (record,) = extract(HEAD + REVIEW + PLAN + "建成公园3个。")
    assert (record.speech.year, record.speech.date) == (2031, "2030-12-18")


def test_a_day_between_the_speech_and_the_planned_year_is_no_review():
    plan = PLAN + "2030年12月25日前建成公园3个。\n"
    assert times(HEAD + REVIEW + plan) == [("建成公园3个", None, "2030-12-25")]
    assert times(HEAD + REVIEW + plan.replace("12月25日", "3月25日")) == []


def test_a_far_goal_in_a_heading_is_not_the_year_of_the_speech():
    goals = "二、2045年远景目标\n建成强市。\n三、2031年重点工作\n建成公园3个。"
    text = "政府工作报告\n一、2030年工作回顾\n新建学校3所。\n" + goals
    assert {r.speech.year for r in extract(text)} == {2031}

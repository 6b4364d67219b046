"""Where no words state a time, a heading above or the speech's own year gives the due date, and says that it did."""

import pytest

from yinuo.evaluate.items import read_item
from yinuo.extraction import extract
from yinuo.nlp.pipeline import load
from yinuo.nlp.state import state_of
from yinuo.writers.flat import to_row

TITLE = "清溪县2026年政府工作报告\n（2026年1月18日）\n"
LATE = "清溪县政府工作报告（2025年12月18日 林晓）\n——2025年12月18日在清溪县第十届人民代表大会第二次会议上\n县长 林晓\n"
REVIEW = "一、2025年工作回顾\n2025年，全县新建学校3所。\n"
TASK = "新建幼儿园7所。\n"


def due(text, **options):
    (record,) = (r for r in extract(text, **options) if r.status == "commitment")
    return record.deadline and (record.deadline.source, record.deadline.text, record.deadline.from_, record.deadline.to)


@pytest.mark.parametrize(
    ("heading", "words", "first", "last"),
    [
        ("二、2027年工作安排", "2027年", "2027-01-01", "2027-12-31"),
        ("二、今后五年奋斗目标", "今后五年", "2026-01-18", "2031-01-18"),
        ("二、“十五五”时期主要目标", "“十五五”时期", "2026-01-01", "2030-12-31"),
        ("二、“十五五”规划主要目标", "“十五五”", "2026-01-01", "2030-12-31"),
        ("二、“十五五”发展的指导思想、奋斗目标和工作重点", "“十五五”", "2026-01-01", "2030-12-31"),
        ("二、2026—2028年重点任务", "2026—2028年", "2026-01-01", "2028-12-31"),
        ("二、2025年总结和2026年打算", "2026年", "2026-01-01", "2026-12-31"),
        ("二、“十五五”时期目标和2026年重点工作", "2026年", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_heading_above_that_names_a_time_gives_the_due_date(heading, words, first, last):
    assert due(f"{TITLE}{heading}\n{TASK}") == ("section", words, first, last)


@pytest.mark.parametrize(
    "heading", ["二、编制好“十五五”规划", "二、重点任务", "二、打赢三年行动", "二、2030年远景目标"]
)
def test_a_heading_that_names_no_time_gives_none(heading):
    assert due(f"{TITLE}{heading}\n{TASK}") == ("document", None, None, "2026-12-31")


def test_the_nearest_heading_with_a_time_counts_up_to_the_next_of_its_level():
    text = f"{TITLE}一、“十五五”时期主要目标\n（一）扩大学位\n{TASK}二、重点任务\n新建公园3个。\n"
    assert [(r.deadline.source, r.deadline.to) for r in extract(text)] == [
        ("section", "2030-12-31"),
        ("document", "2026-12-31"),
    ]


def test_of_two_times_of_a_heading_that_counts_which_the_text_named_last():
    heading = "二、“十五五”时期目标和2026年重点工作\n"
    goals = "“十五五”时期，全县发展进入快车道。\n新建幼儿园30所。\n"
    text = f"{TITLE}{heading}{goals}2026年是开局之年。\n{TASK}"
    assert [r.deadline.to for r in extract(text) if "幼儿园" in r.text] == ["2030-12-31", "2026-12-31"]


def test_the_words_of_the_heading_stand_where_they_are_said_to():
    text = f"{TITLE}一、“十五五”时期主要目标\n{TASK}"
    (record,) = extract(text)
    assert text[record.deadline.start : record.deadline.end] == "“十五五”时期"
    (why,) = (e for e in record.evidence if e.field == "deadline")
    assert (why.rule, why.text) == ("section-time", "“十五五”时期")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param(TITLE + TASK, "2026-12-31", id="its year"),
        pytest.param(
            LATE + REVIEW + "二、下一步重点任务\n2026年要干好以下工作。\n" + TASK, "2026-12-31", id="December"
        ),
        pytest.param("清溪县“十五五”教育发展规划\n一、重点任务\n" + TASK, "2030-12-31", id="plan"),
        pytest.param("清溪县国民经济和社会发展第十五个五年规划纲要\n一、重点任务\n" + TASK, "2030-12-31", id="ordinal"),
        pytest.param("清溪县学前教育行动计划（2026—2028年）\n一、重点任务\n" + TASK, "2028-12-31", id="years"),
        pytest.param(
            "关于做好“十五五”规划编制工作的通知\n2025年3月1日\n一、重点任务\n" + TASK, "2025-12-31", id="drafting"
        ),
    ],
)
def test_the_speech_gives_the_last_day_of_what_it_plans(text, last):
    found = [r for r in extract(text) if "幼儿园" in r.text]
    assert [(r.deadline.source, r.deadline.text, r.deadline.from_, r.deadline.to) for r in found] == [
        ("document", None, None, last)
    ]


@pytest.mark.parametrize(
    ("sentence", "source", "field", "value"),
    [
        ("三年内新建幼儿园7所。", "explicit", "duration", "P3Y"),
        ("每年新建幼儿园7所。", "explicit", "repeat", "P1Y"),
        ("6月底前新建幼儿园7所。", "explicit", "to", "2026-06-30"),
    ],
)
def test_a_time_that_is_stated_stays_as_it_is(sentence, source, field, value):
    (record,) = extract(f"{TITLE}一、“十五五”时期主要目标\n{sentence}")
    assert (record.deadline.source, getattr(record.deadline, field)) == (source, value)


def test_what_is_unknown_stays_null():
    assert due(f"一、重点任务\n{TASK}") is None
    assert due(f"2025年工作安排\n一、重点任务\n{TASK}", date="2026-01-10") is None


def test_only_commitments_have_one():
    text = TITLE + REVIEW + "二、2026年工作安排\n" + TASK
    found = extract(text, include=("achievement", "background"))
    assert {r.status for r in found if r.deadline and not r.deadline.stated} == {"commitment"}


@pytest.mark.parametrize("heading", ["二、2027年工作安排", "二、重点任务"])
def test_it_is_no_stated_deadline(heading, tmp_path):
    (record,) = extract(f"{TITLE}{heading}\n{TASK}")
    assert "deadline" in record.measurable.missing
    assert read_item(record.model_dump(by_alias=True, mode="json")).deadline is None
    row = to_row(record)
    assert [row[c] for c in ("deadline", "deadline_from", "deadline_to", "deadline_source")] == [None] * 4
    assert (row["due"], row["due_source"]) == (record.deadline.to, record.deadline.source)


def test_a_heading_that_lost_digits_gives_a_flagged_date():
    nlp = load()
    text = f"{TITLE}二、2月底前重点任务\n{TASK}"
    for lost, damaged in (([], False), (["0", "1"], True)):
        doc = nlp.make_doc(text)
        state_of(doc)["lost"] = lost
        (record,) = nlp(doc)._.commitments
        assert (record.deadline.source, record.deadline.to) == ("section", "2026-02-28")
        assert record.deadline.damaged is damaged

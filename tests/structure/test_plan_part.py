"""The plan part of a report is found under headings of many kinds, and notes about licences end no document."""

import pytest

from yinuo.extraction import extract

TITLE = "云溪市2031年政府工作报告\n云溪市市长 王大明\n2031年1月10日\n"
REVIEW = "一、2030年工作回顾\n一年来，全市新建学校5所，改造道路12条。\n"
TASKS = "（一）办好教育。新建公办幼儿园7所。\n（二）修好道路。改造农村公路30公里。\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(REVIEW + "2031年工作安排\n" + TASKS, id="year heading without a mark"),
        pytest.param(
            REVIEW + "二、总体要求\n今年要坚持稳中求进。重点抓好以下工作：\n" + TASKS, id="tasks under guiding thought"
        ),
        pytest.param(REVIEW + "二、努力方向\n" + TASKS, id="a task heading without the word task"),
        pytest.param(
            REVIEW + "二、2031年重点工作\n" + TASKS + "本作品在公共领域的讨论中常被提到。\n",
            id="words of a licence in text",
        ),
    ],
)
def test_plan_part_is_found(text):
    found = [record.text for record in extract(TITLE + text)]
    assert "新建公办幼儿园7所" in found
    assert "改造农村公路30公里" in found
    assert not any("12条" in words or "学校5所" in words for words in found)


def test_a_bulletin_promises_nothing():
    text = "云溪市2030年国民经济和社会发展统计公报\n一、综合\n全年新建学校5所，改造道路12条。\n"
    assert len(extract(text)) == 0

"""What stands above the plan of a report that reviews and plans is no commitment."""

import pytest

import yinuo

REVIEW = "（一）抓项目。全年实施重点项目12个，完成投资4亿元。\n（二）抓服务。更新公交车20台。\n"
PLAN = "（一）抓项目。新建公路80公里。"


def told(text):
    return [record.text for record in yinuo.extract(text)]


@pytest.mark.parametrize(
    "heading", ["主要工作开展情况", "工作开展情况", "工作亮点", "基本情况", "主要工作", "强化担当，狠抓落实"]
)
def test_a_part_above_problems_and_plans_reviews(heading):
    text = f"县局2030年工作汇报\n一、{heading}\n{REVIEW}二、存在的问题\n一是资金不足。\n三、下一步工作打算\n{PLAN}"
    assert told(text) == ["新建公路80公里"]


def test_the_title_says_that_a_text_reviews_and_plans():
    body = f"一、强化担当，狠抓落实\n{REVIEW}二、2031年工作思路\n{PLAN}"
    assert told(f"县局2030年工作总结及2031年工作思路\n{body}") == ["新建公路80公里"]


def test_a_plan_alone_reviews_nothing():
    text = f"县局2031年工作要点\n一、强化担当，狠抓落实\n更新公交车20台。\n二、重点工作安排\n{PLAN}"
    assert told(text) == ["更新公交车20台", "新建公路80公里"]

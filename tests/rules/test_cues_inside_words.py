"""A cue of status that begins or ends inside a longer word says nothing of the clause."""

import pytest

import yinuo

HEADINGS = "一、2031年工作安排\n（一）重点工作\n"
CLAUSES = (
    "办成一批让群众直接享受到实惠的实事",
    "攻坚信访突出问题",
    "有色金属产业产值达到750亿元",
    "有的放矢解决企业困难",
    "推进有线电视数字化改造",
    "规划建设10个由诺贝尔奖获得者领衔的实验室",
    "引进国家人才计划入选者10名",
    "打好疫情防控遭遇战、阻击战",
    "做好结核病、碘缺乏病等地方病防治",
    "把政府管不了、管不好的事项交给市场",
)
STANDING = (
    "我国发展面临多年少有的风险",
    "我们坚信目标一定会实现",
    "有上亿市场主体",
    "完成了五个项目",
    "入选全国试点城市",
)


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_word_that_holds_a_cue_leaves_a_task_a_task(clause):
    assert [(r.status, r.text) for r in yinuo.extract(f"{HEADINGS}{clause}。")] == [("commitment", clause)]


@pytest.mark.parametrize("clause", STANDING)
def test_the_cue_itself_still_tells_what_is_no_task(clause):
    assert not yinuo.extract(f"{HEADINGS}{clause}。")

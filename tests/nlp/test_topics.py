"""Cases of cases/topics.txt."""

import pytest

import yinuo
from tests.markup import cases, check, pipeline


@pytest.mark.parametrize(("line", "heading"), cases("topics"))
def test_topics(line, heading):
    check(line, heading)


PLAIN = "\n".join(f"{n}.新建口袋公园{n}个。（牵头单位：县园林局）" for n in range(1, 8))


@pytest.mark.parametrize(
    ("tasks", "found"),
    [
        (PLAIN, ["建成市民中心项目", "推进体育馆等4个项目建设"]),
        (PLAIN.replace("。（", "。同步完成绿化。（"), ["推进体育馆等4个项目建设"]),
    ],
)
def test_in_a_list_of_plain_tasks_no_sentence_is_a_heading(tasks, found):
    text = f"民生实事任务\n{tasks}\n8.建成市民中心项目。推进体育馆等4个项目建设。（牵头单位：县住建局）"
    assert [r.text for r in yinuo.extract(text, date="2031-01-16", nlp=pipeline())][-len(found) :] == found


def test_a_task_that_counts_is_no_heading_of_the_lines_below_it():
    text = "二、工作任务\n7.实施供水工程，铺设管网90公里。\n进度要求：9月底前完成水厂改造。\n牵头单位：县水利局"
    found = [r.text for r in yinuo.extract(text, date="2031-01-16", nlp=pipeline())]
    assert found[:2] == ["实施供水工程", "铺设管网90公里"]

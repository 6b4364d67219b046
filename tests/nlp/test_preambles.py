"""What leads up to a plan is guiding thought, and no commitment."""

import pytest

import yinuo

PLAN = """市生态环境局2025年工作总结及2026年工作计划
一、2025年工作开展情况
完成污水处理设施36座，淘汰锅炉16台。
二、2026年工作计划
{lead}
（一）深化污染防治攻坚
淘汰老旧货车800辆，完成企业改造50家。
（二）强化统筹协调
编制工作台账，强化督查调度。
"""
ANNOUNCED = "2026年，我局将深入贯彻习近平生态文明思想，以中期评估为契机，持续改善生态环境质量。具体工作计划如下："
SERVING = "2026年，我局将以打好攻坚战为目标，进一步提升党组织的凝聚力和战斗力，为推动全市高质量发展，提供坚强保障。"
TASKS = "2026年，我局将以打好攻坚战为目标，持续改善生态环境质量，完成村庄治理240个。具体工作计划如下："


@pytest.mark.parametrize(("lead", "found"), [(ANNOUNCED, 0), (SERVING, 0), (TASKS, 2)])
def test_the_sentence_that_leads_up_to_a_plan(lead, found):
    text = PLAN.format(lead=lead)
    start = text.index(lead)
    records = list(yinuo.extract(text))
    assert sum(start <= record.start < start + len(lead) for record in records) == found
    assert {"淘汰老旧货车800辆", "完成企业改造50家"} <= {record.text for record in records}


@pytest.mark.parametrize(
    ("opening", "records"),
    [
        ("各乡镇要加强校舍排查，健全管护机制。", ["加强校舍排查", "健全管护机制"]),
        ("今天召开全县教育工作会议，要加强校舍排查。", []),
        ("我们要加强校舍排查。", []),
        ("各乡镇加强校舍排查。", []),
        ("“十五五”期间，各乡镇要加强校舍排查。", []),
    ],
)
def test_what_opens_a_text_orders_only_whom_it_names(opening, records):
    found = yinuo.extract(
        f"在全县教育工作会议上的讲话\n{opening}\n一、重点任务\n新建小学3所。{'优化学位供给。' * 90}"
    ).commitments
    assert [r.text for r in found if "学位" not in r.text and "小学" not in r.text] == records


ASKED = """在全县教师座谈会上的讲话
一、教师是立教之本
近年来，教师待遇稳步提高。这里，我给大家提几点希望。一是潜心教书，打磨每一堂课。二是爱护每一名学生，走访困难家庭。
各位代表，下面我再提两点要求：
一是健全家访制度。
二是改进作业设计。
健全了培训制度，改进了评价办法。
二、结束语
让我们一起努力。
"""


def test_what_is_asked_item_by_item():
    found = [record.text for record in yinuo.extract(ASKED).commitments]
    assert found == ["打磨每一堂课", "爱护每一名学生", "走访困难家庭", "健全家访制度", "改进作业设计"]

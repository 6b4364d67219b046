"""A report that stands on one line, or on a few, is parted at its headings."""

import re

import pytest

import yinuo

REVIEW = "全市上下攻坚克难，新建学校5所，改造道路12公里，城乡面貌持续改善，人民生活水平稳步提高，各项事业全面发展。"
PLAN = "新建学校7所，改造农村公路30公里，完善基层治理制度，健全社会保障体系，优化营商环境，培育特色产业。"
PARTS = {
    "numbered parts": [
        "云溪市政府工作报告", "各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。",
        "一、2030年工作回顾", f"2030年，{REVIEW}", REVIEW * 8, "二、2031年工作安排", f"2031年，我们要{PLAN}",
        f"（一）做强产业。{PLAN * 3}", f"（二）改善民生。{PLAN * 3}", f"（三）优化环境。{PLAN * 2}",
        "各位代表！让我们团结奋斗，为建设美好云溪而努力！",
    ],
    "parts without numbers": [
        "云溪市政府工作报告", "各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。", "过去五年工作回顾",
        f"过去五年，{REVIEW}", REVIEW * 8, "今后五年的奋斗目标和主要任务", f"今后五年，我们要{PLAN}",
        f"一、做强产业。{PLAN * 3}", f"二、改善民生。{PLAN * 3}", "各位代表！让我们团结奋斗，为建设美好云溪而努力！",
    ],
    "a notice": [
        "云溪市人民政府办公室关于加强基层建设的通知", "云政办〔2031〕5号", "各县区人民政府，市政府各部门：",
        "为加强基层建设，现将有关事项通知如下：", f"一、建强队伍。{PLAN * 2}", f"二、补齐短板。{PLAN * 4}",
        f"三、压实责任。{PLAN * 4}",
    ],
}  # fmt: skip


def texts(text: str) -> list[str]:
    found = yinuo.extract(text).commitments
    assert all(text[r.start : r.end] == r.text for r in found)
    return [re.sub(r"\s", "", r.text) for r in found]


@pytest.mark.parametrize("glue", ["", " "])
@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)
def test_one_line_gives_the_records_of_many(parts, glue):
    whole = texts("\n".join(parts))
    assert len(whole) > 40
    assert texts(glue.join(parts)) == whole


def test_one_line_broken_at_a_width_gives_them_too():
    line = "".join(PARTS["numbered parts"])
    broken = "\n".join(line[at : at + 36] for at in range(0, len(line), 36))
    assert texts(broken) == texts("\n".join(PARTS["numbered parts"]))


def test_numbers_that_do_not_follow_each_other_part_nothing():
    sentence = f"落实条例第二条、三条的要求，推进“三证合一、一照一码”改革，{PLAN}"
    assert len(texts(f"2031年工作安排\n今年，我们要{sentence * 30}")) >= 30 * 6


def test_a_note_says_that_headings_may_be_missed():
    line = "".join(PARTS["numbered parts"]).replace(REVIEW, REVIEW * 5)
    assert any(note.startswith("running text: ") for note in yinuo.extract(line).notes)
    assert not any(note.startswith("running text") for note in yinuo.extract("\n".join(PARTS["a notice"])).notes)


def test_a_plan_that_no_heading_names_is_found_behind_the_problems():
    past = "这一年，我们新建了学校5所，改造了道路12公里，人民生活水平稳步提高。"
    plan = "提升产业能级。新建厂房30万平方米，开展职业技能大赛，完善服务机制。要健全社会保障体系，改造农村公路30公里。"
    text = "\n".join(
        [
            "云溪市政府工作报告", "各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。",
            f"2030年是云溪发展史上极不平凡的一年。{past}", past, past,
            "同时，我们也清醒地认识到，发展还面临一些困难和问题。", *[plan] * 30,
        ]
    )  # fmt: skip
    found = yinuo.extract(text).commitments
    assert len(found) == 30 * 5
    assert {r.section_kind for r in found} == {"tasks"}
    assert "新建了学校5所" not in texts(text)


def test_a_report_of_what_was_done_alone_plans_nothing():
    past = "这一年，我们新建了学校5所，改造了道路12公里，完成了各项任务，人民生活水平稳步提高。"
    text = "\n".join(["云溪市政府工作报告", "同时，我们也清醒地认识到，发展还面临一些困难和问题。", *[past] * 60])
    assert texts(text) == []

"""A report whose headings and paragraphs stand on one line is read like one with a line for each."""

import yinuo

REVIEW = "一年来，我们新建学校5所，改造道路12公里，城乡面貌持续改善，人民生活水平稳步提高，各项事业全面发展。"
PLAN = "我们要新建学校7所，改造道路30公里，完善基层治理制度，健全社会保障体系，优化营商环境，培育特色产业。"


def test_heading_and_its_paragraph_part_at_the_blank():
    text = f"云溪市政府工作报告\n一、2030年工作回顾 {REVIEW * 2}\n二、2031年工作安排 {PLAN * 2}"
    found = yinuo.extract(text).commitments
    assert [r.text for r in found][:2] == ["新建学校7所", "改造道路30公里"]
    assert all(text[r.start : r.end] == r.text for r in found)
    assert found[0].section[-1] == "二、2031年工作安排"


def test_whole_report_on_one_line():
    body = (
        f"一、2030年工作回顾 {REVIEW * 20} 二、2031年工作安排 {PLAN} （一）扩大就业。{PLAN * 30} （二）改善教育。{PLAN}"
    )
    found = yinuo.extract(f"云溪市政府工作报告\n{body}").commitments
    assert len(found) == 32 * 6
    assert {r.section[0] for r in found} == {"二、2031年工作安排"}


def test_blanks_everywhere_part_nothing():
    spaced = " ".join(PLAN * 3)
    text = f"云溪市2031年工作计划\n一、重点任务与主要目标 {spaced}"
    assert yinuo.extract(text).speeches

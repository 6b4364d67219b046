"""Over what a quantity is meant: one year, the end of a plan period, or the sum over several years."""

import pytest

from yinuo.extraction import extract

YEAR = "清溪县2026年政府工作报告\n（2026年1月18日）\n二、重点任务\n"
PLAN = "清溪县“十五五”教育发展规划\n一、重点任务\n"


def horizons(text):
    return [q.horizon for record in extract(text) for q in record.quantities]


@pytest.mark.parametrize(
    ("head", "sentence", "wanted"),
    [
        (YEAR, "今年，新建幼儿园7所。", ["year"]),
        (YEAR, "年底前新建幼儿园7所。", ["year"]),
        (YEAR, "地区生产总值增长6%左右。", ["year"]),
        (YEAR, "每年培训教师200人次。", ["year"]),
        (YEAR, "全年新增就业5万人。", ["year"]),
        (YEAR, "到2030年，森林覆盖率达到40%。", ["plan"]),
        (YEAR, "“十五五”期间，森林覆盖率达到40%。", ["plan"]),
        (YEAR, "今后五年，地区生产总值年均增长7%。", ["plan"]),
        (YEAR, "今后三年，新建幼儿园70所。", ["cumulative"]),
        (YEAR, "三年内新建幼儿园70所。", ["cumulative"]),
        (YEAR, "到2030年，累计改造校舍200间。", ["cumulative"]),
        (YEAR, "新建幼儿园7所。", [None]),
        (YEAR, "每月检查校车3次。", [None]),
        (PLAN, "地区生产总值年均增长7%。", ["plan"]),
        ("二、重点任务\n", "新建幼儿园7所。", [None]),
    ],
)
def test_horizons(head, sentence, wanted):
    assert horizons(head + sentence) == wanted

"""Times of the general calendar, told on 2022-03-01 (a Tuesday): text => what is found, its kind, its days."""

import pytest

from tests.values.test_deadlines import cases, shown
from yinuo.values.deadlines.scanner import scan

DATE = "2022-03-01"
IDEAS = {
    "general": """
昨天下午三点 => 昨天 past 2022-02-28..2022-02-28
明天上午 => 明天 mention 2022-03-02..2022-03-02
前天 => 前天 past 2022-02-27..2022-02-27
大后天 => 大后天 mention 2022-03-04..2022-03-04
今天 => 今天 mention 2022-03-01..2022-03-01
下周三之前交 => 下周三之前 before ?..2022-03-09
本周五 => 本周五 mention 2022-03-04..2022-03-04
周三 => 周三 mention 2022-03-02..2022-03-02
这周 => 这周 mention 2022-02-28..2022-03-06
下个星期 => 下个星期 mention 2022-03-07..2022-03-13
上个月 => 上个月 past 2022-02-01..2022-02-28
下个月完工 => 下个月 mention 2022-04-01..2022-04-30
下月九号 => 下月九号 mention 2022-04-09..2022-04-09
本月底前完成 => 本月底前 before ?..2022-03-31
本周内答复 => 本周内 until ?..2022-03-06
月底 => 月底 until ?..2022-03-31
上季度末 => 上季度末 past ?..2021-12-31
本季度完成 => 本季度 mention 2022-01-01..2022-03-31
昨日 => 昨日 past 2022-02-28..2022-02-28
九七年一季度 => 九七年一季度 past 1997-01-01..1997-03-31
19年底 => 19年底 past ?..2019-12-31
零八年奥运会 => 零八年 past 2008-01-01..2008-12-31
91年5月 => 91年5月 past 1991-05-01..1991-05-31
70年第8个月 => 70年第8个月 past 1970-08-01..1970-08-31
3月第三周 => 3月第三周 point 2022-03-14..2022-03-20
20240307 => 20240307 point 2024-03-07..2024-03-07
2019.9.6 => 2019.9.6 past 2019-09-06..2019-09-06
2015-03-03 => 2015-03-03 past 2015-03-03..2015-03-03
2018 => 2018 past 2018-01-01..2018-12-31
上世纪80年代 => 上世纪80年代 past 1980-01-01..1989-12-31
八十年代 => 八十年代 past 1980-01-01..1989-12-31
到九十年代末 => 到九十年代末 past ?..1999-12-31
两年半 => 两年半 length P2.5Y
五个季度 => 五个季度 length P15M
一个半小时 => 一个半小时 length PT1.5H
一个半月 => 一个半月 length P1.5M
36天5小时30分 => 36天5小时30分 length P36DT5H30M
4周 => 4周 length P4W
两日 => 两日 length P2D
半个月 => 半个月 length P15D
三天后 => 三天后 mention 2022-03-04..2022-03-04
10天前 => 10天前 past 2022-02-19..2022-02-19
五年前 => 五年前 past 2017-03-01..2017-03-01
国庆节后 => 国庆节后 after 2022-10-02..?
192.168.255.255 =>
第8.5章 =>
每个月 => 每个月 repeat R/P1M
每个工作日 => 每个工作日 repeat R/P1D
每两周 => 每两周 repeat R/P2W
前年11月到去年3月 => 前年11月到去年3月 past 2020-11-01..2021-03-31
11月底 => 11月底 until ?..2022-11-30
一季度初 => 一季度初 past 2022-01-01..2022-01-31
本季度末 => 本季度末 until ?..2022-03-31
""",
}


@pytest.mark.parametrize(("text", "expected"), cases(IDEAS))
def test_times(text, expected):
    assert "; ".join(map(shown, scan(text, DATE))) == expected


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("8.4个月内完成整改", "P4M"),
        ("8.15个工作日内办结", "P15D"),
        ("8.2年内建成水厂", "P2Y"),
        ("8.6小时内响应", "PT6H"),
    ],
)
def test_the_number_of_an_item_is_no_part_of_a_term(line, term):
    (found,) = scan(f"工作任务\n{line}")
    assert found["duration"] == term

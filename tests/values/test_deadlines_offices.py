"""Times as offices write them: hours and weekdays before 前, days of what recurs, school years, terms from events."""

import pytest

from yinuo.extraction import extract
from yinuo.values.deadlines import deadlines, scan

DATE = "2024-05-20"


def read(text):
    return [(d.text, d.from_, d.to, d.duration, d.repeat) for d in deadlines(text, date=DATE)]


@pytest.mark.parametrize(
    ("text", "time", "first", "last"),
    [
        ("8月前提升排水能力", "8月前", None, "2024-07-31"),
        ("10月15日前提出申请", "10月15日前", None, "2024-10-15"),
        ("国庆节前端出一批精品节目", "国庆节前", None, "2024-09-30"),
        ("7月5日18时前报送", "7月5日18时前", None, "2024-07-05"),
        ("7月5日下午6点前报送", "7月5日下午6点前", None, "2024-07-05"),
        ("7月5日17:30前报送", "7月5日17:30前", None, "2024-07-05"),
        ("7月5日（周五）下班前报送", "7月5日（周五）下班前", None, "2024-07-05"),
        ("9月30日（含当日）前报送", "9月30日（含当日）前", None, "2024-09-30"),
        ("9月（含）前报送", "9月（含）前", None, "2024-09-30"),
        ("次年6月底前验收", "次年6月底前", None, "2025-06-30"),
        ("翌年上半年验收", "翌年上半年", "2025-01-01", "2025-06-30"),
        ("次月10日前报送", "次月10日前", None, "2024-06-10"),
        ("请于28日前报送", "28日前", None, "2024-05-28"),
        ("请于15日前报送", "15日前", None, "2024-06-15"),
        ("二至四季度完成", "二至四季度", "2024-04-01", "2024-12-31"),
        ("8月上旬至中旬完成", "8月上旬至中旬", "2024-08-01", "2024-08-20"),
        ("8月中旬到下旬完成", "8月中旬到下旬", "2024-08-11", "2024-08-31"),
        ("8月上、中旬完成", "8月上、中旬", "2024-08-01", "2024-08-20"),
        ("9月中下旬完成", "9月中下旬", "2024-09-11", "2024-09-30"),
        ("2025-2026学年开设课程", "2025-2026学年", "2025-09-01", "2026-08-31"),
        ("2025学年第一学期开设课程", "2025学年第一学期", "2025-09-01", "2026-01-31"),
        ("2025年秋季学期开设课程", "2025年秋季学期", "2025-09-01", "2026-01-31"),
        ("本学年开设课程", "本学年", "2023-09-01", "2024-08-31"),
        ("暑假前完成", "暑假前", None, "2024-06-30"),
        ("暑期完成加固", "暑期", "2024-07-01", "2024-08-31"),
        ("秋季学期开学前完成", "秋季学期开学前", None, "2024-08-31"),
        ("今冬明春完成治理", "今冬明春", "2024-12-01", "2025-05-31"),
        ("年中前完成", "年中前", None, "2024-06-30"),
        ("力争三季度完工", "三季度", "2024-07-01", "2024-09-30"),
        ("“十四五”收官之年完成", "“十四五”收官之年", "2025-01-01", "2025-12-31"),
    ],
)
def test_one_time_with_its_bound(text, time, first, last):
    assert read(text) == [(time, first, last, None, None)]


@pytest.mark.parametrize(
    ("text", "time", "every"),
    [
        ("每月25日前报送", "每月25日前", "P1M"),
        ("每季度末月15日前报送", "每季度末月15日前", "P3M"),
        ("每周五前报送", "每周五前", "P1W"),
        ("每月5日、20日报送", "每月5日、20日", "P1M"),
        ("每年11月底前报送", "每年11月底前", "P1Y"),
        ("对在建工程每两周一调度", "每两周", "P2W"),
        ("实行每周一研判制度", "每周", "P1W"),
        ("每周一召开例会", "每周一", "P1W"),
    ],
)
def test_what_recurs_takes_its_day(text, time, every):
    assert read(text) == [(time, None, None, None, every)]


@pytest.mark.parametrize(
    ("text", "time", "term"),
    [
        ("在开工十日前告知邻近单位", "十日前", "P10D"),
        ("应当于会议举行的二十日前发给委员", "二十日前", "P20D"),
        ("业主大会召开十五日前通知业主", "十五日前", "P15D"),
        ("在审查期限到期五个工作日前报送", "五个工作日前", "P5D"),
        ("于许可期限届满前三十日内申请延续", "三十日内", "P30D"),
    ],
)
def test_so_long_before_an_event_is_a_term(text, time, term):
    assert read(text) == [(time, None, None, term, None)]


@pytest.mark.parametrize("text", ["自办理退休的次月起支付", "每年12月底前汇总，次年1月底前报送"])
def test_the_one_after_an_event_or_a_recurrence_is_unknown(text):
    assert read(text)[-1][1:3] == (None, None)


def test_the_year_after_follows_the_time_before_it():
    assert [d.to for d in deadlines("2026年10月开工，次年8月完工", date=DATE)] == ["2026-10-31", "2027-08-31"]


def test_days_ago_stay_days_ago():
    assert [d["kind"] for d in scan("10天前开工", DATE)] == ["past"]


@pytest.mark.parametrize(
    "text",
    ["落实全年目标任务", "确保实现全年增长目标", "年中总结会议", "帮扶毕业2年内的大学生", "前端设备", "多次年会"],
)
def test_what_only_measures_or_names_is_no_time(text):
    assert read(text) == []


def test_a_bound_is_not_read_into_a_noun():
    assert [d.text for d in deadlines("2025年前提是稳定，2025年前景广阔", date=DATE)] == ["2025年", "2025年"]


def test_working_days_are_flagged_and_give_no_date():
    (ten,) = deadlines("自印发之日起15个工作日内报送", date=DATE)
    assert (ten.duration, ten.working, ten.from_, ten.to) == ("P15D", True, None, None)
    (days,) = deadlines("15日内报送", date=DATE)
    assert (days.duration, days.working) == ("P15D", False)


@pytest.mark.parametrize(
    ("task", "words", "duration"),
    [
        ("县医保局应当在受理申请后20日内拨付资金。", "拨付资金", "P20D"),
        ("县医保局要自受理之日起5个工作日内办结备案。", "办结备案", "P5D"),
        ("工程竣工后30日内完成备案手续。", "完成备案手续", "P30D"),
    ],
)
def test_a_term_from_an_event_stays_out_of_the_span(task, words, duration):
    (record,) = extract("二、2024年工作安排\n" + task, date=DATE)
    assert (record.text, record.deadline.duration) == (words, duration)


@pytest.mark.parametrize(
    ("task", "actor"),
    [
        ("县水利局于9月30日（星期一）12时前完成隐患整改。", "县水利局"),
        ("各学校要于每月3日前报送台账。", "各学校"),
        ("各街道要在翌年2月底前完成回访评估。", "各街道"),
    ],
)
def test_the_record_behind_such_a_time_is_found(task, actor):
    (record,) = extract("二、2024年工作安排\n" + task, date=DATE)
    assert record.actor.text == actor
    assert record.deadline is not None
    assert "前" in record.deadline.text
    assert "前" not in record.text


def test_a_count_of_days_is_no_day_of_the_week():
    assert read("每周五天营业")[0] == ("每周", None, None, None, "P1W")


@pytest.mark.parametrize(
    ("text", "time", "length"),
    [
        ("任期届满3个月前完成审计", "3个月前", "P3M"),
        ("合同期满30日前书面通知", "30日前", "P30D"),
        ("有效期届满六个月前提出申请", "六个月前", "P6M"),
        ("应当提前15日公告", "提前15日", "P15D"),
        ("至少提前三个工作日告知", "至少提前三个工作日", "P3D"),
        ("期满10日内归还", "10日内", "P10D"),
    ],
)
def test_a_term_before_or_behind_an_event(text, time, length):
    assert read(text) == [(time, None, None, length, None)]


def test_what_is_done_early_has_no_term():
    (time,) = scan("提前两年完成任务", DATE)
    assert time["kind"] == "length"
    assert [t["kind"] for t in scan("三个月前提出的方案", DATE)] == ["past"]

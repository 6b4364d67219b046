"""Test what minister's speeches and plans of bureaus say in forms of their own: acts upon bodies, tasks with a time."""

import pytest

import yinuo

HEAD = "某市改革方案的说明\n（2031年3月8日）\n二、2031年重点工作\n完善制度，推进改革，新建中心五个。\n"


def found(line):
    return [r for r in yinuo.extract(HEAD + line, document="speech") if r.start >= len(HEAD)]


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("市规划局并入市自然资源局。", ["市规划局并入市自然资源局"]),
        ("逐步将各总公司改组为企业集团。", ["逐步将各总公司改组为企业集团"]),
        ("成立市邮政局，由市交通委员会管理。", ["成立市邮政局", "由市交通委员会管理"]),
        ("环线工程3月份完成施工图审批。", ["完成施工图审批"]),
        ("机构改革方案6月底前完成。", ["机构改革方案6月底前完成"]),
        ("各部门的方案，于6月底以前提出。", ["各部门的方案，于6月底以前提出"]),
        ("区域救援中心年内要全部建成投用。", ["区域救援中心年内要全部建成投用"]),
        ("今年的目标是新增就业1100万人。", ["新增就业1100万人"]),
        ("不能立即整改的，要落实责任和措施。", ["落实责任和措施"]),
    ],
)
def test_spans(line, spans):
    assert [r.text for r in found(line)] == spans


def test_duties_belong_to_the_body_just_set_up():
    told = found("组建市数据局，由市发展和改革委员会管理，负责统筹数据资源开发利用。")
    assert [r.actor.text for r in told] == [None, "市发展和改革委员会", "市数据局"]
    listed = found("撤销市物资站，组建市物资局。其主要职能是，拟订管理办法，组织物资调度。")
    assert [r.actor.text for r in listed[2:]] == ["市物资局", "市物资局"]


def test_nobody_acts_behind_whether():
    assert [r.actor.text for r in found("不论新设立的部门，还是保留的部门，必须提高依法行政能力。")] == [None]


def test_a_time_before_or_behind_the_modal_is_stated():
    told = found("各区县要在3月底前完成汛前检查。养老中心年内要全部建成投用。")
    assert [r.stated_deadline.text for r in told] == ["3月底前", "年内"]


def test_an_end_does_not_govern_what_stands_behind_a_semicolon():
    told = found("3月底前完成系统升级；绩效目标编制实现全覆盖。")
    assert [r.stated_deadline and r.stated_deadline.text for r in told] == ["3月底前", None]

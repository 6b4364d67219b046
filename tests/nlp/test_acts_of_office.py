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
        ("环线工程3月份完成施工图审批。", ["环线工程3月份完成施工图审批"]),
        ("机构改革方案6月底前完成。", ["机构改革方案6月底前完成"]),
        ("各部门的方案，于6月底以前提出。", ["各部门的方案，于6月底以前提出"]),
        ("区域救援中心年内要全部建成投用。", ["区域救援中心年内要全部建成投用"]),
        ("今年的目标是新增就业1100万人。", ["新增就业1100万人"]),
        (
            "机构的调整和设置，根据组织法规定，将由国务院审查批准。",
            ["机构的调整和设置，根据组织法规定，将由国务院审查批准"],
        ),
        (
            "将市民族局归口市委统战部领导，根据分工做好民族工作。",
            ["将市民族局归口市委统战部领导", "根据分工做好民族工作"],
        ),
        ("县长主持召开全体会议，部署全年政府工作，如何优化发展环境，关键要做好两方面工作。", []),
        (
            "将市工信局的管理职责，市科技局的协调职责，市大数据中心的职责，整合划入该局。",
            ["将市工信局的管理职责，市科技局的协调职责，市大数据中心的职责，整合划入该局"],
        ),
        ("国务院组成部门设置27个。", ["国务院组成部门设置27个"]),
        ("减少、合并专项转移支付项目，逐项抓好落实。", ["减少、合并专项转移支付项目"]),
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


def test_duties_end_with_the_next_act_of_office():
    told = found("组建市数据局。主要职责是，拟订管理办法，负责数据管理。将市统计局的数据职责划入市发展和改革委员会。")
    assert [r.actor.text for r in told] == [None, "市数据局", "市数据局", None]


def test_what_a_body_mainly_takes_on_is_its_duty():
    told = found("国家能源局主要负责拟订能源行业规划，发展新能源。")
    assert [r.actor.text for r in told] == ["国家能源局"] * 2


def test_a_body_in_apposition_is_set_up_by_its_name():
    told = found("设立议事协调机构国家海洋委员会，负责研究制定海洋发展战略。")
    assert [r.actor.text for r in told] == [None, "国家海洋委员会"]


def test_who_will_act_goes_on_in_the_next_sentence():
    told = found("方案审议通过后，国务院将抓紧提出修正案。抓紧建立工作机制，制定配套措施。")
    assert [r.actor.text for r in told] == ["国务院"] * 3


def test_how_many_bodies_there_will_be_is_no_act_of_theirs():
    told = found("国务院正部级机构减少4个。")
    assert [(r.text, r.actor.text) for r in told] == [("国务院正部级机构减少4个", None)]


def test_what_goes_before_a_necessity_or_sums_up_is_no_task():
    assert not found("为加强统筹协调，完善管理体制，有必要整合职责，推进统一执法。")
    assert not found("总的看，这次改革在重要领域取得突破，对经济社会发展将产生深远影响。")
    assert not found("为加强统筹协调，完善管理体制，《方案》提出三个方面的整合重点。")


def test_what_becomes_of_bodies_is_no_act_of_theirs():
    told = found("消防部队转到地方后，现役编制全部转为行政编制，成建制划归应急局，承担灭火救援工作。")
    assert [r.actor.text for r in told] == [None, None, "消防部队"]


def test_what_stands_before_an_act_of_office_is_what_it_is_for():
    told = found("为加强公务员队伍领导，建立健全管理体制，将市公务员局并入市委组织部。")
    assert [r.text for r in told] == ["将市公务员局并入市委组织部"]


def test_a_numbered_heading_may_name_who_acts():
    line = "（一）市委组织部统一管理公务员工作。将市公务员局并入市委组织部。不再保留市公务员局。"
    assert [r.text for r in found(line)] == ["将市公务员局并入市委组织部", "不再保留市公务员局"]


def test_nobody_acts_behind_whether():
    assert [r.actor.text for r in found("不论新设立的部门，还是保留的部门，必须提高依法行政能力。")] == [None]


def test_a_time_before_or_behind_the_modal_is_stated():
    told = found("各区县要在3月底前完成汛前检查。养老中心年内要全部建成投用。")
    assert [r.stated_deadline.text for r in told] == ["3月底前", "年内"]


def test_an_end_does_not_govern_what_stands_behind_a_semicolon():
    told = found("3月底前完成系统升级；绩效目标编制实现全覆盖。")
    assert [r.stated_deadline and r.stated_deadline.text for r in told] == ["3月底前", None]

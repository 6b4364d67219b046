"""Test how heads of ministries and bureaus speak at work conferences: who is asked, as what, on what occasion."""

import pytest

import yinuo

TASKS = "在工作会议上的讲话\n（2031年3月8日）\n三、2031年重点任务\n"
UNKNOWN = "关于机构改革的说明\n（2031年3月8日）\n（一）改革的方案和有关情况\n"
TALK = "近来情况总体平稳，问题也有不少，大家都很关心，下面谈谈看法。\n" * 40


def told(line, head=TASKS):
    found = yinuo.extract(head + line, document="speech")
    return [(r.text, r.actor.text) for r in found if r.start >= len(head)]


@pytest.mark.parametrize(
    ("line", "records"),
    [
        ("希望各地一定要坚决贯彻这一原则。", [("坚决贯彻这一原则", "各地")]),
        ("作为主管部门，要主动做好服务。", [("主动做好服务", "主管部门")]),
        ("省里在统筹安排资金时，要优先支持先进地区。", [("优先支持先进地区", "省里")]),
        ("财务司要牵头制定方案。", [("牵头制定方案", "财务司")]),
        ("中小学校在安排培训、建立制度时，要加强统筹。", [("加强统筹", "中小学校")]),
        ("各地要严格把关。千万不要搞形式主义。", [("严格把关", "各地"), ("千万不要搞形式主义", "各地")]),
        ("任何时候都不能偏离这个方向。", [("任何时候都不能偏离这个方向", None)]),
        ("这项工作由财政厅负责组织实施。", [("这项工作由财政厅负责组织实施", "财政厅")]),
        ("请各局于3月15日前将今年的任务清单报省厅。", [("将今年的任务清单报省厅", "各局")]),
        ("都要为他们创造学习的机会。", [("为他们创造学习的机会", None)]),
        ("对需要修改规章的，市司法局将抓紧提出修正案草案。", [("抓紧提出修正案草案", "市司法局")]),
        ("对一个地区来讲，要抓好统筹协调。", [("抓好统筹协调", None)]),
        ("方案上半年要正式发布。", [("方案上半年要正式发布", None)]),
        ("直接结算率要提高到70%以上。", [("直接结算率要提高到70%以上", None)]),
        ("重点解决好以下四个问题。", []),
        ("希望大家一起努力，把新制度建立起来。", [("把新制度建立起来", None)]),
        ("各级教育部门一定要真正担负起责任。", [("真正担负起责任", "各级教育部门")]),
        ("都要以不屈不挠的精神去克服困难。", [("以不屈不挠的精神去克服困难", None)]),
        ("全市的改革工作，也由市经委负责组织实施。", [("全市的改革工作，也由市经委负责组织实施", "市经委")]),
        ("还要继续做大量的工作。", []),
        ("尚未出台方案的地方，要抓紧制定方案。", [("抓紧制定方案", None)]),
    ],
)
def test_who_is_asked_to_do_what(line, records):
    assert told(line) == records


def test_acts_of_office_need_no_modal_where_no_heading_says_what_a_section_is():
    line = "撤销市物资局和市能源办公室，其工作由市发展改革委承担。各总公司运转正常。\n"
    assert told(line, head=UNKNOWN + TALK) == [
        ("撤销市物资局和市能源办公室", None),
        ("其工作由市发展改革委承担", "市发展改革委"),
    ]
    assert told("1998年撤销了市物资局。其工作由市发展改革委承担。\n", head=UNKNOWN + TALK) == []


def test_a_line_that_opens_with_a_numbered_order_is_a_line_of_orders():
    text = (
        "云溪县开学工作会讲话稿\n各位同志：\n暑假里各校做了不少工作。\n"
        "一要抓好教师队伍建设，营造清廉校风。\n"
        "二要扎实开展教育扶贫工作，确保惠民政策落到实处。持续开展家访活动，加大识别力度，确保不让学生失学。\n"
        "三要重点抓好项目建设，加快工程进度。\n"
    )
    found = [record.text for record in yinuo.extract(text)]
    assert found[:2] == ["抓好教师队伍建设", "营造清廉校风"]
    assert "持续开展家访活动" in found
    assert "做了不少工作" not in found

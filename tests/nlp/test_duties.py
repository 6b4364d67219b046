"""Cases of cases/duties.txt, and what cannot be said there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yinuo
from tests.markup import cases, check, pipeline
from yinuo.writers.flat import to_row
from yinuo.writers.ledger.columns import as_extracted

HEAD = "榆坪县2031年重点工作安排\n二、工作任务\n"


@pytest.mark.parametrize(("line", "heading"), cases("duties"))
def test_duties(line, heading):
    check(line, heading)


def records(text, head=HEAD):
    return list(yinuo.extract(head + text, date="2031-01-16", nlp=pipeline()))


@pytest.mark.parametrize(
    "text",
    [
        "新建幼儿园7所（县教育局牵头，2031年6月底前完成）。",
        "新建幼儿园7所。（县教育局牵头，县财政局配合，2031年6月底前完成）",
        "新建幼儿园7所（责任单位：县教育局；完成时限：2031年6月底前）。",
        "新建幼儿园7所。\n责任单位：县教育局\n完成时限：2031年6月底前",
        "新建幼儿园7所（2031年6月底前完成）。",
        "新建幼儿园7所（县教育局牵头，各乡（镇）配合，2031年6月底前完成）。",
        "新建幼儿园7所。责任单位：县教育局。完成时限：2031年6月底前。",
        "新建幼儿园7所。\n县教育局牵头，县财政局配合，2031年6月底前完成。",
        "新建幼儿园7所。【牵头：县教育局；配合：县财政局；完成时限：2031年6月底前】",
        "新建幼儿园7所。（县教育局，2031年6月底前）",
    ],
)
def test_who_answers_also_says_by_when(text):
    (record,) = records(text)
    assert record.text == "新建幼儿园7所"
    assert record.deadline.to == "2031-06-30"
    assert [p.text for p in record.responsible if p.role != "support"] == ["县教育局"] * ("县教育局" in text)


@pytest.mark.parametrize(
    ("time", "specificity"),
    [
        ("2031年11月", "deliverable"),
        ("2031年三季度", "deliverable"),
        ("2031年", "directional"),
        ("持续推进", "directional"),
    ],
)
def test_a_month_behind_a_task_is_set_for_its_end(time, specificity):
    (record,) = records(f"7.研究理顺运营机制。（牵头单位：县教育局；完成时限：{time}）")
    assert record.specificity == specificity


def test_what_is_pushed_on_ends_by_the_time_behind_its_task():
    (record,) = records("7.加快推进城西泵站建设。（县水利局牵头，2031年11月底前完成）")
    assert record.specificity == "deliverable"


@pytest.mark.parametrize("task", ["提升服务能力", "支持企业建设研发平台", "防范金融风险"])
@pytest.mark.parametrize("time", ["2031年11月", "2031年11月底前"])
def test_no_time_behind_a_task_ends_a_degree(task, time):
    (record,) = records(f"7.{task}。（牵头单位：县教育局；完成时限：{time}）")
    assert (record.specificity, record.deadline.to) == ("directional", "2031-11-30")


def test_a_time_of_the_action_itself_stays():
    (record,) = records("9月底前，新建幼儿园7所（县教育局牵头，2031年12月底前完成）。")
    assert record.deadline.to == "2031-09-30"


def test_a_topic_sentence_speaks_for_its_paragraph():
    found = records("（一）扩大学位（县教育局牵头）。新建幼儿园7所。改造校舍12间。")
    assert [(r.text, [p.role for p in r.responsible]) for r in found] == [
        ("新建幼儿园7所", ["lead"]),
        ("改造校舍12间", ["lead"]),
    ]


def test_a_heading_line_speaks_for_its_section():
    text = "（一）扩大学位（牵头单位：县教育局）\n新建幼儿园7所。\n改造校舍12间。\n（二）改善交通\n改造道路30公里。"
    assert [[p.text for p in r.responsible] for r in records(text)] == [["县教育局"], ["县教育局"], []]


def test_the_first_of_several_leads_once_the_text_says_so():
    told = "新建幼儿园7所。（县教育局、县财政局负责。列第一位者为牵头单位，下同）\n"
    text = told + "改造道路30公里。（县交通局、县财政局负责）"
    assert [[p.role for p in r.responsible] for r in records(text)] == [["lead", "unspecified"]] * 2


def test_districts_in_a_row_share_the_end_of_the_last_name():
    (record,) = records("改造道路30公里。\n责任单位：五华区、盘龙区、官渡区人民政府，高新区管委会")
    assert [p.name for p in record.responsible] == [
        "五华区人民政府",
        "盘龙区人民政府",
        "官渡区人民政府",
        "高新区管委会",
    ]
    assert [p.text for p in record.responsible][:2] == ["五华区", "盘龙区"]


@pytest.mark.parametrize(
    "text",
    [
        "新建幼儿园7所（以下简称责任单位）。",
        "新建幼儿园7所（含民办园负责人培训基地）。",
        "新建铁路5条（含铁道部负责修建的部分）。",
        "新建幼儿园7所。\n主办单位：县人民政府 联系电话：020-12345678",
        "新建幼儿园7所。\n责任单位要尽快落实。",
        "建立县政府办公室牵头、有关部门参与的工作机制，新建幼儿园7所。",
        "鼓励龙头企业牵头，与高校联合组建研发平台3个。",
        "实行由县政府负责、分级管理的体制，新建幼儿园7所。",
    ],
)
def test_what_names_nobody(text):
    assert all(record.responsible == () for record in records(text))


def test_the_party_to_contact():
    one, two, three = records(
        "新建幼儿园7所。（牵头单位：县教育局；配合单位：县财政局）\n"
        "改造校舍12间。（县教育局、县财政局负责）\n各乡镇要新建停车场3个。（县住建局负责）"
    )
    assert (one.responsible_party, two.responsible_party) == ("县教育局", "县教育局、县财政局")
    assert three.responsible_party == "各乡镇"


FORMS = (
    "（{a}负责）",
    "。（牵头单位：{a}；配合单位：{b}）",
    "。\n责任单位：{a}、{b}\n",
    "，由{a}牵头，{b}配合",
    "。[责任单位：{a},{b}]",
)
BODIES = ("县教育局", "县财政局", "各县（市、区）人民政府", "发展改革委")


@given(
    st.lists(st.sampled_from(FORMS), min_size=1, max_size=3),
    st.lists(
        st.sampled_from(BODIES),
        min_size=2,
        max_size=2,
        unique=True,
    ),
)
def test_every_party_stands_where_it_says(forms, bodies):
    text = HEAD + "".join(
        f"\n新建幼儿园7所{form.format(a=bodies[0], b=bodies[1])}" + "。" * (form[0] not in "。") for form in forms
    )
    found = list(yinuo.extract(text, nlp=pipeline()))
    assert len(found) == len(forms)
    for record in found:
        assert record.text == "新建幼儿园7所"
        assert record.responsible[0].text == bodies[0]
        assert all(text[p.start : p.end] == p.text for p in record.responsible)
        assert yinuo.Commitment.model_validate_json(record.to_json()) == record


def test_parties_reach_the_ledger_and_the_flat_table():
    (record,) = records("新建幼儿园7所。（牵头单位：县教育局；配合单位：县财政局、县住建局）")
    cells = as_extracted(record)
    assert [cells[name].value for name in ("责任主体", "牵头单位", "配合单位")] == [
        "县教育局",
        "县教育局",
        "县财政局、县住建局",
    ]
    row = to_row(record)
    assert [row[name] for name in ("responsible", "lead", "support")] == [
        "县教育局; 县财政局; 县住建局",
        "县教育局",
        "县财政局; 县住建局",
    ]


def test_parties_stand_in_the_file_where_characters_were_repaired():
    text = HEAD + "新建幼儿园7所，改造校舍\ufffd2间。（牵头单位：县教育局；配合单位：县财政局）\n" * 3
    found = list(yinuo.extract(text, date="2031-01-16", nlp=pipeline()))
    assert found
    for record in found:
        assert [p.text for p in record.responsible] == ["县教育局", "县财政局"]
        assert all(text[p.start : p.end] == p.text for p in record.responsible)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("新建幼儿园7所。（县教育局、县财政局）", ["县教育局", "县财政局"]),
        ("新建幼儿园7所。（银保监会、高新区管委会负责）", ["银保监会", "高新区管委会"]),
        ("新建幼儿园7所。（县教育局等有关部门和单位负责）", ["县教育局"]),
        ("（责任单位：县教育局）新建幼儿园7所。", ["县教育局"]),
        ("新建幼儿园7所。（县级牵头单位：县教育局）", ["县教育局"]),
        ("新建幼儿园7所（县教育）。", []),
    ],
)
def test_forms_of_brackets(text, named):
    (record,) = records(text)
    assert [p.text for p in record.responsible] == named


def test_who_leads_with_what_is_done_dates_the_item_before_it():
    (record,) = yinuo.extract("改造校舍12间。（县教育局牵头推进，2024年6月底前完成）", date="2024-03-01")
    assert [(p.text, p.role) for p in record.responsible] == [("县教育局", "lead")]
    assert (record.text, record.deadline.text) == ("改造校舍12间", "2024年6月底前")

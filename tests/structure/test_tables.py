"""Tables of tasks in a text whose cells are parted by tabs."""

import pytest

import yinuo
from tests.markup import pipeline
from yinuo.structure.outline import speeches
from yinuo.structure.table_columns import column_role

TITLE = "榆坪县2031年重点工作任务分解表"


def table(*rows):
    return "\n".join("\t".join(row) for row in rows)


def found(*rows, above=TITLE, below="", **options):
    text = f"{above}\n{table(*rows)}\n{below}"
    records = list(yinuo.extract(text, nlp=pipeline(), **options))
    for record in records:
        assert text[record.start : record.end] == record.text
        assert all(text[p.start : p.end] == p.text for p in record.responsible)
        assert all(text[q.start : q.end] == q.text for q in record.quantities)
    return records


def who(record):
    return [(p.text, p.role) for p in record.responsible]


HEAD = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限")


def test_cells_give_the_fields_of_their_row_and_stay_out_of_the_span():
    one, two = found(
        HEAD,
        ("1", "疏浚河道9公里", "县水利局", "县财政局、各乡镇人民政府", "5月底前"),
        ("2", "加固水库3座", "县应急局", "", "2031年汛期前"),
    )
    assert (one.text, one.sentence.text, one.deadline.to) == ("疏浚河道9公里", "疏浚河道9公里", "2031-05-31")
    assert who(one) == [("县水利局", "lead"), ("县财政局", "support"), ("各乡镇人民政府", "support")]
    assert (one.deadline.source, one.actor.source) == ("explicit", "default")
    assert (two.text, who(two)) == ("加固水库3座", [("县应急局", "lead")])


def test_the_header_is_no_title_and_no_record():
    text = f"{TITLE}\n{table(HEAD, ('1', '疏浚河道9公里', '县水利局', '', '5月底前'))}"
    (speech,) = speeches(text)
    assert speech.title == TITLE
    assert [(text[x.start : x.end], x.kind) for x in speech.lines[1:]] == [
        ("\t".join(HEAD), "cell"),
        ("1", "cell"),
        ("疏浚河道9公里", "body"),
        ("县水利局", "cell"),
        ("5月底前", "cell"),
    ]


def test_a_table_without_a_title_has_none():
    (speech,) = speeches(table(HEAD, ("1", "疏浚河道9公里", "县水利局", "", "5月底前")))
    assert speech.title is None


@pytest.mark.parametrize(
    ("cell", "fields"),
    [
        ("", [("县水利局", "lead")]),
        ("〃", [("县水利局", "lead")]),
        ("同上", [("县水利局", "lead")]),
        (" ", []),
        ("—", []),
        ("无", []),
        ("县林业局", [("县林业局", "lead")]),
    ],
)
def test_a_cell_that_goes_on_with_the_one_above(cell, fields):
    one, two = found(HEAD, ("1", "疏浚河道9公里", "县水利局", "", "5月底前"), ("2", "植树3万亩", cell, "", "5月底前"))
    assert (who(one), who(two)) == ([("县水利局", "lead")], fields)
    if cell in ("", "〃", "同上"):
        assert two.responsible == one.responsible


def test_an_empty_time_is_unknown_unless_it_is_merged():
    rows = [("1", "疏浚河道9公里", "县水利局", "县财政局", "5月底前"), ("2", "植树3万亩", "县林业局", "", "")]
    assert found(HEAD, *rows)[1].stated_deadline is None
    merged = [rows[0], ("2", "植树3万亩", "县林业局", "〃", "〃")]
    second = found(HEAD, *merged)[1]
    assert (second.deadline.to, second.deadline.source) == ("2031-05-31", "inherited")
    assert who(second) == [("县林业局", "lead"), ("县财政局", "support")]


def test_nothing_is_taken_over_a_row_that_heads_others():
    rows = [
        ("一、水利",),
        ("1", "疏浚河道9公里", "县水利局", "", "5月底前"),
        ("二、林业",),
        ("2", "植树3万亩", "", "", ""),
    ]
    one, two = found(HEAD, *rows)
    assert (one.section, two.section) == (("一、水利",), ("二、林业",))
    assert (two.responsible, two.stated_deadline) == ((), None)


@pytest.mark.parametrize(
    ("target", "values"),
    [
        ("9公里", [(9, 9, "公里")]),
        ("不少于9公里", [(9, None, "公里")]),
        ("清淤9公里、绿化3公里", [(9, 9, "公里"), (3, 3, "公里")]),
        ("见附表", []),
    ],
)
def test_a_target_column_gives_the_quantity(target, values):
    (record,) = found(("工作任务", "年度目标", "责任单位"), ("疏浚河道", target, "县水利局"))
    assert record.text == "疏浚河道"
    assert [(q.low, q.high, q.unit) for q in record.quantities] == values
    assert (record.specificity == "quantified") == bool(values)


def test_a_target_without_unit_has_that_of_its_column_and_is_not_told_twice():
    head = ("工作任务", "目标值", "单位", "责任部门")
    one, two = found(head, ("疏浚河道", "9", "公里", "县水利局"), ("加固水库3座", "3", "座", "县水利局"))
    assert [(q.low, q.unit, q.of) for q in one.quantities] == [(9, "公里", "河道")]
    assert [(q.text, q.unit) for q in two.quantities] == [("3座", "座")]


def test_a_task_spelled_out_beside_it_heads_what_spells_it_out():
    one, two = found(
        ("重点工作", "具体措施", "责任单位", "时限"),
        ("提升防洪能力", "疏浚河道9公里", "县水利局", "2031年5月"),
        ("〃", "1.加固水库3座；\u30002.新建泵站2座。", "县应急局（牵头）、县水利局", "全年"),
    )[:2]
    assert (one.text, one.section) == ("疏浚河道9公里", ("提升防洪能力",))
    assert (two.text, two.section) == ("加固水库3座", ("提升防洪能力",))
    assert who(two) == [("县应急局", "lead"), ("县水利局", "unspecified")]


def test_a_header_of_two_rows():
    (record,) = found(
        ("序号", "重点任务", "责任分工", "", "完成时限"),
        ("", "", "牵头部门", "配合部门", ""),
        ("1", "疏浚河道9公里", "县水利局", "县财政局", "2031年5月底"),
    )
    assert (who(record), record.deadline.to) == ([("县水利局", "lead"), ("县财政局", "support")], "2031-05-31")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("牵头责任单位", "lead"),
        ("市级牵头领导", "lead"),
        ("协办单位（盖章）", "support"),
        ("责任单位及责任人", "unspecified"),
        ("牵 头 单 位", "lead"),
        ("配合", "support"),
        ("完成时限要求", "time"),
        ("2031年度目标", "target"),
        ("任务内容", "detail"),
        ("配合落实责任单位考核的办法", None),
        ("未按完成时限办结的原因", None),
        ("姓名", None),
    ],
)
def test_what_a_column_holds(name, role):
    assert column_role(name) == role


def test_targets_are_the_tasks_where_no_other_column_is():
    (record,) = found(("序号", "工作目标", "责任单位"), ("1", "疏浚河道9公里", "县水利局"))
    assert (record.text, who(record)) == ("疏浚河道9公里", [("县水利局", "unspecified")])


def test_a_column_of_tasks_under_another_name():
    (record,) = found(("序号", "分工安排", "责任单位"), ("1", "疏浚河道9公里", "县水利局"))
    assert (record.text, who(record)) == ("疏浚河道9公里", [("县水利局", "unspecified")])


def test_what_was_done_so_far_is_not_read():
    rows = ("1", "疏浚河道9公里", "县水利局", "要新建泵站2座。")
    (record,) = found(("序号", "工作任务", "责任单位", "进展情况"), rows, include=("achievement", "background"))
    assert record.text == "疏浚河道9公里"


def test_text_behind_a_table_is_text_again():
    below = "二、工作要求\n各乡镇要新建停车场3个。"
    found_ = found(HEAD, ("1", "疏浚河道9公里", "县水利局", "", "5月底前"), below=below)
    assert [(r.text, who(r)) for r in found_] == [
        ("疏浚河道9公里", [("县水利局", "lead")]),
        ("新建停车场3个", []),
    ]


@pytest.mark.parametrize(
    ("target", "unit", "value"),
    [("5000", "人", (5000, 5000, "人")), ("≥45", "%", (45, None, "%")), ("≤3.5%", "", (None, 3.5, "%"))],
)
def test_an_indicator_is_promised_by_the_number_beside_it(target, unit, value):
    head = ("指标名称", "计量单位", "2031年目标值", "责任单位")
    (record,) = found(head, ("城镇新增就业", unit, target, "县人社局"))
    (number,) = record.quantities
    assert (record.text, number.low, number.high, number.unit) == ("城镇新增就业", *value)
    assert (number.of, who(record)) == ("城镇新增就业", [("县人社局", "unspecified")])


def test_an_indicator_without_a_number_promises_nothing():
    assert not found(("指标名称", "目标值", "责任单位"), ("城镇新增就业", "见附表", "县人社局"))


@pytest.mark.parametrize(("time", "last"), [("2031.9", "2031-09-30"), ("2031/09", "2031-09-30"), ("2031.13", None)])
def test_a_month_as_tables_write_it(time, last):
    (record,) = found(HEAD, ("1", "疏浚河道9公里", "县水利局", "", time))
    assert (record.stated_deadline and record.deadline.to) == last


def test_a_table_drawn_with_bars_in_plain_text():
    rows = ("|序号|工作任务|牵头单位|", "|---|---|---|", "|1|疏浚河道9公里|县水利局|")
    (record,) = yinuo.extract("\n".join((TITLE, *rows)), nlp=pipeline())
    assert (record.text, who(record)) == ("疏浚河道9公里", [("县水利局", "lead")])
    assert record.speech.title == TITLE


def test_cells_of_other_tables_are_not_read_together():
    rows = (("项目", "规模", "位置"), ("新建泵站2座", "12立方米", "城东"), ("疏浚河道9公里", "3米", "城西"))
    text = f"{TITLE}\n{table(*rows)}"
    extraction = yinuo.extract(text, nlp=pipeline(), include=("background",))
    assert [s.title for s in extraction.speeches] == [TITLE]
    assert not any("\t" in record.text for record in extraction)


@pytest.mark.parametrize(
    "rows",
    [
        (("姓名", "职务", "责任单位"), ("王某", "局长", "县水利局")),
        (("序号", "联系人", "联系电话"), ("1", "王某", "020-1")),
        (("工作任务清楚。", "牵头单位明确。"), ("疏浚河道9公里。", "县水利局。")),
    ],
)
def test_other_rows_are_no_tables_of_tasks(rows):
    (speech,) = speeches(f"{TITLE}\n{table(*rows)}")
    assert not any(line.kind == "cell" or line.fields for line in speech.lines)

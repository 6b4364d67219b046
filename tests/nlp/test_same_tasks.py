"""A task that running text states and a table repeats: one record names the other, and summaries count it once."""

import pytest
from openpyxl import load_workbook

import yinuo
from tests.markup import pipeline
from yinuo.cli.summary import Summary
from yinuo.nlp.decisions.same_tasks import link_same_tasks
from yinuo.writers.flat import to_row
from yinuo.writers.ledger import write_ledger

BODY = """榆坪县人民政府办公室关于抓好2031年水利工作的通知
各乡镇人民政府，各单位：
一、主要任务
（一）疏浚河道9公里。
（二）植树3万亩，新建泵站2座。
"""
HEAD = "附件\n榆坪县2031年任务分工表\n序号\t工作任务\t牵头单位\t完成时限"


def found(*rows, body=BODY, **options):
    return list(yinuo.extract("\n".join((body + HEAD, *rows)), nlp=pipeline(), **options))


def links(records):
    texts = {r.id: (n, r.text) for n, r in enumerate(records)}
    return [(n, *texts[r.same_as]) for n, r in enumerate(records) if r.same_as]


def test_a_row_names_the_record_of_the_body():
    records = found(
        "1\t疏浚河道9公里\t县水利局\t5月底前", "2\t加固水库3座\t县水利局\t5月底前", "3\t植树3万亩\t县林业局\t全年"
    )
    assert [r.text for r in records] == [
        *("疏浚河道9公里", "植树3万亩", "新建泵站2座"),
        *("疏浚河道9公里", "加固水库3座", "植树3万亩"),
    ]
    assert links(records) == [(3, 0, "疏浚河道9公里"), (5, 1, "植树3万亩")]
    assert [r.same_as for r in records[:3]] == [None] * 3


def test_a_table_before_the_text_is_the_first():
    after = "备注：以下是说明。\n一、主要任务\n（一）疏浚河道9公里。\n（二）植树3万亩。"
    text = f"{HEAD}\n1\t疏浚河道9公里\t县水利局\t5月底前\n{after}"
    records = list(yinuo.extract(text, nlp=pipeline()))
    assert links(records) == [(1, 0, "疏浚河道9公里")]


@pytest.mark.parametrize(
    ("row", "linked"),
    [
        ("全县疏浚河道9公里", True),
        ("疏浚河道9公里，", True),
        ("疏浚河道19公里", False),
        ("疏浚河道", False),
        ("疏浚河道9公里以及沿岸各乡镇所有灌溉渠道", False),
        ("疏浚渠道9公里", False),
    ],
)
def test_what_is_the_same(row, linked):
    assert bool(links(found(f"1\t{row}\t县水利局\t5月底前"))) == linked


def test_rows_that_ask_others_are_tasks_of_their_own():
    rows = ("1\t疏浚河道9公里\t甲镇\t全年", "2\t疏浚河道9公里\t乙镇\t全年", "3\t疏浚河道9公里\t甲镇\t全年")
    assert [n for n, *_ in links(found(*rows))] == [3, 5]


def test_another_time_is_another_task():
    body = BODY.replace("疏浚河道9公里", "2031年3月底前疏浚河道9公里")
    assert not links(found("1\t疏浚河道9公里\t县水利局\t5月底前", body=body))
    assert links(found("1\t疏浚河道9公里\t县水利局\t2031年3月底前", body=body))


def test_text_that_says_a_thing_twice_is_not_linked():
    records = list(yinuo.extract(BODY + "（三）疏浚河道9公里。", nlp=pipeline()))
    assert [r.text for r in records].count("疏浚河道9公里") == 2
    assert not links(records)


def test_an_annex_may_be_a_list():
    rows = "附件\n榆坪县2031年任务分工表\n1.疏浚河道9公里。\n责任单位：县水利局\n2.加固水库3座。\n责任单位：县应急局"
    records = list(yinuo.extract(BODY + rows, nlp=pipeline()))
    assert [r.text for r in records if r.same_as] == ["疏浚河道9公里"]
    assert links(records)[0][1:] == (0, "疏浚河道9公里")


def test_no_record_no_link():
    link_same_tasks([], set())


def test_a_repaired_text_links_by_the_ids_that_its_records_have():
    rows = ("1\t疏浚河道9公里\t县水利局\t5月底前", "2\t推进全面深化改革的任务落\t县水利局\t5月底前")
    records = found(*rows, repair="apply")
    assert {r.same_as for r in records} <= {None, *(r.id for r in records)}
    assert links(records)


def test_summaries_count_once():
    text = f"{BODY}{HEAD}\n1\t疏浚河道9公里\t县水利局\t5月底前"
    extraction = yinuo.extract(text, nlp=pipeline())
    summary = Summary()
    summary.begin(extraction.document, extraction.speeches)
    for record in extraction:
        summary.add(extraction.document, record)
    assert len(extraction) == summary.records == 4
    assert "3 commitments" in summary.line(failed=0)
    assert "1 more in tables that repeat them" in summary.line(failed=0)


def test_flat_rows_and_ledger_say_so(tmp_path):
    records = found("1\t疏浚河道9公里\t县水利局\t5月底前")
    assert [to_row(r)["same_as"] for r in records] == [None, None, None, records[0].id]
    write_ledger(records, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    words = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("与前文任务重复" in word for word in words)
    assert any(word.startswith("共 3 项") and "另有 1 项在表中重复" in word for word in words)

"""A corrected ledger as gold: what people changed, dropped and added, against records as they were extracted."""

import datetime

import openpyxl
import pytest

from tests.writers.ledger.samples import FIRST, TASKS, TEXT, column_of, edit, ledger, records, row_of
from yinuo.errors import GoldError
from yinuo.evaluate import evaluate, read_gold


@pytest.fixture
def gold(tmp_path):
    """Gold of a ledger with these edits, its text beside it."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return lambda *changes: edit(ledger(tmp_path / "gold.xlsx"), *changes)


def items(path):
    (document,) = read_gold(path)
    return {item.text: item for item in document.items}


def found():
    return [record.model_dump(by_alias=True, mode="json") for record in records()]


def test_an_untouched_ledger_agrees_with_its_records(gold):
    result = evaluate(gold(), found())
    assert result.total["detection"].f1 == result.total["record"].f1 == 1
    assert "a.txt: 6 of 6 rows have no 复核 and count as they stand" in result.notes


@pytest.mark.parametrize(
    ("changes", "dropped"),
    [
        ([(TASKS[0], "复核", "非承诺")], True),
        ([(TASKS[0], "复核", "有误")], True),
        ([(TASKS[0], "复核", "有误"), (TASKS[0], "数值", 9)], False),
        ([(TASKS[0], "复核", "正确")], False),
        ([lambda page: page.delete_rows(row_of(page, TASKS[0]))], True),
    ],
)
def test_rows_that_are_no_commitments(gold, changes, dropped):
    assert (TASKS[0] not in items(gold(*changes))) == dropped


@pytest.mark.parametrize(
    ("task", "column", "value", "attribute", "wanted"),
    [
        (TASKS[0], "责任主体", "规划局", "actor", "规划局"),
        (TASKS[2], "责任主体", "云溪市人民政府", "actor", None),
        (TASKS[2], "责任主体", None, "actor", None),
        (TASKS[0], "数值", 9, "amounts", ["9座"]),
        (TASKS[0], "数值", "2—4", "amounts", ["2..4座"]),
        (TASKS[0], "数值", "≥9", "amounts", ["9..?座"]),
        (TASKS[0], "数值", "≤9", "amounts", ["?..9座"]),
        (TASKS[1], "数值", 5, "amounts", ["5..?公里"]),
        (TASKS[1], "单位", "里", "amounts", ["3..?里"]),
        (TASKS[5], "数值", "6\n1.5", "amounts", ["600000000元", "15000户"]),
        (TASKS[5], "单位", "万元\n户", "amounts", ["50000元", "1.5户"]),
        (TASKS[3], "量化指标", "3支以上", "amounts", ["3..?支"]),
        (TASKS[0], "量化指标", None, "amounts", []),
        (TASKS[3], "完成时限", "2022年9月30日", "deadline", (None, "2022-09-30", None, None)),
        (TASKS[2], "到期日", datetime.date(2022, 9, 30), "deadline", (None, "2022-09-30", None, None)),
        (TASKS[3], "到期日", "2022年9月30日", "deadline", (None, "2022-09-30", None, None)),
        (TASKS[3], "完成时限", "10月底前", "deadline", (None, "2022-10-31", None, None)),
        (TASKS[2], "完成时限", None, "deadline", None),
        (TASKS[3], "明确程度", "具体", "specificity", "deliverable"),
    ],
)
def test_corrected_cells(gold, task, column, value, attribute, wanted):
    own = getattr(items(gold((task, column, value)))[task], attribute)
    assert ([str(amount) for amount in own] if attribute == "amounts" else own) == wanted


@pytest.mark.parametrize(
    ("words", "span"),
    [("公园7座", "公园7座"), ("我们要新建公园7座", "我们要新建公园7座"), ("新建7座公园", TASKS[0])],
)
def test_a_corrected_task_is_a_span_where_it_stands_in_the_sentence(gold, words, span):
    item = items(gold((TASKS[0], "工作任务", words)))[span]
    assert TEXT[item.start : item.end] == span


def append(**cells):
    def change(page):
        row = page.max_row + 1
        for name, value in cells.items():
            page.cell(row, column_of(page, name)).value = value

    return change


def test_an_added_row_is_found_in_the_text(gold):
    item = items(gold(append(工作任务="惠及1.5万户", 责任主体="各县区", 明确程度="量化")))["惠及1.5万户"]
    assert TEXT[item.start : item.end] == "惠及1.5万户"
    assert (item.actor, item.specificity, [str(a) for a in item.amounts]) == ("各县区", "quantified", ["15000户"])


def test_a_heading_between_rows_is_no_gold(gold):
    assert len(items(gold(append(序号="二、民生")))) == 6


def test_a_row_copied_for_two_departments_counts_once(gold):
    path = gold(lambda page: page.append([cell.value for cell in page[FIRST]]))
    (document,) = read_gold(path)
    assert len(document.items) == 6


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (append(工作任务="没有这句话"), r"台账!12: '没有这句话' is not in a\.txt"),
        (append(进展="只有进展"), "台账!12: an added row cannot be placed: its 工作任务 is empty"),
        (append(工作任务="修路", 来源文件="b.txt"), "来源文件 is 'b.txt'"),
        ((TASKS[0], "数值", "很多"), "台账!6: 数值 is '很多'"),
        ((TASKS[0], "数值", "1\n2"), "台账!6: 数值 has 2 numbers, 量化指标 1"),
        ((TASKS[0], "明确程度", "中等"), "台账!6: 明确程度 is '中等'"),
    ],
)
def test_what_cannot_be_scored_is_refused_with_its_row(gold, change, says):
    with pytest.raises(GoldError, match=says):
        read_gold(gold(change))


def test_another_text_of_the_same_name_is_refused(gold, tmp_path):
    path = gold()
    (tmp_path / "a.txt").write_text(TEXT.replace("公园", "花园"), "utf-8")
    with pytest.raises(GoldError, match=r"a\.txt is not the text that the ledger was made of"):
        read_gold(path)


def test_a_ledger_without_its_hidden_sheet_is_refused(gold):
    path = gold()
    book = openpyxl.load_workbook(path)
    del book["记录"]
    book.save(path)
    with pytest.raises(GoldError, match="hidden sheet 记录 is gone"):
        read_gold(path)

"""Records to a ledger: what each cell says, what the sheets hold, what Excel allows, and the same bytes each time."""

import datetime
import io
import math
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writers.ledger.samples import (
    FIRST,
    SENTENCES,
    TASKS,
    TEXT,
    append,
    by_task,
    column_of,
    edit,
    ledger,
    record,
    records,
    table,
)
from yinuo.errors import InputError
from yinuo.records import Actor, Deadline, Party, Quantity, Span
from yinuo.writers import read_ledger, read_ledger_records, write_ledger
from yinuo.writers.ledger import LEDGER_COLUMNS, sheets, summary
from yinuo.writers.ledger import cells as cells_of_record
from yinuo.writers.ledger.cell_text import LONGEST, shown, units
from yinuo.writers.ledger.cells import due, due_words, hints, measures, numbers, section, unit
from yinuo.writers.ledger.figures import amount
from yinuo.writers.ledger.layout import Layout
from yinuo.writers.ledger.row import LedgerRow
from yinuo.writers.ledger.styles import SIZE
from yinuo.writers.ledger.workbook import Contents, write_rows

DAMAGED = Quantity(text="7座", start=0, end=2, low=7, high=7, unit="座", damaged=True)
YEAR_END = datetime.date(2022, 12, 31)
BY_YEAR = Deadline(text=None, start=None, end=None, to="2022-12-31", source="document")
GONE = Quantity(text="座", start=0, end=1, low=None, high=None, unit="座", damaged=True)


@pytest.mark.parametrize(
    ("low", "high", "approximate", "value", "form"),
    [
        (7, 7, False, 7, "#,##0"),
        (95, None, False, 95, '"≥"#,##0'),
        (None, 3.5, False, 3.5, '"≤"#,##0.0#####'),
        (5, 5, True, 5, '"约"#,##0'),
        (2, 4, False, "2—4", ""),
        (20000, 40000, False, "20,000—40,000", ""),
        (None, None, False, "", ""),
        (math.inf, math.inf, False, "inf", ""),
        (1e18, 1e18, False, "1,000,000,000,000,000,000", ""),
        (-2, -2, False, -2, "#,##0"),
    ],
)
def test_one_number(low, high, approximate, value, form):
    assert amount(low, high, approximate=approximate) == (value, form)


@pytest.mark.parametrize(
    ("quantities", "words", "value", "units", "mark"),
    [
        ((), "", "", "", ""),
        ((DAMAGED,), "7座（缺字）", "7？", "座", "damaged"),
        ((GONE,), "□座", "？", "座", "damaged"),
        (records()[5].quantities, "约5亿元\n1.5万户", "5\n1.5", "亿元\n万户", ""),
    ],
)
def test_quantities_of_a_record(quantities, words, value, units, mark):
    own = records()[0].model_copy(update={"quantities": quantities})
    cells = measures(own), numbers(own), unit(own)
    assert [cell.value for cell in cells] == [words, value, units]
    assert {cell.mark for cell in cells} == {mark}


@pytest.mark.parametrize(
    ("words", "low", "high", "unit", "value", "shown"),
    [
        ("1400亿斤", 1.4e11, 1.4e11, "斤", 1400, "亿斤"),
        ("110万人以上", 1.1e6, None, "人", 110, "万人"),
        ("1万亿元", 1e12, 1e12, "元", 1, "万亿元"),
        ("2—4万人", 2e4, 4e4, "人", "2—4", "万人"),
        ("1.5万亿元", 1.5e12, 1.5e12, "元", 1.5, "万亿元"),
        ("三千万元", 3e7, 3e7, "元", 3000, "万元"),
        ("8000多万千瓦", 8e7, None, "千瓦", 8000, "万千瓦"),
        ("110万", 1.1e6, 1.1e6, None, 110, "万"),
        ("4000班次", 4000, 4000, "班次", 4000, "班次"),
        ("0.3", 0.3, 0.3, "个", 0.3, "个"),
    ],
)
def test_numbers_are_as_the_source_says_them(words, low, high, unit, value, shown):
    own = record(TASKS[0]).model_copy(
        update={"quantities": (Quantity(text=words, start=0, end=1, low=low, high=high, unit=unit),)}
    )
    cells = cells_of_record.numbers(own), cells_of_record.unit(own)
    assert [cell.value for cell in cells] == [value, shown]
    assert own.quantities[0].low == low, "the record keeps the whole number"


@pytest.mark.parametrize(
    ("deadline", "words", "last", "mark"),
    [
        (None, None, None, ""),
        (Deadline(text="年内", start=0, end=1, to="2022-12-31"), "年内", datetime.date(2022, 12, 31), ""),
        (Deadline(text="2022年", start=0, end=1, to="2022-12-31", source="section"), None, YEAR_END, ""),
        (Deadline(text=None, start=None, end=None, to="2022-12-31", source="document"), None, YEAR_END, "default"),
        (Deadline(text="年内", start=0, end=1, to="2022-12-31", damaged=True), "年内", "2022-12-31？", "damaged"),
        (Deadline(text="每月", start=0, end=1, repeat="P1M"), "每月", None, ""),
        (Deadline(text="三年内", start=0, end=1, duration="P3Y"), "三年内", None, ""),
        (Deadline(text="明年起", start=0, end=1, from_="2023-01-01"), "明年起", None, ""),
        (Deadline(text="光绪年间", start=0, end=1, to="1890-12-31"), "光绪年间", "1890-12-31", ""),
    ],
)
def test_deadline_of_a_record(deadline, words, last, mark):
    own = records()[0].model_copy(update={"deadline": deadline})
    assert due_words(own).value == words
    assert (due(own).value, due(own).mark) == (last, mark)
    assert ("文件年度，默认" in hints(own).value) == (mark == "default")


@pytest.mark.parametrize(
    ("headings", "value"),
    [
        ((), ""),
        (("工作",), "工作"),
        (("一、工作", "（一）建设。", "建设"), "一、工作 / （一）建设"),
        (("一、工作", "抓实建设"), "一、工作 / 抓实建设"),
    ],
)
def test_section_of_a_record(headings, value):
    assert section(records()[0].model_copy(update={"section": headings})).value == value


@pytest.mark.parametrize(
    ("changes", "party", "lead", "support"),
    [
        ({}, None, None, None),
        ({"actor": records()[1].actor}, "各县区", None, None),
        ({"responsible": [("县教育局", "lead"), ("县财政局", "support")]}, "县教育局", "县教育局", "县财政局"),
        ({"responsible": [("教育部", "unspecified")]}, "教育部", None, None),
    ],
    ids=["nobody named", "actor", "lead and support", "responsible"],
)
def test_who_answers_as_far_as_the_text_names_somebody(changes, party, lead, support):
    if "responsible" in changes:
        named = [Party(text=name, start=0, end=1, name=name, role=role) for name, role in changes["responsible"]]
        changes = {"responsible": tuple(named)}
    own = records()[0].model_copy(update=changes)
    cells = cells_of_record.actor(own), cells_of_record.lead(own), cells_of_record.support(own)
    assert [cell.value for cell in cells] == [party, lead, support]


@pytest.mark.parametrize(
    ("text", "to", "shown", "mark"),
    [
        ("222年底前", "2022-12-31", "222年底前（应为2022年）", "restored"),
        ("2022年底前", "2022-12-31", "2022年底前", ""),
        ("2030年前", "2029-12-31", "2030年前", ""),
        ("100年内", "2031-12-31", "100年内", ""),
    ],
)
def test_a_year_that_lost_digits_is_shown_with_the_one_that_is_meant(text, to, shown, mark):
    time = Deadline(text=text, start=0, end=len(text), to=to)
    own = records()[0].model_copy(update={"deadline": time})
    cell = cells_of_record.due_words(own)
    assert (cell.value, cell.mark) == (shown, mark)
    assert ("时限年份系修复" in (hints(own).value or "")) == bool(mark)


def test_hints_name_what_has_to_be_checked():
    own = records()[0].model_copy(update={"quantities": (GONE,), "restored": "新建公园17座", "actor": Actor()})
    assert hints(own).value == "数字缺损；任务文字系修复；主体未明示"
    assert hints(records()[0]).value == ""


def test_sheets_and_cells(tmp_path):
    path = ledger(tmp_path / "l.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["台账", "汇总", "原文", "说明", "记录"]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 4 + ["hidden"]
    page = book["台账"]
    assert page["A1"].value == "云溪市人民政府《工作报告》工作任务台账"
    assert "云溪市人民政府《工作报告》（2022年）" in page["A2"].value
    assert "责任主体为空的任务，原文没有写明由谁负责，由云溪市人民政府负责" in page["A2"].value
    assert "共 6 项：量化 4 项、具体 0 项、原则 2 项" in page["A2"].value
    assert [cell.value for cell in page[3]] == [column.name for column in LEDGER_COLUMNS]
    assert [page.cell(row, 1).value for row in (4, 5)] == ["二、重点工作", "\u3000（一）抓建设"]
    rows = by_task(path)
    assert list(rows) == list(TASKS)
    first = rows["新建公园7座"]
    assert (first["数值"], first["单位"], first["章节"]) == (7, "座", "二、重点工作 / （一）抓建设")
    assert (first["完成时限"], first["到期日"]) == ("今年", datetime.datetime(2022, 12, 31))
    assert not set(first) & {"责任主体", "牵头单位", "配合单位", "状态", "进展", "备注", "复核"}, "left for people"


@pytest.mark.parametrize(
    ("changes", "column", "looks"),
    [
        ({"quantities": (DAMAGED,)}, "量化指标", lambda cell: cell.fill.fgColor.rgb == "FFFCE4D6"),
        ({"quantities": (GONE,)}, "数值", lambda cell: cell.fill.fgColor.rgb == "FFFCE4D6"),
        ({"restored": "新建公园17座"}, "工作任务", lambda cell: cell.font.i),
        ({"deadline": BY_YEAR}, "到期日", lambda cell: cell.font.color.rgb == "FF808080"),
    ],
    ids=["damaged number", "lost number", "restored words", "no time stated"],
)
def test_what_is_not_certain_looks_so(tmp_path, changes, column, looks):
    page = openpyxl.load_workbook(ledger(tmp_path / "l.xlsx", [records()[0].model_copy(update=changes), records()[1]]))
    at = column_of(page["台账"], column)
    assert looks(page["台账"].cell(FIRST, at))
    assert not looks(page["台账"].cell(FIRST + 1, at))


def test_the_page_is_set_up_for_reading_and_printing(tmp_path):
    page = openpyxl.load_workbook(ledger(tmp_path / "l.xlsx"))["台账"]
    assert page.freeze_panes == "C4"
    assert page.auto_filter.ref == "A3:U11"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in page.data_validations.dataValidation}
    assert lists["I4"] == '"未启动,进行中,已完成,滞后,已调整"'
    assert lists["L4"] == '"正确,有误,非承诺"'
    hidden = {name for name, column in page.column_dimensions.items() if column.hidden}
    names = {letter: page[f"{letter}3"].value for letter in hidden}
    assert set(names.values()) == {"讲话人", "来源文件", "记录号"}, "the key; speaker and document where there is one"


@pytest.mark.parametrize("extra", [(), ("分管领导",), ("分管领导", "联系电话")])
def test_ten_columns_and_those_that_people_added_are_printed_at_nine_points(extra):
    columns = Layout(extra)
    assert len(Layout().printed) == 10
    assert columns.printed[10:] == extra
    pixels = sum(7 * columns.width(name) + 5 for name in columns.printed)
    margins = 2 * 0.4 * 72
    assert SIZE * (841.9 - margins) / (pixels * 0.75) >= 9


def test_the_printed_part_holds_added_columns_and_rows_typed_below(tmp_path):
    write_rows(
        tmp_path / "l.xlsx", [LedgerRow(records()[0], "k", extra={"分管领导": "张某"})], Contents(extra=("分管领导",))
    )
    with zipfile.ZipFile(tmp_path / "l.xlsx") as archive:
        book = archive.read("xl/workbook.xml").decode()
    assert "'台账'!$A:$K" in book or "台账!$A:$K" in book
    page = openpyxl.load_workbook(tmp_path / "l.xlsx")["台账"]
    assert page["K3"].value == "分管领导"


def test_rows_are_as_tall_as_what_is_printed(tmp_path):
    long = "来" * 200
    found = [records()[0].model_copy(update={"document": long, "section": (long,)}), records()[1]]
    page = openpyxl.load_workbook(ledger(tmp_path / "l.xlsx", found))["台账"]
    heights = {page.row_dimensions[row].height for row in range(4, page.max_row + 1)}
    assert heights == {21}, "neither headings nor the file make a row of two lines"


def test_long_heads_and_explanations_show_all_their_lines(tmp_path):
    speech = records()[0].speech.model_copy(update={"title": "关于进一步加强全市教育工作的报告" * 6})
    path = tmp_path / "ledger.xlsx"
    write_ledger([one.model_copy(update={"speech": speech}) for one in records()], path)
    book = openpyxl.load_workbook(path)
    head, guide = book["台账"], book["说明"]
    across = sum(head.column_dimensions[letter].width for letter in "ABCDEFGHIJ")
    for row, size in ((1, 16), (2, SIZE)):
        lines = sum(-(-2 * len(part) * size // (across * SIZE)) for part in head.cell(row, 1).value.split("\n"))
        assert head.row_dimensions[row].height >= lines * size * 1.2
    row = next(row for row in guide.iter_rows() if row[0].value == "复核")
    assert guide.row_dimensions[row[0].row].height > 2 * SIZE


def test_sentences_of_one_speech_do_not_repeat_its_name(tmp_path):
    own, other = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    write_ledger(records(), own)
    second = [one.model_copy(update={"document": "b.txt"}) for one in records()]
    write_ledger([*records(), *second], other)
    hidden = [openpyxl.load_workbook(path)["原文"].column_dimensions["E"].hidden for path in (own, other)]
    assert hidden == [True, False]


@pytest.mark.parametrize(("keep", "rows", "told"), [(False, 5, True), (True, 6, False)])
def test_slogans_get_no_row_and_are_counted(tmp_path, keep, rows, told):
    found = records()
    found[3] = found[3].model_copy(update={"slogan": True})
    write_ledger(found, tmp_path / "l.xlsx", slogans=keep)
    assert len(table(tmp_path / "l.xlsx")) == rows
    guide = [row[0].value for row in openpyxl.load_workbook(tmp_path / "l.xlsx")["说明"].iter_rows() if row[0].value]
    assert any("有 1 处只是口号式表述" in line for line in guide) == told
    assert len(read_ledger_records(tmp_path / "l.xlsx")) == rows


def test_several_speakers_in_one_file_are_named(tmp_path):
    speeches = [records()[0].speech.model_copy(update={"index": n, "speaker": name}) for n, name in enumerate("甲乙")]
    found = [r.model_copy(update={"speech": speeches[n > 2]}) for n, r in enumerate(records())]
    path = ledger(tmp_path / "l.xlsx", found)
    page = openpyxl.load_workbook(path)["台账"]
    assert [row["讲话人"] for row in table(path)] == ["甲"] * 3 + ["乙"] * 3
    bands = [page.cell(row, 1).value for row in range(4, page.max_row + 1)]
    assert [band for band in bands if "《" in str(band)] == [
        f"云溪市人民政府《工作报告》（2022年）\u3000{name}" for name in "甲乙"
    ]
    assert read_ledger(path).lines[0].values["工作任务"] == TASKS[0], "rows of headings are no rows"


def test_no_sheet_that_is_seen_names_a_folder_of_the_machine(tmp_path):
    path = ledger(tmp_path / "l.xlsx", records(document="/home/zhang/secret/a.txt"))
    book = openpyxl.load_workbook(path)
    seen = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if sheet.sheet_state == "visible"]
    assert not [value for value in seen if "/home/zhang" in str(value)]
    assert "a.txt" in seen


def test_rows_grow_with_what_people_type(tmp_path):
    with zipfile.ZipFile(ledger(tmp_path / "l.xlsx")) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="4" ht="' in sheet
    assert "customHeight" not in sheet, "a fixed height would cut what is typed into 进展"


def test_links_lead_to_the_sentence(tmp_path):
    book = openpyxl.load_workbook(ledger(tmp_path / "l.xlsx"))
    page = book["台账"]
    for row in range(FIRST, FIRST + 6):
        cell = page.cell(row, column_of(page, "原文"))
        sheet, place = cell.hyperlink.location.replace("'", "").split("!")
        sentence = book[sheet][place].value
        assert page.cell(row, column_of(page, "工作任务")).value in sentence
        assert cell.value == f"第{book[sheet].cell(book[sheet][place].row, 1).value}句"
    originals = [[cell.value for cell in row] for row in book["原文"].iter_rows(min_row=2)]
    assert [row[1] for row in originals] == list(SENTENCES), "one row a sentence"
    assert [TEXT[row[5] : row[6]] for row in originals] == list(SENTENCES)


def summary_of(path, **options):
    page = openpyxl.load_workbook(path, **options)["汇总"]
    return {row[0].value: [cell.value for cell in row[1:]] for row in page.iter_rows(min_row=4)}


def test_summary_counts_by_month_actor_section_and_state(tmp_path):
    lines = summary_of(ledger(tmp_path / "l.xlsx"), data_only=True)
    assert lines["2022年06月"] == [1, 0, 0, 1]
    assert lines["（无确切日期）"] == [4, 3, 0, 1]
    assert lines["市教育局"] == [2, 0, 0, 2]
    assert lines["（未写明）"] == [3, 3, 0, 0]
    assert lines["二、重点工作 / （一）抓建设"] == [6, 4, 0, 2]
    formulas = summary_of(tmp_path / "l.xlsx")
    assert formulas["已完成"][0].startswith("=COUNTIFS('台账'!$B$4:$B$1011,\"?*\",'台账'!$I$4:$I$1011,\"已完成\")")


def test_months_of_headings_and_of_the_documents_year_count(tmp_path):
    found = [records()[0].model_copy(update={"deadline": BY_YEAR}), records()[2]]
    lines = summary_of(ledger(tmp_path / "l.xlsx", found), data_only=True)
    assert (lines["2022年12月"][0], lines["2022年06月"][0]) == (1, 1)


def test_summary_with_more_actors_than_it_has_room_for(tmp_path, monkeypatch):
    monkeypatch.setattr(summary, "MOST", 1)
    lines = summary_of(ledger(tmp_path / "l.xlsx"), data_only=True)
    assert lines["（未写明）"] == [3, 3, 0, 0]
    assert lines["（其余 2 行合计）"] == [3, 1, 0, 2]


def test_several_documents_are_named(tmp_path):
    path = ledger(tmp_path / "l.xlsx", records() + records(document="b.txt"))
    page = openpyxl.load_workbook(path)["台账"]
    title = "云溪市人民政府《工作报告》（2022年）"
    assert [row["来源文件"] for row in table(path)] == [f"{title}（a.txt）"] * 6 + [f"{title}（b.txt）"] * 6
    assert not page.column_dimensions["T"].hidden
    assert len(read_ledger(path).records) == 12, "the same text under two names gives keys of their own"
    assert read_ledger_records(path) == records() + records(document="b.txt")


def test_the_same_records_give_the_same_bytes(tmp_path, monkeypatch):
    first = ledger(tmp_path / "a.xlsx").read_bytes()
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert ledger(tmp_path / "b.xlsx").read_bytes() == first
    assert {entry.date_time[:3] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 31)}


def test_no_records_make_an_empty_ledger(tmp_path):
    path = ledger(tmp_path / "l.xlsx", [])
    assert table(path) == []
    assert read_ledger_records(path) == []


def test_more_rows_than_a_sheet_may_have_go_to_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 4)  # two of them rows of headings
    path = ledger(tmp_path / "l.xlsx")
    book = openpyxl.load_workbook(path)
    assert [name for name in book.sheetnames if name.startswith("台账")] == ["台账", "台账2", "台账3"]
    assert [row["工作任务"] for name in ("台账", "台账2", "台账3") for row in table(path, name)] == list(TASKS)
    assert book["台账2"]["N6"].hyperlink.location == "'原文2'!B2"
    assert read_ledger_records(path) == records()
    assert [line.values["序号"] for line in read_ledger(path).lines] == [1, 2, 3, 4, 5, 6]
    states = {row[0].value: row[1].value for row in book["汇总"].iter_rows(min_row=4)}
    assert states["滞后"].count("COUNTIFS") == 3


def test_a_failed_run_leaves_no_file(tmp_path):
    def broken():
        yield records()[0]
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_ledger(broken(), tmp_path / "l.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_people_filled_in_is_not_overwritten(tmp_path):
    path = ledger(tmp_path / "l.xlsx")
    ledger(path)  # nobody has written in it
    edit(path, (TASKS[0], "进展", "已开工"))
    before = path.read_bytes()
    with pytest.raises(InputError, match="holds 1 cells that people filled in"):
        ledger(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", [lambda page: page.delete_rows(FIRST), lambda page: append(page, 工作任务="新任务")])
def test_deleted_and_added_rows_are_work_too(tmp_path, change):
    path = edit(ledger(tmp_path / "l.xlsx"), change)
    with pytest.raises(InputError, match="people filled in"):
        ledger(path)


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
STRANGE = [
    *FORMULAS,
    "<r>a</r>",
    "<r><t>a & b</r>",
    "_x0041_",
    "http://a.b/c",
    "internal:台账!A1",
    "{=1}",
    "1e5",
    "007",
]


def everywhere(text):
    """A record with the text in every field that a ledger shows."""
    quantity = Quantity(text=text, start=0, end=1, low=None, high=None, unit=text)
    return record(TASKS[0]).model_copy(
        update={
            "text": text,
            "document": text,
            "sentence": Span(text=text, start=0, end=len(text)),
            "section": (text,),
            "actor": Actor(text=text, source="explicit"),
            "quantities": (quantity,),
            "deadline": Deadline(text=text, start=0, end=1),
        }
    )


def cells_of(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield archive.read(name).decode()


@pytest.mark.parametrize("text", STRANGE)
def test_no_text_becomes_a_formula_a_link_or_markup(tmp_path, text):
    path = ledger(tmp_path / "l.xlsx", [everywhere(text)])
    formulas = [found for xml in cells_of(path) for found in re.findall(r"<f>(.*?)</f>", xml)]
    assert all(found.startswith("COUNTIFS(") for found in formulas), formulas
    page = openpyxl.load_workbook(path)["台账"]
    row = 5  # below one row of headings
    for name in ("工作任务", "责任主体", "量化指标", "单位", "完成时限", "章节"):
        cell = page.cell(row, column_of(page, name))
        assert cell.data_type == "s"
        assert bool(cell.quotePrefix) == (text in FORMULAS), "edited in place, it stays text"
    assert read_ledger_records(path) == [everywhere(text)]


@settings(max_examples=15, deadline=None)
@given(text=st.text(st.characters(codec=None), min_size=1, max_size=60))
def test_any_text_gives_a_workbook_that_opens_and_comes_back(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "l.xlsx"
    own = everywhere(text)
    write_ledger([own], path)
    found = read_ledger(path)
    assert list(found.records.values()) == [own]
    assert all(line.edits(own) == {} for line in found.lines), "nobody has corrected anything"


@pytest.mark.parametrize("text", ["长" * 40_000, "𠮷" * 20_000, "\x00\ud800\ufffe", "a\r\nb"])
def test_texts_beyond_what_a_cell_holds(tmp_path, text):
    path = ledger(tmp_path / "l.xlsx", [everywhere(text)])
    cell = openpyxl.load_workbook(path)["台账"]["B5"].value
    assert units(cell) <= LONGEST
    assert cell == shown(text)
    assert read_ledger_records(path) == [everywhere(text)], "the record itself is whole"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no workbook"),
        (b"PK\x03\x04 cut short", "no workbook"),
        (b"\xd0\xcf\x11\xe0 an old .xls", "no workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, content, says):
    path = tmp_path / "l.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        read_ledger(path)


def test_a_workbook_that_is_no_ledger_is_refused(tmp_path):
    path = tmp_path / "l.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(InputError, match="no sheet has the columns 工作任务 and 记录号"):
        read_ledger(path)
    with pytest.raises(InputError, match="is there already and is no ledger"):
        ledger(path)


def test_a_workbook_without_its_records(tmp_path):
    path = ledger(tmp_path / "l.xlsx")
    book = openpyxl.load_workbook(path)
    del book["记录"]
    book.save(path)
    assert len(read_ledger(path).lines) == 6
    with pytest.raises(InputError, match="hidden sheet 记录 is gone"):
        read_ledger_records(path)


def test_every_column_says_what_it_means(tmp_path):
    page = openpyxl.load_workbook(ledger(tmp_path / "l.xlsx"))["说明"]
    told = {row[0].value: row[2].value for row in page.iter_rows(min_row=10)}
    for column in LEDGER_COLUMNS:
        assert told[column.name].startswith(column.meaning)

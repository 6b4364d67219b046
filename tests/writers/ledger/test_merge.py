"""A person's work carried to a new extraction: by key, by text, and what is listed where neither is found."""

import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill

import yinuo
from tests.writers.ledger.samples import (
    FIRST,
    TASKS,
    TEXT,
    append,
    by_task,
    column_of,
    edit,
    ledger,
    record,
    records,
    row_of,
    table,
)
from yinuo.errors import InputError
from yinuo.records import Quantity
from yinuo.writers import merge_ledgers, read_ledger, write_ledger
from yinuo.writers.ledger.columns import PERSON
from yinuo.writers.ledger.earlier import as_shown

FILLED = {
    "牵头单位": "规划局",
    "配合单位": "财政局",
    "状态": "进行中",
    "进展": "已开工3座",
    "备注": "=备注",
    "复核": "正确",
}


@pytest.fixture
def merged(tmp_path):
    """Merge an edited ledger of ``old`` into one of ``new`` and give what happened and where it is written."""

    def run(*changes, new=None, old=None):
        edited = ledger(tmp_path / "edited.xlsx", old)
        edit(edited, *changes)
        ledger(tmp_path / "new.xlsx", new)
        return merge_ledgers(edited, tmp_path / "new.xlsx", tmp_path / "merged.xlsx"), tmp_path / "merged.xlsx"

    return run


def moved_text(**more):
    """The same records out of a text with a line more at its top: other offsets, other ids."""
    text = "各位代表：\n" + TEXT
    return [
        record(r.text, text=text, actor=r.actor.text, **more).model_copy(
            update={"quantities": r.quantities, "deadline": r.deadline, "specificity": r.specificity}
        )
        for r in records()
    ]


def fill(page):
    for name, value in FILLED.items():
        cell = page.cell(row_of(page, TASKS[0]), column_of(page, name))
        cell.value = value
        if name == "备注":
            cell.data_type = "s"


def test_every_filled_in_column_is_carried(merged):
    found, path = merged(fill)
    assert {name: by_task(path)[TASKS[0]][name] for name in FILLED} == FILLED
    assert (found.carried, found.moved, found.lost, len(found.rows)) == (1, 0, (), 6)
    page = openpyxl.load_workbook(path)["台账"]
    note = page.cell(row_of(page, TASKS[0]), column_of(page, "备注"))
    assert note.data_type == "s", "a person's text stays text as well"


def test_merging_twice_changes_nothing_more(tmp_path, merged):
    _, path = merged(fill, (TASKS[1], "责任主体", "交通局"), lambda page: append(page, 工作任务="自加任务"))
    again = tmp_path / "again.xlsx"
    merge_ledgers(path, tmp_path / "new.xlsx", again)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("task", "column", "value"),
    [
        (TASKS[0], "责任主体", "公园管理局"),
        (TASKS[0], "数值", 9),
        (TASKS[0], "完成时限", datetime.datetime(2022, 10, 1)),
        (TASKS[2], "完成时限", "年底前"),
        (TASKS[3], "明确程度", "具体"),
        (TASKS[3], "工作任务", "加强教师队伍建设"),
        (TASKS[4], "数值", "3—4"),
        (TASKS[0], "章节", "三、其他"),
    ],
)
def test_a_corrected_value_stands_and_is_marked(merged, task, column, value):
    found, path = merged((task, column, value))
    assert found.carried == 1
    page = openpyxl.load_workbook(path)["台账"]
    cell = page.cell(row_of(page, value if column == "工作任务" else task), column_of(page, column))
    assert cell.value == value
    assert cell.font.b, "corrected values are bold"
    assert list(read_ledger(path).records.values()) == records(), "below it is still what was extracted"


def test_an_emptied_value_stays_empty(merged):
    found, path = merged((TASKS[2], "责任主体", None))
    assert "责任主体" not in by_task(path)[TASKS[2]]
    assert found.carried == 1


def test_where_person_and_extraction_both_changed_the_person_stands(merged):
    new = records()
    new[0] = new[0].model_copy(update={"quantities": (Quantity(text="8座", start=0, end=2, low=8, high=8, unit="座"),)})
    _, path = merged((TASKS[0], "数值", 9), new=new)
    row = by_task(path)[TASKS[0]]
    assert (row["数值"], row["量化指标"]) == (9, "8座")
    assert "数值按人工更正，本次提取为“8”" in row["提示"]


def test_what_only_the_extraction_changed_is_taken_over(merged):
    new = records()
    new[2] = new[2].model_copy(update={"actor": new[1].actor})
    _, path = merged((TASKS[2], "进展", "已报批"), new=new)
    assert (by_task(path)[TASKS[2]]["责任主体"], by_task(path)[TASKS[2]]["进展"]) == ("各县区", "已报批")


def test_rows_sorted_and_filtered(tmp_path, merged):
    def turn(page):
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST, max_row=FIRST + 5)]
        for at, row in enumerate(reversed(rows), FIRST):
            for column, value in enumerate(row, 1):
                page.cell(at, column).value = value
        page.row_dimensions[FIRST + 1].hidden = True

    found, path = merged((TASKS[0], "进展", "一"), (TASKS[5], "进展", "六"), turn)
    assert found.carried == 2
    assert [row["工作任务"] for row in table(path)] == list(TASKS), "the order of the new extraction"
    assert [row.get("进展") for row in table(path)] == ["一", None, None, None, None, "六"]


def test_comments_are_carried(tmp_path, merged):
    def comment(page):
        page.cell(row_of(page, TASKS[0]), column_of(page, "进展")).comment = Comment("请王局核实", "张某")
        page.cell(row_of(page, TASKS[1]), 22).comment = Comment("表外批注", "张某")

    found, path = merged(comment)
    page = openpyxl.load_workbook(path)["台账"]
    assert page.cell(row_of(page, TASKS[0]), column_of(page, "进展")).comment.text == "请王局核实"
    assert page.cell(row_of(page, TASKS[1]), column_of(page, "第22列")).comment.text == "表外批注"
    assert found.carried == 2
    with pytest.raises(InputError, match="people filled in"):
        ledger(tmp_path / "edited.xlsx")


def test_cells_merged_over_rows_hold_for_each_row(merged):
    def join(page):
        lead, part = column_of(page, "牵头单位"), column_of(page, "章节")
        page.cell(FIRST, lead).value = "规划局"
        page.merge_cells(start_row=FIRST, end_row=FIRST + 2, start_column=lead, end_column=lead)
        page.merge_cells(start_row=FIRST, end_row=FIRST + 5, start_column=part, end_column=part)

    found, path = merged(join)
    assert [row.get("牵头单位") for row in table(path)] == ["规划局"] * 3 + [None] * 3
    assert [row["章节"] for row in table(path)] == ["二、重点工作 / （一）抓建设"] * 6
    assert found.carried == 3


def test_formulas_that_were_never_computed_are_refused(merged):
    with pytest.raises(InputError, match="台账!6: 进展 holds a formula that was never computed"):
        merged((TASKS[0], "进展", "=1+1"))


def test_headings_between_rows_stay_where_they_are(merged):
    def heading(page):
        page.insert_rows(FIRST + 2)
        page.cell(FIRST + 2, 1).value = "二、民生"

    found, path = merged(heading)
    assert [row["序号"] for row in table(path)] == [1, 2, "二、民生", 3, 4, 5, 6]
    assert found.added == 1
    assert "共 6 项" in openpyxl.load_workbook(path)["台账"]["A2"].value


def test_columns_moved_renamed_and_added(merged):
    def columns(page):
        page.insert_cols(2)
        page.cell(3, 2).value = "分管领导"
        page.cell(row_of(page, TASKS[1]), 2).value = "张某"
        page.cell(row_of(page, TASKS[2]), page.max_column + 1).value = "没有列名"

    found, path = merged(columns)
    assert by_task(path)[TASKS[1]]["分管领导"] == "张某"
    assert by_task(path)[TASKS[2]]["第23列"] == "没有列名"
    assert found.carried == 2


def test_rows_above_the_names(merged):
    found, _ = merged((TASKS[0], "进展", "已开工"), lambda page: page.insert_rows(1, 3))
    assert found.carried == 1


def test_deleted_rows_stay_out_and_are_counted(tmp_path, merged):
    found, path = merged(lambda page: page.delete_rows(row_of(page, TASKS[1])), new=moved_text())
    assert TASKS[1] not in by_task(path)
    assert [r.text for _, r in found.deleted] == [TASKS[1]]
    again = merge_ledgers(path, tmp_path / "new.xlsx", tmp_path / "again.xlsx")
    assert [r.text for _, r in again.deleted] == [TASKS[1]], "also in the next merge"


def test_added_rows_stay_behind_the_row_they_stood_behind(merged):
    def add(page):
        page.insert_rows(FIRST + 2)
        for name, value in {"工作任务": "自加任务", "责任主体": "办公室", "状态": "进行中"}.items():
            page.cell(FIRST + 2, column_of(page, name)).value = value

    found, path = merged(add)
    tasks = [row["工作任务"] for row in table(path)]
    assert tasks == [*TASKS[:2], "自加任务", *TASKS[2:]]
    assert (by_task(path)["自加任务"]["责任主体"], by_task(path)["自加任务"]["状态"]) == ("办公室", "进行中")
    assert found.added == 1


def test_a_row_copied_for_two_departments_is_kept_twice(merged):
    def copy(page):
        row = row_of(page, TASKS[0])
        page.append([cell.value for cell in page[row]])
        page.cell(row, column_of(page, "牵头单位")).value = "规划局"
        page.cell(page.max_row, column_of(page, "牵头单位")).value = "住建局"

    found, path = merged(copy)
    leads = [row.get("牵头单位") for row in table(path) if row["工作任务"] == TASKS[0]]
    assert leads == ["规划局", "住建局"]
    assert (found.carried, found.added) == (1, 1)


def test_an_added_row_that_is_extracted_now_becomes_that_row(merged):
    def add(page):
        append(page, 工作任务="修路3公里以上", 牵头单位="交通局")

    found, path = merged(add, old=[records()[0]])
    assert [row["工作任务"] for row in table(path)] == list(TASKS)
    row = by_task(path)["修路3公里以上"]
    assert (row["牵头单位"], row["责任主体"], row["数值"]) == ("交通局", "各县区", 3)
    assert "人工增加的行，本次已提取" in row["提示"]
    assert found.added == 0


def test_rows_whose_ids_changed_are_found_by_their_sentence(merged):
    found, path = merged(*((task, "进展", task) for task in TASKS), new=moved_text())
    assert (found.carried, found.moved, found.lost) == (6, 6, ())
    for row in table(path):
        assert row["进展"] == row["工作任务"]
        assert row["提示"] == "按原句承接（记录号有变）"


def test_the_same_text_under_two_names(tmp_path, merged):
    both = records() + records(document="b.txt")

    def fill_in(page):
        for row in range(FIRST, page.max_row + 1):
            if page.cell(row, column_of(page, "工作任务")).value:
                page.cell(row, column_of(page, "进展")).value = page.cell(row, column_of(page, "来源文件")).value

    found, path = merged(fill_in, old=both, new=records(document="b.txt"))
    assert [row["进展"] for row in table(path)] == ["云溪市人民政府《工作报告》（2022年）（b.txt）"] * 6
    assert {row.get("提示") for row in table(path)} == {None}
    assert len(found.lost) == 6


def test_a_document_named_by_another_path(merged):
    found, path = merged((TASKS[0], "进展", "已开工"), new=records(document="plans/a.txt"))
    assert (found.carried, found.moved) == (1, 0)
    assert "提示" not in by_task(path)[TASKS[0]]


def test_the_same_words_several_times_keep_their_order(merged):
    text = "各区要抓落实。\n" * 3
    old = [record("抓落实", text=text).model_copy(update={"id": f"old{n}"}) for n in range(3)]
    new = [r.model_copy(update={"id": f"new{n}"}) for n, r in enumerate(old)]

    def number(page):
        for at in range(3):
            page.cell(FIRST + at, column_of(page, "进展")).value = at

    _, path = merged(number, old=old, new=new)
    assert [row["进展"] for row in table(path)] == [0, 1, 2]


def test_another_span_of_the_same_sentence_is_carried_with_a_mark(merged):
    new = [record("我们要新建公园7座"), *records()[1:]]
    _, path = merged((TASKS[0], "进展", "已开工"), new=new)
    row = by_task(path)["我们要新建公园7座"]
    assert (row["进展"], row["提示"]) == ("已开工", "按原句承接（任务文字有变，请核对）")


def test_the_same_words_in_another_sentence_are_carried_with_a_mark(merged):
    text = "县里今年加强队伍建设，还要多种树。\n"
    found, path = merged((TASKS[3], "进展", "已培训"), new=[record(TASKS[3], text=text)])
    assert by_task(path)[TASKS[3]]["提示"] == "按任务文字承接（所在句子有变，请核对）"
    assert found.gone == 5, "rows that nobody worked on are counted"


def test_what_cannot_be_carried_is_kept_on_a_sheet_of_its_own(tmp_path, merged):
    found, path = merged((TASKS[0], "进展", "已开工"), (TASKS[0], "数值", 9), new=records()[1:])
    (lost,) = found.lost
    assert (lost.task, lost.edits) == (TASKS[0], {"进展": "已开工", "数值": 9})
    assert TASKS[0] not in by_task(path)
    row = by_task(path, "未能承接")[TASKS[0]]
    assert (row["进展"], row["数值"], row["提示"]) == ("已开工", 9, "新台账中没有这一记录")
    ledger(tmp_path / "next.xlsx")  # the record comes back
    again = merge_ledgers(path, tmp_path / "next.xlsx", tmp_path / "again.xlsx")
    assert not again.lost
    row = by_task(tmp_path / "again.xlsx")[TASKS[0]]
    assert (row["进展"], row["数值"]) == ("已开工", 9)


def test_what_stays_lost_is_kept_through_merges(tmp_path, merged):
    _, path = merged((TASKS[0], "进展", "已开工"), new=records()[1:])
    again = merge_ledgers(path, tmp_path / "new.xlsx", tmp_path / "again.xlsx")
    assert [item.edits for item in again.lost] == [{"进展": "已开工"}]
    assert not again.deleted


def test_work_in_both_ledgers(tmp_path):
    edited = edit(ledger(tmp_path / "a.xlsx"), (TASKS[0], "进展", "旧"), (TASKS[1], "备注", "旧"))
    new = edit(ledger(tmp_path / "b.xlsx"), (TASKS[0], "进展", "新"), (TASKS[2], "备注", "新"))
    merge_ledgers(edited, new, tmp_path / "m.xlsx")
    rows = by_task(tmp_path / "m.xlsx")
    assert [rows[task].get("进展") or rows[task].get("备注") for task in TASKS[:3]] == ["旧", "旧", "新"]
    assert "进展：新台账填“新”" in rows[TASKS[0]]["提示"]


def test_a_ledger_without_its_hidden_sheet_still_gives_what_was_filled_in(tmp_path):
    edited = edit(ledger(tmp_path / "a.xlsx"), (TASKS[0], "进展", "已开工"), (TASKS[0], "数值", 9))
    book = openpyxl.load_workbook(edited)
    del book["记录"]
    book.create_sheet("领导批示")
    book.save(edited)
    found = merge_ledgers(edited, ledger(tmp_path / "b.xlsx"), tmp_path / "m.xlsx")
    row = by_task(tmp_path / "m.xlsx")[TASKS[0]]
    assert (row["进展"], row["数值"]) == ("已开工", 7)
    assert "hidden sheet 记录 is gone" in found.notes[0]
    assert "领导批示" in found.notes[1]


EDITS = st.dictionaries(
    st.tuples(st.sampled_from(TASKS), st.sampled_from([*PERSON, "责任主体", "章节", "明确程度"])),
    st.sampled_from(["甲", "=1+1", "007", "3", "2022-01-01", "长" * 300, "  空 格 "]),
    max_size=8,
)


@settings(max_examples=4, deadline=None)
@given(edits=EDITS, order=st.permutations(range(6)), same_ids=st.booleans())
def test_whatever_people_fill_in_in_any_order_is_carried(tmp_path_factory, edits, order, same_ids):
    folder = tmp_path_factory.mktemp("any")

    def work(page):
        for (task, name), value in edits.items():
            page.cell(row_of(page, task), column_of(page, name)).value = value
            page.cell(row_of(page, task), column_of(page, name)).data_type = "s"
        rows = [[cell.value for cell in page[FIRST + at]] for at in order]
        for at, row in enumerate(rows, FIRST):
            for column, value in enumerate(row, 1):
                page.cell(at, column).value = value
                if isinstance(value, str):
                    page.cell(at, column).data_type = "s"

    edit(ledger(folder / "edited.xlsx"), work)
    ledger(folder / "new.xlsx", None if same_ids else moved_text())
    found = merge_ledgers(folder / "edited.xlsx", folder / "new.xlsx", folder / "merged.xlsx")
    rows = by_task(folder / "merged.xlsx")
    assert {(task, name): rows[task].get(name) for task, name in edits} == {k: v.strip() for k, v in edits.items()}
    assert found.carried == len({task for task, _ in edits})


def test_inputs_and_filled_in_outputs_are_not_written_over(tmp_path):
    edited = edit(ledger(tmp_path / "a.xlsx"), (TASKS[0], "进展", "已开工"))
    new = ledger(tmp_path / "b.xlsx")
    other = edit(ledger(tmp_path / "c.xlsx"), (TASKS[0], "进展", "别的"))
    for output in (edited, new, other):
        before = output.read_bytes()
        with pytest.raises(InputError, match=r"one of the ledgers to merge|people filled in"):
            merge_ledgers(edited, new, output)
        assert output.read_bytes() == before
    merge_ledgers(edited, new, new, force=True)
    assert by_task(new)[TASKS[0]]["进展"] == "已开工"


REPORT = (
    "2022年工作安排\n一、扩大学位供给\n今年，市教育局要新建公办幼儿园7所。6月底前印发入学方案。各县区要完成校舍安全排查。"
    "市财政局要安排专项资金3亿元。\n二、办好民生实事\n市卫健委要建设社区医院12家。市住建局要改造老旧小区200个。"
    "县林业局要完成造林5万亩。9月底前，市交通局要修建农村公路300公里。\n"
)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("幼儿园7所", "幼儿园9所", "数值由7所改为9所"),
        ("3亿元", "5亿元", "数值由3亿元改为5亿元"),
        ("社区医院12家", "社区医院15家以上", "数值由12家改为15家以上"),
        ("200个", "280个", "数值由200个改为280个"),
        ("5万亩", "8万亩", "数值由5万亩改为8万亩"),
        ("300公里", "260公里", "数值由300公里改为260公里"),
        ("6月底前印发", "8月底前印发", "时限由6月底前改为8月底前"),
        ("9月底前，市交通局", "10月底前，市交通局", "时限由9月底前改为10月底前"),
        ("印发入学方案", "公布入学方案", "动词由印发改为公布"),
        ("要新建公办幼儿园", "要改建公办幼儿园", "动词由新建改为改建"),
        ("改造老旧小区200个", "整治老旧小区200个", "动词由改造改为整治"),
        ("修建农村公路300公里", "新建农村公路350公里", "数值由300公里改为350公里；动词由修建改为新建"),
        ("印发入学方案", "印发小学入学办法", "任务由“印发入学方案”改为“印发小学入学办法”"),
        ("市卫健委要建设", "市卫生健康委要建设", "所在句子有改动，请核对"),
    ],
)
def test_a_row_whose_number_date_or_verb_changed_is_carried_and_says_so(tmp_path, old, new, told):
    found = [list(yinuo.extract(text, document="a.txt")) for text in (REPORT, REPORT.replace(old, new))]
    assert REPORT.count(old) == 1
    edited = ledger(tmp_path / "a.xlsx", found[0])
    edit(edited, *((r.text, "进展", f"第{n}行已办") for n, r in enumerate(found[0])))
    merged = merge_ledgers(edited, ledger(tmp_path / "b.xlsx", found[1]), tmp_path / "m.xlsx")
    assert (merged.lost, merged.carried) == ((), len(found[0]))
    rows = table(tmp_path / "m.xlsx")
    assert [row["进展"] for row in rows] == [f"第{n}行已办" for n in range(len(found[0]))], "each at its place"
    assert [row["提示"] for row in rows if told in row["提示"]], [row["提示"] for row in rows]


def test_another_task_at_the_same_place_is_not_taken_for_a_changed_one(tmp_path):
    new = REPORT.replace("市财政局要安排专项资金3亿元。", "市民政局要建成养老服务中心6个。")
    found = [list(yinuo.extract(text, document="a.txt")) for text in (REPORT, new)]
    edited = edit(ledger(tmp_path / "a.xlsx", found[0]), ("安排专项资金3亿元", "进展", "已拨付"))
    merged = merge_ledgers(edited, ledger(tmp_path / "b.xlsx", found[1]), tmp_path / "m.xlsx")
    assert [item.task for item in merged.lost] == ["安排专项资金3亿元"]


@pytest.mark.parametrize(
    ("fill", "colour"),
    [
        (PatternFill("solid", fgColor="FFFF00"), "FFFF00"),
        (PatternFill("solid", fgColor=Color(theme=4)), "4F81BD"),
        (PatternFill("solid", fgColor=Color(indexed=13)), "FFFF00"),
    ],
    ids=["own", "of the theme", "of the old palette"],
)
def test_colours_are_carried(tmp_path, merged, fill, colour):
    def paint(page):
        page.cell(row_of(page, TASKS[1]), column_of(page, "工作任务")).fill = fill

    found, path = merged(paint, new=moved_text())
    page = openpyxl.load_workbook(path)["台账"]
    assert page.cell(row_of(page, TASKS[1]), column_of(page, "工作任务")).fill.fgColor.rgb == f"FF{colour}"
    assert page.cell(row_of(page, TASKS[2]), column_of(page, "工作任务")).fill.fill_type is None
    assert found.carried == 1
    with pytest.raises(InputError, match="people filled in"):
        ledger(tmp_path / "edited.xlsx")


def test_a_row_split_for_two_departments_keeps_link_and_colour_through_merges(tmp_path, merged):
    def split(page):
        row = row_of(page, TASKS[1])
        page.append([cell.value for cell in page[row]])
        page.cell(page.max_row, column_of(page, "牵头单位")).value = "住建局"
        page.cell(page.max_row, column_of(page, "进展")).fill = PatternFill("solid", fgColor="92D050")

    _, path = merged(split, new=moved_text())
    again = tmp_path / "again.xlsx"
    merge_ledgers(path, ledger(tmp_path / "new.xlsx", moved_text()), again)
    for written in (path, again):
        page = openpyxl.load_workbook(written)["台账"]
        own = row_of(page, TASKS[1])
        assert page.cell(own + 1, column_of(page, "工作任务")).value == TASKS[1]
        assert page.cell(own + 1, column_of(page, "牵头单位")).value == "住建局"
        links = [page.cell(row, column_of(page, "原文")).hyperlink.location for row in (own, own + 1)]
        assert links[0] == links[1]
        assert page.cell(own + 1, column_of(page, "进展")).fill.fgColor.rgb == "FF92D050"
    assert again.read_bytes() == path.read_bytes()


def test_a_slogan_that_somebody_worked_on_gets_its_row_again(tmp_path):
    found = [r.model_copy(update={"slogan": r.text == TASKS[3]}) for r in records()]
    write_ledger(found, tmp_path / "a.xlsx", slogans=True)
    edit(tmp_path / "a.xlsx", (TASKS[3], "进展", "已培训"))
    merged = merge_ledgers(tmp_path / "a.xlsx", ledger(tmp_path / "b.xlsx", found), tmp_path / "m.xlsx")
    assert (merged.lost, merged.carried) == ((), 1)
    assert [row["工作任务"] for row in table(tmp_path / "m.xlsx")] == list(TASKS)
    assert by_task(tmp_path / "m.xlsx")[TASKS[3]]["进展"] == "已培训"


def test_slogans_that_nobody_worked_on_stay_out(tmp_path):
    found = [r.model_copy(update={"slogan": r.text == TASKS[3]}) for r in records()]
    edited = edit(ledger(tmp_path / "a.xlsx", found), (TASKS[0], "进展", "已开工"))
    merged = merge_ledgers(edited, ledger(tmp_path / "b.xlsx", found), tmp_path / "m.xlsx")
    assert (merged.lost, merged.deleted) == ((), ())
    assert TASKS[3] not in by_task(tmp_path / "m.xlsx")
    assert set(read_ledger(tmp_path / "m.xlsx").left_out.values()) == {found[3]}


def earlier(path):
    """Write the ledger as version 1 wrote it: last day in 完成时限, its words behind it, whole numbers."""
    write_ledger(records(), path)
    page = (book := openpyxl.load_workbook(path))["台账"]
    for record_, row in zip(records(), range(FIRST, FIRST + 6), strict=True):
        for name, value in as_shown(record_).items():
            page.cell(row, column_of(page, name)).value = value
    page.cell(3, column_of(page, "完成时限")).value = "时限表述"
    page.cell(3, column_of(page, "到期日")).value = "完成时限"
    page.delete_rows(4, 2)
    book.save(path)
    return path


def test_a_ledger_of_an_earlier_version_has_no_corrections_but_those_that_people_made(tmp_path):
    edited = earlier(tmp_path / "a.xlsx")
    assert [line.edits(record) for line, record in zip(read_ledger(edited).lines, records(), strict=True)] == [{}] * 6
    day = datetime.datetime(2022, 10, 1)
    edit(edited, (TASKS[0], "完成时限", day), (TASKS[0], "责任主体", "园林局"), (TASKS[2], "时限表述", "年中"))
    merge_ledgers(edited, ledger(tmp_path / "b.xlsx"), tmp_path / "m.xlsx")
    rows = by_task(tmp_path / "m.xlsx")
    assert (rows[TASKS[0]]["到期日"], rows[TASKS[0]]["责任主体"], rows[TASKS[0]]["完成时限"]) == (day, "园林局", "今年")
    assert (rows[TASKS[2]]["完成时限"], rows[TASKS[5]]["单位"]) == ("年中", "亿元\n万户")


LINKS = {
    "进展": "https://example.org/a?b=1#c",
    "备注": "附件/方案.docx",
    "到期日": "file:///C:/台账/计划.xlsx",
    "工作任务": "mailto:a@example.org",
}


def test_links_that_people_put_upon_cells_are_carried(tmp_path, merged):
    def put(page):
        row = row_of(page, TASKS[1])
        page.cell(row, column_of(page, "进展")).value = "已开工"
        page.cell(row, column_of(page, "到期日")).value = datetime.date(2024, 10, 31)
        for name, target in LINKS.items():
            page.cell(row, column_of(page, name)).hyperlink = target
        page.cell(row, column_of(page, "备注")).value = None  # openpyxl writes the address there

    found, path = merged(put, new=moved_text())
    again = tmp_path / "again.xlsx"
    merge_ledgers(path, ledger(tmp_path / "new.xlsx", moved_text()), again)
    for written in (path, again):
        page = openpyxl.load_workbook(written)["台账"]
        cells = {name: page.cell(row_of(page, TASKS[1]), column_of(page, name)) for name in (*LINKS, "原文")}
        leads = {name: (cells[name].hyperlink.target, cells[name].hyperlink.location) for name in LINKS}
        assert leads == {
            "进展": ("https://example.org/a?b=1", "c"),
            "备注": ("附件\\方案.docx", None),
            "到期日": ("file:///C:\\台账\\计划.xlsx", None),
            "工作任务": ("mailto:a@example.org", None),
        }
        assert cells["进展"].value == "已开工"
        assert isinstance(cells["到期日"].value, datetime.datetime), "the value is a day still"
        assert cells["原文"].hyperlink.location.startswith("'原文'!B"), "the ledger's own link stays"
        assert cells["进展"].font.underline == "single"
    assert found.carried == 1
    with pytest.raises(InputError, match="people filled in"):
        ledger(tmp_path / "edited.xlsx")


def test_links_of_lost_rows_are_listed_and_those_within_the_workbook_counted(tmp_path):
    found = records()
    edited = ledger(tmp_path / "a.xlsx", found)

    def put(page):
        page.cell(row_of(page, found[0].text), column_of(page, "备注")).hyperlink = "https://example.org/a"
        page.cell(row_of(page, TASKS[1]), column_of(page, "备注")).hyperlink = "#汇总!A1"

    edit(edited, put)
    merged = merge_ledgers(edited, ledger(tmp_path / "b.xlsx", found[1:2]), tmp_path / "m.xlsx")
    assert [item.edits["备注链接"] for item in merged.lost] == ["https://example.org/a"]
    assert [note for note in merged.notes if "1 links to places in the workbook" in note]
    page = openpyxl.load_workbook(tmp_path / "m.xlsx")["未能承接"]
    cell = page.cell(row_of(page, found[0].text), column_of(page, "备注"))
    assert cell.hyperlink.target == "https://example.org/a"

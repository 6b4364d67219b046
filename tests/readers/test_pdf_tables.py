"""Test tables of PDF files whose cells wrap: each row is one line, with its cells, whatever the page breaks."""

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Paragraph, Table

import yinuo
from tests.readers.sheets import draw, needs_chinese_font, paragraphs, set_pages, style
from yinuo.readers.layout.tables import Rule, tables
from yinuo.readers.pdf.document import read_bytes

HEAD = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = (
    (
        "1",
        "新建改扩建公办幼儿园7所，增加学位2100个，完成校舍安全排查",
        "县教育局、县住建局、各镇人民政府",
        "2031年9月底前",
    ),
    ("2", "改造危桥12座", "县交通运输局", "6月底前"),
    ("3", "建设口袋公园5个，新增城市绿地15公顷，改造老旧小区30个，惠及居民4500户", "县住建局", "2031年底前"),
)
BODY = "今年全县要新建公办幼儿园7所，增加学位两千一百个。" * 3


def table(
    rows, *, spans=(), size=12, widths=(40, 170, 110, 80), repeat=0, lines=(("GRID", (0, 0), (-1, -1), 0.5, "black"),)
):
    cells = [[Paragraph(cell, style(size, 0)) for cell in row] for row in rows]
    return Table(
        cells, colWidths=widths, repeatRows=repeat, style=[*lines, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans]
    )


def lines(data):
    return read_bytes(data, "plan.pdf").text.splitlines()


@needs_chinese_font
def test_each_row_is_a_line_and_the_text_around_it_stays():
    before, after = paragraphs(("工作安排", BODY)), paragraphs(("", BODY))[1:]
    wanted = ["工作安排", BODY, *("\t".join(row) for row in (HEAD, *ROWS)), BODY]
    assert lines(set_pages([*before, table((HEAD, *ROWS)), *after], foot="— {page} —")) == wanted


@needs_chinese_font
@pytest.mark.parametrize("draws", ["BOX and INNERGRID", "thin boxes"])
def test_ways_to_rule_a_table(draws):
    if draws == "BOX and INNERGRID":
        ruled = (("BOX", (0, 0), (-1, -1), 1, "black"), ("INNERGRID", (0, 0), (-1, -1), 0.25, "grey"))
    else:
        ruled = (("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"),
                 ("LINEBEFORE", (0, 0), (-1, -1), 0.5, "black"), ("LINEAFTER", (0, 0), (-1, -1), 0.5, "black"))  # fmt: skip
    assert lines(set_pages([table((HEAD, *ROWS), lines=ruled)])) == ["\t".join(row) for row in (HEAD, *ROWS)]


def test_merged_cells_say_so_in_a_table_of_tasks():
    rows = (HEAD, ROWS[0], ("", "改造危桥12座", "", "6月底前"))
    spans = (("SPAN", (0, 1), (0, 2)), ("SPAN", (2, 1), (2, 2)))
    assert lines(set_pages([table(rows, spans=spans)]))[2] == "〃\t改造危桥12座\t〃\t6月底前"


def test_a_table_over_pages_is_one_and_its_repeated_head_is_read_once():
    rows = [(str(n), ROWS[0][1], "县教育局", "6月底前") for n in range(1, 31)]
    found = lines(set_pages([*paragraphs(("标题",)), table((HEAD, *rows), repeat=1)], foot="{page}"))
    assert found == ["标题", "\t".join(HEAD), *("\t".join(row) for row in rows)]


def test_the_records_have_who_answers_and_by_when():
    text = read_bytes(set_pages([*paragraphs(("枫岭县2031年工作任务分解表",)), table((HEAD, *ROWS))]), "x").text
    found = {record.text: record for record in yinuo.extract(text)}
    school = found["新建改扩建公办幼儿园7所"]
    assert [body.name for body in school.responsible] == ["县教育局", "县住建局", "各镇人民政府"]
    assert str(school.deadline.to) == "2031-09-30"
    assert all(text[record.start : record.end] == record.text for record in found.values())


@needs_chinese_font
def test_two_paragraphs_of_a_cell_stay_apart():
    rows = (("姓名", "说明", "备注", "其他"), ("王某", "甲。<br/>乙方案较长，此处还要折到下一行才能写完", "丙", "丁"))
    assert lines(set_pages([table(rows)]))[1] == "王某\t甲。 乙方案较长，此处还要折到下一行才能写完\t丙\t丁"


def test_a_frame_around_text_is_no_table():
    frame = Table([[Paragraph(BODY, style())]], style=[("BOX", (0, 0), (-1, -1), 1, "black")], colWidths=[430])
    assert lines(set_pages([*paragraphs(("标题",)), frame])) == ["标题", BODY]


@needs_chinese_font
def test_a_wide_table_on_a_page_that_lies_on_its_side():
    def write(canvas, page):
        canvas.rotate(90)
        own = table((HEAD, *ROWS))
        own.wrapOn(canvas, *landscape(A4))
        own.drawOn(canvas, 100, -400)

    assert lines(draw(write)) == ["\t".join(row) for row in (HEAD, *ROWS)]


def test_drawing_without_end_is_no_table():
    assert tables([Rule(y, 0, 500) for y in range(0, 30_000, 5)], [Rule(x, 0, 30_000) for x in range(0, 500, 5)]) == []

    def write(canvas, page):
        canvas.drawString(80, 700, BODY[:20])
        for n in range(6000):
            canvas.line(50 + n % 400, 100 + n // 40, 60 + n % 400, 100 + n // 40)

    assert lines(draw(write)) == [BODY[:20]]

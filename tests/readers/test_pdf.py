"""Test PDF files set by reportlab in many ways: each gives back the paragraphs that went in."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A5
from reportlab.platypus import PageBreak, Paragraph

from tests.readers.pages import LINES, TABLE
from tests.readers.sheets import FONT, TITLE, draw, needs_chinese_font, paragraphs, set_pages, style, table
from yinuo.errors import FormatError, InputError
from yinuo.readers.pdf.document import read_bytes

SPEECH = Path(__file__).parent.parent.parent / "corpus" / "speeches" / "yuping-county-2024.txt"
LONG = [line.replace("\u3000", " ") for line in SPEECH.read_text("utf-8").split("\n") if line]


def lines(data):
    return read_bytes(data, "plan.pdf").text.splitlines()


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param({}, {}, id="plain"),
        pytest.param({"foot": "{page}"}, {}, id="3"),
        pytest.param({"foot": "— {page} —"}, {}, id="dashes"),
        pytest.param({"foot": "- {page} -", "mirror": True}, {}, id="hyphens, mirrored margins"),
        pytest.param({"foot": "第{page}页 共10页"}, {}, id="第3页 共10页"),
        pytest.param({"foot": "{page}/10"}, {}, id="3/10"),
        pytest.param({"head": "榆坪县人民政府文件", "foot": "Page {page} of 10"}, {}, id="running head"),
        pytest.param({"head": "政府工作报告 第{page}页"}, {}, id="number in the head"),
        pytest.param({"size": A5}, {"size": 12}, id="small pages"),
        pytest.param({}, {"align": 0}, id="ragged"),
        pytest.param({}, {"indent": 0, "space": 12}, id="gaps instead of indents"),
        pytest.param({"columns": 2, "foot": "{page}"}, {"size": 10}, id="two columns"),
    ],
)
def test_paragraphs_come_back(page, text):
    assert lines(set_pages(paragraphs(LONG, **text), **page)) == LONG


def test_each_page_has_its_place():
    read = read_bytes(set_pages(paragraphs(LONG), foot="— {page} —"), "x")
    assert [place.page for place in read.places] == [1, 2, 3, 4]
    assert [place.start for place in read.places] == sorted(place.start for place in read.places)
    assert read.places[0].start == 0
    before = [read.text[place.start - 1] for place in read.places[1:]]
    assert any(c != "\n" for c in before), "a page may begin in mid-paragraph"
    assert read.encoding == "pdf"


def test_a_table_row_is_a_line():
    assert lines(set_pages([*paragraphs(("标题", *LINES)), table(TABLE)])) == ["标题", *LINES, *map("\t".join, TABLE)]


def test_a_title_of_two_lines_and_a_table_of_smaller_characters():
    title = "枫岭县人民政府关于印发2031年重点工作任务分解方案和考核办法的通知"
    body = "现将《枫岭县2031年重点工作任务分解方案》印发给你们，请结合实际认真组织实施，确保各项任务按期完成。"
    rows = [(str(n), "新建改建农村公路", "县交通运输局") for n in range(1, 30)]
    assert lines(set_pages([*paragraphs((title, body, body)), table(rows)])) == [
        title,
        body,
        body,
        *map("\t".join, rows),
    ]


def test_a_title_and_its_subtitle_stay_apart():
    texts = ("枫岭县2031年政府工作报告", "——2031年1月在会上", "今年全县要新建公办幼儿园7所。" * 4)
    titles = [Paragraph(text, TITLE) for text in texts[:2]]
    assert lines(set_pages([*titles, Paragraph(texts[2], style())])) == list(texts)


def test_headings_stay_alone():
    texts = ("工作安排", "一、扩大学位供给", "新建公办幼儿园7所。" * 9, "（一）改善条件", "改造教室12间，" * 12)
    assert lines(set_pages(paragraphs(texts))) == list(texts)


def test_latin_words_keep_their_spaces():
    text = "The county will build seven schools and repair twelve bridges before the end of June, as planned last year."
    first, second = lines(set_pages(paragraphs(("Plan", text), size=18, align=0)))
    assert (first, second) == ("Plan", text)


def test_footnotes_stand_after_the_text():
    def write(canvas, page):
        canvas.drawString(112, 700, "今年全县要新建公办幼儿园7所，增加学位两千一百")
        canvas.drawString(80, 672, "个。")
        canvas.setFont(FONT, 9)
        canvas.drawString(80, 100, "① 含改建的二所。")
        canvas.drawString(80, 86, "② 按户籍计。")

    data = draw(write)
    assert lines(data) == [
        "今年全县要新建公办幼儿园7所，增加学位两千一百个。",
        "注释：",
        "① 含改建的二所。",
        "② 按户籍计。",
    ]


def test_raised_marks_of_notes_and_slanted_stamps_are_left_out():
    def write(canvas, page):
        canvas.drawString(80, 700, "新建公办幼儿园")
        canvas.setFont(FONT, 8)
        canvas.drawString(80 + 7 * 16, 706, "①")
        canvas.setFont(FONT, 16)
        canvas.drawString(80 + 7 * 16 + 8, 700, "7所。")
        canvas.rotate(45)
        canvas.drawString(500, 200, "内部资料严禁外传")

    assert lines(draw(write)) == ["新建公办幼儿园7所。"]


def test_what_is_drawn_twice_or_out_of_order_is_read_once_and_in_order():
    def write(canvas, page):
        canvas.drawString(80, 600, "第二行。")
        canvas.drawString(80 + 5 * 16, 700, "“十五五”末。")
        for shift in (0, 0.3):
            canvas.drawString(80 + shift, 700, "第一行到了")

    assert lines(draw(write)) == ["第一行到了“十五五”末。", "第二行。"]


def test_a_character_whose_font_is_nowhere_is_not_lost_in_silence():
    def write(canvas, page):
        canvas.drawString(80, 700, "新建学校")
        canvas.drawString(300, 700, "所")

    source = read_bytes(draw(write), "plan.pdf")
    assert ("所" in source.text) != any("install a Chinese font" in note for note in source.notes)


@needs_chinese_font
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_on_its_side(quarters):
    def write(canvas, page):
        canvas.translate(300, 400)
        canvas.rotate(90 * quarters)
        canvas.drawString(-200, 50, "第一行到了“十五五”末。")
        canvas.drawString(-200, 20, "第二行。")

    assert lines(draw(write)) == ["第一行到了“十五五”末。", "第二行。"]


@needs_chinese_font
@pytest.mark.slow
def test_a_page_of_far_too_many_characters_is_a_trap():
    def write(canvas, page):
        canvas.setFont(FONT, 0.1)
        for n in range(11):
            canvas.drawString(40, 700 - n, "新建" * 2500)

    with pytest.raises(InputError, match="characters on one page"):
        read_bytes(draw(write), "plan.pdf")


def picture(canvas):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 500, 700)


@pytest.mark.parametrize("stamp", ["", "扫描件"])
def test_a_scan_is_an_error_that_names_a_converter(stamp):
    def write(canvas, page):
        picture(canvas)
        canvas.drawString(80, 40, stamp)

    with pytest.raises(FormatError, match=r"scanned pages.*ocrmypdf"):
        read_bytes(draw(write, pages=3), "plan.pdf")


def test_pages_that_are_pictures_are_noted():
    def write(canvas, page):
        if page == 2:
            picture(canvas)
        else:
            canvas.drawString(80, 700, "今年要新建公办幼儿园七所。")

    read = read_bytes(draw(write, pages=3), "plan.pdf")
    assert read.notes == ("pages that are pictures without text were passed over: 2",)
    assert [place.page for place in read.places] == [1, 3]


def test_an_empty_page_is_an_empty_text():
    read = read_bytes(draw(lambda canvas, page: None), "plan.pdf")
    assert (read.text, read.places) == ("", ())


def test_a_locked_file_is_refused_and_one_that_only_forbids_printing_is_read():
    from reportlab.lib.pdfencrypt import StandardEncryption

    flowables = [Paragraph("新建公办幼儿园7所。", style()), PageBreak()]
    with pytest.raises(InputError, match="locked by a password"):
        read_bytes(set_pages(flowables, encrypt=StandardEncryption("secret", "owner")), "plan.pdf")
    open_to_all = StandardEncryption("", "owner", canPrint=0)
    assert lines(set_pages([Paragraph("新建公办幼儿园7所。", style())], encrypt=open_to_all)) == ["新建公办幼儿园7所。"]


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused(share):
    data = set_pages(paragraphs(LONG))
    with pytest.raises(InputError, match=r"plan\.pdf.*damaged"):
        read_bytes(data[: max(9, int(len(data) * share))], "plan.pdf")

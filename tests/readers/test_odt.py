"""Test OpenDocument texts, composed part by part, and written by a real LibreOffice where one can."""

import io
import re
import zipfile

import pytest

from tests.readers.word import Word, level
from yinuo.errors import InputError
from yinuo.readers import read
from yinuo.readers.odt import read_bytes

NAMES = ("office", "text", "table", "style", "draw", "manifest", "xlink", "dc")
NS = " ".join(f'xmlns:{name}="urn:x:{name}"' for name in NAMES)
TASK = "新建幼儿园7所。"
CHINESE = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-prefix="{}" style:num-suffix="{}" {}/>'
STYLES = (
    '<text:list-style style:name="L">'
    + CHINESE.format(1, "一, 二, 三, ...", "", "、", "")
    + CHINESE.format(2, "一, 二, 三, ...", "（", "）", "")
    + CHINESE.format(3, "1", "", "．", 'text:start-value="3" text:display-levels="1"')
    + CHINESE.format(4, "1", "", "", 'text:display-levels="2"')
    + '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
)


def odt(body, *, styles=STYLES, manifest="", members=None):
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {NS}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {NS}><office:styles>{styles}</office:styles></office:document-styles>",
        "META-INF/manifest.xml": f"<manifest:manifest {NS}>{manifest}</manifest:manifest>",
        **(members or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def lines(body, **options):
    return read_bytes(odt(body, **options), "plan.odt").text.splitlines()


def p(text):
    return f"<text:p>{text}</text:p>"


def items(*inner, style="", more=""):
    name = f'text:style-name="{style}"' if style else ""
    return (
        f"<text:list {name} {more}>"
        + "".join(f"<text:list-item>{one}</text:list-item>" for one in inner)
        + "</text:list>"
    )


def test_numbers_of_lists_are_written_out():
    inner = items(p("甲") + items(p("a"), p("b")), p("乙"))
    assert lines(items(p("学位") + inner, p("出行") + items(p("丙")), style="L")) == [
        "一、学位",
        "（一）甲",
        "3．a",
        "4．b",
        "（二）乙",
        "二、出行",
        "（一）丙",
    ]


def test_lists_that_go_on_and_lists_that_begin_anew():
    first, more = items(p("甲"), p("乙"), style="L"), 'text:continue-numbering="true"'
    assert lines(first + p("中") + items(p("丙"), style="L", more=more)) == ["一、甲", "二、乙", "中", "三、丙"]
    assert lines(first + items(p("丙"), style="L")) == ["一、甲", "二、乙", "一、丙"]
    assert lines(items(p("甲"), p("乙"), style="B")) == ["甲", "乙"]
    start = '<text:list style-name="L" text:style-name="L"><text:list-item text:start-value="5"><text:p>甲</text:p></text:list-item></text:list>'
    assert lines(start) == ["五、甲"]


def test_what_people_see_is_read():
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>删去的。</text:p></text:deletion></text:changed-region></text:tracked-changes>'
        + p('今年<text:change-start text:change-id="c0"/>新增<text:change-end text:change-id="c0"/><text:change text:change-id="c1"/>幼儿园<text:span>7</text:span>所<office:annotation><dc:creator>某</dc:creator><text:p>核实</text:p></office:annotation>。')
        + p('<text:span text:style-name="H">藏着的</text:span>桥<text:ruby><text:ruby-base>梁</text:ruby-base><text:ruby-text>liang</text:ruby-text></text:ruby><text:s text:c="2"/>12座\n   。')
        + '<text:table-of-content><text:index-body><text:p>目录1</text:p></text:index-body></text:table-of-content>'
        + p('甲<draw:frame><draw:text-box><text:p>框中新建3所。</text:p></draw:text-box></draw:frame><text:line-break/>一、乙<text:tab/>丙')
    )  # fmt: skip
    assert lines(body) == ["今年新增幼儿园7所。", "桥梁  12座 。", "甲", "一、乙\t丙", "框中新建3所。"]


def test_notes_stand_last_with_places_of_paragraphs():
    note = '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>'
    source = read_bytes(odt(p(f"甲{note.format('footnote', '脚注')}乙") + p(f"丙{note.format('endnote', '尾')}")), "x")
    assert source.text == "甲乙\n丙\n注释：\n[1] 脚注\n尾注：\n[1] 尾\n"
    assert [(place.start, place.paragraph) for place in source.places[:3]] == [(0, 1), (3, 2), (5, None)]


def test_tables_of_tasks_and_others():
    def cell(text, more=""):
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    head = f"<table:table-header-rows><table:table-row>{cell('工作任务')}{cell('牵头单位')}</table:table-row></table:table-header-rows>"
    rows = f'<table:table-row>{cell("植树3万亩")}{cell("县林业局", more="""table:number-rows-spanned="2" """)}</table:table-row>'
    rows += f"<table:table-row>{cell('修路')}<table:covered-table-cell/></table:table-row>"
    assert lines(f"<table:table>{head}{rows}</table:table>") == [
        "工作任务\t牵头单位",
        "植树3万亩\t县林业局",
        "修路\t〃",
    ]
    other = f"<table:table><table:table-row>{cell('姓名')}{cell('学校')}</table:table-row></table:table>"
    assert lines(other) == ["姓名\t学校"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (odt("", manifest='<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>'), "locked by a password"),
        (odt("", members={"content.xml": "<a"}), "cut short or damaged"),
        (odt("", members={"content.xml": "<text:p " * 300}), "cut short or damaged"),
        (odt("", members={"content.xml": " " * 2**22}), "unpacks to more than"),
        (odt("<text:span>" * 300 + "</text:span>" * 300), "cut short or damaged"),
    ],
    ids=["locked", "no XML", "open", "bomb", "deep"],
)  # fmt: skip
def test_what_cannot_be_read_is_one_clear_line(data, says):
    with pytest.raises(InputError, match=re.escape(says)) as caught:
        read_bytes(data, "plan.odt")
    assert "\n" not in str(caught.value)


def test_repeats_and_spans_that_would_fill_the_memory():
    huge = 'table:number-columns-repeated="999999999" table:number-columns-spanned="999999999"'
    row = f"<table:table><table:table-row><table:table-cell {huge}><text:p>甲</text:p></table:table-cell><table:covered-table-cell {huge}/></table:table-row></table:table>"
    assert len(read_bytes(odt(row + p('<text:s text:c="999999999"/>')), "x").text) < 1000


@pytest.mark.slow
@pytest.mark.parametrize("form", ["odt", "rtf"])
def test_a_real_libreoffice_wrote_it(tmp_path, word_processor, form):
    word = Word()
    number = word.number(level(0, "%1、", "chineseCountingThousand"), level(1, "（%2）", "chineseCountingThousand"))
    word.paragraph("枫岭县2031年重点工作安排")
    for text, at in (("扩大学位供给", 0), ("新建公办幼儿园7所。", 1), ("改造危桥12座。", 1), ("改善出行", 0)):
        word.paragraph(text, number, at)
    (tmp_path / "plan.docx").write_bytes(word.data())
    made = word_processor(tmp_path / "plan.docx", form, tmp_path)
    wanted = [
        "枫岭县2031年重点工作安排",
        "一、扩大学位供给",
        "（一）新建公办幼儿园7所。",
        "（二）改造危桥12座。",
        "二、改善出行",
    ]
    assert read(made).text.splitlines() == wanted

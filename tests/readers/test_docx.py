"""Word files: tables, notes, tracked changes and the rest; each a real file."""

import io
import zipfile

import pytest
from docx.shared import Inches

from tests.readers.word import Word, level
from yinuo.errors import InputError
from yinuo.readers.docx.document import read_bytes


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def text_of(word):
    return read_bytes(word.data(), "plan.docx").text


def body(xml):
    word = Word()
    word.xml(xml)
    return text_of(word)


BOX = """<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx>
<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>
<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>
</mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"""


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        pytest.param(f"<w:p>{run('新建')}<w:ins w:id='1'>{run('7所')}</w:ins></w:p>", "新建7所\n", id="insertion"),
        pytest.param(
            f"<w:p>{run('新建')}<w:del w:id='1'><w:r><w:delText>8所</w:delText></w:r></w:del>{run('7所')}</w:p>",
            "新建7所\n",
            id="deletion",
        ),
        pytest.param(
            f"<w:p><w:moveFrom w:id='1'>{run('旧处')}</w:moveFrom>{run('甲')}<w:moveTo w:id='2'>{run('新处')}</w:moveTo></w:p>",
            "甲新处\n",
            id="move",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('前半，')}</w:p><w:p>{run('后半。')}</w:p>",
            "前半，后半。\n",
            id="deleted paragraph mark",
        ),
        pytest.param(f"<w:p>{run('可见')}{run('隐藏', '<w:vanish/>')}</w:p>", "可见\n", id="hidden"),
        pytest.param("<w:p>" + run("显", "<w:vanish w:val='0'/>") + "</w:p>", "显\n", id="hidden switched off"),
        pytest.param("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>", "甲\t乙\n丙\n", id="tab, break"),
        pytest.param('<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r></w:p>', "甲乙\n", id="page break"),
        pytest.param(f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink></w:p>", "链接\n", id="link"),
        pytest.param(
            "<w:p><w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r><w:r><w:t>结果</w:t></w:r></w:p>",
            "结果\n",
            id="field",
        ),
        pytest.param(f"<w:sdt><w:sdtContent><w:p>{run('控件')}</w:p></w:sdtContent></w:sdt>", "控件\n", id="content control"),
        pytest.param(
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "一\n",
            id="pronunciation",
        ),
        pytest.param(BOX, "前后\n框中\n", id="text box, once"),
        pytest.param("<w:p><w:r><w:noBreakHyphen/><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>甲</w:t></w:r></w:p>", "-甲\n", id="signs"),
        pytest.param("<w:p/><w:p/>", "\n\n", id="empty paragraphs"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_is_shown(xml, wanted):
    assert body(xml) == wanted


def test_tables_row_by_row_merged_cells_once():
    word = Word()
    word.paragraph("任务表")
    table = word.document.add_table(rows=4, cols=3)
    rows = (("序号", "项目", "校长"), ("1", "新建幼儿园7所", "王某"), ("2", "改造教室12间", ""), ("合计", "", ""))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 0).merge(table.cell(3, 1))
    table.cell(1, 1).add_paragraph("9月底前完成")
    word.paragraph("表后")
    wanted = "任务表\n序号\t项目\t校长\n1\t新建幼儿园7所 9月底前完成\t王某\n2\t改造教室12间\n合计\n表后\n"
    assert text_of(word) == wanted


def test_a_table_in_a_cell_a_frame_and_a_deleted_row():
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('内')}</w:p></w:tc><w:tc><w:p>{run('层')}</w:p></w:tc></w:tr></w:tbl>"
    frame = f"<w:tbl><w:tr><w:tc><w:p>{run('第一段')}</w:p><w:p>{run('第二段')}</w:p></w:tc></w:tr></w:tbl>"
    gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p>{run('删')}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    row = f"<w:tr><w:tc><w:p>{run('外')}</w:p></w:tc><w:tc>{inner}<w:p/></w:tc></w:tr>"
    assert body(f"{frame}<w:tbl>{row}{gone}</w:tbl>") == "第一段\n第二段\n外\t内 层\n"


def test_numbers_in_cells_count_with_the_rest():
    word = Word()
    number = word.number(level(0, "%1."))
    word.paragraph("甲", number)
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    word.xml(
        f"<w:tbl><w:tr><w:tc><w:p>{numbered}{run('乙')}</w:p></w:tc><w:tc><w:p>{run('丙')}</w:p></w:tc></w:tr></w:tbl>"
    )
    assert text_of(word) == "1. 甲\n2. 乙\t丙\n"


def test_notes_stand_after_the_text_in_its_order():
    word = Word()
    word.notes("footnote", n1="后注", n2="先注，见附件", n3="无人引用")
    word.notes("endnote", n5="尾注文")
    refer = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    word.xml(
        f"<w:p>{run('新建幼儿园')}{refer.format('footnote', 2)}{run('7所')}{refer.format('footnote', 1)}{run('。')}"
        f"{refer.format('endnote', 5)}</w:p>"
    )
    read = read_bytes(word.data(), "x")
    assert read.text == "新建幼儿园7所。\n注释：\n[1] 先注，见附件\n[2] 后注\n尾注：\n[1] 尾注文\n"
    assert [(place.start, place.paragraph) for place in read.places] == [(0, 1), (9, None), (31, None)]


def test_places_are_paragraphs_and_rows():
    word = Word()
    word.paragraph("第一段")
    word.paragraph("")
    table = word.document.add_table(rows=2, cols=2)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "格"
    word.paragraph("末段")
    read = read_bytes(word.data(), "x")
    assert [(place.paragraph, read.text[place.start :].split("\n")[0]) for place in read.places] == [
        (1, "第一段"), (2, ""), (3, "格\t格"), (4, "格\t格"), (5, "末段"),
    ]  # fmt: skip


def test_the_table_of_contents_that_word_makes_is_left_out():
    word = Word()
    contents = word.document.styles.add_style("toc 1", 1)
    word.paragraph("目录")
    word.paragraph("一、任务\t3", style=contents.name)
    word.paragraph("一、任务")
    read = read_bytes(word.data(), "x")
    assert read.text == "目录\n一、任务\n"
    assert [place.paragraph for place in read.places] == [1, 3]


def test_headers_footers_and_comments_are_left_out():
    word = Word()
    word.document.sections[0].header.paragraphs[0].text = "页眉"
    word.document.sections[0].footer.paragraphs[0].text = "页脚"
    paragraph = word.paragraph("正文")
    word.document.add_comment(paragraph.runs[0], text="批注")
    word.document.add_section().left_margin = Inches(2)
    assert text_of(word).strip() == "正文"


def test_a_file_of_wps_with_a_relation_that_leads_nowhere():
    word = Word()
    word.paragraph("新建幼儿园7所")
    data = rewritten(word.data(), "word/_rels/document.xml.rels", lambda xml: xml.replace(
        b"</Relationships>", b'<Relationship Id="rX" Type="http://x/image" Target="NULL"/></Relationships>'))  # fmt: skip
    assert read_bytes(data, "x").text == "新建幼儿园7所\n"


def test_the_strict_form_reads_alike():
    word = Word()
    word.paragraph("甲", word.number(level(0, "%1、", "chineseCounting")))
    data = word.data()
    strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
        data = rewritten(data, name, lambda xml: xml.replace(*strict))
    assert read_bytes(data, "x").text == "一、甲\n"


def rewritten(data, member, change):
    """The zip file with one member changed; None removes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = change(old.read(info)) if info.filename == member else old.read(info)
            if content is not None:
                new.writestr(info, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def plain():
    word = Word()
    word.paragraph("新建幼儿园7所")
    return word.data()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(lambda xml: xml[: len(xml) // 2], "cut short or damaged", id="half an XML"),
        pytest.param(lambda xml: b"", "cut short or damaged", id="empty part"),
        pytest.param(lambda xml: None, "no word/document.xml", id="no main part"),
        pytest.param(lambda xml: b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>" + xml.partition(b"?>")[2], "entities", id="entities"),
        pytest.param(lambda xml: xml.replace(b"<w:t>", b"<w:t>" + b" " * 3_000_000), "zip bomb", id="bomb"),
        pytest.param(lambda xml: b"<a>" * 1000 + b"</a>" * 1000, "cut short or damaged", id="nested deeply"),
    ],
)  # fmt: skip
def test_a_broken_or_hostile_file_is_refused(plain, change, says):
    with pytest.raises(InputError, match=says) as caught:
        read_bytes(rewritten(plain, "word/document.xml", change), "plan.docx")
    assert str(caught.value).startswith("plan.docx: ")
    assert "\n" not in str(caught.value)


def test_an_entity_reads_no_file(plain, tmp_path):
    (tmp_path / "secret").write_text("SECRET")

    def change(xml):
        return f'<!DOCTYPE x [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]>'.encode() + xml.partition(b"?>")[
            2
        ].replace("新建".encode(), b"&a;")

    with pytest.raises(InputError) as caught:
        read_bytes(rewritten(plain, "word/document.xml", change), "x")
    assert "SECRET" not in str(caught.value)


def test_too_large_within(plain):
    with pytest.raises(InputError, match="larger than"):
        read_bytes(plain, "x", 100)

"""Test OFD files (GB/T 33190) composed part by part: each gives back the paragraphs that went in, page by page."""

import re
import time
from pathlib import Path

import pytest

from tests.readers.leaves import NS, leaves, package, page, text_object
from yinuo.errors import FormatError, InputError
from yinuo.readers import read
from yinuo.readers.ofd.document import read_bytes

SPEECH = Path(__file__).parent.parent.parent / "corpus" / "speeches" / "yuping-county-2024.txt"
LONG = [line.replace("\u3000", " ") for line in SPEECH.read_text("utf-8").split("\n") if line]
TASK = "今年全县要新建公办幼儿园7所。"
STAMP = "枫岭县人民政府公章"


def lines(data):
    return read_bytes(data, "plan.ofd").text.splitlines()


def one(*objects, **options):
    return package([page(objects)], **options)


def test_paragraphs_come_back_with_their_pages():
    source = read_bytes(leaves(LONG), "plan.ofd")
    assert source.text.splitlines() == LONG
    assert source.encoding == "ofd"
    assert [place.page for place in source.places] == list(range(1, len(source.places) + 1))
    assert len(source.places) > 3
    assert [place.start for place in source.places] == sorted(place.start for place in source.places)


def test_content_decides_what_it_is(tmp_path):
    (tmp_path / "plan.txt").write_bytes(leaves(["工作安排", TASK]))
    assert read(tmp_path / "plan.txt").text == f"工作安排\n{TASK}\n"


def test_a_template_that_pages_share_is_a_running_head():
    template = page([text_object("枫岭县人民政府文件", 70, 20)])
    pages = [page([text_object(f"第{n}项，{TASK}", 28, 50)], template="7") for n in range(4)]
    assert lines(package(pages, templates={"7": template})) == [f"第{n}项，{TASK}" for n in range(4)]
    assert lines(package(pages[:1], templates={"7": template})) == ["枫岭县人民政府文件", f"第0项，{TASK}"]


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(text_object(TASK, 28, 50), id="frame"),
        pytest.param(text_object(TASK, 28, 50, frame=False), id="no frame"),
        pytest.param(f"<ofd:PageBlock><ofd:PageBlock>{text_object(TASK, 28, 50)}</ofd:PageBlock></ofd:PageBlock>", id="blocks"),
        pytest.param(text_object(TASK, 2.8, 5, size=0.56, more='CTM="10 0 0 10 0 0"'), id="matrix"),
        pytest.param(f'<ofd:TextObject Size="5.6" Boundary="28 50 99 9"><ofd:TextCode X="0" Y="5">{TASK}</ofd:TextCode></ofd:TextObject>', id="no steps"),
        pytest.param(
            "".join(f'<ofd:TextObject Size="5.6" Boundary="{28 + 5.6 * n} 50 6 6"><ofd:TextCode X="0" Y="5">{c}</ofd:TextCode></ofd:TextObject>' for n, c in reversed(list(enumerate(TASK)))),
            id="each character alone, in any order",
        ),
        pytest.param(
            f'<ofd:TextObject Size="5.6" Boundary="28 50 99 9"><ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="5" DeltaX="g 5 5.6">{TASK[:6]}</ofd:TextCode><ofd:TextCode X="33.6">{TASK[6:]}</ofd:TextCode></ofd:TextObject>',
            id="two codes, the second at the height of the first",
        ),
    ],
)  # fmt: skip
def test_ways_to_place_a_text(place):
    assert lines(one(place)) == [TASK]


@pytest.mark.parametrize("turn", ["0 1 -1 0 100 20", "-1 0 0 -1 190 200", "0 -1 1 0 100 250"])
def test_a_page_that_lies_on_its_side(turn):
    texts = ("一、扩大学位", TASK)
    objects = [
        f'<ofd:TextObject Size="5.6" Boundary="0 0 210 297" CTM="{turn}"><ofd:TextCode X="0" Y="{10 * n}">{text}</ofd:TextCode></ofd:TextObject>'
        for n, text in enumerate(texts)
    ]
    assert lines(one(*objects)) == list(texts)


def test_cells_of_a_row_are_parted_by_tabs():
    rows = [("序号", "工作任务", "责任单位"), ("1", "新建幼儿园7所", "县教育局"), ("2", "改造危桥12座", "县交通局")]
    objects = [
        text_object(cell, 28 + 50 * column, 50 + 10 * row)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    assert lines(one(*objects)) == ["\t".join(row) for row in rows]


def test_footnotes_stand_after_the_text():
    objects = [text_object(text, 28, 50 + 9 * n) for n, text in enumerate((TASK, TASK, TASK))]
    notes = [text_object("① 含改建的二所。", 28, 250, size=3.2), text_object("② 按户籍计。", 28, 256, size=3.2)]
    assert lines(one(*objects, *notes))[-3:] == ["注释：", "① 含改建的二所。", "② 按户籍计。"]


def test_seals_signatures_annotations_and_what_is_not_shown_are_left_out():
    annots = f'<ofd:PageAnnot {NS}><ofd:Annot ID="3" Type="Stamp"><ofd:Appearance Boundary="100 200 40 40">{text_object(STAMP, 0, 5)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>'
    more = {
        "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures {NS}><ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signs/Sign_0/Signature.xml": f"<ofd:Signature {NS}>{STAMP}</ofd:Signature>",
        "Doc_0/Signs/Sign_0/Seal.esl": STAMP,
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {NS}><ofd:Page PageID="0"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        "Doc_0/Annots/Page_0/Annotation.xml": annots,
        "Doc_0/Attachs/a.txt": STAMP,
    }
    hidden = text_object(STAMP, 28, 80, more='Visible="false"')
    slanted = text_object(STAMP, 10, 10, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    assert lines(one(text_object(TASK, 28, 50), hidden, slanted, more=more)) == [TASK]


def test_drawings_that_hold_text_and_drawings_without_end():
    drawing = '<ofd:CompositeObject ID="4" ResourceID="{}" Boundary="{} 40 99 99" CTM="1 0 0 1 0 0"/>'
    unit = '<ofd:CompositeGraphicUnit ID="{}"><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit>'
    resources = f"<ofd:Res {NS}><ofd:CompositeGraphicUnits>{{}}</ofd:CompositeGraphicUnits></ofd:Res>"
    text = unit.format(5, text_object(TASK, 0, 10))
    assert lines(one(drawing.format(5, 28), resources=resources.format(text))) == [TASK]
    endless = "".join(unit.format(n, drawing.format(n % 9 + 1, 0) * 50) for n in range(1, 10))
    started = time.thread_time()
    assert lines(one(drawing.format(1, 28), text_object(TASK, 28, 50), resources=resources.format(endless))) == [TASK]
    assert time.thread_time() - started < 20


@pytest.mark.parametrize(
    "base", ["/Doc_0/Pages/Page_{n}/Content.xml", "pages\\page_{n}\\content.xml", "./Pages/Page_{n}/Content.xml"]
)
def test_ways_to_name_a_part(base):
    assert lines(package([page([text_object(TASK, 28, 50)])], base=base)) == [TASK]


def test_pages_of_pictures_are_named():
    texts = [page([text_object(f"{n}、{TASK}", 28, 50)]) for n in range(2)]
    picture = page([], image=True)
    source = read_bytes(package([texts[0], picture, texts[1]]), "plan.ofd")
    assert source.notes == ("pages that are pictures without text were passed over: 2",)
    assert [place.page for place in source.places] == [1, 3]
    with pytest.raises(FormatError, match=r"an OFD file without text \(scanned pages\)"):
        read_bytes(package([picture]), "plan.ofd")


def test_characters_that_mean_nothing():
    with pytest.raises(FormatError, match="an OFD file whose fonts do not say"):
        lines(one(text_object("\ue001\ue002\ue003\ue004\ue005的", 28, 50)))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(one(more={"Encryptions.xml": f"<ofd:Encryptions {NS}/>"}), "an OFD file locked by a password", id="encrypted"),
        pytest.param(package([page([])], base="Pages/none_{n}.xml"), "it has no Doc_0/Pages/none_0.xml", id="no page"),
        pytest.param(one(more={"Doc_0/Document.xml": "<a"}), "cut short or damaged", id="no XML"),
        pytest.param(one(more={"Doc_0/Document.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"}), "defines its own entities", id="entities"),
        pytest.param(one(more={"Doc_0/Pages/Page_0/Content.xml": " " * 2**22}), "unpacks to more than", id="bomb"),
        pytest.param(one(text_object("一" * 60_000, 28, 50)), "more than 50000 characters on one page", id="one page of many"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_clear_line(data, says):
    with pytest.raises(InputError, match=re.escape(says)) as caught:
        read_bytes(data, "plan.ofd")
    assert str(caught.value).startswith("plan.ofd")
    assert "\n" not in str(caught.value)


def test_one_page_named_a_million_times():
    """All pages together stay within the limit of bytes: the same part read again counts again."""
    content = page([text_object(TASK, 28, 50)])
    data = package([content] * 3000, base="Pages/Page_0/Content.xml")
    with pytest.raises(InputError, match="is larger than"):
        read_bytes(data, "plan.ofd", limit=1_000_000)


@pytest.mark.parametrize("steps", ["g 999999999 5.6", "g", "g g g", "nan inf 1e308", "x", "-1 -2 1e-300"])
def test_strange_steps_do_no_harm(steps):
    text = f'<ofd:TextObject Size="5.6" Boundary="28 50 inf"><ofd:TextCode X="nan" Y="1e400" DeltaX="{steps}">{TASK}</ofd:TextCode></ofd:TextObject>'
    found = read_bytes(one(text), "plan.ofd").text
    assert sorted(re.sub(r"\s", "", found)) == sorted(TASK)


def test_cells_that_wrap_between_ruled_lines():
    rows = [
        (("序号",), ("工作任务",), ("责任单位",)),
        (("1",), ("新建改建公办幼儿园7所，", "增加学位2100个"), ("县教育局、各", "镇人民政府")),
    ]
    lefts, tops = (28, 50, 130, 180), (40, 55, 80)
    ruled = "".join(
        f'<ofd:PathObject Boundary="{x} {y} {w} {h}"><ofd:AbbreviatedData>M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData></ofd:PathObject>'
        for y, h in zip(tops, (15, 25), strict=False)
        for x, w in zip(lefts, (22, 80, 50), strict=False)
    )
    texts = [
        text_object(line, lefts[column] + 2, tops[row] + 9 + 8 * n)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        for n, line in enumerate(cell)
    ]
    assert lines(one(ruled, *texts)) == [
        "序号\t工作任务\t责任单位",
        "1\t新建改建公办幼儿园7所，增加学位2100个\t县教育局、各镇人民政府",
    ]

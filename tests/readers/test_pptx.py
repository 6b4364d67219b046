"""Test presentations composed part by part: slides in order, their tables, and what the speaker noted."""

import io
import re
import zipfile

import pytest

from yinuo.errors import InputError
from yinuo.readers import read
from yinuo.readers.pptx import read_bytes

A, R = 'xmlns:a="urn:a" xmlns:p="urn:p"', 'xmlns:r="urn:r"'


def shape(*paragraphs, kind=""):
    place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    text = "".join(f"<a:p>{one}</a:p>" for one in paragraphs)
    return f"<p:sp><p:nvSpPr>{place}</p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>"


def run(text):
    return f"<a:r><a:rPr/><a:t>{text}</a:t></a:r>"


def table(*rows):
    cells = (
        "".join(f"<a:tc {more}><a:txBody><a:p>{run(text)}</a:p></a:txBody></a:tc>" for text, more in row)
        for row in rows
    )
    inner = "".join(f"<a:tr>{row}</a:tr>" for row in cells)
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{inner}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def pptx(*slides, notes=None, order=None, members=None):
    """A file of slides (XML of their shapes, hidden where it begins with !), shown in this order."""
    order = order or range(len(slides))
    listed = "".join(f'<p:sldId id="{256 + n}" r:id="rId{n}"/>' for n in order)
    relation = '<Relationship Id="rId{0}" Type="http://x/{1}" Target="{2}"/>'
    parts = {
        "ppt/presentation.xml": f"<p:presentation {A} {R}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": "<Relationships>"
        + "".join(relation.format(n, "slide", f"slides/slide{n}.xml") for n in range(len(slides)))
        + "</Relationships>",
    }
    for n, inner in enumerate(slides):
        show = ' show="0"' if inner.startswith("!") else ""
        parts[f"ppt/slides/slide{n}.xml"] = (
            f"<p:sld {A}{show}><p:cSld><p:spTree>{inner.lstrip('!')}</p:spTree></p:cSld></p:sld>"
        )
    for n, inner in (notes or {}).items():
        parts[f"ppt/slides/_rels/slide{n}.xml.rels"] = (
            f"<Relationships>{relation.format(1, 'notesSlide', f'../notesSlides/notesSlide{n}.xml')}</Relationships>"
        )
        parts[f"ppt/notesSlides/notesSlide{n}.xml"] = (
            f"<p:notes {A}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:notes>"
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(members or {})}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_slides_in_the_order_in_which_they_are_shown_with_their_notes(tmp_path):
    slides = (
        shape(run("二、改善出行"), kind="title") + shape(run("改造危桥") + run("12座。"), run("修路。")),
        shape(run("一、扩大学位"), kind="ctrTitle") + shape(run("3"), kind="sldNum") + shape(run("2031年"), kind="dt"),
        "!" + shape(run("藏起来的一页")),
    )
    notes = {
        1: shape(run("今年，新建幼儿园7所。"), kind="body")
        + shape(run("2"), kind="sldNum")
        + shape(run("一、扩大学位"), kind="sldImg")
    }
    (tmp_path / "x.bin").write_bytes(pptx(*slides, notes=notes, order=(1, 2, 0)))
    source = read(tmp_path / "x.bin")
    assert source.text.splitlines() == [
        "一、扩大学位",
        "今年，新建幼儿园7所。",
        "二、改善出行",
        "改造危桥12座。",
        "修路。",
    ]
    assert [(place.page, source.text[place.start :][:2]) for place in source.places] == [(1, "一、"), (3, "二、")]
    assert source.encoding == "pptx"


def test_groups_breaks_and_fields():
    group = f"<p:grpSp>{shape(run('今年') + '<a:br/>' + run('新建7所。'))}</p:grpSp>"
    field = '<a:fld type="slidenum"><a:t>8</a:t></a:fld><a:fld type="x"><a:t>某县</a:t></a:fld>'
    assert read_bytes(pptx(group + shape(field)), "x").text == "今年新建7所。\n某县\n"


def test_a_table_of_tasks_and_another():
    tasks = table(
        (("工作任务", ""), ("牵头单位", "")), (("植树3万亩", ""), ("县林业局", 'rowSpan="2"')), (("修路", ""), ("", 'vMerge="1"'))
    )  # fmt: skip
    other = table((("姓名", 'gridSpan="2"'), ("", 'hMerge="1"'), ("学校", "")))
    assert read_bytes(pptx(tasks + other), "x").text.splitlines() == [
        "工作任务\t牵头单位", "植树3万亩\t县林业局", "修路\t〃", "姓名\t学校",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"ppt/presentation.xml": "<a"}, "cut short or damaged"),
        ({"ppt/slides/slide0.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>"}, "defines its own entities"),
        ({"ppt/slides/slide0.xml": " " * 2**22}, "unpacks to more than"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(members, says):
    with pytest.raises(InputError, match=re.escape(says)) as caught:
        read_bytes(pptx(shape(run("甲")), members=members), "x.pptx")
    assert "\n" not in str(caught.value)

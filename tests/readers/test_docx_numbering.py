"""Automatic numbering: each case is the levels of a list, the levels of its paragraphs, and what Word shows."""

import pytest

from tests.readers.word import Word, level
from yinuo.readers.docx.document import read_bytes
from yinuo.readers.docx.number_formats import count

CHINESE = "chineseCountingThousand"
HEADINGS = (level(0, "%1、", CHINESE), level(1, "（%2）", CHINESE), level(2, "%3."), level(3, "（%4）"))


def shown(word):
    """The labels of a document whose paragraphs all read 甲."""
    lines = read_bytes(word.data(), "plan.docx").text.splitlines()
    assert all(line.endswith("甲") for line in lines)
    return [line.removesuffix("甲") for line in lines]


@pytest.mark.parametrize(
    ("levels", "at", "wanted"),
    [
        pytest.param(HEADINGS, (0, 1, 1, 2, 0, 1), ["一、", "（一）", "（二）", "1. ", "二、", "（一）"], id="headings"),
        pytest.param(HEADINGS, (0, 1, 2, 2, 3, 2), ["一、", "（一）", "1. ", "2. ", "（1）", "3. "], id="four levels"),
        pytest.param((level(0, "%1."), level(1, "%1.%2")), (0, 1, 1, 0, 1), ["1. ", "1.1 ", "1.2 ", "2. ", "2.1 "], id="1.1"),
        pytest.param((level(0, "第%1章", CHINESE),), (0, 0), ["第一章 ", "第二章 "], id="chapter"),
        pytest.param((level(0, "第%1条", CHINESE, start=11),), (0, 0), ["第十一条 ", "第十二条 "], id="start at 11"),
        pytest.param((level(0, "%1", "decimalEnclosedCircle"),), (0, 0, 0), ["①", "②", "③"], id="circles"),
        pytest.param((level(0, "%1.", start=0),), (0, 0), ["0. ", "1. "], id="start at 0"),
        pytest.param(
            (level(0, "第%1章", CHINESE), level(1, "第%2条", CHINESE, more='<w:lvlRestart w:val="0"/>')),
            (0, 1, 1, 0, 1),
            ["第一章 ", "第一条 ", "第二条 ", "第二章 ", "第三条 "],
            id="articles count on through chapters",
        ),
        pytest.param(
            (level(0, "%1、", CHINESE), level(1, "%1.%2", more="<w:isLgl/>")), (0, 1), ["一、", "1.1 "], id="legal: digits"
        ),
        pytest.param((level(0, "%1", more='<w:suff w:val="nothing"/>'),), (0, 0), ["1", "2"], id="no space after"),
        pytest.param((level(0, "&#xF0B7;", "bullet"), level(1, "——", "bullet")), (0, 1), ["•", "——"], id="bullets"),
        pytest.param((level(0, "%1.", "none"),), (0,), [". "], id="no count"),
        pytest.param(HEADINGS, (0, 2, 1), ["一、", "1. ", "（二）"], id="a level passed over counts"),
    ],
)  # fmt: skip
def test_levels(levels, at, wanted):
    word = Word()
    number = word.number(*levels)
    for one in at:
        word.paragraph("甲", number, one)
    assert shown(word) == wanted


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("decimal", "1 2 10 11 21 100 105"),
        ("decimalZero", "01 02 10 11 21 100 105"),
        ("decimalFullWidth", "１ ２ １０ １１ ２１ １００ １０５"),
        ("chineseCounting", "一 二 十 十一 二十一 一〇〇 一〇五"),
        ("chineseCountingThousand", "一 二 十 十一 二十一 一百 一百零五"),
        ("ideographDigital", "一 二 一〇 一一 二一 一〇〇 一〇五"),
        ("japaneseCounting", "一 二 十 十一 二十一 百 百五"),
        ("ideographTraditional", "甲 乙 癸 11 21 100 105"),
        ("ideographZodiac", "子 丑 酉 戌 21 100 105"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾壹 壹佰 壹佰零伍"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ ㉑ 100 105"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ 21 100 105"),
        ("lowerLetter", "a b j k u vvvv aaaaa"),
        ("upperLetter", "A B J K U VVVV AAAAA"),
        ("lowerRoman", "i ii x xi xxi c cv"),
        ("upperRoman", "I II X XI XXI C CV"),
        ("ordinal", "1st 2nd 10th 11th 21st 100th 105th"),
        ("somethingNew", "1 2 10 11 21 100 105"),
    ],
)
def test_formats(form, wanted):
    assert " ".join(count(n, form) for n in (1, 2, 10, 11, 21, 100, 105)) == wanted


def test_numbers_that_share_a_list_count_on_unless_one_starts_anew():
    word = Word()
    shared = word.add_list(*HEADINGS)
    first, second = word.add_number(shared), word.add_number(shared)
    anew = word.add_number(shared, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    for number in (first, first, second, anew, anew, first):
        word.paragraph("甲", number)
    assert shown(word) == ["一、", "二、", "三、", "一、", "二、", "三、"]


def test_a_number_may_change_a_level():
    word = Word()
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", start=3)}</w:lvlOverride>'
    number = word.add_number(word.add_list(*HEADINGS), other)
    word.paragraph("甲", number)
    assert shown(word) == ["（3）"]


def test_numbering_through_styles_and_off_again():
    word = Word()
    levels = (
        level(0, "%1、", CHINESE, more='<w:pStyle w:val="Heading1"/>'),
        level(1, "（%2）", CHINESE, more='<w:pStyle w:val="Heading2"/>'),
    )
    number = word.number(*levels)
    word.style_number("Heading 1", number)
    word.style_number("Heading 2", number)  # its level comes from the list, which names the style
    for style in ("Heading 1", "Heading 2", "Heading 2", "Heading 1", "Heading 2"):
        word.paragraph("甲", style=style)
    word.paragraph("甲", 0, style="Heading 1")
    word.paragraph("甲", style="Normal")
    assert shown(word) == ["一、", "（一）", "（二）", "二、", "（一）", "", ""]


def test_a_style_based_on_a_numbered_one():
    word = Word()
    word.style_number("Heading 1", word.number(*HEADINGS), 0)
    child = word.document.styles.add_style("Own", 1)
    child.base_style = word.document.styles["Heading 1"]
    word.paragraph("甲", style="Heading 1")
    word.paragraph("甲", style="Own")
    assert shown(word) == ["一、", "二、"]


def test_an_empty_paragraph_counts_and_is_an_empty_line():
    word = Word()
    number = word.number(*HEADINGS)
    for text in ("甲", "", "甲"):
        word.paragraph(text, number)
    assert read_bytes(word.data(), "x").text == "一、甲\n\n三、甲\n"


@pytest.mark.parametrize("number", [99, -1])
def test_a_number_that_leads_nowhere_is_none(number):
    word = Word()
    word.paragraph("甲", number)
    assert shown(word) == [""]


@pytest.mark.slow
def test_every_list_of_a_real_office_program_reads_alike(tmp_path, word_processor):
    """LibreOffice as witness: the labels that it writes for the same file are ours."""
    word = Word()
    forms = (
        CHINESE,
        "chineseCounting",
        "ideographTraditional",
        "japaneseCounting",
        "decimalEnclosedCircle",
        "lowerLetter",
    )
    for form in forms:
        number = word.number(level(0, "%1、", form), level(1, "（%2）", form))
        for at in (0, 1, 1, 0, 0, 1, *[0] * 9):
            word.paragraph("甲", number, at)
    (tmp_path / "plan.docx").write_bytes(word.data())
    made = word_processor(tmp_path / "plan.docx", "txt:Text (encoded):UTF8", tmp_path)
    theirs = made.read_text("utf-8-sig").splitlines()
    assert [line.replace(" ", "").removesuffix("甲") for line in theirs] == [label.strip() for label in shown(word)]

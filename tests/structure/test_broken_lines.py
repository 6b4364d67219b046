"""Lines that a page broke are read as the paragraphs that they were; records keep the offsets of the file."""

import re

import pytest

import yinuo
from yinuo.structure.broken_lines import broken

REVIEW = "一年来，我们新建学校5所，改造道路12公里，城乡面貌持续改善，人民生活水平稳步提高，各项事业全面发展。"
PLAN = (
    "我们要深入实施新一轮重点产业链提升行动，新建标准化厂房30万平方米，改造农村公路120公里，完善基层治理制度。"
    "健全覆盖城乡的社会保障体系，城镇新增就业1.2万人，开展全市职业技能大赛。"
)
PARAGRAPHS = [
    "云溪市政府工作报告", "一、2030年工作回顾", REVIEW * 2, REVIEW, "二、2031年工作安排", PLAN,
    f"（一）做强产业。{PLAN}", "（二）改善民生", PLAN * 2, "各项任务如下：", "1.新建公园3座，建成后免费开放。",
    f"2.{PLAN}", PLAN,
]  # fmt: skip


def wrapped(width: int, indent: str = "") -> list[str]:
    """Break each paragraph at a width, which no mark may begin a line after."""
    lines = []
    for paragraph in PARAGRAPHS:
        line = indent
        for unit in re.findall(r"(?:[0-9.]+|.)[，。、；：）]*", paragraph):
            if len(line) + len(unit) > width:
                lines.append(line)
                line = ""
            line += unit
        lines.append(line)
    return lines


def texts(text: str) -> list[str]:
    found = yinuo.extract(text).commitments
    assert all(text[r.start : r.end] == r.text for r in found)
    assert all(text[s.start : s.end] == s.text for r in found for s in (r.sentence, *r.quantities))
    return [re.sub(r"\s", "", r.restored or r.text) for r in found]


PAGES = {
    "one width": "\n".join(wrapped(32)),
    "a narrow column": "\n".join(wrapped(18)),
    "paragraphs stand in": "\n".join(wrapped(30, "\u3000\u3000")),
    "double spacing": "\n\n".join(wrapped(30, "    ")),
    "blanks at the end, two line ends": " \r\n".join(wrapped(32)),
    "an answer in a mail": "\n".join("> " + line for line in wrapped(34)),
    "numbers of pages": "\n".join(
        f"{line}\n- {n // 16 + 3} -" if n % 16 == 15 else line for n, line in enumerate(wrapped(30, "\u3000\u3000"))
    ),
    "a break behind each comma": "\n".join(re.sub("，(?=.)", "，\n", paragraph) for paragraph in PARAGRAPHS),
}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_broken_lines_give_the_records_of_whole_ones(text):
    whole = texts("\n".join(PARAGRAPHS))
    assert len(whole) > 30
    assert texts(text) == whole


def test_sound_text_keeps_its_lines():
    text = "\n".join(PARAGRAPHS)
    assert broken(text, text) == []
    assert [s.lines[0].kind for s in yinuo.speeches(text)] == ["title"]


def test_items_of_one_length_are_no_broken_paragraph():
    text = "云溪市2031年工作要点\n" + "\n".join(f"新建乡镇标准化卫生院{n}所并投入使用" for n in range(10, 40))
    assert broken(text, text) == []


def test_a_title_that_fills_its_line_ends_there():
    title = "云溪市人民政府办公室关于切实做好2031年度全市防汛抗旱准备工作的通知"
    text = title + "\n" + "\n".join(wrapped(len(title))[1:])
    assert yinuo.speeches(text)[0].title == title


def test_numbers_beside_tasks_number_no_page():
    text = "序号\n任务\n" + "\n".join(f"{n}\n新建学校{n}所" for n in range(1, 9))
    assert broken(text, text) == []


def test_a_page_within_a_record_is_left_out_of_what_was_meant():
    page = (
        "今年工作安排\n" + "\n- 4 -\n".join(["我们要" + "，".join(["新建学校5所"] * 40) + "，加快"] * 2) + "\n- 5 -\n"
    )
    found = [r for r in yinuo.extract(page).commitments if r.restored]
    assert [(r.text, r.restored) for r in found] == []
    text = page.replace("加快\n- 4 -\n我们要新建", "新建\n- 4 -\n乡村")
    found = [r for r in yinuo.extract(text).commitments if r.restored]
    assert [(r.text, r.restored) for r in found] == [("新建\n- 4 -\n乡村学校5所", "新建乡村学校5所")]


def test_why_is_told_at_the_offsets_of_the_file():
    text = PAGES["numbers of pages"]
    record = next(r for r in yinuo.extract(text).commitments if "\n" in r.text)
    why = yinuo.explain(text, record.start)
    assert why.clause is not None
    assert (why.clause.start, why.clause.end, why.clause.text) == (record.start, record.end, record.text)


def test_lines_of_speeches_stand_at_the_offsets_of_the_file():
    text = PAGES["numbers of pages"]
    (speech,) = yinuo.speeches(text)
    headings = [text[line.start : line.end] for line in speech.lines if line.kind == "heading"]
    assert headings == ["一、2030年工作回顾", "二、2031年工作安排", "（二）改善民生"]
    assert all(text[line.marker_end] not in "一二（" for line in speech.lines if line.kind == "heading")

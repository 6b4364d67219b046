"""A text typed in another way gives the same records: blanks at numbers, half-width signs, straight quotes, indents."""

import re
from pathlib import Path

import pytest

import yinuo
from yinuo.folding import fold
from yinuo.structure.set_apart import set_apart

SPEECHES = sorted((Path(__file__).parents[1] / "corpus" / "speeches").glob("*.txt"))
BORDER = re.compile("(?<=[\u4e00-\u9fff“])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff%×])")
WAYS = {
    "blanks": lambda text: BORDER.sub(" ", text),
    "half": lambda text: text.translate(str.maketrans("，；：！？（）", ",;:!?()")),
    "quotes": lambda text: text.translate(str.maketrans("“”", '""')),
    "full": lambda text: text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％")),
    "indents": lambda text: re.sub("(?m)^(?=.)", "　　", text),
    "lines": lambda text: text.replace("\n", "\r\n\r\n"),
}


def bare(text):
    """A text without what a way of typing changes."""
    return text and fold(text).replace(" ", "").replace("“", '"').replace("”", '"')


def fields(record):
    due = record.deadline
    return (
        bare(record.text),
        record.specificity,
        bare(record.actor.text),
        [(bare(q.text), q.low, q.high, q.unit, bare(q.of), q.change, q.indicator) for q in record.quantities],
        due and (bare(due.text), due.from_, due.to, due.duration, due.source),
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("file", SPEECHES, ids=lambda file: file.stem)
def test_the_same_records_however_typed(file, way):
    text = yinuo.read(file).text
    typed = WAYS[way](text)
    assert typed != text or way in ("half", "quotes")  # two speeches have none
    found = yinuo.extract(typed, date="2024-01-20").commitments
    assert [fields(r) for r in found] == [fields(r) for r in yinuo.extract(text, date="2024-01-20").commitments]
    assert all(typed[r.start : r.end] == r.text for r in found)


@pytest.mark.parametrize(
    "text",
    [
        "2030年 3月，新建学校5所。",  # no way of typing
        "项目 2 所 5 亿元\n学校 3 所 2 亿元\n医院 1 所 4 亿元",  # cells of rows
        "1 新建学校。\n2 新建医院。\n3 新建公园。\n4 新建场馆。\n5 新建桥梁。",  # numbers of items
    ],
)
def test_other_blanks_stay(text):
    assert set_apart(text) == []


@pytest.mark.parametrize(
    ("line", "due", "quantities"),
    [
        ("到 2030 年全市煤矿产能控制在 2 亿吨以内。", "2030-12-31", [(200_000_000, "煤矿产能")]),
        ("力争到 2030 年，新建幼儿园 7 所。", "2030-12-31", [(7, "幼儿园")]),
        ("“十五五” 期间，建成铁路 200 公里。", "2030-12-31", [(200, "铁路")]),
        ("推进城东 2 × 35 万千瓦火电项目建设。", None, [(2, "火电项目"), (350_000, "火电项目")]),
    ],
)
def test_a_single_line_of_them_is_read_too(line, due, quantities):
    (record,) = yinuo.extract(line, date="2026-01-20").commitments
    assert (record.deadline.to if record.deadline and record.deadline.text else None) == due
    assert [(q.high, q.of) for q in record.quantities] == quantities

"""A text that sets its numbers apart by blanks gives the records of the one that does not."""

import re
from pathlib import Path

import pytest

import yinuo
from yinuo.structure.set_apart import set_apart

SPEECHES = sorted((Path(__file__).parents[2] / "corpus" / "speeches").glob("*.txt"))
BORDER = re.compile("(?<=[\u4e00-\u9fff“])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff%×])")
ITEM = re.compile("(?m)^[0-9]+")


def bare(text):
    return text and text.replace(" ", "")


def fields(record):
    due = record.deadline
    return (
        bare(record.text),
        record.specificity,
        bare(record.actor.text),
        [(bare(q.text), q.low, q.high, q.unit, q.of, q.change, q.indicator) for q in record.quantities],
        due and (bare(due.text), due.from_, due.to, due.duration, due.source),
    )


@pytest.mark.parametrize("file", SPEECHES, ids=lambda file: file.stem)
def test_blanks_around_numbers_change_no_record(file):
    text = yinuo.read(file).text
    spaced = BORDER.sub(" ", text)
    assert len(set_apart(spaced)) > 5
    found = yinuo.extract(spaced, date="2024-01-20")
    assert [fields(r) for r in found.commitments] == [
        fields(r) for r in yinuo.extract(text, date="2024-01-20").commitments
    ]
    assert all(spaced[r.start : r.end] == r.text for r in found.commitments)


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

"""Test what tracking writes: workbook, page, lines, table; the same bytes each time."""

import json
import sqlite3
from html.parser import HTMLParser

import openpyxl
import pytest

import yinuo
from yinuo.errors import InputError
from yinuo.tracking.output.wording import percent

PAIR = ("corpus/tracking/qingwu-2031.txt", "corpus/tracking/qingwu-2032.txt")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("track")
    targets = [*(str(folder / f"t{ending}") for ending in (".xlsx", ".jsonl", ".html")), f"sqlite:///{folder}/t.db"]
    return folder, targets, yinuo.track(*PAIR, targets)


def test_the_workbook_has_a_row_a_commitment(written):
    folder, _, found = written
    book = openpyxl.load_workbook(folder / "t.xlsx")
    rows = list(book["对照"].iter_rows(values_only=True))
    assert rows[0][:7] == ("任务", "目标值", "完成值", "完成率", "建议判断", "依据原文", "核对")
    assert [row[0] for row in rows[1:]] == [one.commitment.text for one in found]
    assert [row[3] for row in rows[1:]] == [
        None if one.promised and one.promised.low is None else one.attainment for one in found
    ]


def test_no_share_is_shown_of_what_should_stay_below_a_bound(written):
    _, _, found = written
    below = next(one for one in found if one.commitment.text == "城镇登记失业率控制在4%以内")
    assert (below.verdict, below.attainment, percent(below)) == ("reached", 0.9, "")
    assert percent(next(one for one in found if one.commitment.text == "地区生产总值增长6%左右")) == "105.0%"


def test_the_evidence_of_a_row_links_to_its_place(written):
    folder, _, found = written
    book = openpyxl.load_workbook(folder / "t.xlsx")
    for row, one in enumerate(found, 2):
        link = book["对照"].cell(row, 6).hyperlink
        assert (link is None) == (not one.evidence)
        if link:
            line = int(link.location.rpartition("A")[2])
            place = [book["依据"].cell(line, column).value for column in (2, 4, 5)]
            assert place == [one.evidence[0].text, one.evidence[0].start, one.evidence[0].end]


def test_lines_are_the_records(written):
    folder, _, found = written
    lines = (folder / "t.jsonl").read_text("utf-8").splitlines()
    assert [yinuo.Tracked.model_validate(json.loads(line)) for line in lines] == list(found)


def test_the_table_has_each_piece_of_evidence_once_however_often_it_is_written(written):
    folder, targets, found = written
    yinuo.track(*PAIR, targets[-1:])
    with sqlite3.connect(folder / "t.db") as connection:
        rows = connection.execute("select id, evidence, evidence_start from tracking_evidence").fetchall()
    assert len(rows) == sum(max(1, len(one.evidence)) for one in found)
    told = {(one.commitment.id, piece.text, piece.start) for one in found for piece in one.evidence}
    assert {row for row in rows if row[1]} == told


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen, self.data = [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        if tag not in ("meta", "input", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.data.append(data)


def test_the_page_is_whole_and_has_no_script(written):
    folder, _, found = written
    page = Tags()
    page.feed((folder / "t.html").read_text("utf-8"))
    assert page.open == []
    assert "script" not in page.seen
    assert page.seen.count("article") == len(found)
    assert page.seen.count("input") == 1 + len({one.verdict for one in found})
    assert all(one.evidence[0].text in "".join(page.data) for one in found if one.evidence)


def test_the_same_reports_give_the_same_bytes(written, tmp_path):
    folder, _, _ = written
    names = ("t.xlsx", "t.jsonl", "t.html")
    yinuo.track(*PAIR, [str(tmp_path / name) for name in names])
    assert all((tmp_path / name).read_bytes() == (folder / name).read_bytes() for name in names)


@pytest.mark.parametrize(
    ("old", "new", "targets", "says"),
    [
        (*PAIR, ["t.csv"], "ends in none of .jsonl, .xlsx, .html"),
        ("no-such.txt", PAIR[1], [], "no-such.txt: no such file"),
        ("tests/tracking", PAIR[1], [], "holds no report"),
    ],
)
def test_what_cannot_be_tracked_is_said_in_one_line(old, new, targets, says):
    with pytest.raises(InputError, match=says):
        yinuo.track(old, new, targets)


def test_folders_without_a_later_report_make_no_pair(tmp_path):
    for name in ("a-2031.txt", "b-2032.txt"):
        (tmp_path / name).write_text("2031年工作安排\n今年，税收增长5%。\n", "utf-8")
    with pytest.raises(InputError, match="no later report of the same place"):
        yinuo.track(tmp_path, tmp_path)

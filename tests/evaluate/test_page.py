"""The page of gold against found: every span with its colour and fields, the text whole, nothing from outside."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate.samples import ALL, PARK, PLAN, ROAD, TEXT, record, write_gold
from yinuo.errors import InputError
from yinuo.evaluate import evaluate, html
from yinuo.evaluate.gold import GoldDocument
from yinuo.evaluate.html_page import _document
from yinuo.evaluate.items import Item
from yinuo.evaluate.scores import compare


class Page(HTMLParser):
    """Tags with their attributes, and the pieces of each document's text with the class of their mark."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.open, self.pieces, self.inside = [], [], [], False
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag, "tags close in order"

    def handle_data(self, data):
        if any(tag == "pre" for tag, _ in self.open):
            tag, attributes = self.open[-1]
            self.pieces.append((data, attributes.get("class") if tag == "mark" else None))

    @property
    def text(self):
        # A parser passes over a line break that directly follows <pre>.
        return "".join(data for data, _ in self.pieces).removeprefix("\n")


@pytest.fixture
def mixed(tmp_path):
    found = [PARK, record("要修路3公里", actor="各县区", quantities=[(3, 3, "公里")]), PLAN, record("今年")]
    return evaluate(write_gold(tmp_path, range=[0, 43]), found)


def test_every_span_has_its_colour(mixed):
    pieces = [(data, kind.split()[0]) for data, kind in Page(html(mixed)).pieces if kind]
    assert pieces == [
        ("今年", "spurious"),
        ("新建公园7座", "hit"),
        ("要", "edge"),
        ("修路3公里", "wrong"),
        ("印发方案", "hit"),
        ("加强队伍建设", "missed"),
    ]


def test_hover_shows_the_fields(mixed):
    fields = [attributes["data-fields"] for tag, attributes in Page(html(mixed)).tags if "data-fields" in attributes]
    assert "hit\ngold: 新建公园7座\n    quantified, quantity 7座, deadline to 2022-12-31\nfound: " in fields[1]
    assert fields[3].startswith("specificity, span\n")
    assert fields[-1] == "missed\ngold: 加强队伍建设\n    directional, actor 市教育局"


def test_text_is_whole_and_what_was_not_marked_is_dimmed(tmp_path):
    page = Page(html(evaluate(write_gold(tmp_path, [ROAD], range=[16, 23]), ALL)))
    assert page.text == TEXT
    assert ("span", {"class": "passed"}) in page.tags


def test_page_is_self_contained(mixed, tmp_path):
    page = Page(html(mixed, tmp_path / "page.html"))
    assert (tmp_path / "page.html").read_text("utf-8") == html(mixed)
    assert page.open == []
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"}
    assert not any(name in attributes for _, attributes in page.tags for name in ("src", "href", "onclick"))
    assert "default-src 'none'" in html(mixed)


def test_page_that_cannot_be_written(mixed, tmp_path):
    html(mixed, tmp_path / "new" / "page.html")
    with pytest.raises(InputError, match=r"new: cannot be written: .*; choose another place"):
        html(mixed, tmp_path / "new")


def test_hostile_text_stays_text(tmp_path):
    text = '<script>alert(1)</script>建设"><img src=x>\x07公园。'
    gold = write_gold(tmp_path, [record('建设"><img src=x>\x07公园', text=text)], text=text, document="a&b.txt")
    page = Page(html(evaluate(gold, [])))
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert page.text == text.replace("\x07", "\ufffd")


def test_document_without_its_text_is_listed(tmp_path):
    page = html(evaluate(write_gold(tmp_path, text=None), list(ALL)))
    assert "The text was not found." in page
    assert "<pre>" not in page


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8)


@given(SPANS, SPANS)
def test_overlapping_spans_never_lose_a_character(gold, found):
    text = "".join(chr(0x4E00 + i) for i in range(42))
    items = [[Item(s, s + n, text[s : s + n]) for s, n in spans] for spans in (gold, found)]
    page = Page(_document(compare(GoldDocument("a", tuple(items[0]), text=text), items[1])))
    assert page.text == text
    marked = "".join(data for data, kind in page.pieces if kind)
    assert marked == "".join(c for i, c in enumerate(text) if any(s <= i < s + n for s, n in gold + found))

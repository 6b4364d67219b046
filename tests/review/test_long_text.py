"""Test the page of a text that is too long to be shown at once, in a real Chromium."""

from functools import cache

import pytest

import yinuo
from tests.review import browser as browsers
from tests.review.test_page import decided, press
from yinuo.digests import digest
from yinuo.verdicts.store import Store

pytestmark = pytest.mark.browser
FILLER = "情况说明如下。" * 180
CHARACTERS = 150_000
TEXT = (
    "云溪市2024年政府工作报告\n𠮷祥！\n三、2024年工作安排\n"
    + "".join(f"今年，新建幼儿园{n}所，改造道路{n}公里，培育企业{n}家。\n{FILLER}\n" for n in range(2, 120))
)[:CHARACTERS]


@cache
def records():
    """The records of the text, made by the first test that asks and not when tests are collected."""
    found = yinuo.extract(TEXT, date="2024-01-10", document="long.txt", repair="off")
    return sorted(found, key=lambda own: (own.start, own.end))


@pytest.fixture
def served(tmp_path):
    own = Store(tmp_path / "review.db", create=True)
    own.add_document("long.txt", None, TEXT, records())
    own.close()
    server = browsers.Served(tmp_path / "review.db", "--author", "甲")
    yield server
    server.kill()


def painted(page, layer):
    return page.evaluate(
        "layer => [...CSS.highlights.get(`yinuo-${layer}`)].map(r => { const live = document.createRange();"
        "live.setStart(r.startContainer, r.startOffset); live.setEnd(r.endContainer, r.endOffset);"
        "return live.toString(); })",
        layer,
    )


def chosen(page):
    return page.get_attribute("#list", "aria-activedescendant").removeprefix("o-")


def test_one_part_is_shown_and_all_parts_are_the_text(page):
    assert len(TEXT) == CHARACTERS
    assert page.is_visible("#parts")
    parts = page.locator("#part option").count()
    assert parts > 4
    shown = []
    for number in range(parts):
        page.select_option("#part", str(number))
        shown.append(page.evaluate("[...document.querySelectorAll('#text p')].map(p => p.textContent).join('\\n')"))
        assert len(shown[-1]) < 40_000
    assert "\n".join(shown) == TEXT
    assert page.is_disabled("#behind")
    page.evaluate("document.dispatchEvent(new Event('yinuo-check'))")
    assert page.get_attribute("body", "data-mismatches") == "0"


def test_the_list_has_options_around_the_chosen_record_and_more_where_it_is_scrolled_to(page):
    assert len(records()) > 320
    assert page.locator("[role=option]").count() == 150
    assert page.get_attribute("[role=option] >> nth=3", "aria-posinset") == "4"
    assert page.get_attribute("[role=option] >> nth=3", "aria-setsize") == str(len(records()))
    page.evaluate("document.querySelector('#list').scrollTop = 1e6")
    page.locator(f"#o-{records()[200].id}").wait_for()
    page.click(f"#o-{records()[200].id}")
    assert chosen(page) == records()[200].id


def test_the_chosen_record_brings_its_part_and_a_key_settles_it(page, served):
    last = records()[-1]
    page.fill("input[type=search]", last.text)
    assert chosen(page) == last.id
    assert page.input_value("#part") == str(page.locator("#part option").count() - 1)
    assert painted(page, "chosen") == [last.text]
    page.fill("input[type=search]", "")
    assert page.locator(f"#o-{last.id}").get_attribute("aria-posinset") == str(len(records()))
    page.focus("#list")
    press(page, "a")
    assert decided(served, 1)[0].record == last.id
    assert chosen(page) == records()[0].id, "it goes on from the top, in another part and far away in the list"
    assert page.input_value("#part") == "0"
    assert painted(page, "chosen") == [records()[0].text]


def test_parts_are_turned_and_words_are_found_in_all_of_them_by_key(page, served):
    press(page, ">", ">", "<")
    assert page.input_value("#part") == "1"
    press(page, "/")
    page.keyboard.type(records()[-1].text)
    press(page, "Enter")
    assert page.input_value("#part") == str(page.locator("#part option").count() - 1)
    found = page.evaluate("getSelection().toString()")
    assert records()[-1].text in found
    press(page, "n")
    (own,) = decided(served, 1)
    start = own.payload["record"]["start"]
    assert TEXT[start : start + len(found)] == found
    assert own.sha256 == digest(TEXT)


def test_a_line_without_end_is_cut_behind_its_full_stops(context, tmp_path):
    text = "2024年工作安排\n今年，新建幼儿园7所。" + FILLER * 60 + "今年，改造道路32公里。"
    records = yinuo.extract(text, document="line.txt", repair="off").commitments
    own = Store(tmp_path / "line.db", create=True)
    own.add_document("line.txt", None, text, records)
    own.close()
    served = browsers.Served(tmp_path / "line.db", "--author", "甲")
    try:
        page = context.new_page()
        page.goto(served.url)
        page.wait_for_selector("body[data-ready]")
        longest = page.evaluate("Math.max(...[...document.querySelectorAll('#text p')].map(p => p.textContent.length))")
        assert longest <= 12_000
        press(page, "j", "j", "j")
        assert painted(page, "chosen") == [list(records)[-1].text]
        page.evaluate("document.dispatchEvent(new Event('yinuo-check'))")
        assert page.get_attribute("body", "data-mismatches") == "0"
    finally:
        served.kill()


def test_marks_serve_a_long_text_as_well(context, served):
    page = context.new_page()
    page.goto(f"{served.url.partition('#')[0]}?marks=1#{served.url.partition('#')[2]}")
    page.wait_for_selector("body[data-ready]")
    press(page, "a")
    page.wait_for_selector("mark.kept")
    press(page, ">")
    assert page.locator("mark.kept").count() == 0
    press(page, "<")
    assert page.locator("mark.kept").first.inner_text() in records()[0].text

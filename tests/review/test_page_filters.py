"""Test what the page lists, finds and shows of others, in a real Chromium."""

import re

import pytest

import yinuo
from tests.review import browser as browsers
from tests.review.samples import TEXT, made, records
from tests.review.test_page import decided, press, states
from yinuo.verdicts.store import Store

pytestmark = pytest.mark.browser
RECORDS = sorted(records(), key=lambda own: (own.start, own.end))
FIRST, SECOND, THIRD = RECORDS[:3]


def shown(page):
    return [key for key, _ in states(page)]


def opened(context, store, *options):
    """A page on a store, and its server; the caller kills it."""
    served = browsers.Served(store, "--author", "甲", *options)
    page = context.new_page()
    page.goto(served.url)
    page.wait_for_selector("body[data-ready]")
    return page, served


def test_where_there_is_no_browser_the_reason_is_said(monkeypatch):
    monkeypatch.delenv("YINUO_CHROMIUM", raising=False)
    monkeypatch.setattr(browsers.shutil, "which", lambda name: None)
    assert "apt-get install chromium" in browsers.why_not()


def test_mine_and_undecided_are_each_others_opposite(page, served):
    press(page, "a", "c")
    decided(served, 2)
    page.click("[data-filter=mine]")
    assert shown(page) == [FIRST.id, SECOND.id]
    page.click("[data-filter=undecided]")
    assert shown(page) == [own.id for own in RECORDS[2:]]
    assert "mine" not in page.url
    page.click("[data-filter=undecided]")
    assert len(shown(page)) == len(RECORDS)


def test_every_filter_lists_what_it_says_and_they_combine(context, tmp_path):
    damaged = THIRD.model_copy(update={"restored": f"{THIRD.text}。"})
    doubtful = SECOND.model_copy(update={"confidence": 0.61})
    kept = {own.id: own for own in [*RECORDS, doubtful, damaged]}
    store = Store(tmp_path / "review.db", create=True)
    store.add_document("yunxi.txt", None, TEXT, kept.values())
    store.close()
    page, served = opened(context, tmp_path / "review.db")
    try:
        for name, wanted in (
            ("damaged", [THIRD.id]),
            ("doubtful", [own.id for own in kept.values() if own.confidence < 0.9]),
        ):
            page.click(f"[data-filter={name}]")
            assert shown(page) == wanted
            page.click(f"[data-filter={name}]")
        page.click("[data-filter=doubtful]")
        page.focus("input[type=range]")
        for _ in range(6):
            press(page, "ArrowLeft")
        assert page.input_value("input[type=range]") == "0.6"
        assert shown(page) == []
        assert page.inner_text("#list") == "没有符合筛选的记录"
        press(page, "ArrowRight")
        assert shown(page) == [SECOND.id]
        page.click("[data-filter=doubtful]")
        page.click("[data-filter=nodate]")
        stated = [own.id for own in kept.values() if own.stated_deadline is not None]
        assert shown(page) == [own.id for own in RECORDS if own.id not in stated]
        page.click("[data-filter=nodate]")
        page.fill("input[type=search]", "道路")
        assert shown(page) == [own.id for own in RECORDS if "道路" in own.text]
        page.click("[data-filter=nonumber]")
        assert shown(page) == []
        page.fill("input[type=search]", "")
        assert shown(page) == [own.id for own in RECORDS if not own.quantities]
    finally:
        served.kill()


@pytest.mark.parametrize("name", ["section", "rule", "indicator"])
def test_choices_list_the_records_of_one_value(page, name):
    of = {
        "section": lambda own: own.section[-1:],
        "rule": lambda own: [one.rule for one in own.evidence],
        "indicator": lambda own: [one.indicator for one in own.quantities if one.indicator],
    }[name]
    select = page.locator(f"select[data-filter={name}]")
    values = [value for value in select.locator("option").evaluate_all("all => all.map(o => o.value)") if value]
    assert set(values) == {value for own in RECORDS for value in of(own)}
    assert select.is_visible() == bool(values)
    for value in values:
        page.select_option(f"select[data-filter={name}]", value)
        assert shown(page) == [own.id for own in RECORDS if value in of(own)]


def test_all_records_of_one_rule_are_rejected_at_once(page, served):
    rule = FIRST.evidence[0].rule
    page.select_option("select[data-filter=rule]", rule)
    page.focus("#list")
    press(page, "X")
    page.wait_for_selector("dialog[open]")
    press(page, "1")
    wanted = [own.id for own in RECORDS if rule in {one.rule for one in own.evidence}]
    found = decided(served, len(wanted))
    assert sorted(own.record for own in found) == sorted(wanted)
    assert {(own.kind, own.reason) for own in found} == {("reject", "not-a-commitment")}


def test_the_way_to_filters_the_next_undecided_and_the_sentence_is_a_key(page):
    press(page, "f")
    assert page.evaluate("document.activeElement.dataset.filter") == "order"
    press(page, "Escape", "a", "k", "g")
    assert page.get_attribute("#list", "aria-activedescendant") == f"o-{SECOND.id}"
    press(page, "v")
    page.wait_for_selector("dialog[open]")
    assert page.inner_text("dialog strong") == SECOND.text
    assert SECOND.section[-1] in page.inner_text("dialog h2")
    assert page.inner_text("dialog p") == SECOND.sentence.text


def test_a_deadline_is_dropped_and_a_number_marked_as_damaged_by_key(page, served):
    press(page, "D", "q")
    page.focus("[data-field=damaged]")
    press(page, "Space", "Escape", "a")
    found = decided(served, 3)
    assert found[0].payload == {"deadline": None}
    assert found[1].payload["quantities"][0]["damaged"] is True
    assert found[2].kind == "accept"
    assert page.get_attribute("#list", "aria-activedescendant") == f"o-{SECOND.id}"


def test_a_due_date_that_nobody_stated_says_where_it_comes_from(page):
    untold = next(own for own in RECORDS if own.deadline and own.deadline.source == "section")
    page.click(f"#o-{untold.id}")
    assert page.inner_text(".untold").strip() == "(由标题推定)"


def test_clauses_are_selected_by_key_in_a_text_with_half_width_marks(context, tmp_path):
    text = "2024年工作安排\n今年,新建幼儿园7所,改造道路1,200公里,常态化督查、通报和问责;二是增加投入3,000万元。"
    listed = yinuo.extract(text, document="half.txt").commitments
    store = Store(tmp_path / "review.db", create=True)
    store.add_document("half.txt", None, text, listed)
    store.close()
    page, served = opened(context, tmp_path / "review.db")
    try:
        found = []
        press(page, "/")
        page.keyboard.type("道路")
        press(page, "Enter")
        for key in ("", ".", ".", ",", ","):
            if key:
                press(page, key)
            found.append(page.evaluate("getSelection().toString()"))
        assert found == [
            "改造道路1,200公里", "常态化督查、通报和问责", "增加投入3,000万元", "常态化督查、通报和问责",
            "改造道路1,200公里",
        ]  # fmt: skip
        press(page, "/")
        page.keyboard.type("没有的话")
        press(page, "Enter")
        assert page.inner_text("#said") == "原文里没有: 没有的话"
    finally:
        served.kill()


def test_edges_move_to_punctuation_and_leave_the_mark_outside(page, served):
    first = next(own for own in RECORDS if own.text == "改造道路32公里")
    page.click(f"#o-{first.id}")
    page.focus("#list")
    press(page, "Alt+BracketLeft", "Alt+BracketRight", "Alt+Shift+BracketRight", "Alt+Shift+BracketLeft")
    assert [own.payload["text"] for own in decided(served, 4)] == [
        "要新建幼儿园7所，改造道路32公里", "改造道路32公里", "改造道路32公里，10月底前建成公交场站", "改造道路32公里",
    ]  # fmt: skip


def test_numbers_and_deadlines_are_taken_from_selections_by_key(page, served):
    third = next(own for own in RECORDS if own.text.startswith("培育骨干企业"))
    page.click(f"#o-{third.id}")
    page.focus("#list")
    press(page, "/")
    page.keyboard.type("15个")
    press(page, "Enter", "Q")
    (first,) = decided(served, 1)
    assert [one["text"] for one in first.payload["quantities"]] == ["15个以上"]
    press(page, "/")
    page.keyboard.type("10月底")
    press(page, "Enter", "T")
    deadline = decided(served, 2)[1].payload["deadline"]
    assert (deadline["text"], deadline["to"]) == ("10月底前", "2024-10-31")
    assert TEXT[deadline["start"] : deadline["end"]] == "10月底前"


def test_an_open_review_shows_what_others_decided_and_a_blind_one_does_not(context, tmp_path):
    from tests.review.samples import store

    own = store(tmp_path)
    own.append(made(FIRST.id, "reject", author="乙", reason="heading"))
    page, served = opened(context, own.path, "--open")
    try:
        assert page.inner_text(f"#o-{FIRST.id} .others") == "乙 ✗ 标题"
        assert dict(states(page))[FIRST.id] == "undecided"
    finally:
        served.kill()
    page, served = opened(context, own.path)
    try:
        assert page.locator(".others").count() == 0
        press(page, "a")
        decided(served, 2)
        own.append(made(FIRST.id, "reject", author="adjudicator:丙", reason="duplicate"))
        page.wait_for_selector(f"#o-{FIRST.id} .others:has-text('⚖ 丙 ✗ 重复')", timeout=12_000)
        assert dict(states(page))[FIRST.id] == "accepted"
    finally:
        served.kill()


def test_documents_are_changed_back_by_key(context, served):
    own = Store(served.store)
    other = f"{TEXT}\n完。"
    own.add_document("second.txt", None, other, records(other, "second.txt"))
    own.close()
    page = context.new_page()
    page.goto(served.url)
    page.wait_for_selector("body[data-ready]")
    press(page, "J")
    page.wait_for_selector("#text p:text('完。')")
    press(page, "K")
    page.wait_for_selector("#text p:text('完。')", state="detached")


def test_the_page_is_read_and_settled_in_both_languages_without_a_word_missing(page):
    for speaks_chinese in (True, False):
        said = page.eval_on_selector_all(
            "h1, #filters .chip, #form .deeds button, legend, summary, .pick > span",
            "all => all.map(e => e.textContent)",
        )
        assert len(said) > 15
        assert {bool(re.search("[一-龥]", one)) for one in said} == {speaks_chinese}
        page.click("#language")

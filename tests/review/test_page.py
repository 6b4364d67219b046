"""Test the page as a person uses it, in a real Chromium; skipped with the reason where there is none."""

import json
import re
import sys
import time

import pytest

import yinuo
from tests.blocks import ROOT
from tests.review import browser as browsers
from tests.review.samples import SHA, TEXT, made, records, store
from yinuo.records import SecondReading
from yinuo.verdicts.projection import project
from yinuo.verdicts.store import Store

pytestmark = pytest.mark.browser
RECORDS = sorted(records(), key=lambda own: (own.start, own.end))
FIRST, SECOND = RECORDS[:2]


def decided(served, count):
    """The decisions in the store, once there are so many."""
    own = Store(served.store)
    for _ in range(800):  # the first span that is drawn waits for the readers to be loaded
        found = own.decisions()
        if len(found) >= count:
            break
        time.sleep(0.05)
    own.close()
    assert len(found) == count
    return found


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def select(page, words):
    """Select words of the text, as a mouse would."""
    page.evaluate(
        """words => { for (const p of document.querySelectorAll('#text p')) {
             const at = p.textContent.indexOf(words); if (at < 0) continue;
             const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT); const range = document.createRange();
             let left = at, end = at + words.length, node, started = false;
             while ((node = walk.nextNode())) {
               if (!started && left <= node.length) { range.setStart(node, left); started = true; }
               if (end <= node.length) { range.setEnd(node, end); break; }
               left -= node.length; end -= node.length; }
             getSelection().removeAllRanges(); getSelection().addRange(range); return; } }""",
        words,
    )


def states(page):
    return page.eval_on_selector_all("[role=option]", "all => all.map(o => [o.dataset.key, o.dataset.state])")


def test_every_range_is_the_text_of_its_record_behind_a_wide_character(page):
    page.evaluate("document.dispatchEvent(new Event('yinuo-check'))")
    assert page.get_attribute("body", "data-mismatches") == "0"
    assert page.get_attribute("#text", "data-marks") == "highlights"
    assert page.inner_text("#text").replace("\n\n", "\n") == TEXT


def test_accept_reject_and_undo_are_events_in_order_and_go_on(page, served):
    press(page, "a")
    assert page.get_attribute("#list", "aria-activedescendant") == f"o-{SECOND.id}"
    press(page, "x")
    page.wait_for_selector("dialog[open]")
    press(page, "2", "u")
    found = decided(served, 3)
    assert [(own.kind, own.record, own.reason) for own in found] == [
        ("accept", FIRST.id, None), ("reject", SECOND.id, "heading"), ("undo", SECOND.id, None),
    ]  # fmt: skip
    assert dict(states(page))[FIRST.id] == "accepted"
    assert dict(states(page))[SECOND.id] == "undecided"
    assert re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$", found[0].at)
    press(page, "u")
    decided(served, 4)
    assert set(dict(states(page)).values()) == {"undecided"}
    press(page, "u")
    assert page.inner_text("#said") == "没有可撤销的"


def test_a_fast_hand_loses_no_key_and_hits_no_other_record(page, served):
    page.evaluate(
        """keys => { for (const key of keys) (document.querySelector('dialog[open]') ?? document.querySelector('#list'))
             .dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})); }""",
        ["x", "1", "a", "x", "2", "x", "3"],
    )
    found = [(own.record, own.kind, own.reason) for own in decided(served, 4)]
    wanted = [("reject", "not-a-commitment"), ("accept", None), ("reject", "heading"), ("reject", "already-done")]
    assert found == [(own.id, *what) for own, what in zip(RECORDS, wanted, strict=False)]


def test_undo_is_undone_by_redo(page, served):
    press(page, "a", "Control+z", "Control+y")
    assert [own.kind for own in decided(served, 3)] == ["accept", "undo", "undo"]
    assert dict(states(page))[FIRST.id] == "accepted"


def test_a_selection_becomes_a_record_in_code_points_filled_in_by_the_readers(page, served):
    select(page, "幼儿园7所")
    press(page, "n")
    (own,) = decided(served, 1)
    record = own.payload["record"]
    assert (record["start"], record["text"]) == (TEXT.index("幼儿园7所"), "幼儿园7所")
    assert TEXT[record["start"] : record["end"]] == record["text"]
    page.wait_for_selector(".quantities q:text('7所')")


def test_a_record_is_added_and_its_edges_moved_without_a_mouse(page, served):
    press(page, "n", "}", "[", "Alt+Shift+BracketRight")
    found = decided(served, 4)
    assert [own.kind for own in found] == ["add", "edit", "edit", "edit"]
    assert all(TEXT[own.payload["start"] : own.payload["end"]] == own.payload["text"] for own in found[1:])
    assert found[1].payload["end"] == found[0].payload["record"]["end"] + 1
    assert found[2].payload["start"] == found[0].payload["record"]["start"] - 1


def test_the_span_of_a_record_is_set_from_a_selection(page, served):
    select(page, "新建幼儿园")
    press(page, "s")
    (own,) = decided(served, 1)
    start = TEXT.index("新建幼儿园")
    assert own.payload == {"start": start, "end": start + 5, "text": "新建幼儿园"}


def test_a_click_in_the_text_chooses_the_record_and_a_click_in_the_list_shows_the_text(page):
    third = RECORDS[2]
    place = page.evaluate(
        """words => { for (const p of document.querySelectorAll('#text p')) { const at = p.textContent.indexOf(words);
             if (at < 0) continue; const range = document.createRange(); range.setStart(p.firstChild, at + 1);
             range.setEnd(p.firstChild, at + 2); const r = range.getBoundingClientRect();
             return [r.x + 2, r.y + r.height / 2]; } }""",
        third.text,
    )
    page.mouse.click(*place)
    assert page.get_attribute("#list", "aria-activedescendant") == f"o-{third.id}"
    assert page.inner_text("#form .head strong") == third.text
    page.click(f"#o-{FIRST.id}")
    assert page.get_attribute(f"#o-{FIRST.id}", "aria-selected") == "true"


def test_a_click_far_down_the_list_brings_the_text_into_view(context, tmp_path):
    from tests.review.browser import Served

    text = TEXT + "\n" + "\n".join(f"（{n}）今年，要新建幼儿园{n}所。" for n in range(20, 120))
    store(tmp_path, text).close()
    served = Served(tmp_path / "review.db", "--author", "甲")
    try:
        page = context.new_page()
        page.goto(served.url)
        page.wait_for_selector("body[data-ready]")
        last = page.locator("[role=option]").last
        last.click()
        box = page.evaluate("[document.querySelector('#text').scrollTop, document.querySelector('#text').clientHeight]")
        assert box[0] > box[1]
    finally:
        served.kill()


def test_split_and_merge(page, served):
    select(page, "园7所")
    page.evaluate("getSelection().collapseToStart()")
    press(page, "p")
    (cut,) = decided(served, 1)
    assert [part["record"]["text"] for part in cut.payload["parts"]] == ["新建幼儿", "园7所"]
    press(page, "m")
    joined = decided(served, 2)[1]
    assert joined.payload["record"]["text"] == "新建幼儿园7所"
    press(page, "u", "u")
    decided(served, 4)
    assert [key for key, _ in states(page)] == [own.id for own in RECORDS]


def test_fields_are_edited_and_each_change_is_stored(page, served):
    press(page, "e")
    page.select_option("[data-field=specificity]", "deliverable")
    page.fill("[data-field=low]", "9")
    page.fill("[data-field=actor]", "云溪市")
    page.fill("[data-field=deadline-to]", "2024-11-30")
    page.keyboard.press("Control+Enter")
    found = decided(served, 5)
    assert [own.kind for own in found] == ["edit", "edit", "edit", "edit", "accept"]
    own = project(records(), found, "甲", TEXT)[FIRST.id].record
    assert (own.specificity, own.quantities[0].low, own.deadline.to) == ("deliverable", 9, "2024-11-30")
    assert (own.actor.text, TEXT[own.actor.start : own.actor.end]) == ("云溪市", "云溪市")
    assert page.get_attribute("#list", "aria-activedescendant") == f"o-{SECOND.id}"


def test_degree_note_and_deadline_by_one_key_each(page, served):
    press(page, "c", "t")
    page.fill("dialog input", "再看")
    page.keyboard.press("Enter")
    press(page, "d")
    assert page.evaluate("document.activeElement.dataset.field") == "deadline-to"
    press(page, "Escape")
    assert [own.kind for own in decided(served, 2)] == ["edit", "note"]
    assert "再看" in page.inner_text("#form")


@pytest.mark.parametrize("served", [browsers.Apart], indirect=True)
def test_nothing_is_lost_when_the_server_dies_and_the_page_is_loaded_again(page, served):
    page.wait_for_timeout(200)
    served.kill()
    press(page, "a", "a")
    page.wait_for_selector("#saved[data-state=failing]")
    assert len(json.loads(page.evaluate("localStorage.getItem('yinuo-queue-review.db')"))) == 2
    served.start()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert [own.record for own in decided(served, 2)] == [FIRST.id, SECOND.id]
    page.wait_for_selector("#saved[data-state=saved]")
    assert dict(states(page))[FIRST.id] == "accepted"
    page.errors.clear()  # refused connections while the server was down


def test_nothing_is_lost_when_the_tab_is_closed_at_once(context, page, served):
    context.set_offline(True)
    press(page, "a")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(served.url)
    again.wait_for_selector("body[data-ready]")
    decided(served, 1)
    page.errors.clear()


def test_a_network_that_stalls_is_tried_again_and_stores_each_event_once(page, served):
    lost = []

    def stall(route):
        if len(lost) < 2:
            lost.append(route.request.post_data)
            if len(lost) == 2:
                route.fetch()  # the server hears it, the page does not hear the answer
            route.abort()
        else:
            route.continue_()

    page.route("**/api/decisions", stall)
    press(page, "a")
    for _ in range(400):
        if len(lost) == 2:
            break
        page.wait_for_timeout(50)
    page.wait_for_selector("#saved[data-state=saved]")
    decided(served, 1)
    assert json.loads(page.evaluate("localStorage.getItem('yinuo-queue-review.db')")) == []
    assert lost[0] == lost[1]
    page.errors.clear()


def test_what_the_server_refuses_is_taken_back_and_told(page, served):
    def spoil(route):
        sent = re.sub(r'"payload":\{[^}]*\}', '"payload":{"status":"x"}', route.request.post_data)
        route.continue_(post_data=sent)

    page.route("**/api/decisions", spoil)
    press(page, "c")
    page.wait_for_selector("#said:has-text('服务器拒绝')")
    assert dict(states(page))[FIRST.id] == "undecided"
    decided(served, 0)
    page.errors.clear()  # Chromium logs the 409


def test_keys_are_dead_in_fields_and_while_composing(page, served):
    page.focus("[data-field=actor]")
    page.keyboard.type("axn")
    page.evaluate(
        "document.querySelector('#list').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'a', isComposing: true, bubbles: true}))"
    )
    page.evaluate(
        "document.querySelector('#list').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Process', keyCode: 229, bubbles: true}))"
    )
    page.wait_for_timeout(200)
    assert set(dict(states(page)).values()) == {"undecided"}
    decided(served, 0)


def test_hostile_text_stays_text(context, tmp_path):
    from tests.review.browser import Served

    text = "工作安排\n今年，要新建<img src=x onerror=alert(1)>幼儿园7所。<script>document.title='x'</script>"
    found = yinuo.extract(text, document="<b>坏</b>.txt").commitments
    own = Store(tmp_path / "review.db", create=True)
    own.add_document("<b>坏</b>.txt", "<i>", text, found)
    own.close()
    served = Served(tmp_path / "review.db", "--author", "<u>甲</u>")
    try:
        page = context.new_page()
        dialogs = []
        page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
        page.goto(served.url)
        page.wait_for_selector("body[data-ready]")
        press(page, "a")
        assert "<script>document.title='x'</script>" in page.inner_text("#text")
        assert page.locator("#text script, #text img, b, u, i").count() == 0
        assert (page.title(), dialogs) == ("一诺 · 审阅", [])
    finally:
        served.kill()


def test_no_request_leaves_the_origin_and_the_token_leaves_the_address(page, served):
    press(page, "a", "?")
    page.wait_for_selector("dialog[open]")
    press(page, "Escape")
    origin = served.url.partition("/#")[0]
    assert {url.split("/", 3)[2] for url in page.asked} == {origin.removeprefix("http://")}
    assert page.url == f"{origin}/"
    assert not [url for url in page.asked if served.url.partition("#")[2] in url]


def test_filters_stay_in_the_address_and_sort_least_sure_first(page, served):
    page.click("[data-filter=nonumber]")
    shown = [key for key, _ in states(page)]
    assert shown == [own.id for own in RECORDS if not own.quantities]
    page.select_option("select[data-filter=order]", "doubt")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert "nonumber=1" in page.url
    sure = {own.id: own.confidence for own in RECORDS}
    assert [key for key, _ in states(page)] == sorted(shown, key=sure.get)
    page.click("[data-filter=nonumber]")
    assert [sure[key] for key, _ in states(page)] == sorted(sure.values())
    page.select_option("select[data-filter=specificity]", "directional")
    assert {key for key, _ in states(page)} == {own.id for own in RECORDS if own.specificity == "directional"}


def test_what_a_second_reader_disputes_is_listed_alone(context, tmp_path):
    """In Chinese and English, with what it reads; where no second reader was asked there is no such switch."""
    from tests.review.browser import Served

    readings = [
        {"status": "achievement", "p": 0.2, "agrees": False},
        {"status": "commitment", "specificity": "directional", "p": 0.3, "agrees": False},
        {"status": "commitment", "p": 0.9, "agrees": True},
    ]
    read = [
        own.model_copy(update={"second": SecondReading(**one)}) for own, one in zip(RECORDS, readings, strict=False)
    ]
    unread = [own.model_copy(update={"second": None}) for own in RECORDS[3:]]
    assert (len(read), bool(unread)) == (3, True)
    own = Store(tmp_path / "review.db", create=True)
    own.add_document("yunxi.txt", "云溪市2024年政府工作报告", TEXT, [*read, *unread])
    own.close()
    served = Served(tmp_path / "review.db", "--author", "甲")
    try:
        page = context.new_page()
        page.goto(served.url)
        page.wait_for_selector("body[data-ready]")
        assert len(states(page)) == len(RECORDS)
        assert page.inner_text("[data-filter=disputed]") == "第二读者有异议"
        page.click("[data-filter=disputed]")
        assert [key for key, _ in states(page)] == [FIRST.id, SECOND.id]
        assert page.inner_text(f"#o-{FIRST.id} .flag") == "≠ 第二读者 · 已完成"
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert "disputed=1" in page.url
        assert page.get_attribute("[data-filter=disputed]", "aria-pressed") == "true"
        assert [key for key, _ in states(page)] == [FIRST.id, SECOND.id]
        page.click("#language")
        assert page.inner_text("[data-filter=disputed]") == "Second reader disagrees"
        assert page.inner_text(f"#o-{SECOND.id} .flag") == "≠ Second reader · Commitment · Directional"
        page.click("[data-filter=disputed]")
        assert len(states(page)) == len(RECORDS)
    finally:
        served.kill()


def test_where_no_second_reader_was_asked_nothing_speaks_of_one(context, tmp_path):
    from tests.review.browser import Served

    own = Store(tmp_path / "review.db", create=True)
    own.add_document("yunxi.txt", "云溪市", TEXT, [one.model_copy(update={"second": None}) for one in RECORDS])
    own.close()
    served = Served(tmp_path / "review.db", "--author", "甲")
    try:
        page = context.new_page()
        address, _, token = served.url.partition("#")
        page.goto(f"{address}?disputed=1#{token}")
        page.wait_for_selector("body[data-ready]")
        assert page.locator("[data-filter=nonumber]").count() == 1
        assert page.locator("[data-filter=disputed]").count() == 0
        assert len(states(page)) == len(RECORDS)
    finally:
        served.kill()


def test_all_that_are_shown_are_accepted_at_once(page, served):
    page.click("[data-filter=nonumber]")
    press(page, "A")
    page.wait_for_selector("dialog[open]")
    press(page, "1")
    without = [own.id for own in RECORDS if not own.quantities]
    assert sorted(own.record for own in decided(served, len(without))) == sorted(without)


def test_the_page_and_python_agree_on_what_events_make_of_records(page, served):
    press(page, "a", "c", "x")
    page.wait_for_selector("dialog[open]")
    press(page, "1", "u", "n", "m", "u")
    found = decided(served, 7)
    python = {key: own.state for key, own in project(records(), found, "甲", TEXT).items()}
    assert dict(states(page)) == {key: state for key, state in python.items() if state not in ("split", "merged")}


def test_two_people_differ_and_an_adjudicator_settles_it(context, served):
    own = Store(served.store)
    own.append(made(FIRST.id, "accept", author="甲"))
    own.append(made(FIRST.id, "reject", author="乙", reason="heading"))
    own.append(made(SECOND.id, "accept", author="乙"))
    page = context.new_page()
    page.goto(served.url)
    page.wait_for_selector("body[data-ready]")
    assert dict(states(page))[SECOND.id] == "undecided", "nobody sees what others decided"
    page.check("#judge")
    page.wait_for_selector(".version")
    assert [key for key, _ in states(page)] == [FIRST.id]
    page.focus("#list")
    with page.expect_response("**/api/decisions"):
        press(page, "1" if page.get_attribute(".version >> nth=0", "data-author") == "乙" else "2")
    last = own.decisions()[-1]
    assert (last.author, last.kind, last.reason) == ("adjudicator:甲", "reject", "heading")
    out = served.store.parent / "out.jsonl"
    yinuo.review_export(served.store, [served.store.parent / "gold", out])
    assert {name: one.f1 for name, one in yinuo.evaluate(served.store.parent / "gold", out).total.items()} == {
        name: 1.0 for name in ("detection", "concrete", "actor", "quantity", "deadline", "record")
    }


def test_what_another_tab_decides_comes_in(context, page, served):
    other = context.new_page()
    other.goto(served.url)
    other.wait_for_selector("body[data-ready]")
    press(other, "a")
    page.bring_to_front()
    page.wait_for_selector(f"#o-{FIRST.id}[data-state=accepted]", timeout=12_000)


def test_documents_are_changed_by_key_and_show_their_progress(context, served):
    own = Store(served.store)
    other = TEXT + "\n完。"
    own.add_document("second.txt", None, other, records(other, "second.txt"))
    own.close()
    page = context.new_page()
    page.goto(served.url)
    page.wait_for_selector("body[data-ready]")
    press(page, "a")
    page.wait_for_selector(f"option:text('yunxi.txt (1/{len(RECORDS)})')", state="attached")
    press(page, "J")
    page.wait_for_selector("#text p:text('完。')")
    assert set(dict(states(page)).values()) == {"undecided"}


def test_the_page_asks_who_reviews_where_nobody_said(chromium, tmp_path):
    from tests.review.browser import Served

    store(tmp_path).close()
    served = Served(tmp_path / "review.db")
    try:
        page = chromium.new_context(locale="en-GB").new_page()
        page.goto(served.url)
        page.wait_for_selector("dialog[open] input")
        page.keyboard.type("Ann")
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog:not([open])", state="attached")
        page.wait_for_timeout(300)
        assert "Saved" in page.inner_text("#saved")
        page.click("#language")
        assert page.inner_text("h1") == "一诺 · 审阅"
        page.focus("#list")
        press(page, "a")
        assert [own.author for own in decided(served, 1)] == ["Ann"]
    finally:
        served.kill()


def test_roles_names_and_states_do_not_hang_on_colour(page):
    press(page, "a")
    option = page.locator(f"#o-{FIRST.id}")
    assert option.get_attribute("role") == "option"
    assert option.locator(".sign").get_attribute("aria-label") == "已接受"
    assert option.locator(".sign").inner_text() == "✓"
    assert page.get_attribute("#list", "role") == "listbox"
    assert page.get_attribute("#said", "role") == "status"
    assert FIRST.text in page.inner_text("#said")
    unnamed = page.eval_on_selector_all(
        "button, select, input, progress",
        "all => all.filter(e => !e.hidden && !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).length",
    )
    assert unnamed == 0
    assert page.get_attribute("html", "lang") == "zh-CN"


@pytest.mark.parametrize(("width", "height", "scale"), [(1440, 900, 1), (720, 450, 2), (390, 844, 3)])
def test_nothing_is_cut_off_at_any_width_or_zoom(chromium, served, width, height, scale):
    """720 points at twice the scale are a screen of 1440 at 200 % zoom."""
    own = chromium.new_context(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page = own.new_page()
    page.goto(served.url)
    page.wait_for_selector("body[data-ready]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    right = page.evaluate(
        "Math.max(...[...document.querySelectorAll('button, select, input')].map(e => e.getBoundingClientRect().right))"
    )
    assert right <= width + 1
    own.close()


def test_marks_take_the_place_of_highlights_where_a_browser_has_none(context, served):
    page = context.new_page()
    page.goto(f"{served.url.partition('#')[0]}?marks=1#{served.url.partition('#')[2]}")
    page.wait_for_selector("body[data-ready]")
    assert page.get_attribute("#text", "data-marks") == "elements"
    assert page.locator("mark.chosen").first.inner_text() in FIRST.text
    press(page, "a")
    page.wait_for_selector("mark.kept")
    page.evaluate("document.dispatchEvent(new Event('yinuo-check'))")
    assert page.get_attribute("body", "data-mismatches") == "0"
    select(page, "改造道路")
    press(page, "n")
    assert decided(served, 2)[1].payload["record"]["start"] == TEXT.index("改造道路")


@pytest.mark.slow
def test_a_long_report_is_ready_and_a_key_done_with_little_work(tmp_path, chromium):
    """The figures of the benchmark, in seconds that the page's own thread computed: a busy machine changes nothing."""
    sys.path.insert(0, str(ROOT / "bench"))
    import review as bench

    sys.path.pop(0)
    found = bench.measure(tmp_path, chromium)
    assert (found["characters"], found["records"]) == (20_000, 1_000)
    assert 0 < found["ready_cpu"] < 2 * bench.READY
    assert 0 < found["key_cpu"] < 2 * bench.KEY


def test_all_modules_of_the_page_are_small():
    from yinuo.review.app import STATIC

    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in STATIC.iterdir()}
    assert len(lengths) > 10
    assert max(lengths.values()) < 300
    assert records()[0].document_sha256 == SHA

"""Test what an hour of review by keys alone asked for: selections, actors, degrees, and the way back."""

import pytest

import yinuo
from tests.review.samples import TEXT, made, records
from tests.review.test_page import decided, press, states
from tests.review.test_page_filters import opened
from yinuo.verdicts.store import Store

pytestmark = pytest.mark.browser
# Whether the chosen record is within the frame of the list, and of the text.
SEEN = """async () => { const { state } = await import('/static/state.js');
  const { liveRange } = await import('/static/text.js');
  const own = state.items.get(state.chosen).record;
  const within = (box, frame) => box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
  const boxOf = (id) => document.getElementById(id).getBoundingClientRect();
  return own.text !== state.records[0].text && within(boxOf(`o-${state.chosen}`), boxOf('list')) &&
    within(liveRange(own.start, own.end).getBoundingClientRect(), boxOf('text')); }"""
RECORDS = sorted(records(), key=lambda own: (own.start, own.end))


def find(page, words, enter="Enter"):
    press(page, "/")
    page.keyboard.type(words)
    press(page, enter)
    return page.evaluate("getSelection().toString()")


def test_words_alone_are_selected_and_the_selection_is_stretched_by_key(page, served):
    assert find(page, "道路32", "Shift+Enter") == "道路32"
    found = []
    for key in (
        "Shift+ArrowRight",
        "Shift+ArrowRight",
        "Shift+Alt+ArrowRight",
        "Shift+ArrowLeft",
        "Shift+Alt+ArrowLeft",
    ):
        press(page, key)
        found.append(page.evaluate("getSelection().toString()"))
    assert found == ["道路32公", "道路32公里", "路32公里", "路32公", "道路32公"]
    press(page, "n")
    (own,) = decided(served, 1)
    assert own.payload["record"]["text"] == "道路32公"


@pytest.mark.parametrize("lang", ["中文", "English"])
@pytest.mark.parametrize(("width", "height"), [(1100, 620), (390, 844)])
def test_all_keys_are_seen_at_once_where_there_is_room_and_none_is_cut_off_elsewhere(page, width, height, lang):
    page.set_viewport_size({"width": width, "height": height})
    if lang == "English":
        page.click("#language")
    page.focus("#list")
    press(page, "?")
    cut, hidden = page.eval_on_selector(
        "dialog", "own => [own.scrollWidth - own.clientWidth, own.scrollHeight - own.clientHeight]"
    )
    assert page.locator("dialog tr:has(kbd:text-is('/')), dialog tr:has(kbd:text-is('w'))").count() == 2
    assert cut <= 0
    assert hidden <= 0 or width < 1100


def test_a_search_begins_at_the_chosen_record(page):
    page.click(f"#o-{RECORDS[-1].id}")
    page.focus("#list")
    assert find(page, "项目") == RECORDS[-1].text
    assert find(page, "产业") == "发展产业"


def test_the_actor_is_taken_from_a_selection_and_the_degree_is_one_digit(page, served):
    find(page, "民生", "Shift+Enter")
    press(page, "w", "3", "3", "2")
    actor, first, second = decided(served, 3)
    assert (actor.payload["actor"]["text"], actor.payload["actor"]["source"]) == ("民生", "inherited")
    assert TEXT[actor.payload["actor"]["start"] : actor.payload["actor"]["end"]] == "民生"
    assert [own.payload for own in (first, second)] == [{"specificity": "directional"}, {"specificity": "deliverable"}]
    press(page, "w")
    assert page.evaluate("document.activeElement.dataset.field") == "actor"
    press(page, "Escape")
    page.focus("[data-filter=undecided]")
    press(page, "Escape")
    assert page.evaluate("document.activeElement.id") == "list"


def test_undone_decisions_are_redone_one_after_the_other_until_something_new_is_decided(page, served):
    press(page, "a", "a", "u", "u", "Control+y", "Control+y")
    decided(served, 6)
    assert [dict(states(page))[own.id] for own in RECORDS[:2]] == ["accepted", "accepted"]
    press(page, "Control+y")
    assert page.inner_text("#said") == "没有可重做的"
    press(page, "u", "c", "Control+y")
    decided(served, 8)
    assert page.inner_text("#said") == "没有可重做的"


def test_whoever_adds_what_was_missed_goes_on_where_it_was(page):
    find(page, "发展产业")
    press(page, "n", "a")
    assert page.get_attribute("#list", "aria-activedescendant") == f"o-{RECORDS[0].id}"


def test_a_span_is_not_moved_into_another_paragraph(page, served):
    find(page, "引进项目")
    press(page, "s")
    assert "另一段" in page.inner_text("#said")
    find(page, "改造道路")
    press(page, "s")
    (own,) = decided(served, 1)
    assert own.payload["text"] == "改造道路32公里"


def test_what_is_done_is_said_of_what_is_shown(page):
    page.fill("[type=search]", RECORDS[0].text)
    page.focus("#list")
    press(page, "a")
    assert page.inner_text("#said") == "列出的都已定；没有列出的还有未定"
    page.fill("[type=search]", "")
    page.focus("#list")
    press(page, "g", *["a"] * (len(RECORDS) - 1))
    assert page.inner_text("#said") == "这份文件已审完"


def test_a_split_is_at_the_clause_leaves_its_mark_out_and_goes_on_to_the_other_part(context, tmp_path):
    text = "2024年工作安排\n今年，各学校要对隐患排查、整治，加强管理（含食堂）。"
    start, end = text.index("对隐患"), len(text) - 1
    (first, *_) = yinuo.extract(text, document="a.txt").commitments
    whole = first.model_copy(update={"start": start, "end": end, "text": text[start:end], "quantities": ()})
    store = Store(tmp_path / "review.db", create=True)
    store.add_document("a.txt", None, text, [whole])
    store.close()
    page, served = opened(context, tmp_path / "review.db")
    try:
        press(page, "p")
        (own,) = decided(served, 1)
        parts = own.payload["parts"]
        assert [one["record"]["text"] for one in parts] == ["对隐患排查、整治", "加强管理（含食堂）"]
        press(page, "a")
        assert page.get_attribute("#list", "aria-activedescendant") == f"o-{parts[1]['key']}"
    finally:
        served.kill()


def test_the_chosen_record_stays_in_sight_on_a_narrow_screen_and_when_the_window_changes(context, tmp_path):
    lines = [f"（{n}）今年，要新建第{n}幼儿园{n + 2}所、改造市区到云溪县第{n}号公路{n + 3}公里。" for n in range(1, 60)]
    text = "2024年工作安排\n" + "\n".join(lines)
    listed = yinuo.extract(text, document="a.txt").commitments
    store = Store(tmp_path / "review.db", create=True)
    store.add_document("a.txt", None, text, listed)
    for own in listed[:70]:
        store.append(made(own.id, "accept", text=text))
    store.close()
    page, served = opened(context, tmp_path / "review.db")
    try:
        for width in (390, 1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            if width == 390:
                page.reload()
                page.wait_for_selector("body[data-ready]", timeout=20_000)
            page.wait_for_timeout(300)
            assert page.evaluate(SEEN), width
    finally:
        served.kill()

"""Test the page on which verdicts of tracking are settled, in a real Chromium."""

import pytest

from tests.review import browser as browsers
from tests.review.test_page import press, select, states
from tests.review.verdict_samples import NEW, keys, verdict_store
from yinuo.review.settled import read_lines, stand

pytestmark = pytest.mark.browser


@pytest.fixture
def served(tmp_path, request):
    verdict_store(tmp_path).close()
    own = getattr(request, "param", browsers.Served)(tmp_path / "review.db", "--author", "甲")
    yield own
    own.kill()


def stored(served, count):
    """The decisions on verdicts, once there are so many."""
    import time

    from yinuo.verdicts.store import Store

    own = Store(served.store)
    for _ in range(400):
        if len(found := own.decisions(verdicts=True)) >= count:
            break
        time.sleep(0.05)
    own.close()
    assert len(found) == count
    return found


def known(served):
    from yinuo.digests import digest
    from yinuo.verdicts.store import Store

    own = Store(served.store)
    found = keys(own), read_lines(own.tracked_lines(digest(NEW)))
    own.close()
    return found


def chosen(page):
    return page.get_attribute("#list", "aria-activedescendant").removeprefix("o-")


def test_the_report_that_tells_stands_left_with_its_evidence_and_the_commitment_right(page):
    page.evaluate("document.dispatchEvent(new Event('yinuo-check'))")
    assert page.get_attribute("body", "data-mismatches") == "0"
    assert page.inner_text("#text").replace("\n\n", "\n") == NEW
    assert page.inner_text("#form .head strong") == "粮食产量达到20万吨"
    assert "今年，" in page.inner_text("#form .head .near >> nth=0")
    assert "建议: 未达目标" in page.inner_text("#form")
    assert page.inner_text(".evidence .piece") == "粮食产量达到18万吨"
    painted = page.evaluate(
        "[...CSS.highlights.get('yinuo-chosen')].map(r => r.startContainer.data.slice(r.startOffset, r.endOffset))"
    )
    number = page.evaluate(
        "[...CSS.highlights.get('yinuo-quantity')].map(r => r.startContainer.data.slice(r.startOffset, r.endOffset))"
    )
    assert (painted, number) == (["粮食产量达到18万吨"], ["18万吨"])


def test_one_key_each_accepts_changes_undoes_and_goes_on(page, served):
    first, second, third, fourth = known(served)[0]
    press(page, "a")
    assert chosen(page) == second
    press(page, "5")
    page.wait_for_selector("dialog[open]")
    press(page, "2")
    assert chosen(page) == third
    press(page, "x")
    page.wait_for_selector("dialog[open]")
    press(page, "1")
    assert chosen(page) == fourth
    press(page, "u", "Control+y")
    found = stored(served, 5)
    assert [(own.kind, own.record, (own.payload or {}).get("verdict")) for own in found] == [
        ("accept", first, None), ("edit", second, "not_comparable"), ("edit", third, "reached"),
        ("undo", third, None), ("undo", third, None),
    ]  # fmt: skip
    assert found[1].payload == {"verdict": "not_comparable", "why": "cumulative"}
    assert dict(states(page)) == {first: "accepted", second: "edited", third: "edited", fourth: "undecided"}
    assert "口径不同 (多年累计) (建议: 完成)" in page.inner_text(f"#o-{second}")


def test_evidence_is_taken_from_a_selection_and_found_without_a_mouse(page, served):
    third = known(served)[0][2]
    page.click(f"#o-{third}")
    assert "没有依据" in page.inner_text(".evidence")
    page.focus("#list")
    press(page, "/")
    page.keyboard.type("公路")
    press(page, "Enter")
    assert page.evaluate("getSelection().toString()") == "建成农村公路15公里"
    press(page, "s")
    (own,) = stored(served, 1)
    start = NEW.index("建成农村公路")
    assert own.payload == {"evidence": [{"start": start, "end": start + 10, "text": "建成农村公路15公里"}]}
    press(page, ",")
    assert page.evaluate("getSelection().toString()") == "图书馆主体完工"
    press(page, "n", "t")
    page.fill("dialog input", "再看")
    press(page, "Enter", "4")
    found = stored(served, 4)
    assert [piece["text"] for piece in found[1].payload["evidence"]] == ["建成农村公路15公里", "图书馆主体完工"]
    assert [own.kind for own in found[2:]] == ["note", "edit"]
    keys_, tracked = known(served)
    standing = stand(tracked, found, "甲")[third]
    assert (standing.verdict, standing.notes, len(standing.evidence)) == ("partly", ("再看",), 2)
    press(page, "k")
    page.click(f"#o-{third}")
    press(page, "r")
    assert stored(served, 5)[-1].payload == {"evidence": []}
    assert len(keys_) == 4


def test_a_mouse_selects_and_clicks_as_well(page, served):
    select(page, "图书馆主体完工")
    page.click("[data-deed=evidenceis]")
    page.click("[data-verdict=partly]")
    found = stored(served, 2)
    assert found[0].payload["evidence"][0]["text"] == "图书馆主体完工"
    assert found[1].payload == {"verdict": "partly", "why": None}


def test_verdicts_are_filtered_by_what_is_suggested_by_check_and_by_me(page, served):
    first, second, third, fourth = known(served)[0]

    def shown():
        return [key for key, _ in states(page)]

    page.select_option("select[data-filter=verdict]", "below")
    assert shown() == [first]
    page.select_option("select[data-filter=verdict]", "not_mentioned")
    assert shown() == [third]
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert shown() == [third]
    page.select_option("select[data-filter=verdict]", "")
    page.click("[data-filter=needscheck]")
    assert shown() == [first, fourth]
    page.click("[data-filter=needscheck]")
    page.focus("#list")
    press(page, "a")
    page.click("[data-filter=mine]")
    assert len(shown()) == 1
    page.click("[data-filter=undecided]")
    assert len(shown()) == 3
    assert page.get_attribute("[data-filter=mine]", "aria-pressed") == "false"
    assert second in [first, second, third, fourth]


@pytest.mark.parametrize("served", [browsers.Apart], indirect=True)
def test_a_server_that_is_away_loses_no_verdict(page, served):
    page.wait_for_timeout(200)
    served.kill()
    press(page, "a", "1")
    page.wait_for_selector("#saved[data-state=failing]")
    served.start()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert [own.kind for own in stored(served, 2)] == ["accept", "accept"]
    page.errors.clear()


def test_two_people_differ_and_an_adjudicator_takes_one_of_them(context, served):
    from tests.review.verdict_samples import decision
    from yinuo.verdicts.store import Store

    own = Store(served.store)
    key = keys(own)[0]
    own.append(decision(key, "accept", author="甲"))
    own.append(decision(key, "edit", author="乙", payload={"verdict": "partly", "why": None}))
    page = context.new_page()
    page.goto(served.url)
    page.wait_for_selector("body[data-ready]")
    page.check("#judge")
    page.wait_for_selector(".version")
    assert [found for found, _ in states(page)] == [key]
    page.focus("#list")
    with page.expect_response("**/api/decisions"):
        press(page, "1" if page.get_attribute(".version >> nth=0", "data-author") == "乙" else "2")
    last = own.decisions(verdicts=True)[-1]
    assert (last.author, last.payload["verdict"]) == ("adjudicator:甲", "partly")
    page.uncheck("#judge")
    page.wait_for_selector(f"#o-{key} .others:has-text('⚖ 甲')")


def test_the_page_speaks_english_and_lists_its_keys(page):
    page.click("#language")
    assert "suggested: below" in page.inner_text("#form")
    assert page.inner_text("[data-verdict=rolled_over]").endswith("promised again")
    page.focus("#list")
    press(page, "?")
    assert "settle as that verdict" in page.inner_text("dialog")
    press(page, "Escape")
    missing = page.eval_on_selector_all("[data-word]", "all => all.filter(e => !e.textContent.trim()).length")
    assert missing == 0


@pytest.mark.parametrize(("width", "height", "scale"), [(720, 450, 2), (390, 844, 3)])
def test_nothing_is_cut_off_when_verdicts_are_settled_on_a_narrow_screen(chromium, served, width, height, scale):
    own = chromium.new_context(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page = own.new_page()
    page.goto(served.url)
    page.wait_for_selector("body[data-ready]")
    right = page.evaluate("Math.max(...[...document.querySelectorAll('*')].map(e => e.getBoundingClientRect().right))")
    assert right <= width + 1
    own.close()

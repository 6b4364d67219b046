"""The report in real Chromium: clicks both ways, nothing loaded, no sideways scrolling at 390 pixels or 200 % zoom."""

import os
import shutil

import pytest

import yinuo
from tests.report.test_report import HOSTILE, PLAN, found, source

CHROMIUM = os.environ.get("YINUO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here; install it, or name it in YINUO_CHROMIUM"),
]
WIDTHS = {"desk": 1440, "phone": 390, "zoomed to 200 %": 720}
LONG = PLAN.replace("加强党的建设。", "加强党的建设。" + "\n今年，改造道路三十公里。" * 60)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
    with playwright.sync_playwright() as running:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Open a report at a width; what it asks for and what it complains of are kept."""
    contexts = []

    def at(width, text=LONG, **options):
        file = tmp_path / "report.html"
        yinuo.report(found(text), file, texts=[source(text)], **options)
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.goto(file.as_uri())
        return page

    yield at
    for context in contexts:
        context.close()


def in_view(page, selector):
    """Tell whether the middle of an element is within the window and within the part that scrolls."""
    return page.evaluate(
        """selector => {
            const box = document.querySelector(selector).getBoundingClientRect();
            const at = document.elementFromPoint(box.left + 5, Math.min(box.top + 5, innerHeight - 1));
            return box.top >= 0 && box.top < innerHeight && document.querySelector(selector).contains(at);
        }""",
        selector,
    )


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_page_does_not_scroll_sideways(opened, width):
    page = opened(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1440, 390])
def test_clicks_lead_both_ways(opened, width):
    page = opened(width)
    last = len(found(LONG))
    page.click(f"#t{last} > a")
    assert page.evaluate("location.hash") == f"#r{last}"
    assert in_view(page, f"#r{last}")
    marked = page.evaluate(f"getComputedStyle(document.querySelector('#r{last} td')).backgroundColor")
    plain = page.evaluate(f"getComputedStyle(document.querySelector('#r{last - 1} td')).backgroundColor")
    assert marked != plain, "the row that was asked for is seen"
    page.click(f"#r{last - 30} td.n a")
    assert page.evaluate("location.hash") == f"#t{last - 30}"
    assert in_view(page, f"#t{last - 30}")


def test_keyboard_reaches_marks_and_rows(opened):
    page = opened(1440)
    page.focus("#t3 > a")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#r3"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#t3"


def test_nothing_is_asked_for_and_nothing_complained_of(opened):
    page = opened(1440)
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert page.complaints == []


def test_hostile_text_runs_nothing(opened):
    page = opened(1440, LONG.replace("市民中心", f"市民中心{HOSTILE}"), title=HOSTILE)
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.images.length") == 0
    assert HOSTILE in page.inner_text("h1")


def test_labels_of_plots_are_drawn_within_them(opened):
    page = opened(1440)
    over = page.evaluate(
        """() => [...document.querySelectorAll("svg text")].filter(text => {
            const own = text.getBoundingClientRect(), all = text.ownerSVGElement.getBoundingClientRect();
            return own.width && (own.left < all.left - 2 || own.right > all.right + 2);
        }).map(text => text.textContent)"""
    )
    assert over == []

"""Fixtures of the tests in a browser."""

import pytest

from tests.review import browser as browsers
from tests.review.samples import store


@pytest.fixture(scope="module")
def chromium():
    if why := browsers.why_not():
        pytest.skip(why)
    with browsers.browser() as own:
        yield own


@pytest.fixture
def served(tmp_path, request):
    """A server on the small review; a test that kills it asks for ``browsers.Apart`` by ``indirect``."""
    store(tmp_path).close()
    own = getattr(request, "param", browsers.Served)(tmp_path / "review.db", "--author", "甲")
    yield own
    own.kill()


@pytest.fixture
def context(chromium):
    own = chromium.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    yield own
    own.close()


@pytest.fixture
def page(context, served):
    """The page, ready; errors of its console fail the test at its end."""
    own = context.new_page()
    own.errors, own.asked = [], []
    own.on("pageerror", lambda error: own.errors.append(str(error)))
    own.on("console", lambda said: own.errors.append(said.text) if said.type == "error" else None)
    own.on("request", lambda request: own.asked.append(request.url))
    own.goto(served.url)
    own.wait_for_selector("body[data-ready]", timeout=20_000)
    yield own
    assert own.errors == []

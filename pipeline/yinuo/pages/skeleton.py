"""Put the body of a page into its skeleton: one file, no script, nothing from elsewhere."""

from __future__ import annotations

import functools

from yinuo.pages.html import Html, element, join
from yinuo.rules.tables import shipped

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@functools.cache
def style() -> Html:
    """Give the style sheet of all pages."""
    return Html(shipped("style.css", "yinuo.pages"))


def page(title: str, body: Html, *, lang: str = "en") -> str:
    """Make a whole page; its policy forbids scripts and whatever is not in the file.

    >>> "<title>1 &lt; 2</title>" in page("1 < 2", Html("<p>"))
    True
    """
    head = join(
        (
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="generator", content="yinuo"),
            element("title", title),
            element("link", rel="icon", href="data:,"),
            element("style", style()),
        ),
        "\n",
    )
    whole = element("html", Html("\n"), element("head", head), Html("\n"), element("body", body), Html("\n"), lang=lang)
    return f"<!DOCTYPE html>\n{whole}\n"

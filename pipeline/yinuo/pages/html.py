"""Build HTML from strings that nobody trusts: what is not ``Html`` is escaped, and so is every attribute."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

# Controls, marks that turn the direction of a line, and halves of surrogate pairs: no page should be sent them.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset({"br", "col", "hr", "input", "link", "meta"})


class Html(str):
    """Mark a string as HTML, which goes into a page as it stands."""

    __slots__ = ()


def safe(text: object) -> str:
    r"""Escape a text for the content of an element or for an attribute; harmful characters become U+FFFD.

    >>> safe('<script>"\x1b')
    '&lt;script&gt;&quot;�'
    """
    return escape(_HARMFUL.sub("\ufffd", str(text)))


def join(parts: Iterable[Html | str | int | None], between: str = "") -> Html:
    """Join parts into one piece of HTML; strings are escaped, ``None`` is left out."""
    return Html(between.join(part if isinstance(part, Html) else safe(part) for part in parts if part is not None))


def element(name: str, /, *parts: Html | str | int | None, **attributes: object) -> Html:
    """Make an element; an attribute of ``None`` or False is left out, ``_`` in its name is ``-``, one at the end none.

    >>> element("a", "1 < 2", href='#"', class_="near", hidden=None, data_n=3)
    '<a href="#&quot;" class="near" data-n="3">1 &lt; 2</a>'
    """
    said = []
    for key, value in attributes.items():
        if value is True:
            said.append(f" {_name(key)}")
        elif value is not None and value is not False:
            said.append(f' {_name(key)}="{safe(value)}"')
    opened = f"<{name}{''.join(said)}>"
    return Html(opened if name in _VOID else f"{opened}{join(parts)}</{name}>")


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")

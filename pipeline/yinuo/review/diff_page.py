"""Show what a repair changed as a page to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yinuo.damage.findings import Repaired


_PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ max-width: 46em; margin: 2em auto; padding: 0 1em; font: 1em/1.8 serif; white-space: pre-wrap }}
ins {{ background: #cfc; text-decoration: none }} mark {{ background: #fec }}
</style></head><body>{body}</body></html>
"""


def page(found: Repaired, title: str) -> str:
    """Show the source as HTML: applied insertions in ``ins``, proposed ones in ``mark``, with their candidates.

    >>> from yinuo.damage.findings import Repair, Repaired
    >>> '<ins title="0.99">加</ins>强' in page(Repaired.of("强", (Repair(0, "加", 0.99, True),)), "a")
    True
    """
    from html import escape

    pieces, at = [], 0
    for r in sorted(found.repairs, key=lambda r: r.at):
        others = "".join(f", {insert or '∅'} {value:.2f}" for insert, value in r.candidates)
        tag = "ins" if r.applied else "mark"
        pieces.append(escape(found.source[at : r.at]))
        pieces.append(f'<{tag} title="{r.confidence:.2f}{escape(others)}">{escape(r.insert)}</{tag}>')
        at = r.at
    pieces.append(escape(found.source[at:]))
    return _PAGE.format(title=escape(title), body="".join(pieces))

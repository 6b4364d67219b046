"""Find lines that hold nothing but the number of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from yinuo.rules import compile_re

# - 3 -, 第3页, 第3页 共10页, 3/10, Page 3 of 10: a form, no table.
_NUMBER = compile_re(
    r"(?:(?P<sign>[-—–―·•~]{1,4}|第|[Pp]age) {0,3})?(?P<page>[0-9]{1,4})(?: {0,3}(?P<end>[-—–―·•~]{1,4}|页))?"
    r"(?:(?: {0,3}[，/]? {0,3}| of )(?P<of>共?) {0,3}(?P<all>[0-9]{1,4}) {0,3}页?)?"
)
_LONGEST = 24
_FEWEST, _BARE = 2, 3  # how many there are at least, with signs around the number and without
_NEAR, _FAR = 200, 6000  # characters between two pages


def page_lines(lines: Sequence[tuple[int, int]], text: str) -> set[int]:
    r"""Return the indices of lines (start and end in a folded ``text``) that number pages: one up, a page apart.

    >>> page_lines([(0, 5), (400, 405)], "- 3 -" + "字" * 395 + "- 4 -") == {0, 1}
    True
    >>> page_lines([(0, 5), (7, 12)], "- 3 -学校- 4 -")
    set()
    """
    found: list[tuple[int, int, bool]] = []
    for i, (start, end) in enumerate(lines):
        match = _NUMBER.fullmatch(text, start, end) if end - start <= _LONGEST else None
        if match:
            found.append((i, int(match["page"]), bool(match["sign"] or match["end"] or match["all"])))
    kept: set[int] = set()
    run: list[int] = []
    for before, own in pairwise([(-1, -9, False), *found]):
        follows = run and own[1] == before[1] + 1 and own[2] == before[2]
        if follows and _NEAR <= lines[own[0]][0] - lines[before[0]][1] <= _FAR:
            run.append(own[0])
        else:
            run = [own[0]]
        if len(run) >= (_FEWEST if own[2] else _BARE):
            kept.update(run)
    return kept

"""Find where each speech of a compilation begins, and its head."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from yinuo.rules import compile_re
from yinuo.structure.bylines import read_byline
from yinuo.structure.datelines import is_date_line, is_dateline
from yinuo.structure.enumerators import find_mark
from yinuo.structure.front_matter import Front, read_front
from yinuo.structure.genres import genre_of
from yinuo.structure.lines import RawLine

_STOPS = compile_re(r"[。；：！？，、]")
_DASHES = "—―–-"
# A dash that a place or an occasion follows; no bullet of a list, no head of a table's column.
_SPOKEN = compile_re(r"[—―–-]++(?! )[^%％]+$")
_TITLE_LINES = 4
_HEAD_LINES = 10
_PROSE = compile_re(r"[。；！？]")


def pieces(lines: Sequence[RawLine]) -> list[tuple[int, Front]]:
    r"""Return line and head of each speech: a new one begins at a title with a byline, dateline or greeting below it.

    >>> from yinuo.structure.lines import split
    >>> text = "工作要点\n甲局局长 王某\n要抓好安全。\n工作要点\n乙局局长 李某\n要抓好教研。"
    >>> [start for start, head in pieces(split(text))]
    [0, 3]
    """
    if not lines:
        return []
    found = [(0, read_front(lines, 0))]
    prose = list(accumulate((bool(_PROSE.search(line.text)) for line in lines), initial=0))
    anchors = [i for i, line in enumerate(lines) if _anchors(line)]
    i = max(found[0][1].stop, 1)
    for anchor in anchors:
        ordered = _ordered(lines, anchor, found[-1])
        if ordered:
            found.append((anchor + 1, ordered))
            i = ordered.stop
            continue
        # The title may take a few lines above the byline, dateline or greeting.
        for k in range(max(i, anchor - _TITLE_LINES), anchor):
            head = read_front(lines, k, most=_HEAD_LINES) if _may_open(lines[k]) else None
            if head and _opens(lines, k, head, found[-1], prose):
                found.append((k, head))
                i = head.stop
                break
    return found


def _ordered(lines: Sequence[RawLine], i: int, last: tuple[int, Front]) -> Front | None:
    """Return the head of the rules that stand below an order (……令) signed and dated on line ``i``."""
    titles = "".join(lines[k].bare for k in last[1].of("title"))
    if not titles.endswith("令") or i + 1 >= len(lines) or not is_date_line(lines[i].text):
        return None
    head = read_front(lines, i + 1, most=_HEAD_LINES) if _may_open(lines[i + 1]) else None
    titled = head is not None and any(genre_of(lines[k].bare) for k in head.of("title"))
    return head if titled else None


def _anchors(line: RawLine) -> bool:
    """Tell whether a line may stand right below a title: who speaks, when, to whom."""
    text = line.text
    if len(text) > 160 or line.row:
        return False
    return text[0] in _DASHES or text[-1] in "：！号" or is_dateline(text) or read_byline(text) is not None


def _may_open(line: RawLine) -> bool:
    text = line.text
    return 2 <= len(text) <= 60 and not _PROSE.search(text) and not _STOPS.search(text[-1]) and find_mark(text) is None


def _opens(lines: Sequence[RawLine], i: int, head: Front, last: tuple[int, Front], prose: Sequence[int]) -> bool:
    if head.kinds.get(i) != "title":
        return False
    titled = any(genre_of(lines[k].bare) for k in head.of("title"))
    spoken = any(_SPOKEN.match(lines[k].text) for k in head.of("subtitle", "dateline"))
    names = head.of("byline")
    if not (spoken or (titled and (names or head.of("dateline", "salutation") or _numbered(lines, head)))):
        return False
    start, before = last
    if prose[i] > prose[before.stop]:
        return True
    # Nothing was said since the last head: a second head is a piece of its own only if another person signs it.
    said = {lines[k].bare for k in before.of("byline")}
    return bool(names) and bool(said) and not said & {lines[k].bare for k in names} and i > start


def _numbered(lines: Sequence[RawLine], head: Front) -> bool:
    return any(lines[k].text.endswith("号") for k in head.of("note"))

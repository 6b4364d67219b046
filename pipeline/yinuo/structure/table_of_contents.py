"""Find the lines of tables of contents, which only list titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yinuo.rules import compile_re
from yinuo.structure.enumerators import find_mark
from yinuo.structure.lines import RawLine

_HEAD = compile_re(r"(?:目录|目次|CONTENTS|Contents)[：]?$")
_LEADERS = compile_re(r"(?:[.…·．—_-]{3}|\s{2}|…)\s{0,90}[（(]?[0-9]{1,4}[）)]?$")
_PAGE = compile_re(r"[.…·—_\- ]{0,90}[（(]?[0-9]{1,4}[）)]?$")
_STOPS = compile_re(r"[。；！？]")
_LIST_MARK = compile_re(r"[0-9]{0,3}[.、)）]|[0-9]{1,3} ")
_LONGEST_ENTRY = 90


def contents(lines: Sequence[RawLine]) -> set[int]:
    r"""Return the indices of the lines of tables of contents.

    >>> from yinuo.structure.lines import split
    >>> text = "目录\n1.分管工作安排3\n2.会上的讲话6\n分管工作安排\n某局局长 王某"
    >>> sorted(contents(split(text)))
    [0, 1, 2]
    """
    heads = [i for i, line in enumerate(lines) if len(line.text) <= 10 and _HEAD.match(line.bare)]
    last_places = {_plain(line.bare): i for i, line in enumerate(lines)} if heads else {}
    found: set[int] = set()
    for i in heads:
        if i not in found:
            found.update(range(i, _end(lines, i + 1, last_places)))
    return found | _leader_runs(lines)


def _end(lines: Sequence[RawLine], first: int, last_places: Mapping[str, int]) -> int:
    """Return where the entries after 目录 end: at a line that is no entry, or at the first title seen again.

    ``last_places`` has the last line of each title.
    """
    seen: set[str] = set()
    marked = 0
    short = len(lines) - first < 4000
    for i in range(first, len(lines)):
        text = lines[i].bare
        has_mark = find_mark(text) is not None or _LIST_MARK.match(text) is not None
        has_page = _PAGE.search(text[-12:]) is not None
        entry = len(text) <= _LONGEST_ENTRY and not _STOPS.search(text)
        title = _plain(text)
        if not entry or text in seen:
            return i
        bare = not has_mark and not has_page
        if bare and (marked > 1 or title in seen or not short or last_places.get(title, -1) < first):
            return i
        marked += has_mark or has_page
        seen |= {text, title}
    return first if len(seen) == 0 else len(lines)


def _plain(text: str) -> str:
    """Return a title without its number in the list and its page."""
    mark = _LIST_MARK.match(text)
    return _PAGE.sub("", text[mark.end() :] if mark else text)


def _leader_runs(lines: Sequence[RawLine]) -> set[int]:
    """Return runs of three lines or more in a row that end with dot leaders and a page."""
    found: set[int] = set()
    run: list[int] = []
    for i, line in enumerate((*lines, RawLine(0, 0, "。"))):
        if len(line.text) <= _LONGEST_ENTRY and _LEADERS.search(line.text):
            run.append(i)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return found

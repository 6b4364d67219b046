"""Find damage that shows itself: wrong characters, lines cut or repeated by a page; one finding a kind."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from yinuo.damage.findings import Symptom
from yinuo.rules import compile_re

if TYPE_CHECKING:
    from collections.abc import Sequence

_REPLACEMENT = compile_re("\ufffd+")
_CID = compile_re(r"(?:\(cid:\d{1,6}\))+")
# Private use, and boxes that fonts show for what they lack; a box that opens a line or a choice is a tick box.
_BOX = compile_re(r"[\ue000-\uf8ff]+|(?<=[\u4e00-\u9fff0-9])[□▯▢◻☐]+(?=[\u4e00-\u9fff0-9，。、；％%])")
# A byte of two or three as Latin-1 or Windows-1252 shows it. UTF-8: a lead and its followers. GBK: pairs in long runs.
_HIGH = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_UTF8_TWICE = compile_re(f"(?:[ã-éï][{_HIGH}¼]{{2}}){{2,}}")
_LEAD = compile_re(f"[ã-éï][{_HIGH}¼]")
_GBK_AS_LATIN = compile_re("[\xb0-\xf7\xa1-\xa3][\xa1-\xfe](?:[\xa1-\xf7][\xa1-\xfe]){2,}")
# UTF-8 read as GBK: what ， 。 、 的 是 在 和 begin with, and the runs that they stand in.
_OMEN = compile_re("[锛銆鐨鏄鍦鍜]")
_WIDE = compile_re(r"[^\x00-\x7f\s]{6,}")
_CHINESE = compile_re("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
_TORN = compile_re(r"(?<![0-9０-９.．])[0-9０-９](?:[ \u3000][0-9０-９]){2,}(?:[ \u3000]?[年月日%％])?")
_TORN_YEAR = compile_re(r"(?<![0-9０-９])[12１２](?:[ \u3000]?[0-9０-９]){3}[ \u3000]?年")
_GAP = compile_re(r"(?<=[\u4e00-\u9fff])[ \u3000]{1,3}(?=[\u4e00-\u9fff])")
_OPENING = 12  # characters of a line where a space may follow a number, a name or a place
_ENDS = tuple("。；！？：…”」）》.;!?:)")
_RUNNING = 3  # times that a short line must stand to be a header or footer
_WRAPPED = 0.5  # share of lines that must break off in mid-sentence at the same width


def symptoms(text: str) -> tuple[Symptom, ...]:
    """List the kinds of damage that show themselves.

    ``start`` and ``end`` span all of a kind, ``example`` is the first.

    >>> [(s.kind, s.count, s.example) for s in symptoms("到1 9 9 8 年底，(cid:12)(cid:7)完成\ufffd\ufffd项")]
    [('replacement', 1, '\ufffd\ufffd'), ('cid', 1, '(cid:12)(cid:7)'), ('torn_digits', 1, '1 9 9 8 年')]
    """
    misread = _mojibake(text)
    boxes = [span for span in _boxes(text) if not misread or not misread[0][0] <= span[0] <= misread[-1][1]]
    found = (
        _runs("replacement", text, _spans(_REPLACEMENT, text)),
        _runs("cid", text, _spans(_CID, text)),
        _runs("mojibake", text, misread),
        _runs("box", text, boxes),
        _runs("hard_wrap", text, _wrapped(text)),
        _runs("running_line", text, _running(text)),
        _runs("torn_digits", text, _torn(text)),
    )
    return tuple(symptom for symptom in found if symptom)


def _runs(kind: str, text: str, spans: Sequence[tuple[int, int]]) -> Symptom | None:
    if not spans:
        return None
    start, end = spans[0]
    return Symptom(kind, len(spans), start, max(e for _, e in spans), text[start:end][:40])


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _mojibake(text: str) -> list[tuple[int, int]]:
    """Find runs of text read in a wrong encoding: UTF-8 twice, GBK as Latin-1, UTF-8 as GBK."""
    spans = []
    if _LEAD.search(text):
        spans += _spans(_UTF8_TWICE, text)
    if not spans:
        spans += _spans(_GBK_AS_LATIN, text)
    if _OMEN.search(text):
        spans += [match.span() for match in _WIDE.finditer(text) if _reads_as_utf8(match[0])]
    return sorted(spans)


def _reads_as_utf8(run: str) -> bool:
    """Tell whether a run's bytes in GBK are UTF-8 for as much Chinese as so many bytes can hold (nearly).

    >>> _reads_as_utf8("浠婂勾瑕佸姞蹇"), _reads_as_utf8("今年要加快推进乡村")
    (True, False)
    """
    read = run.encode("gb18030", "ignore").decode("utf-8", "ignore")
    return len(_CHINESE.findall(read)) >= 0.4 * len(run)


def _boxes(text: str) -> list[tuple[int, int]]:
    """Find glyphs shown as a box, or as a space in the middle of sentences (ten and more, one in 300 characters)."""
    spans = _spans(_BOX, text)
    gaps = [
        match.span()
        for start, end in _lines(text)
        if end - start >= 40
        for match in _GAP.finditer(text, start + _OPENING, end)
    ]
    return sorted(spans + gaps) if len(gaps) >= max(10, len(text) / 300) else spans


def _lines(text: str) -> list[tuple[int, int]]:
    """List start and end of each line that is not empty, without surrounding white space."""
    found, at = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            found.append((start, start + len(bare)))
        at += len(line) + 1
    return found


def _wrapped(text: str) -> list[tuple[int, int]]:
    """Find lines cut at a page's width: most of them as long as each other, and broken off in mid-sentence."""
    lines = _lines(text)
    if len(lines) < 12:
        return []
    width, _ = Counter(end - start for start, end in lines).most_common(1)[0]
    if not 15 <= width <= 60:
        return []
    cut = [(start, end) for start, end in lines if width - 3 <= end - start <= width + 2 and text[end - 1] not in _ENDS]
    return cut if len(cut) >= _WRAPPED * len(lines) else []


def _running(text: str) -> list[tuple[int, int]]:
    """Find headers and footers: short lines that stand again and again, far from each other.

    A page number may differ.
    """
    alike: dict[str, list[tuple[int, int]]] = {}
    for start, end in _lines(text):
        if end - start <= 40 and text[end - 1] not in _ENDS:
            alike.setdefault(re.sub(r"[0-9０-９]+", "#", text[start:end]), []).append((start, end))
    return sorted(
        span for shape, spans in alike.items() if len(spans) >= _RUNNING and _page_like(shape, spans) for span in spans
    )


def _page_like(shape: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a line's places are those of pages: as far from each other as pages are, and evenly."""
    steps = [b - a for (a, _), (b, _) in pairwise(spans)]
    usual = sorted(steps)[len(steps) // 2]
    even = all(0.5 * usual <= step <= 1.7 * usual for step in steps)
    number = re.fullmatch(r"\A[-—–·\s]*+(?:第\s?)?#(?:\s?页)?[-—–·\s]*(?:共\s?#\s?页)?", shape)
    return even and 250 <= usual <= 3000 and (bool(number) or len(spans) >= _RUNNING + 1)


def _torn(text: str) -> list[tuple[int, int]]:
    """Find numbers whose digits stand apart: three and more single digits, or a year with a space in it."""
    years = [
        span for span in _spans(_TORN_YEAR, text) if re.search(r"[0-9０-９][ \u3000][0-9０-９]", text[slice(*span)])
    ]
    torn = _spans(_TORN, text)
    return sorted(torn + [y for y in years if not any(a < y[1] and y[0] < b for a, b in torn)])

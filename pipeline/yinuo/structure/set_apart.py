"""Find the blanks that only set numbers apart from the words around them: 到 2030 年，新建学校 5 所."""

from __future__ import annotations

import re

from yinuo.rules import compile_re

_LINE = re.compile(r"[^\n]+")
# A line that holds a sentence, or a heading with its mark; in others blanks may part the cells of a row.
_PROSE = compile_re("[，。；]|^ {0,9}(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")
# Where a number meets a word, and where a blank stands there.
_BORDER = compile_re("(?<=[\u4e00-\u9fff“”])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff%])")
_BLANK = compile_re("(?<=[\u4e00-\u9fff“”×]) (?=[0-9])|(?<=[0-9]) (?=[\u4e00-\u9fff%×])|(?<=%) (?=[\u4e00-\u9fff])")
# A date is one whatever the line: （2030 年 1 月 20 日 李明）.
_DATE = compile_re("(?<=[0-9]) (?=[年月日])|(?<=[年月]) (?=[0-9]{1,2} ?[月日])")
# The number of an item at the head of its line: 3 新建学校.
_ITEM = compile_re(" {0,9}[（(]?[0-9]{1,3}[）).、]?")
# So many, and such a share of all places where a number meets a word, show a way of typing.
_FEWEST, _SHARE = 5, 0.25


def set_apart(folded: str) -> list[tuple[int, int]]:
    """Return where blanks set numbers apart in a folded text, in order; nothing where that is not its way.

    >>> text = "到 2030 年，新建学校 5 所。完成投资 3 亿元，增长 8 %。"
    >>> len(set_apart(text)), set_apart("2030年 3月，新建学校5所。")
    (8, [])
    """
    found: list[tuple[int, int]] = []
    prose: list[tuple[int, int]] = []
    for line in _LINE.finditer(folded) if _BLANK.search(folded) else ():
        start, end = line.span()
        blank = _DATE
        if _PROSE.search(line[0]):
            item = _ITEM.match(folded, start, end)
            start, blank = item.end() + 1 if item else start, _BLANK
            prose.append((start, end))
        found += (match.span() for match in blank.finditer(folded, start, end))
    if len(found) < _FEWEST:
        return []
    borders = sum(1 for span in prose for _ in _BORDER.finditer(folded, *span))
    return found if len(found) >= _SHARE * (borders + len(found)) else []

"""Tell the genre of a text by the last word of its title."""

from __future__ import annotations

import functools
import re

from yinuo.rules import Row, alternation, compile_re, load_table, table_row


@table_row
class Title(Row):
    """Hold a row of a word with which titles end, and the genre it tells."""

    word: str
    genre: str


@functools.cache
def _titles() -> tuple[re.Pattern[str], dict[str, str]]:
    genres = {row.word: row.genre for row in load_table("structure/titles", Title)}
    return compile_re(
        rf"(?P<word>{alternation(genres)})(?:（[^）]{{1,12}}）)?(?:[\[［〔]\d{{1,2}}[\]］〕]|[①-⑳*※])?$"
    ), genres


def genre_of(title: str) -> str | None:
    """Return the genre that a title's last word tells, or ``None`` for a line that ends like no title.

    >>> genre_of("年度分管工作安排"), genre_of("关于加快发展的若干意见（试行）"), genre_of("凝心聚力谱新篇")
    ('plan', 'opinion', None)
    >>> genre_of("2031年统计公报[1]")  # a mark of a note may stand behind
    'account'
    """
    pattern, genres = _titles()
    match = pattern.search(title[-40:])
    return genres[match["word"]] if match else None


def title_words() -> str:
    """Return a regular expression that matches any word with which titles end.

    >>> re.search(title_words(), "关于抓好春季植树的通知各乡镇：")[0]
    '通知'
    """
    return f"(?:{alternation(_titles()[1])})"

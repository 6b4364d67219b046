"""Give the day of a text that names none: the day on which its page says that it was published."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from yinuo.errors import InputError
from yinuo.readers.metadata import value_of
from yinuo.rules import compile_re

# Names of the head's fields, as the standard of government sites and the makers of news pages have them.
_FIELDS = ("PubDate", "publishdate", "article:published_time")
_SAID = compile_re(r"(?:发布|发表|成文)(?:时间|日期)[：:]\s{0,9}(\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})")
_FIGURE = "[0-9０-９〇○零一二三四五六七八九十]"
_DAY = compile_re(rf"{_FIGURE}{{4}}年{_FIGURE}{{1,2}}月{_FIGURE}{{1,3}}日")
_YEAR = compile_re("(?:19|20)[0-9]{2}")
# Lines at the head and at the end of a text in which it would say its own day.
_HEAD, _END = 8, 8


def published(tree: LexborHTMLParser, around: Sequence[str], lines: Sequence[str]) -> str | None:
    """Give the day (ISO) of a page, as its head or a line ``around`` the text says it; None where it is not the text's.

    A text that writes a day at its head or its end has its own, and a page that was made in another year than its
    title names was published late.
    """
    day = _of_head(tree) or _of_lines(around)
    if not day or any(_DAY.search(line) for line in (*lines[:_HEAD], *lines[-_END:])):
        return None
    named = {year for line in lines[:2] for year in _YEAR.findall(line)}
    return None if named and day[:4] not in named else day


def _of_head(tree: LexborHTMLParser) -> str:
    for name in _FIELDS:
        meta = tree.css_first(f'meta[name="{name}" i], meta[property="{name}" i]')
        day = _day(meta.attributes.get("content") or "") if meta is not None else ""
        if day:
            return day
    return ""


def _of_lines(lines: Sequence[str]) -> str:
    said = (_SAID.search(line) for line in lines)
    return next(filter(None, (_day(found[1]) for found in said if found)), "")


def _day(said: str) -> str:
    """Give a day as ISO; nothing for what is none, since a page may say anything."""
    try:
        return value_of("date", said, "")
    except InputError:
        return ""

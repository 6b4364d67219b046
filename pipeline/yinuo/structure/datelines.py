"""Tell the lines of a head that say when, where and by whom a speech was given or a document adopted."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.rules import compile_re
from yinuo.structure.bylines import is_organisation, read_byline, read_name
from yinuo.structure.dates import find_date
from yinuo.structure.lines import RawLine
from yinuo.structure.phrases import phrases

_LONGEST = 120
_STOPS = compile_re(r"[。；！？]")
_AT_MEETING = compile_re(rf"在[^，。]{{4,60}}{phrases('meeting')}")
_MEETING_END = compile_re(r"(?:上|讲话|报告|发言|致辞|）)[。）]?$")
_AT_PLACE = compile_re(r"在[^，。]{2,24}$")
_BY_ORDER = compile_re(r"（[^（）。]{2,30}令第[^（）。]{1,6}号(?:公布|发布|修订)")
_ADOPTED = compile_re(rf"{phrases('adopted')}(?:[， ]*(?:自[^，。]{{4,14}}起)?(?:施行|实施|生效))?[）)]?$")
_MONTH_LINE = compile_re(r"[（—―–-]{0,9}(?:19|20)[0-9]{2}年(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月）?")
_IN_PARENTHESES = compile_re(r"（[^（）。]{6,160}）")
# What joins the meeting to who spoke there: …会议上，|市长王某作政府工作报告。
DELIVERED = compile_re(r"，(?=[^，。]{2,24}作[^，。]{0,4}工作报告。?$)")
_DOCUMENT_NUMBER = compile_re(r"[\u4e00-\u9fff]{1,12}[〔\[][0-9]{4}[〕\]]第?[0-9]{1,5}号")


def is_date_line(line: str) -> bool:
    """Tell whether a line is a date and nothing else, in parentheses or not.

    >>> is_date_line("（2031年1月16日）"), is_date_line("2031年1月16日起施行。")
    (True, False)
    """
    found = find_date(line) if len(line) <= 30 else None
    return found is not None and len((line[: found[1]] + line[found[2] :]).strip(" （）()—-")) == 0


def is_dateline(line: str) -> bool:
    """Tell whether a line says when and where a speech was given.

    >>> is_dateline("——2031年3月5日在江源市第九届人民代表大会第二次会议上")
    True
    >>> is_dateline("（2031年3月5日 丁某某）"), is_dateline("（2031年3月5日星期二）")
    (True, False)
    >>> is_dateline("（2031年3月）")
    True
    >>> is_dateline("2031年3月5日，市政府召开会议，部署工作。")
    False
    >>> is_dateline("（江政发〔2031〕8号 2031年3月5日）"), is_dateline("（江源市教育局2031年3月5日印发）")
    (True, True)
    """
    if is_date_line(line) or is_adoption(line) or _is_publication(line) or _MONTH_LINE.fullmatch(line):
        return True
    line = DELIVERED.sub(" ", line)
    if len(line) > _LONGEST or "，" in line or _STOPS.search(line[:-1]):
        return False
    found = find_date(line)
    if found is None or found[1] > 8:
        return False
    return _AT_MEETING.search(line) is not None or (line[0] == "（" and _names_a_person(line[found[2] :].rstrip("）")))


def _is_publication(line: str) -> bool:
    """Tell whether a line in parentheses says under what number, by whom and when a document came out."""
    found = find_date(line) if _IN_PARENTHESES.fullmatch(line) else None
    if found is None:
        return False
    rest = (line[1 : found[1]] + line[found[2] : -1]).strip()
    return bool(_ADOPTED.search(line) or _DOCUMENT_NUMBER.fullmatch(rest) or is_organisation(rest))


def is_adoption(line: str) -> bool:
    """Tell whether a line says when and by whom a document was adopted or made public, and nothing else.

    >>> is_adoption("（2031年7月27日江源市人民政府令第7号公布）"), is_adoption("2031年7月27日公布方案，部署工作。")
    (True, False)
    """
    found = find_date(line) if len(line) <= 2 * _LONGEST else None
    opens = (found is not None and found[1] <= 1) or _BY_ORDER.match(line) is not None
    return opens and _ADOPTED.search(line) is not None and "。" not in line


def _names_a_person(rest: str) -> bool:
    """Whether what stands behind a date in brackets is a person: （2031年3月5日 某某）."""
    spaced, person = rest.startswith(" "), rest.strip()
    return (read_byline(person, placed=True) or read_name(person, placed=spaced)) is not None


def begins_dateline(lines: Sequence[RawLine], i: int) -> bool:
    """Tell whether a line begins a dateline broken before the meeting: ——2031年1月9日在江源市 / 第十届……会议上."""
    found = find_date(lines[i].text) if _AT_PLACE.search(lines[i].text) else None
    return found is not None and found[1] <= 8 and i + 1 < len(lines) and continues_dateline(lines, i + 1)


def continues_dateline(lines: Sequence[RawLine], i: int) -> bool:
    """Tell whether a line ends a dateline that is broken over two lines: ……第十届 / 人民代表大会第二次会议上."""
    before, text = lines[i - 1].text, lines[i].text
    if len(text) > 40 or not _MEETING_END.search(text):
        return False
    return not _MEETING_END.search(before) or (is_date_line(before) and text.startswith("在"))

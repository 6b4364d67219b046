"""Tell a sentence that only argues for what is proposed behind it: …，必须理顺体制。组建生态环境部，…."""

from __future__ import annotations

from yinuo.nlp.decisions.shapes import shape

# What every sentence has that argues so: grammar, no table.
_SIGNS = ("必须", "亟", "迫切", "是")
# How far into the next sentence its act of office is looked for.
_REACH = 400


def argues(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence of a folded text says why, or in short what, the next one proposes.

    >>> speech = "面对竞争，必须理顺体制。为此，组建国家数据局，负责数据管理。"
    >>> argues(speech, 0, 11), argues(speech, 12, len(speech))
    (True, False)
    """
    if not any(text.find(sign, start, end) >= 0 for sign in _SIGNS):
        return False
    if shape("contents_ahead").match(text, end):
        return shape("gist").search(text, start, end) is not None
    if shape("needed").search(text, start, end) is None:
        return False
    stop = text.find("。", end + 1, end + _REACH)
    return shape("act_ahead").search(text, end, stop if stop > 0 else end + _REACH) is not None

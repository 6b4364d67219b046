"""Name the money that is given: 每户补贴|500元, 30万元|奖励."""

from __future__ import annotations

from yinuo.rules import compile_re, shapes
from yinuo.rules.anchors import search_end
from yinuo.values.quantities.nouns import noun_behind

_GIVEN = compile_re(f"(?:{shapes('quantities/shapes')['given']})$")
_MONEY_BEHIND = compile_re(shapes("quantities/shapes")["money_behind"])
_LEADS_TO = compile_re("(?:的?(?:给予|予以|进行)?)(.+)")
_BY_STANDARD = compile_re(shapes("quantities/shapes")["by_standard"])


def money_behind(folded: str, end: int) -> str | None:
    """Find the noun of money behind an amount, or behind the verb of paying: 30万元|奖励.

    >>> money_behind("给予5万元一次性奖励", 5), money_behind("投资5万元新建", 5)
    ('一次性奖励', None)
    """
    if paid := _BY_STANDARD.match(folded, end):
        return noun_behind(folded, paid.end())
    money = _MONEY_BEHIND.match(folded, end)
    named = _LEADS_TO.fullmatch(money[0]) if money else None
    return named[1] if named else None


def given_before(folded: str, opens: int, at: int) -> str | None:
    """Find the name of money behind those who get it: 每户补贴|500元, 对获奖单位奖励|8万元.

    >>> given_before("对获奖单位奖励8万元", 0, 7), given_before("获奖单位8万元", 0, 4)
    ('奖励', None)
    """
    given = search_end(_GIVEN, folded, opens, at)
    return next((name for name in given.groups() if name), None) if given else None

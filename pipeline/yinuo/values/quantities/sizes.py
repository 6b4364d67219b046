"""Find where a name begins behind how great it is: 20万元以上的|项目."""

from __future__ import annotations

from yinuo.rules import compile_re, shapes
from yinuo.rules.anchors import search_end

_CLASS = compile_re(
    r".{0,60}[0-9一二三四五六七八九十百千万亿](?![岁类级])[^0-9，]{1,4}(?:及|\(含\))?以[上下内]的?"
    r"|.{0,40}(?:超过?|突破|达到|不少于|不低于)[0-9一二三四五六七八九十百千万亿.]{1,8}[^0-9，的]{1,4}的"
    r"|.{0,40}[超过][0-9一二三四五六七八九十百千万亿.]{1,8}(?:[美欧港]?元的?|(?<=亿)级?(?=[一-龥]))"
)
_OWN_SIZE = compile_re(shapes("quantities/shapes")["own_size"])
_SIZED = compile_re("[以超突达少低过]")  # each holds one


def behind_size(folded: str, begin: int, at: int) -> int:
    """Find where a name that ends at ``at`` begins behind its size, ``begin`` where there is none.

    >>> behind_size("引进亿元以上项目", 0, 8)
    6
    """
    named = _CLASS.match(folded, begin, at) if _SIZED.search(folded, begin, at) else None
    return named.end() if named else begin


def sized(folded: str, opens: int, begin: int, at: int) -> str:
    """Give a name that says little by itself with the size before it.

    >>> sized("引进亿元以上项目", 0, 6, 8)
    '亿元以上项目'
    """
    size = search_end(_OWN_SIZE, folded, opens, begin)
    return folded[size.start() if size else begin : at]

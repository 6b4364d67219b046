"""Give the compiled patterns of rules/zh/decisions/shapes.tsv by name."""

from __future__ import annotations

import functools
import re

from yinuo.rules import compiled


@functools.cache
def shape(name: str) -> re.Pattern[str]:
    """Return the compiled pattern of a name.

    >>> shape("orders").search("关于加强管理的意见（试行）")[0]
    '意见（试行）'
    """
    return compiled("decisions/shapes")[name]

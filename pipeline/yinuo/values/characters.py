"""Replacement of single characters where few of them occur. A table comes in; a function from text to text goes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping


def replacer(table: Mapping[int, str]) -> Callable[[str], str]:
    """What ``str.translate`` with the table does, several times faster on a text that holds few of its characters.

    >>> replacer({ord("％"): "%"})("增长８％")
    '增长８%'
    """
    changes = {chr(code): to for code, to in table.items() if chr(code) != to}
    pattern = re.compile("[" + "".join(map(re.escape, changes)) + "]")
    return lambda text: pattern.sub(lambda match: changes[match[0]], text)

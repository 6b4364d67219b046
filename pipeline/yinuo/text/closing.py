"""How a speech ends. The Lines of a speech come in; the last ones that only call on the hearers become its closing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yinuo.structure.speech import Line, Section

_CALL = re.compile(r"让我们|(?:团结|奋斗|奋进|前进|努力|拼搏|贡献|万岁)[！。]|更加紧密地?团结|携手")
_EXCLAIMS = re.compile(r"[！!]$")
_LAST = 6


def close(result: list[Line], texts: Sequence[str]) -> None:
    """The last paragraph, and short calls just above it, close a speech if they call on the hearers; in place."""
    bodies = [k for k, line in enumerate(result) if line.kind == "body"]
    for n, k in enumerate(reversed(bodies[-_LAST:])):
        text, old = texts[k], result[k]
        call = _CALL.search(text[-160:]) is not None and not old.level
        if not (call if n == 0 else (call and "让我们" in text) or (len(text) <= 60 and _EXCLAIMS.search(text))):
            return
        result[k] = replace(old, section=Section(old.section.path, "closing", year=old.section.year))

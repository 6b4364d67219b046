"""Find the lines that list offences, cases or meanings, below …有下列行为之一的，…：, which nobody promises."""

from __future__ import annotations

import re

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.state import LineState, State

# The mark that a line was found to have, of whatever level: a form, so no table.
_MARK = re.compile(r"\s{0,9}[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]")


def offence_lines(state: State, text: str) -> set[int]:
    """Return the numbers of the item lines that a sentence ending in ： announces as offences, cases or meanings."""
    found: set[int] = set()
    listing = False
    for number, line in enumerate(state["lines"]):
        if line["kind"] != "body":
            continue
        words = text[line["start"] : line["end"]].rstrip()
        if stands_behind_mark(text, line) and (listing or words.rstrip("；。").endswith("的")):  # （三）拒绝检查的；
            found.add(number)
            continue
        listing = words.endswith("：") and shape("offences_follow").search(words) is not None
    return found


def stands_behind_mark(text: str, line: LineState) -> bool:
    """Tell whether a line stands behind an item mark: （一）…."""
    return _MARK.match(text, line["begins"], line["start"]) is not None

"""Find the items of a list by the line that opens it: offences, which nobody promises, or the duties of somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.state import LineState, Offsets, State
from yinuo.rules import compile_re
from yinuo.structure.duties import is_duty_line, without_duty

# The mark that a line was found to have, of whatever level: a form, so no table.
_MARK = compile_re(r"\s{0,9}[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]")


# The mark of a task in a list: 9. or 9、.
_TASK = compile_re(r"\s{0,9}[0-9]{1,3}[.、．]")
# How many tasks make a list, and of how many of them in four one sentence says all.
_LIST, _PLAIN = 6, 3


class ListedLines(NamedTuple):
    """Hold the numbers of item lines that offend, or tell cases or meanings, and who is charged with which others.

    ``plain`` are those of a list of tasks of which nearly all are one sentence, so that none opens with a heading.
    """

    offences: set[int]
    charged: dict[int, Offsets]
    plain: set[int]


def listed_lines(state: State) -> ListedLines:
    """Walk over the lines once, and keep what the last opener says of the items below it.

    Offences, cases and meanings stand below …有下列行为之一的，…：; duties below X应当履行下列职责：.
    """
    found = ListedLines(set(), {}, set(_plain_tasks(state)))
    text, offends, charged = state.get("text", ""), False, None
    for number, line in enumerate(state.get("lines", ())):
        words = text[line["start"] : line["end"]].rstrip()
        body, opens = line["kind"] == "body", words.endswith("：")
        item = body and _stands_behind_mark(text, line)
        if item and (offends or words.rstrip("；。").endswith("的")):  # （三）拒绝检查的；
            found.offences.add(number)
        elif body:
            offends = opens and shape("offences_follow").search(words) is not None
        if item and charged:
            found.charged[number] = charged
        else:
            charged = _charged_below(words, line["start"]) if opens else None
    return found


def _plain_tasks(state: State) -> Iterator[int]:
    """Yield the tasks of lists of which nearly all are one sentence; headings and who answers may part them."""
    text, tasks, several = state.get("text", ""), list[int](), 0
    for number, line in enumerate((*state.get("lines", ()), None)):
        if line is not None and line["kind"] != "body":
            continue
        if line is not None and _TASK.match(text, line["begins"], line["start"]):
            tasks.append(number)
            several += "。" in without_duty(text[line["start"] : line["end"]]).rstrip("。；（） ")
        elif line is None or not is_duty_line(text[line["begins"] : line["end"]]):
            if len(tasks) >= _LIST and several * 4 <= len(tasks) * (4 - _PLAIN):
                yield from tasks
            tasks, several = [], 0


def _charged_below(words: str, start: int) -> Offsets | None:
    """Find the name of who is charged with the items below a line."""
    told = shape("charged_below").search(words)
    return (start + told.start("name"), start + told.end("name")) if told else None


def _stands_behind_mark(text: str, line: LineState) -> bool:
    """Tell whether a line stands behind an item mark: （一）…."""
    return _MARK.match(text, line["begins"], line["start"]) is not None

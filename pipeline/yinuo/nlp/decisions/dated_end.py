"""Decide whether an action ends by the day that its deadline names."""

from __future__ import annotations

from yinuo.nlp.decisions.labels import DATED_TYPES, action_type
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.record_state import DeadlineState
from yinuo.nlp.state import ClauseState


def dated_end(clause: ClauseState, deadline: DeadlineState | None, span: str) -> bool:
    """Tell whether a day is named by which something with an end is done: 年底前完成调查, 每年3月底前公布结果.

    A day named for an earlier clause counts as well (3月底前，…，公布结果), a stretch of time (年内) for its own only.
    A year counts where something stands by then: 到2035年，应急体系基本建立.
    """
    if deadline is not None and deadline["to"] and deadline["text"].startswith(("到", "至")):
        return bool(shape("stands").search(clause["verb"])) and not shape("whole").search(span)
    if deadline is None or clause["form"] != "action" or action_type(clause["verb"]) not in DATED_TYPES:
        return False
    by_a_day = deadline["repeat"] or (deadline["from"] is None and deadline["to"] is not None)
    own = clause["time_span"] is not None or clause["start"] <= deadline["start"] < clause["end"]
    named = deadline["text"].endswith("前") or (own and deadline["text"].endswith("内"))
    return bool(by_a_day) and named and deadline["source"] == "explicit"

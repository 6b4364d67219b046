"""How a section votes on the clauses in it. A section's kind and a clause in, a status and its reason out."""

from __future__ import annotations

import re
from typing import Any

from yinuo.nlp.decisions.clause_context import Context
from yinuo.nlp.state import State

PLAN_KINDS = frozenset(("tasks", "targets", "safeguards"))
# 总体要求和政策取向 holds more than guiding thought.
_MIXED = re.compile(r"取向|任务|安排|重点|举措|目标|政策")
# A text as short as this, without any heading, is a passage somebody asks about.
_PASSAGE = 1000


def section_kind(own: State, line: dict[str, Any], *, passage: bool) -> str:
    """The kind of a line's section; mixed guiding sections count as tasks, unknown ones of a passage as "passage"."""
    section = own["sections"][line["section"]]
    kind = str(section["kind"])
    if kind == "guiding":
        cue = section["cue"] or ""
        heading = next((h for h in reversed(section["path"]) if cue in h), "")
        return "tasks" if heading and _MIXED.search(heading) else kind
    return "passage" if passage and kind in ("unknown", "front") else kind


def is_passage(own: State) -> bool:
    """Whether the text is a short one without sections of a known kind."""
    kinds = {str(s["kind"]) for s in own["sections"]}
    body = [x for x in own["lines"] if x["kind"] == "body"]
    return kinds <= {"unknown", "front"} and sum(x["end"] - x["start"] for x in body) <= _PASSAGE


def vote(kind: str, clause: dict[str, Any], context: Context) -> tuple[str, str]:
    """Status and reason where no cue has decided.

    >>> from types import SimpleNamespace
    >>> vote("review", {"time": None, "form": "action"}, SimpleNamespace(modal=False, targeted=False, dated=False))
    ('achievement', 'section on the past')
    """
    if kind in PLAN_KINDS:
        return "commitment", f"section of kind {kind}"
    if kind == "review":
        return "achievement", "section on the past"
    if kind == "passage":
        return "commitment", "an action in a passage of unknown kind"
    if kind in ("situation", "front", "closing", "guiding"):
        dated = clause["time"] or context.due
        if context.targeted or (dated and clause["form"] != "negative" and kind in ("situation", "front")):
            return "commitment", f"a target or a dated action in a section of kind {kind}"
        return "background", f"section of kind {kind}"
    if context.modal or context.dated:
        return "commitment", "a modal or a time to come, in a section of unknown kind"
    return "background", "no modal and no time, in a section of unknown kind"

"""Read the words of duties: the labels, verbs and names of （牵头单位：X；配合单位：Y） and （X负责）."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from yinuo.records import Role
from yinuo.rules import Row, alternation, bounded, compile_re, load_table, table_row


@table_row
class DutyWord(Row):
    """Hold a row of a word of duties.

    ``head`` and ``noun`` make a label (牵头|单位), as ``bare`` does alone (牵头：); a ``verb`` closes names, with a
    ``manner`` before it; a ``join`` stands between names; ``time`` labels a deadline; ``body`` is a regular expression
    of names without a label.
    """

    word: str
    part: Literal["head", "noun", "verb", "manner", "join", "time", "body", "bare"]
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class DutyWords:
    """Hold the patterns that the words make, and the role that each head and verb gives.

    One of ``leads`` stands in every ``phrase``.
    """

    label: re.Pattern[str]
    time: re.Pattern[str]
    closing: re.Pattern[str]
    closed: re.Pattern[str]
    join: re.Pattern[str]
    body: re.Pattern[str]
    phrase: re.Pattern[str]
    leads: re.Pattern[str]
    word: re.Pattern[str]
    roles: dict[str, Role]

    def role(self, words: str) -> Role:
        """Give the role of a label or closing verbs: lead before support before none."""
        found = {self.roles[m.group()] for m in self.word.finditer(words)}
        return "lead" if "lead" in found else "support" if "support" in found else "unspecified"


@functools.cache
def duty_words() -> DutyWords:
    """Compile the words of rules/zh/structure/duties.tsv to patterns, once."""
    rows = load_table("structure/duties", DutyWord)
    words: dict[str, list[str]] = {}
    for row in rows:
        words.setdefault(row.part, []).append(row.word)
    head, noun, verb, manner, join, time, bare = (
        alternation(words[part]) for part in ("head", "noun", "verb", "manner", "join", "time", "bare")
    )
    leads = alternation(row.word for row in rows if row.part == "verb" and row.role == "lead")
    roles: dict[str, Role] = {row.word: row.role or "unspecified" for row in rows if row.part in ("head", "verb")}
    return DutyWords(
        label=compile_re(f"(?:[省市州县区][级直]?)?(?:{head}){{1,9}}(?:{noun})|{bare}"),
        time=compile_re(time),
        closing=compile_re(f"(?:{manner}){{0,9}}(?:{verb})(?:{manner}|{verb}){{0,9}}$"),
        closed=compile_re(f"{verb}(?=、)"),
        join=compile_re(join),
        body=compile_re("|".join(f"(?:{bounded(word)})" for word in words["body"])),
        phrase=compile_re(
            f"(?:由[^由，；。：\n]{{2,60}}?(?:{manner}){{0,9}}(?:负责|{leads})|[^由，；。：\n]{{2,60}}?(?:{manner}){{0,9}}(?:{leads}))"
            "(?=[、，；。\n]|$)"
        ),
        leads=compile_re(f"负责|{leads}"),
        word=compile_re(alternation(roles)),
        roles=roles,
    )

"""Name the rules of the pipeline: identifiers that decisions compare and evidence cites, apart from their wording.

The rules of the tables (decisions/cues, decisions/specificity, decisions/firmness) have theirs in the column ``name``.
What each says to people stands in rules/wording.tsv, in English and in Chinese.
"""

from __future__ import annotations

from typing import Literal, get_args

Form = Literal[
    "", "action", "negative", "result", "measure",
    "lead", "who", "fronted", "means", "purpose", "state", "topic", "slogan",
]  # fmt: skip

# How a clause was read; "" where nothing fits.
Reading = Literal[
    "",
    "actor-alone",
    "agent",
    "ban",
    "ban-without-object",
    "bound-to-act",
    "causative",
    "coordinated-measure",
    "describes-state",
    "dictionary-verb-and-object",
    "duties-follow",
    "four-character-slogans",
    "means-only",
    "means-without-object",
    "no-known-verb",
    "noun-and-measure",
    "object-before-verb",
    "object-before-verb-across-comma",
    "object-without-verb",
    "only-a-lead",
    "phrase-before-verb",
    "purpose-before-proposal",
    "purpose-tail",
    "setting-before-action",
    "rest-of-a-list",
    "subject-and-result",
    "subject-to-reach-state",
    "time-for-what-follows",
    "topic-as-object",
    "topic-then-action",
    "verb-and-object",
    "verb-and-object-after-through",
    "verb-and-time",
    "verb-of-state",
]  # fmt: skip

# Words within a clause that its reading noted.
CueKind = Literal["causative", "modal", "negation", "preposition", "purposive", "state"]

# What decides the status of a clause where no row of decisions/cues does.
StatusRule = Literal[
    "no-action",
    "no-chinese",
    "bare-verb",
    "condition",
    "permission",
    "past-time",
    "defined-elsewhere",
    "idle-sentence",
    "argument-before-proposal",
    "quoted-words",
    "topic-sentence",
    "section-front",
    "section-review",
    "section-situation",
    "section-guiding",
    "section-targets",
    "section-tasks",
    "section-safeguards",
    "section-closing",
    "target-or-dated-action",
    "action-in-passage",
    "order-goes-on",
    "modal-or-time-in-unknown-section",
    "nothing-in-unknown-section",
    "act-of-office",
]

# What decides the other fields where no row of a table does.
FieldRule = Literal[
    "has-quantity",
    "dated-end",
    "no-checkable-end",
    "no-firmness-cue",
    "only-watchwords",
    "named-actor",
    "self-named",
    "explicit-actor",
    "inherited-actor",
    "explicit-time",
    "inherited-time",
    "section-time",
    "document-year",
    "answers-by-bracket",
    "answers-by-cell",
    "answers-by-line",
    "answers-by-phrase",
    "long-sentence",
    "second-reader",
]

# What only an explanation says: of a line that is no running text, of a section without a kind, of an unread clause.
ExplanationRule = Literal[
    "line-contents", "line-title", "line-subtitle", "line-dateline", "line-byline", "line-salutation", "line-heading",
    "line-note", "line-cell", "line-none", "line-body", "section-unknown", "no-reading",
]  # fmt: skip

# Votes on a clause whose section no heading names.
IN_UNKNOWN_SECTION: frozenset[str] = frozenset(
    ("action-in-passage", "order-goes-on", "modal-or-time-in-unknown-section", "nothing-in-unknown-section")
)


def declared() -> frozenset[str]:
    """List the identifiers of the rules that stand in code."""
    kinds = (Reading, CueKind, StatusRule, FieldRule, ExplanationRule)
    return frozenset(name for kind in kinds for name in get_args(kind)) - {""}

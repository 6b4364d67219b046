"""Decide how far a named actor governs the clauses behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.state import ClauseState, Offsets

Span = tuple[int, int]


class ActorScope:
    """Give each clause of a line ``governing_actor``: (span, source), or None for the speech's own organisation."""

    def __init__(self, *, orders: bool = True, bodies: Mapping[int, int] | None = None) -> None:
        self.orders, self.bodies = orders, bodies or {}
        self.set_up: Offsets | None = None
        self.paragraph: Offsets | None = None
        self.begun = self.lasting = False

    def sentence(self, clauses: Sequence[ClauseState], *, heading: bool = False) -> None:
        """Set ``governing_actor`` of one sentence's clauses; a ``heading`` (a topic sentence) begins no paragraph."""
        current: Offsets | None = None
        part, first, source = -1, False, "explicit"
        opens = next((c for c in clauses if c["form"] != "lead"), None)
        if opens is not None and self._goes_on(opens) and not any(c["time_span"] for c in clauses[:2]):
            current, source, first = self.paragraph, "inherited", True
        elif opens is not None:
            self.paragraph = None
        for clause, after in zip(clauses, [*clauses[1:], *([None] if clauses else [])], strict=True):
            if clause["form"] == "who" and not (after and after["modal"]):
                clause["actor_span"] = None
            if clause["rule"] == "duties-follow":
                current = clause["actor_span"] or self.set_up or self.paragraph
                source, first = "explicit" if clause["actor_span"] else "inherited", True
                part, clause["governing_actor"] = clause["semicolon_part"], None
                continue
            self._note_body(clause)
            if clause["self_named"]:
                current, self.paragraph = None, None
            only = clause["rule"] in ("causative", "agent")
            if clause["actor_span"] and not only:
                current, source = clause["actor_span"], "explicit"
                part, first = clause["semicolon_part"], clause is opens
                self.paragraph, self.lasting = (current, not self.begun) if first else (None, False)
            elif current and not first and clause["semicolon_part"] != part:
                current = None
            if clause["actor_span"] and only:
                clause["governing_actor"] = (clause["actor_span"], "explicit")
            else:
                clause["governing_actor"] = (current, source) if current else None
        self.begun = self.begun or not heading

    def _note_body(self, clause: ClauseState) -> None:
        """Remember the body that 组建X sets up, or that acts by its name: 其主要职责是 speaks of it."""
        row = grammar().verbs.get(clause["verb"])
        at = clause["object_start"]
        if row is not None and row.type == "establish" and at in self.bodies:
            self.set_up = (at, self.bodies[at])
        elif clause["actor_span"] and clause["rule"] not in ("causative", "agent"):
            self.set_up = clause["actor_span"]

    def _goes_on(self, opens: ClauseState) -> bool:
        """Tell whether the actor of the paragraph is still the subject of what is ordered (要…).

        One whom a document of orders names at the very beginning of a paragraph, of all actions too, but targets and
        those that others are led to (鼓励…).
        """
        if not self.paragraph or opens["self_named"] or opens["actor_span"]:
            return False
        row = grammar().verbs.get(opens["verb"])
        led = row is not None and row.control
        acts = opens["form"] in ("action", "negative", "means") and not opens["number_spans"] and not led
        return bool(opens["modal"]) or (self.orders and self.lasting and acts)

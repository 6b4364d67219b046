"""What a reading of one stretch finds. Filled in by the readings beside it; read by the clause finder."""

from __future__ import annotations

from dataclasses import dataclass, field

# Forms that are an action or a target of their own.
ACTS = frozenset(("action", "negative", "result", "measure"))


@dataclass(slots=True)
class Parse:
    """How a stretch reads; all positions are offsets into the text.

    ``form`` is one of ACTS, or lead (nothing but a time or a modal), who (an actor alone), fronted (an object without
    its verb), means, purpose, state, topic, slogan; empty where nothing fits. ``rule`` says which reading decided.
    """

    start: int
    end: int
    form: str = ""
    rule: str = ""
    verb: str = ""
    verb_start: int = -1
    object_start: int = -1
    modal: str = ""
    negation: str = ""
    time: tuple[int, int] | None = None
    self_named: bool = False
    actor: tuple[int, int] | None = None
    cues: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def object_length(self) -> int:
        """Characters of the object, 0 where there is none."""
        return self.end - self.object_start if self.object_start >= 0 else 0

    def read_as(self, form: str, rule: str) -> None:
        """Set form and rule."""
        self.form, self.rule = form, rule

    def set_verb(self, verb: str, start: int, object_start: int) -> None:
        """Set the verb, where it begins, and where its object begins."""
        self.verb, self.verb_start, self.object_start = verb, start, object_start

    def take(self, inner: Parse) -> None:
        """Take over an inner reading: its span, form, verb and cues; modal and time add up."""
        self.start, self.form, self.rule = inner.start, inner.form, inner.rule
        self.set_verb(inner.verb, inner.verb_start, inner.object_start)
        self.negation = inner.negation
        self.modal = self.modal or inner.modal
        self.time = inner.time or self.time
        self.cues += inner.cues

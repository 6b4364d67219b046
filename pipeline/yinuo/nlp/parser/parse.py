"""Hold what a reading of one stretch finds, for the readings that fill it in and the clause finder."""

from __future__ import annotations

from dataclasses import dataclass, field

from yinuo.nlp.rule_ids import CueKind, Form, Reading

# Forms that are an action or a target of their own.
ACTS = frozenset(("action", "negative", "result", "measure"))
# Modals of what somebody may do: grammar, no table.
PERMITS = ("可", "可以")


@dataclass(slots=True)
class Parse:
    """Hold how a stretch reads; all positions are offsets into the text.

    ``form`` is one of ACTS, or lead (nothing but a time or a modal), who (an actor alone), fronted (an object without
    its verb), means, purpose, state, topic, slogan; empty where nothing fits. ``rule`` names the reading that decided,
    ``named`` tells that the name of who acts opened it, ``urger`` who has ``actor`` act,
    ``depth`` within how many others it is read.
    """

    start: int
    end: int
    form: Form = ""
    rule: Reading = ""
    named: bool = False
    verb: str = ""
    verb_start: int = -1
    object_start: int = -1
    modal: str = ""
    negation: str = ""
    time: tuple[int, int] | None = None
    self_named: bool = False
    actor: tuple[int, int] | None = None
    urger: tuple[int, int] | None = None
    cues: list[tuple[CueKind, int, int]] = field(default_factory=list)
    depth: int = 0

    @property
    def object_length(self) -> int:
        """Count the characters of the object, 0 where there is none."""
        return self.end - self.object_start if self.object_start >= 0 else 0

    @property
    def is_plain(self) -> bool:
        """Tell whether it is a verb and its object, and nobody is named before them."""
        return self.rule == "verb-and-object" and not self.named

    def read_as(self, form: Form, rule: Reading) -> None:
        """Set form and rule, and forget whether a name opened it."""
        self.form, self.rule, self.named = form, rule, False

    def set_verb(self, verb: str, start: int, object_start: int) -> None:
        """Set the verb, where it begins, and where its object begins."""
        self.verb, self.verb_start, self.object_start = verb, start, object_start

    def take(self, inner: Parse) -> None:
        """Take over an inner reading: its span, form, verb and cues; modal and time add up."""
        self.start = inner.start
        self.form, self.rule, self.named = inner.form, inner.rule, inner.named
        self.set_verb(inner.verb, inner.verb_start, inner.object_start)
        self.negation = inner.negation
        self.modal = self.modal or inner.modal
        self.time = inner.time or self.time
        self.cues += inner.cues

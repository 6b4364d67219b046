"""What a clause asserts: commitment, achievement or background, by section kind and cue together. Clauses in, status out."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.grammar import grammar
from yinuo.nlp.segments import Sentence
from yinuo.nlp.state import by_line, clauses_of, state, texts
from yinuo.nlp.topics import topic_sentences
from yinuo.rules import Row, load_table

Effect = Literal["background", "achievement", "means", "opener"]
ACTS = frozenset(("action", "negative", "result", "measure"))
_PAST_KINDS = frozenset(("review",))
_MIXED = re.compile(r"取向|任务|安排|重点|举措|目标|政策")
_PLAN_KINDS = frozenset(("tasks", "targets", "safeguards"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue(Row):
    """Words that tell the standing of a clause or of its whole sentence."""

    name: str
    effect: Effect
    scope: Literal["clause", "sentence"]
    pattern: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The status of a clause, the rule that decided, and the cue's span."""

    status: str | None
    rule: str
    start: int | None = None
    end: int | None = None


@functools.cache
def cues() -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    """The cue table with its patterns compiled."""
    return tuple((row, re.compile(row.pattern)) for row in load_table("cues", Cue))


class Asserter:
    """Decides for the clauses of one line at a time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.clause_cues = [(c, p) for c, p in cues() if c.scope == "clause"]
        self.sentence_cues = [(c, p) for c, p in cues() if c.scope == "sentence"]

    def line(
        self, kind: str, sentences: Sequence[Sentence], clauses: Sequence[Sequence[dict[str, Any]]], topics: set[int]
    ) -> None:
        """Sets ``status`` and ``reason`` of every clause of a line; ``kind`` is the section's."""
        guided = False
        for i, sentence in enumerate(sentences):
            cue = self._sentence_cue(sentence)
            own = clauses[i]
            for j, clause in enumerate(own):
                decision = self._decide(kind, clause, cue, own, j)
                if decision.status == "commitment" and i in topics:
                    decision = Decision(None, "topic sentence: the rest of the line spells it out")
                clause["status"], clause["reason"] = decision.status, decision.rule
                clause["cue"] = (decision.start, decision.end)
            guided = guided or (cue is not None and cue[0].name == "guiding idea")

    def _sentence_cue(self, sentence: Sentence) -> tuple[Cue, int, int] | None:
        piece = self.text[sentence.mark : sentence.end]
        for cue, pattern in self.sentence_cues:
            match = pattern.search(piece)
            if match:
                return cue, sentence.mark + match.start(), sentence.mark + match.end()
        return None

    def _clause_cue(self, clause: dict[str, Any]) -> tuple[Cue, int, int] | None:
        piece = self.text[clause["start"] : clause["end"]]
        for cue, pattern in self.clause_cues:
            match = pattern.search(piece)
            if match and not _quoted(piece, match.start()):
                return cue, clause["start"] + match.start(), clause["start"] + match.end()
        return None

    def _decide(
        self,
        kind: str,
        clause: dict[str, Any],
        around: tuple[Cue, int, int] | None,
        own: Sequence[dict[str, Any]],
        j: int,
    ) -> Decision:
        if clause["form"] not in ACTS:
            return Decision(None, f"no action: {clause['rule'] or 'no verb with an object'}")
        if clause["form"] == "action" and not clause["time"] and not clause["numbers"] and _too_bare(clause):
            return Decision(None, "no object, or no more than four characters with it")
        if self._past(own, j):
            return Decision("achievement", "a time that lies behind governs it")
        found = self._clause_cue(clause)
        modal = bool(clause["modal"]) or clause["form"] == "negative" or _modal_before(own, j)
        for cue in (found, around):
            if cue is None:
                continue
            decision = self._by_cue(kind, clause, cue, own, j, modal)
            if decision is not None:
                return decision
        if self._explained(own, j) and not modal:
            return Decision("background", "a later part of the sentence says what it is")
        return self._by_section(kind, clause, modal, targeted=_targeted(own, self.text))

    def _by_cue(
        self,
        kind: str,
        clause: dict[str, Any],
        found: tuple[Cue, int, int],
        own: Sequence[dict[str, Any]],
        j: int,
        modal: bool,
    ) -> Decision | None:
        cue, start, end = found
        rule = f"{cue.effect}: {cue.name}"
        if cue.effect == "opener":
            if cue.name == "stated goal" and (clause["time"] or clause["actor"]):
                return None
            return Decision(None, rule, start, end)
        if cue.effect == "means":
            if cue.name == "grasp" and clause["rule"] == "phrase before its verb":
                return None
            ground = cue.name in ("grasp", "focus") and clause["stop"] == "，" and (cue.name == "grasp" or j == 0)
            if ground or any(c["form"] in ACTS for c in own[j + 1 :]) or clause["end"] - clause["start"] <= 6:
                return Decision(None, rule, start, end)
            return None
        if cue.effect == "achievement":
            if (modal and cue.scope == "sentence") or (modal and cue.name == "honoured"):
                return None
            if kind in _PLAN_KINDS and cue.scope == "sentence":
                return None
            return Decision("achievement", rule, start, end)
        return Decision("background", rule, start, end)

    def _past(self, own: Sequence[dict[str, Any]], j: int) -> bool:
        """去年财政超收…，其中中央超收…: the last time named in the sentence so far is a past one."""
        timed = [c for c in own[: j + 1] if c["time"]]
        return bool(timed) and timed[-1]["past"] and timed[-1]["part"] == own[j]["part"] and not own[j]["modal"]

    def _explained(self, own: Sequence[dict[str, Any]], j: int) -> bool:
        """加大投资力度，……，是拉动增长的引擎: the clauses before 是 are its subject, those after X是 its predicate."""
        if any(c["opens_with_is"] and (c["form"] == "state" or c["modal"]) for c in own[j + 1 :]):
            return True
        if any(c["opens_with_is"] and c["part"] == own[j]["part"] and not c["modal"] for c in own[:j]):
            return True
        opening = next((c for c in own if c["form"] != "lead"), None)
        defines = (
            opening is not None and opening["form"] == "state" and "是" in self.text[opening["start"] : opening["end"]]
        )
        return defines and opening["part"] == own[j]["part"] and opening["stop"] in "，、" and not opening["time"]

    def _by_section(self, kind: str, clause: dict[str, Any], modal: bool, *, targeted: bool) -> Decision:
        if kind == "review":
            return Decision("achievement", "section on the past")
        if kind in ("situation", "front", "closing"):
            if targeted or (clause["time"] and clause["form"] in ("action", "result", "measure") and kind != "closing"):
                return Decision("commitment", f"a target or a dated action in a section of kind {kind}")
            return Decision("background", f"section of kind {kind}")
        if kind in _PLAN_KINDS:
            return Decision("commitment", f"section of kind {kind}")
        if kind == "guiding":
            if targeted:
                return Decision("commitment", "a target within a section of guiding thought")
            return Decision("background", "section of guiding thought")
        if not modal:
            return Decision("background", "no modal, in a section of unknown kind")
        return Decision("commitment", "modal, in a section of unknown kind")


def _too_bare(clause: dict[str, Any]) -> bool:
    """先行示范, 提升实力: a verb alone, or a bare verb and object of four characters in all."""
    row = grammar().verbs.get(clause["verb"])
    if row is not None and row.whole:
        return False
    return clause["object"] < 2 or clause["end"] - clause["start"] <= 4


def _targeted(own: Sequence[dict[str, Any]], text: str) -> bool:
    """Whether the sentence announces targets: 主要预期目标是：…"""
    return any(c["stop"] == "：" and "目标" in text[c["start"] : c["end"]] for c in own)


def _modal_before(own: Sequence[dict[str, Any]], j: int) -> bool:
    """Whether an earlier clause of the sentence has a modal that still governs (no ； between)."""
    return any(c["modal"] and c["part"] == own[j]["part"] for c in own[:j])


def _quoted(piece: str, at: int) -> bool:
    return piece.count("“", 0, at) > piece.count("”", 0, at) or piece.count("《", 0, at) > piece.count("》", 0, at)


def _kind(section: dict[str, Any]) -> str:
    """The section's kind; 总体要求和政策取向 holds more than guiding thought, so there the clauses themselves decide."""
    if section["kind"] != "guiding":
        return str(section["kind"])
    cue = section["cue"] or ""
    heading = next((h for h in reversed(section["path"]) if cue in h), "")
    return "tasks" if heading and _MIXED.search(heading) else "guiding"


@Language.factory("yinuo_assertion", assigns=["doc.user_data"])
def create_assertion(nlp: Language, name: str) -> Assertion:
    """The component's entry in a spaCy pipeline."""
    return Assertion()


class Assertion:
    """Gives every clause its status and the reason for it."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``status``, ``reason`` and ``cue`` of the clauses, and ``topic`` of the sentences."""
        own = state(doc)
        asserter = Asserter(texts(doc)[1])
        for line, places in by_line(own):
            kind = _kind(own["sections"][own["lines"][line]["section"]])
            sentences = [Sentence(s["start"], s["end"], s["mark"]) for s in (own["sentences"][p] for p in places)]
            clauses = clauses_of(own, places)
            topics = topic_sentences(asserter.text, sentences, clauses, numbered=own["lines"][line]["numbered"])
            for i, place in enumerate(places):
                own["sentences"][place]["topic"] = i in topics
            asserter.line(kind, sentences, clauses, topics)
        return doc

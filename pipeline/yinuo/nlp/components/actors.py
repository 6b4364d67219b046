"""Component ``yinuo_actors``: who acts in each clause, how far a named actor reaches, and who answers for an item.

Writes ``governing_actor`` and ``responsible``.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.decisions.actor_scope import ActorScope, Span
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.state import SentenceState, State, by_line, clauses_of, passes, state, texts

# （教育部、财政部负责） behind an item names who answers for it. That is no subject, and so no actor.
_TRAILING = re.compile(
    r"（(?:责任单位：|牵头单位：|由)?(?P<who>[^（）：，；]{2,80}?)(?:分别|共同|等按职责分工|等部门|按职责分工|会同[^（）]*?|等)*(?:牵头|负责|落实)[^（）]{0,80}）"
)


@Language.factory("yinuo_actors", assigns=["doc.user_data"])
def create_actors(nlp: Language, name: str) -> Actors:
    """The component's entry in a spaCy pipeline."""
    return Actors()


class Actors:
    """Carries a named actor over the clauses it governs."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``governing_actor`` of every clause: (span, source), or None for the speech's own organisation."""
        own = state(doc)
        text = texts(doc)[1]
        orders = _orders(own)
        bodies = {e["start"]: e["end"] for e in doc.user_data.get("entities", ()) if e["label"] == "ORG"}
        for line, places in by_line(own):
            for chosen in passes(own, places):
                scope = ActorScope(orders=own["lines"][line].get("speech") in orders, bodies=bodies)
                trailing = _trailing(text, [own["sentences"][p] for p in chosen], own["lines"][line]["end"])
                for place, named, clauses in zip(chosen, trailing, clauses_of(own, chosen), strict=True):
                    scope.sentence(clauses, heading=own["sentences"][place]["topic"])
                    for clause in clauses:
                        clause["responsible"] = named
        return doc


def _orders(own: State) -> set[int]:
    """The numbers of the documents that tell others what to do (…的通知), by their titles: no speeches, no reports."""
    infos = [s["info"] for s in own.get("speeches") or ()]
    return {info["index"] for info in infos if shape("orders").search(info.get("title") or "")}


def _trailing(text: str, sentences: list[SentenceState], line_end: int) -> list[Span | None]:
    """For each sentence who the next bracket （X负责） in its line names: it speaks for the whole item."""
    brackets = list(_TRAILING.finditer(text, sentences[0]["start"], line_end))
    found: list[Span | None] = []
    for sentence in sentences:
        after = next((m for m in brackets if m.start() > sentence["start"]), None)
        found.append(after.span("who") if after else None)
    return found

"""Analyse a text on plain state: what the pipeline does, without a spaCy Doc."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yinuo.nlp.entity_finder import Entity, find_entities
from yinuo.nlp.record_state import RecordState
from yinuo.nlp.state import State, bodies_of
from yinuo.nlp.steps.actors import find_actors
from yinuo.nlp.steps.assertion import assert_status
from yinuo.nlp.steps.clauses import find_clauses
from yinuo.nlp.steps.commitments import build_commitments, record_blocks
from yinuo.nlp.steps.deadlines import find_deadlines
from yinuo.nlp.steps.quantities import find_quantities
from yinuo.nlp.steps.structure import find_structure
from yinuo.nlp.steps.words import word_lengths
from yinuo.nlp.tokenizer.dictionary import Dictionary, own_dictionary, policy_dictionary

LONGEST = 50_000_000


class Analyser:
    r"""Find what the components of ``yinuo.load`` find, by the same functions, and write it to the same state.

    ``words`` are the user's own, as ``yinuo.load`` takes them, or ``dictionary`` has them already. Threads may share
    one: it keeps nothing of a text.

    >>> state = {"source": "今年，我们要新建幼儿园7所。", "text": "今年，我们要新建幼儿园7所。"}
    >>> Analyser()(state)
    >>> [record["text"] for record in state["commitments"]]
    ['新建幼儿园7所']
    """

    def __init__(
        self, words: Iterable[str] = (), *, dictionary: Dictionary | None = None, max_length: int = LONGEST
    ) -> None:
        words = tuple(words)
        self.max_length = max_length
        self._dictionary = dictionary or (own_dictionary(words) if words else policy_dictionary())

    def __call__(self, state: State) -> None:
        """Write everything the components know of the text of a state."""
        build_commitments(state, self._analyse(state))

    def blocks(self, state: State) -> Iterator[list[RecordState]]:
        """Analyse the text of a state now, and make its records as they are asked for, in blocks."""
        return record_blocks(state, self._analyse(state))

    def _analyse(self, state: State) -> Sequence[Entity]:
        find_structure(state)
        entities = find_entities(state["source"])
        bodies = bodies_of(entities)
        find_quantities(state)
        find_deadlines(state)
        find_clauses(state, word_lengths(state["source"], self._dictionary), bodies)
        assert_status(state)
        find_actors(state, bodies)
        return entities

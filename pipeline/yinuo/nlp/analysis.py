"""Analyse a text on plain state: what the pipeline does, without a spaCy Doc."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from yinuo.learned.folders import SHIPPED
from yinuo.nlp.decisions.listed_lines import listed_lines
from yinuo.nlp.decisions.row_targets import put_targets
from yinuo.nlp.entity_finder import Entity, find_entities
from yinuo.nlp.record_state import RecordState
from yinuo.nlp.state import State, bodies_of
from yinuo.nlp.steps.actors import find_actors
from yinuo.nlp.steps.assertion import assert_status
from yinuo.nlp.steps.clauses import clause_lines, find_clauses
from yinuo.nlp.steps.commitments import Builder, build_commitments
from yinuo.nlp.steps.deadlines import find_deadlines
from yinuo.nlp.steps.quantities import find_quantities
from yinuo.nlp.steps.reader import SecondReader
from yinuo.nlp.steps.structure import find_structure
from yinuo.nlp.steps.words import word_lengths
from yinuo.nlp.tokenizer.dictionary import Dictionary, own_dictionary, policy_dictionary

LONGEST = 50_000_000
# Clauses that are kept until their records are made.
_MANY = 5_000


class Analyser:
    r"""Find what the components of ``yinuo.load`` find, by the same functions, and write it to the same state.

    ``words`` are the user's own, as ``yinuo.load`` takes them, or ``dictionary`` has them already; ``reader`` is that
    of ``yinuo.load``. Threads may share one: it keeps nothing of a text. Raises ``ReaderError`` for a folder without a
    reader.

    >>> state = {"source": "今年，我们要新建幼儿园7所。", "text": "今年，我们要新建幼儿园7所。"}
    >>> Analyser()(state)
    >>> [record["text"] for record in state["commitments"]]
    ['新建幼儿园7所']
    """

    def __init__(
        self,
        words: Iterable[str] = (),
        *,
        reader: str | os.PathLike[str] | None = SHIPPED,
        dictionary: Dictionary | None = None,
        max_length: int = LONGEST,
    ) -> None:
        words = tuple(words)
        self.max_length = max_length
        self._second = SecondReader(os.fspath(reader)) if reader is not None else None
        self._dictionary = dictionary or (own_dictionary(words) if words else policy_dictionary())

    def __call__(self, state: State) -> None:
        """Write everything the components know of the text of a state."""
        entities = self._values(state)
        bodies = bodies_of(entities, state)
        find_clauses(state, word_lengths(state["source"], self._dictionary), bodies)
        assert_status(state)
        find_actors(state, bodies)
        build_commitments(state, entities)
        for _ in self._read(state, [state["commitments"]]):
            pass

    def blocks(self, state: State) -> Iterator[list[RecordState]]:
        """Find the values of a text now, and make its records as they are asked for, in blocks.

        The clauses of a long text come and go with its lines, but where a table or a line of those who answer may
        speak of lines far away.
        """
        entities = self._values(state)
        lines = clause_lines(state, word_lengths(state["source"], self._dictionary), bodies_of(entities, state))
        next(lines)  # who answers is known now
        return self._read(state, self._blocks(state, entities, lines))

    def _read(self, state: State, blocks: Iterable[list[RecordState]]) -> Iterator[list[RecordState]]:
        return self._second.read(state, blocks) if self._second else iter(blocks)

    def _blocks(self, state: State, entities: Sequence[Entity], lines: Iterator[None]) -> Iterator[list[RecordState]]:
        builder = Builder(state["source"], state["text"], state, entities)
        bodies, listed = bodies_of(entities, state), listed_lines(state)
        whole = builder.repeats or bool(state["duties"])
        for last in chain((False for _ in lines), (True,)):
            if not last and (whole or len(state["clauses"]) < _MANY):
                continue
            put_targets(state)
            assert_status(state, listed)
            find_actors(state, bodies, listed)
            yield from builder.blocks()
            state["sentences"], state["clauses"] = [], []

    def _values(self, state: State) -> Sequence[Entity]:
        find_structure(state)
        entities = find_entities(state["source"])
        find_quantities(state)
        find_deadlines(state)
        return entities

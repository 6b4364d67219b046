"""Find the actions of each sentence from lines, numbers and times: ``yinuo_clauses``."""

from __future__ import annotations

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.state import bodies, state_of, texts
from yinuo.nlp.steps.clauses import find_clauses
from yinuo.nlp.steps.words import WordLengths, at_offsets, is_adverb, is_verb


@Language.factory("yinuo_clauses", assigns=["doc.user_data"])
def create_clauses(nlp: Language, name: str) -> Clauses:
    """Make the component for a spaCy pipeline."""
    return Clauses()


class Clauses:
    """Split the body lines into sentences and these into clauses, plain dicts both."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the state's ``sentences``, ``clauses`` and ``duties``."""
        texts(doc)
        find_clauses(state_of(doc), token_lengths(doc), bodies(doc))
        return doc


def token_lengths(doc: Doc) -> WordLengths:
    """Look up the tokens of a Doc and their tags, as ``steps.words.word_lengths`` does the words of a text."""
    table = doc.to_array(["LENGTH", "SPACY", "TAG"])
    if not len(table):
        return WordLengths(b"", b"", b"")
    lengths, tags = table[:, 0].astype("int64"), table[:, 2]
    steps = lengths + table[:, 1].astype("int64")
    kinds = {int(tag): doc.vocab.strings[tag] for tag in numpy.unique(tags) if tag}
    chosen = ([tag for tag, name in kinds.items() if kind(name)] for kind in (is_verb, is_adverb))
    flags = ((lengths > 1) & numpy.isin(tags, wanted) for wanted in chosen)
    return at_offsets(lengths, steps.cumsum() - steps, int(steps.sum()), *flags)

"""A state verb fires where it makes the stretch a state; a noun where the stretch it opens is read without a verb."""

from functools import cache

import yinuo
from yinuo.nlp.components.clauses import token_lengths
from yinuo.nlp.parser import TextIndex, read
from yinuo.nlp.parser.grammar import PlainVerb

ROW = PlainVerb
tokenizer = cache(lambda: yinuo.load().tokenizer)


def fires(row, text):
    index = TextIndex(
        text, words=(lengths := token_lengths(tokenizer()(text)))[0], verbs=lengths[1], adverbs=lengths[2]
    )
    found = read(index, 0, len(text))
    if row.reads_as == "state":
        return found.form == "state" and "state" in {kind for kind, *_ in found.cues}
    return text.startswith(row.word) and index.verbs[0] == len(row.word) and found.rule != "dictionary-verb-and-object"

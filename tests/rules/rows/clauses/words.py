"""A word fires where it does what its kind says: left out of the span, kept in it, or deciding what the clause is."""

from yinuo.nlp.parser import TextIndex, read
from yinuo.nlp.parser.grammar import Word
from yinuo.nlp.tokenizer.dictionary import policy_dictionary

ROW = Word


def reading(text):
    lengths = bytearray()
    for word in policy_dictionary().cut(text):
        lengths += bytes([len(word)]).ljust(len(word), b"\0")
    return read(TextIndex(text, words=bytes(lengths) + b"\0"), 0, len(text))


def fires(row, text):
    at = text.find(row.word)
    end = at + len(row.word)
    found = reading(text)
    does = {
        "conjunction": found.start >= end and found.form != "lead",
        "self": found.self_named and found.start >= end,
        "modal": found.modal == row.word,
        "adverb": found.form in ("action", "negative") and found.start <= at and found.verb_start >= end,
        "negation": found.form == "negative" and found.negation == row.word,
        "purposive": found.form == "purpose" and ("purposive", at, end) in found.cues,
        "preposition": ("preposition", at, end) in found.cues,
    }
    return at >= 0 and does[row.kind]

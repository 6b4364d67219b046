"""A use fires where a clause is read by it: as the rule, the modal or the verb that the use makes of the word."""

from functools import cache

import yinuo
from yinuo.nlp.components.clauses import Clauses, token_lengths
from yinuo.nlp.parser import TextIndex, read
from yinuo.nlp.parser.grammar import UseRow
from yinuo.nlp.parser.patterns import patterns
from yinuo.nlp.state import state_of
from yinuo.values.quantities import scan

ROW = UseRow
tokenizer = cache(lambda: yinuo.load().tokenizer)


def reading(text):
    numbers = [found["start"] for found in scan(text)]
    words, verbs, adverbs = token_lengths(tokenizer()(text))
    return read(TextIndex(text, number_starts=numbers, words=words, verbs=verbs, adverbs=adverbs), 0, len(text))


def opens_with_is(text):
    doc = tokenizer()(text)
    state_of(doc)["include"] = ["background"]
    return Clauses()(doc) and state_of(doc)["clauses"][0]["opens_with_is"]


def fires(row, text):
    at = text.find(row.word)
    end = at + len(row.word)
    if at < 0 or row.use == "definition":
        return at == 0 and opens_with_is(text)
    found, firm = reading(text), patterns().inner_modal.search(text)
    before_verb = ("preposition", at, end) in found.cues
    does = {
        "fronting": before_verb and found.rule in ("object-before-verb", "object-without-verb"),
        "placing": before_verb and found.rule == "phrase-before-verb",
        "lead": at == 0 and found.start >= end,
        "loose": found.modal == row.word and found.start >= end,
        "verbal": found.modal == row.word,
        "firm": found.form == "result" and firm is not None and firm[0] == row.word,
        "short_ban": found.form == "negative" and found.negation == found.verb == row.word,
        "ground": found.rule == "phrase-before-verb" and found.verb_start > end,
        "led": found.rule == "phrase-before-verb" and found.verb == row.word,
        "terse": found.form == "action" and found.verb == row.word and found.object_length == 2,
        "measuring": found.rule == "subject-to-reach-state" and found.form == "result" and found.verb == row.word,
        "single": found.rule == "object-before-verb" and found.verb == row.word,
    }
    return does[row.use]

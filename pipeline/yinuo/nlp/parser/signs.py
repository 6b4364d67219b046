"""Tell by one look where long patterns cannot match, so that they are not tried at most stretches."""

from __future__ import annotations

import functools
import re
from collections.abc import Container
from dataclasses import dataclass

from yinuo.nlp.parser.grammar import adverb_patterns, grammar
from yinuo.nlp.parser.patterns import patterns
from yinuo.rules import compile_re
from yinuo.rules.anchors import beginning, closes, first_characters, first_pairs, opens, sign


@dataclass(frozen=True, slots=True)
class Signs:
    """Hold what stands in, or at an end of, each stretch in which a pattern of the same name matches.

    ``other_readings``: what opens a causative, a ban or a purpose; ``within_adverbs``: what stands in adverbs of which
    nobody knows what they begin with.
    """

    modal: re.Pattern[str]
    body: re.Pattern[str]
    also: re.Pattern[str]
    framed: re.Pattern[str]
    reform: re.Pattern[str]
    classed: re.Pattern[str]
    verbal_name: re.Pattern[str]
    many_bodies: re.Pattern[str]
    manner: re.Pattern[str]
    within_adverbs: re.Pattern[str]
    adverb_opens: Container[str]
    other_readings: Container[str]
    many_bodies_ends: Container[str]
    hollow_ends: Container[str]
    duties_ends: Container[str]
    framed_opens: Container[str]


@functools.cache
def signs() -> Signs:
    """Read the signs off the patterns, once."""
    g, p = grammar(), patterns()
    known = {pattern: first_characters(pattern) for pattern in adverb_patterns()}
    unknown = "|".join(f"(?:{pattern})" for pattern, first in known.items() if first is None)
    opening = first_pairs(p.reform.pattern)
    return Signs(
        modal=compile_re(sign(p.inner_modal.pattern)),
        body=compile_re(sign(p.set_up_body.pattern)),
        also=compile_re(sign(p.also.pattern)),
        framed=compile_re(sign(p.framed.pattern)),
        reform=beginning(opening) if opening else re.compile(""),
        classed=compile_re(sign(p.classed.pattern)),
        verbal_name=compile_re(sign(p.verbal_name.pattern)),
        many_bodies=compile_re(sign(p.many_bodies.pattern)),
        manner=compile_re(sign(p.manner.pattern)),
        within_adverbs=compile_re(sign(unknown) if unknown else "(?!)"),
        adverb_opens=frozenset[str]().union(*filter(None, known.values())),
        other_readings=opens("|".join(one.pattern for one in (p.causative, g.negation, g.purposive))),
        many_bodies_ends=closes(p.many_bodies.pattern),
        hollow_ends=closes(p.hollow.pattern),
        duties_ends=closes(p.duties.pattern),
        framed_opens=opens(p.framed.pattern),
    )

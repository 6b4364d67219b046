"""Test that a sign, which tells at a glance that a long pattern cannot match, never hides a match of it.

All texts of the table of shapes are tried, whole and from and to each of their characters.
"""

import pytest

from yinuo.nlp.parser.grammar import SHAPES, adverb_patterns, grammar
from yinuo.nlp.parser.patterns import patterns
from yinuo.nlp.parser.signs import signs
from yinuo.rules import shape_rows

TEXTS = sorted({text for row in shape_rows(SHAPES) for text in (row.example, row.near_miss)})
G, P, S = grammar(), patterns(), signs()
WITHIN = {
    "modal": P.inner_modal,
    "body": P.set_up_body,
    "also": P.also,
    "framed": P.framed,
    "reform": P.reform,
    "classed": P.classed,
    "verbal_name": P.verbal_name,
    "many_bodies": P.many_bodies,
    "manner": P.manner,
}
OPENS = {"framed_opens": [P.framed], "other_readings": [P.causative, G.negation, G.purposive]}
ENDS = {"many_bodies_ends": P.many_bodies, "hollow_ends": P.hollow, "duties_ends": P.duties}


def matches(pattern, text):
    """The matches from each place to the end of the text."""
    return filter(None, (pattern.match(text, at) for at in range(len(text))))


@pytest.mark.parametrize("name", WITHIN)
def test_what_stands_in_each_match(name):
    sign, found = getattr(S, name), [(text, m) for text in TEXTS for m in matches(WITHIN[name], text)]
    assert found
    assert [(text, m[0]) for text, m in found if not sign.search(text, m.start())] == []
    assert not all(map(sign.search, TEXTS))


@pytest.mark.parametrize("name", OPENS)
def test_what_opens_each_match(name):
    opens, found = getattr(S, name), [m for text in TEXTS for p in OPENS[name] for m in matches(p, text)]
    assert found
    assert [m[0] for m in found if m[0][0] not in opens] == []
    assert not all(text[0] in opens for text in TEXTS)


@pytest.mark.parametrize("name", ENDS)
def test_what_ends_each_match(name):
    ends = getattr(S, name)
    found = [text[:n] for text in TEXTS for n in range(1, len(text) + 1) if ENDS[name].fullmatch(text, 0, n)]
    assert found
    assert [text for text in found if text[-1] not in ends] == []
    assert not all(text[-1] in ends for text in TEXTS)


def test_what_adverbs_need():
    found = [(text, m) for text in TEXTS for m in matches(G.adverbs, text)]
    assert len(found) > len(adverb_patterns())
    assert [m[0] for t, m in found if m[0][0] not in S.adverb_opens and not S.within_adverbs.search(t, m.start())] == []
    assert not all(text[0] in S.adverb_opens or S.within_adverbs.search(text) for text in TEXTS)


def test_signs_are_all_tried():
    assert {*WITHIN, *OPENS, *ENDS, "adverb_opens", "within_adverbs"} == {*S.__slots__}

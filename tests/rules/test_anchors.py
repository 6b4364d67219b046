"""Anchors leave no match out: whatever a pattern finds, its row is among the candidates."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tests.rules.test_tables import TABLES, rows_of
from yinuo.nlp.decisions.cues import Cue
from yinuo.nlp.decisions.labels import SpecificityRule
from yinuo.nlp.parser.grammar import grammar, verb_from
from yinuo.nlp.parser.patterns import patterns
from yinuo.readers import read
from yinuo.rules import Anchored, load_table
from yinuo.rules.anchors import anchors, first_characters, first_pairs, found_in

SPEECHES = sorted((Path(__file__).parents[2] / "corpus" / "speeches").glob("*.txt"))
READ_BY = {"decisions/specificity": SpecificityRule, "decisions/cues": Cue}


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("不得", ["得", "不"]),
        ("不得|严禁", ["严得"]),
        ("(?:出台|印发).{0,6}《", ["《", "印台"]),
        ("[一二三]项", ["项", "一三二"]),
        ("[0-3]万", ["万", "0123"]),
        ("(?P<n>完成)+(?:全部)?", ["完", "成"]),
        ("在(?=全国)(?<=现在)(?!乡)", ["现", "在", "全", "国"]),
        ("(?>出台)印++", ["印", "台", "出"]),
        ("出(?:台)?|.{2}", []),
        ("[^一二三]\\d.", []),
        ("(?i)gdp", []),
        ("(?i:gdp)增长", ["长", "增"]),
        ("[\u4e00-\u9fff]", []),
        ("(一)?(?(1)二|三)", []),
    ],
)
def test_anchors_of_a_pattern(pattern, wanted):
    assert [set(found) for found in map("".join, anchors(pattern))] == [set(want) for want in wanted]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("(?:[抓管]好|办成)", "抓管办"),
        ("(?:(?:甲|乙)丙|[0-2])丁", "甲乙012"),
        ("(?:再)?抓好", "再抓"),
        ("(?:再){1,2}抓好", "再"),
        ("(?:再)?", None),
        ("(?:再)?.", None),
        ("抓好|", None),
        ("(?=抓)抓", "抓"),
        ("^(?<!不)(?!抓好)(?:抓|管)+", "抓管"),
        ("(?i:a)好", None),
        ("(?i)a", None),
        ("[^抓]", None),
        ("", None),
    ],
)
def test_first_characters_of_a_pattern(pattern, wanted):
    assert first_characters(pattern) == (None if wanted is None else frozenset(wanted))


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("抓好|办", ["抓好", "办"]),
        ("(?:再)?抓好", ["再抓", "抓好"]),
        ("抓?", None),
        ("(?:[一二]){1,3}", ["一", "二", "一一", "一二", "二一", "二二"]),
        ("抓.", ["抓"]),
        ("抓(?:紧|[^好])办", ["抓紧", "抓"]),
        ("(?>抓)(?=好)(?:好|紧)", ["抓好", "抓紧"]),
        ("(一)(?(1)二|三)", ["一"]),
        (r"(抓)\1", ["抓"]),
        (".抓", None),
        ("抓(?i:a)", ["抓"]),
    ],
)
def test_first_pairs_of_a_pattern(pattern, wanted):
    assert first_pairs(pattern) == (None if wanted is None else frozenset(wanted))


def test_skipping_to_pairs_loses_no_match():
    read_off = [pattern for pattern in vars_of(patterns()) if first_pairs(pattern.pattern)]
    assert len(read_off) > 30
    found = 0
    for piece in pieces()[::7]:
        for pattern in read_off:
            matches = [match.span() for match in pattern.finditer(piece) if match[0]]
            assert [match.span() for match in found_in(pattern, piece) if match[0]] == matches, (pattern, piece)
            found += len(matches)
    assert found > 1000


def vars_of(held):
    return [getattr(held, field.name) for field in fields(held)]


def test_a_verb_is_found_by_its_first_character_as_it_is_without():
    texts = "".join(pieces())
    for at in range(0, len(texts), 3):
        ours, every = verb_from(texts[at]).match(texts, at), grammar().verb.match(texts, at)
        assert (ours and ours.span()) == (every and every.span()), texts[at : at + 6]


def pieces():
    found = {text for name in TABLES for row in rows_of(name)[1] for text in (row.example, row.near_miss)}
    for path in SPEECHES:
        text = read(path).text
        for mark in ("[。\n]", "[，。；：、\n]"):
            found.update(re.split(mark, text))
    return sorted(found)


@pytest.mark.parametrize("table", READ_BY)
def test_no_match_is_lost(table):
    own = [(row, row.pattern) for row in load_table(table, READ_BY[table])]
    anchored, tried, found = Anchored(own), 0, 0
    compiled = [(row, re.compile(pattern)) for row, pattern in own]
    texts = pieces()
    for piece in texts:
        candidates = [row for row, _ in anchored.candidates(piece)]
        matching = [row for row, pattern in compiled if pattern.search(piece)]
        assert [row for row in candidates if row in matching] == matching, piece
        tried, found = tried + len(candidates), found + len(matching)
    assert found > 300, "the texts hold many matches"
    assert tried < len(texts) * len(own) / 5, "most patterns are not tried"


def test_candidates_come_in_the_order_of_the_table_with_their_patterns():
    table = Anchored((str(number), pattern) for number, pattern in enumerate(["乙甲", ".", "丁", "甲"]))
    assert [(row, pattern.pattern) for row, pattern in table.candidates("甲乙")] == [
        ("0", "乙甲"),
        ("1", "."),
        ("3", "甲"),
    ]
    assert [row for row, _ in table.candidates("")] == ["1"]
    assert not list(Anchored([]).candidates("甲"))

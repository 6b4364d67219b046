"""Test each measure on cases small enough to count by hand, and what must hold for any spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate.samples import ALL, PARK, PLAN, ROAD, TEAM, record
from yinuo.evaluate.gold import GoldDocument
from yinuo.evaluate.items import Item, read_item
from yinuo.evaluate.scores import MEASURES, Count, add_up, compare, overlap, pair


def counts(found, gold=ALL, **document):
    document = GoldDocument("a.txt", tuple(read_item(r) for r in gold), **document)
    own = compare(document, [read_item(r) for r in found]).counts
    return {name: (own[name].gold, own[name].predicted, own[name].hit) for name in MEASURES}


def test_gold_against_itself_is_right_in_everything():
    assert counts(ALL) == {
        "detection": (4, 4, 4),
        "concrete": (3, 3, 3),
        "actor": (4, 4, 4),
        "quantity": (2, 2, 2),
        "deadline": (2, 2, 2),
        "record": (4, 4, 4),
    }


# One change to the gold → hits that are left of detection 4, concrete 3, actor 4, quantity 2, deadline 2, record 4.
@pytest.mark.parametrize(
    ("found", "hits"),
    [
        pytest.param([], (0, 0, 0, 0, 0, 0), id="nothing found"),
        pytest.param([PARK, ROAD, PLAN], (3, 3, 3, 2, 2, 3), id="one missed"),
        pytest.param(
            [PARK, ROAD, PLAN, {**TEAM, "status": "achievement"}], (3, 3, 3, 2, 2, 3), id="called achievement"
        ),
        pytest.param([PARK, ROAD, PLAN, {**TEAM, "status": "commitment"}], (4, 3, 4, 2, 2, 4), id="status named"),
        pytest.param([PARK, ROAD, PLAN, {**TEAM, "actor": None}], (4, 3, 3, 2, 2, 3), id="no actor"),
        pytest.param(
            [{**PARK, "actor": {"source": "explicit", "text": " 我们 "}}, ROAD, PLAN, TEAM],
            (4, 3, 4, 2, 2, 4),
            id="我们 is the speech's own organisation",
        ),
        pytest.param([{**PARK, "quantities": []}, ROAD, PLAN, TEAM], (4, 3, 4, 1, 2, 3), id="no quantity"),
        pytest.param(
            [{**PARK, "quantities": PARK["quantities"] * 2}, ROAD, PLAN, TEAM],
            (4, 3, 4, 2, 2, 3),
            id="a quantity twice",
        ),
        pytest.param(
            [{**PARK, "quantities": [{"low": 7.005, "high": 7, "unit": "座"}]}, ROAD, PLAN, TEAM],
            (4, 3, 4, 2, 2, 4),
            id="equal to a thousandth",
        ),
        pytest.param([PARK, ROAD, {**PLAN, "deadline": None}, TEAM], (4, 3, 4, 2, 1, 3), id="no deadline"),
        pytest.param(
            [PARK, ROAD, PLAN, {**TEAM, "deadline": {"to": "2022-12-31", "source": "document"}}],
            (4, 3, 4, 2, 2, 4),
            id="the document's own year is no deadline",
        ),
        pytest.param([PARK, ROAD, {**PLAN, "specificity": "directional"}, TEAM], (4, 2, 4, 2, 2, 4), id="not concrete"),
        pytest.param([PARK, ROAD, {**PLAN, "specificity": "quantified"}, TEAM], (4, 3, 4, 2, 2, 4), id="as concrete"),
        pytest.param([PARK, ROAD, PLAN, record("队伍建设", actor="市教育局")], (4, 3, 4, 2, 2, 4), id="enough overlap"),
        pytest.param([PARK, ROAD, PLAN, record("建设", actor="市教育局")], (3, 3, 3, 2, 2, 3), id="too little overlap"),
    ],
)
def test_hits(found, hits):
    assert tuple(hit for _, _, hit in counts(found).values()) == hits


def test_what_lies_outside_the_range_is_passed_over():
    assert counts([PARK, TEAM], gold=[PARK], start=0, end=20)["detection"] == (1, 1, 1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("％", "%"), ("百分点", "个百分点"), ("个百分点", "个百分点"), (None, ""), ("万人次", "万人次")],
)
def test_units_written_differently(written, meant):
    item = read_item({**PARK, "quantities": [{"low": 1, "high": 1, "unit": written}]})
    assert item.amounts[0].unit == meant


def test_greatest_overlap_is_paired_first():
    gold = [Item(0, 10, ""), Item(10, 14, "")]
    found = [Item(0, 12, ""), Item(0, 9, ""), Item(11, 14, "")]
    assert [(p.gold.start, p.found.start, p.found.end) for p in pair(gold, found)] == [(0, 0, 9), (10, 11, 14)]


def test_ratios_of_nothing_are_zero():
    assert (Count().precision, Count().recall, Count().f1) == (0, 0, 0)
    assert add_up([])["record"] == Count()


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: Item(s[0], s[0] + s[1], "")), max_size=12
)


@given(SPANS, SPANS)
def test_pairs_are_one_to_one_and_overlap_by_half(gold, found):
    pairs = pair(gold, found)
    assert len({id(p.gold) for p in pairs}) == len({id(p.found) for p in pairs}) == len(pairs)
    assert all(p.overlap == overlap(p.gold, p.found) >= 0.5 for p in pairs)


@given(SPANS, SPANS)
def test_gold_and_found_change_places(gold, found):
    one = compare(GoldDocument("a", tuple(gold)), found).counts["detection"]
    other = compare(GoldDocument("a", tuple(found)), gold).counts["detection"]
    assert (one.gold, one.predicted) == (other.predicted, other.gold)
    assert one.precision <= 1 >= one.recall
    assert one.hit <= min(one.gold, one.predicted)


@given(SPANS)
def test_spans_against_themselves_are_all_found(spans):
    own = compare(GoldDocument("a", tuple(spans)), spans)
    assert own.counts["record"] == Count(len(spans), len(spans), len(spans))
    assert own.missed == own.spurious == ()

"""Test how events become the state of records: examples of every kind, and properties of all histories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.samples import TEXT, made, records
from yinuo.errors import InputError
from yinuo.verdicts.corrected import corrected
from yinuo.verdicts.projection import project

RECORDS = records()
FIRST, SECOND = RECORDS[0], RECORDS[1]


def part(key, start, end):
    """What the room writes out of a span: the first record with that span."""
    plain = FIRST.model_dump(by_alias=True, mode="json")
    span = {"start": start, "end": end, "text": TEXT[start:end]}
    return {"key": key, "record": {**plain, **span, "quantities": [], "id": f"{start:016d}"}}


def states(*decisions, author="甲"):
    return {key: own.state for key, own in project(RECORDS, decisions, author, TEXT).items()}


@pytest.mark.parametrize(
    ("kind", "rest", "state"),
    [
        ("accept", {}, "accepted"),
        ("reject", {"reason": "heading"}, "rejected"),
        ("edit", {"payload": {"specificity": "directional"}}, "edited"),
        ("note", {"payload": {"note": "看看"}}, "undecided"),
    ],
)
def test_each_kind_of_decision_leaves_its_state(kind, rest, state):
    assert states(made(FIRST.id, kind, **rest))[FIRST.id] == state


def test_the_last_decision_counts_and_edits_add_up():
    edits = [
        made(FIRST.id, "edit", payload={"specificity": "directional"}),
        made(FIRST.id, "edit", payload={"firmness": "binding"}),
    ]
    found = project(RECORDS, edits, "甲", TEXT)[FIRST.id].record
    assert (found.specificity, found.firmness) == ("directional", "binding")
    assert found.measurable.value is False
    assert states(*edits, made(FIRST.id, "reject", reason="other"))[FIRST.id] == "rejected"


def test_a_split_takes_the_place_of_its_record_until_it_is_undone():
    middle = FIRST.start + 4
    parts = [part("part-one-1", FIRST.start, middle), part("part-two-2", middle, FIRST.end)]
    cut = made(FIRST.id, "split", event="event-split", payload={"parts": parts})
    found = project(RECORDS, [cut], "甲", TEXT)
    assert (found[FIRST.id].state, found["part-one-1"].parents) == ("split", (FIRST.id,))
    assert not found[FIRST.id].kept
    assert found["part-two-2"].record.text == TEXT[middle : FIRST.end]
    decided = made("part-one-1", "reject", reason="span")
    undone = states(cut, decided, made(FIRST.id, "undo", undoes="event-split"))
    assert undone == states()


def test_a_merge_takes_the_place_of_its_records():
    whole = {"with": [SECOND.id], **part("whole-one", FIRST.start, SECOND.end)}
    found = project(RECORDS, [made(FIRST.id, "merge", payload=whole)], "甲", TEXT)
    assert [found[key].state for key in (FIRST.id, SECOND.id, "whole-one")] == ["merged", "merged", "added"]
    assert found["whole-one"].parents == (FIRST.id, SECOND.id)


def test_what_was_added_stays_added_when_it_is_accepted_or_edited_and_can_be_taken_back():
    add = made("added-one", "add", payload=part("added-one", 0, 5))
    assert states(add, made("added-one", "accept"))["added-one"] == "added"
    assert states(add, made("added-one", "edit", payload={"firmness": "binding"}))["added-one"] == "added"
    assert states(add, made("added-one", "reject", reason="other"))["added-one"] == "rejected"


def test_nobody_sees_the_decisions_of_others():
    assert states(made(FIRST.id, "accept", author="乙")) == states()


def test_an_edited_span_moves_its_sentence_and_loses_the_evidence_of_its_old_one():
    found = corrected(FIRST, {"start": FIRST.start - 2, "end": FIRST.end}, TEXT)
    assert found.text == TEXT[FIRST.start - 2 : FIRST.end]
    assert found.sentence.start <= found.start
    assert found.id == FIRST.id


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"start": 3, "end": 2}, "outside the text"),
        ({"start": 0, "end": 10_000}, "outside the text"),
        ({"start": 0, "end": 3, "text": "别的话"}, "is not the text at 0..3"),
        ({"deadline": {"text": "年底", "start": 0, "end": 2}}, "deadline: '年底' is not the text"),
        ({"specificity": "vague"}, "specificity: "),
        ({"confidence": 1}, "confidence: cannot be corrected"),
    ],
)
def test_what_contradicts_the_text_is_refused(changes, why):
    with pytest.raises(InputError, match=why):
        corrected(FIRST, changes, TEXT)


KINDS = st.sampled_from(["accept", "reject", "edit", "note", "split", "merge", "add"])
EVENTS = st.lists(st.tuples(KINDS, st.integers(0, len(RECORDS) - 1), st.booleans()), max_size=12)
PAYLOADS = {
    "edit": lambda n: {"firmness": "binding"},
    "note": lambda n: {"note": str(n)},
    "split": lambda n: {"parts": [part(f"part-{n}-a", 0, 2), part(f"part-{n}-b", 2, 4)]},
    "merge": lambda n: {"with": [RECORDS[-1].id], **part(f"whole-{n:03d}", 0, 6)},
    "add": lambda n: part(f"added-{n:03d}", 1, 3),
}


def history(choices):
    """Events of a person at work; a true third part undoes the event before."""
    found = []
    for number, (kind, which, undone) in enumerate(choices):
        payload = PAYLOADS[kind](number) if kind in PAYLOADS else None
        key = f"added-{number:03d}" if kind == "add" else RECORDS[which].id
        found.append(made(key, kind, payload=payload, reason="other" if kind == "reject" else None))
        if undone:
            found.append(made(key, "undo", undoes=found[-1].event))
    return found


@given(EVENTS)
def test_undoing_the_last_event_gives_the_state_before(choices):
    before = history(choices)
    for kind in PAYLOADS | {"accept": None}:
        (last, *_) = history([(kind, 0, False)])
        undone = [*before, last, made(FIRST.id, "undo", undoes=last.event)]
        assert project(RECORDS, undone, "甲", TEXT) == project(RECORDS, before, "甲", TEXT)
        again = [*undone, made(FIRST.id, "undo", undoes=undone[-1].event)]
        assert project(RECORDS, again, "甲", TEXT) == project(RECORDS, [*before, last], "甲", TEXT)


@given(EVENTS)
def test_any_beginning_of_a_history_can_be_replayed(choices):
    whole = history(choices)
    for length in range(len(whole) + 1):
        assert len(project(RECORDS, whole[:length], "甲", TEXT)) >= len(RECORDS)


@given(st.sampled_from(["accept", "reject", "edit", "note"]), st.sampled_from(["accept", "reject", "edit", "note"]))
def test_the_order_of_events_on_different_records_does_not_matter(one, other):
    first = made(FIRST.id, one, payload=PAYLOADS[one](1) if one in PAYLOADS else None)
    second = made(SECOND.id, other, payload=PAYLOADS[other](2) if other in PAYLOADS else None)
    assert project(RECORDS, [first, second], "甲", TEXT) == project(RECORDS, [second, first], "甲", TEXT)

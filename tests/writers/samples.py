"""Records for the tests of the writers: any that the models allow, and a document whose text they stand in."""

import hashlib

from hypothesis import strategies as st

from yinuo.records import (
    Action,
    Actor,
    Commitment,
    Deadline,
    Evidence,
    Measurable,
    Party,
    Quantity,
    Span,
    SpeechInfo,
)
from yinuo.writers.document import Document, announce

TEXT = """𠮷田县2024年工作安排
（2024年2月20日）
一、扩大学位供给
县教育局要在10月底前新建幼儿园7所，
覆盖率达到95%以上；加强𠮷田中学
建设。三年内改造食堂2—4个。
"""
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
NAME = "folder/plan 一.txt"


def span(quote):
    start = TEXT.index(quote)
    return {"text": quote, "start": start, "end": start + len(quote)}


def record(quote, *, actor=None, quantities=(), deadline=None, number=0, **more):
    """A record of ``quote`` in TEXT; ``quantities`` and ``deadline`` are (quote, values)."""
    values = {
        **span(quote),
        "id": hashlib.sha256(f"{quote}{number}".encode()).hexdigest()[:16],
        "document": NAME,
        "document_sha256": SHA,
        "speech": SpeechInfo(
            index=0, title="工作安排", organisation="𠮷田县", date="2024-02-20", date_source="dateline"
        ),
        "section": ("一、扩大学位供给",),
        "sentence": Span(**span("县教育局要在10月底前新建幼儿园7所，\n覆盖率达到95%以上；加强𠮷田中学\n建设")),
        "action": Action(verb=quote[:2]),
        "actor": Actor(**span(actor), source="explicit", name=actor) if actor else Actor(name="𠮷田县"),
        "quantities": tuple(Quantity(**span(q), **v) for q, v in quantities),
        "deadline": deadline and Deadline(**span(deadline[0]), **deadline[1]),
        "specificity": "quantified" if quantities else "directional",
        "measurable": Measurable(value=bool(quantities)),
        "confidence": 0.9,
    }
    return Commitment(**{**values, **more})


OCTOBER = ("10月底前", {"to": "2024-10-31"})
DOCUMENT = Document(NAME, SHA, TEXT)
RECORDS = (
    record(
        "新建幼儿园7所",
        actor="县教育局",
        quantities=[("7所", {"low": 7, "high": 7, "unit": "所"})],
        deadline=OCTOBER,
    ),
    record(
        "覆盖率达到95%以上",
        actor="县教育局",
        quantities=[("95%以上", {"low": 95, "high": None, "unit": "%"})],
        deadline=OCTOBER,
        firmness="binding",
    ),
    record("加强𠮷田中学\n建设", actor="县教育局", status="background"),
    record(
        "改造食堂2—4个",
        quantities=[("2—4个", {"low": 2, "high": 4, "unit": "个"})],
        deadline=("三年内", {"duration": "P3Y"}),
    ),
)


def write_told(writer, target, records=RECORDS, document=DOCUMENT, **options):
    """Write records after the writer was told of their document."""
    with writer(target, **options) as write:
        announce([write], document)
        for one in records:
            write(one)


_text = st.text(max_size=12)
_some = st.none() | _text
_offset = st.integers(min_value=0, max_value=2**40)
_number = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_span = {"text": _text, "start": _offset, "end": _offset}
_quantity = st.builds(
    Quantity, **_span, low=_number, high=_number, unit=_some, of=_some, approximate=st.booleans(), damaged=st.booleans()
)
_deadline = st.builds(Deadline, **_span, from_=_some, to=_some, duration=_some, repeat=_some, damaged=st.booleans())
_maybe = {"text": _some, "start": st.none() | _offset, "end": st.none() | _offset}

any_record = st.builds(
    Commitment,
    **_span,
    id=st.text("0123456789abcdef", min_size=16, max_size=16),
    document=_text,
    document_sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    speech=st.builds(SpeechInfo, index=_offset, title=_some, speaker=_some, date=_some, year=st.none() | _offset),
    section=st.lists(_text, max_size=3).map(tuple),
    responsible=st.lists(st.builds(Party, **_span, name=_text), max_size=3).map(tuple),
    sentence=st.builds(Span, **_span),
    restored=_some,
    action=st.builds(Action, verb=_some, object=_some, type=_some),
    actor=st.builds(Actor, **_maybe, name=_some),
    quantities=st.lists(_quantity, max_size=3).map(tuple),
    deadline=st.none() | _deadline,
    measurable=st.builds(Measurable, value=st.booleans(), missing=st.sampled_from([(), ("number", "actor")])),
    confidence=st.floats(0, 1),
    evidence=st.lists(st.builds(Evidence, field=_text, rule=_text, **_maybe), max_size=2).map(tuple),
)
any_records = st.lists(any_record, max_size=4, unique_by=lambda r: (r.document, r.id))

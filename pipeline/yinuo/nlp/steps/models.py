"""Make the models that users get of the plain dicts of records."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from yinuo.nlp.record_state import DueState, EvidenceState, QuantityState, QuotedState, RecordState
from yinuo.records import (
    Action,
    Actor,
    Commitment,
    Deadline,
    Evidence,
    Measurable,
    Party,
    Place,
    Quantity,
    SecondReading,
    Span,
    SpeechInfo,
)

M = TypeVar("M", bound=BaseModel)


def as_records(plain: Sequence[RecordState]) -> list[Commitment]:
    """Turn plain dicts, which others may have changed, into frozen models; parts that many records share are made once.

    Raises ``pydantic.ValidationError`` for a dict that is no record.
    """
    shared = _Shared()
    return [
        Commitment.model_validate(
            {
                **record,
                "speech": shared.speech(record),
                "sentence": shared.sentence(record),
                "evidence": [shared.rule(item) if item["start"] is None else item for item in record["evidence"]],
            }
        )
        for record in plain
    ]


def own_records(plain: Sequence[RecordState]) -> list[Commitment]:
    """Do the same with dicts of which this package alone has made all, and which nobody uses any more.

    Only parties, which come in several types, are validated.
    """
    shared = _Shared(functools.partial(_trusted, Span))
    return [_trusted(Commitment, _fields(record, shared), placed="place" in record) for record in plain]


class _Shared:
    """Make the parts that many records share once; ``span`` makes a quoted sentence of its dict."""

    def __init__(self, span: Callable[[QuotedState], Span] = Span.model_validate) -> None:
        self._span = span
        self._speeches: dict[int, SpeechInfo] = {}
        self._sentences: dict[tuple[int, int], Span] = {}
        self._rules: dict[tuple[str, str], Evidence] = {}
        self._speakers: dict[str | None, Actor] = {}
        self._measurables: dict[tuple[Any, ...], Measurable] = {}
        self._document_dates: dict[tuple[Any, ...], Deadline] = {}

    def speech(self, record: RecordState) -> SpeechInfo:
        speech = record["speech"]
        if speech["index"] not in self._speeches:
            self._speeches[speech["index"]] = SpeechInfo.model_validate(speech)
        return self._speeches[speech["index"]]

    def sentence(self, record: RecordState) -> Span:
        span = record["sentence"]["start"], record["sentence"]["end"]
        if span not in self._sentences:
            self._sentences[span] = self._span(record["sentence"])
        return self._sentences[span]

    def actor(self, record: RecordState) -> Actor:
        """Give who acts; the speaker, whom no words name, acts in many records."""
        actor = record["actor"]
        if actor["text"] is not None:
            return _trusted(Actor, actor)
        name = actor["name"]
        if name not in self._speakers:
            self._speakers[name] = _trusted(Actor, actor)
        return self._speakers[name]

    def measurable(self, record: RecordState) -> Measurable:
        found = record["measurable"]
        key = (found["value"], *found["missing"])
        if key not in self._measurables:
            fields = {"value": found["value"], "missing": tuple(found["missing"])}
            self._measurables[key] = _trusted(Measurable, fields)
        return self._measurables[key]

    def due(self, record: RecordState) -> Deadline | None:
        """Give the deadline; that of the document, which no words name, is that of many records."""
        due = record["deadline"]
        if due is None or due["text"] is not None:
            return _due(due) if due else None
        key = tuple(due.values())
        if key not in self._document_dates:
            self._document_dates[key] = _due(due)
        return self._document_dates[key]

    def rule(self, item: EvidenceState) -> Evidence:
        """Give evidence that names a rule alone."""
        key = item["field"], item["rule"]
        if key not in self._rules:
            self._rules[key] = Evidence.model_validate(item)
        return self._rules[key]

    def evidence(self, record: RecordState) -> tuple[Evidence, ...]:
        """Make the evidence of a record that needs no validation."""
        known, found = self._rules, []
        for item in record["evidence"]:
            if item["start"] is not None:
                found.append(_trusted(Evidence, item))
            else:
                found.append(known.get((item["field"], item["rule"])) or self.rule(item))
        return tuple(found)


def _fields(record: RecordState, shared: _Shared) -> dict[str, Any]:
    """Give the fields of a record in the order of the model."""
    second, responsible, quantities = record["second"], record["responsible"], record["quantities"]
    return {
        "text": record["text"],
        "start": record["start"],
        "end": record["end"],
        "schema_": record["schema"],
        "id": record["id"],
        "document": record["document"],
        "document_sha256": record["document_sha256"],
        "speech": shared.speech(record),
        "section": tuple(record["section"]),
        "section_kind": record["section_kind"],
        "sentence": shared.sentence(record),
        "place": Place.model_validate(record["place"]) if "place" in record else None,
        "restored": record["restored"],
        "same_as": record["same_as"],
        "status": record["status"],
        "action": _trusted(Action, record["action"]),
        "actor": shared.actor(record),
        "responsible": tuple(map(Party.model_validate, responsible)) if responsible else (),
        "quantities": tuple(map(_quantity, quantities)) if quantities else (),
        "deadline": shared.due(record),
        "firmness": record["firmness"],
        "specificity": record["specificity"],
        "slogan": record["slogan"],
        "measurable": shared.measurable(record),
        "confidence": record["confidence"],
        "evidence": shared.evidence(record),
        "second": _trusted(SecondReading, second) if second else None,
    }


def _quantity(found: QuantityState) -> Quantity:
    low, high, baseline = found["low"], found["high"], found["baseline"]
    return _trusted(
        Quantity,
        {
            "text": found["text"],
            "start": found["start"],
            "end": found["end"],
            "low": None if low is None else float(low),
            "high": None if high is None else float(high),
            "unit": found["unit"],
            "approximate": found["approximate"],
            "damaged": found["damaged"],
            "intact": found["intact"],
            "of": found["of"],
            "change": found["change"],
            "baseline": None if baseline is None else float(baseline),
            "indicator": found["indicator"],
            "horizon": found["horizon"],
        },
    )


def _due(due: DueState) -> Deadline:
    return _trusted(
        Deadline,
        {
            "text": due["text"],
            "start": due["start"],
            "end": due["end"],
            "from_": due["from"],
            "to": due["to"],
            "duration": due["duration"],
            "repeat": due["repeat"],
            "working": due["working"],
            "source": due["source"],
            "damaged": due["damaged"],
            "intact": due["intact"],
        },
    )


# The slots of a model, set without looking them up: half of the time of ``object.__setattr__``.
_DICT, _NAMED, _EXTRA, _PRIVATE = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
_NAMES: dict[type[BaseModel], set[str]] = {
    kind: set(kind.model_fields)
    for kind in (Action, Actor, Deadline, Evidence, Measurable, Quantity, SecondReading, Span, Commitment)
}
_UNPLACED = _NAMES[Commitment] - {"place"}


def _trusted(kind: type[M], fields: Mapping[str, object], *, placed: bool = True) -> M:
    """Make a model of all its fields, in their order and right as they stand: as ``model_construct``, but fast."""
    made = kind.__new__(kind)
    _DICT(made, fields)
    _NAMED(made, _NAMES[kind] if placed else _UNPLACED)
    _EXTRA(made, None)
    _PRIVATE(made, None)
    return made

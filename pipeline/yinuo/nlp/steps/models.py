"""Make the models that users get of the plain dicts of records."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.nlp.record_state import EvidenceState, RecordState
from yinuo.records import Commitment, Evidence, Span, SpeechInfo


def as_records(plain: Sequence[RecordState]) -> list[Commitment]:
    """Turn plain dicts into frozen models; parts that many records share are made once."""
    speeches: dict[int, SpeechInfo] = {}
    sentences: dict[tuple[int, int], Span] = {}
    rules: dict[tuple[str, str], Evidence] = {}

    def shared(item: EvidenceState) -> Evidence | EvidenceState:
        if item["start"] is not None:
            return item
        key = item["field"], item["rule"]
        if key not in rules:
            rules[key] = Evidence.model_validate(item)
        return rules[key]

    found = []
    for record in plain:
        speech, sentence = record["speech"], record["sentence"]
        if speech["index"] not in speeches:
            speeches[speech["index"]] = SpeechInfo.model_validate(speech)
        span = sentence["start"], sentence["end"]
        if span not in sentences:
            sentences[span] = Span.model_validate(sentence)
        parts = {
            "speech": speeches[speech["index"]],
            "sentence": sentences[span],
            "evidence": tuple(shared(e) for e in record["evidence"]),
        }
        found.append(Commitment.model_validate({**record, **parts}))
    return found

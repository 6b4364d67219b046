"""Find the speeches, lines and sections of a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from yinuo.nlp.gazetteer import most_named
from yinuo.nlp.record_state import SpeechInfoState, SpeechState
from yinuo.nlp.state import FieldState, LineState, SectionState, State
from yinuo.structure.lines import Fields
from yinuo.structure.outline import speeches
from yinuo.structure.speech import Section, Speech

_LONGEST = 50_000
_INFO = ("index", "title", "subtitle", "speaker", "role", "organisation", "date", "date_source", "year")


def find_structure(state: State) -> None:
    """Write ``speeches``, ``sections`` and ``lines``: the caller's date, body and title go before the text's."""
    given = {"date": state.get("date"), "organisation": state.get("actor"), "title": state.get("title")}
    found = speeches(state["source"], folded=state["text"], most_named=most_named, **given)
    state["speeches"] = [_speech(s) for s in found]
    sections: dict[int, int] = {}
    state["sections"], state["lines"] = [], []
    for speech in found:
        for line in speech.lines:
            number = sections.get(id(line.section))
            if number is None:
                number = sections[id(line.section)] = len(state["sections"])
                state["sections"].append(_section(line.section))
            state["lines"] += _parts(
                {
                    "begins": line.start,
                    "start": max(line.start, line.marker_end),
                    "end": line.end,
                    "kind": line.kind,
                    "section": number,
                    "speech": speech.index,
                    "numbered": line.marker_end > line.start,
                    "fields": _fields(line.fields),
                },
                state["text"],
            )


def _parts(line: LineState, text: str) -> Iterator[LineState]:
    """Part a line of more than ``_LONGEST`` characters at its stops: nobody writes one, but files may hold it."""
    while line["kind"] == "body" and line["end"] - line["start"] > _LONGEST:
        first, last = line["start"] + _LONGEST // 2, line["start"] + _LONGEST
        at = text.rfind("。", first, last) + 1
        at = at or max(text.rfind("；", first, last), text.rfind("，", first, last)) + 1 or last
        yield {**line, "end": at}
        line = {**line, "begins": at, "start": at, "numbered": False}
    yield line


def _fields(fields: Fields | None) -> FieldState | None:
    if fields is None:
        return None
    return {
        "parties": [(p.start, p.end, p.role, p.name) for p in fields.parties],
        "times": list(fields.times),
        "targets": list(fields.targets),
        "unit": fields.unit,
        "filled": fields.filled,
    }


def _speech(speech: Speech) -> SpeechState:
    info = cast(SpeechInfoState, {name: getattr(speech, name) for name in _INFO})
    return {"info": info, "start": speech.start, "end": speech.end, "genre": speech.genre}


def _section(section: Section) -> SectionState:
    return {
        "path": list(section.path),
        "kind": section.kind,
        "cue": section.cue,
        "cue_start": section.cue_start,
        "cue_end": section.cue_end,
        "year": section.year,
    }

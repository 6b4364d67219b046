"""Find the speeches, lines and sections of a Doc: ``yinuo_structure``."""

from __future__ import annotations

from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.gazetteer import most_named
from yinuo.nlp.record_state import SpeechInfoState, SpeechState
from yinuo.nlp.state import FieldState, SectionState, state_of, texts
from yinuo.structure.lines import Fields
from yinuo.structure.outline import speeches
from yinuo.structure.speech import Section, Speech

_INFO = ("index", "title", "subtitle", "speaker", "role", "organisation", "date", "date_source", "year")


@Language.factory("yinuo_structure", assigns=["doc.user_data"])
def create_structure(nlp: Language, name: str) -> Structure:
    """Make the component for a spaCy pipeline."""
    return Structure()


class Structure:
    """Finds the speeches of a Doc; the caller's date, organisation and title, if set, override the text's own."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``speeches``, ``sections`` and ``lines`` to the Doc's state."""
        state = state_of(doc)
        text, folded = texts(doc)
        given = {"date": state.get("date"), "organisation": state.get("actor"), "title": state.get("title")}
        found = speeches(text, folded=folded, most_named=most_named, **given)
        state["speeches"] = [_speech(s) for s in found]
        sections: dict[int, int] = {}
        state["sections"], state["lines"] = [], []
        for speech in found:
            for line in speech.lines:
                number = sections.get(id(line.section))
                if number is None:
                    number = sections[id(line.section)] = len(state["sections"])
                    state["sections"].append(_section(line.section))
                state["lines"].append(
                    {
                        "begins": line.start,
                        "start": max(line.start, line.marker_end),
                        "end": line.end,
                        "kind": line.kind,
                        "section": number,
                        "speech": speech.index,
                        "numbered": line.marker_end > line.start,
                        "fields": _fields(line.fields),
                    }
                )
        return doc


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
    return {"info": info, "start": speech.start, "end": speech.end}


def _section(section: Section) -> SectionState:
    return {
        "path": list(section.path),
        "kind": section.kind,
        "cue": section.cue,
        "cue_start": section.cue_start,
        "cue_end": section.cue_end,
        "year": section.year,
    }

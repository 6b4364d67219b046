"""Component ``yinuo_deadlines``: times as written and as resolved by each speech's date. Writes spans["deadlines"]."""

from __future__ import annotations

import re
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.damage.numbers.quantity_flags import flag_deadlines
from yinuo.nlp.record_state import DeadlineState, SpeechInfoState, SpeechState
from yinuo.nlp.state import State, by_cells, put_spans, state, texts
from yinuo.values.deadlines.scanner import scan

_MONTH = re.compile(r"((?:19|20)[0-9]{2})[./-]0?([1-9]|1[0-2])")


@Language.factory("yinuo_deadlines", assigns=["doc.spans"])
def create_deadlines(nlp: Language, name: str) -> Deadlines:
    """The component's entry in a spaCy pipeline."""
    return Deadlines()


class Deadlines:
    """Scans each speech with its own reference date; without one, relative times stay unresolved."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the state's ``deadlines`` and ``doc.spans["deadlines"]``."""
        own = state(doc)
        source, folded = texts(doc)
        found: list[dict[str, Any]] = []
        cut = by_cells(own, folded)
        whole: SpeechState = {"start": 0, "end": len(source), "info": {"date": own.get("date")}}
        for speech in own.get("speeches") or [whole]:
            start, end = speech["start"], speech["end"]
            for time in scan(cut[start:end], reference(speech["info"])):
                time["start"] += start
                time["end"] += start
                time["text"] = source[time["start"] : time["end"]]
                found.append(time)
        if months := _bare_months(own, folded, source):
            found = sorted([*found, *months], key=lambda time: cast(int, time["start"]))
        if own.get("lost"):
            found = flag_deadlines(folded, found, frozenset(own["lost"]))
        own["deadlines"] = cast(list[DeadlineState], found)
        put_spans(doc, "deadlines", own["deadlines"])
        return doc


def reference(info: SpeechInfoState) -> str | None:
    """The date that relative times count from: the speech's date, else the first day of the year it is about."""
    if info.get("date"):
        return str(info["date"])
    return f"{info['year']}-01-01" if info.get("year") else None


def _bare_months(own: State, folded: str, source: str) -> list[dict[str, Any]]:
    """Months as cells of tables write them: 2031.9, 2031/09."""
    rows = [line["fields"] for line in own.get("lines", []) if line["fields"]]
    cells = sorted({(start, end) for row in rows for start, end in row["times"]})
    months = ((start, end, _MONTH.fullmatch(folded, start, end)) for start, end in cells)
    return [
        {**time, "start": start, "end": end, "text": source[start:end]}
        for start, end, month in months
        if month
        for time in scan(f"{month[1]}年{month[2]}月", None)
    ]

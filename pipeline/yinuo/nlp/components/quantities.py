"""Find numbers with bounds and units in the folded text: ``yinuo_quantities``."""

from __future__ import annotations

from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.damage.numbers.quantity_flags import flag_quantities
from yinuo.nlp.record_state import QuantityState
from yinuo.nlp.state import State, by_cells, put_spans, state_of, texts
from yinuo.values.quantities.scanner import scan

_SIGNS = "≥≧>≤≦<=＝ "


@Language.factory("yinuo_quantities", assigns=["doc.spans"])
def create_quantities(nlp: Language, name: str) -> Quantities:
    """Make the component for a spaCy pipeline."""
    return Quantities()


class Quantities:
    """Match quantities on characters, then align them to tokens: tokens cut numbers wrongly."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the state's ``quantities`` and ``doc.spans["quantities"]``."""
        state = state_of(doc)
        source, folded = texts(doc)
        found = scan(by_cells(state, folded))
        if bare := _bare_targets(state, folded):
            found = sorted({q["start"]: q for q in (*bare, *found)}.values(), key=lambda q: cast(int, q["start"]))
        if state.get("lost"):
            found = flag_quantities(folded, found, frozenset(state["lost"]))
        quoted = [{**q, "text": source[q["start"] : q["end"]]} for q in found]
        state["quantities"] = cast(list[QuantityState], quoted)
        put_spans(doc, "quantities", state["quantities"])
        return doc


def _bare_targets(state: State, folded: str) -> list[dict[str, Any]]:
    """The numbers that stand alone in a cell of targets: their unit is in the cell beside them."""
    rows = [line["fields"] for line in state.get("lines", []) if line["fields"]]
    cells = {(start, end) for row in rows for start, end in row["targets"]}
    bare = ((end - len(text), end, text) for start, end in sorted(cells) if (text := folded[start:end].lstrip(_SIGNS)))
    return [
        {**number, "start": start, "end": end}
        for start, end, text in bare
        for number in scan(text)
        if number["unit"] is None and number["end"] - number["start"] == len(text)
    ]

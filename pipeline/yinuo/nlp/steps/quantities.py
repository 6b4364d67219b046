"""Find numbers with bounds and units in the folded text."""

from __future__ import annotations

from typing import Any, cast

from yinuo.damage.numbers.quantity_flags import flag_quantities
from yinuo.nlp.record_state import QuantityState
from yinuo.nlp.state import State, by_cells
from yinuo.values.quantities.scanner import scan

_SIGNS = "≥≧>≤≦<=＝ "


def find_quantities(state: State) -> None:
    """Write ``quantities``: matched on characters, since words cut numbers wrongly."""
    source, folded = state["source"], state["text"]
    found = scan(by_cells(state, folded))
    if bare := _bare_targets(state, folded):
        found = sorted({q["start"]: q for q in (*bare, *found)}.values(), key=lambda q: cast(int, q["start"]))
    if state.get("lost"):
        found = flag_quantities(folded, found, frozenset(state["lost"]))
    quoted = [{**q, "text": source[q["start"] : q["end"]]} for q in found]
    state["quantities"] = cast(list[QuantityState], quoted)


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

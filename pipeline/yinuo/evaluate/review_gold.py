"""Read the store of a review as gold: the records of each text as people left them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yinuo.errors import GoldError, InputError
from yinuo.records import Commitment
from yinuo.verdicts.finals import Final, final
from yinuo.verdicts.store import Store

SUFFIX = ".db"
_QUANTITY = ("text", "start", "end", "low", "high", "unit", "approximate", "damaged", "of", "change")


def read_finals(path: Path, author: str | None = None) -> list[Final]:
    """Read the texts of a store on which somebody decided. Raises ``GoldError`` for none, and for open conflicts."""
    try:
        store = Store(path)
        found = [final(store, document, author) for document in store.documents()]
        store.close()
    except InputError as error:
        raise GoldError(str(error)) from None
    decided = [own for own in found if own.ranges]
    if not decided:
        raise GoldError(f"{path}: nobody has decided anything in it; open it with `yinuo review --store {path}`")
    return decided


def as_gold(own: Final) -> dict[str, Any]:
    """Give the settled records of a text in the form of a gold file; only commitments are gold.

    ``range`` is from the first to the last of what is settled; ``ranges`` are its parts, where something lies open.
    """
    speech = own.records[0].speech if own.records else None
    marked = [record for record in own.settled if record.status == "commitment"]
    parts = [list(part) for part in own.ranges]
    return {
        "document": own.document.name,
        "reference_date": speech and speech.date,
        "default_actor": speech and speech.organisation,
        "range": [parts[0][0], parts[-1][1]],
        **({"ranges": parts} if len(parts) > 1 else {}),
        "commitments": [_marked(record) for record in marked],
    }


def notes(own: Final) -> tuple[str, ...]:
    """Say what a reader of the scores should know of this gold."""
    if not own.undecided:
        return ()
    total = len(own.records)
    return (
        f"{own.document.name}: {own.undecided} of {total} records are undecided; they and their places do not count",
    )


def _marked(record: Commitment) -> dict[str, Any]:
    plain = record.model_dump(by_alias=True, mode="json")
    whole = {name: plain[name] for name in ("start", "end", "text", "specificity", "firmness")}
    whole["actor"] = {name: plain["actor"][name] for name in ("source", "text", "start", "end")}
    whole["quantities"] = [{name: one[name] for name in _QUANTITY} for one in plain["quantities"]]
    whole["deadline"] = plain["deadline"]
    return whole

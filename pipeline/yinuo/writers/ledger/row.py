"""Hold the rows of a ledger before they are laid out: the record, what a person wrote, cells by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from yinuo.records import Commitment
from yinuo.writers.ledger.cell_text import Value, shown
from yinuo.writers.ledger.cells import Shown
from yinuo.writers.ledger.columns import BY_NAME, COLUMNS, as_extracted


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Hold a row: its record (``None``: a person added the row), its key, and what a person wrote, by column.

    ``fills`` are colours that a person gave cells, ``links`` where they made cells lead; ``linked`` is the record
    whose sentence an added row leads to; ``left_out`` keeps the record on the hidden sheet alone.
    """

    record: Commitment | None
    key: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    extra: Mapping[str, Value] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    linked: Commitment | None = None
    left_out: bool = False
    links: Mapping[str, str] = field(default_factory=dict)

    def cells(self) -> dict[str, Shown]:
        """Give the cell of each column: what a person wrote stands before what was extracted."""
        base = self.record or self.linked
        found = as_extracted(base) if base else {column.name: Shown() for column in COLUMNS}
        own = dict(found)
        if not self.record:  # what a person emptied in a copy of a row stays empty
            own.update((c.name, Shown()) for c in COLUMNS if c.kind != "computed")
        for name, value in self.values.items():
            own[name] = written(name, value, found[name])
        own["记录号"] = Shown(self.key)
        if self.notes:
            told = "；".join(filter(None, (str(own["提示"].value or ""), *self.notes)))
            own["提示"] = Shown(shown(told), mark=own["提示"].mark or "corrected")
        return own


def written(name: str, value: Value, extracted: Shown) -> Shown:
    """Give a person's value, with the number format of the one it stands for."""
    if isinstance(value, str):
        value = shown(value)
    form = extracted.form if type(value) in (int, float, type(extracted.value)) else ""
    return Shown(value, form, "corrected" if BY_NAME[name].kind == "extracted" and value != extracted.value else "")


def keyed(records: Iterable[Commitment]) -> Iterator[tuple[str, Commitment]]:
    """Give each record a key of its own: its id, and a number where the same text came under two names."""
    seen: dict[str, int] = {}
    for record in records:
        times = seen[record.id] = seen.get(record.id, 0) + 1
        yield record.id if times == 1 else f"{record.id}#{times}", record

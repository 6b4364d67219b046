"""Tell what ledgers of earlier versions showed, so that their cells are not taken for a person's corrections.

Those ledgers had the last day in 完成时限 and its words in 时限表述, numbers multiplied out, and the speaker's own
body in 责任主体.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from yinuo.records import Commitment
from yinuo.writers.ledger.cell_text import Value, shown
from yinuo.writers.ledger.cells import date_of, headings, numbered
from yinuo.writers.ledger.figures import amount, figure

DUE = "到期日"
_RENAMED = {"完成时限": DUE, "时限表述": "完成时限"}


def is_earlier(names: Collection[str]) -> bool:
    """Tell whether a sheet with these columns is of an earlier version."""
    return DUE not in names and "时限表述" in names


def renamed(name: str) -> str:
    """Give today's name of a column of an earlier ledger.

    >>> renamed("完成时限"), renamed("时限表述"), renamed("备注")
    ('到期日', '完成时限', '备注')
    """
    return _RENAMED.get(name, name)


def _party(record: Commitment) -> Value:
    return record.responsible_party


def _section(record: Commitment) -> Value:
    return numbered(headings(record))


def _number(record: Commitment) -> Value:
    found = [quantity.model_copy(update={"text": ""}) for quantity in record.quantities]
    if len(found) == 1 and not found[0].damaged:
        return amount(found[0].low, found[0].high, approximate=found[0].approximate)[0]
    return "\n".join(map(figure, found))


def _unit(record: Commitment) -> Value:
    return "\n".join(quantity.unit or "" for quantity in record.quantities)


def _due(record: Commitment) -> Value:
    time = record.stated_deadline
    if time is None:
        return None
    if time.damaged:
        return f"{time.to or time.text}？"
    return date_of(time.to) or time.to or (f"{time.from_}起" if time.from_ else time.text)


_SHOWN: Mapping[str, Callable[[Commitment], Value]] = {
    "责任主体": _party,
    "章节": _section,
    "数值": _number,
    "单位": _unit,
    DUE: _due,
}


def as_shown(record: Commitment) -> dict[str, Value]:
    """Give what an earlier ledger put in the columns whose meaning has changed."""
    found = {name: cell(record) for name, cell in _SHOWN.items()}
    return {name: shown(value) or None if isinstance(value, str) else value for name, value in found.items()}

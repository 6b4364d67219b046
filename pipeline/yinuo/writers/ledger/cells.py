"""Tell what the cells of one record show, and how."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yinuo.records import Commitment, Deadline, Quantity, Role
from yinuo.writers.ledger.cell_text import Value, shown, words

LABELS = {"quantified": "量化", "deliverable": "具体", "directional": "原则"}
EARLIEST = 1901  # Excel counts days from 1900, and counts that year wrongly
_EXACT = 15  # digits of a number that Excel keeps
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十百\d]{1,9}[)）、.．]|第[一二三四五六七八九十百\d]{1,9}[章节条部]")


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a cell: value, number format, and a mark where it stands out (damaged, default, restored, corrected)."""

    value: Value = None
    form: str = ""
    mark: str = ""


def section(record: Commitment) -> Shown:
    """Give the nearest heading with a number of its own, or else the nearest."""
    found = headings(record)
    numbered = [heading for heading in found if _NUMBERED.match(heading)]
    return Shown((numbered or found or [""])[-1])


def headings(record: Commitment) -> list[str]:
    """Join the headings above the record, without those that only repeat the one before, and without a stop."""
    kept: list[str] = []
    for heading in (h.strip().rstrip("。；：") for h in record.section):
        if heading and not (kept and words(kept[-1]).endswith(words(heading))):
            kept.append(heading)
    return kept


def task(record: Commitment) -> Shown:
    """Give the action, as repaired where the source lost characters."""
    return Shown(record.restored or record.text, mark="restored" if record.restored else "")


def actor(record: Commitment) -> Shown:
    """Give who acts or answers for it; the speech's own organisation is marked as such."""
    own = record.actor.source == "default" and not record.responsible
    return Shown(record.responsible_party, mark="default" if own else "")


def lead(record: Commitment) -> Shown:
    """Give who leads, as the text says."""
    return _parties(record, "lead")


def support(record: Commitment) -> Shown:
    """Give who supports, as the text says."""
    return _parties(record, "support")


def _parties(record: Commitment, role: Role) -> Shown:
    return Shown("、".join(party.text for party in record.responsible if party.role == role) or None)


def measures(record: Commitment) -> Shown:
    """Give the quantities as written, one a line."""
    return _marked("\n".join(_measure(q) for q in record.quantities), record.quantities)


def numbers(record: Commitment) -> Shown:
    """Give the one number, with its bound in the number format; of several or of a range, text."""
    found = record.quantities
    if len(found) == 1 and not found[0].damaged:
        return amount(found[0].low, found[0].high, approximate=found[0].approximate)
    return _marked("\n".join(_figure(q) for q in found), found)


def amount(low: float | None, high: float | None, *, approximate: bool = False) -> Shown:
    """Give a number with its bound, as a number where one number says it.

    >>> amount(95, None).value, amount(95, None).form, amount(2, 4).value
    (95, '"≥"#,##0', '2—4')
    """
    bound = _bound(low, high, approximate)
    value = low if high is None else high
    if bound == "≤—" or value is None or not math.isfinite(value) or abs(value) >= 10**_EXACT:
        return Shown(_range(low, high, bound))
    form = "#,##0" if float(value).is_integer() else "#,##0.0#####"
    return Shown(int(value) if float(value).is_integer() else value, f'"{bound}"{form}' if bound else form)


def unit(record: Commitment) -> Shown:
    """Give the unit of each quantity, one a line."""
    return _marked("\n".join(q.unit or "" for q in record.quantities), record.quantities)


def due(record: Commitment) -> Shown:
    """Give the last day as a date; where there is none, the words; a damaged one is text with a question mark."""
    time = stated(record)
    if time is None:
        return Shown()
    if time.damaged:
        return Shown(f"{time.to or time.text}？", mark="damaged")
    last = _date(time.to)
    if last is not None:
        return Shown(last, "yyyy-mm-dd")
    return Shown(time.to or (f"{time.from_}起" if time.from_ else time.text))


def stated(record: Commitment) -> Deadline | None:
    """Give the deadline that somebody stated; a heading's time and the year of the speech are none."""
    return record.stated_deadline


def due_words(record: Commitment) -> Shown:
    """Give the deadline as written."""
    time = stated(record)
    return Shown(time.text, mark="damaged" if time.damaged else "") if time else Shown()


def firmness(record: Commitment) -> Shown:
    """Say how one can check it."""
    return Shown(LABELS[record.specificity])


def hints(record: Commitment) -> Shown:
    """Say what somebody has to look at before the row is sent on."""
    time = stated(record)
    found = [
        "数字缺损" if any(q.damaged for q in record.quantities) else "",
        "时限缺损" if time and time.damaged else "",
        "任务文字系修复" if record.restored else "",
        "与前文任务重复" if record.same_as else "",
        "" if record.responsible_party else "主体未明示",
        {"achievement": "已完成事项", "background": "背景情况"}.get(record.status, ""),
    ]
    return Shown("；".join(filter(None, found)), mark="damaged" if found[0] or found[1] else "")


def source(record: Commitment) -> Shown:
    """Give the document's path as given."""
    return Shown(record.document)


def _marked(value: str, quantities: Sequence[Quantity]) -> Shown:
    return Shown(value, mark="damaged" if any(q.damaged for q in quantities) else "")


def _measure(quantity: Quantity) -> str:
    if not quantity.damaged:
        return quantity.text
    return f"□{quantity.text}" if quantity.low is None and quantity.high is None else f"{quantity.text}（缺字）"


def _figure(quantity: Quantity) -> str:
    if quantity.damaged and quantity.low is None and quantity.high is None:
        return "？"
    bound = _bound(quantity.low, quantity.high, quantity.approximate)
    return _range(quantity.low, quantity.high, bound) + ("？" if quantity.damaged else "")


def _bound(low: float | None, high: float | None, approximate: bool) -> str:
    if low is None or high is None:
        return "" if low is high else "≥" if high is None else "≤"
    if low != high:
        return "≤—"
    return "约" if approximate else ""


def _range(low: float | None, high: float | None, bound: str) -> str:
    if bound == "≤—":
        return f"{_digits(low)}—{_digits(high)}"
    return f"{bound}{_digits(low if low is not None else high)}"


def _digits(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.12g}"


def _date(iso: str | None) -> date | None:
    if iso is None:
        return None
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return None
    return found if found.year >= EARLIEST else None


def clean(cell: Shown) -> Shown:
    """Clean a cell of what a workbook cannot hold."""
    if not isinstance(cell.value, str):
        return cell
    return Shown(shown(cell.value) or None, cell.form, cell.mark)

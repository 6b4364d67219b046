"""Tell what the cells of one record show, and how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yinuo.records import Commitment, Deadline, Quantity, Role
from yinuo.writers.ledger.cell_text import Value, shown, words
from yinuo.writers.ledger.figures import amount, as_said, figure

LABELS = {"quantified": "量化", "deliverable": "具体", "directional": "原则"}
EARLIEST = 1901  # Excel counts days from 1900, and counts that year wrongly
BY_YEAR = "文件年度，默认"
_YEAR = re.compile(r"(?<!\d)(\d{3})年")
# Where a page broke a line of Chinese.
_BREAK = re.compile(r"(?<=[^\x00-\x7f])\s{0,40}\n\s{0,40}|\n\s{0,40}(?=[^\x00-\x7f])")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十百\d]{1,9}[)）、.．]|第[一二三四五六七八九十百\d]{1,9}[章节条部]")


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a cell: value, number format, and a mark where it stands out (damaged, default, restored, corrected)."""

    value: Value = None
    form: str = ""
    mark: str = ""


def section(record: Commitment) -> Shown:
    """Give all headings above it, outermost first."""
    return Shown(" / ".join(headings(record)))


def numbered(found: Sequence[str]) -> str:
    """Give the nearest heading with a number of its own, or else the nearest; empty where there is none."""
    return ([heading for heading in found if _NUMBERED.match(heading)] or list(found) or [""])[-1]


def headings(record: Commitment) -> list[str]:
    """Join the headings above the record, without those that only repeat the one before, and without a stop."""
    kept: list[str] = []
    for heading in (h.strip().rstrip("。；：") for h in record.section):
        if heading and not (kept and words(kept[-1]).endswith(words(heading))):
            kept.append(heading)
    return kept


def task(record: Commitment) -> Shown:
    """Give the action, as repaired where the source lost characters, without the breaks of a page."""
    return Shown(_BREAK.sub("", record.restored or record.text), mark="restored" if record.restored else "")


def actor(record: Commitment) -> Shown:
    """Give who acts or answers for it; empty where nobody is named, which the head of the sheet then answers."""
    return Shown(record.responsible_party if named(record) else None)


def named(record: Commitment) -> bool:
    """Tell whether the text names somebody beside the body that speaks."""
    return record.actor.source != "default" or bool(record.responsible)


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
        low, high, _ = as_said(found[0])
        return Shown(*amount(low, high, approximate=found[0].approximate))
    return _marked("\n".join(figure(q) for q in found), found)


def unit(record: Commitment) -> Shown:
    """Give the unit of each quantity with its 万 or 亿, one a line."""
    return _marked("\n".join(as_said(q)[2] for q in record.quantities), record.quantities)


def due_words(record: Commitment) -> Shown:
    """Give the deadline as written, where somebody states one; with the year meant where it lost digits."""
    time = record.stated_deadline
    if time is None:
        return Shown()
    if meant := _restored_year(time):
        return Shown(f"{time.text}（应为{meant}年）", mark="damaged" if time.damaged else "restored")
    return Shown(time.text, mark="damaged" if time.damaged else "")


def _restored_year(time: Deadline) -> str | None:
    """Give the year that is meant where the text has three digits of it alone, as after 0 was lost: 222年."""
    found = _YEAR.search(time.text or "")
    year = (time.to or time.from_ or "")[:4]
    left = iter(year)
    return year if found and year and all(digit in left for digit in found[1]) else None


def due(record: Commitment) -> Shown:
    """Give the last day as a date: stated, of a heading, or of the document's year, which is marked as such.

    A damaged one is text with a question mark; one without a day is empty.
    """
    time = record.deadline
    if time is None:
        return Shown()
    if time.damaged:
        return Shown(f"{time.to or time.text}？", mark="damaged")
    last = date_of(time.to)
    if last is None:
        return Shown(time.to)
    return Shown(last, "yyyy-mm-dd", "default" if time.source == "document" else "")


def firmness(record: Commitment) -> Shown:
    """Say how one can check it."""
    return Shown(LABELS[record.specificity])


def hints(record: Commitment) -> Shown:
    """Say what somebody has to look at before the row is sent on."""
    time = record.deadline
    found = [
        _lost("数字缺损", [q for q in record.quantities if q.damaged]),
        _lost("时限缺损", [time] if time and time.damaged else []),
        BY_YEAR if time and time.source == "document" and time.to else "",
        "任务文字系修复" if record.restored else "",
        "时限年份系修复" if time and not time.damaged and _restored_year(time) else "",
        "与前文任务重复" if record.same_as else "",
        "" if record.responsible_party else "主体未明示",
        {"achievement": "已完成事项", "background": "背景情况"}.get(record.status, ""),
    ]
    return Shown("；".join(filter(None, found)), mark="damaged" if found[0] or found[1] else "")


def _lost(name: str, damaged: Sequence[Quantity | Deadline]) -> str:
    """Name the loss, with the likelihood that what is left stands as it was written, where known."""
    known = [value.intact for value in damaged if value.intact is not None]
    return f"{name}（原样可能性{min(known):.0%}）" if known else name if damaged else ""


def speaker(record: Commitment) -> Shown:
    """Give who speaks: office and name."""
    return Shown(f"{record.speech.role or ''}{record.speech.speaker or ''}")


def source(record: Commitment) -> Shown:
    """Give the title of the document with its body and year, or else the file's name; never its folder."""
    speech = record.speech
    if not speech.title:
        return Shown(Path(record.document).name)
    body = speech.organisation or ""
    when = str(speech.year or (speech.date or "")[:4])
    year = f"（{when}年）" if when and when not in speech.title else ""
    return Shown(f"{'' if body in speech.title else body}《{speech.title}》{year}")


def _marked(value: str, quantities: Sequence[Quantity]) -> Shown:
    return Shown(value, mark="damaged" if any(q.damaged for q in quantities) else "")


def _measure(quantity: Quantity) -> str:
    if not quantity.damaged:
        return quantity.text
    return f"□{quantity.text}" if quantity.low is None and quantity.high is None else f"{quantity.text}（缺字）"


def date_of(iso: str | None) -> date | None:
    """Read an ISO date that a workbook can hold; None for another."""
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

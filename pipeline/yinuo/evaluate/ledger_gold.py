"""Read a corrected ledger as gold.

A row counts as people left it: what they corrected stands in place of what was extracted. A deleted row and one
with 非承诺 in 复核 are no commitments; nor is one with 有误 in which nothing was corrected, since nobody says what is
right. A row that people added is looked for in its text by the words of 工作任务. A row that was not reviewed counts
as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yinuo.errors import GoldError, InputError
from yinuo.records import Commitment
from yinuo.values.deadlines.scanner import deadlines
from yinuo.values.quantities.scanner import quantities
from yinuo.writers.ledger import Ledger, Line, read_ledger
from yinuo.writers.ledger.cell_text import Value, day
from yinuo.writers.ledger.cells import LABELS, source
from yinuo.writers.ledger.columns import EXTRACTED, NONE, WRONG
from yinuo.writers.ledger.figures import large_unit, power, split_unit

SUFFIX = ".xlsx"
_SPECIFICITY = {label: name for name, label in LABELS.items()}
_AMOUNTS = ("量化指标", "数值", "单位")
_TIMES = ("到期日", "完成时限")
Text = Callable[[str], str | None]


@dataclass
class Marked:
    """Hold the gold of one text as plain values, and where each stands in the ledger."""

    document: str
    sha256: str
    date: str | None = None
    organisation: str | None = None
    title: str = ""
    records: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    unreviewed: int = 0

    def notes(self) -> tuple[str, ...]:
        """Say what a reader of the scores should know of this gold."""
        total = len(self.records)
        if not self.unreviewed:
            return ()
        return (f"{Path(self.document).name}: {self.unreviewed} of {total} rows have no 复核 and count as they stand",)


def read_marked(path: Path, text_of: Text) -> list[Marked]:
    """Read the gold of each text of a ledger; ``text_of`` gives the text of a document where it is known.

    Raises ``GoldError`` with sheet and row for a row that says nothing that can be scored.
    """
    try:
        ledger = read_ledger(path)
    except InputError as error:
        raise GoldError(str(error)) from None
    if not ledger.records:
        raise GoldError(
            f"{path}: its hidden sheet 记录 is gone, and with it the offsets; give the ledger as it was saved"
        )
    found: dict[str, Marked] = {}
    for record in ledger.records.values():
        speech = record.speech
        own = found.setdefault(record.document, Marked(record.document, record.document_sha256))
        own.date, own.organisation = own.date or speech.date, own.organisation or speech.organisation
        own.title = own.title or str(source(record).value)
    others = [line for line, record in _own(ledger) if not _take(line, record, ledger, found)]
    for line in others:
        _add(line, ledger, found, text_of)
    return list(found.values())


def _own(ledger: Ledger) -> Iterator[tuple[Line, Commitment | None]]:
    """List lines that count, each with its record: the first of a key has it, copies and added lines have none."""
    seen = set()
    for line in ledger.lines:
        first = line.key not in seen
        seen.add(line.key)
        said = {name for name, value in line.values.items() if value is not None and name != "序号"}
        if said and not line.lost and line.values.get("复核") != NONE:  # without: a heading between rows
            yield line, ledger.records.get(line.key) if first else None


def _take(line: Line, record: Commitment | None, ledger: Ledger, found: Mapping[str, Marked]) -> bool:
    """Take an extracted row as people left it; False for one without a record."""
    if record is None:
        return False
    place = f"{ledger.path}: {line.place}"
    edits = {name: value for name, value in line.edits(record).items() if name in EXTRACTED}
    if edits or line.values.get("复核") != WRONG:
        own = found[record.document]
        own.records.append(_corrected(record, edits, place))
        own.places.append(place)
        own.unreviewed += line.values.get("复核") is None
    return True


def _add(line: Line, ledger: Ledger, found: Mapping[str, Marked], text_of: Text) -> None:
    """Take a row that people added, unless it repeats one that is there."""
    place = f"{ledger.path}: {line.place}"
    copied = ledger.records.get(line.key)
    document = copied.document if copied else _document(line, found, place)
    own = found[document]
    if copied and (copied.restored or copied.text) == line.values.get("工作任务"):
        return  # one commitment on two rows, say for two departments
    added = _added(line, own, text_of(document), place)
    if added is not None:
        own.records.append(added)
        own.places.append(place)


def _corrected(record: Commitment, edits: Mapping[str, Value], place: str) -> dict[str, Any]:
    """Give the record with what a person corrected in it."""
    marked: dict[str, Any] = record.model_dump(by_alias=True, mode="json")
    if "工作任务" in edits:
        marked.update(_span(str(edits["工作任务"] or ""), record))
    if "责任主体" in edits:
        marked["actor"] = _actor(edits["责任主体"], record.speech.organisation)
    if any(name in edits for name in _AMOUNTS):
        marked["quantities"] = _amounts(marked["quantities"], edits, place)
    if any(name in edits for name in _TIMES):
        marked["deadline"] = _time(marked["deadline"], edits, record.speech.date)
    if "明确程度" in edits:
        marked["specificity"] = _degree(edits["明确程度"], place)
    return marked


def _span(task: str, record: Commitment) -> dict[str, Any]:
    """Find the span of the corrected words in the sentence; where they are a rewording, the span stays."""
    at = record.sentence.text.find(task) if task else -1
    if at < 0:
        return {}
    start = record.sentence.start + at
    return {"text": task, "start": start, "end": start + len(task)}


def _actor(value: Value, organisation: str | None) -> dict[str, Any]:
    name = str(value or "").strip()
    own = not name or name == organisation
    return {"source": "default", "text": None} if own else {"source": "explicit", "text": name}


def _amounts(found: list[dict[str, Any]], edits: Mapping[str, Value], place: str) -> list[dict[str, Any]]:
    """Read quantities by the words of 量化指标; a corrected 数值 or 单位 goes to the one quantity there is."""
    if "量化指标" in edits:
        found = [q.model_dump() for q in quantities(str(edits["量化指标"] or ""))]
    larges = [large_unit(q["text"], q["unit"]) for q in found]
    units = str(edits.get("单位") or "").split("\n")
    if "单位" in edits and len(units) == len(found):
        corrected = [split_unit(unit) for unit in units]
        found = [
            _scaled({**q, "unit": unit or None}, power(large) / power(old))
            for q, old, (large, unit) in zip(found, larges, corrected, strict=True)
        ]
        larges = [large for large, _ in corrected]
    if "数值" in edits and edits["数值"] is not None:
        figures = str(edits["数值"]).split("\n")
        if len(figures) != len(found):
            raise GoldError(
                f"{place}: 数值 has {len(figures)} numbers, 量化指标 {len(found)}; correct 量化指标 in the same row"
            )
        found = [_figure(q, f, power(large), place) for q, f, large in zip(found, figures, larges, strict=True)]
    return found


def _scaled(quantity: dict[str, Any], factor: float) -> dict[str, Any]:
    ends = {name: quantity[name] if quantity[name] is None else quantity[name] * factor for name in ("low", "high")}
    return {**quantity, **ends}


def _figure(quantity: dict[str, Any], figure: str, times: int, place: str) -> dict[str, Any]:
    """Read a corrected number, in units of ``times`` (万, 亿).

    It keeps the bound of the one it stands for, unless it brings its own: ≥95, 2—4, 约5.
    """
    own = figure.strip().lstrip("≥≤约").replace(",", "")
    try:
        ends = [float(part) * times for part in own.split("—")]
    except ValueError:
        raise GoldError(f"{place}: 数值 is {figure!r}; a number, or one like ≥95, ≤3, 约5 or 2—4, is wanted") from None
    low, high = ends[0], ends[-1]
    sign = figure.strip()[:1]
    if sign == "≥" or (sign not in "≤约" and len(ends) == 1 and _open(quantity, "high")):
        return {**quantity, "low": low, "high": None, "damaged": False}
    if sign == "≤" or (sign != "约" and len(ends) == 1 and _open(quantity, "low")):
        return {**quantity, "low": None, "high": high, "damaged": False}
    return {**quantity, "low": low, "high": high, "damaged": False}


def _open(quantity: Mapping[str, Any], end: str) -> bool:
    return quantity[end] is None and quantity["low"] is not quantity["high"]


def _time(found: Mapping[str, Any] | None, edits: Mapping[str, Value], reference: str | None) -> dict[str, Any] | None:
    """Give the deadline by the corrected last day, or by the corrected words."""
    value = edits["到期日"] if "到期日" in edits else edits.get("完成时限")
    if value is None:
        return None
    last = day(value)
    if last is None:
        times = deadlines(str(value), date=reference)
        return times[0].model_dump(by_alias=True) if times else None
    own = dict(found or {"text": str(value), "duration": None, "repeat": None})
    first = own.get("from")
    kept = first if first and first <= last.isoformat() else None
    return {**own, "from": kept, "to": last.isoformat(), "source": "explicit", "damaged": False}


def _degree(value: Value, place: str) -> str | None:
    if value is not None and value not in _SPECIFICITY:
        raise GoldError(f"{place}: 明确程度 is {value!r}; one of {'、'.join(_SPECIFICITY)} is wanted")
    return _SPECIFICITY.get(str(value))


def _document(line: Line, found: Mapping[str, Marked], place: str) -> str:
    """Find the document of an added row: the one in 来源文件, by path, name or title, or the only one there is."""
    named = str(line.values.get("来源文件") or "")
    if not named and len(found) == 1:
        return next(iter(found))
    same = [document for document, own in found.items() if named in _called(document, own.title)]
    if len(same) != 1:
        raise GoldError(
            f"{place}: 来源文件 is {named!r}; an added row needs the document it belongs to: {_names(found)}"
        )
    return same[0]


def _called(document: str, title: str) -> tuple[str, ...]:
    name = Path(document).name
    return document, name, title, f"{title}（{name}）"


def _added(line: Line, own: Marked, text: str | None, place: str) -> dict[str, Any] | None:
    """Make the record of a row that a person added; ``None`` where it repeats one that is there."""
    task = str(line.values.get("工作任务") or "")
    if not task or text is None:
        wanted = "its 工作任务 is empty" if text is not None else "its text is not found; name the folder with --texts"
        raise GoldError(f"{place}: an added row cannot be placed: {wanted}")
    taken = {(record["start"], record["end"]) for record in own.records}
    start = text.find(task)
    if start < 0:
        raise GoldError(f"{place}: {task!r} is not in {own.document}; copy the words from the text, or delete the row")
    while start >= 0 and (start, start + len(task)) in taken:
        start = text.find(task, start + 1)
    if start < 0:
        return None
    filled = {name: line.values[name] for name in (*_AMOUNTS, *_TIMES) if line.values.get(name) is not None}
    amounts = [q.model_dump() for q in quantities(task)]
    degree = line.values.get("明确程度")
    return {
        "text": task,
        "start": start,
        "end": start + len(task),
        "specificity": _degree(degree, place) or ("quantified" if amounts else "directional"),
        "actor": _actor(line.values.get("责任主体"), own.organisation),
        "quantities": _amounts(amounts, filled, place),
        "deadline": _time(None, filled, own.date) if any(name in filled for name in _TIMES) else None,
    }


def _names(found: Mapping[str, Marked], most: int = 5) -> str:
    names = [Path(document).name for document in found][:most]
    return ", ".join(names) + (", …" if len(found) > most else "")

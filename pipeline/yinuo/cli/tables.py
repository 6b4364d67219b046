"""Lay out commitments, values and explanations as tables for a terminal."""

from __future__ import annotations

import os
import sys
from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from yinuo.cli.common import printable
from yinuo.cli.language import bracketed, lang, listed, say
from yinuo.pages.words import Words
from yinuo.records import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yinuo.explanation import Explanation
    from yinuo.records import Deadline, Quantity, SpeechInfo
    from yinuo.structure.speech import Speech

_WIDTH = 120  # where the output is no terminal


def console() -> Console:
    """Make a console on stdout: as wide as the terminal, ``COLUMNS`` or 120; no markup read from texts."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDTH
    return Console(width=width, markup=False, highlight=False, emoji=False)


class Shown:
    """Keep the first records of a text, ``most`` of them, for its tables; the others are only counted."""

    def __init__(self, document: str, most: int | None) -> None:
        self.document, self.count = document, 0
        self._most, self._records = most, list[Commitment]()

    def add(self, record: Commitment) -> None:
        """Keep or count a record."""
        self.count += 1
        if self._most is None or len(self._records) < self._most:
            self._records.append(record)

    def tables(self) -> Iterator[Table | str]:
        """Show a table a speech, a row a record: section, actor, action, quantity, deadline; status where they differ.

        A line behind them says how many more there are.
        """
        for _, group in groupby(self._records, key=lambda record: record.speech.index):
            yield _commitments_table(list(group), self.document)
        if more := self.count - len(self._records):
            yield say("… and {more} more; --all prints every row", more=f"{more:,}")


def _commitments_table(records: Sequence[Commitment], document: str) -> Table:
    statuses = {record.status for record in records} != {"commitment"}
    table = _table(*(("status",) if statuses else ()), "section", "actor", "action", "quantity", "deadline")
    table.title = cell(" · ".join([document, *_heading(records[0].speech)]))
    for record in records:
        when = record.stated_deadline
        table.add_row(
            *([cell(named("status", record.status))] if statuses else []),
            cell(record.section[-1][:24] if record.section else None),
            cell(record.responsible_party),
            cell(record.text),
            cell("\n".join(_flagged(q) for q in record.quantities)),
            cell(when and f"{_flagged(when)} {resolved(when)}".strip()),
        )
    return table


def _flagged(value: Quantity | Deadline) -> str:
    """Give the text of a value, with a mark where digits were lost: 8所 may have been 80所."""
    return say("{text} (damaged)", text=value.text or "") if value.damaged else value.text or ""


def quantities_table(found: Iterable[Quantity]) -> Table:
    """Make a table of quantities: text, span, bounds, unit and what they mean."""
    table = _table("quantity", "span", "low", "high", "unit", "of", "change", "note")
    for q in found:
        note = listed(say(name) for name in ("approximate", "damaged") if getattr(q, name))
        row = (
            q.text,
            f"{q.start}..{q.end}",
            number(q.low),
            number(q.high),
            q.unit,
            q.of,
            q.change and say(q.change),
            note,
        )
        table.add_row(*(cell(value) for value in row))
    return table


def deadlines_table(found: Iterable[Deadline]) -> Table:
    """Make a table of deadlines: text, span, first and last day, duration, repeat."""
    table = _table("deadline", "span", "from", "to", "duration", "repeat")
    for d in found:
        row = (d.text, f"{d.start}..{d.end}", d.from_, d.to, d.duration, d.repeat)
        table.add_row(*(cell(value) for value in row))
    return table


def speeches_table(found: Iterable[Speech]) -> Table:
    """Make a table of speeches: what each says of itself, and in brackets where that stands."""
    table = _table("speech", "span", "title", "speaker", "organisation", "date", "year")
    for s in found:
        title = "\n".join(part for part in (s.title, s.subtitle) if part)
        speaker = " ".join(part for part in (s.role, s.speaker) if part)
        row = (str(s.index), f"{s.start}..{s.end}", title, speaker, s.organisation)
        sourced = (_sourced(s.date, s.date_source), _sourced(s.year, s.year_source))
        table.add_row(*(cell(value) for value in (*row, *sourced)))
    return table


def evidence_table(found: Explanation) -> Table:
    """Make a table of evidence: the field, the rule that decided it and what it says, its cue and its place."""
    table = _table("field", "rule", "what it says", "cue", "span")
    for e, says in zip(found.evidence, found.wording, strict=True):
        span = "" if e.start is None else f"{e.start}..{e.end}"
        table.add_row(*(cell(value) for value in (e.field, e.rule, says, e.text, span)))
    return table


def explanation_table(found: Explanation) -> Table:
    """Make a table of an explanation: the sentence, the clause, its status, the vote of its section."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    clause = found.clause
    nothing = say("none: no commitment, achievement or background")
    for name, value in (
        ("sentence", f"{found.sentence.start}..{found.sentence.end}  {found.sentence.text}"),
        ("clause", say("none at this offset") if clause is None else f"{clause.start}..{clause.end}  {clause.text}"),
        ("status", named("status", found.status) or nothing),
        ("section", f"{' / '.join(found.section) or say('no heading')} ({say(found.section_kind)})"),
    ):
        table.add_row(say(name), cell(value))
    return table


def cell(value: object) -> Text:
    """Make a cell of a source's text: never read as markup, without what a terminal would obey."""
    return Text("" if value is None else printable(str(value)))


def number(value: float | None) -> str | None:
    """Write a number without a needless fraction.

    >>> number(20000.0), number(6.5)
    ('20000', '6.5')
    """
    return None if value is None else str(int(value)) if float(value).is_integer() else repr(value)


def resolved(deadline: Deadline) -> str:
    """Write the dates of a deadline on one line; empty where it has none.

    >>> from yinuo.records import Deadline
    >>> resolved(Deadline(text="年内", start=0, end=2, to="2022-12-31"))
    '..2022-12-31'
    """
    first, last = deadline.from_ or "", deadline.to or ""
    if deadline.repeat:
        return say("every {period}", period=deadline.repeat)
    if first[:4] == last[:4] and (first[4:], last[4:]) == ("-01-01", "-12-31"):
        return first[:4]
    if first or last:
        return f"{first}..{last}"
    return deadline.duration or ""


def plain_table(*columns: str) -> Table:
    """Make an empty table in the house's style; the columns after the first are numbers, to the right."""
    table = _table(*columns)
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _table(*columns: str) -> Table:
    wide = {"section": 3, "actor": 3, "action": 7, "quantity": 3, "deadline": 4}
    table = Table(box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for name in columns:
        table.add_column(_head(name), overflow="fold", ratio=wide.get(name) if "action" in columns else None)
    table.expand = "action" in columns
    return table


def _head(name: str) -> str:
    """Name a column: a value of the records as pages do, any other by the catalogue."""
    return next((named(kind, name) for kind in ("status", "specificity") if named(kind, name) != name), say(name))


def named(kind: str, value: str | None) -> str:
    """Name a value of the records in the language of the run: in English as records have it."""
    return Words("zh").name(kind, value) if lang() == "zh" else value or ""


def _heading(speech: SpeechInfo) -> list[str]:
    date = _sourced(speech.date, speech.date_source)
    return [part for part in (speech.title, speech.speaker, speech.organisation, date) if part]


def _sourced(value: object, source: str | None) -> str | None:
    return None if value is None else f"{value}{bracketed(say(source))}" if source else str(value)


def show(*tables: Table) -> None:
    """Print tables to the terminal."""
    out = console()
    for table in tables:
        out.print(table)

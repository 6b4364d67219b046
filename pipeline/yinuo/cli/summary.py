"""Count an extraction, text by text, and close it with tables of counts and a last line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, get_args

from yinuo.cli.common import printable
from yinuo.cli.language import bracketed, listed, many, say
from yinuo.cli.tables import cell, named, plain_table
from yinuo.records import Specificity, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

    from yinuo.records import Commitment, SpeechInfo

_SECTIONS = 10
_SPEECHES = 30
_OTHERS = {
    "achievement": ("{count} achievement", "{count} achievements"),
    "background": ("{count} background", "{count} background"),
}
_SURE = 0.85  # confidence below which a record is worth a look
_DOUBTFUL, _PART = 3, 4  # a section is doubtful with so many records to look at, when they are one in so many
_NAMED = 5


class Summary:
    """Count by speech, section, status and specificity; no record is kept, so that many texts cost no memory.

    ``records`` counts all of them; a task that a table repeats is counted once everywhere else.
    """

    def __init__(self) -> None:
        self.texts = 0
        self.records = 0
        self.repeated = 0
        self._speeches: dict[tuple[str, int], tuple[str, Counter[str]]] = {}
        self._sections: Counter[str] = Counter()
        self._total: Counter[str] = Counter()
        self._due: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._doubts: dict[str, Counter[str]] = {}

    def begin(self, document: str, speeches: Iterable[SpeechInfo]) -> None:
        """Count a text and its speeches."""
        self.texts += 1
        for speech in speeches:
            self._speeches[document, speech.index] = (_name(document, speech), Counter())

    def add(self, document: str, record: Commitment) -> None:
        """Count a record of a text."""
        self.records += 1
        if record.same_as:
            self.repeated += 1
            return
        kinds = _kinds(record)
        speech = record.speech
        _, own = self._speeches.setdefault((document, speech.index), (_name(document, speech), Counter()))
        own.update(kinds)
        self._total.update(kinds)
        if record.status == "commitment":
            self._sections[record.section[0] if record.section else say("(no heading)")] += 1
            self._look(record)

    def _look(self, record: Commitment) -> None:
        place = " / ".join(record.section[:2]) or say("(no heading)")
        self._places[place] += 1
        reason = _doubt(record)
        if reason:
            self._doubts.setdefault(place, Counter())[reason] += 1
        due = record.deadline
        self._due["none" if due is None or due.to is None else due.source] += 1

    def tables(self) -> list[Table]:
        """Show the counts by speech and by outermost section; long lists are cut and say so."""
        if not self.records:
            return []
        return [self._speech_table(), self._section_table()]

    def line(self, *, failed: int) -> str:
        """Write the last line.

        >>> Summary().line(failed=1)
        '0 texts, 0 speeches, 0 commitments; 1 text failed'
        """
        total = self._total
        parts = [
            many(self.texts, "{count} text", "{count} texts"),
            many(len(self._speeches), "{count} speech", "{count} speeches"),
            many(total["commitment"], "{count} commitment", "{count} commitments"),
        ]
        detail = [
            f"{total[name]} {named('specificity', name)}" for name in get_args(Specificity) if total["commitment"]
        ]
        again = say("{count} more in tables that repeat them", count=self.repeated)
        detail += [again] if self.repeated else []
        others = [many(total[name], *_OTHERS[name]) for name in get_args(Status)[1:] if total[name]]
        brackets = bracketed(listed(detail)) if detail else ""
        line = listed([listed(parts) + brackets, *others])
        return line + (say("; {texts} failed", texts=many(failed, "{count} text", "{count} texts")) if failed else "")

    def next_steps(self) -> list[str]:
        """Say what a person should look at: sections that look doubtful, records without a due date."""
        if not self._places:
            return []
        doubtful = [
            (place, found)
            for place, found in self._doubts.items()
            if found.total() >= _DOUBTFUL and found.total() * _PART >= self._places[place]
        ]
        doubtful.sort(key=lambda pair: (-pair[1].total(), pair[0]))
        lines = [
            say(
                "look at first: {place}: {count} of {all} records ({reasons})",
                place=_cut(place, 60),
                count=found.total(),
                all=self._places[place],
                reasons=listed(_REASONS[reason](count) for reason, count in sorted(found.items())),
            )
            for place, found in doubtful[:_NAMED]
        ]
        if (more := len(doubtful) - _NAMED) > 0:
            one = "and {count} section more that looks doubtful"
            several = "and {count} sections more that look doubtful"
            lines.append(many(more, one, several))
        total = self._due.total()
        default = self._due["document"]
        commitments = many(total, "{count} commitment", "{count} commitments")
        if not self._due["none"] and not default:
            return [*lines, say("every commitment has a due date, stated or of a heading")]
        told = say("without a due date: {count} of {commitments}", count=self._due["none"], commitments=commitments)
        more_told = say("; {count} more only by the year of the document", count=default) if default else ""
        return [*lines, f"{told}{more_told}"]

    def _speech_table(self) -> Table:
        columns = [name for name in (*get_args(Status), *get_args(Specificity)) if self._total[name]]
        table = plain_table("speech", *columns)
        for name, own in list(self._speeches.values())[:_SPEECHES]:
            table.add_row(cell(name), *(str(own[column]) for column in columns))
        if (more := len(self._speeches) - _SPEECHES) > 0:
            table.add_row(say("and {more} more speeches", more=more))
        return table

    def _section_table(self) -> Table:
        table = plain_table("section", "commitment")
        # Sorted by name within a count: the same texts in another order give the same list.
        ranked = sorted(self._sections.items(), key=lambda item: (-item[1], item[0]))
        for name, count in ranked[:_SECTIONS]:
            table.add_row(cell(_cut(name)), str(count))
        if rest := ranked[_SECTIONS:]:
            others = many(len(rest), "in {count} other section", "in {count} other sections")
            table.add_row(others, str(sum(count for _, count in rest)))
        return table


_REASONS: dict[str, Callable[[int], str]] = {
    "with damaged numbers": lambda count: say("{count} with damaged numbers", count=count),
    "in restored text": lambda count: say("{count} in restored text", count=count),
    "slogans": lambda count: say("{count} slogans", count=count),
    "of low confidence": lambda count: say("{count} of low confidence", count=count),
}


def _doubt(record: Commitment) -> str:
    """Say why a record is worth a look; empty for one that is not."""
    if any(q.damaged for q in record.quantities) or (record.deadline and record.deadline.damaged):
        return "with damaged numbers"
    if record.restored:
        return "in restored text"
    if record.slogan:
        return "slogans"
    return "of low confidence" if record.confidence < _SURE else ""


def _kinds(record: Commitment) -> tuple[str, ...]:
    return (record.status, record.specificity) if record.status == "commitment" else (record.status,)


def _name(document: str, speech: SpeechInfo) -> str:
    about = " ".join(part for part in (speech.title, speech.speaker) if part) or say("(no title)")
    return f"{PurePath(document).name} · {_cut(about)}"


def _cut(text: str, most: int = 36) -> str:
    text = printable(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"

"""Prepare a text for reading: repaired where it has lost characters, folded once, with the way back to its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from yinuo.damage.findings import Diagnosis, Repaired, RepairMode
from yinuo.damage.naming import examine
from yinuo.damage.numbers.unnamed import lost_digits
from yinuo.damage.repair import repair
from yinuo.errors import InputError
from yinuo.folding import fold
from yinuo.structure import outline
from yinuo.structure.broken_lines import broken
from yinuo.structure.cut import Cut
from yinuo.structure.set_apart import set_apart
from yinuo.structure.speech import Line, Speech

_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PreparedText:
    """Hold the text to read, what ails its source, and the way back; ``repaired`` is None for a sound text.

    ``folded`` is the text as ``fold`` gives it, made once for all that read it; ``cut`` is None for a text in which no
    page broke a line and no blanks set numbers apart.
    """

    text: str
    folded: str
    diagnosis: Diagnosis | None = None
    repaired: Repaired | None = None
    cut: Cut | None = None

    @property
    def source(self) -> str:
        """Give the text as it stands in the file."""
        if self.repaired:
            return self.repaired.source
        return self.cut.source if self.cut else self.text

    @property
    def as_it_stands(self) -> bool:
        """Tell whether the source itself is read, so that its offsets are those of ``text``."""
        return self.repaired is None and self.cut is None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the source's span of a span of ``text``."""
        start, end = self.cut.span(start, end) if self.cut else (start, end)
        return self.repaired.span(start, end) if self.repaired else (start, end)

    def from_source(self, offset: int) -> int:
        """Give the offset in ``text`` of a character of the source."""
        offset = self.repaired.from_source(offset) if self.repaired else offset
        return self.cut.from_source(offset) if self.cut else offset

    def meant(self, start: int, end: int) -> str | None:
        """Give what a span of ``text`` says if its source says more or less than that there, else None."""
        first, last = self.span(start, end)
        meant = self.text[start:end]
        return None if _SPACE.sub("", self.source[first:last]) == _SPACE.sub("", meant) else meant

    @property
    def lost_digits(self) -> Mapping[str, float]:
        """Give how likely each digit is lost that the source may have lost: 1 for those known to be."""
        return lost_digits(self.source, self.diagnosis) if self.diagnosis else {}

    def notes(self) -> Iterator[str]:
        """Tell what a person should know of the damage."""
        if self.diagnosis is None or self.repaired is None:
            return
        applied = sum(repair.applied for repair in self.repaired.repairs)
        yield (
            f"damaged: the text has lost {' '.join(sorted(self.diagnosis.characters))}; {applied} of "
            f"{len(self.repaired.repairs)} repairs applied; see `yinuo inspect` and `yinuo repair`"
        )


def speeches(text: str, *, said: Mapping[str, str] | None = None) -> tuple[Speech, ...]:
    r"""List the speeches of a text: who spoke, when, about which year, under which title.

    ``start`` and ``end`` are code points of ``text``, end exclusive. Titles and years of a damaged text are those that
    were meant, and ``lines`` are left out there. What is not known is ``None``. A text without words has no speech.
    ``said`` is what the file says of its text beside it (``Source.metadata``), which goes before the text's own words.
    Raises ``InputError`` for a text with a lone surrogate.

    >>> [(speech.title, speech.year) for speech in speeches("2024年工作安排\n今年，我们要新建幼儿园7所。")]
    [('2024年工作安排', 2024)]
    """
    prepared = prepare(text, "apply")
    said = said or {}
    given = {name: said.get(name) for name in ("date", "organisation", "title")}
    found = outline.speeches(prepared.text, folded=prepared.folded, most_named=_most_named, **given)
    if said.get("speaker"):
        found = tuple(replace(speech, speaker=said["speaker"]) for speech in found)
    if prepared.as_it_stands:
        return found
    spans = [prepared.span(speech.start, speech.end) for speech in found]
    return tuple(
        replace(speech, start=start, end=end, lines=_lines(speech, prepared))
        for speech, (start, end) in zip(found, spans, strict=True)
    )


def _lines(speech: Speech, prepared: PreparedText) -> tuple[Line, ...]:
    """Give the lines of a speech in offsets of a source in which a page broke lines, none of a damaged one."""
    if prepared.cut is None or prepared.repaired is not None:
        return ()
    found = []
    for line in speech.lines:
        start, end = prepared.span(line.start, line.end)
        marker, topic = (prepared.span(line.start, at)[1] for at in (line.marker_end, line.topic_end))
        section = line.section
        if section.cue_start is not None and section.cue_end is not None:
            first, last = prepared.span(section.cue_start, section.cue_end)
            section = replace(section, cue_start=first, cue_end=last)
        found.append(
            replace(line, start=start, end=end, marker_end=marker, topic_end=topic, section=section, fields=None)
        )
    return tuple(found)


def _most_named(folded: str, level: str) -> str | None:
    # The gazetteer takes time to load, and few texts ask for it.
    from yinuo.nlp.gazetteer import most_named

    return most_named(folded, level)


def prepare(text: str, mode: RepairMode) -> PreparedText:
    """Prepare a text as it is to be read.

    Raises ``InputError`` for a text with a lone surrogate.
    """
    lone = _SURROGATE.search(text)
    if lone:
        line = text.count("\n", 0, lone.start()) + 1
        raise InputError(
            f"the text has a lone surrogate U+{ord(lone.group()):04X} at offset {lone.start()} (line {line}): "
            "it is no Unicode text; decode its bytes strictly, for instance with yinuo.read"
        )
    folded = fold(text)
    if mode == "off":
        return _joined(PreparedText(text, folded))
    lost, _, repaired = examine(text, folded)
    if not lost:
        return _joined(PreparedText(text, folded))
    diagnosis = Diagnosis(len(text), lost)
    repaired = repaired or repair(text, diagnosis)
    if mode == "propose":
        repaired = Repaired.of(text, repaired.proposed())
    return _joined(PreparedText(repaired.text, fold(repaired.text), diagnosis, repaired))


def _joined(prepared: PreparedText) -> PreparedText:
    """Join the lines that a page broke, and leave out what numbers its pages and blanks that set numbers apart."""
    breaks = broken(prepared.folded, prepared.text)
    gone = {at for start, end in breaks for at in range(start, end)}
    stretches = sorted(breaks + [blank for blank in set_apart(prepared.folded) if blank[0] not in gone])
    if not stretches:
        return prepared
    cut = Cut.of(prepared.text, stretches)
    return replace(prepared, text=cut.text, folded=fold(cut.text), cut=cut)

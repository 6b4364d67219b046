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
from yinuo.structure.speech import Speech

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PreparedText:
    """Hold the text to read, what ails its source, and the way back; ``repaired`` is None for a sound text.

    ``folded`` is the text as ``fold`` gives it, made once for all that read it.
    """

    text: str
    folded: str
    diagnosis: Diagnosis | None = None
    repaired: Repaired | None = None

    @property
    def lost_digits(self) -> Mapping[str, float]:
        """Give how likely each digit is lost that the source may have lost: 1 for those known to be."""
        source = self.repaired.source if self.repaired else self.text
        return lost_digits(source, self.diagnosis) if self.diagnosis else {}

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
    if prepared.repaired is None:
        return found
    spans = [prepared.repaired.span(speech.start, speech.end) for speech in found]
    return tuple(
        replace(speech, start=start, end=end, lines=()) for speech, (start, end) in zip(found, spans, strict=True)
    )


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
        return PreparedText(text, folded)
    lost, _, repaired = examine(text, folded)
    if not lost:
        return PreparedText(text, folded)
    diagnosis = Diagnosis(len(text), lost)
    repaired = repaired or repair(text, diagnosis)
    if mode == "propose":
        repaired = Repaired.of(text, repaired.proposed())
    return PreparedText(repaired.text, fold(repaired.text), diagnosis, repaired)

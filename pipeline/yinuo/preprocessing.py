"""A text as it is to be read: repaired where it has lost characters. A source text in, a PreparedText text out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from yinuo.damage.background import background
from yinuo.damage.diagnosis import missing
from yinuo.damage.findings import Diagnosis, Repaired
from yinuo.errors import InputError
from yinuo.folding import fold
from yinuo.structure import outline
from yinuo.structure.speech import Speech

_SURROGATE = re.compile("[\ud800-\udfff]")

RepairMode = Literal["off", "propose", "apply"]


@dataclass(frozen=True, slots=True)
class PreparedText:
    """The text to read, what ails its source, and the way back; ``repaired`` is None for a sound text.

    ``folded`` is the text as ``fold`` gives it, made once for all that read it.
    """

    text: str
    folded: str
    diagnosis: Diagnosis | None = None
    repaired: Repaired | None = None

    @property
    def lost_digits(self) -> frozenset[str]:
        """Digits known to be lost from the source."""
        return self.diagnosis.digits if self.diagnosis else frozenset()

    def notes(self) -> Iterator[str]:
        """What a person should know of the damage."""
        if self.diagnosis is None or self.repaired is None:
            return
        applied = sum(repair.applied for repair in self.repaired.repairs)
        yield (
            f"damaged: the text has lost {' '.join(sorted(self.diagnosis.characters))}; {applied} of "
            f"{len(self.repaired.repairs)} repairs applied; see `yinuo inspect` and `yinuo repair`"
        )


def speeches(text: str) -> tuple[Speech, ...]:
    r"""List the speeches of a text: who spoke, when, about which year, under which title.

    ``start`` and ``end`` are code points of ``text``, end exclusive. Titles and years of a damaged text are those that
    were meant, and ``lines`` are left out there. What is not known is ``None``. A text without words has no speech.
    Raises ``InputError`` for a text with a lone surrogate.

    >>> [(speech.title, speech.year) for speech in speeches("2024年工作安排\n今年，我们要新建幼儿园7所。")]
    [('2024年工作安排', 2024)]
    """
    prepared = prepare(text, "apply")
    found = tuple(outline.speeches(prepared.text, folded=prepared.folded))
    if prepared.repaired is None:
        return found
    spans = [prepared.repaired.span(speech.start, speech.end) for speech in found]
    return tuple(
        replace(speech, start=start, end=end, lines=()) for speech, (start, end) in zip(found, spans, strict=True)
    )


def prepare(text: str, mode: RepairMode) -> PreparedText:
    """The text as it is to be read.

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
    lost, _ = missing(folded, background())
    if not lost:
        return PreparedText(text, folded)
    diagnosis = Diagnosis(len(text), lost)
    from yinuo.damage.repair import repair

    repaired = repair(text, diagnosis)
    if mode == "propose":
        repaired = Repaired.of(text, repaired.proposed())
    return PreparedText(repaired.text, fold(repaired.text), diagnosis, repaired)

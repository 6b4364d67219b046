"""Write what tracking found into the table tracking_evidence of a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from yinuo.rules.wording import Lang
from yinuo.tracking.result import Tracked
from yinuo.writers.sql.tracking_evidence import replace_rows


def write(found: Sequence[Tracked], target: str, _: Lang | None = None) -> None:
    """Write a row for each piece of evidence, and one for each record without; rows of the same pairs are replaced."""
    replace_rows(target, [row for one in found for row in _rows(one)])


def _rows(one: Tracked) -> Iterator[dict[str, Any]]:
    promised, reached = one.promised, one.reached
    shared = {
        "document": one.document,
        "id": one.commitment.id,
        "next_document": one.next_document,
        "text": one.commitment.text,
        "verdict": one.verdict,
        "why": one.why,
        "promised": promised.text if promised else None,
        "reached": reached.text if reached else None,
        "attainment": one.attainment,
        "reason": one.reason,
        "confidence": one.confidence,
        "needs_check": one.needs_check,
    }
    nothing = {"evidence": None, "evidence_start": None, "evidence_end": None, "score": None, "rule": None}
    if not one.evidence:
        yield {**shared, "position": 0, **nothing}
    for position, piece in enumerate(one.evidence):
        yield {
            **shared, "position": position, "evidence": piece.text, "evidence_start": piece.start,
            "evidence_end": piece.end, "score": piece.score, "rule": piece.rule,
        }  # fmt: skip

"""Give a reader over an encoder a say beside the rules, where gold that nobody learned from shows that it gains."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yinuo.errors import GoldError, ReaderError, UsageError
from yinuo.teaching.scoring import FieldScore, Row, f1_of, field_score
from yinuo.writers.atomic import whole_path

if TYPE_CHECKING:
    from yinuo.evaluate.gold import GoldDocument
    from yinuo.learned.lessons import Lesson
    from yinuo.records import Specificity
    from yinuo.teaching.gold import Paths
    from yinuo.teaching.weighing import Case, Say, Voices

# Fewer documents leave too few to weigh on when some are left out.
_FEWEST = 8
_MORE = "nothing is written; train on more gold, or weigh on more documents"


@dataclass(frozen=True, slots=True)
class Voice:
    """Say what a reader's voice gains, each document decided by weights that saw nothing of it, and where it speaks.

    ``score`` is F1 of deliverable by the rules and with the voice, ``shipped`` the same with the shipped reader's voice
    in its place; None where that has learned from the gold. Of ``changed`` labels ``right`` are those of gold.
    """

    documents: int
    score: FieldScore
    shipped: FieldScore | None
    changed: int
    right: int
    genres: tuple[str, ...]
    weights: dict[str, float]
    bias: float
    sure: float

    def to_dict(self) -> dict[str, Any]:
        """Give plain values for JSON."""
        return asdict(self)


def reader_voice(
    folder: str | os.PathLike[str],
    gold: Paths,
    *,
    texts: str | os.PathLike[str] | None = None,
    records: str | os.PathLike[str] | None = None,
    sure: float = 0.6,
) -> Voice:
    """Give a reader of ``reader_train`` a say where no rule knows an end, as far as gold shows that it gains.

    ``gold`` are documents that the reader has not learned from, eight or more; ``texts`` is the folder of their texts.
    Rules that learned from them look better than they are elsewhere: ``records`` is then a JSONL file of what the rules
    found before (``--reader off``), which is read in place of the texts. Reader and shipped reader are weighed beside
    the rules, for the kinds of text that gain, and speak where they are as ``sure`` as this. What they gain is measured
    on documents left out of weighing and choosing alike; the folder's ``reader.json`` then holds the say and what it
    was measured on.

    >>> reader_voice("no-such-folder", "gold")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    yinuo.errors.ReaderError: no-such-folder: no such folder of a reader; ...

    Raises ``ReaderError`` for a folder without a reader over an encoder, and where the voice gains nothing beyond
    chance, or no more than the shipped reader's, ``GoldError`` for gold that cannot be used, ``MissingExtraError``
    where torch, transformers or scikit-learn is not installed.
    """
    from yinuo.learned.folders import SHIPPED, identity, taught_texts
    from yinuo.teaching.gold import documents_of, lessons_of
    from yinuo.teaching.weighing import libraries, measured, weighed

    if not 0.5 <= sure < 1:
        raise UsageError(f"sure is {sure}; a probability from 0.5 to under 1 is wanted")
    place = os.fspath(folder)
    identity(place)
    libraries()
    documents = documents_of(gold, texts)
    _check(place, documents, taught_texts(place))
    cases = cases_of(place, lessons_of(documents, None if records is None else Path(records)))
    shipped: list[Voices] = [] if _known(documents, taught_texts(SHIPPED)) else [("shipped",)]
    choices: list[Voices] = [("reader",), *(("reader", *voices) for voices in shipped)]
    decided = measured(cases, choices, sure)
    score = _score(cases, decided)
    other = _score(cases, measured(cases, shipped, sure)) if shipped else None
    say = weighed(cases, choices, sure)
    if say is None or score.difference is None or score.difference[0] <= 0:
        raise ReaderError(f"{place}: no voice gains on documents left out ({_told(score)}); {_MORE}")
    if other and other.reader >= score.reader:
        raise ReaderError(f"{place}: the shipped reader, weighed so, gains as much ({_told(other)}); {_MORE}")
    changed = [case.wanted == one for case, one in zip(cases, decided, strict=True) if one != case.ruled]
    found = Voice(
        len(documents), score, other, len(changed), sum(changed), say.genres, dict(say.weights), say.bias, sure
    )
    _write(Path(place), say, {**found.to_dict(), "documents": [document.name for document in documents]})
    return found


def cases_of(folder: str, lessons: Sequence[Lesson]) -> list[Case]:
    """Make cases of what gold and rules call commitments without a number, read by a reader and by the shipped one.

    Raises ``ReaderError`` for a folder without a reader over an encoder.
    """
    from yinuo.learned.folders import SHIPPED, identity, open_reader
    from yinuo.learned.transformer import TransformerReader
    from yinuo.teaching.weighing import Case

    reader = open_reader(folder, identity(folder)).reader
    if not isinstance(reader, TransformerReader):
        raise ReaderError(f"{folder}: is a linear reader, weighed by models/reader/train.py; give one over an encoder")
    some = [one for one in lessons if one.specificity is not None and one.ruled_status == "commitment"]
    items = [lesson.item for lesson in some]
    shipped = open_reader(SHIPPED, identity(SHIPPED)).reader
    return [
        Case(
            lesson.document,
            lesson.genre or "",
            lesson.specificity or "directional",
            lesson.ruled_specificity,
            lesson.rule,
            one.deliverable,
            other.deliverable,
        )
        for lesson, one, other in zip(some, reader(items), shipped(items), strict=True)
    ]


def _check(folder: str, documents: Sequence[GoldDocument], taught: frozenset[str] | None) -> None:
    """Raise ``ReaderError`` or ``GoldError`` unless there are enough documents, none of which a reader learned from."""
    if taught is None:
        raise ReaderError(f"{folder}: does not say which texts it learned from; train it again with yinuo reader train")
    if known := _known(documents, taught):
        raise GoldError(
            f"{known[0]}: {folder} learned from this text (and {len(known) - 1} more of the gold); give gold that it "
            "has not seen"
        )
    if len(documents) < _FEWEST:
        raise GoldError(f"gold marks {len(documents)} documents; {_FEWEST} or more are wanted, to leave some out")


def _known(documents: Sequence[GoldDocument], taught: frozenset[str] | None) -> list[str]:
    """Name the documents whose texts a reader learned from."""
    from yinuo.teaching.gold import known_as

    return [document.name for document in documents if known_as(document) in (taught or ())]


def _score(cases: Sequence[Case], decided: Sequence[Specificity]) -> FieldScore:
    rows = [Row(case.document, case.wanted, case.ruled, one) for case, one in zip(cases, decided, strict=True)]
    return field_score("specificity: F1 of deliverable", rows, f1_of("deliverable"))


def _told(score: FieldScore) -> str:
    low, high = score.difference or (0.0, 0.0)
    return f"F1 of deliverable {score.rules:.3f} by the rules, {score.reader:.3f} with it, {low:+.3f} ... {high:+.3f}"


def _write(folder: Path, say: Say, about: dict[str, Any]) -> None:
    """Put the say into ``reader.json``, with what it was measured on."""
    from yinuo.learned.folders import DESCRIPTION, shipped_weights

    file = folder / DESCRIPTION
    voices = say.stack()
    if voices.get("shipped"):
        voices["shipped_sha256"] = shipped_weights()
    description = {**json.loads(file.read_text("utf-8")), "stack": {"specificity": voices}, "voice": about}
    with whole_path(file) as draft:
        draft.write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

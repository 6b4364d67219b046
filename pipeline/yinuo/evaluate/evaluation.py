"""Evaluate predictions against gold: scores, errors and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yinuo.evaluate.baseline import baseline as trivial
from yinuo.evaluate.bootstrap import Interval, intervals
from yinuo.evaluate.confusion import Confusion, assertion_confusion, specificity_confusion
from yinuo.evaluate.gold import GoldDocument, read_gold, read_predictions
from yinuo.evaluate.items import Item, read_item
from yinuo.evaluate.mistakes import Mistake, mistakes
from yinuo.evaluate.scores import Comparison, Count, add_up, compare

FEW = 10


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Say how well spans fit: those found to the character, and the mean overlap of the pairs (``None`` without)."""

    exact: Count
    mean_overlap: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Hold everything one evaluation says.

    ``total`` is keyed by measure, ``comparisons`` are in order of document name.
    """

    total: Mapping[str, Count]
    intervals: Mapping[str, Interval] | None
    spans: SpanScores
    specificity: Confusion
    assertion: Confusion
    baseline: Mapping[str, Count] | None
    comparisons: tuple[Comparison, ...]
    mistakes: tuple[Mistake, ...]
    notes: tuple[str, ...]

    def to_dict(self, *, errors: int | None = 0) -> dict[str, Any]:
        """Give plain values for JSON: ``total`` and ``documents`` by measure, ratios to four decimals.

        ``errors`` lists that many mistakes, ``None`` all of them.
        """
        listed = self.mistakes if errors is None else self.mistakes[:errors]
        return {
            "total": {name: _row(own) for name, own in self.total.items()},
            "intervals": self.intervals
            and {name: [round(i.low, 4), round(i.high, 4)] for name, i in self.intervals.items()},
            "documents": {
                own.document.name: {name: _row(c) for name, c in own.counts.items()} for own in self.comparisons
            },
            "spans": {"exact": _row(self.spans.exact), "mean_overlap": _round(self.spans.mean_overlap)},
            "specificity": _matrix(self.specificity),
            "assertion": _matrix(self.assertion),
            "baseline": self.baseline and {name: _row(own) for name, own in self.baseline.items()},
            "errors": [asdict(mistake) for mistake in listed],
            "notes": list(self.notes),
        }


def evaluate(
    gold: str | Path,
    predictions: str | Path | Iterable[Mapping[str, Any]],
    *,
    texts: str | Path | None = None,
    baseline: bool = True,
    seed: int = 0,
) -> Evaluation:
    """Score predictions against gold: how many commitments, and parts of them, were found and are right.

    ``gold`` is a gold file, a folder of them, a corrected ledger (.xlsx), the store of a review (.db) or a corrected
    export of an annotation tool, ``predictions`` a JSONL file of records or the records themselves as plain dicts,
    ``texts`` the folder of the marked texts (looked for beside the gold where not given).
    The same arguments give the same result; ``seed`` chooses the resamples of the intervals. ``total`` of the result
    has precision, recall and F1 (0 to 1) by measure.

    >>> import json, tempfile, yinuo
    >>> text, place = "今年，要新建幼儿园7所，改造教室12间。", Path(tempfile.mkdtemp())
    >>> marked = [json.loads(record.to_json()) for record in yinuo.extract(text, document="a.txt")]
    >>> _ = (place / "a.txt").write_text(text, "utf-8")
    >>> _ = (place / "a.json").write_text(json.dumps({"document": "a.txt", "commitments": marked}), "utf-8")
    >>> score = evaluate(place, marked[:1]).total["detection"]
    >>> score.precision, score.recall
    (1.0, 0.5)

    Raises ``GoldError`` with file and line for what cannot be scored.
    """
    documents = read_gold(Path(gold), texts=None if texts is None else Path(texts))
    source = Path(predictions) if isinstance(predictions, str | Path) else predictions
    found = read_predictions(source, texts={document.name: document.text for document in documents})
    comparisons = tuple(compare(document, found.get(document.name, ())) for document in documents)
    without_text = [document.name for document in documents if document.text is None]
    by_document = [own.counts for own in comparisons]
    return Evaluation(
        total=add_up(by_document),
        intervals=intervals(by_document, seed=seed),
        spans=_spans(comparisons),
        specificity=specificity_confusion(comparisons),
        assertion=assertion_confusion(comparisons),
        baseline=_baseline(documents) if baseline and not without_text else None,
        comparisons=comparisons,
        mistakes=tuple(m for own in comparisons for m in mistakes(own)),
        notes=(*_notes(documents, found), *_missing_texts(without_text)),
    )


def _spans(comparisons: Sequence[Comparison]) -> SpanScores:
    pairs = [p for own in comparisons for p in own.pairs]
    exact = Count(
        gold=sum(len(own.document.items) for own in comparisons),
        predicted=sum(len(own.found) for own in comparisons),
        hit=sum(p.overlap == 1 for p in pairs),
    )
    return SpanScores(exact, sum(p.overlap for p in pairs) / len(pairs) if pairs else None)


def _baseline(documents: Iterable[GoldDocument]) -> dict[str, Count]:
    return add_up(compare(document, _trivial_items(document.text or "")).counts for document in documents)


def _trivial_items(text: str) -> list[Item]:
    return [read_item(record, text=text) for record in trivial(text)]


def _notes(documents: Sequence[GoldDocument], found: Mapping[str, Sequence[Item]]) -> list[str]:
    notes = [note for document in documents for note in document.notes]
    names = {document.name for document in documents}
    if unknown := sorted(set(found) - names):
        passed = sum(len(found[name]) for name in unknown)
        notes.append(f"{passed} predictions are passed over, their documents have no gold: {_list(unknown)}")
    if silent := [document.name for document in documents if document.name not in found]:
        notes.append(f"nothing was predicted for: {_list(silent)}")
    outside = sum(not d.covers(item) for d in documents for item in found.get(d.name, ()))
    if outside:
        notes.append(f"{outside} predictions are passed over, they lie outside the marked range of their document")
    if len(documents) == 1:
        notes.append("one document: no interval can be given")
    elif len(documents) < FEW:
        notes.append(f"only {len(documents)} documents: the intervals are rough")
    return notes


def _missing_texts(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [f"texts not found, so no baseline and no context for them: {_list(names)}; name their folder with texts"]


def _list(names: Sequence[str], most: int = 5) -> str:
    shown, more = ", ".join(names[:most]), len(names) - most
    return f"{shown} and {more} more" if more > 0 else shown


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _row(own: Count) -> dict[str, float]:
    ratios = {"precision": round(own.precision, 4), "recall": round(own.recall, 4), "f1": round(own.f1, 4)}
    return {**ratios, "gold": own.gold, "predicted": own.predicted, "hit": own.hit}


def _matrix(table: Confusion) -> dict[str, dict[str, int]]:
    return {
        row: dict(zip(table.columns, counts, strict=True)) for row, counts in zip(table.rows, table.counts, strict=True)
    }

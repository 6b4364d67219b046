"""Extract commitments from policy speeches, as records with exact offsets.

The verbs of the command line are functions here: ``yinuo batch`` is ``yinuo.batch``, ``yinuo ledger merge`` is
``yinuo.ledger.merge``, ``yinuo review export`` is ``yinuo.review_export``, and ``yinuo reader train``
``yinuo.reader_train``. Errors are in ``yinuo.errors``, readers and
writers of records in ``yinuo.writers``, plots in ``yinuo.plots``. Everything else that ``__all__`` does not name is
internal, and may change in any release.

>>> import yinuo
>>> yinuo.quantities("新建幼儿园7所")[0].unit
'所'
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from yinuo._version import __version__

if TYPE_CHECKING:
    from yinuo import ledger as ledger
    from yinuo.batch.extractor import Extractor as Extractor
    from yinuo.batch.output.manifest import Failure as Failure
    from yinuo.batch.run import Result as Result
    from yinuo.batch.run import batch as batch
    from yinuo.batch.stream import stream as stream
    from yinuo.conversion import convert as convert
    from yinuo.damage.diagnosis import inspect as inspect
    from yinuo.damage.findings import Diagnosis as Diagnosis
    from yinuo.damage.findings import Repaired as Repaired
    from yinuo.damage.repair import repair as repair
    from yinuo.evaluate.evaluation import Evaluation as Evaluation
    from yinuo.evaluate.evaluation import evaluate as evaluate
    from yinuo.explanation import Explanation as Explanation
    from yinuo.extraction import Extraction as Extraction
    from yinuo.extraction import explain as explain
    from yinuo.extraction import extract as extract
    from yinuo.nlp.pipeline import load as load
    from yinuo.preprocessing import speeches as speeches
    from yinuo.readers import Source as Source
    from yinuo.readers import read as read
    from yinuo.records import Commitment as Commitment
    from yinuo.records import Deadline as Deadline
    from yinuo.records import Quantity as Quantity
    from yinuo.records import schema as schema
    from yinuo.report.build import Report as Report
    from yinuo.report.build import report as report
    from yinuo.review.reviewing import review as review
    from yinuo.review.reviewing import review_agreement as review_agreement
    from yinuo.review.reviewing import review_export as review_export
    from yinuo.structure.speech import Speech as Speech
    from yinuo.teaching.exporting import reader_export as reader_export
    from yinuo.teaching.scoring import reader_evaluate as reader_evaluate
    from yinuo.teaching.training import reader_train as reader_train
    from yinuo.teaching.voice import reader_voice as reader_voice
    from yinuo.tracking.result import Tracked as Tracked
    from yinuo.tracking.run import track as track
    from yinuo.tracking.series.result import Yearly as Yearly
    from yinuo.tracking.series.run import series as series
    from yinuo.values.deadlines.scanner import deadlines as deadlines
    from yinuo.values.quantities.scanner import quantities as quantities
    from yinuo.values.scanner import Values as Values
    from yinuo.values.scanner import values as values
    from yinuo.writers.columnar.dataframe import to_frame as to_frame


# Loaded on first use: `import yinuo` costs nothing, spaCy and jieba come with `load`.
_VERBS = {
    "batch": "yinuo.batch.run",
    "convert": "yinuo.conversion",
    "evaluate": "yinuo.evaluate.evaluation",
    "explain": "yinuo.extraction",
    "extract": "yinuo.extraction",
    "inspect": "yinuo.damage.diagnosis",
    "repair": "yinuo.damage.repair",
    "report": "yinuo.report.build",
    "review": "yinuo.review.reviewing",
    "schema": "yinuo.records",
    "series": "yinuo.tracking.series.run",
    "speeches": "yinuo.preprocessing",
    "stream": "yinuo.batch.stream",
    "track": "yinuo.tracking.run",
    "values": "yinuo.values.scanner",
}
_REST = {
    "Commitment": "yinuo.records",
    "Deadline": "yinuo.records",
    "Diagnosis": "yinuo.damage.findings",
    "Evaluation": "yinuo.evaluate.evaluation",
    "Explanation": "yinuo.explanation",
    "Extraction": "yinuo.extraction",
    "Extractor": "yinuo.batch.extractor",
    "Failure": "yinuo.batch.output.manifest",
    "Quantity": "yinuo.records",
    "Repaired": "yinuo.damage.findings",
    "Report": "yinuo.report.build",
    "Result": "yinuo.batch.run",
    "Source": "yinuo.readers",
    "Speech": "yinuo.structure.speech",
    "Tracked": "yinuo.tracking.result",
    "Values": "yinuo.values.scanner",
    "Yearly": "yinuo.tracking.series.result",
    "deadlines": "yinuo.values.deadlines.scanner",
    "load": "yinuo.nlp.pipeline",
    "quantities": "yinuo.values.quantities.scanner",
    "read": "yinuo.readers",
    "reader_evaluate": "yinuo.teaching.scoring",
    "reader_export": "yinuo.teaching.exporting",
    "reader_train": "yinuo.teaching.training",
    "reader_voice": "yinuo.teaching.voice",
    "review_agreement": "yinuo.review.reviewing",
    "review_export": "yinuo.review.reviewing",
    "to_frame": "yinuo.writers.columnar.dataframe",
}
_FACE = {**_VERBS, **_REST}
__all__ = [
    "Commitment", "Deadline", "Diagnosis", "Evaluation", "Explanation", "Extraction", "Extractor", "Failure",
    "Quantity", "Repaired", "Report", "Result", "Source", "Speech", "Tracked", "Values", "Yearly", "__version__",
    "batch", "convert", "deadlines", "evaluate", "explain", "extract", "inspect", "ledger", "load", "quantities",
    "read", "reader_evaluate", "reader_export", "reader_train", "reader_voice", "repair", "report", "review",
    "review_agreement", "review_export", "schema", "series", "speeches", "stream", "to_frame", "track", "values",
]  # fmt: skip


class _Package(ModuleType):
    """Keep the verbs of this package functions, although folders of its modules have the same names."""

    def __setattr__(self, name: str, value: Any) -> None:
        # Python binds a module to its package once it is imported: the folder `batch` would take the place of `batch`.
        if not (name in _VERBS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name == "ledger":
        return import_module("yinuo.ledger")
    if name not in _FACE:
        raise AttributeError(f"module 'yinuo' has no attribute {name!r}")
    return getattr(import_module(_FACE[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

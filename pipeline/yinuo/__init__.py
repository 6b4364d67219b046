"""Policy speeches in, commitment records out.

>>> import yinuo
>>> yinuo.quantities("新建幼儿园7所")[0].unit
'所'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from yinuo._version import __version__

if TYPE_CHECKING:
    from yinuo.batch.extractor import Extractor as Extractor
    from yinuo.batch.run import run_batch as run_batch
    from yinuo.batch.stream import stream as stream
    from yinuo.extraction import extract as extract
    from yinuo.nlp.pipeline import load as load
    from yinuo.readers import read as read
    from yinuo.records import Commitment as Commitment
    from yinuo.records import Deadline as Deadline
    from yinuo.records import Quantity as Quantity
    from yinuo.values.deadlines.scanner import deadlines as deadlines
    from yinuo.values.quantities.scanner import quantities as quantities
    from yinuo.writers.columnar.dataframe import to_frame as to_frame


# Loaded on first use: `import yinuo` costs nothing, spaCy and jieba come with `load`.
_FACE = {
    "Commitment": "yinuo.records",
    "Deadline": "yinuo.records",
    "Extractor": "yinuo.batch.extractor",
    "Quantity": "yinuo.records",
    "deadlines": "yinuo.values.deadlines.scanner",
    "extract": "yinuo.extraction",
    "load": "yinuo.nlp.pipeline",
    "quantities": "yinuo.values.quantities.scanner",
    "read": "yinuo.readers",
    "run_batch": "yinuo.batch.run",
    "stream": "yinuo.batch.stream",
    "to_frame": "yinuo.writers.columnar.dataframe",
}
__all__ = [
    "Commitment", "Deadline", "Extractor", "Quantity", "__version__", "deadlines", "extract", "load", "quantities",
    "read", "run_batch", "stream", "to_frame",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _FACE:
        raise AttributeError(f"module 'yinuo' has no attribute {name!r}")
    return getattr(import_module(_FACE[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

"""Which writer a file name asks for. A path comes in; the writer of its format goes out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from yinuo.writers.files import Write
from yinuo.writers.jsonl import jsonl_writer
from yinuo.writers.ledger import ledger_writer
from yinuo.writers.tables import csv_writer

Open = Callable[..., AbstractContextManager[Write]]

FORMATS: dict[str, Open] = {".jsonl": jsonl_writer, ".csv": csv_writer, ".xlsx": ledger_writer}


def writer(path: str | Path, *, bom: bool = False) -> AbstractContextManager[Write]:
    """The writer of the path's format, by its suffix; ``bom`` counts for CSV alone. ``KeyError`` for another suffix."""
    suffix = Path(path).suffix.lower()
    return FORMATS[suffix](path, bom=bom) if suffix == ".csv" else FORMATS[suffix](path)

"""List every place that records can be written to, with the writer of its format."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.errors import InputError
from yinuo.messages import Lang
from yinuo.writers.sql.url import hidden, is_url

if TYPE_CHECKING:
    from yinuo.writers.atomic import Write

    Opened = AbstractContextManager[Write]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Hold what writers can be told.

    ``bom`` (CSV), ``nested`` (Parquet, data sets), ``slogans`` (ledger), ``run`` and ``complete`` (SQL).

    ``complete`` is asked at the end: whether the run had all documents that there are. ``lang`` is the language of the
    labels that annotators see.
    """

    bom: bool = False
    nested: bool = False
    slogans: bool = False
    run: str | None = None
    complete: Callable[[], bool] = lambda: False
    lang: Lang = "en"


@dataclass(frozen=True, slots=True)
class Format:
    """Hold a format: the end of its targets' names, what it is, its writer, and whether it needs the texts."""

    suffix: str
    meaning: str
    open: Callable[[str, Options], Opened]
    needs_text: bool = False


def _jsonl(target: str, _: Options) -> Opened:
    from yinuo.writers.jsonl import jsonl_writer

    return jsonl_writer(target)


def _csv(target: str, options: Options) -> Opened:
    from yinuo.writers.csv import csv_writer

    return csv_writer(target, bom=options.bom)


def _csv_quantities(target: str, options: Options) -> Opened:
    from yinuo.writers.csv import csv_writer

    return csv_writer(target, bom=options.bom, table="quantities")


def _parquet(target: str, options: Options) -> Opened:
    from yinuo.writers.columnar.parquet import parquet_writer

    return parquet_writer(target, nested=options.nested)


def _parquet_quantities(target: str, _: Options) -> Opened:
    from yinuo.writers.columnar.parquet import parquet_writer

    return parquet_writer(target, table="quantities")


def _dataset(target: str, options: Options) -> Opened:
    from yinuo.writers.columnar.huggingface import dataset_writer

    return dataset_writer(target, nested=options.nested)


def _dataset_quantities(target: str, _: Options) -> Opened:
    from yinuo.writers.columnar.huggingface import dataset_writer

    return dataset_writer(target, table="quantities")


def _hub(target: str, _: Options) -> Opened:
    from yinuo.writers.columnar.huggingface import hub_writer

    return hub_writer(target)


def _ledger(target: str, options: Options) -> Opened:
    from yinuo.writers.ledger import ledger_writer

    return ledger_writer(target, slogans=options.slogans)


def _label_studio(target: str, options: Options) -> Opened:
    from yinuo.writers.annotation import label_studio_writer

    return label_studio_writer(target, lang=options.lang)


def _doccano(target: str, options: Options) -> Opened:
    from yinuo.writers.annotation import doccano_writer

    return doccano_writer(target, lang=options.lang)


def _brat(target: str, _: Options) -> Opened:
    from yinuo.writers.annotation import brat_writer

    return brat_writer(target)


def _sql(target: str, options: Options) -> Opened:
    from yinuo.writers.sql import sql_writer

    return sql_writer(target, run=options.run, complete=options.complete)


# Of two suffixes that fit, the longer counts.
FORMATS = (
    Format(".jsonl", "records, one a line", _jsonl),
    Format(".csv", "flat table, one row a record", _csv),
    Format(".quantities.csv", "flat table, one row a quantity", _csv_quantities),
    Format(".xlsx", "ledger that people fill in", _ledger),
    Format(".parquet", "flat table, one row a record, or records (nested)", _parquet),
    Format(".quantities.parquet", "flat table, one row a quantity", _parquet_quantities),
    Format(".dataset", "folder for datasets.load_from_disk", _dataset),
    Format(".quantities.dataset", "the same, one row a quantity", _dataset_quantities),
    Format(".hub", "folder for datasets.load_dataset: Parquet and a card", _hub),
    Format(".labelstudio.json", "Label Studio tasks, with their configuration", _label_studio, needs_text=True),
    Format(".doccano.jsonl", "doccano entities and relations", _doccano, needs_text=True),
    Format(".brat", "folder of brat standoff files", _brat, needs_text=True),
)
DATABASE = Format("://", "database: sqlite:///FILE.db, postgresql+psycopg://...", _sql)


def format_of(target: str) -> Format:
    """Find the format of a target, by its name.

    >>> format_of("out/corrected.doccano.jsonl").suffix, format_of("sqlite:///out.db").suffix
    ('.doccano.jsonl', '://')

    Raises ``InputError`` where no format has such a name.
    """
    if is_url(target):
        return DATABASE
    fitting = [own for own in FORMATS if target.lower().rstrip("/").endswith(own.suffix)]
    if not fitting:
        known = ", ".join(own.suffix for own in FORMATS)
        raise InputError(f"{target!r} ends in none of {known}, and is no address of a database")
    return max(fitting, key=lambda own: len(own.suffix))


def writer_for(target: str, options: Options | None = None) -> Opened:
    """Open the writer of a target: a context manager that gives a function of one record.

    The target is written whole or not at all when the block ends. Raises ``InputError`` for a target of no format, and
    what the format's writer raises.
    """
    return format_of(target).open(target, options or Options())


def shown(target: str) -> str:
    """Show the target in a message, without its password."""
    return hidden(target)

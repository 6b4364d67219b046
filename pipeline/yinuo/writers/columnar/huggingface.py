"""Write records as Hugging Face data sets: for ``load_from_disk``, or as Parquet with a card for ``load_dataset``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from yinuo.digests import running
from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.atomic import Write, drain, whole_folder
from yinuo.writers.columnar.arrow import Batches, arrow_schema
from yinuo.writers.columnar.dataset_card import card
from yinuo.writers.columnar.parquet import parquet_writer
from yinuo.writers.flat_tables import TableName
from yinuo.writers.jsonl import to_line

if TYPE_CHECKING:
    import datasets


# Configurations of a folder for the Hub: name, whether records are nested, which flat table.
_HUB: tuple[tuple[str, bool, TableName], ...] = (
    ("flat", False, "commitments"),
    ("quantities", False, "quantities"),
    ("nested", True, "commitments"),
)


def features(*, nested: bool = False, table: TableName = "commitments") -> datasets.Features:
    """Make the ``datasets.Features`` of a flat table, or of the nested one."""
    import datasets

    return datasets.Features.from_arrow_schema(arrow_schema(nested=nested, table=table))


def write_dataset(
    records: Iterable[Commitment], path: str | Path, *, nested: bool = False, table: TableName = "commitments"
) -> int:
    """Write a folder for ``datasets.load_from_disk``, whole or not at all; the number of records written.

    The fingerprint is made from the records, so that the same records give the same bytes with the same version of
    ``datasets``. Raises ``InputError`` where the folder cannot be written or holds anything else.
    """
    with dataset_writer(path, nested=nested, table=table) as write:
        return drain(records, write)


@contextmanager
def dataset_writer(path: str | Path, *, nested: bool = False, table: TableName = "commitments") -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, to such a folder; rows wait on the disk until the end."""
    import pyarrow as pa

    whole = running("nested\n" if nested else f"flat {table}\n")
    schema = features(nested=nested, table=table).arrow_schema
    with whole_folder(path) as folder, TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}.") as waiting:
        rows = Path(waiting, "rows.arrow")
        with pa.OSFile(str(rows), "wb") as file, pa.ipc.new_stream(file, schema) as stream:
            batches = Batches(lambda batch: stream.write_batch(batch.cast(schema)), nested=nested, table=table)

            def write(record: Commitment) -> None:
                whole.update(f"{to_line(record)}\n".encode())
                batches(record)

            yield write
            batches.flush()
        _save(rows, folder, whole.hexdigest()[:16])


def _save(rows: Path, folder: Path, fingerprint: str) -> None:
    import datasets

    silent = datasets.are_progress_bars_disabled()
    datasets.disable_progress_bars()
    try:
        table = datasets.Dataset.from_file(str(rows)).data
        shards = None if table.num_rows else 1  # none at all could not be loaded again
        datasets.Dataset(table, fingerprint=fingerprint).save_to_disk(folder, num_shards=shards)
    finally:
        if not silent:
            datasets.enable_progress_bars()


def read_dataset(path: str | Path) -> Iterator[Commitment]:
    """Read the records of a nested folder of ``write_dataset``, equal to those written.

    Raises ``InputError`` for a folder that is no such data set.
    """
    import datasets

    try:
        rows = datasets.load_from_disk(str(path))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error}); a folder of --nested records is wanted") from None
    if not isinstance(rows, datasets.Dataset) or rows.column_names != arrow_schema(nested=True).names:
        raise InputError(f"{path}: holds no whole records; a folder written with --nested is wanted")
    for row in rows:
        yield Commitment.model_validate(row)


def write_hub(records: Iterable[Commitment], path: str | Path) -> int:
    """Write Parquet with a card, for ``datasets.load_dataset(path, "flat")``, ``"quantities"`` or ``"nested"``.

    Works offline; ``datasets`` itself refuses to load a split of no rows. Raises ``InputError`` where the
    folder cannot be written or holds anything else.
    """
    with hub_writer(path) as write:
        return drain(records, write)


@contextmanager
def hub_writer(path: str | Path) -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, to such a folder: one more a configuration, and ``README.md``."""
    with whole_folder(path) as folder:
        counts: Counter[str] = Counter()
        documents: set[str] = set()
        with ExitStack() as files:
            tables = [
                files.enter_context(parquet_writer(folder / form / "train.parquet", nested=nested, table=table))
                for form, nested, table in _HUB
            ]

            def write(record: Commitment) -> None:
                counts.update((record.status, record.specificity))
                documents.add(record.document_sha256)
                for table in tables:
                    table(record)

            yield write
        folder.joinpath("README.md").write_text(card(counts, len(documents)), "utf-8")

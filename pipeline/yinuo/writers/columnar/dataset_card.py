"""Write the card of a data set of records: the README.md of its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from yinuo.writers.flat import Column, columns
from yinuo.writers.flat_quantities import quantity_columns

_STATUSES = ("commitment", "achievement", "background")
_SPECIFICITIES = ("quantified", "deliverable", "directional")
_FRONT = """\
---
language:
- zh
license: unknown
pretty_name: Commitments of policy speeches
task_categories:
- token-classification
size_categories:
- {size}
configs:
- config_name: flat
  default: true
  data_files:
  - split: train
    path: flat/train.parquet
- config_name: quantities
  data_files:
  - split: train
    path: quantities/train.parquet
- config_name: nested
  data_files:
  - split: train
    path: nested/train.parquet
---
"""
_BODY = """\
# Commitments of policy speeches

{total} records from {documents}, found by yinuo: what somebody undertakes, orders or sets as a target in Chinese
policy speeches, with actor, action, quantities and deadline.

| | records |
| --- | ---: |
{counts}

## How it was made

By rules and dictionaries, by a program, without a check by people: records can be wrong or missing. Offsets are Unicode
code points into the source text as read, end exclusive. The split is named `train` because data sets need a name; it
is no suggestion to train on it.

The licence of the source texts is not known to the program that made this folder: who publishes it must know it. The
texts of the sentences are quoted in it.

## How to read it

```python
from datasets import load_dataset

flat = load_dataset("FOLDER", "flat", split="train")      # one row a record, plain cells
quantities = load_dataset("FOLDER", "quantities", split="train")  # one row a quantity
nested = load_dataset("FOLDER", "nested", split="train")  # every field of the record
```

The same records give the same bytes with the same version of pyarrow, whose name stands in the Parquet files.

## Columns of the flat form

| column | type | meaning |
| --- | --- | --- |
{columns}

## Columns of the quantities

| column | type | meaning |
| --- | --- | --- |
{quantities}

`yinuo schema --dictionary` prints the nested fields.
"""


def card(counts: Mapping[str, int], documents: int) -> str:
    """Write the card: YAML front matter with the two configurations, counts, columns, and how it was made.

    ``counts`` are records by status and by specificity.
    """
    total = sum(counts.get(status, 0) for status in _STATUSES)
    rows = [(name, counts.get(name, 0)) for name in (*_STATUSES, *_SPECIFICITIES)]
    body = _BODY.format(
        total=total,
        documents="1 text" if documents == 1 else f"{documents} texts",
        counts="\n".join(f"| {name} | {number} |" for name, number in rows),
        columns=_listed(columns()),
        quantities=_listed(quantity_columns()),
    )
    return _FRONT.format(size=_size(total)) + body


def _listed(found: Iterable[Column]) -> str:
    return "\n".join(f"| `{c.name}` | {c.kind} | {c.meaning} |" for c in found)


def _size(total: int) -> str:
    """Give the size class of the Hub.

    >>> _size(513), _size(20_000)
    ('n<1K', '10K<n<100K')
    """
    if total < 1000:
        return "n<1K"
    bounds = ((1000, "1K"), (10_000, "10K"), (100_000, "100K"), (1_000_000, "1M"), (10_000_000, "10M"))
    for (least, name), (most, above) in pairwise(bounds):
        if least <= total < most:
            return f"{name}<n<{above}"
    return "n>10M"

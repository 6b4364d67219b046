"""Make the data dictionary: every field, column and table with its type, meaning, example, and where it is null.

Generated from the models, so that it cannot fall behind them; it also says what each format does not hold.
"""

from yinuo.writers.data_dictionary.entries import (
    Entry,
    column_entries,
    field_entries,
    quantity_entries,
    table_entries,
)
from yinuo.writers.data_dictionary.losses import FORMS, Form, lost
from yinuo.writers.data_dictionary.pages import as_json, as_markdown

__all__ = [
    "FORMS", "Entry", "Form", "as_json", "as_markdown", "column_entries", "field_entries", "lost", "quantity_entries",
    "table_entries",
]  # fmt: skip

"""Tables of the language (``*.tsv``) and their one loader. Table names come in; frozen rows go out."""

from yinuo.rules.tables import Row, load_table, read_table

__all__ = ["Row", "load_table", "read_table"]

"""Tables of the language (``*.tsv``) and their one loader. Table names come in; frozen rows go out."""

from yinuo.rules.tables import Row, alternation, load_table, read_table

__all__ = ["Row", "alternation", "load_table", "read_table"]

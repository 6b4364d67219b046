"""Hold the tables of the language (``*.tsv``, by language and area) and their one loader."""

from yinuo.rules.tables import Row, alternation, load_table, read_table

__all__ = ["Row", "alternation", "load_table", "read_table"]

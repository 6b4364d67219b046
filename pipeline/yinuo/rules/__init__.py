"""Hold the tables of the language (``*.tsv``, by language and area) and their one loader."""

from yinuo.rules.anchors import Anchored
from yinuo.rules.pattern_cache import compile_re
from yinuo.rules.shape_tables import Shape, compiled, shape_rows, shapes
from yinuo.rules.tables import Row, alternation, bounded, load_table, prefix_tree, read_table, table_row

__all__ = [
    "Anchored",
    "Row",
    "Shape",
    "alternation",
    "bounded",
    "compile_re",
    "compiled",
    "load_table",
    "prefix_tree",
    "read_table",
    "shape_rows",
    "shapes",
    "table_row",
]

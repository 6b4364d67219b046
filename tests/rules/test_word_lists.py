"""Lists of words stand in tables, where each has an example and a near miss; in code only a handful of words may stand.

Counted are words of two characters and more: the alternatives of one group of a pattern, the strings of one collection.
"""

import ast
import re
from pathlib import Path

import pytest

import yinuo

PACKAGE = Path(yinuo.__file__).parent
FOLDERS = ("structure", "damage", "readers", "nlp", "values", "writers", "batch", "evaluate")
FILES = sorted(path for folder in FOLDERS for path in (PACKAGE / folder).rglob("*.py"))
WORD = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]", re.S)
PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|.", re.S)
MOST = 8


def most_alternatives(pattern):
    """The number of words in that group of a regular expression which has most of them."""
    groups, most = [[""]], 0
    for piece in PIECE.findall(pattern):
        if piece == "(":
            groups.append([""])
        elif piece == "|":
            groups[-1].append("")
        elif piece == ")" and len(groups) > 1:
            most = max(most, sum(map(bool, map(WORD.search, groups.pop()))))
        elif not piece.startswith("["):
            groups[-1][-1] += piece
    return max(most, *(sum(map(bool, map(WORD.search, group))) for group in groups))


def literals(tree):
    """Line and text of each string, what an f-string puts in left out; docstrings are none."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (docstrings | within):
            yield node.lineno, node.value


def collections(tree):
    """Line and number of words of each tuple, list, set and dict that is written out."""
    for node in ast.walk(tree):
        parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
        words = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        yield getattr(node, "lineno", 0), sum(map(bool, map(WORD.search, words)))


def long_lists(source):
    """Lines on which a list of more than ``MOST`` words begins."""
    tree = ast.parse(source)
    counts = [(line, most_alternatives(text)) for line, text in literals(tree)]
    return sorted({line for line, count in [*counts, *collections(tree)] if count > MOST})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_long_list_of_words_in_code(path):
    assert not long_lists(path.read_text("utf-8")), "these lines begin a word list that belongs into a table"


WORDS = ("今年", "去年", "明年", "过去", "当前", "目前", "同时", "我们", "各位")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (f"x = r'^(?:{'|'.join(WORDS)})要'", [1]),
        (f"x = rf'{{y}}(?:{'|'.join(WORDS)})'", [1]),
        (f"\nx = {WORDS!r}", [2]),
        (f"x = r'(?:{'|'.join(WORDS[:5])})(?:{'|'.join(WORDS[5:])})'", []),
        ("x = r'[一二三四五六七八九十]|省|市|州|盟|县|区|旗|镇|乡'", []),
        (f"def f():\n    'Words: {'|'.join(WORDS)}'", []),
    ],
)
def test_what_a_long_list_is(source, found):
    assert long_lists(source) == found

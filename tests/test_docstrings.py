"""Test that every module, public class and public function says in one line of plain English what it does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline/yinuo"
LIMIT = 120
# "A string comes in; spans go out", "files in, records out": says nothing of what a module is for.
RIDDLE = re.compile(r"\bcomes? in\b|\bgo(?:es)? out\b|\bin[;,] [^.;]*\bout\b")
# A first line without a verb: "What …", "Whether …", "Those …", and pronouns before anything is named.
NO_VERB = re.compile(r"(?:What|Whether|How|Who|Whom|Where|Which|Why|It|Its|They|Their|Those|These|This|That|The|An?)\b")
# Docstrings of the models of a record are the descriptions in its JSON Schema, which name a thing.
DESCRIPTIONS = {PACKAGE / "records.py", PACKAGE / "record_parts.py"}


def documented(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield where a module and each public class and function of it stands, with its docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    name = path.relative_to(PACKAGE).as_posix()
    yield name, ast.get_docstring(tree)
    yield from _within(tree.body, name)


def _within(body: list[ast.stmt], name: str) -> Iterator[tuple[str, str | None]]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        yield f"{name}:{node.lineno} {node.name}", ast.get_docstring(node)
        if isinstance(node, ast.ClassDef):
            yield from _within(node.body, name)


def problem(docstring: str | None, *, description: bool = False) -> str | None:
    """Say what is wrong with a docstring; None where all is well."""
    if not docstring:
        return "has no docstring"
    first = docstring.splitlines()[0]
    if not first.endswith("."):
        return f"first line does not end with a full stop: {first}"
    if len(first) > LIMIT:
        return f"first line is longer than {LIMIT} characters: {first}"
    if RIDDLE.search(first):
        return f"first line says what comes in and goes out, not what it is for: {first}"
    if not description and NO_VERB.match(first):
        return f"first line does not begin with a verb: {first}"
    return None


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_first_line_says_what_it_does(path):
    said = ((where, problem(text, description=path in DESCRIPTIONS)) for where, text in documented(path))
    assert [f"{where} {wrong}" for where, wrong in said if wrong] == []


@pytest.mark.parametrize(
    "docstring",
    [
        None,
        "Find the speeches of a text",
        f"Find {'very ' * 30}long lines.",
        "Times in text. A string comes in; Deadlines go out.",
        "Spans. A text in, spans out.",
        "``yinuo inspect``: a file in; what ails its text out, as a table.",
        "Whether a word stands at ``at``.",
        "The day so many units on.",
    ],
)
def test_what_says_nothing_is_found(docstring):
    assert problem(docstring)


@pytest.mark.parametrize(
    "docstring",
    ["Find the speeches of a text.", "Write one record a line; blanks are left out.", "Move a day.\n\nWhat is more…"],
)
def test_what_says_something_is_left_alone(docstring):
    assert problem(docstring) is None


def test_private_and_nested_functions_need_none():
    tree = ast.parse("class Open:\n    def shut(self): ...\n    def _own(self): ...\ndef _hidden(): ...\n")
    assert [where for where, _ in _within(tree.body, "m.py")] == ["m.py:1 Open", "m.py:2 shut"]

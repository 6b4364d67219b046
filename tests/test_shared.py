"""A clone without ../shared is tested too: each test that needs the folder has a smaller sibling that does not."""

import ast
import re

import pytest

from tests.shared import ROOT

TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
MARKED = [path for path in TESTS if re.search(r"^from tests\.shared import .*\bneeds\b", path.read_text("utf-8"), re.M)]


def calls(tree):
    """Calls of ``needs`` in a module or in a part of one."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "needs"]


def functions(tree):
    """The tests of a module, by name."""
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_"}


def always_skipped(function):
    """Whether a mark on the whole test, not on one of its parameters, asks for ../shared."""
    return any(decorator in calls(decorator) for decorator in function.decorator_list)


def siblings(call):
    """The sibling that a call names."""
    return [word.value.value for word in call.keywords if word.arg == "sibling"]


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_what_needs_the_folder_has_a_sibling_that_runs_without(path):
    tree = ast.parse(path.read_text("utf-8"))
    found = functions(tree)
    for call in calls(tree):
        (name,) = siblings(call)
        assert name in found, f"{path.name} has no {name}"
        assert not always_skipped(found[name]), f"{name} needs ../shared itself"
    whole = [node for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "pytestmark"]
    assert not any(map(calls, whole)), "the mark would skip the siblings too"


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(ROOT / "tests").with_suffix("").as_posix())
def test_nothing_reads_the_folder_behind_the_mark(path):
    """Whoever opens ../shared takes its place from tests.shared, where the mark comes from too."""
    if path.name == "test_shared.py":
        return
    tree = ast.parse(path.read_text("utf-8"))
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [word for word in words if word == "shared" or re.match(r"(\.\./)?shared/\w", word)]
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "tests.shared"]
    names = {alias.name for node in taken for alias in node.names}
    assert not names & {"SHARED", "sample"} or calls(tree), "what stands beside the repository needs a mark"

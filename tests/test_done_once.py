"""What the package does in one place is done nowhere else."""

import ast
from pathlib import Path

import pytest

import yinuo
from yinuo import folding

PACKAGE = Path(yinuo.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


def test_one_function_is_called_fold():
    found = [
        (name, node.name)
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.strip("_") == "fold"
    ]
    assert found == [("folding.py", "fold")]


def test_fold_is_imported_from_folding_under_its_own_name():
    found = [
        (name, node.module, alias.asname)
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if "fold" in (alias.name.strip("_"), (alias.asname or "").strip("_"))
    ]
    assert found
    assert {(module, asname) for _, module, asname in found} == {("yinuo.folding", None)}


@pytest.mark.parametrize("repair", ["apply", "propose", "off"])
def test_a_text_is_folded_once_on_its_way_to_records(monkeypatch, repair):
    text = "2024年工作安排\n" + "今年，我们要新建幼儿园7所，改造道路３公里。\n" * 90
    yinuo.extract(text, repair=repair)  # what is loaded on first use folds its own strings
    replace, whole = folding._replace(), []

    def counted(string):
        if len(string) > len(text) / 2:
            whole.append(string)
        return replace(string)

    monkeypatch.setattr(folding, "_replace", lambda: counted)
    assert yinuo.extract(text, repair=repair).commitments
    assert whole == [text]

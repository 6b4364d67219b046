"""What the package does in one place is done nowhere else."""

import ast
from functools import cache
from pathlib import Path

import pytest

import yinuo
from yinuo import folding
from yinuo.damage.years.facts import plan_years
from yinuo.structure.lines import split
from yinuo.structure.section_kinds import looks_ahead
from yinuo.structure.speech_year import year_of_body
from yinuo.values.policy_calendar import plans

PACKAGE = Path(yinuo.__file__).parent


@cache
def modules():
    """The parsed modules of the package, by path: when a test runs, not when tests are collected."""
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


def test_one_function_is_called_fold():
    found = [
        (name, node.name)
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.strip("_") == "fold"
    ]
    assert found == [("folding.py", "fold")]


def test_fold_is_imported_from_folding_under_its_own_name():
    found = [
        (name, node.module, alias.asname)
        for name, tree in modules().items()
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


def digit_map(node):
    """A string, a list or the keys of a dict that name the digits in order, whatever stands beside each of them."""
    match node:
        case ast.Constant(value=str(text)):
            return "[" not in text and ("一二三四五六七八九" in text.replace("两", "") or "壹贰叁肆" in text)
        case ast.Dict(keys=items) | ast.Tuple(elts=items) | ast.List(elts=items):
            said = "".join(
                item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)
            )
            return "一二三四五六七八九" in "".join(c for c in said if c in "一二三四五六七八九")
    return False


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"零一二两三四五六七八九"', True),
        ('{"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}', True),
        ('("零0", "一1", "二两2", "三3", "四4", "五5", "六6", "七7", "八8", "九9")', True),
        ('"零壹贰叁肆伍陆柒捌玖"', True),
        ('"(?:[0-9]|[一二三四五六七八九十]{1,3})个"', False),
        ('{"一": "first", "二": "second"}', False),
    ],
)
def test_a_digit_map_is_known_by_its_digits(code, found):
    assert any(digit_map(node) for node in ast.walk(ast.parse(code))) is found


def test_chinese_digits_have_their_values_in_one_module():
    found = {name for name, tree in modules().items() for node in ast.walk(tree) if digit_map(node)}
    assert found == {"values/numerals.py"}


def test_the_table_of_five_year_plans_has_one_reader():
    found = [
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value == "calendar/plans"
    ]
    assert found == ["values/policy_calendar.py"]


@pytest.mark.parametrize("plan", dict.fromkeys(plans().values()), ids=lambda plan: plan.name)
def test_headings_and_damaged_years_take_a_plan_from_the_table(plan):
    assert looks_ahead(f"“{plan.name}”时期", plan.first)
    assert not looks_ahead(f"“{plan.name}”时期", plan.first + 1)
    assert year_of_body(split(f"一、“{plan.name}”时期工作回顾\n新建学校3所。")) == (plan.last + 1, "heading")
    assert list(plan_years(f"“{plan.name}”规划")) == [(plan.first, plan.last)]


def test_a_plan_that_the_table_does_not_have_has_no_years():
    assert not looks_ahead("“十九五”时期", 2030)
    assert year_of_body(split("一、“十九五”时期工作回顾\n新建学校3所。")) == (None, None)
    assert list(plan_years("“十八五”规划")) == []

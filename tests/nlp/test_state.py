"""The state that components share is typed: plain dicts at run time, and no parameter of nlp is a bare dict."""

import ast
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest

import yinuo
from yinuo.nlp.record_state import QuantityState, RecordState
from yinuo.nlp.state import ClauseState, LineState, SectionState, SentenceState, state_of

CODE = sorted((Path(__file__).parents[2] / "pipeline/yinuo/nlp").rglob("*.py"))
# What spaCy hands to a component as it stands in a config file.
SPACY = {("entities.py", "patterns")}
TEXT = "二、2024年重点工作\n今年，各县区要新建幼儿园7所。\n加强管理。6月底前出台《学区管理办法》。"
HOLDS = {
    "clauses": ClauseState,
    "sentences": SentenceState,
    "lines": LineState,
    "sections": SectionState,
    "quantities": QuantityState,
    "commitments": RecordState,
}


def bare(tree):
    """The parameters whose type is dict[str, Any], alone or in something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg)
            yield from (a.arg for a in given if a and a.annotation and is_bare(a.annotation))


def is_bare(annotation):
    written = ast.unparse(annotation)
    return written in ("dict", "Dict") or any(
        word in written for word in ("dict[str, Any]", "Dict[str, Any]", "Mapping[str, Any]", "[dict]", "[Dict]")
    )


def test_no_parameter_is_a_bare_dict():
    found = {(path.name, name) for path in CODE for name in bare(ast.parse(path.read_text("utf-8")))}
    assert found == SPACY


@pytest.mark.parametrize("written", ["dict", "dict[str, Any]", "Sequence[dict[str, Any]]", "list[Dict]"])
def test_a_bare_dict_is_found(written):
    assert list(bare(ast.parse(f"def f(a: int, clause: {written}): ..."))) == ["clause"]


@pytest.fixture(scope="module")
def own():
    return state_of(yinuo.load()(TEXT))


@pytest.mark.parametrize("key", HOLDS)
def test_the_state_holds_the_keys_of_its_type(own, key):
    wanted = set(get_type_hints(HOLDS[key])) - {"place"}
    assert own[key]
    for item in own[key]:
        assert type(item) is dict
        assert set(item) == wanted


def test_forms_and_rules_are_those_declared(own):
    kinds = get_type_hints(ClauseState)
    for clause in own["clauses"]:
        assert clause["form"] in get_args(kinds["form"])
        assert clause["rule"] in get_args(kinds["rule"])
        assert isinstance(clause["object_length"], int)
    assert get_origin(kinds["cues"]) is list

"""Rules have identifiers apart from their wording: evidence cites them, decisions compare them."""

import ast
import re
from pathlib import Path

import pytest

import yinuo
from yinuo.extraction import explain
from yinuo.nlp.decisions import cue_weight
from yinuo.nlp.decisions.cues import Cue
from yinuo.nlp.decisions.labels import FirmnessCue, SpecificityRule
from yinuo.nlp.rule_ids import declared
from yinuo.rules import load_table
from yinuo.rules.wording import wording, wordings

ROOT = Path(__file__).parents[2]
TEXTS = sorted((*(ROOT / "corpus/speeches").glob("*.txt"), *(ROOT / "corpus/damaged").glob("*.txt")))
CODE = sorted((ROOT / "pipeline/yinuo/nlp").rglob("*.py"))
TABLES = {"cues": Cue, "specificity": SpecificityRule, "firmness": FirmnessCue}
IDENTIFIER = re.compile("[a-z]+(?:-[a-z]+)*")
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def nlp():
    return yinuo.load()


def in_tables():
    return [row.name for name, kind in TABLES.items() for row in load_table(f"decisions/{name}", kind)]


def test_every_rule_has_one_identifier():
    names = in_tables()
    assert len(names) == len(set(names)) > 80
    assert not declared() & set(names)
    assert all(IDENTIFIER.fullmatch(name) for name in declared() | set(names))


def test_every_identifier_is_said_in_both_languages():
    assert set(wordings()) == declared() | set(in_tables())
    for row in wordings().values():
        assert row.en
        assert not re.search("[<>|^$*]", row.en), "no regular expression"
        assert CHINESE.search(row.zh)


def test_a_rule_of_your_own_says_its_identifier():
    assert wording("my-rule", "zh") == wording("my-rule") == "my-rule"


@pytest.mark.slow
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_evidence_cites_identifiers_and_words_of_the_text(path, nlp):
    text = yinuo.read(path).text
    records = yinuo.extract(text, include=("achievement", "background"), nlp=nlp)
    assert len(records)
    for evidence in (e for record in records for e in record.evidence):
        assert evidence.rule in wordings()
        assert (evidence.text is None) == (evidence.start is None)
        assert evidence.text is None or text[evidence.start : evidence.end] == evidence.text


@pytest.mark.slow
def test_every_explanation_has_its_wording(nlp):
    text = yinuo.read(ROOT / "corpus/speeches/baishikou-township-2022.txt").text
    for at in range(0, len(text), max(1, len(text) // 60)):
        english, chinese = (explain(text, at, nlp=nlp, lang=lang) for lang in ("en", "zh"))
        assert english.evidence == chinese.evidence
        assert [wording(e.rule) for e in english.evidence] == list(english.wording)
        assert {e.rule for e in english.evidence} <= set(wordings())
        assert all(CHINESE.search(said) for said in chinese.wording)


@pytest.mark.parametrize(
    ("words", "rule", "cue"),
    [
        ("必须完成整改任务。", "binding-modal", "必须"),
        ("探索建立教师轮岗制度。", "explored-word", "探索"),
        ("新建学校。", "no-firmness-cue", None),
    ],
)
def test_firmness_cites_its_words(nlp, words, rule, cue):
    (record,) = yinuo.extract(f"二、2024年重点工作\n各县区{words}", actor="某市教育局", nlp=nlp)
    (found,) = (e for e in record.evidence if e.field == "firmness")
    assert (found.rule, found.text) == (rule, cue)


def rule_like(node):
    """Whether an expression is the rule or the reason of something."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.slice.value in ("rule", "reason")
    return isinstance(node, ast.Attribute) and node.attr == "rule"


def compared(tree):
    """The strings that rules and reasons are compared with, and how where it is not as a whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(rule_like(side) for side in sides):
                yield from (c.value for s in sides if not rule_like(s) for c in ast.walk(s) if is_text(c))
            substring = isinstance(node.ops[0], ast.In | ast.NotIn) and rule_like(node.comparators[0])
            yield from ["in a rule's text"] if substring else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and rule_like(node.func.value):
            yield f"a rule's text.{node.func.attr}()"


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_no_decision_compares_wording():
    known = declared() | set(in_tables())
    found = {(path.name, text) for path in CODE for text in compared(ast.parse(path.read_text("utf-8")))}
    assert len(found) > 3
    assert {(name, text) for name, text in found if text not in known} == set()


@pytest.mark.parametrize(
    "code",
    [
        "c['rule'] == 'verb and object'",
        "c['reason'].startswith('topic')",
        "'unknown' in c['reason']",
        "p.rule in ('a b',)",
    ],
)
def test_what_compares_wording_is_found(code):
    assert set(compared(ast.parse(code))) - declared()


def test_cues_with_conditions_of_their_own_are_rows():
    assert {*cue_weight.SPEAKS_AGAINST, cue_weight.FOCUS} <= set(in_tables())

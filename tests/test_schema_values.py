"""Test that the schema says what comes: each value it lists is found in some text, and what it cites is there."""

import re

import pytest
from typer.main import get_command

import yinuo
from tests.blocks import ROOT
from yinuo.cli import app
from yinuo.records import schema

RULES = ROOT / "pipeline" / "yinuo" / "rules"
EVERYTHING = ("achievement", "background")
TASKS = "2024年工作安排\n"
# For each value of a list in the schema, a text that gives it; the options of `extract` where it needs some.
SAMPLES = {
    "status": {
        "commitment": f"{TASKS}今年，我们要新建幼儿园7所。",
        "achievement": "一、2023年工作回顾\n去年，新建了公办幼儿园5所。",
        "background": f"{TASKS}教育是民生之基。",
    },
    "firmness": {
        "binding": f"{TASKS}全县必须新建幼儿园7所。",
        "planned": f"{TASKS}全县要新建幼儿园7所。",
        "aspired": f"{TASKS}力争巩固率达到99%。",
        "explored": f"{TASKS}积极探索集团化办学。",
    },
    "specificity": {
        "quantified": f"{TASKS}新建幼儿园7所。",
        "deliverable": f"{TASKS}出台学前教育管理办法。",
        "directional": f"{TASKS}全面加强校车安全管理。",
    },
    "actor.source": {
        "explicit": f"{TASKS}县教育局要新建幼儿园7所。",
        "inherited": f"{TASKS}各乡镇要新建幼儿园7所。要改造教室12间。",
        "default": f"{TASKS}新建幼儿园7所。",
    },
    "responsible.role": {
        "lead": f"{TASKS}新建幼儿园7所（县教育局牵头，县财政局配合）。",
        "support": f"{TASKS}新建幼儿园7所（县教育局牵头，县财政局配合）。",
        "unspecified": f"{TASKS}新建幼儿园7所（县教育局负责）。",
    },
    "deadline.source": {
        "explicit": f"{TASKS}6月底前新建幼儿园7所。",
        "inherited": f"{TASKS}今年重点抓好以下工作：新建幼儿园7所。加强校车安全管理。",
        "section": f"{TASKS}一、“十四五”时期主要目标\n新建幼儿园7所。",
        "document": f"{TASKS}新建幼儿园7所。",
    },
    "quantities.change": {
        "level": f"{TASKS}巩固率达到99%。",
        "increase": f"{TASKS}就业率提高3个百分点。",
        "decrease": f"{TASKS}能耗下降3%。",
        "multiple": f"{TASKS}粮食产量翻一番。",
    },
    "quantities.horizon": {
        "year": f"{TASKS}今年新建幼儿园7所。",
        "plan": f"{TASKS}到2027年，巩固率达到99%。",
        "cumulative": f"{TASKS}三年内新建幼儿园70所。",
    },
    "measurable.missing": {
        "number": f"{TASKS}出台学前教育管理办法。",
        "deadline": f"{TASKS}新建幼儿园7所。",
        "actor": f"{TASKS}新建幼儿园7所。",
        "object": f"{TASKS}6月底前开工。",
    },
    "speech.date_source": {
        "argument": (f"{TASKS}新建幼儿园7所。", {"date": "2024-03-01"}),
        "dateline": "2024年工作安排\n（2024年3月1日）\n新建幼儿园7所。",
        "title": "2024年3月1日政府工作报告\n新建幼儿园7所。",
    },
    "second.status": {
        "commitment": f"{TASKS}新建幼儿园7所。",
        "achievement": "一、2023年工作回顾\n去年，新建了公办幼儿园5所。",
        "background": f"{TASKS}教育是民生之基。",
    },
    "second.specificity": {
        "deliverable": f"{TASKS}出台学前教育管理办法。",
        "directional": f"{TASKS}全面加强校车安全管理。",
    },
}


def parts(node, root, path=""):
    """Every field of the schema with its path and what is said of it, the outermost first."""
    for name, rule in node.get("properties", {}).items():
        at = f"{path}.{name}" if path else name
        yield at, rule
        for inner in (rule, rule.get("items", {}), *rule.get("anyOf", ())):
            if "$ref" in inner:
                yield from parts(root["$defs"][inner["$ref"].rpartition("/")[2]], root, at)


FIELDS = dict(parts(schema(), schema()))


def listed(rule):
    """The values that a field may have, where the schema lists them."""
    return [value for inner in (rule, rule.get("items", {}), *rule.get("anyOf", ())) for value in inner.get("enum", ())]


VALUES = [(path, value) for path, rule in FIELDS.items() for value in listed(rule)]


def values(node, path):
    """What a record, as plain values, has in a field."""
    name, _, rest = path.partition(".")
    for item in node if isinstance(node, list | tuple) else [node]:
        if item is not None:
            found = item[name]
            yield from values(found, rest) if rest else found if isinstance(found, list | tuple) else [found]


def test_the_lists_of_the_schema_are_those_of_the_samples():
    samples = {(path, value) for path, own in SAMPLES.items() for value in own}
    assert samples == set(VALUES)


@pytest.mark.parametrize(("path", "value"), VALUES)
def test_each_value_that_the_schema_lists_comes_of_a_text(path, value):
    sample = SAMPLES[path][value]
    text, options = (sample, {}) if isinstance(sample, str) else sample
    records = [record.model_dump(by_alias=True) for record in yinuo.extract(text, include=EVERYTHING, **options)]
    assert value in {found for record in records for found in values(record, path)}


@pytest.mark.parametrize(("path", "value"), VALUES)
def test_each_value_that_the_schema_lists_is_explained(path, value):
    assert re.search(rf"\b{value}\b", FIELDS[path]["description"])


def descriptions(node):
    for key, value in node.items():
        if key in ("description", "$comment") and isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from descriptions(value)


DESCRIPTIONS = sorted(set(descriptions(schema())))


def is_there(cited):
    """Whether a name in backticks is a field, a value, a file of the package or a command."""
    fields = {path.rpartition(".")[2] for path in FIELDS}
    if cited.startswith("yinuo "):
        return cited.removeprefix("yinuo ") in get_command(app).commands
    known = cited in fields or cited in {value for _, value in VALUES} | {"null"}
    return known or ("/" in cited and (RULES.parent / cited).is_file())


def test_what_the_schema_cites_is_there():
    cited = [name for text in DESCRIPTIONS for name in re.findall(r"`([^`]+)`", text)]
    assert len(cited) > 5
    assert [name for name in cited if not is_there(name)] == []


def test_the_words_that_the_schema_cites_stand_in_the_rules():
    rules = "\n".join(path.read_text("utf-8") for path in RULES.rglob("*.tsv"))
    cited = {word for text in DESCRIPTIONS for word in re.findall(r"[\u4e00-\u9fff]+", re.sub("（.*?）", "", text))}
    assert "力争" in cited
    assert [word for word in sorted(cited) if word not in rules] == []


def test_no_python_stands_in_the_schema():
    assert not [text for text in DESCRIPTIONS if ">>>" in text or "``" in text or "\n" in text]

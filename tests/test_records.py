"""The contract of a record: its fields and their types, its JSON and the schema of that."""

import json

import pytest
from pydantic import ValidationError

import yinuo
from tests.test_extraction import ALL, TEXT
from yinuo.records import Commitment, schema

# RECORD.md, field by field: the types that its JSON may have.
TEXT_, NUMBER, MAYBE_TEXT, MAYBE_NUMBER = str, (int, float), (str, type(None)), (int, float, type(None))
MAYBE_INT = (int, type(None))
SPAN = {"text": TEXT_, "start": int, "end": int}
MAYBE_SPAN = {"text": MAYBE_TEXT, "start": MAYBE_INT, "end": MAYBE_INT}
FIELDS = {
    **SPAN,
    "schema": TEXT_,
    "id": TEXT_,
    "document": TEXT_,
    "document_sha256": TEXT_,
    "speech": dict,
    "section": list,
    "sentence": dict,
    "restored": MAYBE_TEXT,
    "status": TEXT_,
    "action": dict,
    "actor": dict,
    "quantities": list,
    "deadline": (dict, type(None)),
    "firmness": TEXT_,
    "specificity": TEXT_,
    "slogan": bool,
    "measurable": dict,
    "confidence": NUMBER,
    "evidence": list,
}
PARTS = {
    "speech": {
        "index": int,
        **dict.fromkeys(("title", "speaker", "role", "organisation", "date", "date_source"), MAYBE_TEXT),
    },
    "sentence": SPAN,
    "action": {"verb": MAYBE_TEXT, "object": MAYBE_TEXT, "type": MAYBE_TEXT},
    "actor": {**MAYBE_SPAN, "source": TEXT_, "name": MAYBE_TEXT},
    "quantities": {
        **SPAN, "low": MAYBE_NUMBER, "high": MAYBE_NUMBER, "unit": MAYBE_TEXT, "approximate": bool, "damaged": bool,
        "of": MAYBE_TEXT, "change": TEXT_,
    },
    "deadline": {
        **SPAN, "from": MAYBE_TEXT, "to": MAYBE_TEXT, "duration": MAYBE_TEXT, "repeat": MAYBE_TEXT, "source": TEXT_,
        "damaged": bool,
    },
    "measurable": {"value": bool, "missing": list},
    "evidence": {"field": TEXT_, "rule": TEXT_, **MAYBE_SPAN},
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return yinuo.extract(TEXT, document="plans/a.txt", include=ALL)


@pytest.fixture(scope="module")
def lines(found):
    return [json.loads(record.to_json()) for record in found]


def test_every_field_of_the_contract_has_its_type(lines):
    for line in lines:
        assert set(line) >= set(FIELDS)
        for name, kind in FIELDS.items():
            assert isinstance(line[name], kind), (name, line[name])
        for name, fields in PARTS.items():
            parts = line[name] if isinstance(line[name], list) else [line[name]]
            for part in (p for p in parts if p is not None):
                assert set(part) >= set(fields), name
                for field, kind in fields.items():
                    assert isinstance(part[field], kind), (name, field, part[field])
        assert all(isinstance(heading, str) for heading in line["section"])


KINDS = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "object": dict,
    "array": list,
}  # fmt: skip
KEYWORDS = {"type", "enum", "const", "required", "properties", "additionalProperties", "items", "minimum", "maximum"}


def problems(value, rule, root, at="record"):
    """What breaks a JSON Schema of the few keywords that the record's schema uses; other keywords are problems too."""
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in rule:
        tries = [problems(value, r, root, at) for r in rule["anyOf"]]
        return [] if [] in tries else [p for found in tries for p in found]
    if unknown := set(rule) - KEYWORDS - {"title", "description", "default", "$defs"}:
        return [f"{at}: this check does not know {unknown}"]
    kind = rule.get("type", "string")
    if not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return [f"{at}: {value!r} is no {kind}"]
    if kind == "object":
        return object_problems(value, rule, root, at)
    if kind == "array":
        return [p for i, item in enumerate(value) for p in problems(item, rule.get("items", {}), root, f"{at}[{i}]")]
    allowed = value in rule.get("enum", [value]) and value == rule.get("const", value)
    if kind == "number":
        allowed &= rule.get("minimum", value) <= value <= rule.get("maximum", value)
    return [] if allowed else [f"{at}: {value!r} is not allowed"]


def object_problems(value, rule, root, at):
    properties = rule["properties"]
    found = [f"{at}: lacks {name}" for name in rule.get("required", ()) if name not in value]
    if rule.get("additionalProperties") is False:
        found += [f"{at}: {name} is unknown" for name in value if name not in properties]
    for name in value.keys() & properties.keys():
        found += problems(value[name], properties[name], root, f"{at}.{name}")
    return found


def test_the_json_is_valid_by_the_schema(lines):
    rules = schema()
    assert set(FIELDS) <= set(rules["properties"])
    for line in lines:
        assert problems(line, rules, rules) == []


@pytest.mark.parametrize(
    "change", [{"start": "1"}, {"status": "promise"}, {"confidence": 2}, {"mood": 1}, {"actor": {"start": 1.5}}]
)
def test_the_schema_refuses_what_is_no_record(lines, change):
    rules = schema()
    assert problems({**lines[0], **change}, rules, rules)


def test_json_reads_back_as_the_same_record(found):
    assert [Commitment.model_validate_json(r.to_json()) for r in found] == list(found)


def test_records_are_frozen(found):
    with pytest.raises(ValidationError):
        found.commitments[0].status = "background"

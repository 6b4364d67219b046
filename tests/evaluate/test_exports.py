"""Test corrected exports as gold: what people changed counts, what a tool cannot hold is filled in and noted."""

import json
from pathlib import Path

import pytest

import yinuo
from tests.evaluate.samples import write_lines
from tests.writers.samples import DOCUMENT, NAME, RECORDS, TEXT, write_told
from tests.writers.test_annotation import submit
from yinuo.errors import GoldError
from yinuo.evaluate import digest, evaluate, read_gold
from yinuo.writers import Document, announce, write_jsonl
from yinuo.writers.annotation import brat_writer, doccano_writer, label_studio_writer

FOUND = [json.loads(record.to_json()) for record in RECORDS]
WRITERS = {"e.json": label_studio_writer, "e.jsonl": doccano_writer, "e.brat": brat_writer}


def export(folder, name, records=RECORDS):
    write_told(WRITERS[name], folder / name, records)
    if name == "e.json":
        submit(folder / name)
    return folder / name


@pytest.mark.parametrize("name", WRITERS)
def test_an_export_without_corrections_scores_full(tmp_path, name):
    gold = export(tmp_path, name)
    found = evaluate(gold, write_lines(tmp_path / "found.out", FOUND))
    assert {measure: (count.gold, count.predicted, count.hit) for measure, count in found.total.items()} == {
        "detection": (3, 3, 3), "concrete": (3, 3, 3), "actor": (3, 3, 3), "quantity": (3, 3, 3),
        "deadline": (3, 3, 3), "record": (3, 3, 3),
    }  # fmt: skip
    assert found.baseline is not None, "the export holds the text"
    filled = [note for note in found.notes if "have the value that yinuo reads" in note]
    assert [note[:13] for note in filled] == (["plan 一.txt: 5"] if name == "e.jsonl" else [])


@pytest.mark.parametrize("name", WRITERS)
def test_gold_of_an_export(tmp_path, name):
    (document,) = read_gold(export(tmp_path, name))
    assert (document.name, document.reference_date, document.default_actor) == (
        "plan 一.txt",
        "2024-02-20",
        "𠮷田县",
    )
    assert document.text == TEXT
    first, second, third = document.items
    assert (first.text, first.actor, first.deadline) == ("新建幼儿园7所", "县教育局", (None, "2024-10-31", None, None))
    assert [(str(a), a.text) for a in second.amounts] == [("95..?%", "95%以上")]
    assert (third.actor, third.deadline) == (None, (None, None, "P3Y", None))
    assert len(digest(export(tmp_path / "again", name))) == 64


def corrected(folder, change):
    """A Label Studio export in which ``change`` was made to the results by id and type."""
    write_told(label_studio_writer, folder / "e.json")

    def apply(results):
        by_key = {(r.get("id"), r.get("from_name", r["type"])): r for r in results}
        return change(results, by_key) or results

    return submit(folder / "e.json", apply)


YEARS = f"deadline-{TEXT.index('三年内')}-{TEXT.index('三年内') + 3}"


def quantity(quote):
    start = TEXT.index(quote)
    return f"quantity-{start}-{start + len(quote)}"


def test_values_that_people_correct_count(tmp_path):
    def change(_, by_key):
        by_key[quantity("7所"), "value"]["value"]["text"] = ["8 所"]
        by_key[RECORDS[1].id, "specificity"]["value"]["choices"] = ["deliverable"]
        by_key[RECORDS[3].id, "status"]["value"]["choices"] = ["background"]

    (document,) = read_gold(corrected(tmp_path, change))
    assert [str(item.amounts[0]) for item in document.items] == ["8所", "95..?%"]
    assert document.items[1].specificity == "deliverable"


def test_marks_that_people_add_are_filled_in_and_said(tmp_path):
    def change(results, by_key):
        start = TEXT.index("加强")
        action = {"start": start, "end": start + 7, "labels": ["action"], "text": TEXT[start : start + 7]}
        results.append({"id": "new", "type": "labels", "from_name": "span", "value": action})
        start = TEXT.index("2024年2月")
        loose = {"start": start, "end": start + 5, "labels": ["deadline"]}
        results.append({"id": "loose", "type": "labels", "from_name": "span", "value": loose})
        return [r for r in results if r.get("id") != quantity("2—4个") or r["type"] != "textarea"]

    (document,) = read_gold(corrected(tmp_path, change))
    assert [(item.text, item.specificity) for item in document.items][2] == ("加强𠮷田中学\n"[:7], "directional")
    assert [str(a) for a in document.items[3].amounts] == ["2..4个"]
    assert [note.split(": ")[1] for note in document.notes] == [
        "1 quantities and deadlines have the value that yinuo reads, for the export gives none",
        "1 actions are without a specificity",
        "1 marks belong to no action and are passed over",
    ]


def test_a_quantity_inside_its_action_needs_no_link(tmp_path):
    gold = corrected(tmp_path, lambda results, _: [r for r in results if r["type"] != "relation"])
    (document,) = read_gold(gold)
    assert [len(item.amounts) for item in document.items] == [1, 1, 1]
    assert {item.actor for item in document.items} == {None}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda _, k: k[quantity("7所"), "value"]["value"].update(text=["many"]), "value 'many' of '7所'"),
        (
            lambda rs, _: [*rs, {"type": "relation", "from_id": RECORDS[0].id, "to_id": YEARS}],
            "has 2 of deadline; keep one",
        ),
    ],
)
def test_what_cannot_be_gold(tmp_path, change, says):
    with pytest.raises(GoldError) as caught:
        read_gold(corrected(tmp_path, change))
    assert str(caught.value).startswith(f"{tmp_path / 'e.json'}: task 1: ")
    assert says in str(caught.value)


def test_a_text_that_was_changed_is_refused(tmp_path):
    tasks = json.loads(export(tmp_path, "e.json").read_text("utf-8"))
    tasks[0]["data"]["text"] += "。"
    (tmp_path / "e.json").write_text(json.dumps(tasks), "utf-8")
    with pytest.raises(GoldError, match="not the one that was exported"):
        read_gold(tmp_path / "e.json")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("e.json", '[{"data": {"text": "a", "document": "a"}, "annotations": []}]', "nothing in it is annotated"),
        ("e.json", '[{"text": "a", "label": []}]', "export the project as JSON, not as JSON-MIN"),
        ("e.json", '{"document": "a.txt"}', "key 'commitments' is missing"),
        ("e.json", "[]", "an object is wanted, not list"),
        ("e.jsonl", '{"text": "a"}', "names no document"),
        ("e.jsonl", "", "nothing in it is annotated"),
    ],
)
def test_files_of_no_known_kind(tmp_path, name, content, says):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(GoldError) as caught:
        read_gold(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert says in str(caught.value)


def test_records_given_as_gold_are_recognised(tmp_path):
    write_jsonl(RECORDS, tmp_path / "found.jsonl")
    with pytest.raises(GoldError, match="is a file of records, not of gold"):
        read_gold(tmp_path / "found.jsonl")


def test_a_folder_may_hold_exports_and_gold(tmp_path):
    export(tmp_path, "e.json")
    marked = {"document": "other.txt", "commitments": []}
    (tmp_path / "other.json").write_text(json.dumps(marked), "utf-8")
    assert [document.name for document in read_gold(tmp_path)] == ["plan 一.txt", "other.txt"]
    (tmp_path / "twice.json").write_text((tmp_path / "e.json").read_text("utf-8"), "utf-8")
    with pytest.raises(GoldError, match="is marked twice"):
        read_gold(tmp_path)


def test_document_names_are_told_by_their_last_part(tmp_path):
    assert Path(NAME).name == read_gold(export(tmp_path, "e.brat"))[0].name == Path(DOCUMENT.name).name


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_speeches_of_several_dates_come_back_whole(tmp_path, name):
    speech = Path(__file__).parents[2] / "corpus" / "speeches" / "langang-bureau-2025.txt"
    text = speech.read_text("utf-8")
    records = list(yinuo.extract(text, document=speech.name))
    assert len({record.speech.index for record in records}) == 3
    with WRITERS[name](tmp_path / name) as write:
        announce([write], Document(speech.name, records[0].document_sha256, text))
        for record in records:
            write(record)
    if name == "e.json":
        submit(tmp_path / name)
    found = evaluate(tmp_path / name, [json.loads(record.to_json()) for record in records])
    assert {count.f1 for count in found.total.values()} == {1.0}
    assert found.total["record"].gold == len(records) > 50

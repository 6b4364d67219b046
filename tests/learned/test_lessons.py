"""Lessons of gold, and scores of a reader beside the rules: both do without torch."""

import json

import pytest
from typer.testing import CliRunner

import yinuo
from tests.learned.tiny import DELIVERABLE, DIRECTIONAL, gold_at
from yinuo.cli import app
from yinuo.errors import GoldError, MissingExtraError, OutputError, ReaderError
from yinuo.learned import encoder as door
from yinuo.learned.features import Item
from yinuo.learned.lessons import Lesson
from yinuo.learned.linear import Reading
from yinuo.teaching.gold import documents_of, lessons_of
from yinuo.teaching.scoring import scored


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    return gold_at(tmp_path_factory.mktemp("gold"))


def test_a_lesson_has_the_labels_of_gold_and_of_the_rules(gold):
    lessons = {
        lesson.item.text: lesson for lesson in lessons_of(documents_of(gold, None)) if lesson.document == "d0.txt"
    }
    assert {lessons[text].specificity for text in DELIVERABLE if text in lessons} == {"deliverable"}
    assert {lessons[text].specificity for text in DIRECTIONAL if text in lessons} == {"directional"}
    done = [lesson for lesson in lessons.values() if not lesson.marked]
    assert done
    assert {lesson.specificity for lesson in done} == {None}
    assert "achievement" in {lesson.status for lesson in done}


def test_what_overlaps_a_mark_by_less_than_half_is_no_lesson(gold, tmp_path):
    content = json.loads((gold / "d0.json").read_text("utf-8"))
    first = content["commitments"][0]
    before = {lesson.item.text for lesson in lessons_of(documents_of(gold / "d0.json", gold))}
    assert first["text"] in before
    content["commitments"][0] = {**first, "end": first["start"] + 1, "text": first["text"][:1]}
    (tmp_path / "d0.json").write_text(json.dumps(content), "utf-8")
    assert before - {lesson.item.text for lesson in lessons_of(documents_of(tmp_path, gold))} == {first["text"]}


def test_scores_are_those_of_counting_by_hand():
    def lesson(document, marked, label, ruled_status, ruled):
        item = Item("新建学校", "", "", "")
        return Lesson(document, item, marked, "commitment" if marked else None, label, ruled_status, ruled)

    lessons = [
        lesson("a", True, "deliverable", "commitment", "directional"),
        lesson("a", True, "directional", "commitment", "directional"),
        lesson("b", True, "deliverable", "commitment", "deliverable"),
        lesson("b", False, None, "commitment", "directional"),
    ]
    sure = {"commitment": 0.9, "achievement": 0.1, "background": 0.0}
    readings = [Reading(sure, odds) for odds in (2.0, -1.0, 1.0)]
    readings.append(Reading({"commitment": 0.2, "achievement": 0.7, "background": 0.1}, 0.0))
    status, label = scored(lessons, readings).fields
    assert (status.records, status.rules, status.reader) == (4, round(6 / 7, 4), 1.0)
    assert (label.records, label.rules, label.reader) == (3, round(2 / 3, 4), 1.0)
    assert label.difference == (0.0, 1.0)


def test_the_shipped_reader_is_scored_by_the_command_line(gold):
    result = CliRunner().invoke(app, ["reader", "evaluate", "shipped", "--gold", str(gold), "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["documents"] == 4
    assert [field["field"] for field in told["fields"]][1] == "specificity: F1 of deliverable"
    line = CliRunner().invoke(app, ["reader", "evaluate", "shipped", "--gold", str(gold)]).stdout.splitlines()[1]
    assert line.startswith(f"specificity: F1 of deliverable: rules {told['fields'][1]['rules']:.3f}, reader ")


def test_a_document_that_is_marked_twice_is_refused(gold):
    with pytest.raises(GoldError, match=r"'d0.txt' is marked twice"):
        documents_of([gold, gold / "d0.json"], None)


def test_a_text_that_is_missing_is_named(gold, tmp_path):
    (tmp_path / "d0.json").write_bytes((gold / "d0.json").read_bytes())
    with pytest.raises(GoldError, match=r"d0.txt: the marked text is not found; name .* with --texts"):
        documents_of(tmp_path, None)


def test_without_the_extra_one_line_names_the_command(gold, tmp_path, monkeypatch):
    def missing():
        raise MissingExtraError("torch", door.EXTRA)

    monkeypatch.setattr(door, "libraries", missing)
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_text("{}", "utf-8")
    words = ["reader", "train", "--encoder", str(tmp_path), "--gold", str(gold), "-o", str(tmp_path / "reader")]
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, result.output) == (
        1, "yinuo: torch is not installed; run: pip install 'yinuo[transformers]'\n",
    )  # fmt: skip


def test_a_target_that_is_there_already_is_left_alone(gold, tmp_path):
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_text("{}", "utf-8")
    with pytest.raises(OutputError, match="is there already; give -o a folder that is not there"):
        yinuo.reader_train(tmp_path, gold, tmp_path)


def test_a_name_of_the_hub_is_no_folder(gold, tmp_path):
    with pytest.raises(ReaderError, match=r"no such folder, .*; nothing is fetched from the network, bring one"):
        yinuo.reader_train("someone/some-encoder", gold, tmp_path / "reader")

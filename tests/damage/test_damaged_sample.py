"""A damaged text end to end: lost characters deleted from a composed speech, read through the whole pipeline."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import yinuo
from tests.shared import ROOT
from yinuo.cli import app
from yinuo.readers import read

LOST = "01加众公文更多"
SPEECH = str(ROOT / "corpus/speeches/yuping-county-2024.txt")


@pytest.fixture(scope="module")
def source() -> str:
    return "".join(c for c in read(SPEECH).text * 3 if c not in LOST)


@pytest.fixture(scope="module")
def found(source):
    return yinuo.extract(source)


def test_every_span_is_the_source_s(source, found):
    assert len(found) > 100
    for record in found:
        spans = [record, record.sentence, *record.quantities, *record.evidence]
        spans += [record.deadline] if record.deadline else []
        spans += [record.actor] if record.actor.start is not None else []
        for span in spans:
            if span.start is not None:
                assert source[span.start : span.end] == span.text


def test_the_damage_is_told_and_numbers_are_flagged(found):
    assert any(note.startswith("damaged: the text has lost") for note in found.notes)
    arabic = [q for r in found for q in r.quantities if any(c.isdigit() for c in q.text)]
    assert arabic
    assert all(q.damaged for q in arabic)


def test_restored_differs_from_the_text_and_holds_it(found):
    mended = [r for r in found if r.restored is not None]
    assert mended
    for record in mended:
        assert record.restored != record.text
        rest = iter(record.restored)
        assert all(c in rest for c in record.text), "the restored span is the text with insertions"


def test_off_reads_it_as_it_stands(source, found):
    plain = yinuo.extract(source, repair="off")
    assert all(r.restored is None for r in plain)
    assert not plain.repairs
    assert found.repairs


def test_propose_lists_repairs_and_applies_none(source):
    proposed = yinuo.extract(source, repair="propose")
    assert proposed.repairs
    assert not any(repair.applied for repair in proposed.repairs)
    assert all(r.restored is None for r in proposed)


def test_a_sound_speech_has_no_repairs():
    assert yinuo.extract(read(SPEECH).text).repairs == ()


SAMPLE = str(ROOT / "corpus/damaged/hexi-county-2025.txt")


def command(*arguments):
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "160"})
    assert result.exit_code == 0
    return result.output


def test_speeches_have_the_year_that_was_meant():
    text = read(SAMPLE).text
    assert "225年" in text.split("\n")[1]
    (speech,) = json.loads(command("speeches", SAMPLE, "--json"))
    assert (speech["year"], speech["start"]) == (2025, 0)
    assert speech["end"] <= len(text)
    assert "2025" in command("speeches", SAMPLE)


def test_the_table_marks_damaged_numbers():
    table = command("extract", SAMPLE, "--all")
    damaged = [q.text for r in yinuo.extract(read(SAMPLE).text) for q in r.quantities if q.damaged]
    assert damaged
    assert table.count("(damaged)") >= len(damaged)
    assert "(damaged)" not in command("extract", SPEECH, "--all")


def test_repair_writes_whole_files_into_new_folders(tmp_path):
    repairs, text = tmp_path / "new" / "repairs.jsonl", tmp_path / "new" / "text.txt"
    command("repair", SAMPLE, "-o", str(repairs), "--text", str(text))
    applied = [r for r in map(json.loads, repairs.read_text("utf-8").splitlines()) if r["applied"]]
    source = read(SAMPLE).text
    assert len(text.read_text("utf-8")) == len(source) + sum(len(r["insert"]) for r in applied)
    assert sorted(p.name for p in repairs.parent.iterdir()) == ["repairs.jsonl", "text.txt"]


def test_repair_never_writes_over_the_text(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("新建幼儿园7所。", "utf-8")
    result = CliRunner().invoke(app, ["repair", str(text), "--text", str(text)])
    assert result.exit_code == 2
    assert text.read_text("utf-8") == "新建幼儿园7所。"

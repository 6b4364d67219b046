"""The ledger on the command line: from a text to a ledger, a person's work, a merge, and the ledger as gold."""

import pytest
from typer.testing import CliRunner

from tests.writers.ledger.samples import by_task, edit, ledger, records
from yinuo.cli import app
from yinuo.writers import read_ledger_records, write_jsonl

PLAN = "2022年工作安排\n市教育局局长 丁某\n一、扩大学位供给。市教育局要新建公办幼儿园7所，6月底前印发入学方案。\n"


@pytest.fixture
def run():
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args], prog_name="yinuo")


def test_from_a_text_to_a_merged_ledger_and_back_as_gold(run, tmp_path):
    plan, first, new, merged = (tmp_path / name for name in ("plan.txt", "a.xlsx", "b.xlsx", "m.xlsx"))
    plan.write_text(PLAN, "utf-8")
    found = tmp_path / "found.jsonl"
    assert run("extract", plan, "-q", "-o", first, "-o", found).exit_code == 0
    edit(first, ("新建公办幼儿园7所", "进展", "已开工"))
    again = run("extract", plan, "-q", "-o", first)
    assert again.exit_code == 1
    assert "holds 1 cells that people filled in" in again.stderr
    plan.write_text(PLAN + "二、加强管理。各县区要完成校舍安全排查。\n", "utf-8")
    assert run("extract", plan, "-q", "-o", new).exit_code == 0
    result = run("ledger", "merge", first, new, "-o", merged)
    assert result.exit_code == 0, result.stderr
    assert "1 with edits carried (1 found by their text)" in result.stdout
    assert by_task(merged)["新建公办幼儿园7所"]["进展"] == "已开工"
    assert len(read_ledger_records(merged)) == len(read_ledger_records(first)) + 1
    score = run("evaluate", merged, found)
    assert score.exit_code == 0, score.stderr
    assert "scores" in score.stdout


def test_what_is_lost_is_told_and_ends_with_1(run, tmp_path):
    edited = edit(ledger(tmp_path / "a.xlsx"), *((r.text, "进展", "已办") for r in records()))
    new = ledger(tmp_path / "b.xlsx", records()[:1])
    result = run("ledger", "merge", edited, new, "-o", tmp_path / "m.xlsx")
    assert result.exit_code == 1
    assert "台账!7: not carried: 修路3公里以上 (进展=已办)" in result.stderr
    assert "5 rows were not carried; they are on its sheet 未能承接" in result.stderr
    assert (tmp_path / "m.xlsx").is_file()


@pytest.mark.parametrize(
    ("output", "code", "says"),
    [("m.csv", 2, "does not end in .xlsx"), ("a.xlsx", 1, "is one of the ledgers to merge")],
)
def test_wrong_outputs(run, tmp_path, output, code, says):
    ledger(tmp_path / "a.xlsx"), ledger(tmp_path / "b.xlsx")
    result = run("ledger", "merge", tmp_path / "a.xlsx", tmp_path / "b.xlsx", "-o", tmp_path / output)
    assert result.exit_code == code
    assert says in result.stderr


def test_an_input_that_is_no_ledger(run, tmp_path):
    write_jsonl(records(), tmp_path / "a.xlsx")
    result = run("ledger", "merge", tmp_path / "a.xlsx", tmp_path / "gone.xlsx", "-o", tmp_path / "m.xlsx")
    assert result.exit_code == 1
    assert "no workbook" in result.stderr
    assert not (tmp_path / "m.xlsx").exists()

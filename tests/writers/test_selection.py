"""Choosing records for every writer: by how definite they are and by confidence, on the command line and in Python."""

import csv
import json

import pytest
from typer.testing import CliRunner

import yinuo
from tests.writers.ledger.samples import by_task
from yinuo.cli import app

PLAN = (
    "2022年工作安排\n市教育局局长 丁某\n一、扩大学位供给\n市教育局要新建公办幼儿园7所。市教育局要6月底前印发入学方案。"
    "市教育局要加强教师队伍建设。\n"
)
TASKS = {"quantified": "新建公办幼儿园7所", "deliverable": "印发入学方案", "directional": "加强教师队伍建设"}


def tasks(path):
    """The words of the records in a file, whatever its form."""
    if path.suffix == ".xlsx":
        return set(by_task(path))
    if path.suffix == ".csv":
        return {row["text"] for row in csv.DictReader(path.open(encoding="utf-8"))}
    return {json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()}


@pytest.fixture
def run(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args], prog_name="yinuo")


CASES = [
    ((), set(TASKS)),
    (("--only", "quantified"), {"quantified"}),
    (("--only", "quantified,deliverable"), {"quantified", "deliverable"}),
    (("--only", "quantified", "--only", "directional"), {"quantified", "directional"}),
    (("--min-confidence", "1"), set()),
    (("--only", "directional", "--min-confidence", "0.1"), {"directional"}),
]


@pytest.mark.parametrize(("options", "kept"), CASES)
def test_extract_convert_and_batch_write_the_same_choice(run, tmp_path, options, kept):
    plan, all_records = tmp_path / "plan.txt", tmp_path / "all.jsonl"
    run("extract", plan, "-q", "-o", all_records)
    assert tasks(all_records) == set(TASKS.values())
    files = [tmp_path / name for name in ("a.jsonl", "a.csv", "a.xlsx", "c.jsonl", "c.csv", "c.xlsx")]
    for command, own in ((("extract", plan, "-q"), files[:3]), (("convert", all_records), files[3:])):
        result = run(*command, *(part for path in own for part in ("-o", path)), *options)
        assert result.exit_code == 0, result.stderr
    assert run("batch", plan, "-o", tmp_path / "out", "-q", "-j", "1", *options).exit_code == 0
    wanted = {TASKS[name] for name in kept}
    assert [tasks(path) for path in (*files, tmp_path / "out" / "commitments.jsonl")] == [wanted] * 7
    manifest = json.loads((tmp_path / "out" / "manifest.jsonl").read_text("utf-8"))
    assert manifest["records"] == len(kept)


@pytest.mark.parametrize("command", ["extract", "convert", "batch"])
def test_a_name_that_is_none_is_refused(run, tmp_path, command):
    result = run(command, tmp_path / "plan.txt", "-o", tmp_path / "x.jsonl", "--only", "quantfied")
    assert result.exit_code == 2
    assert "only: 'quantfied' is none of quantified, deliverable, directional" in result.stderr


def test_another_choice_is_another_run(run, tmp_path):
    plan, out = tmp_path / "plan.txt", tmp_path / "out"
    yinuo.batch([plan], out, jobs=1)
    again = yinuo.batch([plan], out, jobs=1, resume=True, only=["quantified"])
    assert (again.kept, again.entries[0].records) == (0, 1)


@pytest.mark.parametrize(("options", "rows"), [((), 0), (("--slogans",), 1)])
def test_slogans_are_left_out_of_ledgers_alone(run, tmp_path, options, rows):
    records = yinuo.extract(PLAN, document="a.txt").commitments
    marked = records[2].model_copy(update={"slogan": True})
    (tmp_path / "r.jsonl").write_text(marked.to_json() + "\n", "utf-8")
    result = run("convert", tmp_path / "r.jsonl", "-o", tmp_path / "s.xlsx", "-o", tmp_path / "s.csv", *options)
    assert result.exit_code == 0, result.stderr
    assert (len(tasks(tmp_path / "s.xlsx")), len(tasks(tmp_path / "s.csv"))) == (rows, 1)

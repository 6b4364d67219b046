"""The command: what it writes, prints, and refuses."""

import pytest
from typer.testing import CliRunner

from tests.report.test_report import OTHER, PLAN, found
from yinuo.cli import app
from yinuo.writers import write_jsonl


def run(*args):
    return CliRunner().invoke(app, ["report", *map(str, args)])


@pytest.fixture
def records(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    write_jsonl(found(), tmp_path / "found.jsonl")
    return tmp_path / "found.jsonl"


def test_one_file_is_written(records, tmp_path):
    result = run(records, "-o", tmp_path / "r.html", "--lang", "en", "--title", "Plans of 2024")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"written: {tmp_path / 'r.html'} (1 page, 1 document, {len(found())} records)\n"
    assert "<h1>Plans of 2024</h1>" in (tmp_path / "r.html").read_text("utf-8")


def test_folder_is_written_with_options_of_extraction(tmp_path):
    for name, text in (("a.txt", PLAN), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text, "utf-8")
    result = run(tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out", "--include", "achievements")
    assert result.exit_code == 0
    assert f"(3 pages, 2 documents, {2 * len(found())} records)" in result.stdout
    assert sorted(p.name for p in (tmp_path / "out").glob("*.html")) == ["a.html", "b.html", "index.html"]


def test_what_cannot_be_read_is_one_line_and_the_rest_is_written(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    result = run(tmp_path / "a.txt", tmp_path / "gone.txt", "-o", tmp_path / "r.html")
    assert result.exit_code == 1
    assert "gone.txt" in result.stderr
    assert result.stderr.count("\n") == 1
    assert (tmp_path / "r.html").exists()


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--lang", "fr"], 2, "neither zh nor en"),
        (["--date", "2024"], 2, "--date"),
        (["--include", "all"], 2, "neither achievements nor background"),
        (["--text", "no-such"], 1, "no such file or folder"),
    ],
)
def test_wrong_use_is_said_in_a_line(records, tmp_path, args, code, said):
    result = run(records, "-o", tmp_path / "r.html", *args)
    assert result.exit_code == code
    assert said in result.stderr
    assert not (tmp_path / "r.html").exists()


def test_file_that_holds_no_records_is_said_in_a_line(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n', "utf-8")
    result = run(tmp_path / "x.jsonl", "-o", tmp_path / "r.html")
    assert result.exit_code == 1
    assert "described by `yinuo schema`" in result.stderr

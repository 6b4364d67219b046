"""What any command writes makes the folders that it needs: one meaning for every option, files and folders alike."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tests.review import samples
from yinuo.cli import app
from yinuo.writers.targets import FORMATS

ROOT = Path(__file__).parent.parent
PLAN = "2024年工作安排\n县教育局局长 王某\n各学校要在6月底前改造教室12间以上。\n"
YEARS = "corpus/tracking/qingwu-2031.txt corpus/tracking/qingwu-2032.txt"
ENDINGS = tuple(own.suffix for own in FORMATS if own.suffix != ".hub")  # a hub asks the network
# A command, its words, the options under test with what is written below the missing folder; {here} has samples.
COMMANDS = [
    ("extract", "{here}/plan.txt", [("--output", f"found{ending}") for ending in ENDINGS]),
    ("extract", "{here}/plan.txt", [("--text-out", "plan.txt")]),
    ("extract", "{here}/plan.txt {here}/other.txt", [("--text-out", "texts")]),
    ("extract", "{here}/plan.txt", [("--output", "found.db")]),
    ("batch", "{here}/plan.txt --jobs 1 --quiet", [("--output", "batch")]),
    ("convert", "{here}/found.jsonl", [("--output", name) for name in ("found.csv", "found.dataset", "found.db")]),
    ("evaluate", "{here}/ledger.xlsx {here}/found.jsonl --texts {here}", [("--html", "page.html")]),
    ("repair", "{here}/plan.txt", [("--output", "r.jsonl"), ("--text", "whole.txt"), ("--html", "page.html")]),
    ("track", YEARS, [("--output", f"tracked{ending}") for ending in (".xlsx", ".jsonl", ".html", ".db")]),
    ("series", "corpus/tracking", [("--output", f"series{ending}") for ending in (".csv", ".xlsx", ".svg", ".html")]),
    ("report", "{here}/plan.txt", [("--output", "page.html")]),
    ("report", "{here}/plan.txt {here}/other.txt", [("--output", "pages")]),
    ("ledger merge", "{here}/ledger.xlsx {here}/ledger.xlsx", [("--output", "merged.xlsx")]),
    ("ledger fill", "{here}/tasks.xlsx", [("--output", "filled.xlsx")]),
    ("review open", "{here}/found.jsonl --only-store --text {here}", [("--store", "review.db")]),
    ("review export", "{here}/review.db", [("--output", name) for name in ("gold", "found.jsonl", "ledger.xlsx")]),
]
# Both need torch: tests/learned/test_training.py and tests/learned/test_exporting.py write below missing folders.
ELSEWHERE = {("reader train", "--output"), ("reader export", "--output")}
# A switch: it says that a folder of texts is made in that of --output.
SWITCHES = {("batch", "--text-out")}
WRITING = {"--output", "--text-out", "--html", "--store"}


def run(*words):
    result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "120"})
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A folder with a sample of each kind that commands read."""
    folder = tmp_path_factory.mktemp("here")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    (folder / "other.txt").write_text(PLAN.replace("12", "15"), "utf-8")
    run("extract", folder / "plan.txt", "-q", "-o", folder / "found.jsonl", "-o", folder / "ledger.xlsx")
    reviewed = samples.store(folder)
    reviewed.append(samples.made(samples.records()[0].id, "accept"))
    reviewed.close()
    book = openpyxl.Workbook()
    book.active.append(["序号", "工作任务", "责任单位", "完成时限"])
    book.active.append([1, "改造教室12间以上", "", ""])
    book.save(folder / "tasks.xlsx")
    return folder


@pytest.mark.parametrize(
    ("command", "said", "outputs"), COMMANDS, ids=[f"{command} {outputs[0][1]}" for command, _, outputs in COMMANDS]
)
def test_missing_folders_are_made(command, said, outputs, here, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    shutil.copytree(here, tmp_path / "here")
    words = [*command.split(), *said.format(here=tmp_path / "here").split()]
    places = [tmp_path / "none" / f"number {n}" / target for n, (_, target) in enumerate(outputs)]
    for (option, target), place in zip(outputs, places, strict=True):
        words += [option, f"sqlite:///{place}" if target.endswith(".db") and option == "--output" else place]
    run(*words)
    assert [place for place in places if not place.exists()] == []


def test_every_option_that_writes_is_tried():
    tried = {(command, option) for command, _, outputs in COMMANDS for option, _ in outputs} - {("repair", "--text")}
    assert {(path, option) for path, option in options() if option in WRITING} == tried | ELSEWHERE | SWITCHES


def options():
    """Every option of every command, with the words of the command."""
    waiting = [("", get_command(app))]
    while waiting:
        path, command = waiting.pop()
        waiting += [(f"{path} {name}".strip(), own) for name, own in getattr(command, "commands", {}).items()]
        yield from ((path, option) for parameter in command.params for option in parameter.opts)


def test_a_file_where_a_folder_is_needed_is_one_line(here, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    result = CliRunner().invoke(app, ["extract", str(here / "plan.txt"), "-o", str(tmp_path / "file" / "a.jsonl")])
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert "choose another place with -o" in result.stderr

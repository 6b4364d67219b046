"""What a run says at its end, and how far a long text is meanwhile."""

import io

import pytest
from typer.testing import CliRunner

import yinuo
from tests.writers.ledger.samples import records
from yinuo.batch.progress import Progress
from yinuo.cli import app
from yinuo.cli.progress import LongText
from yinuo.cli.summary import Summary
from yinuo.records import Deadline, Quantity

PLAN = "2022年工作安排\n市教育局局长 丁某\n一、扩大学位供给\n市教育局要新建公办幼儿园7所，6月底前印发入学方案。\n"
DAMAGED = {"quantities": (Quantity(text="所", start=0, end=1, low=None, high=None, unit="所", damaged=True),)}
BY_YEAR = {"deadline": Deadline(text=None, start=None, end=None, to="2022-12-31", source="document")}
STATED = {"deadline": Deadline(text="年内", start=0, end=2, to="2022-12-31")}
PARTS = ["33%, 2 records", "53%, 3 records", "63%, 4 records", "78%, 5 records", "99%, 6 records"]
PLACE = "二、重点工作 / （一）抓建设。"


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ([], ["without a due date: 4 of 6 commitments"]),
        ([BY_YEAR] * 6, ["without a due date: 0 of 6 commitments; 6 more only by the year of the document"]),
        ([STATED] * 6, ["every commitment has a due date, stated or of a heading"]),
        ([DAMAGED] * 2, ["without a due date: 4 of 6 commitments"]),
        (
            [DAMAGED, {"restored": "新建"}, {"confidence": 0.5}, {"slogan": True}],
            [
                f"look at first: {PLACE}: 4 of 6 records "
                "(1 in restored text, 1 of low confidence, 1 slogans, 1 with damaged numbers)",
                "without a due date: 4 of 6 commitments",
            ],
        ),
        ([{"same_as": "x"}] * 6, []),
    ],
    ids=["good", "due by the year", "all stated", "too few doubts", "doubtful", "repeated in a table"],
)
def test_what_a_person_needs_next(changes, lines):
    summary = Summary()
    found = records()
    for record, change in zip(found, [*changes, *[{}] * (6 - len(changes))], strict=True):
        summary.add("a.txt", record.model_copy(update=change))
    assert summary.next_steps() == lines


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (("found.jsonl",), "yinuo review {}/found.jsonl"),
        (("a.csv", "b.xlsx"), "yinuo review {}/b.xlsx"),
        (("my found.jsonl",), "yinuo review '{}/my found.jsonl'"),
        ((), "write them with -o found.jsonl, then yinuo review found.jsonl"),
    ],
)
def test_the_command_that_opens_the_review(tmp_path, monkeypatch, outputs, told):
    monkeypatch.setenv("COLUMNS", "400")
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    options = [part for name in outputs for part in ("-o", str(tmp_path / name))]
    result = CliRunner().invoke(app, ["extract", str(tmp_path / "plan.txt"), "-q", *options], prog_name="yinuo")
    assert result.exit_code == 0, result.stderr
    assert f"check them in the browser: {told.format(tmp_path)}\n" in result.stdout.replace(" \n", "\n")
    assert result.stderr == "", "a short text shows no progress"


def test_a_run_without_records_names_no_review(tmp_path):
    (tmp_path / "plan.txt").write_text("没有任务。\n", "utf-8")
    result = CliRunner().invoke(app, ["extract", str(tmp_path / "plan.txt"), "-q"], prog_name="yinuo")
    assert "review" not in result.stdout


def test_batch_names_the_review_of_its_folder(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["batch", str(tmp_path / "plan.txt"), "-o", str(out), "-q", "-j", "1"])
    assert f"check them in the browser: yinuo review {out}" in result.stdout


class Terminal(io.StringIO):
    def __init__(self, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "seconds", "shown"),
    [
        (True, 0.1, []),
        (True, 1.5, [f"a.txt: {part}" for part in PARTS]),
        (False, 1.5, []),
        (False, 6.0, [f"yinuo: a.txt: {part}" for part in PARTS[::2]]),
    ],
    ids=["short", "long", "short in a log", "long in a log"],
)
def test_a_long_text_shows_how_far_it_is(terminal, seconds, shown):
    stream = Terminal(terminal)
    time = iter(n * seconds for n in range(100))
    found = records()
    length = found[-1].end
    given = list(LongText(stream, lambda: next(time)).watch("a.txt", found, length))
    assert given == found
    lines = [part.strip() for part in stream.getvalue().replace("\r", "\n").split("\n") if part.strip()]
    assert lines == shown


def test_a_long_input_of_a_batch_moves_before_it_is_done(tmp_path):
    seen = []
    (tmp_path / "long.txt").write_text(PLAN + "各县区要完成校舍安全排查。\n" * 3000, "utf-8")
    yinuo.batch(
        [tmp_path / "long.txt"], tmp_path / "out", jobs=1, watch=lambda progress, _: seen.append(progress.line())
    )
    assert any("records of 1 under way" in line for line in seen[:-1])
    assert "under way" not in seen[-1]


def test_records_under_way_are_those_of_inputs_that_are_not_done():
    progress = Progress(total=2)
    progress.part(0, 5)
    progress.part(1, 7)
    assert "12 records of 2 under way" in progress.line()

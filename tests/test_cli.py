"""The command line: arguments, exit codes, what is printed and what is written; then the real thing, end to end."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

import yinuo
from tests.test_writers import RECORDS, commitment
from yinuo.cli import app
from yinuo.cli.common import printable
from yinuo.errors import InputError
from yinuo.extraction import Extraction
from yinuo.records import Action, Actor, SpeechInfo
from yinuo.writers import read_jsonl

YINUO = [sys.executable, "-m", "yinuo"]
SPEECHES = sorted((Path(__file__).parent.parent / "corpus" / "speeches").glob("*.txt"))
PLAN = """2022年工作安排
市教育局局长 丁某
2022年，市教育局将抓好以下工作：
一、扩大学位供给。新建公办幼儿园7所，增加学位2100个。2022年底前，各县区要完成校舍安全排查。
"""


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *args: runner.invoke(app, [str(arg) for arg in args], prog_name="yinuo", env={"COLUMNS": "140"})


@pytest.fixture
def plumbing(monkeypatch):
    """Extraction by hand: three records a text, none from 空, an error from 坏, a bug from 错."""
    calls = []

    def stream(text, asked, given, *, nlp, **options):
        options |= {"date": asked.date, "actor": asked.actor, "title": asked.title, "include": asked.include, **given}
        document = asked.document
        calls.append((document, options))
        if "坏" in text:
            raise InputError("the text is bad; give a better one")
        if "错" in text:
            raise ZeroDivisionError("division by zero")
        if "停" in text:
            raise KeyboardInterrupt
        records = () if "空" in text else tuple(r.model_copy(update={"document": document}) for r in RECORDS)
        return Extraction(
            document, "0" * 64, tuple({r.speech.title: r.speech for r in records}.values()), records, NOTES
        )

    monkeypatch.setattr("yinuo.extraction._stream", stream)
    monkeypatch.setattr("yinuo.cli.extract.analyser", lambda words, reader: calls.append(("load", words)) or object())
    return calls


NOTES = ("no clause promises anything",)


def texts(folder, **contents):
    paths = [folder / f"{name}.txt" for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_text(content, "utf-8")
    return paths


def test_version_and_help(run):
    assert run("--version").stdout == f"yinuo {yinuo.__version__}\n"
    for command in ("extract", "explain", "values", "speeches", "schema", "evaluate"):
        assert command in run("--help").stdout
        assert run(command, "--help").exit_code == 0


def test_table_and_summary(run, plumbing, tmp_path):
    (path,) = texts(tmp_path, a="一段话")
    result = run("extract", path)
    assert result.exit_code == 0, result.output
    for word in (
        "section",
        "actor",
        "action",
        "quantity",
        "deadline",
        "（一）建设",
        "市教育局",
        "新建幼儿园7所",
        "95%以上",
    ):
        assert word in result.stdout
    assert "..2022-12-31" in result.stdout
    assert "1 text, 1 speech, 3 commitments (2 quantified, 0 deliverable, 1 directional)" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(("options", "rows"), [((), 50), (("--all",), 60), (("-q",), 0), (("-q", "--all"), 0)])
def test_the_table_shows_the_first_rows_of_a_text_unless_all_are_asked_for(
    run, plumbing, tmp_path, monkeypatch, options, rows
):
    speeches = [SpeechInfo(index=0, title="甲"), SpeechInfo(index=1, title="乙"), SpeechInfo(index=2, title="丙")]
    many = [commitment(text=f"建设{n}号楼", speech=speeches[n // 30]) for n in range(60)]
    monkeypatch.setattr("tests.test_cli.RECORDS", many)
    result = run("extract", *texts(tmp_path, a="一段话", b="又一段"), "-o", tmp_path / "out.jsonl", *options)
    for n in range(60):
        assert result.stdout.count(f"建设{n}号楼") == (2 if n < rows else 0)
    assert result.stdout.count("… and 10 more; --all prints every row") == (2 if rows == 50 else 0)
    assert "120 commitments" in result.stdout
    assert len(read_jsonl(tmp_path / "out.jsonl")) == 120


def test_options_reach_the_library(run, plumbing, tmp_path):
    (path,) = texts(tmp_path, a="一段话")
    said = {"date": "2022-03-01", "actor": "市教育局", "speaker": "丁某", "place": "云溪市", "level": "市"}
    options = [part for name, value in said.items() for part in (f"--{name}", value)]
    options += ["--include", "achievements", "--include", "background"]
    assert run("extract", path, *options, "--words", "own.txt", "--repair", "propose").exit_code == 0
    include = ("achievement", "background")
    assert plumbing == [
        ("load", Path("own.txt")),
        (str(path), {**said, "include": include, "repair": "propose", "places": (), "title": None}),
    ]


def test_an_unknown_repair_mode_is_a_usage_error(run, plumbing, tmp_path):
    result = run("extract", *texts(tmp_path, a="一段话"), "--repair", "maybe")
    assert result.exit_code == 2
    assert "off, propose, apply" in result.stderr.replace("\n", " ")


def test_words_are_loaded_once(run, plumbing, tmp_path):
    run("extract", *texts(tmp_path, a="一", b="二", c="三"))
    assert [call[0] for call in plumbing].count("load") == 1


def test_jsonl_and_csv_at_once(run, plumbing, tmp_path):
    paths = texts(tmp_path, a="一段话", b="又一段")
    result = run("extract", *paths, "-o", tmp_path / "out.jsonl", "-o", tmp_path / "out.csv", "--bom", "-q")
    assert result.exit_code == 0
    assert [r.document for r in read_jsonl(tmp_path / "out.jsonl")] == [str(p) for p in paths for _ in RECORDS]
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,sha256,")
    assert f"written: {tmp_path / 'out.jsonl'} (6 records)" in result.stdout.replace("\n", "")
    assert "deadline" not in result.stdout, "--quiet leaves out the table"


def test_dash_is_jsonl_and_nothing_else(run, plumbing, tmp_path):
    (path,) = texts(tmp_path, a="一段话")
    result = run("extract", path, "-o", "-")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["c1", "c2", "c3"]


def test_one_bad_file_is_one_failure(run, plumbing, tmp_path):
    good, bad, bug = texts(tmp_path, good="一段话", bad="坏", bug="错")
    out = tmp_path / "out.jsonl"
    result = run("extract", tmp_path / "gone.txt", bad, bug, good, "-o", out)
    assert result.exit_code == 1
    assert len(read_jsonl(out)) == 3, "the rest is done"
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert "gone.txt: no such file" in lines[0]
    assert lines[1] == f"yinuo: {bad}: the text is bad; give a better one"
    assert "unexpected ZeroDivisionError" in lines[2]
    assert "--debug" in lines[2]
    assert "; 3 texts failed" in result.stdout


def test_debug_shows_where_a_bug_is(run, plumbing, tmp_path):
    result = run("extract", *texts(tmp_path, bug="错"), "--debug")
    assert isinstance(result.exception, ZeroDivisionError)


def test_nothing_is_written_where_every_text_fails(run, plumbing, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("of an earlier run\n", "utf-8")
    assert run("extract", *texts(tmp_path, bad="坏"), "-o", out, "-o", tmp_path / "new.csv").exit_code == 1
    assert out.read_text("utf-8") == "of an earlier run\n"
    assert sorted(os.listdir(tmp_path)) == ["bad.txt", "out.jsonl"]


def test_stopping_leaves_nothing_half_written(run, plumbing, tmp_path):
    paths = texts(tmp_path, a="一段话", b="停")
    result = run("extract", *paths, "-o", tmp_path / "out.jsonl")
    assert (result.exit_code, result.stderr) == (130, "")
    assert not (tmp_path / "out.jsonl").exists()


def test_no_commitments_says_why(run, plumbing, tmp_path):
    (path,) = texts(tmp_path, a="空")
    result = run("extract", path)
    assert result.exit_code == 0
    assert NOTES[0] in result.stdout
    assert "1 text, 0 speeches, 0 commitments" in result.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["extract"], "PATH"),
        (["extract", "a.txt", "--date", "2022-02-30"], "--date: '2022-02-30'"),
        (["extract", "a.txt", "--date", "20220301"], "YYYY-MM-DD"),
        (["extract", "a.txt", "--date", "明天"], "YYYY-MM-DD"),
        (["extract", "a.txt", "--include", "promises"], "achievements"),
        (["extract", "a.txt", "-o", "out.docx"], ".csv"),
        (["extract", "a.txt", "-o", "out.csv", "-o", "./out.csv"], "twice"),
        (["extract", "a.csv", "-o", "a.csv"], "texts to read"),
        (["explain", "a.txt"], "--at"),
        (["explain", "a.txt", "--at", "-1"], "--at"),
        (["values", "7所", "--date", "2022"], "YYYY-MM-DD"),
        (["evaluate", "gold"], "PREDICTIONS"),
        (["evaluate", "gold", "p.jsonl", "--errors", "x"], "--errors"),
        (["promise"], "promise"),
    ],
)
def test_wrong_usage_ends_with_2(run, tmp_path, monkeypatch, args, says):
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "args", [["explain", "gone.txt", "--at", "0"], ["speeches", "gone.txt"], ["evaluate", "g", "p"]]
)
def test_what_fails_ends_with_1(run, tmp_path, monkeypatch, args):
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert result.exit_code == 1
    assert result.stderr.startswith("yinuo: ")
    assert result.stderr.count("\n") == 1


def test_a_text_cannot_command_the_terminal(run, plumbing, tmp_path, monkeypatch):
    escape = "\x1b[2J\x1b]0;x\x07新建[bold]7所[/bold]\u202e"
    monkeypatch.setattr(
        "tests.test_cli.RECORDS", [commitment(text=escape, section=(escape,), actor=Actor(name=escape))]
    )
    result = run("extract", *texts(tmp_path, a="一段话"))
    assert "新建[bold]7所[/bold]" in result.stdout.replace("\n", "")
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout)
    assert printable("新建\t7所\n") == "新建\t7所\n"


def test_records_without_title_section_or_date(run, plumbing, tmp_path, monkeypatch):
    bare = commitment(
        speech=SpeechInfo(index=0), section=(), action=Action(), actor=Actor(), quantities=(), deadline=None
    )
    monkeypatch.setattr("tests.test_cli.RECORDS", [bare, bare.model_copy(update={"status": "achievement"})])
    result = run("extract", *texts(tmp_path, a="一段话"))
    assert result.exit_code == 0, result.output
    assert "status" in result.stdout
    assert "1 commitment (1 quantified, 0 deliverable, 0 directional), 1 achievement" in result.stdout
    assert "(no heading)" in result.stdout


def test_schema_is_the_library_s(run):
    assert json.loads(run("schema").stdout) == yinuo.records.schema()


# ---- the real thing


@pytest.fixture
def plan(tmp_path):
    (path,) = texts(tmp_path, plan=PLAN)
    return path


def test_extract_end_to_end(run, plan, tmp_path):
    out = tmp_path / "out.jsonl"
    result = run("extract", plan, "-o", out)
    assert result.exit_code == 0, result.output
    found = read_jsonl(out)
    assert [r.text for r in found] == ["新建公办幼儿园7所", "增加学位2100个", "完成校舍安全排查"]
    assert all(PLAN[r.start : r.end] == r.text for r in found)
    assert found[0].quantities[0].low == 7
    assert found[0].speech.speaker == "丁某"
    assert found[2].deadline.to == "2022-12-31"
    assert found[2].actor.text == "各县区"


def test_stream_is_told_of_texts_what_extract_is_told(run, plan, tmp_path):
    told = ("--speaker", "丁某", "--place", "云溪", "--level", "县")
    run("extract", plan, *told, "-o", tmp_path / "out.jsonl")
    result = run("stream", plan, *told)
    assert '"speaker":"丁某"' in result.stdout
    assert result.stdout == (tmp_path / "out.jsonl").read_text("utf-8")


def test_stream_prints_what_extract_finds_and_tells_of_the_rest(run, plan, tmp_path):
    run("extract", plan, "-o", tmp_path / "out.jsonl")
    for more in ((), ("--timeout", "100"), ("--jobs", "1", "--timeout", "100")):
        result = run("stream", plan, tmp_path / "gone.txt", *more)
        assert result.exit_code == 1
        assert result.stdout == (tmp_path / "out.jsonl").read_text("utf-8")
        assert result.stderr == f"yinuo: {tmp_path / 'gone.txt'}: no such file; check the path\n"
    assert run("stream", plan, "--timeout", "-1").exit_code == 2


def test_the_same_bytes_every_time(plan):
    runs = [
        subprocess.run([*YINUO, "extract", str(plan), "-o", "-"], capture_output=True, check=True) for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_date_and_actor_override_the_text(run, tmp_path):
    (path,) = texts(tmp_path, a="今年，要新建公办幼儿园7所。")
    result = run("extract", path, "--date", "2019-03-05", "--actor", "国务院", "-o", "-")
    (record,) = map(json.loads, result.stdout.splitlines())
    assert record["deadline"]["to"] == "2019-12-31"
    assert record["actor"]["name"] == "国务院"
    assert (record["speech"]["date"], record["speech"]["date_source"]) == ("2019-03-05", "argument")


def test_achievements_on_request(run, tmp_path):
    (path,) = texts(tmp_path, a="2021年工作回顾\n去年，新建了公办幼儿园5所。\n今年，要新建公办幼儿园7所。\n")
    for include, statuses in (((), {"commitment"}), (("--include", "achievements"), {"commitment", "achievement"})):
        lines = run("extract", path, "--date", "2022-01-05", *include, "-o", "-").stdout.splitlines()
        assert {json.loads(line)["status"] for line in lines} == statuses


def test_explain(run, plan):
    result = run("explain", plan, "--at", PLAN.index("新建"), "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["status"] == "commitment"
    assert "新建公办幼儿园7所" in found["clause"]["text"]
    assert found["evidence"]
    table = run("explain", plan, "--at", PLAN.index("新建")).stdout
    assert "新建公办幼儿园7所" in table
    assert "verb and object" in table
    chinese = run("explain", plan, "--at", PLAN.index("新建"), "--lang", "zh").stdout
    assert "动词加宾语" in chinese
    assert run("explain", plan, "--at", 0, "--lang", "fr").exit_code == 2
    assert run("explain", plan, "--at", 99999).exit_code == 2


def test_values(run):
    text = "2022年底前新建幼儿园7所，覆盖率达到95%以上"
    found = json.loads(run("values", text, "--date", "2022-03-05", "--json").stdout)
    assert [(q["low"], q["high"], q["unit"]) for q in found["quantities"]] == [(7, 7, "所"), (95, None, "%")]
    assert [(d["text"], d["to"]) for d in found["deadlines"]] == [("2022年底前", "2022-12-31")]
    table = run("values", text, "--date", "2022-03-05").stdout
    assert "95%以上" in table
    assert "2022-12-31" in table
    assert "no quantity" in run("values", "加强管理").stdout


def test_speeches(run, plan):
    found = json.loads(run("speeches", plan, "--json").stdout)
    assert [(s["title"], s["speaker"]) for s in found] == [("2022年工作安排", "丁某")]
    table = run("speeches", plan).stdout
    assert "丁某" in table
    assert "2022 (" in table, "the year has where it came from beside it"


def test_evaluate(run, tmp_path):
    gold, found = SPEECHES[0].parent.parent / "gold", tmp_path / "found.jsonl"
    assert run("extract", *SPEECHES, "-o", found, "-q").exit_code == 0
    scores = json.loads(run("evaluate", gold, found, "--json").stdout)
    assert 0 < scores["total"]["detection"]["f1"] <= 1
    page = tmp_path / "page.html"
    result = run("evaluate", gold, found, "--errors", "3", "--html", page)
    assert result.exit_code == 0, result.output
    assert "detection" in result.stdout
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_closed_pipe_is_quiet(plan):
    command = f"'{sys.executable}' -m yinuo extract '{plan}' '{plan}' '{plan}' -o - | true"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert result.stderr == ""


@pytest.mark.slow
def test_ctrl_c_is_quiet(tmp_path):
    line = "今年，新建公办幼儿园7所，覆盖率达到95%以上。\n"
    paths = texts(tmp_path, a=line * 100, b=line * 20000)
    command = [*YINUO, "extract", *map(str, paths), "-o", "-", "-o", str(tmp_path / "out.jsonl")]
    # A shell starts background jobs with the signal ignored.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, preexec_fn=heard) as process:
        assert json.loads(process.stdout.readline())["text"], "the first text is read; the long one is next"
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate()
    assert process.returncode == 130
    assert stderr == ""
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "b.txt"], "no output, nor part of one"

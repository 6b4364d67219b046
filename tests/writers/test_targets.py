"""Targets and conversion: every format from the command line and back, the texts found, nothing half-written."""

import json
import os
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

import yinuo
from tests.test_writers import RECORDS as PLAIN
from tests.writers.samples import NAME, RECORDS, TEXT
from yinuo.cli import app
from yinuo.conversion import convert, read_records
from yinuo.errors import InputError
from yinuo.writers import read_jsonl, write_jsonl
from yinuo.writers.targets import FORMATS, Options, format_of, writer_for

SPEECHES = sorted((Path(__file__).parents[2] / "corpus" / "speeches").glob("*.txt"))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with records and their text, as the working folder."""
    monkeypatch.chdir(tmp_path)
    Path(NAME).parent.mkdir()
    Path(NAME).write_text(TEXT, "utf-8")
    write_jsonl(RECORDS, "r.jsonl")
    return tmp_path


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *args: runner.invoke(app, [str(arg) for arg in args], prog_name="yinuo", env={"COLUMNS": "140"})


TARGETS = [f"out/x{own.suffix}" for own in FORMATS] + ["sqlite:///out/x.db"]


def test_every_format_from_the_command_line(here, run):
    outputs = [part for target in TARGETS for part in ("-o", target)]
    result = run("convert", "r.jsonl", *outputs, "--nested", "--run", "2024", "--complete", "--bom")
    assert result.exit_code == 0, result.output
    assert result.stdout == "".join(f"written: {target} (4 records)\n" for target in TARGETS)
    assert read_jsonl("out/x.jsonl") == list(RECORDS)
    for source in ("out/x.parquet", "out/x.dataset", "sqlite:///out/x.db"):
        assert list(read_records(source)) == list(RECORDS)
    assert Path("out/x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert {file.name for file in Path("out").iterdir()} == {
        *(Path(target).name for target in TARGETS), "x.labelstudio.xml",
    }  # fmt: skip


def test_conversion_goes_on_from_any_source(here):
    sources = ["r.jsonl", "a.parquet", "b.dataset", "sqlite:///c.db", "d.jsonl"]
    for source, target in pairwise(sources):
        assert convert(source, [target], nested=True) == 4
    assert Path("d.jsonl").read_bytes() == Path("r.jsonl").read_bytes()


def test_extract_and_convert_write_the_same(here, run):
    Path("s").mkdir()
    for file in SPEECHES[:2]:
        (here / "s" / file.name).symlink_to(file)
    texts = sorted(str(file) for file in Path("s").iterdir())
    kinds = [own.suffix for own in FORMATS]
    result = run("extract", *texts, "-q", *(part for kind in kinds for part in ("-o", f"a/x{kind}")))
    assert result.exit_code == 0, result.output
    assert run("convert", "a/x.jsonl", *(part for kind in kinds for part in ("-o", f"b/x{kind}"))).exit_code == 0
    found = {side: {f.relative_to(side): f.read_bytes() for f in Path(side).rglob("*") if f.is_file()} for side in "ab"}
    assert len(found["a"]) > len(kinds)
    assert found["a"] == found["b"]


@pytest.mark.slow
def test_the_corpus_goes_through_every_nested_form_unchanged(tmp_path):
    texts = {str(path): yinuo.read(path).text for path in SPEECHES}
    every = [
        r for name in texts for r in yinuo.extract(texts[name], document=name, include=("achievement", "background"))
    ]
    records = sorted(every, key=lambda r: (r.document, r.start, r.end, r.id))
    assert len(records) > 400
    for target in ("x.jsonl", "x.parquet", "x.dataset", f"sqlite:///{tmp_path}/x.db"):
        where = target if "://" in target else str(tmp_path / target)
        with writer_for(where, Options(nested=True)) as write:
            for record in records:
                write(record)
        assert list(read_records(where)) == records, target


def test_a_text_without_records_is_a_task_of_extract(here, run):
    Path("empty.txt").write_text("会议于上午九时开始。\n", "utf-8")
    assert run("extract", "empty.txt", "-q", "-o", "x.doccano.jsonl").exit_code == 0
    line = json.loads(Path("x.doccano.jsonl").read_text("utf-8"))
    assert (line["document"], line["entities"]) == ("empty.txt", [])


def test_complete_withdraws_nothing_where_a_text_failed(here, run):
    for name, text in (("a.txt", "今年，要新建幼儿园7所。"), ("b.txt", "今年，要修路3公里。")):
        Path(name).write_text(text, "utf-8")
    database = ("-q", "-o", "sqlite:///x.db", "--complete")
    assert run("extract", "a.txt", "b.txt", *database).exit_code == 0
    assert run("extract", "a.txt", "gone.txt", *database).exit_code == 1
    assert len(list(read_records("sqlite:///x.db"))) == 2
    assert run("extract", "a.txt", *database).exit_code == 0
    assert [record.document for record in read_records("sqlite:///x.db")] == ["a.txt"]


def test_texts_are_told_by_their_content(here):
    Path("moved").mkdir()
    Path(NAME).rename("moved/other name.txt")
    with pytest.raises(InputError, match="its text is not found; name the file with --text"):
        convert("r.jsonl", ["x.brat"])
    assert convert("r.jsonl", ["x.brat"], texts=["moved/other name.txt"]) == 4
    Path("moved/other name.txt").write_text(TEXT + "改", "utf-8")
    with pytest.raises(InputError, match="not found"):
        convert("r.jsonl", ["y.brat"], texts=["moved/other name.txt"])


def test_a_changed_text_is_refused_and_nothing_is_written(here):
    Path(NAME).write_text("新" + TEXT, "utf-8")
    with pytest.raises(InputError, match="was changed since its records were found"):
        convert("r.jsonl", ["x.jsonl", "x.labelstudio.json", "sqlite:///x.db"])
    assert sorted(os.listdir()) == ["folder", "r.jsonl"]


def test_texts_beside_the_records_are_found(here, monkeypatch):
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    assert convert("../r.jsonl", ["x.doccano.jsonl"]) == 4


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["r.jsonl", "-o", "x.xml"], "ends in none of .jsonl, .csv"),
        (["r.jsonl", "-o", "r.jsonl"], "is one of the files to read"),
        (["sqlite:///x.db", "-o", "sqlite:///x.db"], "is one of the files to read"),
        (["r.jsonl", "-o", "x.csv", "-o", "./x.csv"], "named twice"),
        (["r.jsonl"], "--output"),
    ],
)
def test_wrong_usage(here, run, args, says):
    result = run("convert", *args)
    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize(
    ("source", "target", "says"),
    [
        ("gone.jsonl", "x.csv", "gone.jsonl: cannot be read"),
        ("bad.jsonl", "x.csv", "bad.jsonl:2: not JSON"),
        ("r.jsonl", "mysql://me:geheim@host/db", "mysql://me:***@host/db: mysql is not supported"),
        ("sqlite:///gone.db", "x.csv", "gone.db: no such file"),
    ],
)
def test_what_cannot_be_converted(here, run, source, target, says):
    Path("bad.jsonl").write_text(RECORDS[0].to_json() + "\n{\n", "utf-8")
    result = run("convert", source, "-o", target)
    assert result.exit_code == 1
    assert says in result.stderr
    assert "geheim" not in result.output
    assert result.stderr.count("\n") == 1
    assert not Path("x.csv").exists()


def test_longest_suffix_counts():
    assert [format_of(name).suffix for name in ("A.JSONL", "a.doccano.jsonl", "b.labelstudio.json", "c.brat/")] == [
        ".jsonl", ".doccano.jsonl", ".labelstudio.json", ".brat",
    ]  # fmt: skip


def test_writer_for_writes(tmp_path):
    with writer_for(str(tmp_path / "x.csv"), Options(bom=True)) as write:
        write(PLAIN[0])
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,")


def test_dictionary_and_schema(run):
    page = run("schema", "--dictionary")
    assert page.stdout.startswith("# Data dictionary\n")
    plain = json.loads(run("schema", "--dictionary", "--json").stdout)
    assert [entry["name"] for entry in plain["fields"]][:2] == ["text", "start"]
    assert json.loads(run("schema").stdout)["title"] == "Commitment"


def test_records_are_read_one_at_a_time(here):
    """A pipe that is never closed still gives its first record."""
    os.mkfifo("pipe.jsonl")
    line = (RECORDS[0].to_json() + "\n").encode()
    done = threading.Event()

    def feed():
        with Path("pipe.jsonl").open("wb", buffering=0) as pipe:
            pipe.write(line * 200)
            done.wait(20)

    thread = threading.Thread(target=feed)
    thread.start()
    try:
        assert next(read_records("pipe.jsonl")) == RECORDS[0]
    finally:
        done.set()
        thread.join()

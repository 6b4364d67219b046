"""Test the real command with the real pipeline, in processes of its own, on files as offices have them."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.waiting import children, wait_for
from yinuo.batch import batch
from yinuo.extraction import extract
from yinuo.readers import read
from yinuo.writers import read_jsonl, to_line

SPEECHES = Path(__file__).parents[2] / "corpus" / "speeches"
FILES = ("commitments.jsonl", "commitments.csv", "configuration.json", "manifest.jsonl")
PLAN = "2024年工作安排\n县教育局局长 王某\n各学校要在6月底前改造教室12间以上。\n"


def command(*arguments):
    return [sys.executable, "-m", "yinuo", "batch", *(str(a) for a in arguments)]


def run(*arguments, code=0, **options):
    done = subprocess.run(command(*arguments), capture_output=True, text=True, encoding="utf-8", check=False, **options)
    assert done.returncode == code, done.stderr
    return done


def contents(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


def manifest(folder):
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The corpus in two dozen short files."""
    folder = tmp_path_factory.mktemp("texts")
    for path in sorted(SPEECHES.glob("*.txt")):
        lines = read(path).text.splitlines()
        for start in range(0, len(lines), 8):
            part = "\n".join([*lines[:3], *lines[start : start + 8]])
            (folder / f"{path.stem}-{start:03}.txt").write_text(part, "utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(texts, tmp_path_factory):
    """The folder of a run of the command that nothing happens to."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    run(texts, "-o", out, "--jobs", 2, "--format", "csv")
    return out


@pytest.mark.slow
def test_a_run_gives_what_extract_gives(texts, undisturbed):
    out = undisturbed
    paths = sorted(str(path) for path in texts.iterdir())
    wanted = [to_line(r) for path in paths for r in extract(read(path).text, document=path)]
    assert (out / "commitments.jsonl").read_text("utf-8").splitlines() == wanted
    assert len(wanted) > 300
    assert [entry["input"] for entry in manifest(out)] == paths
    assert sum(entry["records"] for entry in manifest(out)) == len(wanted)


@pytest.mark.slow
def test_one_job_gives_the_same_bytes(texts, undisturbed, tmp_path):
    batch([texts], tmp_path / "out", jobs=1, formats=["csv"])
    assert contents(tmp_path / "out") == contents(undisturbed)


@pytest.mark.slow
def test_killed_at_ten_moments_and_resumed_it_gives_the_same_bytes(texts, undisturbed, tmp_path):
    """``kill -9`` of the whole process group; a run that got done before its moment is compared, then begun anew."""
    wanted, chance = contents(undisturbed), random.Random(20)
    rounds = killed = 0
    while killed < 10:
        out = tmp_path / str(rounds)
        arguments = (texts, "-o", out, "--jobs", 1 + killed % 2, "--format", "csv", "--resume")
        due = moment(killed % 5, chance, out / ".yinuo", sum(map(len, wanted.values())))
        process = subprocess.Popen(command(*arguments), start_new_session=True, stderr=subprocess.DEVNULL)
        while process.poll() is None and not due():
            time.sleep(0.002)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        if process.wait() == 0:
            assert contents(out) == wanted
            rounds += 1
        else:
            assert process.returncode == -signal.SIGKILL
            killed += 1
    run(texts, "-o", tmp_path / str(rounds), "--jobs", 2, "--format", "csv", "--resume")
    assert contents(tmp_path / str(rounds)) == wanted


def moment(kind, chance, own, size):
    """A function that says whether it has come: while a run starts (0), while it publishes (1), while it reads."""
    journal = own / "journal"
    before = size_of(journal)
    if kind == 0:
        end = time.monotonic() + chance.uniform(0, 2)
        return lambda: time.monotonic() > end
    if kind == 1:
        return (own / "new").exists
    more = chance.uniform(0, size / 8)
    return lambda: size_of(journal) > before + more


def size_of(path):
    """Bytes of a file, 0 where it is not there (any more)."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


@pytest.mark.slow
def test_killed_alone_the_command_leaves_no_worker_and_a_killed_worker_costs_nothing(texts, undisturbed, tmp_path):
    process = subprocess.Popen(command(texts, "-o", tmp_path / "out", "--jobs", 2, "--format", "csv"))
    assert wait_for(lambda: len(children(process.pid)) == 2)
    workers = children(process.pid)
    journal = tmp_path / "out" / ".yinuo" / "journal"
    assert wait_for(lambda: journal.exists() and journal.stat().st_size > 0)
    os.kill(int(min(workers)), signal.SIGKILL)
    assert wait_for(lambda: children(process.pid) - workers or process.poll() is not None)
    assert process.wait(600) == 0
    assert contents(tmp_path / "out") == contents(undisturbed)

    process = subprocess.Popen(command(texts, "-o", tmp_path / "out", "--jobs", 2, "--overwrite"))
    assert wait_for(lambda: len(children(process.pid)) == 2)
    workers = children(process.pid)
    process.kill()
    process.wait()
    assert wait_for(lambda: not any(Path("/proc", pid).exists() for pid in workers))


@pytest.fixture
def oddities(tmp_path):
    """What is found in folders: good, bad and odd."""
    folder = tmp_path / "报告 汇编 🏫"
    folder.mkdir()
    good = {"a b.txt": PLAN, "县长 讲话.txt": PLAN, "🏫.md": PLAN, "latin.txt": "no Chinese at all", "empty.txt": ""}
    for name, text in good.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "gb.txt").write_text(PLAN, "gb18030")
    (folder / "truncated.txt").write_bytes((PLAN * 9).encode()[:-2] + b"\xff\xfe\xff")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "program.txt").write_bytes(b"\x7fELF" + bytes(100))
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200 << 20)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(30 << 20))
    (folder / "encrypted.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with zipfile.ZipFile(folder / "cut.docx", "w") as archive:
        archive.writestr("word/document.xml", PLAN)
    (folder / "cut.docx").write_bytes((folder / "cut.docx").read_bytes()[:40])
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("2031/plan.txt", PLAN)
    (folder / "link.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "in it.txt").write_text(PLAN, "utf-8")
    (folder / "locked.txt").write_text(PLAN, "utf-8")
    (folder / "locked.txt").chmod(0)
    return folder


@pytest.mark.slow
def test_what_offices_have(oddities, tmp_path):
    done = run(oddities, oddities / "gone.txt", "-o", tmp_path / "out", "--jobs", 1, "--timeout", 600, code=1)
    found = {os.path.relpath(entry["input"], oddities): entry for entry in manifest(tmp_path / "out")}
    causes = {name: entry["cause"] for name, entry in found.items() if entry["status"] == "failed"}
    wanted = {
        "truncated.txt": "27:19: byte 0xe3 at offset",
        "picture.txt": "is a PNG image",
        "program.txt": "is a program",
        "link.txt": "no such file",
        "gone.txt": "no such file",
        "pipe.txt": "is a pipe or a device, not a file",
        "huge.txt": "is larger than 64 MiB",
        "bomb.zip": "a zip bomb?",
        "encrypted.docx": "is an old Office file",
        "cut.docx": "cut short or damaged",
    }
    if os.geteuid():
        wanted["locked.txt"] = "cannot be read"
    assert set(causes) == set(wanted)
    for name, cause in wanted.items():
        assert cause in causes[name]
        assert found[name]["next"]
        assert f"{oddities / name}" in done.stderr
    records = {name: entry["records"] for name, entry in found.items() if entry["status"] == "ok"}
    plans = ("a b.txt", "县长 讲话.txt", "🏫.md", "gb.txt", "folder.txt/in it.txt", "all.zip")
    assert {name: records[name] for name in plans} == dict.fromkeys(plans, 1)
    assert (records["latin.txt"], records["empty.txt"]) == (0, 0)
    assert found["empty.txt"]["notes"] == ["empty: the text has no characters but white space"]
    assert len(found) == len(set(os.listdir(oddities))) + 1, "count in = count out"
    assert found["🏫.md"]["duplicate_of"] == str(oddities / "a b.txt")


@pytest.mark.slow
def test_a_file_that_takes_all_memory_is_one_failure(tmp_path):
    for name, times in (("a.txt", 1), ("big.txt", 400_000), ("c.txt", 1)):
        (tmp_path / name).write_text(PLAN * times, "utf-8")
    run(tmp_path / "*.txt", "-o", tmp_path / "out", "--jobs", 1, "--memory", "100M", code=1)
    assert [entry["status"] for entry in manifest(tmp_path / "out")] == ["ok", "failed", "ok"]
    assert manifest(tmp_path / "out")[1]["cause"] == "it needs more memory than there is"


TABLE = "文件,日期,单位,地区,级别,讲话人\na.txt,2022年3月1日,云溪市教育局,云溪市,市,丁某\n"


@pytest.mark.slow
def test_options_metadata_and_stdin(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    (tmp_path / "b.txt").write_text(PLAN, "utf-8")
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    out = tmp_path / "out"
    formats = ("--format", "jsonl,csv-bom", "--text-out")
    options = ("--metadata", tmp_path / "table.csv", "--actor", "县政府", "--jobs", 1, *formats)
    done = run("-", "-o", out, *options, input=f"{tmp_path / 'a.txt'}\n{tmp_path / 'b.txt'}\n")
    assert "2 inputs: 2 ok; 2 texts, 2 speeches, 2 commitments" in done.stdout
    one, two = read_jsonl(out / "commitments.jsonl")
    assert one.speech.model_dump(include={"date", "organisation", "place", "level", "speaker"}) == {
        "date": "2022-03-01", "organisation": "云溪市教育局", "place": "云溪市", "level": "市", "speaker": "丁某",
    }  # fmt: skip
    assert one.deadline.to == "2022-06-30"
    assert (two.speech.organisation, two.speech.speaker, two.speech.place) == ("县政府", "王某", None)
    text = (out / "texts" / f"{one.document_sha256}.txt").read_text("utf-8")
    assert text[one.start : one.end] == one.text
    assert os.listdir(out / "texts") == [f"{one.document_sha256}.txt"], "both files have the same text"
    assert (out / "commitments.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,")


@pytest.mark.slow
def test_a_file_that_changes_while_it_is_read_is_a_failure_and_nothing_of_it_is_kept(tmp_path):
    from yinuo.batch.options import Options
    from yinuo.batch.unit import Unit

    (tmp_path / "a.txt").write_text(PLAN * 2, "utf-8")
    unit = Unit(Options())
    messages = unit(str(tmp_path / "a.txt"))
    next(messages)
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    *_, entry = messages
    assert (entry.status, entry.records) == ("failed", 0)
    assert entry.failures[0].cause == "the file changed while it was read"
    *_, entry = unit(str(tmp_path / "a.txt"))
    assert entry.status == "ok"


USAGE = [
    pytest.param([], "Missing argument", id="nothing"),
    pytest.param(["@no-such-list", "-o", "out"], "cannot be read", id="list"),
    pytest.param(["a.txt"], "Missing option '-o'", id="no output"),
    pytest.param(["a.txt", "-o", "out", "--memory", "much"], "no size", id="memory"),
    pytest.param(["a.txt", "-o", "out", "--format", "docx"], "'docx' is none of jsonl, csv", id="format"),
    pytest.param(["a.txt", "-o", "out", "--date", "today"], "--date", id="date"),
    pytest.param(["a.txt", "-o", "out", "--engine", "spark"], "neither local nor ray", id="engine"),
    pytest.param(["a.txt", "-o", "out", "--jobs", "0"], "--jobs", id="jobs"),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE)
def test_wrong_usage_ends_with_2(tmp_path, monkeypatch, arguments, message):
    from typer.testing import CliRunner

    from yinuo.cli import app

    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["batch", *arguments], env={"COLUMNS": "200"})
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "out" / "manifest.jsonl").exists()

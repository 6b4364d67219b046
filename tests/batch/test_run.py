"""A run over a folder: same bytes whatever happens on the way. The pipeline is a double here; see test_end_to_end."""

import json
import os
import random
import subprocess
import sys
from collections import Counter

import pytest

from tests.batch.doubles import Obedient
from yinuo.batch import Entry, batch
from yinuo.batch import run as module
from yinuo.batch.run import engine_named
from yinuo.errors import InputError, OutputError, UsageError

FILES = ("commitments.jsonl", "configuration.json", "manifest.jsonl")
ROOT = os.geteuid() == 0


@pytest.fixture
def calls(monkeypatch):
    """A run whose units are doubles, in this process; what was read, and how often."""
    read = Counter()

    def here(setup, tasks, *, jobs=None, timeout=None):
        from yinuo.batch.engines.local import Message

        unit, tasks = setup.recipe(), list(tasks)
        random.Random(jobs).shuffle(tasks)
        for number, path in tasks:
            read[os.path.basename(path)] += 1
            yield None
            for sequence, content in enumerate(c for c in unit(path) if c):
                yield Message(number, 0, sequence, content)

    monkeypatch.setattr(module, "Recipe", Obedient)
    monkeypatch.setattr(module, "engine_named", lambda name: engine_named(name) and here)
    return read


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text("\n".join(f"line {n}" for n in range(number)), "utf-8")
    return folder


def contents(folder, files=FILES):
    return {name: (folder / name).read_bytes() for name in files}


def entries(folder):
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


def test_records_and_manifest_are_in_the_order_of_the_inputs(calls, texts, tmp_path):
    result = batch([texts, "gone*.txt"], tmp_path / "out")
    lines = (tmp_path / "out" / "commitments.jsonl").read_text("utf-8").splitlines()
    assert lines == [f'"{n}.txt line {k}"' for n in range(9) for k in range(n)]
    manifest = entries(tmp_path / "out")
    assert [entry["input"] for entry in manifest] == [str(texts / f"{n}.txt") for n in range(9)] + ["gone*.txt"]
    assert [entry["records"] for entry in manifest] == [*range(9), 0]
    assert (manifest[-1]["status"], manifest[-1]["cause"]) == ("failed", "no file matches")
    assert [entry.input for entry in result.failed] == ["gone*.txt"]
    assert result.summary() == "10 inputs: 9 ok, 1 failed; 9 texts, 0 speeches, 0 commitments"
    assert set(os.listdir(tmp_path / "out")) == {*FILES, ".yinuo"}
    assert os.listdir(tmp_path / "out" / ".yinuo") == ["lock"]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_same_bytes_in_whatever_order_they_get_done(calls, texts, tmp_path, jobs):
    batch([texts], tmp_path / "one", jobs=7)
    batch([texts], tmp_path / "two", jobs=jobs)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_folder_with_a_run_is_not_written_unasked(calls, texts, tmp_path):
    batch([texts], tmp_path / "out")
    with pytest.raises(UsageError, match=r"--resume.*--overwrite"):
        batch([texts], tmp_path / "out")
    with pytest.raises(UsageError, match="exclude each other"):
        batch([texts], tmp_path / "out", resume=True, overwrite=True)
    calls.clear()
    batch([texts], tmp_path / "out", overwrite=True)
    assert sum(calls.values()) == 9


CHANGES = {
    "nothing": (lambda texts: None, {}, set()),
    "a file": (lambda texts: (texts / "3.txt").write_text("other", "utf-8"), {}, {"3.txt"}),
    "time alone": (lambda texts: os.utime(texts / "3.txt", (1, 1)), {}, set()),
    "a new file": (lambda texts: (texts / "35.txt").write_text("new", "utf-8"), {}, {"35.txt"}),
    "one gone": (lambda texts: (texts / "3.txt").unlink(), {}, set()),
    "options": (lambda texts: None, {"date": "2024-01-05"}, {f"{n}.txt" for n in range(9)}),
    "words": (lambda texts: None, {"words": ["一村一策"]}, {f"{n}.txt" for n in range(9)}),
    "format": (lambda texts: None, {"timeout": 5}, set()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_resuming_a_finished_run_reads_what_changed(calls, texts, tmp_path, change):
    do, options, read = CHANGES[change]
    batch([texts], tmp_path / "out")
    do(texts)
    calls.clear()
    result = batch([texts], tmp_path / "out", resume=True, **options)
    assert set(calls) == read
    assert result.kept == len(result.entries) - len(read)
    batch([texts], tmp_path / "fresh", **options)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_row_of_metadata_that_changes_has_its_file_read_again(calls, texts, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("file,level\n3.txt,county\n", "utf-8")
    result = batch([texts], tmp_path / "out", metadata=table)
    assert result.unused == ()
    table.write_text("file,level\n3.txt,city\n5.txt,city\nx.txt,city\n", "utf-8")
    calls.clear()
    result = batch([texts], tmp_path / "out", metadata=table, resume=True)
    assert set(calls) == {"3.txt", "5.txt"}
    assert result.unused == ("x.txt",)


def test_records_that_somebody_edited_are_read_again(calls, texts, tmp_path):
    batch([texts], tmp_path / "out")
    whole = contents(tmp_path / "out")
    records = tmp_path / "out" / "commitments.jsonl"
    records.write_bytes(records.read_bytes().replace(b"4.txt line 2", b"4.txt line X"))
    (texts / "8.txt").write_text("line 0", "utf-8")
    calls.clear()
    batch([texts], tmp_path / "out", resume=True)
    assert set(calls) == {"4.txt", "8.txt"}
    records.write_bytes(b"")
    (texts / "8.txt").write_text("\n".join(f"line {n}" for n in range(8)), "utf-8")
    batch([texts], tmp_path / "out", resume=True)
    assert contents(tmp_path / "out") == whole


def test_failures_are_tried_again_and_nothing_is_written_where_they_fail_again(calls, texts, tmp_path):
    batch([texts, texts / "x.txt"], tmp_path / "out", resume=True)
    before = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in FILES}
    calls.clear()
    result = batch([texts, texts / "x.txt"], tmp_path / "out", resume=True)
    assert (set(calls), result.kept) == ({"x.txt"}, 9)
    assert {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in FILES} == before
    (texts / "x.txt").write_text("there now", "utf-8")
    assert not batch([texts, texts / "x.txt"], tmp_path / "out", resume=True).failed


def test_duplicates_are_read_and_marked(calls, texts, tmp_path):
    (texts / "55.txt").write_bytes((texts / "5.txt").read_bytes())
    batch([texts, texts / "5.txt", f"{texts}/./5.txt"], tmp_path / "out")
    marks = {os.path.basename(e["input"]): e["duplicate_of"] for e in entries(tmp_path / "out")}
    assert len(marks) == 10
    assert {name: mark for name, mark in marks.items() if mark} == {"55.txt": str(texts / "5.txt")}


def test_watch_is_told_of_every_input(calls, texts, tmp_path):
    told = []
    batch([texts, "gone*"], tmp_path / "out", watch=lambda progress, entry: told.append((progress.done, entry)))
    assert [done for done, entry in told if entry] == list(range(1, 11))
    assert {entry.input for _, entry in told if entry} == {e["input"] for e in entries(tmp_path / "out")}
    assert None in [entry for _, entry in told], "and now and then while it waits"


BAD = [
    ({"date": "5 January"}, InputError),
    ({"include": ["promises"]}, UsageError),
    ({"repair": "maybe"}, UsageError),
    ({"formats": ["docx"]}, UsageError),
    ({"formats": ["csv", "csv-bom"]}, UsageError),
    ({"engine": "spark"}, UsageError),
    ({"words": "no-such-file"}, InputError),
    ({"metadata": "no-such-table.csv"}, InputError),
    ({"colour": "red"}, UsageError),
]


@pytest.mark.parametrize(("options", "error"), BAD, ids=lambda value: str(value))
def test_bad_options_write_nothing(calls, texts, tmp_path, options, error):
    with pytest.raises(error):
        batch([texts], tmp_path / "out", **options)
    assert not list((tmp_path / "out").glob("*.jsonl"))
    assert not calls


HOLD = """
import sys, time
from yinuo.batch.output.folder import locked
with locked(sys.argv[1], resume=False, overwrite=False):
    print("held", flush=True)
    time.sleep(600)
"""


def test_two_runs_in_one_folder_is_a_clear_error(calls, texts, tmp_path):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "out")], stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(OutputError, match="another run is writing here"):
            batch([texts], tmp_path / "out")
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert len(batch([texts], tmp_path / "out").entries) == 9, "a killed holder holds nothing"


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("resumed", [False, True])
def test_an_end_at_any_step_of_publishing_loses_nothing(calls, texts, tmp_path, monkeypatch, resumed):
    """Every call that changes a file's place or presence, one after the other, is the last of a run."""
    batch([texts], tmp_path / "wanted")
    steps = ("pathlib.Path.replace", "pathlib.Path.unlink", "pathlib.Path.touch", "pathlib.Path.mkdir", "os.fsync")
    for last in range(100):
        out = tmp_path / f"out{last}"
        if resumed:
            (texts / "8.txt").write_text("before", "utf-8")
            batch([texts], out)
            (texts / "8.txt").write_text("\n".join(f"line {n}" for n in range(8)), "utf-8")
        with monkeypatch.context() as patch:
            count = Counter()
            for name in steps:
                patch.setattr(name, crashing(name, count, last))
            try:
                batch([texts], out, resume=resumed)
                break
            except Crash:
                pass
        calls.clear()
        batch([texts], out, resume=True)
        assert contents(out) == contents(tmp_path / "wanted")
        assert os.listdir(out / ".yinuo") == ["lock"]
        assert sum(calls.values()) <= 9 - 8 * resumed, "only what was never whole is read again"
    assert last > 10


def crashing(name, count, last):
    module, _, attribute = name.rpartition(".")
    owner = os if module == "os" else __import__("pathlib").Path
    real = getattr(owner, attribute)

    def call(*args, **kwargs):
        count["steps"] += 1
        if count["steps"] > last:
            raise Crash
        return real(*args, **kwargs)

    return call


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own with 256 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if not ROOT or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system can be mounted by root alone; see the test with a limit on the size of files")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("size", [3000, 9000], ids=["while it merges", "while it reads"])
def test_a_full_disk_is_a_clear_error_and_what_is_done_is_kept(calls, texts, small_disk, tmp_path, size):
    for number in range(9):
        (texts / f"{number}.txt").write_text("\n".join(["x" * 90] * (size * 5 // 1000)), "utf-8")
    blocks = {3000: 15, 9000: 45}[size]
    assert blocks * 9 * 100 > 10_000
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (256 * 1024 - 4096 * 5 - blocks * 9 * 100 * (1 if size == 3000 else 0)))
    with pytest.raises(OutputError, match=r"No space left on device.*--resume"):
        batch([texts], small_disk / "out")
    assert not (small_disk / "out" / "commitments.jsonl").exists()
    read = sum(calls.values())
    filler.unlink()
    result = batch([texts], small_disk / "out", resume=True)
    assert len(result.entries) == 9
    # The last text read is done as well where its results, and not the journal, found no room.
    assert result.kept in ((9,) if size == 3000 else (read - 1, read))
    batch([texts], tmp_path / "wanted")
    assert contents(small_disk / "out") == contents(tmp_path / "wanted")


@pytest.mark.skipif(ROOT, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(calls, texts, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        batch([texts], tmp_path / "closed" / "out")


def test_a_file_where_the_folder_should_be(calls, texts, tmp_path):
    (tmp_path / "out").write_text("x", "utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        batch([texts], tmp_path / "out")


def test_entries_go_to_lines_and_back():
    entry = Entry(input="a\udcff.txt", records=3, notes=("empty",), sha256="0")
    assert Entry.from_line(entry.to_line().encode()) == entry

"""Untrusted files are read by a process of their own: what crashes or overruns it costs one text and nothing else."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import yinuo
from tests.readers.hostile import TEXT, parquet_of_one_text, pdf_of_forms, word, zip_of
from tests.shared import SHARED, needs
from tests.waiting import children, wait_for
from yinuo.conversion import read_records
from yinuo.errors import InputError, UsageError
from yinuo.readers import Failure, Limits, documents, limited, read
from yinuo.readers.isolation import parent

MIB = 2**20
HOSTILE = SHARED / "cases" / "hostile"
linux = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="counts processes in /proc")


@pytest.fixture
def file(tmp_path):
    def made(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return made


@pytest.fixture(autouse=True)
def _no_process_waits():
    parent._end_all()
    yield
    parent._end_all()


@linux
def test_plain_text_needs_no_process(file):
    before = children()
    for name in ("a.txt", "b.md", "c.unknown"):
        assert "幼儿园" in read(file(name, TEXT.encode())).text
    list(documents(file("d.csv", f"text\n{TEXT}".encode())))
    list(documents(file("e.jsonl", b'{"text": "x"}\n')))
    with pytest.raises(InputError, match="a PNG image"):
        read(file("f.png", b"\x89PNG...."))
    assert children() == before


@linux
def test_one_process_reads_many_files_and_ends_with_its_parent(file):
    before = children()
    for number in range(5):
        assert read(file(f"{number}.docx", word())).text == "改造教室12间。\n"
    assert len(children() - before) == 1
    code = f"import yinuo; print(yinuo.read({os.fspath(file('x.docx', word()))!r}).text)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=True)
    assert done.stdout == "改造教室12间。\n\n"
    assert done.stderr == ""


@linux
def test_without_limits_this_process_reads(file):
    before = children()
    assert read(file("x.docx", word()), memory=None, timeout=None).text == "改造教室12间。\n"
    assert children() == before


@pytest.mark.slow
@pytest.mark.parametrize("limits", [{"memory": 200 * MIB}, {"memory": None, "timeout": 1.0}], ids=["memory", "time"])
def test_a_small_file_that_never_ends_is_one_error(file, limits):
    path = file("forms.pdf", pdf_of_forms())
    with pytest.raises(
        InputError, match=r"forms\.pdf: (crashed its reader \(signal|was not read within 1 sec)"
    ) as caught:
        read(path, **limits)
    assert "--timeout" in str(caught.value) or "more than 200 MiB of memory" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert read(file("x.docx", word())).text == "改造教室12间。\n"


@pytest.mark.slow
def test_a_member_that_crashes_its_reader_costs_itself(file):
    path = file("all.zip", zip_of(("a.txt", TEXT), ("b.pdf", pdf_of_forms()), ("c.docx", word()), ("d.txt", TEXT)))
    found = list(documents(path, limits=Limits(200 * MIB, 30.0)))
    assert [isinstance(one, Failure) for one in found] == [False, True, False, False]
    assert [one.path for one in found] == [f"{path}!/{name}" for name in ("a.txt", "b.pdf", "c.docx", "d.txt")]
    assert "b.pdf: crashed its reader" in str(found[1].error)


@pytest.mark.slow
def test_an_archive_of_crashes_is_given_up(file):
    path = file("all.zip", zip_of(*((f"{n}.pdf", pdf_of_forms()) for n in range(9))))
    found = documents(path, limits=Limits(150 * MIB, 30.0))
    failures = []
    with pytest.raises(InputError, match=r"all\.zip: crashed its reader"):
        failures.extend(found)
    assert all(isinstance(one, Failure) for one in failures)


@pytest.mark.slow
def test_the_rest_of_a_run_is_written(file, tmp_path):
    good, bad = file("a.txt", f"2024年工作安排\n{TEXT}".encode()), file("b.pdf", pdf_of_forms())
    last = file("c.docx", word())
    done = subprocess.run(
        [sys.executable, "-m", "yinuo", "extract", good, bad, last, "-o", tmp_path / "out.jsonl", "--memory", "200M", "-q"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"yinuo: {bad}: crashed its reader (signal")
    assert {record.document for record in yinuo.stream([good, last])} == {
        record.document for record in read_records(str(tmp_path / "out.jsonl"))
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("extract",), ("stream",), ("explain", "--at", "3"), ("inspect",), ("speeches",), ("repair",),
        ("report", "-o", "OUT/r.html"), ("track", "SOUND"), ("batch", "-o", "OUT/b", "--jobs", "1"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_every_command_reads_within_limits(file, tmp_path, command):
    bad, sound = file("b.pdf", pdf_of_forms()), file("2023.txt", f"2023年工作安排\n{TEXT}".encode())
    name, *rest = (part.replace("OUT", str(tmp_path)).replace("SOUND", str(sound)) for part in command)
    done = subprocess.run(
        [sys.executable, "-m", "yinuo", name, *rest, bad, "--memory", "200M", "--timeout", "20"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "crashed its reader" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_threads_have_processes_of_their_own(file):
    paths = [file(f"{number}.docx", word(f"新建学校{number}所。")) for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert [one.text for one in pool.map(read, paths)] == [f"新建学校{number}所。\n" for number in range(12)]
    assert len(parent._waiting) <= 2


def test_two_files_at_once_and_one_left_in_the_middle(file):
    first = documents(file("a.zip", zip_of(("a.txt", "甲甲"), ("b.txt", "乙乙"))))
    second = documents(file("b.zip", zip_of(("c.txt", "丙丙"), ("d.txt", "丁丁"))))
    assert [next(first).text, next(second).text, next(first).text, next(second).text] == [
        "甲甲",
        "丙丙",
        "乙乙",
        "丁丁",
    ]
    third = documents(file("c.zip", zip_of(("e.txt", "戊戊"), ("f.txt", "己己"))))
    assert next(third).text == "戊戊"
    third.close()
    assert read(file("x.docx", word())).text == "改造教室12间。\n"


@linux
def test_a_pipe_and_a_relative_path(file, monkeypatch, tmp_path):
    file("x.docx", word())
    monkeypatch.chdir(tmp_path)
    assert read("x.docx").path == "x.docx"
    os.mkfifo(tmp_path / "pipe.docx")
    writer = threading.Thread(target=(tmp_path / "pipe.docx").write_bytes, args=(word(),))
    writer.start()
    assert read("pipe.docx").text == "改造教室12间。\n"
    writer.join()
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")  # the process that waits began elsewhere
    assert read("../x.docx").text == "改造教室12间。\n"


@linux
def test_a_process_that_was_forked_starts_its_own(file):
    path = file("x.docx", word())
    read(path)
    child = os.fork()
    if child == 0:
        os._exit(0 if read(path).text == "改造教室12间。\n" else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert read(path).text == "改造教室12间。\n"


@linux
def test_a_process_that_was_ended_meanwhile_is_replaced(file):
    path = file("x.docx", word())
    read(path)
    (waiting,) = parent._waiting
    waiting.process.kill()
    assert wait_for(lambda: waiting.process.poll() is not None)
    assert read(path).text == "改造教室12间。\n"


def test_errors_of_readers_come_back_as_they_are(file):
    with pytest.raises(yinuo.errors.FormatError, match="name a converter"):
        read(file("x.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le")))
    with pytest.raises(InputError, match="is a Parquet file that is cut short"):
        read(file("x.parquet", b"PAR1"))


def test_limits_are_checked_and_can_be_set_for_a_block():
    with pytest.raises(UsageError, match="memory: 0 is no limit"):
        read("x.txt", memory=0)
    with limited(1, 2.0), limited(None, None):
        pass


def test_an_interpreter_that_cannot_be_started_says_what_to_do(file, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/python")
    with pytest.raises(InputError, match="memory=None, timeout=None"):
        read(file("x.docx", word()))


@pytest.mark.slow
def test_rows_that_unpack_to_more_than_memory_are_refused(file):
    path = file("x.parquet", parquet_of_one_text(8 * MIB, 1000))
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError, match=r"x\.parquet"):
        list(documents(path, limits=Limits(400 * MIB, 60.0)))


@needs("cases/hostile", sibling="test_every_command_reads_within_limits")
@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(HOSTILE.glob("*")), ids=lambda path: path.name)
def test_hostile_files_are_answered(path):
    found, said = 0, []
    try:
        for one in documents(path):
            found += 1
            said += [str(one.error)] if isinstance(one, Failure) else []
    except InputError as error:
        said.append(str(error))
    assert found < 10_000
    assert all("\n" not in line and str(path) in line for line in said)

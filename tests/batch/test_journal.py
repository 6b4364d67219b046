"""Test that the journal keeps every whole frame, whatever the end of a run tears off."""

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from yinuo.batch.output.journal import Journal
from yinuo.batch.output.manifest import Entry, failed

MESSAGES = [
    (0, 0, 0, "一行\n".encode()),
    (1, 0, 0, b"x\n" * 5),
    (0, 0, 1, b"another\n"),
    (0, 0, 2, Entry(input="a.txt", records=2, size=15)),
    (1, 1, 0, b"again\n"),  # its first attempt was killed
    (1, 1, 1, Entry(input="b.txt", records=1, size=6)),
    (2, 0, 0, Entry(input="c.txt", records=0)),
    (3, 0, 0, b"half of it\n"),
    (3, 0, 0, failed("d.txt", "the file changed while it was read", "run again")),
]
WHOLE = {"a.txt": "一行\nanother\n".encode(), "b.txt": b"again\n", "c.txt": b"", "d.txt": b""}


def write(path, messages=MESSAGES):
    ends = [0]
    with Journal(path) as journal:
        for message in messages:
            journal.add(*message)
            ends.append(path.stat().st_size)
    return ends


def held(path):
    with Journal(path) as journal:
        return {name: b"".join(stored.blocks()) for name, stored in journal.done.items()}


def test_what_is_written_is_held(tmp_path):
    write(tmp_path / "journal")
    assert held(tmp_path / "journal") == WHOLE


def test_cut_anywhere_it_holds_what_was_whole_and_goes_on(tmp_path):
    ends = write(tmp_path / "journal")
    data = (tmp_path / "journal").read_bytes()
    cut = tmp_path / "cut"
    for at in sorted({*range(0, len(data), 7), *ends, *(end - 1 for end in ends[1:]), *(end + 1 for end in ends[:-1])}):
        cut.write_bytes(data[:at])
        done = [m for m, end in zip(MESSAGES, ends[1:], strict=True) if end <= at]
        names = {content.input for *_, content in done if isinstance(content, Entry)}
        assert held(cut) == {name: WHOLE[name] for name in WHOLE if name in names}
        write(cut, MESSAGES[:4])
        assert held(cut)["a.txt"] == WHOLE["a.txt"]


def test_a_frame_that_is_not_as_it_was_written_ends_it(tmp_path):
    ends = write(tmp_path / "journal")
    data = bytearray((tmp_path / "journal").read_bytes())
    data[ends[5] - 2] ^= 1
    (tmp_path / "journal").write_bytes(data)
    assert set(held(tmp_path / "journal")) == {"a.txt"}


def test_the_last_result_of_a_path_counts(tmp_path):
    write(tmp_path / "journal")
    write(tmp_path / "journal", [(0, 0, 0, b"new\n"), (0, 0, 1, Entry(input="a.txt", records=1, size=4))])
    assert held(tmp_path / "journal") == {**WHOLE, "a.txt": b"new\n"}


LIMITED = """
import sys
from yinuo.batch.output.journal import Journal
from pathlib import Path
with Journal(Path(sys.argv[1])) as journal:
    journal.add(0, 0, 0, b"x" * 100)
    try:
        journal.add(1, 0, 0, b"x" * 100_000)
    except OSError as error:
        print(error.errno, Path(sys.argv[1]).stat().st_size, journal._size)
"""


def test_a_frame_for_which_there_is_no_room_leaves_nothing(tmp_path):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    run = [sys.executable, "-c", LIMITED, str(tmp_path / "journal")]
    out = subprocess.run(run, preexec_fn=limit, capture_output=True, text=True, check=True).stdout.split()
    assert out[1] == out[2]
    assert Path(tmp_path / "journal").stat().st_size == int(out[1]) < 300


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"{}\n", b"[1]\n", b"\xff\n"])
def test_what_is_no_journal_holds_nothing(tmp_path, data):
    (tmp_path / "journal").write_bytes(data)
    assert held(tmp_path / "journal") == {}
    assert (tmp_path / "journal").stat().st_size == 0

"""Test what a person sees of a run: lines in a log, a bar on a terminal."""

import io

import pytest

from yinuo.batch import Entry, Failure, Progress, progress, watcher

BAD = Entry(input="a.txt", status="failed", failures=(Failure("a.txt", "no such file", "check the path"),))


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_rate_and_time_left(clock):
    counts = Progress(total=100, kept=10, done=10)
    assert (counts.left, counts.line()) == (None, "10 of 100 inputs, 10 kept from before")
    clock[0] = 60
    counts.add(Entry(input="x"))
    for _ in range(4):
        clock[0] += 2
        counts.add(BAD)
    assert counts.line() == "15 of 100 inputs, 10 kept from before, 4 failed, 0.5 a second, 0:02:50 left"


def test_a_log_gets_failures_at_once_and_a_line_now_and_then(clock):
    lines = []
    with watcher(io.StringIO(), lines.append) as watch:
        counts = Progress(total=3)
        counts.add(BAD)
        watch(counts, BAD)
        assert lines == ["a.txt: no such file; check the path"]
        clock[0] = 11
        watch(counts, None)
        watch(counts, None)
    assert lines[1:] == [counts.line()]


def test_quiet_says_failures_alone(clock):
    lines = []
    with watcher(io.StringIO(), lines.append, quiet=True) as watch:
        clock[0] = 99
        watch(Progress(total=3), BAD)
        watch(Progress(total=3), None)
    assert lines == ["a.txt: no such file; check the path"]


def test_a_terminal_gets_a_bar(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with watcher(stream, lambda line: None) as watch:
        counts = Progress(total=3)
        counts.add(BAD)
        watch(counts, BAD)
    assert "a.txt: no such file; check the path" in stream.getvalue()
    assert "1 of 3 inputs, 1 failed" in stream.getvalue()

"""Test the parts of the bench of ratios: which texts it takes, what it prints; one small run of each measure."""

import argparse
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"
PLAN = "2024年工作安排\n今年，我们要新建幼儿园7所。\n"


@pytest.fixture
def ratios(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    for name in ("batch", "bench", "ratios"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import ratios

    yield ratios
    for name in ("batch", "bench", "ratios"):
        sys.modules.pop(name, None)


@pytest.fixture
def options(tmp_path):
    for kind in ("national", "state-council"):
        (tmp_path / kind).mkdir()
        for number in range(5):
            (tmp_path / kind / f"{number}.txt").write_text(PLAN * 3, "utf-8")
    return argparse.Namespace(texts=tmp_path, each=2, repeats=1, line=2_000)


def test_texts_of_each_kind_that_there_is(ratios, options):
    found = ratios.kinds(options.texts, 2)
    assert {kind: [path.name for path in paths] for kind, paths in found.items()} == {
        "national": ["0.txt", "2.txt"],
        "state-council": ["0.txt", "2.txt"],
    }
    assert list(ratios.kinds(options.texts / "national", 9)) == ["national"]


def test_each_measure(ratios, options):
    measured = ratios.ratios(options)
    assert list(measured) == ["national", "state-council"]
    assert min(measured.values()) > 0
    worker = ratios.worker(options)
    assert 20 < worker["before its first text"] <= worker["after it"]
    line = ratios.line(options)
    assert 2_000 <= line["characters"] < 2_020
    assert line["records"] == 250


def test_two_jobs_against_one(ratios, options, monkeypatch):
    monkeypatch.setattr(ratios, "BATCHES", {(3, 300): 1.6})
    (run,) = ratios.jobs(options)
    assert (run["documents"], run["characters"]) == (3, 300)
    assert min(run["one"], run["two"]) > 0


def test_rows_hold_figures_against_limits(ratios):
    figures = {
        "ratios": {"national": 2.0, "provincial": 1.81, "state-council": 2.5, "speeches": 4.0},
        "startup": {"python -c pass": 0.01, "import yinuo": 0.02, "yinuo --help": 0.15, ratios.FIRST: 0.9},
        "worker": {"before its first text": 110.0, "after it": 125.0},
        "line": {"characters": 270_000, "records": 30_000, "seconds": 4.25, "peak": 190.0, "bytes": 280.0},
        "jobs": [
            {"documents": 100, "characters": 2_000, "one": 4.0, "two": 2.5},
            {"documents": 400, "characters": 15_000, "one": 60.0, "two": 40.0},
        ],
    }
    rows = ratios.rows(figures)
    assert rows[:4] == [
        ("national: time, yinuo to jieba.lcut", "2.00", "2.3"),
        ("provincial: time, yinuo to jieba.lcut", "1.81", "1.9"),
        ("state-council: time, yinuo to jieba.lcut", "2.50", "2.9"),
        ("speeches: time, yinuo to jieba.lcut", "4.00", "3.0"),
    ]
    assert rows[4] == ("yinuo extract, a small text: ms (90.0 × python -c pass)", "900", "1,000")
    assert ("a worker after it: MiB", "125", "200") in rows
    assert ("100 documents of 2,000 characters: 2 jobs to 1", "1.60", "at least 1.6") in rows
    assert ("400 documents of 15,000 characters: 2 jobs to 1", "1.50", "at least 1.9") in rows
    assert ("one line of 270,000 characters, 30,000 records: seconds", "4.2", "4.6") in rows
    assert ratios.table(figures).row_count == len(rows) == 12

"""Test the parts of the batch benchmark: its texts, table and sample of memory; `make bench` measures the speed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(BENCH)
    spec = importlib.util.spec_from_file_location("bench_of_batches", BENCH / "batch.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_texts_are_all_different_and_of_one_size(bench, tmp_path):
    bench.make_documents(tmp_path / "a", BENCH.parent / "corpus" / "speeches", 12, seed=1)
    bench.make_documents(tmp_path / "b", BENCH.parent / "corpus" / "speeches", 12, seed=1)
    one, two = ([path.read_text("utf-8") for path in sorted((tmp_path / n).rglob("*.txt"))] for n in "ab")
    assert one == two
    assert len(set(one)) == 12
    assert {len(text) for text in one} == {bench.SIZE}


def test_table_holds_ratios_against_bounds(bench):
    runs = {
        "1": {"seconds": 100.0, "peaks": {"tenth": [200.0], "end": [210.0]}},
        "2": {"seconds": 50.0, "peaks": {}},
    }
    rows = bench.rows({"documents": 1000, "runs": runs, "resumed": 1.0, "same_bytes": True})
    assert ("2 jobs to 1", "2.00", "at least 1.7") in rows
    assert ("1 jobs: its growth from a tenth to the end", "5.0%", "under 10%") in rows
    assert ("resuming the finished run, of its time", "2.00%", "at most 3%") in rows


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not tell of processes in /proc")
def test_memory_of_processes_is_seen(bench):
    before = bench.worker_peaks()
    command = [sys.executable, "-c", "print(flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        assert len(bench.worker_peaks()) == len(before) + 1
        assert max(bench.worker_peaks()) > 1
        process.communicate(b"\n")

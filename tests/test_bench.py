"""Test the parts of the bench: its texts, its table; `make bench` measures the speed."""

import argparse
import importlib.util
import io
from pathlib import Path

import pytest
from rich.console import Console

PARAGRAPHS = ["新建公园7座。", "修路3公里。", "加强队伍建设，完善制度。"]


@pytest.fixture(scope="module")
def bench():
    path = Path(__file__).parents[1] / "bench" / "bench.py"
    spec = importlib.util.spec_from_file_location("bench_script", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("size", [1, 7, 8, 100, 5_000])
def test_text_has_the_size_asked_for_and_only_the_given_paragraphs(bench, size):
    text = bench.make_text(PARAGRAPHS, size, seed=1)
    *whole, last = text.split("\n")
    assert len(text) == size
    assert set(whole) <= {*PARAGRAPHS, ""}
    assert any(paragraph.startswith(last) for paragraph in PARAGRAPHS)


def test_seed_chooses_the_order(bench):
    texts = [bench.make_text(PARAGRAPHS, 400, seed) for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_folder_without_texts_is_a_clear_exit(bench, tmp_path):
    with pytest.raises(SystemExit, match=r"no \.txt file with text"):
        bench.read_paragraphs(tmp_path)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text("新建公园7座。\n\n修路3公里。\n", "utf-8")
    assert bench.read_paragraphs(tmp_path) == PARAGRAPHS[:2]


def test_table_holds_ratios_against_limits(bench):
    figures = {
        "speed": {
            "100000": {"yinuo": {"wall": 1.0, "processor": 0.9}, "jieba": {"wall": 0.5, "processor": 0.4}},
            "1000000": {"yinuo": {"wall": 11.0, "processor": 9.9}, "jieba": {"wall": 5.0, "processor": 4.5}},
        },
        "peak": {"loaded": 200.0, "100000": 250.0, "1000000": 700.0},
        "memory": {"50": 300.0, "100": 301.0, "200": 302.0, "400": 315.0},
        "startup": {"python -c pass": 0.01, "import yinuo": 0.02, "yinuo --help": 0.15, bench.FIRST: 1.2},
    }
    console = Console(file=io.StringIO(), width=120)
    bench.show(figures, console)
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in console.file.getvalue().splitlines()]
    assert ["100,000 characters: time, yinuo to jieba", "2.25", "3"] in rows
    assert ["time for ten times the text, by ten", "1.10", "1.2"] in rows
    assert ["memory after 400 to after 50", "1.05", "1.1"] in rows
    assert ["yinuo --help: ms (15.0 × python -c pass)", "150", "300"] in rows
    assert ["yinuo extract, a small text: ms (120.0 × python -c pass)", "1200", "1,000"] in rows


def test_startup_is_measured_in_processes_of_its_own(bench):
    seconds = bench.startup(argparse.Namespace(repeats=-1))
    assert list(seconds) == [bench.BARE, "import yinuo", "yinuo --help", bench.FIRST]
    assert min(seconds.values()) > 0, "which is longer, the load of the machine decides as well"

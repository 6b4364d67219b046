"""corpus/damage.py, which makes texts lose characters, and the damaged sample that it made."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yinuo
from tests.scripts import load_script
from yinuo.damage.diagnosis import inspect
from yinuo.damage.repair import repair

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "corpus/damaged").glob("*.txt"))


TOOL = load_script(ROOT / "corpus/damage.py")
INTACT = {path.name: (path.parent / "intact" / path.name).read_text("utf-8") for path in SAMPLES}


def test_examples_of_the_tool() -> None:
    assert doctest.testmod(TOOL).failed == 0


@given(
    st.text("加强02年公众，\n", max_size=40), st.sets(st.sampled_from("加02公")), st.integers(0, 40), st.integers(0, 40)
)
def test_losses_give_the_sound_text_back(text: str, lost: set[str], start: int, end: int) -> None:
    damaged, losses = TOOL.damage(text, "".join(lost), start=start, end=end)
    assert TOOL.mended(damaged, losses) == text
    for loss in losses:
        assert set(loss.lost) <= lost
        assert text[loss.source : loss.source + len(loss.lost)] == loss.lost


def test_draws_are_the_same_and_follow_frequency() -> None:
    text = "加" * 90 + "众" * 9 + "公" + "2" * 5
    assert TOOL.draw(text, 2, digits=1, seed=7) == TOOL.draw(text[::-1], 2, digits=1, seed=7)
    assert sum("加" in TOOL.draw(text, 1, seed=seed) for seed in range(50)) > 35
    assert set(TOOL.draw(text, 9)) == set("公众加")
    assert TOOL.draw(text, 0, digits=3) == "2"


def test_the_tool_as_a_command(tmp_path: Path) -> None:
    source, out, losses = (tmp_path / name for name in ("a.txt", "b.txt", "c.jsonl"))
    source.write_text("加强2010年工作", "utf-8")
    command = [sys.executable, ROOT / "corpus/damage.py", source, out, "--lost", "01加", "--losses", losses]
    subprocess.run(command, check=True)
    assert out.read_text("utf-8") == "强2年工作"
    assert json.loads(losses.read_text("utf-8").splitlines()[1]) == {"at": 2, "lost": "010", "source": 3}


def test_the_samples_are_what_the_tool_makes(tmp_path: Path) -> None:
    TOOL.samples(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (ROOT / "corpus/damaged").iterdir() if path.is_file()}
    assert made == kept != {}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_a_sample_is_diagnosed(path: Path) -> None:
    intact, found = INTACT[path.name], inspect(path.read_text("utf-8"))
    assert inspect(intact).lost == ()
    assert found.digits == {"0", "1"}
    assert set("01加公众文费") <= found.characters <= set(TOOL.USUAL)
    assert {(item.start, item.end) for item in found.lost} == {(0, found.length)}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_repairs_of_a_sample_are_right(path: Path) -> None:
    damaged = path.read_text("utf-8")
    lost = {loss.at: loss.lost for loss in TOOL.damage(INTACT[path.name], TOOL.USUAL)[1]}
    applied = [r for r in repair(damaged, inspect(damaged)).repairs if r.applied]
    right = [r for r in applied if set(r.insert) <= set(lost.get(r.at, ""))]
    assert len(applied) > 60
    assert len(right) >= 0.95 * len(applied)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_records_of_a_sample(path: Path) -> None:
    source = path.read_text("utf-8")
    found = yinuo.extract(source)
    assert [speech.year for speech in found.speeches] == [2025]
    assert any(record.restored and record.restored.startswith("加") for record in found)
    numbers = [q for record in found for q in record.quantities if any(c.isdigit() for c in q.text)]
    assert len(numbers) > 50
    assert all(q.damaged for q in numbers)
    assert all(source[record.start : record.end] == record.text for record in found)


def test_a_run_shows_the_diagnosis() -> None:
    done = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True)
    shown = [line for line in done.stdout.splitlines() if "yinuo inspect" in line]
    assert shown
    assert all(path.relative_to(ROOT).as_posix() in shown[0] for path in SAMPLES)

"""Test the gate itself, with extractions that give the gold back, whole or in part."""

import io
import json

import pytest
from rich.console import Console

from tests.evaluate.samples import ALL, write_gold
from tests.gate.__main__ import main
from tests.gate.floors import FILE, GoldSet, Refused, fallen, measure, proposed, read_floors, review, write_floors
from yinuo.evaluate import MEASURES, digest


def perfect(document):
    return list(ALL)


def half(document):
    return list(ALL[:2])


@pytest.fixture
def gold_set(tmp_path):
    gold = write_gold(tmp_path, reference_date="2022-03-01", default_actor="市政府")
    floors = dict.fromkeys(MEASURES, 0.6)
    return GoldSet("small", str(gold), str(tmp_path / "speeches"), False, digest(gold), floors)


def run(gold_set, tmp_path, extract, *arguments):
    file = tmp_path / "floors.json"
    write_floors({"small": gold_set}, file)
    console = Console(file=io.StringIO(), width=400)
    status = main(arguments, file=file, extract=extract, console=console)
    return status, read_floors(file)["small"], console.file.getvalue()


@pytest.mark.parametrize(("score", "floor"), [(1, 0.995), (0.9, 0.895), (0.88349, 0.878), (0.003, 0), (0, 0)])
def test_floor_under_a_score(score, floor):
    assert proposed(score) == floor


def test_falls_below_a_floor(gold_set):
    assert fallen(gold_set, measure(gold_set, perfect)) == []
    low = [line.split(":")[0] for line in fallen(gold_set, measure(gold_set, lambda document: []))]
    assert low == [f"small {name}" for name in MEASURES]


def test_extraction_gets_text_date_and_actor(gold_set):
    seen = []
    measure(gold_set, lambda document: seen.append(document) or [])
    assert [(d.name, d.reference_date, d.default_actor, d.text[:2]) for d in seen] == [
        ("a.txt", "2022-03-01", "市政府", "今年")
    ]


def test_gold_without_its_text_is_no_pass(gold_set, tmp_path):
    (tmp_path / "speeches" / "a.txt").unlink()
    with pytest.raises(AssertionError, match=r"gold without its text in .*: a\.txt"):
        measure(gold_set, perfect)


def test_shows_without_writing(gold_set, tmp_path):
    status, after, told = run(gold_set, tmp_path, perfect)
    assert (status, after) == (0, gold_set)
    assert "0.995" in told


def test_write_raises_floors_and_takes_the_digest(gold_set, tmp_path):
    write_gold(tmp_path, ALL[:2], reference_date="2022-03-01", default_actor="市政府")
    status, after, _ = run(gold_set, tmp_path, half, "--write")
    assert status == 0
    assert set(after.floors.values()) == {0.995}
    assert after.digest == digest(gold_set.folder) != gold_set.digest


def test_write_never_lowers_a_floor_that_holds(gold_set, tmp_path):
    strict = GoldSet(**{**vars(gold_set), "floors": dict.fromkeys(MEASURES, 0.999)})
    status, after, _ = run(strict, tmp_path, perfect, "--write")
    assert (status, after.floors) == (0, strict.floors)


def test_lowering_is_refused_without_a_reason(gold_set, tmp_path):
    strict = GoldSet(**{**vars(gold_set), "floors": dict.fromkeys(MEASURES, 0.9)})
    status, after, told = run(strict, tmp_path, half, "--write")
    assert (status, after) == (1, strict)
    assert "small detection: F1 0.6667 is below the floor 0.900" in told
    with pytest.raises(Refused, match="--lower REASON"):
        review(strict, measure(strict, half), lower="  ")


def test_lowering_keeps_its_reason(gold_set, tmp_path):
    floors = {**dict.fromkeys(MEASURES, 0.5), "detection": 0.9}
    strict = GoldSet(**{**vars(gold_set), "floors": floors})
    status, after, _ = run(strict, tmp_path, half, "--write", "--lower", "the codebook changed")
    assert status == 0
    assert after.floors["detection"] == 0.661
    assert after.lowered == [{"measure": "detection", "from": 0.9, "to": 0.661, "reason": "the codebook changed"}]


def test_absent_optional_gold_keeps_its_floors(gold_set, tmp_path):
    away = GoldSet(**{**vars(gold_set), "gold": str(tmp_path / "nowhere"), "optional": True})
    status, after, told = run(away, tmp_path, perfect, "--write")
    assert (status, after) == (0, away)
    assert "its floors stay" in told


def test_floors_file_names_no_machine():
    for own in json.loads(FILE.read_text("utf-8")).values():
        assert not own["gold"].startswith("/")
        assert not own["texts"].startswith("/")

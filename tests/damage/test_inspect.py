"""``yinuo inspect``: what it prints for a person and for a program, and how it ends."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tests.damage.samples import SPEECHES, without
from yinuo.cli import app

ALL = "\n".join(SPEECHES.values())


@pytest.fixture
def inspect(tmp_path):
    def run(text, *options):
        file = tmp_path / "plan.txt"
        file.write_text(text, "utf-8")
        found = CliRunner().invoke(app, ["inspect", str(file), *options], prog_name="yinuo", env={"COLUMNS": "100"})
        assert found.exit_code == 0, found.output
        return found.output.replace(str(file), "plan.txt")

    return run


def test_a_person_is_told_what_is_lost(inspect):
    lines = inspect(without(ALL, "01加众")).splitlines()
    assert lines[0].startswith("plan.txt: 4 characters lost throughout: 01众加; digits among them: 01")
    table = [line.split() for line in lines if line.strip().startswith(("0 ", "加 "))]
    assert [row[0] for row in table] == ["0", "加"]
    assert all(row[2] == "0" and row[4] == f"0..{len(without(ALL, '01加众'))}" for row in table)


def test_a_sound_text_is_called_sound(inspect):
    assert inspect(ALL) == "plan.txt: no damage found\n"


def test_a_short_text_says_why_it_tells_nothing(inspect):
    assert inspect("新建幼儿园7所。") == (
        "plan.txt: no damage found; too short to tell which characters are missing: 8 of at least 1500\n"
    )


def test_symptoms_are_listed(inspect):
    printed = inspect("到1 9 9 8 年底，完成\ufffd项。")
    assert printed.startswith("plan.txt: 1 × replacement; 1 × torn_digits; too short")
    assert "1 9 9 8 年" in printed
    assert "1..10" in printed


def test_a_program_gets_json(inspect):
    found = json.loads(inspect(without(ALL, "01加众"), "--json"))
    assert set(found) == {"document", "damaged", "length", "lost", "symptoms", "note"}
    assert found["damaged"] is True
    assert {item["character"] for item in found["lost"]} == set("01加众")
    assert set(found["lost"][0]) == {"character", "expected", "observed", "p_value", "start", "end"}
    assert json.loads(inspect(ALL, "--json"))["damaged"] is False


def test_a_missing_file_ends_with_1():
    found = CliRunner().invoke(app, ["inspect", "nowhere.txt"], prog_name="yinuo")
    assert found.exit_code == 1
    assert "no such file" in found.output


def test_no_pipeline_is_loaded(tmp_path):
    (tmp_path / "plan.txt").write_text(ALL, "utf-8")
    code = (
        "import sys\nfrom yinuo.cli import app\n"
        "try: app(['inspect', 'plan.txt', '--json'])\nexcept SystemExit: pass\n"
        "assert not {'spacy', 'jieba', 'datasets'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)

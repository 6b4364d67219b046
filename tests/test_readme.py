"""The README is a test: its Python runs, its commands run and print what it says, and no command is missing."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from yinuo.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(language):
    return [code for name, code in BLOCKS if name == language]


def steps(block):
    """Commands of a block, each with what it prints: ``$ command``, then lines of output, ``...`` for any."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        yield command, wanted


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("readme")
    (place / "corpus").symlink_to(ROOT / "corpus")
    return place


COMMANDS = [step for block in blocks("console") for step in steps(block)]


@pytest.mark.parametrize(("command", "wanted"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_command_prints_what_the_readme_says(folder, command, wanted):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "COLUMNS": "120"}
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    right = doctest.OutputChecker().check_output(wanted, result.stdout, FLAGS)
    assert right, f"wanted:\n{wanted}\ngot:\n{result.stdout}"


@pytest.mark.parametrize("block", blocks("python"))
def test_python_gives_what_the_readme_says(block):
    test = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
    assert test.examples
    report = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.append)
    assert not report, "".join(report)


def test_every_command_stands_in_the_readme():
    names = set(typer.main.get_command(app).commands)
    shown = {match[1] for command, _ in COMMANDS if (match := re.match(r"yinuo ([a-z]+)", command))}
    assert shown == names


def test_every_field_of_a_record_stands_in_the_readme():
    from yinuo.records import Commitment

    fields = {field.alias or name for name, field in Commitment.model_fields.items()}
    table = README.partition("## A record")[2].partition("\n## ")[0]
    assert not [field for field in fields if f"`{field}`" not in table]


def test_every_file_the_readme_names_is_there():
    for name in re.findall(r"`((?:pipeline|corpus|bench|tests)/[\w./-]*)`", README):
        assert (ROOT / name).exists(), name

"""Test the README: its Python runs, its commands run and print what it says, and no command is missing."""

import re

import pytest
import typer
import yaml

from tests.blocks import ROOT, blocks, missing_files, run_command, run_python, steps, with_corpus
from yinuo.cli import app

README = (ROOT / "README.md").read_text("utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text("utf-8")
COMMANDS = list(steps(README))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return with_corpus(tmp_path_factory.mktemp("readme"))


@pytest.mark.parametrize(("command", "wanted"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_command_prints_what_the_readme_says(folder, command, wanted):
    run_command(command, wanted, folder)


@pytest.mark.parametrize("block", blocks(README, "python"))
def test_python_gives_what_the_readme_says(block):
    run_python(block, "README.md")


def test_every_command_stands_in_the_readme():
    names = set(typer.main.get_command(app).commands)
    shown = {match[1] for command, _ in COMMANDS if (match := re.match(r"yinuo ([a-z]+)", command))}
    assert shown == names


@pytest.mark.parametrize("readme", [README, CHINESE], ids=["English", "Chinese"])
def test_every_field_of_a_record_stands_in_the_readme(readme):
    from yinuo.records import Commitment

    fields = {field.alias or name for name, field in Commitment.model_fields.items()}
    table = re.split(r"^## (?:A record|一条记录)$", readme, flags=re.MULTILINE)[1].partition("\n## ")[0]
    assert not [field for field in fields if f"`{field}`" not in table]


def test_both_readmes_have_the_same_code():
    assert code(CHINESE) == code(README)


def code(readme):
    """Blocks of a README, less the comments of its shell commands, which are in the language of the page."""
    return [(name, re.sub(r" *#.*", "", text) if name == "sh" else text) for name, text in blocks(readme)]


def test_both_readmes_have_the_same_parts():
    assert [len(mark) for mark in headings(CHINESE)] == [len(mark) for mark in headings(README)]
    assert scores(CHINESE) == scores(README)


def headings(readme):
    without_code = re.sub(r"^```.*?^```$", "", readme, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"^(#+) ", without_code, flags=re.MULTILINE)


def scores(readme):
    """Numbers of the table of scores."""
    found = re.findall(r"0\.\d{3}", readme.partition("<!-- scores: begin -->")[2].partition("<!-- scores: end -->")[0])
    assert found
    return found


@pytest.mark.parametrize("readme", [README, CHINESE], ids=["English", "Chinese"])
def test_every_file_the_readme_names_is_there(readme):
    assert not missing_files(readme)


@pytest.mark.parametrize("readme", [README, CHINESE], ids=["English", "Chinese"])
def test_the_way_by_pip_on_windows_is_the_one_that_the_workflow_goes(readme):
    (block,) = (text for name, text in blocks(readme) if name == "bat")
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8"))
    steps = [step.get("run", "") for step in workflow["jobs"]["windows"]["steps"]]
    (told,) = (step for step in steps if "pip install ." in step and "dev" not in step)
    assert [line.removesuffix(" || exit /b") for line in told.splitlines()] == block.splitlines()
    assert "make" not in " ".join(steps)

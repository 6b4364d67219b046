"""What a project has besides its code: pages name files that are there, and the workflows do what the project says."""

import re
import tomllib

import pytest
import yaml
from typer.main import get_command

from tests.blocks import ROOT, missing_files
from yinuo.cli import app

PAGES = ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", *sorted(p.relative_to(ROOT).as_posix() for p in [
    *(ROOT / "corpus").glob("*.md"), *(ROOT / "models").glob("*/README.md"),
])]  # fmt: skip
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))


def load(path):
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_files_that_the_page_names_are_there(page):
    assert not missing_files((ROOT / page).read_text("utf-8"))


def test_architecture_shows_every_part_of_the_package():
    tree = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("```\n")[2].partition("\n```")[0]
    package = ROOT / "pipeline" / "yinuo"
    parts = {f"{path.name}/" for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"}
    parts |= {path.name for path in package.glob("*.py") if path.name not in ("__main__.py", "_version.py")}
    assert not {part for part in parts if not re.search(rf"^  {re.escape(part)}", tree, flags=re.MULTILINE)}


def test_architecture_has_the_layers_of_the_contract():
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    shown = page.partition("## Layers")[2].partition("```\n")[2].partition("\n```")[0].splitlines()
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    assert [sorted(line.split(" | ")) for line in shown] == [sorted(names(line)) for line in layers]


def names(layer):
    return layer.replace("yinuo.", "").split(" | ")


@pytest.mark.parametrize("form", [f for f in FORMS if f.name != "config.yml"], ids=lambda path: path.name)
def test_issue_form_asks_for_something(form):
    made = load(form)
    assert made["name"]
    assert made["description"]
    assert all(field["attributes"]["label"] for field in made["body"])
    assert any(field.get("validations", {}).get("required") for field in made["body"])
    ids = [field["id"] for field in made["body"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_runs_what_there_is(workflow):
    jobs = load(workflow)["jobs"]
    for job in jobs.values():
        needed = job.get("needs", [])
        assert {needed} <= set(jobs) if isinstance(needed, str) else set(needed) <= set(jobs)
        if "uses" in job:
            assert (ROOT / job["uses"]).exists()
        for step in job.get("steps", []):
            assert set(re.findall(r"\bmake ([a-z]+)", step.get("run", ""))) <= TARGETS
            for folder in re.findall(r"\b(?:tests|corpus)[\\/][\w\\/.-]+", step.get("run", "")):
                assert (ROOT / folder.replace("\\", "/")).exists()


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_asks_for_files_commands_and_tools_that_there_are(workflow):
    made = load(workflow)
    assert set(made) <= {"name", True, "permissions", "concurrency", "jobs"}  # YAML 1.1 reads "on" as True
    steps = [step for job in made["jobs"].values() for step in job.get("steps", [])]
    told = "\n".join(step.get("run", "") for step in steps)
    asked = {step["with"]["cache-dependency-path"] for step in steps if "cache-dependency-path" in step.get("with", {})}
    assert all((ROOT / name).is_file() for name in asked | set(re.findall(r"-r (\S+)", told)))
    assert set(re.findall(r"\byinuo (?:--lang \w+ )?([a-z]+)", told)) <= set(get_command(app).commands)
    group = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["release"]
    tools = {"build": "build", "twine": "twine", "cyclonedx-py": "cyclonedx-bom"}
    used = [tool for tool in tools if re.search(rf"(?:-m |^ *){tool}\b", told, flags=re.M)]
    assert all(any(one.startswith(f"{tools[tool]}>=") for one in group) for tool in used)
    assert all(re.fullmatch(r"[\w./-]+@(?:v\d+|release/v\d+)", step["uses"]) for step in steps if "uses" in step)
    assert all(("run" in step) != ("uses" in step) for step in steps)
    assert all("timeout-minutes" in job for job in made["jobs"].values() if "steps" in job)


def test_all_versions_of_python_are_tested():
    wanted = [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", c)]
    jobs = load(ROOT / ".github" / "workflows" / "test.yml")["jobs"]
    assert all(job["strategy"]["matrix"]["python"] == wanted for job in jobs.values())


def test_citation_is_of_the_newest_release():
    citation = load(ROOT / "CITATION.cff")
    release = re.search(r"^## \[(.+?)\] - ([\d-]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    assert (citation["version"], str(citation["date-released"])) == release.groups()
    assert citation["license"] == PROJECT["license"]


def test_source_distribution_has_the_files_it_names():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    included = tomllib.loads(text)["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert all((ROOT / name.removeprefix("/")).exists() for name in included)

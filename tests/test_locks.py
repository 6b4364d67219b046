"""The lock files hold what pyproject.toml asks for, each file by its hash, and no address of a registry."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.blocks import ROOT

WHOLE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN = WHOLE["project"]["dependencies"] + WHOLE["build-system"]["requires"]
WANTED = {
    "requirements.lock": RUN,
    "requirements-dev.lock": RUN + WHOLE["project"]["optional-dependencies"]["dev"],
    "requirements-release.lock": WHOLE["dependency-groups"]["release"],
}
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", flags=re.MULTILINE)


def lock(name):
    return (ROOT / name).read_text("utf-8")


def pins(name):
    """Give the versions of each library; several where versions of Python need their own."""
    found = {}
    for library, version in PINNED.findall(lock(name)):
        found.setdefault(canonicalize_name(library), []).append(version)
    return found


def missing(wanted, found):
    """Name requirements that no pinned version meets."""
    needs = [Requirement(line) for line in wanted]
    return [
        str(need)
        for need in needs
        if not found.get(canonicalize_name(need.name))
        or not all(
            need.specifier.contains(version, prereleases=True) for version in found[canonicalize_name(need.name)]
        )
    ]


@pytest.mark.parametrize("name", WANTED)
def test_lock_has_what_the_project_asks_for(name):
    assert not missing(WANTED[name], pins(name)), "pyproject.toml changed: run `make lock`"


def test_a_stale_lock_is_seen():
    found = {"spacy": ["3.7.5"], "numpy": ["2.4.6", "2.5.5"]}
    assert missing(["spaCy>=3.8,<4", "numpy>=2.5", "numpy>=2", "torch"], found) == [
        "spaCy<4,>=3.8",
        "numpy>=2.5",
        "torch",
    ]


@pytest.mark.parametrize("name", WANTED)
def test_each_pin_has_hashes_and_no_address(name):
    text = lock(name)
    parts = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert len(parts) > 20
    assert all(PINNED.match(part) and re.search(r"--hash=sha256:[0-9a-f]{64}\b", part) for part in parts)
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links", text)


def test_run_and_test_have_the_same_versions():
    assert not {library for library, versions in pins("requirements.lock").items()
                if pins("requirements-dev.lock")[library] != versions}  # fmt: skip


def test_make_installs_by_hash():
    rules = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^LOCKED = .*--require-hashes -r$", rules, flags=re.MULTILINE)
    assert "$(LOCKED) requirements.lock" in rules
    assert "$(LOCKED) requirements-dev.lock" in rules
    unlocked = [line for line in rules.splitlines() if "$(PIP) -e ." in line]
    assert all("$(LOCKED)" in line and "|| { $(UNLOCKED);" in line for line in unlocked), "only where the lock fails"

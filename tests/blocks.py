"""Run the code blocks of a page: its Python as doctests, its commands, each beside what the page says."""

import contextlib
import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from yinuo.cli import app

ROOT = Path(__file__).parent.parent
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
# A block may be indented, as in a list.
_BLOCK = re.compile(r"^( *)```(\w+)[^\n]*\n(.*?)^\1```$", flags=re.DOTALL | re.MULTILINE)
_SHELL = frozenset("|&;<>()$`*?[]{}~\n")  # what only a shell understands
_SOURCE = re.compile(r"`((?:pipeline|corpus|bench|tests|models|docs|notebooks)/[\w./-]*|yinuo/[\w./-]+)`")


def blocks(page, language=None):
    """Blocks of a page in one language, or pairs of language and code of all."""
    found = [(name, re.sub(f"^{indent}", "", code, flags=re.MULTILINE)) for indent, name, code in _BLOCK.findall(page)]
    return found if language is None else [code for name, code in found if name == language]


def steps(page):
    """Commands of a page's console blocks, each with what it prints: ``$ command``, then lines, ``...`` for any."""
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, wanted = part.partition("\n")
            yield command, wanted


def run_command(command, wanted, folder):
    """Run a command in a folder; it must succeed, print what is wanted, and nothing to the standard error.

    A plain ``yinuo ...`` runs in this process: to start one takes longer than most commands of a page.
    """
    plain = command.startswith("yinuo ") and not _SHELL & set(command)
    code, printed, complaints = (_call if plain else _shell)(command, folder)
    assert code == 0, complaints
    assert complaints == ""
    right = doctest.OutputChecker().check_output(wanted, printed, FLAGS)
    assert right, f"wanted:\n{wanted}\ngot:\n{printed}"


def _call(command, folder):
    with contextlib.chdir(folder):
        result = CliRunner().invoke(app, shlex.split(command)[1:], prog_name="yinuo", env={"COLUMNS": "120"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def _shell(command, folder):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "COLUMNS": "120"}
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return result.returncode, result.stdout, result.stderr


def run_python(block, name):
    """Run a block of Python as a doctest; it must have examples, and they must print what is wanted."""
    test = doctest.DocTestParser().get_doctest(block, {}, name, name, 0)
    assert test.examples
    report = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.append)
    assert not report, "".join(report)


def with_corpus(folder):
    """The folder, with the sample speeches in it under their usual path."""
    (folder / "corpus").symlink_to(ROOT / "corpus")
    return folder


def missing_files(page):
    """Files of the repository that a page names and that are not there; ``yinuo/...`` is in ``pipeline``."""
    named = [
        name if "/" in name and not name.startswith("yinuo/") else f"pipeline/{name}" for name in _SOURCE.findall(page)
    ]
    return [name for name in named if not (ROOT / name).exists()]

"""Run the code blocks of a page: its Python as doctests, its commands in a shell, each beside what the page says."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
# A block may be indented, as in a list.
_BLOCK = re.compile(r"^( *)```(\w+)[^\n]*\n(.*?)^\1```$", flags=re.DOTALL | re.MULTILINE)
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
    """Run a command in a folder; it must succeed, print what is wanted, and nothing to the standard error."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "COLUMNS": "120"}
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    right = doctest.OutputChecker().check_output(wanted, result.stdout, FLAGS)
    assert right, f"wanted:\n{wanted}\ngot:\n{result.stdout}"


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

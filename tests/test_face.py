"""Test the face of the package: what importing it costs, what it names, what may not be imported."""

import ast
import inspect
import operator
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

import yinuo
from yinuo import cli, writers
from yinuo.cli import app

ROOT = Path(__file__).parent.parent
HEAVY = (
    "spacy",
    "thinc",
    "jieba",
    "rjieba",
    "rjieba.rjieba",
    "torch",
    "transformers",
    "datasets",
    "numpy",
    "srsly",
    "ray",
    "openpyxl",
)
TABLES = ("pandas", "pyarrow", "sqlalchemy")
MODELS = ("pydantic", "rich")
MOST_STARTS = 3
COMMAND = "import sys, yinuo.cli; sys.argv = ['yinuo', *{args}]\ntry: yinuo.cli.main()\nexcept SystemExit: pass"


def python(code):
    """Run code in a fresh interpreter; the last line of its output."""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()[-1]


def command(*args):
    return COMMAND.format(args=args)


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        pytest.param("import yinuo", HEAVY + MODELS, id="import"),
        pytest.param("import yinuo.cli", HEAVY + MODELS, id="cli"),
        pytest.param(command("--help"), HEAVY + MODELS, id="help"),
        pytest.param(command("--version"), HEAVY + MODELS, id="version"),
        # From here on pydantic may be there: newer versions of typer read arguments with it.
        pytest.param(command("extract", "--help"), HEAVY, id="extract --help"),
        pytest.param(command("batch", "--help"), HEAVY, id="batch --help"),
        pytest.param(command("extract", "x", "--date", "x"), HEAVY, id="wrong date"),
        pytest.param(command("extract", "no-such-file"), HEAVY, id="missing file"),
        pytest.param(command("schema"), HEAVY + TABLES, id="schema"),
        pytest.param(command("convert", "--help"), HEAVY + TABLES, id="convert --help"),
        pytest.param(command("convert", "no-such-file", "-o", "x.csv"), HEAVY + TABLES, id="convert to CSV"),
        pytest.param("import yinuo.writers.annotation, yinuo.writers.targets", HEAVY + TABLES, id="writers"),
        pytest.param(command("values", "新建7所"), HEAVY, id="values"),
        pytest.param("import yinuo; yinuo.quantities('7所'), yinuo.deadlines('年内')", HEAVY, id="face"),
        pytest.param(
            "import yinuo; yinuo.extract('新建幼儿园7所。')", ("jieba", "torch", "datasets", *TABLES), id="extraction"
        ),
    ],
)
def test_nothing_heavy_is_loaded(code, forbidden):
    assert python(f"{code}\nimport sys; print([name for name in {forbidden} if name in sys.modules])") == "[]"


@pytest.mark.parametrize("code", ["import yinuo", command("--help")])
def test_start_takes_little_more_than_that_of_the_library_of_the_command_line(code):
    assert processor_time(code) < MOST_STARTS * processor_time("import typer")


def processor_time(code):
    """Processor's seconds of a whole process, the best of three: other work on the machine does not count."""
    return min(float(python(f"{code}\nimport time; print(time.process_time())")) for _ in range(3))


def test_every_name_of_the_face_is_there():
    for name in yinuo.__all__:
        assert getattr(yinuo, name) is not None
        assert name in dir(yinuo)
    with pytest.raises(AttributeError, match="no attribute 'promises'"):
        yinuo.promises  # noqa: B018


@pytest.mark.parametrize("args", [("extract", "--help"), ("review", "--help"), ("values", "新建7所"), ("convert", "x")])
def test_a_command_that_is_made_alone_says_what_it_says_among_all(args, monkeypatch, capsys):
    told = []
    for verbs in ((args[0],), cli._VERBS):
        monkeypatch.setattr(sys, "argv", ["yinuo", *args])
        with pytest.raises(SystemExit) as ended:
            cli._made(*verbs)(prog_name="yinuo")
        told.append((ended.value.code, *capsys.readouterr()))
    assert told[0] == told[1]
    assert any(told[0][1:])


def commands(group, path=()):
    """Every command of the command line, as its words."""
    for name, command in group.commands.items():
        yield from commands(command, (*path, name)) if hasattr(command, "commands") else [(*path, name)]


COMMANDS = sorted(commands(get_command(app)))
# `yinuo review RESULTS` is a command with commands of its own, and yinuo.review a function, which has no members.
# `yinuo reader` is a group only: its commands are functions of longer names.
NAMES = {"review.open": "review", "review.export": "review_export", "review.agreement": "review_agreement"}
NAMES |= {"reader.train": "reader_train", "reader.evaluate": "reader_evaluate", "reader.export": "reader_export"}
NAMES |= {"reader.voice": "reader_voice"}
VERBS = {name: operator.attrgetter(NAMES.get(name, name))(yinuo) for name in map(".".join, COMMANDS)}


def test_the_verbs_of_the_command_line_are_the_functions_of_the_face():
    named = [NAMES.get(".".join(words), words[0]) for words in COMMANDS]
    groups = {words[0] for words in COMMANDS if len(words) > 1 and ".".join(words) not in NAMES}
    assert groups | yinuo._VERBS.keys() <= set(named)
    assert set(named) <= set(yinuo.__all__)
    assert {"__version__", *groups, *yinuo._FACE} == set(yinuo.__all__)
    assert all(inspect.isfunction(verb) for verb in VERBS.values())


def test_the_verbs_stay_functions_whatever_is_imported():
    code = (
        "import importlib, inspect, pkgutil, yinuo\n"
        "for found in pkgutil.walk_packages(yinuo.__path__, 'yinuo.'):\n"
        "    if not found.name.endswith(('__main__', '.ray')): importlib.import_module(found.name)\n"
        "import yinuo.batch, yinuo.evaluate, yinuo.values\n"
        "from yinuo.batch import gather\n"
        "print([name for name in yinuo._VERBS if not inspect.isfunction(getattr(yinuo, name))])"
    )
    assert python(code) == "[]"


def test_types_of_the_face_are_those_that_are_loaded():
    """What type checkers read of a name, and what Python gives for it, come of the same module."""
    tree = ast.parse((ROOT / "pipeline" / "yinuo" / "__init__.py").read_text("utf-8"))
    (typed,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {name.asname: node.module for node in typed.body for name in node.names}
    assert told.pop("ledger") == "yinuo"
    assert told == yinuo._FACE


def test_types_of_the_writers_are_those_that_are_loaded():
    tree = ast.parse((ROOT / "pipeline" / "yinuo" / "writers" / "__init__.py").read_text("utf-8"))
    (typed,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {name.asname: node.module for node in typed.body for name in node.names}
    assert told == writers._PLACES
    assert set(told) == set(writers.__all__) <= set(dir(writers))
    assert all(getattr(writers, name) is not None for name in told)
    with pytest.raises(AttributeError, match="no attribute 'write_scroll'"):
        writers.write_scroll  # noqa: B018


@pytest.mark.parametrize("verb", VERBS)
def test_each_command_calls_the_function_of_its_name(verb):
    words = verb.split(".")
    source = (ROOT / "pipeline" / "yinuo" / "cli" / f"{words[0]}.py").read_text("utf-8")
    # stream_source is yinuo.extract for a text that comes with columns and a row of metadata.
    name = re.escape(NAMES.get(verb, verb))
    called = r"\bstream_source\b" if verb == "extract" else rf"\byinuo\.{name}\b[(,]"
    assert re.search(called, source)


FIRST = {
    "Build",
    "Carry",
    "Fill",
    "Extract",
    "Find",
    "Give",
    "List",
    "Make",
    "Put",
    "Read",
    "Score",
    "Tell",
    "Write",
}


@pytest.mark.parametrize("name", [*VERBS, "load", "read", "quantities", "deadlines", "to_frame"])
def test_docstrings_of_the_face_say_what_one_needs(name):
    """A verb and its object first; then what is raised, and an example, which the tests run."""
    function = operator.attrgetter(NAMES.get(name, name))(yinuo)
    told = inspect.getdoc(function)
    assert told.partition(" ")[0] in FIRST
    assert "aises " in told, "says what it raises"
    assert ">>> " in told


@pytest.mark.parametrize("name", VERBS)
def test_signatures_of_the_verbs_are_typed(name):
    signature = inspect.signature(VERBS[name])
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())


@pytest.mark.parametrize("line", ["import corpus", "import models", "from corpus import build", "from models import x"])
def test_data_folders_are_no_packages(line):
    ruff = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", "pipeline/yinuo/x.py", "-"]
    result = subprocess.run(ruff, input=line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "TID251" in result.stdout


def test_one_module_alone_reads_tables():
    files = (ROOT / "pipeline" / "yinuo").rglob("*.py")
    assert {file.name for file in files if "resources.files(" in file.read_text("utf-8")} == {"tables.py"}


def test_the_package_speaks_to_no_network_and_asks_no_clock():
    banned = ("requests", "urllib.request", "http.client", "socket", "datetime.now", "date.today", "time.time(")
    for file in (ROOT / "pipeline" / "yinuo").rglob("*.py"):
        text = file.read_text("utf-8")
        if file.parent.name == "review":  # a page served on this machine: it answers requests, and asks for its port
            text = text.replace("starlette.requests", "").replace("self.servers[0].sockets[0].getsockname", "")
            text = text.replace("sockets: list[object]", "").replace("startup(sockets)", "")
        assert not [word for word in banned if word in text], file.name

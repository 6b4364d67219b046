"""Collect what yinuo says to people, and hold the Chinese catalogue against it.

``python -m tests.catalogue`` lists what is missing and what is stale; with ``--write`` it brings the catalogue (.po) up
to date, new messages without a translation, old ones gone, and compiles it (.mo). Translate what is empty and run it
with ``--write`` again.
"""

import ast
import io
import re
import sys
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import get_args

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from typer.main import get_command

import yinuo
from yinuo import records
from yinuo.cli import app
from yinuo.evaluate import confusion, mistakes, scores
from yinuo.messages import DOMAIN, LOCALES
from yinuo.structure.speech import SectionKind

FOLDER = Path(__file__).parent
PACKAGE = Path(yinuo.__file__).parent
PO = LOCALES / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")
# What typer and click say, in the versions that pyproject.toml allows; what the package makes of data.
OTHERS = FOLDER / "catalogue_others.txt"
# Modules in which every sentence is said to people, wherever it stands: causes, notes, what is wanted.
SPEAKING = (FOLDER / "catalogue_modules.txt").read_text("utf-8").split()
# Calls whose arguments are said to people.
SAYING = {"complain", "tell", "say", "many", "spoken", "phrase", "BadParameter"}
FRAGMENTS = {"Bad", "Problem", "Failure", "plain_table", "_table"}
WORDS = re.compile(r"[A-Za-z]+[,;:]? [a-z]+")
# Calls of the command line that print; what is printed as it is in every language.
SHOWING = {"echo", "print", "write", "_show"}
NAMES = {"yinuo {0}", "yinuo: {0}", "yinuo: {0}\n"}
PASSED_OVER = {"compile", "TypeVar", "Field", "Option", "Argument", "getattr", "Typer"}
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [(`]?[a-z{]")
# Sentences of those modules that are not said: SQL, markup, commands, words that are looked for.
SILENT = re.compile(
    r"\s*(?:select|insert|create|pragma|PRAGMA|begin|delete|update|import|SELECT|COMMAND) |"
    r"\s*<|\n[:.]?\w+ \{|soffice |ocrmypdf|pandoc |p, div|Extra data|seq, event|default-src|"
    r"\.jsonl, |yinuo:? \{0\}\n?\Z|--[\w-]+\Z"
)
PLACE = re.compile(r"\{\w*\}")
HEAD = """\
# What yinuo says, in Chinese. `python -m tests.catalogue --write` keeps the messages; people translate them.
msgid ""
msgstr ""
"Language: zh\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


@cache
def trees():
    """Return every module of the package as a tree, by its path in it."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def errors(modules):
    """Return the names of the errors of the package: what they are given is said to people."""
    found, more = set(), {"YinuoError"}
    while more - found:
        found |= more
        more = {
            node.name
            for tree in modules.values()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            and {getattr(base, "id", getattr(base, "attr", None)) for base in node.bases} & found
        }
    return found


def template(node):
    """Return a string as a message: literal text, with {0}, {1} for the values of an f-string; None for other nodes."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
    numbers = iter(range(len(parts)))
    return re.sub(r"(?:\{\})+", lambda _: f"{{{next(numbers)}}}", "".join(parts))


@cache
def said():
    """Return every message of the package, with the module where it stands first."""
    found, modules = {}, trees()
    known = SAYING | FRAGMENTS | errors(modules)
    carried = set()
    while more := set().union(*(_Reader(tree, known, carried=carried).called for tree in modules.values())) - carried:
        carried |= more
    for name, tree in modules.items():
        whole = any(fnmatch(name, pattern) for pattern in SPEAKING)
        for text in _Reader(tree, known, whole=whole, carried=carried).found:
            found.setdefault(text, name)
    for text in help_texts():
        found.setdefault(text, "cli")
    for text in (*OTHERS.read_text("utf-8").splitlines(), *words()):
        found.setdefault(text, "")
    return found


class _Reader(ast.NodeVisitor):
    """Collect what is given to the known calls, and every sentence of a module in which all are said.

    What a name holds or a function returns is said, too, where a known call is given that name or what it returns:
    ``carried`` has the functions of the package for which this is so.
    """

    def __init__(self, tree, known, *, whole=False, carried=frozenset()):
        self.known, self.whole, self.inside, self.found, self.called = known, whole, False, [], set()
        self.function, self.carried, self.names = "", carried, carriers(tree, known)
        self.visit(tree)

    def visit_Call(self, node):
        name = called(node)
        if name in PASSED_OVER:
            return
        if self.inside:
            self.called.add(name)
        before, self.inside = self.inside, name in self.known or (name == "join" and self.inside)
        self.generic_visit(node)
        self.inside = before

    def visit_FunctionDef(self, node):
        before, self.function = self.function, node.name
        self.generic_visit(node)
        self.function = before

    def visit_Return(self, node):
        self._within(node, self.function in self.carried)

    def visit_Assign(self, node):
        targets = {getattr(n, "id", "") for target in node.targets for n in ast.walk(target)}
        self._within(node, bool(targets & self.names))

    def visit_AnnAssign(self, node):
        self._within(node, getattr(node.target, "id", "") in self.names)

    def visit_NamedExpr(self, node):
        self._within(node, node.target.id in self.names)

    def _within(self, node, said):
        before, self.inside = self.inside, self.inside or (said and "carried")
        self.generic_visit(node)
        self.inside = before

    def visit_keyword(self, node):
        if node.arg != "param_hint":
            self.generic_visit(node)

    def visit_Expr(self, node):
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_Constant(self, node):
        self._take(template(node))

    def visit_JoinedStr(self, node):
        self._take(template(node))
        before, self.inside = self.inside, self.inside and "value"
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)
        self.inside = before

    def _take(self, text):
        if text and not SILENT.match(text) and re.search("[A-Za-z]{2}", PLACE.sub("", text)):
            filled = PLACE.sub("xx", text)
            sentence, words = SENTENCE.search(filled), WORDS.search(filled)
            if (
                (self.whole and (self.inside is True or sentence or words))
                or (self.inside is True and sentence)
                or (self.inside in ("carried", "value") and words)
            ):
                self.found.append(text)


def called(node):
    """Return the bare name of what a call calls."""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def carriers(tree, known):
    """Return the names of a module that known calls are given: what they hold is said."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in known)
    parts = (part for call in calls for part in (*call.args, *call.keywords))
    return {name.id for part in parts for name in ast.walk(part) if isinstance(name, ast.Name)}


def unspoken():
    """Return what the command line prints past the catalogue: English that no `say` or `tell` says."""
    modules = {name: tree for name, tree in trees().items() if name.startswith("cli/")}
    readers = ((name, _Reader(tree, SHOWING, carried=_Reader(tree, SHOWING).called)) for name, tree in modules.items())
    return [(name, text) for name, reader in readers for text in reader.found if text not in NAMES]


def help_texts():
    """Yield the help of every command and parameter, paragraph by paragraph."""
    left = [get_command(app)]
    while left:
        command = left.pop()
        left += getattr(command, "commands", {}).values()
        for text in (command.help, *(getattr(param, "help", None) for param in command.params)):
            yield from (" ".join(part.split()) for part in re.split(r"\n\s*\n", (text or "").strip()) if part)


def words():
    """Yield the values that tables show by name: kinds of sections, damage, mistakes; measures; sources of dates."""
    for kinds in (SectionKind, mistakes.Kind, records.Change, records.DateSource):
        yield from get_args(kinds)
    yield from (*scores.MEASURES, confusion.NOT, confusion.NONE)
    yield from get_args(records.Specificity)
    yield from get_args(records.Status)


def catalogue():
    """Read the catalogue as it is: the translation of each message."""
    found = pofile.read_po(io.BytesIO(PO.read_bytes())) if PO.exists() else ()
    return {message.id: message.string for message in found if message.id}


def made(translations):
    """Make the catalogue of what is said now, each message with its translation where there is one."""
    new, now = Catalog(locale="zh"), said()
    for text in sorted(now, key=lambda text: (now[text], text)):
        new.add(text, translations.get(text, ""), locations=[(now[text], None)] if now[text] else [])
    return new


def as_po(found):
    """Return the bytes of a catalogue as people translate it, without dates and versions."""
    file = io.BytesIO()
    pofile.write_po(file, found, width=120, omit_header=True)
    return HEAD.encode() + file.getvalue()


class _Bare(Catalog):
    """Make a catalogue whose head holds neither dates nor versions."""

    mime_headers = (("Content-Type", "text/plain; charset=utf-8"),)


def compiled(translations):
    """Return the bytes of a catalogue as gettext reads them: the same for the same translations."""
    found, file = _Bare(locale="zh"), io.BytesIO()
    for text in sorted(translations):
        found.add(text, translations[text])
    mofile.write_mo(file, found)
    return file.getvalue()


def main():
    """List what the catalogue lacks and what it has too much; bring it up to date first where that is asked for."""
    if "--write" in sys.argv[1:]:
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(as_po(made(catalogue())))
        MO.write_bytes(compiled(catalogue()))
    have, now = catalogue(), said()
    lines = [f"missing: {text}  ({now[text]})" for text in sorted(now) if not have.get(text)]
    lines += [f"stale: {text}" for text in sorted(have.keys() - now.keys())]
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()

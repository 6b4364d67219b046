"""Test the documentation: its code runs, its files and links are there, every rule table stands on one page."""

import doctest
import os
import posixpath
import re
import subprocess
import sys

import pytest

from tests.blocks import ROOT, blocks, missing_files, run_command, run_python, steps, with_corpus

sys.path.insert(0, str(ROOT / "docs"))
import doctests
import hooks

sys.path.pop(0)

PAGES = hooks.sources()
MADE = {"api.md", "dictionary.md"}
NAV = re.findall(r"([\w/.-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), flags=re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+\.md)(?:#[\w-]+)?\)")
PYTHON = [(page, block) for page, text in PAGES.items() for block in blocks(text, "python")]
COMMANDS = [page for page, text in PAGES.items() if any(steps(text))]


@pytest.mark.parametrize(("page", "block"), PYTHON, ids=[page for page, _ in PYTHON])
def test_python_gives_what_the_page_says(page, block):
    run_python(block, page)


@pytest.mark.parametrize("page", COMMANDS)
def test_commands_print_what_the_page_says(tmp_path, page):
    folder = with_corpus(tmp_path)
    for command, wanted in steps(PAGES[page]):
        run_command(command, wanted, folder)


@pytest.mark.parametrize("page", PAGES)
def test_files_that_the_page_names_are_there(page):
    assert not missing_files(PAGES[page])


def test_every_page_is_in_the_menu():
    assert sorted(NAV) == sorted({*PAGES, *MADE})


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_pages(page):
    targets = {posixpath.normpath(posixpath.join(posixpath.dirname(page), to)) for to in LINK.findall(PAGES[page])}
    assert not targets - {*PAGES, *MADE}


def test_every_table_is_shown_on_one_page():
    shown = [
        name for page, text in PAGES.items() for name in re.findall(r"^### `(.+?)`", hooks.fill(page, text), flags=re.M)
    ]
    assert sorted(shown) == sorted(hooks.tables())
    assert len(shown) > 40


def test_pages_ask_for_tables_that_are_there():
    names = hooks.tables()
    folders = {name.partition("/")[0] for name in names}
    wanted = {want for text in PAGES.values() for want in hooks.asked(text)}
    assert not wanted - {*names, *folders, hooks.REST}


def test_a_table_shows_every_cell_as_it_stands():
    table = hooks.Table("area/name", "a < b", ["word", "why"], [["<a|b>", "x"], ["only"]])
    made = hooks.render(table)
    assert "<tr><td>&lt;a|b&gt;</td><td>x</td></tr><tr><td>only</td><td></td></tr>" in made
    assert "a &lt; b" in made


def test_the_api_page_has_the_whole_face():
    import yinuo

    page = hooks.api()
    names = [name for name in yinuo.__all__ if name[0] != "_" and name != "ledger"]
    names += ["ledger.merge", "ledger.read", "ledger.read_records", "ledger.write"]
    assert not [name for name in names if f"heading: yinuo.{name}\n" not in page]
    assert re.findall(r"^::: yinuo\.[\w.]+$", page, flags=re.M)


def test_the_dictionary_page_is_what_the_command_prints():
    assert hooks.dictionary().startswith("# Data dictionary\n")
    assert "`responsible" in hooks.dictionary()


@pytest.mark.parametrize("module", [hooks, doctests], ids=["hooks", "doctests"])
def test_examples_of_the_modules_beside_the_pages(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_site_is_built_without_a_warning(tmp_path):
    """The same command as ``make docs`` (``--quiet`` would hide warnings); nothing is loaded from elsewhere."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    shown = (tmp_path / "components" / "tables.html").read_text("utf-8")
    assert len(re.findall(r'href="[^"]*#table-', shown)) >= len(hooks.tables())
    loaded = [
        (page.name, url)
        for page in tmp_path.rglob("*.html")
        for url in re.findall(r'<(?:script|link|img)\b[^>]*(?:src|href)="(https?:[^"]+)"', page.read_text("utf-8"))
    ]
    assert not loaded


def test_limits_of_readers_are_those_of_the_code():
    from yinuo.readers import isolation, ocr, pptx, source, spreadsheet, unzip
    from yinuo.readers.html import blocks as html
    from yinuo.readers.layout import strokes, tables
    from yinuo.readers.ofd import document as ofd
    from yinuo.readers.pdf import document as pdf
    from yinuo.readers.pdf import rules

    told = PAGES["uses/batch.md"].partition("## How much is read")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("| ")][2:]
    assert [[int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*\d|\d", row[1])] for row in rows] == [
        [source.LIMIT >> 20],
        [isolation.limits.MEMORY >> 30, isolation.limits.TIMEOUT],
        [ocr._MODELS >> 30],
        [unzip._RATIO, unzip.MOST_MEMBERS],
        [pdf._MOST_PAGES],
        [ofd._MOST_PAGES, ofd._MOST_CHARACTERS],
        [strokes.MOST],
        [rules._MOST_LINES],
        [tables._MOST_LINES, tables._MOST_CELLS],
        [strokes.LEAST],
        [ocr._MOST_PAGES, ocr._MOST_PIXELS],
        [pptx._MOST_SLIDES],
        [spreadsheet._MOST_CELLS, spreadsheet._MOST_COLUMNS],
        [html._DEEPEST],
    ]


def test_pictures_are_there_small_and_described():
    shown = re.findall(r"!\[([^\]]*)\]\(\.\./(pictures/[\w.]+)\)", "".join(PAGES.values()))
    files = {path.relative_to(ROOT / "docs").as_posix(): path for path in (ROOT / "docs" / "pictures").iterdir()}
    assert {name for _, name in shown} == files.keys()
    assert all(len(words) > 10 for words, _ in shown)
    assert all(path.stat().st_size <= 60_000 for path in files.values())


def test_both_walk_throughs_take_the_same_steps():
    english, chinese = (
        [command.removesuffix(" --lang zh") for command, _ in steps(PAGES[f"uses/{name}.md"])]
        for name in ("walkthrough", "walkthrough.zh")
    )
    assert english == chinese

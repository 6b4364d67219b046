"""Make what the documentation shows from the package itself: its rule tables, its data dictionary, its functions.

MkDocs calls the functions ``on_files`` and ``on_page_markdown``. A page asks for rule tables by a line
``<!-- tables: deadlines, decisions/cues -->`` that names folders and tables below ``yinuo/rules``; a table that no page
asks for stands on the page with ``<!-- tables: rest -->``.
"""

import html
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import ModuleType

DOCS = Path(__file__).parent
ASKED = re.compile(r"^<!-- tables: (.+?) -->$", flags=re.MULTILINE)
REST = "rest"
LONG = 12
_API = """\
# API

Every command of `yinuo` is a function of the same name: `yinuo batch` is `yinuo.batch`, `yinuo ledger merge` is
`yinuo.ledger.merge`, `yinuo review export` is `yinuo.review_export`. `import yinuo` loads nothing heavy; what a
function needs is loaded when it is first used.

What is not on this page is internal: it may change in any release. The exceptions are the errors in `yinuo.errors`, and
`yinuo.writers`, whose functions read and write records.
"""


@dataclass(frozen=True)
class Table:
    """Hold a rule table as its file has it: its name (``deadlines/bounds``), its notes, its columns and rows."""

    name: str
    notes: str
    columns: list[str]
    rows: list[list[str]]


def tables():
    """Return all rule tables of the package, by name; the folder of a language is left out of the name."""
    root = Path(str(resources.files("yinuo.rules")))
    found = {}
    for path in sorted(root.rglob("*.tsv")):
        parts = path.relative_to(root).with_suffix("").parts
        name = "/".join(parts[1:] if len(parts) > 2 else parts)
        found[name] = _table(name, path.read_text("utf-8"))
    return found


def _table(name, text):
    lines = [line for line in text.splitlines() if line.strip()]
    header = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    notes = " ".join(line.lstrip("# ").strip() for line in lines[:header])
    rows = [line.split("\t") for line in lines[header + 1 :] if not line.startswith("#")]
    return Table(name, notes, lines[header].split("\t"), rows)


def asked(markdown):
    r"""Return the names that the markers of a page ask for.

    >>> asked("a\n<!-- tables: deadlines, decisions/cues -->\n")
    ['deadlines', 'decisions/cues']
    """
    return [name.strip() for names in ASKED.findall(markdown) for name in names.split(",")]


def placed(pages, names):
    """Return the page of each table: a table's own name goes before its folder's, and ``rest`` takes what is left."""
    page_of = {want: page for page, text in pages.items() for want in asked(text)}
    return {name: page_of.get(name) or page_of.get(name.partition("/")[0]) or page_of[REST] for name in names}


def render(table):
    """Return a rule table as a heading and an HTML table, which is folded up where it is long."""
    cells = "".join(f"<th>{html.escape(name)}</th>" for name in table.columns)
    rows = "".join(f"<tr>{_cells(row, len(table.columns))}</tr>" for row in table.rows)
    made = f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>"
    if len(table.rows) > LONG:
        made = f"<details><summary>{len(table.rows)} rows</summary>{made}</details>"
    # Only the heading and the notes are for the search: thousands of single words would bury every page.
    made = f'<div class="rules" data-search-exclude>{made}</div>'
    return f"### `{table.name}` {{: #{anchor(table.name)} }}\n\n{html.escape(table.notes)}\n\n{made}\n"


def _cells(row, width):
    return "".join(f"<td>{html.escape(cell)}</td>" for cell in [*row, *[""] * (width - len(row))])


def anchor(name):
    """Return the anchor of a table.

    >>> anchor("deadlines/bounds")
    'table-deadlines-bounds'
    """
    return "table-" + name.replace("/", "-")


def sources():
    """Return the Markdown of all pages that people write, by path."""
    return {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}


def fill(page, markdown):
    """Return a page with its rule tables in the place of its markers; an overview of all tables on the last one."""
    found = tables()
    pages = placed(sources(), found)
    own = [table for name, table in found.items() if pages[name] == page]

    def shown(match):
        wanted = [name.strip() for name in match[1].split(",")]
        here = [t for t in own if wanted == [REST] or t.name in wanted or t.name.partition("/")[0] in wanted]
        made = "\n".join(map(render, here))
        return _overview(page, found, pages) + "\n" + made if wanted == [REST] else made

    return ASKED.sub(shown, markdown)


def _overview(page, found, pages):
    folder = page.rpartition("/")[0]
    lines = ["| table | rows | what it holds |", "| --- | --- | --- |"]
    for name, table in found.items():
        target = pages[name].removeprefix(folder + "/") if folder else pages[name]
        notes = html.escape(table.notes).replace("|", "&#124;")
        lines.append(f"| [`{name}`]({target}#{anchor(name)}) | {len(table.rows)} | {notes} |")
    return "\n".join(lines) + "\n"


def api():
    """Return the page of the public functions and classes, for mkdocstrings."""
    import yinuo

    names = [name for name in yinuo.__all__ if not name.startswith("_")]
    return _API + "".join(_entry(name, getattr(yinuo, name)) for name in sorted(names, key=str.lower))


def _entry(name, value):
    if isinstance(value, ModuleType):
        functions = {f"{name}.{own}": getattr(value, own) for own in value.__all__ if own.islower()}
        return "".join(_entry(own, function) for own, function in functions.items())
    options = f"    options:\n      heading: yinuo.{name}\n      toc_label: {name}\n"
    return f"\n::: {value.__module__}.{value.__qualname__}\n{options}"


def dictionary():
    """Return the data dictionary, as ``yinuo schema --dictionary`` prints it."""
    from typer.testing import CliRunner

    from yinuo.cli import app

    result = CliRunner().invoke(app, ["schema", "--dictionary"])
    if result.exit_code:
        raise RuntimeError(result.output)
    return result.output


def on_files(files, config):
    """Add the pages that are made from the package."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, "dictionary.md", content=dictionary()))
    files.append(File.generated(config, "api.md", content=api()))
    return files


def on_page_markdown(markdown, page, **_):
    """Put the rule tables into a page."""
    return fill(page.file.src_uri, markdown)

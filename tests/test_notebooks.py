"""The notebooks run from the first cell to the last, and show what they were saved with."""

import nbformat
import pytest

from tests.notebooks import NOTEBOOKS, run, shown


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs_and_shows_what_it_was_saved_with(path):
    saved = nbformat.read(path, as_version=4)
    assert shown(run(path)) == shown(saved), "where the change is meant: python -m tests.notebooks"
    assert any(map(any, shown(saved)))


def test_output_is_the_same_in_one_piece_and_in_several():
    def printed(*pieces):
        outputs = [nbformat.v4.new_output("stream", name=name, text=text) for name, text in pieces]
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=outputs)])

    whole = printed(("stdout", "ab\n"), ("stderr", "x"))
    cut = printed(("stdout", "a"), ("stderr", "x"), ("stdout", "b\n"))
    assert shown(whole) == shown(cut) == [["ab\n", "x"]]
    assert shown(printed(("stdout", "a"))) != shown(whole)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_imports_yinuo_and_the_standard_library_alone(path):
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
    lines = [line for line in code.splitlines() if line.startswith(("import ", "from "))]
    assert {line.split()[1].split(".")[0] for line in lines} <= {"pathlib", "tempfile", "yinuo"}

"""Run the notebooks. ``python -m tests.notebooks`` saves each with what it gives now, after the rules changed."""

import nbformat
from nbclient import NotebookClient

from tests.scripts import ROOT, same_package

FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def run(path):
    """Return the notebook as it comes out of a new kernel, which imports the package that this process imports."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(FOLDER)}}, record_timing=False)
    client.execute(env=same_package())
    for cell in code_cells(notebook):
        cell.outputs = joined(cell.outputs)
    return notebook


def code_cells(notebook):
    """Return the cells with code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def joined(outputs):
    """Return outputs with what was printed in one piece a stream: a kernel cuts it wherever it happened to flush."""
    made = []
    for output in outputs:
        same = [other for other in made if output.output_type == "stream" == other.output_type]
        first = next((other for other in same if other.name == output.name), None)
        if first is None:
            made.append(nbformat.from_dict(output))
        else:
            first.text += output.text
    return made


def shown(notebook):
    """Return what each code cell printed, and of what it gave the drawing, else the plain text."""
    return [[_shown(output) for output in joined(cell.outputs)] for cell in code_cells(notebook)]


def _shown(output):
    data = output.get("data", {})
    return output.get("text") or data.get("image/svg+xml") or data.get("text/plain")


def main():
    """Save every notebook anew."""
    for path in NOTEBOOKS:
        nbformat.write(run(path), path)


if __name__ == "__main__":
    main()

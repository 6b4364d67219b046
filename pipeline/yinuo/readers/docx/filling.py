"""Put texts into empty cells of the tables of a .docx; all else of the file stays as it is."""

from __future__ import annotations

import copy
import io
import zipfile

from yinuo.readers.docx.document import is_continued, table_cells, tables, written
from yinuo.readers.docx.package import Package
from yinuo.readers.source import LIMIT
from yinuo.readers.task_tables import Choose
from yinuo.readers.xml_parts import Element, child


def filled(data: bytes, name: str, choose: Choose, limit: int = LIMIT) -> tuple[bytes, int]:
    """Give the file with what ``choose`` gives for the rows of each table, and the number of cells filled.

    A column is counted by cells, so that rows of merged columns are not filled. Raises ``InputError`` for a file that
    is damaged, locked or a trap.
    """
    package = Package(data, name, limit)
    root = package.document()
    count = 0
    for table in tables(root):
        rows = table_cells(table)
        chosen = choose([[written(cell) for cell in row] for row in rows])
        width = max(map(len, rows), default=0)
        for (row, column), text in chosen.items():
            if len(rows[row]) == width and not is_continued(rows[row][column]):
                _write(rows[row][column], text)
                count += 1
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.lower() == package.document_name.lower():
                content = package.written(root)
            new.writestr(info, content)
    return stream.getvalue(), count


def _write(cell: Element, text: str) -> None:
    """Write a run into the first paragraph of a cell, in the looks of the paragraph's own mark."""
    paragraph = child(cell, "p")
    if paragraph is None:
        return
    space = str(cell.tag).rpartition("}")[0] + "}"
    run = paragraph.makeelement(f"{space}r", {}, None)
    looks = child(paragraph, "pPr", "rPr")
    if looks is not None:
        run.append(copy.deepcopy(looks))
    words = paragraph.makeelement(f"{space}t", {}, None)
    words.text = text
    run.append(words)
    paragraph.append(run)

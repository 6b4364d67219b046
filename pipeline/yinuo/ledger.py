"""Write ledgers 台账, workbooks that people fill in; read them back, carry people's work to a new extraction.

``write(records, path)`` makes a ledger, ``read(path)`` gives its rows as people left them, ``read_records(path)`` the
records as they were written to it, and ``merge(edited, new, output)`` carries people's work over to a new ledger.
``fill(table, records, output)`` fills the empty cells of somebody's own table of tasks.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.errors import FormatError, InputError
from yinuo.records import Commitment
from yinuo.writers.atomic import whole_path
from yinuo.writers.ledger import Ledger, Merged
from yinuo.writers.ledger import merge_ledgers as merge
from yinuo.writers.ledger import read_ledger as read
from yinuo.writers.ledger import read_ledger_records as read_records
from yinuo.writers.ledger import write_ledger as write
from yinuo.writers.ledger.reader import is_ledger
from yinuo.writers.ledger.task_table import Chooser

if TYPE_CHECKING:
    from yinuo.readers import Source

__all__ = ["Ledger", "Merged", "fill", "merge", "read", "read_records", "write"]


def fill(table: str | Path, records: Iterable[Commitment], output: str | Path) -> int:
    """Fill empty cells of a table of tasks (.docx, .xlsx) by the records of its rows, and give their number.

    Columns of who leads, supports or answers, of deadlines and of targets are filled; what people wrote, and all else
    of the file, stays as it is. A last day that nobody states is said to be that of the year.

    >>> import openpyxl, tempfile, yinuo
    >>> place = Path(tempfile.mkdtemp())
    >>> book = openpyxl.Workbook()
    >>> for row in (["序号", "工作任务", "年度目标"], ["1", "新建公办幼儿园7所。", None]):
    ...     book.active.append(row)
    >>> book.save(place / "tasks.xlsx")
    >>> found = yinuo.extract(yinuo.read(place / "tasks.xlsx").text)
    >>> fill(place / "tasks.xlsx", found, place / "filled.xlsx")
    1

    Raises ``InputError`` for a file of another kind, a ledger, and for an output that is there already or ends
    otherwise.
    """
    from yinuo.readers import spreadsheet
    from yinuo.readers.docx import filling

    _refuse_ledger(table)
    kinds = {".docx": filling.filled, ".xlsx": spreadsheet.filled}
    suffix = Path(table).suffix.lower()
    if suffix not in kinds or Path(output).suffix.lower() != suffix:
        raise InputError(f"{table}: only a .docx or an .xlsx is filled, into a file of the same kind, not {output}")
    if Path(output).exists():
        raise InputError(f"{output}: is there already; choose another name with -o")
    try:
        data = Path(table).read_bytes()
    except OSError as error:
        raise InputError(f"{table}: cannot be read ({error.strerror}); a table of tasks is wanted") from None
    content, count = kinds[suffix](data, str(table), Chooser(records))
    with whole_path(output) as draft:
        draft.write_bytes(content)
    return count


def read_tasks(table: str | Path) -> Source:
    """Read the text of a table of tasks that is to be filled. Raises ``InputError`` for a ledger, and without one."""
    from yinuo.readers import read

    _refuse_ledger(table)
    try:
        return read(table)
    except FormatError:
        if Path(table).suffix.lower() != ".xlsx":
            raise
        raise InputError(
            f"{table}: holds no table of tasks; a row of headings with 工作任务 and others is wanted"
        ) from None


def _refuse_ledger(table: str | Path) -> None:
    if Path(table).suffix.lower() == ".xlsx" and is_ledger(table):
        raise InputError(
            f"{table}: is a ledger of yinuo, whose cells were filled when it was written; `yinuo ledger merge` carries "
            "people's work over to a new one"
        )

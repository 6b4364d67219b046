"""The ledger in a real spreadsheet program: LibreOffice opens it, runs nothing, saves it, and merging still works."""

import csv
import re
import zipfile

import pytest

from tests.writers.ledger.samples import TASKS, by_task, edit, ledger, records
from tests.writers.ledger.test_workbook import FORMULAS, everywhere
from yinuo.writers import merge_ledgers, read_ledger, read_ledger_records

pytestmark = pytest.mark.slow


def test_a_ledger_saved_by_libreoffice(tmp_path, spreadsheet):
    strange = [everywhere(text).model_copy(update={"id": f"f{n}"}) for n, text in enumerate(FORMULAS)]
    own = [*records(), *strange]
    path = edit(ledger(tmp_path / "l.xlsx", own), (TASKS[0], "进展", "已开工"))
    saved = spreadsheet(path, "xlsx", tmp_path / "saved")
    assert read_ledger_records(saved) == own
    edits = [line.edits(own[at]) for at, line in enumerate(read_ledger(saved).lines)]
    assert edits == [{"进展": "已开工"}, *[{}] * (len(own) - 1)], "saving changes nothing that a person would have"
    with zipfile.ZipFile(saved) as archive:
        assert not re.search(rb"<f[ >]", archive.read("xl/worksheets/sheet1.xml")), "no cell is a formula"
    new = ledger(tmp_path / "new.xlsx", own)
    assert merge_ledgers(saved, new, tmp_path / "m.xlsx").carried == 1
    assert by_task(tmp_path / "m.xlsx")[TASKS[0]]["进展"] == "已开工"


def test_libreoffice_shows_texts_as_texts(tmp_path, spreadsheet):
    path = ledger(tmp_path / "l.xlsx", [everywhere(text) for text in FORMULAS])
    table = spreadsheet(path, "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path / "shown")
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[0].isdecimal()]  # headings have rows of their own
    assert [row[1].strip() for row in rows] == [text.strip() for text in FORMULAS]

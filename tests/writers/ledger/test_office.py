"""The ledger in a real spreadsheet program: LibreOffice opens it, runs nothing, saves it, and merging still works."""

import csv
import re
import zipfile

import openpyxl
import pytest

from tests.writers.ledger.samples import TASKS, by_task, column_of, edit, ledger, records, row_of
from tests.writers.ledger.test_workbook import FORMULAS, everywhere
from yinuo.writers import merge_ledgers, read_ledger, read_ledger_records

pytestmark = pytest.mark.slow


def lead_on(page):
    cells = [page.cell(row_of(page, task), column_of(page, "备注")) for task in TASKS[:2]]
    cells[0].value = "附件"
    cells[0].hyperlink = "https://example.org/a"
    cells[1].value = '=HYPERLINK("https://example.org/f","附件")'


def test_a_ledger_saved_by_libreoffice(tmp_path, spreadsheet):
    strange = [everywhere(text).model_copy(update={"id": f"f{n}"}) for n, text in enumerate(FORMULAS)]
    own = [*records(), *strange]
    path = edit(ledger(tmp_path / "l.xlsx", own), (TASKS[0], "进展", "已开工"), lead_on)
    saved = spreadsheet(path, "xlsx", tmp_path / "saved")
    assert read_ledger_records(saved) == own
    edits = [line.edits(own[at]) for at, line in enumerate(read_ledger(saved).lines)]
    person = [{"进展": "已开工", "备注": "附件"}, {"备注": "附件"}]
    assert edits == [*person, *[{}] * (len(own) - 2)], "saving changes nothing that a person would have"
    with zipfile.ZipFile(saved) as archive:
        formulas = re.findall(rb"<f[ >]", archive.read("xl/worksheets/sheet1.xml"))
    assert len(formulas) == 1, "no cell is a formula but the link of a person's"
    new = ledger(tmp_path / "new.xlsx", own)
    assert merge_ledgers(saved, new, tmp_path / "m.xlsx").carried == 2
    page = openpyxl.load_workbook(tmp_path / "m.xlsx")["台账"]
    cells = [page.cell(row_of(page, task), column_of(page, "备注")) for task in TASKS[:2]]
    assert [cell.hyperlink.target for cell in cells] == ["https://example.org/a", "https://example.org/f"]
    assert by_task(tmp_path / "m.xlsx")[TASKS[0]]["进展"] == "已开工"


def test_libreoffice_shows_texts_as_texts(tmp_path, spreadsheet):
    path = ledger(tmp_path / "l.xlsx", [everywhere(text) for text in FORMULAS])
    table = spreadsheet(path, "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path / "shown")
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[0].isdecimal()]  # headings have rows of their own
    assert [row[1].strip() for row in rows] == [text.strip() for text in FORMULAS]

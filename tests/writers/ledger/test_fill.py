"""A table of tasks that comes in goes out with its empty cells filled: Word, Excel, merged cells, twice the same."""

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.styles import PatternFill
from typer.testing import CliRunner

import yinuo
from tests.readers import tasks
from yinuo.cli import app
from yinuo.errors import InputError
from yinuo.extraction import extract_source
from yinuo.readers import read

ROWS = [
    ["序号", "工作任务", "牵头单位", "配合单位", "完成时限", "年度目标"],
    ["1", "新建公办幼儿园7所（县教育局牵头，县财政局配合）。", "", "", "", ""],
    ["2", "6月底前印发入学方案。", "县教育局", "", "", ""],
    ["3", "植树造林3万亩。", "", "县水利局", "2031年9月底前", ""],
    ["4", "加强队伍建设。", None, "", "", ""],
]
FILLED = [
    ["县教育局", "县财政局", "2031年12月31日前（文件年度，默认）", "7所"],
    ["县教育局", "", "6月底前", ""],
    ["", "县水利局", "2031年9月底前", "3万亩"],
    ["", "", "2031年12月31日前（文件年度，默认）", ""],
]


def workbook(rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([tasks.TITLE])
    for row in rows:
        sheet.append([text or None for text in row])
    for first, last, column in tasks.merged(rows):
        sheet.merge_cells(start_row=first + 2, end_row=last + 2, start_column=column + 1, end_column=column + 1)
    sheet["B3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["G3"].value = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells_of(path):
    if path.suffix == ".docx":
        rows = [[cell.text.strip() for cell in row.cells] for row in docx.Document(path).tables[0].rows]
    else:
        rows = [[str(v or "") for v in row] for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)][
            1:
        ]
    return [row[2:6] for row in rows[1:]]


@pytest.fixture(params=["docx", "xlsx"])
def table(request, tmp_path):
    path = tmp_path / f"table.{request.param}"
    path.write_bytes({"docx": tasks.word, "xlsx": workbook}[request.param](ROWS))
    return path


def test_empty_cells_are_filled_and_others_stay(table, tmp_path):
    out = tmp_path / f"out{table.suffix}"
    found = extract_source(read(str(table)))
    before = cells_of(table)
    assert yinuo.ledger.fill(table, found, out) == sum(
        not old and bool(new)
        for row, wanted in zip(before, FILLED, strict=True)
        for old, new in zip(row, wanted, strict=True)
    )
    assert cells_of(out) == FILLED
    again = tmp_path / f"again{table.suffix}"
    yinuo.ledger.fill(table, found, again)
    assert again.read_bytes() == out.read_bytes()
    assert yinuo.ledger.fill(out, extract_source(read(str(out))), tmp_path / f"third{table.suffix}") == 0


def test_all_else_of_the_file_stays(tmp_path):
    (tmp_path / "t.xlsx").write_bytes(workbook(ROWS))
    (tmp_path / "t.docx").write_bytes(tasks.word(ROWS))
    for name in ("t.xlsx", "t.docx"):
        yinuo.ledger.fill(tmp_path / name, extract_source(read(str(tmp_path / name))), tmp_path / f"out-{name}")
    sheet = openpyxl.load_workbook(tmp_path / "out-t.xlsx").active
    assert (sheet["B3"].fill.fgColor.rgb, sheet["G3"].value, sheet["A1"].value) == ("00FFFF00", "=1+1", tasks.TITLE)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["C5:C6"]
    with zipfile.ZipFile(tmp_path / "t.docx") as old, zipfile.ZipFile(tmp_path / "out-t.docx") as new:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert (old.namelist(), changed) == (new.namelist(), ["word/document.xml"])


def test_on_the_command_line(table, tmp_path):
    out = tmp_path / f"out{table.suffix}"
    result = CliRunner().invoke(app, ["ledger", "fill", str(table), "-o", str(out)], prog_name="yinuo")
    assert (result.exit_code, result.stdout) == (0, f"written: {out} (7 cells filled)\n"), result.output
    again = CliRunner().invoke(app, ["ledger", "fill", str(table), "-o", str(out)], prog_name="yinuo")
    assert again.exit_code == 1
    assert "is there already" in again.stderr


@pytest.mark.parametrize(
    ("table", "output"), [("a.txt", "b.txt"), ("a.docx", "b.xlsx"), ("gone.xlsx", "b.xlsx"), ("broken.docx", "b.docx")]
)
def test_other_files_are_refused(tmp_path, table, output):
    (tmp_path / "broken.docx").write_bytes(b"PK no zip")
    with pytest.raises(InputError):
        yinuo.ledger.fill(tmp_path / table, [], tmp_path / output)
    assert not (tmp_path / output).exists()


def test_a_ledger_and_a_workbook_without_tasks_are_told_what_to_do(tmp_path):
    yinuo.ledger.write(yinuo.extract("2031年工作安排\n今年，要新建公园7座。"), tmp_path / "l.xlsx")
    book = openpyxl.Workbook()
    book.active.append(["名称", "数量"])
    book.save(tmp_path / "other.xlsx")
    for name, says in (("l.xlsx", "is a ledger of yinuo"), ("other.xlsx", "holds no table of tasks")):
        result = CliRunner().invoke(app, ["ledger", "fill", str(tmp_path / name), "-o", str(tmp_path / "out.xlsx")])
        assert result.exit_code == 1
        assert says in result.stderr
        assert "LibreOffice" not in result.stderr
    with pytest.raises(InputError, match="is a ledger of yinuo"):
        yinuo.ledger.fill(tmp_path / "l.xlsx", [], tmp_path / "out.xlsx")

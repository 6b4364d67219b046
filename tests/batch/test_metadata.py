"""Tables of metadata: their columns, their rows, which file a row speaks of."""

import datetime

import pytest
from openpyxl import Workbook

from yinuo.batch import read_metadata
from yinuo.errors import InputError
from yinuo.readers.metadata import NAMES, metadata

ROW = {"date": "2024-01-05", "organisation": "云溪市人民政府", "place": "云溪市", "level": "市", "speaker": "丁某"}


def table(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


HEADERS = [
    "file,date,organisation,place,level,speaker",
    "文件名,日期,单位,地区,级别,讲话人",
    "File,Date,Organization,Region,Level,Speaker",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), ("\t", "utf-16"), (";", "gb18030")])
def test_columns(tmp_path, header, mark, encoding):
    text = f"{header}\r\na.txt,2024-01-05,云溪市人民政府,云溪市,市,丁某\r\n".replace(",", mark)
    found = read_metadata(table(tmp_path, text, encoding))
    assert found.of("a.txt") == ROW
    assert found.columns == tuple(ROW)


def test_workbook(tmp_path):
    book = Workbook()
    book.active.append([])
    book.active.append(["备注", "文件", "日期"])
    book.active.append(["x", "a.txt", datetime.date(2024, 1, 5)])
    book.save(tmp_path / "table.xlsx")
    found = read_metadata(tmp_path / "table.xlsx")
    assert found.of("a.txt") == {"date": "2024-01-05"}
    assert found.others == ("备注",)


@pytest.mark.parametrize(("field", "name"), [(field, name) for field, names in NAMES.items() for name in names])
def test_a_column_says_the_same_of_a_file_as_of_a_row(tmp_path, field, name):
    said = {field: "2024-01-05" if field == "date" else "云溪"}
    assert read_metadata(table(tmp_path, f"文件,{name.title()}\na.txt,{said[field]}\n")).of("a.txt") == said
    assert metadata({name.title(): said[field]}, "all.csv#1") == said


DATES = [
    *((day, "2024-01-05") for day in ("2024-01-05", "2024/1/5", "2024.1.5", "2024年1月5日", "20240105", "2024-1-05")),
    *((day, "2024-01-05") for day in ("2024 年 1 月 5 日", "２０２４年１月５日", "2024-01-05T08:00:00+08:00")),
    *((day, "2024-01-05") for day in (datetime.date(2024, 1, 5), datetime.datetime(2024, 1, 5, 9, 30))),
    *((coarse, None) for coarse in ("2024", "2024年", "2024年1月", "2024-01", 2024)),
    *((none, "error") for none in ("2024-02-30", "明天", "1月5日", "05/01/2024", "2024-01-05-06")),
]


@pytest.mark.parametrize(("written", "day"), DATES)
def test_a_date_is_read_the_same_of_a_file_as_of_a_row(tmp_path, written, day):
    book = Workbook()
    book.active.append(["文件", "日期", "级别"])
    book.active.append(["a.txt", written, "县"])
    book.save(tmp_path / "table.xlsx")
    if day == "error":
        with pytest.raises(InputError, match=r":2: the date '.*' is none"):
            read_metadata(tmp_path / "table.xlsx")
        with pytest.raises(InputError, match=r"#1: the date '.*' is none"):
            metadata({"日期": written}, "all.csv#1")
    else:
        said = {"level": "县"} | ({"date": day} if day else {})
        assert read_metadata(tmp_path / "table.xlsx").of("a.txt") == said
        assert metadata({"日期": written, "级别": "县"}, "all.csv#1") == said


ROWS = "file,level\n2023/a.txt,one\n2024/a.txt,two\nb.docx,three\nc,four\n./deep/d.txt,five\n/abs/e.txt,six\n"
CASES = [
    ("2023/a.txt", "one"),
    ("docs/2024/a.txt", "two"),
    ("docs/2022/a.txt", None),
    ("a.txt", None),
    ("docs/b.docx", "three"),
    ("b.txt", None),
    ("docs/c.pdf", "four"),
    ("deep/d.txt", "five"),
    ("/abs/e.txt", "six"),
    ("all.zip/2023/a.txt", "one"),
]


@pytest.mark.parametrize(("path", "level"), CASES)
def test_which_row_speaks_of_a_path(tmp_path, path, level):
    assert read_metadata(table(tmp_path, ROWS)).of(path).get("level") == level


def test_rows_that_speak_of_no_input(tmp_path):
    found = read_metadata(table(tmp_path, ROWS))
    assert found.unused(["2023/a.txt", "x/c.txt"]) == ("2024/a.txt", "b.docx", "deep/d.txt", "abs/e.txt")


def test_an_empty_cell_says_nothing(tmp_path):
    assert read_metadata(table(tmp_path, "file,date,level\na.txt,, \n,,\n")).of("a.txt") == {}


BAD = [
    ("", "the table is empty"),
    ("name,date\na.txt,2024-01-05\n", ":1: no column file"),
    ("file,size\na.txt,3\n", ":1: no column but file"),
    ("file,date,日期\na.txt,,\n", ":1: two columns say date"),
    ("file,date\na.txt,2024-13-05\n", ":2: the date '2024-13-05' is none; a day is wanted, written YYYY-MM-DD"),
    ("file,date\na.txt,last year\n", ":2: the date 'last year' is none"),
    ("file,date\n,2024-01-05\n", ":2: no file in this row"),
    ("file,level\na.txt,1\na.txt,2\n", ":3: a.txt stands in the table twice"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_bad_tables(tmp_path, text, message):
    with pytest.raises(InputError) as caught:
        read_metadata(table(tmp_path, text))
    assert str(caught.value).startswith(f"{tmp_path / 'table.csv'}")
    assert message in str(caught.value)


def test_no_text(tmp_path):
    (tmp_path / "table.csv").write_bytes(b"file,date\n\xff\xff\xff")
    with pytest.raises(InputError, match="is no text in UTF-8"):
        read_metadata(tmp_path / "table.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_metadata(tmp_path / "gone.csv")


def test_no_workbook(tmp_path):
    (tmp_path / "table.xlsx").write_text("no zip", "utf-8")
    with pytest.raises(InputError, match="no Excel workbook"):
        read_metadata(tmp_path / "table.xlsx")
    with pytest.raises(InputError, match="no such file"):
        read_metadata(tmp_path / "gone.xlsx")

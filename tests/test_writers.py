"""Test records to files and back: the same bytes, whole or not at all, nothing a spreadsheet would run."""

import csv
import io
import json
import os
import stat
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.errors import InputError
from yinuo.records import Action, Actor, Commitment, Deadline, Measurable, Quantity, Span, SpeechInfo
from yinuo.writers import COLUMNS, read_jsonl, stream_writer, to_rows, write_csv, write_jsonl
from yinuo.writers.jsonl import to_line, to_line_bytes

SENTENCE = "2022年底前，市教育局新建幼儿园7所，覆盖率达到95%以上。"


def commitment(**changes):
    values = {
        "id": "c1",
        "document": "plan.txt",
        "document_sha256": "0" * 64,
        "speech": SpeechInfo(index=0, title="2022年工作安排", speaker="丁某", organisation="市教育局", year=2022),
        "section": ("一、任务", "（一）建设"),
        "sentence": Span(text=SENTENCE, start=0, end=len(SENTENCE)),
        "text": "新建幼儿园7所",
        "start": 12,
        "end": 19,
        "action": Action(verb="新建", object="幼儿园", type="build"),
        "actor": Actor(text="市教育局", start=8, end=12, source="explicit", name="市教育局"),
        "quantities": (Quantity(text="7所", start=17, end=19, low=7, high=7, unit="所"),),
        "deadline": Deadline(text="2022年底前", start=0, end=7, to="2022-12-31"),
        "specificity": "quantified",
        "measurable": Measurable(value=True),
        "confidence": 0.9,
    }
    return Commitment(**{**values, **changes})


TWO = Quantity(text="95%以上", start=24, end=29, low=95.5, high=None, unit="%")
BARE = {
    "id": "c2",
    "speech": SpeechInfo(index=0),
    "section": (),
    "action": Action(),
    "actor": Actor(),
    "quantities": (),
    "deadline": None,
    "specificity": "directional",
    "measurable": Measurable(value=False, missing=("number", "deadline")),
}
RECORDS = [commitment(), commitment(**BARE), commitment(id="c3", quantities=(*commitment().quantities, TWO))]


def csv_rows(path, encoding="utf-8"):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding))))


def test_jsonl_round_trip(tmp_path):
    path = tmp_path / "out.jsonl"
    assert write_jsonl(RECORDS, path) == 3
    assert read_jsonl(path) == RECORDS
    first = json.loads(path.read_text("utf-8").split("\n")[0])
    assert first["schema"] == "1"
    assert first["deadline"]["from"] is None
    assert "幼儿园" in path.read_text("utf-8"), "characters stand as they are"


def test_same_records_give_the_same_bytes(tmp_path):
    for name, write in (("a.jsonl", write_jsonl), ("a.csv", write_csv)):
        write(RECORDS, tmp_path / name)
        once = (tmp_path / name).read_bytes()
        write(iter(RECORDS), tmp_path / name)
        assert (tmp_path / name).read_bytes() == once


def test_rows_are_flat_and_in_the_order_of_columns():
    rows = to_rows(RECORDS)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert all(value is None or isinstance(value, str | int | float | bool) for row in rows for value in row.values())
    full, bare, two = rows
    assert (full["section"], full["actor"], full["quantity"], full["low"], full["unit"]) == (
        "一、任务 / （一）建设",
        "市教育局",
        "7所",
        7,
        "所",
    )
    assert (full["deadline"], full["deadline_from"], full["deadline_to"], full["deadline_source"]) == (
        "2022年底前",
        None,
        "2022-12-31",
        "explicit",
    )
    assert [bare[name] for name in ("actor", "quantity", "deadline")] == [None, None, None]
    assert bare["missing"] == "number; deadline"
    assert two["quantities"] == "7所; 95%以上"


def test_default_actor_stands_with_its_name():
    assert to_rows([commitment(actor=Actor(name="国务院"))])[0]["actor"] == "国务院"


def test_csv_cells(tmp_path):
    path = tmp_path / "out.csv"
    assert write_csv(RECORDS, path) == 3
    full, bare, two = csv_rows(path)
    assert list(full) == list(COLUMNS)
    assert (full["low"], full["measurable"], full["approximate"]) == ("7", "true", "false")
    assert (bare["low"], bare["measurable"], bare["deadline"]) == ("", "false", "")
    assert two["quantities"] == "7所; 95%以上"


def test_large_numbers_are_written_in_full(tmp_path):
    money = Quantity(text="二十万亿元", start=0, end=5, low=2e13, high=2e13, unit="元")
    loss = Quantity(text="-3.5%", start=0, end=5, low=-3.5, high=None, unit="%")
    write_csv([commitment(quantities=(q,)) for q in (money, loss)], tmp_path / "n.csv")
    big, negative = csv_rows(tmp_path / "n.csv")
    assert big["low"] == "20000000000000"
    assert negative["low"] == "-3.5", "a number is no formula"
    assert negative["quantity"] == "'-3.5%"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula(tmp_path, start):
    text = f'{start}HYPERLINK("http://example.org")'
    path = tmp_path / "f.csv"
    write_csv([commitment(document=text, section=(text,), text=text)], path)
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["document"] == row["section"] == row["text"] == "'" + text


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\ufeff", "\u200b", "\0 "])
def test_no_formula_behind_what_a_spreadsheet_may_drop(tmp_path, blank):
    for text, safe in ((f"{blank}=1+1", False), (f"{blank}新建", True)):
        write_csv([commitment(text=text)], tmp_path / "b.csv")
        with (tmp_path / "b.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        assert row["text"] == (text if safe else "'" + text)


def test_bom_is_written_on_request_only(tmp_path):
    write_csv(RECORDS, tmp_path / "plain.csv")
    write_csv(RECORDS, tmp_path / "excel.csv", bom=True)
    plain, excel = ((tmp_path / f"{name}.csv").read_bytes() for name in ("plain", "excel"))
    assert excel == b"\xef\xbb\xbf" + plain


def failing():
    yield RECORDS[0]
    raise RuntimeError("stopped half-way")


@pytest.mark.parametrize(("name", "write"), [("out.jsonl", write_jsonl), ("out.csv", write_csv)])
def test_an_error_half_way_leaves_the_old_file(tmp_path, name, write):
    path = tmp_path / name
    path.write_text("old", "utf-8")
    with pytest.raises(RuntimeError):
        write(failing(), path)
    assert path.read_text("utf-8") == "old"
    assert os.listdir(tmp_path) == [name], "no draft is left"


def test_permissions_and_links_stay(tmp_path):
    path, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    path.write_text("old", "utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_jsonl(RECORDS, link)
    assert link.is_symlink()
    assert read_jsonl(path) == RECORDS
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_missing_folders_are_made(tmp_path):
    write_jsonl(RECORDS, tmp_path / "a" / "b" / "out.jsonl")
    assert read_jsonl(tmp_path / "a" / "b" / "out.jsonl") == RECORDS


def test_a_device_is_written_through():
    assert write_jsonl(RECORDS, os.devnull) == 3
    assert os.path.exists(os.devnull)


def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    for path in (tmp_path, tmp_path / "file" / "out.jsonl"):
        with pytest.raises(InputError, match=str(tmp_path)):
            write_jsonl(RECORDS, path)


LIMITED = """
import resource, sys
from yinuo.errors import InputError
from yinuo.writers import read_jsonl, writer_for
from yinuo.writers.targets import Options
records = read_jsonl(sys.argv[1]) * 2000
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for target in sys.argv[2:]:
    try:
        with writer_for(target, Options(nested=True)) as write:
            for number, record in enumerate(records):
                write(record.model_copy(update={"id": f"{hash((number, 1)) & 0xFFFFFFFFFFFF:x}"}))
    except InputError as error:
        print(error)
"""


def test_a_full_disk_is_a_clear_error_and_leaves_nothing(tmp_path):
    with pytest.raises(InputError, match="/dev/full: cannot be written"):
        write_jsonl(RECORDS * 1000, "/dev/full")
    write_jsonl(RECORDS, tmp_path / "r.jsonl")
    names = ["x.jsonl", "x.csv", "x.parquet", "x.dataset", "x.hub"]
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, "r.jsonl", *names, "sqlite:///x.db"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = result.stdout.splitlines()
    assert len(said) == 6, result.stderr
    for name, line in zip(names, said, strict=False):
        assert line.startswith(name)
        assert "cannot be written (File too large)" in line
    assert said[-1].startswith("sqlite:///x.db")
    assert os.listdir(tmp_path) == ["r.jsonl"]


def test_stream_is_utf8_whatever_its_encoding():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    with stream_writer(stream) as write:
        write(RECORDS[0])
    assert raw.getvalue().decode() == RECORDS[0].to_json() + "\n"


def test_half_a_surrogate_pair_survives(tmp_path):
    record = commitment(text="新建\ud800")
    write_jsonl([record], tmp_path / "s.jsonl")
    write_csv([record], tmp_path / "s.csv")
    assert read_jsonl(tmp_path / "s.jsonl") == [record]
    assert csv_rows(tmp_path / "s.csv")[0]["text"] == "新建\\ud800"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "bad.jsonl:1: not JSON at column 2"),
        (b"\n[]\n", "bad.jsonl:2: record:"),
        (b'{"schema": "1"}\n', "bad.jsonl:1: text: Field required"),
        (b"[" * 200_000, "bad.jsonl:1: "),
        (b"\xff\xfe", "bad.jsonl: not UTF-8 at byte 0"),
    ],
)
def test_a_line_that_is_no_record_is_a_clear_error(tmp_path, content, says):
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_jsonl(path)
    assert says in str(caught.value)
    assert "wanted" in str(caught.value) or "yinuo schema" in str(caught.value)


def test_a_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(InputError, match=r"gone\.jsonl: cannot be read"):
        read_jsonl(tmp_path / "gone.jsonl")


def test_empty_lines_and_a_bom_are_passed_over(tmp_path):
    path = tmp_path / "w.jsonl"
    path.write_text("\ufeff" + RECORDS[0].to_json() + "\r\n\r\n", "utf-8")
    assert read_jsonl(path) == RECORDS[:1]


@given(st.text(), st.text(alphabet="\u2028\u2029\x85\x0b\x0c\r\n\t\"',;=新"))
def test_any_text_comes_back(tmp_path_factory, text, odd):
    folder = tmp_path_factory.mktemp("any")
    records = [commitment(text=text, section=(odd,)), commitment(text=odd)]
    write_jsonl(records, folder / "any.jsonl")
    write_csv(records, folder / "any.csv")
    assert read_jsonl(folder / "any.jsonl") == records
    with (folder / "any.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


@pytest.mark.parametrize("text", ["新建大公园", "新建\ud800", 'a"\\\n'])
def test_the_bytes_of_a_line_are_those_of_its_text(text):
    record = commitment(text=text)
    assert to_line_bytes(record) == f"{to_line(record)}\n".encode()

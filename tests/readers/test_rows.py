"""Rows with a text column: each row a text or a failure, and what stands beside the text."""

import codecs
import io
import json

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from yinuo.errors import InputError
from yinuo.extraction import extract_source
from yinuo.readers import Source, documents, read
from yinuo.readers.metadata import metadata


def found(tmp_path, name, data, **options):
    (tmp_path / name).write_bytes(data)
    return list(documents(tmp_path / name, **options))


def shape(items, folder):
    """(row, text) of sources, (row, words of the error) of failures."""
    return [
        (
            one.path.removeprefix(f"{folder}/"),
            one.text if isinstance(one, Source) else str(one.error).partition(": ")[2],
        )
        for one in items
    ]


def test_jsonl(tmp_path):
    lines = [
        '{"text": "甲\\r\\n乙", "speaker": "丁某"}',
        "",
        '{"text": null}',
        '{"text" 5}',
        "[1]",
        '{"text": 5}',
        '{"x": "无"}',
        "[" * 100_000,
    ]
    items = found(
        tmp_path,
        "a.jsonl",
        codecs.BOM_UTF8 + "\n".join(lines).encode() + b'\n{"text": "\xff"}\n{"text": "\xe6\x9c\xab"}',
    )
    assert shape(items, tmp_path) == [
        ("a.jsonl#1", "甲\n乙"),
        ("a.jsonl#3", ""),
        (
            "a.jsonl#4",
            "not JSON at column 9 (Expecting ':' delimiter); one object a line is wanted",
        ),
        ("a.jsonl#5", "is no JSON object; one a line is wanted"),
        ("a.jsonl#6", "text is a int, not a text"),
        ("a.jsonl#7", "has no column 'text', which other rows have"),
        ("a.jsonl#8", "nested too deeply, or a number too long; one object a line is wanted"),
        ("a.jsonl#9", "byte 0xff at column 11 is no UTF-8"),
        ("a.jsonl#10", "末"),
    ]
    assert items[0].metadata == {"speaker": "丁某"}


CSV = '正文,日期,单位\n"新建，7所",2031/3/5,云溪市教育局\n"改造\n12间",2031年,\n末,,某县\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_dress(tmp_path, encoding, delimiter):
    data = CSV.replace(",", delimiter).replace("\n", "\r\n").encode(encoding)
    items = found(tmp_path, "表.csv", data, column="正文")
    assert [one.text for one in items] == ["新建，7所", "改造\n12间", "末"]
    assert [one.path for one in items] == [f"{tmp_path}/表.csv#{n}" for n in (1, 2, 3)]
    assert [one.metadata for one in items] == [
        {"date": "2031-03-05", "organisation": "云溪市教育局"}, {}, {"organisation": "某县"},
    ]  # fmt: skip


def test_broken_rows_of_a_csv(tmp_path):
    data = "text,date\n甲,2031-03-05\n乙\n丙,明天\n丁,2031-02-30\n".encode() + b"\xff\xff,\n" + "末,\n".encode()
    assert shape(found(tmp_path, "a.csv", data), tmp_path) == [
        ("a.csv#1", "甲"),
        ("a.csv#2", "has 1 cells under 2 names; an open quote before it?"),
        ("a.csv#3", "the date '明天' is none; a day is wanted, written YYYY-MM-DD"),
        ("a.csv#4", "the date '2031-02-30' is none; a day is wanted, written YYYY-MM-DD"),
        ("a.csv#5", "has bytes that are no text; save the file as UTF-8 and try again"),
        ("a.csv#6", "末"),
    ]


def test_long_cells_and_a_limit(tmp_path):
    long = "新建幼儿园7所，" * 40_000
    items = found(tmp_path, "a.csv", f"text\n{long}\n短\n".encode(), limit=200_000)
    assert shape(items, tmp_path)[1] == ("a.csv#2", "短")
    assert "larger than" in str(items[0].error)
    assert [len(one.text) for one in found(tmp_path, "a.csv", f"text\n{long}\n".encode())] == [len(long)]
    lines = b'{"text": "' + b"x" * 5000 + b'"}\n{"text": "y"}\n'
    large, small = found(tmp_path, "a.jsonl", lines, limit=1000)
    assert "larger than 1000 bytes" in str(large.error)
    assert (small.text, small.path) == ("y", f"{tmp_path}/a.jsonl#2")


def table(**columns):
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def test_parquet(tmp_path):
    import datetime

    data = table(
        text=["甲", None, "丙"], date=[datetime.date(2031, 3, 5), None, None], 单位=["某局", "", None], other=[1, 2, 3]
    )
    items = found(tmp_path, "a.parquet", data)
    assert [(one.text, one.metadata) for one in items] == [
        ("甲", {"date": "2031-03-05", "organisation": "某局"}), ("", {}), ("丙", {}),
    ]  # fmt: skip
    with pytest.raises(InputError, match="damaged"):
        found(tmp_path, "a.parquet", data[:200])
    (failure,) = found(tmp_path, "a.parquet", table(text=[5]))
    assert "is a int" in str(failure.error)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"a,b\n1,2\n"),
        ("a.jsonl", b'{"a": 1, "b": 2}'),
        ("a.parquet", table(a=[1], b=[2])),
        ("a.tsv", b"a\tb\n"),
    ],
)
def test_a_column_that_is_not_there(tmp_path, name, data):
    with pytest.raises(InputError, match="has no column 'text'; it has a, b: name one with --column"):
        found(tmp_path, name, data)


def test_a_header_alone_is_no_text(tmp_path):
    assert found(tmp_path, "a.csv", b"text\n") == []
    with pytest.raises(InputError, match="no column"):
        found(tmp_path, "a.csv", b"")


def test_one_row_by_its_path(tmp_path):
    found(tmp_path, "a.csv", "text\n甲\n乙\n".encode())
    assert read(f"{tmp_path}/a.csv#2").text == "乙"


def test_names_of_columns_in_both_languages():
    row = {"日期": "2031-03-05", "发文机关": "某局", "地区": "云溪", "级别": "市", "讲话人": "丁某", "备注": "x"}
    assert metadata(row, "x") == {
        "date": "2031-03-05", "organisation": "某局", "place": "云溪", "level": "市", "speaker": "丁某",
    }  # fmt: skip


@settings(max_examples=40)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\v"), max_size=20),
        min_size=1,
        max_size=5,
    )
)
def test_texts_come_back_from_every_kind_of_table(tmp_path_factory, texts):
    import csv

    folder = tmp_path_factory.getbasetemp()
    lines = io.StringIO()
    csv.writer(lines).writerows([["text", "n"], *[[text, n] for n, text in enumerate(texts)]])
    rows = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    for name, data in (
        ("a.csv", codecs.BOM_UTF8 + lines.getvalue().encode()),
        ("a.jsonl", rows.encode()),
        ("a.parquet", table(text=texts)),
    ):
        assert [one.text for one in found(folder, name, data)] == texts


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a"])
def test_an_array_of_json_objects_is_rows(tmp_path, name):
    rows = [
        {"title": "云溪县2031年工作要点", "date": "2031-01-16", "content": "新建幼儿园7所。"},
        5,
        {"content": "改造校舍。"},
    ]
    items = found(tmp_path, name, json.dumps(rows, ensure_ascii=False).encode(), column="content")
    assert shape(items, tmp_path) == [
        (f"{name}#1", "新建幼儿园7所。"),
        (f"{name}#2", "is no JSON object"),
        (f"{name}#3", "改造校舍。"),
    ]
    assert items[0].metadata == {"title": "云溪县2031年工作要点", "date": "2031-01-16"}


@pytest.mark.parametrize(
    "data",
    [
        '{"total": 1, "data": [{"text": "新建学校。"}]}',
        '{"text": "新建学校。"}',
        '{"text": "新建学校。"}\n{"text": "又"}',
    ],
)
def test_json_of_other_shapes(tmp_path, data):
    assert found(tmp_path, "a.json", data.encode())[0].text == "新建学校。"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('[{"content": "新建学校。"}]', "it has content: name one with --column"),
        ('[{"text": "新建学校。"', "not JSON at line 1"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_cannot_be_used(tmp_path, data, says):
    with pytest.raises(InputError, match=says):
        found(tmp_path, "a.json", data.encode())


def test_a_column_of_titles_is_the_title_of_the_speech(tmp_path):
    data = "文档标题,发文机关,正文\n云溪县2031年重点工作安排,云溪县人民政府,今年要新建幼儿园7所。"
    (source,) = found(tmp_path, "a.csv", data.encode(), column="正文")
    extraction = extract_source(source)
    assert extraction.speeches[0].title == "云溪县2031年重点工作安排"
    assert [(r.text, r.deadline.to) for r in extraction] == [("新建幼儿园7所", "2031-12-31")]

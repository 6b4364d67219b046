"""Test files packed by gzip: read as the file within; damaged ones, bombs and archives are refused."""

import gzip
import io
import json

import pytest

from yinuo.errors import InputError
from yinuo.readers import documents, read

TEXT = "新建幼儿园7所。\n改造老旧小区3个。"


def test_a_text_is_read_as_the_text_within(tmp_path):
    path = tmp_path / "plan.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert read(path).text == TEXT


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_rows_are_read_one_by_one(tmp_path, ending):
    path = tmp_path / f"all.{ending}.gz"
    line = json.dumps({"text": TEXT, "place": "青芜县"}, ensure_ascii=False)
    rows = f"{line}\n{line}\n" if ending == "jsonl" else f'text,place\n"{TEXT}",青芜县\n"{TEXT}",青芜县\n'
    path.write_bytes(gzip.compress(rows.encode()))
    found = list(documents(path))
    assert [(one.path, one.text, one.metadata) for one in found] == [
        (f"{path}#{n}", TEXT, {"place": "青芜县"}) for n in (1, 2)
    ]


def test_a_file_cut_short_is_said_to_be_so(tmp_path):
    path = tmp_path / "plan.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode() * 50)[:-20])
    with pytest.raises(InputError, match="a gzip file that is cut short or damaged"):
        read(path)


# Without a time in it: two workers that collect in two seconds would not name the same test.
@pytest.mark.parametrize("inside", [gzip.compress(b"x", mtime=0), b"PK\x05\x06" + bytes(18), b"Rar!\x1a\x07"])
def test_an_archive_within_is_not_read(tmp_path, inside):
    path = tmp_path / "all.gz"
    path.write_bytes(gzip.compress(inside))
    with pytest.raises(InputError):
        list(documents(path))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "all.jsonl.gz"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as file:
        file.write(b'{"text": ""}\n')
        for _ in range(64):
            file.write(b" " * (1 << 20))
    path.write_bytes(packed.getvalue())
    with pytest.raises(InputError, match="unpacks to 250 times its size"):
        list(documents(path))

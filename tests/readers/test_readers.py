import codecs
import hashlib
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.digests import digest
from yinuo.errors import DecodeError, InputError
from yinuo.readers import Failure, Place, Source, read

TEXT = "一、扩大学位\n今年要新建幼儿园7所，增加学位2000个。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
    ],
    ids=["utf-8", "utf-8-mark", "utf-16-le-mark", "utf-16-be-mark", "utf-16-le", "utf-16-be", "gb18030", "gbk"],
)
def test_every_encoding_gives_the_same_text(tmp_path, data, encoding):
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    source = read(path)
    assert (source.text, source.encoding, source.path) == (TEXT, encoding, str(path))
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_are_newlines(tmp_path, ending):
    path = tmp_path / "plan.txt"
    path.write_bytes(f"甲{ending}乙{ending}{ending}丙".encode())
    assert read(path).text == "甲\n乙\n\n丙"


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_an_empty_text(tmp_path, data):
    path = tmp_path / "empty.txt"
    path.write_bytes(data)
    assert read(path).text == ""


def test_english_and_a_lone_character_are_text(tmp_path):
    for text in ("We will build 7 schools.\n", "好", "caf\u00e9"):
        path = tmp_path / "x.txt"
        path.write_bytes(text.encode("utf-8"))
        assert read(path).text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"PK\x03\x04\x14\x00\x06\x00", "docx"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        (b"plan\x00\x01\x02\x03more", "NUL byte at offset 4"),
    ],
)
def test_a_binary_file_is_named_for_what_it_is(tmp_path, data, says):
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match="wanted: plain text") as caught:
        read(path)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        ("第一行\n今年要新建幼儿园".encode() + b"\xff" + "七所。".encode(), ":2:9:", "0xff"),
        ("各县区要抓好落实。\n".encode("gb18030") * 3 + b"\xff\xff", ":4:1:", "0xff"),
        (codecs.BOM_UTF8 + "今年".encode() + b"\xe4\xbb", ":1:3:", "0xe4"),
        (codecs.BOM_UTF16_LE + "年".encode("utf-16-le") + b"\x00\xd8\x00", ":1:2:", "0x00"),
    ],
)
def test_an_undecodable_byte_has_its_place(tmp_path, data, place, byte):
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    with pytest.raises(DecodeError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith(f"{path}{place}")
    assert f"byte {byte}" in message
    assert "save the file as UTF-8" in message


def test_a_missing_path_and_a_folder(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(InputError, match="NUL character"):
        read("a\0b")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_a_clear_error(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    try:
        said = read(path).text
    except InputError as error:
        said = str(error)
    assert "\r" not in said
    assert said or not data.strip(codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + codecs.BOM_UTF16_BE)


@given(st.text(alphabet=st.characters(exclude_characters="\0\r\v\ufeff", exclude_categories=["Cs"]), max_size=60))
def test_utf8_is_read_back(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "back.txt"
    path.write_bytes(codecs.BOM_UTF8 + text.encode())
    assert read(path).text == text


def test_what_readers_give_goes_to_another_process_and_into_a_set():
    given = Source("a.csv#1", "甲", "utf-8", digest("甲"), (Place(0, page=1),), {"date": "2031-03-05"})
    failure = Failure("a.csv#2", InputError("a.csv#2: is bad"))
    assert pickle.loads(pickle.dumps(given)) == given
    assert len({given, given}) == 1
    assert str(pickle.loads(pickle.dumps(failure)).error) == "a.csv#2: is bad"


def test_a_plain_text_loads_no_library_of_another_format(tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    libraries = ("lxml", "pypdfium2", "selectolax", "markdown_it", "pyarrow", "docx")
    found = f"[name for name in {libraries} if name in sys.modules]"
    code = f"import sys, yinuo; yinuo.read({str(tmp_path / 'plan.txt')!r}); print({found})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_digest_takes_a_lone_surrogate():
    assert len(digest("\ud800")) == 64


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("县教育局要新建\v小学2所。", ["县教育局要新建小学2所。"]),
        (
            "云溪县2031年\v政府工作报告\v一、教育\v新建小学2所。",
            ["云溪县2031年政府工作报告", "一、教育", "新建小学2所。"],
        ),
        ("新建小学2所；\v改造校舍。\v", ["新建小学2所；", "改造校舍。"]),
    ],
)
def test_a_soft_break_of_word_ends_no_sentence(tmp_path, text, lines):
    (tmp_path / "plan.txt").write_text(text, "utf-8")
    assert read(tmp_path / "plan.txt").text.split("\n")[: len(lines)] == lines

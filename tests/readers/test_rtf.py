r"""Test RTF files: Chinese in code pages and as \u, numbers of lists, what is deleted or hidden, rows of tables."""

import time

import pytest

from yinuo.errors import FormatError, InputError
from yinuo.readers import read, rtf

pytest.importorskip("striprtf", reason="striprtf is not installed: pip install 'yinuo[rtf]'")
TASK = "今年要新建幼儿园7所。"


def gbk(text):
    return "".join(chr(byte) if byte < 128 else f"\\'{byte:02x}" for byte in text.encode("gbk"))


def unicode(text):
    return "".join(c if c < "\x80" else f"\\u{(ord(c) ^ 0x8000) - 0x8000}?" for c in text)


def made(body, page=936):
    head = rf"{{\rtf1\ansi\ansicpg{page}\deff0{{\fonttbl{{\f0\fnil\fcharset134 SimSun;}}}}{{\info{{\title x}}}}{{\header top\par}}"
    return (head + body + "}").encode("latin-1")


@pytest.mark.parametrize("page", [936, 1252])
@pytest.mark.parametrize("write", [gbk, unicode])
def test_chinese_however_it_is_written(tmp_path, write, page):
    (tmp_path / "plan.doc").write_bytes(made(rf"\pard\f0 {write(TASK)}\par {write('改造危桥12座。')}\par", page))
    source = read(tmp_path / "plan.doc")
    assert source.text == f"{TASK}\n改造危桥12座。\n"
    assert source.encoding == "rtf"


def test_what_people_see_is_read():
    label = rf"{{\listtext\pard\plain {unicode('一、')}\tab}}"
    body = (
        rf"\pard{label}{{\f0 {unicode('学位')}}}\par "
        rf"\pard\f0 {gbk('新建')}{{\deleted\revauthdel1 {gbk('九')}}}{{\v {gbk('藏')}}}{{\v0 {gbk('七')}}}{{\revised {gbk('所。')}}}"
        rf"{{\*\footnote {gbk('注')}}}{{\*\bkmkstart a}}\par "
        rf"\trowd {gbk('姓名')}\cell {gbk('学校')}\cell\row \trowd {gbk('王某')}\cell {gbk('一中')}\cell\row "
    )
    assert rtf.read_bytes(made(body), "x").text.splitlines() == ["一、学位", "新建七所。", "姓名\t学校", "王某\t一中"]


def test_without_the_library_one_line_says_how(tmp_path, monkeypatch):
    monkeypatch.setattr(rtf, "find_spec", lambda name: None)
    (tmp_path / "plan.rtf").write_bytes(made("x"))
    with pytest.raises(FormatError, match=r"pip install 'yinuo\[rtf\]'.*--converter 'soffice") as caught:
        read(tmp_path / "plan.rtf", converter="none", memory=None, timeout=None)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "body", ["{" * 600, r"\u" + "9" * 40 + "?", r"{\v " * 300, "}" * 50, r"\'zz\u-99999? x", r"\ansicpg99999 \'ff"]
)
def test_strange_files_are_a_text_or_one_clear_line(body):
    error = None
    try:
        rtf.read_bytes(made(body), "x.rtf").text.encode("utf-8")
    except InputError as caught:
        error = str(caught)
    assert error is None or (error.startswith("x.rtf: ") and "\n" not in error)


def test_time_grows_with_the_text():
    body = rf"\pard\f0 {{\deleted {gbk(TASK)}}}{unicode(TASK)}\par "
    started = time.process_time()
    once = rtf.read_bytes(made(body * 300), "x").text
    middle = time.process_time()
    assert rtf.read_bytes(made(body * 2400), "x").text == once * 8
    assert time.process_time() - middle < 30 * (middle - started + 0.02)

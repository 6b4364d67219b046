"""Bad input: each a clear error or an empty result with a reason, never a traceback, never a wrong date."""

import errno
import random
import time
import zipfile

import pytest
from typer.testing import CliRunner

import yinuo
from yinuo.cli import app
from yinuo.errors import DateError, DecodeError, InputError
from yinuo.readers import documents, read
from yinuo.readers.docx.number_formats import count
from yinuo.writers import read_jsonl

WHOLE = "2022年工作安排\n市教育局局长 丁某\n2022年，市教育局将新建公办幼儿园7所。\n"


@pytest.fixture(scope="module")
def nlp():
    return yinuo.load()


@pytest.fixture
def run(tmp_path):
    """Extract a file of these bytes; the result, and the records written."""

    def extract(data, *args, name="text.txt"):
        path, out = tmp_path / name, tmp_path / "out.jsonl"
        path.write_bytes(data)
        result = CliRunner().invoke(app, ["extract", str(path), "-o", str(out), *args], prog_name="yinuo")
        assert "Traceback" not in result.output
        return result, read_jsonl(out) if out.exists() else None

    return extract


def refused(result, *says):
    """The command failed with one line that names the place, and says this."""
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("yinuo: ")
    for words in says:
        assert words in line


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty file"),
        pytest.param(b"\xef\xbb\xbf", id="byte order mark alone"),
        pytest.param(b" \n\t\n\xe3\x80\x80\n", id="white space alone"),
        pytest.param("一、总体要求\n二、主要任务\n（一）学前教育\n三、保障措施\n".encode(), id="only headings"),
        pytest.param(b"We will build seven schools by 2025 and raise enrolment to 95%.\n", id="English"),
        pytest.param("教育是国之大计。人民群众十分关心。\n".encode(), id="nothing promised"),
        pytest.param(b"0123456789" * 10, id="digits alone"),
        pytest.param("。，、；：？！“”《》（）".encode() * 10, id="punctuation alone"),
    ],
)
def test_nothing_to_find_is_an_empty_result_with_a_reason(run, nlp, data):
    result, records = run(data)
    assert result.exit_code == 0, result.output
    assert records == []
    (note, *_) = yinuo.extract(data.decode("utf-8-sig"), nlp=nlp).notes
    assert note in result.stdout.replace("\n", "")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(bytes(random.Random(0).randbytes(5000)), ("text.txt",), id="random bytes"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(500), ("program",), id="program"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ("PNG",), id="image"),
        pytest.param(b"PK\x03\x04" + bytes(200), ("zip", "docx"), id="docx"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("PDF",), id="pdf"),
        pytest.param(WHOLE.encode() + b"\xff\n" + WHOLE.encode(), (":4:1:", "0xff", "UTF-8"), id="undecodable byte"),
        pytest.param(WHOLE.encode()[:-2], ("text.txt:",), id="cut inside a character"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(run, data, says):
    result, records = run(data)
    refused(result, "text.txt", *says)
    assert records is None, "nothing is written"


def test_missing_path_and_folder(tmp_path):
    for path, says in ((tmp_path / "gone.txt", "no such file"), (tmp_path, "folder")):
        refused(CliRunner().invoke(app, ["extract", str(path)], prog_name="yinuo"), says)
        with pytest.raises(InputError, match=says):
            yinuo.read(path)
    with pytest.raises(InputError, match="no such file"):
        yinuo.read("a\0b")


@pytest.mark.parametrize(
    "date", ["2022-02-30", "2022", "22-03-05", "2022/03/05", "20220305", "2022-W09-6", "今天", "", " "]
)
def test_a_wrong_date_is_refused_before_any_work(run, nlp, date):
    result, records = run(WHOLE.encode(), "--date", date)
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr
    assert records is None
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        yinuo.extract(WHOLE, date=date, nlp=nlp)
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        yinuo.deadlines("年底前", date=date)


@pytest.mark.parametrize(
    "text",
    [
        "要新建公办幼儿园7所，年底前完成。",
        "今年要新建公办幼儿园7所，明年全部竣工，上半年开工，春节前交付，今后五年翻一番。",
        "222年，要新建公办幼儿园7所。",
        "到2月30日前新建公办幼儿园7所，13月底前完成，99月内开工。",
        "0000年底前新建公办幼儿园7所，到9999年建成学校5所。",
    ],
)
def test_without_a_date_no_date_is_made_up(nlp, text):
    found = yinuo.extract(text, nlp=nlp)
    assert {r.speech.date for r in found} <= {None}
    for record in found:
        for day in (record.deadline.from_, record.deadline.to) if record.deadline else ():
            assert day is None or day.startswith("9999-"), f"{record.deadline}"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(b"\xff\xfe\xfa\x00", "words.txt", id="no text"),
        pytest.param("鹤城通\tnz\n鹤 城 通\n".encode(), "words.txt:2", id="white space in a word"),
        pytest.param("鹤城通，\n".encode(), "words.txt:1", id="punctuation in a word"),
        pytest.param(None, "words.txt", id="missing"),
    ],
)
def test_a_broken_word_list_is_refused_with_its_line(run, tmp_path, words, says):
    path = tmp_path / "words.txt"
    if words is not None:
        path.write_bytes(words)
    result, records = run(WHOLE.encode(), "--words", str(path))
    refused(result, says)
    assert records is None


@pytest.mark.parametrize("text", ["\ud800今年，要新建公办幼儿园7所。", "今年，新建公办幼儿园7所\udfff。", "\ud800"])
def test_half_a_surrogate_pair_is_refused_with_its_place(nlp, text):
    with pytest.raises(InputError, match=r"U\+D[8F][0F][0F] at offset \d+"):
        yinuo.extract(text, nlp=nlp)


@pytest.mark.parametrize(
    ("text", "count"),
    [("\x00" * 20, 0), ("今年，要新建公办幼儿园7所。\x00", 1), ("\ufeff今年，要新建公办幼儿园7所。", 1)],
)
def test_control_characters_are_only_characters(nlp, text, count):
    found = yinuo.extract(text, nlp=nlp)
    assert len(found) == count
    assert all(text[r.start : r.end] == r.text for r in found)


def test_a_bad_file_does_not_stop_the_good_ones(run, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n")
    result, records = run(WHOLE.encode(), str(tmp_path / "bad.txt"), str(tmp_path / "gone.txt"))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert [record.text for record in records] == ["新建公办幼儿园7所"]


SENTENCE = "今年，各县区要新建公办幼儿园7所，覆盖率达到95%以上，加强校车管理；"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("piece", "size"),
    [
        pytest.param("加强", 5_000_000, id="5 MB without punctuation"),
        pytest.param(SENTENCE, 400_000, id="clauses"),
        pytest.param("九", 300_000, id="one numeral"),
        pytest.param("1", 100_000, id="one digit"),
        pytest.param("（", 300_000, id="open brackets"),
        pytest.param("、", 300_000, id="list marks"),
        pytest.param("2022年", 300_000, id="years"),
        pytest.param("\n", 300_000, id="empty lines"),
        pytest.param("一、\n", 200_000, id="headings"),
        pytest.param(" ", 300_000, id="spaces"),
    ],
)
def test_a_huge_line_takes_time_in_proportion(nlp, piece, size):
    text = piece * (size // len(piece.encode()))
    start = time.process_time()
    found = yinuo.extract(text, nlp=nlp)
    assert time.process_time() - start < 20
    assert all(text[r.start : r.end] == r.text for r in found)
    assert len(found) or found.notes


@pytest.mark.parametrize("charset", ["idna", "undefined", "punycode"])
def test_a_page_that_names_a_codec_of_no_text_is_a_decode_error(charset, tmp_path):
    page = f"<html><meta charset={charset}><body>".encode() + b"\xff\xfe" + "今年新建学校5所。".encode()
    (tmp_path / "a.html").write_bytes(page)
    with pytest.raises(DecodeError, match="save the file as UTF-8"):
        read(tmp_path / "a.html")


def test_a_member_without_a_name_is_passed_over(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "今年新建学校5所。")
        archive.writestr("b.txt", "")
    data = path.read_bytes()
    at = data.rindex(b"PK\x01\x02")
    kept = data[:at] + data[at : at + 28] + b"\0\0" + data[at + 30 : at + 46] + data[at + 51 :]
    end = kept.rindex(b"PK\x05\x06")
    size = int.from_bytes(kept[end + 12 : end + 16], "little") - 5
    path.write_bytes(kept[: end + 12] + size.to_bytes(4, "little") + kept[end + 16 :])
    with zipfile.ZipFile(path) as archive:
        assert "" in archive.namelist()
    assert [source.text for source in documents(path)] == ["今年新建学校5所。"]


def test_a_text_that_is_too_long_is_one_line():
    nlp = yinuo.load()
    nlp.max_length = 1000
    with pytest.raises(InputError, match="1,200 characters is too long"):
        yinuo.extract("今年新建学校。" * 171 + "今年。", nlp=nlp)


def test_any_command_ends_in_one_line_whatever_goes_wrong(tmp_path, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("no such\nthing")

    monkeypatch.setattr(yinuo.ledger, "merge", fail)
    for arguments in (["ledger", "merge", "a.xlsx", "b.xlsx", "-o", str(tmp_path / "c.xlsx")],):
        result = CliRunner().invoke(app, arguments, prog_name="yinuo")
        assert result.exit_code == 1
        assert "unexpected ValueError (no such thing)" in result.output
        assert "Traceback" not in result.output


def test_an_item_numbered_beyond_what_word_knows_keeps_its_digits():
    for form in ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman"):
        assert count(2**40, form) == str(2**40)


def test_a_table_in_utf16_that_is_cut_short_is_a_decode_error(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("text\n今年".encode("utf-16")[:-1])
    with pytest.raises(DecodeError, match="cut short; save it as UTF-8"):
        list(documents(path))


def test_a_full_disk_is_one_line_for_any_command(tmp_path, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(yinuo.ledger, "merge", fail)
    result = CliRunner().invoke(app, ["ledger", "merge", "a.xlsx", "b.xlsx", "-o", str(tmp_path / "c.xlsx")])
    assert result.exit_code == 1
    assert "No space left on device" in result.output
    assert "on a disk with space" in result.output

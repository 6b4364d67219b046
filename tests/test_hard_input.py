"""Input that is hard to bear: no exception but the package's own, and no depth of recursion that the text decides."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import yinuo
from tests.readers.hostile import zip_of
from yinuo.errors import InputError
from yinuo.nlp.analysis import Analyser
from yinuo.readers import Limits, documents

OPENING = "2024年工作安排\n今年，我们要"
HERE = Limits(None, None)
BIG = "9" * 32


@pytest.mark.parametrize("word", ["确保", "推动", "要", "（", "由县政府", "使", "《", "把", "一是"])
def test_a_word_again_and_again(word):
    text = f"{OPENING}{word * 493}新建幼儿园7所。"
    for record in yinuo.extract(text):
        assert text[record.start : record.end] == record.text
    assert yinuo.explain(text, len(text) - 5).section_kind == "tasks"


@pytest.mark.parametrize(
    "said",
    [
        f"新建{BIG}所", f"增长{BIG}%", f"到{BIG}年底前建成学校", f"第{BIG}条", f"投入1.{BIG}亿元", f"下降{BIG}分之一",
        "新建" + "９" * 5000 + "所", "新建" + "九" * 5000 + "所", "新建1" + "亿" * 300 + "所", f"{BIG}月{BIG}日前完成",
    ],
    ids=lambda said: said[:6],
)  # fmt: skip
def test_numbers_of_many_digits(said):
    text = f"{OPENING}{said}。"
    for record in yinuo.extract(text):
        assert text[record.start : record.end] == record.text
        yinuo.Commitment.model_validate_json(record.model_dump_json())
    yinuo.values(said)


def test_a_text_longer_than_any_is_refused_at_once():
    with pytest.raises(InputError, match="1,001 characters is too long"):
        yinuo.extract("今" * 1001, nlp=Analyser(max_length=1000))
    with pytest.raises(InputError, match="1,001 characters is too long"):
        yinuo.explain("今" * 1001, 3, nlp=Analyser(max_length=1000))


@pytest.mark.parametrize("cut", [1, 3])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a.md", "a.html", "a.json"])
def test_wide_text_that_is_cut_short(tmp_path, name, encoding, cut):
    path = tmp_path / name
    path.write_bytes("text\n新建幼儿园7所。\n".encode(encoding)[:-cut])
    said = ""
    try:
        list(documents(path, limits=HERE))
    except InputError as error:
        said = str(error)
    assert "\n" not in said


def test_members_without_a_name(tmp_path):
    path = tmp_path / "all.zip"
    stream = io.BytesIO(zip_of(("a.txt", "甲甲")))
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = ""
        archive.writestr(info, "乙乙")
    path.write_bytes(stream.getvalue())
    assert [one.text for one in documents(path, limits=HERE)] == ["甲甲"]


@pytest.mark.parametrize("charset", ["idna", "punycode", "undefined", "rot13", "hex", "zlib", "x" * 999, "utf-7"])
def test_a_page_that_names_a_strange_encoding(tmp_path, charset):
    path = tmp_path / "a.html"
    path.write_text(f"<html><head><meta charset={charset}></head><body><p>新建幼儿园7所。</p></body></html>", "utf-8")
    (source,) = documents(path, limits=HERE)
    assert source.text == "新建幼儿园7所。\n"


def damaged(path, part, change):
    """The workbook with one part changed; the damage of the archive itself is none."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(stream, "w") as made:
        for name in whole.namelist():
            data = whole.read(name)
            made.writestr(name, change(data) if re.fullmatch(part, name) else data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("part", "change"),
    [
        pytest.param("xl/worksheets/.*", lambda data: data[: len(data) // 2], id="a sheet cut short"),
        pytest.param("xl/worksheets/.*", lambda data: data.replace(b'r="', b'r="x'), id="cells nowhere"),
        pytest.param("xl/worksheets/.*", lambda data: re.sub(rb"<v>\d+", b"<v>null", data), id="values that are none"),
        pytest.param("xl/workbook.xml", lambda data: re.sub(rb'sheetId="\d+"', b'sheetId=""', data), id="no numbers"),
        pytest.param("xl/styles.xml", lambda data: re.sub(rb'Id="\d+"', b'Id="x"', data), id="styles nowhere"),
        pytest.param("xl/sharedStrings.xml", lambda data: b"", id="no strings"),
    ],
)  # fmt: skip
def test_a_broken_workbook_is_one_line(tmp_path, part, change):
    sound, broken = tmp_path / "sound.xlsx", tmp_path / "broken.xlsx"
    yinuo.ledger.write(yinuo.extract(f"{OPENING}新建幼儿园7所。"), sound)
    broken.write_bytes(damaged(sound, part, change))
    said = f"{broken}: no sheet has the columns"
    try:
        yinuo.ledger.merge(broken, sound, tmp_path / "merged.xlsx")
    except InputError as error:
        said = str(error)
    assert said.startswith(f"{broken}: ")
    assert "\n" not in said
    with pytest.raises(InputError):  # the same workbook as a table of metadata
        list(yinuo.stream([tmp_path / "a.txt"], metadata=broken))


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of a file")
def test_a_full_disk_is_one_line(tmp_path):
    (tmp_path / "a.txt").write_text(OPENING + "新建幼儿园7所，改造教室12间。\n" * 3000, "utf-8")
    code = (
        "import resource, signal, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); "
        "from yinuo.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "extract", "-q", tmp_path / "a.txt", "-o", tmp_path / "out.brat"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        f"yinuo: {tmp_path / 'out.brat'}: cannot be written (File too large); "
        "make room or choose another place with -o\n"
    )
    assert not Path(tmp_path / "out.brat").exists()


@pytest.mark.parametrize("text", ["（一）市教育局确保", "各县区开展", "市教育局推动", "国务院有关部门要"])
def test_a_text_may_end_at_its_verb(text):
    for record in yinuo.extract(text):
        assert text[record.start : record.end] == record.text

"""The same speech as text, Word file, PDF, web page, Markdown and row gives the same commitments, and their places."""

import csv
import html
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import yinuo
from tests.readers.leaves import leaves
from tests.readers.sheets import needs_chinese_font, paragraphs, set_pages
from tests.readers.word import Word, level
from yinuo.cli import app
from yinuo.readers import documents, read
from yinuo.writers import COLUMNS, read_jsonl, to_row

SPEECHES = sorted((Path(__file__).parent.parent.parent / "corpus" / "speeches").glob("*.txt"))
CHINESE = "chineseCountingThousand"
_MARKS = (re.compile(r"[一二三四五六七八九十]{1,3}、"), re.compile(r"（[一二三四五六七八九十]{1,3}）"))


def text_of(path):
    return read(path).text.replace("\u3000", " ")


def as_word(text):
    """The speech with its 一、 and （一） as automatic numbers, which stand nowhere in the text of the file."""
    word = Word()
    number = word.number(level(0, "%1、", CHINESE), level(1, "（%2）", CHINESE))
    counts = [0, 0]
    for line in text.splitlines():
        at = next((n for n, mark in enumerate(_MARKS) if mark.match(line)), None)
        if at is None or not _is_next(line, at, counts):
            word.paragraph(line)
        else:
            word.paragraph(_MARKS[at].sub("", line, count=1), number, at)
    return word.data()


def _is_next(line, at, counts):
    """Whether the line has the number that comes next; lists that begin anew keep theirs as text."""
    from yinuo.readers.docx.number_formats import count

    wanted = count(counts[at] + 1, CHINESE)
    if not line.startswith((f"{wanted}、", f"（{wanted}）")) or (at == 1 and not counts[0]):
        return False
    counts[at] += 1
    counts[at + 1 :] = [0] * len(counts[at + 1 :])
    return True


def as_page(text):
    title, *lines = text.splitlines()
    body = "".join(f"<p>\u3000\u3000{html.escape(line)}</p>" for line in lines)
    return (
        f"<html><head><title>{title}</title></head><body><ul><li><a>首页</a></li></ul><h1>{title}</h1>{body}".encode()
    )


def as_row(text):
    return json.dumps({"text": text}).encode()


FORMS = {
    "plan.docx": as_word,
    "plan.pdf": lambda text: set_pages(paragraphs(text.splitlines()), head="政府文件", foot="— {page} —"),
    "plan.ofd": lambda text: leaves(text.splitlines()),
    "plan.html": as_page,
    "plan.jsonl": as_row,
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs_chinese_font if name.endswith(".pdf") else ()) for name in FORMS]
)
@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_same_text(tmp_path, path, name):
    text = text_of(path)
    (tmp_path / name).write_bytes(FORMS[name](text))
    source = read(tmp_path / name)
    assert source.text.strip("\n") == text.strip("\n")


@pytest.fixture(scope="module")
def nlp():
    return yinuo.load()


@pytest.mark.parametrize("name", FORMS)
def test_same_commitments_with_places(tmp_path, nlp, name):
    path = SPEECHES[-1]
    text = text_of(path)
    (tmp_path / name).write_bytes(FORMS[name](text))
    source = read(tmp_path / name)
    wanted = yinuo.extract(text, nlp=nlp)
    found = yinuo.extract(source.text, places=source.places, nlp=nlp)
    assert [r.text for r in found] == [r.text for r in wanted]
    assert len(found) > 30
    for record in found:
        assert source.text[record.start : record.end] == record.text
        line = source.text.count("\n", 0, record.start) + 1
        if name == "plan.docx":
            assert (record.place.paragraph, record.place.page) == (line, None)
        elif name in ("plan.pdf", "plan.ofd"):
            page = [place.page for place in source.places if place.start <= record.start][-1]
            assert (record.place.page, record.place.paragraph) == (page, None)
        else:
            assert record.place is None
    pages = [record.place.page for record in found if record.place]
    assert pages == sorted(pages, key=lambda page: page or 0)


def test_places_in_rows_and_lines(nlp):
    from yinuo.readers import Place

    text = "今年，全县要新建幼儿园7所。\n今年，全县要改造教室12间。\n"
    found = yinuo.extract(text, nlp=nlp, places=[Place(0, page=1), Place(15, page=2)])
    assert [to_row(r)["page"] for r in found] == [1, 2]
    assert [to_row(r)["paragraph"] for r in found] == [None, None]
    assert {"page", "paragraph"} < set(COLUMNS)
    line = json.loads(found.commitments[0].to_json())
    assert line["place"] == {"page": 1, "paragraph": None}
    del line["place"]
    assert yinuo.Commitment.model_validate(line).place is None, "records of before are read"
    assert yinuo.extract(text, nlp=nlp, places=[Place(15, page=2)]).commitments[0].place is None


# ---- the command line


@pytest.fixture
def run():
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args], prog_name="yinuo", env={"COLUMNS": "140"})


PLAN = "2031年工作安排\n市教育局局长 丁某\n2031年，市教育局将新建公办幼儿园7所。\n"


def archive(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as members:
        members.writestr("a/plan.docx", as_word(PLAN))
        members.writestr("b/plan.txt", PLAN)
        members.writestr("bad.png", b"\x89PNG\r\n")
    return path


def test_extract_reads_all_and_writes_the_texts_that_offsets_refer_to(run, tmp_path):
    out, texts = tmp_path / "out.jsonl", tmp_path / "texts"
    (tmp_path / "plan.pdf").write_bytes(FORMS["plan.pdf"](PLAN))
    result = run("extract", archive(tmp_path), tmp_path / "plan.pdf", "-o", out, "--text-out", texts, "-q")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "all.zip!/bad.png: is a PNG image" in line
    assert "3 texts, 3 speeches, 3 commitments" in result.stdout
    assert "1 text failed" in result.stdout
    assert sorted(path.name for path in texts.iterdir()) == [
        "all.zip!a!plan.docx.txt",
        "all.zip!b!plan.txt",
        "plan.pdf.txt",
    ]
    records = read_jsonl(out)
    assert [record.document.rpartition("/")[2] for record in records] == ["plan.docx", "plan.txt", "plan.pdf"]
    names = ["all.zip!a!plan.docx.txt", "all.zip!b!plan.txt", "plan.pdf.txt"]
    for record, name in zip(records, names, strict=True):
        assert (texts / name).read_bytes().decode()[record.start : record.end] == record.text == "新建公办幼儿园7所"
    assert [(r.place and r.place.page, r.place and r.place.paragraph) for r in records] == [
        (None, 3),
        (None, None),
        (1, None),
    ]


def test_text_out_to_one_file_and_its_refusals(run, tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(as_word(PLAN))
    assert run("extract", path, "--text-out", tmp_path / "t.txt").exit_code == 0
    assert (tmp_path / "t.txt").read_text("utf-8") == PLAN
    assert run("extract", path, path, "--text-out", tmp_path / "t.txt").exit_code == 2
    result = run("extract", archive(tmp_path), "--text-out", tmp_path / "u.txt")
    assert "there are several texts; name a folder" in result.stderr
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    result = run("extract", tmp_path / "plan.txt", "--text-out", tmp_path)
    assert "would replace" in result.stderr
    assert result.exit_code == 1


def test_texts_of_one_name_do_not_replace_each_other(run, tmp_path):
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "计划.txt").write_text(PLAN + folder, "utf-8")
    run("extract", tmp_path / "a" / "计划.txt", tmp_path / "b" / "计划.txt", "--text-out", tmp_path / "out", "-q")
    assert [(path.name, path.read_text("utf-8")[-1]) for path in sorted((tmp_path / "out").iterdir())] == [
        ("计划-2.txt", "b"), ("计划.txt", "a"),
    ]  # fmt: skip


def test_rows_with_what_stands_beside_the_text(run, tmp_path):
    lines = io.StringIO()
    csv.writer(lines).writerows(
        [
            ["内容", "日期", "单位"],
            ["今年，要新建幼儿园7所。", "2031年3月5日", "云溪市教育局"],
            ["今年，要新建桥9座。", "?", ""],
        ]
    )
    (tmp_path / "all.csv").write_bytes(lines.getvalue().encode("gb18030"))
    result = run("extract", tmp_path / "all.csv", "--column", "内容", "-o", "-")
    (record,) = map(json.loads, result.stdout.splitlines())
    assert (record["deadline"]["to"], record["actor"]["name"]) == ("2031-12-31", "云溪市教育局")
    assert record["document"].endswith("all.csv#1")
    assert result.exit_code == 1
    assert "all.csv#2: the date '?' is none" in result.stderr
    given = run(
        "extract", tmp_path / "all.csv", "--column", "内容", "--date", "2019-01-01", "--actor", "某局", "-o", "-"
    )
    assert json.loads(given.stdout.splitlines()[0])["deadline"]["to"] == "2019-12-31"


def test_converter_on_the_command_line(run, tmp_path):
    import sys

    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "convert.py").write_text(f"import sys; sys.stdout.buffer.write({PLAN!r}.encode())")
    result = run("extract", tmp_path / "old.doc")
    assert result.exit_code == 1
    assert "--converter 'soffice --headless --convert-to docx'" in result.stderr
    converter = f"'{sys.executable}' '{tmp_path / 'convert.py'}'"
    result = run("extract", tmp_path / "old.doc", "--converter", converter, "-o", "-")
    assert json.loads(result.stdout)["text"] == "新建公办幼儿园7所"
    assert "丁某" in run("speeches", tmp_path / "old.doc", "--converter", converter).stdout


def test_the_other_commands_read_all_kinds(run, tmp_path):
    path = archive(tmp_path)
    for member in ("a/plan.docx", "b/plan.txt"):
        one = f"{path}!/{member}"
        assert "丁某" in run("speeches", one).stdout
        assert "no damage found" in run("inspect", one).stdout
        assert "0 repairs applied" in run("repair", one, "-o", tmp_path / "r.jsonl").stdout
        assert "新建公办幼儿园7所" in run("explain", one, "--at", PLAN.index("新建")).stdout
    assert "several texts" in run("speeches", path).stderr
    assert next(one.path for one in documents(path)).endswith("!/a/plan.docx")

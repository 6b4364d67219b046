"""What rows, tables and options say of a text is the same whichever verb reads it."""

import csv
import json
from pathlib import Path

import datasets
import pytest
from typer.testing import CliRunner

import yinuo
from yinuo.batch import Failure
from yinuo.cli import app
from yinuo.errors import InputError, UsageError
from yinuo.readers.metadata import NAMES, joined
from yinuo.writers import read_jsonl

PLAN = "2024年工作安排\n县教育局局长 王某\n各学校要在6月底前改造教室12间以上。今年，要新建幼儿园7所。\n"
BARE = "今年，要新建幼儿园7所。\n"
ROWS = [
    {"正文": PLAN, "日期": "2022年3月1日", "单位": "云溪市教育局", "讲话人": "丁某", "地区": "云溪市", "级别": "市"},
    {"正文": BARE, "日期": "2023-01-05", "单位": "", "讲话人": "", "地区": "枫岭县", "级别": "县"},
    {"正文": PLAN, "日期": "", "单位": "", "讲话人": "", "地区": "", "级别": ""},
]
SAID = [
    ("2022-03-01", "云溪市教育局", "丁某", "云溪市", "市"),
    ("2023-01-05", None, None, "枫岭县", "县"),
    (None, "县教育局", "王某", None, None),
]
# What the options say where nothing else does, as keywords and on the command line.
OPTIONS = {"date": "2020-06-01", "actor": "某单位", "speaker": "某人", "place": "某地", "level": "某级"}


def as_table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def rows(tmp_path):
    """A file of rows that say when, where and who."""
    return as_table(tmp_path / "all.csv", ROWS)


@pytest.fixture
def folder(tmp_path):
    """The same texts as files, and beside them a table that says the same of them."""
    (tmp_path / "texts").mkdir()
    for number, row in enumerate(ROWS):
        (tmp_path / "texts" / f"{number}.txt").write_text(row["正文"], "utf-8")
    said = [{"文件": f"{n}.txt", **{k: v for k, v in row.items() if k != "正文"}} for n, row in enumerate(ROWS)]
    return tmp_path / "texts", as_table(tmp_path / "table.csv", said)


def by_command(paths, out, *options):
    result = CliRunner().invoke(app, ["extract", *map(str, paths), "-o", str(out), *map(str, options)])
    assert result.exit_code == 0, result.output
    return read_jsonl(out)


def by_extractor(texts, documents, **options):
    data = {"正文": texts, "name": documents, **options.pop("columns", {})}
    found = yinuo.Extractor(text="正文", document="name", form="json", **options)(data)
    return [yinuo.Commitment.model_validate(r) for text in found["commitments"] for r in json.loads(text)]


def by_run(paths, out, **options):
    yinuo.batch(paths, out, jobs=1, **options)
    return read_jsonl(out / "commitments.jsonl")


def by_stream(paths, **options):
    found = list(yinuo.stream(paths, **options))
    assert not any(isinstance(item, Failure) for item in found)
    return found


def said(records):
    """What the records say of their texts, once for each."""
    speeches = {r.document: r.speech for r in records}
    return [(s.date, s.organisation, s.speaker, s.place, s.level) for s in speeches.values()]


def test_rows_give_the_same_records_by_every_verb(rows, tmp_path):
    found = by_stream([rows], column="正文")
    assert said(found) == SAID
    assert [r.deadline.to for r in found] == ["2022-06-30", "2022-12-31", "2023-12-31", "2024-06-30", "2024-12-31"]
    assert by_command([rows], tmp_path / "out.jsonl", "--column", "正文") == found
    assert by_run([rows], tmp_path / "out", column="正文") == found
    data = datasets.Dataset.from_csv(str(rows), cache_dir=str(tmp_path / "cache")).to_dict()
    columns = {name: cells for name, cells in data.items() if name != "正文"}
    documents = [f"{rows}#{number}" for number in range(1, 4)]
    assert by_extractor(data["正文"], documents, columns=columns) == found
    with_names = {"date": "日期", "actor": "单位", "speaker": "讲话人", "place": "地区", "level": "级别"}
    assert by_extractor(data["正文"], documents, columns=columns, **with_names) == found


def test_a_folder_and_its_table_give_the_same_records_by_every_verb(folder, tmp_path):
    texts, table = folder
    found = by_stream([texts], metadata=table)
    assert said(found) == SAID
    paths = sorted(texts.iterdir())
    assert by_command(paths, tmp_path / "out.jsonl", "--metadata", table) == found
    assert by_run([texts], tmp_path / "out", metadata=table) == found
    assert by_extractor([p.read_text("utf-8") for p in paths], list(map(str, paths)), metadata=table) == found


def test_options_give_the_same_records_by_every_verb(folder, tmp_path):
    """Options stand between the table and the file's own columns."""
    texts, table = folder
    found = by_stream([texts], metadata=table, **OPTIONS)
    assert said(found) == [
        SAID[0],
        ("2023-01-05", "某单位", "某人", "枫岭县", "县"),
        ("2020-06-01", "某单位", "某人", "某地", "某级"),
    ]
    given = [part for name, value in OPTIONS.items() for part in (f"--{name}", value)]
    assert by_command(sorted(texts.iterdir()), tmp_path / "out.jsonl", "--metadata", table, *given) == found
    assert by_run([texts], tmp_path / "out", metadata=table, **OPTIONS) == found


def test_a_table_goes_before_options_and_options_before_rows(rows, tmp_path):
    table = as_table(tmp_path / "table.csv", [{"file": "all.csv", "level": "省"}, {"file": "all.csv#1", "level": "国"}])
    found = by_stream([rows], column="正文", metadata=table, place="某地", level="某级")
    assert [(place, level) for *_, place, level in said(found)] == [("某地", "国"), ("某地", "省"), ("某地", "省")]
    options = ("--column", "正文", "--metadata", table, "--place", "某地", "--level", "某级")
    assert by_command([rows], tmp_path / "out.jsonl", *options) == found
    assert by_run([rows], tmp_path / "out", column="正文", metadata=table, place="某地", level="某级") == found


@pytest.mark.parametrize("field", NAMES)
def test_precedence_of_each_field(field):
    row, options, own = ({field: value} for value in ("table", "option", "own"))
    assert joined(row, options, own) == {field: "table"}
    assert joined({}, options, own) == joined({field: ""}, options, own) == {field: "option"}
    assert joined({}, {field: None}, own) == {field: "own"}
    assert joined({}, {}, {"text": "x"}) == {}


def test_explain_reads_a_row_as_extract_does(tmp_path):
    """Whether 2023 is to come depends on the day of the speech, which only the row says."""
    text = "到2023年底，新建幼儿园7所。"
    days = {"2022-01-05": "commitment", "2025-01-05": "achievement"}
    rows = as_table(tmp_path / "all.csv", [{"text": text, "日期": day} for day in days])
    found = by_stream([rows], include=["achievement"])
    assert [r.status for r in found] == list(days.values())
    for record in found:
        args = ["explain", record.document, "--at", str(record.start), "--json"]
        assert json.loads(CliRunner().invoke(app, args).stdout)["status"] == record.status


def test_files_of_the_table_that_are_not_read_are_named(folder, tmp_path):
    texts, table = folder
    result = CliRunner().invoke(app, ["extract", str(texts / "0.txt"), "-q", "--metadata", str(table)])
    assert "files of the table of metadata that are no inputs: 1.txt, 2.txt" in result.stdout


def test_what_cannot_be_used():
    with pytest.raises(InputError, match="row 1 of the batch: the date 'soon' is none"):
        yinuo.Extractor()({"text": [BARE, BARE], "日期": ["2022-03-01", "soon"]})
    with pytest.raises(UsageError, match="name their column with document="):
        yinuo.Extractor(metadata="table.csv")
    with pytest.raises(InputError, match=r"gone\.csv"):
        yinuo.stream([Path("a.txt")], metadata="gone.csv")
    assert CliRunner().invoke(app, ["extract", "a.txt", "--metadata", "gone.csv"]).exit_code == 1

"""Test what arguments name: files, folders, globs, lists, stdin; sorted, each once, none dropped without a word."""

import io
import os

import pytest

from yinuo.batch import gather
from yinuo.errors import UsageError


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = (
        "docs/b.txt", "docs/a.txt", "docs/deep/报告 🏫.docx", "docs/old.doc", "docs/photo.png", "docs/.hidden.txt",
        "docs/~$b.docx", "docs/__MACOSX/a.txt", "docs/out/commitments.jsonl", "@odd.txt", "[1].txt", "empty/x.png",
    )  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


DOCS = ["docs/a.txt", "docs/b.txt", "docs/deep/报告 🏫.docx", "docs/old.doc"]
CASES = [
    pytest.param(["docs/b.txt", "docs/a.txt"], ["docs/a.txt", "docs/b.txt"], id="sorted"),
    pytest.param(["docs"], DOCS, id="folder"),
    pytest.param(["docs/"], DOCS, id="folder with a slash"),
    pytest.param(["docs", "./docs/a.txt", "docs/../docs/b.txt"], DOCS, id="each once, by its shortest name"),
    pytest.param(["docs/*.txt"], ["docs/a.txt", "docs/b.txt"], id="glob"),
    pytest.param(["docs/**/*.docx"], ["docs/deep/报告 🏫.docx", "docs/~$b.docx"], id="deep glob"),
    pytest.param(["docs/d*"], ["docs/deep/报告 🏫.docx"], id="glob of a folder"),
    pytest.param(["@odd.txt", "[1].txt"], ["@odd.txt", "[1].txt"], id="names that look like lists and globs"),
    pytest.param(["gone.txt"], ["gone.txt"], id="missing: its failure is reported"),
    pytest.param(["docs/photo.png"], ["docs/photo.png"], id="a kind unknown, but named"),
]


@pytest.mark.parametrize(("arguments", "paths"), CASES)
def test_what_is_found(place, arguments, paths):
    found = gather(arguments, leave_out="docs/out").found
    assert [one.path for one in found] == paths
    assert not [one for one in found if one.problem]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
def test_lists(place, monkeypatch, end):
    data = f"docs/b.txt{end}{end}docs/deep{end}".encode()
    (place / "list").write_bytes(data)
    paths = ["docs/b.txt", "docs/deep/报告 🏫.docx"]
    assert [one.path for one in gather(["@list"]).found] == paths
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [one.path for one in gather(["-"]).found] == paths


@pytest.mark.parametrize(
    ("argument", "problem"),
    [
        ("no*.txt", "no file matches; check the pattern"),
        ("empty", "the folder has no file of a known kind; wanted: txt, docx, pdf, html, md, zip and others"),
    ],
)
def test_what_names_nothing_is_a_failure_to_report(place, argument, problem):
    (found,) = gather([argument]).found
    assert (found.path, found.problem) == (argument, problem)


def test_other_kinds_are_counted(place):
    assert gather(["docs"], leave_out="docs/out").passed_over == {".png": 1}


def test_order_does_not_hang_on_the_order_of_arguments(place):
    assert gather(["docs", "empty", "./docs/a.txt"]).found == gather(["./docs/a.txt", "empty", "docs"]).found


def test_links_to_folders_are_not_followed_around(place):
    (place / "docs" / "round").symlink_to(place / "docs")
    assert [one.path for one in gather(["docs"], leave_out="docs/out").found] == DOCS


def test_a_name_that_is_no_unicode(place):
    name = os.fsencode(place) + b"/docs/deep/\xb1\xa8.txt"
    with open(name, "w", encoding="ascii"):
        pass
    assert os.fsdecode(b"docs/deep/\xb1\xa8.txt") in [one.path for one in gather(["docs/deep"]).found]


@pytest.mark.parametrize("arguments", [[], ["@gone"], ["@empty.list"], ["./docs/out/"]])
def test_what_is_wrong_usage(place, arguments):
    (place / "empty.list").write_text("\n", "utf-8")
    with pytest.raises(UsageError):
        gather(arguments, leave_out="docs/out")

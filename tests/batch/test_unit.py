"""The unit of work on files that hold many texts, some of them bad. The readers are doubles; the pipeline is not."""

import json
from dataclasses import dataclass

import pytest

from yinuo.batch import Entry, Metadata
from yinuo.batch import unit as module
from yinuo.batch.options import Options
from yinuo.batch.unit import Unit
from yinuo.digests import digest
from yinuo.errors import InputError
from yinuo.readers import Source

PLAN = "2024年工作安排\n县教育局局长 王某\n各学校要在6月底前改造教室12间以上。\n"


class Text(Source):
    """A text of a file of many."""

    def __init__(self, path, text=PLAN, **metadata):
        notes = ("a note of the reader",)
        super().__init__(path, text, "utf-8", digest(text), metadata=metadata, notes=notes)


@dataclass
class Bad:
    """A member that cannot be read, as readers give it."""

    path: str
    error: Exception


BAD = Bad("all.zip!/b.txt", InputError("all.zip!/b.txt: is a PNG image, not text; export it; try again"))
BROKEN = InputError("all.zip: is cut short; fetch it again")
BUG = ZeroDivisionError("division\nby zero")


@pytest.fixture(scope="module")
def nlp():
    return Unit(Options()).nlp


@pytest.fixture
def read(tmp_path, monkeypatch, nlp):
    """What a unit makes of a file of these texts: its records, its entry."""

    def read(*texts, options=None):
        def documents(path, **told):
            for text in texts:
                if isinstance(text, Exception):
                    raise text
                yield text

        monkeypatch.setattr(module, "documents", documents)
        monkeypatch.setattr(module, "load", lambda words, reader: nlp)
        monkeypatch.chdir(tmp_path)
        (tmp_path / "all.zip").write_bytes(b"bytes")
        *blocks, entry = Unit(options or Options())("all.zip")
        assert isinstance(entry, Entry)
        assert entry.size == sum(map(len, blocks))
        return [json.loads(line) for block in blocks for line in block.splitlines()], entry

    return read


CASES = [
    ([], "ok", 0, []),
    ([Text("all.zip!/a.txt")], "ok", 1, []),
    ([Text("all.zip!/a.txt"), BAD, Text("all.zip!/c.txt")], "partial", 2, ["is a PNG image, not text"]),
    ([BAD], "failed", 0, ["is a PNG image, not text"]),
    ([Text("all.zip!/a.txt"), BROKEN], "partial", 1, ["is cut short"]),
    ([Text("all.zip!/a.txt"), BUG], "partial", 1, ["unexpected ZeroDivisionError: division by zero"]),
    ([Text("all.zip!/a.txt", "\ud800"), Text("all.zip!/b.txt")], "partial", 1, ["the text has a lone surrogate"]),
    ([BUG], "failed", 0, ["unexpected ZeroDivisionError: division by zero"]),
]


@pytest.mark.parametrize(("texts", "status", "documents", "causes"), CASES)
def test_what_is_bad_is_named_and_the_rest_is_read(read, texts, status, documents, causes):
    records, entry = read(*texts)
    assert (entry.status, entry.documents, entry.records) == (status, documents, len(records))
    assert len(records) == documents
    assert [failure.cause[: len(cause)] for failure, cause in zip(entry.failures, causes, strict=True)] == causes
    assert all(failure.next for failure in entry.failures)
    line = json.loads(entry.to_line())
    assert (line["status"], line.get("cause")) == (status, entry.failures[0].cause if causes else None)


def test_notes_say_which_text_they_are_of(read):
    _, entry = read(Text("all.zip!/a.txt", "无"), Text("all.zip"))
    assert entry.notes[:2] == (
        "all.zip!/a.txt: a note of the reader",
        "all.zip!/a.txt: only headings: no line of running text",
    )
    assert entry.notes[2] == "a note of the reader"
    assert entry.characters == 1 + len(PLAN)


SAID = {"date": "2022-03-01", "organisation": "云溪市教育局", "speaker": "丁某", "place": "云溪市", "level": "市"}


def test_the_table_goes_before_the_options_and_those_before_the_rows_own_columns(read):
    table = Metadata({"a.txt": {"speaker": "丁某", "level": "市"}, "all.zip": {"place": "云溪市", "level": "省"}})
    options = Options(metadata=table, actor="云溪市教育局")
    own = Text("all.zip!/a.txt", date="2022-03-01", organisation="县政府", speaker="王某")
    (one, two), _ = read(own, Text("all.zip!/b.txt"), options=options)
    assert {name: one["speech"][name] for name in SAID} == SAID
    assert {name: two["speech"][name] for name in SAID} == {
        "date": None, "organisation": "云溪市教育局", "speaker": "王某", "place": "云溪市", "level": "省",
    }  # fmt: skip
    assert one["deadline"]["to"] == "2022-06-30"


def test_many_records_come_in_blocks(read, monkeypatch):
    monkeypatch.setattr(module, "_BLOCK", 3000)
    texts = [Text(f"all.zip!/{n}.txt") for n in range(9)]
    records, entry = read(*texts)
    assert [record["document"] for record in records] == [text.path for text in texts]
    assert entry.status == "ok"

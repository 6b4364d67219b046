"""Records of many files, lazily: the same as from a run, in the same order, however many processes read."""

import json
from pathlib import Path

import pytest

import yinuo
from tests.batch.doubles import Obedient
from yinuo.batch import Failure
from yinuo.batch import unit as module
from yinuo.batch.engines.worker import Setup
from yinuo.batch.inputs import gather
from yinuo.batch.options import Options
from yinuo.batch.recipe import Recipe
from yinuo.batch.stream import in_order
from yinuo.errors import DateError, UsageError
from yinuo.extraction import extract
from yinuo.readers import read
from yinuo.records import Commitment

CORPUS = Path(__file__).parents[2] / "corpus" / "speeches"


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for path in sorted(CORPUS.glob("*.txt"))[:4]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture(scope="module")
def wanted(texts):
    items = []
    for path in sorted(map(str, texts.iterdir())):
        if path.endswith("c.txt"):
            failure = Failure(path, "is a PNG image (pip install 'yinuo[ocr]' reads it)", "")
            items.append((failure.document, failure.cause))
        else:
            items += extract(read(path).text, document=path).commitments
    return items


def plain(items):
    return [(item.document, item.cause) if isinstance(item, Failure) else item for item in items]


@pytest.mark.parametrize("jobs", [None, pytest.param(2, marks=pytest.mark.slow)])
def test_records_and_failures_in_order(texts, wanted, jobs):
    assert plain(yinuo.stream([texts], jobs=jobs)) == wanted
    assert len(wanted) > 100


def test_it_is_lazy(texts, monkeypatch):
    read_now = []
    real = module.documents
    monkeypatch.setattr(module, "documents", lambda path, **options: read_now.append(path) or real(path, **options))
    items = yinuo.stream([texts, "no*.txt"])
    assert not read_now
    assert next(items).document == min(map(str, texts.iterdir()))
    assert len(read_now) == 1
    items.close()


@pytest.fixture
def rows(tmp_path):
    """A file of many texts, one of which is none."""
    lines = [json.dumps({"text": f"今年，要新建学校{n}所。", "日期": "2024-01-05"}) for n in range(1, 6)]
    lines.insert(2, json.dumps({"text": 7}))
    (tmp_path / "all.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path / "all.jsonl"


@pytest.mark.parametrize("held", [2, 200])
def test_in_one_process_the_records_are_those_that_a_process_would_send(texts, rows, monkeypatch, held):
    monkeypatch.setattr(module, "_HELD", held)
    unit = module.Unit(Options())
    sent = []
    for one in gather([texts, rows]).found:
        *blocks, entry = unit(one.path)
        sent += [Commitment.model_validate(json.loads(line)) for line in b"".join(blocks).splitlines()]
        sent += entry.failures
    assert list(yinuo.stream([texts, rows])) == sent
    of_rows = [type(item) for item in sent if item.document.startswith(str(rows))]
    assert of_rows == [*[Commitment] * 5, Failure], "failures come last"


def test_in_one_process_no_record_is_written_or_read_as_json(texts, monkeypatch):
    path = next(texts.glob("*.txt"))
    unit = module.Unit(Options())
    monkeypatch.setattr(Recipe, "__call__", lambda recipe: unit)

    def refuse(*args, **options):
        raise AssertionError("JSON")

    monkeypatch.setattr(module, "to_line_bytes", refuse)
    for name in ("to_json", "model_dump_json", "model_validate_json"):
        monkeypatch.setattr(Commitment, name, refuse)
    for name in ("dumps", "loads"):
        monkeypatch.setattr(json, name, refuse)
    found = list(yinuo.stream([path]))
    assert found
    assert all(isinstance(item, Commitment) for item in found)
    (entry,) = unit(str(path))
    assert entry.failures[0].cause == "unexpected AssertionError: JSON", "what goes to another process is JSON"


def test_a_file_that_changes_while_it_is_read_gives_a_failure_alone(rows, monkeypatch):
    digests = iter("ab")
    monkeypatch.setattr(module, "input_digest", lambda path: next(digests))
    assert plain(yinuo.stream([rows])) == [(str(rows), "the file changed while it was read")]


def test_what_names_no_file_is_a_failure_too(texts):
    assert plain(yinuo.stream(["/no*.txt"])) == [("/no*.txt", "no file matches")]


def test_options_are_checked_at_once():
    with pytest.raises(UsageError, match="timeout: -3 is no limit"):
        yinuo.stream(["a.txt"], timeout=-3)
    with pytest.raises(DateError):
        yinuo.stream(["a.txt"], date="soon")
    with pytest.raises(UsageError):
        yinuo.stream([])


@pytest.mark.slow
def test_a_slow_file_holds_up_the_order_and_not_the_memory(tmp_path):
    """Files behind one that is slow are read ahead, but a few only."""
    paths = []
    for number in range(30):
        paths.append(tmp_path / f"{number:02}.txt")
        paths[-1].write_text(f"record {number}" if number else "sleep 2\nrecord 0", "utf-8")
    stream = in_order(Setup(Obedient()), [str(path) for path in paths], jobs=2, timeout=None)
    first = next(stream)
    assert b"record 0" in first
    found = [content for content in stream if isinstance(content, bytes)]
    assert [content.split()[2] for content in found] == [f'{n}"'.encode() for n in range(1, 30)]


@pytest.mark.slow
def test_a_stream_with_processes_may_be_left(texts):
    items = yinuo.stream([texts], jobs=1)
    next(items)
    items.close()

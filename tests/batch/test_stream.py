"""Records of many files, lazily: the same as from a run, in the same order, however many processes read."""

from pathlib import Path

import pytest

import yinuo
from tests.batch.doubles import Obedient
from yinuo.batch import Failure
from yinuo.batch.engines.worker import Setup
from yinuo.batch.stream import in_order
from yinuo.errors import DateError, UsageError
from yinuo.extraction import extract
from yinuo.readers import read

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
            failure = Failure(path, "is a PNG image", "")
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
    from yinuo.batch import unit

    real = unit.documents
    monkeypatch.setattr(unit, "documents", lambda path, **options: read_now.append(path) or real(path, **options))
    items = yinuo.stream([texts, "no*.txt"])
    assert not read_now
    assert next(items).document == min(map(str, texts.iterdir()))
    assert len(read_now) == 1
    items.close()


def test_what_names_no_file_is_a_failure_too(texts):
    assert plain(yinuo.stream(["/no*.txt"])) == [("/no*.txt", "no file matches")]


def test_options_are_checked_at_once():
    with pytest.raises(UsageError, match="give jobs=1"):
        yinuo.stream(["a.txt"], timeout=3)
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

"""Records of a text as they are asked for: the same as all at once, in bounded memory, with bounded sentences."""

import tracemalloc
from pathlib import Path

import pytest

import yinuo
from yinuo.extraction import extract_source, stream_source
from yinuo.readers.source import source
from yinuo.rules.wording import wording

CORPUS = Path(__file__).parents[1] / "corpus"
TEXTS = sorted((*(CORPUS / "speeches").glob("*.txt"), *(CORPUS / "damaged").glob("*.txt")))[::3]
HEAD = "2024年工作安排\n今年，我们要加强管理。\n"
MOST = 300  # bytes a character
LIST = HEAD + "".join(f"新建幼儿园{n}所，" for n in range(1, 4001)) + "加强领导。"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_stream_gives_what_an_extraction_holds(path):
    text = yinuo.read(path)
    whole, stream = extract_source(text), stream_source(text)
    assert stream.notes == ()
    assert tuple(stream) == whole.commitments
    assert (stream.document, stream.sha256, stream.speeches) == (whole.document, whole.sha256, whole.speeches)
    assert (stream.notes, stream.repairs) == (whole.notes, whole.repairs)
    assert not list(stream), "once"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_clauses_that_come_and_go_with_their_lines_give_the_same(path, monkeypatch):
    text = yinuo.read(path)
    wanted = extract_source(text, include=("achievement", "background"))
    monkeypatch.setattr("yinuo.nlp.analysis._MANY", 1)
    stream = stream_source(text, include=("achievement", "background"))
    assert tuple(stream) == wanted.commitments
    assert stream.notes == wanted.notes


def test_a_line_that_nobody_writes_is_read_in_parts():
    piece = "新建大公园3座，推进改革。"
    text = HEAD + piece * 5000
    records = yinuo.extract(text).commitments
    assert len(records) == 5001
    assert all(
        text[r.start : r.end] == r.text and text[r.sentence.start : r.sentence.end] == r.sentence.text for r in records
    )
    assert {r.sentence.text for r in records[1:]} == {piece[:-1]}


def test_of_a_very_long_sentence_a_record_quotes_what_stands_around_it():
    records = yinuo.extract(LIST).commitments
    long = [r for r in records if r.text.startswith("新建")]
    assert len(long) == 4000
    for record in long:
        quote = record.sentence
        assert LIST[quote.start : quote.end] == quote.text
        assert quote.start <= record.start < record.end <= quote.end
        assert len(quote.text) <= len(record.text) + 1000
        assert [e.rule for e in record.evidence if e.field == "sentence"] == ["long-sentence"]
    assert long[2000].sentence.start == long[2000].start - 500
    assert wording("long-sentence", "en").startswith("a sentence too long")


def test_a_sentence_of_usual_length_is_quoted_whole():
    text = HEAD + "".join(f"新建幼儿园{n}所，" for n in range(1, 150)) + "加强领导。"
    records = yinuo.extract(text).commitments
    assert {r.sentence.text for r in records if r.text.startswith("新建")} == {text[len(HEAD) : -1]}
    assert not any(e.field == "sentence" for r in records for e in r.evidence)


def peak(text):
    """The most bytes that Python holds at once while the records of a text are made and dropped."""
    tracemalloc.start()
    found = sum(1 for _ in stream_source(source("a.txt", text, "utf-8")))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found > len(text) / 10
    return most


@pytest.mark.parametrize("stop", ["。", "，"])
def test_what_is_kept_of_a_text_is_bounded_by_its_length(stop, monkeypatch):
    """However many records it has: eight characters make one here, and the long text has many parts."""
    monkeypatch.setattr("yinuo.nlp.analysis._MANY", 500)
    monkeypatch.setattr("yinuo.nlp.steps.structure._LONGEST", 4_000)
    piece = f"新建大公园3座{stop}"
    short, long = HEAD + piece * 600, HEAD + piece * 1500
    list(stream_source(source("a.txt", short, "utf-8")))
    assert (peak(long) - peak(short)) / (len(long) - len(short)) < MOST

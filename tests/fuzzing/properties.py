"""What must hold of any text and any file; each check raises where it does not."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yinuo
from yinuo.errors import InputError, YinuoError
from yinuo.readers import Failure, Limits, Source, documents
from yinuo.records import Commitment
from yinuo.writers import to_line

HERE = Limits(None, None)
STATUSES = ("achievement", "background")
UNEXPECTED = "in a way that its reader did not expect"
LONGEST = 20_000  # of a text from a file, how much is extracted
SECONDS = 10.0


class _TooLong(BaseException):
    """Ends what takes too long; no reader takes it for a fault of the file."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes more processor time, however much else the machine does."""

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _TooLong:
        raise TimeoutError(f"took more than {seconds:g} seconds") from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def spans(record: Commitment) -> Iterator[object]:
    """Every span of a record that has offsets."""
    yield from (record, record.sentence, *record.quantities)
    yield from (part for part in (*record.evidence, record.actor, record.deadline) if part and part.start is not None)


def check_records(text: str, date: str | None = None) -> None:
    """Spans are their texts, records lie in their sentences and in order, the same text gives the same lines."""
    found = yinuo.extract(text, date=date, include=STATUSES)
    for record in found:
        for span in spans(record):
            assert 0 <= span.start <= span.end <= len(text), (span, len(text))
            assert text[span.start : span.end] == span.text, span
        assert record.sentence.start <= record.start < record.end <= record.sentence.end, record
        assert all(record.start <= q.start < q.end <= record.end for q in record.quantities), record
        assert record.deadline is None or (record.deadline.from_ or "") <= (record.deadline.to or "9"), record.deadline
    assert [record.start for record in found] == sorted(record.start for record in found)
    assert len({record.id for record in found}) == len(found)
    again = yinuo.extract(text, date=date, include=STATUSES)
    assert [to_line(record) for record in found] == [to_line(record) for record in again]


def check_text(text: str) -> None:
    """Whatever is asked of a text is answered."""
    date = "2022-03-05" if len(text) % 2 else None
    check_records(text, date)
    for value in (*yinuo.quantities(text), *yinuo.deadlines(text, date=date)):
        assert text[value.start : value.end] == value.text != "", value
    for speech in yinuo.speeches(text):
        assert 0 <= speech.start <= speech.end <= len(text), speech
    yinuo.inspect(text)
    repaired = yinuo.repair(text)
    assert all(0 <= repair.at <= len(text) for repair in repaired.repairs)
    for at in range(0, len(text), max(1, len(text) // 4)):
        try:
            yinuo.explain(text, at, date=date)
        except InputError as error:
            _one_line(str(error))


def _one_line(said: str) -> None:
    assert "\n" not in said, said


def check_file(path: Path) -> None:
    """A file is a few texts, each with its records, or one line that says why not; the same once more."""
    once, again = _read(path), _read(path)
    assert once == again
    for text in once[0]:
        check_records(text[:LONGEST])


def _read(path: Path) -> tuple[list[str], list[str]]:
    texts, said = [], []
    try:
        for found in documents(path, converter="none", limits=HERE):
            if isinstance(found, Source):
                texts.append(found.text)
            elif isinstance(found, Failure):
                said.append(str(found.error))
    except YinuoError as error:
        said.append(str(error))
    for line in said:
        _one_line(line)
        assert os.fspath(path) in line, line
        assert UNEXPECTED not in line, line
    return texts, said

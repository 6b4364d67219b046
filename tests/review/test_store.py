"""Test the store: what is written stays as it was written, and is there when the process dies."""

import os
import sqlite3
import stat
import subprocess
import sys

import pytest

from tests.review.samples import SHA, TEXT, made, records, store
from yinuo.errors import InputError
from yinuo.verdicts.store import Store


def test_records_come_back_as_they_were(tmp_path):
    own = store(tmp_path)
    assert own.records(SHA) == sorted(records(), key=lambda r: (r.start, r.end))
    assert own.text(SHA) == TEXT
    assert [(d.name, d.records) for d in own.documents()] == [("yunxi.txt", len(records()))]


@pytest.mark.parametrize("table", ["record", "decision", "document"])
@pytest.mark.parametrize("deed", ["delete from {}", "update {} set sha256 = ''"])
def test_nothing_can_be_changed(tmp_path, table, deed):
    own = store(tmp_path)
    own.append(made(records()[0].id, "accept"))
    own.close()
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        sqlite3.connect(tmp_path / "review.db").execute(deed.format(table))


def test_an_event_sent_twice_is_stored_once(tmp_path):
    own = store(tmp_path)
    first = own.append(made(records()[0].id, "accept", event="event-twice"))
    again = own.append(made(records()[0].id, "reject", event="event-twice"))
    assert again == first
    assert [one.kind for one in own.decisions()] == ["accept"]
    assert own.decisions(since=first.seq) == []


def test_records_that_are_known_stay_as_people_saw_them(tmp_path):
    own = store(tmp_path)
    changed = [record.model_copy(update={"confidence": 0.1}) for record in records()]
    assert own.add_document("elsewhere.txt", None, TEXT, changed) == 0
    assert {r.confidence for r in own.records(SHA)} != {0.1}


def test_a_process_that_is_killed_loses_nothing_it_has_answered_for(tmp_path):
    store(tmp_path).close()
    code = (
        "import os, sys; from pathlib import Path; from tests.review.samples import made, records\n"
        "from yinuo.verdicts.store import Store\n"
        "own = Store(Path(sys.argv[1]))\n"
        "own.append(made(records()[0].id, 'accept', event='event-killed'))\n"
        "os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "review.db")], check=False)
    assert ended.returncode == -9
    assert [one.event for one in Store(tmp_path / "review.db").decisions()] == ["event-killed"]


def test_only_its_owner_reads_the_file(tmp_path):
    store(tmp_path)
    assert os.name == "nt" or stat.S_IMODE((tmp_path / "review.db").stat().st_mode) == 0o600


def test_the_view_of_what_counts_can_be_read_by_any_program(tmp_path):
    own, (first, second, *_) = store(tmp_path), records()
    own.append(made(first.id, "accept", event="event-first"))
    own.append(made(second.id, "reject", reason="heading"))
    own.append(made(first.id, "undo", undoes="event-first"))
    found = sqlite3.connect(tmp_path / "review.db").execute("select record, kind, reason from current").fetchall()
    assert found == [(second.id, "reject", "heading")]


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_store_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "other.db"
    if content is None:
        sqlite3.connect(path).execute("create table other(x)")
    else:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"other\.db: is no store of a review .*give one that") as error:
        Store(path)
    assert "\n" not in str(error.value)


def test_a_store_of_another_version_is_refused(tmp_path):
    store(tmp_path).close()
    with sqlite3.connect(tmp_path / "review.db") as connection:
        connection.execute("update meta set value = '99'")
    with pytest.raises(InputError, match="its version is 99"):
        Store(tmp_path / "review.db")


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        Store(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()

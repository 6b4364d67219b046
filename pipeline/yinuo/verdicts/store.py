"""Store documents, records and decisions in one SQLite file: records never change, decisions are only added.

The standard library's sqlite3 and not SQLAlchemy, which the package has for tables of records: the schema is fixed to
SQLite by its triggers and its journal, it is four statements long, and a key press should not wait for an ORM.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from yinuo.digests import digest
from yinuo.errors import InputError, OutputError
from yinuo.records import Commitment, SpeechInfo
from yinuo.verdicts.decisions import VERDICT, Decision

VERSION = "1"
SUFFIX = ".db"
_SCHEMA = """
create table if not exists meta(key text primary key, value text not null);
create table if not exists document(
  sha256 text primary key, path text not null, title text, text text not null, place integer not null);
create table if not exists record(
  id text primary key, sha256 text not null references document, "start" integer not null, "end" integer not null,
  json text not null);
create index if not exists record_of_document on record(sha256, "start", "end");
create table if not exists tracked(
  id text primary key, sha256 text not null references document, place integer not null, json text not null);
create index if not exists tracked_of_document on tracked(sha256, place);
create table if not exists decision(
  seq integer primary key autoincrement, event text unique not null, at text not null, author text not null,
  session text not null, sha256 text not null references document, record text not null,
  kind text not null check(kind in ('accept','reject','edit','add','split','merge','note','undo')),
  undoes text, payload text, reason text);
create index if not exists decision_of_document on decision(sha256, seq);
"""
_TRIGGERS = "".join(
    f"create trigger if not exists no_{deed}_of_{table} before {deed} on {table} "
    f"begin select raise(abort, '{table}s are never changed'); end;\n"
    for table in ("decision", "record", "document", "tracked")
    for deed in ("update", "delete")
)
# What a person sees who opens the file with a browser of databases: what counts of each author and record.
_VIEW = """
create view if not exists current as
with recursive undone(event) as (
  select undoes from decision where kind = 'undo' and event not in (select coalesce(undoes, '') from decision))
select d.author, d.sha256, d.record, d.kind, d.reason, d.payload, max(d.seq) as seq from decision d
where d.kind not in ('undo', 'note') and d.event not in (select event from undone)
group by d.author, d.record;
"""
_COLUMNS = "seq, event, at, author, session, sha256, record, kind, undoes, payload, reason"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """Hold a text of the store, without the text itself."""

    sha256: str
    path: str
    title: str | None
    records: int
    tracked: int = 0

    @property
    def name(self) -> str:
        """Give the last part of its path."""
        return self.path.replace("\\", "/").rpartition("/")[2]


# Fields of a record that pages show or need; the text of its sentence they cut from the text that they have.
_SHOWN = frozenset((
    "id", "text", "start", "end", "restored", "section", "sentence", "speech", "status", "actor", "quantities",
    "deadline", "firmness", "specificity", "confidence", "evidence", "second",
))  # fmt: skip
_OF_SPEECH = ("index", "organisation")
_NAMES = [one.alias or name for name, one in Commitment.model_fields.items()]
_HIDDEN = [name for name in _NAMES if name not in _SHOWN]
_HIDDEN += [f"speech.{name}" for name in SpeechInfo.model_fields if name not in _OF_SPEECH]
_UNSHOWN = ", ".join(f"'$.{path}'" for path in (*_HIDDEN, "sentence.text"))


class Store:
    """Open the store of a review; one object serves all threads of a server."""

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path)
        if not create and not self.path.is_file():
            raise InputError(f"{path}: no such file; `yinuo review RESULTS --store {path}` makes one")
        self._lock = threading.Lock()
        try:
            if create and not self.path.exists():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
            self._connection = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None, timeout=30)
            self._prepare(create)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another --store") from None
        except sqlite3.Error as error:
            raise InputError(f"{path}: is no store of a review ({error}); give one that `yinuo review` made") from None

    def _prepare(self, create: bool) -> None:
        known = {name for (name,) in self._connection.execute("select name from sqlite_master where type = 'table'")}
        if known and not {"meta", "document", "record", "decision"} <= known:
            raise sqlite3.DatabaseError("it has other tables")
        if not known and not create:
            raise sqlite3.DatabaseError("it is empty")
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = full")
        self._connection.executescript(_SCHEMA + _TRIGGERS + _VIEW)
        self._connection.execute("insert or ignore into meta values ('version', ?)", (VERSION,))
        ((version,),) = self._connection.execute("select value from meta where key = 'version'")
        if version != VERSION:
            raise sqlite3.DatabaseError(f"its version is {version}, this yinuo reads {VERSION}")

    def close(self) -> None:
        """Close the file, its journal written into it."""
        self._connection.close()

    @contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        """Hold the one lock and one transaction, which is on the disk when the block ends."""
        with self._lock:
            self._connection.execute("begin immediate")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("rollback")
                raise
            self._connection.execute("commit")

    def _read(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def add_document(self, path: str, title: str | None, text: str, records: Iterable[Commitment]) -> int:
        """Add a text with its records; give how many records are new. One that is known stays as people saw it."""
        sha = digest(text)
        new = 0
        with self._written() as connection:
            ((place,),) = connection.execute("select count(*) from document")
            connection.execute("insert or ignore into document values (?, ?, ?, ?, ?)", (sha, path, title, text, place))
            for record in records:
                row = (record.id, sha, record.start, record.end, record.to_json())
                new += connection.execute("insert or ignore into record values (?, ?, ?, ?, ?)", row).rowcount
        return new

    def add_tracked(self, path: str, text: str, lines: Iterable[tuple[str, str]]) -> int:
        """Add a report that tells what became of commitments, each a key and a line of JSON; give how many are new."""
        new = self.add_document(path, None, text, ())
        sha = digest(text)
        with self._written() as connection:
            for key, line in lines:
                ((place,),) = connection.execute("select count(*) from tracked")
                new += connection.execute(
                    "insert or ignore into tracked values (?, ?, ?, ?)", (key, sha, place, line)
                ).rowcount
        return new

    def documents(self, *, verdicts: bool = False) -> list[StoredDocument]:
        """List the texts that have records, or with ``verdicts`` those that have tracked commitments, as added."""
        rows = self._read(
            "select d.sha256, d.path, d.title, (select count(*) from record r where r.sha256 = d.sha256), "
            "(select count(*) from tracked t where t.sha256 = d.sha256) from document d order by d.place, d.sha256"
        )
        listed = [StoredDocument(*row) for row in rows]  # type: ignore[arg-type]
        return [own for own in listed if (own.tracked if verdicts else own.records or not own.tracked)]

    def text(self, sha: str) -> str:
        """Give a text. Raises ``InputError`` for a document that is not in the store."""
        rows = self._read("select text from document where sha256 = ?", (sha,))
        if not rows:
            raise InputError(f"{sha[:12]}: no such document in {self.path.name}; reload the page")
        return str(rows[0][0])

    def record_lines(self, sha: str) -> list[str]:
        """Give the records of a text as they were added, in order of place, a line of JSON each."""
        query = 'select json from record where sha256 = ? order by "start", "end", id'
        return [str(line) for (line,) in self._read(query, (sha,))]

    def page_lines(self, sha: str) -> list[str]:
        """Give the records of a text as ``record_lines`` does, without what no page shows."""
        query = f'select "start", "end", id, json_remove(json, {_UNSHOWN}) from record where sha256 = ?'
        return [str(line) for *_, line in sorted(tuple(row) for row in self._read(query, (sha,)))]

    def records(self, sha: str) -> list[Commitment]:
        """Give the records of a text as they were added, in order of place."""
        return [Commitment.model_validate_json(line) for line in self.record_lines(sha)]

    def tracked_lines(self, sha: str) -> list[tuple[str, str]]:
        """Give the tracked commitments that a text tells of: the key of each, and its line of JSON."""
        rows = self._read("select id, json from tracked where sha256 = ? order by place", (sha,))
        return [(str(key), str(line)) for key, line in rows]

    def decisions(self, sha: str | None = None, *, since: int = 0, verdicts: bool = False) -> list[Decision]:
        """Give the decisions on records, or on ``verdicts``, behind the number ``since``, of one text or of all."""
        query = (
            f"select {_COLUMNS} from decision where seq > ? and (? is null or sha256 = ?) "
            "and (substr(record, 1, ?) = ?) = ? order by seq"
        )
        values = (since, sha, sha, len(VERDICT), VERDICT, verdicts)
        return [_decision(row) for row in self._read(query, values)]

    def event(self, event: str) -> Decision | None:
        """Give the decision of an event, None where there is none."""
        rows = self._read(f"select {_COLUMNS} from decision where event = ?", (event,))
        return _decision(rows[0]) if rows else None

    def append(self, own: Decision) -> Decision:
        """Store a decision, on the disk when this returns; one stored before is given as it was stored."""
        payload = None if own.payload is None else json.dumps(own.payload, ensure_ascii=False)
        row = (own.event, own.at, own.author, own.session, own.sha256, own.record, own.kind, own.undoes)
        with self._written() as connection:
            connection.execute(
                f"insert or ignore into decision({_COLUMNS[5:]}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, payload, own.reason),
            )
        stored = self.event(own.event)
        assert stored is not None
        return stored


def _decision(row: tuple[object, ...]) -> Decision:
    plain = dict(zip(_COLUMNS.split(", "), row, strict=True))
    if isinstance(plain["payload"], str):
        plain["payload"] = json.loads(plain["payload"])
    return Decision.model_construct(**plain)  # type: ignore[arg-type]

"""Open a transaction on a database, with the tables made and held for this run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yinuo.errors import InputError, MissingExtraError
from yinuo.writers.atomic import place
from yinuo.writers.sql.url import hidden, without_secrets

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_WANTED = "sqlite:///FILE.db or postgresql+psycopg://USER@HOST/DATABASE is wanted"
_LOCK = 0x79696E756F  # one run at a time in a database: "yinuo" as a number
_POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")


@contextmanager
def transaction(url: str, *, writes: bool) -> Iterator[Connection]:
    """Open one transaction: all of it is kept when the block ends, none of it when the block fails.

    ``writes`` holds other runs off until then. Raises ``InputError`` for an address or a database that cannot be used,
    ``MissingExtraError`` without its driver; no message shows the password.
    """
    from sqlalchemy.exc import SQLAlchemyError

    engine, file = _engine(url, writes=writes)
    new = file is not None and not file.exists()
    done = False
    try:
        with engine.begin() as connection:
            if writes and connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield connection
        done = True
    except SQLAlchemyError as error:
        reason = without_secrets(str(getattr(error, "orig", None) or error), url)
        raise InputError(f"{hidden(url)}: {reason}; check the database and its address") from None
    finally:
        engine.dispose()
        if new and not done and file is not None:
            for end in ("", "-journal"):
                Path(f"{file}{end}").unlink(missing_ok=True)


def is_new(url: str) -> bool:
    """Tell whether the address is a file that is not there yet. Raises ``InputError`` where it cannot be one."""
    file = _file(_parsed(url), url, writes=True)
    return file is not None and not file.exists()


def _engine(url: str, *, writes: bool) -> tuple[Engine, Path | None]:
    from sqlalchemy import create_engine, event

    parsed = _parsed(url)
    file = _file(parsed, url, writes=writes)
    try:
        engine = create_engine(parsed, json_serializer=_json)
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "postgres") from None
    except Exception as error:
        raise InputError(f"{hidden(url)}: {without_secrets(str(error), url)}; {_WANTED}") from None
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN"))
    return engine, file


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _leave_transactions_to_us(connection: Any, _: object) -> None:
    connection.execute("PRAGMA page_size = 4096")  # of a file made now: rows of 0.7 KB fill such pages best
    connection.isolation_level = None  # the driver would commit before a CREATE TABLE


def _parsed(url: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise InputError(f"{hidden(url)}: is no address of a database; {_WANTED}") from None
    if parsed.drivername in _POSTGRES:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise InputError(f"{hidden(url)}: {parsed.drivername} is not supported; {_WANTED}")
    return parsed


def _file(parsed: URL, url: str, *, writes: bool) -> Path | None:
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or parsed.database == ":memory:":
        raise InputError(f"{hidden(url)}: names no file, so nothing would be kept; {_WANTED}")
    if not writes and not Path(parsed.database).is_file():
        raise InputError(f"{hidden(url)}: no such file; check the path")
    return place(parsed.database) if writes else Path(parsed.database)

"""Keep of a record, as JSON, what the other columns of its row do not hold, and put both together again."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from yinuo.records import Commitment, SpeechInfo
from yinuo.writers.document import plain_text
from yinuo.writers.fields import FieldTree, field_at
from yinuo.writers.flat import columns

if TYPE_CHECKING:
    from yinuo.writers.sql.evidence import Rules

# Columns of a list: what stands between its parts.
_JOINED = {"section": " / ", "missing": "; "}
_OF_JOINED = {"section": "section", "missing": "measurable.missing"}
# Fields that all records of a speech share, beside those that the flat table has; the table of speeches holds them.
SPEECH = ("subtitle", "role", "date_source", "place", "level")
# Parts that are lists of what they hold, so that a name is not said a thousand times.
_LISTS = {"second": ("status", "specificity", "p", "agrees"), "sentence": ("start", "end")}
# Parts that a record may have none of; the others are made where they are missing.
_OPTIONAL = ("deadline", "place")
# Where the words of a deadline stand.
_PLACE = ("text", "start", "end")
# What jsonb cannot hold: NUL, half of a surrogate pair, and the sign of a zero.
_UNHELD = re.compile(r"\\u(?:0000|d[89a-f][0-9a-f]{2})|-0\.0")


def speech_field(name: str) -> FieldTree:
    """Find a field of a speech by its name."""
    return field_at(f"speech.{name}")


def speech_row(speech: SpeechInfo) -> dict[str, Any]:
    """Give what the table of speeches holds of one."""
    return {name: clean(getattr(speech, name)) for name in SPEECH}


def remainder(record: Commitment, row: Mapping[str, Any], speech: Mapping[str, Any], rules: Rules) -> Any:
    """Give what ``whole`` needs beside the row and its speech's: fields that no column holds, or not as they are.

    A record with characters that no database holds is given as text in which they stand escaped.
    """
    plain: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if speech != speech_row(record.speech):
        plain["speech"] = record.speech.model_dump(mode="json")
    for leaf in SPEECH:
        if leaf in plain["speech"] and _same(plain["speech"][leaf], speech[leaf]):
            del plain["speech"][leaf]
    for name, path in _paths():
        parent, leaf = _parent(plain, path)
        if parent is not None and leaf in parent and _same(parent[leaf], row[name]):
            del parent[leaf]
    for name, path in _OF_JOINED.items():
        parent, leaf = _parent(plain, path)
        if parent is not None and leaf in parent and parent[leaf] == _parts(name, row[name]):
            del parent[leaf]
    actor = plain["actor"]
    if "text" not in actor and actor.get("name") == row["actor"]:
        actor.pop("name", None)
    _shorten(plain, row, rules)
    plain = {name: value for name, value in plain.items() if value not in ({}, []) or name in _OPTIONAL}
    text = json.dumps(plain)
    return text if _UNHELD.search(text) else plain


def _shorten(plain: dict[str, Any], row: Mapping[str, Any], rules: Rules) -> None:
    """Make lists of parts whose names all records would repeat, and leave out what most records say alike."""
    if plain["speech"] == {"index": 0}:
        del plain["speech"]
    due, evidence = plain.get("deadline"), plain.get("evidence", ())
    if due and all(name in due and due[name] == value for name, value in _place_of_time(evidence).items()):
        for name in _PLACE:
            del due[name]
    plain["evidence"] = [rules.short(one) for one in evidence]
    for name, keys in _LISTS.items():
        if plain.get(name) and plain[name].keys() <= set(keys):
            plain[name] = [plain[name].get(key) for key in keys]
    second = plain.get("second")
    if isinstance(second, list) and second == _agreeing(second[2], row):
        plain["second"] = second[2]


def _place_of_time(evidence: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Tell where most records have the words of their time: where the evidence for it has its cue, or nowhere."""
    cue = next((one for one in evidence if one["field"] == "deadline" and one.get("text") is not None), {})
    return {name: cue.get(name) for name in _PLACE}


def _agreeing(p: Any, row: Mapping[str, Any]) -> list[Any]:
    """Give the list of a second reader that read a record as it stands; it tells no degree of what has a number."""
    degree = row["specificity"]
    return [row["status"], None if degree == "quantified" else degree, p, True]


def speech_index(rest: Any) -> int:
    """Tell which speech of its document a record stands in."""
    plain = json.loads(rest) if isinstance(rest, str) else rest
    return int(plain.get("speech", {}).get("index", 0))


def whole(rest: Any, row: Mapping[str, Any], speech: Mapping[str, Any], rules: Rules) -> Commitment:
    """Make the record of a row again, equal to the one that was written."""
    plain: dict[str, Any] = json.loads(rest) if isinstance(rest, str) else rest
    plain["evidence"] = [rules.whole(one) for one in plain.get("evidence", ())]
    if isinstance(plain.get("second"), int | float):
        plain["second"] = _agreeing(plain["second"], row)
    for name, keys in _LISTS.items():
        if isinstance(plain.get(name), list):
            plain[name] = dict(zip(keys, plain[name], strict=True))
    plain.setdefault("speech", {}).setdefault("index", 0)
    for name in SPEECH:
        _put(plain, f"speech.{name}", speech[name])
    for name, value in _place_of_time(plain["evidence"]).items():
        _put(plain, f"deadline.{name}", value)
    for name, path in _paths():
        _put(plain, path, row[name])
    for name, path in _OF_JOINED.items():
        _put(plain, path, _parts(name, row[name]))
    if "text" not in plain.setdefault("actor", {}):
        plain["actor"].setdefault("name", row["actor"])
    return Commitment.model_validate(plain)


def clean(value: Any) -> Any:
    """Give text as a database can hold it: no half of a surrogate pair, no NUL."""
    if not isinstance(value, str) or value.isprintable():
        return value
    return plain_text(value).replace("\0", "\\x00")


@functools.cache
def _paths() -> tuple[tuple[str, str], ...]:
    """List the columns that hold a field as it is, with its path."""
    return tuple((column.name, column.path) for column in columns() if column.exact)


def _parent(plain: dict[str, Any], path: str) -> tuple[dict[str, Any] | None, str]:
    first, _, last = path.rpartition(".")
    return (plain.get(first) if first else plain), last


def _put(plain: dict[str, Any], path: str, value: Any) -> None:
    first, _, last = path.rpartition(".")
    parent = plain if not first else plain.get(first) if first in _OPTIONAL else plain.setdefault(first, {})
    if parent is not None:
        parent.setdefault(last, value)


def _same(value: Any, cell: Any) -> bool:
    if type(value) is not type(cell) or value != cell:
        return False
    return bool(clean(value) == value)


def _parts(name: str, cell: str) -> list[str]:
    return cell.split(_JOINED[name]) if cell else []

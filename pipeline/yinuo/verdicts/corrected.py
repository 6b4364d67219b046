"""Make records of what people write: a record with fields corrected, a record of a span alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from yinuo.errors import InputError
from yinuo.records import Commitment

FIELDS = ("actor", "quantities", "deadline", "specificity", "firmness", "status", "action", "responsible")
UNTOLD = ("section", "document")  # sources of a time that nobody stated
_OWN_RULE = {"start": "span", "end": "span"}


def corrected(record: Commitment, changes: Mapping[str, Any], text: str) -> Commitment:
    """Give the record with fields changed; evidence of what was changed is left out, since a person decided it.

    Raises ``InputError`` for a field that cannot be changed, a value it cannot have, and a part that does not stand in
    the text where it says.
    """
    plain = record.model_dump(by_alias=True, mode="json")
    if unknown := set(changes) - {*FIELDS, "start", "end", "text"}:
        raise InputError(f"{', '.join(sorted(unknown))}: cannot be corrected; one of {', '.join(FIELDS)} is wanted")
    plain.update({name: value for name, value in changes.items() if name != "text"})
    if (plain["start"], plain["end"]) != (record.start, record.end):
        _move(plain, changes.get("text"), text)
    named = {_OWN_RULE.get(name, name) for name in changes}
    plain["evidence"] = [one for one in plain["evidence"] if one["field"].partition(".")[0] not in named]
    plain["measurable"] = measurable(plain)
    return checked(plain, text)


def checked(plain: Mapping[str, Any], text: str) -> Commitment:
    """Read a record from plain data, each of its parts held against the text. Raises ``InputError``."""
    try:
        record = Commitment.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "record"
        raise InputError(f"{field}: {first['msg']}") from None
    for name, part in _parts(plain):
        start, end, quote = part.get("start"), part.get("end"), part.get("text")
        if start is None or end is None:
            continue
        if not (0 <= start < end <= len(text) and text[start:end] == quote):
            found = text[max(start, 0) : max(end, 0)][:40]
            raise InputError(f"{name}: {str(quote)[:40]!r} is not the text at {start}..{end}, which is {found!r}")
    return record


def _parts(plain: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    several = [(name, part) for name in ("quantities", "responsible") for part in plain[name]]
    single = [(name, plain[name]) for name in ("sentence", "actor", "deadline") if plain[name]]
    return [("span", plain), *single, *several]


def _move(plain: dict[str, Any], quote: str | None, text: str) -> None:
    """Put the span elsewhere, and make its sentence hold it; a quote that differs from the text stays to be refused."""
    start, end = plain["start"], plain["end"]
    if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
        raise InputError(f"span {start}..{end} lies outside the text, which has {len(text)} characters")
    sentence = plain["sentence"]
    first, last = min(sentence["start"], start), max(sentence["end"], end)
    plain["sentence"] = {"text": text[first:last], "start": first, "end": last}
    plain["text"] = text[start:end] if quote is None else quote
    plain["restored"] = None


def measurable(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Say anew whether one could check the record, by what a person left in it."""
    known = plain["measurable"]["missing"]
    lacks = {
        "number": not plain["quantities"],
        "deadline": not plain["deadline"] or plain["deadline"].get("source") in UNTOLD,
        "actor": "actor" in known and not plain["actor"].get("text") and not plain["responsible"],
        "object": "object" in known,
    }
    return {"value": plain["specificity"] != "directional", "missing": [name for name, lack in lacks.items() if lack]}

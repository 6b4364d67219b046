"""Keep once what many records share: the sentence they stand in, and its section with the speech that it belongs to."""

from __future__ import annotations

from typing import Any

from yinuo.digests import json_digest

Values = dict[str, Any]
# Columns of the flat table that all records of a section share, and those that all records of a sentence share.
OF_SECTION = (
    "sha256", "year", "place", "level", "speech", "speaker", "organisation", "date", "section", "section_kind",
)  # fmt: skip
OF_SENTENCE = ("sentence",)
SHARED = (*OF_SECTION, *OF_SENTENCE)
_BITS = 60  # a number that every database holds; of a million sentences no two would share one


class Contexts:
    """Collect the rows of sections and sentences as records come; a number tells each by what it says."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._waiting: dict[str, list[Values]] = {"sections": [], "sentences": []}

    def split(self, row: Values) -> Values:
        """Give the row of a record with the number of its sentence in the place of what it shares with others."""
        section = self._put("sections", {name: row[name] for name in OF_SECTION})
        sentence = self._put("sentences", {"section_number": section, **{name: row[name] for name in OF_SENTENCE}})
        return {**{name: value for name, value in row.items() if name not in SHARED}, "sentence_number": sentence}

    def take(self, name: str) -> list[Values]:
        """Give the rows of a table that are new since the last time."""
        found, self._waiting[name] = self._waiting[name], []
        return found

    def _put(self, name: str, values: Values) -> int:
        plain = [str(value) if value is not None else None for value in values.values()]
        number = int(json_digest([name, plain]), 16) >> (256 - _BITS)
        if number not in self._seen:
            self._seen.add(number)
            self._waiting[name].append({"number": number, **values})
        return number

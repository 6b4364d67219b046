"""Keep records in a file until the run is over, so that nobody waits for the database meanwhile."""

from __future__ import annotations

import json
from typing import IO, Any

from yinuo.records import Commitment
from yinuo.writers.document import Document
from yinuo.writers.jsonl import to_line


class Waiting:
    """Take documents and records, and hand them on in the same order."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def document(self, document: Document) -> None:
        """Take a text of the run; its name and digest alone are kept."""
        self._file.write(json.dumps([document.name, document.sha256]) + "\n")

    def __call__(self, record: Commitment) -> None:
        """Take one record."""
        self._file.write(to_line(record) + "\n")

    def hand_on(self, write: Any) -> None:
        """Give everything taken to a writer that is told of documents too."""
        self._file.flush()
        self._file.seek(0)
        for line in self._file:
            value = json.loads(line)
            if isinstance(value, list):
                write.document(Document(*value))
            else:
                write(Commitment.model_validate(value))

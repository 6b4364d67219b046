"""Have a second reader, which learned from gold, read finished records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yinuo.learned.decision import put_second
from yinuo.learned.features import item_of
from yinuo.learned.folders import SHIPPED, identity, open_reader
from yinuo.learned.sections import SectionAudit
from yinuo.nlp.record_state import RecordState
from yinuo.nlp.state import State
from yinuo.structure.section_signs import signs
from yinuo.structure.told_kinds import is_told

# Rules that read a record's own words, whatever its section is.
_OWN_WORDS = ("background-guiding-idea", "defined-elsewhere")
# A sentence of more characters is told from record to record, by each one's own words.
_LONGEST = 400


class SecondReader:
    """Read records by the weights of a folder; pickled, it is folder and digest, and weights are read on first use.

    Raises ``ReaderError`` where the folder holds no reader.
    """

    def __init__(self, folder: str = SHIPPED, sha256: str | None = None) -> None:
        self.folder, self.sha256 = folder, sha256 or identity(folder)

    def read(self, state: State, blocks: Iterable[list[RecordState]]) -> Iterator[list[RecordState]]:
        """Write ``second`` into records as they come, and at their end ``doubts``: sections unlike what they are.

        ``confidence`` of a commitment becomes what rules and reader together make of it, where the folder can tell.
        """
        audit = SectionAudit(signs)
        genres = {speech["info"]["index"]: speech["genre"] for speech in state.get("speeches") or ()}
        for records in blocks:
            reader, stack, confidence, other, name = open_reader(self.folder, self.sha256)
            items = [item_of(record) for record in records]
            beside = [reading.deliverable for reading in other(items)] if other else [0.0] * len(items)
            for record, reading, odds in zip(records, reader(items), beside, strict=True):
                if not _told(record):
                    audit.add(record, reading, _around(record))
                if confidence and record["status"] == "commitment":
                    record["confidence"] = confidence(record, reading)
                put_second(record, reading, stack, genres.get(record["speech"]["index"]), odds, name)
            yield records
        state["doubts"] = list(audit.doubts())


def _around(record: RecordState) -> str:
    """Give the sentence of a record; of one without end, which each record has a stretch of its own of, the record."""
    sentence = record["sentence"]["text"]
    return sentence if len(sentence) <= _LONGEST else record["text"]


def _told(record: RecordState) -> bool:
    """Tell whether words say what a record or its section was read as: its headings, a guiding idea, a definition."""
    if record["section_kind"] == "guiding":
        return True
    if record["status"] == "background" and any(item["rule"] in _OWN_WORDS for item in record["evidence"]):
        return True
    return is_told(record["section_kind"], tuple(record["section"][:2]), record["speech"]["year"])

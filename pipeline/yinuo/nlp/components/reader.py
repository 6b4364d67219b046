"""Have a second reader, which learned from gold, read the finished records: ``yinuo_reader``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.learned.decision import put_second
from yinuo.learned.features import item_of
from yinuo.learned.folders import SHIPPED, identity, open_reader
from yinuo.learned.sections import doubts
from yinuo.nlp.state import state_of


@Language.factory("yinuo_reader", default_config={"folder": SHIPPED, "sha256": None})
def create_reader(nlp: Language, name: str, folder: str, sha256: str | None) -> SecondReader:
    """Make the component for a spaCy pipeline; raises ``ReaderError`` where the folder holds no reader."""
    return SecondReader(folder, sha256 or identity(folder))


class SecondReader:
    """Read records by the weights of a folder; pickled, it is folder and digest, and weights are read on first use."""

    def __init__(self, folder: str, sha256: str) -> None:
        self.folder, self.sha256 = folder, sha256

    def __call__(self, doc: Doc) -> Doc:
        """Write ``second`` into the state's ``commitments``, and ``doubts``: sections unlike what they were read as."""
        state = state_of(doc)
        records = state.get("commitments", [])
        reader, stack = open_reader(self.folder, self.sha256)
        readings = reader([item_of(record) for record in records])
        for record, reading in zip(records, readings, strict=True):
            put_second(record, reading, stack)
        state["doubts"] = list(doubts(records, readings))
        return doc

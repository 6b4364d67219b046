"""Have a second reader, which learned from gold, read the finished records: ``yinuo_reader``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.learned.folders import SHIPPED
from yinuo.nlp.state import state_of
from yinuo.nlp.steps.reader import SecondReader


@Language.factory("yinuo_reader", default_config={"folder": SHIPPED, "sha256": None})
def create_reader(nlp: Language, name: str, folder: str, sha256: str | None) -> Reader:
    """Make the component for a spaCy pipeline; raises ``ReaderError`` where the folder holds no reader."""
    return Reader(SecondReader(folder, sha256))


class Reader:
    """Have the records of a Doc read a second time."""

    def __init__(self, second: SecondReader) -> None:
        self.second = second

    def __call__(self, doc: Doc) -> Doc:
        """Write ``second`` into the state's ``commitments``, and ``doubts``: sections unlike what they were read as."""
        state = state_of(doc)
        for _ in self.second.read(state, [state.get("commitments", [])]):
            pass
        return doc

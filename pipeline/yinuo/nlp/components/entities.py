"""Label named actors, places, posts, persons, documents and programmes: ``yinuo_entities``."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from yinuo.nlp.entity_finder import Entity, find_entities
from yinuo.nlp.state import texts


class Entities:
    """Set ``doc.ents``, and ``doc.user_data["entities"]``: plain dicts with exact offsets (after a DocBin a tuple).

    ``patterns`` are your own, as spaCy's EntityRuler has them; they go before the rules of the package, and so do
    entities that an earlier component has set. In ``doc.ents`` an entity that ends within a token takes all of it.
    """

    def __init__(self, nlp: Language, name: str, patterns: list[dict[str, Any]]) -> None:
        self.name = name
        self.ruler = EntityRuler(nlp, patterns=patterns, overwrite_ents=True) if patterns else None

    def __call__(self, doc: Doc) -> Doc:
        """Mark the entities of one Doc."""
        if self.ruler is not None:
            doc = self.ruler(doc)
        entities = find_entities(texts(doc)[0])
        doc.user_data["entities"] = entities
        spans = [_span(doc, entity) for entity in entities]
        taken = {token.i for span in doc.ents for token in span}
        spans = [span for span in filter_spans(spans) if taken.isdisjoint(range(span.start, span.end))]
        doc.ents = (*doc.ents, *spans)
        return doc


def _span(doc: Doc, entity: Entity) -> Span:
    span = doc.char_span(
        entity["start"], entity["end"], entity["label"], span_id=entity["name"], alignment_mode="expand"
    )
    assert span is not None
    return span


@Language.factory("yinuo_entities", default_config={"patterns": []}, assigns=["doc.ents", "token.ent_type"])
def create_entities(nlp: Language, name: str, patterns: list[dict[str, Any]]) -> Entities:
    """Make the component for a spaCy config: ``factory = "yinuo_entities"``."""
    return Entities(nlp, name, patterns)

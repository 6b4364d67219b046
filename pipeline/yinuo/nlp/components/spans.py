"""Set spans of a Doc from offsets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from spacy.tokens import Doc, Span

from yinuo.nlp.state import SpanState


def put_spans(doc: Doc, key: str, items: Sequence[SpanState]) -> None:
    """Set ``doc.spans[key]`` from offsets, widened to whole tokens."""
    lengths = doc.to_array(["LENGTH", "SPACY"]).astype("int64").reshape(-1, 2)
    ends = lengths.sum(axis=1).cumsum()
    starts = ends - lengths.sum(axis=1)
    first = numpy.searchsorted(starts, [i["start"] for i in items], side="right") - 1
    last = numpy.searchsorted(starts, [i["end"] for i in items], side="left")
    doc.spans[key] = [Span(doc, a, b, label=key) for a, b in zip(first.tolist(), last.tolist(), strict=True)]

"""Join several adverbs at 、 to the verb that they share: 高标准、高质量办好博览会."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from yinuo.nlp.parser import prefixes
from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.segments import Segment
from yinuo.nlp.parser.text_index import TextIndex

_PLAIN = ("verb-and-object", "dictionary-verb-and-object")


def row_of_adverbs(index: TextIndex, group: Sequence[Segment]) -> int:
    """Count the pieces at the head that are only how something is done: 分级、智能、|精准管控重大风险源."""
    if len(group) == 1:
        return 0
    lead = _lead(index, group)
    stretches = [(lead.start, group[0].end), *((p.start, p.end) for p in group[1:-1])]
    how = (index.skip_adverbs(s, e) == e or index.p.adverb_row.fullmatch(index.text, s, e) for s, e in stretches)
    return sum(1 for _ in itertools.takewhile(bool, how))


def share_verb(index: TextIndex, adverbs: Sequence[Segment], parse: Parse) -> bool:
    """Let a verb and the adverbs before it be one action: 高标准、高质量|办好博览会、文化节; tell whether they are."""
    acts = parse.form == "action" and parse.rule in _PLAIN and parse.object_length >= 2
    if not acts or parse.verb_start == parse.start:
        return False
    lead = _lead(index, adverbs)
    parse.start, parse.time, parse.modal = lead.start, lead.time or parse.time, lead.modal or parse.modal
    return True


def _lead(index: TextIndex, group: Sequence[Segment]) -> Parse:
    lead = Parse(group[0].start, group[0].end)
    prefixes.strip(lead, index)
    return lead

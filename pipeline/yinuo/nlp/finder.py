"""Sentences to clauses: which stretches read as actions of their own. A folded text in, Clause objects out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yinuo.nlp.parse import Parse, Reader
from yinuo.nlp.segments import Segment, Sentence, segments

ACTS = frozenset(("action", "negative", "result", "measure"))
_AND = re.compile(r"(?:并且|并|同时|且)(?!不|非|存|购|轨|行|举|重|发|网)")
_JOINS = re.compile(r"和|以及|及|与")
_CONTINUES = re.compile(
    r"(?:(?:比|较|同比|年均)[^，；。]{0,12}?)?(?:增长|下降|达到|达|增加|减少|提高|高|低|占[^，；。]{0,10}?|降低|多|少|为|超过|翻|同比|年均)"
)
_LISTED = re.compile(r"[，、]?其中[，：]?|包括")
_NOUN_CONTINUES = re.compile(r"^(?:等|和|与|及|的)")


@dataclass(slots=True)
class Clause:
    """One stretch with its reading. ``start``–``end`` is the action's span; ``seg_start`` where the stretch began."""

    start: int
    end: int
    seg_start: int
    sentence: Sentence
    parse: Parse
    stop: str = ""
    segment: int = 0
    after_semicolon: int = 0
    numbers: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def form(self) -> str:
        return self.parse.form


class ClauseFinder:
    """Finds the clauses of a sentence; numbers and times are those of the whole text."""

    def __init__(self, text: str, reader: Reader, numbers: Sequence[tuple[int, int]]) -> None:
        self.text, self.reader = text, reader
        self.numbers = numbers
        self.number_starts = [s for s, _ in numbers]

    def clauses(self, sentence: Sentence) -> list[Clause]:
        """Clauses of one sentence in order, those that are no action among them (form tells)."""
        found: list[Clause] = []
        part = 0
        for index, group in enumerate(self._groups(sentence)):
            found += self._group(sentence, group, index, part)
            if group[-1].stop == "；":
                part += 1
        merged = self._merge(found)
        for clause in merged:
            clause.spans = [self.numbers[i] for i in clause.numbers]
        return merged

    def _groups(self, sentence: Sentence) -> Iterator[list[Segment]]:
        """Segments between ，；： each with its 、 pieces."""
        group: list[Segment] = []
        for segment in segments(self.text, sentence.mark, sentence.end):
            group.append(segment)
            if segment.stop != "、":
                yield group
                group = []

    def _group(self, sentence: Sentence, group: list[Segment], index: int, part: int) -> list[Clause]:
        whole = (group[0].start, group[-1].end)
        if len(group) > 1 and self.reader.p.setting.fullmatch(self.text, *whole):
            parse = self.reader.read(*whole)
            parse.form, parse.rule = "means", "where or how, before the action"
            return [Clause(parse.start, parse.end, whole[0], sentence, parse, group[-1].stop, index, part)]
        units: list[tuple[Parse, bool]] = []
        start = group[0].start
        current = self.reader.read(start, group[0].end)
        current_end = group[0].end
        for piece in group[1:]:
            split = self._splits(current, current_end, piece)
            if split is None:
                current_end = piece.end
                current = self._extend(current, start, current_end)
                continue
            units.append((current, start != group[0].start and current.rule == "coordinated measure"))
            start, current, current_end = piece.start, split, piece.end
        units.append((current, False))
        clauses = []
        for parse, _ in units:
            for one in [p for m in self._measure_split(parse) for p in self._and_split(m)]:
                begins = group[0].start if not clauses else one.start
                clauses.append(
                    Clause(
                        one.start,
                        one.end,
                        begins,
                        sentence,
                        one,
                        group[-1].stop,
                        index,
                        part,
                        self._numbers(one.start, one.end),
                    )
                )
        if len(group) > 1 and all(p.end - p.start == 4 for p in group):
            for clause in clauses:
                if not clause.numbers and clause.parse.time is None:
                    clause.parse.form, clause.parse.rule = "slogan", "four-character slogans"
        return clauses

    def _measure_split(self, parse: Parse) -> list[Parse]:
        """新建30家孵化器和10家平台: each side of 和 has a number of its own and a noun behind it."""
        numbers = [self.numbers[i] for i in self._numbers(parse.start, parse.end)]
        if parse.form not in ACTS or len(numbers) < 2:
            return [parse]
        for (_, before), (start, end) in pairwise(numbers):
            match = _JOINS.match(self.text, start - 1, start) or _JOINS.match(self.text, start - 2, start)
            if match and match.end() == start and match.start() - before >= 2 and parse.end - end >= 2:
                right = self.reader.read(start, parse.end)
                right.form, right.rule, right.time = "measure", "coordinated measure", right.time or parse.time
                right.modal, right.actor = right.modal or parse.modal, right.actor or parse.actor
                parse.end = match.start()
                return [parse, right]
        return [parse]

    def _extend(self, current: Parse, start: int, end: int) -> Parse:
        """The reading of a stretch that grew; one opened by its verb stays as it is."""
        if (
            current.form == "action"
            and current.rule == "verb and object"
            and not self.reader.p.inner_modal.search(self.text, current.end, end)
        ):
            current.end = end
            return current
        return self.reader.read(start, end)

    def _numbers(self, start: int, end: int) -> list[int]:
        i = bisect_left(self.number_starts, start)
        found = []
        while i < len(self.numbers) and self.numbers[i][0] < end:
            if self.numbers[i][1] <= end:
                found.append(i)
            i += 1
        return found

    def _splits(self, current: Parse, current_end: int, piece: Segment) -> Parse | None:
        """The reading of the piece after 、 if it is a clause of its own, else None."""
        if _NOUN_CONTINUES.match(self.text[piece.start : piece.start + 1]):
            return None
        has, had = self._numbers(piece.start, piece.end), self._numbers(current.start, current_end)
        parse = self.reader.read(piece.start, piece.end)
        if (
            parse.form == "action"
            and parse.rule == "verb and object"
            and (
                self._own_action(current, parse)
                or (has and had == [] and self._own_action(current, parse, measured=True))
            )
        ):
            return parse
        if parse.form == "negative" and current.form in ACTS:
            return parse
        if self._same_preposition(current, parse):
            parse.form, parse.rule = "action", "object before its verb"
            return parse
        if has and had and current.form in ACTS and self._coordinated(had[-1], has[0], current_end, piece):
            if parse.form not in ACTS:
                parse.form = "measure"
            if parse.rule != "verb and object":
                parse.rule, parse.start = "coordinated measure", self._trim(piece.start)
            return parse
        if current.form == "result" and parse.form == "result" and current.rule == parse.rule:
            return parse
        return None

    def _same_preposition(self, current: Parse, parse: Parse) -> bool:
        """对A依法严惩、对B无事不扰: each piece opens with the same preposition and goes on long enough."""
        if current.form not in ("action", "fronted") or self.text[current.start] != self.text[parse.start]:
            return False
        return (
            self.text[parse.start] in "对把将向"
            and parse.form in ("action", "fronted")
            and parse.end - parse.start >= 6
        )

    def _trim(self, at: int) -> int:
        while self.text[at] in " 　":
            at += 1
        return at

    def _coordinated(self, before: int, here: int, current_end: int, piece: Segment) -> bool:
        """Each side has a number of its own, and the piece is more than a number."""
        start, end = self.numbers[here]
        alone = start == piece.start and end >= piece.end - 1
        return not alone and self.numbers[before][1] <= current_end

    def _own_action(self, current: Parse, parse: Parse, *, measured: bool = False) -> bool:
        if current.form not in ACTS or parse.object_length < 2:
            return False
        if self.reader.p.verbs_only.fullmatch(self.text, current.object_start, current.end):
            return False
        if (
            len(parse.verb) == 1
            and parse.verb_start == parse.start
            or parse.end - parse.start <= 4 < current.end - current.start
        ):
            return False
        row = self.reader.g.verbs.get(parse.verb)
        head = self.reader.g.verbs.get(current.verb)
        adverb = parse.verb_start > parse.start
        if row is not None and row.nominal and not adverb and not measured:
            return False
        if row is None and not adverb and len(parse.verb) < 2:
            return False
        if self.reader.p.light_object.fullmatch(self.text, parse.object_start, parse.end) and not adverb:
            return False
        if head is not None and head.control and current.object_length >= 4 and not adverb:
            inner = self.reader._verb_after(current.object_start, current.end)
            if inner is not None:
                return False
        return current.object_length >= 2

    def _and_split(self, parse: Parse) -> list[Parse]:
        """A并B with objects on both sides is two actions."""
        if parse.form != "action" or parse.object_start < 0:
            return [parse]
        head = self.reader.g.verbs.get(parse.verb)
        if head is not None and head.control:
            return [parse]
        for match in _AND.finditer(self.text, parse.object_start + 2, parse.end):
            if any(s < match.start() < e for s, e in _quotes(self.text, parse.start, parse.end)):
                continue
            right = self.reader.read(match.end(), parse.end)
            row = self.reader.g.verbs.get(right.verb)
            if (
                right.form in ("action", "negative")
                and right.object_length >= 2
                and not self.reader.p.result.match(self.text, right.start, right.end)
                and row is not None
                and not self.reader.p.light_object.fullmatch(self.text, right.object_start, right.end)
            ):
                left = self.reader.read(parse.start, match.start())
                if left.form == "action" and left.object_length >= 2:
                    left.time, left.modal, left.actor = (
                        left.time or parse.time,
                        left.modal or parse.modal,
                        left.actor or parse.actor,
                    )
                    left.start = parse.start
                    return [left, *self._and_split(right)]
        return [parse]

    def _merge(self, clauses: list[Clause]) -> list[Clause]:
        """A fronted object joins the clause after it; a bare measure joins the target before it."""
        merged: list[Clause] = []
        for clause in clauses:
            last = merged[-1] if merged else None
            if last and last.form == "fronted" and last.stop in "，" and clause.form in (*ACTS, "lead"):
                self._join(last, clause)
                last.parse.form, last.parse.rule = "action", "object before its verb, across a comma"
                last.parse.verb, last.parse.verb_start = clause.parse.verb, clause.parse.verb_start
                last.parse.time = last.parse.time or clause.parse.time
                continue
            if last and self._continues(last, clause):
                self._join(last, clause)
                continue
            merged.append(clause)
        return merged

    def _join(self, last: Clause, clause: Clause) -> None:
        last.end = last.parse.end = clause.end
        last.stop = clause.stop
        last.numbers = self._numbers(last.start, last.end)

    def _continues(self, last: Clause, clause: Clause) -> bool:
        if (
            last.form not in ("measure", "result", "action")
            or not last.numbers
            or not clause.numbers
            or last.stop != "，"
        ):
            return False
        first = self.numbers[clause.numbers[0]][0]
        match = _CONTINUES.fullmatch(self.text, self._trim(clause.seg_start), first)
        if match is None:
            return False
        measured = last.form != "action" or last.parse.rule.startswith(("subject", "noun", "topic"))
        return measured or clause.parse.verb in ("增长", "达到") or match.group()[0] in "比较同"


def _quotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    from yinuo.nlp.segments import opaque

    return opaque(text, start, end)

"""Find the clauses of sentences: which stretches of a folded text are actions of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yinuo.nlp.parser import ACTS, Parse, TextIndex, read
from yinuo.nlp.parser.coordination import Coordination, skip_spaces
from yinuo.nlp.parser.segments import Segment, Sentence, segments, within
from yinuo.nlp.parser.whole_objects import joined

# Rules whose readings say what a subject is, reaches or measures.
_OF_A_SUBJECT = (
    "subject-and-result",
    "subject-to-reach-state",
    "noun-and-measure",
    "topic-as-object",
    "topic-then-action",
)
_LONGEST_SPAN = 150
# What stands in a row at 、 is read again as it grows, so it must not grow without end.
_LONGEST_GROUP = 400


@dataclass(slots=True)
class Clause:
    """Hold one stretch with its reading; the action's span is ``start`` to ``end``.

    ``reading_start`` is where the stretch began, ``segment`` counts the stretches of the sentence, ``semicolon_part``
    its ；; ``end_mark`` is the mark behind it.
    """

    parse: Parse
    reading_start: int
    end_mark: str = ""
    segment: int = 0
    semicolon_part: int = 0
    numbers: list[tuple[int, int]] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Give where the action's span begins."""
        return self.parse.start

    @property
    def end(self) -> int:
        """Give where the action's span ends."""
        return self.parse.end


class ClauseFinder:
    """Find the clauses of a sentence; ``numbers`` are the sorted spans of the whole text's quantities."""

    def __init__(self, index: TextIndex, numbers: Sequence[tuple[int, int]]) -> None:
        self.index, self.text = index, index.text
        self._fronting = (
            self._fronts, self._left_bare, self._for_agent, self._for_somebody, self._is_subject_to, self._of_a_kind
        )  # fmt: skip
        self.coordination = Coordination(index, numbers)
        times = [(s, e) for s, e in index.times.items() if "，" in index.text[s:e]]  # 2023年起，每年3月底前
        self.joined = sorted([*times, *(m.span() for m in index.p.levels.finditer(index.text))])

    def clauses(self, sentence: Sentence, cut: Sequence[tuple[int, int]] = ()) -> list[Clause]:
        """List all clauses of one sentence in order, also those that are no action (``parse.form`` tells).

        The stretches of ``cut`` (who answers for it) are no part of any.
        """
        found: list[Clause] = []
        part = 0
        for number, group in enumerate(joined(self.index, list(self._groups(sentence, cut)))):
            for clause in self._group(group):
                clause.end_mark, clause.segment, clause.semicolon_part = group[-1].end_mark, number, part
                found.append(clause)
            part += group[-1].end_mark == "；"
        return self._for_a_proposal(self._merge(found))

    def _for_a_proposal(self, clauses: list[Clause]) -> list[Clause]:
        """Read all clauses before a proposal as what it is for: 为A，B，C，方案提出，…."""
        first = next((i for i, c in enumerate(clauses[:2]) if c.parse.form == "purpose"), None)
        if first is not None:
            proposes = self.index.p.proposes
            spans = [(c.reading_start, c.end) for c in clauses]
            stop = next((i for i, span in enumerate(spans) if proposes.fullmatch(self.text, *span)), 0)
            for clause in clauses[first + 1 : stop]:
                clause.parse.read_as("purpose", "purpose-before-proposal")
        return clauses

    def _groups(self, sentence: Sentence, cut: Sequence[tuple[int, int]]) -> Iterator[list[Segment]]:
        """Split a sentence into segments between ，；： with the 、 pieces of each."""
        group: list[Segment] = []
        joined, cut = (within(spans, sentence.start, sentence.end) for spans in (self.joined, cut))
        for segment in segments(self.text, sentence.mark, sentence.end, joined, cut):
            if self._is_hollow(segment) and not self.index.has_time(segment.start, segment.end):
                if group and segment.end_mark != "、":
                    yield [*group[:-1], Segment(group[-1].start, group[-1].end, segment.end_mark)]
                    group = []
                continue
            if group and segment.end - group[0].start > _LONGEST_GROUP:
                yield group
                group = []
            group.append(segment)
            if segment.end_mark != "、":
                yield group
                group = []
        if group:
            yield group

    def _is_hollow(self, segment: Segment) -> bool:
        """Tell whether a clause says nothing of its own: 力争更好结果, 今年发展主要预期目标是."""
        return self.index.p.hollow.fullmatch(self.text, segment.start, segment.end) is not None

    def _group(self, group: list[Segment]) -> list[Clause]:
        start, end = group[0].start, group[-1].end
        if len(group) == 1 and self._is_hollow(group[0]):
            parse = read(self.index, start, end)
            if parse.form in ACTS:
                parse.read_as("state", "describes-state")
            return [Clause(parse, start)]
        if len(group) > 1 and self.index.p.setting.fullmatch(self.text, start, end):
            parse = read(self.index, start, end)
            parse.read_as("means", "setting-before-action")
            return [Clause(parse, start)]
        clauses = [
            Clause(part, start if n == 0 else part.start, numbers=self.coordination.within(part.start, part.end))
            for n, part in enumerate(p for parse in self._pieces(group) for p in self.coordination.parts(parse))
        ]
        clauses = [part for clause in clauses for part in self._shorter(clause, group)]
        four = len(group) > 1 and all(p.end - p.start == 4 for p in group)
        if four and not self._is_row_of_nouns(clauses, group) and not self._are_terse(clauses, group):
            for clause in clauses:
                if not clause.numbers and clause.parse.time is None:
                    clause.parse.read_as("slogan", "four-character-slogans")
        return clauses

    def _shorter(self, clause: Clause, group: list[Segment]) -> Iterator[Clause]:
        """Part a list of objects that is longer than people read at a glance, at one of its 、."""
        while clause.end - clause.start > _LONGEST_SPAN:
            stops = [s.start for s in group if clause.start + 2 < s.start <= clause.start + _LONGEST_SPAN]
            if not stops or clause.parse.form not in ACTS or stops[-1] >= clause.end or clause.parse.object_start < 0:
                break
            rest = Parse(stops[-1], clause.end, form=clause.parse.form, rule="rest-of-a-list")
            rest.verb, rest.verb_start, rest.object_start = clause.parse.verb, clause.parse.verb_start, rest.start
            rest.time, rest.modal, rest.actor = clause.parse.time, clause.parse.modal, clause.parse.actor
            clause.parse.end = stops[-1] - 1
            clause.numbers = self.coordination.within(clause.start, clause.end)
            yield clause
            clause = Clause(rest, rest.start, numbers=self.coordination.within(rest.start, rest.end))
        yield clause

    def _are_terse(self, clauses: list[Clause], group: list[Segment]) -> bool:
        """Tell whether each piece of a row is a verb with an object of two characters: 做实资本、做精业务."""
        verbs = [c.parse.verb for c in clauses if c.parse.form == "action" and c.parse.object_length == 2]
        return len(verbs) == len(group) and any(v in self.index.g.uses["terse"] for v in verbs)

    def _is_row_of_nouns(self, clauses: list[Clause], group: list[Segment]) -> bool:
        """Tell whether a group is one verb and a row of nouns: 加快景区、景点建设.

        No other piece opens with a verb or an adverb.
        """
        if len(clauses) > 1 or not clauses[0].parse.is_plain:
            return False
        opens = (
            self.index.skip_adverbs(p.start, p.end) > p.start or self.index.verb_end(p.start, p.end) > p.start
            for p in group[1:]
        )
        return not any(opens)

    def _pieces(self, group: list[Segment]) -> Iterator[Parse]:
        """Read the pieces of a group, cut at the 、 that open an action of their own."""
        start, end = group[0].start, group[0].end
        current = read(self.index, start, end)
        if len(group) > 1 and self.index.p.frame.fullmatch(self.text, start, group[-1].end):
            yield self._extend(current, start, group[-1].end)
            return
        for piece in group[1:]:
            own = self.coordination.piece(current, end, piece)
            end = piece.end
            if own is None:
                current = self._extend(current, start, end)
                continue
            yield current
            start, current = piece.start, own
        yield current

    def _extend(self, current: Parse, start: int, end: int) -> Parse:
        """Read again a stretch that grew; one opened by its verb stays as it is."""
        opened = current.form == "action" and current.is_plain
        if opened and not self.index.p.inner_modal.search(self.text, current.end, end):
            current.end = end
            return current
        return read(self.index, start, end)

    def _merge(self, clauses: list[Clause]) -> list[Clause]:
        """Join a fronted object to the clause after it, and a bare measure to the target before it."""
        merged: list[Clause] = []
        for clause in clauses:
            last = merged[-1] if merged else None
            if last and any(fits(last, clause) for fits in self._fronting):
                last.parse.read_as("action", "object-before-verb-across-comma")
                if last.parse.object_start < 0:
                    last.parse.object_start = last.start
                last.parse.verb, last.parse.verb_start = clause.parse.verb, clause.parse.verb_start
                last.parse.time = last.parse.time or clause.parse.time
                last.parse.actor = last.parse.actor or clause.parse.actor
                last.parse.modal = last.parse.modal or clause.parse.modal
                self._join(last, clause)
            elif last and self._completes(last, clause):
                clause.parse.start, clause.reading_start = last.start, last.reading_start
                merged[-1] = clause
            elif last and (self._goes_on(last, clause) or self._waits(last, clause)):
                self._join(last, clause)
            else:
                merged.append(clause)
        return merged

    def _join(self, last: Clause, clause: Clause) -> None:
        last.parse.end, last.end_mark = clause.end, clause.end_mark
        last.numbers = self.coordination.within(last.start, last.end)

    def _fronts(self, last: Clause, clause: Clause) -> bool:
        return last.parse.form == "fronted" and last.end_mark in "，" and clause.parse.form in (*ACTS, "lead")

    def _left_bare(self, last: Clause, clause: Clause) -> bool:
        """Tell whether a clause ending in 的 is the fronted object of the next verb: 到期不达标的，要坚决关停."""
        if last.end_mark != "，" or last.parse.form not in ("", "action") or last.parse.modal or last.parse.actor:
            return False
        if not self.text.endswith("的", last.start, last.end) or "是" in self.text[last.start : last.end]:
            return False
        own = clause.parse
        bare = own.form == "action" and own.is_plain and own.object_length < 2
        return bare and (bool(own.modal) or own.verb_start > own.start)

    def _for_agent(self, last: Clause, clause: Clause) -> bool:
        """Tell whether an object stands before the comma, who acts and the verb behind: 所需资金，由县级财政承担."""
        if (
            last.end_mark != "，"
            or last.parse.form
            or last.parse.modal
            or clause.parse.rule not in ("agent", "causative")
        ):
            return False
        at = self.index.skip_adverbs(clause.reading_start, clause.end)
        return (
            self.text.startswith("由", at) and last.end - last.start >= 4 and self.text[last.end - 1] not in "的后时前"
        )

    def _is_subject_to(self, last: Clause, clause: Clause) -> bool:
        """Tell whether a noun stands before the comma, and behind it what is to become of it: 此类文件，不得提交."""
        if last.end_mark != "，" or last.parse.form or last.parse.modal or clause.parse.form not in ACTS:
            return False
        p, text = self.index.p, self.text
        named = p.subject_noun.fullmatch(text, skip_spaces(text, last.reading_start), last.end) is not None
        return named and p.becomes.match(text, clause.reading_start, clause.end) is not None

    def _for_somebody(self, last: Clause, clause: Clause) -> bool:
        """Tell whether a clause names for whom the next one grants something: 对从事…的人员，每月给予津贴."""
        p, text = self.index.p, self.text
        if last.end_mark != "，" or last.parse.rule != "object-before-verb" or clause.parse.form not in ACTS:
            return False
        named = text.startswith("对", last.start) and p.somebody.search(text, last.start, last.end) is not None
        return named and p.grants.match(text, clause.reading_start, clause.end) is not None

    def _of_a_kind(self, last: Clause, clause: Clause) -> bool:
        """Tell whether things of a kind stand before what is to be done with them: 未经审核的文件，不得提交审议."""
        p, own = self.index.p, clause.parse
        if last.end_mark != "，" or last.parse.modal or last.parse.actor or own.form not in ACTS:
            return False
        if not p.of_a_kind.fullmatch(self.text, last.reading_start, last.end):
            return False
        return p.dealt_with.match(self.text, clause.reading_start, clause.end) is not None

    def _completes(self, last: Clause, clause: Clause) -> bool:
        """Tell whether a bare result goes with the subject before the comma: 在建的大部分项目，要在今年内完工.

        So does a bound: 500万元以上的再担保业务收费，原则上不高于0.5%.
        """
        bounded = clause.numbers and self.index.p.bounded.match(self.text, clause.reading_start, clause.end)
        if bounded and last.parse.form in ("", "measure") and last.end_mark == "，" and not last.numbers:
            return last.end - last.start >= 4 and not self.text.endswith("的", 0, last.end)
        if last.parse.form or last.end_mark != "，" or clause.parse.form != "result" or not clause.parse.modal:
            return False
        bare = self.index.skip_adverbs(clause.start, clause.parse.verb_start) == clause.parse.verb_start
        return bare and last.end - last.start >= 4

    def _waits(self, last: Clause, clause: Clause) -> bool:
        """Tell whether an object waits for its verb behind a means: 对A的部分，在现有政策基础上，减半征收."""
        return last.parse.form == "fronted" and last.end_mark == "，" and clause.parse.form == "means"

    def _goes_on(self, last: Clause, clause: Clause) -> bool:
        if last.parse.form not in ("measure", "result", "action") or last.end_mark != "，":
            return False
        if not last.numbers or not clause.numbers:
            return False
        # 达到296亿元, 比去年增加8000亿元 go on with the target before them.
        match = self.index.p.goes_on.fullmatch(
            self.text, skip_spaces(self.text, clause.reading_start), clause.numbers[0][0]
        )
        if match is None:
            return False
        measured = last.parse.form != "action" or (last.parse.rule in _OF_A_SUBJECT and not last.parse.named)
        rises = self.index.p.rising.fullmatch(clause.parse.verb)
        return measured or rises is not None or match.group()[0] in "比较同"

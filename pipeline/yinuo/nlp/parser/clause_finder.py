"""Find the clauses of sentences: which stretches of a folded text are actions of their own."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from yinuo.nlp.parser import ACTS, Parse, TextIndex, prefixes, read
from yinuo.nlp.parser.agents import alone
from yinuo.nlp.parser.bearers import bear
from yinuo.nlp.parser.conjoined import Conjoined
from yinuo.nlp.parser.coordination import Coordination
from yinuo.nlp.parser.merging import Clause, Merging
from yinuo.nlp.parser.row_ends import shares_noun
from yinuo.nlp.parser.segments import Segment, Sentence, segments, within
from yinuo.nlp.parser.shared_adverbs import row_of_adverbs, share_verb
from yinuo.nlp.parser.whole_objects import joined

_LONGEST_SPAN = 150
# What stands in a row at 、 is read again as it grows, so it must not grow without end.
_LONGEST_GROUP = 400
# Kinds of verbs that make a noun of what stands before them: 统计|监督, 就业|帮扶. The length of most verbs.
_CARE, _TWO = ("supervise", "support", "train"), 2
# Readings of what 通过 opens.
_AFTER_THROUGH = ("verb-and-object-after-through", "phrase-before-verb")
# What ends an occasion that stands between a name and its duty: grammar, no table.
_OCCASIONS = ("时", "过程中", "工作中")


class ClauseFinder:
    """Find the clauses of a sentence; ``numbers`` are the sorted spans of the whole text's quantities."""

    def __init__(self, index: TextIndex, numbers: Sequence[tuple[int, int]]) -> None:
        self.index, self.text = index, index.text
        self.coordination = Coordination(index, numbers)
        self.conjoined = Conjoined(self.coordination)
        self.merging = Merging(index, self.coordination)
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
        if found and sentence.ordered(self.text):
            found[0].parse.modal = found[0].parse.modal or "要"
        bear(found, self.index)
        merged = self.merging.merge(found)
        if any(clause.parse.form == "purpose" for clause in merged):
            merged = self._serving(self._for_a_proposal(merged))
        return _through(self.index, self._bound(merged))

    def _serving(self, clauses: list[Clause]) -> list[Clause]:
        """Read what a purposive tail goes on with as part of it: 为全市发展，|提供坚强保障."""
        for last, clause in itertools.pairwise(clauses):
            if last.parse.form != "purpose" or last.end_mark != "，" or clause.parse.modal:
                continue
            if self.index.p.serves.fullmatch(self.text, clause.start, clause.end):
                clause.parse.read_as("purpose", "purpose-tail")
        return clauses

    def _bound(self, clauses: list[Clause]) -> list[Clause]:
        """Read a means with a modal as an action where no action follows: 应当按照委托人的意愿代为投票。."""
        firm = self.index.g.uses["firm"]
        for n, clause in enumerate(clauses):
            if clause.parse.rule != "means-only" or clause.parse.modal not in firm or not clause.parse.verb:
                continue
            if n + 1 == len(clauses) or clauses[n + 1].semicolon_part > clause.semicolon_part:
                clause.parse.read_as("action", "bound-to-act")
        return clauses

    def _for_a_proposal(self, clauses: list[Clause]) -> list[Clause]:
        """Read all clauses before a proposal as what it is for: 为A，B，C，方案提出，…."""
        first = next((i for i, c in enumerate(clauses[:4]) if c.parse.form == "purpose"), None)
        if first is not None:
            proposes, founds = self.index.p.proposes, self.index.p.founds
            spans = [(c.reading_start, c.end) for c in clauses]
            stop = next((i for i, span in enumerate(spans) if proposes.fullmatch(self.text, *span)), 0)
            # 为了加强管理，搞活流通，撤销物资局
            stop = stop or next((i for i, span in enumerate(spans) if founds.fullmatch(self.text, *span)), 0)
            for clause in clauses[first + 1 : stop]:
                clause.parse.read_as("purpose", "purpose-before-proposal")
        return clauses

    def _groups(self, sentence: Sentence, cut: Sequence[tuple[int, int]]) -> Iterator[list[Segment]]:
        """Split a sentence into segments between ，；： with the 、 pieces of each."""
        group: list[Segment] = []
        joined = within(self.joined, sentence.start, sentence.end)
        cut = within(cut, sentence.start, sentence.end) if cut else ()
        text, hollow_ends = self.text, self.index.s.hollow_ends
        found = list(segments(text, sentence.mark, sentence.end, joined, cut))
        for number, segment in enumerate(found):
            hollow = text[segment.end - 1] in hollow_ends and self._is_hollow(segment)
            if hollow and not self.index.has_time(segment.start, segment.end):
                if group and segment.end_mark != "、":
                    yield [*group[:-1], Segment(group[-1].start, group[-1].end, segment.end_mark)]
                    group = []
                if segment.end_mark != "：":
                    continue  # what heads a list is kept, that the list be known as one
            if group and segment.end - group[0].start > _LONGEST_GROUP:
                yield group
                group = []
            group.append(segment)
            if segment.end_mark != "、" and not self._lists_more(group, found, number + 1):
                yield group
                group = []
        if group:
            yield group

    def _lists_more(self, group: Sequence[Segment], found: Sequence[Segment], at: int) -> bool:
        """Tell whether 以及, ``at`` the next of the segments, goes on with the objects: 新建学校，以及体育场馆等设施.

        What it counts apart is a target of its own, and who must do something is no object.
        """
        if group[-1].end_mark != "，" or at == len(found) or not self.text.startswith("以及", found[at].start):
            return False
        last = next((n for n in range(at, len(found)) if found[n].end_mark != "、"), len(found) - 1)
        within = self.coordination.within
        counts = within(group[0].start, group[-1].end) and within(found[at].start, found[last].end)
        behind = found[last + 1] if found[last].end_mark == "，" and last + 1 < len(found) else None
        return not counts and (behind is None or self.index.g.modal.match(self.text, behind.start, behind.end) is None)

    def _is_hollow(self, segment: Segment) -> bool:
        """Tell whether a clause says nothing of its own: 力争更好结果, 今年发展主要预期目标是."""
        return self.index.p.hollow.fullmatch(self.text, segment.start, segment.end) is not None

    def _single(self, segment: Segment) -> list[Clause]:
        """Read a group of one piece, as most are."""
        parse = read(self.index, segment.start, segment.end)
        if self.text[segment.end - 1] in self.index.s.hollow_ends and self._is_hollow(segment):
            if parse.form in ACTS:
                parse.read_as("state", "describes-state")
            return [Clause(parse, segment.start)]
        clauses = self._clauses(self.conjoined.parts(parse), segment.start)
        if segment.end - segment.start <= _LONGEST_SPAN:
            return clauses
        return [part for clause in clauses for part in self._shorter(clause, [segment])]

    def _clauses(self, parts: Iterable[Parse], start: int) -> list[Clause]:
        """Make clauses of readings, the first of which begins at ``start``."""
        within = self.coordination.within
        found = [Clause(part, part.start, numbers=within(part.start, part.end)) for part in parts]
        found[0].reading_start = start
        return found

    def _group(self, group: list[Segment]) -> list[Clause]:
        if len(group) == 1:
            return self._single(group[0])
        start, end = group[0].start, group[-1].end
        if self.text.endswith(_OCCASIONS, start, end):  # 学校在安排培训、建立制度时，…
            parse = Parse(start, end)
            prefixes.strip(parse, self.index)
            if alone(parse, self.index):
                return [Clause(parse, start)]
        if self.index.p.setting.fullmatch(self.text, start, end):
            parse = read(self.index, start, end)
            parse.read_as("means", "setting-before-action")
            return [Clause(parse, start)]
        clauses = self._clauses((p for parse in self._pieces(group) for p in self.conjoined.parts(parse)), start)
        clauses = [part for clause in clauses for part in self._shorter(clause, group)]
        four = all(p.end - p.start == 4 for p in group)
        four = four and clauses[0].parse.form != "negative"  # 不得虐待、遗弃犬只
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
        return not any(self.index.skip_adverbs(p.start, p.end) > p.start or self._acts(p) for p in group[1:])

    def _acts(self, piece: Segment) -> bool:
        """Tell whether a piece opens with a verb that is no noun there: 保护环境, not 统计|监督."""
        tail = self.index.verb_at(piece.end - _TWO, piece.end)
        row = self.index.g.verbs.get(tail.group()) if tail and tail.end() == piece.end else None
        watched = row is not None and row.nominal and row.type in _CARE
        return not watched and self.index.verb_end(piece.start, piece.end) > piece.start

    def _pieces(self, group: list[Segment]) -> Iterator[Parse]:
        """Read the pieces of a group of several, cut at the 、 that open an action of their own."""
        if adverbs := row_of_adverbs(self.index, group):
            parses = list(self._pieces(group[adverbs:]))
            if share_verb(self.index, group[:adverbs], parses[0]):
                yield from parses
                return
        start, end = group[0].start, group[0].end
        if many := self._list_of_bodies(group):
            end, group = group[many - 1].end, group[many - 1 :]
        current = read(self.index, start, end)
        if self.index.p.frame.fullmatch(self.text, current.start, group[-1].end):
            yield self._extend(current, start, group[-1].end)
            return
        for number, piece in enumerate(group[1:], 1):
            rest = group[number:]
            shared = self.coordination.shares_event(current, rest) or shares_noun(self.index, current, rest)
            own = None if shared else self.coordination.piece(current, end, piece)
            end = piece.end
            if own is None:
                current = self._extend(current, start, end)
                if current.named and self.index.p.frame.fullmatch(self.text, current.start, group[-1].end):
                    yield self._extend(current, start, group[-1].end)  # 市、区人民政府应当|将保护、保存经费列入预算
                    return
                continue
            yield current
            start, current = piece.start, own
        yield current

    def _list_of_bodies(self, group: list[Segment]) -> int:
        """Count the pieces that a list of bodies takes: 公安、规划、安全监管等部门应当…; 0 for none."""
        bodies = self.index.many_bodies(group[0].start, group[-1].end)
        return next((n for n, piece in enumerate(group, 1) if bodies and bodies.end() <= piece.end), 0)

    def _extend(self, current: Parse, start: int, end: int) -> Parse:
        """Read again a stretch that grew; one opened by its verb stays as it is."""
        opened = current.form == "action" and current.is_plain and not self._urges(current)
        if opened and current.verb in self.index.g.uses["ground"]:
            led = read(self.index, start, end)
            told = led.rule == "phrase-before-verb" and led.verb_start > current.end
            if told and self.text.find("等", led.verb_start, end) < 0:  # 围绕新领域、|新业态制定标准
                return led
        if opened and not self.index.has_modal(current.end, end):
            current.end = end
            return current
        return read(self.index, start, end)

    def _urges(self, parse: Parse) -> bool:
        """Tell whether somebody is urged of whom more may be named: 督促各县区、|街道加快整改."""
        row = self.index.g.verbs.get(parse.verb)
        urges = row is not None and row.control
        return urges and self.index.p.causative.match(self.text, parse.verb_start, parse.end) is not None


def _through(index: TextIndex, clauses: list[Clause]) -> list[Clause]:
    """Read what 通过 opens as a means where a comma and an action follow it: 通过完善制度，保障权益."""
    for n, clause in enumerate(clauses):
        parse = clause.parse
        if parse.rule not in _AFTER_THROUGH or clause.end_mark != "，":
            continue
        beside = [c for c in clauses[n:] if c.segment == clause.segment]
        served = clauses[n + len(beside) :][:1]
        closed = index.p.by_several.fullmatch(index.text, parse.start, parse.verb_start) is not None
        closed = closed and not index.text[parse.verb_start + len(parse.verb) : parse.end].strip("“”")
        if parse.rule == "phrase-before-verb" and not closed:
            continue  # 通过线上平台|开展培训
        if served and served[0].parse.form in ACTS and (closed or served[0].parse.is_plain):
            for means in beside:
                means.parse.read_as("means", "means-only")
    return clauses

"""Merge clauses that a comma parts but that are one: an object and its verb, a target and its measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from yinuo.nlp.parser import ACTS, Parse, TextIndex
from yinuo.nlp.parser.coordination import Coordination, skip_spaces

# What a verb of 由X… may end in that has no object of its own: grammar, no table.
_CARRIED_OUT = ("实施", "执行", "批准", "审批", "审定", "决定")
# The name of a thing that stands alone before a comma is no shorter: 所需经费.
_THING = 4
# An object as long as this is the verb's own: nothing before the comma is it.
_OWN = 5
# What opens the next of several shifts: grammar, no table.
_SHIFTS = ("从", "由")
# Rules whose readings have an object before its verb.
_FRONTED = ("object-before-verb", "object-before-verb-across-comma")
# Rules whose readings say what a subject is, reaches or measures.
_OF_A_SUBJECT = (
    "subject-and-result",
    "subject-to-reach-state",
    "noun-and-measure",
    "topic-as-object",
    "topic-then-action",
)


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


class Merging:
    """Tell which neighbours are one clause, and join them."""

    def __init__(self, index: TextIndex, coordination: Coordination) -> None:
        self.index, self.text, self.coordination = index, index.text, coordination

    def merge(self, clauses: Sequence[Clause]) -> list[Clause]:
        """Join a fronted object to the clause after it, and a bare measure to the target before it."""
        merged: list[Clause] = []
        for clause in clauses:
            if merged and self._is_on_the_way(merged, clause):
                merged.pop()
            last = merged[-1] if merged else None
            if last and last.end_mark in "，" and self._is_object_of(last, clause):
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
            elif last and (self._goes_on(last, clause) or self._waits(last, clause) or self._shifts(last, clause)):
                last.parse.modal = last.parse.modal or (clause.parse.modal if last.parse.form == "fronted" else "")
                self._join(last, clause)
            else:
                merged.append(clause)
        return merged

    def _is_on_the_way(self, merged: Sequence[Clause], clause: Clause) -> bool:
        """Tell whether a means stands between an object and who acts: 机构的设置，|根据组织法规定，|由国务院批准."""
        if merged[-1].parse.rule != "means-only" or len(merged) < 2:
            return False
        means = merged[-1].end_mark == "，" and not merged[-1].parse.time
        return means and self._for_agent(merged[-2], clause)

    def _join(self, last: Clause, clause: Clause) -> None:
        last.parse.end, last.end_mark = clause.end, clause.end_mark
        last.numbers = self.coordination.within(last.start, last.end)

    def _is_object_of(self, last: Clause, clause: Clause) -> bool:
        return (
            self._fronts(last, clause)
            or self._left_bare(last, clause)
            or self._for_agent(last, clause)
            or self._for_somebody(last, clause)
            or self._becomes(last, clause)
        )

    def _fronts(self, last: Clause, clause: Clause) -> bool:
        if last.parse.form != "fronted" or last.end_mark not in "，":
            return False
        own = clause.parse.named and clause.parse.actor and clause.parse.object_length >= _OWN
        if own and self.text.endswith("的", last.start, last.end):
            return False  # 对需要修改法律的，国务院将抓紧提出修正案草案
        if clause.parse.rule == "topic-as-object" and self.text[last.start] not in "对将把":
            return False  # 尽力为居民排忧解难，民生的底线要坚决兜牢
        return (clause.parse.form in (*ACTS, "lead") or self._binds(clause)) and not self._waits(last, clause)

    def _binds(self, clause: Clause) -> bool:
        """Tell whether a means with a modal is what is to be done: 对线索的处置，须|经集体研究后决定."""
        parse = clause.parse
        last = clause.end_mark != "，" and bool(parse.verb)
        return last and parse.rule == "means-only" and parse.modal in self.index.g.uses["firm"]

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
        every = self._is_every(last)
        if last.end_mark != "，" or last.parse.modal or clause.parse.rule not in ("agent", "causative"):
            return False
        if last.parse.form and not every:
            return False
        modal = self.index.g.modal.match(self.text, clause.reading_start, clause.end)
        if modal and clause.parse.object_start > clause.start and not self.text.endswith(_CARRIED_OUT, 0, clause.end):
            return False  # …的企业，要由主管部门组织联合工作组: an object of its own; not …的方案，将由国务院审批
        begins = modal.end() if modal else clause.reading_start
        begins += self.text.startswith(("也", "都"), begins)  # 改革工作，也由国家经委负责
        at = self.index.skip_adverbs(begins, clause.end)
        named = every or self.text[last.end - 1] not in "的后时前"
        return self.text.startswith("由", at) and last.end - last.start >= 4 and named

    def _is_every(self, last: Clause) -> bool:
        """Tell whether a clause names whatever is such, which what follows deals with: 凡属于租赁的，都由民政局受理."""
        opens = self.text.startswith("凡", skip_spaces(self.text, last.reading_start))
        return opens and last.parse.form in ("", "state") and self.text[last.end - 1] == "的"

    def _for_somebody(self, last: Clause, clause: Clause) -> bool:
        """Tell whether a clause names for whom the next one grants something: 对从事…的人员，每月给予津贴."""
        p, text = self.index.p, self.text
        if last.end_mark != "，" or last.parse.rule not in _FRONTED or clause.parse.form not in ACTS:
            return False
        if not text.startswith("对", last.start):
            return False
        here = last.parse.rule == _FRONTED[0]
        if here and p.executed.fullmatch(text, clause.reading_start, clause.end):  # 对…兼职，按中央有关规定执行
            return True
        verb = self.index.g.verbs.get(last.parse.verb)
        noun = verb is not None and verb.nominal  # 对工程设计企业，…
        named = p.somebody.search(text, last.start, last.end) is not None
        return named and ((here and noun) or p.grants.match(text, clause.reading_start, clause.end) is not None)

    def _becomes(self, last: Clause, clause: Clause) -> bool:
        """Tell whether things stand before the comma, and behind it what is to become of them.

        So stands a noun (此类文件，不得提交), and so do things of a kind before what is done with them
        (未经审核的文件，不得提交).
        """
        if last.end_mark != "，" or last.parse.modal or clause.parse.form not in ACTS:
            return False
        p, text, start, end = self.index.p, self.text, last.reading_start, last.end
        behind = clause.reading_start, clause.end
        return bool(
            (not last.parse.form and p.becomes.match(text, *behind)
             and p.subject_noun.fullmatch(text, skip_spaces(text, start), end))
            or ((p.filed.match(text, *behind) or p.executed.fullmatch(text, *behind)) and self._is_thing(last, clause))
            or (not last.parse.actor and p.dealt_with.match(text, *behind) and p.of_a_kind.fullmatch(text, start, end))
        )  # fmt: skip

    def _is_thing(self, last: Clause, clause: Clause) -> bool:
        """Tell whether a clause only names things: 改造项目所需投资, and before a modal 符合条件的山体."""
        if self._is_every(last):
            return True
        form, at, end = last.parse.form, skip_spaces(self.text, last.reading_start), last.end
        if form not in ("", "state") or end - at < _THING or self.text[end - 1] == "的":
            return False
        if clause.parse.modal and self.index.p.subject_noun.fullmatch(self.text, at, end):
            return not form or last.parse.rule == "verb-of-state"
        return not form and self.index.p.thing.search(self.text, at, end) is not None

    def _completes(self, last: Clause, clause: Clause) -> bool:
        """Tell whether a bare result goes with the subject before the comma: 在建的大部分项目，要在今年内完工.

        So does a bound: 500万元以上的再担保业务收费，原则上不高于0.5%.
        """
        bounded = clause.numbers and self.index.p.bounded.match(self.text, clause.reading_start, clause.end)
        if bounded and last.parse.form in ("", "measure") and last.end_mark == "，" and not last.numbers:
            return last.end - last.start >= 4 and not self.text.endswith("的", 0, last.end)
        if last.parse.form or last.end_mark != "，":
            return False
        if clause.parse.rule == "verb-and-object" and clause.parse.time and clause.parse.object_length < 2:
            waits = last.end - last.start >= 4 and not self.text.endswith(("的", "后", "时", "中"), 0, last.end)
            if waits:  # 其他部门的“三定”方案，于6月底以前提出
                clause.parse.read_as("action", "topic-as-object")
                clause.parse.object_start = last.start
            return waits
        if clause.parse.form != "result" or not clause.parse.modal:
            return False
        bare = self.index.skip_adverbs(clause.start, clause.parse.verb_start) == clause.parse.verb_start
        return bare and last.end - last.start >= 4

    def _waits(self, last: Clause, clause: Clause) -> bool:
        """Tell whether an object waits for its verb behind a means or a case: 对A的部分，在现有政策基础上，减半征收."""
        if last.parse.form != "fronted" or last.end_mark != "，":
            return False
        case = clause.end_mark == "，" and not clause.parse.modal and self.text.endswith("的", clause.start, clause.end)
        means = clause.parse.form == "means" and not self._binds(clause)
        return means or case  # 对食品安全问题的举报，经查证属实的，给予奖励

    def _shifts(self, last: Clause, clause: Clause) -> bool:
        """Tell whether a thing goes on shifting: 推动经济从要素驱动向创新驱动转变，|从中低端向中高端提升."""
        if last.end_mark != "，" or clause.parse.modal or not self.text.startswith(_SHIFTS, clause.reading_start):
            return False
        p, text = self.index.p, self.text
        again = p.shifts.fullmatch(text, clause.reading_start, clause.end)
        return again is not None and p.shifting.fullmatch(text, last.start, last.end) is not None

    def _goes_on(self, last: Clause, clause: Clause) -> bool:
        if last.parse.form not in ("measure", "result", "action") or last.end_mark != "，":
            return False
        # 建成20家，为1200户实施改造: 为 leads to a verb of its own.
        total = self.text.startswith("总", clause.reading_start)  # 改造道路，总里程6公里
        if not (last.numbers or total) or not clause.numbers or clause.parse.rule == "object-before-verb":
            return False
        # 达到296亿元, 比去年增加8亿元, 超过296亿元 (a bound is part of its number) go on with the target before.
        start, (number, end) = skip_spaces(self.text, clause.reading_start), clause.numbers[0]
        if last.numbers and self.coordination.totals(start, clause.numbers[0]):
            return True
        if start == number:
            return end == clause.end and self.index.p.goes_on.match(self.text, start, end) is not None
        match = self.index.p.goes_on.fullmatch(self.text, start, number)
        if match is None:
            return False
        measured = last.parse.form != "action" or (last.parse.rule in _OF_A_SUBJECT and not last.parse.named)
        rises = self.index.p.rising.fullmatch(clause.parse.verb)
        return measured or rises is not None or match.group()[0] in "比较同总涉共合"

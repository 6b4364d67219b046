"""Part one reading into its actions: at 和 between measures, at 并, and at a bracket that counts a part."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from yinuo.nlp.parser import ACTS, Parse, read
from yinuo.nlp.parser.coordination import JOINED_NAMES, PER_HEAD, Coordination
from yinuo.nlp.parser.segments import Segment, opaque
from yinuo.rules import compile_re
from yinuo.values.joints import JOINTS

_AND = compile_re(JOINTS)
_AND_NOUN = compile_re(rf"(?:{JOINTS})[一-龥“”]{{2,12}}")
# Prepositions before the ones an act is done to or for. Grammar, no table.
_TO = compile_re("(?<![应相针核面绝])[对为向给](?![外内口])")
# How many characters acts that spell out one title begin with alike: 带头学习、带头宣讲.
_ALIKE = 2
_PIECE = compile_re("[^，、；：]{2,80}")


class Conjoined:
    """Part the readings of a text; ``coordination`` knows its numbers, and what several things share."""

    def __init__(self, coordination: Coordination) -> None:
        self.index, self.coordination = coordination.index, coordination

    def parts(self, parse: Parse) -> list[Parse]:
        """Split one reading into its actions: at 和 between two measures, at 并 between two verbs with objects."""
        if not self._may_part(parse):  # as most
            return [parse]
        total, *of_it = self._spelled_out(parse) or self._in_bracket(parse)
        return [*(part for measure in self._at_and(total) for part in self._at_also(measure)), *of_it]

    def _may_part(self, parse: Parse) -> bool:
        """Tell whether a bracket ends a reading, or 并 or several numbers stand in it."""
        text, starts = self.index.text, self.index.number_starts
        second = bisect_left(starts, parse.start) + 1
        if text[parse.end - 1] == "）" or (second < len(starts) and starts[second] < parse.end):
            return True
        return self.index.s.also.search(text, parse.start, parse.end) is not None

    def _spelled_out(self, parse: Parse) -> list[Parse]:
        """Part a title and the acts that a bracket spells it out in: 落实“三带头”（带头学习、带头宣讲政策）."""
        text = self.index.text
        at = text.rfind("（", parse.start, parse.end) if text.endswith("）", 0, parse.end) else -1
        if at < 0 or parse.form != "action" or text.find("”", parse.start, at) < 0:
            return []
        pieces = [m.span() for m in _PIECE.finditer(text, at + 1, parse.end - 1)]
        if len(pieces) < 2 or len({text[start : start + _ALIKE] for start, _ in pieces}) > 1:
            return []
        parts = [read(self.index, *piece) for piece in pieces]
        if not all(part.form == "action" and not part.named for part in parts):
            return []
        parse.end = at
        for part in parts:
            _inherit(part, parse)
        return [parse, *parts]

    def _in_bracket(self, parse: Parse) -> list[Parse]:
        """Part a total and what a bracket counts of it, without times: 新建公厕30座（其中城区10座、农村20座）."""
        text = self.index.text
        at = text.rfind("（其中", parse.start, parse.end) if text[parse.end - 1 : parse.end] == "）" else -1
        if at < 0 or parse.form not in ACTS or not self.coordination.within(parse.start, at):
            return [parse]
        pieces = [m.span() for m in _PIECE.finditer(text, at + 3, parse.end - 1)]
        if not all(self.coordination.within(*piece) and not self.index.has_time(*piece) for piece in pieces):
            return [parse]
        parse.end, parts = at, [read(self.index, *piece) for piece in pieces]
        for part in parts:
            if not (part.form in ACTS and part.is_plain):
                part.read_as("measure", "coordinated-measure")
            _inherit(part, parse)
        return [parse, *parts]

    def _at_and(self, parse: Parse) -> list[Parse]:
        """Split at 和 with a number and a noun on each side: 新建30家孵化器和10家平台."""
        numbers = self.coordination.within(parse.start, parse.end) if parse.form in ACTS else []
        if len(numbers) < 2:
            return [parse]
        for (_, before), (start, end) in pairwise(numbers):
            if end == parse.end and (noun := _AND_NOUN.fullmatch(self.index.text, before, start)):
                at = before + (1 if noun[0][1:2] != "及" else 2)
                if PER_HEAD.fullmatch(self.index.text, at, start) and "分别" in self.index.text[parse.start : before]:
                    continue
                return self._split(parse, read(self.index, at, parse.end), before)
            if self._done_to_both(parse, numbers[0][0], start):
                continue
            if (joint := self._joint(parse, before, start, end)) is None:
                continue
            stop, opens = joint
            shared = self.coordination.shares_event(replace(parse, end=stop), [Segment(start, parse.end, "")])
            if not shared and not self.coordination.shares_end(parse, stop, opens, parse.end):
                return self._split(parse, read(self.index, opens, parse.end), stop)
        return [parse]

    def _done_to_both(self, parse: Parse, first: int, second: int) -> bool:
        """Tell whether a preposition holds both measures and the verb follows: 对52个县和20个村实施督战."""
        return parse.verb_start > second and _TO.search(self.index.text, parse.start, first) is not None

    def _joint(self, parse: Parse, before: int, start: int, end: int) -> tuple[int, int] | None:
        """Find what joins two numbers, a noun or names on each side: 30家企业|和|10家平台, 5个专项|和|环保等8个专项."""
        text = self.index.text
        leads = parse.verb_start <= parse.object_start or not parse.verb  # not 对A等3条路和B等2条街|整修
        if leads and text[start - 1] == "等" and (named := JOINED_NAMES.fullmatch(text, before, start)):
            return named.span("and")
        joint = next((m for n in (1, 2) if (m := _AND.fullmatch(text, start - n, start))), None)
        return joint.span() if joint and joint.start() - before >= 2 and parse.end - end >= 2 else None

    def _split(self, left: Parse, right: Parse, end: int) -> list[Parse]:
        if not (right.form in ACTS and right.is_plain):
            right.read_as("measure", "coordinated-measure")
        _inherit(right, left)
        left.end = end
        return [left, right]

    def _at_also(self, parse: Parse) -> list[Parse]:
        """Split at 并 with a verb and an object on each side: 设立科创板并试点注册制."""
        head = self.index.g.verbs.get(parse.verb)
        if parse.form != "action" or parse.object_start < 0 or (head is not None and head.control):
            return [parse]
        for match in self.index.p.also.finditer(self.index.text, parse.object_start + 2, parse.end):
            covered = opaque(self.index.text, parse.start, parse.end)
            if any(s < match.start() < e for s, e in covered) or self._is_attribute(parse, match.start()):
                continue
            right = read(self.index, match.end(), parse.end)
            left = read(self.index, parse.start, match.start())
            if self._complete(right) and left.form == "action" and left.object_length >= 2:
                _inherit(left, parse)
                left.start = parse.start
                return [left, *self._at_also(right)]
        return [parse]

    def _is_attribute(self, parse: Parse, at: int) -> bool:
        """Tell whether 并 stands in what the noun at the end is like: 健全A负责指导|并组织实施、B配合的机制."""
        noun = self.index.text.rfind("的", at, parse.end)
        return noun > 0 and self.index.p.frame.fullmatch(self.index.text, parse.start, parse.end) is not None

    def _complete(self, right: Parse) -> bool:
        index = self.index
        if right.form not in ("action", "negative") or right.object_length < 2 or right.verb not in index.g.verbs:
            return False
        if index.p.result.match(index.text, right.start, right.end):
            return False
        return not index.p.light_object.fullmatch(index.text, right.object_start, right.end)


def _inherit(to: Parse, source: Parse) -> None:
    to.time, to.modal, to.actor = to.time or source.time, to.modal or source.modal, to.actor or source.actor

"""Look up what stands at an offset of the text: verbs, adverbs, numbers, times, bodies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yinuo.nlp.parser.grammar import Grammar, Verb, VerbsFrom, grammar
from yinuo.nlp.parser.patterns import Patterns, patterns
from yinuo.nlp.parser.segments import opaque
from yinuo.nlp.parser.signs import Signs, signs
from yinuo.rules.anchors import found_in
from yinuo.values.joints import JOINTS

_LONGEST_ACTOR = 40
# How much of a name is looked at to tell that it only ends like one.
_NO_END = 4
# Conjunctions between names: grammar, no table.
_JOINT = re.compile(f"、|会同|{JOINTS}")
# What shows behind a verb that it leads nowhere (通过的方案, 评审通过后, 购买力), before it that it is a noun
# (范围和参与部门, 当前的突出问题), and how long at least the object of one is that leads on: grammar, no table.
_NO_LEAD, _BEFORE_NOUN, _OBJECT = ("的", "后", "力", "率"), "和及与的", 4
# What puts an object before its verb: grammar, no table.
_LED = ("把", "将")
_VERBS_FROM = VerbsFrom()


@dataclass(slots=True)
class TextIndex:
    """Hold a folded text with what the tokenizer and the value scanners found in it.

    ``times`` maps start to end of times; ``number_starts`` are sorted; ``words``, ``verbs``, ``adverbs`` have, at each
    offset, the length of the token that begins there (the latter two of two characters and more, by jieba's tags), or
    are empty; ``bodies`` maps start to end of named organisations.
    """

    text: str
    times: Mapping[int, int] = field(default_factory=dict)
    number_starts: Sequence[int] = ()
    words: bytes = b""
    verbs: bytes = b""
    adverbs: bytes = b""
    bodies: Mapping[int, int] = field(default_factory=dict)
    time_starts: Sequence[int] = ()
    g: Grammar = field(default_factory=grammar)
    p: Patterns = field(default_factory=patterns)
    s: Signs = field(default_factory=signs)
    _verbs_found: dict[tuple[int, int], re.Match[str] | None] = field(default_factory=dict)
    _adverb_ends: dict[tuple[int, int], int] = field(default_factory=dict)
    _actor_ends: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        none = bytes(len(self.text) + 1)
        self.verbs, self.adverbs = self.verbs or none, self.adverbs or none

    def forget(self) -> None:
        """Forget what was looked up, once a sentence is done: nobody asks again, and a text may be long."""
        self._verbs_found.clear()
        self._adverb_ends.clear()
        self._actor_ends.clear()

    def verb_at(self, at: int, end: int) -> re.Match[str] | None:
        """Find a verb of the table at ``at``; a one-character verb only where it is a word of its own."""
        key = (at, end)
        found = self._verbs_found.get(key)
        if found is not None or key in self._verbs_found:
            return found
        verbs = _VERBS_FROM[self.text[at]] if at < end else None
        match = verbs.match(self.text, at, end) if verbs else None
        if match and (self.text.startswith("者", match.end()) or (match.end() - at == 1 and not self._is_word(at))):
            match = None  # 经营者, 消费者: a noun
        self._verbs_found[key] = match
        return match

    def row(self, verb: re.Match[str] | None) -> Verb | None:
        """Give the table's row of a verb, None for a verb with its result (管好) that has none."""
        return self.g.verbs.get(verb.group()) if verb else None

    def is_nominal(self, verb: re.Match[str]) -> bool:
        """Tell whether the verb is also a common noun (管理, 建设)."""
        row = self.row(verb)
        return row is not None and row.nominal

    def verb_past_adverbs(self, at: int, end: int) -> re.Match[str] | None:
        """Find the verb that stands at ``at`` behind any adverbs."""
        return self.verb_at(self.skip_adverbs(at, end), end)

    def verb_end(self, at: int, end: int) -> int:
        """Find where the verb at ``at`` ends, of the table or of jieba's dictionary; ``at`` where there is none."""
        verb = self.verb_at(at, end)
        return verb.end() if verb else at + self.verbs[at]

    def skip_adverbs(self, at: int, end: int) -> int:
        """Skip adverbs of the table, those of jieba's dictionary, and manners such as 及时灵活地."""
        key = (at, end)
        found = self._adverb_ends.get(key)
        if found is None:
            found = self._adverb_ends[key] = self._past_adverbs(at, end)
        return found

    def _past_adverbs(self, at: int, end: int) -> int:
        text, s = self.text, self.s
        while at < end:
            near = text[at] in s.adverb_opens or s.within_adverbs.search(text, at, end)
            match = self.g.adverbs.match(text, at, end) if near else None
            stop = match.end() if match else at + self.adverbs[at]
            if stop == at:
                stop = self._skip_manner(at, end)
            if stop == at or stop > end:
                break
            led = self.text.startswith(_LED, stop + 1)
            if self.text[stop : stop + 1] == "地" and (led or self.verb_at(stop + 1, end)):
                stop += 1
            at = stop
        return at

    def _skip_manner(self, at: int, end: int) -> int:
        match = self.p.manner.match(self.text, at, end) if self.s.manner.search(self.text, at, end) else None
        if match is None or not self._is_word(match.end() - 1):
            return at
        verb = self.verb_at(match.end(), end)
        row = self.row(verb)
        named = row is not None and row.nominal and match.group().endswith("”")  # “一户一档”管理制度
        return at if row is None or named else match.end()

    def inner_modal(self, start: int, end: int) -> re.Match[str] | None:
        """Find the first modal within the stretch, outside quotes: not that of “一要吃饭，二要建设”."""
        if not self.s.modal.search(self.text, start, end):
            return None
        covered: list[tuple[int, int]] | None = None
        for match in found_in(self.p.inner_modal, self.text, start, end):
            covered = opaque(self.text, start, end) if covered is None else covered
            if not any(s < match.start() < e for s, e in covered):
                return match
        return None

    def has_modal(self, start: int, end: int) -> bool:
        """Tell whether a modal stands within the stretch, in quotes or not."""
        near = self.s.modal.search(self.text, start, end)
        return near is not None and next(found_in(self.p.inner_modal, self.text, start, end), None) is not None

    def has_number(self, start: int, end: int) -> bool:
        """Tell whether a quantity begins within the stretch."""
        i = bisect_left(self.number_starts, start)
        return i < len(self.number_starts) and self.number_starts[i] < end

    def has_time(self, start: int, end: int) -> bool:
        """Tell whether a time begins within the stretch."""
        i = bisect_left(self.time_starts, start)
        return i < len(self.time_starts) and self.time_starts[i] < end

    def times_within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """List where the times begin and end that begin within the stretch."""
        for at in self.time_starts[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]:
            yield at, self.times[at]

    def is_prepositional(self, at: int, end: int) -> bool:
        """Tell whether a preposition stands at ``at``, and not a word that begins like one (对接, 将来)."""
        match = self.g.preposition.match(self.text, at, end)
        return bool(match) and not self.p.no_preposition.match(self.text, at, end)

    def is_verbal(self, at: int, end: int) -> bool:
        """Tell whether an adverb, or a verb that is no noun, stands at ``at``: no actor begins so."""
        known = at in self.bodies  # 科学技术部 opens like an adverb
        if known or self.set_up_body_end(at, end) > at or self.is_verbal_name(at, end):
            return False
        if self.g.adverbs.match(self.text, at, end):
            return True
        verb = self.verb_at(at, end)
        if verb is None or len(verb.group()) < 2:
            return False
        return not self.is_nominal(verb) or self.has_number(at, min(end, at + 6))

    def is_verbal_name(self, at: int, end: int) -> bool:
        """Tell whether a name that opens like a verb stands at ``at``: 监管部门|要…."""
        near = self.s.verbal_name.search(self.text, at, end)
        return near is not None and self.p.verbal_name.match(self.text, at, end) is not None

    def set_up_body_end(self, at: int, end: int) -> int:
        """Find where the name of an office or group at ``at`` ends: 联合采购办公室|, not 成立领导小组; -1 for none."""
        verb = self.verb_at(at, end)
        opens_action = verb is not None and not self.is_nominal(verb)
        near = not opens_action and self.s.body.search(self.text, at, end)
        body = self.p.set_up_body.match(self.text, at, end) if near else None
        return body.end() if body else -1

    def actor_ends(self, start: int, end: int) -> list[int]:
        """List where a name that begins at ``start`` may end: after a body's suffix, or as the entities have it."""
        key = (start, end)
        found = self._actor_ends.get(key)
        if found is None:
            found = self._actor_ends[key] = self._names_end(start, end)
        return found

    def _names_end(self, start: int, end: int) -> list[int]:
        joint = self.text.find("会同", start, end)
        listed = self.many_bodies(start, end)
        last = joint if joint > start else listed.end() if listed else min(end, start + _LONGEST_ACTOR)
        ends = [
            m.end()
            for m in found_in(self.p.actor_end, self.text, start, last)
            if not self.p.no_actor_end.search(self.text, max(start, m.end() - _NO_END), m.end())
            and not self.p.longer_name.match(self.text, m.end(), end)
        ]
        for longer in (self.p.name_bracket, self.p.in_charge):
            ends = [m.end() if (m := longer.match(self.text, stop, end)) else stop for stop in ends]
        if listed and self.text.endswith(("等", "场所"), 0, listed.end()):  # 国家机关、社会组织等|要
            ends.append(listed.end())
        goes_on = self.p.longer_name.match
        found = {*ends, *(b for b in self.body_ends(start) if b <= last and not goes_on(self.text, b, end))}
        if not found:
            return []
        broken = self.p.breaks_name.search(self.text, start, last)  # 廉洁自律|是每一名政府工作人员…
        quoted = self.text.find("“", start, last)  # 落实“科研人员…”的规定: no name ends amid a quotation
        closed = self.text.find("”", quoted, end) if quoted >= 0 else -1
        named = (stop for stop in found if not quoted < stop <= closed or quoted < 0)
        return sorted(stop for stop in named if broken is None or stop <= broken.start())

    def many_bodies(self, start: int, end: int) -> re.Match[str] | None:
        """Find a long list of bodies at ``start``: 公安、规划、安全监管等部门|应当…."""
        near = self.s.many_bodies.search(self.text, start, end)
        return self.p.many_bodies.match(self.text, start, end) if near else None

    def body_ends(self, start: int) -> list[int]:
        """List where an organisation that begins at ``start`` ends, and those joined to it: 教育部、财政部."""
        ends: list[int] = []
        while (end := self.bodies.get(start)) is not None:
            ends.append(end)
            joint = _JOINT.match(self.text, end)
            start = joint.end() if joint else -1
        return ends

    def verb_after(self, at: int, end: int, *, strict: bool = False) -> re.Match[str] | None:
        """Find the verb a preposition phrase leads to: the last one behind 的, not merely a noun.

        ``strict``: none before 的, where it belongs to an attribute (对招用…人员的企业).
        """
        possessive = self.text.rfind("的", at, end)
        found: re.Match[str] | None = None
        covered = opaque(self.text, at, end)
        for match in self._verbs_within(at + 1, end):
            before = match.start() < possessive
            if any(s < match.start() < e for s, e in covered) or (before and (strict or found is not None)):
                continue
            inside = bool(self.words) and not self.words[match.start()] and match.end() < end  # 党|组织|书记
            if (strict and possessive > 0 and inside and self.is_nominal(match)) or not self._counts(match):
                continue
            if not self.is_nominal(match) or match.end() == end or found is None:
                found = match
        return found or (self._light_verb(at, end) if strict else None)

    def _verbs_within(self, at: int, end: int) -> Iterator[re.Match[str]]:
        """Find the verbs of the table within a stretch; most characters begin none."""
        text = self.text
        while at < end:
            verbs = _VERBS_FROM[text[at]]
            match = verbs.match(text, at, end) if verbs else None
            if match:
                yield match
            at = match.end() if match else at + 1

    def _light_verb(self, at: int, end: int) -> re.Match[str] | None:
        """Tell whether the 的 belongs to what a light verb carries out: 对所得税实行按比例分享的办法."""
        found = self.p.light_verb.search(self.text, at + 2, end)
        return self.g.verb.match(self.text, found.start(), end) if found else None

    def leading_verb(self, at: int, end: int, *, loose: bool, least: int = _OBJECT) -> re.Match[str] | None:
        """Find the first verb behind a means that has an object of ``least`` characters.

        ``loose``: it may be a noun, or take another's clause.
        """
        covered = opaque(self.text, at, end)
        for match in self._verbs_within(at + 2, end):
            if any(s < match.start() < e for s, e in covered) or self.text.startswith(_NO_LEAD, match.end()):
                continue
            if self.text[match.start() - 1] in _BEFORE_NOUN:  # 根据对象范围和参与部门
                continue
            row = self.row(match)
            verbal = row is not None and (not row.nominal or match.group() in self.g.uses["led"])
            plain = row is not None and verbal and not row.control
            if end - match.end() < _OBJECT and match.group() in self.g.uses["measuring"]:  # 针对投资增长过快
                continue
            if len(match.group()) > 1 and end - match.end() >= least and (plain or (loose and row is not None)):
                return match
        return None

    def _counts(self, verb: re.Match[str]) -> bool:
        return len(verb.group()) > 1 or (verb.group() in self.g.uses["single"] and self._is_word(verb.start()))

    def _is_word(self, at: int) -> bool:
        """Tell whether the character at ``at`` is a token of its own; yes where there are no tokens."""
        return not self.words or self.words[at] == 1

    def ends_in_verb(self, at: int, end: int) -> bool:
        """Tell whether the stretch ends in a verb of jieba's dictionary: 对排污口逐一溯源."""
        return any(self.verbs[start] == end - start for start in range(max(at, end - 4), end - 1))

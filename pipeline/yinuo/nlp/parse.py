"""One segment to one reading: what leads it, who acts, which verb opens it, where its span begins. Spans in, a Parse out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yinuo.nlp.grammar import Grammar, grammar
from yinuo.nlp.patterns import patterns

# A one-character lead (要, 也, 即) counts only before one of these; otherwise it is the head of a word (要素, 即时).
_GAP = re.compile(r"[ 　，：]*")
_AFTER_TIME = re.compile(r"(?:期间|时期|之?[内前]|起|以前|左右)?[，, ]*")
_ITEM = re.compile(
    r"[ 　]*(?:[一二三四五六七八九十]{1,3}(?:是|则|要(?!素|件|点))|第[一二三四五六七八九十]{1,3}(?=，)|（[一二三四五六七八九十\d]{1,3}）|[①-⑳]|\d{1,2}[.．、](?!\d)"
    r"|[一二三四五六七八九十]{1,3}、|——|—)"
)


@dataclass(slots=True)
class Parse:
    """How a stretch reads. All positions are offsets; ``form`` is empty where nothing reads as an action."""

    start: int
    end: int
    form: str = ""
    verb: str = ""
    verb_start: int = -1
    object_start: int = -1
    modal: str = ""
    negation: str = ""
    time: tuple[int, int] | None = None
    self_named: bool = False
    actor: tuple[int, int] | None = None
    rule: str = ""
    cues: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def object_length(self) -> int:
        return self.end - self.object_start if self.object_start >= 0 else 0


class Reader:
    """Reads stretches of one folded text; ``times`` and ``numbers`` are the starts and ends found in it."""

    def __init__(
        self,
        text: str,
        times: dict[int, int],
        number_starts: list[int],
        words: dict[int, int] | None = None,
        verbs: dict[int, int] | None = None,
        adverbs: dict[int, int] | None = None,
        bodies: dict[int, int] | None = None,
    ) -> None:
        self.text = text
        self.words = words or {}
        self.verbs = verbs or {}
        self.adverbs = adverbs or {}
        self.bodies = bodies or {}
        self.times = times
        self.number_starts = number_starts
        self.g: Grammar = grammar()
        self.p = patterns()

    def read(self, start: int, end: int) -> Parse:
        """The reading of ``text[start:end]``, a stretch without a comma."""
        parse = Parse(start, end)
        self._lead(parse)
        if parse.start >= end:
            parse.form = "lead"
            return parse
        self._body(parse)
        return parse

    # -- what stands before the action ------------------------------------------------------------------------------

    def _lead(self, parse: Parse) -> None:
        at, end = parse.start, parse.end
        while at < end:
            moved = self._lead_step(parse, at, end)
            if moved == at:
                break
            at = moved
        parse.start = at

    def _lead_step(self, parse: Parse, at: int, end: int) -> int:
        text, g = self.text, self.g
        gap = _GAP.match(text, at, end)
        if gap and gap.end() > at:
            return gap.end()
        item = _ITEM.match(text, at, end)
        if item:
            return item.end()
        if text[at] in "于在至自从" and at + 1 in self.times and self.times[at + 1] <= end:
            at += 1
        if at in self.times and self.times[at] <= end and not self._names(self.times[at], end):
            parse.time = (at, self.times[at])
            return self._after_time(self.times[at], end)
        verb = self._verb_at(at, end)
        longest = verb.end() if verb else at
        for kind, pattern in (("self", g.self_name), ("modal", g.modal), ("conjunction", g.conjunctions)):
            match = pattern.match(text, at, end)
            if not match or match.end() < longest or (match.end() == longest and len(match.group()) < 2):
                continue
            if match.group() not in _ALWAYS and not self._opens(
                match.end(), end, strict=kind != "modal" or match.group() not in _LOOSE
            ):
                continue
            if (
                kind == "modal"
                and match.group() in _VERBAL
                and not self._verb_at(self._skip_adverbs(match.end(), end), end)
            ):
                continue
            if kind == "modal":
                parse.modal = parse.modal or match.group()
                parse.cues.append(("modal", at, match.end()))
            parse.self_named |= kind == "self"
            return match.end()
        return at

    def _after_time(self, at: int, end: int) -> int:
        match = _AFTER_TIME.match(self.text, at, end)
        return match.end() if match else at

    def _names(self, at: int, end: int) -> bool:
        """Whether the time at hand is part of a name (2022年全民终身学习活动周) rather than a lead."""
        return bool(self.p.time_name.match(self.text, at, end))

    def _opens(self, at: int, end: int, *, strict: bool) -> bool:
        """Whether something that can head an action (verb, adverb, modal, preposition, negation, time) stands at ``at``."""
        if at >= end:
            return True
        text, g = self.text, self.g
        if at in self.times or text[at] in "，：":
            return True
        if self._verb_at(at, end):
            return True
        for pattern in (g.adverbs, g.modal, g.negation, g.preposition, g.self_name):
            if pattern.match(text, at, end):
                return True
        return not strict and not self.p.no_modal.match(text, at - 1, end)

    # -- the action --------------------------------------------------------------------------------------------------

    def _body(self, parse: Parse) -> None:
        if self._plainly_verbal(parse) and self._verb(parse):
            return
        for reading in (
            self._negation,
            self._purpose,
            self._causative,
            self._by_agent,
            self._actor_verb,
            self._verb,
            self._preposition,
            self._subject,
            self._who,
        ):
            if reading(parse):
                return

    def _plainly_verbal(self, parse: Parse) -> bool:
        """Whether a verb that is nothing else stands first, so that no other reading need be tried."""
        verb = self._verb_at(self._skip_adverbs(parse.start, parse.end), parse.end)
        if verb is None or len(verb.group()) < 2 or self.text.find("由", parse.start, parse.end) >= 0:
            return False
        row = self.g.verbs.get(verb.group())
        return row is not None and not row.nominal and row.type != "supervise" and not self._starts_otherwise(parse)

    def _starts_otherwise(self, parse: Parse) -> bool:
        at, end = parse.start, parse.end
        return bool(self.g.negation.match(self.text, at, end) or self.g.purposive.match(self.text, at, end))

    def _negation(self, parse: Parse) -> bool:
        at = self._skip_adverbs(parse.start, parse.end)
        match = self.g.negation.match(self.text, at, parse.end)
        if not match:
            return False
        parse.form, parse.rule, parse.negation = "negative", "negation", match.group()
        parse.verb, parse.verb_start, parse.object_start = match.group(), at, match.end()
        inner = self._verb_at(self._skip_adverbs(match.end(), parse.end), parse.end)
        if inner:
            parse.verb = match.group() + inner.group()
        elif parse.end - match.end() <= 4 and match.group() not in _BANS:
            parse.form, parse.rule = "slogan", "a ban without an object"
        parse.cues.append(("negation", match.start(), match.end()))
        return True

    def _purpose(self, parse: Parse) -> bool:
        match = self.g.purposive.match(self.text, parse.start, parse.end)
        if not match or (parse.modal and match.group() in ("使", "让")):
            return False
        verbal = self._verb_at(self._skip_adverbs(match.end(), parse.end), parse.end)
        if match.group() == "为" and not verbal and self._has_number(match.end(), parse.end):
            return False
        if match.group() == "为" and not verbal and self.p.concrete_for.search(self.text, match.end() + 2, parse.end):
            return False
        if match.group() == "以" and self.p.concrete_with.match(self.text, match.start(), parse.end):
            return False
        parse.form, parse.rule = "purpose", "purposive tail"
        parse.cues.append(("purposive", match.start(), match.end()))
        return True

    def _by_agent(self, parse: Parse) -> bool:
        """由 X + verb: X acts; the span begins after X, or at the object where that stands in front."""
        by = self.p.by_agent.search(self.text, parse.start, parse.end)
        if not by:
            return False
        for end in self._actor_ends(by.end(), min(parse.end, by.end() + 24)):
            inner = Parse(end + self.text.startswith("来", end), parse.end)
            self._lead(inner)
            at = self._skip_adverbs(inner.start, parse.end)
            verb = self._verb_at(at, parse.end)
            stop = verb.end() if verb else self.verbs.get(at, at)
            if stop == at:
                continue
            parse.form, parse.rule, parse.actor = "action", "agent after 由", (by.end(), end)
            parse.verb, parse.verb_start = self.text[at:stop], at
            parse.time = parse.time or inner.time
            if by.start() == parse.start:
                parse.start, parse.object_start = inner.start, stop
            else:
                parse.object_start = parse.start
            return True
        return False

    def _causative(self, parse: Parse) -> bool:
        """督促/指导/责成/由 X + verb + object: X acts, and the span begins after X."""
        at = self._skip_adverbs(parse.start, parse.end)
        match = self.p.causative.match(self.text, at, parse.end)
        if not match:
            return False
        name = (match.end(), match.end())
        for who in self.p.actor_end.finditer(self.text, match.end(), parse.end):
            probe = Parse(who.end(), parse.end)
            self._lead(probe)
            verb = self._verb_at(self._skip_adverbs(probe.start, parse.end), parse.end)
            if (
                verb
                and parse.end - verb.end() >= 2
                and not self.p.light_object.fullmatch(self.text, verb.end(), parse.end)
            ):
                name = (match.end(), who.end())
                break
        if name[0] == name[1]:
            return False
        inner = Parse(name[1], parse.end, time=parse.time)
        self._lead(inner)
        self._verb(inner) or self._preposition(inner)
        if not inner.form:
            return False
        self._take(parse, inner)
        parse.actor = name
        parse.rule = "causative " + match.group()
        parse.cues.append(("causative", match.start(), match.end()))
        return True

    def _take(self, parse: Parse, inner: Parse) -> None:
        parse.start, parse.form, parse.rule = inner.start, inner.form, inner.rule
        parse.verb, parse.verb_start, parse.object_start = inner.verb, inner.verb_start, inner.object_start
        parse.negation = inner.negation
        parse.modal = parse.modal or inner.modal
        parse.time = inner.time or parse.time
        parse.cues += inner.cues

    def _actor_verb(self, parse: Parse) -> bool:
        """A named actor, then (a modal and) an action: 各县区要优化…, 中央财政大幅增加…"""
        match = self.p.actor.match(self.text, parse.start, parse.end)
        if not match or self._prepositional(parse.start, parse.end) or self._verbal(parse.start, parse.end):
            return False
        for end in self._actor_ends(parse.start, parse.end):
            inner = Parse(self._after_partner(end, parse.end), parse.end)
            self._lead(inner)
            if inner.start >= parse.end:
                continue
            bare = not inner.modal and not inner.time
            if (
                bare
                and self.bodies.get(parse.start) != end
                and not self.p.strong_actor.fullmatch(self.text, parse.start, end)
            ):
                continue
            if not (
                self._negation(inner)
                or self._purpose(inner)
                or self._verb(inner)
                or self._preposition(inner)
                or (inner.modal and self._loose(inner))
            ):
                continue
            if bare and inner.form == "action" and (inner.object_length < 2 or self.text[inner.object_start] == "的"):
                continue
            who = (parse.start, end)
            if self.g.self_name.fullmatch(self.text, *who):
                parse.self_named = True
            else:
                parse.actor = who
            self._take(parse, inner)
            parse.rule = "named actor, " + parse.rule
            return True
        return False

    def _prepositional(self, at: int, end: int) -> bool:
        match = self.g.preposition.match(self.text, at, end)
        return bool(match) and not self.p.no_preposition.match(self.text, at, end)

    def _verbal(self, at: int, end: int) -> bool:
        """Whether an adverb or a verb that is no noun stands at ``at``: no actor begins so."""
        if self.g.adverbs.match(self.text, at, end):
            return True
        verb = self._verb_at(at, end)
        if verb is None or len(verb.group()) < 2:
            return False
        row = self.g.verbs.get(verb.group())
        return row is None or not row.nominal or self._has_number(at, min(end, at + 6))

    def _after_partner(self, at: int, end: int) -> int:
        """Past 会同有关部门: who acts together with the actor."""
        match = self.p.partner.match(self.text, at, end)
        return match.end() if match else at

    def _loose(self, parse: Parse) -> bool:
        parse.form, parse.rule, parse.verb_start = "slogan", "no known verb", parse.start
        return True

    def _actor_ends(self, start: int, end: int) -> list[int]:
        joint = self.text.find("会同", start, end)
        last = joint if joint > start else min(end, start + 40)
        ends = [m.end() for m in self.p.actor_end.finditer(self.text, start, last)]
        body = self.bodies.get(start, 0)
        return sorted({*ends, body}) if start < body <= last else ends

    def _verb(self, parse: Parse) -> bool:
        text, g, end = self.text, self.g, parse.end
        after = self._skip_adverbs(parse.start, end)
        match = self._verb_at(after, end)
        if not match and after > parse.start:
            match = self._adverb_as_verb(parse.start, after, end)
        if not match:
            return self._dictionary_verb(parse, after)
        if match.end() < end and text[match.end()] == "的":
            return False
        if match.group() == "通过" and not self.p.passing.fullmatch(text, match.start(), end):
            return self._through(parse, match.end())
        modal = self.p.inner_modal.search(text, match.end(), end)
        if modal and self._topic(parse, modal):
            return True
        parse.form, parse.rule = "action", "verb and object"
        parse.verb, parse.verb_start = match.group(), match.start()
        parse.object_start = self._chain(match.end(), end)
        return True

    def _through(self, parse: Parse, at: int) -> bool:
        """通过 + verb + object is an action from the verb on; 通过 + noun is a means."""
        verb = self._verb_at(self._skip_adverbs(at, parse.end), parse.end)
        row = self.g.verbs.get(verb.group()) if verb else None
        if (
            verb is None
            or row is None
            or row.nominal
            or parse.end - verb.end() < 2
            or self.p.setting.fullmatch(self.text, parse.start, parse.end)
        ):
            return False
        parse.start, parse.form, parse.rule = at, "action", "verb and object after 通过"
        parse.verb, parse.verb_start, parse.object_start = verb.group(), verb.start(), verb.end()
        return True

    def _dictionary_verb(self, parse: Parse, at: int) -> bool:
        """A verb that only jieba's dictionary knows, with an object behind it."""
        stop = self.verbs.get(at, at)
        if (
            stop == at
            or parse.end - stop < 2
            or self.text[stop] in "的是、"
            or self.p.inner_modal.search(self.text, stop, parse.end)
        ):
            return False
        parse.form, parse.rule = "action", "dictionary verb and object"
        parse.verb, parse.verb_start, parse.object_start = self.text[at:stop], at, stop
        return True

    def _adverb_as_verb(self, start: int, after: int, end: int) -> re.Match[str] | None:
        """加快 in 加快园区建设 is the verb: the last adverb that is also a verb."""
        for at in range(after - 1, start - 1, -1):
            match = self._verb_at(at, end)
            if match and match.end() == after and (at == start or self.g.adverbs.fullmatch(self.text, start, at)):
                return match
        return None

    def _chain(self, at: int, end: int) -> int:
        """Past verbs that share the object: 取消或降低, 防范化解, 建立和完善."""
        while True:
            match = self.p.chain.match(self.text, at, end)
            step = match.end() if match else at
            verb = self._verb_at(self._skip_adverbs(step, end) if match else step, end)
            if not verb or verb.end() >= end or self.g.verbs.get(verb.group()) is None:
                return at
            if self.g.verbs[verb.group()].nominal or len(verb.group()) < 2:
                return at
            at = verb.end()

    def _preposition(self, parse: Parse) -> bool:
        text, end = self.text, parse.end
        at = self._skip_adverbs(parse.start, end)
        match = self.g.preposition.match(text, at, end)
        if not match or self.p.no_preposition.match(text, at, end):
            return False
        kind = match.group()
        verb = self._verb_after(match.end(), end, strict=kind == "对")
        parse.cues.append(("preposition", match.start(), match.end()))
        if kind in _FRONTING:
            whole = verb or self._ends_in_verb(match.end(), end) or self._has_number(match.end(), end)
            parse.form, parse.rule = (
                ("action", "object before its verb") if whole else ("fronted", "object without its verb")
            )
        elif (
            verb
            and (
                (kind in _PLACING and not self.p.ground.search(text, match.end(), end))
                or self._leads_on(match.end(), verb, end, nominal=kind == "通过")
            )
            and not self.p.circumstance.search(text, max(at, end - 4), end)
        ):
            parse.form, parse.rule = "action", "phrase before its verb"
        else:
            parse.form, parse.rule = "means", "means or ground only"
        if self.p.vague.fullmatch(text, at, end) or self.p.setting.fullmatch(text, at, end):
            parse.form, parse.rule = "means", "no object"
        if verb:
            parse.verb, parse.verb_start, parse.object_start = verb.group(), verb.start(), match.end()
        else:
            parse.verb, parse.verb_start, parse.object_start = kind, at, match.end()
        return True

    def _leads_on(self, at: int, verb: re.Match[str], end: int, *, nominal: bool = False) -> bool:
        """依托院校增设专业: the phrase goes on to an action with an object, not to a bare ground."""
        row = self.g.verbs.get(verb.group())
        if row is None or (row.nominal and not nominal) or row.control or verb.start() - at < 2 or end - verb.end() < 4:
            return False
        return not self._verb_at(at, end) and not self.p.ground.search(self.text, verb.end(), end)

    def _verb_after(self, at: int, end: int, *, strict: bool = False) -> re.Match[str] | None:
        """The verb a preposition phrase leads to: the last one after 的, not merely a noun; ``strict``: none before 的."""
        possessive = self.text.rfind("的", at, end)
        found: re.Match[str] | None = None
        for match in self.g.verb.finditer(self.text, at + 1, end):
            if len(match.group()) == 1 and (
                match.group() not in _SINGLE or self.words.get(match.start(), match.end()) != match.end()
            ):
                continue
            before = match.start() < possessive
            if before and (strict or found is not None):
                continue
            row = self.g.verbs.get(match.group())
            if row is None or not row.nominal or match.end() == end or found is None:
                found = match
        return found

    def _ends_in_verb(self, at: int, end: int) -> bool:
        """Whether the stretch ends in a verb of jieba's dictionary: 对排污口逐一溯源."""
        return any(self.verbs.get(start) == end for start in range(max(at, end - 4), end - 1))

    def _subject(self, parse: Parse) -> bool:
        """A noun first: topic + modal + action, passive by 由, or a target such as 失业率控制在4%以内."""
        text, end = self.text, parse.end
        modal = self.p.inner_modal.search(text, parse.start + 1, end)
        if modal:
            return self._topic(parse, modal)
        if self.p.state.search(text, parse.start, end):
            parse.form, parse.rule = "state", "describes a state"
            return True
        result = self.p.result.search(text, parse.start, end)
        if result:
            parse.form, parse.rule = "result", "subject and its result"
            parse.verb, parse.verb_start, parse.object_start = result.group(1), result.start(1), parse.start
            return True
        if self._has_number(parse.start, end):
            parse.form, parse.rule, parse.verb_start, parse.object_start = (
                "measure",
                "noun and its measure",
                parse.start,
                parse.start,
            )
            return True
        return False

    def _who(self, parse: Parse) -> bool:
        """Nothing but a named actor, set off by a comma from what it shall do."""
        ends = self._actor_ends(parse.start, parse.end)
        if (
            not ends
            or ends[-1] != parse.end
            or parse.end - parse.start < 2
            or self.g.preposition.match(self.text, parse.start)
        ):
            return False
        parse.form, parse.rule, parse.actor = "who", "named actor alone", (parse.start, parse.end)
        return True

    def _topic(self, parse: Parse, modal: re.Match[str]) -> bool:
        inner = Parse(modal.start(), parse.end)
        self._lead(inner)
        if inner.start >= parse.end:
            return False
        self._negation(inner) or self._verb(inner) or self._preposition(inner) or self._loose(inner)
        measured = self._has_number(inner.start, parse.end) and inner.verb in _MEASURES
        transitive = (
            inner.form in ("action", "negative")
            and inner.object_length >= 2
            and not measured
            and not self.p.reflexive.match(self.text, inner.start, parse.end)
        )
        parse.modal, parse.cues = inner.modal, parse.cues + inner.cues
        if transitive:
            parse.start, parse.form, parse.rule = inner.start, inner.form, "topic, then action"
            parse.verb, parse.verb_start, parse.object_start = inner.verb, inner.verb_start, inner.object_start
            return True
        firm = modal.group() in _FIRM and parse.end - inner.start >= 2
        parse.form = (
            "result" if measured or firm or self.p.achieved.search(self.text, inner.start, parse.end) else "topic"
        )
        parse.rule = "subject that shall reach a state"
        parse.verb, parse.verb_start, parse.object_start = inner.verb, inner.verb_start, parse.start
        return True

    def _verb_at(self, at: int, end: int) -> re.Match[str] | None:
        """A verb at ``at``; a one-character verb only where it is a word of its own."""
        match = self.g.verb.match(self.text, at, end)
        if match and match.end() - at == 1 and self.words.get(at, at + 1) != at + 1:
            return None
        return match

    # -- helpers -----------------------------------------------------------------------------------------------------

    def _skip_adverbs(self, at: int, end: int) -> int:
        """Past adverbs of the table, and those only jieba's dictionary knows."""
        while at < end:
            match = self.g.adverbs.match(self.text, at, end)
            stop = match.end() if match else self.adverbs.get(at, at)
            if stop == at:
                stop = self._manner(at, end)
            if stop == at or stop > end:
                break
            at = stop
        return at

    def _manner(self, at: int, end: int) -> int:
        """Past 及时灵活地 where a verb that is no noun follows."""
        match = self.p.manner.match(self.text, at, end)
        verb = self._verb_at(match.end(), end) if match else None
        row = self.g.verbs.get(verb.group()) if verb else None
        return match.end() if match and row is not None and not row.nominal else at

    def _has_number(self, start: int, end: int) -> bool:
        from bisect import bisect_left

        i = bisect_left(self.number_starts, start)
        return i < len(self.number_starts) and self.number_starts[i] < end


_FIRM = frozenset(("必须", "务必", "务必要", "一定要", "也要"))
_BANS = frozenset(("不搞", "不得", "严禁", "禁止", "不准"))
_ALWAYS = frozenset(("其中", "力争", "务必", "同时", "此外"))
_LOOSE = frozenset(("要", "必须", "应当", "应该", "一定要", "务必", "力争", "要着力"))
# Modals that are verbs too (争取资金, 计划投资): only before another verb.
_VERBAL = frozenset(("争取", "计划", "要求", "希望", "可以", "预计", "预期", "请", "做到", "决心"))
_FRONTING = frozenset(("对", "把", "将", "给", "为", "向", "对于"))
_PLACING = frozenset(
    ("在", "从", "与", "同", "和", "用", "面向", "按照", "按", "以", "由", "就", "自", "坚持以", "至", "到", "于", "沿")
)
_SINGLE = frozenset("建办设引招育治管推促扩增减降用抓做")
_MEASURES = frozenset(
    (
        "增长",
        "达到",
        "下降",
        "提高",
        "控制",
        "保持",
        "降",
        "压减",
        "增加",
        "减少",
        "提升",
        "完成",
        "突破",
        "超过",
        "实现",
        "稳定",
        "压缩",
        "降低",
    )
)

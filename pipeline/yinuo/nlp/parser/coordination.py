"""Find where what stands behind 、 is an action of its own, and where one of several nouns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from yinuo.nlp.parser import ACTS, Parse, TextIndex, read
from yinuo.nlp.parser.segments import Segment
from yinuo.rules import compile_re
from yinuo.rules.anchors import found_in

# 、|每人每年|6000元, ␣|11%: what only says of whom and how often a number counts.
PER_HEAD = compile_re(r" ?(?:(?:每人|人均|[年月]人?均?|每[年月户亩]){1,3})?")
# 比上年增加1万亿元 goes on with the measure before 、.
_COMPARES = compile_re(
    r"(?:[比较](?!例|重|价|赛|为|好)[^，；。、]{1,14}?|同比|环比)(?:增[长加]|提高|上升|下降|减少|降低|[高低多少增降])[^，；。、]{0,2}$"
    r"|(?:同比|年均)?(?:增长|下降)$"
)
# 、|比去年有所下调 says more of the subject before it. Grammar, no table.
_THAN = compile_re("[比较与同](?:[去上前]年|上一?年度)")
# 创新思维和就业能力, 优化服务改革: what looks like a verb and its object is a noun. Four words, no table.
_NOUN_OF = compile_re(r"和|(?:改革|能力|工作|建设)$")
# What a works makes in a year or a day is part of its name; what such names end in. A few words, no table.
_YEARLY = compile_re(r"[年日](?:产|处理|加工|屠宰|出栏)$")
# 40万吨饲料、|8万千瓦风电等项目: so does what they are rated at.
_RATED = compile_re(r"(?:吨|千瓦|兆瓦|吉瓦|[GM]Wh?)$")
_WORKS = compile_re(r"[^，。；]{2,80}?(?:项目|工程|生产线|加工厂)")
_NOUN_GOES_ON = "等和与及的"
# A piece that is a noun although it opens like a verb, and what stands before it: 类别化、|差异化需求; 新工艺、|新设备;
# 各民族共同奋斗、|共同发展; 辐射力、|带动力和影响力. Forms, so no table.
_LIKE_BEFORE = compile_re(
    r"(?P<kind>[化式性型])(?:、[一-龥]{2,3}(?P=kind))+|新[一-龥]{1,3}、新[一-龥]{1,3}(?:和|与|及|$)"
    r"|(?P<how>共同|早日|竞相|率先)[一-龥“”]{1,12}、(?P=how)|[力率](?:、[一-龥]{2,6}){0,4}、[一-龥]{2,3}[力率](?:[和与及、]|$)"
)
# Verbs that hold for what becomes of a thing, and a number with the name of what it counts alone. Grammar, no table.
_LEADS = ("确保", "保证", "力保", "实现")
_COUNTED = compile_re("[户人]|[^元0-9][一-龥“”]{1,8}")
_NAMED = compile_re("(?:[一-龥“”A-Za-z]{2,14}等)?")
_LEFT = compile_re("(?:脱贫|摘帽|出列|退出|达标|搬迁|入住)$")
# What is done (完成) may be an act or a thing; the ends of what is done by itself. Grammar, no table.
_DONE, _ENDS_APART = "完成", ("化", "项目", "工程", "任务")
# 5个|专项和能源、环保等|8个: what a number counts, and 和 before names of what the next one does.
JOINED_NAMES = compile_re(r"(?!的)[一-龥“”]{2,14}?(?P<and>以及|和(?![美谐平]))[^，。；：0-9]{2,60}")
_FAR_BEFORE = 30
_SPLITTING = ("verb-and-object", "object-before-verb")
_FRONTED = ("action", "fronted")

Span = tuple[int, int]


class Coordination:
    """Decide by the readings of the pieces and by the numbers within them; ``numbers`` are sorted spans."""

    def __init__(self, index: TextIndex, numbers: Sequence[Span]) -> None:
        self.index, self.numbers = index, numbers

    def within(self, start: int, end: int) -> list[Span]:
        """List the numbers that lie wholly within a stretch."""
        starts = self.index.number_starts
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return [n for n in self.numbers[first : bisect_left(starts, end)] if n[1] <= end]

    def piece(self, current: Parse, current_end: int, piece: Segment) -> Parse | None:
        """Read the piece after 、 if it is a clause of its own, else None."""
        if self._goes_on_nouns(current, piece) or self._joins_times(current.start, current_end, piece.start):
            return None
        here = self.within(piece.start, piece.end)
        if here and self._shares_predicate(current.start, current_end, here[0], piece.start):
            return None
        if (other := self._another(current, piece)) is not None:
            return other
        if not here and current.form != "result" and not self._may_open(piece):
            return None
        parse = read(self.index, piece.start, piece.end)
        if parse.time and current.time and current.form in ACTS and parse.form in ACTS:
            return parse  # 3月开工、年底前竣工
        if self._is_action(current, parse, measured=bool(here) and not self.within(current.start, current_end)):
            return parse
        if parse.form in ACTS and (parse.form == "negative" or (parse.modal and current.form == "measure")):
            return parse if current.form in ACTS else None  # 年均增长7%以上、力争投入强度高于上年
        if self._same_preposition(current, parse):
            parse.read_as("action", "object-before-verb")
            return parse
        measured = here and current.form in ACTS and not self._only_number(here[0], piece)
        if measured and self.within(current.start, current_end):
            return None if self._names_works(current, current_end, piece) else self._as_measure(parse, piece)
        alike = (current.rule, current.named) == (parse.rule, parse.named)
        return parse if current.form == parse.form == "result" and alike else None

    def _goes_on_nouns(self, current: Parse, piece: Segment) -> bool:
        """Tell whether a piece is one more of the nouns before it: 等…, 以及… without a number, what is made alike."""
        text, start = self.index.text, piece.start
        also = text.startswith("以及", start) and not self.within(start, piece.end)
        also = also or (current.form in ("measure", "result") and _THAN.match(text, start) is not None)
        also = also or self._names_next(current, piece)
        also = also or self.shares_end(current, current.end, start, piece.end)
        return also or text[start : start + 1] in _NOUN_GOES_ON or self._is_like_before(current, piece)

    def _names_next(self, current: Parse, piece: Segment) -> bool:
        """Tell whether the row behind 和 goes on that names what the next number counts: 5个专项和环保等8个."""
        before, here = self.within(current.start, current.end), self.within(piece.start, piece.end)
        if not before or not here or not self.index.text.startswith("等", here[0][0] - 1):
            return False
        return JOINED_NAMES.fullmatch(self.index.text, before[-1][1], current.end) is not None

    def _is_like_before(self, current: Parse, piece: Segment) -> bool:
        """Tell whether a piece is one more of the nouns before 、, by how it is made: 差异化, 新设备, 带动力."""
        start = max(current.start + 2, piece.start - _FAR_BEFORE)
        found = _LIKE_BEFORE.finditer(self.index.text, start, piece.end)
        return any(match.start() < piece.start < match.end() for match in found)

    def _joins_times(self, start: int, end: int, piece: int) -> bool:
        """Tell whether 、 stands between two times: 做好国庆、|中秋期间值守工作."""
        times = self.index.times
        return piece in times and any(stop == end for _, stop in self.index.times_within(start, end))

    def shares_event(self, current: Parse, pieces: Sequence[Segment]) -> bool:
        """Tell whether what is to be done with several things is named once at the end: 推进10个枢纽、5个基地建设."""
        if current.form != "action" or not current.is_plain or not self.index.p.event_verb.fullmatch(current.verb):
            return False
        if self._ends_apart(current):
            return False
        stops = [current.end, *(piece.end for piece in pieces)]
        last = next((n for n, stop in enumerate(stops) if self._names_event(stop)), 0)
        return last > 0 and not any(self._opens(piece.start, piece.end) for piece in pieces[:last])

    def _ends_apart(self, current: Parse) -> bool:
        """Tell whether what is counted has an end of its own: 完成|投资3亿元、…, 完成12座换热站新建、…."""
        numbers = self.within(current.start, current.end)
        if not numbers or current.verb != _DONE:
            return False
        begin, end = numbers[-1]
        if end == current.end:
            return begin > current.object_start and self.index.text[end - 1] not in "个户人"
        act = self.index.ends_in_verb(max(end, current.end - 4), current.end)
        return act or self.index.text.endswith(_ENDS_APART, end, current.end)

    def _names_event(self, end: int) -> bool:
        """Tell whether a stretch that ends at ``end`` names what is to be done: …基地建设."""
        text = self.index.text
        return any(self.index.p.event_noun.fullmatch(text, end - size, end) for size in (2, 3, 4, 5))

    def _opens(self, start: int, end: int) -> bool:
        """Tell whether a verb or an adverb stands first."""
        return self.index.skip_adverbs(start, end) > start or self.index.verb_end(start, end) > start

    def shares_end(self, current: Parse, end: int, piece: int, stop: int) -> bool:
        """Tell whether what becomes of things counted apart is said once: 确保12个村、|3万人如期脱贫."""
        before, here = self.within(current.start, end), self.within(piece, stop)
        head = self.index.g.verbs.get(current.verb)
        leads = current.form in ("measure", "result") or (head and head.control) or current.verb in _LEADS
        if not (before and here and leads) or not _NAMED.fullmatch(self.index.text, piece, here[0][0]):
            return False
        if self.index.has_modal(piece, stop):
            return False
        named = _COUNTED.fullmatch(self.index.text, before[-1][1] - 1, end)
        if named is None or self.index.ends_in_verb(before[-1][1], end) or self._becomes(before[-1][1], end):
            return False
        return self._becomes(here[-1][1], stop)

    def _becomes(self, start: int, end: int) -> bool:
        """Tell whether a stretch ends in what becomes of a thing: …如期脱贫, …竣工."""
        becomes = next(found_in(self.index.p.result, self.index.text, start, end), None)
        return becomes is not None or _LEFT.search(self.index.text, start, end) is not None

    def _another(self, current: Parse, piece: Segment) -> Parse | None:
        """Read a piece that tells another what to do: A要履行主体责任、B要履行监督责任."""
        if not (current.named and current.modal and self.index.inner_modal(piece.start + 2, piece.end)):
            return None
        other = read(self.index, piece.start, piece.end)
        return other if other.named and other.actor and other.modal and other.form in ACTS else None

    def _may_open(self, piece: Segment) -> bool:
        """Tell whether a lead, verb, adverb, ban or preposition stands first; most pieces are nouns in a row."""
        index, start, end = self.index, piece.start, piece.end
        if self._opens(start, end):
            return True
        firsts = (index.g.modal, index.g.negation, index.g.preposition, index.g.conjunctions, index.g.self_name)
        return index.has_time(start, end) or any(first.match(index.text, start, end) for first in firsts)

    def _is_action(self, current: Parse, parse: Parse, *, measured: bool) -> bool:
        """Tell whether both sides are verb and object, neither in a row of nouns nor led by another."""
        if parse.form != "action" or parse.named or parse.rule not in _SPLITTING or current.form not in ACTS:
            return False
        if current.form == "negative" and not parse.modal and not measured:
            return False  # 不得扩大补贴范围、提高补贴标准: the ban holds for both
        if parse.rule != "verb-and-object":
            return parse.verb_start > parse.start and current.object_length >= 2 and parse.end - parse.start >= 8
        if self._names_one_of(parse) or self._leads_all(current):
            return False
        if parse.object_length < 2 or current.object_length < 2 or self._shares_object(current):
            return False
        adverb = parse.verb_start > parse.start
        if not adverb and not self._opens_clause(current, parse, measured=measured):
            return False
        head = self.index.g.verbs.get(current.verb)
        led = head is not None and head.control and current.object_length >= 4 and not adverb and not measured
        return not (led and self.index.verb_after(current.object_start, current.end))

    def _leads_all(self, current: Parse) -> bool:
        """Tell whether a verb leads to how several things are done: 保障|平等使用要素、公平参与竞争."""
        row, at = self.index.g.verbs.get(current.verb), current.object_start
        keeps = row is not None and row.type == "maintain" and at >= 0
        past = self.index.skip_adverbs(at, current.end) if keeps else at
        return past > at and self.index.verb_end(past, current.end) > past

    def _names_one_of(self, parse: Parse) -> bool:
        """Tell whether a piece is one of nouns in a row: 全面整改|等各项任务, 协同创新中心|等平台建设."""
        row = self.index.g.verbs.get(parse.verb)
        reach = 6 if row is not None and row.nominal else 0
        return 0 <= self.index.text.find("等", parse.object_start, parse.object_start + reach + 1) < parse.end - 2

    def _names_works(self, current: Parse, end: int, piece: Segment) -> bool:
        """Tell whether measures only name works by what they make a year: 建成年产10万吨饲料、5万台电机等4个项目."""
        text, number = self.index.text, self.within(current.start, end)[0][0]
        rated = [_RATED.search(text, *n) for n in self.within(current.start, piece.end)]
        named = _YEARLY.search(text, current.start, number) or all(rated)
        if not named or _WORKS.match(text, number, end) or self._becomes(number, end):
            return False
        return _WORKS.match(text, piece.start) is not None

    def _shares_predicate(self, start: int, end: int, number: Span, piece: int) -> bool:
        """Tell whether two measures are one target: …3.9万亿元、比上年增加1000亿元."""
        if not self.within(start, end):
            return False
        if PER_HEAD.fullmatch(self.index.text, piece, number[0]):
            return "分别" in self.index.text[start:end]
        return self.totals(piece, number) or bool(_COMPARES.fullmatch(self.index.text, piece, number[0]))

    def totals(self, start: int, number: Span) -> bool:
        """Tell whether a measure sums up works counted before it: 开工项目60个、总投资80亿元, not 总投资80亿元的…."""
        text = self.index.text
        return not text.startswith("的", number[1]) and bool(self.index.p.total.fullmatch(text, start, number[0]))

    def _shares_object(self, current: Parse) -> bool:
        """Tell whether there are only verbs so far, whose object is still to come: 鼓励、支持、引导…."""
        return bool(self.index.p.verbs_only.fullmatch(self.index.text, current.object_start, current.end))

    def _opens_clause(self, current: Parse, parse: Parse, *, measured: bool) -> bool:
        row = self.index.g.verbs.get(parse.verb)
        if len(parse.verb) == 1:
            return False
        if parse.end - parse.start <= 4 < current.end - current.start:
            plain = row is not None and not row.nominal and parse.verb in self.index.g.uses["terse"]
            return plain and parse.object_length == 2
        if row is not None and row.nominal and not measured and not self._are_alike(current, parse):
            return False
        return not self.index.p.light_object.fullmatch(self.index.text, parse.object_start, parse.end)

    def _are_alike(self, current: Parse, parse: Parse) -> bool:
        """Tell whether two verbs with objects of four characters stand side by side: 转变发展方式、优化经济结构."""
        head = self.index.g.verbs.get(current.verb)
        plain = head is not None and not head.control and current.is_plain
        if _NOUN_OF.search(self.index.text, parse.object_start, parse.end):
            return False
        return (
            plain and parse.verb in self.index.g.uses["terse"] and min(current.object_length, parse.object_length) >= 4
        )

    def _same_preposition(self, current: Parse, parse: Parse) -> bool:
        """Tell whether each piece opens with the same preposition and is long enough: 对A依法严惩、对B无事不扰."""
        text = self.index.text
        if current.form not in _FRONTED or parse.form not in _FRONTED or parse.end - parse.start < 6:
            return False
        return text[current.start] == text[parse.start] and text[parse.start] in "对把将向"

    def _only_number(self, number: Span, piece: Segment) -> bool:
        return number[0] == piece.start and number[1] >= piece.end - 1

    def _as_measure(self, parse: Parse, piece: Segment) -> Parse:
        if parse.form not in ACTS:
            parse.form = "measure"
        if not parse.is_plain:
            parse.rule, parse.named = "coordinated-measure", False
            parse.start = skip_spaces(self.index.text, piece.start)
        return parse


def skip_spaces(text: str, at: int) -> int:
    """Skip spaces."""
    while text[at] in " 　":
        at += 1
    return at

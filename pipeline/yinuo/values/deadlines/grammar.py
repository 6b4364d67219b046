"""Compile the rule tables of times into patterns and look-up tables."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yinuo.folding import OLD_FORMS, half_width, pairs, replacer
from yinuo.rules import Row, compile_re, load_table, table_row
from yinuo.values.deadlines.heads import Heads
from yinuo.values.numerals import DIGITS
from yinuo.values.policy_calendar import Worded, events, festivals, plans

# One character to one, so that offsets into the folded text are offsets into the text as read.
_SIGNS = dict.fromkeys(map(ord, "-–―‐−－﹣～~"), "—") | dict.fromkeys(map(ord, "\u3000\xa0\t"), " ")
_plain = replacer(half_width("０１２３４５６７８９") | OLD_FORMS | pairs("內内後后從从週周來来時时") | _SIGNS)

SMALL = "(?:[0-9](?: ?[0-9])?|[一二三四五六七八九十]{1,3})"
NUMBER = r"(?:[0-9]{1,5}(?:\.[0-9]{1,2}(?![0-9]))?|[一二两三四五六七八九十百]{1,4}|半)"
_CN_DIGIT = "[零一二三四五六七八九0-9]"
YEAR4 = rf"(?:(?:1 ?9|2 ?0) ?[0-9] ?[0-9](?![0-9])|(?:一九|二[零0]){_CN_DIGIT}{{2}})"
DASH = " ?(?:—{1,2}|至|到) ?"
# What leads to a time or is part of one: grammar, no table.
_LEADS = "于在至到自从应当须要请必务迟保争均即需并由和或月年"
_PLACING = compile_re("[在于][^，。；：\\n]{1,40}$")
_YEAR_TAIL = " ?年(?:度(?![假过量夏冬日]))?"


@table_row
class Relative(Worded):
    """Hold a row of a word that tells a time from the reference date, such as 明年."""

    unit: str
    first: int
    last: int

    @property
    def this_year(self) -> bool:
        """Tell whether it begins with the present year, or is told from it: 今年, 今明两年, 次年."""
        return self.unit == "Y" and (self.first == 0 or self.anaphoric)

    @property
    def anaphoric(self) -> bool:
        """Tell whether it is told from the time named before it: 次年, 翌日."""
        return self.word.startswith(("次", "翌"))


@table_row
class Part(Worded):
    """Hold a row of a part of a year, such as 上半年.

    ``opens``: by its end; ``alone``: needs no year before it; ``coming``: without one it is the next to come.
    """

    first: str
    last: str
    opens: bool
    alone: bool
    coming: bool


@table_row
class Bound(Worded):
    """Hold a row of a word beside a time that bounds it, such as 前."""

    side: str
    bound: str


@table_row
class Unit(Worded):
    """Hold a row of a unit of lengths of time."""

    iso: str
    factor: int


@table_row
class LengthWord(Worded):
    """Hold a row of a word beside a length of time that says what it means."""

    side: str
    sense: str


@table_row
class Repeat(Worded):
    """Hold a row of a word of recurrence."""

    repeat: str


@table_row
class Block(Row):
    """Hold a row of a stretch that is no time though it looks like one."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """Hold the compiled patterns of times, and the look-up tables of the words that they match."""

    head: Heads
    part: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]
    relative: dict[str, Relative]
    parts: dict[str, Part]
    bounds: dict[tuple[str, str], Bound]
    units: dict[str, Unit]
    lengths: dict[tuple[str, str], LengthWord]
    repeats: dict[str, Repeat]


def behind_an_event(text: str, at: int) -> bool:
    """Tell whether a word that leads to no time stands right before a place: 办理退休的|次月, not 于|次月.

    >>> behind_an_event("自退休的次月起", 4), behind_an_event("应于次月报送", 2)
    (True, False)
    """
    before = text[at - 1 : at]
    return "一" <= before <= "龥" and before not in _LEADS


def after_placing(text: str, at: int) -> bool:
    """Tell whether 在 or 于 leads to an event right before a place: 在会议召开|十日前, not 各单位|十日前.

    >>> after_placing("在开工十日前告知", 3), after_placing("各单位十日前报送", 3)
    (True, False)
    """
    return behind_an_event(text, at) and (
        text[at - 1] == "的" or _PLACING.search(text[max(0, at - 42) : at]) is not None
    )


def plain_times(text: str) -> str:
    """Make digits, dashes, blanks and old forms plain, character by character.

    >>> plain_times("二〇二五年３月～６月")
    '二零二五年3月—6月'
    """
    return _plain(text)


def words(rows: Iterable[Worded]) -> str:
    """Make an alternation of the words of the rows, longest first, each with its guard behind it."""
    return "|".join(_each(rows))


def _each(rows: Iterable[Worded]) -> list[str]:
    ordered = sorted(rows, key=lambda row: -len(row.word))
    return [re.escape(row.word) + _guard(row.not_before) for row in ordered]


def _guard(not_before: str) -> str:
    """What must not stand behind a word: characters, or patterns between |."""
    if not not_before:
        return ""
    return f"(?!{not_before})" if "|" in not_before else f"(?![{not_before}])"


@functools.cache
def grammar() -> Grammar:
    """Compile all tables of times, once."""
    relative = load_table("deadlines/relative", Relative)
    parts = load_table("deadlines/parts", Part)
    bounds = load_table("deadlines/bounds", Bound)
    units = load_table("deadlines/units", Unit)
    lengths = load_table("deadlines/lengths", LengthWord)
    repeats = load_table("deadlines/repeats", Repeat)
    return Grammar(
        head=_head(relative, parts, units, lengths, repeats),
        part=compile_re(_part(parts, alone=False)),
        left=compile_re(f"(?P<word>{words(row for row in bounds if row.side == 'left')}) ?$"),
        right=compile_re(" ?(?:" + words(row for row in bounds if row.side == "right") + ")"),
        relative={row.word: row for row in relative},
        parts={row.word: row for row in parts},
        bounds={(row.side, row.word): row for row in bounds},
        units={row.word: row for row in units},
        lengths={(row.side, row.word): row for row in lengths},
        repeats={row.word: row for row in repeats},
    )


def _part(parts: Sequence[Part], *, alone: bool) -> str:
    """Make the pattern of a part of a year: a word, a quarter, a month or a day of it, a festival."""
    named = words(row for row in parts if row.alone or not alone)
    first_months = "" if alone else rf"|前(?P<first_months>{SMALL}|两)个?月"
    return (
        rf"(?P<word>{named})|(?P<festival>{words(festivals().values())})"
        rf"|前(?P<first_quarters>[一二两三1-3])个?季度|(?:(?:第?(?P<from_quarter>[一二三四1-4]){DASH}第?)?(?P<quarter>[一二三四1-4])(?=季度)|第(?P<nth_quarter>[一二三四1-4])个?|(?P<bare_quarter>[一二三四1-4]))季度?"
        rf"(?P<quarter_edge>[末初底])?(?<=[度末初底])|[Qq](?P<q>[1-4])(?:季度)?(?![A-Za-z0-9])"
        rf"|第(?P<nth_month>{SMALL})个月{first_months}"
        rf"|(?:(?P<from_month>{SMALL}) ?月?份?{DASH})?(?P<month>{SMALL}) ?月份?"
        rf"(?: ?(?:(?P<from_day>{SMALL}) ?[日号]?{DASH})?(?P<day>{SMALL}) ?[日号]"
        rf"|(?P<edge>上(?:旬?[至到]|、)?中旬|中(?:旬?[至到]|、)?下旬|上旬|中旬|下旬|月?[底末初]|第[一二三四]周))?"
    )


def _length(units: Sequence[Unit], lengths: Sequence[LengthWord]) -> str:
    """Make the pattern of a number and a unit, with the words on both sides that say what they mean."""
    left = words(row for row in lengths if row.side == "left")
    right = words(row for row in lengths if row.side == "right")
    unit = words(units)
    number = f"(?!{YEAR4} ?年){NUMBER}"
    return (
        rf"(?P<lead>{left})?(?:{number} ?(?:{unit})?{DASH})?(?P<count>{number}) ?(?P<half>个半)?"
        rf"(?P<unit>{unit})(?:(?<=小时)(?P<minutes>{number})分钟?)?(?P<and_half>半)?(?:左右|多|以上)?(?P<effort>的?(?:时间|努力))?(?P<tail>{right})?"
    )


def _longest(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


def _policy() -> str:
    """Make the pattern of plan periods, congresses and anniversaries, and terms."""
    # Names come from tables; what stands behind them says which end is meant, by groups of one pattern, so no table.
    names = _longest(name for name in plans() if not name.startswith("第"))
    ordinals = _longest(name for name in plans() if name.startswith("第"))
    return (
        rf"(?P<plan>[“\"]?(?P<plan_name>{names})[”\"]? ?"
        r"(?P<plan_part>(?:开局|收官)之?年|[首末]年|期[间末]|时期|以来|末期?|(?P<plan_side>[前后])(?P<plan_years>[一二两三四])年)"
        rf"|(?P<plan_ordinal>{ordinals})个五年计划(?:期间|时期|期末|末|内)|[“\"](?P<plan_lead>{names})[”\"](?=[，,]))"
        rf"|(?P<event>{_longest(events())})"
        r"|(?P<term>本届政府(?:任期(?:之?内|期间|结束前|届满前)|期间))"
    )


def _years(parts: Sequence[Part]) -> str:
    """Make the pattern of a day in digits, a year of four digits, or a year of two with a part of it behind."""
    guards = "".join(row.not_before for row in parts if row.word in ("底", "末", "初"))
    return (
        r"(?P<iso>(?P<iso_year>(?:19|20)[0-9]{2})"
        r"(?:(?P<iso_sep>[—./])(?P<iso_month>[01]?[0-9])(?P=iso_sep)(?P<iso_day>[0-3]?[0-9])"
        r"|(?P<iso_mm>[01][0-9])(?P<iso_dd>[0-3][0-9]))(?![0-9.]))"
        rf"|(?P<year>(?:(?P<from_year>{YEAR4}) ?年?{DASH})?(?P<to_year>{YEAR4}){_YEAR_TAIL})"
        rf"|(?P<short>(?P<short_year>[0-9]{{2}}|[零五六七八九]{_CN_DIGIT}) ?年"
        rf"(?=[底末初](?![{guards}])|[上下]半年|每[月季周]|第?[一二三四1-4]季度|第?{SMALL}个?月)|(?P<zero_year>零{_CN_DIGIT})年)"
    )


# Numbers of centuries and decades: a form, so no table.
_CENTURIES = (
    r"(?P<century>(?P<century_name>本|上个?|下个?|这个|二十一?|2[01]|十九|19)世纪"
    r"(?:(?P<century_decade>[一二三四五六七八九]十|[1-9]0)年代|(?P<century_edge>中叶|末|内)))"
    r"|(?P<decade>(?P<decade_name>[二三四五六七八九]十|[2-9]0)年代(?P<decade_edge>末)?)"
)


# 每月10日, 每季度末月20日, 每周五: the place of a day in what recurs; a form, so no table.
_EVERY_DAY = (
    rf"(?:(?:的|结束后的?)?(?:[首末次]月|第[一二三]个月|最后一?个月)?的?(?:{SMALL}[日号](?![常均程子本照])(?:、{SMALL}[日号])*"
    r"|[上中下]旬|[底末初]|(?:(?<=每周)|(?<=每星期)|(?<=每个星期)|(?<=的[周期]))"
    r"(?:[二三四五六日天]|一(?![一-龥]{1,2}(?:[、，。；）”]|机制|制度)))(?![年岁天个日次小场]))?)"
)
_SCHOOL_YEAR = (
    rf"(?P<school>(?:(?P<from_school>{YEAR4}) ?年?{DASH})?(?P<to_school>{YEAR4}|(?<=—)[0-9]{{2}}) ?学年度?"
    r"(?:第?(?P<school_term>[一二上下])个?学期)?)"
)


def _head(
    relative: Sequence[Relative],
    parts: Sequence[Part],
    units: Sequence[Unit],
    lengths: Sequence[LengthWord],
    repeats: Sequence[Repeat],
) -> Heads:
    """Make the patterns of where a time begins; the name of the outer group says of what kind it is."""
    blocks = [row.pattern for row in load_table("deadlines/blocks", Block)]
    named: tuple[Worded, ...] = (*relative, *parts, *lengths, *repeats, *festivals().values())
    firsts = {row.word[0] for row in named} | {name[0] for name in events()} | {p[0] for p in blocks}
    first = (
        "".join(sorted(c for c in firsts if c.isalpha())) + "0123456789" + DIGITS + '十百半每“"第本上下这前周星礼《Qq'
    )
    number = f"(?!{YEAR4} ?年){NUMBER}"
    counted = rf"(?:(?:{NUMBER} ?{DASH})?(?P<every_count>{NUMBER}) ?)?"  # of 每2至3年 the end
    every = rf"每隔?一?{counted}个?(?P<every_unit>{words(units)}|季)(?![级代份龄]){_EVERY_DAY}"
    kinds: list[tuple[str, list[str]]] = [
        ("skip", [block.replace("N", number) for block in blocks]),
        ("every", [every]),
        ("repeat", _each(repeats)),
        ("", [_policy()]),
        ("", [_SCHOOL_YEAR]),
        ("", [_years(parts)]),
        ("relative", _each(relative)),
        ("", [_CENTURIES]),
        ("part", [_part(parts, alone=True)]),
        ("length", [_length(units, lengths)]),
        ("weekday", [r"(?:周|星期|礼拜)(?P<weekday_name>[一二三四五六日天])(?![年岁边围期])"]),
    ]
    return Heads(kinds, first)

"""Read the tables of tracking: shapes, stages, units, aliases, and the weights of pairs of characters."""

from __future__ import annotations

import functools
import re
from importlib.resources import files
from typing import Literal, TypeAlias

from yinuo.rules import Row, alternation, compile_re, load_table, table_row
from yinuo.rules.shape_tables import compiled

Change: TypeAlias = Literal["growth", "added", "any"]


@table_row
class Stage(Row):
    """Hold a word that says how far a thing has come, from 1 (approved) to 6 (in use)."""

    stage: int
    word: str


@table_row
class UnitFamily(Row):
    """Hold a unit, the family of units that measure the same, and how many of the family's own unit it is."""

    unit: str
    family: str
    factor: float


@table_row
class Alias(Row):
    """Hold a pattern of names of one thing, and the name that all get; ``change`` says whether only of a growth."""

    pattern: str
    same: str
    change: Change


@table_row
class Short(Row):
    """Hold a word, and the shorter one that reports write for it; ``where`` says whether in names only."""

    word: str
    short: str
    where: Literal["names", "any"]


@table_row
class Whole(Row):
    """Hold what may stand before the name of an indicator, which is one of the whole all the same."""

    indicator: str
    lead: str


@table_row
class Joint(Row):
    """Hold a word that names two things at once, and the word for each of them, in the order of their values."""

    joint: str
    one: str
    other: str


@table_row
class Sort(Row):
    """Hold a pattern of names of one indicator that measure another sum than its other names do."""

    indicator: str
    sort: str
    pattern: str


@table_row
class Kin(Row):
    """Hold the key of what is promised, and that of another that tells something of it."""

    indicator: str
    told: str


@table_row
class Most(Row):
    """Hold how much an indicator has grown in one year at most, in per cent."""

    indicator: str
    most: float


def shape(name: str) -> re.Pattern[str]:
    """Give the pattern of a name of tracking/shapes.tsv."""
    return compiled("tracking/shapes")[name]


@functools.cache
def stages() -> dict[str, int]:
    """Look up the stage that a word tells."""
    return {row.word: row.stage for row in load_table("tracking/stages", Stage)}


@functools.cache
def stage_pattern() -> re.Pattern[str]:
    """Match a word of the stages, the longest at its place."""
    return re.compile(alternation(stages()))


@functools.cache
def _shorts(*, names: bool = False) -> tuple[re.Pattern[str], dict[str, str]]:
    rows = load_table("tracking/shorts", Short)
    words = {row.word: row.short for row in rows if names or row.where == "any"}
    return compile_re(alternation(words)), words


@functools.lru_cache(maxsize=8192)
def shortened(text: str, *, names: bool = False) -> str:
    """Write the short form of each word that has one, so that both forms are one; ``names``: of those of names, too.

    >>> shortened("规模以上工业增加值"), shortened("第四高级中学"), shortened("占地区生产总值比重", names=True)
    ('规上工业增加值', '第四中学', '占GDP比重')
    """
    pattern, words = _shorts(names=names)
    return pattern.sub(lambda word: words[word[0]], text)


@functools.cache
def wholes() -> frozenset[tuple[str, str]]:
    """Look up indicators with what may stand before their names."""
    return frozenset((row.indicator, row.lead) for row in load_table("tracking/wholes", Whole))


@functools.cache
def kin() -> frozenset[tuple[str, str]]:
    """Look up pairs of indicators of which the second tells something of the first."""
    return frozenset((row.indicator, row.told) for row in load_table("tracking/kin", Kin))


@functools.cache
def joints() -> tuple[Joint, ...]:
    """Read the words that name two things at once."""
    return load_table("tracking/joint", Joint)


@functools.cache
def _sorts() -> tuple[tuple[re.Pattern[str], Sort], ...]:
    return tuple((compile_re(row.pattern), row) for row in load_table("tracking/sorts", Sort))


@functools.lru_cache(maxsize=4096)
def sort_of(indicator: str, name: str) -> str:
    """Tell which sum of an indicator a name measures, by the first row that fits; empty where the table has none.

    >>> [sort_of("fiscal_revenue", name) for name in ("财政总收入", "一般公共预算收入", "收入")]
    ['all', 'budget', '']
    """
    return next((row.sort for pattern, row in _sorts() if row.indicator == indicator and pattern.search(name)), "")


@functools.cache
def most_in_a_year() -> dict[str, float]:
    """Look up how much an indicator has grown in one year at most."""
    return {row.indicator: row.most for row in load_table("tracking/most", Most)}


@functools.cache
def unit_families() -> dict[str, UnitFamily]:
    """Look up the family of a unit."""
    return {row.unit: row for row in load_table("tracking/units", UnitFamily)}


@functools.cache
def _aliases() -> tuple[tuple[re.Pattern[str], Alias], ...]:
    return tuple((compile_re(row.pattern), row) for row in load_table("tracking/aliases", Alias))


@functools.lru_cache(maxsize=8192)
def alias(name: str, change: Change) -> str | None:
    """Look up the name that stands for this one and its like; None where the table has none.

    >>> alias("煤炭产量", "any"), alias("消费", "growth"), alias("消费", "any")
    ('原煤产量', '社会消费品零售总额', None)
    """
    rows = (row for pattern, row in _aliases() if row.change in ("any", change) and pattern.fullmatch(name))
    return next((row.same for row in rows), None)


@functools.cache
def _weights() -> tuple[dict[str, float], float]:
    found: dict[str, float] = {}
    other = 0.0
    for line in files("yinuo.tracking").joinpath("bigrams.txt").read_text("utf-8").splitlines():
        weight, _, pairs = line.partition("\t")
        if pairs == "*":
            other = float(weight)
        else:
            found |= {pairs[i : i + 2]: float(weight) for i in range(0, len(pairs), 2)}
    return found, other


def weight(pair: str) -> float:
    """Give the weight of a pair of characters: the rarer in clauses of reports, the more it weighs.

    >>> weight("建设") < weight("粮食") < weight("麒麟")
    True
    """
    found, other = _weights()
    return found.get(pair, other)

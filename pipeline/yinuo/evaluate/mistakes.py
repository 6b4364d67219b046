"""List where found and gold differ, one Mistake each, in order of place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yinuo.evaluate.items import DEADLINE_KEYS, Amount, Item
from yinuo.evaluate.scores import Comparison, Pair

Kind = Literal["missed", "spurious", "actor", "quantity", "deadline", "specificity", "span"]
KINDS: tuple[Kind, ...] = ("missed", "spurious", "actor", "quantity", "deadline", "specificity", "span")
CONTEXT = 20
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Hold one difference: what the gold has and what was found, with the characters before and after the span.

    ``start`` and ``end`` are the gold's span, or the found one's where the gold has none.
    """

    kind: Kind
    document: str
    start: int
    end: int
    text: str
    gold: str
    found: str
    before: str = ""
    after: str = ""

    @property
    def context(self) -> str:
        """Show the span between ⟦ and ⟧ in its surroundings, on one line."""
        return f"{self.before}⟦{self.text}⟧{self.after}".replace("\n", "⏎")


def mistakes(comparison: Comparison) -> tuple[Mistake, ...]:
    """List every difference of one document, by offset, then by kind."""
    return tuple(sorted(_all(comparison), key=lambda m: (m.start, m.end, KINDS.index(m.kind), m.found)))


def pair_differences(pair: Pair) -> Iterator[tuple[Kind, str, str]]:
    """List kind, gold and found of every field in which a pair differs."""
    gold, found = pair.gold, pair.found
    if not pair.same_actor:
        yield "actor", gold.actor or "(own)", found.actor or "(own)"
    if not pair.same_quantities:
        yield "quantity", show_amounts(gold.amounts), show_amounts(found.amounts)
    if not pair.same_deadline:
        yield "deadline", show_deadline(gold.deadline), show_deadline(found.deadline)
    if gold.specificity != found.specificity:
        yield "specificity", str(gold.specificity), str(found.specificity)
    if (gold.start, gold.end) != (found.start, found.end):
        yield "span", f"{gold.start}–{gold.end} {gold.text}", f"{found.start}–{found.end} {found.text}"


def printable(text: str) -> str:
    r"""Show what no terminal and no page should be sent (controls, lone surrogates) as U+FFFD.

    >>> printable("新建\x1b[2J7所")
    '新建�[2J7所'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def show_amounts(amounts: tuple[Amount, ...]) -> str:
    """Write amounts for a person.

    >>> show_amounts((Amount(7, 7, "所"), Amount(95, None, "%")))
    '7所, 95..?%'
    """
    return ", ".join(str(amount) for amount in amounts) or "(none)"


def show_deadline(deadline: tuple[str | None, ...] | None) -> str:
    """Write a deadline for a person.

    >>> show_deadline((None, "2022-12-31", None, None))
    'to 2022-12-31'
    """
    if deadline is None:
        return "(none)"
    return " ".join(f"{key} {value}" for key, value in zip(DEADLINE_KEYS, deadline, strict=True) if value)


def show_fields(item: Item) -> str:
    """Write the fields of an item for a person, without those that say nothing.

    >>> show_fields(Item(0, 4, "修路3里", "quantified", amounts=(Amount(3, 3, "里"),)))
    'quantified, quantity 3里'
    """
    fields: list[str] = [item.specificity or "no specificity"]
    if item.actor:
        fields.append(f"actor {item.actor}")
    if item.amounts:
        fields.append(f"quantity {show_amounts(item.amounts)}")
    if item.deadline:
        fields.append(f"deadline {show_deadline(item.deadline)}")
    return ", ".join(fields)


def _all(comparison: Comparison) -> Iterator[Mistake]:
    for item in comparison.missed:
        yield _mistake(comparison, "missed", item, show_fields(item), "")
    for item in comparison.spurious:
        yield _mistake(comparison, "spurious", item, "", show_fields(item))
    for pair in comparison.pairs:
        for kind, gold, found in pair_differences(pair):
            yield _mistake(comparison, kind, pair.gold, gold, found)


def _mistake(comparison: Comparison, kind: Kind, item: Item, gold: str, found: str) -> Mistake:
    text = comparison.document.text or ""
    before, after = text[max(0, item.start - CONTEXT) : item.start], text[item.end : item.end + CONTEXT]
    return Mistake(kind, comparison.document.name, item.start, item.end, item.text, gold, found, before, after)

"""Work out the automatic numbering of a .docx: the label of each paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from yinuo.readers.docx.number_formats import count
from yinuo.readers.docx.package import is_on
from yinuo.readers.xml_parts import Element, child, number, tag, value

_PLACE = re.compile(r"%([1-9])")
# After these a number needs no space before its text: 一、 （一） 1． ①.
_CLOSED = re.compile(r"[、。．：）】〕」』）〉》·•●■◆▪★※—①-⒛㈠-㉃㉑-㉟㊀-㊉㊱-㊿]\Z")
_CONTENTS = re.compile("toc [1-9]", re.I)
_LONGEST = 255  # characters before a paragraph, as Word has it
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Level(NamedTuple):
    """Hold one level of a list: how it counts and what it writes."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    space: bool = True
    style: str | None = None


@dataclass(slots=True)
class List:
    """Hold a list's levels and how far each has counted; the numbers that share it count on together."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Give labels of paragraphs, in the order of the document: each call counts on."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = (
            {value(one, "styleId"): one for one in styles if tag(one) == "style"} if styles is not None else {}
        )
        self._default = next(
            (name for name, one in self._styles.items() if value(one, "type") == "paragraph" and value(one, "default")),
            None,
        )
        parts = list(numbering) if numbering is not None else []
        self._abstract = {number(one, "abstractNumId"): one for one in parts if tag(one) == "abstractNum"}
        self._numbers = {number(one, "numId"): one for one in parts if tag(one) == "num"}
        self._lists: dict[int | None, List] = {}
        self._levels: dict[int, dict[int, Level]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, properties: Element | None) -> str:
        """Give what Word writes before the paragraph of these properties; empty where it has no number."""
        found = self._number(properties)
        if found is None:
            return ""
        number_id, at = found
        own = self._list(number_id)
        levels = self._levels_of(number_id)
        if own is None or at not in levels:
            return ""
        self._advance(own, levels, number_id, at)
        return _written(levels, own.counts, at)

    def is_contents(self, properties: Element | None) -> bool:
        """Tell whether a paragraph is a line of the table of contents that Word makes, with its page."""
        style = self._styles.get(value(child(properties, "pStyle")))
        return _CONTENTS.fullmatch(value(child(style, "name")) or "") is not None

    def _number(self, properties: Element | None) -> tuple[int, int] | None:
        """Find the number and level of a paragraph, its own or of its style; number 0 switches numbering off."""
        direct = child(properties, "numPr")
        number_id, at = number(child(direct, "numId")), number(child(direct, "ilvl"))
        style = value(child(properties, "pStyle")) or self._default
        if number_id is None:
            number_id, styled = self._of_style(style)
            at = styled if at is None else at
        if not number_id:
            return None
        return number_id, min(max(at or 0, 0), 8)

    def _of_style(self, style: str | None) -> tuple[int | None, int | None]:
        """Find the number and level that a style or one that it is based on gives."""
        seen: set[str] = set()
        at = None
        while style and style not in seen:
            seen.add(style)
            given = child(self._styles.get(style), "pPr", "numPr")
            at = number(child(given, "ilvl")) if at is None else at
            number_id = number(child(given, "numId"))
            if number_id is not None:
                return number_id, self._linked(number_id, seen) if at is None else at
            style = value(child(self._styles.get(style), "basedOn"))
        return None, None

    def _linked(self, number_id: int, styles: set[str]) -> int | None:
        return next((i for i, level in self._levels_of(number_id).items() if level.style in styles), None)

    def _abstract_of(self, number_id: int) -> tuple[int | None, Element | None]:
        """Find the list of a number, through the list style that it may stand for."""
        seen: set[int | None] = set()
        abstract_id = number(child(self._numbers.get(number_id), "abstractNumId"))
        while abstract_id not in seen:
            seen.add(abstract_id)
            link = value(child(self._abstract.get(abstract_id), "numStyleLink"))
            linked = number(child(self._styles.get(link), "pPr", "numPr", "numId")) if link else None
            if linked is None:
                break
            abstract_id = number(child(self._numbers.get(linked), "abstractNumId"))
        return abstract_id, self._abstract.get(abstract_id)

    def _list(self, number_id: int) -> List | None:
        abstract_id, element = self._abstract_of(number_id)
        if element is None:
            return None
        if abstract_id not in self._lists:
            self._lists[abstract_id] = List(_levels(element))
        return self._lists[abstract_id]

    def _levels_of(self, number_id: int) -> dict[int, Level]:
        """Read the levels of a number's list, with the number's own changes to them."""
        if number_id not in self._levels:
            own = self._list(number_id)
            changed = _levels_changed(self._numbers.get(number_id))
            self._levels[number_id] = {**(own.levels if own else {}), **changed}
        return self._levels[number_id]

    def _advance(self, own: List, levels: dict[int, Level], number_id: int, at: int) -> None:
        """Count one paragraph: its level goes on or begins, the levels under it begin anew.

        A level above that was passed over counts as used once: the next one there is the second, as in Word.
        """
        for upper in range(at):
            if upper in levels:
                own.counts.setdefault(upper, levels[upper].start)
        start = self._override(number_id, at)
        if start is not None:
            own.counts[at] = start
        elif at in own.counts:
            own.counts[at] += 1
        else:
            own.counts[at] = levels[at].start
        for deeper in range(at + 1, 9):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                own.counts.pop(deeper, None)

    def _override(self, number_id: int, at: int) -> int | None:
        """Give the start that a number sets for a level, the first time that it is used."""
        if (number_id, at) in self._begun:
            return None
        self._begun.add((number_id, at))
        return next(
            (
                number(child(one, "startOverride"))
                for one in self._numbers.get(number_id, ())
                if tag(one) == "lvlOverride" and number(one, "ilvl") == at
            ),
            None,
        )


def _levels(element: Element) -> dict[int, Level]:
    return {number(one, "ilvl") or 0: _level(one) for one in element if tag(one) == "lvl"}


def _levels_changed(element: Element | None) -> dict[int, Level]:
    overrides = [one for one in element if tag(one) == "lvlOverride"] if element is not None else []
    return {number(one, "ilvl") or 0: _level(lvl) for one in overrides if (lvl := child(one, "lvl")) is not None}


def _level(element: Element) -> Level:
    start = number(child(element, "start"))
    # A format that older programs do not know stands in a choice, with a plain one to fall back on.
    form = child(element, "numFmt")
    form = child(element, "AlternateContent", "Choice", "numFmt") if form is None else form
    return Level(
        start=0 if start is None else start,
        form=value(form) or "decimal",
        text=(value(child(element, "lvlText")) or "")[:_LONGEST],
        restart=number(child(element, "lvlRestart")),
        legal=is_on(child(element, "isLgl")),
        space=value(child(element, "suff")) != "nothing",
        style=value(child(element, "pStyle")),
    )


def _written(levels: dict[int, Level], counts: dict[int, int], at: int) -> str:
    """Write the text of a level with the counts put in."""
    level = levels[at]
    if level.form == "bullet":
        text = _PRIVATE.sub("•", level.text)
    else:
        text = _PLACE.sub(lambda place: _count(levels, counts, int(place[1]) - 1, legal=level.legal), level.text)
    text = text.strip()
    return text + " " if text and level.space and not _CLOSED.search(text) else text


def _count(levels: dict[int, Level], counts: dict[int, int], at: int, *, legal: bool) -> str:
    level = levels.get(at, Level())
    form = "decimal" if legal and level.form != "decimalZero" else level.form
    return count(counts.get(at, level.start), form)

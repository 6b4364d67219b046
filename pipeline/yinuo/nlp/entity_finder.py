"""Find named entities in a text: organisations, departments and places, by name and by shape."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, TypedDict

from yinuo.nlp.gazetteer import find_places
from yinuo.nlp.tokenizer.dictionary import policy_dictionary, words_near
from yinuo.rules import Row, alternation, compile_re, load_table, table_row
from yinuo.rules.anchors import found_in
from yinuo.rules.named_parts import fill_in, named_parts
from yinuo.structure.bylines import Role

Label = Literal["ORG", "GPE", "LOC", "PERSON", "ROLE", "LAW", "DOC", "PROGRAM"]


# Labels whose ends must be ends of words: short names that longer words often hold.
_CUT = frozenset({"ROLE", "PERSON"})
# How far around its anchor a shape is looked for, how long a host (省, 各级) may be, and how many places before an
# organisation are looked at, in characters and places.
_REACH = 120
_LONGEST_HOST = 12
_ABOVE = 8


class Entity(TypedDict):
    """Hold an entity: ``text[start:end]`` of the source, its label, full name, and the rule that saw it."""

    text: str
    start: int
    end: int
    label: str
    name: str
    rule: str


@table_row
class EntityRow(Row):
    """Hold a row of a named body or region.

    ``unless`` is a pattern of what must not follow, ``name`` the full name.
    """

    text: str
    label: Label
    name: str | None
    unless: str | None


@table_row
class Department(Row):
    """Hold a row of what a department of government is named after: 教育, 财政."""

    department: str


@table_row
class Shape(Row):
    """Hold an entity's shape; the group ``entity`` of the pattern, or all of it, is the entity.

    ``anchor``: words of which one stands in every match, separated by ``|``; only their surroundings are searched.
    ``host``: whether what it is a body of (省, 各级: the part {HOST}) may or must stand before it, as part of it.
    """

    rule: str
    label: Label
    pattern: str
    host: Literal["may", "must"] | None = None
    anchor: str | None = None


@functools.cache
def _parts() -> dict[str, str]:
    departments = alternation(row.department for row in load_table("entities/departments", Department))
    roles = alternation(row.role for row in load_table("entities/roles", Role))
    return named_parts("entities/entity_parts") | {"DEPARTMENT": departments, "ROLE": roles}


def expand(pattern: str) -> str:
    """Fill in the parts of a pattern.

    >>> expand("{SEAT}委")[:8]
    '(?:自治区|自'
    """
    return fill_in(pattern, _parts())


@functools.cache
def shapes() -> tuple[tuple[Shape, re.Pattern[str]], ...]:
    """Return the shapes with their compiled patterns, in the order of the table."""
    return tuple((row, compile_re(expand(row.pattern))) for row in load_table("entities/entity_shapes", Shape))


@functools.cache
def names() -> tuple[re.Pattern[str], dict[str, EntityRow]]:
    """Return one pattern of all named bodies, and the row of each."""
    rows = {row.text: row for row in load_table("entities/entities", EntityRow)}
    words = sorted(rows, key=lambda word: (-len(word), word))
    guarded = [re.escape(word) + (f"(?!{rows[word].unless})" if rows[word].unless else "") for word in words]
    return compile_re("|".join(guarded)), rows


def find_entities(text: str) -> list[Entity]:
    """Find the entities of a text in order, the longest at each spot; they do not overlap.

    >>> [(e["text"], e["label"]) for e in find_entities("河南省教育厅会同各县区落实《山区教育条例》")]
    [('河南省教育厅', 'ORG'), ('各县区', 'ORG'), ('《山区教育条例》', 'LAW')]
    """
    places = [(start, end, place.full) for start, end, place in find_places(text)]
    found = [*_by_name(text), *_by_shape(text)]
    found = [_seat(entity, text, places) for entity in found]
    found += [_entity(text, start, end, "GPE", full, "place") for start, end, full in places]
    return _longest(found)


def _entity(text: str, start: int, end: int, label: str, name: str | None, rule: str) -> Entity:
    quote = text[start:end]
    return Entity(text=quote, start=start, end=end, label=label, name=name or quote, rule=rule)


def _by_name(text: str) -> Iterator[Entity]:
    pattern, rows = names()
    for match in pattern.finditer(text):
        row = rows[match[0]]
        yield _entity(text, *match.span(), row.label, row.name, "name")


def _by_shape(text: str) -> Iterator[Entity]:
    for row, pattern in shapes():
        group = "entity" if "entity" in pattern.groupindex else 0
        for match in _near(pattern, text, row.anchor):
            start, end = match.span(group)
            if row.host:
                first = _host_start(text, start)
                if first == start and row.host == "must":
                    continue
                start = first
            if row.label not in _CUT or _is_cut(text, start, end, row.label):
                yield _entity(text, start, end, row.label, None, row.rule)


def _near(pattern: re.Pattern[str], text: str, anchor: str | None) -> Iterator[re.Match[str]]:
    """Find a pattern only around its anchor, where it has one: most texts have few of them."""
    if anchor is None:
        yield from found_in(pattern, text)
        return
    at = 0
    for place in re.finditer(anchor, text):
        for match in pattern.finditer(text, max(at, place.start() - _REACH), place.end() + _REACH):
            if match.end() >= place.end():
                yield match
                at = match.end()
                break


@functools.cache
def _host() -> re.Pattern[str]:
    return compile_re(expand("(?:中共|{HOST}){1,9}$"))


def _host_start(text: str, start: int) -> int:
    """Find where what stands before an organisation and belongs to it begins: 地方各级|政府, 省|教育厅."""
    match = _host().search(text, max(0, start - _LONGEST_HOST), start)
    return match.start() if match else start


def _is_cut(text: str, start: int, end: int, label: str) -> bool:
    """Tell whether no word runs over the end (处|长春) or a person's beginning (重温|毛), nor is a name other words."""
    words = words_near(text, start, end)
    ends = {at + len(word) for at, word in words}
    if end not in ends or label == "ROLE":
        return end in ends
    if start != words[0][0] and start not in ends:
        return False
    tag = policy_dictionary().known_tag
    inner = [(at, tag(word) or "nr") for at, word in words if start <= at < end and len(word) > 1]
    return all(tag.startswith("nr") if at == start else tag not in ("r", "m", "p", "c", "d") for at, tag in inner)


def _seat(entity: Entity, text: str, places: list[tuple[int, int, str]]) -> Entity:
    """Give an organisation the places written before it: 北京市朝阳区|教育局, 河南|省教育厅, 河南省(省教育厅)."""
    if entity["label"] != "ORG":
        return entity
    start = entity["start"]
    last = bisect_left(places, (entity["end"],))
    for place_start, place_end, _ in reversed(places[max(0, last - _ABOVE) : last]):
        if place_end == start or place_start < start < place_end < entity["end"]:
            start = place_start
        elif place_end < start:
            break
    if start == entity["start"]:
        return entity
    return _entity(text, start, entity["end"], "ORG", None, entity["rule"])


def _longest(found: list[Entity]) -> list[Entity]:
    """Keep the entities that no longer one overlaps, in order; of equal ones the first."""
    kept: list[Entity] = []
    taken: set[int] = set()
    for entity in sorted(found, key=lambda e: (e["start"] - e["end"], e["start"])):
        span = range(entity["start"], entity["end"])
        if taken.isdisjoint((span[0], span[-1])):
            taken.update(span)
            kept.append(entity)
    return sorted(kept, key=lambda e: e["start"])

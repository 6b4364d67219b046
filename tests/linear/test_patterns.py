"""No regular expression of the package works longer than in proportion to its text.

Each pattern that the package compiles, and each ``pattern`` of a rule table, is tried on texts that repeat what the
pattern repeats, at two lengths. Work is counted in steps by ``steps.py`` and not in seconds, so a busy machine changes
nothing.
"""

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.linear.pumps import Pumps
from tests.linear.steps import Steps, TooManySteps, on_a_deep_stack

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pipeline" / "yinuo"
SHORT, LONG = 200, 800
FAR = 400, 1600  # where what seems to grow is looked at again: every bound is reached there
# Four times the text is four times the work where it is in proportion, a little more until a bound of up to a hundred
# is reached, and sixteen times where it grows with the square.
MOST = 8
BUDGET, FAR_BUDGET = 300_000, 2_400_000
CALLS = {"compile", "match", "search", "sub", "subn", "fullmatch", "finditer", "findall", "split"}
# What only ever sees short texts: why, by a part of the pattern.
SHORT_ONLY = {
    r"(?<=://)([^/@:?#]*):(.*)@": "the address of a database, which the user writes",
    r"(?P<open>[*+]|": "the patterns of our own tables",
}
# Where one row of a table is compiled alone, for the test of its table, and where others have theirs compiled.
ROW_ALONE = {"structure/front_matter.py", "rules/pattern_cache.py"}


@cache
def compiled():
    """Every pattern that the package compiles: its source, its flags, the places that compile it."""
    program = [sys.executable, str(Path(__file__).with_name("recorder.py"))]
    shown = subprocess.run(program, capture_output=True, text=True, check=True, timeout=600).stdout
    return [json.loads(line) for line in shown.splitlines()]


def calls():
    """Every call of ``re`` in the source: file, first and last line, and the pattern where it is written out."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and of_re(node.func):
                first = node.args[0]
                literal = first.value if isinstance(first, ast.Constant) else None
                yield path.relative_to(PACKAGE).as_posix(), node.lineno, node.end_lineno, literal


def of_re(called):
    """Say whether a function that is called is one of ``re``, or our own ``compile_re``."""
    if isinstance(called, ast.Name):
        return called.id == "compile_re"
    if not isinstance(called, ast.Attribute) or called.attr not in CALLS:
        return False
    return isinstance(called.value, ast.Name) and called.value.id == "re"


@on_a_deep_stack
def growth(source, flags=0):
    """How many times as much work the longest text needs as the short one, at worst, and what the text repeats."""
    steps, worst = Steps(source, flags), (0.0, ("", "", ""))
    for head, unit, tail in Pumps(source, flags).texts():
        try:
            long = steps.search_all(head + unit * (LONG // len(unit)) + tail, BUDGET)
            if long < 25 * LONG:
                continue
            short = steps.search_all(head + unit * (SHORT // len(unit)) + tail, BUDGET)
        except TooManySteps:
            return float("inf"), (head, unit, tail)
        worst = max(worst, (long / short, (head, unit, tail)))
    return worst


@on_a_deep_stack
def is_so(source, flags, head, unit, tail):
    """Look again at longer texts, where every bound is reached."""
    steps = Steps(source, flags)
    try:
        first, second = (steps.search_all(head + unit * (n // len(unit)) + tail, FAR_BUDGET) for n in FAR)
    except TooManySteps:
        return True
    return second / first > MOST


def too_fast(patterns):
    """What grows faster than its text, one line each."""
    for source, flags, place in patterns:
        source = source.decode("latin-1") if isinstance(source, bytes) else source
        if any(part in source for part in SHORT_ONLY):
            continue
        ratio, text = growth(source, flags)
        if ratio > MOST and is_so(source, flags, *text):
            yield f"{place}: {ratio:.1f} times the work on {LONG // SHORT} times of {text!r}: {source[:200]}"


@pytest.mark.parametrize(
    ("pattern", "grows"),
    [
        (r"[0-9]{1,30}年", False), (r"(?<![0-9])[0-9]++年", False), (r"[0-9]+年", True), (r"(?:[0-9]+,?)*年", True),
        (r"以.{2,}为", True), (r"以.{2,20}为", False), (r"\A\s*+<html", False), (r"<!--.*?-->\s*<html", True),
        (r"(a|aa)+$", True), (r"(?:[一二]*万[一二]*)+$", True), (r"abc|abd", False), (r"[^。]*。", True),
    ],
)  # fmt: skip
def test_the_measure_tells_patterns_that_grow(pattern, grows):
    assert (growth(pattern)[0] > MOST) is grows


@pytest.mark.parametrize(
    "pattern", [r"(\w)\1+x", r"a*?b|[^a-c]d{2,3}", r"(?<=年)(?:底|末)?$", r"(?s:.)x|(?!y)\d\b", r"第[一二]{1,2}+条"]
)
def test_the_measure_finds_what_re_finds(pattern):
    text = "aab 第一条年底 112x cdd\nddd yx年末"
    steps = Steps(pattern)
    steps.search_all(text)
    places = []
    at = 0
    while at <= len(text):
        ends = []
        steps.groups.clear()
        steps.run(at, lambda i, ends=ends: ends.append(i) is None)
        places += [(at, ends[0])] if ends else []
        at = max(at + 1, ends[0]) if ends else at + 1
    assert places == [m.span() for m in re.finditer(pattern, text)]


def test_every_call_of_re_is_seen():
    """Nothing escapes the next test: each call was recorded, or its pattern stands in the source."""
    seen = {tuple(place) for entry in compiled() for place in entry["places"]}
    unseen = [
        f"{file}:{first}"
        for file, first, last, literal in calls()
        if literal is None
        and file not in ROW_ALONE
        and not any((file, line) in seen for line in range(first, last + 1))
    ]
    assert unseen == []


def test_no_compiled_pattern_grows_faster_than_its_text():
    found = [(e["pattern"], e["flags"], e["places"][0]) for e in compiled()]
    known = {source for source, _, _ in found}
    found += [(literal, 0, [file, line]) for file, line, _, literal in calls() if literal and literal not in known]
    assert len(found) > 900
    assert "\n".join(too_fast(found)) == ""

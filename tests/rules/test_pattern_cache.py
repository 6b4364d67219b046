"""Test that patterns are compiled once a machine: what is kept, what is not trusted, what must not be written."""

import marshal
import os
import re
import subprocess
import sys

import pytest

from yinuo.rules import pattern_cache
from yinuo.rules.pattern_cache import compile_re, read_off

PATTERNS = [
    ("(?:出台|印发).{0,6}《", 0),
    ("[抓管办建修补装]好|(?P<year>20[0-9]{2})年(?P<rest>.*)", 0),
    ("a[b-z]+", re.I | re.S),
    (r"(?<![0-9])(\d)\1{2,}+", 0),
] + [(f"新建{number}", 0) for number in range(20)]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A cache of this test's own, in a folder that is not there yet."""
    path = tmp_path / "cache" / "kept.patterns"
    monkeypatch.setattr(pattern_cache, "place", lambda: path)
    monkeypatch.setattr(pattern_cache, "_new", {})
    monkeypatch.setattr(pattern_cache, "_read", {})
    monkeypatch.setattr(pattern_cache, "_used", set())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(pattern_cache.atexit, "register", lambda _: None)
    start()
    yield path
    start()


def start():
    """What a new process knows."""
    pattern_cache._kept.cache_clear()
    pattern_cache._new.clear()
    pattern_cache._read.clear()
    pattern_cache._used.clear()


def compile_all():
    return [compile_re(pattern, flags) for pattern, flags in PATTERNS]


def test_kept_patterns_are_equal_to_those_that_python_compiles(place):
    compile_all()
    pattern_cache.save()
    start()
    found = compile_all()
    assert not pattern_cache._new
    assert found == [re.compile(pattern, flags) for pattern, flags in PATTERNS]
    match = found[1].search("到2025年底")
    assert (match["year"], match["rest"], found[1].groupindex) == ("2025", "底", {"year": 1, "rest": 2})
    assert found[2].search("xABc")[0] == "ABc"
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_changed_pattern_is_compiled_anew():
    compile_re("新建[一二三]座")
    compile_all()
    pattern_cache.save()
    start()
    assert compile_re("新建[一二三四]座").search("新建四座")
    assert list(pattern_cache._new) == [("新建[一二三四]座", 0)]


def test_a_process_that_keeps_twice_keeps_all(place):
    compile_all()
    pattern_cache.save()
    for number in range(20):
        compile_re(f"改造{number}")
    pattern_cache.save()
    start()
    assert {*PATTERNS, *((f"改造{number}", 0) for number in range(20))} <= set(pattern_cache._kept())


def test_what_is_read_off_a_pattern_is_kept_as_long_as_the_code_that_reads_it(place, tmp_path, monkeypatch):
    read = [read_off(pattern, what, lambda: frozenset({"一", "二"})) for pattern, _ in PATTERNS for what in (-1, -2)]
    assert read_off("新建", -1, lambda: None) is None
    pattern_cache.save()
    start()
    known = [read_off(pattern, what, lambda: "anew") for pattern, _ in PATTERNS for what in (-1, -2)]
    assert known == read
    assert (read_off("新建", -1, lambda: "anew"), read_off("新建", -3, lambda: "anew")) == (None, "anew")
    start()
    monkeypatch.setattr(pattern_cache, "__file__", str(tmp_path / "pattern_cache.py"))
    (tmp_path / "anchors.py").write_text("other code")
    assert read_off("新建", -1, lambda: "anew") == "anew"


def test_flags_are_part_of_the_key():
    compile_all()
    pattern_cache.save()
    start()
    assert compile_re("a[b-z]+").search("ABc") is None


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: data[:-400], id="cut short"),
        pytest.param(lambda data: data.replace(b"yinuo 1 ", b"yinuo 1 9"), id="another Python"),
        pytest.param(lambda data: data[:-60] + bytes(60), id="changed"),
        pytest.param(lambda _: b"", id="empty"),
    ],
)
def test_a_file_that_is_not_trusted_is_replaced(place, spoil):
    compile_all()
    pattern_cache.save()
    whole = place.read_bytes()
    place.write_bytes(spoil(whole))
    start()
    assert compile_all() == [re.compile(pattern, flags) for pattern, flags in PATTERNS]
    assert len(pattern_cache._new) == len(PATTERNS)
    pattern_cache.save()
    assert place.read_bytes() == whole


def test_code_that_the_engine_refuses_is_compiled_anew(place):
    body = marshal.dumps({("新建[一二三]座", 0): (32, b"\xff\xff\x00\x00" * 7, 0, {})})
    place.parent.mkdir()
    place.write_bytes(pattern_cache._head(body) + b"\n" + body)
    assert pattern_cache._kept()
    assert compile_re("新建[一二三]座").search("新建二座")


def test_little_news_is_not_worth_a_file(place):
    compile_re("新建[一二三]座")
    pattern_cache.save()
    assert not place.exists()


def test_what_is_never_used_is_forgotten_once_there_is_much(place, monkeypatch):
    compile_all()
    pattern_cache.save()
    start()
    monkeypatch.setattr(pattern_cache, "_MOST", len(PATTERNS))
    compile_re(*PATTERNS[0])
    for number in range(20):
        compile_re(f"改造{number}")
    pattern_cache.save()
    start()
    assert set(pattern_cache._kept()) == {PATTERNS[0], *((f"改造{number}", 0) for number in range(20))}


def test_nothing_is_written_where_python_writes_no_bytecode(place, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_all()
    pattern_cache.save()
    assert not place.exists()


def test_a_place_that_cannot_be_written_is_no_error(place):
    place.parent.write_text("a file where the folder should be")
    compile_all()
    pattern_cache.save()
    assert place.parent.read_text() == "a file where the folder should be"


@pytest.mark.slow
def test_the_second_start_compiles_next_to_nothing_and_finds_the_same(tmp_path):
    code = (
        "import yinuo; from yinuo.rules import pattern_cache as cache\n"
        "found = [r.to_json() for r in yinuo.extract('2024年工作安排\\n今年，我们要新建幼儿园7所。')]\n"
        "print(len(cache._new), *found)"
    )
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    runs = []
    for _ in range(2):
        runs.append(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True))
    (first, records), (second, same) = (run.stdout.split(maxsplit=1) for run in runs)
    assert int(first) > 300
    assert int(second) == 0
    assert records == same
    assert len(list(tmp_path.rglob("*.patterns"))) == 1

"""Which characters are missing: found where they were deleted, never where they were not."""

import subprocess
import sys
import time
from importlib import resources

import pytest

from tests.damage.samples import ROOT, SHARED, SPEECHES, without
from yinuo.damage.background import background, pack, unpack
from yinuo.damage.bigrams import Joins
from yinuo.damage.diagnosis import SHORTEST, at_most, inspect
from yinuo.folding import fold
from yinuo.readers import read

ALL = "\n".join(SPEECHES.values())  # 11,000 characters of seven kinds
REAL = sorted(SHARED.glob("*/*.txt"))
NEEDS_REAL = pytest.mark.skipif(not REAL, reason="needs the real texts in ../shared/corpus")
# Named with the damage that they really have: spaces between the digits of a text read from a page.
TORN = {"gwr-1998"}


@pytest.mark.parametrize(
    ("lost", "least"),
    [
        ("01加信众公文更多费素材", "01加信众公文更多费"),
        ("23的和", "23的和"),
        ("01", "01"),
        ("设全产", "设全产"),
        ("，", ""),  # no character that is tried
    ],
)
def test_deleted_characters_are_named(lost, least):
    found = inspect(without(ALL, lost))
    assert found.characters >= set(least)
    assert found.digits == {c for c in lost if c.isdigit()}
    sure = {item.character for item in found.lost if item.p_value <= 0.001}
    assert sure <= set(lost)


@pytest.mark.parametrize("name", sorted(SPEECHES))
def test_speeches_of_the_project_are_sound(name):
    found = inspect(SPEECHES[name])
    assert (found.lost, found.symptoms) == ((), ())


@pytest.mark.parametrize(
    "text", ["", "222年，强配备管理。", ALL[: SHORTEST - 1], without(ALL, "01加的和")[: SHORTEST - 1]]
)
def test_short_texts_are_never_diagnosed(text):
    found = inspect(text)
    assert found.lost == ()
    assert found.note.startswith("too short")
    assert str(len(text)) in found.note


@pytest.mark.parametrize(
    "text",
    [
        "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏。" * 100,
        "The quick brown fox jumps over the lazy dog. " * 100,
        "龘" * 3000,
        "1" * 3000,
        "\n" * 3000,
        "\ud800\x00" * 1500,
    ],
)
def test_texts_of_another_kind_are_left_alone(text):
    found = inspect(text)
    assert found.lost == ()
    assert found.note.startswith("unlike the texts known")


def test_numbers_written_in_chinese_are_no_lost_digits():
    text = ALL.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    assert inspect(text).lost == ()


def test_each_finding_tells_how_sure_it_is():
    found = inspect(without(ALL, "01加众"))
    assert [item.p_value for item in found.lost] == sorted(item.p_value for item in found.lost)
    for item in found.lost:
        assert (item.observed, item.start, item.end) == (0, 0, found.length)
        assert item.expected >= 4
        assert 0 <= item.p_value <= 1
    zero = next(item for item in found.lost if item.character == "0")
    assert 80 < zero.expected < 200
    assert zero.p_value < 1e-6


def test_full_width_digits_are_digits():
    wide = without(ALL, "01").translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    assert inspect(wide).digits == {"0", "1"}
    assert inspect(ALL.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})).lost == ()


def test_the_same_text_gives_the_same_diagnosis():
    text = without(ALL, "01加的和")
    assert inspect(text) == inspect(text)


def test_joins_speak_for_what_was_deleted():
    joins = Joins(without(ALL, "众公"), background())
    lost = int(background().codes("众")[0])
    assert joins.evidence(lost) > 2
    before = joins.evidence(lost)
    joins.know([lost])
    assert joins.evidence(lost) == before


@pytest.mark.parametrize(("mean", "spread"), [(3.0, 0.1), (20.0, 0.5), (0.2, 1.0)])
def test_chances_of_all_counts_sum_to_one(mean, spread):
    assert at_most(0, mean, spread) < at_most(3, mean, spread) < at_most(400, mean, spread)
    assert at_most(400, mean, spread) == pytest.approx(1, abs=1e-6)


def pairs(found):
    codes, often = found
    return dict(zip(codes.tolist(), often.tolist(), strict=True))


def test_background_comes_back_as_it_was_packed():
    data = pack(
        "加公0",
        "加公0的",
        [10, 12],
        [[1, 2, 3], [0, 5, 1]],
        [1.0, 2.5, 3],
        [{1: 4}, {}, {0: 2}, {3: 7}],
        [1, 0, 1, 9],
        [4, 0, 2, 8],
    )
    found = unpack(data)
    assert [list(row) for row in found.counts] == [[1, 2, 3], [0, 5, 1]]
    assert [pairs(found.followers(x)) for x in range(4)] == [{1: 4}, {}, {0: 2}, {3: 7}]
    assert [pairs(found.leaders(y)) for y in range(3)] == [{2: 2}, {0: 4}, {}]
    assert found.codes("的加众\U00020000公").tolist() == [3, 0, 4, 4, 1]
    assert found.count(found.codes("的加众公加")).tolist() == [2, 1, 0]
    assert found.spread.tolist() == [1.0, 2.5, 3]
    assert found.own[0] == 4 / 5
    assert found.base[3] == 8 / 14


def test_background_is_read_on_first_use_only_and_quickly():
    code = (
        "import time, yinuo.damage.diagnosis, yinuo.damage.background as b\n"
        "assert b.background.cache_info().currsize == 0\n"
        "start = time.perf_counter(); b.background(); print(time.perf_counter() - start)"
    )
    taken = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)
    )
    assert taken < 2  # 0.04 on a free machine


def test_diagnosis_is_quick():
    text = (ALL * 2)[:20000]
    background()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        inspect(text)
        times.append(time.perf_counter() - start)
    assert min(times) < 1  # 0.02 on a free machine


@NEEDS_REAL
def test_no_false_alarm_on_real_texts():
    alarms = {}
    for path in REAL:
        found = inspect(read(path).text)
        if path.stem == "hebi-2022":
            continue
        symptoms = {s.kind for s in found.symptoms} - ({"torn_digits"} if path.stem in TORN else set())
        if found.lost or symptoms:
            alarms[path.stem] = (sorted(found.characters), sorted(symptoms))
    assert len(REAL) > 100
    assert alarms == {}


@NEEDS_REAL
def test_the_text_that_lost_characters_is_found_out():
    found = inspect(read(SHARED / "municipal" / "hebi-2022.txt").text)
    assert found.digits == {"0", "1"}
    assert found.characters >= set("01加信众公文更多费")
    assert found.characters <= set("01加信众公文更多费素材")


@NEEDS_REAL
@pytest.mark.parametrize(
    "name", ["provincial/beijing-2026", "provincial/jilin-2025", "county/hailar-2016", "national/gwr-2016"]
)
@pytest.mark.parametrize("lost", ["01加信众公文更多费素材", "发和增政步的示级质量", "6体学技营", "主作展建成"])
def test_real_texts_damaged(name, lost):
    text = fold(read(SHARED / f"{name}.txt").text)
    found = inspect(without(text, lost))
    due = {c for c in lost if text.count(c) >= 20}
    assert found.characters >= due - {"更"}
    assert len(found.characters - set(lost)) <= 1


@NEEDS_REAL
@pytest.mark.parametrize("name", ["provincial/sichuan-2025", "national/gwr-2011", "county/hailar-2019"])
def test_where_a_damaged_part_begins_and_ends(name):
    lost = "01加信众公文更多费素材"
    text = fold(read(SHARED / f"{name}.txt").text)
    start = len(text) // 5
    stop = len(text) * 4 // 5
    middle = without(text[start:stop], lost)
    found = inspect(text[:start] + middle + text[stop:])
    assert found.characters >= set("01加公")
    (span,) = {(item.start, item.end) for item in found.lost}
    assert span == (pytest.approx(start, abs=400), pytest.approx(start + len(middle), abs=400))


@NEEDS_REAL
def test_the_recipe_gives_the_shipped_bytes(tmp_path):
    recipe, made = ROOT / "models" / "background" / "build.py", tmp_path / "background.bin"
    subprocess.run([sys.executable, recipe, SHARED, "--out", made], check=True)
    assert made.read_bytes() == resources.files("yinuo.damage").joinpath("background.bin").read_bytes()

"""Test that missing characters are found where they were deleted, and nowhere else."""

import subprocess
import sys
from importlib import resources

import pytest

from tests.damage.samples import INTACT, ROOT, SPEECHES, without
from tests.growth import assert_grows_as_its_text
from tests.scripts import load_script
from tests.shared import SHARED, needs, sample
from yinuo.damage.background import background, pack, unpack
from yinuo.damage.bigrams import Joins
from yinuo.damage.diagnosis import SHORTEST, at_most, inspect
from yinuo.folding import fold
from yinuo.readers import read

ALL = "\n".join(SPEECHES.values())  # 11,000 characters of seven kinds
WHOLE = "\n".join((*SPEECHES.values(), *INTACT.values()))
REAL = SHARED / "corpus"
USUAL = "01加信众公文更多费素材"
LOST = [USUAL, "发和增政步的示级质量", "6体学技营", "主作展建成"]
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


def test_background_is_read_on_first_use_only():
    code = (
        "import yinuo.damage.diagnosis as d, yinuo.damage.background as b\n"
        "assert b.background.cache_info().currsize == 0\n"
        "d.inspect('今年要新建幼儿园。' * 300), d.inspect('今年要新建幼儿园。' * 300)\n"
        "assert b.background.cache_info().misses == 1"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_diagnosis_takes_no_more_than_the_length():
    assert_grows_as_its_text(inspect, lambda size: (ALL * 32)[:size], 80000)


def test_no_false_alarm_on_the_sound_report():
    for text in (*INTACT.values(), WHOLE):
        found = inspect(text)
        assert (found.lost, found.symptoms) == ((), ())


@needs("corpus", sibling="test_no_false_alarm_on_the_sound_report")
def test_no_false_alarm_on_real_texts():
    alarms = {}
    for path in sample("corpus"):
        found = inspect(read(path).text)
        if path.stem == "hebi-2022":
            continue
        symptoms = {s.kind for s in found.symptoms} - ({"torn_digits"} if path.stem in TORN else set())
        if found.lost or symptoms:
            alarms[path.stem] = (sorted(found.characters), sorted(symptoms))
    assert len(sample("corpus")) > 100
    assert alarms == {}


def test_the_shipped_report_that_lost_characters_is_found_out():
    found = inspect(read(ROOT / "corpus" / "damaged" / "hexi-county-2025.txt").text)
    assert found.digits == {"0", "1"}
    assert set("01加众公文") <= found.characters <= set(USUAL)


@needs("corpus", sibling="test_the_shipped_report_that_lost_characters_is_found_out")
def test_the_text_that_lost_characters_is_found_out():
    found = inspect(read(REAL / "municipal" / "hebi-2022.txt").text)
    assert found.digits == {"0", "1"}
    assert found.characters >= set("01加信众公文更多费")
    assert found.characters <= set("01加信众公文更多费素材")


@pytest.mark.parametrize("lost", LOST)
def test_shipped_texts_damaged(lost):
    assert_named(fold(WHOLE), lost)


@needs("corpus", sibling="test_shipped_texts_damaged")
@pytest.mark.parametrize(
    "name", ["provincial/beijing-2026", "provincial/jilin-2025", "county/hailar-2016", "national/gwr-2016"]
)
@pytest.mark.parametrize("lost", LOST)
def test_real_texts_damaged(name, lost):
    assert_named(fold(read(REAL / f"{name}.txt").text), lost)


def assert_named(text, lost):
    found = inspect(without(text, lost))
    due = {c for c in lost if text.count(c) >= 20}
    assert found.characters >= due - {"更"}
    assert len(found.characters - set(lost)) <= 1


def test_where_a_damaged_part_of_shipped_texts_begins_and_ends():
    assert_part_found(fold(WHOLE))


@needs("corpus", sibling="test_where_a_damaged_part_of_shipped_texts_begins_and_ends")
@pytest.mark.parametrize("name", ["provincial/sichuan-2025", "national/gwr-2011", "county/hailar-2019"])
def test_where_a_damaged_part_begins_and_ends(name):
    assert_part_found(fold(read(REAL / f"{name}.txt").text))


def assert_part_found(text):
    start = len(text) // 5
    stop = len(text) * 4 // 5
    middle = without(text[start:stop], USUAL)
    found = inspect(text[:start] + middle + text[stop:])
    assert found.characters >= set("01加公")
    (span,) = {(item.start, item.end) for item in found.lost}
    assert span == (pytest.approx(start, abs=400), pytest.approx(start + len(middle), abs=400))


RECIPE = ROOT / "models" / "background" / "build.py"


def test_the_recipe_counts_the_shipped_texts(tmp_path):
    """Its format and its counts; that the shipped file is of the real texts is the next test's."""
    (tmp_path / "texts" / "folder").mkdir(parents=True)
    speeches = [*SPEECHES.values()]
    for name, own in enumerate((speeches[:2], speeches[2:4], speeches[4:], INTACT.values())):
        (tmp_path / "texts" / "folder" / f"{name}.txt").write_text("\n".join(own), "utf-8")
    made = [tmp_path / "a.bin", tmp_path / "b.bin"]
    for out in made:
        subprocess.run([sys.executable, RECIPE, tmp_path / "texts", "--out", out], check=True)
    assert made[0].read_bytes() == made[1].read_bytes()
    found, texts = unpack(made[0].read_bytes()), load_script(RECIPE).training(tmp_path / "texts", set())
    lost = int(found.codes("加")[0])
    assert [int(row[lost]) for row in found.counts] == [text.count("加") for text in texts.values()]
    assert len(found.counts) == len(texts) == 4


@needs("corpus", sibling="test_the_recipe_counts_the_shipped_texts")
def test_the_recipe_gives_the_shipped_bytes(tmp_path):
    made = tmp_path / "background.bin"
    subprocess.run([sys.executable, RECIPE, REAL, "--out", made], check=True)
    assert made.read_bytes() == resources.files("yinuo.damage").joinpath("background.bin").read_bytes()

"""`make fuzz` in short: some texts and files, always the same; what it does with a failure; what it found."""

import argparse

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import yinuo
from tests.fuzzing import properties
from tests.fuzzing.files import FILES, MAKERS, changed, inside
from tests.fuzzing.sentences import TEXTS, examples
from tests.scripts import ROOT, load_script
from yinuo.readers import documents

LINES = ["一、今年要新建幼儿园7所。", "2022年底前，市教育局完成校舍安全排查。"]
SHORT = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def fuzz():
    return load_script(ROOT / "bench" / "fuzz.py")


@SHORT
@given(text=TEXTS)
def test_texts(text):
    properties.check_text(text)


@SHORT
@given(made=FILES)
def test_files(tmp_path_factory, made):
    path = tmp_path_factory.mktemp("fuzz") / f"now.file.{made[0]}"
    path.write_bytes(made[1])
    properties.check_file(path)


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_a_sound_file_of_each_format_is_read(tmp_path, kind):
    path = tmp_path / f"sound.{kind}"
    path.write_bytes(MAKERS[kind](LINES))
    read = "".join(one.text for one in documents(path, limits=properties.HERE))
    assert "完成校舍安全排查" in read or kind == "pdf"  # which needs a font of this machine


def test_the_corpus_holds_the_examples_of_the_tables():
    assert len(examples()) > 3000
    assert any("新建" in text for text in examples())


def test_edits_change_numbers_pieces_and_members():
    assert changed(b'<a b="12"/>', [("number", 0, 1, 2)]) == b'<a b="' + b"9" * 32 + b'"/>'
    assert changed(b"<p>x</p>", [("tag", 1, 1, 2)]) == b"<p>x</p></p>"
    assert changed(b"abcdef", [("repeat", 1, 2, 1)]) == b"abcbcdef"
    assert changed(b"abcdef", [("end", 3, 1, 0)]) == b"abc"
    assert inside(MAKERS["docx"](LINES), 3, [("number", 5, 1, 0)])[:2] == b"PK"


def test_what_takes_too_long_fails():
    with pytest.raises(TimeoutError, match=r"more than 0\.1 seconds"), properties.within(0.1):
        sum(range(1 << 60))


@pytest.fixture
def broken(monkeypatch):
    """A package that fails at every text with 7."""

    def quantities(text):
        if "7" in text:
            raise KeyError("7")
        return []

    monkeypatch.setattr(yinuo, "quantities", quantities)


def test_a_failure_is_shrunk_and_kept_once(fuzz, broken, tmp_path, capsys):
    trial = fuzz.Trial(tmp_path, 30)
    with pytest.raises(KeyError):
        fuzz.tested(st.text("078新建所。", max_size=20), trial.text, 50, 1)()
    (name,) = trial.failed
    assert name.startswith("KeyError-test_fuzz-")
    trial.known.add(name)
    trial.text("新建7所。")  # known by now: counted, and passed over
    kept = tmp_path / f"{name}.txt"
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]
    assert kept.read_text("utf-8") == "7"
    assert fuzz.again([kept], 30) == 1
    assert f"{kept}: KeyError" in capsys.readouterr().out


def test_the_same_seed_tries_the_same(fuzz):
    tried: list[list[str]] = [[], []]
    for texts in tried:
        fuzz.tested(TEXTS, texts.append, 10, 7)()
    assert tried[0] == tried[1]
    assert len(set(tried[0])) > 5


def test_a_run_tells_what_it_tried(fuzz, tmp_path, capsys):
    assert fuzz.run(argparse.Namespace(keep=tmp_path, each=30, seconds=2, seed=3)) == 0
    assert "0 findings" in capsys.readouterr().out

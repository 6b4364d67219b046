"""Test that what cannot be scored is refused with file, line and what is wanted, and the rest read as it stands."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate.samples import ALL, PARK, TEXT, write_gold, write_lines
from yinuo.errors import GoldError
from yinuo.evaluate import digest, evaluate, read_gold


def broken(record, **changes):
    return {key: value for key, value in {**record, **changes}.items() if value != "gone"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"start": "gone"}, "key 'start' is missing"),
        ({"end": "7"}, "end is '7': a whole number is wanted"),
        ({"start": True}, "start is True: a whole number is wanted"),
        ({"document": "gone"}, "key 'document' is missing"),
        ({"document": "/"}, "document is '/': the name of a text file is wanted"),
        ({"document": 3}, "document is 3: a string is wanted"),
        ({"start": 9, "end": 9}, "span 9–9 is empty or negative"),
        ({"start": -3}, "span -3–11 is empty or negative"),
        ({"end": 999}, f"span 5–999 lies outside the text, which has {len(TEXT)} characters"),
        ({"end": 8}, "text is '新建公园7座', but the source has '新建公' at 5–8"),
        ({"specificity": "vague"}, "specificity is 'vague': one of quantified, deliverable, directional is wanted"),
        ({"status": "done"}, "status is 'done': one of commitment, achievement, background is wanted"),
        ({"actor": "各县区"}, "actor is '各县区': an object is wanted"),
        ({"quantities": {}}, "quantities is {}: a list is wanted"),
        ({"quantities": [7]}, "an object is wanted, not int"),
        ({"quantities": [{"low": "7", "high": 7}]}, "low is '7': a number or null is wanted"),
        ({"quantities": [{"low": 10**400, "high": 7}]}, "a number or null is wanted"),
        ({"deadline": {"to": 2022}}, "to is 2022: a string is wanted"),
    ],
)
def test_prediction_that_cannot_be_scored(tmp_path, changes, says):
    gold = write_gold(tmp_path)
    file = write_lines(tmp_path / "found.jsonl", [PARK, broken(PARK, **changes)])
    with pytest.raises(GoldError) as caught:
        evaluate(gold, file)
    assert str(caught.value).startswith(f"{file}:2: ")
    assert says in str(caught.value)


@pytest.mark.parametrize("key", ["start", "end", "text", "specificity", "actor", "quantities", "deadline"])
def test_gold_without_a_field(tmp_path, key):
    gold = write_gold(tmp_path, [PARK, broken(PARK, **{key: "gone"})])
    lines = (gold / "a.json").read_text("utf-8").splitlines()
    second = [n for n, line in enumerate(lines, 1) if line == "  {"][1]
    with pytest.raises(GoldError, match=rf"a\.json:{second}: commitments\[1\]: key '{key}' is missing"):
        read_gold(gold)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", b'{"document": "a.txt",\n oops}', "a.json:2:2: not valid JSON"),
        ("a.json", b"[]", "a.json:1: an object is wanted, not list"),
        ("a.json", b'{"commitments": []}', "a.json:1: key 'document' is missing"),
        ("a.json", b'{"document": "a.txt"}', "a.json:1: key 'commitments' is missing"),
        ("a.json", b'{"document": "a.txt", "commitments": [], "range": [5, 2]}', "range [5, 2] is not [start, end]"),
        ("a.json", b'{"document": "a.txt", "commitments": [], "range": [0, 999]}', "range ends at 999, but a.txt has"),
        ("a.json", b'{"document": "a.txt",\n "x": "\xff"}', "a.json:2: byte 0xff is no UTF-8"),
        ("a.json", b'{"document": "", "commitments": []}', "document is '': the name of a text file is wanted"),
        ("b.json", b'{"document": "sub/a.txt", "commitments": []}', "b.json:1: document 'a.txt' is marked twice"),
    ],
)
def test_broken_gold_file(tmp_path, name, content, says):
    gold = write_gold(tmp_path)
    (gold / name).write_bytes(content)
    with pytest.raises(GoldError) as caught:
        read_gold(gold)
    assert says in str(caught.value)


def test_broken_prediction_line(tmp_path):
    file = tmp_path / "found.jsonl"
    file.write_text("\n" + json.dumps(PARK) + "\n{'document'}\n", "utf-8")
    with pytest.raises(GoldError, match=r"found\.jsonl:3:2: not valid JSON"):
        evaluate(write_gold(tmp_path), file)


def test_no_gold_and_no_predictions(tmp_path):
    with pytest.raises(GoldError, match="no such file or folder"):
        read_gold(tmp_path / "nowhere")
    with pytest.raises(GoldError, match="no gold here"):
        read_gold(tmp_path)
    with pytest.raises(GoldError, match="no such file; give the JSONL file"):
        evaluate(write_gold(tmp_path), tmp_path / "nothing.jsonl")
    with pytest.raises(GoldError, match="no such folder; give the folder of the texts"):
        evaluate(write_gold(tmp_path), [], texts=tmp_path / "nowhere")


def test_gold_outside_its_range(tmp_path):
    with pytest.raises(GoldError, match=r"commitments\[1\]: span 16–21 lies outside the marked range \[0, 16\)"):
        read_gold(write_gold(tmp_path, range=[0, 16]))


def test_marked_text_is_held_against_the_source(tmp_path):
    with pytest.raises(GoldError, match="but the source has"):
        read_gold(write_gold(tmp_path, text="今年，我们" + TEXT))


@pytest.mark.parametrize("place", ["gold", "speeches", "corpus/county", "given/deep"])
def test_where_the_text_is_found(tmp_path, place):
    (tmp_path / "x").mkdir()
    gold = write_gold(tmp_path / "x", text=None)
    folder = tmp_path / {"gold": "x/gold", "speeches": "x/speeches"}.get(place, place)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    texts = tmp_path / "given" if place.startswith("given") else None
    assert read_gold(gold, texts=texts)[0].text == TEXT


def test_text_whose_name_looks_like_a_pattern(tmp_path):
    gold = write_gold(tmp_path, document="a[1]*.txt")
    assert read_gold(gold)[0].text == read_gold(gold, texts=tmp_path)[0].text == TEXT


def test_folder_of_gold_from_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(write_gold(tmp_path))
    assert read_gold(Path())[0].text == read_gold(Path("a.json"))[0].text == TEXT


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["a.txt", "我们", "directional"])
KEYS = st.sampled_from(["document", "start", "end", "text", "specificity", "status", "actor", "quantities", "deadline"])
PARTS = st.sampled_from(["source", "text", "low", "high", "unit", "from", "to"])
NESTED = VALUES | st.lists(st.dictionaries(PARTS, VALUES), max_size=2) | st.dictionaries(PARTS, VALUES)


@given(st.dictionaries(KEYS, NESTED), st.booleans())
def test_any_record_is_scored_or_refused(tmp_path_factory, changes, keep):
    gold = write_gold(tmp_path_factory.mktemp("any"))
    record = {**(PARK if keep else {}), **changes}
    try:
        hits = evaluate(gold, [record], baseline=False).total["detection"].hit
    except GoldError:
        with pytest.raises(GoldError, match=r"^predictions\[0\]: "):
            evaluate(gold, [record])
    else:
        assert hits <= 1


def test_records_in_memory_and_one_gold_file(tmp_path):
    gold = write_gold(tmp_path)
    assert evaluate(gold / "a.json", list(ALL)).total["record"].f1 == 1
    with pytest.raises(GoldError, match=r"predictions\[0\]: key 'document' is missing"):
        evaluate(gold, [{}])


def test_line_separators_inside_a_record_end_no_line(tmp_path):
    found = {**PARK, "restored": "a\u2028b\x85c"}
    assert evaluate(write_gold(tmp_path), write_lines(tmp_path / "f.jsonl", [found])).total["detection"].hit == 1


def test_digest_changes_with_the_gold_alone(tmp_path):
    gold = write_gold(tmp_path)
    before = digest(gold)
    (tmp_path / "speeches" / "a.txt").write_text("other", "utf-8")
    assert digest(gold) == before
    write_gold(tmp_path, ALL[:2])
    assert digest(gold) != before

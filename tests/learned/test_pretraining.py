"""The recipe of an encoder over characters: what it leaves out, what it hides, and that it goes on where it stopped."""

import gzip
import json
import sys

import pytest

from tests.scripts import load_script
from tests.shared import ROOT

FOLDER = ROOT / "models" / "encoder"
LINES = "北京市朝阳区要新建幼儿园{}所，优化营商环境，举办第三届文化节，改造道路{}公里，推进科技创新和产业发展。"


pytestmark = pytest.mark.usefixtures("no_network")


@pytest.fixture(scope="module")
def texts():
    return load_script(FOLDER / "texts.py")


def body(place, number):
    text = "\n".join(LINES.format(number * 7 + n, n) for n in range(12))
    return {"id": f"{place}-{number}", "title": f"{place}报告", "place": place, "text": text}


@pytest.fixture(scope="module")
def prepared(texts, tmp_path_factory):
    home = tmp_path_factory.mktemp("encoder")
    with gzip.open(home / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        for one in (*(body("某市", n) for n in range(150)), body("上海", 1)):
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
    (home / "unseen" / "kind").mkdir(parents=True)
    (home / "unseen" / "kind" / "b.txt").write_text(body("某市", 3)["text"], "utf-8")
    return home, texts.prepare([home / "a.jsonl.gz"], home / "unseen", home / "prepared", 20)


def test_places_of_the_gold_and_unseen_texts_are_left_out(prepared):
    home, about = prepared
    assert about["train"]["texts"] + about["held_out"]["texts"] == 149
    assert about["held_out"]["texts"] > 0
    known = json.loads((home / "prepared" / "vocabulary.json").read_text("utf-8"))
    assert {"[PAD]", "【", "】", "\n", "7", "幼"} <= known.keys()
    assert "海" not in known


def test_names_of_places_carry_a_mark(texts, prepared):
    known = json.loads((prepared[0] / "prepared" / "vocabulary.json").read_text("utf-8"))
    row = texts.row_of("北京市要新建", known)
    assert [bool(c & texts.PLACE) for c in row.tolist()] == [True, True, True, False, False, False]
    assert prepared[1]["places_marked"] > 0


@pytest.fixture(scope="module")
def pretrain(texts):
    for name in ("torch", "transformers"):
        pytest.importorskip(name, reason="needs pip install 'yinuo[transformers]'; make test-learned installs it")
    # Other recipes have a texts.py as well.
    sys.path.insert(0, str(FOLDER))
    before = sys.modules.pop("texts", None)
    try:
        return load_script(FOLDER / "pretrain.py")
    finally:
        sys.path.remove(str(FOLDER))
        del sys.modules["texts"]
        if before:
            sys.modules["texts"] = before


def small(pretrain, steps):
    sizes = {"layers": 2, "width": 32, "heads": 2, "inner": 64, "positions": 64, "window": 32, "batch": 8, "warm": 3}
    return pretrain.Settings(**sizes, steps=steps, rate=5e-3)


def test_what_is_hidden_is_not_asked_for(pretrain, texts, prepared):
    import numpy

    known = json.loads((prepared[0] / "prepared" / "vocabulary.json").read_text("utf-8"))
    row = numpy.load(prepared[0] / "prepared" / "train.npy")
    windows = pretrain.Windows(row, small(pretrain, 1), len(known))
    tokens, answers = windows.batch(0)
    again = windows.batch(0)
    assert tokens.equal(again[0])
    assert answers.equal(again[1])
    assert tokens.shape == (8, 32)
    assert set(tokens[:, 0].tolist()) == {pretrain.BEGIN}
    everything = windows.rows[:2000]
    tokens, answers = windows.masked(everything, [0])
    place = everything >= texts.PLACE
    asked = answers[:, 1:-1].numpy() >= 0
    assert not (asked & place).any()
    assert 0.10 < asked[~place].mean() < 0.20
    assert 0.35 < (tokens[:, 1:-1].numpy() == pretrain.MASK)[place].mean() < 0.65


def test_it_learns_and_stopped_it_goes_on_to_the_same_weights(pretrain, prepared, tmp_path):
    import torch

    from yinuo.learned.encoder import open_encoder

    torch.set_num_threads(1)
    settings, place = small(pretrain, 60), prepared[0] / "prepared"
    whole = pretrain.Course(place, tmp_path / "whole", settings)
    whole.run(60, 30)
    first = pretrain.Course(place, tmp_path / "parts", settings)
    for _ in range(25):
        first.learn()
    first.save()
    second = pretrain.Course(place, tmp_path / "parts", settings)
    assert second.step == 25
    second.run(60, 30)
    for one, two in zip(whole.parameters, second.parameters, strict=True):
        assert torch.equal(one, two)
    assert whole.told[-1]["held_out"] < whole.told[0]["held_out"]
    opened = open_encoder(tmp_path / "whole")
    assert opened.length == 63
    found = opened.tokenizer("新建2所\n", add_special_tokens=False, return_offsets_mapping=True)
    assert found["offset_mapping"] == [(n, n + 1) for n in range(5)]

"""A reader over an encoder: what it refuses, what its tokens stand for, and that nothing changes what it reads."""

import json
import os
import pickle
import shutil
import subprocess
import sys

import pytest

pytest.importorskip("torch", reason="needs pip install 'yinuo[transformers]'; make test-learned installs it")
pytest.importorskip("transformers", reason="needs pip install 'yinuo[transformers]'; make test-learned installs it")

import yinuo
from tests.learned.tiny import describe, encoder_at, reader_at, tokenizer_of
from yinuo.errors import ReaderError
from yinuo.learned import folders
from yinuo.learned.encoder import open_encoder
from yinuo.learned.features import Item, item_of
from yinuo.learned.transformer import TransformerReader
from yinuo.learned.windows import Windows
from yinuo.nlp.steps.reader import SecondReader

TEXT = "2024年工作安排\n今年，我们要新建幼儿园7所，优化营商环境，举办第三届文化节。𠮷林路改造工程年内完工。"
HARD = ["𠮷林路改造　工程", "新建２０２５年\n7所", "222年", "Ａ－1%", " ", "一", "的" * 300]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    return encoder_at(tmp_path_factory.mktemp("models") / "encoder")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory, encoder):
    return reader_at(tmp_path_factory.mktemp("models") / "reader", encoder)


@pytest.fixture
def folder(shipped, tmp_path):
    return shutil.copytree(shipped, tmp_path / "reader")


pytestmark = pytest.mark.usefixtures("no_network")


def open_at(folder):
    return folders.open_reader(str(folder), folders.identity(str(folder))).reader


def items():
    found = [item_of(json.loads(r.to_json())) for r in yinuo.extract(TEXT, nlp=yinuo.load(reader=None))]
    return [*found, *(Item(text, "今年要", "，优化营商环境", "二、2024年工作") for text in HARD)]


def test_a_record_says_what_it_reads(shipped):
    found = yinuo.extract(TEXT, nlp=yinuo.load(reader=shipped)).commitments
    assert len(found) >= 3
    assert all(0 < r.second.p <= 1 for r in found)
    assert {r.second.specificity for r in found if r.specificity == "quantified"} == {None}
    assert {r.second.specificity for r in found if r.specificity != "quantified"} <= {"deliverable", "directional"}


def test_it_decides_nothing_until_it_is_told_to(shipped):
    """A reader just trained speaks beside the rules: ``asking`` is empty."""
    with_it = yinuo.extract(TEXT, nlp=yinuo.load(reader=shipped)).commitments
    without = yinuo.extract(TEXT, nlp=yinuo.load(reader=None)).commitments
    assert [(r.status, r.specificity) for r in with_it] == [(r.status, r.specificity) for r in without]


@pytest.mark.parametrize("batch", [1, 3, 64])
def test_the_size_of_a_batch_changes_nothing(shipped, batch):
    reader = open_at(shipped)
    other = TransformerReader(reader.encoder, reader.heads, batch)
    for one, two in zip(reader.scores(items()), other.scores(items()), strict=True):
        assert one.keys() == two.keys() == {"status", "specificity"}
        for name, odds in one.items():
            assert odds == pytest.approx(two[name], abs=1e-5)


def test_no_window_is_too_long_and_no_clause_is_cut(encoder):
    opened = open_encoder(encoder)
    windows = Windows(opened.tokenizer, opened.length)
    for item, cut in zip(items(), windows(items()), strict=True):
        assert all(len(window.tokens) <= opened.length for window in cut)
        read = sum(window.last - window.first for window in cut)
        assert read >= len(item.text)
        assert (len(cut) > 1) == (len(item.text) > opened.length - 40)


def test_what_stands_before_a_clause_is_cut_at_its_far_end(encoder):
    windows = Windows(tokenizer_of(), 64)
    ((window,),) = windows([Item("新建学校", "甲" * 39 + "要", "乙" * 40, "")])
    told = windows.tokenizer.convert_ids_to_tokens(window.tokens)
    assert "".join(told[window.first : window.last]) == "【新建学校】"
    assert told[window.first - 1] == "要"
    assert len(window.tokens) == 64


@pytest.mark.parametrize("text", HARD)
def test_every_token_stands_for_the_characters_that_its_offsets_say(text):
    from yinuo.folding import fold

    tokenizer = tokenizer_of()
    found = tokenizer(fold(text), add_special_tokens=False, return_offsets_mapping=True)
    assert [end - start for start, end in found["offset_mapping"]] == [1] * len(text)
    assert [start for start, _ in found["offset_mapping"]] == list(range(len(text)))


def test_years_in_either_width_are_read_alike_and_digit_by_digit(encoder):
    windows = Windows(open_encoder(encoder).tokenizer, 64)
    wide, narrow = windows([Item("到２０２５年", "", "", ""), Item("到2025年", "", "", "")])
    assert wide == narrow
    assert [*"2025年"] == windows.tokenizer.convert_ids_to_tokens(narrow[0].tokens)[-7:-2]


def test_it_is_pickled_as_folder_and_digest(shipped):
    component = SecondReader(str(shipped))
    content = pickle.dumps(component)
    assert len(content) < 600
    assert vars(pickle.loads(content)) == vars(component)


def test_weights_are_loaded_with_the_first_text(shipped):
    """Not in a pipeline of spaCy, which imports torch by itself where it is installed."""
    code = (
        "import sys, yinuo; from yinuo.nlp.analysis import Analyser; nlp = Analyser(reader=sys.argv[1]); "
        "assert 'torch' not in sys.modules; "
        "list(yinuo.extract('今年要新建幼儿园7所。', nlp=nlp)); assert 'torch' in sys.modules"
    )
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    result = subprocess.run(
        [sys.executable, "-c", code, str(shipped)], capture_output=True, text=True, check=False, env=environment
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_a_batch_of_one_and_of_two_processes_gives_the_records_of_extract(shipped, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT * (1 + (name == "b.txt")), "utf-8")
    found = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        yinuo.batch([tmp_path / "a.txt", tmp_path / "b.txt"], out, jobs=jobs, reader=shipped)
        found.append((out / "commitments.jsonl").read_bytes())
    assert found[0] == found[1]
    alone = yinuo.extract(TEXT, nlp=yinuo.load(reader=shipped)).commitments
    lines = [json.loads(line) for line in found[0].decode().splitlines()]
    own = [line["second"] for line in lines if line["document"].endswith("a.txt")]
    assert own == [json.loads(r.to_json())["second"] for r in alone]


def test_a_pipeline_of_spacy_in_two_processes(shipped):
    from spacy.tokens import DocBin

    nlp = yinuo.load(reader=shipped)
    alone, *_ = nlp.pipe([TEXT])
    docs = list(nlp.pipe([TEXT, TEXT], n_process=2))
    wanted = [c.second for c in alone._.commitments]
    assert [[c.second for c in doc._.commitments] for doc in docs] == [wanted, wanted]
    kept = list(DocBin(docs=docs, store_user_data=True).get_docs(nlp.vocab))
    assert [c.second for c in kept[0]._.commitments] == wanted


def without(*names):
    def spoil(folder):
        for name in names:
            (folder / name).unlink()

    return spoil


def pickled(folder):
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    described = json.loads((folder / "reader.json").read_text("utf-8"))["weights_sha256"]
    described["pytorch_model.bin"] = described.pop("model.safetensors")
    describe(folder, weights_sha256=described)


def other_labels(folder):
    describe(folder, heads={"status": ["commitment", "other"], "specificity": ["deliverable", "directional"]})


def headless(folder):
    without("yinuo_heads.safetensors")(folder)
    named = json.loads((folder / "reader.json").read_text("utf-8"))["weights_sha256"]
    del named["yinuo_heads.safetensors"]
    describe(folder, weights_sha256=named)


def other_weights(folder):
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-4] + b"\0\0\0\1")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (pickled, "pytorch_model.bin is pickled, and a pickle can run code; save it again with transformers"),
        (other_labels, "head status has labels .*; make them with: yinuo reader train"),
        (headless, "holds no heads .*; make them with: yinuo reader train"),
        (other_weights, "not the weights that reader.json names; copy the whole folder again"),
        (without("model.safetensors"), "No such file or directory; copy the whole folder again"),
        (without("reader.json"), "is an encoder without heads, no reader; make one with: yinuo reader train"),
    ],
)
def test_a_reader_that_cannot_be_used_is_one_line_with_the_next_step(folder, spoil, said):
    spoil(folder)
    with pytest.raises(ReaderError, match=said) as caught:
        yinuo.extract(TEXT, nlp=yinuo.load(reader=folder))
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)


def slow(folder):
    (folder / "tokenizer.json").unlink()
    (folder / "vocab.txt").write_text("\n".join("年月日"), "utf-8")


def pickled_encoder(folder):
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def with_code(folder):
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "own.py").write_text("raise SystemExit('code of a folder was run')\n", "utf-8")
    own = {"model_type": "own", "auto_map": {"AutoConfig": "own.Config", "AutoModel": "own.Model"}}
    (folder / "config.json").write_text(json.dumps({**config, **own}), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (slow, "holds no tokenizer.json, and a slow tokenizer gives no offsets; save a fast one"),
        (pickled_encoder, "pytorch_model.bin is pickled"),
        (without("config.json"), "holds no config.json"),
        (without("model.safetensors"), "holds no model.safetensors"),
        (with_code, "transformers cannot open it"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b"nothing"), "transformers cannot open it"),
    ],
)
def test_an_encoder_that_cannot_be_used_is_one_line_with_the_next_step(encoder, tmp_path, spoil, said):
    folder = shutil.copytree(encoder, tmp_path / "encoder")
    spoil(folder)
    with pytest.raises(ReaderError, match=said) as caught:
        open_encoder(folder)
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)


def test_a_missing_folder_and_a_file_are_told_apart(encoder, tmp_path):
    with pytest.raises(ReaderError, match="no such folder, a folder with config"):
        open_encoder(tmp_path / "none")
    with pytest.raises(ReaderError, match=r"is a file, .*; give "):
        open_encoder(encoder / "model.safetensors")
    with pytest.raises(ReaderError, match="is a file; give the folder that holds it"):
        yinuo.load(reader=encoder / "model.safetensors")


def test_an_encoder_for_a_few_tokens_is_refused(tmp_path):
    with pytest.raises(ReaderError, match="takes 7 tokens at most"):
        open_encoder(encoder_at(tmp_path / "short", positions=8))


def test_other_weights_are_another_configuration(folder, shipped):
    from yinuo.batch.options import Options

    first = Options.of({"reader": folder}).configurations()("a.txt")
    assert first == Options.of({"reader": shipped}).configurations()("a.txt")
    described = json.loads((folder / "reader.json").read_text("utf-8"))["weights_sha256"]
    describe(folder, weights_sha256={**described, "model.safetensors": "0" * 64})
    assert first != Options.of({"reader": folder}).configurations()("a.txt")

"""Training of a reader over a tiny encoder: it learns, it stops, it gives the same again."""

import json

import pytest

pytest.importorskip("torch", reason="needs pip install 'yinuo[transformers]'; make test-learned installs it")
pytest.importorskip("transformers", reason="needs pip install 'yinuo[transformers]'; make test-learned installs it")

from typer.testing import CliRunner

import yinuo
from tests.learned.tiny import encoder_at, gold_at
from yinuo.cli import app
from yinuo.errors import GoldError, ReaderError, UsageError
from yinuo.learned import training
from yinuo.learned.encoder import open_encoder
from yinuo.learned.feeding import Feed
from yinuo.learned.transformer import LABELS
from yinuo.learned.windows import Windows
from yinuo.teaching.gold import documents_of, lessons_of


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    return encoder_at(tmp_path_factory.mktemp("models") / "encoder")


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    return gold_at(tmp_path_factory.mktemp("gold"))


pytestmark = pytest.mark.usefixtures("no_network")


def test_the_command_line_trains_what_it_evaluates(encoder, gold, tmp_path):
    words = [
        "reader",
        "train",
        "--encoder",
        str(encoder),
        "--gold",
        str(gold),
        "--epochs",
        "30",
        "--rate",
        "0.002",
        "-o",
    ]
    folder = tmp_path / "made" / "reader"  # a missing folder is made
    result = CliRunner().invoke(app, [*words, str(folder)])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"written: {folder} (")
    described = json.loads((folder / "reader.json").read_text("utf-8"))
    losses = [held_out for _, _, held_out in described["trained"]["epochs"]]
    assert min(losses[1:]) < losses[0] / 2
    read = CliRunner().invoke(app, ["reader", "evaluate", str(folder), "--gold", str(gold), "--json"])
    status, label = json.loads(read.stdout)["fields"]
    assert status["reader"] > 0.9
    assert label["reader"] > 0.9


def test_the_same_seed_gives_the_same_weights_and_another_one_others(encoder, gold, tmp_path):
    def trained(name, seed):
        yinuo.reader_train(encoder, gold, tmp_path / name, epochs=1, seed=seed)
        return json.loads((tmp_path / name / "reader.json").read_text("utf-8"))["weights_sha256"]["model.safetensors"]

    assert trained("a", 0) == trained("b", 0) != trained("c", 1)


def test_fewer_layers_and_the_document_held_out_are_as_asked(encoder, gold, tmp_path):
    found = yinuo.reader_train(encoder, gold, tmp_path / "r", epochs=1, layers=1, held_out="d2.txt")
    assert (found.held_out, found.documents) == (("d2.txt",), 3)
    assert open_encoder(tmp_path / "r").model.config.num_hidden_layers == 1


def test_training_stops_and_goes_back_where_what_is_held_out_is_read_no_better(encoder, gold):
    """Of labels that say the opposite nothing can be learned that helps: the first epoch stays."""
    turned = {"deliverable": "directional", "directional": "deliverable", None: None}
    lessons = lessons_of(documents_of(gold, None))
    taught = [one for one in lessons if one.document != "d0.txt"]
    wrong = [one._replace(specificity=turned[one.specificity]) for one in lessons if one.document == "d0.txt"]
    settings = training.Settings(epochs=12, rate=1e-3)
    opened, heads, epochs = training.train(encoder, taught, wrong, settings, lambda _: None)
    assert len(epochs) < 12
    course = training._Course(__import__("torch"), opened, heads, taught, wrong, settings)
    assert course._loss_of_held_out() == pytest.approx(min(epoch.held_out for epoch in epochs), abs=1e-3)


def test_lessons_are_fed_as_a_data_set_each_once_an_epoch(encoder, gold):
    opened, lessons = open_encoder(encoder), lessons_of(documents_of(gold, None))
    feed = Feed(lessons, Windows(opened.tokenizer, opened.length), LABELS)
    orders = []
    for seed in (None, 1, 1, 2):
        rows = [window.tokens for windows, _ in feed.batches(5, seed=seed) for window in windows]
        assert len(rows) == len(lessons)
        orders.append(rows)
    assert orders[1] == orders[2] != orders[3]
    assert sorted(orders[0]) == sorted(orders[3])
    answers = [answer for _, found in feed.batches(5, seed=None) for answer in found["specificity"]]
    assert answers == [
        -1 if one.specificity is None else LABELS["specificity"].index(one.specificity) for one in lessons
    ]


def test_what_cannot_be_trained_is_one_line(encoder, gold, tmp_path):
    with pytest.raises(GoldError, match="gold marks 1 documents with records; two are wanted"):
        yinuo.reader_train(encoder, gold / "d0.json", tmp_path / "r")
    with pytest.raises(UsageError, match=r"held-out document 'x' has no lessons; name one of d0.txt"):
        yinuo.reader_train(encoder, gold, tmp_path / "r", held_out="x")
    with pytest.raises(UsageError, match=r"epochs is 0; 1 or more is wanted"):
        yinuo.reader_train(encoder, gold, tmp_path / "r", epochs=0)
    with pytest.raises(ReaderError, match="is a file"):
        yinuo.reader_train(encoder / "config.json", gold, tmp_path / "r")
    assert not (tmp_path / "r").exists()

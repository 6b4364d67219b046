"""The whole pipeline as a spaCy Language: its parts, their order, and what survives disk, pickle and processes."""

import pickle
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import yinuo
from tests.scripts import same_package

ROOT = Path(__file__).parents[2]
ORDER = ["structure", "entities", "quantities", "deadlines", "clauses", "assertion", "actors", "commitments", "reader"]
NAMES = [f"yinuo_{name}" for name in ORDER]
TEXT = """2024年教育工作安排
（2024年3月1日）
一、2023年工作回顾
过去一年，新建幼儿园5所。
二、2024年重点工作
今年，各县区要新建幼儿园7所，增加学位2000个以上。6月底前，出台《学区管理办法》。
推广淇水通平台，不得增加教师负担。
"""
TEXTS = [TEXT, "", "今年，我们要新建公园3座。", "English only.", TEXT * 2, "一、重点工作\n"]


@pytest.fixture(scope="module")
def nlp():
    return yinuo.load()


@pytest.fixture(scope="module")
def lines(nlp):
    found = records(nlp(TEXT))
    assert len(found) == 5
    return found


def records(doc):
    """The records of a Doc as lines of JSON."""
    return [record.to_json() for record in doc._.commitments]


def python(code, *args):
    """Run code in a fresh interpreter, elsewhere than the repository; what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, cwd=ROOT.parent, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def test_components_and_their_order(nlp):
    assert nlp.pipe_names == NAMES
    assert nlp.lang == "zh"


def test_every_component_has_its_entry_point():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert list(groups["spacy_factories"]) == NAMES
    assert list(groups["spacy_tokenizers"]) == ["yinuo.jieba.v1"]


FRESH = """
import sys
import spacy
nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "yinuo.jieba.v1", "words": []}}})
for name in sys.argv[2:]:
    nlp.add_pipe(name)
print(len(nlp(sys.argv[1])._.commitments), *nlp.pipe_names)
"""


def test_spacy_finds_the_components_without_an_import():
    assert python(FRESH, TEXT, *NAMES) == ["5", *NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_each_component_runs_in_a_blank_pipeline(name):
    nlp = spacy.blank("zh")
    nlp.add_pipe(name)
    assert nlp.pipe_names == [name]
    assert nlp("今年，新建幼儿园7所。").text == "今年，新建幼儿园7所。"


def test_a_pipeline_over_spacy_s_own_tokens_finds_the_same(nlp, lines):
    other = spacy.blank("zh")
    for name in NAMES:
        other.add_pipe(name)
    spans = [(r.start, r.end) for r in nlp(TEXT)._.commitments]
    assert [(r.start, r.end) for r in other(TEXT)._.commitments] == spans


def test_spans_of_the_doc(nlp):
    doc = nlp(TEXT)
    texts = {key: [span.text for span in spans] for key, spans in doc.spans.items()}
    assert set(texts) >= {"quantities", "deadlines", "commitments"}
    assert texts["quantities"] == ["5所", "7所", "2000个以上"]
    assert texts["commitments"] == [record.text for record in doc._.commitments]
    assert {"今年", "6月底前"} <= set(texts["deadlines"])
    assert doc.text == TEXT


def test_an_empty_text_has_the_same_keys(nlp):
    doc = nlp("")
    assert set(doc.spans) == set(nlp(TEXT).spans)
    assert doc._.commitments == []


def test_user_data_is_plain(nlp):
    def plain(value):
        if isinstance(value, dict):
            return all(isinstance(k, str) and plain(v) for k, v in value.items())
        if isinstance(value, (list, tuple)):
            return all(plain(v) for v in value)
        return value is None or type(value) in (str, int, float, bool)

    assert all(plain(value) for value in nlp(TEXT).user_data.values())


def test_commitments_are_read_from_the_state_each_time(nlp, lines):
    doc = nlp(TEXT)
    doc._.commitments.clear()
    assert records(doc) == lines
    assert Doc.has_extension("commitments")


def test_a_pipe_gives_each_text_its_own_records(nlp, lines):
    found = [records(doc) for doc in nlp.pipe(TEXTS)]
    assert len(found) == len(TEXTS)
    assert found == [records(nlp(text)) for text in TEXTS]
    assert found[0] == lines
    assert found[1] == found[3] == found[5] == []


def test_two_processes_give_the_same(nlp):
    one = [records(doc) for doc in nlp.pipe(TEXTS)]
    assert [records(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)] == one


SPAWN = """
import multiprocessing
import yinuo
from tests.nlp import test_serialisation as parts
from tests.nlp.test_pipeline import TEXTS, records

def facts(doc):
    return records(doc), parts.facts(doc)

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    nlp = yinuo.load(words=["淇水通", "鹤城通\\tnz"])
    texts = [*TEXTS, parts.TEXT, "各地要落实", "\\ud800"]
    one = [facts(doc) for doc in nlp.pipe(texts)]
    two = [facts(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=3)]
    assert one == two, (one, two)
    assert ("鹤城通", "nz") in two[len(TEXTS)][1][1]
    print(sum(len(found) for found, _ in two[:len(TEXTS)]))
"""


@pytest.mark.slow
def test_two_spawned_processes_give_the_same(nlp, tmp_path):
    script = tmp_path / "spawned.py"
    script.write_text(SPAWN, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, env=same_package(), check=False
    )
    assert done.stdout.split() == [str(sum(len(nlp(text)._.commitments) for text in TEXTS))], done.stderr[-2000:]


def test_disk(nlp, lines, tmp_path):
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert again.pipe_names == NAMES
    assert records(again(TEXT)) == lines


@pytest.mark.slow
def test_disk_read_by_another_process(nlp, lines, tmp_path):
    nlp.to_disk(tmp_path / "nlp")
    code = "import spacy, sys; nlp = spacy.load(sys.argv[1]); print(*[r.id for r in nlp(sys.argv[2])._.commitments])"
    assert python(code, str(tmp_path / "nlp"), TEXT) == [r.id for r in nlp(TEXT)._.commitments]


def test_bytes(nlp, lines):
    assert records(yinuo.load().from_bytes(nlp.to_bytes())(TEXT)) == lines


def test_pickle(nlp, lines):
    assert records(pickle.loads(pickle.dumps(nlp))(TEXT)) == lines


def test_docs_pickle(nlp, lines):
    doc = pickle.loads(pickle.dumps(nlp(TEXT)))
    assert records(doc) == lines


def test_docbin_keeps_commitments_and_spans(nlp):
    docs = [nlp(text) for text in TEXTS]
    stored = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = list(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert [records(doc) for doc in again] == [records(doc) for doc in docs]
    assert [doc.text for doc in again] == TEXTS
    for doc, source in zip(again, docs, strict=True):
        assert {k: [s.text for s in v] for k, v in doc.spans.items()} == {
            k: [s.text for s in v] for k, v in source.spans.items()
        }


def words(nlp):
    return [token.text for token in nlp.tokenizer(TEXT)]


def test_user_words_are_those_of_one_pipeline(nlp, tmp_path):
    own = yinuo.load(words=["淇水通"])
    assert "淇水通" in words(own)
    assert "淇水通" not in words(nlp)
    assert "淇水通" not in words(yinuo.load())
    own.to_disk(tmp_path / "own")
    assert words(spacy.load(tmp_path / "own")) == words(own)
    assert words(pickle.loads(pickle.dumps(own))) == words(own)


def test_a_component_can_be_left_out(nlp, lines):
    with nlp.select_pipes(disable=["yinuo_actors", "yinuo_entities"]):
        assert {r.actor.source for r in nlp(TEXT)._.commitments} == {"default"}
    assert records(nlp(TEXT)) == lines

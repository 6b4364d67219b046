"""Tokenizer and entities survive disk, bytes, pickle and DocBin; test_pipeline.py has them in spawned processes too."""

import pickle

import pytest
import spacy
from spacy.tokens import DocBin

TEXT = "河南省教育厅推广鹤城通，各县区要落实《山区教育条例》。\n 新建幼儿园7所"


def make():
    tokenizer = {"@tokenizers": "yinuo.jieba.v1", "words": ["鹤城通\tnz"]}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("yinuo_entities", config={"patterns": [{"label": "CARD", "pattern": "鹤城通"}]})
    return nlp


def facts(doc):
    return (
        doc.text,
        [(token.text, token.tag_) for token in doc],
        [(ent.text, ent.label_, ent.id_) for ent in doc.ents],
        doc.user_data["entities"],
    )


@pytest.fixture(scope="module")
def nlp():
    return make()


@pytest.fixture(scope="module")
def wanted(nlp):
    result = facts(nlp(TEXT))
    assert ("鹤城通", "nz") in result[1]
    assert ("鹤城通", "CARD", "") in result[2]
    return result


def test_disk(nlp, wanted, tmp_path):
    nlp.to_disk(tmp_path / "nlp")
    assert facts(spacy.load(tmp_path / "nlp")(TEXT)) == wanted


def test_bytes(nlp, wanted):
    other = make()
    other.tokenizer.words = ()
    assert facts(other.from_bytes(nlp.to_bytes())(TEXT)) == wanted


def test_tokenizer_bytes_replace_its_words(nlp):
    other = make().tokenizer
    assert other.from_bytes(type(other)(nlp.vocab, ["淇河风"]).to_bytes()).words == ("淇河风",)
    assert [token.text for token in other("鹤城通")] != ["鹤城通"]


def test_pickle(nlp, wanted):
    assert facts(pickle.loads(pickle.dumps(nlp))(TEXT)) == wanted
    tokenizer = pickle.loads(pickle.dumps(nlp.tokenizer))
    assert [token.text for token in tokenizer(TEXT)] == [word for word, _ in wanted[1]]


def test_docbin(nlp, wanted):
    stored = DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(spacy.blank("zh").vocab)
    assert doc.text == wanted[0]
    assert [(token.text, token.tag_) for token in doc] == wanted[1]
    assert list(doc.user_data["entities"]) == wanted[3]

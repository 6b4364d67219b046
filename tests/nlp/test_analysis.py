"""One text is analysed on plain state and by the spaCy pipeline: both by the same functions, with the same records."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import yinuo
from yinuo.nlp.analysis import Analyser
from yinuo.nlp.components.clauses import token_lengths
from yinuo.nlp.pipeline import analyser_of
from yinuo.nlp.steps.words import word_lengths
from yinuo.nlp.tokenizer.dictionary import policy_dictionary

ROOT = Path(__file__).parents[2]
TEXTS = sorted((*(ROOT / "corpus/speeches").glob("*.txt"), *(ROOT / "corpus/damaged").glob("*.txt")))
EVERYTHING = ("achievement", "background")
TEXT = "二、2024年重点工作\n今年，各县区要新建幼儿园7所。\n推广淇水通平台 。6月底前出台《学区管理办法》。"


@Language.component("test_bystander")
def bystander(doc):
    """A user's own component that changes nothing, so that the pipeline wants a Doc."""
    return doc


@pytest.fixture(scope="module")
def with_doc():
    nlp = yinuo.load()
    nlp.add_pipe("test_bystander")
    return nlp


def lines(text, **named):
    return [record.to_json() for record in yinuo.extract(text, include=EVERYTHING, **named)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_both_ways_give_the_same_records(path, with_doc):
    text = yinuo.read(path).text
    assert analyser_of(with_doc) is None
    plain = lines(text)
    assert plain
    assert lines(text, nlp=with_doc) == plain


@pytest.mark.parametrize("text", ["", " ", "\n", "一、重点工作\n", " 甲  乙\t\u3000丙\r\n", "English only.", TEXT * 3])
def test_both_ways_give_the_same_of_odd_texts(text, with_doc):
    assert lines(text, nlp=with_doc) == lines(text)


def test_words_and_tokens_have_the_same_lengths():
    text = yinuo.read(TEXTS[0]).text
    plain, tokens = word_lengths(text, policy_dictionary()), token_lengths(yinuo.load().tokenizer(text))
    assert plain.verbs == tokens.verbs
    assert plain.adverbs == tokens.adverbs
    inked = [at for at, character in enumerate(text) if not character.isspace()]
    assert [plain.words[at] for at in inked] == [tokens.words[at] for at in inked]


def test_a_pipeline_as_loaded_makes_no_doc(monkeypatch):
    nlp = yinuo.load(words=["淇水通平台"])
    monkeypatch.setattr(nlp, "make_doc", None)
    assert lines(TEXT, nlp=nlp) == lines(TEXT, nlp=Analyser(["淇水通平台"]))


def left_out(nlp):
    nlp.disable_pipe("yinuo_entities")


def another_order(nlp):
    nlp.remove_pipe("yinuo_structure")
    nlp.add_pipe("yinuo_structure")


def own_patterns(nlp):
    nlp.replace_pipe("yinuo_entities", "yinuo_entities", config={"patterns": [{"label": "ORG", "pattern": "校车办"}]})


def other_tokens(nlp):
    nlp.tokenizer = spacy.blank("zh").tokenizer


@pytest.mark.parametrize("change", [left_out, another_order, own_patterns, other_tokens])
def test_what_is_the_user_s_own_wants_a_doc(change):
    nlp = yinuo.load()
    assert isinstance(analyser_of(nlp), Analyser)
    change(nlp)
    assert analyser_of(nlp) is None


def test_a_pipeline_s_longest_text_holds_for_both_ways(with_doc):
    nlp = yinuo.load()
    nlp.max_length = with_doc.max_length = 10
    for one in (nlp, with_doc):
        with pytest.raises(yinuo.errors.InputError, match=r"too long \(10 at most\)"):
            yinuo.extract(TEXT, nlp=one)
    with_doc.max_length = 50_000_000


def test_extraction_does_not_load_spacy():
    code = "import sys, yinuo; yinuo.extract(sys.argv[1]); print({'spacy', 'thinc', 'jieba'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, TEXT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_threads_share_one():
    texts = [yinuo.read(path).text for path in TEXTS[:12]]
    reader = Analyser()
    alone = [lines(text, nlp=reader) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: lines(text, nlp=reader), texts * 2)) == alone * 2

"""The spaCy tokenizer: the text comes back to the character, every token has a tag, own words stay its own."""

import re

import jieba
import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from yinuo.errors import InputError
from yinuo.nlp.tokenizer.tokenizer import JiebaTokenizer


def blank(*words):
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "yinuo.jieba.v1", "words": list(words)}}})


NLP = blank()


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("深化放管服改革", "深化/v 放管服/n 改革/v"),
        ("新建幼儿园7所，投资2.5亿元", "新建/v 幼儿园/n 7/m 所/c ，/x 投资/vn 2.5/m 亿元/m"),
        ("GDP增长5%", "GDP/eng 增长/v 5%/m"),
        ("２０２２年椀", "２０２２/m 年/m 椀/zg"),
    ],
)
def test_tokens_and_tags(text, tagged):
    assert " ".join(f"{token.text}/{token.tag_}" for token in NLP(text)) == tagged


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("甲 乙", ["甲", "乙"]),
        ("甲  乙", ["甲", " ", "乙"]),
        (" 甲", [" ", "甲"]),
        ("甲 ", ["甲"]),
        ("甲 \n乙", ["甲", "\n", "乙"]),
        ("甲\u3000乙", ["甲", "\u3000", "乙"]),
        ("  ", ["  "]),
        ("\n", ["\n"]),
        ("", []),
    ],
)
def test_white_space(text, tokens):
    doc = NLP(text)
    assert [token.text for token in doc] == tokens
    assert doc.text == text


@given(st.text())
@example(" \t\r\n甲 \u2028乙  丙\x00 ")
@example("\ud800坏\udfff")
def test_text_comes_back(text):
    doc = NLP(text)
    assert doc.text == re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert all(doc.text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert all(token.tag_ for token in doc)


def test_two_pipelines_and_the_global_jieba_are_strangers():
    one, other = blank("鹤城通\tnz"), blank("淇河风")
    text = "推广鹤城通和淇河风"
    assert "鹤城通" in [token.text for token in one(text)]
    assert "淇河风" not in [token.text for token in one(text)]
    assert "淇河风" in [token.text for token in other(text)]
    assert "鹤城通" not in [token.text for token in other(text)]
    assert not {"鹤城通", "淇河风"} & set(jieba.dt.FREQ)
    assert one("推广鹤城通")[1].tag_ == "nz"


def test_a_broken_word_is_a_clear_error():
    with pytest.raises(InputError, match=r"word '新 区': ' ' cannot be part of a word"):
        JiebaTokenizer(NLP.vocab, ["新 区"])

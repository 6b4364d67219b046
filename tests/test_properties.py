"""What holds of any text: no exception, every span is its text, the same bytes however it is run."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import yinuo
from yinuo.writers import to_line

PIECES = (
    "今年", "2022年底前", "到2025年", "“十四五”期间", "三年内", "每年", "年内", "6月底前", "222年", "去年",
    "市教育局", "各县区", "各级各部门", "我们", "由财政局", "要", "将", "必须", "力争", "确保", "不得", "鼓励",
    "新建", "加强", "达到", "降低", "出台", "召开", "推动", "控制在", "完成了",
    "幼儿园", "学位", "校车管理", "《实施方案》", "城镇新增就业", "国内生产总值", "“双减”", "专项资金",
    "7所", "95%以上", "2—4个", "2万余人次", "三分之二", "翻一番", "3%左右", "1.3万亿斤", "0", "１２所", "以内",
    "一、", "（一）", "1.", "①", "一是", "——", "第一，",
    "，", "。", "；", "、", "：", "\n", "\n\n", " ", "\u3000", "\t", "…", "（", "）", "“", "《",
    "2022年工作安排\n", "市教育局局长 丁某\n", "（2022年3月5日）\n", "同志们：\n", "目录\n", "谢谢大家！\n",
)  # fmt: skip
ODD = st.text(alphabet="\u200b\ufeff\u00a0\u0301\u2028\x00\r\x0b🏫𠮷ﬁ①½٣９％", max_size=3)
POLICY = st.lists(st.one_of(st.sampled_from(PIECES), ODD), max_size=40).map("".join)
TEXTS = st.one_of(POLICY, POLICY, POLICY, st.text(max_size=200))
DATES = st.none() | st.dates().map(str)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def nlp():
    return yinuo.load()


def spans(record):
    """Every span of a record that has offsets."""
    yield record
    yield record.sentence
    yield from record.quantities
    yield from (e for e in record.evidence if e.start is not None)
    for part in (record.actor, record.deadline):
        if part is not None and part.start is not None:
            yield part


@FEW
@given(text=TEXTS, date=DATES)
@example(text="", date=None)
@example(text="今年，新建\r\n幼儿园7所", date="2022-01-01")
@example(text="新建" * 500, date=None)
def test_every_span_is_its_text(nlp, text, date):
    found = yinuo.extract(text, date=date, include=("achievement", "background"), nlp=nlp)
    for record in found:
        for span in spans(record):
            assert text[span.start : span.end] == span.text
        assert record.text
        assert record.sentence.start <= record.start < record.end <= record.sentence.end
        assert all(record.start <= q.start < q.end <= record.end for q in record.quantities)
    assert [r.start for r in found] == sorted(r.start for r in found)
    assert len({r.id for r in found}) == len(found)
    assert len(found) or found.notes


@FEW
@given(text=TEXTS, date=DATES)
def test_dates_are_days_and_in_order(nlp, text, date):
    for record in yinuo.extract(text, date=date, nlp=nlp):
        if record.deadline is not None:
            first, last = record.deadline.from_, record.deadline.to
            assert all(day is None or len(day) == 10 for day in (first, last))
            assert not (first and last) or first <= last


@FEW
@given(text=TEXTS)
def test_only_what_is_asked_for(nlp, text):
    alone = yinuo.extract(text, nlp=nlp)
    with_more = yinuo.extract(text, include=("achievement", "background"), nlp=nlp)
    assert {r.status for r in alone} <= {"commitment"}
    assert [r for r in with_more if r.status == "commitment"] == list(alone)


@FEW
@given(text=TEXTS)
def test_the_same_text_gives_the_same_bytes(nlp, text):
    once, again = (yinuo.extract(text, nlp=nlp) for _ in range(2))
    assert [to_line(r) for r in once] == [to_line(r) for r in again]


@FEW
@given(text=TEXTS)
def test_values_stand_where_they_say(text):
    for found in (yinuo.quantities(text), yinuo.deadlines(text, date="2022-03-05")):
        assert all(text[value.start : value.end] == value.text != "" for value in found)


TEXT = """2022年工作安排
市教育局局长 丁某
2022年，市教育局将抓好以下工作：
一、扩大学位供给。新建公办幼儿园7所，增加学位2100个。2022年底前，各县区要完成校舍安全排查。
二、提升质量。力争普惠性幼儿园覆盖率达到95%以上，每年培训教师200人次。
"""


def test_one_and_two_processes_give_the_same(nlp):
    texts = [TEXT, "", "今年，新建公园3座。", TEXT * 2]
    one = [doc._.commitments for doc in nlp.pipe(texts)]
    two = [doc._.commitments for doc in nlp.pipe(texts, n_process=2, batch_size=1)]
    assert one == two
    assert len(one[0]) >= 5
    assert one[1] == []


def test_alone_and_in_a_batch_give_the_same(nlp):
    texts = [TEXT, "今年，新建公园3座。"]
    assert [nlp(text)._.commitments for text in texts] == [doc._.commitments for doc in nlp.pipe(texts)]

"""Test numbers that lost digits: what is flagged, what is found gone, what it can have been."""

import json
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.damage.samples import INTACT, SPEECHES
from tests.scripts import load_script
from tests.shared import ROOT, SHARED, needs
from yinuo.damage.numbers.candidates import could_differ
from yinuo.damage.numbers.odds import share_gone
from yinuo.damage.numbers.quantity_flags import flag_deadlines, flag_quantities, possible
from yinuo.folding import fold
from yinuo.readers import read
from yinuo.values.deadlines import scanner as deadlines
from yinuo.values.quantities import scanner as quantities

MEASURE = load_script(ROOT / "models" / "damaged_numbers" / "measure.py")
LOST = frozenset("加01信众")
NONE = frozenset()


def flagged(text, lost=LOST):
    found = flag_quantities(text, quantities.scan(text), lost)
    return [(q["text"], q["low"], q["high"], q["unit"], q["damaged"]) for q in found]


def times(text, lost=LOST):
    return [
        (d["text"], d["duration"], d["damaged"]) for d in flag_deadlines(text, deadlines.scan(text, "2022-02-01"), lost)
    ]


# text: what is found as (text, low, high, unit, damaged)
QUANTITIES = {
    # numbers that stand
    "新建幼儿园5所、改建２所": [("5所", 5, 5, "所", True), ("２所", 2, 2, "所", True)],
    "达到在校生规模的2倍以上": [("2倍以上", 2, None, "倍", True)],
    "培训2万余人次": [("2万余人次", 20000, None, "人次", True)],
    # numbers in Chinese characters
    "抓好五项管理、三个课堂，实现全覆盖": [
        ("五项", 5, 5, "项", False),
        ("三个", 3, 3, "个", False),
        ("全覆盖", 100, 100, "%", False),
    ],
    "培训十几个人，上百个村": [("十几个", 10, None, "个", False), ("上百个", 100, None, "个", False)],
    # a range with a lost end
    "打造—2个精品项目": [("—2个", None, 2, "个", True)],
    "打造-2个精品项目": [("-2个", None, 2, "个", True)],
    "每个乡镇设立—2名首席教师": [("—2名", None, 2, "名", True)],
    "打造2—个精品项目": [("2—个", 2, None, "个", True)],
    "打造—个精品项目": [("—个", None, None, "个", True)],
    "打造2—4个精品项目": [("2—4个", 2, 4, "个", True)],
    "增长5%—%": [("5%—%", 5, None, "%", True)],
    "增长%—5%": [("%—5%", None, 5, "%", True)],
    "投产2—5个——2个在建": [("2—5个", 2, 5, "个", True), ("2个", 2, 2, "个", True)],
    # a number that is gone
    "社会体育场个": [("个", None, None, "个", True)],
    "示范校所、特色校8所": [("所", None, None, "所", True), ("8所", 8, 8, "所", True)],
    "覆盖率达%，": [("%", None, None, "%", True)],
    "覆盖率达到％以上": [("％以上", None, None, "%", True)],
    "按照%的标准增配教师": [("%", None, None, "%", True)],
    "举办余项健身活动": [("余项", None, None, "项", True)],
    "投资亿元，补贴万元": [("亿元", None, None, "元", True), ("万元", None, None, "元", True)],
    "占比提高个百分点": [("个百分点", None, None, "个百分点", True)],
    "办理时限压缩至个工作日": [("个工作日", None, None, "个工作日", True)],
    # decimals
    "增长.5%": [(".5%", 0.5, 0.5, "%", True)],
    "增长5.%": [("5.%", 5, 5, "%", True)],
    "投资2.万元": [("2.万元", 20000, 20000, "元", True)],
    # a bare 万 may have had a numeral
    "吸引万余人参赛": [("万余人", 10000, None, "人", True)],
    "新增装机万千瓦、储能万千瓦时": [("万千瓦", None, None, "千瓦", True), ("万千瓦时", None, None, "千瓦时", True)],
    "完成小区改造万户，": [("万户", None, None, "户", True)],
    "城区新增人口万、旅居人口万。": [("万", None, None, None, True), ("万", None, None, None, True)],
    "惠及多万学生": [("多万", None, None, None, True)],
    "审议法律议案件，": [("件", None, None, "件", True)],
    # words
    "农业税收入为3,2,,元": [
        ("3", 3, 3, None, True)
    ],  # what is left of a number in groups of three is no number that is gone
    "跨过万亿元大关，迈上万亿元台阶": [("万亿元", 1e12, 1e12, "元", False), ("万亿元", 1e12, 1e12, "元", False)],
    "伟大的中国共产党万岁！": [],
    "走进千家万户，惠及农家万户": [],
    "四下基层、走进“四个万家”，福暖万家": [],
    "这个项目每个学校各项工作": [],
    "完善个体工商户制度，服务个人": [],
    "所有研究所和派出所所在地": [],
    "各级名校、著名名师": [],
    "国家专家、家庭农场": [],
    "其余人员，业余项目": [],
    "多元化、多种形式": [],
    "人民群众的获得感": [],
    "学科排名前%": [],
    "万元GDP能耗": [],
    "千村万户": [],
    "收治人数×%": [],
    "研制兆瓦级机组": [],
}
TIMES = {
    "安排部署，天内必须研究": [("天内", None, True)],
    "3天内反馈，7天以内解决": [("3天内", "P3D", True), ("7天以内", "P7D", True)],
    "要在个月内解决，个工作日内答复": [("个月内", None, True), ("个工作日内", None, True)],
    "三年内建成，一个月内办结": [("三年内", "P3Y", False), ("一个月内", "P1M", False)],
    "到2025年，2022年底前": [("到2025年", None, False), ("2022年底前", None, False)],
    "2月底前，3月底前": [("2月底前", None, True), ("3月底前", None, False)],
    "当天内，今年": [("今年", None, False)],
    "日内瓦会议": [],
}


@pytest.mark.parametrize(("text", "wanted"), QUANTITIES.items())
def test_quantities(text, wanted):
    assert flagged(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), TIMES.items())
def test_times(text, wanted):
    assert times(text) == wanted


@pytest.mark.parametrize("text", [*QUANTITIES, *TIMES])
@pytest.mark.parametrize("lost", [NONE, frozenset("加信众")])
def test_nothing_changes_without_lost_digits(text, lost):
    quantities_found, times_found = quantities.scan(text), deadlines.scan(text, "2022-02-01")
    assert flag_quantities(text, quantities_found, lost) == quantities.scan(text)
    assert flag_deadlines(text, times_found, lost) == deadlines.scan(text, "2022-02-01")


def test_a_year_after_which_the_month_is_gone():
    text = "2022年月底前建成"
    found = flag_deadlines(text, deadlines.scan(text, "2022-02-01"), LOST)
    assert [(d["text"], d["to"], d["damaged"]) for d in found] == [
        ("2022年", "2022-12-31", True),
        ("月底前", None, True),
    ]


@pytest.mark.parametrize("text", ["—2个", "万余人", "5所", ".5%", "3天内"])
def test_what_was_found_is_not_touched(text):
    found, when = quantities.scan(text), deadlines.scan(text)
    before = json.dumps([found, when])
    flag_quantities(text, found, LOST)
    flag_deadlines(text, when, LOST)
    assert json.dumps([found, when]) == before


@pytest.mark.parametrize(
    ("number", "lost", "limit", "wanted"),
    [
        ("5", "01", 9, (5, 50, 15, 51, 500, 150, 510, 105, 115)),
        ("", "01", 4, (1, 10, 11, 100)),
        ("7.2", "0", 4, (7.2, 70.2, 7.02, 700.2)),
        (".5", "1", 2, (1.5, 11.5)),
        ("２万余", "0", 2, (20000, 200000)),
        ("1,300", "", 3, (1300,)),
        ("5", "加", 3, (5,)),
        ("", "", 3, ()),
        ("五", "01", 3, ()),
        ("5", "01", 0, ()),
    ],
)
def test_possible(number, lost, limit, wanted):
    assert possible(number, frozenset(lost), limit) == wanted


def test_a_calendar_bounds_what_a_number_can_have_been():
    assert [month for month in range(1, 13) if could_differ(str(month), frozenset("01"), 1, 12)] == [1, 2]


def test_the_more_digits_are_lost_the_more_numbers_are_gone():
    assert (
        0
        == share_gone(NONE)
        < share_gone(frozenset("5"))
        < share_gone(frozenset("01"))
        < share_gone(frozenset("0123456789"))
        <= 1.01
    )


PIECES = st.lists(
    st.sampled_from(
        [*"—-~.%％个所余万亿多2５0年月日内天项“”、，\n", "个月", "工作日", "不少于", "新建", "示范校", "达到"]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(PIECES | st.text(max_size=20), st.frozensets(st.sampled_from("0123456789加"), max_size=4))
def test_spans_are_grounded_and_apart(text, lost):
    for found in (
        flag_quantities(text, quantities.scan(text), lost),
        flag_deadlines(text, deadlines.scan(text, "2022-02-01"), lost),
    ):
        end = 0
        for item in found:
            assert text[item["start"] : item["end"]] == item["text"] != ""
            assert item["start"] >= end
            end = item["end"]
            if "low" in item and None not in (item["low"], item["high"]):
                assert item["low"] <= item["high"]


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[1-9][0-9]{0,3}(\.[0-9]{1,2})?", fullmatch=True), st.sampled_from("01235"))
def test_what_a_number_was_is_among_what_it_can_have_been(number, digit):
    left = number.replace(digit, "", 1)
    if left.strip(".") == left and left:
        assert float(number) in possible(left, frozenset(digit), 60)


def test_the_shipped_damaged_report_and_its_sound_form():
    """A quantity that lost a digit is flagged; what it was in the sound report is among what it can have been."""
    (sound,) = INTACT.values()
    text = read(ROOT / "corpus" / "damaged" / "hexi-county-2025.txt").text
    lost = frozenset("01加众公文更多费")
    kept = [0, *accumulate(c not in "01加信众公文更多费素材" for c in sound)]
    changed = {
        (kept[q["start"]], kept[q["end"]])
        for q in quantities.scan(sound)
        if any(c in "01" for c in sound[q["start"] : q["end"]]) and any(c in "23456789" for c in q["text"])
    }
    found = flag_quantities(text, quantities.scan(text), lost)
    damaged = {(q["start"], q["end"]) for q in found if q["damaged"]}
    assert len(changed) > 60
    assert len(changed & damaged) >= 0.95 * len(changed)


@needs("gold/dev/hebi-2022.json", sibling="test_the_shipped_damaged_report_and_its_sound_form")
def test_the_gold_of_a_damaged_source():
    gold = json.loads((SHARED / "gold/dev/hebi-2022.json").read_text("utf-8"))
    text = (SHARED / "corpus/municipal/hebi-2022.txt").read_text("utf-8").replace("\r\n", "\n")
    found = flag_quantities(text, quantities.scan(text), LOST)
    spans = [(c["start"], c["end"]) for c in gold["commitments"]]
    ours = {key(q) for q in found if any(start <= q["start"] and q["end"] <= end for start, end in spans)}
    wanted = {key(q) for c in gold["commitments"] for q in c["quantities"]}
    assert len(ours & wanted) >= 0.95 * max(len(ours), len(wanted))


def key(quantity):
    return (*(quantity[k] for k in ("start", "end", "low", "high", "unit")), bool(quantity.get("damaged")))


@pytest.mark.parametrize(("lost", "precision", "recall"), [("01", 0.94, 0.88), ("12", 1, 1)])
def test_numbers_gone_of_shipped_texts(lost, precision, recall):
    assert_found_gone([fold(text) for text in (*SPEECHES.values(), *INTACT.values())], lost, precision, recall)


@needs("corpus", sibling="test_numbers_gone_of_shipped_texts")
@pytest.mark.parametrize(("lost", "precision", "recall"), [("01", 0.87, 0.84), ("12", 0.86, 0.84)])
def test_numbers_gone_of_texts_held_out(lost, precision, recall):
    assert_found_gone(MEASURE.texts(SHARED / "corpus", held_out=True).values(), lost, precision, recall)


def assert_found_gone(texts, lost, precision, recall):
    found = [kind for text in texts for kind, _ in MEASURE.results(text, lost)]
    right, missed, wrong = (found.count(kind) for kind in ("right", "missed", "wrong"))
    assert right / (right + wrong) >= precision
    assert right / (right + missed) >= recall

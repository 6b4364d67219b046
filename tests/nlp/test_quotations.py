"""What somebody is quoted with is read sentence by sentence, and the quotation marks stay out of actor and action."""

import pytest

from yinuo.extraction import extract


@pytest.mark.parametrize(
    ("sentence", "records"),
    [
        (
            "县长在会上说：“今年要新建小学3所。明年再改造校舍2处。”",
            [("新建小学3所", "2031-12-31"), ("再改造校舍2处", "2032-12-31")],
        ),
        ("会议要求，“各乡镇要在年底前改造校舍12间。”", [("改造校舍12间", "2031-12-31")]),
        ("实施“名师。名校”工程，新建小学3所。", [("实施“名师。名校”工程", None), ("新建小学3所", None)]),
    ],
)
def test_quoted_sentences(sentence, records):
    found = extract(f"二、2031年工作安排\n{sentence}").commitments
    dated = [(r.text, r.deadline.to if r.stated_deadline else None) for r in found]
    wanted = [(text, due) for text, due in records if due or "小学" in text]
    assert [(text, due) for text, due in dated if due or "小学" in text] == wanted
    assert not any("“" in (r.actor.text or "") for r in found)


def test_a_quotation_mark_that_nothing_closes_keeps_no_clauses_together():
    found = extract("二、2031年工作安排\n培育“小巨人企业14家，制造业“单项冠军”企业5家。").commitments
    assert [r.text for r in found] == ["培育“小巨人企业14家", "制造业“单项冠军”企业5家"]


SPEECH = (
    "二、把握办学方向\n"
    "习近平同志强调，教育是国之大计。学校要守好第一课堂。要爱护每一名学生。{after}我们要加强乡村教师培养。\n"
    "三、狠抓落实\n县教育局要完善考核办法。"
)


@pytest.mark.parametrize(
    ("after", "quoted"),
    [
        ("这些重要论述，深刻回答了办学方向问题。", []),
        ("这“一课堂”、“两爱护”，指明了办学方向。", []),
        ("这些学校分布在八个乡镇。", ["守好第一课堂", "爱护每一名学生"]),
    ],
)
def test_sentences_between_a_leader_and_what_is_said_of_the_words(after, quoted):
    found = extract(SPEECH.format(after=after)).commitments
    assert [r.text for r in found] == [*quoted, "加强乡村教师培养", "完善考核办法"]

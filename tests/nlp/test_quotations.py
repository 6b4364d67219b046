"""What somebody is quoted with is read sentence by sentence, and the quotation marks stay out of actor and action."""

import pytest

from yinuo.extraction import extract


@pytest.mark.parametrize(
    ("sentence", "records"),
    [
        (
            "县长在会上说：“今年要新建小学3所。明年再改造校舍2处。”",
            [("新建小学3所", "2031-12-31"), ("改造校舍2处", "2032-12-31")],
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

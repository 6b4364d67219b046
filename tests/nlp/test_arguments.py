"""A sentence that only argues for what the next one proposes is no commitment."""

import pytest

import yinuo

PROPOSAL = """关于政府机构改革方案的说明
一、关于组成部门调整
面对激烈竞争，必须进一步理顺科技管理体制，更好统筹科技力量。{next}
"""
FOUNDS = "为加强统筹协调，组建科学技术局，将原科技办公室的职责整合划入该局。"
GOES_ON = "要完善科技评价办法。"
GIST = """关于政府机构改革方案的说明
改革的重点是，稳步推进大部门制改革，整合加强卫生管理机构。{next}
一、组建卫生健康局
不再保留卫生局。
"""


@pytest.mark.parametrize(("following", "found"), [(FOUNDS, False), (GOES_ON, True)])
def test_what_is_needed_before_an_act_of_office(following, found):
    records = [record.text for record in yinuo.extract(PROPOSAL.format(next=following))]
    assert ("进一步理顺科技管理体制" in records) is found
    assert any("科技" in text for text in records)


@pytest.mark.parametrize(("following", "found"), [("具体内容是：", False), ("各地要抓紧落实方案。", True)])
def test_the_gist_before_the_contents_of_a_proposal(following, found):
    records = [record.text for record in yinuo.extract(GIST.format(next=following))]
    assert ("稳步推进大部门制改革" in records) is found
    assert "不再保留卫生局" in records


@pytest.mark.parametrize("opening", ["要强化要素保障，优化建设环境", "各部门要落实责任清单，开展燃气安全巡查"])
def test_an_order_in_honour_of_a_day_is_an_order(opening):
    found = list(yinuo.extract(f"在全市项目建设会议上的讲话\n{opening}，以优异成绩迎接建国七十周年。"))
    assert len(found) == 2
    closing = "让我们携手前行，强化要素保障，以优异成绩迎接建国七十周年。"
    assert not list(yinuo.extract(f"在全市项目建设会议上的讲话\n{closing}"))


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        ("今天的会议很重要，各单位要立即传达会议精神", {"立即传达会议精神"}),
        ("这次会议的主要任务是，要全面部署防汛工作", set()),
        ("会议强调，各级各部门要深入排查安全隐患", {"深入排查安全隐患"}),
    ],
)
def test_an_order_behind_words_of_a_meeting(opening, found):
    records = list(yinuo.extract(f"在全市防汛工作会议上的讲话\n{opening}。"))
    assert {record.text for record in records} == found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("请各地及时向党委、政府汇报会议精神", "各地"),
        ("各级要压实包保责任", "各级"),
        ("景区、剧院、网吧等场所要全面排查消防隐患", "景区、剧院、网吧等场所"),
        ("各地及时向上级部门报送工作进展", "各地"),
    ],
)
def test_who_is_asked(sentence, name):
    (record,) = yinuo.extract(f"一、主要任务\n{sentence}。")
    assert record.actor.text == name
    assert record.text == sentence.removeprefix("请").removeprefix(name).removeprefix("要")


@pytest.mark.parametrize("state", ["执法效能不高", "重复检查、重复建设问题突出", "对药品的安全性也提出更高要求"])
def test_a_lack_is_no_task(state):
    records = list(yinuo.extract(f"一、主要任务\n{state}，要加强药品监管。"))
    assert [record.text for record in records] == ["加强药品监管"]

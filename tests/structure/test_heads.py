"""Who spoke, for whom and when: what the heads of documents say, in the forms in which offices write them."""

import pytest

from yinuo.preprocessing import outline
from yinuo.structure.outline import speeches

MEETING = "——2031年2月6日在柳河市第七届人民代表大会第五次会议上"
BODY = "各位代表：\n现在，我代表市人民政府，向大会报告工作。\n一、2031年工作安排\n新建学校5所。"


def only(*lines):
    """The one speech of these lines above a short body."""
    (speech,) = speeches("\n".join((*lines, BODY)))
    return speech


@pytest.mark.parametrize(
    ("byline", "speaker", "role"),
    [
        ("代市长 崔某某作政府工作报告", "崔某某", "代市长"),
        ("市长：祝远山", "祝远山", "市长"),
        ("市长——祝远山", "祝远山", "市长"),
        ("市 长 祝远山", "祝远山", "市长"),
        ("市　　长　　祝远山", "祝远山", "市长"),
        ("柳河市市长逯平川", "逯平川", "市长"),
        ("市长阿勒腾", "阿勒腾", "市长"),
        ("市长买合木提·阿不都", "买合木提·阿不都", "市长"),
        ("逯平川", "逯平川", None),
        ("柳河市人民政府市长\n逯平川", "逯平川", "市长"),
        ("（柳河日报公布稿）\n市长 祝远山", "祝远山", "市长"),
    ],
)
def test_a_byline_in_any_form_names_the_speaker(byline, speaker, role):
    speech = only("柳河市政府工作报告", MEETING, byline)
    assert (speech.speaker, speech.role) == (speaker, role)


@pytest.mark.parametrize(
    "byline",
    ["柳河市市长", "市长", "柳河市代市长", "（草案）", "目录", "柳河市", "市长热线工作方案", "市政府"],
)
def test_what_stands_in_a_bylines_place_and_is_no_person_names_nobody(byline):
    assert only("柳河市政府工作报告", MEETING, byline).speaker is None


@pytest.mark.parametrize(
    ("head", "speaker", "date"),
    [
        ((MEETING.replace("——", "柳河市政府工作报告（") + " 市长 祝远山）",), "祝远山", "2031-02-06"),
        (("柳河市政府工作报告（2031年2月6日 逯平川）",), "逯平川", "2031-02-06"),
        (("柳河市政府工作报告", "（2031年2月6日 司马拉提·铁木尔）"), "司马拉提·铁木尔", "2031-02-06"),
        (("柳河市政府工作报告", MEETING + " 逯平川"), "逯平川", "2031-02-06"),
        (("祝远山市长在柳河市第七届人民代表大会第五次会议上的政府工作报告（2031年）",), "祝远山", None),
        (("柳河市政府工作报告（2031年2月6日通过）",), None, "2031-02-06"),
        (("柳河市政府工作报告（2031年2月6日）",), None, "2031-02-06"),
    ],
)
def test_title_and_dateline_may_name_the_speaker(head, speaker, date):
    speech = only(*head)
    assert (speech.speaker, speech.date) == (speaker, date)


def test_a_subtitle_ends_with_the_meeting_and_leaves_the_speaker_out():
    assert only("柳河市政府工作报告", MEETING + " 逯平川").subtitle == MEETING.removeprefix("——")


@pytest.mark.parametrize(
    ("head", "represented", "organisation"),
    [
        (("政府工作报告", MEETING), "市第七届人民政府", "柳河市人民政府"),
        (("政府工作报告", MEETING), "市七届人民政府", "柳河市人民政府"),
        (("政府工作报告", MEETING), "本届市政府", "柳河市人民政府"),
        (("政府工作报告", MEETING), "第七届市人民政府", "柳河市人民政府"),
        (("政府工作报告", MEETING), "柳河市第七届人民政府", "柳河市人民政府"),
        (("政府工作报告", "——2031年2月6日在柳河市", "第七届人民代表大会第五次会议上"), "市人民政府", "柳河市人民政府"),
        (("政府工作报告", "——2031年2月6日在柳河市 第七届人民代表大会第五次会议上"), "市人民政府", "柳河市人民政府"),
        (("政府工作报告", "2031年2月26日柳河市第七届人民代表大会第五次会议通过"), "市人民政府", "柳河市人民政府"),
        (("2031年政府工作报告", "（在柳河市第七届人民代表大会第五次会议上）"), "市人民政府", "柳河市人民政府"),
        (("2031年政府工作报告", "（2031年2月6日）", "在柳河市第七届人民代表大会上"), "市人民政府", "柳河市人民政府"),
        (("柳河市第七届人民代表大会第五次会议政府工作报告",), "市人民政府", "柳河市人民政府"),
        (("柳河市人民政府2031年《政府工作报告》",), "市人民政府", "柳河市人民政府"),
        (("关于柳河市国民经济和社会发展第十七个五年规划纲要的报告",), "市人民政府", "柳河市人民政府"),
        (("石岭自治州政府工作报告", "2031年1月9日在自治州第十届人代会上"), "自治州人民政府", "石岭自治州人民政府"),
        (("政府工作报告", "2031年2月6日市七届人大五次会议通过"), "市人民政府", "市人民政府"),
        (("政府工作报告", MEETING, "柳河市人民政府市长"), "市人民政府", "柳河市人民政府"),
    ],
)  # fmt: skip
def test_a_bare_government_is_tied_to_the_place_that_the_head_names(head, represented, organisation):
    body = BODY.replace("市人民政府", represented)
    (speech,) = speeches("\n".join((*head, body)))
    assert speech.organisation == organisation


def test_who_speaks_by_anothers_order_speaks_for_the_government():
    body = BODY.replace("我代表市人民政府", "我受市长祝远山同志委托，代表市人民政府")
    (speech,) = speeches("\n".join(("柳河市政府工作报告", MEETING, "副市长 逯平川", body)))
    assert (speech.organisation, speech.speaker) == ("柳河市人民政府", "逯平川")


@pytest.mark.parametrize(
    ("told", "organisation"),
    [
        ("宁波港吞吐量增长5%。在中共宁波市委领导下，建设开放宁波。", "宁波市人民政府"),
        ("学习宁波、杭州、绍兴经验。宁波、杭州、绍兴三市协同。宁波、杭州、绍兴同城。", "市人民政府"),
        ("学校建设取得进展。", "市人民政府"),
    ],
)
def test_a_government_that_its_head_leaves_bare_is_that_of_the_place_its_text_names_most(told, organisation):
    (speech,) = outline(f"政府工作报告\n{BODY}\n{told}")
    assert speech.organisation == organisation

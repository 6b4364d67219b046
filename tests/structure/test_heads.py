"""Who spoke, for whom and when: what the heads of documents say, in the forms in which offices write them."""

import pytest

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

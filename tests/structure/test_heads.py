"""Who spoke, for whom and when: what the heads of documents say, in the forms in which offices write them."""

import pytest

from yinuo import preprocessing
from yinuo.extraction import extract
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
        ("自治州州长 金之镇", "金之镇", "州长"),
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
        (("柳河市政府工作报告", MEETING + "，市长逯平川作政府工作报告。"), "逯平川", "2031-02-06"),
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
    (speech,) = preprocessing.speeches(f"政府工作报告\n{BODY}\n{told}")
    assert speech.organisation == organisation


NOTICE = "各乡镇人民政府：\n现将有关事项通知如下：\n一、新建学校5所。\n"


@pytest.mark.parametrize(
    ("head", "signed", "title", "organisation"),
    [
        (
            ("枫岭县人民政府文件", "枫政发〔2031〕8号", "枫岭县人民政府关于做好春季造林工作的通知"),
            "枫岭县人民政府",
            "枫岭县人民政府关于做好春季造林工作的通知",
            "枫岭县人民政府",
        ),
        (
            ("枫 岭 县 人 民 政 府 文 件", "枫政发〔2031〕8号", "关于做好春季造林工作的通知"),
            "枫岭县人民政府",
            "关于做好春季造林工作的通知",
            "枫岭县人民政府",
        ),
        (
            ("机密★1年", "特急", "枫岭县教育局文件", "签发人：丁某某", "关于做好春季造林工作的通知"),
            "枫岭县教育局",
            "关于做好春季造林工作的通知",
            "枫岭县教育局",
        ),
        (
            ("枫岭县教育局", "枫岭县财政局", "枫岭县民政局文件", "枫教发〔2031〕8号", "关于做好资助工作的通知"),
            "枫岭县教育局\n枫岭县财政局\n枫岭县民政局",
            "关于做好资助工作的通知",
            "枫岭县教育局、枫岭县财政局、枫岭县民政局",
        ),
        (
            ("枫岭县教育局", "枫岭县财政局", "关于做好资助工作的通知"),
            "枫岭县教育局 枫岭县财政局",
            "枫岭县教育局 枫岭县财政局关于做好资助工作的通知",
            "枫岭县教育局、枫岭县财政局",
        ),
        (
            ("枫岭县教育局 枫岭县财政局 枫岭县民政局关于做好资助工作的通知",),
            "枫岭县教育局",
            "枫岭县教育局 枫岭县财政局 枫岭县民政局关于做好资助工作的通知",
            "枫岭县教育局、枫岭县财政局、枫岭县民政局",
        ),
        (
            ("枫岭县教育局等八部门关于做好资助工作的通知",),
            "枫岭县教育局",
            "枫岭县教育局等八部门关于做好资助工作的通知",
            "枫岭县教育局等八部门",
        ),
        (
            ("关于做好资助工作的通知",),
            "枫岭县教育局 枫岭县财政局",
            "关于做好资助工作的通知",
            "枫岭县教育局、枫岭县财政局",
        ),
        (
            ("县十二届人大三次会议文件（5）", "枫岭县2031年政府工作报告"),
            "枫岭县人民政府",
            "枫岭县2031年政府工作报告",
            "枫岭县人民政府",
        ),
        (
            ("枫岭县第十二届人民代表大会", "第三次会议文件（二）", "枫岭县2031年政府工作报告"),
            "枫岭县人民政府",
            "枫岭县2031年政府工作报告",
            "枫岭县人民政府",
        ),
        (
            ("枫岭县第十二届人民代表大会第三次会议文件之五", "枫岭县2031年政府工作报告"),
            "枫岭县人民政府",
            "枫岭县2031年政府工作报告",
            "枫岭县人民政府",
        ),
        (
            ("县教育局联系人：丁某，联系电话：1234567", "关于扩大学位供给的实施方案"),
            "枫岭县教育局",
            "关于扩大学位供给的实施方案",
            "枫岭县教育局",
        ),
        (
            ("枫岭县社会保险服务中心关于开展年度认证工作的通告",),
            "枫岭县社会保险服务中心",
            "枫岭县社会保险服务中心关于开展年度认证工作的通告",
            "枫岭县社会保险服务中心",
        ),
    ],
)  # fmt: skip
def test_what_stands_above_a_title_is_no_part_of_it_and_tells_who_issues(head, signed, title, organisation):
    (speech,) = speeches("\n".join((*head, NOTICE + signed, "2031年1月16日")))
    assert (speech.title, speech.organisation) == (title, organisation)


def test_the_header_row_of_a_table_is_no_part_of_the_title_above_it():
    (speech,) = speeches("枫岭县民生实事任务清单\n序号\t任务\t责任单位\n1\t新建学校5所\t县教育局")
    assert speech.title == "枫岭县民生实事任务清单"


def test_rules_below_an_order_are_a_piece_of_their_own_with_its_date_and_signatory():
    order, rules = speeches(
        "枫岭县人民政府令\n第3号\n《枫岭县养犬管理办法》已经县政府通过，现予公布。\n县　长：逯平川\n2031年4月2日\n"
        "枫岭县养犬管理办法\n（2025年1月6日枫岭县人民政府令第1号公布　2031年4月2日枫岭县人民政府令第3号修订）\n"
        "第一章　总则\n第一条　为了规范养犬，制定本办法。"
    )
    assert (order.genre, order.speaker, order.date) == ("rules", "逯平川", "2031-04-02")
    assert (rules.title, rules.genre, rules.organisation) == ("枫岭县养犬管理办法", "rules", "枫岭县人民政府")
    assert (rules.speaker, rules.date, rules.year) == ("逯平川", "2031-04-02", 2031)


@pytest.mark.parametrize(
    ("line", "organisation", "date"),
    [
        ("（2031年7月27日枫岭县人民政府令第7号公布）", "枫岭县人民政府", "2031-07-27"),
        ("（2031年7月27日枫岭县人民政府令第7号公布　自2031年9月1日起施行）", "枫岭县人民政府", "2031-07-27"),
        ("（2025年1月6日枫岭县人民政府公布，2031年7月27日修正）", "枫岭县人民政府", "2031-07-27"),
        ("2031年7月27日枫岭县第九届人民代表大会常务委员会第三次会议通过", "枫岭县人民代表大会常务委员会", "2031-07-27"),
        ("（2031年7月27日经县政府第3次常务会议审议通过）", None, "2031-07-27"),
    ],
)  # fmt: skip
def test_a_line_of_adoption_below_a_title_is_its_dateline(line, organisation, date):
    (speech,) = speeches(f"枫岭县养犬管理条例\n{line}\n第一章　总则\n第一条　为了规范养犬，制定本条例。")
    assert (speech.title, speech.genre) == ("枫岭县养犬管理条例", "rules")
    assert (speech.organisation, speech.date, speech.year) == (organisation, date, int(date[:4]))


@pytest.mark.parametrize(
    ("title", "date", "year"),
    [
        ("枫岭县国民经济和社会发展第十四个五年规划和2035年远景目标纲要", None, 2021),
        ("枫岭县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "2021-02-05", 2021),
        ("枫岭县关于开展2032年度参保缴费工作的通告", "2031-10-14", 2031),
        ("枫岭县关于印发2032年重点工作安排的通知", "2031-12-14", 2032),
        ("枫岭县2031年重点工作安排", "2030-12-14", 2031),
    ],
)
def test_the_year_of_a_title_is_the_one_that_it_plans(title, date, year):
    (speech,) = speeches(f"{title}\n年底前新建学校5所，改造校舍12处。", date=date)
    assert speech.year == year


def test_the_issuers_of_a_joint_document_are_a_list_and_one_text():
    found = extract("枫岭县教育局 枫岭县财政局关于做好资助工作的通知\n一、工作任务\n新建学校5所。")
    assert found.speeches[0].organisation == "枫岭县教育局、枫岭县财政局"
    assert found.speeches[0].organisations == ("枫岭县教育局", "枫岭县财政局")
    assert extract("新建学校5所。").speeches[0].organisations == ()


def test_a_line_that_leads_up_to_a_list_is_no_title():
    told = "今年，全市将办好10件民生实事"
    text = f"榆坪县2031年民生实事\n{told}\n1.新建学校5所。\n2.新建公园3个。"
    (speech,) = speeches(text)
    assert speech.title == "榆坪县2031年民生实事"
    assert [d.text for r in extract(text) if (d := r.stated_deadline)] == ["今年", "今年"]


def test_the_day_of_publication_tells_the_year_where_nothing_else_does():
    (speech,) = speeches("全市民生实事\n发布时间：2031-03-17 15:14\n今年要办好民生实事。\n1.新建学校5所。")
    assert (speech.year, speech.year_source, speech.date) == (2031, "date", None)
    (speech,) = speeches("全市民生实事\n发布时间：2031-12-17\n要办好民生实事。\n1.新建学校5所。")
    assert speech.year is None  # it may be about the next


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("枫岭县教育局2031年工作要点", "枫岭县教育局"),
        ("2031年柳河市卫生健康委员会工作计划", "柳河市卫生健康委员会"),
        ("市商务局2031年上半年工作总结", "市商务局"),
        ("枫岭县教育工作要点", None),
        ("枫岭县全部工作要点", None),
    ],
)
def test_the_title_of_a_plan_names_who_makes_it(title, organisation):
    (speech,) = speeches(f"{title}\n一、扩大学位\n新建学校5所。")
    assert (speech.title, speech.organisation) == (title, organisation)


def test_works_that_a_first_line_counts_are_tasks_below_it():
    text = "今年，将努力办好事关民生福祉的10件实事。\n1．优化公厕环境。新建环卫公厕18座，改造环卫公厕56座。"
    assert [r.text for r in extract(text)] == ["新建环卫公厕18座", "改造环卫公厕56座"]

"""Test what structure finds in texts composed for these tests."""

import csv
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared import ROOT, SHARED, needs
from yinuo.errors import DateError
from yinuo.readers import read
from yinuo.structure.outline import speeches

CORPUS = SHARED / "corpus"
SPEECHES = ROOT / "corpus" / "speeches"

REPORT = """政 府 工 作 报 告
——2031年2月9日在清河县第十二届人民代表大会第三次会议上
清河县代县长 赵 明
各位代表：
现在，我代表县人民政府，向大会作工作报告，请予审议。
一、2030年工作回顾
过去一年，全县新建幼儿园3所。
（一）教育提质扩容。完成校舍改造12处，新增学位900个。
在看到成绩的同时，我们也清醒地认识到，优质学位还不够。
二、2031年工作安排
今年是规划的开局之年，任务很重。
今年政府工作的总体要求是：坚持教育优先，稳步推进各项工作。
今年主要预期目标是：新增学位2000个。
（一）扩大普惠资源
新建幼儿园7所，改扩建学校2所，全部在秋季开学前投入使用。
推进教师队伍建设。招聘教师120名，组织全员轮训，落实乡村教师津贴。
三、加强政府自身建设
要严格依法行政，压减会议和文件三成。
各位代表！蓝图已经绘就，让我们携手同心，为建设美好清河而努力奋斗！"""

COMPILATION = """目录
1.2031年分管工作安排1
2.在全市教育工作会议上的讲话5
3.2031年分管工作安排 9
2031年分管工作安排
市教育局副局长钱多
2031年，市教育局将着力扩大学位供给。
(一)建好学校。新建学校5所，6月底前开工。
砥砺前行开新局 全面建设教育强市
——在2031年全市教育工作会议上的讲话
同志们:
今天召开会议，主要任务是部署全年工作。
一、成绩来之不易
这一年，学校面貌一新。新建学校4所，投入资金3000万元。
这一年，教师队伍壮大。招聘教师80名，轮训校长60人。
二、乘势而上，办好人民满意的教育
各县区要新建幼儿园7所。
2031年分管工作安排
市教育局二级调研员孙立"""

NOTICE = """东山市人民政府办公室关于
加快发展托育服务的若干意见
东政办发〔2031〕8号
各县、区人民政府，市政府各部门：
为进一步增加托育服务供给，经市政府同意，提出以下意见。
一、总体要求
（一）指导思想。坚持政府引导，多方参与，普惠优先。
（二）主要目标。到2033年，每千人托位数达到4.5个。
二、重点任务
（三）扩大供给。新建托育机构20所，由市卫生健康委负责。
三、保障措施
各县区要落实用地和资金，把托育服务纳入考核。
附件：任务分工表
东山市人民政府办公室
2031年4月2日
（此件公开发布）"""


def one(text, **options):
    (speech,) = speeches(text, **options)
    return speech


def lines(text, speech):
    return [SimpleNamespace(text=text[x.start : x.end], line=x, kind=x.kind, section=x.section) for x in speech.lines]


def head(speech):
    return (
        speech.title, speech.speaker, speech.role, speech.organisation, speech.date, speech.date_source,
        speech.year, speech.year_source,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REPORT, ("政府工作报告", "赵明", "代县长", "清河县人民政府", "2031-02-09", "dateline", 2031, "date")),
        (
            NOTICE,
            ("东山市人民政府办公室关于加快发展托育服务的若干意见", None, None, "东山市人民政府办公室",
             "2031-04-02", "dateline", 2031, "date"),
        ),
        (
            "2031年西山省政府工作报告\n2031年1月18日在西山省第九届人民代表大会第三次会议上西山省省长 周正"
            "作政府工作报告。\n各位代表：\n一、2030年工作回顾\n新建学校。",
            ("2031年西山省政府工作报告", "周正", "省长", "西山省人民政府", "2031-01-18", "dateline", 2031, "title"),
        ),
        (
            "政府工作报告\n——二〇三一年一月二十七日在西山省第九届\n人民代表大会第三次会议上\n省长 周正\n各位代表：\n"
            "我代表省人民政府，向大会报告工作。",
            ("政府工作报告", "周正", "省长", "西山省人民政府", "2031-01-27", "dateline", 2031, "date"),
        ),
        (
            "2031年度工作要点\n县委副书记、县长 吴勇\n抓好安全。",
            ("2031年度工作要点", "吴勇", "副书记、县长", "县人民政府", None, None, 2031, "title"),
        ),
        (
            "同心奋进新征程\n开创发展新局面\n——在第九次代表大会上的报告\n（2031年10月16日）"
            "\n郑 和\n同志们：\n大会开幕了。",
            ("同心奋进新征程 开创发展新局面", "郑和", None, None, "2031-10-16", "dateline", 2031, "date"),
        ),
        (
            "各位代表：\n现在，我代表国务院，向大会报告政府工作。\n一、2030年工作回顾\n投资增长。\n二、今年主要任务\n扩大内需。",
            (None, None, None, "国务院", None, None, 2031, "heading"),
        ),
        (
            "2031年全县体育工作安排\n新建足球场3个。",
            ("2031年全县体育工作安排", None, None, None, None, None, 2031, "title"),
        ),
        (
            "222年度分管工作安排\n市体育局总督学丁某\n222年是关键一年，要抓好各项工作。",
            ("222年度分管工作安排", "丁某", "总督学", "市体育局", None, None, None, None),
        ),
        (
            "关于2031年2月30日会议的通知\n新建学校。",
            ("关于2031年2月30日会议的通知", None, None, None, None, None, 2031, "title"),
        ),
    ],
    ids=["county", "notice", "glued", "two lines", "posts", "party", "headless", "no date", "damaged", "no day"],
)  # fmt: skip
def test_who_when_and_about_which_year(text, expected):
    assert head(one(text)) == expected


def test_sections_of_a_report():
    found = lines(REPORT, one(REPORT))
    kinds = [(x.text[:8], x.kind, x.section.kind) for x in found]
    assert kinds == [
        ("政 府 工 作 ", "title", "front"),
        ("——2031年2", "dateline", "front"),
        ("清河县代县长 赵", "byline", "front"),
        ("各位代表：", "salutation", "front"),
        ("现在，我代表县人", "body", "front"),
        ("一、2030年工", "heading", "review"),
        ("过去一年，全县新", "body", "review"),
        ("（一）教育提质扩", "body", "review"),
        ("在看到成绩的同时", "body", "situation"),
        ("二、2031年工", "heading", "tasks"),
        ("今年是规划的开局", "body", "situation"),
        ("今年政府工作的总", "body", "guiding"),
        ("今年主要预期目标", "body", "targets"),
        ("（一）扩大普惠资", "heading", "tasks"),
        ("新建幼儿园7所，", "body", "tasks"),
        ("推进教师队伍建设", "body", "tasks"),
        ("三、加强政府自身", "heading", "tasks"),
        ("要严格依法行政，", "body", "tasks"),
        ("各位代表！蓝图已", "body", "closing"),
    ]
    paths = {x.text[:8]: x.section.path for x in found}
    assert paths["（一）教育提质扩"] == ("一、2030年工作回顾", "（一）教育提质扩容")
    assert paths["新建幼儿园7所，"] == ("二、2031年工作安排", "（一）扩大普惠资源")
    assert paths["推进教师队伍建设"] == ("二、2031年工作安排", "（一）扩大普惠资源", "推进教师队伍建设")
    assert {x.section.year for x in found[5:9]} == {2030}
    assert {x.section.year for x in found[9:16]} == {2031}


def test_marks_topics_and_levels():
    found = {x.text[:5]: x for x in lines(REPORT, one(REPORT))}
    numbered = found["（一）教育"].line
    assert numbered.level == 2
    assert REPORT[numbered.start : numbered.marker_end] == "（一）"
    assert REPORT[numbered.marker_end : numbered.topic_end] == "教育提质扩容"
    plain = found["过去一年，"].line
    assert plain.level == 0
    assert plain.start == plain.marker_end == plain.topic_end
    assert [found[key].line.level for key in ("一、203", "（一）扩大")] == [1, 2]


def test_cues_stand_in_the_text():
    for text in (REPORT, NOTICE, COMPILATION):
        for speech in speeches(text):
            for line in speech.lines:
                cue = line.section
                if cue.cue is not None:
                    assert text[cue.cue_start : cue.cue_end] == cue.cue


def test_a_compilation_is_split_into_its_pieces():
    found = speeches(COMPILATION)
    assert [(s.title, s.speaker, s.organisation, s.organisation_source) for s in found] == [
        ("2031年分管工作安排", "钱多", "市教育局", "byline"),
        ("砥砺前行开新局 全面建设教育强市", None, "市教育局", "compilation"),
        ("2031年分管工作安排", "孙立", "市教育局", "byline"),
    ]
    assert found[1].subtitle == "在2031年全市教育工作会议上的讲话"
    assert [x.text for x in lines(COMPILATION, found[0]) if x.kind == "contents"] == COMPILATION.split("\n")[:4]
    assert [x.text for x in lines(COMPILATION, found[2])] == COMPILATION.split("\n")[-2:]
    kinds = {x.text: x.section.kind for x in lines(COMPILATION, found[1])}
    assert kinds["一、成绩来之不易"] == "review"
    assert kinds["二、乘势而上，办好人民满意的教育"] == kinds["各县区要新建幼儿园7所。"] == "tasks"


def test_sections_of_a_notice():
    found = {x.text[:6]: (x.kind, x.section.kind) for x in lines(NOTICE, one(NOTICE))}
    assert found["为进一步增加"] == ("body", "front")
    assert found["（一）指导思"] == ("body", "guiding")
    assert found["（二）主要目"] == ("body", "targets")
    assert found["（三）扩大供"] == ("body", "tasks")
    assert found["各县区要落实"] == ("body", "safeguards")
    assert found["2031年4"] == ("dateline", "safeguards")
    assert found["（此件公开发"] == ("note", "safeguards")


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("一、总体要求\n二、主要目标\n三、保障措施", ["一、总体要求", "二、主要目标", "三、保障措施"]),
        ("一、新建食堂12个\n二、改造教室30间\n三、开通公交5条", []),
        ("今后五年奋斗目标\n城镇化率达到60%。", ["今后五年奋斗目标"]),
        ("任务清单：\n（一）新建学校5所；\n（二）新建公园3个；\n（三）改造道路。", []),
        ("第一章 总则\n第一条 为了规范管理，制定本办法。\n第二条 本办法适用于全县学校。", ["第一章 总则"]),
        ("（一）稳定增长，确保经济平稳。\n要落实减税政策，办好企业服务。", ["（一）稳定增长，确保经济平稳。"]),
        ("三年行动的回顾\n三年来，全县新建学校20所，新增学位一万个，群众满意度大幅度提升。", ["三年行动的回顾"]),
        ("各位代表！\n要新建学校7所，全部在秋季开学之前投入使用，并配齐配足专任教师和设施。", []),
    ],
)
def test_headings(text, headings):
    text = "县教育工作报告\n各位代表：\n" + text
    assert [x.text for x in lines(text, one(text)) if x.kind == "heading"] == headings


def test_a_section_that_reviews_and_then_plans_turns():
    text = (
        "2031年政府工作报告\n各位代表：\n一、“十四五”时期成就和“十六五”时期主要任务\n五年来，新建学校90所。\n"
        "今后五年，要坚持教育优先。\n新建学校100所。"
    )
    assert [x.section.kind for x in lines(text, one(text))][-3:] == ["review", "tasks", "tasks"]


def test_a_glossary_promises_nothing_and_an_attachment_is_read():
    text = (
        "2031年全县工作安排\n一、扩大学位\n新建幼儿园7所。\n附件1\n名词解释\n1.“双减”：减轻负担。\n"
        "附件2\n2031年民生实事清单\n1.新建公园3个。"
    )
    found = {x.text: (x.kind, x.section.path) for x in lines(text, one(text))}
    assert found["1.“双减”：减轻负担。"][0] == "note"
    assert found["2031年民生实事清单"][0] == "title"
    assert found["1.新建公园3个。"] == ("body", ("2031年民生实事清单",))


def test_arguments_override_what_the_text_says():
    for speech in speeches(COMPILATION, date="2031-03-01", organisation="东山市教育局"):
        assert (speech.date, speech.date_source) == ("2031-03-01", "argument")
        assert (speech.organisation, speech.organisation_source) == ("东山市教育局", "argument")


@pytest.mark.parametrize("date", ["2031-02-30", "2031/02/03", "20310203", "今天", "", "٢٠٣١-٠٢-٠٣"])
def test_a_bad_date_is_a_clear_error(date):
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        speeches("新建学校7所。", date=date)


@pytest.mark.parametrize("text", ["", "\n\n", " \u3000\t\n\ufeff"])
def test_nothing_has_no_speech(text):
    assert speeches(text) == ()


def test_english_is_one_speech_about_which_little_is_known():
    text = "Remarks at the opening\nLadies and gentlemen,\nWe will build 7 schools by 2031."
    speech = one(text)
    assert (speech.date, speech.organisation, speech.speaker) == (None, None, None)
    assert "".join(x.text for x in lines(text, speech)) == text.replace("\n", "")


PIECES = st.sampled_from(
    [
        *REPORT.split("\n"),
        *COMPILATION.split("\n"),
        *NOTICE.split("\n"),
        "第一章",
        "（一）",
        "——",
        "一",
        "|",
        "\ud800",
        "目录",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=25).map("\n".join))
def test_any_text_is_covered_by_ordered_lines(text):
    found = speeches(text)
    spans = [(line.start, line.end) for speech in found for line in speech.lines]
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    outside = text
    for start, end in reversed(spans):
        outside = outside[:start] + outside[end:]
    assert not any(c.isalnum() for c in outside)
    for n, speech in enumerate(found):
        assert speech.index == n
        for line in speech.lines:
            assert line.start <= line.marker_end <= line.topic_end <= line.end
    assert speeches(text) == found


@pytest.mark.parametrize(
    ("name", "date", "organisation"),
    [
        ("national-2026", "2026-03-05", "国务院"),
        ("yuping-county-2024", "2024-01-16", "榆坪县人民政府"),
        ("yunxi-transport-2019", "2019-02-26", "云溪市交通运输局"),
    ],
)
def test_shipped_reports_have_their_date_and_their_sections(name, date, organisation):
    speech = one(read(SPEECHES / f"{name}.txt").text)
    tops = [line.section.kind for line in speech.lines if line.kind == "heading" and line.level == 1]
    assert (str(speech.year), str(speech.date), speech.organisation) == (date[:4], date, organisation)
    assert (tops[0], tops[-1]) == ("review", "tasks")


@needs("corpus/SOURCES.tsv", sibling="test_shipped_reports_have_their_date_and_their_sections")
def test_real_texts_have_their_year_and_their_sections():
    with (CORPUS / "SOURCES.tsv").open(encoding="utf-8", newline="") as file:
        sources = [row for row in csv.DictReader(file, delimiter="\t")]
    for row in sources:
        if not row["file"].startswith(("provincial/", "county/")):
            continue
        speech = one(read(CORPUS / row["file"]).text)
        tops = [line.section.kind for line in speech.lines if line.kind == "heading" and line.level == 1]
        assert str(speech.year) == row["year"]
        assert str(speech.date).startswith(row["year"])
        assert speech.organisation
        assert speech.organisation.endswith("人民政府")
        assert tops[0] == "review"
        assert "tasks" in tops


def test_the_shipped_compilation_damaged_has_its_speeches_and_no_year_225():
    found = speeches("".join(c for c in read(SPEECHES / "langang-bureau-2025.txt").text if c not in "01"))
    assert [(s.speaker, s.role) for s in found if s.speaker] == [("程望海", "副局长"), ("石定邦", "队长")]
    assert {s.year for s in found} == {None}


@needs(
    "corpus/municipal/hebi-2022.txt", sibling="test_the_shipped_compilation_damaged_has_its_speeches_and_no_year_225"
)
def test_the_damaged_compilation_has_four_pieces_and_no_year_222():
    found = speeches(read(CORPUS / "municipal/hebi-2022.txt").text)
    assert [(s.speaker, s.role, s.year) for s in found] == [
        ("丁铭", "总督学", None), ("霍军", "二级调研员", None), (None, None, None), ("李志强", "二级调研员", None)
    ]  # fmt: skip
    assert {s.organisation for s in found} == {"市教育体育局"}
    assert len(found[3].lines) == 2


TURNS = """2031年清河县政府工作报告
一、2030年工作回顾
（一）办好民生实事，人民生活持续改善
新建学校4所。
二、2031年主要任务
（一）加强平安建设
过去一年，平安建设取得新进展。新的一年，我们要新建警务室12个。
今年是规划的关键一年，务必加大力度，新建消防站2座。
当前，治安形势依然严峻。各级政府要排查隐患，整改到位。
去年，改造老旧小区5个；今年要再改造8个。
过去一年，兄弟县区给予我们很大支持。"""


def test_a_paragraph_turns_from_what_was_to_what_is_to_be_done():
    found = [(x.text, x.section.kind) for x in lines(TURNS, one(TURNS)) if x.kind == "body"]
    assert found == [
        ("新建学校4所。", "review"),
        ("过去一年，平安建设取得新进展。", "review"),
        ("新的一年，我们要新建警务室12个。", "tasks"),
        ("今年是规划的关键一年，务必加大力度，新建消防站2座。", "tasks"),
        ("当前，治安形势依然严峻。", "situation"),
        ("各级政府要排查隐患，整改到位。", "tasks"),
        ("去年，改造老旧小区5个；", "review"),
        ("今年要再改造8个。", "tasks"),
        ("过去一年，兄弟县区给予我们很大支持。", "review"),
    ]


def test_at_the_head_of_a_part_the_state_of_things_stays_whole():
    text = "2031年清河县政府工作报告\n一、2031年主要任务\n今年是关键一年。我们要坚定信心。\n新建学校4所。"
    assert [x.section.kind for x in lines(text, one(text)) if x.kind == "body"] == ["situation", "tasks"]


def test_items_without_a_point_are_headings_of_what_they_stand_above():
    long = "推进重点项目建设，完成投资20亿元，新建标准厂房10万平方米，" * 2 + "建成产业园2个。"
    text = f"2031年重点工作\n一是壮大工业，加快建园\n{long}\n二是办好教育。\n三是扩大开放，引进项目5个\n{long}"
    assert [x.text for x in lines(text, one(text)) if x.kind == "heading"] == [
        "一是壮大工业，加快建园",
        "三是扩大开放，引进项目5个",
    ]


REPLY = """东山市人民政府关于
设立托育联席会议的批复
东政函〔2031〕8号
市教育局：
你局请示收悉。现批复如下：
同意建立市托育服务联席会议制度。
附件：托育服务典型做法
东山市人民政府
2031年3月1日
（本文有删减）
附件
托育服务典型做法
（共2项）
1.甲县新建托育中心。
2.乙县增加托位。"""


def test_a_reply_orders_what_follows_its_announcement_and_a_list_of_examples_orders_nothing():
    kinds = {x.text: (x.kind, x.section.kind) for x in lines(REPLY, one(REPLY))}
    assert kinds["同意建立市托育服务联席会议制度。"] == ("body", "tasks")
    assert kinds["（本文有删减）"][0] == "note"
    assert kinds["（共2项）"] == ("title", "unknown")
    assert kinds["1.甲县新建托育中心。"][1] == "unknown"


def test_basic_principles_say_what_is_to_be_done():
    text = (
        "关于发展托育的意见\n一、总体要求\n（一）指导思想。\n以普惠为导向。\n（二）基本原则。\n坚持普惠。完善补贴制度。"
    )
    assert [x.section.kind for x in lines(text, one(text)) if x.kind == "body"][-1] == "tasks"


def test_an_article_of_one_sentence_is_no_heading_of_the_paragraph_below_it():
    text = "东山市托育条例\n第一章 总则\n第五条 教育部门负责全市托育工作。\n区教育部门负责本区托育工作，每年检查一次。"
    assert [x.text for x in lines(text, one(text)) if x.kind == "heading"] == ["第一章 总则"]


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("重点项目建设", True),
        ("一、\t总体要求", True),
        ("（一）\t重点项目建设\t", True),
        ("序号\t任务名称\t责任单位", False),
        ("教育局\t新建幼儿园", False),
        ("一、\t新建幼儿园\t教育局", False),
        ("（一）新建幼儿园\t7所", False),
    ],
)
def test_a_row_of_a_table_is_no_heading(line, heads):
    body = "各学校要按照统一部署，" + "抓好校舍改造和师资培训，切实保障群众子女就近入学，" * 2 + "年底前全部完成。"
    (speech,) = speeches(f"2031年工作安排\n县教育局局长 王某\n\n{body}\n{line}\n{body}")
    assert [found.kind == "heading" for found in speech.lines][-2] is heads

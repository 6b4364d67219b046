"""The body of a document begins at its first article or item, and at the title of the document sent with it."""

from __future__ import annotations

import pytest

import yinuo
from yinuo.structure import outline

RULES = (
    "江源市鉴湖水域保护条例\n（江源市人民代表大会常务委员会2031年3月5日发布）\n"
    "第一条 为保护鉴湖水域，根据有关法律，制定本条例。\n"
    "第二条 市环境保护部门应当会同有关县人民政府制定鉴湖水域保护总体规划，并监督实施。\n"
    "第三条 鉴湖水域保护范围内，禁止围湖、填河、挖掘泥煤。\n"
    "各级人民政府及其水利部门每年应当组织实施河道的清草、清淤、清障，保持河道畅通，改善水质，并向社会公布治理的结果和下一年的安排。\n"
    "第四条 本条例自2031年5月1日起施行。"
)
ITEMS = (
    "关于学历学位管理工作的通知\n近年来，不少单位开展了在职学历教育，也有少数单位管理不严。\n"
    "一、各级人民政府要加强与教育行政部门的沟通和联系，做好干部学历、学位的认定工作，建立学历、学位查询平台。\n"
    "二、各级教育行政部门要规范学历、学位证书的管理工作，2031年底前完成一次检查清理。\n"
    "工作要求\n各单位要加强领导，明确专人负责，及时解决工作中出现的问题，并于2031年12月底前将检查清理的情况报送市教育局。"
)
SENT = (
    "近日，市政府办公室印发了《江源市扶贫开发工作成效考核办法》，要求各地结合实际认真贯彻执行。\n"
    "《江源市扶贫开发工作成效考核办法》全文如下。\n江源市扶贫开发工作成效考核办法\n"
    "第一条 为了确保完成扶贫任务，制定本办法。\n第二条 市扶贫办应当每年组织一次考核，形成考核报告。"
)


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(line.kind, line.section.kind) for speech in outline.speeches(text) for line in speech.lines]


def test_an_article_in_a_whole_sentence_heads_nothing():
    assert _kinds(RULES)[2:] == [("body", "tasks")] * 5


def test_the_note_of_a_document_is_no_part_of_its_title():
    (speech,) = outline.speeches(RULES)
    assert (speech.title, speech.genre, speech.date) == ("江源市鉴湖水域保护条例", "rules", "2031-03-05")


def test_items_above_the_first_heading_are_no_preface():
    assert [kind for kind in _kinds(ITEMS) if kind[0] != "title"] == [
        ("body", "front"),
        ("body", "tasks"),
        ("body", "tasks"),
        ("heading", "tasks"),
        ("body", "tasks"),
    ]


def test_a_line_that_repeats_a_name_in_title_marks_is_the_title_of_what_follows():
    assert _kinds(SENT)[2:] == [("title", "tasks"), ("body", "tasks"), ("body", "tasks")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULES, "制定鉴湖水域保护总体规划"),
        (RULES, "禁止围湖、填河、挖掘泥煤"),
        (ITEMS, "做好干部学历、学位的认定工作"),
        (SENT, "形成考核报告"),
    ],
)
def test_duties_above_any_heading_are_found(text, said):
    assert any(said in record.text for record in yinuo.extract(text))


PREFACE = (
    "江源市国民经济和社会发展第十五个五年规划纲要\n（2031年3月5日江源市第九届人民代表大会第二次会议批准）\n序言\n"
    "未来五年是我市改革开放和现代化建设承前启后、继往开来的重要时期，本纲要是全市人民共同的行动纲领。\n"
    "一、发展基础\n过去五年，全市新建学校5所，改造道路12条。\n二、产业发展\n发展智能制造，建设产业园3个。\n"
)


def test_a_preface_stands_beside_the_first_part_and_not_above_it():
    (speech,) = outline.speeches(PREFACE)
    told = [(line.section.path, line.section.kind) for line in speech.lines if line.kind == "body"]
    assert told == [(("序言",), "front"), (("一、发展基础",), "review"), (("二、产业发展",), "tasks")]


def test_a_paragraph_that_holds_the_whole_plan_is_more_than_the_state_of_things():
    plan = "我们要完善县乡村三级医疗卫生服务，新建学校5所，改造农村公路30公里。" * 30
    state = "2031年是全面建设新江源的关键之年，做好今年工作意义重大。"
    text = f"二、2031年工作安排\n{state}{plan}\n三、自身建设\n建设服务型政府。"
    records = yinuo.extract(text, date="2031-01-10")
    assert sum("改造农村公路30公里" in record.text for record in records) == 30

"""Glossaries promise nothing, attachments that report are a review, and targets are found wherever they are stated."""

from __future__ import annotations

import pytest

import yinuo
from yinuo.structure import outline

HEAD = "云溪市政府工作报告\n（2031年1月8日在云溪市第五届人民代表大会第一次会议上）\n各位代表：\n"
REVIEW = "一、2030年工作回顾\n过去一年，我们新建了学校3所，改造了道路12公里。\n"
PLAN = "二、2031年重点工作\n（一）办好教育。新建学校5所，培训教师300名。\n"
CALL = "各位代表，让我们团结一心，为建设美好云溪而努力奋斗！\n"
TERMS = "1.“两江”工程：治理青江、白江，新建堤防20公里。\n2.七有：实现幼有所育、病有所医，建设养老机构9家。\n"


def _texts(text: str) -> list[str]:
    found = yinuo.extract(text).commitments
    assert all(text[r.start : r.end] == r.text for r in found)
    return [r.text for r in found]


@pytest.mark.parametrize(
    "heading",
    [
        "名词解释：",
        "名词解释和说明",
        "附件：名词解释",
        "《政府工作报告》注释",
        "部分名词注释：",
        "【名词解释】",
        "名  词  解  释",
        "资料：《政府工作报告》名词解释（按报告中出现顺序排列）",
        "有关用语释义",
        "解释和说明",
    ],
)
def test_what_explains_words_promises_nothing(heading):
    text = HEAD + REVIEW + PLAN + CALL + heading + "\n" + TERMS
    assert _texts(text) == ["新建学校5所", "培训教师300名"]


def test_a_glossary_without_a_heading_begins_below_the_call_that_ends_a_speech():
    terms = "河湖“清四乱”：治理乱占乱建，新建堤防20公里。\n三区三线：即生态空间等，建设生态廊道9条。\n"
    assert _texts(HEAD + REVIEW + PLAN + CALL + terms) == ["新建学校5所", "培训教师300名"]
    tasks = "1.“厕所革命”：新建公厕20座。\n2.就业：新增就业3万人。\n"
    assert _texts(HEAD + REVIEW + PLAN + CALL + tasks)[2:] == ["新建公厕20座", "新增就业3万人"]


def test_what_is_said_of_the_situation_is_a_glossary_where_it_explains_words():
    terms = "1.“两江”工程：治理青江、白江，新建堤防20公里。\n2．农村“两个带头人”：培养带头人200名。\n"
    assert _texts(HEAD + REVIEW + PLAN + "附件2\n有关情况说明\n" + terms) == ["新建学校5所", "培训教师300名"]
    text = HEAD + REVIEW + PLAN + "有关情况说明\n2031年新建公园2个。\n"
    assert _texts(text)[-1] == "新建公园2个"


def test_a_list_of_tasks_below_a_glossary_is_read_again():
    text = HEAD + REVIEW + PLAN + CALL + "名词解释：\n" + TERMS + "2031年市政府十件实事\n一、新建公园2个。\n"
    assert _texts(text)[2:] == ["新建公园2个"]


def test_an_attachment_that_reports_is_a_review():
    done = "附件1\n2030年为民办实事项目完成情况\n1.新建公厕。\n全市新建公厕15座。\n"
    told = "附件2\n2031年为民办实事项目\n1.新建公厕20座。\n"
    assert _texts(HEAD + REVIEW + PLAN + CALL + done + told)[2:] == ["新建公厕20座"]


def test_an_attached_rule_on_results_orders_all_the_same():
    (speech,) = outline.speeches(
        "近日，市政府印发了《云溪市扶贫工作成效考核办法》。\n"
        "云溪市扶贫工作成效考核办法\n第一条 为了确保完成任务，制定本办法。\n"
    )
    assert speech.lines[-1].section.kind == "tasks"


@pytest.mark.parametrize(
    "stated",
    [
        "今年是规划的开局之年，做好工作意义重大。今年发展的主要指标是：生产总值增长8%，新增就业3万人。",
        "2031年是规划的开局之年，是改革的攻坚之年，主要预期目标为：生产总值增长8%，新增就业3万人。",
        "今年的预期目标是：生产总值同比增长8%，新增就业3万人。",
        "今年主要预期目标为：生产总值增长8%，新增就业3万人，以优异成绩庆祝建市五十周年。",
    ],
)
def test_headline_targets_are_found_wherever_a_sentence_states_them(stated):
    found = _texts(HEAD + REVIEW + f"二、2031年重点工作\n{stated}\n（一）办好教育。新建学校5所，培训教师300名。\n")
    assert [text.replace("同比", "") for text in found[:2]] == ["生产总值增长8%", "新增就业3万人"]


def test_items_below_announced_targets_are_targets_amid_guiding_thought():
    plan = (
        "二、2031年工作的总体要求\n今年是实施规划的关键一年。\n建议2031年发展的主要预期目标为：\n"
        "——保持较快增长。生产总值增长8%。\n——扩大就业。新增就业3万人。\n三、办好教育\n新建学校5所，培训教师300名。\n"
    )
    assert _texts(HEAD + REVIEW + plan)[:2] == ["生产总值增长8%", "新增就业3万人"]


def test_guiding_words_at_the_head_of_a_task_do_not_swallow_it():
    plan = (
        "二、2031年重点工作\n（一）建设美丽家园。\n"
        "坚持以习近平生态文明思想为指引，强力整治污染顽疾。新建污水处理厂3座，治理河道20公里。\n"
    )
    assert _texts(HEAD + REVIEW + plan)[-2:] == ["新建污水处理厂3座", "治理河道20公里"]


def test_a_review_that_a_paragraph_numbers_heads_the_points_below_it():
    review = (
        "一、2030年工作回顾过去的一年，我们奋力拼搏，取得了新的成绩。\n（一）稳住经济基本盘\n实施项目50个，新增企业20家。\n"
        "（二）全力保障民生\n新建学校3所，改造道路12公里。\n"
    )
    plan = "二、2031年工作安排\n（一）办好教育\n新建学校5所，培训教师300名。\n"
    assert _texts(HEAD + review + plan) == ["新建学校5所", "培训教师300名"]


def test_a_heading_that_says_its_tasks_were_done_reviews():
    text = HEAD + (
        "一、开放全面展开 “十五”目标任务胜利完成\n（一）农村经济稳步发展。新建水库3座，新增粮食5万吨。\n"
        "二、2031年工作安排\n新建学校5所，培训教师300名。\n"
    )
    assert _texts(text) == ["新建学校5所", "培训教师300名"]


def test_a_year_heading_parts_from_its_paragraph_at_the_blank():
    review = (
        "2030年工作回顾 2030年是不平凡的一年。面对困难，我们奋力拼搏，全市经济社会各项事业保持了良好的发展势头，"
        "人民生活水平稳步提高，城乡面貌持续改善。\n"
    )
    points = "一、狠抓投资消费，经济增长动力更加强劲\n实施项目50个，新增企业20家。\n"
    plan = (
        "2031年工作任务 今年是实施规划的重要一年，我们要真抓实干，着力稳增长、促改革、调结构、惠民生、防风险，"
        "努力实现全市经济社会持续健康发展的目标。\n一、办好教育\n新建学校5所，培训教师300名。\n"
    )
    assert _texts(HEAD + review + points + plan)[-2:] == ["新建学校5所", "培训教师300名"]
    assert "实施项目50个" not in _texts(HEAD + review + points + plan)


def test_a_slogan_below_the_problems_of_a_review_begins_the_plan():
    more = "全市上下齐心协力，各项事业呈现出崭新的面貌，人民群众的获得感、幸福感、安全感不断增强，城乡面貌焕然一新。\n"
    done = ("过去一年，我们奋力拼搏。", "农业稳步发展。", "工业提质增效。", "城乡面貌改善。", "新建学校3所，")
    trouble = "我们也清醒认识到，发展中还存在不少困难和问题，产业层次不高，创新能力不强，民生领域还有不少短板。\n"
    review = "全面建成小康社会取得决定性成就\n" + "".join(words + more for words in done) + trouble
    plan = (
        "全面开启现代化建设新征程\n新建学校5所，培训教师300名，"
        + "改造道路12公里，建设公园2个，" * 3
        + "治理河道20公里。\n"
    )
    assert _texts(HEAD + review + plan)[:2] == ["新建学校5所", "培训教师300名"]


def test_a_sentence_that_opens_with_the_year_states_targets():
    plan = "二、2031年重点工作\n2031年是开局之年，意义重大。2031年力争生产总值增长8%。\n（一）办好教育。新建学校5所。\n"
    assert _texts(HEAD + REVIEW + plan) == ["生产总值增长8%", "新建学校5所"]

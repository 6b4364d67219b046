"""The plan part of a report is found under headings of many kinds, and notes about licences end no document."""

import pytest

from yinuo.extraction import extract
from yinuo.structure.outline import speeches

TITLE = "云溪市2031年政府工作报告\n云溪市市长 王大明\n2031年1月10日\n"
REVIEW = "一、2030年工作回顾\n一年来，全市新建学校5所，改造道路12条。\n"
TASKS = "（一）办好教育。新建公办幼儿园7所。\n（二）修好道路。改造农村公路30公里。\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(REVIEW + "2031年工作安排\n" + TASKS, id="year heading without a mark"),
        pytest.param(
            REVIEW + "二、总体要求\n今年要坚持稳中求进。重点抓好以下工作：\n" + TASKS, id="tasks under guiding thought"
        ),
        pytest.param(REVIEW + "二、努力方向\n" + TASKS, id="a task heading without the word task"),
        pytest.param(REVIEW + "主要预期目标是：财政收入稳步增长。\n" + TASKS, id="a stated target ends the review"),
        pytest.param(
            "奋力前行\n一年来，全市新建学校5所，改造道路12条。\n勇毅进取\n今年的主要预期目标：财政收入稳步增长。\n"
            + TASKS,
            id="headings without marks, of slogans",
        ),
        pytest.param(
            REVIEW
            + "在肯定成绩的同时，我们也清醒地认识到存在不少困难。\n（三）增强发展动力，开创新局。新建公办幼儿园7所。\n"
            "（四）修好道路。改造农村公路30公里。\n",
            id="a plan whose first headings are lost",
        ),
        pytest.param(
            "一）城市面貌换新取得成效\n全市新建学校5所，改造道路12条。\n二、2031年政府工作的建议\n要坚持稳中求进。\n"
            + TASKS,
            id="marks that lost their first character",
        ),
        pytest.param(
            REVIEW + "二、2031年总体要求\n（一）工作思路。以改革为主线。\n"
            "（二）目标任务。新建公办幼儿园7所，改造农村公路30公里。\n",
            id="a heading within its paragraph, under guiding thought",
        ),
        pytest.param(
            REVIEW + "二、2031年重点工作\n" + TASKS + "本作品在公共领域的讨论中常被提到。\n",
            id="words of a licence in text",
        ),
    ],
)
def test_plan_part_is_found(text):
    found = [record.text for record in extract(TITLE + text)]
    assert "新建公办幼儿园7所" in found
    assert "改造农村公路30公里" in found
    assert not any("12条" in words or "学校5所" in words for words in found)


def test_a_dash_behind_the_year_that_it_was_does_not_end_the_review():
    review = (
        "一、2030年工作回顾\n今年是全面完成规划目标的关键一年。面对严峻形势，我们攻坚克难。\n"
        "——经济持续向好。新建学校5所。\n一年来，主要做了两个方面的工作：\n一是聚力强市。深入实施质量提升行动，改造道路12条。\n"
        "二是聚力惠民。发放创业贷款7亿元。\n二、2031年工作安排\n"
    )
    title = TITLE.replace("2031年1月", "2030年12月")
    assert [record.text for record in extract(title + review + TASKS)] == ["新建公办幼儿园7所", "改造农村公路30公里"]


def test_a_bulletin_promises_nothing():
    text = "云溪市2030年国民经济和社会发展统计公报\n一、综合\n全年新建学校5所，改造道路12条。\n"
    assert len(extract(text)) == 0


def test_a_plan_explained_to_an_assembly_is_a_plan():
    text = (
        "关于市政府机构改革方案的说明\n各位代表：\n一、关于组成部门调整\n"
        "（一）组建数据局。为整合管理职责，加强数据治理，方案提出，"
        "将市发展改革委的数据管理职责，市城管局的数据采集职责整合，组建数据局。\n"
    )
    assert [record.text for record in extract(text)] == [
        "将市发展改革委的数据管理职责，市城管局的数据采集职责整合",
        "组建数据局",
    ]


def test_orders_between_a_notice_and_its_plan_count():
    text = (
        "云溪市人民政府关于印发托育服务试点方案的通知\n云政发〔2031〕2号\n各县区人民政府：\n"
        "《托育服务试点方案》已经市政府同意，现印发给你们，请认真贯彻执行。\n"
        "各试点县区要制定配套政策，落实用地指标。\n云溪市人民政府\n2031年1月1日\n"
        "托育服务试点方案\n一、主要任务\n新建托育机构7所。\n"
    )
    assert [record.text for record in extract(text)] == ["制定配套政策", "落实用地指标", "新建托育机构7所"]


@pytest.mark.parametrize(
    "line",
    [
        "“3060”行动：指打造长廊2条，建设美丽乡村20个。",
        "1.“双百”工程，是指培育企业100家，引进人才100名。",
        "【一圈两带】即建设城市生活圈1个，发展产业带2条。",
        "河长制：指由各级负责人担任河长，建设示范河湖5个。",
        "注：“两改”指改造老旧小区20个，改造背街小巷30条。",
    ],
)
def test_what_explains_a_word_promises_nothing_also_without_a_heading(line):
    report = f"云溪县政府工作报告\n二、2031年工作安排\n新建学校5所。\n让我们团结奋斗！\n{line}\n其中建设示范点3个。"
    assert [record.text for record in extract(report)] == ["新建学校5所"]


@pytest.mark.parametrize(
    "line",
    [
        "“三农”工作：建设美丽乡村20个。",
        "任务：指导企业20家，建设美丽乡村20个。",
        "“两山”理念指引下，建设美丽乡村20个。",
    ],
)
def test_a_paragraph_that_opens_with_a_quoted_word_still_promises(line):
    assert "建设美丽乡村20个" in [r.text for r in extract(f"二、2031年工作安排\n{line}")]


@pytest.mark.parametrize(
    "text",
    [
        "云溪县2031年国民经济和社会发展统计公报\n一、综合\n全年实现地区生产总值62.6亿元，增长5.3%。\n粮食产量23.1万吨。",
        "云溪县教育事业统计报告\n（2032年3月）\n一、学校\n新建小学3所。\n二、教师\n招聘教师120名。",
        "云溪市2031年统计公报[1]\n市统计局\n2032年2月9日\n2031年，全年实现生产总值62.6亿元，增长5.3%。\n一、综合\n粮食产量23.1万吨。",
        "云溪市关于2031年计划执行结果的公报\n一、农业\n粮食产量23.1万吨，增长2.4%。",
        "云溪市2031年统计公报\n一、综合\n新增就业3万人。经济运行中也存在不少问题，企业效益不高。\n二、农业\n农田水利蓬勃发展。"
        "修建渠道80公里。",
        "云溪市2031年统计公报\n一、综合\n物价平稳。\n2031年各类价格上涨幅度\n其中：粮食 2.7\n二、农业\n造林9万亩。",
        "云溪市2031年统计公报\n一、综合\n物价平稳。\n表1：2031年消费价格上涨情况\n- 指 标 全 市（%）\n城 市 农 村\n"
        "食 品 3.4 3.4\n二、农业\n全年造林9万亩。",
        "云溪县2030年住房保障工作总结\n一、公租房\n分配公租房300套。\n二、老旧小区\n改造老旧小区11个，惠及居民3000户。",
    ],
)
def test_what_a_bulletin_or_an_account_tells_is_done(text):
    assert not list(extract(text))


@pytest.mark.parametrize("topic", ["公共领域车辆电动化试点", "著作权法宣传", "公有领域图书数字化", "版权服务站"])
def test_words_of_licences_in_running_text_end_no_document(topic):
    plan = f"推进{topic}，推广应用。\n今年，全县要新建幼儿园7所。\n改造公路30公里。"
    report = f"云溪县2031年政府工作报告\n二、2031年工作安排\n{plan}"
    assert {"新建幼儿园7所", "改造公路30公里"} <= {record.text for record in extract(report)}


LONG_REVIEW = "".join(
    f"全市新建学校{n}所，改造道路{n}条，群众生活不断改善，社会大局保持和谐稳定。\n" for n in range(2, 160)
)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        pytest.param(
            "一、2030年工作回顾\n" + LONG_REVIEW + "去年的成绩来之不易。\n" * 40, True, id="a review to its end"
        ),
        pytest.param(
            "一、2030年工作回顾\n" + LONG_REVIEW + "二、2031年重点工作\n" + LONG_REVIEW, False, id="with its plan"
        ),
        pytest.param(REVIEW, False, id="a short one"),
    ],
)
def test_a_long_speech_that_promises_almost_nothing_in_its_second_half_gets_a_note(text, noted):
    notes = extract(TITLE + text).notes
    assert any("second half" in note and "read as review" in note for note in notes) is noted


ORDERS = "各村要压实防汛责任，备足物资。气象站必须加密监测。" * 4 + "\n"


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        pytest.param("一、去年工作总结\n" + ORDERS, True, id="orders under a review"),
        pytest.param("一、去年工作总结\n新建堤防3公里。\n二、今年工作安排\n" + ORDERS, False, id="orders in the plan"),
        pytest.param("一、去年工作总结\n各村要求加固堤防，建成了3公里。\n", False, id="a review"),
    ],
)
def test_orders_in_a_part_that_was_read_as_something_else_get_a_note(text, noted):
    notes = extract(TITLE + text).notes
    assert any("read as review, but 8 of its sentences order something" in note for note in notes) is noted


SLOGAN = """\
2031年江源县政府工作报告
一、砥砺奋进，开创发展新局面
农业基础更加稳固。新建了高标准农田5万亩，粮食产量比上年增加三成。
民生福祉持续改善。累计投入资金3亿元，荣获全省双拥模范县称号。农村饮水条件明显改善。
"""


def kinds(text):
    (speech,) = speeches(text)
    return [line.section.kind for line in speech.lines if line.kind == "body"]


def test_a_part_under_a_slogan_looks_back_where_its_sentences_do():
    assert kinds(SLOGAN + "二、2031年工作安排\n新建学校5所。\n") == ["review", "review", "tasks"]


def test_a_part_under_a_slogan_stays_unknown_where_its_sentences_tell_what_is_to_be():
    text = (
        "2031年江源县政府工作报告\n一、砥砺奋进，开创发展新局面\n要新建学校5所。要修缮道路3条。\n二、结束语\n谢谢。\n"
    )
    assert kinds(text)[0] != "review"


def test_targets_behind_the_state_of_things_are_promised_to_the_last_sentence():
    plan = "二、2031年工作安排\n2031年是实施规划的关键之年。"
    stated = "今年主要预期目标是：生产总值增长8%。财政收入增长5%。城镇新增就业6万人。\n"
    found = extract(TITLE + REVIEW + plan + stated + TASKS)
    assert [r.text for r in found][:3] == ["生产总值增长8%", "财政收入增长5%", "城镇新增就业6万人"]


def test_a_heading_that_wants_safety_to_turn_for_the_better_is_a_task():
    safety = "（三）推动安全生产形势稳定好转。开展隐患排查专项行动。\n"
    found = extract(TITLE + REVIEW + "二、2031年工作安排\n" + TASKS + safety)
    assert [r.text for r in found][-1] == "开展隐患排查专项行动"


def test_a_speech_without_headings_and_without_a_plan_part_is_no_review_as_a_whole():
    body = "".join(line + "\n" for line in SLOGAN.splitlines()[2:])
    assert "review" not in kinds("2031年江源县政府工作报告\n" + body + "要新建学校5所。\n")


NUMBERED_BY_DIGITS = """2031年某市政府工作报告
各位代表：
1、2030年工作回顾
（1）经济发展稳中有进
新建学校5所，改造老旧小区12个，完成投资30亿元，粮食生产再获丰收。
2、2031年工作安排
（1）扩大有效投资
新建水库3座，改造危桥8座，完成投资60亿元，推动二期工程投产。
"""


def test_digits_number_the_parts_of_a_report_where_nothing_stands_above_them():
    for text in (NUMBERED_BY_DIGITS, NUMBERED_BY_DIGITS.replace("（1）", "（一）")):
        assert [r.text for r in extract(text)] == [
            "新建水库3座", "改造危桥8座", "完成投资60亿元", "推动二期工程投产",
        ]  # fmt: skip


def test_a_single_item_above_a_signature_is_no_heading():
    text = "关于做好防汛的通知\n各乡镇：\n现通知如下：\n一、新建泵站5座，加固堤防12公里。\n云溪市水利局\n2031年5月6日"
    assert [r.text for r in extract(text)] == ["新建泵站5座", "加固堤防12公里"]


def test_tasks_above_a_call_in_the_same_sentence_are_kept():
    text = "工作情况汇报\n我局将新建公厕12座，改造农贸市场5个，为建设美好云溪作出更大贡献！"
    assert [r.text for r in extract(text)] == ["新建公厕12座", "改造农贸市场5个"]


def test_a_call_to_others_sets_tasks():
    items = "一、举办技能竞赛20场。\n二、排查整治隐患。"
    call = "让我们携手奋进，以优异成绩迎接建市30周年！"
    text = f"致全市职工的倡议书\n各位职工：\n市总工会倡议：\n{items}\n{call}"
    assert [r.text for r in extract(text)] == ["举办技能竞赛20场", "排查整治隐患"]


def test_parts_numbered_by_digits_up_to_nine_go_on_with_ten():
    parts = ["优化结构", "统筹城乡", "强化创新", "深化改革", "扩大开放", "保护生态", "繁荣文化", "改善民生", "转变职能"]
    items = "".join(f"{n}、{part}\n今年，新建园区{n}个，培育企业{n}0家。\n" for n, part in enumerate(parts[1:], 2))
    text = f"云溪市政府工作报告\n1、2030年工作回顾\n新建学校3所。\n{items}十、保障安全\n新建消防站2座，培训骨干30人。"
    found = extract(text).commitments
    assert "新建学校3所" not in [r.text for r in found]
    assert [r.section for r in found if "消防站" in r.text] == [("十、保障安全",)]


def test_a_task_whose_heading_wants_a_steady_course_is_no_review():
    report = NUMBERED_BY_DIGITS.replace("（1）扩大有效投资", "（1）扩大有效投资，确保经济稳中向好")
    assert next(r.text for r in extract(report)) == "新建水库3座"


def test_targets_may_be_proposed():
    opening = "2031年是我市建设的关键之年。今年经济发展主要预期目标建议为：生产总值增长8%以上，城镇新增就业2万人。\n"
    found = extract(TITLE + REVIEW + "二、2031年工作安排\n" + opening + TASKS)
    assert {"生产总值增长8%以上", "城镇新增就业2万人"} <= {r.text for r in found}


# A chapter of a plan without its title, which no heading tells.
CHAPTER = (
    "第十一章　畅通水上通道\n第一节　疏浚航道\n加快疏浚干线航道，扩建青石船闸。完善航标设施，推广电子航图。"
    "统筹锚地布局，规范锚泊秩序。支持船舶使用清洁燃料，淘汰老旧船舶。健全应急救援体系，组织水上搜救演练。\n"
    "第二节　建好港口\n推进集疏运铁路建设，优化港口分工。引导货主码头开放服务，打造区域航运中心。"
    "加强岸线管理，严禁占而不用。"
)


def test_a_chapter_without_a_title_is_told_by_its_acts():
    found = [r.text for r in extract(CHAPTER)]
    assert "扩建青石船闸" in found
    assert len(found) == 16


def test_acts_among_sentences_that_look_back_tell_nothing():
    told = CHAPTER.replace("加快疏浚干线航道", "加快了疏浚干线航道") + "今天的航道比过去宽阔得多，江面上船来船往。" * 60
    assert [r.text for r in extract(told)] == ["严禁占而不用"]


def test_an_amended_law_is_no_plan():
    told = CHAPTER.replace("加快疏浚干线航道", "将第二条第一款修改为：加快疏浚干线航道")
    assert len(extract(CHAPTER * 8)) > 100
    assert {r.text for r in extract(told * 8)} == {"严禁占而不用"}


def test_problems_told_early_end_no_review_above_a_plan_of_its_own():
    review = (
        "一、换届以来的工作回顾\n（一）转变作风\n我们清醒地认识到，工作中还存在不少困难。\n"
        "（二）加强监督\n推进巡察全覆盖，整改问题50个。\n二、工作体会\n必须加强学习，增强本领，提高监督质量。\n"
    )
    found = [record.text for record in extract(TITLE + review + "三、今后五年的工作建议\n" + TASKS)]
    assert found == ["新建公办幼儿园7所", "改造农村公路30公里"]


def test_a_mind_for_the_nature_of_problems_is_no_account_of_them():
    review = REVIEW + "（一）转变作风。清醒认识作风问题的反复性。\n（二）加强监督。推进巡察全覆盖。\n"
    found = [record.text for record in extract(TITLE + review + "（三）办好教育。推进学校建设。\n")]
    assert found == []


def test_targets_behind_a_word_on_the_situation_count():
    aims = "综合研判形势，我们对预期目标作了调整。今年要优先稳岗；城镇新增就业9万人以上，失业率6%左右。\n"
    found = [record.text for record in extract(TITLE + REVIEW + "二、今年发展主要目标和总体部署\n" + aims + TASKS)]
    assert found[-4:-2] == ["城镇新增就业9万人以上", "失业率6%左右"]


def test_a_speech_turns_to_its_orders_within_a_paragraph_on_the_situation():
    opening = "2031年是规划收官之年，任务十分繁重。我们必须珍惜时光，加快项目建设。"
    orders = "每位职工务必严格遵守管理制度；完善请销假制度。\n"
    text = (
        f"在全市民政工作会议上的讲话\n同志们：\n借此机会，我讲三点意见。\n第一，把握春光，稳健起步\n{opening}{orders}"
    )
    found = [r.text for r in extract(text, date="2031-02-05")]
    assert found == ["严格遵守管理制度", "完善请销假制度"]


def test_what_the_notice_orders_that_a_document_came_with_is_ordered():
    text = (
        "云溪市印发《渔业培训规划（2031—2035年）》\n"
        "近日，云溪市印发了《渔业培训规划（2031—2035年）》，并发出通知。\n"
        "通知指出，制定规划意义重大。要完善渔业培训体系。\n"
        "通知要求，各县区要抓好规划落实。\n"
        "渔业培训规划（2031—2035年）\n一、主要任务\n建设培训基地3个。\n"
    )
    found = [(r.text, r.actor.text) for r in extract(text, date="2031-03-01")]
    assert found == [("完善渔业培训体系", None), ("抓好规划落实", "各县区"), ("建设培训基地3个", None)]


PLAN = (
    "云溪市“十六五”渔业发展规划\n（2031—2035年）\n为振兴渔业，制定本规划。\n{}\n"
    "“十五五”时期，渔业取得显著成效。产量提高到8万吨。\n"
)


@pytest.mark.parametrize("heading", ["第一章 规划背景", "第一章 发展基础", "一、发展现状与环境", "一、新的起点"])
def test_a_plan_tells_first_what_the_plan_before_it_reached(heading):
    mark = heading[:2] if heading[0] == "一" else "第二章 "
    text = PLAN.format(heading) + f"{mark.replace('一', '二')}主要任务\n新建渔港3座。\n"
    assert [r.text for r in extract(text, date="2031-05-10")] == ["新建渔港3座"]


def test_guiding_thought_goes_on_with_what_a_later_year_is_to_bring():
    text = (
        "云溪市关于发展渔业的实施意见\n（2031年6月10日）\n一、总体要求\n"
        "以新思想为指导，坚持绿色发展，健全渔业体系。到2033年，渔港达到9座，鱼病发生率不高于3%。\n二、重点任务\n新建渔港3座。\n"
    )
    assert [r.text for r in extract(text)] == ["渔港达到9座", "鱼病发生率不高于3%", "新建渔港3座"]

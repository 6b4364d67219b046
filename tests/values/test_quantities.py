import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import assert_grows_as_its_text
from tests.shared import ROOT, SHARED, needs
from yinuo.readers import read
from yinuo.records import Quantity
from yinuo.values.quantities.scanner import quantities, scan

# text: what is found as (text, low, high, unit)
FOUND = {
    "新建幼儿园7所。": [("7所", 7, 7, "所")],
    "普及率95%以上": [("95%以上", 95, None, "%")],
    "不低于９５％": [("不低于９５％", 95, None, "%")],
    "不得低于80%": [("不得低于80%", 80, None, "%")],
    "至少一所": [("至少一所", 1, None, "所")],
    "失业率控制在4.5%以内": [("4.5%以内", None, 4.5, "%")],
    "不超过3%": [("不超过3%", None, 3, "%")],
    "旅游收入突破60亿元": [("60亿元", 60e8, None, "元")],
    "制定2—4个标准": [("2—4个", 2, 4, "个")],
    "增长5%－6%": [("5%－6%", 5, 6, "%")],
    "八百到九百亿元": [("八百到九百亿元", 8e10, 9e10, "元")],
    "10至15家": [("10至15家", 10, 15, "家")],
    "从8500到3万港元": [("8500到3万港元", 8500, 30000, "港元")],
    "增产粮食二、三十亿斤": [("二、三十亿斤", 2e9, 3e9, "斤")],
    "百分之五到六": [("百分之五到六", 5, 6, "%")],
    "10人以上50人以下": [("10人以上50人以下", 10, 50, "人")],
    "培训2万余人次": [("2万余人次", 20000, None, "人次")],
    "2万多人": [("2万多人", 20000, None, "人")],
    "举办20余场": [("20余场", 20, None, "场")],
    "上百个村": [("上百个", 100, None, "个")],
    "数十亿元": [("数十亿元", 1e9, 1e10, "元")],
    "十几个": [("十几个", 10, None, "个")],
    "1.3万亿斤": [("1.3万亿斤", 1.3e12, 1.3e12, "斤")],
    "投资3541.07万元": [("3541.07万元", 35410700, 35410700, "元")],
    "农村贫困人口减少1000万以上": [("1000万以上", 1e7, None, None)],
    "1，234，567元": [("1，234，567元", 1234567, 1234567, "元")],
    "百分之六点五": [("百分之六点五", 6.5, 6.5, "%")],
    "百分之百": [("百分之百", 100, 100, "%")],
    "三分之二以上": [("三分之二以上", 66.67, None, "%")],
    "自然增长率千分之五": [("千分之五", 5, 5, "‰")],
    "覆盖近七成": [("近七成", 70, 70, "%")],
    "一半以上": [("一半以上", 50, None, "%")],
    "过半": [("过半", 50, None, "%")],
    "实现5G网络全覆盖": [("全覆盖", 100, 100, "%")],
    "比去年高0.2个百分点": [("0.2个百分点", 0.2, 0.2, "个百分点")],
    "分别提高11.1、11.2个百分点": [("11.1", 11.1, 11.1, "个百分点"), ("11.2个百分点", 11.2, 11.2, "个百分点")],
    "减少10.6万、3.3万平方公里": [
        ("10.6万", 106000, 106000, "平方公里"),
        ("3.3万平方公里", 33000, 33000, "平方公里"),
    ],
    "关停5000万千瓦小火电机组": [("5000万千瓦", 5e7, 5e7, "千瓦")],
    "总产值翻两番": [("翻两番", 4, 4, "倍")],
    "规模翻番": [("翻番", 2, 2, "倍")],
    "达到在校生的2倍以上": [("2倍以上", 2, None, "倍")],
    "增长一倍": [("一倍", 1, 1, "倍")],
    "装机500万千瓦": [("500万千瓦", 5e6, 5e6, "千瓦")],
    "浓度低于30微克/立方米": [("低于30微克/立方米", None, 30, "微克/立方米")],
    "两米半": [("两米半", 2.5, 2.5, "米")],
    "五元三毛": [("五元三毛", 5.3, 5.3, "元")],
    "新台币 177.1 亿元": [("新台币 177.1 亿元", 1.771e10, 1.771e10, "新台币")],
    "增速为-2.3%": [("-2.3%", -2.3, -2.3, "%")],
    "-2.3%": [("-2.3%", -2.3, -2.3, "%")],
    "审批时间压缩至3天以内": [("3天以内", None, 3, "天")],
    "人均预期寿命提高到79岁": [("79岁", 79, 79, "岁")],
    "优良天数达到350天": [("350天", 350, 350, "天")],
    "将税率三档并两档": [("三档", 3, 3, "档"), ("两档", 2, 2, "档")],
    "新增9829张家庭养老床位": [("9829张", 9829, 9829, "张")],
    "公路增加4 0 8 3 公里": [("4 0 8 3 公里", 4083, 4083, "公里")],
    "低保标准不低于每人每年6800元": [("6800元", 6800, None, "元")],
    "分摊额度不能超过每月1000元": [("1000元", None, 1000, "元")],
    "粮食年产量达到10万吨": [("10万吨", 1e5, 1e5, "吨")],
    "一百五十二": [("一百五十二", 152, 152, None)],
}
NOTHING = """
    建立一套机制、打造一个平台、培育一批企业、出台一系列政策、一定、进一步、统一
    第三产业|第十五届|第二、三季度|第1—3名|前50名|世界500强
    2022年|2019—2025年|二〇二五年|二0二0年|3月5日|6月底|1－2月|三年内|7天内|五年来|近二十年|连续6年|2019年1月1日
    “十四五”规划|“十五五”时期|十五期间|“双一流”|一带一路|四个意识|两个维护|三农|“两不愁三保障”|五位一体|八项规定
    5G网络|PM2.5浓度|PM_2.5|M2增速|5A级景区|4K|AI 2.0|GB 50180|《行动方案2.0》|工业4.0|L3级
    一、总体要求|（一）加快发展|1.加强领导|12．完善制度|（3）做好服务|一是加强|十一是推进
    国办发〔2019〕4号|12345热线|310国道|1+5联盟|7×24小时|城乡收入比2.04∶1|[7]
    千方百计|成百上千|成千上万|亿万人民|千家万户|十分重要|百花齐放|百年变局|四川|万众一心|三三两两
    30年后|3岁以下婴幼儿|60岁以上老年人|最后一公里|15分钟健身圈|二期工程|三级医院|二级甲等|两位数|三峡|两岸
    省、市、县三级督政|大唐700万吨露天矿前期工作|建设年产10万吨生物饲料项目|20万吨级码头|千亿级产业集群|每千人口|%|所|近零排放
"""
SINGLES = (
    "零一二两三四五六七八九十百千万亿几数多余半第每近约超过元个所人年月日天岁倍成"
    "%％‰—-至到、，。/+.()（）“”《》翻番分之点\n \ud800"
)
WORDS = ["以上", "以内", "左右", "百分之", "个百分点", "不低于", "12", "3.5", "1,234", "２０", "亿元", "十五五"]
PARTS = st.sampled_from([*SINGLES, *WORDS])


@pytest.mark.parametrize(("text", "wanted"), FOUND.items())
def test_found(text, wanted):
    assert [(q["text"], q["low"], q["high"], q["unit"]) for q in scan(text)] == wanted


@pytest.mark.parametrize("text", [t.strip() for t in NOTHING.replace("\n", "|").split("|") if t.strip()])
def test_no_quantity(text):
    assert scan(text) == []


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("5%左右", True),
        ("约5万人", True),
        ("近2万亿元", True),
        ("节约2亿元", False),
        ("最近3个", False),
        ("7所", False),
    ],
)
def test_approximate(text, approximate):
    (q,) = scan(text)
    assert q["approximate"] is approximate
    assert q["low"] == q["high"]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("国内生产总值增长6%", "increase"),
        ("能耗下降3%左右", "decrease"),
        ("经费再压减3%左右", "decrease"),
        ("减轻企业负担近2万亿元", "decrease"),
        ("比去年增加8000亿元", "increase"),
        ("税率降至9%", "level"),
        ("标准提高到10万元", "level"),
        ("失业率控制在4%以内", "level"),
        ("城镇新增就业1100万人以上", "level"),
        ("收入增长2倍", "increase"),
        ("规模达到2倍以上", "multiple"),
        ("产值翻一番", "multiple"),
        ("粮价涨幅2%左右", "level"),
        ("全年减轻农户负担近3亿元", "decrease"),
        ("年办案量达到编制数的3倍", "level"),
        ("产量是去年的3倍", "multiple"),
        ("全面提升8个片区", "level"),
        ("入学率提升8个百分点", "increase"),
    ],
)
def test_change(text, change):
    assert scan(text)[0]["change"] == change


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("新建幼儿园7所", "幼儿园"),
        ("城镇新增就业1200万人以上", "城镇新增就业"),
        ("国内生产总值增长6%", "国内生产总值"),
        ("完成105个重点项目，", "重点项目"),
        ("改造300个老旧小区。", "老旧小区"),
        ("7所", None),
        ("在全省范围内对企业的7项", None),
        ("投资8000万元", "投资"),
        ("完成投资9亿元", "投资"),
        ("地区生产总值增长6%", "地区生产总值"),
        ("从教育结余资金中拿出300万元", "教育结余资金"),
        ("推动12所卫生院诊疗能力达标", "卫生院诊疗能力"),
        ("完成9个村的饮水工程", "村"),
        ("建设6个有条件的特色小镇", "特色小镇"),
        ("推进4个产业园建设任务", "产业园"),
        ("开展4项专题整治", "专题整治"),
        ("新建20个智能仓库、智能码头", "智能仓库、智能码头"),
        ("推动书院年访客达到镇上人口的2倍以上", "书院年访客"),
        ("确保40万平方米商场竣工", "商场"),
        ("教育支出28亿元", "教育支出"),
        ("新增进出口备案企业30家", "进出口备案企业"),
        ("确保生猪规模化养殖率达到40%", "生猪规模化养殖率"),
        ("建成8万亩高标准基本农田", "高标准基本农田"),
        ("完成营造林6万亩", "营造林"),
        ("进出口总值增长5%", "进出口总值"),
        ("各项社会保险参保人数达265万人次", "各项社会保险参保人数"),
        ("养老补贴标准年人均增加200元", "养老补贴标准"),
        ("新招引工程师20名", "工程师"),
        ("支持5个有条件的县（市）发展", "县（市）"),
        ("引进20个10亿元以上的工业项目", "工业项目"),
        ("新增200家亿元以上企业", "企业"),
    ],
)
def test_what_is_counted(text, of):
    assert scan(text)[0]["of"] == of


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("税收完成27亿元，同比增长9%", "税收"),
        ("粮食产量增长3%，达到20万吨", "粮食产量"),
        ("安排助学贷款3亿元，比上年增加500万元", "助学贷款"),
        ("赤字率按3%安排，比去年高0.2个百分点", "赤字率"),
        ("鸡、鸭出栏量分别达到30万只、8万只和9万只", "鸡、鸭出栏量"),
        ("工人与农民收入分别增长4%、5%", "工人与农民收入"),
    ],
)
def test_numbers_that_go_on_measure_the_same(text, of):
    assert {q["of"] for q in scan(text)} == {of}


def test_the_clause_before_says_what_changes():
    assert scan("下调失业保险单位缴费比例，可降至1%")[0]["of"] == "失业保险单位缴费比例"
    assert scan("加强管理，新建7所")[0]["of"] is None


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("工人收入分别增长4%、5%", ["increase", "increase"]),
        ("能耗、水耗分别下降3%和4%", ["decrease", "decrease"]),
        ("入学率、升学率分别达到90%和80%", ["level", "level"]),
        ("收入增长4%，户数5户", ["increase", "level"]),
    ],
)
def test_one_verb_says_how_several_numbers_change(text, changes):
    assert [q["change"] for q in scan(text)] == changes


def test_ends_of_a_negative_range_stand_in_order():
    (found,) = scan("-零—一")
    assert (found["low"], found["high"]) == (-1.0, 0.0)


def test_records_say_the_same_as_dicts():
    text = "城镇新增就业1200万人以上，失业率5.5%左右"
    assert [q.model_dump() for q in quantities(text)] == scan(text)
    assert all(isinstance(q, Quantity) for q in quantities(text))


def check(text):
    end = 0
    for q in scan(text):
        assert end <= q["start"] < q["end"]
        end = q["end"]
        assert text[q["start"] : q["end"]] == q["text"]
        assert q["low"] is None or q["high"] is None or q["low"] <= q["high"]
        Quantity(**q)


@given(st.lists(PARTS, max_size=14).map("".join))
@settings(max_examples=400)
def test_any_number_like_text_is_grounded(text):
    check(text)


@given(st.text(alphabet=st.characters()))
def test_any_text_is_grounded(text):
    check(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1.",
        "1:",
        "1+",
        "3/",
        "一",
        "十",
        "亿",
        "数",
        "一万亿",
        "“",
        "《",
        "\n",
        " ",
        "第",
        "A",
        "5%",
        "1,111",
    ],
)
def test_long_runs_take_no_more_than_their_length(piece):
    assert_grows_as_its_text(check, lambda size: piece * size + "亿元", 3000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每个县培育一家龙头企业", [(1.0, 1.0, "家", "龙头企业")]),
        ("每年培育一家龙头企业", []),
        ("建立一套机制", []),
        ("在代理机构实习满1年", [(1.0, 1.0, "年", None)]),
        ("工作满5年的人员办理落户", []),
        ("年满18周岁的公民", []),
        ("公示期为7天", [(7.0, 7.0, "天", "公示期")]),
        ("救助标准不超过本市6个月最低生活保障标准", [(None, 6.0, "个月", "救助标准")]),
        ("参保由3年以上放宽至缴费1年以上", [(3.0, None, "年"), (1.0, None, "年")]),
        ("补助标准不超过240元/人/日", [(None, 240.0, "元", "补助标准")]),
        ("检测频次达到2批次/千人", [(2.0, 2.0, "批次/千人", "检测频次")]),
        ("东方电气1000套/年氢燃料电池产线", []),
        ("加快50GW单晶硅、4英寸晶片等56个项目建设", [(56.0, 56.0, "个", "项目")]),
        ("中央财政拟安排补助资金83亿元", [(8.3e9, 8.3e9, "元", "补助资金")]),
        ("引进到位资金3800亿元", [(3.8e11, 3.8e11, "元", "到位资金")]),
        ("继续拿出8100万元支持创业", [(8.1e7, 8.1e7, "元", None)]),
        ("粮食产量满足需求的90%以上", [(90.0, None, "%", "粮食产量")]),
        ("保障期限届满超过3个月", []),
        ("年底前30%以上的背街小巷实现提升", [(30.0, None, "%")]),
        ("争取前30%的位次", []),
        ("三年内新建学校10所", [(10.0, 10.0, "所", "学校")]),
        ("推动2个产业都迈上台阶", [(2.0, 2.0, "个", "产业")]),
        ("建设总投资超过1万亿元的200项重大项目", [(200.0, 200.0, "项", "重大项目")]),
    ],
)
def test_what_a_number_says_of_each_of_a_term_of_money_given_out(text, found):
    have = [(q["low"], q["high"], q["unit"], q["of"]) for q in scan(text)]
    assert [one[: len(want)] for one, want in zip(have, found, strict=True)] == found


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_quantities_of_the_shipped_gold(path):
    assert_those_of_gold(path, ROOT / "corpus" / "speeches", 0.96)


@needs("gold/dev", sibling="test_quantities_of_the_shipped_gold")
@pytest.mark.parametrize("name", ["gwr-2019", "hailar-2015"])
def test_quantities_of_the_gold(name):
    assert_those_of_gold(SHARED / "gold" / "dev" / f"{name}.json", SHARED / "corpus", 0.98)


def assert_those_of_gold(file, texts, least):
    gold = json.loads(file.read_text("utf-8"))
    (path,) = texts.rglob(gold["document"])
    found = scan(read(path).text)
    hit = wanted = said = 0
    for c in gold["commitments"]:
        want = {(q["low"], q["high"], q["unit"]) for q in c["quantities"]}
        have = {(q["low"], q["high"], q["unit"]) for q in found if c["start"] <= q["start"] and q["end"] <= c["end"]}
        hit, wanted, said = hit + len(want & have), wanted + len(want), said + len(have)
    assert 2 * hit / (wanted + said) >= least


@pytest.mark.parametrize(
    ("text", "value", "baseline", "of"),
    [
        ("入园率由80%提高到85%", (85.0, 85.0, "%"), 80.0, "入园率"),
        ("村卫生室从6家增加到9家", (9.0, 9.0, "家"), 6.0, "村卫生室"),
        ("办理时间由12天压缩至5天", (5.0, 5.0, "天"), 12.0, "办理时间"),
        ("税率由上年的9%左右逐步降至不高于6%", (None, 6.0, "%"), 9.0, "税率"),
        ("产值从2026年的8.5亿元增长到2031年的12亿元", (1.2e9, 1.2e9, "元"), 8.5e8, "产值"),
        ("从300增加到450个", (450.0, 450.0, "个"), 300.0, None),
        ("补助标准由每人每年320元提高到380元", (380.0, 380.0, "元"), 320.0, "补助标准"),
        ("投资比重由“六五”期间的34.4%提高到37.4%", (37.4, 37.4, "%"), 34.4, "投资比重"),
    ],
)
def test_a_start_is_the_baseline_of_the_target(text, value, baseline, of):
    (q,) = scan(text)
    assert (q["low"], q["high"], q["unit"], q["baseline"], q["of"]) == (*value, baseline, of)


@pytest.mark.parametrize(
    "text",
    [
        "入园率提高到85%",
        "由县财政安排50万元",
        "学校由小变大，达到9所",
        "将月补助从每户都提高到5万元",
        "由3年压缩到90天",
    ],
)
def test_no_baseline(text):
    assert all(q["baseline"] is None for q in scan(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("按不低于合同价款的20%预付", 20.0, None),
        ("费率不得高于担保责任的1%", None, 1.0),
        ("每年至少组织1次演练", 1.0, None),
        ("每镇至少举办读书会3场", 3.0, None),
        ("最高得分为30分", None, 30.0),
        ("超过平均水平的30%", 30.0, 30.0),
        ("不低于合同价款，预付20%", 20.0, 20.0),
    ],
)
def test_a_bound_stands_before_what_is_measured(text, low, high):
    (q,) = scan(text)
    assert (q["low"], q["high"]) == (low, high)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3/4级风力", []),
        ("3/4的村", [75.0]),
        ("4/5G网络", []),
        ("月薪两万三四千元", [23000.0]),
        ("工资五千二三百元", [5200.0]),
        ("负增长4%", [4.0]),
        ("新增用工十万个。", [100000.0]),
        ("新建3×35万千瓦电站", [3.0, 350000.0]),
        ("面积4×6米", []),
        ("年过半百", []),
        ("覆盖过半", [50.0]),
        ("停业整顿2个月至4个月", [2.0]),
        ("参加2—6个月的见习", [2.0]),
        ("今后2至4年，", []),
        ("只设立一个窗口", [1.0]),
        ("设立一个窗口", []),
        ("推动超市百货促销", []),
        ("引进8亿元以上项目6个", [6.0]),
        ("建设300个亿元以上文旅项目", [300.0]),
        ("投资8个亿", [8e8]),
        ("过百亿元企业达到3家", [3.0]),
        ("50人以下的小微企业", []),
        ("项目投资8亿元以上", [8e8]),
        ("1000人以上的技能培训", [1000.0]),
        ("安排3000万元以上支持项目建设", [3e7]),
    ],
)
def test_numbers_that_count_and_numbers_that_do_not(text, values):
    assert [q["low"] for q in scan(text)] == values


def test_a_blank_before_a_range_keeps_its_verb():
    assert scan("收入增长 4%－5%")[0]["change"] == "increase"
    assert scan("负增长4%")[0]["change"] == "decrease"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("全市地区生产总值增长6%，达到900亿元", ["gdp_growth", "gdp"]),
        ("城乡居民收入分别增长4%、5%", ["income_growth", "income_growth"]),
        ("外贸进出口总额增长4%，出口增长3%", ["trade_growth", "exports_growth"]),
        ("城镇调查失业率5.5%左右，城镇登记失业率4%以内", ["urban_unemployment", "registered_unemployment"]),
        ("森林覆盖率由38%提高到41%", ["forest_cover"]),
        ("新建幼儿园7所", [None]),
        ("一产、二产、三产增加值分别增长3%、8%、9%", ["agriculture_growth", "secondary_growth", "services_growth"]),
        ("旅游接待人数、旅游总收入分别突破50万人次、5亿元", ["tourists", "tourism_revenue"]),
        ("金融机构存款、贷款余额分别增长2%、6%", [None, "loans_growth"]),
        ("规上工业亩均税收增长10%", [None]),
        ("能耗强度下降2%", ["energy_intensity"]),
    ],
)
def test_indicators_have_keys(text, keys):
    assert [q["indicator"] for q in scan(text)] == keys


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("制造业增加值占比提高1个百分点", ["制造业增加值占比"]),
        ("PM2.5浓度同比下降3%", ["PM2.5浓度"]),
        ("力争全年培育80家示范合作社", ["示范合作社"]),
        ("新增绿化面积8万亩以上", ["绿化面积"]),
        ("营业收入超亿元的旅行社10家", ["营业收入", "旅行社"]),
        ("打造人口超百万的区域性中心城市", ["人口"]),
        ("推动2家企业总部迁至本市", ["企业总部"]),
        ("确保128个计划开工项目上半年开工", ["项目"]),
        ("6月30日前完成5所", [None]),
        ("寒假期间培训教师200名", ["教师"]),
        ("修建15公里通村沥青（水泥）路。", ["通村沥青（水泥）路"]),
        ("培训时间一般不少于三天", ["培训时间"]),
        ("补贴期限最长不超过12个月", ["补贴期限"]),
        ("每人每月补助300元", ["补助"]),
        ("按每人800元的标准计算补贴总额", ["补贴总额"]),
        ("安排100万元专项奖补资金。", ["专项奖补资金"]),
        ("对个人处以一百元以上三千元以下的罚款", ["罚款"]),
        ("培训1000名达到国际标准的家庭医生", ["家庭医生"]),
        ("争取城区再有15%的小区达标", ["小区"]),
        ("城市建成区80%以上水体稳定达标", ["水体"]),
        ("物价涨幅稳定在2%左右的较低水平", ["物价涨幅"]),
        ("年签约服务费的80%用于发放薪酬", ["年签约服务费"]),
        ("建设7个国家级和20个省级示范区", ["示范区", "省级示范区"]),
        ("新建道路5条、改造7公里", ["道路", "道路"]),
        ("新建5G 基站1200个", ["5G 基站"]),
        ("建成三人制篮球场30个", ["三人制篮球场"]),
        ("每半年开展1次评估", ["评估"]),
        ("新建项目30个（其中6月底前开工10个）", ["项目", None]),
        ("婴儿死亡率、5岁以下儿童死亡率分别下降到2‰、3‰", ["婴儿死亡率", "5岁以下儿童死亡率"]),
        ("高新技术企业、省级研究中心分别达到430家和130家", ["高新技术企业", "省级研究中心"]),
        ("城镇、农村居民收入分别增长6%和7%", ["城镇、农村居民收入"] * 2),
    ],
)
def test_what_is_counted_in_offices(text, of):
    found = quantities(text)
    assert [q.of for q in found] == of


def test_each_of_several_units_changes():
    found = quantities("生猪、家禽出栏分别增加3万头、40万只")
    assert [q.change for q in found] == ["increase", "increase"]

"""Numbers as offices write them: bounds said once or before the verb, terms, conditions, names of works."""

import pytest

from yinuo.values.quantities.scanner import scan


def values(text):
    return [(q["low"], q["high"], q["unit"]) for q in scan(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("负债率、失业率分别控制在6%和4%以内", [(None, 6, "%"), (None, 4, "%")]),
        ("三县贫困发生率分别降至3%、2%以下", [(None, 3, "%"), (None, 2, "%")]),
        ("县、乡两级每年分别不少于8万元、3万元经费", [(80000, None, "元"), (30000, None, "元")]),
        ("收入、税收分别突破70亿元、20亿元", [(7e9, None, "元"), (2e9, None, "元")]),
        ("工人、农民收入分别增长5%、6%左右", [(5, 5, "%"), (6, 6, "%")]),
        ("小麦、玉米产量分别达到5万吨和3万吨以上", [(50000, 50000, "吨"), (30000, None, "吨")]),
        ("园区产值突破1000亿元与850亿元", [(1e11, None, "元"), (8.5e10, None, "元")]),
        ("园区产值达到10亿元、8亿元以上", [(1e9, 1e9, "元"), (8e8, None, "元")]),
    ],
)
def test_a_row_of_numbers_shares_a_bound_that_is_said_once(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("检查记录至少保存两年", [(2, None, "年")]),
        ("每季度至少开展一次抽查", [(1, None, "次")]),
        ("每个乡镇至少建设一个服务站", [(1, None, "个")]),
        ("按照不低于全县15%的份额安排资金", [(15, None, "%")]),
        ("自留比例不超过项目总额12%", [(None, 12, "%")]),
        ("风险分担比例原则上不低于25%", [(25, None, "%")]),
        ("至少还需要三年时间", []),
        ("开展一次抽查", []),
    ],
)
def test_a_bound_before_the_verb_bounds_the_number_behind_it(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("对规则变化设置6个月的过渡期", "过渡期"),
        ("给予商户三个月宽限期", "宽限期"),
        ("首次任教应当有一年的试用期", "试用期"),
    ],
)
def test_a_term_that_is_given_is_a_quantity(text, of):
    assert [q["of"] for q in scan(text)] == [of]


@pytest.mark.parametrize("text", ["在5年过渡期内保持政策稳定", "用好5年过渡期政策", "三年行动期满后总结"])
def test_a_term_that_only_names_a_time_is_none(text):
    assert scan(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("对产值达到8亿元的，给予奖励30万元", [(300000, 300000, "元")]),
        ("党员9人以上的，设立支部委员会", []),
        ("产值达到800亿元的企业4家", [(4, 4, "家")]),
        ("对平均费率不超过2%的担保业务给予补贴", []),
        ("推动80%以上的村建成广场", [(80, None, "%")]),
        ("产值达到800亿元", [(8e10, 8e10, "元")]),
    ],
)
def test_a_number_that_sets_a_case_or_sorts_is_no_promise(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("力争甲公司年产6万吨果汁、乙公司年加工2万吨豆油等3个项目投产", [(3, 3, "个")]),
        ("年产果汁6万吨", [(60000, 60000, "吨")]),
        ("构建多层次、全覆盖的服务体系", []),
        ("实施村级站点全覆盖工程", []),
        ("实现站点全覆盖的目标", [(100, 100, "%")]),
        ("推进审计全覆盖常态化", [(100, 100, "%")]),
        ("白酒产量达到40万千升", [(400000, 400000, "千升")]),
    ],
)
def test_what_names_works_and_what_counts(text, found):
    assert values(text) == found


def test_a_name_ends_before_what_bounds_its_number():
    assert scan("银行收取的担保费率原则上不超过1%")[0]["of"] == "银行收取的担保费率"
    assert scan("每个乡镇至少建设一个示范点")[0]["of"] == "示范点"
    assert scan("年收入达到800亿元的企业4家")[0]["of"] == "年收入达到800亿元的企业"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("形成产值超亿元8户、超千万元60户", [(8, 8, "户"), (60, 60, "户")]),
        ("收入5万元以下的村清零，10万元以上的达到40%", [(40, 40, "%")]),
        ("支持重工725所建设基地", []),
        ("开发国际国内两种人才资源", []),
        ("加快甲公司30万千瓦风力发电项目建设", []),
    ],
)
def test_thresholds_before_what_they_count_and_numbers_of_names(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("计划安排至少6%新增用地指标", ["新增用地指标"]),
        ("运营里程2027年达到300公里、2035年达到400公里", ["运营里程", "运营里程"]),
        ("预算收入增长2%以上（可比口径增长5%以上）", ["预算收入", "预算收入"]),
        ("引导机构逐步将平均费率降至2%以下", ["平均费率"]),
        ("打造数字农场4家，建设化工园区3个，培训员工50人", ["数字农场", "化工园区", "员工"]),
        ("组织青年参加3—12个月的就业见习", ["就业见习"]),
        ("形成6个营业收入超百亿元的制造集群", ["制造集群"]),
        ("产值超百亿元企业达到7家", ["产值超百亿元企业"]),
        ("招引90个以上超20亿元加工项目", ["加工项目"]),
        ("确保监测断面三类以上水质比例80%以上", ["监测断面三类以上水质比例"]),
        ("创建清洁生产企业9家", ["清洁生产企业"]),
        ("为6万残疾人发放补助", ["残疾人"]),
        ("40个续建项目计划完成投资30亿元", ["续建项目", "投资"]),
        ("建成通车国道80公里", ["国道"]),
        ("升级服务区2处", ["服务区"]),
        ("加固危桥7座（市级3座、县级4座）", ["危桥", "市级", "县级"]),
        ("实施芯片等5个专项和新能源、环保等8个项目", ["专项", "项目"]),
    ],
)
def test_the_name_is_found_where_it_stands(text, of):
    assert [q["of"] for q in scan(text)] == of


def test_one_verb_adds_what_several_names_share():
    assert [q["change"] for q in scan("新增合作社、家庭农场15个")] == ["increase"]
    assert [q["change"] for q in scan("新增合作社3个、农场15个")] == ["increase", "increase"]

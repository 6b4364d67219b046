"""Test verdicts on promises, one line a case: what was promised, what is told, what follows."""

import pytest

from tests.tracking.reports import verdict, verdicts

CASES = """
地区生产总值增长6%左右 | 地区生产总值增长6.3% | reached
地区生产总值增长6%左右 | 地区生产总值增长5.9% | reached
地区生产总值增长6%左右 | 地区生产总值增长5.5% | below
地区生产总值增长6%以上 | 地区生产总值增长5.9% | below
经济增长6%左右 | 地区生产总值完成274.4亿元，同比增长5.1% | below
地区生产总值增长6%左右 | 青芜经济开发区地区生产总值增长3% | not_comparable
固定资产投资增长5% | 固定资产投资下降3% | below
社会消费品零售总额增长7% | 社会消费品零售总额达到74.5亿元 | not_comparable other_measure
外贸进出口总额增长10%左右 | 外贸进出口总额年均增长13.2% | not_comparable cumulative
规模以上工业增加值增长8% | 规模以上工业增加值、固定资产投资增速均高于全国平均水平 | not_comparable qualitative
城镇新增就业7万人 | 城镇新增就业超额完成全年任务 | reached
城镇新增就业3500人以上 | 城镇新增就业4080人 | exceeded
新增就业岗位5000个 | 实现城镇新增就业5487人 | reached
城镇登记失业率控制在4%以内 | 城镇登记失业率为3.79% | reached
城镇登记失业率控制在4%以内 | 城镇登记失业率为4.2% | below
人口自然增长率控制在6.6‰ | 人口自然增长率为5.23‰ | reached
单位地区生产总值能耗下降3% | 单位地区生产总值能耗下降3.4% | exceeded
粮食产量稳定在252亿斤以上 | 粮食总产量突破1300万吨 | reached
粮食产量稳定在252亿斤以上 | 粮食总产量达到1200万吨 | below
治理水土流失面积30平方公里 | 治理水土流失面积5万亩 | exceeded
常住人口城镇化率达到58.1% | 常住人口城镇化率由52.23%提高到58.08% | reached
旅游收入突破50亿元 | 旅游收入完成56.4亿元 | exceeded
粮食播种面积稳定在7140万亩以上 | 粮食播种面积稳定在7100万亩以上 | not_comparable qualitative
新建公办幼儿园6所 | 新建公办幼儿园6所 | reached
改造老旧小区32个 | 改造老旧小区27个 | below
新建海外仓8个 | 累计建成海外仓58个 | not_comparable cumulative
建设高标准农田3万亩 | 高标准农田达到48万亩 | not_comparable
新增5G基站120个 | 5G基站达到860个 | not_comparable other_measure
建成蔬菜大棚1050亩 | 奋斗镇建成蔬菜大棚700亩 | below
新签约亿元以上工业项目200个 | 新落地亿元以上工业项目120个 | not_comparable other_measure
新增商业营业面积15万平方米 | 全年新增商业面积10万平方米 | below
鲜奶产量达到25万吨 | 蔬菜产量达到9万吨 | not_mentioned
马铃薯总产量达到25万吨 | 鲜奶产量达到19万吨 | not_mentioned
城乡居民人均可支配收入分别增长8%和9.5% | 城乡居民人均可支配收入分别增长8.3%和9.9% | reached
城乡居民人均可支配收入分别增长8%和9% | 城镇居民人均可支配收入增长7.5%，农村居民人均可支配收入增长9.9% | partly
城镇居民人均可支配收入增长8% | 城乡居民人均可支配收入37533元、15221元，分别增长5.8%、7.1% | below
城镇和农村居民人均可支配收入均增长7.5% | 城乡居民人均可支配收入分别增长7.6%、8.1% | reached
城镇居民人均可支配收入增长8% | 全体居民人均可支配收入增长5.8% | not_comparable other_measure
地区生产总值增长7% | 前三季度，地区生产总值增长3.1% | not_comparable other_measure
地区生产总值增长7% | 前三季度投资额提高，预计全年地区生产总值增长3.1% | below
城镇新增就业5万人 | 上半年城镇新增就业3万人 | not_comparable other_measure
城镇新增就业5万人 | 前三季度城镇新增就业5.3万人 | reached
新增就业5万人 | 返乡创业市场主体新增9814个、带动就业2.8万人 | not_mentioned
城镇登记失业率控制在4%以内 | 登记失业率3.25% | reached
实际利用外资增长3.5% | 实际利用外资增长3倍 | exceeded
一般公共预算收入按可比口径增长10% | 一般公共预算收入增长8.7% | not_comparable other_measure
一般公共预算收入按可比口径增长10% | 一般公共预算收入按可比口径增长8.7% | below
城镇新增就业5700人以上 | 全年商业新增就业3000人，实现城镇新增就业5750人 | reached
财政总收入增长6.5% | 一般公共预算收入增长5.2% | not_comparable other_measure
确保剩余557户1791名贫困人口全部脱贫 | 剩余550户1752名贫困人口全部脱贫 | reached
城镇新增就业3.5万人 | 新增城镇就业3.77万人 | reached
农村劳动力转移就业16.5万人 | 转移农村富余劳动力17.3万人 | reached
农村劳动力转移就业16.5万人 | 培训农村劳动力12万人 | not_mentioned
社会消费品零售总额增长13% | 社会消费品零售总额达到189亿元，增长12% | below
城乡居民人均可支配收入分别增长10%和12%以上 | 城乡居民人均可支配收入增速分别达10%和12.5% | reached
居民消费价格涨幅控制在3%以内 | 居民消费价格上涨2.3% | reached
农民人均纯收入增长11% | 城镇居民人均可支配收入3.2万元、农民人均纯收入1.4万元，分别增长9%和11.5% | reached
城镇居民人均可支配收入、农民人均纯收入增长12%和14% | 城乡居民人均可支配收入分别增长3.7%和8.2% | below
空气质量优良率达到99% | 空气质量优良率、饮用水水源地水质达标率均达到100% | reached
粮食产量稳定在40亿斤水平 | 粮食产量达到47亿斤 | exceeded
实施亿元以上项目220个 | 亿元以上项目180个 | below
规模以上工业增加值增长10% | 规上工业完成增加值3.4亿元 | not_comparable other_measure
申报高新技术企业700家 | 新认定高新技术企业533家 | not_comparable other_measure
一般公共预算总收入增长10% | 地方一般公共预算收入增长8.5% | not_comparable other_measure
地方规模以上工业增加值增长20% | 规上工业增加值增长1% | not_comparable other_measure
实际利用外资增长10% | 实际利用外资年均增长10%以上 | not_comparable cumulative
蔬菜种植面积稳定在135万亩 | 蔬菜面积7.06万亩 | not_comparable other_measure
新增乡村旅游精品线路2条 | 创成1条全国乡村旅游精品线路、3条省乡村旅游精品线路 | not_comparable
抓好268个重大项目 | 267个重大项目完成投资630亿元 | not_comparable other_measure
5.3万户改厕任务 | 改厕5.26万座 | reached
天然气不少于28亿立方米 | 全年增产原油73万吨、天然气0.7亿方 | not_comparable other_measure
城乡居民人均可支配收入均增长7% | 城镇、农村居民人均可支配收入分别增长3.1%和9% | partly
高标准整治老旧小区82个 | 改造老旧小区106个 | exceeded
建成2个旗县殡仪馆 | 建成察右中旗、兴和县、商都县3个殡仪馆 | exceeded
三明中关村科技园入驻企业150家以上 | 三明中关村科技园获批省级孵化器，入驻企业224家 | exceeded
集中式饮用水源地水质达标率达到100% | 集中式饮用水源地和赣江、抚河14个监测断面水质达标率均为100% | reached
招引服务业项目300个 | 推动服务业和现代农业提质增效 | not_mentioned
数字经济核心产业增加值增长9% | 数字经济核心产业制造业增加值增长14% | not_comparable
全面消除56人以上大班额 | 义务教育“大班额”全面消除 | reached
社会消费品零售总额增长10% | 社会消费品零售总额比2016年增长29.6% | not_comparable cumulative
固定资产投资增长5% | 固定资产投资由上年下降40.3%收窄为下降3.9% | below
居民消费价格指数控制在103.5%以内 | 居民消费价格上涨4.2% | below
居民消费价格涨幅控制在3.5%以内 | 居民消费价格指数为102.4% | reached
税收增长10% | 2023年同2018年相比，财政收入增长62%；税收增长75% | not_comparable cumulative
新建5G基站1500个 | 新建1654个5G宏基站 | exceeded
农村户用厕所改造2万户 | 新改建农村卫生厕所3.1万户 | exceeded
打通断头路29条 | 打通城市断头路31条 | reached
规模工业增加值增长9% | 规模以上工业增加值增长15.9% | exceeded
企业技改投入增长7% | 工业技改投资增长30.4% | not_comparable
一般公共预算收入增长5% | 一般公共预算收入扣除留抵退税因素后同口径下降2.1% | below
审批时间压缩至70个工作日以内 | 审批时限压缩到65个工作日 | reached
粮食产量达到172万吨以上 | 粮食播种468.2万亩、预计产量173.4万吨 | reached
筹集财政性资金1400亿元 | 五年筹集财政性资金5100亿元 | not_comparable cumulative
居民消费价格指数（市辖区）涨幅3.5%左右 | 居民消费价格指数（市辖区）上涨1.6% | reached
城市危旧房3万套 | 改造老旧小区4402个、城市危旧房3.1万套（间） | reached
改造市政路11条 | 改造提升11条（段）市政路 | reached
6个县区实现义务教育基本均衡 | 11个县区全部通过普高验收 | not_mentioned
新投产230个亿元以上项目 | 新投产亿元以上项目237个 | reached
地区生产总值增长8%以上 | 全市生产总值再跨百亿台阶、突破1200亿元、增长3.2%左右 | below
新建市政污水管网320公里 | 新建污水管网975公里 | exceeded
推进200个老旧小区改造 | 77个老旧小区改造项目完工 | not_comparable other_measure
培育高新技术企业70家以上 | 产值过亿元企业49户，高新技术企业59户 | not_comparable other_measure
启动建设150个美丽村庄 | 入列省级美丽村庄100个 | not_comparable
完成200个老旧小区改造 | 128个老旧小区引入物业管理服务 | not_comparable
石化新材料等10个材料项目建成投产 | 引进石化新材料项目4个 | not_comparable
新增市场主体10万家 | 净增市场主体8.47万户 | not_comparable other_measure
高新技术企业达到 70 家 | 新增高新技术企业25家 | not_comparable other_measure
新增学位1.52万个 | 增加学位1.5万个 | reached
新增学位1.52万个 | 增加学位1.4万个 | below
地区生产总值增长6%左右 | 松山湖实现生产总值630亿元，增长3.9% | not_comparable
落实大气污染防治30条措施 | 出台助企纾困10条措施 | not_mentioned
筹措资金65亿元新建学校51所 | 计划筹措资金120亿元新建学校81所 | not_comparable
固定资产投资总额增长8.5% | 固定资产投资总额、国内税收收入分别增长1.6%和6.1% | below
新增“三品”认证120个 | 认定“三品”农产品120个 | reached
地区生产总值增长5% | 地区生产总值达到5.5万亿元、稳居全国前十强、增长4.8% | below
开工建设14个高快一体化项目 | 10个高快一体化项目开工建设 | below
农业增加值增长5.5% | 农林牧渔业总产值增长4.5% | not_comparable
原煤产量增长8% | 原煤产量达到72万吨 | not_comparable other_measure
居民人均可支配收入增长8% | 居民人均可支配收入增长46% | not_comparable cumulative
居民消费价格涨幅控制在3.5%以内 | 居民消费价格指数、城镇新增就业人数完成计划目标 | reached
培育高标准蓄水池1600万立方米 | 全年引调水20.2亿立方米 | not_mentioned
研究与试验发展经费投入强度达到1.7% | 研发投入强度达到2.3% | exceeded
"""


def lines():
    for line in CASES.strip().splitlines():
        promise, told, wanted = line.split(" | ")
        yield pytest.param(promise, told, wanted, id=f"{promise}-{wanted}")


@pytest.mark.parametrize(("promise", "told", "wanted"), list(lines()))
def test_values(promise, told, wanted):
    found = verdict(promise, told)
    name, _, why = wanted.partition(" ")
    assert found.verdict == name, found.reason
    if why:
        assert found.why == why
    assert bool(found.evidence) == (name != "not_mentioned")


THINGS = """
雪花啤酒迁建项目10月份投入使用 | 华润雪花啤酒迁建项目主体完工 | partly
确保大唐露天矿一季度完成核准并开工建设 | 大唐露天矿完成项目核准 | partly
确保伊仕丹购物广场年内投入运营 | 伊仕丹购物广场正式营业 | reached
完成梧桐路、海棠路、银杏路改造 | 梧桐路、海棠路改造全面完成 | partly
建成2号线西延伸、18号线二期等轨道交通线 | 建成2号线西延伸、18号线二期等轨道交通线 | reached
启动云麓水库建设 | 云麓水库开工建设 | reached
启动“八五”普法工作 | “七五”普法圆满完成 | not_mentioned
办好市第四届运动会 | 成功举办市第四届运动会 | reached
启动县中医院迁建工程 | 新建公办幼儿园6所 | not_mentioned
创建全国文明城市 | 创建全国文明村镇 | not_mentioned
创建全国文明城市 | 成功创建全国文明城市 | reached
创建国家森林城市 | 成功创建海南省森林城市 | not_mentioned
实施服务业“十百千”工程 | 服务业发展提质增效 | not_mentioned
完成城东大桥建设 | 城东大桥即将通车 | partly
继续实施小街小巷整修工程 | 整修小街小巷60条 | reached
建设市公共卫生服务中心 | 省公共卫生临床中心主体完工 | not_mentioned
完成“五个三”生态工程 | “五个三”生态工程成效明显 | partly
深入开展“平安青芜”建设 | 青芜机场正式通航 | not_mentioned
完成梧桐路、海棠路改造 | 梧桐路改造全面完成，海棠路改造加快建设 | partly
"""


@pytest.mark.parametrize("line", THINGS.strip().splitlines())
def test_things(line):
    promise, told, wanted = line.split(" | ")
    found = _thing(promise, told)
    assert found.verdict == wanted, found.reason


def _thing(promise, told):
    found = verdicts(f"税收增长5%；{promise}，新建公厕3座", told)
    (one,) = [one for one in found if one.commitment.text in promise and "公厕" not in one.commitment.text]
    return one


def test_one_of_two_values_told_is_to_be_checked():
    found = verdict("城乡居民人均可支配收入分别增长8%和9%", "农村居民人均可支配收入增长9.9%")
    assert (found.verdict, found.needs_check) == ("exceeded", True)


def test_what_is_promised_again_is_rolled_over():
    found = verdict("建成城东污水处理厂管网12公里", "新建公办幼儿园6所", again="建成城东污水处理厂管网12公里")
    assert found.verdict == "rolled_over"
    assert found.again.text == "建成城东污水处理厂管网12公里"


def test_less_of_one_of_several_promises_of_one_name_is_none_of_the_others():
    promised = "新建停车楼10座，新增停车位5400个；新开工停车库20座，停车位约8000个"
    found = {one.commitment.text: one.verdict for one in verdicts(promised, "新增停车位5000个")}
    assert (found["新增停车位5400个"], found["停车位约8000个"]) == ("below", "not_comparable")


def test_a_target_of_several_years_is_too_early():
    assert verdict("今后五年地区生产总值年均增长6%", "地区生产总值增长5.1%").verdict == "too_early"


def test_a_bare_measure_takes_its_thing_from_the_clause_before():
    found = verdicts("地产蔬菜种植面积达到2万亩，产量达到15万吨", "全年蔬菜产量达到9.7万吨、鲜奶产量达到19万吨")
    assert [(one.commitment.text, one.verdict) for one in found][1] == ("产量达到15万吨", "below")


def test_what_is_promised_for_a_part_of_the_place_finds_no_result_of_the_whole():
    found = verdicts("县域地区生产总值平均增长6.9%，一般公共预算收入平均增长6%", "一般公共预算收入增长1.6%")
    assert {one.commitment.text.partition("增长")[0]: one.verdict for one in found}["一般公共预算收入平均"] != "below"


def test_a_growth_that_differs_from_the_main_target_is_of_a_part():
    promise = "一般公共预算收入增长5%。\n建设东部新城，确保一般公共预算收入增长20%"
    found = verdicts(promise, "一般公共预算收入增长3%")
    assert [one.verdict for one in found if "预算" in one.commitment.text] == ["below", "not_comparable"]


def test_headless_growth_finds_the_indicator_before_it():
    found = verdict("地区生产总值增长11%，达到282亿元", "全县地区生产总值完成274.4亿元，同比增长9.1%")
    assert found.verdict == "below"
    assert found.reached.text == "9.1%"


def test_awards_of_another_grade_are_not_compared_with_those_promised():
    found = verdicts("培育州级先进县2个、先进乡镇5个", "创建省级重点帮扶优秀县2个、先进乡镇3个")
    assert {one.verdict for one in found if "乡镇" in one.commitment.text} == {"not_comparable"}
    found = verdicts("培育州级先进县2个、先进乡镇5个", "创建州级重点帮扶优秀县2个、先进乡镇3个")
    assert {one.verdict for one in found if "乡镇" in one.commitment.text} == {"below"}

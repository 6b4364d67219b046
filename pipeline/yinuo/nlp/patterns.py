"""Shapes that no single word decides: actors, results, states. Tables come in; compiled patterns go out."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_HAN = r"[\u4e00-\u9fff]"
_BODY = (
    "人民政府|政府|部门|单位|县区|县市区|市县|区县|县市|乡镇|镇街|街道|街镇|企业|银行|机构|学校|院校|高校|医院|党委|党组织|党组|组织|干部职工|干部|党员|同志|"
    "大家|财政|系统|团队|委员会|管委会|厅|局|部|委|办公室|研究院|公司|集团|协会|社会各界|群众|层面|专班|推进组|专项组|小组|领导|负责人|责任人|教师|"
    "校长|企业家|园区|开发区|法院|检察院|公安机关|机关|政协|人大|工会|共青团|妇联|村|社区|市|县|区|省|自治区|直辖市|地区|地方|中央|国家|国务院|各地|各方面|各方|乡镇|中心园|园"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled shapes; see ``patterns``."""

    actor: re.Pattern[str]
    actor_end: re.Pattern[str]
    strong_actor: re.Pattern[str]
    causative: re.Pattern[str]
    by_agent: re.Pattern[str]
    inner_modal: re.Pattern[str]
    no_modal: re.Pattern[str]
    no_preposition: re.Pattern[str]
    time_name: re.Pattern[str]
    state: re.Pattern[str]
    result: re.Pattern[str]
    achieved: re.Pattern[str]
    reflexive: re.Pattern[str]
    circumstance: re.Pattern[str]
    concrete_for: re.Pattern[str]
    concrete_with: re.Pattern[str]
    light_object: re.Pattern[str]
    chain: re.Pattern[str]


@functools.cache
def patterns() -> Patterns:
    """The compiled shapes, built once."""
    result = (
        "开工建设|建成投用|建成投产|建成通车|建成运营|建成启用|投入使用|投入运营|正式运营|投产达效|投产达产|竣工投产|竣工验收|"
        "竣工|完工|投产|通车|运营|投用|开工|动工|启用|开业|营业|封顶|落地|落成|达标|入驻|并网发电|并网|供水|通水|通航|开通|上线|挂牌|开园|开馆|"
        "落地见效|落实落地|落地落实|落地生根|稳妥落地|全覆盖|清零|应减尽减|应保尽保|应贷尽贷|应收尽收|到位|达产|挂牌运行|投运|收回|归零|"
        "(?:稳步|持续|明显|进一步|显著|不断|稳定|合理|较快|继续|基本|有效|大幅|同步|普遍|全面)+(?:增长|提高|提升|改善|下降|上升|好转|优化|增强|扩大|稳定|防控|平衡|同步|充裕|降低|减少|巩固|完善|回升|推进|实施|落实|实现|接入)|"
        "稳中提质|稳中有进|基本稳定|基本平衡|基本同步|保持稳定|保持基本稳定|同步增长|稳中有升|提质增效|总体稳定|达到上级要求|下达指标以内|控制在国家下达[^，]{0,8}"
    )
    return Patterns(
        actor=re.compile(rf"{_HAN}|“"),
        actor_end=re.compile(rf"(?:{_BODY})(?!{_HAN}*(?:化|性)$)"),
        strong_actor=re.compile(
            rf"(?:各{_HAN}*|有关{_HAN}*|相关{_HAN}*|所有{_HAN}*|国务院{_HAN}*|中央{_HAN}*|地方{_HAN}*|全[市省县区]{_HAN}*系统|国家|政府|大家|{_HAN}{{2,12}}(?:人民政府|委员会|办公室|局|厅|部门|管委会))"
        ),
        causative=re.compile(r"(?:督促指导|督促|责成|指导督促|指导|督导|要求|由)(?=[\u4e00-\u9fff“])"),
        by_agent=re.compile(rf"由(?P<who>{_HAN}{{2,16}}?)(?:来|负责|统一|统筹|牵头|自主|依法|另行|分别|具体|按)?(?P<verb>评判|使用|实施|负责|制定|牵头|决定|组织|承担|办理|管理|分担|解决|审批|确定|推进|统筹|执行|落实)"),
        inner_modal=re.compile(r"(?:务必要?|必须|一定要|应当|应该|应(?!用|急|对|届|收|保|减|有|变|答)|不得|严禁|也要|都要|还要|要(?!素|求|点|件|闻|塞|害|务|职|案|道|地|么)|力争|确保|争取)"),
        no_modal=re.compile(r"要(?:素|求|点|件|闻|塞|害|务|职|案|道|么)|将(?:来|军|领|士)|应(?:急|用|届|对)"),
        no_preposition=re.compile(r"对(?:接|外|口|标|照|内|话|手|象|策|冲)|将(?:来|军)|为(?:民|人|主|期|此|官)|在(?:线|建|校|岗|职|读|编|地|于|营|校生|园)|从(?:严|业|事|紧|此|根|源|快|重|优)|向(?:好|上|前|海|北|心|学|善)|用(?:户|地|电|工|人|能|水|好|足|活|途|品|气)|和(?:谐|平|睦|美)|同(?:步|时|心|比|城|志|类|等|频)|按(?:时|期|需|质|揭)|以(?:上|下|内|及|后|来|此|往|外)|由(?:此|于)|自(?:主|然|觉|身|动|治|贸|信|由|立|来|强|筹|由|建)|就(?:业|医|地|近|学|是|读|诊|要|此)|给(?:水|排)|与(?:时|此|会)|到(?:位|期|底)|经(?:济|营|过|费|贸|验|开|常)|沿(?:海|线|江|边|街|河|途|黄)|至(?:今|上)|除(?:了|险|此)|因(?:地|此|素|病|势)|凭(?:借)"),
        time_name=re.compile(r"度?(?:全|世|亚|中国|国际|[^，。；、要将]{0,8}?(?:活动周|活动月|大会|论坛|年会|博览会|联赛|工作要点|工作报告|年度报告|计划|版|规划|纲要|预算))"),
        state=re.compile(r"(?<!于)(?<!就)是(?!否)|有(?:了|着|赖|些|的)|仍|已经?(?!有)|正在|面临|处于|属于|意味着|体现|标志着|来之不易|存在|不够|不足|困难|没有"),
        result=re.compile(rf"({result})$"),
        achieved=re.compile(r"(?:增长|达到|下降|提高|控制在|保持|减少|增加|降低|改善|匹配|适应|到位|降至|突破|超过|不低于|不高于|优于|高于|低于|有.{0,6}(?:提高|下降|改善|降低|突破|变化))"),
        reflexive=re.compile(r"(?:有(?!效|序|力)|与.{2,}(?:相|同步)|走在|成为|迈上|居|位居|见)"),
        circumstance=re.compile(r"(?:[上中下前后时里]|方面|过程|基础|同时|前提)$"),
        concrete_for=re.compile(r"(?:配备|发放|办理|购买|安装|配齐|配送|免除|开通|减轻|减免|购置|赠送|缴纳|代缴|解决|提供[^，]{0,12}(?:服务|补贴|贷款|岗位|资助|培训))"),
        concrete_with=re.compile(rf"以{_HAN}{{2,16}}(?:推进|推动|促进|引领|带动|吸引|提升|优化|加强|加快|撬动|赋能|支撑|深化|倒逼|保障)(?={_HAN}{{4}})"),
        light_object=re.compile(r"(?:工作|任务|建设|制度|机制|体系|水平|能力|力度|活动|管理|服务|情况|问题|项目|政策|措施|标准|质量|方案|规划|计划|职责|责任|体制|领域|环境|发展|改革|监管|保障|等.{0,6}|的.{0,8}|[和与及].*)"),
        chain=re.compile(r"[和与及或并、]|以及|并且"),
    )

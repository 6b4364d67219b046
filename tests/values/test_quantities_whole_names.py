"""What a number counts, by kinds: asides in brackets, manners, lists that bodies come on, two measures said in one."""

import pytest

from yinuo.values.quantities.scanner import scan


def counted(text):
    return [q["of"] for q in scan(text)]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("开发见习岗位（含国企岗位）不少于900个", ["见习岗位"]),
        ("配置除颤仪（AED）60台", ["除颤仪"]),
        ("新建（修缮）村卫生室30所", ["村卫生室"]),
        ("完成供热管网新（改）建40公里", ["供热管网"]),
        ("固定资产投资（不含农户）800亿元", ["固定资产投资（不含农户）"]),
        ("9个区（市）县开展试点", ["区（市）县"]),
    ],
)
def test_what_stands_in_brackets_beside_a_name_is_left_out(text, of):
    assert counted(text) == of


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("举办多样化、个性化老年书画展20场", ["老年书画展"]),
        ("开展4次全覆盖幼儿园消防安全检查", ["幼儿园消防安全检查"]),
        ("可减轻农户负担约3000万元", ["农户负担"]),
        ("平均每年的节水率为3%", ["节水率"]),
        ("2031 年宽带普及率达到90%以上", ["宽带普及率"]),
        ("粮食收购量，五年平均每年递增 4%", ["粮食收购量"]),
        ("免费健康体检护林工人8000人", ["护林工人"]),
        ("在城区公共场所配置饮水机300台", ["饮水机"]),
        ("热线受理居民诉求9万件", ["居民诉求"]),
        ("新获评省级绿色工厂6家", ["省级绿色工厂"]),
        ("中亚班列开行300列", ["中亚班列"]),
        ("财政收入连续跨越300亿元、400亿元台阶", ["财政收入", "财政收入"]),
    ],
)
def test_manners_times_and_verbs_are_left_out(text, of):
    assert counted(text) == of


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("带动600名脱贫户就业增收", ["脱贫户"]),
        ("30%以上小学按照标准配备校医", ["小学"]),
        ("守住60万亩林地红线不动摇", ["林地红线"]),
        ("9家公司入选国家级名单", ["公司"]),
        ("5个镇获评省级卫生镇", ["镇"]),
        ("40个老旧街区改造换新颜", ["老旧街区"]),
        ("推动20个公共体育场馆免费开放", ["公共体育场馆"]),
        ("检查60家供水、供热、供气企业安全", ["供水、供热、供气企业"]),
        ("把省财政的30亿元奖补资金用好用活", ["奖补资金"]),
        ("确保全市6个水源地保护区达标", ["水源地保护区"]),
    ],
)
def test_how_things_fare_ends_the_name_behind_a_number(text, of):
    assert counted(text) == of


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("肉牛存出栏量分别达到5万头、4万头", ["肉牛存栏量", "肉牛出栏量"]),
        ("全市存贷款余额分别增长9%、11%", ["存款余额", "贷款余额"]),
        ("进出口总值和实际利用外资分别增长8%、9%", ["进出口总值", "实际利用外资"]),
        ("玉米播种面积和产量分别达到80万亩、40万吨", ["玉米播种面积", "玉米产量"]),
        ("玉米、大豆最低收购价平均每斤分别提高0.1元和0.2元", ["玉米最低收购价", "大豆最低收购价"]),
        ("春小麦和冬小麦的种植面积分别达到30万亩和20万亩", ["春小麦的种植面积", "冬小麦的种植面积"]),
        ("技改投资占工业投资的比重，要由现在的30%提高到45%", ["技改投资占工业投资的比重"]),
        ("为网约车司机等新业态人员购买意外保险不少于2万人", ["新业态人员"]),
        ("为居民提供健康讲座30场", ["健康讲座"]),
    ],
)
def test_rows_of_measures_and_those_who_are_served_are_named(text, of):
    assert counted(text) == of


def test_a_number_in_the_name_of_a_programme_counts_nothing():
    assert not scan("全面推动十万农户触网工程")
    assert counted("培训十万名农户")

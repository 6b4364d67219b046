import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.damage.diagnosis import inspect
from yinuo.extraction import extract
from yinuo.folding import TRADITIONAL, fold, is_traditional


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０３１年ＧＤＰ增长５％", "2031年GDP增长5%"),
        ("增长3．68%", "增长3.68%"),
        ("今年,要抓好;一是:安全(含校车)!对吗?", "今年，要抓好；一是：安全（含校车）！对吗？"),
        ("城镇新增就业1,234人", "城镇新增就业1,234人"),
        ("收入27，203，319元", "收入27,203,319元"),
        ("改建12,5所已开工", "改建12，5所已开工"),
        ("2030,2031两年", "2030，2031两年"),
        ("上午9：30开会,比例1∶3", "上午9:30开会，比例1:3"),
        ("政\u3000府\xa0工\t作", "政 府 工 作"),
        ("教\u200b育\ufeff", "教 育 "),
        ("甲\r乙\u2028丙\x0c丁", "甲\n乙\n丙\n丁"),
        ("“双减”‘一校一案’《规划》、。", "“双减”‘一校一案’《规划》、。"),
        ("2—4个，5%－6%，3～5人", "2—4个，5%-6%，3~5人"),
        ("二○三一年，二〇三一年", "二○三一年，二〇三一年"),
        ("\u2f2f\u4f5c", "工作"),
        ("㎡①㈠", "㎡①㈠"),
        ("", ""),
    ],
)
def test_one_form(text, folded):
    assert fold(text) == folded
    assert len(folded) == len(text)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789,，：:．.％　\n"))))
def test_length_stays_and_folding_twice_changes_nothing(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert not set(folded) & set("\r\t\u3000\ufeff,;!?()") - {","}


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("枫嶺縣2031年政府工作報告\n新建學校5所，改造農村公路30公里。", True),
        ("枫岭县2031年政府工作报告\n新建学校5所，改造农村公路30公里。", False),
        ("办好錢鍾書故居，" + "新建学校5所，改造公路30公里，办好民生实事，推进乡村振兴。" * 3, False),
        ("", False),
    ],
)
def test_traditional_characters_are_told_by_their_share(text, traditional):
    assert is_traditional(text) == traditional
    assert (TRADITIONAL in extract(text).notes) == traditional
    assert (TRADITIONAL in inspect(text).note) == traditional

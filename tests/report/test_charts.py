"""Test how the plots of a report name their rows."""

from tests.report.test_report import made


def test_targets_of_one_indicator_for_several_years_say_which():
    text = "2026年工作安排\n到2030年，城镇化率达到71%以上。今年，城镇化率达到69.5%以上，城镇调查失业率控制在5.5%左右。"
    html = made(text).html
    assert "城镇化率 2030" in html
    assert "城镇化率 2026" in html
    assert "城镇调查失业率" in html
    assert "城镇调查失业率 2026" not in html

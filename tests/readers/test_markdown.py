import pytest

from yinuo.readers.markdown import read_bytes


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("# 一、任务\n\n新建**幼儿园**7所。", "一、任务\n新建幼儿园7所。\n"),
        ("任务\n====\n\n甲", "任务\n甲\n"),
        ("新建幼儿园7所，\n增加学位2100个。", "新建幼儿园7所，增加学位2100个。\n"),
        ("seven new\nschools", "seven new schools\n"),
        ("甲  \n乙<br>丙", "甲\n乙\n丙\n"),
        ("[意见](http://x) `代码` ![图](x.png)", "意见 代码 \n"),
        ("1. 甲\n2. 乙\n\n   续\n- 丙", "1. 甲\n2. 乙\n续\n• 丙\n"),
        ("| 任务 | 单位 |\n|---|---|\n| 建桥 | 交通局 |", "任务\t单位\n建桥\t交通局\n"),
        ("---\ntitle: x\n---\n甲", "甲\n"),
        ("<!-- 藏 -->\n\n<div>\n甲\n</div>", "甲\n"),
        ("```\n甲\n```\n\n> 乙", "甲\n乙\n"),
        ("一、总体要求\n\n（一）目标", "一、总体要求\n（一）目标\n"),
        ("\\*不是重点\\*", "*不是重点*\n"),
        ("", ""),
    ],
)
def test_words_without_marks(markdown, wanted):
    assert read_bytes(markdown.encode(), "plan.md").text == wanted


def test_more_brackets_than_any_text_has():
    assert read_bytes(("[甲" * 20_000).encode(), "x").text == "[甲" * 20_000 + "\n"


def test_deep_nesting_ends():
    assert "甲" not in read_bytes((">" * 20_000 + "甲").encode(), "x").text

import pytest

from yinuo import preprocessing
from yinuo.extraction import extract_source
from yinuo.readers import read
from yinuo.readers.markdown import read_bytes


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("# 一、任务\n\n新建**幼儿园**7所。", "一、任务\n新建幼儿园7所。\n"),
        ("**（一）加快转型。**新建学校5所，**改造“两河”**道路。", "（一）加快转型。新建学校5所，改造“两河”道路。\n"),
        ("面积4**2，2 ** 3", "面积4**2，2 ** 3\n"),
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


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("title: 云溪县政府工作报告\ndate: 2031-01-16\nauthor: 逯平川", ("云溪县政府工作报告", "2031-01-16", "逯平川", None)),
        ('title: "云溪县政府工作报告"\ndate: 2031/1/16\ntags: [报告, 县]', ("云溪县政府工作报告", "2031-01-16", None, None)),
        ("标题：云溪县政府工作报告\n作者：云溪县县长 逯平川", ("云溪县政府工作报告", None, "逯平川", None)),
        ("title: 托育服务方案\nauthor: 云溪县卫生健康局", ("托育服务方案", None, None, "云溪县卫生健康局")),
        ("title: 托育服务方案\nauthor: 云溪县教育局 云溪县财政局", ("托育服务方案", None, None, "云溪县教育局、云溪县财政局")),
        ("layout: post\ndate: 近日\nauthor: admin", (None, None, None, None)),
    ],
)  # fmt: skip
def test_front_matter_says_of_the_text_what_it_does_not_say_itself(front, said):
    source = read_bytes(f"---\n{front}\n---\n\n新建幼儿园7所。\n".encode(), "plan.md")
    assert source.text == "新建幼儿园7所。\n"
    assert tuple(map(source.metadata.get, ("title", "date", "speaker", "organisation"))) == said


def test_a_title_that_stands_only_in_front_matter_tells_genre_and_organisation(tmp_path):
    file = tmp_path / "report.md"
    file.write_text("---\ntitle: 云溪县2031年政府工作报告\nauthor: 逯平川\n---\n各位代表：\n\n新建学校5所。\n", "utf-8")
    source = read(file)
    (speech,) = preprocessing.speeches(source.text, said=source.metadata)
    assert (speech.title, speech.genre, speech.year) == ("云溪县2031年政府工作报告", "report", 2031)
    assert (speech.organisation, speech.speaker) == ("云溪县人民政府", "逯平川")
    assert extract_source(source).speeches[0].organisation == "云溪县人民政府"

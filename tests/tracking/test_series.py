"""Test series: targets and results by place and year, their marks, and the files they are written to."""

import csv
import gzip
import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import yinuo
from tests.shared import SHARED, needs
from yinuo.cli import app
from yinuo.errors import InputError
from yinuo.pages import Words
from yinuo.tracking.series.pivot import most_used

FOLDER = "corpus/tracking"


@pytest.fixture(scope="module")
def found():
    return yinuo.series(FOLDER)


def of(found, indicator, place=None):
    return [one for one in found if one.indicator == indicator and place in (None, one.place)]


def shown(one):
    return (one.year, one.target and one.target.value, one.result and one.result.value, " ".join(one.marks))


@pytest.mark.parametrize(
    ("indicator", "rows"),
    [
        (
            "gdp_growth",
            [
                (2030, None, "5.8%", ""),
                (2031, "6%左右", "6.3%", ""),
                (2032, "6%左右", "5.4%", "kept"),
                (2033, "5%—5.5%", None, "lowered"),
            ],
        ),
        (
            "fiscal_revenue_growth",
            [
                (2030, None, "4.1%", ""),
                (2031, "5%", "3.2%", ""),
                (2032, "4%", "4.6%", "lowered"),
                (2033, "4%左右", None, "softened"),
            ],
        ),
        (
            "urban_new_jobs",
            [
                (2030, None, "3620人", ""),
                (2031, "3500人以上", "4080人", ""),
                (2032, "3800人以上", "3910人", "raised"),
                (2033, "4000人以上", None, "raised"),
            ],
        ),
        (
            "retail_sales_growth",
            [(2031, "7%", None, ""), (2032, None, "6.2%", "dropped"), (2033, None, None, "absent")],
        ),
        (
            "registered_unemployment",
            [(2031, "4%以内", "3.6%", ""), (2032, None, None, "dropped"), (2033, "4%以内", None, "new")],
        ),
    ],
)
def test_targets_results_and_marks(found, indicator, rows):
    assert [shown(one) for one in of(found, indicator)] == rows


def test_a_result_is_judged_against_the_target_of_its_year(found):
    outcomes = {(one.indicator, one.year): (one.outcome, one.attainment) for one in found}
    assert outcomes["gdp_growth", 2032] == ("below", 0.9)
    assert outcomes["registered_unemployment", 2031] == ("reached", 0.9)
    assert outcomes["urban_new_jobs", 2031][0] == "exceeded"
    assert outcomes["retail_sales_growth", 2032] == (None, None)


def test_every_value_stands_in_its_report(found):
    for one in found:
        for told in filter(None, (one.target, one.result)):
            text = yinuo.read(told.document).text
            assert text[told.start : told.end] == told.text
            assert told.value is None or told.value in told.text


def one_place(folder, *years):
    """Write reports of a place: the targets of a year, and what the next one tells."""
    for year, told, promised in years:
        text = f"{year}年青芜县政府工作报告\n一、{year - 1}年工作回顾\n过去的一年，{told}。\n"
        text += f"二、{year}年工作安排\n今年主要预期目标是：{promised}。\n"
        (folder / f"qingwu-{year}.txt").write_text(text, "utf-8")
    return yinuo.series(folder)


def test_a_fall_is_below_zero_and_prices_compare_however_they_are_told(tmp_path):
    told = "居民消费价格上涨1.2%，社会消费品零售总额下降2.1%，固定资产投资是2006年的3.7倍"
    promised = "居民消费价格涨幅控制在3%以内；社会消费品零售总额增长4%；固定资产投资增长6%；实际利用外资增长5%"
    found = one_place(tmp_path, (2031, "绿地率达到40%", promised), (2032, told, "实际利用外资达到2亿美元"))
    own = {one.indicator: one for one in found if one.year == 2031}
    assert (own["cpi"].result.low, own["cpi"].outcome) == (1.2, "reached")
    retail = own["retail_sales_growth"]
    assert (retail.result.low, retail.result.shown, retail.outcome) == (-2.1, "-2.1%", "below")
    assert own["fixed_investment_growth"].result is None
    foreign = [(one.indicator, one.year, one.marks) for one in found if one.indicator.startswith("foreign_investment")]
    assert foreign == [
        ("foreign_investment", 2032, ("new",)),
        ("foreign_investment_growth", 2031, ()),
        ("foreign_investment_growth", 2032, ("dropped",)),
    ]


def test_targets_of_a_plan_are_rows_of_their_own(tmp_path):
    first = "地区生产总值增长6%；今后五年地区生产总值年均增长7%"
    second = "地区生产总值增长5%；今后五年地区生产总值年均增长6%左右"
    found = one_place(tmp_path, (2031, "绿地率达到40%", first), (2036, "地区生产总值增长5.5%", second))
    plans = [(o.year, o.target.value, o.result, o.marks) for o in of(found, "gdp_growth") if o.period == "plan"]
    assert plans == [(2031, "7%", None, ()), (2036, "6%左右", None, ("lowered", "softened"))]
    assert [o.target.value for o in of(found, "gdp_growth") if o.period == "year" and o.target] == ["6%", "5%"]


def test_a_missing_report_leaves_no_mark(tmp_path):
    for year in (2031, 2033):
        shutil.copy(f"{FOLDER}/qingwu-{year}.txt", tmp_path)
    marks = {one.year: one.marks for one in of(yinuo.series(tmp_path), "gdp_growth")}
    assert marks == {2030: (), 2031: (), 2032: (), 2033: ()}


def bare(found):
    """The series without the names of documents."""
    return [
        one.model_copy(
            update={
                side: told and told.model_copy(update={"document": ""})
                for side, told in (("target", one.target), ("result", one.result))
            }
        )
        for one in found
    ]


def texts():
    return [{"text": path.read_text("utf-8"), "place": "青芜县"} for path in sorted(Path(FOLDER).glob("*.txt"))]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_rows_of_texts_give_the_same(found, tmp_path, ending):
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in texts()).encode()
    path = tmp_path / f"reports{ending}"
    path.write_bytes(gzip.compress(lines) if ending.endswith("gz") else lines)
    own = [one.model_copy(update={"place": "qingwu"}) for one in bare(yinuo.series(path))]
    assert own == bare(found)
    assert {one.target.document for one in yinuo.series(tmp_path) if one.target} == {f"{path}#{n}" for n in (1, 2, 3)}


def test_records_and_a_batch_give_the_same_but_what_is_said_to_be_none(found, tmp_path):
    yinuo.batch([FOLDER], tmp_path / "out", include=["achievement"], jobs=1)
    numbers = [one for one in bare(found) if "absent" not in one.marks]
    for given in (tmp_path / "out", tmp_path / "out" / "commitments.jsonl"):
        own = [one for one in bare(yinuo.series(given)) if one.target or one.result or one.year != 2033]
        assert [shown(one) for one in own] == [shown(one) for one in numbers]


def test_any_number_of_processes_gives_the_same_bytes(found, tmp_path):
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    assert yinuo.series(FOLDER, [str(one)]) == yinuo.series(FOLDER, [str(two)], jobs=2) == found
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("name", ["gdp_growth", "生产总值增速", "GDP, growth"])
def test_an_indicator_has_several_names(found, name):
    assert yinuo.series(FOLDER, indicator=name) == tuple(of(found, "gdp_growth"))


def test_what_is_counted_can_be_asked_for_by_its_own_name():
    values = [shown(one)[:3] for one in yinuo.series(FOLDER, indicator="公办幼儿园")]
    assert values == [(2031, "6所", "6所"), (2032, "3所", "3所"), (2033, "2所", None)]


def test_a_file_that_cannot_be_read_is_one_line_and_the_rest_is_read(found, tmp_path):
    shutil.copytree(FOLDER, tmp_path / "all")
    (tmp_path / "all" / "broken.docx").write_bytes(b"PK\x03\x04")
    told, steps = [], []
    own = yinuo.series(tmp_path / "all", tell=told.append, watch=lambda done, total: steps.append((done, total)))
    assert [shown(one) for one in own] == [shown(one) for one in found]
    assert len(told) == 1
    assert "broken.docx" in told[0]
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(InputError, match=r"broken\.docx"):
        yinuo.series(tmp_path / "all")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("series")
    targets = [str(folder / f"s{ending}") for ending in (".csv", ".xlsx", ".svg", ".html")]
    return folder, targets, yinuo.series(FOLDER, targets)


def test_the_rows_are_the_records(written):
    folder, _, found = written
    with (folder / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["place"], row["indicator"], int(row["year"]), row["marks"]) for row in table] == [
        (one.place, one.indicator, one.year, " ".join(one.marks)) for one in found
    ]
    assert [row["target_value"] for row in table] == [(one.target and one.target.value) or "" for one in found]


def test_the_workbook_has_a_sheet_an_indicator_and_all_rows(written):
    folder, _, found = written
    book = openpyxl.load_workbook(folder / "s.xlsx")
    assert len(book.sheetnames) == len({one.indicator for one in found}) + 1
    pivot = list(book["生产总值增速"].iter_rows(values_only=True))
    assert pivot[0][:5] == ("地区", "2030 目标", "2030 结果", "2031 目标", "2031 结果")
    assert pivot[1][:5] == ("qingwu", None, "5.8%", "6%左右", "6.3%")
    assert book["明细"].max_row == len(found) + 1


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen, self.ids, self.links = [], [], set(), set()

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        given = dict(attrs)
        self.ids |= {given["id"]} if "id" in given else set()
        self.links |= {given["href"][1:]} if given.get("href", "").startswith("#") else set()
        if tag not in ("meta", "link", "br", "input", "circle", "line", "rect", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()


def test_the_page_has_a_table_an_indicator_and_no_script(written):
    folder, _, found = written
    page = Tags()
    text = (folder / "s.html").read_text("utf-8")
    page.feed(text)
    assert page.open == []
    assert "script" not in page.seen
    assert page.links <= page.ids
    assert set(most_used(found)[:10]) <= page.ids
    assert "<b>5%—5.5%</b>▼" in text
    assert "○5.4%" in text


def test_the_drawing_is_of_one_place(written, tmp_path):
    folder, _, found = written
    name = Words("zh").name("indicator", most_used(found)[0])
    assert "<title id=" in (folder / "s.svg").read_text("utf-8")
    assert f"qingwu · {name}" in (folder / "s.svg").read_text("utf-8")
    shutil.copytree(FOLDER, tmp_path / "all")
    shutil.copy(f"{FOLDER}/qingwu-2031.txt", tmp_path / "all" / "other-2031.txt")
    with pytest.raises(InputError, match="a drawing shows one place, and here are 2"):
        yinuo.series(tmp_path / "all", [str(tmp_path / "x.svg")])


@pytest.mark.parametrize(
    ("given", "options", "says"),
    [
        (FOLDER, {"targets": ["x.pdf"]}, "ends in none of .csv, .xlsx, .svg, .html"),
        ("no-such", {}, "no such file"),
        (FOLDER, {"place": "nowhere"}, "tells no target and no result of any indicator for nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(given, options, says):
    with pytest.raises(InputError, match=says):
        yinuo.series(given, **options)


def test_the_verb_writes_and_counts(tmp_path):
    target = tmp_path / "s.csv"
    result = CliRunner().invoke(app, ["series", FOLDER, "--indicator", "gdp_growth", "-o", str(target)])
    assert result.exit_code == 0, result.output
    assert "places: 1, indicators: 1, targets: 3, results: 3" in result.output
    assert target.read_text("utf-8-sig").count("\n") == 1 + 4


COUNTY = "corpus/county/hailar-2012.txt"
PROVINCES = "corpus/provincial/gansu-2026.txt"


@needs(COUNTY, sibling="test_targets_results_and_marks")
def test_the_growth_of_hailar():
    own = {one.year: one for one in yinuo.series((SHARED / COUNTY).parent, indicator="gdp_growth")}
    targets = {year: one.target.value for year, one in own.items() if one.target}
    assert [targets[year] for year in range(2014, 2020)] == ["11%", "8%", "7.5%", "7.5%", "6%左右", "3.5%左右"]
    assert (own[2014].result.value, own[2014].outcome) == ("9.1%", "below")
    assert [own[year].marks for year in (2015, 2017, 2018)] == [("lowered",), ("kept",), ("lowered", "softened")]
    assert [own[year].result.value for year in (2015, 2016, 2018)] == ["8.9%", "7.2%", "6.0%"]


@needs(PROVINCES, sibling="test_a_result_is_judged_against_the_target_of_its_year")
def test_every_province_tells_the_growth_it_promised():
    found = yinuo.series((SHARED / PROVINCES).parent, indicator="gdp_growth", jobs=2)
    year = [one for one in found if one.year == 2025 and one.target and one.period == "year"]
    assert len(year) == 31
    assert sum(one.outcome is not None for one in year) == 31
    assert sum(one.year == 2026 and one.target is not None and one.period == "year" for one in found) == 31
    plans = [one.target.text for one in found if one.period == "plan"]
    assert len(plans) >= 10
    assert all("年均" in text for text in plans)


def test_a_target_of_another_sum_is_neither_raised_nor_lowered_nor_met_by_it(tmp_path):
    told = "财政总收入完成24.9亿元"
    found = one_place(
        tmp_path, (2031, "绿地率达到40%", "财政总收入达到28.8亿元"), (2032, told, "一般公共预算收入达到14.6亿元"),
        (2033, "财政总收入完成25亿元", "一般公共预算收入达到15亿元"),
    )  # fmt: skip
    revenue = [(one.year, one.outcome, one.marks) for one in found if one.indicator == "fiscal_revenue"]
    assert revenue == [(2031, "below", ()), (2032, None, ()), (2033, None, ("raised",))]


def test_a_list_of_targets_in_the_review_is_no_result(tmp_path):
    aims = "地区生产总值增长6%。今年经济社会发展的主要预期目标是：地区生产总值增长5%，税收增长4%"
    found = one_place(tmp_path, (2031, "绿地率达到40%", "税收增长5%"), (2032, aims, "绿地率达到42%"))
    assert [one.result.value for one in found if one.result and one.year == 2031 and one.indicator != "green"] == ["6%"]


def test_growth_behind_a_comparison_with_a_year_long_past_is_that_of_several_years(tmp_path):
    told = "规上工业增加值比2021年增长39%。税收增长18%。一般公共预算收入比上年增长4%"
    found = one_place(tmp_path, (2026, "绿地率达到40%", "税收增长5%"), (2027, told, "绿地率达到42%"))
    results = {one.indicator: one.result.value for one in found if one.result and one.year == 2026}
    assert (results.get("tax_revenue_growth"), results["fiscal_revenue_growth"]) == (None, "4%")


def test_what_stays_with_the_place_is_the_result_of_a_target_of_that(tmp_path):
    told = "财政一般预算收入增长16.9%，其中地方财政一般预算收入增长15%"
    found = one_place(tmp_path, (2031, "绿地率达到40%", "地方财政一般预算收入增长10%"), (2032, told, "绿地率达到42%"))
    assert [one.result.value for one in found if one.result and one.target] == ["15%"]


def test_much_more_than_the_targets_around_is_a_sum_of_several_years(tmp_path):
    found = one_place(
        tmp_path, (2031, "绿地率达到40%", "城镇新增就业12万人"), (2032, "城镇新增就业13万人", "绿地率达到42%"),
        (2033, "城镇新增就业69万人", "城镇新增就业13万人"), (2034, "城镇新增就业14万人", "绿地率达到42%"),
    )  # fmt: skip
    jobs = {one.year: one.result and one.result.value for one in found if one.indicator == "urban_new_jobs"}
    assert jobs == {2031: "13万人", 2032: None, 2033: "14万人", 2034: None}


def test_a_target_of_this_year_is_one_though_its_sentence_names_a_plan(tmp_path):
    aims = "对接“十五五”规划，提出今年的预期目标是：税收增长6%"
    found = one_place(tmp_path, (2031, "绿地率达到40%", aims), (2032, "税收增长7%", "绿地率达到42%"))
    own = [one for one in found if one.indicator == "tax_revenue_growth" and one.year == 2031]
    assert [(one.period, one.target.value, one.result.value) for one in own] == [("year", "6%", "7%")]

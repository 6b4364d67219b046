"""Plots are well-formed, say their numbers, keep their labels within, and take any text."""

import pytest
from lxml import etree

from yinuo.plots import Bar, Cell, Plot, Point, Stretch, Target, bars, calendar, figure, gantt, heatmap, ranges, series
from yinuo.plots.measure import fit, width, wrap
from yinuo.plots.scale import Scale, day_number, day_ticks, ticks

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("1")</script>&\x00\u202e\ud800]]>'
LONG = "关于进一步加强和改进新时代城镇居民人均可支配收入统计监测工作的若干措施" * 3

PLOTS = {
    "bars": bars([Bar("量化", [7]), Bar("具体", [12.5])], title="明确程度", series=("项",)),
    "stacked": bars(
        [Bar(LONG, [7, 0, 3], "#r1"), Bar("二、任务", [1, 2, 600])], title="章节", series=("量化", "具体", "原则")
    ),
    "no bars": bars([], title="空"),
    "zero": bars([Bar("量化", [0])], title="零"),
    "calendar": calendar(["2025-06-30", "2025-12-31", "2030-12-31", None], title="期限", undated="未写明日期："),
    "undated": calendar([None, None], title="期限", undated="未写明日期："),
    "gantt": gantt(
        [
            Stretch("一、目标", "2025-01-01", "2025-12-31", LONG, "#r1"),
            Stretch("一、目标", "2025-03-01", "2025-03-02", "培训"),
            Stretch("二、任务", None, "2025-06-30", "建成"),
            Stretch(LONG, "2024-06-30", None, "开工"),
        ],
        title="进度",
        today="2025-05-01",
    ),
    "no gantt": gantt([], title="空"),
    "one day": gantt([Stretch("一", "2025-12-31", "2025-12-31", "竣工")], title="一天"),
    "ranges": ranges(
        [
            Target("GDP增速", 5, None, "5%以上"),
            Target(LONG, 5, 5.5, "5%—5.5%"),
            Target("失业率", None, 5.5, "5.5%以内"),
            Target("CPI", 2, 2, "2%左右", approximate=True),
            Target("能耗", -3.8, -3.8, "下降3.8%"),
            Target("残缺", None, None, "□%"),
        ],
        title="目标",
        unit="%",
    ),
    "no ranges": ranges([], title="空"),
    "heatmap": heatmap(
        ["安徽省", LONG],
        ["生产总值增速", LONG, "GDP"],
        {(0, 0): Cell(6, "6%左右", "#r1"), (0, 1): Cell(3, LONG), (1, 0): Cell(8, "8%"), (1, 2): Cell(None, "若干")},
        title="比较",
    ),
    "no heatmap": heatmap([], [], {}, title="空"),
    "series": series(
        [Point("2023", 5, None, 5.3), Point("2024", 5, 5.5, None), Point("2025", None, 5, 5.6), Point("2026")],
        title="增速",
        unit="%",
    ),
    "long series": series([Point(str(year), year / 7, None, year / 6) for year in range(1954, 2027)], title="长"),
    "no series": series([], title="空"),
}


def hostile():
    """Yield every kind of plot, with a text in each place that takes one."""
    say = {"title": HOSTILE}
    yield bars([Bar(HOSTILE, [1, 2], HOSTILE)], series=(HOSTILE, HOSTILE), head=HOSTILE, desc=HOSTILE, **say)
    yield calendar(["2025-06-30", None], undated=HOSTILE, total=HOSTILE, link=lambda y, m: HOSTILE, **say)
    yield gantt([Stretch(HOSTILE, "2025-01-01", None, HOSTILE, HOSTILE)], columns=[HOSTILE] * 4, **say)
    yield ranges([Target(HOSTILE, 1, 2, HOSTILE, link=HOSTILE)], unit=HOSTILE, **say)
    yield heatmap([HOSTILE], [HOSTILE], {(0, 0): Cell(1, HOSTILE, HOSTILE)}, head=HOSTILE, **say)
    yield series([Point(HOSTILE, 1, 2, 1.5)], names=(HOSTILE, HOSTILE), unit=HOSTILE, **say)


def parsed(plot):
    return etree.fromstring(plot.svg.encode())


def words(plot):
    return " ".join(parsed(plot).itertext())


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_plot_is_well_formed_and_described(plot):
    root = parsed(plot)
    title, desc = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", plot.title)
    assert desc.tag == f"{SVG}desc"
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert isinstance(plot, Plot)
    assert plot._repr_svg_() == plot.svg
    assert repr(plot.rows) in repr(plot)
    assert "<svg" not in repr(plot)


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_rows_of_numbers_have_a_cell_for_each_column(plot):
    assert {len(row) for row in plot.rows} <= {len(plot.columns)}


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_labels_stay_within_the_plot(plot):
    root = parsed(plot)
    _, _, right, bottom = map(float, root.get("viewBox").split())
    for text in root.iter(f"{SVG}text"):
        said = "".join(text.itertext()) if not len(text) else text[0].tail
        wide = width(said or "") * float(text.get("font-size"))
        x = float(text.get("x")) - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor"), 0)
        assert x >= -0.6, said
        assert x + wide <= right + 0.6, said
        assert 0 < float(text.get("y")) <= bottom, said


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_shapes_stay_within_the_plot(plot):
    root = parsed(plot)
    _, _, right, bottom = map(float, root.get("viewBox").split())
    for rect in root.iter(f"{SVG}rect"):
        if rect.getparent().tag != f"{SVG}pattern":
            x, y, w, h = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
            assert -0.1 <= x <= x + w <= right + 0.1
            assert -0.1 <= y <= y + h <= bottom + 0.1


@pytest.mark.parametrize("plot", list(hostile()), ids=["bars", "calendar", "gantt", "ranges", "heatmap", "series"])
def test_hostile_texts_are_texts(plot):
    root = parsed(plot)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {
        "svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "g", "a", "line", "text",
    }  # fmt: skip
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)
    assert '<script>alert("1")</script>' in words(plot)
    page = figure(plot, numbers=HOSTILE, note=HOSTILE)
    assert "<script" not in page
    assert not {"\x00", "\u202e", "\ud800"} & set(page)


SAID = [
    ("bars", ["量化", "7", "12.5"]),
    ("stacked", ["10", "603"]),
    ("calendar", ["2025", "2030", "未写明日期： 1"]),
    ("undated", ["未写明日期： 2"]),
    ("gantt", ["培训 · 2025-03-01 – 2025-03-02", "建成 · … – 2025-06-30", "开工 · 2024-06-30 – …"]),
    ("ranges", ["5%以上", "5.5%以内", "2%左右", "下降3.8%", "□%"]),
    ("heatmap", ["6%左右", "8%", "若干", "–"]),
    ("series", ["2023: target 5%, result 5.3%", "2024: target 5–5.5%"]),
]


@pytest.mark.parametrize(("name", "said"), SAID)
def test_numbers_are_said_in_the_drawing(name, said):
    found = words(PLOTS[name])
    assert [part for part in said if part not in found] == []


def test_numbers_are_in_the_table():
    assert PLOTS["calendar"].rows[0][6] == "1"
    assert PLOTS["calendar"].rows[0][-1] == "2"
    assert PLOTS["series"].rows[1] == ("2024", "5", "5.5", "")
    assert PLOTS["heatmap"].rows[1] == (LONG, "8%", "", "若干")
    assert PLOTS["ranges"].rows[0] == ("GDP增速", "5", "", "5%以上")


def test_bounds_are_drawn_by_shape_and_not_by_colour_alone():
    exact = ranges([Target("a", 5, 5, "5")], title="t")
    about = ranges([Target("a", 5, 5, "约5", approximate=True)], title="t")
    least = ranges([Target("a", 5, None, "5以上")], title="t")
    most = ranges([Target("a", None, 5, "5以内")], title="t")
    between = ranges([Target("a", 5, 6, "5—6")], title="t")

    def shapes(plot):
        kinds = [e.tag.removeprefix(SVG) + (e.get("fill") or "") + (e.get("d") or "") for e in parsed(plot)[-1]]
        return tuple(kind for kind in kinds if not kind.startswith(("text", "title")))

    assert len({shapes(plot) for plot in (exact, about, least, most, between)}) == 5


def test_parts_of_a_bar_are_hatched_differently():
    root = parsed(PLOTS["stacked"])
    patterns = {etree.tostring(p[1]) if len(p) > 1 else b"" for p in root.iter(f"{SVG}pattern")}
    assert len(patterns) == 3


def test_same_data_give_the_same_bytes_and_other_data_other_identifiers():
    again = bars([Bar("量化", [7]), Bar("具体", [12.5])], title="明确程度", series=("项",))
    assert again.svg == PLOTS["bars"].svg
    ids = [parsed(plot)[0].get("id") for plot in PLOTS.values()]
    assert len(set(ids)) == len(ids)


def test_day_given_as_today_is_a_line():
    stretch = [Stretch("一", "2025-01-01", "2025-12-31", "建成")]
    assert "#d55e00" in gantt(stretch, title="t", today="2025-05-01").svg
    assert "#d55e00" not in gantt(stretch, title="t").svg


def test_stretches_that_meet_do_not_cover_each_other():
    data = [Stretch("一", "2025-01-01", "2025-06-30", str(n)) for n in range(3)]
    tops = {rect.get("y") for rect in parsed(gantt(data, title="t")).iter(f"{SVG}rect")}
    assert len(tops) == 3


@pytest.mark.parametrize(
    ("text", "most", "wanted"),
    [("承诺", 2, "承诺"), ("承诺报告", 3, "承诺…"), ("承诺", 0.5, ""), ("a  b", 9, "a b"), ("", 3, "")],
)
def test_texts_are_cut_to_a_width(text, most, wanted):
    assert fit(text, most) == wanted
    assert width(fit(text, most)) <= most


def test_texts_are_broken_into_lines():
    assert wrap("fiscal revenue, growth", 8, 3) == ["fiscal", "revenue,", "growth"]
    assert all(width(line) <= 6 for line in wrap(LONG, 6, 3))
    assert wrap("", 6, 3) == []


@pytest.mark.parametrize(("low", "high"), [(0, 9.5), (-3.8, 6), (0, 0), (5, 5), (0.001, 0.002), (0, 5.3e12)])
def test_ticks_are_round_and_span_the_range(low, high):
    found = ticks(low, high)
    assert found[0] <= low
    assert high <= found[-1]
    assert 2 <= len(found) <= 8
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-01-01", "2025-12-31"),
        ("2024-12-20", "2035-12-31"),
        ("1954-01-01", "2050-12-31"),
        ("2025-12-16", "2026-01-15"),
    ],
)
def test_days_named_by_an_axis_are_few_and_within(first, last):
    found = day_ticks(day_number(first), day_number(last))
    assert 2 <= len(found) <= 13
    assert all(day_number(first) <= day <= day_number(last) for day, _ in found)


def test_scale_keeps_what_lies_outside_at_its_end():
    scale = Scale(0, 10, 100, 200)
    assert [scale(value) for value in (-5, 0, 5, 10, 99)] == [100, 100, 150, 200, 200]
    assert Scale(3, 3, 0, 10)(3) == 5

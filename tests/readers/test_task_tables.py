"""Tables of tasks in files of every kind: the same records, and nothing of a neighbouring cell in them."""

import datetime
import io

import openpyxl
import pytest

import yinuo
from tests.markup import pipeline
from tests.readers.tasks import FILES, TITLE
from yinuo.errors import FormatError, InputError
from yinuo.readers import documents, read

HEAD = ("序号", "主要任务", "牵头单位", "配合单位", "完成时限")
ROWS = (
    HEAD,
    ("1", "疏浚河道9公里", "市水利局", "市财政局、各镇人民政府", "5月底前"),
    ("2", "加固水库3座。", None, "", "2031年10月"),
    ("3", "植树3万亩", "市林业局", "市水利局", "全年"),
)
EXPLICIT = [name for name in FILES if name.endswith(("docx", "html", "xlsx"))]


def made(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    return read(tmp_path / name)


def records(source):
    found = list(yinuo.extract(source.text, nlp=pipeline()))
    for record in found:
        spans = (record, *record.responsible, *record.quantities, *filter(None, [record.stated_deadline]))
        assert all(source.text[one.start : one.end] == one.text for one in spans)
    return found


def who(record):
    return [(p.text, p.role) for p in record.responsible]


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_records(tmp_path, name):
    source = made(tmp_path, name, FILES[name](ROWS))
    one, two, three = records(source)
    assert [r.text for r in (one, two, three)] == ["疏浚河道9公里", "加固水库3座", "植树3万亩"]
    assert who(one) == [("市水利局", "lead"), ("市财政局", "support"), ("各镇人民政府", "support")]
    assert who(two) == [("市水利局", "lead")]
    assert two.responsible[0].start == one.responsible[0].start
    assert who(three) == [("市林业局", "lead"), ("市水利局", "support")]
    assert [r.deadline.to for r in (one, two, three)] == ["2031-05-31", "2031-10-31", "2031-12-31"]
    assert {r.speech.title for r in (one, two, three)} == {TITLE}


@pytest.mark.parametrize("name", EXPLICIT)
def test_an_empty_cell_is_not_a_merged_one(tmp_path, name):
    rows = (HEAD, ROWS[1], ("2", "加固水库3座", "", None, None), ("3", "植树3万亩", "市林业局", "", ""))
    one, two, three = records(made(tmp_path, name, FILES[name](rows)))
    assert (who(two), two.deadline.to) == (who(one)[1:], "2031-05-31")
    assert (who(three), three.stated_deadline) == ([("市林业局", "lead")], None)


@pytest.mark.parametrize("name", EXPLICIT)
def test_a_task_of_several_rows_is_told_once(tmp_path, name):
    rows = (HEAD, ROWS[1], ("2", None, "市林业局", "", "6月底前"))
    assert [r.text for r in records(made(tmp_path, name, FILES[name](rows)))] == ["疏浚河道9公里"]


def test_a_task_with_numbers_is_told_beside_what_spells_it_out(tmp_path):
    rows = (
        ("序号", "实事项目", "工作举措及实施计划", "责任单位"),
        ("1", "新建幼儿园7所。", "4月底前主体完工。8月底前竣工交付4所。", "县教育局"),
        ("2", "扩大托位供给", "6月底前新增托位90个。", "县卫生健康局"),
    )
    found = [r.text for r in records(made(tmp_path, "a.csv", FILES["table.csv"](rows)))]
    assert {"新建幼儿园7所", "新增托位90个"} <= set(found)
    assert "扩大托位供给" not in found


def test_a_page_whose_row_is_one_cell_beside_merged_ones(tmp_path):
    table = (
        '<table><tr><th>工作任务</th><th>责任单位</th></tr><tr><td>疏浚河道9公里</td><td rowspan="2">市水利局</td></tr>'
        '<tr><td>加固水库3座<br>新建泵站2座</td></tr><tr><td colspan="2">二、林业</td></tr>'
        "<tr><td>植树3万亩</td><td>市林业局</td></tr></table>"
    )
    found = records(made(tmp_path, "a.html", f"<html><body>{table}</body></html>".encode()))
    assert [(r.text, who(r)[0][0]) for r in found] == [
        ("疏浚河道9公里", "市水利局"),
        ("加固水库3座", "市水利局"),
        ("新建泵站2座", "市水利局"),
        ("植树3万亩", "市林业局"),
    ]
    assert found[-1].section == ("二、林业",)


def test_a_header_of_two_rows_in_a_page(tmp_path):
    table = (
        '<table><tr><td rowspan="2">工作任务</td><td colspan="2">责任分工</td><td rowspan="2">完成时间</td></tr>'
        "<tr><td>牵头单位</td><td>配合单位</td></tr>"
        "<tr><td>疏浚河道9公里</td><td>市水利局</td><td>市财政局</td><td>2031年5月</td></tr></table>"
    )
    (record,) = records(made(tmp_path, "a.html", f"<html><body>{table}</body></html>".encode()))
    assert (who(record), record.deadline.to) == ([("市水利局", "lead"), ("市财政局", "support")], "2031-05-31")


def test_a_long_cell_of_a_page_stays_in_its_row(tmp_path):
    tasks = "".join(f"<p>{n}.新建泵站{n}座。</p>" for n in range(1, 13))
    rows = f"<tr><td>1</td><td>{tasks}</td><td>市水利局</td></tr><tr><td>2</td><td>植树3万亩</td><td>市林业局</td></tr>"
    head = "<tr><td>序号</td><td>工作任务</td><td>责任单位</td></tr>"
    found = records(made(tmp_path, "a.html", f"<html><body><table>{head}{rows}</table></body></html>".encode()))
    assert [(r.quantities[0].low, who(r)[0][0]) for r in found] == [
        *((n, "市水利局") for n in range(1, 13)),
        (30000, "市林业局"),
    ]


def test_other_tables_of_a_page_stay_as_they_are(tmp_path):
    table = '<table><tr><td>姓名</td><td>学校</td></tr><tr><td>王<br>某</td><td rowspan="2">一中</td></tr></table>'
    page = f"<html><body><p>名单如下，共一人。</p>{table}<p>以上名单，现予公布。</p></body></html>"
    wanted = "名单如下，共一人。\n姓名\t学校\n王 某\t一中\n以上名单，现予公布。\n"
    assert made(tmp_path, "a.html", page.encode()).text == wanted


def workbook(*rows, formats=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, shown in (formats or {}).items():
        book.active[place].number_format = shown
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_numbers_and_days_of_a_sheet_read_as_they_are_shown(tmp_path):
    data = workbook(
        ("工作任务", "目标值", "单位", "责任部门", "完成时限"),
        ("疏浚河道", 9, "公里", "市水利局", datetime.date(2031, 5, 31)),
        ("提高森林覆盖率", 0.475, None, "市林业局", datetime.datetime(2031, 10, 1)),
        formats={"B3": "0.0%", "E2": "yyyy-mm-dd", "E3": 'yyyy"年"m"月"'},
    )
    one, two = records(made(tmp_path, "a.xlsx", data))
    assert [(q.low, q.unit) for r in (one, two) for q in r.quantities] == [(9, "公里"), (47.5, "%")]
    assert (one.deadline.text, two.deadline.text) == ("2031年5月31日", "2031年10月")


def test_a_sheet_without_tasks_needs_a_converter(tmp_path):
    with pytest.raises(FormatError, match="without a table of tasks"):
        made(tmp_path, "a.xlsx", workbook(("姓名", "学校"), ("王某", "一中")))


def test_a_sheet_of_too_many_cells(tmp_path):
    book = openpyxl.Workbook()
    book.active["AZ900000"] = "疏浚河道9公里"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="larger than"):
        read(tmp_path / "a.xlsx")


def test_rows_with_a_column_of_texts_stay_rows(tmp_path):
    (tmp_path / "a.csv").write_text("text,工作任务,责任单位\n新建泵站2座。,疏浚河道,市水利局\n", "utf-8")
    assert read(tmp_path / "a.csv#1").text == "新建泵站2座。"


def test_a_task_column_named_by_hand_gives_rows(tmp_path):
    (tmp_path / "a.csv").write_text("工作任务,责任单位\n疏浚河道9公里,市水利局\n", "utf-8")
    assert read(tmp_path / "a.csv#1", column="工作任务").text == "疏浚河道9公里"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_of_tasks_in_other_encodings(tmp_path, encoding):
    data = FILES["table.csv"](ROWS).decode().encode(encoding)
    assert len(records(made(tmp_path, "a.csv", data))) == 3


def test_a_line_break_within_a_sentence_of_a_cell_joins(tmp_path):
    rows = (HEAD, ("1", "会同各镇，\n疏浚河道9公里", "市水利局", "", "5月底前"))
    assert "会同各镇，疏浚河道9公里" in made(tmp_path, "a.xlsx", FILES["table.xlsx"](rows)).text


def test_rows_of_a_workbook_are_texts(tmp_path):
    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook(
                ("序号", "正文", "日期", "单位"),
                (1, "新建泵站2座。", datetime.date(2031, 3, 5), "市水利局"),
                (2, None, None, None),
                (3, "疏浚河道9公里。", "2031-04-06", "市水利局"),
            )
        )
    )
    book.create_sheet("说明").append(("这里没有正文列",))
    more = book.create_sheet("续")
    more.append(("正文",))
    more.append(("植树3万亩。",))
    hidden = book.create_sheet("藏")
    hidden.sheet_state = "hidden"
    for row in (("正文",), ("不该读。",)):
        hidden.append(row)
    book.save(tmp_path / "a.xlsx")
    found = list(documents(tmp_path / "a.xlsx", column="正文"))
    assert [one.text for one in found] == ["新建泵站2座。", "", "疏浚河道9公里。", "植树3万亩。"]
    assert found[0].metadata == {"date": "2031-03-05", "organisation": "市水利局"}
    assert found[2].metadata["date"] == "2031-04-06"
    assert [one.path.rpartition("#")[2] for one in found] == ["1", "2", "3", "4"]
    assert read(tmp_path / "a.xlsx#3", column="正文").text == "疏浚河道9公里。"


def test_a_workbook_with_neither_column_nor_tasks_says_what_it_has(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook(("姓名", "学校"), ("王某", "一中")))
    with pytest.raises(FormatError, match=r"has no column 'text'; it has 姓名, 学校: name one with --column") as caught:
        read(tmp_path / "a.xlsx")
    assert "\n" not in str(caught.value)

"""Tables of tasks whose cells stand one to a line keep who answers and by when."""

import yinuo

HEADER = "附件\n\n2031年民生实事任务分解表\n\n序号\n\n民生实事\n\n责任单位\n\n完成时限\n\n"


def told(text):
    return [
        (r.text, r.stated_deadline.to if r.stated_deadline else None, [p.text for p in r.responsible])
        for r in yinuo.extract(text)
    ]


def test_each_number_opens_a_row_with_its_own_fields():
    text = (
        HEADER
        + "1\n\n新建人行天桥2座。\n\n县住建局\n\n县交通局\n\n9月底前\n\n"
        + "2\n\n启动县图书馆建设。\n\n县文旅局\n\n12月底前\n"
    )
    assert told(text) == [
        ("新建人行天桥2座", "2031-09-30", ["县住建局", "县交通局"]),
        ("启动县图书馆建设", "2031-12-31", ["县文旅局"]),
    ]


def test_a_second_task_of_one_number_has_the_cells_below_it():
    text = (
        HEADER
        + "1\n新建养护楼1座。\n县民政局\n5月底前\n开工建设老年大学。\n12月底前\n"
        + "2\n改造棚户区300户。\n县住建局\n12月底前\n"
    )
    assert told(text) == [
        ("新建养护楼1座", "2031-05-31", ["县民政局"]),
        ("开工建设老年大学", "2031-12-31", ["县民政局"]),
        ("改造棚户区300户", "2031-12-31", ["县住建局"]),
    ]


def test_the_table_ends_with_the_fields_of_its_last_row():
    text = HEADER + "1\n新建养护楼1座。\n县民政局\n5月底前\n各单位要于6月10日前报送方案。\n县政府将适时督查。\n"
    rows = told(text)
    assert rows[0] == ("新建养护楼1座", "2031-05-31", ["县民政局"])
    assert all(not parties for _, _, parties in rows[1:])


def test_numbers_without_a_header_are_no_table():
    text = "2031年民生实事\n1\n新建养护楼1座。\n2\n改造棚户区300户。\n"
    assert [parties for _, _, parties in told(text)] == [[], []]


def test_offsets_hold():
    text = HEADER + "1\n新建养护楼1座。\n县民政局\n5月底前\n2\n改造棚户区300户。\n县住建局\n12月底前\n"
    for record in yinuo.extract(text):
        assert text[record.start : record.end] == record.text
        assert [text[p.start : p.end] for p in record.responsible] == [p.text for p in record.responsible]


def test_a_header_without_numbers_is_enough_where_tasks_and_fields_take_turns():
    text = "2031年民生实事\n工作任务\n责任单位\n完成时限\n"
    text += "新建养护楼1座。\n县民政局\n5月底前\n改造棚户区300户。\n县住建局\n12月底前\n"
    assert told(text) == [
        ("新建养护楼1座", "2031-05-31", ["县民政局"]),
        ("改造棚户区300户", "2031-12-31", ["县住建局"]),
    ]


def test_columns_that_blanks_part_are_cells():
    text = (
        "2031年民生实事\n序号 重点任务 责任单位 完成时限\n"
        "1 新建养护楼1座 县民政局 5月底前\n2 改造棚户区300户 县住建局 12月底前\n"
    )
    assert told(text) == [
        ("新建养护楼1座", "2031-05-31", ["县民政局"]),
        ("改造棚户区300户", "2031-12-31", ["县住建局"]),
    ]


def test_a_dashed_line_of_those_who_answer_heads_nothing():
    text = "2031年民生实事\n1.新建养护楼1座。\n——责任单位：县民政局\n2.改造棚户区300户。\n——责任单位：县住建局\n"
    assert [parties for _, _, parties in told(text)] == [["县民政局"], ["县住建局"]]


def test_the_last_of_several_times_is_when_a_task_ends():
    text = "2031年民生实事\n1.新建养护楼1座。\n完成时限：3月底前开工，12月底前完工\n"
    assert [when for _, when, _ in told(text)] == ["2031-12-31"]


def test_the_rows_of_a_table_end_where_another_table_begins():
    tables = "1\n新建公园2个。\n县住建局\n6月底前\n2\n新建公厕4座。\n县住建局\n7月底前\n"
    text = (
        HEADER
        + tables
        + "二、其他任务\n全市要改造道路5公里。\n"
        + HEADER
        + tables
        + "3\n新建车站1座。\n县交通局\n8月底前\n"
    )
    first = [("新建公园2个", "2031-06-30", ["县住建局"]), ("新建公厕4座", "2031-07-31", ["县住建局"])]
    rows = [row for row in told(text) if row[2]]
    assert rows == [*first, *first, ("新建车站1座", "2031-08-31", ["县交通局"])]

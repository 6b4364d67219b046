"""A time behind several actions says by when all of them are done, and is no action itself."""

import pytest

import yinuo

HEAD = "县住建局2031年工作计划\n一、重点工作\n"


def told(line):
    return [(r.text, r.stated_deadline.to if r.stated_deadline else None) for r in yinuo.extract(HEAD + line)]


def test_actions_without_a_time_take_that_of_the_end():
    assert told("新建公厕8座、改造公厕12座，8月底前完成。") == [
        ("新建公厕8座", "2031-08-31"),
        ("改造公厕12座", "2031-08-31"),
    ]


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("3月底前新建公厕8座，8月底前完成。", ["2031-03-31", "2031-08-31"]),
        ("滨江路项目3月底前开工，年底前竣工。", ["2031-03-31", "2031-12-31"]),
    ],
)
def test_an_action_with_a_time_keeps_it(line, dates):
    assert [date for _, date in told(line)] == dates

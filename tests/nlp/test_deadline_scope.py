"""Cases of cases/deadline_scope.txt."""

import pytest

from tests.markup import cases, check
from yinuo.extraction import extract

HEAD = "清溪县2026年政府工作报告\n（2026年1月18日）\n二、重点任务\n"


@pytest.mark.parametrize(("line", "heading"), cases("deadline_scope"))
def test_deadline_scope(line, heading):
    check(line, heading)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        pytest.param(
            "今年，新建公厕9座，6月底前完成摸底调查；改造公厕14座。",
            ["2026-12-31", "2026-06-30", "2026-12-31"],
            id="an end of its own",
        ),
        pytest.param(
            "“十五五”时期的主要目标是：生产总值年均增长6%，力争到2028年达到900亿元；财政收入年均增长5%。",
            ["2030-12-31", "2028-12-31", "2030-12-31"],
            id="a year on the way",
        ),
    ],
)
def test_the_time_that_opens_a_sentence_goes_on_behind_a_part_with_its_own(text, ends):
    assert [record.deadline.to for record in extract(HEAD + text)] == ends


def test_a_year_behind_the_word_goals_governs_states_that_any_verb_tells():
    text = "主要目标是：到2030年，幼儿入园更加便利。优质学前教育体系初步形成，骨干教师不断涌现。"
    assert [record.deadline.text for record in extract(HEAD + text)] == ["到2030年"] * 3

"""Cases of cases/actors.txt."""

import pytest

import yinuo
from tests.markup import cases, check


@pytest.mark.parametrize(("line", "heading"), cases("actors"))
def test_actors(line, heading):
    check(line, heading)


def test_heads_of_whoever_was_named_take_no_paragraph_over():
    text = "关于管理的意见\n二、任务\n各乡镇要加强日常巡河，主要负责同志要加强检查。要完善巡河体系，压实责任链条。"
    actors = [record.actor.text for record in yinuo.extract(text, date="2024-03-01", actor="某市人民政府")]
    assert actors == ["各乡镇", "主要负责同志", "各乡镇", "各乡镇"]


def test_duties_follow_a_name_that_opens_like_a_verb():
    text = "关于成立工作机构的通知\n二、机构设置\n1.监督组。负责对采购工作进行监督，及时受理投诉。"
    actors = [record.actor.text for record in yinuo.extract(text, date="2024-03-01", actor="某市人民政府")]
    assert actors == ["监督组", "监督组"]


def test_what_a_body_takes_on_is_no_duty_of_those_who_lead_or_join_it():
    text = "二、任务\n夜校工作领导小组由教育局牵头，民政局参加，主要负责统筹夜校布局，制定配套政策。"
    actors = {record.text: record.actor.text for record in yinuo.extract(text, date="2024-03-01")}
    assert actors["主要负责统筹夜校布局"] == actors["制定配套政策"] == "夜校工作领导小组"


def test_whoever_may_do_something_others_are_encouraged():
    text = "二、任务\n各镇可根据实际设立教学点，鼓励各村建立学习小组。初步测算，减轻办学负担50万元。"
    assert [record.text for record in yinuo.extract(text, date="2024-03-01")] == [
        "鼓励各村建立学习小组",
        "减轻办学负担50万元",
    ]

"""Long texts in annotation tools: a task a heading, each region on its characters, and the same gold as uncut."""

import json
import re
from dataclasses import replace

import pytest

import yinuo
from tests.writers.test_annotation import seen, submit
from yinuo.digests import digest
from yinuo.errors import GoldError
from yinuo.evaluate import evaluate, html, read_gold
from yinuo.writers import Document, announce
from yinuo.writers.annotation import doccano_writer, label_studio_writer, read_doccano, read_label_studio
from yinuo.writers.annotation.marks import annotate
from yinuo.writers.annotation.parts import LONG, cut, join

FILLER = "𠮷田县的山水人文源远流长，这里的人民勤劳朴实。\n"


def section(*lines, long=6000):
    """A section with so many characters of talk before its lines."""
    head, *rest = lines
    return "\n".join((head, FILLER * (long // len(FILLER)) + rest[0], *rest[1:])) + "\n"


PLAN = (
    "𠮷田县2024年政府工作报告\n（2024年2月20日）\n"
    + section("一、扩大学位供给", "今年，县教育局要在10月底前新建幼儿园7所，改造教室12间。")
    + section("二、建设公路", "要建成农村公路30公里，三年内改造危桥2—4座。", "（一）改造道路", "改造道路32公里。")
    + section("三、发展产业", "要引进项目15个以上，培育骨干企业20家。")
    + section("四、改善生态", "年底前完成造林3000亩，建成公园5个。")
)
HEADS = ["𠮷田县2024", "二、建设公路", "三、发展产业", "四、改善生态"]
# name: text, the beginnings of its tasks
CASES = {
    "long": (PLAN, HEADS),
    "at the size": (PLAN[-LONG:], [PLAN[-LONG:][:10]]),
    "one more": (PLAN[-LONG - 1 :], [PLAN[-LONG - 1 :][:10], *HEADS[1:]]),
    "a section too long": (
        PLAN
        + "五、保障民生\n"
        + "".join(section(f"（{n}）扩大城乡就业", f"今年，要新增就业{n}万人。") for n in "一二三四"),
        [*HEADS, "五、保障民生", "（四）扩大"],
    ),
    "no heading": (FILLER * 1000 + "今年，要新建幼儿园7所。", [FILLER[:10]]),
    "two speeches": (PLAN + PLAN.replace("2024", "2025"), [*HEADS, HEADS[0].replace("2024", "2025"), *HEADS[1:]]),
}
TOOLS = {
    "e.json": (label_studio_writer, read_label_studio),
    "e.jsonl": (doccano_writer, read_doccano),
}


def written(target, text=PLAN, name="plan.txt"):
    """A file of tasks, as annotated without a change, and the marks of the uncut text."""
    found = yinuo.extract(text, document=name, include=("achievement", "background"))
    document = Document(name, found.sha256, text)
    with TOOLS[target.name][0](target) as write:
        announce([write], document)
        for record in found.commitments:
            write(record)
    if target.suffix == ".json":
        submit(target)
    return annotate(document, found.commitments)


def tasks_of(target):
    if target.suffix == ".json":
        return json.loads(target.read_text("utf-8"))
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def keep(target, tasks):
    lines = "\n".join(json.dumps(task) for task in tasks)
    target.write_text(json.dumps(tasks) if target.suffix == ".json" else lines, "utf-8")


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("case", CASES)
def test_a_task_a_heading_and_the_same_marks_as_uncut(tmp_path, tool, case):
    text, begins = CASES[case]
    uncut = written(tmp_path / tool, text)
    parts = list(TOOLS[tool][1](tmp_path / tool))
    assert [own.text[: len(begin)] for own, begin in zip(parts, begins, strict=True)] == begins
    assert "".join(own.text for own in parts) == text
    for own in parts:
        start = own.part.start if own.part else 0
        assert all(text[m.start + start : m.end + start] == own.text[m.start : m.end] for m in own.marks)
    (back,) = join(parts)
    values = tool == "e.json"
    assert seen(back, values=values) == seen(uncut, values=values)
    assert (back.text, back.sha256, back.speeches, back.part) == (text, uncut.sha256, uncut.speeches, None)
    assert uncut.marks


@pytest.mark.parametrize("tool", TOOLS)
def test_every_region_shows_its_characters(tmp_path, tool):
    uncut = written(tmp_path / tool)
    tasks, quotes = tasks_of(tmp_path / tool), []
    for task in tasks:
        if tool == "e.json":
            values = [r["value"] for r in task["annotations"][0]["result"] if r["type"] == "labels"]
            assert all(task["data"]["text"][v["start"] : v["end"]] == v["text"] for v in values)
            quotes += [v["text"] for v in values]
        else:
            units = task["text"].encode("utf-16-le")
            spans = [(2 * e["start_offset"], 2 * e["end_offset"]) for e in task["entities"]]
            quotes += [units[start:end].decode("utf-16-le") for start, end in spans]
    assert len(tasks) == len(HEADS)
    assert quotes == [PLAN[m.start : m.end] for m in uncut.marks]


@pytest.mark.parametrize("tool", TOOLS)
def test_gold_of_a_cut_text_is_that_of_the_uncut_one(tmp_path, tool, monkeypatch):
    written(tmp_path / tool)
    (cut_gold,) = read_gold(tmp_path / tool)
    keep(tmp_path / tool, tasks_of(tmp_path / tool)[::-1])
    assert read_gold(tmp_path / tool) == (cut_gold,), "in whatever order the tool lists them"
    monkeypatch.setattr(f"{TOOLS[tool][0].__module__}.cut", lambda own: [own])
    written(tmp_path / tool)
    assert len(tasks_of(tmp_path / tool)) == 1
    assert read_gold(tmp_path / tool) == (cut_gold,)
    assert len(cut_gold.items) == 9


@pytest.mark.parametrize("tool", TOOLS)
def test_where_tasks_are_not_annotated_only_the_others_count(tmp_path, tool):
    written(tmp_path / tool)
    (whole,) = read_gold(tmp_path / tool)
    tasks = tasks_of(tmp_path / tool)
    keep(tmp_path / tool, [tasks[1], tasks[3]])
    (some,) = read_gold(tmp_path / tool)
    second, third, fourth = (PLAN.index(head) for head in HEADS[1:])
    assert some.ranges == ((second, third), (fourth, len(PLAN)))
    assert some.items == tuple(own for own in whole.items if second <= own.start < third or own.start >= fourth)
    assert some.text is None
    found = [json.loads(record.to_json()) for record in yinuo.extract(PLAN, document="plan.txt")]
    score = evaluate(tmp_path / tool, found)
    assert {count.f1 for count in score.total.values()} == {1.0}
    assert "4 predictions are passed over, they lie outside the marked range of their document" in score.notes
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "plan.txt").write_text(PLAN, "utf-8")
    assert read_gold(tmp_path / tool, texts=tmp_path / "texts") == (replace(some, text=PLAN),)
    page = html(evaluate(tmp_path / tool, found, texts=tmp_path / "texts"))
    passed = re.findall('(?s)<span class="passed">(.*?)</span>', page)
    assert passed == [PLAN[:second], PLAN[third:fourth]], "the page shows them as not marked"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda tasks: [*tasks, tasks[1]], "is marked twice"),
        (lambda tasks: [tasks[0], {**tasks[1], "text": tasks[1]["text"] + "。"}], "not the one that was exported"),
        (lambda tasks: [{**tasks[0], "parts": None}], "nothing"),
    ],
)
def test_tasks_that_cannot_be_joined(tmp_path, change, says):
    written(tmp_path / "e.jsonl")
    keep(tmp_path / "e.jsonl", change(tasks_of(tmp_path / "e.jsonl")))
    if says == "nothing":  # a task that says no more which part it is counts as a text of its own
        assert read_gold(tmp_path / "e.jsonl")[0].text == PLAN[: PLAN.index(HEADS[1])]
        return
    with pytest.raises(GoldError, match=says):
        read_gold(tmp_path / "e.jsonl")


def test_nothing_is_cut_between_linked_marks():
    uncut = annotate(Document("a", digest(PLAN), PLAN), ())
    second, third = PLAN.index(HEADS[1]), PLAN.index(HEADS[2])
    action, quantity = "改造道路32公里", "项目15个"
    record = yinuo.extract(PLAN, document="a").commitments[0]
    own = annotate(Document("a", digest(PLAN), PLAN), [record])
    marks = (
        replace(own.marks[0], id="a", start=PLAN.index(action), end=PLAN.index(action) + 4, label="action"),
        replace(own.marks[0], id="q", start=PLAN.index(quantity), end=PLAN.index(quantity) + 4, label="quantity"),
    )
    linked = replace(uncut, marks=marks, links=(("a", "quantity", "q"),))
    starts = [part.part.start for part in cut(linked) if part.part]
    assert second in starts
    assert third not in starts
    assert next(join(cut(linked))) == linked

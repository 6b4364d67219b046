"""Label Studio, doccano and brat: marks fit their text, come back as they went, and whatever is broken is named."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_writers import commitment
from tests.writers.samples import DOCUMENT, NAME, RECORDS, SHA, TEXT, record, write_told
from yinuo.errors import InputError
from yinuo.records import Deadline, Quantity
from yinuo.writers.annotation import (
    brat_writer,
    doccano_writer,
    label_studio_writer,
    read_amount,
    read_brat,
    read_doccano,
    read_label_studio,
    read_time,
    write_doccano,
)
from yinuo.writers.annotation.brat import _fragments
from yinuo.writers.annotation.export import Bad, either_offsets, from_utf16, to_utf16
from yinuo.writers.annotation.label_studio import configuration
from yinuo.writers.annotation.marks import Collector, Mark, annotate
from yinuo.writers.annotation.notation import amount, time
from yinuo.writers.document import Document, announce

MARKED = annotate(DOCUMENT, RECORDS)


def submit(path, change=lambda results: results):
    """The tasks as Label Studio exports them once their predictions were accepted and ``change`` was made."""
    tasks = json.loads(path.read_text("utf-8"))
    for number, task in enumerate(tasks, 1):
        results = change(task["predictions"][0]["result"])
        task |= {"id": number, "annotations": [{"id": 1, "was_cancelled": False, "result": results}]}
    path.write_text(json.dumps(tasks), "utf-8")
    return path


def there_and_back(folder, name, records=RECORDS):
    target = folder / {"studio": "a.json", "doccano": "a.jsonl", "brat": "a.brat"}[name]
    write_told({"studio": label_studio_writer, "doccano": doccano_writer, "brat": brat_writer}[name], target, records)
    if name == "studio":
        return list(read_label_studio(submit(target)))
    return list({"doccano": read_doccano, "brat": read_brat}[name](target))


def seen(own, *, values=True):
    """Marks without their ids, and links between spans."""
    places = {mark.id: (mark.label, mark.start, mark.end) for mark in own.marks}
    marks = {replace(mark, id="", value=mark.value if values else None) for mark in own.marks}
    return marks, {(places[a], places[b]) for a, _, b in own.links}


@pytest.mark.parametrize(("name", "values"), [("studio", True), ("doccano", False), ("brat", True)])
def test_there_and_back(tmp_path, name, values):
    (back,) = there_and_back(tmp_path, name)
    assert seen(back, values=values) == seen(MARKED, values=values)
    assert (back.document, back.sha256, back.text) == (NAME, SHA, TEXT)
    assert back.speeches == (
        {"index": 0, "start": min(r.start for r in RECORDS), "date": "2024-02-20", "organisation": "𠮷田县"},
    )


@pytest.mark.parametrize("name", ["studio", "doccano", "brat"])
def test_a_document_without_records_is_a_task_too(tmp_path, name):
    (back,) = there_and_back(tmp_path, name, records=())
    assert (back.marks, back.text) == ((), TEXT)


@pytest.mark.parametrize("name", ["studio", "doccano", "brat"])
def test_same_records_same_bytes(tmp_path, name):
    def all_bytes(folder):
        return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    for number in "12":
        (tmp_path / number).mkdir()
        there_and_back(tmp_path / number, name)
    assert all_bytes(tmp_path / "1") == all_bytes(tmp_path / "2")


def test_marks_and_links():
    quotes = [(m.label, TEXT[m.start : m.end], m.value) for m in MARKED.marks]
    assert quotes == [
        ("actor", "县教育局", None),
        ("deadline", "10月底前", "..2024-10-31"),
        ("action", "新建幼儿园7所", None),
        ("quantity", "7所", "7 所"),
        ("action", "覆盖率达到95%以上", None),
        ("quantity", "95%以上", ">=95 %"),
        ("action", "加强𠮷田中学\n建设", None),
        ("deadline", "三年内", "P3Y"),
        ("action", "改造食堂2—4个", None),
        ("quantity", "2—4个", "2..4 个"),
    ]
    assert [label for _, label, _ in MARKED.links].count("actor") == 3, "one mark, three links"


def test_a_year_known_from_the_speech_alone_is_not_marked():
    whole = ("10月底前", {"to": "2024-12-31", "source": "document"})
    assert [m.label for m in annotate(DOCUMENT, [record("新建幼儿园7所", deadline=whole)]).marks] == ["action"]


def test_two_actions_of_one_id_stay_two():
    twice = [record("新建幼儿园7所"), record("新建幼儿园7所")]
    assert len({m.id for m in annotate(DOCUMENT, twice).marks}) == 2


def test_label_studio_tasks_fit_their_configuration(tmp_path):
    write_told(label_studio_writer, tmp_path / "a.json")
    tree = ElementTree.fromstring((tmp_path / "a.xml").read_text("utf-8"))
    assert ElementTree.tostring(tree) == ElementTree.tostring(ElementTree.fromstring(configuration()))
    controls = {node.get("name"): node for node in tree.iter() if node.get("name")}
    (task,) = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert controls["text"].get("value") == "$text"
    for result in task["predictions"][0]["result"]:
        if result["type"] == "relation":
            assert {"value": result["labels"][0]} in [node.attrib for node in tree.iter("Relation")]
            continue
        value, control = result["value"], controls[result["from_name"]]
        assert (control.tag.lower(), result["to_name"]) == (result["type"], "text")
        assert value["start"] < value["end"] <= len(TEXT), "code points"
        for chosen in value.get("labels") or value.get("choices") or []:
            assert chosen in [node.get("value") for node in control]


def shifted(results):
    """The same results counted in UTF-16 units, as old versions of Label Studio did, with white space squeezed."""
    for result in results:
        value = result.get("value", {})
        if "labels" in value:
            value["start"], value["end"] = (to_utf16(TEXT, value[name]) for name in ("start", "end"))
            value["text"] = value["text"].replace("\n", "")
    return results


def test_label_studio_offsets_of_either_count(tmp_path):
    write_told(label_studio_writer, tmp_path / "a.json")
    (back,) = read_label_studio(submit(tmp_path / "a.json", shifted))
    assert seen(back) == seen(MARKED)


def test_label_studio_takes_the_annotation_that_counts(tmp_path):
    def result(start):
        return [{"id": "x", "type": "labels", "value": {"start": start, "end": start + 1, "labels": ["actor"]}}]

    annotations = [
        {"id": 1, "result": result(1), "updated_at": "2024-01-01"},
        {"id": 2, "result": result(2), "updated_at": "2024-03-01"},
        {"id": 3, "result": result(3), "updated_at": "2024-02-01"},
        {"id": 4, "result": result(4), "updated_at": "2024-04-01", "was_cancelled": True},
    ]
    tasks = [{"data": {"text": TEXT, "document": "a"}, "annotations": given} for given in (annotations, [], None or [])]
    tasks.append({**tasks[0], "annotations": [*annotations, {"id": 5, "result": result(5), "ground_truth": True}]})
    path = tmp_path / "e.json"
    path.write_text(json.dumps(tasks), "utf-8")
    assert [own.marks[0].start for own in read_label_studio(path)] == [2, 5]


def test_label_studio_relation_drawn_to_the_left(tmp_path):
    def turn(results):
        for result in results:
            if result["type"] == "relation":
                result["from_id"], result["to_id"] = result["to_id"], result["from_id"]
                result["direction"] = "left"
        return results

    write_told(label_studio_writer, tmp_path / "a.json")
    (back,) = read_label_studio(submit(tmp_path / "a.json", turn))
    assert seen(back) == seen(MARKED)


def test_doccano_counts_utf16_and_says_so(tmp_path):
    write_told(doccano_writer, tmp_path / "a.jsonl")
    line = json.loads((tmp_path / "a.jsonl").read_text("utf-8"))
    units = TEXT.encode("utf-16-le")
    quotes = [units[2 * e["start_offset"] : 2 * e["end_offset"]].decode("utf-16-le") for e in line["entities"]]
    assert quotes == [TEXT[m.start : m.end] for m in MARKED.marks]
    assert line["offsets"] == "utf-16"
    assert [e["label"] for e in line["entities"]][2] == "commitment/quantified"


def test_doccano_export_without_relations(tmp_path):
    path = tmp_path / "e.jsonl"
    line = {"id": 7, "data": "建校", "document": "a.txt", "label": [[0, 2, "commitment/deliverable"], [1, 2, "actor"]]}
    path.write_text(json.dumps(line) + "\n\n", "utf-8")
    (back,) = read_doccano(path)
    assert [(m.label, m.start, m.end, m.specificity) for m in back.marks] == [
        ("action", 0, 2, "deliverable"),
        ("actor", 1, 2, None),
    ]


def test_brat_files(tmp_path):
    write_told(brat_writer, tmp_path / "a.brat")
    lines = (tmp_path / "a.brat" / "plan_一.ann").read_text("utf-8").splitlines()
    assert (tmp_path / "a.brat" / "plan_一.txt").read_bytes().decode() == TEXT
    (broken,) = (line for line in lines if "加强" in line)
    key, place, quote = broken.split("\t")
    parts = [tuple(map(int, part.split())) for part in place.removeprefix("Action ").split(";")]
    assert [TEXT[start:end] for start, end in parts] == ["加强𠮷田中学", "建设"]
    assert quote == "加强𠮷田中学 建设"
    assert any(line.endswith(f"Status {key} background") for line in lines)
    assert any(line.endswith("\t>=95 %") and line.startswith("#") for line in lines)


def test_brat_names_never_collide(tmp_path):
    with brat_writer(tmp_path / "a.brat") as write:
        for name in ("a/plan.txt", "b/plan.txt", "b/PLAN.md", "../../../etc/passwd", "...", "a/plan-2.txt"):
            announce([write], Document(name, SHA, TEXT))
    names = sorted(file.stem for file in (tmp_path / "a.brat").glob("*.ann"))
    assert names == ["PLAN-3", "document", "passwd", "plan", "plan-2", "plan-2-2"]
    assert {own.document for own in read_brat(tmp_path / "a.brat")} >= {"../../../etc/passwd", "b/PLAN.md"}


@given(st.text(alphabet="ab\n\r\u2028 ", min_size=1, max_size=12), st.data())
def test_fragments_hold_all_but_line_ends(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parts = [text[a:b] for a, b in _fragments(text, Mark("x", "action", start, end))]
    assert "".join(parts) == "".join(c for c in text[start:end] if c not in "\n\r\u2028")
    assert all(parts)


@given(st.text(alphabet="a新𠮷😀\n", max_size=20))
def test_utf16_there_and_back(text):
    for offset in range(len(text) + 1):
        assert from_utf16(text, to_utf16(text, offset)) == offset
    assert from_utf16(text, to_utf16(text, len(text)) + 1) is None


@pytest.mark.parametrize(
    ("start", "end", "quote", "found"),
    [
        (1, 3, "新建", (1, 3)),
        (2, 4, "新建", (1, 3)),
        (1, 3, None, (1, 3)),
        (1, 3, "新 建", (1, 3)),
        (0, 2, "𠮷", (0, 1)),
        (1, 3, "建新", None),
        (3, 9, None, None),
        (2, 2, "", None),
    ],
)
def test_offsets_by_the_quote(start, end, quote, found):
    text = "𠮷新建"
    if found:
        assert either_offsets(text, start, end, quote) == found
    else:
        with pytest.raises(Bad):
            either_offsets(text, start, end, quote)


_bound = st.none() | st.floats(0, 1e15, allow_nan=False) | st.integers(0, 10**12).map(float)


@given(_bound, _bound, st.sampled_from([None, "所", "%", "个百分点", "万人次"]), st.booleans())
@settings(max_examples=200)
def test_amounts_there_and_back(low, high, unit, approximate):
    quantity = Quantity(text="x", start=0, end=1, low=low, high=high, unit=unit, approximate=approximate)
    assert read_amount(amount(quantity)) == {"low": low, "high": high, "unit": unit, "approximate": approximate}


_day = st.none() | st.dates().map(str)
_iso = st.none() | st.sampled_from(["P7D", "P3Y", "P1M", "P1Y6M", "PT48H"])


@given(_day, _day, _iso, _iso)
@settings(max_examples=200)
def test_times_there_and_back(first, last, duration, repeat):
    deadline = Deadline(text="x", start=0, end=1, from_=first, to=last, duration=duration, repeat=repeat)
    assert read_time(time(deadline)) == {"from": first, "to": last, "duration": duration, "repeat": repeat}


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        (" ≥95％", (95, None, "%")),
        ("<= 3 %", (None, 3, "%")),
        ("２..４ 个", (2, 4, "个")),
        ("-3.5 %", (-3.5, -3.5, "%")),
        ("? 亩", (None, None, "亩")),
        ("7", (7, 7, None)),
    ],
)
def test_amounts_as_people_write_them(value, bounds):
    found = read_amount(value)
    assert (found["low"], found["high"], found["unit"]) == bounds


@pytest.mark.parametrize("value", ["", "about 4", "4..", "..", "=>4", "every year", "2024", "2024-10-31..2024", "P"])
def test_what_is_no_value(value):
    assert read_amount(value) is None or value == "2024"
    assert read_time(value) is None


def test_a_day_alone_is_first_and_last():
    assert read_time("2024-10-31")["from"] == read_time("2024-10-31")["to"] == "2024-10-31"


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (replace(DOCUMENT, text=None), "its text is not known; name the file with --text"),
        (replace(DOCUMENT, text=TEXT + "。"), "the text was changed"),
        (replace(DOCUMENT, sha256="0" * 64), "the text was changed"),
    ],
)
def test_texts_that_cannot_be_marked(tmp_path, document, says):
    for writer in (label_studio_writer, doccano_writer, brat_writer):
        with pytest.raises(InputError, match=says):
            write_told(writer, tmp_path / "out", document=document)
    assert not list(tmp_path.iterdir()), "nothing half-written"


def test_records_that_do_not_stand_together(tmp_path):
    records = [r.model_copy(update={"document": name}) for name in ("a", "b", "a") for r in RECORDS]
    with pytest.raises(InputError, match="not known"):
        write_doccano(records, tmp_path / "a")
    collector = Collector(lambda own: None)
    for name in ("a", "b"):
        collector.document(replace(DOCUMENT, name=name))
    with pytest.raises(InputError, match="do not stand together"):
        collector.document(replace(DOCUMENT, name="a"))


def test_records_of_another_text(tmp_path):
    with pytest.raises(InputError, match="not known"):
        write_told(doccano_writer, tmp_path / "a", [commitment()])


DATA = {"text": TEXT, "document": "a.txt"}


def region(**value):
    return [{"id": "r", "type": "labels", "from_name": "span", "value": {"labels": ["action"], **value}}]


@pytest.mark.parametrize(
    ("export", "says"),
    [
        ({}, "a list of tasks is wanted"),
        ([1], "task 0: has no data"),
        ([{"data": {}}], "not as JSON-MIN"),
        ([{"text": TEXT, "label": []}], "not as JSON-MIN"),
        ([{"data": {}, "annotations": [{"result": []}]}], "has no text"),
        ([{"data": {"text": ""}, "annotations": [{"result": []}]}], "names no document"),
        ([{"data": DATA, "annotations": [{}]}], "without a list of results"),
        ([{"id": 8, "data": DATA, "annotations": [{"result": region(start=0, end=999)}]}], "task 8: span 0..999"),
        ([{"data": DATA, "annotations": [{"result": region(start="x", end=1)}]}], "start is 'x'"),
        ([{"data": DATA, "annotations": [{"result": region(start=0, end=2, text="no")}]}], "not 'no'"),
        ([{"data": DATA, "annotations": [{"result": region(start=0, end=2, labels=["PER"])}]}], "is labelled ['PER']"),
        ([{"data": DATA, "annotations": [{"result": [3]}]}], "no object"),
    ],
)
def test_broken_label_studio_exports(tmp_path, export, says):
    path = tmp_path / "e.json"
    path.write_text(json.dumps(export), "utf-8")
    with pytest.raises(InputError) as caught:
        list(read_label_studio(path))
    assert str(caught.value).startswith(str(path))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", ":1:2: not valid JSON"),
        ("[" * 100_000, ":1: nested too deeply"),
        ("[]", ":1: an object is wanted"),
        ('{"document": "a", "entities": []}', "has no text"),
        ('{"text": "a", "entities": []}', "names no document"),
        ('{"text": "a", "document": "a"}', "has no entities"),
        ('{"text": "a", "document": "a", "entities": [4]}', "entity 0 is 4"),
        ('{"text": "a", "document": "a", "label": [[0, 1, "PER"]]}', "label is 'PER'"),
        ('{"text": "a", "document": "a", "label": [[0, 5, "actor"]]}', "span 0..5"),
    ],
)
def test_broken_doccano_exports(tmp_path, line, says):
    path = tmp_path / "e.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(InputError) as caught:
        list(read_doccano(path))
    assert str(caught.value).startswith(str(path))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("T1\tPerson 0 2\t𠮷田", ".ann:1: no mark"),
        ("T1\tAction 0 999\t𠮷田", ".ann:1: span 0..999"),
        ("T1\tAction", ".ann:1: no mark"),
    ],
)
def test_broken_brat_folders(tmp_path, line, says):
    write_told(brat_writer, tmp_path / "a.brat", ())
    (tmp_path / "a.brat" / "plan_一.ann").write_text(line + "\n", "utf-8")
    with pytest.raises(InputError) as caught:
        list(read_brat(tmp_path / "a.brat"))
    assert says in str(caught.value)

"""What extract and explain give: offsets, ids, fields, options, notes. The text is composed for these tests."""

import subprocess
import sys
from typing import get_args

import pytest

import yinuo
from yinuo.damage.findings import Repaired
from yinuo.errors import DateError, InputError
from yinuo.extraction import explain, extract_source
from yinuo.nlp.source_offsets import to_source
from yinuo.preprocessing import PreparedText
from yinuo.readers.source import source
from yinuo.records import Specificity, Status

TEXT = """2024年教育工作安排
（2024年3月1日）
市教育局局长 钱某
一、2023年工作回顾
过去一年，新建幼儿园5所。
二、2024年重点工作
教育是民生之基。
今年，我们要新建幼儿园7所，增加学位2000个以上。
各县区要于6月底前出台《学区管理办法》，必须加强校车安全管理。还要建立学位台账。每年培训教师200人次。
加强家校沟通。力争普惠率达到95%以上，探索集团办学模式。
加强校车安全管理。
"""
ALL = ("achievement", "background")


@pytest.fixture(scope="module")
def nlp():
    return yinuo.load()


@pytest.fixture(scope="module")
def found(nlp):
    return yinuo.extract(TEXT, document="plans/a.txt", include=ALL, nlp=nlp)


def named(records, text):
    """The one record with this text."""
    (record,) = [r for r in records if r.text == text]
    return record


def test_the_sample_has_every_status_source_and_specificity(found):
    assert {r.status for r in found} == set(get_args(Status))
    assert {r.specificity for r in found} == set(get_args(Specificity))
    assert {r.actor.source for r in found} == {"explicit", "inherited", "default"}
    assert {r.firmness for r in found} == {"binding", "planned", "aspired", "explored"}
    assert {r.deadline and r.deadline.source for r in found} >= {None, "explicit", "section"}


def test_offsets_stand_in_the_source(found):
    for record in found:
        spans = [record, record.sentence, *record.quantities, *record.evidence, record.actor, record.deadline]
        for span in spans:
            if span is not None and span.start is not None:
                assert TEXT[span.start : span.end] == span.text
        assert all(record.start <= q.start < q.end <= record.end for q in record.quantities)
        assert record.sentence.start <= record.start < record.end <= record.sentence.end
    assert [r.start for r in found] == sorted(r.start for r in found)


@pytest.mark.parametrize(
    ("encoding", "stop"), [("utf-8", "\r\n"), ("utf-8-sig", "\r"), ("gb18030", "\r\n"), ("utf-16", "\n")]
)
def test_offsets_stand_in_a_file_as_read(found, nlp, tmp_path, encoding, stop):
    file = tmp_path / "plan.txt"
    file.write_bytes(TEXT.replace("\n", stop).encode(encoding))
    source = yinuo.read(file)
    again = yinuo.extract(source.text, document=source.path, include=ALL, nlp=nlp)
    assert [(r.id, r.start, r.end) for r in again] == [(r.id, r.start, r.end) for r in found]
    assert all(source.text[r.start : r.end] == r.text for r in again)
    assert {r.document_sha256 for r in again} == {source.sha256}


def test_line_ends_left_in_a_text_are_characters_of_it(found, nlp):
    text = TEXT.replace("\n", "\r\n")
    again = yinuo.extract(text, include=ALL, nlp=nlp)
    assert [r.text for r in again] == [r.text for r in found]
    assert all(text[r.start : r.end] == r.text for r in again)


def test_wide_and_odd_characters_keep_their_offsets(nlp):
    text = "\ufeff𠮷市2024年工作安排\n今年，\u3000我们要新建幼儿园７所🏫，增加学位２００个。\n"
    first, second = yinuo.extract(text, nlp=nlp)
    assert text[first.start : first.end] == first.text
    assert first.text.startswith("新建幼儿园７所")
    assert (second.text, second.quantities[0].text, second.quantities[0].low) == ("增加学位２００个", "２００个", 200)


# -- ids -------------------------------------------------------------------------------------------------------------


def test_ids_are_unique_though_two_records_say_the_same(found):
    twice = [r for r in found if r.text == "加强校车安全管理"]
    assert len(twice) == 2
    assert len({r.id for r in found}) == len(found)


def test_ids_do_not_change_from_release_to_release(nlp):
    (record,) = yinuo.extract("2024年工作安排\n今年，我们要新建幼儿园7所。\n", nlp=nlp)
    assert record.id == "6b2108752970244b"


def test_ids_follow_the_content_not_the_path_or_the_options(found, nlp):
    ids = [r.id for r in found if r.status == "commitment"]
    for options in ({"document": "b/c.txt"}, {"actor": "某县人民政府"}, {"date": "2024-05-05"}):
        assert [r.id for r in yinuo.extract(TEXT, nlp=nlp, **options)] == ids
    assert not {r.id for r in yinuo.extract(f"{TEXT}。", nlp=nlp)} & set(ids)


@pytest.mark.slow
def test_ids_are_the_same_in_another_process(found):
    code = "import sys, yinuo; print(*[r.id for r in yinuo.extract(sys.argv[1])])"
    done = subprocess.run([sys.executable, "-c", code, TEXT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [r.id for r in found if r.status == "commitment"]


def test_the_same_text_gives_the_same_lines(found, nlp):
    again = yinuo.extract(TEXT, document="plans/a.txt", include=ALL, nlp=nlp)
    assert [r.to_json() for r in again] == [r.to_json() for r in found]
    assert again == found


# -- what the fields say ---------------------------------------------------------------------------------------------


def test_the_speech_of_a_record(found):
    (speech,) = found.speeches
    assert (speech.index, speech.title, speech.speaker, speech.role) == (0, "2024年教育工作安排", "钱某", "局长")
    assert (speech.date, speech.date_source, speech.year) == ("2024-03-01", "dateline", 2024)
    assert all(r.speech == speech for r in found)
    assert all(r.document == found.document == "plans/a.txt" for r in found)
    assert all(r.document_sha256 == found.sha256 and len(r.id) == 16 for r in found)
    assert all(r.schema_ == "1" and r.restored is None for r in found)


def test_sections_outermost_first(nlp):
    text = "2024年工作安排\n二、2024年重点工作\n（一）扩大学位供给\n新建幼儿园7所。\n"
    (record,) = yinuo.extract(text, nlp=nlp)
    assert record.section == ("二、2024年重点工作", "（一）扩大学位供给")


@pytest.mark.parametrize(
    ("sentence", "verb", "object_"),
    [
        ("重大事项及时向市政府报告。", "报告", "重大事项"),
        ("工作进展定期报送市政府办公室。", "报送", "工作进展"),
    ],
)
def test_what_is_told_to_whom_has_the_verb_that_is_written(nlp, sentence, verb, object_):
    (record,) = yinuo.extract(f"二、2024年重点工作\n{sentence}", nlp=nlp)
    assert (record.action.verb, record.action.object) == (verb, object_)


def test_action(found):
    build = named(found, "新建幼儿园7所").action
    assert (build.verb, build.type) == ("新建", "build")
    assert build.object.startswith("幼儿园")
    assert named(found, "出台《学区管理办法》").action.object == "《学区管理办法》"


def test_default_actor_is_the_organisation(found):
    actor = named(found, "新建幼儿园7所").actor
    assert (actor.text, actor.start, actor.end, actor.source) == (None, None, None, "default")
    assert actor.name == found.speeches[0].organisation
    assert actor.name is not None


def test_quantity_and_deadline(found):
    more = named(found, "增加学位2000个以上")
    (number,) = more.quantities
    assert (number.low, number.high, number.unit, number.damaged) == (2000, None, "个", False)
    assert (more.deadline.from_, more.deadline.to) == ("2024-01-01", "2024-12-31")
    assert named(found, "出台《学区管理办法》").deadline.to == "2024-06-30"
    assert named(found, "培训教师200人次").deadline.repeat == "P1Y"


# Measurable: the record of each text, whether it can be checked, and what it lacks.
MEASURABLE = [
    ("今年，各县区要新建幼儿园7所。", True, set()),
    ("今年，各县区要新建幼儿园。", True, {"number"}),
    ("新建幼儿园7所。", True, {"deadline"}),
    ("加强校车安全管理。", False, {"number", "deadline"}),
    ("今年，要加强校车安全管理。", False, {"number"}),
]


@pytest.mark.parametrize(("text", "value", "missing"), MEASURABLE)
def test_measurable(nlp, text, value, missing):
    (record,) = yinuo.extract(f"二、2024年重点工作\n{text}", date="2024-03-01", actor="某市人民政府", nlp=nlp)
    assert (record.measurable.value, set(record.measurable.missing)) == (value, missing)


def test_without_an_organisation_the_actor_is_missing(nlp):
    (record,) = yinuo.extract("二、2024年重点工作\n新建幼儿园7所。", nlp=nlp)
    assert record.actor.name is None
    assert "actor" in record.measurable.missing


def test_evidence_says_why(found):
    for record in found:
        fields = {e.field for e in record.evidence}
        assert {"status", "span", "specificity", "firmness"} <= fields
        assert all(e.rule for e in record.evidence)
        assert ("actor" in fields) == (record.actor.source != "default")
        assert ("deadline" in fields) == (record.deadline is not None)
    cue = next(e for e in named(found, "出台《学区管理办法》").evidence if e.field == "deadline")
    assert cue.text == "6月底前"


# -- options ---------------------------------------------------------------------------------------------------------


def test_options_override_the_text(nlp):
    other = yinuo.extract(TEXT, date="2031-05-06", actor="某县人民政府", nlp=nlp)
    (speech,) = other.speeches
    assert (speech.date, speech.date_source, speech.organisation) == ("2031-05-06", "argument", "某县人民政府")
    record = named(other, "新建幼儿园7所")
    assert record.actor.name == "某县人民政府"
    assert record.deadline.to == "2031-12-31"


def test_include(found, nlp):
    def statuses(*include):
        return {r.status for r in yinuo.extract(TEXT, include=include, nlp=nlp)}

    assert statuses() == {"commitment"}
    assert statuses("achievement") == {"commitment", "achievement"}
    assert statuses("background") == {"commitment", "background"}
    alone = [r.id for r in yinuo.extract(TEXT, nlp=nlp)]
    assert set(alone) < {r.id for r in found}


@pytest.mark.parametrize("date", ["2024年3月1日", "2024-13-01", "20240301", "", "昨天"])
def test_a_wrong_date_is_refused(nlp, date):
    with pytest.raises(DateError):
        yinuo.extract(TEXT, date=date, nlp=nlp)
    with pytest.raises(DateError):
        explain(TEXT, 0, date=date, nlp=nlp)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", "empty"),
        (" \n\u3000\n", "empty"),
        ("We will build seven schools.", "no Chinese text"),
        ("一、总体要求\n二、重点工作\n", "only headings"),
        ("教育是民生之基。\n", "no commitments"),
    ],
)
def test_an_empty_result_says_why(nlp, text, note):
    result = yinuo.extract(text, nlp=nlp)
    assert len(result) == 0
    assert [n for n in result.notes if n.startswith(note)]


def test_a_missing_date_is_noted(nlp):
    undated = "工作安排\n二、重点工作\n今年，新建幼儿园7所。\n"
    result = yinuo.extract(undated, nlp=nlp)
    assert any("no date found" in note for note in result.notes)
    (record,) = result
    assert record.deadline is None or record.deadline.to is None
    assert not yinuo.extract(undated, date="2024-03-01", nlp=nlp).notes


def test_speeches_of_one_text_keep_their_own(nlp):
    piece = "2024年工作安排\n市教育局局长 钱某\n一、重点工作\n新建幼儿园7所。\n谢谢大家！\n"
    other = piece.replace("市教育局局长 钱某", "市水利局局长 孙某").replace("幼儿园7所", "水库2座")
    records = list(yinuo.extract(piece + other, nlp=nlp))
    assert [(r.text, r.speech.index, r.speech.speaker) for r in records] == [
        ("新建幼儿园7所", 0, "钱某"),
        ("新建水库2座", 1, "孙某"),
    ]
    assert records[0].actor.name != records[1].actor.name


# -- explain ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "kind", "clause"),
    [
        ("新建幼儿园7", "commitment", "tasks", "新建幼儿园7所"),
        ("学位2000", "commitment", "tasks", "增加学位2000个以上"),
        ("6月底前", "commitment", "tasks", "出台《学区管理办法》"),
        ("新建幼儿园5", "achievement", "review", "新建幼儿园5所"),
        ("是民生", "background", "tasks", "教育是民生之基"),
        ("加强家校", None, "tasks", "加强家校沟通"),
    ],
)
def test_explain(nlp, words, status, kind, clause):
    why = explain(TEXT, TEXT.index(words), nlp=nlp)
    assert (why.status, why.section_kind, why.clause.text) == (status, kind, clause)
    assert why.sentence.start <= TEXT.index(words) <= why.sentence.end
    assert {"status", "section"} <= {e.field for e in why.evidence}
    assert all(e.text is None or e.start is None or TEXT[e.start : e.end] == e.text for e in why.evidence)


@pytest.mark.parametrize(("words", "kind"), [("教育工作安排", "title"), ("钱某", "byline"), ("重点工作", "heading")])
def test_explain_what_is_no_running_text(nlp, words, kind):
    why = explain(TEXT, TEXT.index(words), nlp=nlp)
    assert (why.status, why.clause) == (None, None)
    assert kind in why.evidence[0].rule


def test_explain_an_item_mark(nlp):
    why = explain(TEXT, TEXT.index("二、"), nlp=nlp)
    assert why.section_kind == "tasks"


def test_explain_agrees_with_extract(found, nlp):
    for record in found:
        why = explain(TEXT, record.start, nlp=nlp)
        assert (why.status, why.clause.text) == (record.status, record.text)
        assert set(record.evidence) <= set(why.evidence)


@pytest.mark.parametrize("at", [-1, len(TEXT), 10**9])
def test_explain_outside_the_text(nlp, at):
    with pytest.raises(InputError, match=f"offset {at} is outside the text"):
        explain(TEXT, at, nlp=nlp)


def test_explain_every_offset(nlp):
    for at in range(0, len(TEXT), 7):
        why = explain(TEXT, at, nlp=nlp)
        assert why.evidence
        assert TEXT[why.sentence.start : why.sentence.end] == why.sentence.text


def test_asking_for_achievements_changes_no_commitment_s_id(nlp):
    text = "一、2023年工作回顾\n建成幼儿园7所。\n二、2024年重点工作\n完善机制。建成幼儿园7所，新建小学2所。"
    ids = {r.text: r.id for r in yinuo.extract(text, nlp=nlp)}
    more = yinuo.extract(text, nlp=nlp, include=("achievement", "background"))
    assert {r.text: r.id for r in more if r.status == "commitment"} == ids
    assert len({r.id for r in more}) == len(more)


def test_records_of_a_long_sentence_share_its_text(nlp):
    doc = nlp("2024年工作安排\n今年，要" + "；".join(f"新建公办幼儿园{n}所" for n in range(2, 150)) + "。")
    records = doc.user_data["yinuo"]["commitments"]
    read = PreparedText(doc.text, doc.text, repaired=Repaired.of(doc.text, ()))
    for plain in (records, to_source(records, read)):
        assert len(plain) == 148
        assert len({id(r["sentence"]["text"]) for r in plain}) == 1, "a sentence may be as long as its document"
        assert len({id(r["sentence"]) for r in plain}) == 148, "each record can be changed alone"


def test_only_what_is_measured_gives_the_same_targets():
    """Leaving sentences without a number unread changes none of the commitments that have one."""
    for path in ("corpus/tracking/qingwu-2031.txt", "corpus/tracking/qingwu-2033.txt"):
        own = yinuo.read(path)
        whole, part = extract_source(own), extract_source(own, measured=True)
        numbers = [record for record in whole if record.quantities]
        assert [record for record in part if record.quantities] == numbers
        assert numbers
        assert len(part) <= len(whole)
    text = "2031年工作安排\n修订统计办法。今年，新建幼儿园7所。"
    found = extract_source(source("plan.txt", text, "utf-8"), measured=True)
    assert [record.text for record in found] == ["新建幼儿园7所"]

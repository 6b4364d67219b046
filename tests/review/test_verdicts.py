"""Test how verdicts of tracking are settled: what is stored, refused, and taken out again."""

import json
import sqlite3

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient
from typer.testing import CliRunner

import yinuo
from tests.review.samples import TEXT, records
from tests.review.verdict_samples import NEW, OLD, SHA, decision, files, keys, sent, verdict_store
from yinuo.cli import app
from yinuo.errors import InputError, UsageError
from yinuo.review.app import application
from yinuo.review.room import Room

TOKEN = "token-of-a-test-1234567"
HEADERS = {"x-yinuo-token": TOKEN, "sec-fetch-site": "same-origin"}
MEAL = NEW.index("粮食产量达到18万吨")


@pytest.fixture
def own(tmp_path):
    return verdict_store(tmp_path)


@pytest.fixture
def client(own):
    return TestClient(application(Room(own, author="甲"), token=TOKEN), base_url="http://127.0.0.1", headers=HEADERS)


def exported(own, **rest):
    target = own.path.parent / "settled.jsonl"
    yinuo.review_export(own.path, target, **rest)
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_verdicts_come_with_the_text_of_the_report_that_tells_and_the_words_around_each_commitment(client, own):
    (listed,) = client.get("/api/documents", params={"author": "甲"}).json()
    assert (listed["kind"], listed["records"], listed["mine"]) == ("verdicts", 4, 0)
    found = client.get(f"/api/verdicts/{SHA}", params={"author": "甲"}).json()
    assert found["text"] == NEW
    first = found["records"][0]
    assert first["tracked"]["verdict"] == "below"
    assert first["before"] + first["tracked"]["commitment"]["text"] + first["after"] in OLD
    for one in found["records"]:
        for piece in one["tracked"]["evidence"]:
            assert NEW[piece["start"] : piece["end"]] == piece["text"]


def test_what_is_settled_is_exported_with_who_and_when(own, tmp_path):
    first, second, third, fourth = keys(own)
    own.append(decision(first, "accept"))
    own.append(decision(second, "edit", payload={"verdict": "not_comparable", "why": "cumulative"}))
    own.append(decision(third, "note", payload={"note": "问住建局"}))
    found = exported(own)
    assert [(one["suggested"], one["verdict"], one["why"], one["decision"]) for one in found[:3]] == [
        ("below", "below", None, "accepted"), (found[1]["suggested"], "not_comparable", "cumulative", "edited"),
        (found[2]["suggested"], None, None, "undecided"),
    ]  # fmt: skip
    assert (found[0]["by"], found[0]["at"]) == (["甲"], "2026-01-02T03:04:05+08:00")
    assert (found[2]["by"], found[2]["at"], found[2]["notes"]) == ([], None, ["问住建局"])
    assert (found[0]["reached"]["text"], found[0]["attainment"]) == ("18万吨", 0.9)
    assert fourth in keys(own)
    result = CliRunner().invoke(app, ["review", "export", str(own.path), "-o", str(tmp_path / "s.xlsx")])
    assert "2 settled verdicts" in result.output
    rows = list(load_workbook(tmp_path / "s.xlsx")["对照"].iter_rows(values_only=True))
    assert rows[0][4:8] == ("建议判断", "判断", "审阅人", "审阅时间")
    assert rows[1][4:8] == ("未达目标", "未达目标", "甲", "2026-01-02T03:04:05+08:00")
    assert rows[2][5] == "口径不同（多年累计）"
    assert (rows[3][5], rows[3][8]) == (None, "问住建局")


def test_the_same_decisions_give_the_same_bytes(own, tmp_path):
    own.append(decision(keys(own)[0], "accept"))
    targets = [tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    yinuo.review_export(own.path, targets)
    assert targets[0].read_bytes() == targets[1].read_bytes()
    assert targets[2].read_bytes() == targets[3].read_bytes()


def test_other_evidence_takes_the_value_away_that_it_does_not_hold(own):
    start = NEW.index("新建幼儿园7所")
    piece = {"start": start, "end": start + 7, "text": "新建幼儿园7所"}
    own.append(decision(keys(own)[0], "edit", payload={"evidence": [piece]}))
    (first, *_) = exported(own)
    assert (first["evidence"], first["reached"], first["attainment"]) == ([piece], None, None)
    assert (first["verdict"], first["decision"]) == ("below", "edited")


def test_an_undone_decision_counts_no_more(own):
    key = keys(own)[0]
    own.append(decision(key, "edit", event="event-wrong", payload={"verdict": "reached", "why": None}))
    own.append(decision(key, "undo", undoes="event-wrong"))
    assert {one["decision"] for one in exported(own)} == {"undecided"}
    assert len(own.decisions(verdicts=True)) == 2


def test_verdicts_are_never_changed(own):
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        sqlite3.connect(own.path).execute("update tracked set json = ''")


def test_people_who_differ_are_settled_by_an_adjudicator_or_taken_alone(client, own):
    key = keys(own)[0]
    for event in (sent(key, "accept"), sent(key, "edit", author="乙", payload={"verdict": "partly", "why": None})):
        assert client.post("/api/decisions", json=[event]).status_code == 200
    with pytest.raises(InputError, match=r"1 verdicts on which 乙, 甲 differ"):
        exported(own)
    assert exported(own, author="乙")[0]["verdict"] == "partly"
    (conflict,) = client.get(f"/api/conflicts/verdicts/{SHA}").json()
    theirs = next(one for one in conflict["options"] if one["author"] == "乙")
    ruling = sent(key, theirs["kind"], author="adjudicator:丙", payload=theirs["payload"])
    assert client.post("/api/decisions", json=[ruling]).status_code == 200
    assert client.get(f"/api/conflicts/verdicts/{SHA}").json() == []
    (first, *_) = exported(own)
    assert (first["verdict"], first["by"]) == ("partly", ["adjudicator:丙"])
    seen = client.get(f"/api/verdicts/{SHA}", params={"author": "甲"}).json()["decisions"]
    assert [one["author"] for one in seen] == ["甲", "adjudicator:丙"], "who decided it learns what was changed"


@pytest.mark.parametrize(
    ("kind", "payload", "why"),
    [
        ("reject", None, "kind: reject is for records"),
        ("edit", {"verdict": "broken"}, "verdict: "),
        ("edit", {"why": "weather"}, "why: "),
        ("edit", {"firmness": "binding"}, "firmness: cannot be settled"),
        ("edit", {"evidence": [{"start": 0, "end": 2, "text": "不同"}]}, "is not the text at 0..2"),
        ("edit", {"evidence": [{"start": 0}]}, "evidence.0."),
        ("split", {"parts": []}, "kind: split is for records"),
    ],
)
def test_what_contradicts_the_report_is_refused(client, own, kind, payload, why):
    answer = client.post("/api/decisions", json=[sent(keys(own)[0], kind, payload=payload)])
    assert answer.status_code == 409
    assert why in answer.json()["refused"][0]["error"]
    assert own.decisions(verdicts=True) == []


def test_a_verdict_of_another_text_is_refused(client):
    answer = client.post("/api/decisions", json=[sent("verdict-of-nothing", "accept")])
    assert "is not in this text" in answer.json()["refused"][0]["error"]


def test_records_and_verdicts_of_one_store_stay_apart(tmp_path):
    """Who settled verdicts has decided nothing on records, of the same text or another."""
    own = verdict_store(tmp_path, beside=True)
    listed = yinuo.extract(NEW, document="yunxi-2024.txt", include=("achievement",))
    own.add_document("yunxi-2024.txt", None, NEW, listed)
    own.append(decision(keys(own)[0], "accept", author="乙"))
    client = TestClient(application(Room(own), token=TOKEN), base_url="http://127.0.0.1", headers=HEADERS)
    found = client.get("/api/documents", params={"author": "乙"}).json()
    assert [(one["kind"], one["mine"], one["people"]) for one in found] == [
        ("records", 0, []), ("records", 0, []), ("verdicts", 1, ["乙"]),
    ]  # fmt: skip
    assert own.decisions() == []
    counts = yinuo.review_export(own.path, tmp_path / "out.jsonl")
    assert list(counts.values()) == [len(records()) + len(list(listed))]
    assert TEXT in {own.text(one.sha256) for one in own.documents()}
    assert exported(own, verdicts=True)[0]["by"] == ["乙"]


def test_a_store_filled_twice_keeps_each_verdict_once(own, tmp_path):
    assert yinuo.review(tmp_path / "tracked.jsonl", texts=tmp_path, store=own.path, serve=False) == 0
    assert len(keys(own)) == 4


def test_a_report_that_was_changed_is_refused(tmp_path):
    path = files(tmp_path)
    (tmp_path / "yunxi-2024.txt").write_text(NEW.replace("18万吨", "19万吨"), "utf-8")
    with pytest.raises(InputError, match=r"yunxi-2024\.txt: the report that .* is not there, or was changed"):
        yinuo.review(path, store=tmp_path / "r.db", serve=False)


def test_a_line_that_is_no_verdict_is_refused(tmp_path):
    path = files(tmp_path)
    path.write_text(path.read_text("utf-8") + '{"verdict": "below"}\n', "utf-8")
    with pytest.raises(InputError, match=r"tracked\.jsonl: line 5: commitment: "):
        yinuo.review(path, store=tmp_path / "r.db", serve=False)


def test_an_old_report_that_is_gone_leaves_the_commitment_without_words_around_it(tmp_path):
    path = files(tmp_path)
    (tmp_path / "yunxi-2023.txt").unlink()
    assert yinuo.review(path, store=tmp_path / "r.db", serve=False) == 4


def test_verdicts_are_written_as_lines_or_workbook_only(own, tmp_path):
    with pytest.raises(UsageError, match=r"written as \.jsonl or \.xlsx"):
        yinuo.review_export(own.path, tmp_path / "gold")
    with pytest.raises(InputError, match="settled no verdict here; who did: nobody yet"):
        exported(own, author="丁")


def test_a_store_made_before_verdicts_takes_them(tmp_path):
    from tests.review.samples import store

    store(tmp_path).close()
    with sqlite3.connect(tmp_path / "review.db") as connection:
        connection.execute("drop table tracked")
    assert len(keys(verdict_store(tmp_path))) == 4

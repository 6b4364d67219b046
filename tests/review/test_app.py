"""Test what the server answers, and whom it refuses."""

import json

import pytest
from starlette.testclient import TestClient

from tests.review.samples import SHA, TEXT, made, plain, records, store
from yinuo.review.app import application
from yinuo.review.guard import LARGEST
from yinuo.review.room import Room

TOKEN = "token-of-a-test-1234567"
HEADERS = {"x-yinuo-token": TOKEN, "sec-fetch-site": "same-origin"}
FIRST, SECOND = records()[0], records()[1]


@pytest.fixture
def room(tmp_path):
    return Room(store(tmp_path), author="甲")


@pytest.fixture
def client(room):
    return TestClient(application(room, token=TOKEN), base_url="http://127.0.0.1:5000", headers=HEADERS)


def decide(client, *events):
    return client.post("/api/decisions", json=list(events))


def test_a_text_comes_with_its_records_and_own_decisions(client):
    assert decide(client, plain(FIRST.id, "accept"), plain(SECOND.id, "accept", author="乙")).status_code == 200
    found = client.get(f"/api/documents/{SHA}", params={"author": "甲"}).json()
    assert found["text"] == TEXT
    assert [own["id"] for own in found["records"]] == [own.id for own in records()]
    assert [(own["record"], own["author"]) for own in found["decisions"]] == [(FIRST.id, "甲")]
    assert found["seq"] == 2
    later = client.get(f"/api/documents/{SHA}", params={"author": "甲", "since": "1"}).json()
    assert later["decisions"] == []


def test_the_page_gets_of_records_what_it_shows_and_the_store_keeps_all(client, room):
    (first, *_) = client.get(f"/api/documents/{SHA}", params={"author": "甲"}).json()["records"]
    assert set(first) == {
        "id", "text", "start", "end", "restored", "section", "sentence", "speech", "status", "actor", "quantities",
        "deadline", "firmness", "specificity", "confidence", "evidence", "second",
    }  # fmt: skip
    assert first["sentence"] == {name: first["sentence"][name] for name in ("start", "end")}
    assert set(first["speech"]) == {"index", "organisation"}
    assert [own.id for own in room.store.records(SHA)] == [own.id for own in sorted(records(), key=lambda r: r.start)]


def test_a_room_that_is_open_shows_what_others_decided(room, client):
    room.open_to_all = True
    decide(client, plain(SECOND.id, "accept", author="乙"))
    found = client.get(f"/api/documents/{SHA}", params={"author": "甲"}).json()
    assert [own["author"] for own in found["decisions"]] == ["乙"]


def test_progress_counts_what_the_author_has_decided(client):
    accept = plain(FIRST.id, "accept")
    decide(client, accept, plain(SECOND.id, "note", payload={"note": "?"}))
    assert client.get("/api/documents", params={"author": "甲"}).json()[0]["mine"] == 1
    decide(client, plain(FIRST.id, "undo", undoes=accept["event"]))
    assert client.get("/api/documents", params={"author": "甲"}).json()[0]["mine"] == 0


def test_the_start_says_who_reviews_and_what_rules_mean(client):
    found = client.get("/api/start").json()
    assert (found["author"], found["open"]) == ("甲", False)
    assert found["rules"]["agent"]["zh"]


def test_a_retry_is_no_second_decision(client):
    event = plain(FIRST.id, "accept")
    assert decide(client, event).json() == decide(client, event).json()
    assert decide(client, {**event, "kind": "reject"}).json()["stored"][0]["kind"] == "accept"


def test_parts_keep_who_acts_and_by_when_and_added_spans_what_both_neighbours_say(tmp_path):
    text = "2024年工作安排\n今年，各学校要抓好教学管理，改善食堂条件，建设操场2个，大兴学风，新建实验室3个。"
    own = store(tmp_path, text, "a.txt")

    def part(words):
        start = text.index(words)
        return {"key": f"key-{words}-00000", "start": start, "end": start + len(words), "text": words}

    whole = next(one for one in records(text, "a.txt") if one.text.startswith("改善食堂"))
    split = {"parts": [part("改善食堂"), part("条件")]}
    room = Room(own)
    made_of = room.decide(plain(whole.id, "split", text=text, payload=split)).payload["parts"]
    assert {one["record"]["actor"]["text"] for one in made_of} == {"各学校"}
    assert {one["record"]["deadline"]["to"] for one in made_of} == {"2024-12-31"}
    added = room.decide(plain("added-00002", "add", text=text, payload=part("大兴学风"))).payload["record"]
    assert (added["actor"]["text"], added["deadline"]["to"]) == ("各学校", "2024-12-31")
    own.close()


def test_an_added_span_is_filled_in_by_the_readers(client):
    start = TEXT.index("培育骨干企业")
    span = {"start": start, "end": start + 6, "text": "培育骨干企业"}
    made_here = decide(client, plain("added-0001", "add", payload=span)).json()["stored"][0]["payload"]["record"]
    assert (made_here["action"]["verb"], made_here["document_sha256"]) == ("培育", SHA)
    assert made_here["section"] == list(records()[-1].section)
    number = TEXT.index("幼儿园7所")
    asked = {"sha256": SHA, "start": number, "end": number + 5, "text": "幼儿园7所"}
    drafted = client.post("/api/draft", json=asked).json()
    assert [(q["low"], q["text"]) for q in drafted["quantities"]] == [(7.0, "7所")]
    assert TEXT[drafted["sentence"]["start"] : drafted["sentence"]["end"]] == drafted["sentence"]["text"]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (plain("nothing-here", "accept"), "is not in this text"),
        (plain(FIRST.id, "edit", payload={"start": 0, "end": 2, "text": "不同"}), "is not the text at 0..2"),
        (plain(FIRST.id, "edit", payload={"status": "dream"}), "status: "),
        (plain("added-0002", "add", payload={"start": 5, "end": 5}), "outside the text"),
        (plain("added-0003", "add", payload={"start": 0, "end": 2, "text": "不同"}), "is not the text"),
        (plain(FIRST.id, "split", payload={"parts": [{"key": "part-0001"}]}), "two parts or more"),
        (plain(FIRST.id, "undo", undoes="event-none"), "is no decision of 甲"),
        ({**plain(FIRST.id, "accept"), "sha256": "0" * 64}, "no such document"),
        ({**plain(FIRST.id, "accept"), "kind": "burn"}, "kind: "),
        ({**plain(FIRST.id, "accept"), "author": " \n"}, "author: "),
        ("accept", "decision: "),
    ],
)
def test_what_contradicts_the_text_or_the_store_is_refused_and_the_rest_stored(client, event, why):
    answer = decide(client, event, plain(SECOND.id, "accept"))
    assert answer.status_code == 409
    assert why in answer.json()["refused"][0]["error"]
    assert [own["record"] for own in answer.json()["stored"]] == [SECOND.id]


def test_nobody_undoes_what_another_decided(client):
    theirs = plain(FIRST.id, "accept", author="乙")
    decide(client, theirs)
    assert decide(client, plain(FIRST.id, "undo", undoes=theirs["event"])).status_code == 409


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b"{}", b"[]", b"null"])
def test_a_body_that_is_no_list_of_decisions_is_refused(client, body):
    headers = {"content-type": "application/json"}
    assert client.post("/api/decisions", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 400),
        ({"host": "127.0.0.1.evil.example"}, 400),
        ({"x-yinuo-token": "wrong"}, 403),
        ({"x-yinuo-token": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:5001"}, 403),
        ({"origin": "null"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_strangers_are_refused(client, room, headers, status):
    event = json.dumps([plain(FIRST.id, "accept")])
    answer = client.post("/api/decisions", content=event, headers={"content-type": "application/json", **headers})
    assert answer.status_code == status
    assert room.store.decisions() == []


def test_a_body_that_is_too_large_is_refused(client):
    answer = client.post("/api/decisions", content=b" " * (LARGEST + 1), headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_a_body_of_unsaid_length_is_refused(client):
    answer = client.post("/api/decisions", content=iter([b"[]"]), headers={"content-type": "application/json"})
    assert answer.status_code == 411


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/api/start", "/static/../app.py", "/none"])
def test_every_answer_has_the_strict_policy(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_only_the_page_is_given_without_a_token(room):
    stranger = TestClient(application(room, token=TOKEN), base_url="http://localhost")
    assert stranger.get("/").status_code == 200
    for path in ("/api/start", "/api/documents", f"/api/documents/{SHA}", f"/api/export/{SHA}", "/api/agreement"):
        assert stranger.get(path).status_code == 403
    assert stranger.post("/", json={}).status_code == 405
    assert stranger.get("/static/%2e%2e/app.py").status_code == 404


def test_export_gives_the_records_as_they_were_left(client):
    decide(client, plain(FIRST.id, "reject", reason="heading"))
    lines = client.get(f"/api/export/{SHA}", params={"author": "甲"}).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [own.id for own in records()[1:]]


def test_an_adjudicator_settles_what_two_people_saw_differently(client, room):
    decide(client, plain(FIRST.id, "accept"), plain(FIRST.id, "reject", author="乙", reason="heading"))
    decide(client, plain("added-0009", "add", author="乙", payload={"start": 0, "end": 3, "text": TEXT[:3]}))
    found = client.get(f"/api/conflicts/{SHA}").json()
    versions = [{own["author"]: own for own in one["options"]} for one in found]
    assert [{name: own["state"] for name, own in one.items()} for one in versions] == [
        {"甲": "accepted", "乙": "rejected"},
        {"甲": "absent", "乙": "added"},
    ]
    theirs = [(one["key"], version["乙"]["kind"]) for one, version in zip(found, versions, strict=True)]
    take = [plain(key, kind, author="adjudicator:丙", reason="other") for key, kind in theirs]
    assert decide(client, *take).status_code == 200
    assert client.get(f"/api/conflicts/{SHA}").json() == []
    kept = {own.key: own.state for own in room.settled(SHA).records}
    assert (kept[FIRST.id], kept["added-0009"]) == ("rejected", "accepted")


def test_the_event_of_an_option_gives_the_same_record(client, room):
    edit = {"firmness": "binding", "quantities": []}
    decide(client, plain(FIRST.id, "accept"), plain(FIRST.id, "edit", author="乙", payload=edit))
    (one,) = client.get(f"/api/conflicts/{SHA}").json()
    option = next(own for own in one["options"] if own["author"] == "乙")
    assert option["payload"].keys() == {"firmness", "quantities"}
    decide(client, plain(FIRST.id, option["kind"], author="adjudicator:丙", payload=option["payload"]))
    assert room.settled(SHA).conflicts == ()
    assert room.settled(SHA).records[0].record.firmness == "binding"


def test_made_events_of_the_samples_are_what_the_page_sends():
    assert {"event", "at", "author", "sha256", "record", "kind"} <= plain(FIRST.id, "accept").keys()
    assert made(FIRST.id, "accept").seq == 0

"""The composed corpus: its build is byte-identical, its gold is grounded, and ``datasets`` loads it offline."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.scripts import load_script

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
MARKED = sorted((CORPUS / "marked").glob("*.txt"))
GOLD = sorted((CORPUS / "gold").glob("*.json"))
ENCODING = {"baishikou-township-2022.txt": "gb18030"}
KEYS = ["start", "end", "text", "specificity", "actor", "quantities", "deadline"]
QUANTITY_KEYS = ["text", "start", "end", "low", "high", "unit", "approximate", "damaged"]
DEADLINE_KEYS = ["text", "start", "end", "from", "to", "duration", "repeat", "source"]

Json = dict[str, Any]


BUILD = load_script(CORPUS / "build.py")


def gold_of(path: Path) -> tuple[str, Json]:
    gold = json.loads(path.read_text("utf-8"))
    raw = (CORPUS / "speeches" / gold["document"]).read_bytes()
    return raw.decode(ENCODING.get(gold["document"], "utf-8")), gold


@pytest.fixture(params=GOLD, ids=lambda p: p.stem)
def document(request: pytest.FixtureRequest) -> tuple[str, Json]:
    return gold_of(request.param)


def spans_of(record: Json) -> list[Json]:
    """Every grounded span of a record, itself first."""
    parts = [record, *record["quantities"]]
    parts += [record["deadline"]] if record["deadline"] else []
    return parts + ([record["actor"]] if record["actor"]["source"] != "default" else [])


def test_build_reproduces_every_committed_file(tmp_path: Path) -> None:
    BUILD.build(CORPUS / "marked", tmp_path)
    built = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p.relative_to(CORPUS): p.read_bytes() for d in ("speeches", "gold", "data") for p in (CORPUS / d).glob("*")}
    assert built.keys() == kept.keys()
    assert [str(p) for p in built if built[p] != kept[p]] == []


def test_at_least_six_speeches_of_the_promised_size(document: tuple[str, Json]) -> None:
    text, gold = document
    assert len(MARKED) == len(GOLD) >= 6
    assert 1200 <= len(text) <= 3000
    assert 30 <= len(gold["commitments"]) <= 70


def test_shape_is_that_of_the_dev_gold(document: tuple[str, Json]) -> None:
    text, gold = document
    assert list(gold) == ["document", "reference_date", "default_actor", "range", "commitments"]
    assert gold["range"] == [0, len(text)]
    date.fromisoformat(gold["reference_date"])
    for record in gold["commitments"]:
        assert list(record) == KEYS
        assert sorted(record["actor"]) == ["end", "source", "start", "text"]
        assert all(list(q) == QUANTITY_KEYS for q in record["quantities"])
        assert record["deadline"] is None or list(record["deadline"]) == DEADLINE_KEYS


def test_every_span_grounds_in_the_text(document: tuple[str, Json]) -> None:
    text, gold = document
    for record in gold["commitments"]:
        for part in spans_of(record):
            assert text[part["start"] : part["end"]] == part["text"] != ""


def test_records_come_in_order_and_do_not_overlap(document: tuple[str, Json]) -> None:
    records = document[1]["commitments"]
    assert all(a["end"] <= b["start"] for a, b in pairwise(records))


def test_spans_leave_out_modals_marks_and_closing_punctuation(document: tuple[str, Json]) -> None:
    for record in document[1]["commitments"]:
        assert not re.match(
            r"(要|将(?=加快|进一步)|力争|必须|同时|并(?!网)|[一二三四五]是|[一二三四五]要|（|\()", record["text"]
        )
        assert not re.search(r"[，、；。！：,;:\s]$", record["text"])
        assert "\n" not in record["text"]
        assert not re.search(r"[。！？]", record["text"])


def test_quantities_lie_in_their_record_and_decide_its_specificity(document: tuple[str, Json]) -> None:
    for record in document[1]["commitments"]:
        assert (record["specificity"] == "quantified") == bool(record["quantities"])
        for q in record["quantities"]:
            assert record["start"] <= q["start"] < q["end"] <= record["end"]
            assert q["low"] is not None or q["high"] is not None
            assert q["low"] is None or q["high"] is None or q["low"] <= q["high"]
            assert not q["approximate"] or q["low"] == q["high"]
            assert q["unit"]
            assert not re.search("以上|以内|以下|左右|不|至少|余|多", q["unit"])


BOUND_WORDS = {
    "以上": ("low", "high"), "不低于": ("low", "high"), "不少于": ("low", "high"), "高于": ("low", "high"),
    "以内": ("high", "low"), "以下": ("high", "low"), "不超过": ("high", "low"), "余": ("low", "high"),
}  # fmt: skip


def test_bound_words_leave_the_side_open_that_they_open(document: tuple[str, Json]) -> None:
    for record in document[1]["commitments"]:
        for q in record["quantities"]:
            for word, (known, unknown) in BOUND_WORDS.items():
                if word in q["text"]:
                    assert q[known] is not None, q
                    assert q[unknown] is None, q
            assert q["approximate"] == bool(re.search("左右|近|约", q["text"])), q


def test_deadlines_are_dates_in_order_and_one_kind(document: tuple[str, Json]) -> None:
    text, gold = document
    for record in gold["commitments"]:
        time = record["deadline"]
        if time is None:
            continue
        dates = [date.fromisoformat(d) for d in (time["from"], time["to"]) if d]
        assert dates == sorted(dates)
        assert sum([bool(dates), bool(time["duration"]), bool(time["repeat"])]) == 1
        assert "\n" not in text[min(time["start"], record["start"]) : record["start"]]


def test_explicit_means_same_sentence_and_inherited_an_earlier_one(document: tuple[str, Json]) -> None:
    text, gold = document
    for record in gold["commitments"]:
        for part in (record["actor"], record["deadline"]):
            if part is None or part["source"] == "default":
                continue
            between = text[min(part["end"], record["start"]) : record["start"]]
            assert (part["source"] == "inherited") == bool(re.search("[。！？]", between)), record


def test_who_is_ourselves_is_never_a_named_actor(document: tuple[str, Json]) -> None:
    ourselves = {"我们", "我", "全市", "我市", "我局", "本级", "我省", "全省", "我国", "全国", "全县", "全镇"}
    assert not {r["actor"]["text"] for r in document[1]["commitments"]} & ourselves


def test_the_whole_corpus_covers_what_the_codebook_decides() -> None:
    records = [r for path in GOLD for r in gold_of(path)[1]["commitments"]]
    deadlines = [r["deadline"] for r in records if r["deadline"]]
    quantities = [q for r in records for q in r["quantities"]]
    assert {r["specificity"] for r in records} == {"quantified", "deliverable", "directional"}
    assert {r["actor"]["source"] for r in records} == {"default", "explicit", "inherited"}
    assert {d["source"] for d in deadlines} == {"explicit", "inherited"}
    assert any(d["duration"] for d in deadlines)
    assert any(d["repeat"] for d in deadlines)
    assert {"low", "high"} == {side for q in quantities for side in ("low", "high") if q[side] is None}
    assert any(q["low"] != q["high"] and None not in (q["low"], q["high"]) for q in quantities)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{新建学校|v", "never closed"),
        ("{新建学校>|v}", "closed by"),
        ("«各县»要{新建学校|v}", "label"),
        ("{新建学校<7所以上>|q}", "needs its value"),
        ("[1 年内|明年]{建成|v 1}", "not a time"),
        ("{建成|v 9}", "not given"),
        ("{新建学校|v}«a 各县»要", "never used"),
        ("{新建学校|q}", "quantified"),
        ("{新建学校<7所>|v}", "quantified"),
    ],
)
def test_bad_markup_is_an_error_with_its_line(line: str, problem: str) -> None:
    head = "# document: x.txt\n# reference_date: 2024-01-01\n# default_actor: 县政府\n---\n"
    with pytest.raises(BUILD.MarkupError, match=problem) as caught:
        BUILD.read_marked(head + "标题\n" + line + "\n")
    assert "x.txt:6" in str(caught.value)


LOAD = """
import datasets, json, sys
both = {name: datasets.load_dataset(sys.argv[1], name, split="test") for name in ("speeches", "commitments")}
default = datasets.load_dataset(sys.argv[1], split="test")
last = both["commitments"][-1]
rows = [d.num_rows for d in (both["speeches"], both["commitments"], default)]
print(json.dumps([*rows, both["speeches"][0], last]))
"""


@pytest.mark.slow
def test_datasets_loads_both_configurations_offline(tmp_path: Path) -> None:
    env = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "HF_DATASETS_CACHE": str(tmp_path), "PATH": ""}
    command = [sys.executable, "-c", LOAD, str(CORPUS)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    speeches, commitments, default, first, last = json.loads(done.stdout)
    golds = [gold_of(path) for path in GOLD]
    assert speeches == len(golds)
    assert commitments == default == sum(len(g["commitments"]) for _, g in golds)
    assert first["text"] == golds[0][0]
    assert (last["start"], last["text"]) == tuple(golds[-1][1]["commitments"][-1][k] for k in ("start", "text"))


def test_the_card_tells_the_counts_as_they_are() -> None:
    card = (CORPUS / "README.md").read_text("utf-8")
    for path in GOLD:
        text, gold = gold_of(path)
        row = next(line for line in card.splitlines() if line.startswith(f"| `{path.stem}`"))
        assert f"| {len(text):,} | {len(gold['commitments'])} |" in row


def test_every_example_of_the_guideline_stands_in_our_own_speeches() -> None:
    texts = "".join(gold_of(path)[0] for path in GOLD)
    examples = re.findall(r"「([^」]+)」", (CORPUS / "GUIDELINE.md").read_text("utf-8"))
    assert len(examples) > 40
    assert [e for e in examples if e not in texts] == []

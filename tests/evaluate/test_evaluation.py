"""The whole evaluation: intervals, confusions, spans, errors, notes, the baseline, and what a terminal shows of it."""

import io
import json

import pytest
from rich.console import Console

from tests.evaluate.samples import ALL, PARK, PLAN, ROAD, TEAM, TEXT, record, write_gold
from yinuo.evaluate import KINDS, Count, baseline, evaluate, render
from yinuo.evaluate.bootstrap import intervals
from yinuo.evaluate.scores import MEASURES

SHIFTED = record(
    "要修路3公里", specificity="directional", actor="市教育局", quantities=[(3, None, "公里")], to="2022-12-31"
)
SPURIOUS = record("今年，我们", specificity="deliverable")
FOUND = [PARK, SHIFTED, {**PLAN, "status": "achievement"}, SPURIOUS, {**TEAM, "status": "background", "start": 35}]


@pytest.fixture
def mixed(tmp_path):
    found = [{key: value for key, value in r.items() if key != "text"} for r in FOUND]
    return evaluate(write_gold(tmp_path), found)


def shown(evaluation, **options):
    console = Console(file=io.StringIO(), width=200)
    console.print(render(evaluation, **options))
    return console.file.getvalue()


def test_errors_in_order_of_place(mixed):
    assert [(m.start, m.kind) for m in mixed.mistakes] == [
        (0, "spurious"),
        (16, "actor"),
        (16, "quantity"),
        (16, "deadline"),
        (16, "specificity"),
        (16, "span"),
        (31, "missed"),
        (36, "missed"),
    ]
    assert {m.kind for m in mixed.mistakes} == set(KINDS)


def test_an_error_says_what_was_wanted_what_was_found_and_where(mixed):
    told = {m.kind: (m.gold, m.found) for m in mixed.mistakes[:-1]}
    assert told == {
        "spurious": ("", "deliverable"),
        "actor": ("各县区", "市教育局"),
        "quantity": ("3公里", "3..?公里"),
        "deadline": ("(none)", "to 2022-12-31"),
        "specificity": ("quantified", "directional"),
        "span": ("16–21 修路3公里", "15–21 要修路3公里"),
        "missed": ("deliverable, actor 市教育局, deadline to 2022-06-30", ""),
    }
    assert (
        mixed.mistakes[1].context == "今年，我们新建公园7座，各县区要⟦修路3公里⟧。⏎市教育局6月底前印发方案，加强队伍建"
    )


def test_confusions(mixed):
    assert mixed.assertion["commitment", "commitment"] == 2
    assert mixed.assertion["commitment", "achievement"] == 1
    assert mixed.assertion["commitment", "background"] == 1
    assert mixed.assertion["commitment", "none"] == 0
    assert mixed.assertion["not a commitment", "commitment"] == 1
    assert mixed.specificity["quantified", "quantified"] == 1
    assert mixed.specificity["quantified", "directional"] == 1
    assert sum(map(sum, mixed.specificity.counts)) == mixed.total["detection"].hit


def test_spans_exact_and_overlapping(mixed):
    assert mixed.spans.exact == Count(gold=4, predicted=3, hit=1)
    assert mixed.spans.mean_overlap == pytest.approx((1 + 5 / 6) / 2)


def test_nothing_predicted(tmp_path):
    empty = evaluate(write_gold(tmp_path), [])
    assert empty.total["record"] == Count(gold=4)
    assert empty.spans.mean_overlap is None
    assert [m.kind for m in empty.mistakes] == ["missed"] * 4
    assert "nothing was predicted for: a.txt" in empty.notes


def test_notes_on_what_is_passed_over(tmp_path):
    found = [{**PARK, "document": "dir/b.txt"}, {**ROAD, "document": "b.txt"}, PARK, TEAM]
    notes = "\n".join(evaluate(write_gold(tmp_path, [PARK], range=[0, 20]), found).notes)
    assert "2 predictions are passed over, their documents have no gold: b.txt" in notes
    assert "1 predictions are passed over, they lie outside the marked range" in notes
    assert "one document: no interval can be given" in notes


def test_without_texts_there_is_no_baseline_and_no_context(tmp_path):
    found = evaluate(write_gold(tmp_path, text=None), [])
    assert found.baseline is None
    assert found.mistakes[0].context == "⟦新建公园7座⟧"
    assert any("texts not found" in note and "a.txt" in note for note in found.notes)


def test_intervals_by_document(tmp_path):
    for name in "abcdef":
        gold = write_gold(tmp_path, document=f"{name}.txt")
    found = [{**r, "document": f"{name}.txt"} for name in "abcd" for r in ALL]
    one, same = (evaluate(gold, found, baseline=False, seed=1) for _ in range(2))
    assert one == same
    assert one.intervals["record"].low < one.total["record"].f1 < one.intervals["record"].high <= 1


def test_another_seed_draws_other_documents():
    documents = [dict.fromkeys(MEASURES, Count(40, 40, hit)) for hit in range(5, 40, 3)]
    assert intervals(documents, seed=1) == intervals(documents, seed=1) != intervals(documents, seed=2)


def test_equal_documents_leave_no_doubt():
    own = dict.fromkeys(MEASURES, Count(4, 4, 2))
    assert all(interval.low == interval.high == 0.5 for interval in intervals([own] * 3).values())
    assert intervals([own]) is None


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("\n，。 \u3000；", []),
        ("修建公园，道路通车。继续完善制度；", ["修建公园", "继续完善制度"]),
        ("　　进一步加强管理\n积极推进服务", ["进一步加强管理", "积极推进服务"]),
        ("We build parks", []),
    ],
)
def test_baseline_keeps_clauses_that_a_verb_opens(text, clauses):
    found = baseline(text)
    assert [r["text"] for r in found] == clauses
    assert all(text[r["start"] : r["end"]] == r["text"] for r in found)


def test_baseline_stands_beside_the_scores(mixed):
    assert mixed.baseline["detection"].gold == 4
    assert mixed.baseline["detection"].predicted == len(baseline(TEXT)) > 0
    assert "baseline F1" in shown(mixed)


def test_terminal_shows_scores_confusions_errors_and_notes(mixed):
    few, most = shown(mixed, errors=2), shown(mixed, errors=None)
    for part in (*MEASURES, "assertion", "specificity", "exact", "a.txt", "note: one document"):
        assert part in few
    assert "errors (2 of 8)" in few
    assert "missed" not in few
    assert "errors (8 of 8)" in most
    assert "missed" in most
    assert "errors" not in shown(mixed)


def test_terminal_gets_no_control_characters_and_no_markup(tmp_path):
    text = "建\x1b[31m设[red]公园\ud800。"
    gold = write_gold(tmp_path, [record("设[red]公园", text=text)], text=None)
    told = shown(evaluate(gold, [{**record(text[:5], text=text), "text": "\x1b[31m\ud800"}]), errors=None)
    assert "\x1b" not in told
    assert "\ud800" not in told
    assert "设[red]公园" in told


def test_json_is_plain_and_complete(mixed):
    told = json.loads(json.dumps(mixed.to_dict(errors=3), ensure_ascii=False))
    assert told["total"]["detection"] == {
        "precision": 0.6667,
        "recall": 0.5,
        "f1": 0.5714,
        "gold": 4,
        "predicted": 3,
        "hit": 2,
    }
    assert told["intervals"] is None
    assert told["assertion"]["commitment"]["achievement"] == 1
    assert len(told["errors"]) == 3
    assert told["documents"].keys() == {"a.txt"}

"""Test what is taken out of a review again: gold, records, ledgers, agreement."""

import json

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import yinuo
from tests.review.samples import SHA, TEXT, made, records, store
from yinuo.cli import app
from yinuo.errors import GoldError, InputError, UsageError
from yinuo.evaluate import read_gold
from yinuo.evaluate.agreement import agreement, alpha, kappa
from yinuo.verdicts.store import Store
from yinuo.writers import read_jsonl, write_jsonl

FIRST, SECOND, THIRD = records()[:3]
RUNNER = CliRunner()


@pytest.fixture
def reviewed(tmp_path):
    """One person's review: the first accepted, the second rejected, the third edited, all others untouched."""
    own = store(tmp_path)
    own.append(made(FIRST.id, "accept"))
    own.append(made(SECOND.id, "reject", reason="already-done"))
    own.append(made(THIRD.id, "edit", payload={"deadline": None, "specificity": "directional"}))
    own.close()
    return tmp_path / "review.db"


def run(*words):
    return RUNNER.invoke(app, [str(word) for word in words])


def test_gold_scores_its_own_records_as_all_right(reviewed, tmp_path):
    counts = yinuo.review_export(reviewed, [tmp_path / "gold", tmp_path / "out.jsonl"])
    assert list(counts.values()) == [2, len(records()) - 1]  # gold has what was settled, records all that stands
    for gold in (tmp_path / "gold", reviewed):
        found = yinuo.evaluate(gold, tmp_path / "out.jsonl")
        assert {name: own.f1 for name, own in found.total.items()} == dict.fromkeys(found.total, 1.0)


def test_gold_tells_what_was_corrected(reviewed, tmp_path):
    write_jsonl(records(), tmp_path / "found.jsonl")
    found = yinuo.evaluate(reviewed, tmp_path / "found.jsonl")
    assert (found.total["detection"].gold, found.total["detection"].predicted) == (2, 3)
    assert {m.kind for m in found.mistakes} == {"spurious", "deadline", "specificity"}
    assert any("are undecided; they and their places do not count" in note for note in found.notes)
    assert found.baseline is not None


def test_gold_of_a_half_reviewed_text_covers_what_was_settled(tmp_path):
    own = store(tmp_path)
    listed = sorted(records(), key=lambda record: record.start)
    for record in (listed[0], listed[2], listed[-1]):
        own.append(made(record.id, "accept"))
    own.close()
    yinuo.review_export(tmp_path / "review.db", tmp_path / "gold")
    gold = json.loads((tmp_path / "gold" / "yunxi.json").read_text("utf-8"))
    assert [one["text"] for one in gold["commitments"]] == [listed[0].text, listed[2].text, listed[-1].text]
    assert gold["range"] == [0, len(TEXT)]
    assert gold["ranges"][0] == [0, listed[1].start]
    assert all(not start < listed[1].end <= end for start, end in gold["ranges"])
    write_jsonl(records(), tmp_path / "found.jsonl")
    for place in (tmp_path / "gold", tmp_path / "review.db"):
        found = yinuo.evaluate(place, tmp_path / "found.jsonl").total["detection"]
        assert (found.gold, found.predicted, found.f1) == (3, 3, 1.0)


def test_corrected_records_are_records(reviewed, tmp_path):
    yinuo.review_export(reviewed, tmp_path / "out.jsonl")
    found = {own.id: own for own in read_jsonl(tmp_path / "out.jsonl")}
    assert SECOND.id not in found
    assert (found[THIRD.id].deadline, found[THIRD.id].specificity) == (None, "directional")
    assert found[FIRST.id] == FIRST


def test_a_ledger_of_what_stands(reviewed, tmp_path):
    result = run("review", "export", reviewed, "-o", tmp_path / "ledger.xlsx")
    assert result.exit_code == 0, result.output
    cells = [cell.value for row in load_workbook(tmp_path / "ledger.xlsx").worksheets[0] for cell in row]
    assert FIRST.text in cells
    assert SECOND.text not in cells


def test_a_folder_of_gold_that_somebody_changed_is_left_alone(reviewed, tmp_path):
    yinuo.review_export(reviewed, tmp_path / "gold")
    yinuo.review_export(reviewed, tmp_path / "gold")
    (tmp_path / "gold" / "yunxi.json").write_text("{}", "utf-8")
    with pytest.raises(InputError, match="changed since they were written"):
        yinuo.review_export(reviewed, tmp_path / "gold")


def test_gold_where_nobody_decided_is_refused(tmp_path):
    store(tmp_path).close()
    with pytest.raises(GoldError, match="nobody has decided anything"):
        yinuo.review_export(tmp_path / "review.db", tmp_path / "gold")
    with pytest.raises(GoldError, match="nobody has decided anything"):
        read_gold(tmp_path / "review.db")
    with pytest.raises(InputError, match="no such file"):
        yinuo.review_export(tmp_path / "none.db", tmp_path / "gold")


def test_conflicts_are_no_gold_until_they_are_settled(reviewed, tmp_path):
    own = Store(reviewed)
    own.append(made(FIRST.id, "reject", author="乙", reason="span"))
    result = run("review", "export", reviewed, "-o", tmp_path / "gold")
    assert result.exit_code == 1
    assert "1 records on which 乙, 甲 differ; settle them on the page" in result.output
    assert run("review", "export", reviewed, "-o", tmp_path / "gold", "--author", "乙").exit_code == 0
    assert "who did: 乙, 甲" in run("review", "export", reviewed, "-o", tmp_path / "x", "--author", "丙").output
    own.append(made(FIRST.id, "reject", author="adjudicator:丙", reason="span"))
    assert yinuo.review_export(reviewed, tmp_path / "out.jsonl") == {str(tmp_path / "out.jsonl"): len(records()) - 2}


def test_two_texts_of_one_name_are_no_gold(tmp_path):
    own = store(tmp_path)
    other = TEXT + "\n完。"
    own.add_document("b/yunxi.txt", None, other, records(other, "b/yunxi.txt"))
    own.append(made(FIRST.id, "accept"))
    own.append(made(records(other)[0].id, "accept", text=other))
    with pytest.raises(UsageError, match=r"two texts are called yunxi\.txt"):
        yinuo.review_export(tmp_path / "review.db", tmp_path / "gold")


def test_agreement_of_two_people(reviewed):
    own = Store(reviewed)
    own.append(made(FIRST.id, "accept", author="乙"))
    own.append(made(SECOND.id, "accept", author="乙"))
    found = agreement(own)
    (pair,) = found.pairs
    assert (pair.authors, pair.records) == (("乙", "甲"), 2)
    assert pair.kept == kappa([("kept", "kept"), ("kept", "rejected")])
    assert found.kept == alpha([["kept", "kept"], ["kept", "rejected"], ["kept"]])
    assert pair.exact == pair.overlapping == pytest.approx(2 / 3)  # the third lies open for one of them
    printed = run("review", "agreement", reviewed)
    assert "乙 and 甲: 2 records decided by both" in printed.output
    assert json.loads(run("review", "agreement", reviewed, "--json").output)["pairs"][0]["records"] == 2


def test_agreement_needs_two_people(reviewed):
    assert "fewer than two people" in run("review", "agreement", reviewed).output


def test_results_go_into_a_store_with_the_texts_they_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    (tmp_path / "texts" / "deep" / "other-name.txt").write_text(TEXT, "utf-8")
    write_jsonl(records(), tmp_path / "found.jsonl")
    lost = run("review", "found.jsonl", "--only-store")
    assert lost.exit_code == 1
    assert "yunxi.txt: the text that its records were found in is not there" in lost.output
    result = run("review", "found.jsonl", "--text", "texts", "--only-store")
    assert result.output == f"written: review.db ({len(records())} new records)\n"
    assert run("review", "found.jsonl", "--text", "texts", "--only-store").output.endswith("(0 new records)\n")
    assert Store(tmp_path / "review.db").text(SHA) == TEXT


def test_a_batch_folder_and_a_ledger_are_results(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "yunxi.txt").write_text(TEXT, "utf-8")
    yinuo.batch([str(tmp_path / "in")], tmp_path / "all", jobs=1)
    new = yinuo.review(tmp_path / "all", texts=tmp_path / "in", store=tmp_path / "a.db", serve=False)
    assert new == len(Store(tmp_path / "a.db").records(SHA)) > 3
    write_jsonl(Store(tmp_path / "a.db").records(SHA), tmp_path / "x.jsonl")
    yinuo.convert(str(tmp_path / "x.jsonl"), [str(tmp_path / "x.xlsx")])
    assert yinuo.review(tmp_path / "x.xlsx", texts=tmp_path / "in", store=tmp_path / "b.db", serve=False) == new


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["review", "--store", "none.db", "--only-store"], "nothing to review; give results"),
        (["review", ".", "--only-store"], "holds no commitments.jsonl"),
        (["review", "x.jsonl", "--only-store"], "x.jsonl: cannot be read"),
    ],
)
def test_wrong_use_is_told_in_one_line(tmp_path, monkeypatch, words, why):
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert why in result.output
    assert len(result.output.splitlines()) == 1


def test_without_the_libraries_one_line_says_what_to_install(tmp_path, monkeypatch):
    import sys

    store(tmp_path)
    for name in [name for name in sys.modules if name.startswith("yinuo.review.") or "uvicorn" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = run("review", "--store", tmp_path / "review.db", "--no-browser")
    assert result.exit_code == 1
    assert "pip install 'yinuo[review]'" in result.output

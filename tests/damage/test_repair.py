"""Repair of damaged texts: what is inserted, where, how surely; measured on texts that the model has not seen."""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from math import exp, inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.damage.samples import INTACT, SPEECHES
from tests.shared import SHARED, needs
from yinuo.cli import app
from yinuo.damage.findings import Diagnosis, Lost, Repair, Repaired
from yinuo.damage.ngrams.lattice import Limits, candidates, fillers, odds
from yinuo.damage.ngrams.model import BREAK, load, padded, symbols
from yinuo.damage.repair import repair
from yinuo.review.diff_page import page

SET = "01加信众公文更多费素材微号免"


def diagnosis(text: str, lost: str = SET) -> Diagnosis:
    return Diagnosis(len(text), tuple(Lost(c, 9.0, 0, 0.0, 0, len(text)) for c in lost))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二是强作风建设。", "二是加强作风建设。"),
        ("推动群普遍关心的热点难点问题有效解决", "推动群众普遍关心的热点难点问题有效解决"),
        ("222年,我们要大力发展化事业。", "2022年,我们要大力发展文化事业。"),
        ("完善共服务体系。", "完善公共服务体系。"),
    ],
)
def test_repaired(text: str, expected: str) -> None:
    assert repair(text, diagnosis(text)).text == expected


@pytest.mark.parametrize("text", ["", "新建幼儿园7所。", "推动教育高质量发展。"])
def test_sound_text_stays(text: str) -> None:
    assert repair(text, Diagnosis(len(text))).repairs == ()
    assert repair(text, diagnosis(text)).text == text


def test_digits_of_quantities_are_never_guessed() -> None:
    text = "新建学校5所,覆盖率达%,个月内完成,投入3余万元。"
    assert not [r for r in repair(text, diagnosis(text)).repairs if set(r.insert) & set("0123456789")]


def test_nothing_is_applied_under_the_threshold() -> None:
    text = "一是强配备管理。二是推动群关心的问题解决。"
    found = repair(text, diagnosis(text), threshold=1.01)
    assert found.text == text
    assert {r.insert for r in found.repairs} >= {"加", "众"}


def test_only_where_the_damage_reaches() -> None:
    text = "一是强配备管理。\n二是强作风建设。"
    half = Diagnosis(len(text), (Lost("加", 9.0, 0, 0.0, 9, len(text)),))
    assert repair(text, half).text == "一是强配备管理。\n二是加强作风建设。"


@settings(max_examples=6, deadline=None)
@given(st.text(st.sampled_from("强化共服务群经济222年—个%\n,。 ，５加"), max_size=24))
def test_any_text(text: str) -> None:
    found = repair(text, diagnosis(text))
    assert found.source == text
    for r in found.repairs:
        assert set(r.insert) <= set(SET)
        assert 0 <= r.at <= len(text)
        assert 0 <= r.confidence <= 1
    assert repair(text, diagnosis(text)) == found


def test_one_and_many_lookups_agree() -> None:
    model = load()
    ids = model.encode(BREAK + symbols("我们要加强党的建设,新建幼儿园7所")[0])
    for end in range(1, len(ids) + 1):
        row = ids[max(0, end - model.order) : end]
        assert model.one(tuple(row.tolist())) == pytest.approx(float(model.last(row[None])[0]))


def test_page_escapes_and_marks() -> None:
    found = Repaired.of("<强>群", (Repair(1, "加", 0.99, True), Repair(4, "众", 0.4, False, (("", 0.6),))))
    shown = page(found, "a<b")
    assert '&lt;<ins title="0.99">加</ins>强&gt;群<mark title="0.40, ∅ 0.60">众</mark>' in shown
    assert "<title>a&lt;b</title>" in shown


def test_command_writes_records(tmp_path: Path) -> None:
    source, out, text = tmp_path / "a.txt", tmp_path / "r.jsonl", tmp_path / "t.txt"
    source.write_text("新建幼儿园7所。\n", "utf-8")
    done = CliRunner().invoke(app, ["repair", str(source), "-o", str(out), "--text", str(text)])
    assert done.exit_code == 0, done.output
    assert [json.loads(line) for line in out.read_text("utf-8").splitlines()] == []
    assert text.read_text("utf-8") == source.read_text("utf-8")


HELD_OUT = ("provincial/jilin-2025", "provincial/sichuan-2026", "provincial/beijing-2026", "county/hailar-2016")


@pytest.mark.slow
def test_on_shipped_texts() -> None:
    """Shorter texts than those below, which leave more gaps open."""
    precision, recall = measured([*SPEECHES.values(), *INTACT.values()])
    assert precision >= 0.94
    assert recall >= 0.61


@needs("corpus", sibling="test_on_shipped_texts")
@pytest.mark.slow
def test_on_texts_left_out_of_training() -> None:
    precision, recall = measured([(SHARED / "corpus" / f"{name}.txt").read_text("utf-8") for name in HELD_OUT])
    assert precision >= 0.95
    assert recall >= 0.76


def measured(texts: list[str]) -> tuple[float, float]:
    """Precision and recall of the letters put back, of all that the set took away."""
    hit = found = deleted = 0
    for whole in texts:
        text, gone = damaged(whole)
        deleted += sum(not c.isdigit() for c in "".join(gone.values()))
        for r in repair(text, diagnosis(text)).repairs:
            letters = "".join(c for c in r.insert if not c.isdigit())
            if r.applied and letters:
                found += len(letters)
                hit += sum((Counter(letters) & Counter(gone.get(r.at, ""))).values())
    return hit / found, hit / deleted


def damaged(text: str) -> tuple[str, dict[int, str]]:
    """The text without the set, and what went before each offset."""
    gone: dict[int, str] = {}
    kept: list[str] = []
    for c in text:
        if c in SET:
            gone[len(kept)] = gone.get(len(kept), "") + c
        else:
            kept.append(c)
    return "".join(kept), gone


def test_shares_of_near_gaps_are_those_of_all_ways_to_fill_them() -> None:
    model = load()
    ids, _ = padded(model, "推动群服务强管理")
    lost = [model.ids[c] for c in "众加公"]
    limits = Limits()
    options = candidates(model, ids, fillers(model, lost), limits)
    shares = odds(model, ids, options, limits)
    gaps = sorted(options)
    sums: dict[tuple[int, tuple[int, ...]], float] = {}
    for ways in product(*(((), *options[g]) for g in gaps)):
        filled = list(ids)
        for gap, own in sorted(zip(gaps, ways, strict=True), reverse=True):
            filled[gap:gap] = own
        side = model.order - 1
        weight = exp(sum(model.one(tuple(map(int, filled[i - side : i + 1]))) for i in range(side, len(filled))))
        for key in zip(gaps, ways, strict=True):
            sums[key] = sums.get(key, 0.0) + weight
    whole = sum(value for (gap, _), value in sums.items() if gap == gaps[0])
    assert len(gaps) >= 2
    for (gap, own), value in sums.items():
        assert shares[gap].get(own, 0.0) == pytest.approx(value / whole, abs=0.01)


def test_words_fall_into_their_likeliest_parts() -> None:
    model = load()
    whole, parts = model.encode("群众"), model.encode("群材")
    assert model.lexicon.score(whole[None])[0] > model.lexicon.score(parts[None])[0] + 3
    assert model.lexicon.one(parts[None])[0] == -inf
    assert model.lexicon.score(whole[None])[0] >= model.lexicon.one(whole[None])[0]

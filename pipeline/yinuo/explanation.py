"""Explain why the clause at an offset of a text is a commitment, or is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from yinuo.records import Evidence, Span, Status
from yinuo.rules.wording import Lang, wording

if TYPE_CHECKING:
    from yinuo.nlp.state import ClauseState, SectionState, State
    from yinuo.preprocessing import PreparedText

S = TypeVar("S", Span, Evidence)
_NO_SECTION: SectionState = {
    "path": [],
    "kind": "none",
    "cue": None,
    "cue_start": None,
    "cue_end": None,
    "year": None,
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Explain why the clause at an offset became, or did not become, a commitment.

    ``wording`` says each piece of ``evidence`` in the language asked for.
    """

    sentence: Span
    clause: Span | None
    status: Status | None
    section: tuple[str, ...]
    section_kind: str
    evidence: tuple[Evidence, ...]
    wording: tuple[str, ...] = ()


def explanation(prepared: PreparedText, at: int, state: State, lang: Lang = "en") -> Explanation:
    """Explain the clause at offset ``at`` of the source; ``own`` is what the pipeline found in the text."""
    found = _in_source(prepared, at, state)
    return replace(found, wording=tuple(wording(e.rule, lang) for e in found.evidence))


def _in_source(prepared: PreparedText, at: int, state: State) -> Explanation:
    if prepared.as_it_stands:
        return _at(prepared.text, at, state)
    found = _at(prepared.text, prepared.from_source(at), state)
    return replace(
        found,
        sentence=_to_source(found.sentence, prepared),
        clause=found.clause and _to_source(found.clause, prepared),
        evidence=tuple(_to_source(e, prepared) for e in found.evidence),
    )


def _to_source(item: S, prepared: PreparedText) -> S:
    if item.start is None or item.end is None:
        return item
    start, end = prepared.span(item.start, item.end)
    return item.model_copy(update={"text": prepared.source[start:end], "start": start, "end": end})


def _at(text: str, at: int, state: State) -> Explanation:
    line = next((x for x in state["lines"] if x["begins"] <= at < x["end"]), None)
    sentence = next((s for s in state["sentences"] if s["start"] <= at <= s["end"]), None)
    if sentence is None:
        kind = line["kind"] if line else "none"
        section = state["sections"][line["section"]] if line else _NO_SECTION
        span = _span(text, line["start"], line["end"]) if line else _span(text, at, at + 1)
        why = Evidence(field="status", rule=f"line-{kind}")
        return Explanation(span, None, None, tuple(section["path"]), section["kind"], (why,))
    section = state["sections"][state["lines"][sentence["line"]]["section"]]
    place = state["sentences"].index(sentence)
    clauses = [c for c in state["clauses"] if c["sentence"] == place]
    clause = next((c for c in clauses if c["reading_start"] <= at <= c["end"]), None) or next(
        (c for c in clauses if c["end"] >= at), None
    )
    vote = _vote(text, section)
    found = _span(text, sentence["start"], sentence["end"])
    if clause is None:
        return Explanation(found, None, None, tuple(section["path"]), section["kind"], (vote,))
    evidence = _evidence(text, state, clause)
    return Explanation(
        found,
        _span(text, clause["start"], clause["end"]),
        clause["status"],
        tuple(section["path"]),
        section["kind"],
        (*evidence, vote),
    )


def _vote(text: str, section: SectionState) -> Evidence:
    start, end = section["cue_start"], section["cue_end"]
    cue = {"text": text[start:end], "start": start, "end": end} if start is not None else {"text": section["cue"]}
    return Evidence(field="section", rule=f"section-{section['kind']}", **cue)


def _evidence(text: str, state: State, clause: ClauseState) -> tuple[Evidence, ...]:
    record = next(
        (r for r in state["commitments"] if r["start"] == clause["start"] and r["end"] == clause["end"]), None
    )
    if record is not None:
        return tuple(Evidence.model_validate(e) for e in record["evidence"])
    cue = clause["cue"]
    words = {"text": text[cue[0] : cue[1]], "start": cue[0], "end": cue[1]} if cue[0] is not None else {}
    found = [Evidence(field="status", rule=clause["reason"], **words)]
    found.append(Evidence(field="span", rule=clause["rule"] or "no-reading"))
    found += [Evidence(field="action", rule=kind, text=text[s:e], start=s, end=e) for kind, s, e in clause["cues"]]
    return tuple(found)


def _span(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)

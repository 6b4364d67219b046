"""Let the second reader speak beside the rules: what it reads, whether it agrees, and where its word decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from yinuo.learned.calibration import rule_of
from yinuo.learned.linear import Reading, probability
from yinuo.records import Specificity

RULE = "second-reader"


def put_second(
    record: Any, reading: Reading, stack: Mapping[str, Any], genre: str | None = None, beside: float = 0.0, by: str = ""
) -> None:
    """Write ``second`` into a record, a plain dict, and the specificity that both readers together find.

    Status stays the rules'. Specificity is decided by both together where the rule is one of those that ``stack`` names
    as asking in texts of this genre: there the reader was found to correct its label on texts that neither had seen.
    ``beside`` are the log odds of the shipped reader, where ``stack`` gives it a voice too, ``by`` names the weights.
    """
    ruled: Specificity = record["specificity"]
    shares = reading.status
    status = max(shares, key=shares.__getitem__)
    read = None if ruled == "quantified" else _specificity(reading.deliverable)
    agrees = status == record["status"] and read in (None, ruled)
    if read is not None and record["status"] == "commitment":
        _decide(record, decided(ruled, rule_of(record), genre, reading.deliverable, stack["specificity"], beside), by)
    record["second"] = {
        "status": status,
        "specificity": read,
        "p": round(shares[record["status"]] * _likelihood(record["specificity"], reading), 4),
        "agrees": agrees,
    }


def decided(
    ruled: Specificity, rule: str, genre: str | None, odds: float, voices: Mapping[str, Any], beside: float = 0.0
) -> Specificity:
    """Give the specificity that rules and readers together find, in a text of a genre, of what the rules do not count.

    ``odds`` and ``beside`` are the log odds of deliverable, by the reader and by the shipped one.

    >>> voices = {"reader": 1.0, "rules": 2.0, "bias": -1.0, "asking": {"plan": {"rules": ["start"], "beyond": 0.5}}}
    >>> [decided("directional", "start", genre, 1.6, voices) for genre in ("plan", "report")]
    ['deliverable', 'directional']
    """
    rules, beyond = _asking(voices["asking"], genre)
    if rule not in rules:
        return ruled
    both = voices["reader"] * odds + voices.get("shipped", 0.0) * beside + voices["bias"]
    both += voices["rules"] if ruled == "deliverable" else 0.0
    return _specificity(both) if abs(both) > beyond else ruled


def _asking(named: Mapping[str, Any] | Sequence[str], genre: str | None) -> tuple[Sequence[str], float]:
    """Give the rules that ask in texts of a genre, and how sure of a label both together must be, as log odds.

    ``named`` says so by genre; one list names rules that ask in every text, and have the more likely label.
    """
    if not isinstance(named, Mapping):
        return named, 0.0
    found = named.get(genre or "", {"rules": (), "beyond": 0.0})
    return found["rules"], found["beyond"]


def _specificity(odds: float) -> Literal["deliverable", "directional"]:
    return "deliverable" if odds > 0 else "directional"


def _likelihood(specificity: Specificity, reading: Reading) -> float:
    """Give the reader's probability of a specificity; what is counted it does not doubt."""
    if specificity == "quantified":
        return 1.0
    return probability(reading.deliverable if specificity == "deliverable" else -reading.deliverable)


def _decide(record: Any, specificity: Specificity, by: str) -> None:
    """Set the specificity where it differs from the rules', with the evidence of who decided: of which weights, too."""
    if specificity == record["specificity"]:
        return
    record["specificity"] = specificity
    record["measurable"]["value"] = specificity != "directional"
    rows = [("specificity", RULE), *([("second", by)] if by else [])]
    record["evidence"] += [{"field": f, "rule": r, "text": None, "start": None, "end": None} for f, r in rows]

"""Let the second reader speak beside the rules: what it reads, whether it agrees, and where its word decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from yinuo.learned.calibration import rule_of
from yinuo.learned.linear import Reading, probability
from yinuo.records import Specificity

RULE = "second-reader"


def put_second(record: Any, reading: Reading, stack: Mapping[str, Any], genre: str | None = None) -> None:
    """Write ``second`` into a record, a plain dict, and the specificity that both readers together find.

    Status stays the rules'. Specificity is decided by both together where the rule is one of those that ``stack`` names
    as asking in texts of this genre: there the reader was found to correct its label on texts that neither had seen.
    """
    ruled: Specificity = record["specificity"]
    shares = reading.status
    status = max(shares, key=shares.__getitem__)
    read = None if ruled == "quantified" else _specificity(reading.deliverable)
    agrees = status == record["status"] and read in (None, ruled)
    weights = stack["specificity"]
    rules, beyond = _asking(weights["asking"], genre)
    if rules and read is not None and record["status"] == "commitment" and rule_of(record) in rules:
        voice = weights["rules"] if ruled == "deliverable" else 0.0
        odds = weights["reader"] * reading.deliverable + voice + weights["bias"]
        if abs(odds) > beyond:
            _decide(record, _specificity(odds))
    record["second"] = {
        "status": status,
        "specificity": read,
        "p": round(shares[record["status"]] * _likelihood(record["specificity"], reading), 4),
        "agrees": agrees,
    }


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


def _decide(record: Any, specificity: Specificity) -> None:
    """Set the specificity where it differs from the rules', with the evidence of who decided."""
    if specificity == record["specificity"]:
        return
    record["specificity"] = specificity
    record["measurable"]["value"] = specificity != "directional"
    record["evidence"].append({"field": "specificity", "rule": RULE, "text": None, "start": None, "end": None})

"""Say how likely a person who marks the text finds a commitment too, by weights that were fitted on gold."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Any

from yinuo.learned.linear import Reading

_LEAST, _NEAREST = 0.01, 1e-4


class Calibration:
    """Hold the share of records in gold by the rule for specificity, and the weights of what speaks for a record."""

    def __init__(self, fitted: Mapping[str, Any]) -> None:
        self.usual, self.right = fitted["usual"], fitted["rules"]
        self._usual = log_odds(self.usual)
        self._right = {rule: log_odds(share) for rule, share in self.right.items()}
        self.weights, self.bias = fitted["weights"], fitted["bias"]
        self._weights = tuple(self.weights[name] for name in ("confidence", "read", "length", "rule"))

    def __call__(self, record: Any, reading: Reading) -> float:
        """Give the confidence of a commitment, a plain dict as the rules left it, to two decimals."""
        ruled, read, length, rule = self._weights
        odds = self.bias + (
            ruled * log_odds(record["confidence"])
            + read * log_odds(reading.status["commitment"])
            + length * math.log(max(1, len(record["text"])))
            + rule * self._right.get(rule_of(record), self._usual)
        )
        return round(min(1 - _LEAST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)


def signs(record: Any, read: float) -> dict[str, float]:
    """Give what speaks for a record besides its rule: the rules' own confidence, the second reader's, its length.

    It is what weights are fitted to; ``Calibration`` adds the same up without a dict, once for each record.
    """
    return {
        "confidence": log_odds(record["confidence"]),
        "read": log_odds(read),
        "length": math.log(max(1, len(record["text"]))),
    }


def rule_of(record: Any) -> str:
    """Name the rule that first decided the specificity; a second reader's word comes later."""
    for item in record["evidence"]:
        if item["field"] == "specificity":
            rule: str = item["rule"]
            return rule
    return ""


@functools.lru_cache(maxsize=20_000)  # shares have four decimals at most
def log_odds(share: float) -> float:
    """Turn a share into log odds, no farther out than one in ten thousand."""
    near = min(1 - _NEAREST, max(_NEAREST, share))
    return math.log(near / (1 - near))

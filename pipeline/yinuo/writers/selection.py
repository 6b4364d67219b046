"""Choose the records that are written: by how definite they are, and by confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from yinuo.errors import UsageError
from yinuo.records import Commitment, Specificity


@dataclass(frozen=True, slots=True)
class Selection:
    """Hold what is wanted: degrees of definiteness (all, where none is named) and the least confidence.

    >>> Selection.of(["quantified,deliverable"], 0.5).only
    ('quantified', 'deliverable')
    """

    only: tuple[str, ...] = ()
    min_confidence: float = 0.0

    @classmethod
    def of(cls, only: Iterable[str] = (), min_confidence: float = 0.0) -> Selection:
        """Make a selection; names may be parted by commas. Raises ``UsageError`` for a name or number that is none."""
        known = get_args(Specificity)
        names = tuple(dict.fromkeys(name.strip() for part in only for name in part.split(",") if name.strip()))
        for name in names:
            if name not in known:
                raise UsageError(f"only: {name!r} is none of {', '.join(known)}")
        if not 0 <= min_confidence <= 1:
            raise UsageError(f"min_confidence: {min_confidence} is not between 0 and 1")
        return cls(names, min_confidence)

    def __call__(self, record: Commitment) -> bool:
        """Tell whether a record is wanted."""
        return record.confidence >= self.min_confidence and (not self.only or record.specificity in self.only)

"""Write what tracking found as lines of JSON."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.rules.wording import Lang
from yinuo.tracking.result import Tracked
from yinuo.writers.atomic import whole_file


def write(found: Sequence[Tracked], target: str, _: Lang | None = None) -> None:
    """Write one record a line."""
    with whole_file(target, "utf-8") as file:
        for one in found:
            file.write(one.to_json() + "\n")

"""Write series: rows, a workbook, a plot, a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from yinuo.errors import InputError
from yinuo.rules.wording import Lang
from yinuo.tracking.series.result import Yearly

_MODULES = {".csv": "rows", ".xlsx": "workbook", ".svg": "drawing", ".html": "page"}


def check(targets: Sequence[str]) -> None:
    """Refuse a target of no known format with ``InputError``, before any report is read."""
    for target in targets:
        if not target.lower().endswith(tuple(_MODULES)):
            raise InputError(f"{target!r} ends in none of {', '.join(_MODULES)}")


def write(found: Sequence[Yearly], targets: Sequence[str], lang: Lang | None) -> None:
    """Write all that was found to each target, whole or not at all."""
    for target in targets:
        ending = next(own for own in _MODULES if target.lower().endswith(own))
        one: Callable[[Sequence[Yearly], str, Lang | None], None]
        one = import_module(f"yinuo.tracking.series.output.{_MODULES[ending]}").write
        one(found, target, lang)

"""Write what tracking found: lines of JSON, a workbook, a page, a table of a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from yinuo.errors import InputError
from yinuo.rules.wording import Lang
from yinuo.tracking.result import Tracked
from yinuo.writers.sql.url import hidden, is_url

_MODULES = {".jsonl": "jsonl", ".xlsx": "workbook", ".html": "page"}


def check(targets: Sequence[str]) -> None:
    """Refuse a target of no known format with ``InputError``, before any report is read."""
    for target in targets:
        if not is_url(target) and not target.lower().endswith(tuple(_MODULES)):
            known = ", ".join(_MODULES)
            raise InputError(f"{hidden(target)!r} ends in none of {known}, and is no address of a database")


def write(found: Sequence[Tracked], targets: Sequence[str], lang: Lang | None = None) -> None:
    """Write all that was found to each target, whole or not at all."""
    for target in targets:
        ending = next((own for own in _MODULES if target.lower().endswith(own)), None)
        module = "database" if is_url(target) or ending is None else _MODULES[ending]
        one: Callable[[Sequence[Tracked], str, Lang | None], None] = import_module(
            f"yinuo.tracking.output.{module}"
        ).write
        one(found, target, lang)

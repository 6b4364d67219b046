"""Provide the command line: each command calls the function of ``yinuo`` that has its name, and shows the result."""

from __future__ import annotations

import atexit
import functools
import gc
import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from yinuo import __version__
from yinuo.cli.common import Commands, tolerate_any_text

__all__ = ["app", "main"]

# In the order of the help page. A verb is the function of its name in the module of its name; so is a group of verbs.
_VERBS = (
    "extract", "batch", "stream", "convert", "explain", "values", "speeches", "inspect", "schema", "evaluate",
    "repair", "track", "series", "report", "ledger", "review", "reader",
)  # fmt: skip
# New objects before the collector of garbage looks at them, in place of 700: it would go over all that is imported.
_SELDOM = 200_000


@functools.cache
def _made(*verbs: str) -> typer.Typer:
    """Make the command line with some of its verbs: to build all takes longer than to read a short text."""
    made = typer.Typer(
        cls=Commands,
        name="yinuo",
        help="Policy speeches in, commitment records out: actor, action, quantity and deadline, with exact offsets.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for verb in verbs:
        found = getattr(import_module(f"yinuo.cli.{verb}"), verb)
        if isinstance(found, typer.Typer):
            made.add_typer(found)
        else:
            made.command()(found)
    made.callback()(options)
    return made


def __getattr__(name: str) -> typer.Typer:
    if name == "app":
        return _made(*_VERBS)
    raise AttributeError(name)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"yinuo {__version__}")
        raise typer.Exit


def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh|en",
            help="Language of what is printed; else YINUO_LANG, else the locale's.",
        ),
    ] = None,
) -> None:
    """Take the options of ``yinuo`` itself."""


def main() -> None:
    """Run the command line on ``sys.argv``. Exit codes: 0 all done, 1 something failed, 2 wrong usage, 130 stopped."""
    tolerate_any_text()
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)  # at its end Python looks for garbage among all that is there: a fifth of a short run
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it asks all that is installed for some
    wanted = [verb for verb in _VERBS if sys.argv[1:2] == [verb]] or _VERBS
    try:
        _made(*wanted)(prog_name="yinuo")
    except KeyboardInterrupt:
        sys.exit(130)

"""Provide what all commands share: the error door, lines in the language of the run, JSON. Nothing heavy is loaded."""

from __future__ import annotations

import errno
import io
import re
import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from yinuo.cli.language import choose, lang, say, spoken
from yinuo.errors import DateError, UsageError, YinuoError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Commands(TyperGroup):
    """Group all commands in the language of the run; turn errors into one line on stderr and an exit code."""

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Choose the language, then read the arguments of the group itself."""
        try:
            args = choose(args)
            if lang() == "zh":
                _speak_chinese(self)
            return super().make_context(info_name, args, parent=parent, **extra)
        except Exception as error:
            raise (_told(error) or error) from None

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command: wrong usage ends with 2, any other error of the package with 1, Ctrl-C with 130."""
        debug = "--debug" in ctx.args
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE or debug:  # a broken pipe, which the base class ends quietly
                raise
            where = error.filename or say("reading or writing")
            complain(f"{where}: {error.strerror or error}; choose a file that can be opened, on a disk with space")
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
        except Exception as error:
            if told := _told(error):
                raise told from None
            if debug or isinstance(error, typer.Abort) or hasattr(error, "exit_code"):  # what typer ends a command by
                raise
            reason = " ".join(str(error).split())[:300]
            complain(f"unexpected {type(error).__name__} ({reason}); report the command and the file that do this")
            raise typer.Exit(1) from None


def _told(error: Exception) -> Exception | None:
    """Tell an error of the package, or in Chinese one of usage; give what ends the command, None for others."""
    if isinstance(error, YinuoError):
        complain(str(error))
        return typer.Exit(2 if isinstance(error, (DateError, UsageError)) else 1)
    if lang() == "zh" and hasattr(error, "format_message") and type(error).__name__ != "NoArgsIsHelpError":
        if ctx := getattr(error, "ctx", None):
            hint = say("Try '{command} -h' for help.", command=ctx.command_path)
            typer.echo(f"{ctx.get_usage()}\n{hint}\n", err=True)
        typer.echo(printable(say("Error: {message}", message=spoken(error.format_message()))), err=True)
        return typer.Exit(getattr(error, "exit_code", 2))
    return None


def _speak_chinese(group: Any) -> None:
    """Let a group and all commands below it write their help in Chinese."""
    from yinuo.cli.chinese_help import chinese

    for command in (group, *getattr(group, "commands", {}).values()):
        formatter = chinese(command.context_class.formatter_class)
        command.context_class = type("Context", (command.context_class,), {"formatter_class": formatter})
        if command is not group and hasattr(command, "commands"):
            _speak_chinese(command)


def tolerate_any_text() -> None:
    """Let a terminal that cannot show a character show its escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def complain(message: str) -> None:
    """Print one line on stderr, in the language of the run."""
    typer.echo(f"yinuo: {printable(spoken(message))}", err=True)


def tell(message: str, *, err: bool = False) -> None:
    """Print one line on stdout, in the language of the run."""
    typer.echo(printable(spoken(message)), err=err)


def printable(text: str) -> str:
    r"""Take out of a text what a terminal would obey: control characters, bidirectional marks, halves of pairs.

    >>> printable("新建\x1b[2J7所")
    '新建�[2J7所'
    """
    return _CONTROL.sub("\ufffd", text)


def attempt(where: object, debug: bool, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Give what the call returns, or None after one line on stderr that says where and why it failed."""
    try:
        return call(*args, **kwargs)
    except YinuoError as error:
        message = str(error)
        complain(message if str(where) in message else f"{where}: {message}")
    except Exception as error:
        if debug:
            raise
        complain(
            f"{where}: unexpected {type(error).__name__} ({error}); run again with --debug and report what it shows"
        )
    return None


def echo_json(value: Any) -> None:
    """Print records, dataclasses and lists of them as indented JSON on stdout."""
    import json

    from pydantic import TypeAdapter

    plain = TypeAdapter(Any).dump_python(value, by_alias=True)
    typer.echo(json.dumps(plain, ensure_ascii=False, indent=2))

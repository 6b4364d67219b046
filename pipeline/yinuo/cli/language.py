"""Choose the language that the command line speaks: an option, a variable, or the locale; and speak it."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from yinuo.errors import UsageError
from yinuo.messages import Lang, phrase, translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OPTION = "--lang"
VARIABLE = "YINUO_LANG"
_LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_TAG = re.compile(r"(zh|en)(?:[-_.].{0,40})?", re.I)


class _Chosen:
    """Hold the language of this run; ``asked`` is that of option or variable alone, which files may follow."""

    lang: Lang = "en"
    asked: Lang | None = None


def lang() -> Lang:
    """Give the language of what people read on the terminal."""
    return _Chosen.lang


def asked() -> Lang | None:
    """Give the language that somebody asked for; None where only the locale speaks, which no file follows."""
    return _Chosen.asked


def say(english: str, **values: object) -> str:
    """Say a phrase of the catalogue in the language of this run."""
    return phrase(english, _Chosen.lang, **values)


def listed(parts: Iterable[str]) -> str:
    """Join parts of a sentence by the comma of the language of this run."""
    return ("，" if _Chosen.lang == "zh" else ", ").join(parts)


def bracketed(text: str) -> str:
    """Put a remark into the brackets of the language of this run, behind what stands before."""
    return f"（{text}）" if _Chosen.lang == "zh" else f" ({text})"


def many(count: int, one: str, more: str) -> str:
    """Count things in the language of this run."""
    return say(one if count == 1 else more, count=count)


def spoken(message: str) -> str:
    """Say a finished message of the library in the language of this run."""
    return translated(message, _Chosen.lang)


def choose(args: Sequence[str], environ: Mapping[str, str] | None = None) -> list[str]:
    """Choose the language, and give the arguments without the option, which may stand anywhere before ``--``."""
    environ = os.environ if environ is None else environ
    _Chosen.lang, _Chosen.asked = of_locale(environ), None
    rest, option = _parted(args)
    for name, value in ((OPTION, option), (VARIABLE, environ.get(VARIABLE) or None)):
        if value is not None:
            _Chosen.asked = _Chosen.lang = _known(name, value)
            break
    return rest


def _known(name: str, value: str) -> Lang:
    if match := _TAG.fullmatch(value):
        return "zh" if match[1].lower() == "zh" else "en"
    raise UsageError(f"{name}: {value!r} is neither zh nor en")


def _parted(args: Sequence[str]) -> tuple[list[str], str | None]:
    rest: list[str] = []
    value, left = None, iter(args)
    for arg in left:
        if arg == "--":
            rest += [arg, *left]
        elif arg == OPTION and (following := next(left, None)) is not None:
            value = following
        elif arg.startswith(f"{OPTION}="):
            value = arg.partition("=")[2]
        else:
            rest.append(arg)
    return rest, value


def of_locale(environ: Mapping[str, str]) -> Lang:
    """Give the language of a terminal's locale: Chinese where the first variable that is set says so, else English.

    >>> of_locale({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}), of_locale({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    """
    said = next((environ[name] for name in _LOCALE if environ.get(name)), None)
    if said is None and sys.platform == "win32":
        said = _of_windows()
    return "zh" if (said or "").lower().startswith("zh") else "en"


def _of_windows() -> str:
    """Ask Windows for the language of its own windows, by the names that Python has for them."""
    import ctypes
    import locale

    windows = getattr(ctypes, "windll")  # noqa: B009  # no other system has it
    return locale.windows_locale.get(windows.kernel32.GetUserDefaultUILanguage(), "")

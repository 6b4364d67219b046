"""Read the user's own words with their tags, from a file or its lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from yinuo.errors import InputError, RuleTableError
from yinuo.rules import compile_re

# Characters of words, for classes of regular expressions.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007\uf900-\ufaff\U00020000-\U000323af"
ALNUM = "0-9A-Za-zΑ-Ωα-ω０-９Ａ-Ｚａ-ｚ"
_WORD = compile_re(rf"[{HAN}{ALNUM}+#&._%\-]+")
_TAG = compile_re(r"[a-z]{1,4}")
_LONGEST = 32


def split_tag(line: str) -> tuple[str, str | None]:
    r"""Split a user's word from its tag, if any: ``"word"`` or ``"word\ttag"``.

    >>> split_tag("教体系统\tnt")
    ('教体系统', 'nt')

    Raises ``InputError`` where it cannot be a word.
    """
    word, *rest = line.split("\t")
    problem = problem_with(word, rest)
    if problem:
        raise InputError(f"word {word!r}: {problem[1]}")
    return word, rest[0] if rest else None


def problem_with(word: str, rest: list[str]) -> tuple[int, str] | None:
    """Give the column (from 1) and the problem of a user's word and what follows it; None where all is well."""
    wrong = _WORD.match(word)
    if wrong is None or wrong.end() < len(word):
        at = wrong.end() if wrong else 0
        what = repr(word[at]) if word else "nothing"
        return at + 1, f"{what} cannot be part of a word: Chinese characters, letters and digits are wanted"
    if len(word) > _LONGEST:
        return _LONGEST + 1, f"longer than {_LONGEST} characters"
    column = len(word) + 2
    if len(rest) > 1:
        return column + len(rest[0]) + 1, "more than a word and its tag"
    if rest and not _TAG.fullmatch(rest[0]):
        return column, f"{rest[0]!r} is not a tag: one to four small letters such as n, v, nt are wanted"
    return None


def read_words(path: str | Path) -> list[str]:
    """Read the user's words from a file: one a line, after it a tab and a tag if wanted; ``#`` opens a note.

    Raises ``InputError`` where there is no such file, ``RuleTableError`` (file:line:column) at a bad line.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot read the words: {error.strerror}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "ignore")
        column = len(before) - before.rfind("\n")
        raise RuleTableError(path.name, before.count("\n") + 1, column, "not UTF-8: save it as UTF-8") from None
    return list(_read_lines(path.name, text))


def _read_lines(file: str, text: str) -> Iterable[str]:
    for number, line in enumerate(text.splitlines(), 1):
        line = line.rstrip()
        if not line or line.startswith("#"):
            continue
        word, *rest = line.split("\t")
        problem = problem_with(word, rest)
        if problem:
            raise RuleTableError(file, number, *problem)
        yield line

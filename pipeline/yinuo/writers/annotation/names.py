"""Name labels, states and kinds of relations in the language of the people who annotate; read such names back."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from yinuo.messages import Lang
from yinuo.pages.words import Words
from yinuo.writers.annotation.marks import LABELS, SPECIFICITIES, STATUSES

_KINDS = (("mark", LABELS), ("status", STATUSES), ("specificity", SPECIFICITIES))


def shown(name: str, lang: Lang) -> str:
    """Name a label, a status or a specificity; in English as records have it.

    >>> shown("action", "zh"), shown("quantified", "en"), shown("commitment/quantified", "zh")
    ('行动', 'quantified', '承诺/量化')
    """
    return "/".join(_chinese().get(part, part) for part in name.split("/")) if lang == "zh" else name


def known(name: str) -> str:
    """Give the name that records have for one that was shown in any language; another name stays as it is.

    >>> known("承诺/量化"), known("action"), known("别的")
    ('commitment/quantified', 'action', '别的')
    """
    return "/".join(_back().get(part, part) for part in name.split("/"))


@functools.cache
def _chinese() -> dict[str, str]:
    return dict(_pairs())


@functools.cache
def _back() -> dict[str, str]:
    return {chinese: name for name, chinese in _pairs()}


def _pairs() -> Iterator[tuple[str, str]]:
    words = Words("zh")
    for kind, names in _KINDS:
        yield from ((name, words.name(kind, name)) for name in names)

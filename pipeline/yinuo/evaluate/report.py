"""Show an Evaluation on the terminal."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from yinuo.evaluate.confusion import Confusion
from yinuo.evaluate.evaluation import Evaluation
from yinuo.evaluate.items import SPECIFICITIES
from yinuo.evaluate.mistakes import Mistake, printable
from yinuo.evaluate.scores import MEASURES, Count
from yinuo.messages import Lang, phrase, translated

Say = functools.partial[str]
_STYLES = {"missed": "red", "spurious": "blue"}


def render(evaluation: Evaluation, *, errors: int | None = 0, lang: Lang = "en") -> RenderableType:
    """Make tables of scores, documents and confusions, then notes; ``errors`` lists that many, ``None`` all of them."""
    return Group(*_parts(evaluation, errors, functools.partial(phrase, lang=lang)))


def _parts(evaluation: Evaluation, errors: int | None, say: Say) -> Iterator[RenderableType]:
    yield _scores(evaluation, say)
    yield _spans(evaluation, say)
    yield _documents(evaluation, say)
    yield _confusion(say("specificity, of the pairs: gold by found"), evaluation.specificity, say)
    yield _confusion(say("assertion: gold by found"), evaluation.assertion, say)
    if errors != 0:
        yield _errors(evaluation.mistakes, errors, say)
    for note in evaluation.notes:
        yield Text(printable(translated(f"note: {note}", say.keywords["lang"])), style="yellow")


def _scores(evaluation: Evaluation, say: Say) -> Table:
    table = _table(say, "scores", "measure", "precision", "recall", "F1", "95 % interval", "gold", "predicted", "hit")
    if evaluation.baseline:
        table.add_column(say("baseline F1"), justify="right")
    for name, own in evaluation.total.items():
        interval = evaluation.intervals and evaluation.intervals[name]
        bounds = f"{interval.low:.3f}–{interval.high:.3f}" if interval else "–"
        row = [say(name), *_ratios(own), bounds, str(own.gold), str(own.predicted), str(own.hit)]
        table.add_row(*row, *_beside(evaluation.baseline, name))
    return table


def _beside(baseline: Mapping[str, Count] | None, name: str) -> list[str]:
    return [f"{baseline[name].f1:.3f}"] if baseline else []


def _spans(evaluation: Evaluation, say: Say) -> Table:
    table = _table(say, "spans", "", "precision", "recall", "F1", "mean overlap")
    mean = evaluation.spans.mean_overlap
    table.add_row(say("exact"), *_ratios(evaluation.spans.exact), "–")
    table.add_row(say("overlap"), *_ratios(evaluation.total["detection"]), "–" if mean is None else f"{mean:.3f}")
    return table


def _documents(evaluation: Evaluation, say: Say) -> Table:
    table = _table(say, "F1 by document", "document", "gold", "predicted", *MEASURES)
    for own in evaluation.comparisons:
        found = own.counts["detection"]
        table.add_row(
            _cell(own.document.name),
            str(found.gold),
            str(found.predicted),
            *(_f1(own.counts[name]) for name in MEASURES),
        )
    return table


def _f1(own: Count) -> str:
    return f"{own.f1:.3f}" if own.gold or own.predicted else "–"


def _confusion(title: str, confusion: Confusion, say: Say) -> Table:
    table = _table(say, title, "gold", *confusion.columns)
    for label, counts in zip(confusion.rows, confusion.counts, strict=True):
        table.add_row(say(label), *(str(n) for n in counts))
    return table


def _errors(mistakes: tuple[Mistake, ...], most: int | None, say: Say) -> Table:
    shown = mistakes if most is None else mistakes[:most]
    table = Table(title=say("errors ({count} of {all})", count=len(shown), all=len(mistakes)), title_justify="left")
    for name in (say("where"), say("kind"), say("gold"), say("found"), say("context")):
        table.add_column(name, overflow="fold", no_wrap=name == say("kind"))
    for mistake in shown:
        kind = Text(say(mistake.kind), style=_STYLES.get(mistake.kind, "yellow"))
        place = _cell(f"{mistake.document}@{mistake.start}")
        sides = (_cell(say(side) if side in SPECIFICITIES else side) for side in (mistake.gold, mistake.found))
        table.add_row(place, kind, *sides, _cell(mistake.context))
    return table


def _cell(text: str) -> Text:
    return Text(printable(text))


def _ratios(own: Count) -> tuple[str, str, str]:
    return f"{own.precision:.3f}", f"{own.recall:.3f}", f"{own.f1:.3f}"


def _table(say: Say, title: str, first: str, *numbers: str) -> Table:
    table = Table(title=say(title), title_justify="left")
    table.add_column(say(first) if first else "")
    _add_numbers(table, map(say, numbers))
    return table


def _add_numbers(table: Table, names: Iterable[str]) -> None:
    for name in names:
        table.add_column(name, justify="right")

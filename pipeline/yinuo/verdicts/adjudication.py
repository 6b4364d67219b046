"""Put together what several people decided: what they agree on is settled, the rest waits for an adjudicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yinuo.records import Commitment
from yinuo.verdicts.decisions import ADJUDICATOR, Decision, authors
from yinuo.verdicts.projection import Reviewed, project

_GONE: tuple[object, ...] = ("gone",)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold a record on which people differ: the version of each; None where one does not have it at all."""

    key: str
    options: tuple[tuple[str, Reviewed | None], ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold the records that stand, in order of place, and the conflicts that nobody has settled yet."""

    records: tuple[Reviewed, ...]
    conflicts: tuple[Conflict, ...]


def outcome(own: Reviewed | None) -> tuple[object, ...]:
    """Give what two versions of a record must share to be the same decision."""
    if own is None or not own.kept:
        return _GONE
    record, deadline = own.record, own.record.deadline
    return (
        (record.start, record.end, record.status, record.specificity, record.firmness),
        None if record.actor.source == "default" else record.actor.text or record.actor.name,
        tuple(sorted((repr(q.low), repr(q.high), q.unit or "", q.approximate) for q in record.quantities)),
        deadline and (deadline.from_, deadline.to, deadline.duration, deadline.repeat),
    )


def settle(records: Sequence[Commitment], decisions: Sequence[Decision], text: str) -> Settled:
    """Settle the records of one text: by the adjudicator, else as all who decided agree, else they are conflicts."""
    people = authors(decisions)
    versions = {name: project(records, decisions, name, text) for name in people}
    judge = _judged(records, decisions, versions, text)
    known = {record.id for record in records}
    taken: list[Reviewed] = []
    open_: list[Conflict] = []
    for key in (record.id for record in records):
        decided = tuple((name, own[key]) for name, own in versions.items() if own[key].decided)
        _decide(key, decided, judge[key], taken, open_)
    for key, options in _added(versions, known):
        keys = [own.key for _, own in options if own is not None]
        ruled = next((judge[k] for k in keys if k in judge and judge[k].decided), judge.get(key))
        _decide(key, options, ruled, taken, open_)
    of_others = {key for own in versions.values() for key in own}
    taken += [own for key, own in judge.items() if key not in of_others and key not in known]
    return Settled(tuple(sorted(taken, key=_place)), tuple(open_))


def _decide(
    key: str,
    options: tuple[tuple[str, Reviewed | None], ...],
    ruled: Reviewed | None,
    taken: list[Reviewed],
    open_: list[Conflict],
) -> None:
    """Take the adjudicator's version, else the one that all share, else note a conflict."""
    if ruled is not None and ruled.decided:
        taken.append(ruled)
    elif len({outcome(own) for _, own in options}) > 1:
        open_.append(Conflict(key, options))
    else:
        first = next((own for _, own in options if own is not None), ruled)
        if first is not None:
            taken.append(first)


def _judged(
    records: Sequence[Commitment],
    decisions: Sequence[Decision],
    versions: dict[str, dict[str, Reviewed]],
    text: str,
) -> dict[str, Reviewed]:
    """Replay the adjudicators' events over the proposed records and those that people added."""
    extra = {key: own for version in versions.values() for key, own in version.items() if own.state == "added"}
    start = [Reviewed(key, own.record, notes=own.notes, parents=own.parents) for key, own in extra.items()]
    ruled = [own.model_copy(update={"author": ADJUDICATOR}) for own in decisions if own.author.startswith(ADJUDICATOR)]
    return project(records, ruled, ADJUDICATOR, text, also=start)


def _added(
    versions: dict[str, dict[str, Reviewed]], known: set[str]
) -> Iterable[tuple[str, tuple[tuple[str, Reviewed | None], ...]]]:
    """Bring together, by span, what people added; one who decided anything and has not added it is against it."""
    spans: dict[tuple[int, int], dict[str, Reviewed]] = {}
    for name, version in versions.items():
        for key, own in version.items():
            if key not in known and own.kept:
                spans.setdefault((own.record.start, own.record.end), {})[name] = own
    for _, found in sorted(spans.items()):
        yield next(iter(found.values())).key, tuple((name, found.get(name)) for name in versions)


def _place(own: Reviewed) -> tuple[int, int, str]:
    return own.record.start, own.record.end, own.key

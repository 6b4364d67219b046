"""Give the records of a text as people left them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.verdicts.adjudication import settle
from yinuo.verdicts.decisions import ADJUDICATOR, Decision, authors
from yinuo.verdicts.projection import Reviewed, project
from yinuo.verdicts.ranges import Range, settled_ranges
from yinuo.verdicts.store import Store, StoredDocument


@dataclass(frozen=True, slots=True)
class Final:
    """Hold the records of a text that stand; ``undecided`` of them stand as proposed, ``decisions`` were made.

    ``settled`` are those that somebody decided, ``ranges`` the parts of the text in which nothing is open.
    """

    document: StoredDocument
    text: str
    records: tuple[Commitment, ...]
    undecided: int
    decisions: int
    settled: tuple[Commitment, ...]
    ranges: tuple[Range, ...]


def people(store: Store) -> list[str]:
    """List who decided anything in the store, adjudicators left out."""
    return authors(store.decisions())


def final(store: Store, document: StoredDocument, author: str | None = None) -> Final:
    """Give the records of a text as one person left them, or as all who decided agree or an adjudicator settled.

    Raises ``InputError`` for a person who decided nothing in the store, and for conflicts that nobody has settled.
    """
    if author is not None and not any(own.author == author for own in store.decisions()):
        known = ", ".join(people(store)) or "nobody yet"
        raise InputError(f"{store.path}: {author!r} decided nothing here; who did: {known}")
    text, records = store.text(document.sha256), store.records(document.sha256)
    decisions = store.decisions(document.sha256)
    standing = _standing(store, document, records, decisions, author, text)
    kept = [own for own in standing if own.kept]
    kept.sort(key=lambda own: (own.record.start, own.record.end, own.key))
    made = len(decisions) if author is None else sum(own.author == author for own in decisions)
    settled = tuple(own.record for own in kept if own.decided)
    stand, ranges = tuple(own.record for own in kept), settled_ranges(standing, len(text))
    return Final(document, text, stand, len(stand) - len(settled), made, settled, ranges)


def _standing(
    store: Store,
    document: StoredDocument,
    records: Sequence[Commitment],
    decisions: Sequence[Decision],
    author: str | None,
    text: str,
) -> Sequence[Reviewed]:
    judged = any(own.author.startswith(ADJUDICATOR) for own in decisions)
    named = authors(decisions)
    if author is None and len(named) <= 1 and not judged:
        author = named[0] if named else None
        return list(project(records, decisions, author, text).values())
    if author is not None:
        return list(project(records, decisions, author, text).values())
    settled = settle(records, decisions, text)
    if settled.conflicts:
        raise InputError(
            f"{store.path}: {document.name}: {len(settled.conflicts)} records on which {', '.join(named)} differ; "
            "settle them on the page as adjudicator, or take one person's with --author"
        )
    return settled.records

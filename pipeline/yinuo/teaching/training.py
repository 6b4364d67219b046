"""Train a second reader over an encoder of the user's own."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yinuo.errors import GoldError, UsageError

if TYPE_CHECKING:
    from yinuo.learned.lessons import Lesson
    from yinuo.learned.training import Epoch
    from yinuo.teaching.gold import Paths


@dataclass(frozen=True, slots=True)
class Trained:
    """Say what a training came to: its lessons, the documents held out, and the loss of each epoch."""

    lessons: int
    documents: int
    held_out: tuple[str, ...]
    epochs: tuple[tuple[int, float, float], ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values for JSON."""
        return asdict(self)


def reader_train(
    encoder: str | os.PathLike[str],
    gold: Paths,
    output: str | os.PathLike[str],
    *,
    texts: str | os.PathLike[str] | None = None,
    held_out: str | None = None,
    layers: int | None = None,
    epochs: int = 6,
    rate: float = 5e-5,
    bfloat16: bool = False,
    seed: int = 0,
    say: Callable[[Epoch], None] = lambda epoch: None,
) -> Trained:
    """Make a second reader: an encoder fine-tuned on gold, with heads for status and specificity.

    ``encoder`` is a folder that ``transformers`` can open: configuration, safetensors, a fast tokenizer; nothing is
    fetched from the network. ``gold`` are gold files or folders, as ``yinuo.evaluate`` reads them, ``texts`` the folder
    of their texts. Training ends when the document ``held_out`` is read no better (where none is named, the first by
    name of those with most lessons). ``layers`` keeps the first of the encoder's, ``rate`` is its learning rate, and
    ``bfloat16`` computes faster on processors that know such numbers. The same seed gives the same on the same machine.
    ``output`` is then a folder for ``yinuo.load(reader=FOLDER)`` and ``--reader FOLDER``.

    >>> reader_train("no-such-folder", "gold", "reader")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    yinuo.errors.ReaderError: no-such-folder: no such folder, a folder with config.json, ...

    Raises ``ReaderError`` for a folder that holds no encoder, ``GoldError`` for gold that cannot be used,
    ``OutputError`` where ``output`` is there already, ``MissingExtraError`` where torch or transformers is not
    installed.
    """
    from yinuo.learned import training
    from yinuo.learned.encoder import check_encoder, libraries
    from yinuo.teaching.gold import documents_of, known_as, lessons_of

    check_encoder(Path(encoder))
    training.check_target(Path(output))
    libraries()
    most = _positive("epochs", epochs) or 1
    settings = training.Settings(_positive("layers", layers), most, seed, rate=rate, bfloat16=bfloat16)
    documents = documents_of(gold, texts)
    lessons = lessons_of(documents)
    name = _held_out(lessons, held_out)
    taught = [lesson for lesson in lessons if lesson.document != name]
    opened, heads, passed = training.train(
        Path(encoder), taught, [lesson for lesson in lessons if lesson.document == name], settings, say
    )
    found = Trained(
        len(taught),
        len({lesson.document for lesson in taught}),
        (name,),
        tuple((e.number, e.loss, e.held_out) for e in passed),
    )
    known = sorted(known_as(document) for document in documents)
    training.write(Path(output), opened, heads, {**settings._asdict(), **found.to_dict(), "texts": known})
    return found


def _positive(name: str, value: int | None) -> int | None:
    if value is not None and value < 1:
        raise UsageError(f"{name} is {value}; 1 or more is wanted")
    return value


def _held_out(lessons: Sequence[Lesson], name: str | None) -> str:
    """Choose the document by which training is stopped."""
    counts = Counter(lesson.document for lesson in lessons)
    if len(counts) < 2:
        raise GoldError(f"gold marks {len(counts)} documents with records; two are wanted: one tells when to stop")
    if name is None:
        return min(counts, key=lambda each: (-counts[each], each))
    if name not in counts:
        raise UsageError(f"held-out document {name!r} has no lessons; name one of {', '.join(sorted(counts)[:5])}")
    return name

"""Feed lessons to a training, as a data set of ``datasets`` that is shuffled anew in each epoch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yinuo.learned.lessons import Lesson
from yinuo.learned.windows import Window, Windows

# Batches whose windows are sorted by length together.
_AT_ONCE = 8


class Feed:
    """Hold lessons as windows of tokens with the numbers of their labels, -1 where gold says nothing."""

    def __init__(self, lessons: Sequence[Lesson], windows: Windows, labels: Mapping[str, Sequence[str]]) -> None:
        import datasets

        columns: dict[str, list[Any]] = {name: [] for name in ("tokens", "first", "last", *labels)}
        cut = windows([lesson.item for lesson in lessons])
        for lesson, of_one in zip(lessons, cut, strict=True):
            for window in of_one:
                for name, value in window._asdict().items():
                    columns[name].append(value)
                for name, known in labels.items():
                    answer = getattr(lesson, name)
                    columns[name].append(-1 if answer is None else known.index(answer))
        self.labels, self.rows = tuple(labels), datasets.Dataset.from_dict(columns)

    def __len__(self) -> int:
        return len(self.rows)

    def batches(self, size: int, *, seed: int | None) -> Iterator[tuple[list[Window], dict[str, list[int]]]]:
        """Yield windows and answers in batches, in an order that the seed draws, or as they stand."""
        rows = self.rows if seed is None else self.rows.shuffle(seed=seed, keep_in_memory=True)
        for some in rows.iter(batch_size=size * _AT_ONCE):
            order = list(range(len(some["tokens"])))
            if seed is not None:  # windows of nearly one length together: less to fill up
                order.sort(key=lambda place: len(some["tokens"][place]))
            for begin in range(0, len(order), size):
                places = order[begin : begin + size]
                windows = [Window(some["tokens"][n], some["first"][n], some["last"][n]) for n in places]
                yield windows, {name: [some[name][n] for n in places] for name in self.labels}

"""Read clauses by an encoder and two heads over it, which ``yinuo reader train`` made."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from yinuo.errors import ReaderError
from yinuo.learned.encoder import Encoder, libraries, one_thread, open_encoder, read_tensors
from yinuo.learned.features import Item
from yinuo.learned.linear import STATUSES, Reading
from yinuo.learned.windows import Window, Windows

HEADS = "yinuo_heads.safetensors"
LABELS: dict[str, tuple[str, ...]] = {"status": STATUSES, "specificity": ("deliverable", "directional")}
BATCH = 64
_FARTHEST = 12.0
_TRAIN = "make them with: yinuo reader train --encoder FOLDER --gold GOLD -o FOLDER"


class TransformerReader:
    """Read clauses by the encoder and the heads of a folder; what else is read with a clause does not change it."""

    def __init__(self, encoder: Encoder, heads: Mapping[str, Any], batch: int = BATCH) -> None:
        self.encoder, self.heads, self.batch = encoder, heads, batch
        self.windows = Windows(encoder.tokenizer, encoder.length)

    @classmethod
    def of(cls, place: Path, description: Mapping[str, Any]) -> TransformerReader:
        """Open a folder; raises ``ReaderError`` for heads that are missing, or that have other labels."""
        check_heads(place, description["heads"])
        encoder = open_encoder(place)
        return cls(encoder, _heads(place, encoder.model.config.hidden_size))

    def __call__(self, items: Sequence[Item]) -> list[Reading]:
        """Give one reading an item."""
        return [Reading(_shares(odds["status"]), _difference(odds["specificity"])) for odds in self.scores(items)]

    def scores(self, items: Sequence[Item]) -> list[dict[str, list[float]]]:
        """Give the log odds of each label of each head, an item; those of several windows are averaged."""
        windows = self.windows(items)
        flat = [window for of_one in windows for window in of_one]
        with one_thread():
            each = dict(self._each(flat))
        numbers = iter(range(len(flat)))
        return [_mean([each[next(numbers)] for _ in of_one]) for of_one in windows]

    def _each(self, windows: Sequence[Window]) -> Iterator[tuple[int, dict[str, list[float]]]]:
        """Yield the number and the log odds of each window, in batches of windows of nearly one length."""
        order = sorted(range(len(windows)), key=lambda number: len(windows[number].tokens))
        for begin in range(0, len(order), self.batch):
            numbers = order[begin : begin + self.batch]
            found = forward(self.encoder.model, self.heads, [windows[n] for n in numbers], self.windows.special.padding)
            rows = {name: odds.tolist() for name, odds in found.items()}
            for place, number in enumerate(numbers):
                yield number, {name: odds[place] for name, odds in rows.items()}


def forward(model: Any, heads: Mapping[str, Any], windows: Sequence[Window], padding: int) -> dict[str, Any]:
    """Compute the log odds of each head: a row a window. A head sees the first token, and the mean of the clause."""
    torch, _ = libraries()
    longest = max(len(window.tokens) for window in windows)
    tokens = torch.full((len(windows), longest), padding, dtype=torch.long)
    mask, inside = torch.zeros(len(windows), longest, dtype=torch.long), torch.zeros(len(windows), longest, 1)
    for row, window in enumerate(windows):
        tokens[row, : len(window.tokens)] = torch.tensor(window.tokens)
        mask[row, : len(window.tokens)] = 1
        inside[row, window.first : window.last] = 1
    return odds_of(model, heads, tokens, mask, inside)


def odds_of(model: Any, heads: Mapping[str, Any], tokens: Any, mask: Any, inside: Any) -> dict[str, Any]:
    """Compute the log odds of each head; ``inside`` is 1 where a token is one of the clause, in a third dimension."""
    torch, _ = libraries()
    hidden = model(input_ids=tokens, attention_mask=mask).last_hidden_state
    clause = (hidden * inside).sum(1) / inside.sum(1).clamp(min=1)
    both = torch.cat((hidden[:, 0], clause), dim=1)
    return {name: head(both) for name, head in heads.items()}


def new_heads(width: int) -> dict[str, Any]:
    """Make heads that know nothing yet, for an encoder of this width."""
    torch, _ = libraries()
    return {name: torch.nn.Linear(2 * width, len(labels)) for name, labels in LABELS.items()}


def check_heads(place: Path, labels: Any) -> None:
    """Raise ``ReaderError`` unless a folder has heads, and those for the labels that are known."""
    if not (place / HEADS).is_file():
        raise ReaderError(f"{place}: holds no heads ({HEADS}) over its encoder; {_TRAIN}")
    for name, known in LABELS.items():
        found = labels.get(name) if isinstance(labels, dict) else None
        if found != list(known):
            raise ReaderError(f"{place}: head {name} has labels {found}, and {list(known)} are wanted; {_TRAIN}")


def _heads(place: Path, width: int) -> dict[str, Any]:
    tensors, heads = read_tensors(place / HEADS), new_heads(width)
    for name, head in heads.items():
        try:
            head.load_state_dict({part: tensors[f"{name}.{part}"] for part in ("weight", "bias")})
        except (KeyError, RuntimeError):
            raise ReaderError(f"{place / HEADS}: head {name} does not fit the encoder; {_TRAIN}") from None
        head.eval()
    return heads


def _mean(rows: Sequence[dict[str, list[float]]]) -> dict[str, list[float]]:
    return {name: [sum(each) / len(rows) for each in zip(*(r[name] for r in rows), strict=True)] for name in rows[0]}


def _shares(odds: Sequence[float]) -> dict[Any, float]:
    """Turn the log odds of all statuses into probabilities of four decimals."""
    each = [math.exp(o - max(odds)) for o in odds]
    return {name: round(p / sum(each), 4) for name, p in zip(STATUSES, each, strict=True)}


def _difference(odds: Sequence[float]) -> float:
    """Give the log odds of deliverable against directional."""
    return round(max(-_FARTHEST, min(_FARTHEST, odds[0] - odds[1])), 4)

"""Hold the character n-gram model behind repair: the log probability of each symbol of a text after others."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from yinuo.damage.ngrams.hashing import Keys, finish, stored, windows
from yinuo.folding import half_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    import numpy.typing as npt

    from yinuo.damage.ngrams.lexicon import Lexicon

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]

NUMBER = "#"
BREAK = "\n"
STEP = 1 / 16  # natural-log units of one stored byte
_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PIECES = re.compile(r"[0-9]+(?:\.[0-9]+)?|\s+|.", re.DOTALL)
_LETTERS = map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
_AS_TRAINED = half_width((*"，：；（）？！％．", *_LETTERS)) | dict.fromkeys(map(ord, "“”"), '"')


def as_trained(text: str) -> str:
    """Write full-width digits, letters and marks as the model's training text had them, one character for one.

    >>> as_trained("达１００％，")
    '达100%,'
    """
    return text.translate(_AS_TRAINED)


def symbols(text: str) -> tuple[str, list[int]]:
    r"""What the model reads: a number is one ``#``, white space one line break; with each symbol's offset.

    >>> symbols("增长5.5%。\n建7所")
    ('增长#%。\n建#所', [0, 1, 2, 5, 6, 7, 8, 9, 10])
    """
    out: list[str] = []
    offsets: list[int] = []
    for piece in _PIECES.finditer(as_trained(text)):
        first = piece[0][0]
        out.append(NUMBER if "0" <= first <= "9" else BREAK if first.isspace() else first)
        offsets.append(piece.start())
    return "".join(out), offsets


@dataclass(frozen=True, slots=True)
class Table:
    """The n-grams of one order: their hashes, sorted; log probability and back-off weight, as steps below zero."""

    keys: Keys
    probabilities: npt.NDArray[np.uint8]
    weights: npt.NDArray[np.uint8]
    plain_keys: array[int]


class Model:
    """Log probabilities (natural) of symbols after others. Made from the arrays that ``models/repair`` writes."""

    def __init__(self, characters: str, tables: Sequence[Table], lexicon: Lexicon, facts: dict[str, Any]) -> None:
        self.characters = characters
        self.ids = {c: i + 1 for i, c in enumerate(characters)}
        self.tables = tuple(tables)
        self.lexicon = lexicon
        self.order = len(tables)
        self.facts = facts
        self._known: dict[tuple[int, ...], float] = {}

    def encode(self, text: str) -> Ints:
        """The number of each symbol; 0 for one that training did not have."""
        get = self.ids.get
        return np.fromiter((get(c, 0) for c in text), np.int64, len(text))

    def last(self, ids: Ints) -> Floats:
        """Log probability of the last symbol of each row after those before it; rows are up to ``order`` long."""
        width = ids.shape[-1]
        result: Any = np.zeros(ids.shape[:-1], np.float32)
        for order in range(1, min(self.order, width) + 1):
            table = self.tables[order - 1]
            if order > 1:
                context = self.tables[order - 2]
                rows = context.keys.find(
                    finish(windows(ids[..., width - order : width - 1], order - 1)[..., 0], order - 1)
                )
                result = result - np.where(rows < 0, 0, context.weights[rows]) * np.float32(STEP)
            rows = table.keys.find(finish(windows(ids[..., width - order :], order)[..., 0], order))
            result = np.where(rows < 0, result, table.probabilities[rows] * np.float32(-STEP))
        return result  # type: ignore[no-any-return]

    def remember(self, ids: Ints) -> None:
        """Have what ``one`` says of each row ready."""
        self._known.update(zip(map(tuple, ids.tolist()), self.last(ids).tolist(), strict=True))

    def one(self, ids: tuple[int, ...]) -> float:
        """Log probability of the last of up to ``order`` symbols, remembered."""
        found = self._known.get(ids)
        if found is None:
            found = self._known[ids] = self._one(ids)
        return found

    def _one(self, ids: tuple[int, ...]) -> float:
        lost = 0
        for start in range(max(0, len(ids) - self.order), len(ids)):
            order = len(ids) - start
            row = self._row(ids[start:], order)
            if row >= 0:
                return -STEP * (int(self.tables[order - 1].probabilities[row]) + lost)
            if order > 1:
                row = self._row(ids[start:-1], order - 1)
                if row >= 0:
                    lost += int(self.tables[order - 2].weights[row])
        return -STEP * lost

    def _row(self, ids: tuple[int, ...], order: int) -> int:
        value = stored(ids)
        keys = self.tables[order - 1].plain_keys
        row = bisect_left(keys, value)
        return row if row < len(keys) and keys[row] == value else -1

    def forget(self) -> None:
        """Drop what ``one`` remembers."""
        self._known.clear()


def padded(model: Model, text: str) -> tuple[Ints, list[int]]:
    """The symbols of a text between breaks enough for full contexts, and the offset of each and of the end."""
    read, offsets = symbols(text)
    side = np.full(model.order - 1, model.ids[BREAK], np.int64)
    return np.concatenate([side, model.encode(read), side]), [*([0] * len(side)), *offsets, *([len(text)] * len(side))]


def table(keys: npt.NDArray[np.uint32], probabilities: Any, weights: Any) -> Table:
    """A table of sorted keys."""
    plain = array("I")
    plain.frombytes(keys.tobytes())
    return Table(Keys(keys), probabilities, weights, plain)


def read(file: IO[bytes]) -> Model:
    """The model in a file that ``models/repair/train.py`` wrote."""
    import json

    from yinuo.damage.ngrams.lexicon import LONGEST, Lexicon, Words

    data = np.load(file)
    facts = json.loads(bytes(data["facts"]).decode())
    tables = []
    for order in range(1, int(facts["order"]) + 1):
        probabilities = data[f"probability{order}"]
        weights = data[f"weight{order}"] if f"weight{order}" in data else np.zeros_like(probabilities)
        tables.append(table(_keys(data, f"{order}"), probabilities, weights))
    words = [Words(Keys(_keys(data, f"-word{length}")), data[f"word{length}"]) for length in range(1, LONGEST + 1)]
    return Model(bytes(data["characters"]).decode(), tables, Lexicon(words), facts)


def _keys(data: Any, name: str) -> npt.NDArray[np.uint32]:
    """Sorted hashes from their differences: two bytes each, and the few that need more apart."""
    steps = data[f"low{name}"].astype(np.uint32) | (data[f"high{name}"].astype(np.uint32) << np.uint32(8))
    steps[data[f"far{name}"]] = data[f"jump{name}"]
    return np.cumsum(steps, dtype=np.uint32)


@cache
def load() -> Model:
    """The shipped model, read once."""
    with files("yinuo.damage.ngrams").joinpath("model.npz").open("rb") as file:
        return read(file)

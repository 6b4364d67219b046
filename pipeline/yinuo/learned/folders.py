"""Open the folder of a reader: its description in ``reader.json``, its weights, and the digest that binds the two."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from yinuo.digests import digest, file_digest
from yinuo.errors import ReaderError
from yinuo.learned.encoder import CONFIG

if TYPE_CHECKING:
    from yinuo.learned.calibration import Calibration
    from yinuo.learned.features import Item
    from yinuo.learned.linear import Reading

SHIPPED = "shipped"
DESCRIPTION, WEIGHTS, CONFIDENCE = "reader.json", "weights.npz", "confidence.json"
_HOME = Path(__file__).parent / SHIPPED

Reader: TypeAlias = "Callable[[Sequence[Item]], list[Reading]]"


class Opened(NamedTuple):
    """Hold a reader, the weights of its voice beside the rules', and what makes confidence of both, if anything.

    ``beside`` is the shipped reader, where that has a voice too, ``name`` names the weights of a folder of one's own.
    """

    reader: Reader
    stack: dict[str, Any]
    confidence: Calibration | None = None
    beside: Reader | None = None
    name: str = ""


# What reads is imported where it is opened: who asks for the identity of a reader needs no numpy.
def _linear(place: Path, description: Mapping[str, Any]) -> Reader:
    import numpy

    from yinuo.learned.linear import LinearReader

    with numpy.load(place / WEIGHTS, allow_pickle=False) as file:
        weights = {name: file[name] for name in description["heads"]}
    return LinearReader(weights, description["heads"])


def _transformer(place: Path, description: Mapping[str, Any]) -> Reader:
    from yinuo.learned.transformer import TransformerReader

    return TransformerReader.of(place, description)


_KINDS: dict[str, Callable[[Path, Mapping[str, Any]], Reader]] = {
    "linear": _linear,
    "transformer": _transformer,
}


def identity(folder: str) -> str:
    """Give the digest (hex) of a reader's description, which names that of its weights; the weights are not read.

    Raises ``ReaderError`` where the folder holds no reader.
    """
    _description(folder)
    return digest((_place(folder) / DESCRIPTION).read_bytes())


@functools.lru_cache(maxsize=4)
def open_reader(folder: str, sha256: str) -> Opened:
    """Read the weights of a folder, once in each process.

    Raises ``ReaderError`` where description or weights are not those of the digest.
    """
    place, description = _place(folder), _description(folder)
    if identity(folder) != sha256:
        raise ReaderError(f"{place}: {DESCRIPTION} changed since the pipeline was built; build the pipeline again")
    files = _files(description)
    for name, wanted in files.items():
        _check(place / name, wanted)
    from yinuo.learned.calibration import Calibration

    confidence = Calibration(json.loads((place / CONFIDENCE).read_text("utf-8"))) if CONFIDENCE in files else None
    reader = _KINDS[description["kind"]](place, description)
    name = "" if folder == SHIPPED else f"reader-{sha256[:12]}"
    return Opened(reader, description["stack"], confidence, _beside(place, description["stack"]), name)


def _beside(place: Path, stack: Mapping[str, Any]) -> Reader | None:
    """Open the shipped reader where it speaks too; raises ``ReaderError`` where another one was weighed."""
    voices = stack["specificity"]
    if not voices.get(SHIPPED):
        return None
    if voices.get("shipped_sha256") != shipped_weights():
        raise ReaderError(f"{place}: weighed with another shipped reader; weigh again: yinuo reader voice {place}")
    return open_reader(SHIPPED, identity(SHIPPED)).reader


def shipped_weights() -> str:
    """Give the digest (hex) of the weights of the shipped reader."""
    return _files(_description(SHIPPED))[WEIGHTS]


def taught_texts(folder: str) -> frozenset[str] | None:
    """Give the digests of the texts that a reader learned from; None where its folder does not say.

    Raises ``ReaderError`` where the folder holds no reader.
    """
    texts = _description(folder).get("trained", {}).get("texts")
    return None if texts is None else frozenset(texts)


def _files(description: Mapping[str, Any]) -> dict[str, str]:
    """Give the digest of each file of weights: of the one file, or by name where there are several."""
    named = description["weights_sha256"]
    return dict(named) if isinstance(named, dict) else {WEIGHTS: named}


def _check(file: Path, wanted: str) -> None:
    try:
        found = file_digest(file)
    except OSError as error:
        raise ReaderError(f"{file}: {error.strerror}; {_MAKE}") from None
    if found != wanted:
        raise ReaderError(f"{file}: not the weights that {DESCRIPTION} names; {_MAKE}")


_MAKE = "copy the whole folder again, or make one with yinuo reader train or models/reader/train.py"


def _place(folder: str) -> Path:
    return _HOME if folder == SHIPPED else Path(folder)


def _description(folder: str) -> dict[str, Any]:
    place = _place(folder)
    if place.is_file():
        raise ReaderError(f"{folder}: is a file; give the folder that holds it, with {DESCRIPTION}")
    if not place.is_dir():
        raise ReaderError(f"{folder}: no such folder of a reader; give shipped, off, or a folder with {DESCRIPTION}")
    try:
        found: dict[str, Any] = json.loads((place / DESCRIPTION).read_text("utf-8"))
        missing = {"kind", "weights_sha256", "heads", "stack"} - set(found)
    except OSError:
        if (place / CONFIG).is_file():
            train = f"yinuo reader train --encoder {folder} --gold GOLD -o FOLDER"
            raise ReaderError(f"{folder}: is an encoder without heads, no reader; make one with: {train}") from None
        raise ReaderError(f"{folder}: holds no {DESCRIPTION}; {_MAKE}") from None
    except (ValueError, TypeError):
        raise ReaderError(f"{place / DESCRIPTION}: is no JSON of a reader; {_MAKE}") from None
    if missing:
        raise ReaderError(f"{place / DESCRIPTION}: lacks {', '.join(sorted(missing))}; {_MAKE}")
    if found["kind"] not in _KINDS:
        raise ReaderError(f"{place / DESCRIPTION}: kind {found['kind']!r} is none of {', '.join(_KINDS)}; {_MAKE}")
    return found

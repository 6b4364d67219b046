"""Recognise the text of pages that are pictures, by rapidocr and the models in its wheel."""

from __future__ import annotations

import functools
import io
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median
from typing import Any, NamedTuple

from yinuo.errors import InputError
from yinuo.readers.file_types import broken, kind_of
from yinuo.readers.files import file_of
from yinuo.readers.layout.headers_footers import without_furniture
from yinuo.readers.layout.lines import Line, arranged
from yinuo.readers.layout.paragraphs import joined
from yinuo.readers.source import LIMIT, Place, Source, source
from yinuo.readers.steps import Step, begin

# Below this a digit is doubtful; a digit that is sure has 0.99 and more.
_SURE = 0.9
# Doubtful digits are set under other code points while the page is laid out, one for one.
_DOUBT = 0xF0000
_DOUBTFUL = re.compile(f"[{chr(_DOUBT)}-{chr(_DOUBT + 0xFFFF)}]")
_DIGIT = re.compile("[0-9０-９〇零一二三四五六七八九十百千万亿两.]")
_ALIKE = 0.2
_MOST_PIXELS, _MOST_PAGES, _LONGEST = 80_000_000, 500, 3000
_NO_MEMORY = ("alloc", "memory")
# Of address space, what the models and one page take, beside what a file may take.
_MODELS = 2**30


class Page(NamedTuple):
    """Hold the lines that were recognised on a page, and how sure that is on the whole (0 to 1)."""

    lines: list[Line]
    confidence: float


def is_there() -> bool:
    """Tell whether pictures can be recognised."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read the text of a picture, each frame of it a page. Raises ``FormatError`` where rapidocr is not installed."""
    if not is_there():
        raise kind_of(file_of(name, data)).refusal(name)
    from PIL import Image

    pages = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            check_count(name, getattr(image, "n_frames", 1))
            for number in range(1, getattr(image, "n_frames", 1) + 1):
                begin_page(number)
                image.seek(number - 1)
                if image.width * image.height > _MOST_PIXELS:
                    raise InputError(
                        f"{name}: has {image.width} by {image.height} pixels, more than a page; scale it down"
                    )
                pages.append(recognised(image.convert("RGB"), number))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise broken(name, "a picture", error) from None
    text, places = without_doubts(*joined(without_furniture([page.lines for page in pages])))
    return source(name, text, "ocr", places, notes=notes({n: page for n, page in enumerate(pages, 1)}, places))


def check_count(name: str, pages: int) -> None:
    """Raise ``InputError`` for a file of more pages to recognise than anybody waits for."""
    if pages > _MOST_PAGES:
        raise InputError(f"{name}: has {pages:,} pages that are pictures, more than {_MOST_PAGES}; split it")


def begin_page(number: int) -> None:
    """Announce that a page is to be recognised: each has the time of a file, and the memory that the models take."""
    begin(Step(f"page {number}", memory=_MODELS))


def recognised(image: Any, number: int, points: float = 1.0) -> Page:
    """Recognise the lines of a picture of a page; ``points`` is how many points of the page a pixel is."""
    import numpy

    image.thumbnail((_LONGEST, _LONGEST))
    read = _read(numpy.asarray(image))
    if read.txts is None or read.boxes is None:
        return Page([], 0.0)
    pieces, scores = [], []
    for text, box, score, words in zip(read.txts, read.boxes, read.scores, read.word_results, strict=True):
        xs, ys = [float(x) * points for x, _ in box], [float(y) * points for _, y in box]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if not text.strip() or (high > 2 * wide and len(text) > 2):
            continue
        units = sum(1.0 if character > "\u2e80" else 0.5 for character in text)
        size = max(1.0, min(high, wide / units))
        pieces.append(Line(_doubted(text, words), min(xs), max(xs), -max(ys), size, number))
        scores.append(float(score))
    usual = median(piece.size for piece in pieces) if pieces else 1.0
    for piece in pieces:
        # Boxes are drawn by eye: lines of nearly one size are of one.
        piece.size = usual if abs(piece.size - usual) < _ALIKE * usual else piece.size
    return Page(arranged(pieces), round(mean(scores), 3) if scores else 0.0)


def _read(picture: Any) -> Any:
    """Run the models; where memory ends they say so in words of their own."""
    try:
        return _engine()(picture, return_word_box=True, return_single_char_box=True)
    except Exception as error:
        if any(word in str(error) for word in _NO_MEMORY):
            raise MemoryError from None
        raise


def _doubted(text: str, words: Sequence[Any]) -> str:
    """Mark the digits of a line that its characters are unsure of."""
    read = [(str(word[0]), float(word[1])) for word in words]
    if "".join(character for character, _ in read) != text.replace(" ", ""):
        return text
    left = iter(read)
    marked = ""
    for character in text:
        sure = 1.0 if character == " " else next(left, ("", 1.0))[1]
        doubtful = sure < _SURE and _DIGIT.fullmatch(character)
        marked += chr(_DOUBT + ord(character)) if doubtful else character
    return marked


def without_doubts(text: str, places: Sequence[Place]) -> tuple[str, list[Place]]:
    """Give the text with its digits, and where the doubtful ones stand, with the page of each.

    >>> without_doubts("新建" + chr(0xF0000 + ord("7")) + "所", [Place(0, page=1)])
    ('新建7所', [Place(start=0, page=1, paragraph=None, doubtful=(2,))])
    """
    doubtful = [match.start() for match in _DOUBTFUL.finditer(text)]
    ends = [place.start for place in places[1:]] + [len(text)]
    told = [
        replace(place, doubtful=tuple(at for at in doubtful if place.start <= at < end))
        for place, end in zip(places, ends, strict=False)  # a text without a place has one end
    ]
    return _DOUBTFUL.sub(lambda match: chr(ord(match[0]) - _DOUBT), text), told


def notes(pages: dict[int, Page], places: Sequence[Place]) -> list[str]:
    """Say which pages were recognised, how surely, and how many digits are doubtful."""
    if not pages:
        return []
    sure = ", ".join(f"{number} ({page.confidence:.2f})" for number, page in list(pages.items())[:20])
    more = ", …" if len(pages) > 20 else ""
    doubtful = sum(len(place.doubtful) for place in places)
    told = [f"pages that are pictures were recognised (with confidence): {sure}{more}"]
    return [*told, f"{doubtful} digits are doubtful; numbers with them are marked damaged"] if doubtful else told


@functools.cache
def _engine() -> Any:
    """Load the models. Raises ``InputError`` where they are not in the installation: nothing is ever fetched."""
    import rapidocr

    models = list(Path(rapidocr.__file__).parent.glob("models/*.onnx"))
    if len(models) < 3:
        raise InputError("rapidocr: its models are not there; install it again: pip install --force-reinstall rapidocr")
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    # One thread: the same picture gives the same text however many processors there are.
    one = {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    return rapidocr.RapidOCR(params={"Global.log_level": "error", **one})

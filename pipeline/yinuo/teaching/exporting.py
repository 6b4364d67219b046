"""Write a second reader for engines other than torch."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yinuo.errors import ReaderError
from yinuo.writers.atomic import whole_path


@dataclass(frozen=True, slots=True)
class Exported:
    """Say what an export came to: the file, its bytes, and those of the weights that it was made of."""

    file: str
    size: int
    size_before: int

    def to_dict(self) -> dict[str, Any]:
        """Give plain values for JSON."""
        return asdict(self)


def reader_export(onnx: str | os.PathLike[str], output: str | os.PathLike[str]) -> Exported:
    """Write a reader that ``reader_train`` made as one ONNX file, its weights in whole numbers of eight bits.

    ``onnx`` is the folder of the reader, ``output`` the file, which appears whole or not at all; a missing folder of it
    is made. Its inputs are ``tokens`` and ``mask`` (windows ×
    length) and ``inside`` (windows × length × 1, 1 where a token is one of the clause, with its brackets), as
    ``yinuo.learned.windows`` cuts them; its outputs are the log odds of ``status`` and ``specificity``, with the labels
    in the file's metadata. It is for other programs: yinuo itself reads the folder.

    >>> reader_export("no-such-folder", "reader.onnx")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    yinuo.errors.ReaderError: no-such-folder: no such folder of a reader; ...

    Raises ``ReaderError`` for a folder without a reader over an encoder, ``OutputError`` where the file is there
    already, ``InputError`` where it cannot be written, ``MissingExtraError`` where torch, transformers, onnx,
    onnxruntime or onnxscript is not installed.
    """
    from yinuo.learned.exporting import check_file, onnx_libraries, write_onnx
    from yinuo.learned.folders import identity, open_reader
    from yinuo.learned.transformer import TransformerReader

    folder, file = os.fspath(onnx), Path(output)
    digest = identity(folder)
    check_file(file)
    onnx_libraries()
    reader = open_reader(folder, digest).reader
    if not isinstance(reader, TransformerReader):
        raise ReaderError(f"{folder}: is a linear reader, which needs numpy alone; give one of yinuo reader train")
    with whole_path(file) as draft:
        write_onnx(reader, draft)
    before = sum(each.stat().st_size for each in Path(folder).glob("*.safetensors"))
    return Exported(str(file), file.stat().st_size, before)

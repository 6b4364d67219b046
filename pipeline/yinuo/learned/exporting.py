"""Write a reader over an encoder as one ONNX file with weights of eight bits: the one door to onnx and onnxruntime."""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from yinuo.errors import MissingExtraError, OutputError
from yinuo.learned.encoder import libraries
from yinuo.learned.transformer import LABELS, TransformerReader, odds_of

EXTRA = "onnx"
INPUTS = ("tokens", "mask", "inside")
_OPSET, _EXAMPLE = 18, (2, 24)


def onnx_libraries() -> None:
    """Raise ``MissingExtraError`` where onnx, onnxruntime or onnxscript is not installed."""
    for name in ("onnx", "onnxruntime", "onnxscript"):
        try:
            import_module(name)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != name:
                raise
            raise MissingExtraError(name, EXTRA) from None


def check_file(output: Path) -> None:
    """Raise ``OutputError`` where a file of that name is there: an export replaces nothing."""
    if output.exists():
        raise OutputError(f"{output}: is there already; give -o a file that is not there")


def write_onnx(reader: TransformerReader, file: Path) -> None:
    """Write the file; its inputs are ``INPUTS``, its outputs the log odds of each head."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as place, _silent():
        whole = Path(place) / "whole.onnx"
        _trace(reader, whole)
        quantize_dynamic(whole, file, weight_type=QuantType.QInt8, per_channel=True)
    _describe(file, reader.encoder.length)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the libraries from advising on what is none of the user's business."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _trace(reader: TransformerReader, file: Path) -> None:
    """Write encoder and heads as they compute, for any number of windows of any length."""
    torch, _ = libraries()
    batch, length = torch.export.Dim("windows"), torch.export.Dim("length", max=reader.encoder.length)
    tokens = torch.ones(_EXAMPLE, dtype=torch.long)
    torch.onnx.export(
        _graph(torch, reader).eval(),
        (tokens, torch.ones_like(tokens), torch.ones(*_EXAMPLE, 1)),
        str(file),
        input_names=INPUTS,
        output_names=tuple(LABELS),
        dynamic_shapes={name: {0: batch, 1: length} for name in INPUTS},
        opset_version=_OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def _graph(torch: Any, reader: TransformerReader) -> Any:
    class Graph(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.model, self.heads = reader.encoder.model, torch.nn.ModuleDict(reader.heads)

        def forward(self, tokens: Any, mask: Any, inside: Any) -> tuple[Any, ...]:
            found = odds_of(self.model, self.heads, tokens, mask, inside)
            return tuple(found[name] for name in LABELS)

    return Graph()


def _describe(file: Path, length: int) -> None:
    """Put into the file what its outputs mean, and how many tokens a window may have."""
    import onnx

    graph = onnx.load(str(file))
    told = {"labels": json.dumps({name: list(labels) for name, labels in LABELS.items()}), "length": str(length)}
    onnx.helper.set_model_props(graph, told)
    onnx.save(graph, str(file))

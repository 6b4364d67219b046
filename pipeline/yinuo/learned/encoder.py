"""Open an encoder from a folder on the disk: the one door to torch, transformers and safetensors.

Nothing is asked of the network, no code of a folder is run, and weights are read as safetensors alone, never unpickled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from yinuo.errors import MissingExtraError, ReaderError

EXTRA = "transformers"
CONFIG, MODEL, TOKENIZER = "config.json", "model.safetensors", "tokenizer.json"
_PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
_SAVE = "save it again with transformers: AutoModel.from_pretrained(...).save_pretrained(FOLDER)"
_SAVE_FAST = "save a fast one: AutoTokenizer.from_pretrained(...).save_pretrained(FOLDER)"
# Beyond this many tokens nothing is gained for a clause, whatever the encoder could take.
_LONGEST, _SHORTEST = 256, 16


class Encoder(NamedTuple):
    """Hold a tokenizer and a model, and the most tokens that a window may have."""

    tokenizer: Any
    model: Any
    length: int


def libraries() -> tuple[Any, Any]:
    """Give torch and transformers. Raises ``MissingExtraError`` where one of them is not installed."""
    try:
        import torch
        import transformers
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("torch", "transformers"):
            raise
        raise MissingExtraError(str(error.name), EXTRA) from None
    return torch, transformers


def check_encoder(folder: Path) -> None:
    """Raise ``ReaderError`` unless a folder holds an encoder: configuration, safetensors, a fast tokenizer."""
    wanted = f"a folder with {CONFIG}, {MODEL} and {TOKENIZER} is wanted"
    if folder.is_file():
        raise ReaderError(f"{folder}: is a file, {wanted}; give {folder.parent}")
    if not folder.is_dir():
        raise ReaderError(f"{folder}: no such folder, {wanted}; nothing is fetched from the network, bring one")
    if not (folder / CONFIG).is_file():
        raise ReaderError(f"{folder}: holds no {CONFIG}, {wanted}; {_SAVE}")
    if not any(folder.glob("model*.safetensors")):
        pickled = sorted(file.name for file in folder.iterdir() if file.suffix in _PICKLED)
        why = f"{pickled[0]} is pickled, and a pickle can run code" if pickled else f"holds no {MODEL}"
        raise ReaderError(f"{folder}: {why}; {_SAVE}")
    if not (folder / TOKENIZER).is_file():
        raise ReaderError(f"{folder}: holds no {TOKENIZER}, and a slow tokenizer gives no offsets; {_SAVE_FAST}")


def open_encoder(folder: Path, layers: int | None = None) -> Encoder:
    """Read tokenizer and model of a folder, of its first ``layers`` layers where a number is given.

    Raises ``ReaderError`` for a folder that holds none, ``MissingExtraError`` without torch or transformers.
    """
    check_encoder(folder)
    _, transformers = libraries()
    only_here = {"local_files_only": True, "trust_remote_code": False}
    with quiet(transformers):
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder), use_fast=True, **only_here)
            model = _model(transformers, folder, {**only_here, "use_safetensors": True}, layers)
        except Exception as error:  # whatever a foreign folder makes the libraries raise
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise ReaderError(f"{folder}: transformers cannot open it ({reason}); {_SAVE}") from None
    if not getattr(tokenizer, "is_fast", False):
        raise ReaderError(f"{folder}: its tokenizer is a slow one, which gives no offsets; {_SAVE_FAST}")
    return Encoder(tokenizer, model.float().eval(), _length(folder, tokenizer, model))


def _model(transformers: Any, folder: Path, options: Mapping[str, Any], layers: int | None) -> Any:
    """Read the weights, without a layer for pooling where the kind of model lets one leave it out."""
    fewer = {} if layers is None else {"num_hidden_layers": layers}
    try:
        return transformers.AutoModel.from_pretrained(str(folder), add_pooling_layer=False, **fewer, **options)
    except TypeError:
        return transformers.AutoModel.from_pretrained(str(folder), **fewer, **options)


def _length(folder: Path, tokenizer: Any, model: Any) -> int:
    most = min(_LONGEST, int(tokenizer.model_max_length))
    if positions := getattr(model.config, "max_position_embeddings", None):
        # RoBERTa and its kin count positions from the padding on.
        most = min(most, positions - (model.config.pad_token_id or 0) - 1)
    if most < _SHORTEST:
        raise ReaderError(f"{folder}: takes {most} tokens at most, and {_SHORTEST} are wanted; bring another encoder")
    return most


@contextmanager
def quiet(transformers: Any) -> Iterator[None]:
    """Keep transformers from writing bars and reports while a folder is read or written."""
    said = transformers.logging.get_verbosity()
    bars = transformers.logging.is_progress_bar_enabled()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    try:
        yield
    finally:
        transformers.logging.set_verbosity(said)
        if bars:
            transformers.logging.enable_progress_bar()


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch compute in one thread: the same bytes in every process; a batch has its processes for speed."""
    torch, _ = libraries()
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(before)


def write_tensors(tensors: Mapping[str, Any], file: Path) -> None:
    """Write tensors by name as safetensors."""
    from safetensors.torch import save_file

    save_file({name: tensor.detach().contiguous() for name, tensor in tensors.items()}, str(file))


def read_tensors(file: Path) -> dict[str, Any]:
    """Read tensors by name; raises ``ReaderError`` for a file that holds none."""
    libraries()
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors: dict[str, Any] = load_file(str(file))
    except (OSError, SafetensorError) as error:
        reason = " ".join(str(error).split())
        raise ReaderError(f"{file}: holds no tensors ({reason}); train again with yinuo reader train") from None
    return tensors

"""Provide ``yinuo reader``: train a second reader, score it, export it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import yinuo
from yinuo.cli.common import tell
from yinuo.cli.language import say, spoken
from yinuo.cli.shared_options import JsonOption

if TYPE_CHECKING:
    from yinuo.learned.training import Epoch
    from yinuo.teaching.scoring import FieldScore

GoldOption = Annotated[
    list[Path],
    typer.Option("--gold", metavar="GOLD", help="A gold file or a folder of them. May repeat."),
]
TextsOption = Annotated[Path | None, typer.Option("--texts", metavar="DIR", help="Folder of the marked texts.")]
RecordsOption = Annotated[
    Path | None,
    typer.Option(
        "--records", metavar="FILE", help="JSONL of what the rules found there before they learned from it, to be read."
    ),
]
FolderArgument = Annotated[
    str, typer.Argument(metavar="FOLDER", help="The folder of a reader, or shipped: the one that comes with yinuo.")
]

reader = typer.Typer(
    name="reader",
    help="Train a second reader over an encoder of your own, score it beside the rules, give it a say, export it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@reader.callback()
def _group() -> None:
    """Train a second reader over an encoder of your own, score it beside the rules, give it a say, export it."""


@reader.command()
def train(
    encoder: Annotated[
        Path,
        typer.Option(
            "--encoder", metavar="FOLDER", help="config.json, model.safetensors, tokenizer.json, as transformers saves."
        ),
    ],
    gold: GoldOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where the reader is written.")],
    texts: TextsOption = None,
    held_out: Annotated[
        str | None,
        typer.Option("--held-out", metavar="NAME", help="Document that tells when to stop, by its name in the gold."),
    ] = None,
    layers: Annotated[
        int | None, typer.Option("--layers", min=1, metavar="N", help="Keep the first N layers of the encoder.")
    ] = None,
    epochs: Annotated[int, typer.Option("--epochs", min=1, metavar="N", help="The most epochs.")] = 6,
    rate: Annotated[
        float,
        typer.Option("--rate", min=0.0, metavar="X", help="Learning rate; that of the heads is 20 times as high."),
    ] = 5e-5,
    bfloat16: Annotated[
        bool, typer.Option("--bfloat16", help="Train in bfloat16: faster on processors that know such numbers.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Chooses order and first weights of heads.")] = 0,
) -> None:
    """Fine-tune an encoder on gold, with heads for status and specificity; `--reader FOLDER` takes what it writes.

    Needs `pip install 'yinuo[transformers]'`. Nothing is fetched from the network.
    """
    found = yinuo.reader_train(
        encoder,
        gold,
        output,
        texts=texts,
        held_out=held_out,
        layers=layers,
        epochs=epochs,
        rate=rate,
        bfloat16=bfloat16,
        seed=seed,
        say=_say,
    )
    held = ", ".join(found.held_out)
    tell(f"written: {output} ({found.lessons} lessons of {found.documents} documents, held out: {held})")


def _say(epoch: Epoch) -> None:
    tell(f"epoch {epoch.number}: loss {epoch.loss:.3f}, held out {epoch.held_out:.3f}", err=True)


@reader.command()
def evaluate(
    folder: FolderArgument,
    gold: GoldOption,
    texts: TextsOption = None,
    records: RecordsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score a reader and the rules on gold that the reader did not learn from."""
    found = yinuo.reader_evaluate(folder, gold, texts=texts, records=records)
    if as_json:
        from yinuo.cli.common import echo_json

        return echo_json(found.to_dict())
    for field in found.fields:
        tell(_line(field))


@reader.command()
def voice(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A reader that `yinuo reader train` made; its reader.json changes.")
    ],
    gold: GoldOption,
    texts: TextsOption = None,
    records: RecordsOption = None,
    sure: Annotated[
        float, typer.Option("--sure", min=0.5, max=0.99, metavar="P", help="How sure it must be to go against a rule.")
    ] = 0.6,
    as_json: JsonOption = False,
) -> None:
    """Let a reader decide with the rules what can be checked, where that gains on gold that it did not learn from.

    Needs `pip install 'yinuo[transformers,train]'`, and eight documents of gold or more.
    """
    found = yinuo.reader_voice(folder, gold, texts=texts, records=records, sure=sure)
    if as_json:
        from yinuo.cli.common import echo_json

        return echo_json(found.to_dict())
    tell(_line(found.score))
    if found.shipped:
        tell(say("with the shipped reader in its place: {score}", score=f"{found.shipped.reader:.3f}"))
    tell(say("{right} of {changed} changed labels are right", right=found.right, changed=found.changed))
    tell(say("speaks in texts of these kinds: {genres}", genres=", ".join(g or "-" for g in found.genres)))
    tell(f"written: {folder}/reader.json ({found.documents} documents)")


@reader.command()
def export(
    onnx: Annotated[
        Path,
        typer.Option("--onnx", metavar="FOLDER", help="A reader that `yinuo reader train` made."),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where the file is written.")],
) -> None:
    """Write a reader as one ONNX file with weights of eight bits, for programs without torch.

    Needs `pip install 'yinuo[onnx]'`.
    """
    found = yinuo.reader_export(onnx, output)
    tell(f"written: {output} ({found.size / 1e6:.1f} MB, before {found.size_before / 1e6:.1f} MB)")


def _line(field: FieldScore) -> str:
    values = {
        "field": spoken(field.field),
        "rules": f"{field.rules:.3f}",
        "reader": f"{field.reader:.3f}",
        "records": field.records,
    }
    if field.difference is None:
        return say("{field}: rules {rules}, reader {reader} ({records} records; one document: no interval)", **values)
    low, high = (f"{bound:+.3f}" for bound in field.difference)
    line = "{field}: rules {rules}, reader {reader} ({records} records; reader - rules {low} ... {high})"
    return say(line, **values, low=low, high=high)

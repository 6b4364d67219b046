"""Fine-tune an encoder with heads for status and specificity on lessons, and write the folder of a reader."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from yinuo.digests import file_digest
from yinuo.errors import OutputError
from yinuo.learned.encoder import Encoder, check_encoder, libraries, open_encoder, quiet, write_tensors
from yinuo.learned.feeding import Feed
from yinuo.learned.lessons import Lesson
from yinuo.learned.transformer import HEADS, LABELS, forward, new_heads
from yinuo.learned.windows import Window, Windows

DESCRIPTION = "reader.json"
# Warm-up is the share of all steps in which the rate rises; a head learns faster than the encoder below it.
_WARM_UP, _DECAY, _LONGEST_STEP, _HEADS_FASTER = 0.1, 0.01, 1.0, 20


class Settings(NamedTuple):
    """Hold how an encoder is trained."""

    layers: int | None = None
    epochs: int = 6
    seed: int = 0
    batch: int = 32
    rate: float = 5e-5
    patience: int = 1
    bfloat16: bool = False


class Epoch(NamedTuple):
    """Hold what an epoch came to: mean loss of what was learned, and of the documents held out."""

    number: int
    loss: float
    held_out: float


Say = Callable[[Epoch], None]


def train(
    encoder: Path, taught: Sequence[Lesson], held_out: Sequence[Lesson], settings: Settings, say: Say
) -> tuple[Encoder, dict[str, Any], list[Epoch]]:
    """Train until the held-out documents are read no better, and go back to the epoch in which they were read best.

    Raises ``ReaderError`` for a folder that holds no encoder, ``MissingExtraError`` without torch or transformers.
    """
    check_encoder(encoder)
    torch, transformers = libraries()
    transformers.set_seed(settings.seed)
    opened = open_encoder(encoder, settings.layers)
    heads = new_heads(opened.model.config.hidden_size)
    course = _Course(torch, opened, heads, taught, held_out, settings)
    return opened, heads, list(course.run(say))


class _Course:
    """Hold one training: the data, the losses and the optimiser."""

    def __init__(
        self,
        torch: Any,
        opened: Encoder,
        heads: dict[str, Any],
        taught: Sequence[Lesson],
        held_out: Sequence[Lesson],
        settings: Settings,
    ) -> None:
        self.torch, self.opened, self.heads, self.settings = torch, opened, heads, settings
        windows = Windows(opened.tokenizer, opened.length)
        self.padding = windows.special.padding
        self.taught, self.held_out = Feed(taught, windows, LABELS), Feed(held_out, windows, LABELS)
        self.losses = {name: _loss(torch, taught, name) for name in LABELS}
        # Words that gold does not have stay beside those that it has: the table of words is left as it was.
        opened.model.get_input_embeddings().requires_grad_(False)
        groups = [
            {"params": [p for p in opened.model.parameters() if p.requires_grad], "lr": settings.rate},
            {"params": [p for head in heads.values() for p in head.parameters()], "lr": _HEADS_FASTER * settings.rate},
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=_DECAY)
        steps = settings.epochs * -(-len(self.taught) // settings.batch)
        warm = max(1, round(_WARM_UP * steps))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
        )

    def run(self, say: Say) -> Iterator[Epoch]:
        """Yield the epochs, and leave model and heads as they were after the best of them."""
        best: tuple[float, Any] | None = None
        waited = 0
        for number in range(1, self.settings.epochs + 1):
            epoch = Epoch(number, self._learn(number), self._loss_of_held_out())
            say(epoch)
            yield epoch
            if best is None or epoch.held_out < best[0]:
                best, waited = (epoch.held_out, self._weights()), 0
            else:
                waited += 1
            if waited > self.settings.patience:
                break
        if best is not None:
            self._put_back(best[1])

    def _learn(self, number: int) -> float:
        self.opened.model.train()
        total = count = 0.0
        for windows, answers in self.taught.batches(self.settings.batch, seed=self.settings.seed + number):
            loss = self._loss_of(windows, answers)
            loss.backward()
            parameters = [p for group in self.optimiser.param_groups for p in group["params"]]
            self.torch.nn.utils.clip_grad_norm_(parameters, _LONGEST_STEP)
            self.optimiser.step()
            self.schedule.step()
            self.optimiser.zero_grad()
            total, count = total + loss.item() * len(windows), count + len(windows)
        self.opened.model.eval()
        return round(total / max(1, count), 4)

    def _loss_of_held_out(self) -> float:
        total = count = 0.0
        with self.torch.inference_mode():
            for windows, answers in self.held_out.batches(self.settings.batch, seed=None):
                total += self._loss_of(windows, answers).item() * len(windows)
                count += len(windows)
        return round(total / max(1, count), 4)

    def _loss_of(self, windows: Sequence[Window], answers: dict[str, list[int]]) -> Any:
        """Add up the losses of the heads; a lesson that says nothing of a head does not count for it."""
        with self.torch.autocast("cpu", dtype=self.torch.bfloat16, enabled=self.settings.bfloat16):
            found = forward(self.opened.model, self.heads, windows, self.padding)
        losses = []
        for name, odds in found.items():
            known = [row for row, answer in enumerate(answers[name]) if answer >= 0]
            if known:
                wanted = self.torch.tensor([answers[name][row] for row in known])
                losses.append(self.losses[name](odds[known].float(), wanted))
        return sum(losses)

    def _weights(self) -> list[dict[str, Any]]:
        modules = (self.opened.model, *self.heads.values())
        return [{k: v.detach().clone() for k, v in module.state_dict().items()} for module in modules]

    def _put_back(self, weights: list[dict[str, Any]]) -> None:
        for module, state in zip((self.opened.model, *self.heads.values()), weights, strict=True):
            module.load_state_dict(state)
            module.eval()


def _loss(torch: Any, taught: Sequence[Lesson], name: str) -> Any:
    """Make the loss of a head, in which a rare label weighs more: by the root of how much rarer it is."""
    counts = Counter(getattr(lesson, name) for lesson in taught)
    known = sum(counts[label] for label in LABELS[name])
    weights = [(known / (len(LABELS[name]) * max(1, counts[label]))) ** 0.5 for label in LABELS[name]]
    return torch.nn.CrossEntropyLoss(weight=torch.tensor(weights))


def check_target(output: Path) -> None:
    """Raise ``OutputError`` where a folder cannot be made at ``output`` without replacing something."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise OutputError(f"{output}: is there already; give -o a folder that is not there, or an empty one")


def write(output: Path, opened: Encoder, heads: dict[str, Any], about: dict[str, Any]) -> None:
    """Write the folder of a reader, whole or not at all. Raises ``OutputError`` where something stands there."""
    check_target(output)
    draft = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        draft.mkdir(parents=True)
        with quiet(libraries()[1]):
            opened.model.save_pretrained(str(draft))
            opened.tokenizer.save_pretrained(str(draft))
        tensors = {f"{name}.{part}": t for name, head in heads.items() for part, t in head.state_dict().items()}
        write_tensors(tensors, draft / HEADS)
        for file in draft.iterdir():
            file.chmod(0o644)
        text = json.dumps(_description(draft, about), ensure_ascii=False, indent=1) + "\n"
        (draft / DESCRIPTION).write_text(text, encoding="utf-8")
        if output.exists():
            output.rmdir()
        draft.replace(output)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror}); choose another place with -o") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _description(folder: Path, about: dict[str, Any]) -> dict[str, Any]:
    """Describe a reader: it speaks beside the rules, and decides nothing until somebody has measured that it should."""
    return {
        "kind": "transformer",
        "heads": {name: list(labels) for name, labels in LABELS.items()},
        "stack": {"specificity": {"reader": 1.0, "rules": 0.0, "bias": 0.0, "asking": {}}},
        "weights_sha256": {file.name: file_digest(file) for file in sorted(folder.iterdir())},
        "trained": about,
    }

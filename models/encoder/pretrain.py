"""Pretrain a small encoder over characters as a masked language model; stopped, it goes on where it was.

Run: python models/encoder/pretrain.py PREPARED -o ENCODER [--steps 2000] [--minutes 40]     (see README.md)
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import transformers
from texts import ALWAYS, PLACE, SPECIAL, tokenizer_of
from transformers import BertConfig, BertModel

from yinuo.learned.encoder import quiet

PAD, UNKNOWN, BEGIN, END, MASK = range(len(SPECIAL))
# Share of windows' characters that are asked for; of these .8 are masked, .1 are another character, .1 stay.
ASKED, MASKED, OTHER = 0.15, 0.8, 0.1
# Names of places are hidden half of the time, a number's digits are zeros in three of ten: neither is to be learned.
HIDDEN, ZEROED = 0.5, 0.3
# Windows of the texts held out that are read for a line of figures.
ASKED_AT_MOST = 320
FALL, DECAY, LONGEST_STEP = 0.2, 0.01, 1.0
# An epoch is more than two cores read, so nothing is dropped while it learns; a head over it drops as usual.
DROPPED = ("hidden_dropout_prob", "attention_probs_dropout_prob")
STATE, TOLD = "state.pt", "pretraining.json"


class Settings(NamedTuple):
    """Hold the sizes of the encoder and how it learns."""

    layers: int = 4
    width: int = 256
    heads: int = 4
    inner: int = 1024
    positions: int = 256
    window: int = 128
    batch: int = 16
    steps: int = 2000
    warm: int = 200
    rate: float = 1e-3
    seed: int = 0


class Answers(torch.nn.Module):
    """Ask an encoder for the characters at some places; the table of characters is the encoder's own."""

    def __init__(self, table: Any, width: int) -> None:
        super().__init__()
        self.dense, self.norm = torch.nn.Linear(width, width), torch.nn.LayerNorm(width)
        self.bias = torch.nn.Parameter(torch.zeros(table.weight.shape[0]))
        self.table = [table]  # in a list: its weights are saved with the encoder, once

    def forward(self, hidden: Any) -> Any:
        """Give the log odds of every character: a row a place."""
        found = self.norm(torch.nn.functional.gelu(self.dense(hidden)))
        return found @ self.table[0].weight.T + self.bias


class Windows:
    """Cut a row of characters into windows, and mask them as the seed and the number of the step draw."""

    def __init__(self, row: Any, settings: Settings, kinds: int) -> None:
        self.size, self.settings, self.kinds = settings.window - 2, settings, kinds
        self.rows = row[: len(row) // self.size * self.size].reshape(-1, self.size)

    def batch(self, step: int) -> tuple[Any, Any]:
        """Give tokens and answers (-100 where nothing is asked) of a step; an epoch has every window once."""
        each = max(1, len(self.rows) // self.settings.batch)
        epoch, place = divmod(step, each)
        order = np.random.default_rng([self.settings.seed, epoch]).permutation(len(self.rows))
        chosen = np.sort(order[place * self.settings.batch : (place + 1) * self.settings.batch])
        return self.masked(self.rows[chosen], [self.settings.seed, 1, step])

    def masked(self, rows: Any, seed: list[int]) -> tuple[Any, Any]:
        """Hide names of places and digits, then ask for a share of what is left, one to three characters at a time."""
        draw = np.random.default_rng(seed)
        place, right = rows >= PLACE, (rows & ~np.uint16(PLACE)).astype(np.int64)
        first = len(SPECIAL) + ALWAYS.index("0")
        zeroed = (right >= first) & (right < first + 10) & _runs(draw, right.shape, ZEROED, 4)
        right[zeroed] = first
        seen = np.where(place & _runs(draw, right.shape, HIDDEN, 4), MASK, right)
        asked = _runs(draw, right.shape, ASKED, 3) & ~place & (right >= len(SPECIAL))
        how = draw.random(right.shape)
        other = draw.integers(len(SPECIAL), self.kinds, right.shape)
        seen = np.where(asked & (how < MASKED), MASK, seen)
        seen = np.where(asked & (how >= MASKED) & (how < MASKED + OTHER), other, seen)
        answers = np.where(asked, right, -100)
        return _framed(seen, BEGIN, END), _framed(answers, -100, -100)


def _runs(draw: Any, shape: tuple[int, int], share: float, longest: int) -> Any:
    """Draw runs of one to ``longest`` places that cover about a share of all."""
    length = draw.integers(1, longest + 1, shape)
    begins = draw.random(shape) < 1 - (1 - share) ** (2 / (longest + 1))
    found = begins.copy()
    for back in range(1, longest):
        found[:, back:] |= begins[:, :-back] & (length[:, :-back] > back)
    return found


def _framed(rows: Any, begin: int, end: int) -> Any:
    side = np.ones((len(rows), 1), np.int64)
    return torch.from_numpy(np.concatenate((side * begin, rows, side * end), axis=1))


def rate_at(step: int, settings: Settings) -> float:
    """Give the share of the highest rate: it rises, stays, and falls in the last fifth of all steps."""
    fall = max(1, round(FALL * settings.steps))
    return min((step + 1) / max(1, settings.warm), 1.0, max(0.0, (settings.steps - step) / fall))


def neighbours(row: Any, kinds: int, width: int) -> Any:
    """Give each character a row of numbers by the characters that stand beside it more often than by chance."""
    row = np.asarray(row) & ~np.uint16(PLACE)
    pairs = np.bincount(row[:-1].astype(np.int64) * kinds + row[1:], minlength=kinds * kinds).reshape(kinds, kinds)
    sides = np.concatenate((pairs, pairs.T), axis=1).astype(np.float32)
    often = sides.sum(0, keepdims=True) ** 0.75
    expected = sides.sum(1, keepdims=True) * (often / max(often.sum(), 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        more = np.maximum(np.nan_to_num(np.log(sides / expected), nan=0.0, neginf=0.0), 0.0)
    strength, found = np.linalg.eigh(more @ more.T)
    found = found[:, ::-1][:, :width] * np.maximum(strength[::-1][:width], 0.0) ** 0.25
    return np.ascontiguousarray(found * (0.02 / max(float(found.std()), 1e-9)), dtype=np.float32)


class Optimiser:
    """Move the matrices of the layers by Muon, which learns more from a character, and everything else by AdamW."""

    def __init__(self, model: Any, others: list[Any], settings: Settings) -> None:
        inside = [p for name, p in model.named_parameters() if p.ndim == 2 and "embeddings" not in name]
        known = {id(p) for p in inside}
        rest = [p for p in (*model.parameters(), *others) if id(p) not in known]
        self.parts = (
            torch.optim.Muon(inside, lr=settings.rate, weight_decay=DECAY, adjust_lr_fn="match_rms_adamw"),
            torch.optim.AdamW(rest, lr=settings.rate, weight_decay=DECAY, betas=(0.9, 0.98)),
        )

    def step(self, rate: float) -> None:
        """Make one step at a rate, and forget its gradients."""
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()
            part.zero_grad()


class Course:
    """Hold one pretraining: encoder, answers, optimiser, and how far it has come."""

    def __init__(self, prepared: Path, output: Path, settings: Settings) -> None:
        self.settings, self.output = settings, output
        self.known = json.loads((prepared / "vocabulary.json").read_text("utf-8"))
        torch.manual_seed(settings.seed)
        config = BertConfig(
            vocab_size=len(self.known),
            hidden_size=settings.width,
            num_hidden_layers=settings.layers,
            num_attention_heads=settings.heads,
            intermediate_size=settings.inner,
            max_position_embeddings=settings.positions,
            pad_token_id=PAD,
            attn_implementation="eager",
            **dict.fromkeys(DROPPED, 0.0),
        )
        self.model = BertModel(config, add_pooling_layer=False)
        self.answers = Answers(self.model.embeddings.word_embeddings, settings.width)
        parameters = [*self.model.parameters(), *self.answers.parameters()]
        self.optimiser = Optimiser(self.model, list(self.answers.parameters()), settings)
        self.parameters, self.step, self.seconds, self.told = parameters, 0, 0.0, []
        self.taught = Windows(np.load(prepared / "train.npy", mmap_mode="r"), settings, len(self.known))
        self.held_out = Windows(np.load(prepared / "held_out.npy"), settings, len(self.known))
        if (output / STATE).is_file():
            self._go_on()
        else:
            first = neighbours(np.load(prepared / "train.npy"), len(self.known), settings.width)
            table = self.model.embeddings.word_embeddings.weight
            with torch.no_grad():
                table[:, : first.shape[1]] = torch.from_numpy(first)

    def run(self, minutes: float, every: int) -> None:
        """Learn until all steps are done or the minutes are over, and write what there is."""
        began = time.monotonic()
        while self.step < self.settings.steps and time.monotonic() - began < 60 * minutes:
            start = time.monotonic()
            loss = self.learn()
            self.seconds += time.monotonic() - start
            if self.step % every == 0 or self.step == self.settings.steps:
                self.tell(loss)
                self.save()
        if not self.told or self.told[-1]["step"] != self.step:
            self.tell(None)
        self.save()

    def learn(self) -> float:
        """Make one step, and give its loss."""
        self.model.train()
        loss = self._loss(*self.taught.batch(self.step))[0]
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, LONGEST_STEP)
        self.optimiser.step(self.settings.rate * rate_at(self.step, self.settings))
        self.step += 1
        return float(loss.detach())

    def _loss(self, tokens: Any, wanted: Any) -> tuple[Any, int, int]:
        """Give the mean loss, how many characters were found, and how many were asked for."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.model(input_ids=tokens).last_hidden_state[wanted >= 0]
            odds = self.answers(hidden).float()
        right = wanted[wanted >= 0]
        return torch.nn.functional.cross_entropy(odds, right), int((odds.argmax(1) == right).sum()), len(right)

    def tell(self, loss: float | None) -> None:
        """Say how well characters of the texts held out are found, and how fast it learns."""
        self.model.eval()
        total = found = asked = 0.0
        size = self.settings.batch
        with torch.inference_mode():
            for begin in range(0, min(len(self.held_out.rows), ASKED_AT_MOST), size):
                mean, hit, count = self._loss(*self.held_out.masked(self.held_out.rows[begin : begin + size], [begin]))
                total, found, asked = total + float(mean) * count, found + hit, asked + count
        speed = self.step * self.settings.batch * self.settings.window / max(self.seconds, 1e-9)
        self.told.append(
            {
                "step": self.step,
                "loss": None if loss is None else round(loss, 4),
                "held_out": round(total / max(1, asked), 4),
                "found": round(found / max(1, asked), 4),
                "minutes": round(self.seconds / 60, 1),
                "characters_a_second": round(speed),
            }
        )
        sys.stdout.write(json.dumps(self.told[-1]) + "\n")
        sys.stdout.flush()

    def save(self) -> None:
        """Write the folder that AutoModel opens, and beside it what a run needs to go on."""
        self.output.mkdir(parents=True, exist_ok=True)
        with quiet(transformers):
            self.model.save_pretrained(str(self.output))
            self._let_heads_drop()
            tokenizer_of(self.known, self.settings.positions).save_pretrained(str(self.output))
        state = {
            "model": self.model.state_dict(),
            "answers": self.answers.state_dict(),
            "optimiser": [part.state_dict() for part in self.optimiser.parts],
            "step": self.step,
            "seconds": self.seconds,
        }
        draft = self.output / f"{STATE}.tmp"
        torch.save(state, draft)
        draft.replace(self.output / STATE)
        told = {"settings": self.settings._asdict(), "course": self.told}
        (self.output / TOLD).write_text(json.dumps(told, indent=1) + "\n", "utf-8")

    def _let_heads_drop(self) -> None:
        file = self.output / "config.json"
        config = json.loads(file.read_text("utf-8")) | dict.fromkeys(DROPPED, 0.1)
        file.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", "utf-8")

    def _go_on(self) -> None:
        state = torch.load(self.output / STATE, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.answers.load_state_dict(state["answers"])
        for part, kept in zip(self.optimiser.parts, state["optimiser"], strict=True):
            part.load_state_dict(kept)
        self.step, self.seconds = state["step"], state["seconds"]
        self.told = json.loads((self.output / TOLD).read_text("utf-8"))["course"]


def main() -> None:
    """Pretrain, or go on with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prepared", type=Path, help="the folder that texts.py wrote")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so many, to go on another time")
    parser.add_argument("--every", type=int, default=100, help="steps between two lines and two saved states")
    parser.add_argument("--threads", type=int, default=1)
    for name, value in Settings._field_defaults.items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    settings = Settings(**{name: getattr(options, name) for name in Settings._fields})
    Course(options.prepared, options.output, settings).run(options.minutes, options.every)


if __name__ == "__main__":
    main()

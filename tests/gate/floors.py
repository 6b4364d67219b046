"""Compare scores on a gold set with the floors of floors.json: list what fell below, and propose floors."""

import json
import math
from dataclasses import dataclass, field, replace
from pathlib import Path

from yinuo.evaluate import MEASURES, digest, evaluate, read_gold

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "floors.json"
MARGIN = 0.005


@dataclass(frozen=True)
class GoldSet:
    """A gold set of floors.json. Paths are relative to the repository; an optional set may be absent."""

    name: str
    gold: str
    texts: str
    optional: bool
    digest: str
    floors: dict
    lowered: list = field(default_factory=list)

    @property
    def folder(self):
        return ROOT / self.gold

    @property
    def present(self):
        return self.folder.is_dir()


class Refused(Exception):
    """Floors that may not be written as asked."""


def read_floors(file=FILE):
    """The gold sets of a floors file, by name."""
    return {name: GoldSet(name=name, **own) for name, own in json.loads(file.read_text("utf-8")).items()}


def write_floors(sets, file=FILE):
    """Write the gold sets back."""
    whole = {name: {k: v for k, v in vars(own).items() if k != "name"} for name, own in sets.items()}
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", "utf-8")


def real_extract():
    """The package's own extraction, its pipeline loaded once."""
    from yinuo.extraction import extract
    from yinuo.nlp.pipeline import load

    nlp = load()

    def run(document):
        found = extract(
            document.text, date=document.reference_date, actor=document.default_actor, document=document.name, nlp=nlp
        )
        return [record.model_dump(by_alias=True, mode="json") for record in found]

    return run


def measure(gold_set, extract):
    """The evaluation of ``extract``, a function of a gold document, on a gold set."""
    texts = ROOT / gold_set.texts
    documents = read_gold(gold_set.folder, texts=texts)
    lost = [document.name for document in documents if document.text is None]
    assert not lost, f"gold without its text in {gold_set.texts}: {', '.join(lost)}"
    found = [record for document in documents for record in extract(document)]
    return evaluate(gold_set.folder, found, texts=texts, baseline=False)


def fallen(gold_set, evaluation):
    """Every measure below its floor, as a line for a person."""
    scores = {name: evaluation.total[name].f1 for name in MEASURES}
    return [
        f"{gold_set.name} {name}: F1 {scores[name]:.4f} is below the floor {gold_set.floors[name]:.3f}"
        for name in MEASURES
        if scores[name] < gold_set.floors[name]
    ]


def proposed(score):
    """The floor under a score: 0.005 less, rounded down to three decimals."""
    return max(0.0, math.floor(round((score - MARGIN) * 1000, 6)) / 1000)


def review(gold_set, evaluation, *, lower=""):
    """The set with raised floors and the present gold's digest.

    A floor above the score is refused with ``Refused``, or with a reason in ``lower`` lowered and the reason kept.
    """
    fell = fallen(gold_set, evaluation)
    if fell and not lower.strip():
        raise Refused("\n".join([*fell, "to lower these floors say why: --lower REASON"]))
    floors, lowered = {}, list(gold_set.lowered)
    for name in MEASURES:
        old, score = gold_set.floors[name], evaluation.total[name].f1
        floors[name] = proposed(score) if score < old else max(old, proposed(score))
        if floors[name] < old:
            lowered.append({"measure": name, "from": old, "to": floors[name], "reason": lower.strip()})
    return replace(gold_set, floors=floors, digest=digest(gold_set.folder), lowered=lowered)

"""Small gold for the tests: records by quote, gold written to a folder, predictions made by disturbing the gold."""

import json
from copy import deepcopy
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
TEXT = "今年，我们新建公园7座，各县区要修路3公里。\n市教育局6月底前印发方案，加强队伍建设。"


def record(
    quote, *, text=TEXT, document="a.txt", specificity="directional", actor=None, quantities=(), to=None, **more
):
    """A record of ``quote`` in ``text``; quantities are (low, high, unit), ``to`` the last day of its deadline."""
    start = text.index(quote)
    return {
        "document": document,
        "start": start,
        "end": start + len(quote),
        "text": quote,
        "specificity": specificity,
        "actor": {"source": "explicit" if actor else "default", "text": actor},
        "quantities": [dict(zip(("low", "high", "unit"), q, strict=True)) for q in quantities],
        "deadline": to and {"from": None, "to": to, "duration": None, "repeat": None, "source": "explicit"},
        **more,
    }


PARK = record("新建公园7座", specificity="quantified", quantities=[(7, 7, "座")], to="2022-12-31")
ROAD = record("修路3公里", specificity="quantified", actor="各县区", quantities=[(3, 3, "公里")])
PLAN = record("印发方案", specificity="deliverable", actor="市教育局", to="2022-06-30")
TEAM = record("加强队伍建设", actor="市教育局")
ALL = (PARK, ROAD, PLAN, TEAM)


def write_gold(folder, records=ALL, *, document="a.txt", text=TEXT, **more):
    """A gold file in ``folder``/gold and, unless ``text`` is None, its text in ``folder``/speeches."""
    gold = folder / "gold"
    gold.mkdir(exist_ok=True)
    whole = {"document": document, **more, "commitments": list(records)}
    gold.joinpath(document).with_suffix(".json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")
    if text is not None:
        folder.joinpath("speeches").mkdir(exist_ok=True)
        folder.joinpath("speeches", document).write_bytes(text.encode("utf-8", "surrogatepass"))
    return gold


def write_lines(path, records):
    """A JSONL file of the records."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


def disturb(gold, seed):
    """Predictions from a folder of gold: records dropped, doubled, moved, given other fields or another status."""
    random = Random(seed)
    predictions = []
    for file in sorted(gold.glob("*.json")):
        whole = json.loads(file.read_text("utf-8"))
        for marked in whole["commitments"]:
            if random.random() < 0.1:
                continue
            found = {"document": f"some/where/{whole['document']}", **deepcopy(marked)}
            for change in (_move, _actor, _quantities, _deadline, _specificity, _status):
                if random.random() < 0.15:
                    change(found, random)
            predictions.append(found)
            if random.random() < 0.05:
                predictions.append(deepcopy(found))
    random.shuffle(predictions)
    return predictions


def _move(found, random):
    del found["text"]
    found["start"] = max(0, found["start"] - random.randrange(4))
    found["end"] -= random.randrange(-2, 3)
    found["end"] = max(found["end"], found["start"] + 1)


def _actor(found, random):
    found["actor"] = random.choice(
        [None, {"source": "explicit", "text": "某局"}, {"source": "inherited", "text": " 我市 "}]
    )


def _quantities(found, random):
    amount = {"low": 3, "high": random.choice([None, 3.002, 4]), "unit": random.choice(["百分点", "％", None])}
    found["quantities"] = random.choice([None, [], [*found["quantities"], amount], [amount, amount]])


def _deadline(found, random):
    year = {"from": None, "to": "2022-12-31", "duration": None, "repeat": None}
    sources = ("explicit", "inherited", "document")
    found["deadline"] = random.choice([None, {}, {**year, "source": random.choice(sources)}])


def _specificity(found, random):
    found["specificity"] = random.choice(["quantified", "deliverable", "directional", None])


def _status(found, random):
    found["status"] = random.choice(["commitment", "achievement", "background"])

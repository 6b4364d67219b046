"""Measure the page of a review in a real Chromium: how soon a long text is ready, and how long a key takes.

    python bench/review.py [--text REPORT.txt]

Without a text: 20,000 characters with 1,000 records. Prints one line of JSON; exit code 1 where it is too slow.
"""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

import yinuo

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.review import browser as browsers

from yinuo.verdicts.store import Store

sys.path.pop(0)

READY, KEY = 1.5, 0.1
CHARACTERS, RECORDS, KEYS = 20_000, 1_000, 60
# Seconds from a key to the second frame behind it: what it changed is on the screen then.
TIMED = """key => new Promise(done => { const from = performance.now();
  document.querySelector('#list').dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - from) / 1000))); })"""


def sample():
    """A text of ``CHARACTERS`` characters with ``RECORDS`` records: the sample report's clauses, one after another."""
    parts = ["2024年工作安排\n今年，"]
    size, number = len(parts[0]), 0
    while number < RECORDS:
        number += 1
        clause = f"新建幼儿园{number}所" + ("。\n" if number % 12 == 0 else "，")
        parts.append(clause)
        size += len(clause)
    return ("".join(parts) + "。\n" + "说明文字。" * CHARACTERS)[:CHARACTERS]


def measure(folder, chromium, text=None):
    """Seconds until the page is ready, and median and 95th percentile of a key, with the sizes of the text."""
    text = text or sample()
    records = yinuo.extract(text, document="bench.txt").commitments
    store = Store(folder / "bench.db", create=True)
    store.add_document("bench.txt", None, text, records)
    store.close()
    served = browsers.Served(folder / "bench.db", "--author", "bench")
    try:
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(served.url)
        page.wait_for_selector("body[data-ready]")
        page.reload()
        page.wait_for_selector("body[data-ready]")
        ready = page.evaluate("performance.getEntriesByName('yinuo-ready')[0].startTime / 1000")
        keys = [page.evaluate(TIMED, key) for key in "aj" * (KEYS // 2)]
    finally:
        served.kill()
    return {
        "characters": len(text),
        "records": len(records),
        "ready": round(ready, 3),
        "key": round(statistics.median(keys), 4),
        "key_95": round(statistics.quantiles(keys, n=20)[-1], 4),
    }


def main():
    """Print the figures of one text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path)
    given = parser.parse_args()
    if why := browsers.why_not():
        sys.stderr.write(f"bench/review.py: skipped, {why}\n")
        return
    with tempfile.TemporaryDirectory() as folder, browsers.browser() as chromium:
        found = measure(Path(folder), chromium, given.text and yinuo.read(given.text).text)
    sys.stdout.write(json.dumps(found) + "\n")
    sys.exit(found["ready"] > READY or found["key"] > KEY)


if __name__ == "__main__":
    main()

"""Measure the page of a review in a real Chromium: how soon a long text is ready, and how long a key takes.

    python bench/review.py [--text REPORT.txt]

Without a text: 20,000 characters with 1,000 records, and 150,000 with 5,000, which the page shows by part. Prints one
line of JSON for each; exit code 1 where one is too slow.
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
LONG_CHARACTERS, LONG_RECORDS = 150_000, 5_000
# Seconds from a key to the second frame behind it: what it changed is on the screen then.
TIMED = """key => new Promise(done => { const from = performance.now();
  document.querySelector('#list').dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - from) / 1000))); })"""


def sample(characters=CHARACTERS, records=RECORDS):
    """A text of so many characters with so many records: the sample report's clauses, one after another."""
    said = "说明文字。" * (max(0, characters - 20 * records) // records // 5 * 12)
    parts = ["2024年工作安排\n今年，"]
    for number in range(1, records + 1):
        parts.append(f"新建幼儿园{number}所" + (f"。{said}\n" if number % 12 == 0 else "，"))
    return ("".join(parts) + "。\n" + "说明文字。" * characters)[:characters]


def measure(folder, chromium, text=None):
    """Seconds until the page is ready, and median and 95th percentile of a key, with the sizes of the text.

    The names that end in ``cpu`` count what the page's own thread computed: other work on the machine is not in them.
    """
    text = text or sample()
    records = yinuo.extract(text, document="bench.txt", repair="off").commitments
    folder.mkdir(exist_ok=True)
    store = Store(folder / "bench.db", create=True)
    store.add_document("bench.txt", None, text, records)
    store.close()
    served = browsers.Apart(folder / "bench.db", "--author", "bench")
    try:
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(served.url)
        page.wait_for_selector("body[data-ready]", timeout=60_000)
        spent = _clock(page)
        _, loading = spent(lambda: (page.reload(), page.wait_for_selector("body[data-ready]", timeout=60_000)))
        ready = page.evaluate("performance.getEntriesByName('yinuo-ready')[0].startTime / 1000")
        keys, pressing = spent(lambda: [page.evaluate(TIMED, key) for key in "aj" * (KEYS // 2)])
    finally:
        served.kill()
    return {
        "characters": len(text),
        "records": len(records),
        "ready": round(ready, 3),
        "ready_cpu": round(loading, 3),
        "key": round(statistics.median(keys), 4),
        "key_95": round(statistics.quantiles(keys, n=20)[-1], 4),
        "key_cpu": round(pressing / KEYS, 4),
    }


def _clock(page):
    """A function that runs another, and gives with its result the seconds that the page's own thread computed."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def now():
        return {own["name"]: own["value"] for own in session.send("Performance.getMetrics")["metrics"]}["TaskDuration"]

    def spent(deed):
        before = now()
        made = deed()
        return made, now() - before if now() >= before else now()

    return spent


def main():
    """Print the figures of one text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path)
    given = parser.parse_args()
    if why := browsers.why_not():
        sys.stderr.write(f"bench/review.py: skipped, {why}\n")
        return
    with tempfile.TemporaryDirectory() as folder, browsers.browser() as chromium:
        texts = [yinuo.read(given.text).text] if given.text else [sample(), sample(LONG_CHARACTERS, LONG_RECORDS)]
        found = [measure(Path(folder) / str(number), chromium, text) for number, text in enumerate(texts)]
    sys.stdout.write("".join(json.dumps(one) + "\n" for one in found))
    sys.exit(any(one["ready"] > READY or one["key"] > KEY for one in found))


if __name__ == "__main__":
    main()

"""Make the pictures of the walk-through: ``python docs/pictures.py``, with Chromium, Playwright and Pillow installed.

The pages are those that the commands of the walk-through make of the sample speeches; pictures are PNG files of few
colours, 60 kB at most.
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
from tests.review.browser import Served, browser

PICTURES = Path(__file__).parent / "pictures"
SPEECH = "corpus/speeches/yuping-county-2024.txt"
MOST = 60_000
SIZE = {"width": 1100, "height": 620}


def main():
    """Make every picture anew."""
    with tempfile.TemporaryDirectory() as place, browser() as own:
        folder = Path(place)
        for lang in ("en", "zh"):
            yinuo("extract", SPEECH, "-q", "-o", str(folder / "found.jsonl"))
            yinuo("report", str(folder / "found.jsonl"), "--lang", lang, "-o", str(folder / f"{lang}.html"))
            take(own, (folder / f"{lang}.html").as_uri(), f"report.{lang}", lang)
        yinuo("review", str(folder / "found.jsonl"), "--store", str(folder / "review.db"), "--only-store")
        served = Served(folder / "review.db", "--author", "王敏")
        try:
            for lang in ("en", "zh"):
                take(own, served.url, f"review.{lang}", lang)
        finally:
            served.kill()


def yinuo(*args):
    """Run a command on the sample speeches."""
    subprocess.run([sys.executable, "-m", "yinuo", *args], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def take(own, url, name, lang):
    """Take the picture of a page in a language."""
    context = own.new_context(viewport=SIZE, locale={"en": "en-US", "zh": "zh-CN"}[lang])
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("body[data-ready]" if url.startswith("http") else "main, section")
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    for colours in (64, 32, 16, 8):
        file = io.BytesIO()
        picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= MOST:
            break
    (PICTURES / f"{name}.png").write_bytes(file.getvalue())


if __name__ == "__main__":
    main()

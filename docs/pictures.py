"""Make the pictures of the pages: ``make pictures``, with Chromium, Playwright and Pillow installed.

Each page (the review of records, that of verdicts, the report, the index of a folder of reports) is taken as the
commands of the walk-through make it, in both languages, 1440 and 390 pixels wide, at 200 % zoom, and as it is printed:
all go to the folder named, out/pictures without one. Those that the walk-through shows are brought down to few colours,
60 kB at most, and put beside it.
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
SPEECHES = "corpus/speeches"
SPEECH = f"{SPEECHES}/yuping-county-2024.txt"
OLD, NEW = "corpus/tracking/qingwu-2031.txt", "corpus/tracking/qingwu-2032.txt"
LOCALES = {"en": "en-US", "zh": "zh-CN"}
# Width, height and scale of the screen; a window of 720 points at twice the scale is one of 1440 at 200 % zoom.
SCREENS = {"1440": (1440, 900, 1), "390": (390, 844, 2), "zoomed": (720, 450, 2)}
SHOWN = {  # pages and screens of the walk-through; how much of the screen
    ("review", "1440"): 820,
    ("verdicts", "1440"): 820,
    ("report", "1440"): 820,
    ("index", "1440"): 700,
    ("report", "390"): 844,
}
MOST = 60_000


def main():
    """Make every picture anew."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "out" / "pictures")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, browser() as own:
        folder = Path(place)
        addresses, servers = pages(folder)
        try:
            for (name, lang), url in addresses.items():
                for screen in SCREENS:
                    take(own, url, name, lang, screen, out)
        finally:
            for server in servers:
                server.kill()


def pages(folder):
    """The addresses of all pages by name and language, and the servers of those that are served."""
    found = {}
    yinuo("extract", SPEECH, "-q", "-o", str(folder / "found.jsonl"))
    yinuo("track", OLD, NEW, "-o", str(folder / "tracked.jsonl"))
    for lang in LOCALES:
        yinuo("report", str(folder / "found.jsonl"), "--lang", lang, "-o", str(folder / f"{lang}.html"))
        yinuo("report", SPEECHES, "--lang", lang, "-o", str(folder / lang))
        found["report", lang] = (folder / f"{lang}.html").as_uri()
        found["index", lang] = (folder / lang / "index.html").as_uri()
    servers = []
    for name, results in (("review", "found.jsonl"), ("verdicts", "tracked.jsonl")):
        store = folder / f"{name}.db"
        yinuo("review", str(folder / results), "--text", "corpus", "--store", str(store), "--only-store")
        servers.append(Served(store, "--author", "王敏"))
        found |= {(name, lang): servers[-1].url for lang in LOCALES}
    return found, servers


def yinuo(*args):
    """Run a command on the sample speeches."""
    subprocess.run([sys.executable, "-m", "yinuo", *args], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def take(own, url, name, lang, screen, out):
    """Take a page on a screen, and as it is printed."""
    width, height, scale = SCREENS[screen]
    context = own.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, locale=LOCALES[lang]
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("body[data-ready]" if url.startswith("http") else "main, section")
    page.wait_for_timeout(500)
    (out / f"{name}.{lang}.{screen}.png").write_bytes(page.screenshot())
    page.screenshot(path=out / f"{name}.{lang}.{screen}.whole.png", full_page=True)
    if (name, screen) in SHOWN:
        keep(page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": SHOWN[name, screen]}), name, lang, screen)
    if screen == "1440":
        page.emulate_media(media="print")
        page.pdf(path=out / f"{name}.{lang}.pdf", format="A4")
    context.close()


def keep(taken, name, lang, screen):
    """Put a picture beside the walk-through, of as many colours as fit its size."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.thumbnail((1100, 1100), Image.Resampling.LANCZOS)
    for colours in (64, 32, 16, 8):
        file = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= MOST:
            break
    (PICTURES / f"{name}{'' if screen == '1440' else '-narrow'}.{lang}.png").write_bytes(file.getvalue())


if __name__ == "__main__":
    main()

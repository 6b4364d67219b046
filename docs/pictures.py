"""Make the pictures of the pages: ``make pictures``, with Chromium, Playwright and Pillow installed.

Each page (the review of records, that of verdicts, the report, the index of a folder of reports) is taken as the
commands of the walk-through make it, in both languages, 1440 and 390 pixels wide, at 200 % zoom, and as it is printed:
all go to the folder named, out/pictures without one. Those that the walk-through shows are taken in a small window,
brought down to few colours, 60 kB at most, and put beside it; ``--shown`` makes no others.
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
# What the walk-through shows, by page, and the ending of its name: a window small enough to be read on a page of text.
SHOWN = {
    ("review", ""): (1100, 620),
    ("review", "_find"): (1000, 560),
    ("review", "_keys"): (1100, 620),
    ("verdicts", ""): (1100, 620),
    ("report", ""): (1100, 620),
    ("index", ""): (1100, 620),
    ("report", "_narrow"): (390, 620),
}
# What is typed before a picture is taken, by the ending of its name: keys, and words in a field.
TYPED = {"_find": ("/", "第三幼儿园", "Enter"), "_keys": ("?",)}
MOST = 60_000


def main():
    """Make every picture anew."""
    given = [word for word in sys.argv[1:] if word != "--shown"]
    out = Path(given[0] if given else ROOT / "out" / "pictures")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, browser() as own:
        folder = Path(place)
        addresses, servers = pages(folder)
        try:
            for (page, ending), size in SHOWN.items():
                for lang in LOCALES:
                    path = PICTURES / f"{page}{ending}.{lang}.png"
                    keep(own, addresses[page, lang], size, lang, path, TYPED.get(ending, ()))
            for (name, lang), url in addresses.items() if "--shown" not in sys.argv else ():
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


def opened(own, url, lang, width, height, scale):
    """The page in a window of its own, once all of it is there."""
    context = own.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, locale=LOCALES[lang]
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("body[data-ready]" if url.startswith("http") else "main, section")
    page.wait_for_timeout(500)
    return page


def take(own, url, name, lang, screen, out):
    """Take a page on a screen, what is seen at first and all of it, and as it is printed."""
    page = opened(own, url, lang, *SCREENS[screen])
    page.screenshot(path=out / f"{name}.{lang}.{screen}.png")
    page.screenshot(path=out / f"{name}.{lang}.{screen}.whole.png", full_page=True)
    if screen == "1440":
        page.emulate_media(media="print")
        page.pdf(path=out / f"{name}.{lang}.pdf", format="A4")
    page.context.close()


def keep(own, url, size, lang, path, typed=()):
    """Put a picture beside the walk-through, of as many colours as fit its size."""
    page = opened(own, url, lang, *size, 1)
    for one in typed:
        (page.keyboard.press if one.isascii() else page.keyboard.insert_text)(one)
        page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.context.close()
    for colours in (64, 48, 32, 16, 8):
        file = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= MOST:
            break
    path.write_bytes(file.getvalue())


if __name__ == "__main__":
    main()

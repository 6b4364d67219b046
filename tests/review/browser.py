"""Open the page of a review in a real Chromium, against a real server that tests may kill and start again."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_FONT = ""


def why_not():
    """Why there is no browser to test with; None where there is one."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "Playwright is not installed: pip install playwright"
    return None if chromium() else "no Chromium: apt-get install chromium fonts-noto-cjk, or name one in YINUO_CHROMIUM"


def chromium():
    """The path of the browser, None where there is none."""
    named = os.environ.get("YINUO_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def browser():
    """A headless Chromium; nothing is downloaded for it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield own
        own.close()


class Served:
    """A server of its own process on a store."""

    def __init__(self, store: Path, *options: str) -> None:
        self.store, self.options = store, options
        self.process = None
        self.start()

    def start(self):
        command = [sys.executable, "-m", "yinuo", "review", "--store", str(self.store), "--no-browser", *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

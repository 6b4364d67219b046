"""Open the page of a review in a real Chromium, against a real server: here, or in a process that tests may kill."""

import argparse
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import wait_for

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
    """A server on a store in a thread of this process: to start another process takes longer than most tests.

    ``options`` are those of ``yinuo review``: ``--author NAME`` and ``--open``.
    """

    def __init__(self, store: Path, *options: str) -> None:
        self.store, self.options = store, options
        self.start()

    def start(self):
        import uvicorn

        from yinuo.review.app import application
        from yinuo.review.room import Room
        from yinuo.review.server import LOOPBACK
        from yinuo.verdicts.store import Store

        said = argparse.ArgumentParser()
        said.add_argument("--author")
        said.add_argument("--open", action="store_true")
        told = said.parse_args(self.options)
        self._room = Room(Store(self.store), told.author, open_to_all=told.open)
        made = application(self._room, token="t" * 22, hosts=LOOPBACK)
        self._server = uvicorn.Server(uvicorn.Config(made, LOOPBACK[0], 0, log_level="critical", lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        assert wait_for(lambda: self._server.started or not self._thread.is_alive())
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://{LOOPBACK[0]}:{port}/#{'t' * 22}"

    def kill(self):
        self._server.should_exit = self._server.force_exit = True
        self._thread.join()
        self._room.store.close()


class Apart:
    """A server of its own process on a store, by the command: it dies at once, and comes back at the same address."""

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

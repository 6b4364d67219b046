"""Try the tasks for Label Studio with the real program, on loopback: import, look at each region, export, read back.

Run by `make test-annotation`, with the folder of the environment that has Label Studio.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yinuo
from tests.writers.samples import DOCUMENT, RECORDS
from yinuo.records import Commitment
from yinuo.writers import Document, announce
from yinuo.writers.annotation import label_studio_writer, read_label_studio
from yinuo.writers.annotation.marks import annotate
from yinuo.writers.annotation.parts import join

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted((ROOT / "corpus" / "speeches").glob("*.txt"))
PATIENCE = 600  # seconds: the first start makes a database
Told = tuple[Document, tuple[Commitment, ...]]


class Server:
    """Ask a running Label Studio."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self._token = address, token

    def __call__(self, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Token {self._token}", "Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.address}/api/{path}", data, headers)
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return json.load(answer)


@contextmanager
def running(environment: Path, folder: Path) -> Iterator[Server]:
    """Start Label Studio on a free port of loopback, with its data in the folder; end it afterwards."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    token = secrets.token_hex(20)
    account = {"username": "tester@example.org", "password": secrets.token_hex(8), "user-token": token}
    options = [part for name, value in account.items() for part in (f"--{name}", value)]
    command = [environment / "bin" / "label-studio", "start", "--no-browser", "--internal-host", "127.0.0.1"]
    quiet = {"COLLECT_ANALYTICS": "false", "LATEST_VERSION_CHECK": "false", "SENTRY_DSN": "", "FRONTEND_SENTRY_DSN": ""}
    own = {"LABEL_STUDIO_BASE_DATA_DIR": str(folder), "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true"}
    log = folder / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*command, "--port", str(port), *options],
            env={**os.environ, **quiet, **own},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        server = Server(f"http://127.0.0.1:{port}", token)
        wait(server, process, log)
        yield server
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers."""
    last = "nothing"
    for _ in range(PATIENCE):
        if process.poll() is not None:
            break
        try:
            server("projects/")
            return
        except (urllib.error.URLError, OSError) as error:
            last = str(error)
            time.sleep(1)
    tail = log.read_text("utf-8", "replace")[-2000:]
    raise SystemExit(f"Label Studio does not answer ({last}); it said:\n{tail}")


def told() -> Iterator[Told]:
    """Texts with their records: one with a character beyond the basic plane, the sample speeches, and a long one."""
    yield DOCUMENT, RECORDS
    texts = {path.name: yinuo.read(path).text for path in TEXTS}
    for name, text in {**texts, "long.txt": "\n".join(texts.values()) * 2}.items():
        found = yinuo.extract(text, document=name, include=("achievement", "background"))
        yield Document(name, found.sha256, text), found.commitments


def write(target: Path, documents: list[Told]) -> None:
    """Write the tasks, and the configuration beside them."""
    with label_studio_writer(target) as writer:
        for document, records in documents:
            announce([writer], document)
            for record in records:
                writer(record)


def try_out(server: Server, target: Path, documents: list[Told]) -> str:
    """Import, look, accept, export, read back; a line on what was seen."""
    view = target.with_suffix(".xml").read_text("utf-8")
    project = server("projects/", {"title": "yinuo", "label_config": view})["id"]
    tasks = json.loads(target.read_text("utf-8"))
    assert len(tasks) > len(documents), "the long text is cut at its headings"
    imported = server(f"projects/{project}/import", tasks)
    assert imported["task_count"] == len(tasks), imported
    listed = server(f"tasks?project={project}&fields=all&page_size=100")["tasks"]
    assert len(listed) == len(tasks)
    regions = 0
    for task in listed:
        (prediction,) = server(f"predictions?task={task['id']}")
        regions += looked_at(task["data"]["text"], prediction["result"])
        server(f"tasks/{task['id']}/annotations", {"result": prediction["result"], "was_cancelled": False})
    export = target.with_name("export.json")
    export.write_text(json.dumps(server(f"projects/{project}/export?exportType=JSON")), "utf-8")
    back = {own.document: own for own in join(read_label_studio(export))}
    links = 0
    for document, records in documents:
        wanted, own = annotate(document, records), back[document.name]
        assert own.text == wanted.text
        assert sorted(map(str, own.marks)) == sorted(map(str, wanted.marks)), document.name
        assert sorted(own.links) == sorted(wanted.links), document.name
        links += len(own.links)
    return f"Label Studio: {len(tasks)} tasks, {regions} regions show their characters, {links} links come back"


def looked_at(text: str, results: list[dict[str, Any]]) -> int:
    """Hold the characters of every region as the server has them against what the region says; their number."""
    spans = [result["value"] for result in results if result["type"] == "labels"]
    for value in spans:
        assert text[value["start"] : value["end"]] == value["text"], value
    return len(spans)


def main(environment: str) -> None:
    """Try Label Studio out, and say what was seen."""
    documents = list(told())
    with TemporaryDirectory() as folder, running(Path(environment).resolve(), Path(folder)) as server:
        target = Path(folder, "tasks.labelstudio.json")
        write(target, documents)
        sys.stdout.write(try_out(server, target, documents) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])

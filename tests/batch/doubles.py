"""Stand in for the pipeline by units of work that do what a file says, where the pipeline is not what is tested."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from yinuo.batch.output.manifest import Entry, failed
from yinuo.digests import digest, file_digest


@dataclass(frozen=True)
class Obedient:
    """Each line of a file is a record; a line that is an order is obeyed."""

    options: object = None
    texts: object = None
    limits: object = None

    def __call__(self):
        return obey


@dataclass(frozen=True)
class Unwilling:
    """A pipeline that cannot be built."""

    def __call__(self):
        raise ValueError("no such dictionary")


@dataclass(frozen=True)
class Hungry:
    """A pipeline that needs more than there is."""

    def __call__(self):
        return bytearray(1 << 40)


def obey(path):
    if not Path(path).exists():
        yield failed(path, "no such file", "check the path")
        return
    lines = Path(path).read_text("utf-8").splitlines()
    block = b""
    for line in lines:
        order, _, argument = line.partition(" ")
        if order in ORDERS:
            ORDERS[order](argument)
        else:
            block += f'"{Path(path).name} {line}"\n'.encode()
            yield b""
    if block:
        yield block
    sha256 = digest(block)
    count = block.count(b"\n")
    yield Entry(
        input=path, documents=1, records=count, sha256=file_digest(path), size=len(block), records_sha256=sha256
    )


def die_once(marker):
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)


def eat(size):
    return len(bytearray(int(size)))


ORDERS = {
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "die": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "die-once": die_once,
    "exit": lambda code: os._exit(int(code)),
    "eat": eat,
    "print": lambda text: os.write(1, text.encode() * 1000),
}

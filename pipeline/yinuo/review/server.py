"""Serve a review on this machine until it is stopped; its address and token stay the same when it is started again."""

from __future__ import annotations

import json
import os
import secrets
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from yinuo.errors import UsageError
from yinuo.review.app import application
from yinuo.review.room import Room

LOOPBACK = ("127.0.0.1", "localhost")
WARM_AFTER = 2.0


@dataclass(frozen=True, slots=True)
class Address:
    """Hold where a review is served: kept beside the store, so that a page left open goes on after a restart."""

    port: int
    token: str

    @staticmethod
    def of(store: Path, port: int) -> Address:
        """Read the address of a store, or make one; ``port`` other than 0 is taken as it is."""
        known: dict[str, object] = {}
        with suppress(OSError, ValueError):
            known = json.loads(_file(store).read_text("utf-8"))
        token, last = known.get("token"), known.get("port")
        made = token if isinstance(token, str) and len(token) >= 22 else secrets.token_urlsafe(16)
        return Address(port or (last if isinstance(last, int) else 0), made)

    def keep(self, store: Path) -> None:
        """Write the address beside the store, for nobody else to read."""
        with suppress(OSError):
            number = os.open(_file(store), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump({"port": self.port, "token": self.token}, file)


def _file(store: Path) -> Path:
    return store.with_name(f"{store.name}.address")


class _Server(uvicorn.Server):
    """Tell the port once it is bound."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Bind the port, then say which it is."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.servers:
            self._ready(self.servers[0].sockets[0].getsockname()[1])


def serve(
    room: Room, *, host: str = LOOPBACK[0], port: int = 0, browser: bool = True, say: Callable[[str], None] = print
) -> None:
    """Serve the review until it is stopped; ``say`` is told the address once.

    Raises ``UsageError`` for a port that another program has.
    """
    address = Address.of(room.store.path, port)
    hosts = LOOPBACK if host in LOOPBACK else (*LOOPBACK, host)

    def ready(number: int) -> None:
        Address(number, address.token).keep(room.store.path)
        url = f"http://{host}:{number}/#{address.token}"
        say(url)
        _soon(_warm)
        if browser:
            webbrowser.open(url)

    for number in (address.port, 0) if not port and address.port else (address.port,):
        if _ran(application(room, token=address.token, hosts=hosts), host, number, ready):
            return
    raise UsageError(f"--port {port}: cannot be used, another program has it; leave it out, or choose another one")


def _ran(app: object, host: str, port: int, ready: Callable[[int], None]) -> bool:
    """Serve until stopped; False where the port could not be bound."""
    started = []
    config = uvicorn.Config(app, host, port, log_level="critical", lifespan="off", timeout_graceful_shutdown=2)  # type: ignore[arg-type]
    server = _Server(config, lambda number: (started.append(number), ready(number))[1])  # type: ignore[func-returns-value]
    try:
        server.run()
    except SystemExit:
        if started:
            raise
    return bool(started)


def _soon(call: Callable[[], None]) -> None:
    """Run something in the background once the page has had time to load."""
    timer = threading.Timer(WARM_AFTER, call)
    timer.daemon = True
    timer.start()


def _warm() -> None:
    """Load the readers that fill in a drawn span, so that the first one does not wait for them."""
    from yinuo.extraction import extract

    extract("今年，新建幼儿园7所。")

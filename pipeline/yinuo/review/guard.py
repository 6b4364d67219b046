"""Keep strangers out of a review: its own host, a token, the page's own origin, small bodies, a strict policy."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1_000_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Wrap the application: refuse what is not the page's own request, and set the headers of every answer."""

    def __init__(self, app: ASGIApp, *, token: str, hosts: Iterable[str]) -> None:
        self._app, self._token, self._hosts = app, token, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in one line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *own]
            await send(message)

        refused = self._refused(Request(scope))
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        await self._app(scope, receive, with_headers)

    def _refused(self, request: Request) -> JSONResponse | None:
        host = request.headers.get("host", "")
        if (urlsplit(f"//{host}").hostname or "") not in self._hosts:
            return _refusal(400, "this host is not served; open the address that yinuo review printed")
        if not request.url.path.startswith("/api/"):
            return None if request.method in ("GET", "HEAD") else _refusal(405, "only GET is answered here")
        given = request.headers.get("x-yinuo-token", "")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return _refusal(403, "the token is missing or wrong; open the address that yinuo review printed")
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _refusal(403, "the request comes from another page")
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return _refusal(403, "the request comes from another origin")
        return self._refused_body(request) if request.method == "POST" else None

    def _refused_body(self, request: Request) -> JSONResponse | None:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _refusal(415, "application/json is wanted")
        length = request.headers.get("content-length", "")
        if not length.isdigit():
            return _refusal(411, "a content-length is wanted")
        return _refusal(413, f"at most {LARGEST} bytes are taken at once") if int(length) > LARGEST else None


def _refusal(status: int, why: str) -> JSONResponse:
    return JSONResponse({"error": why}, status_code=status)

"""Make the web application of a review: the page's files, and a few routes of JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from yinuo.errors import InputError
from yinuo.evaluate.agreement import agreement
from yinuo.review.export import as_lines
from yinuo.review.guard import Guard
from yinuo.review.room import Refused, Room

STATIC = Path(__file__).parent / "static"
MOST = 200


def application(room: Room, *, token: str, hosts: tuple[str, ...] = ("127.0.0.1", "localhost")) -> Starlette:
    """Make the application of one review; ``hosts`` are the names by which it may be called."""
    routes = [
        Route("/", lambda _: FileResponse(STATIC / "index.html", media_type="text/html")),
        Route("/api/start", _asked(lambda request: room.start())),
        Route("/api/documents", _asked(lambda request: room.documents(_author(request)))),
        Route("/api/documents/{sha}", _asked(lambda request: _document(room, request))),
        Route("/api/verdicts/{sha}", _asked(lambda request: _verdicts(room, request))),
        Route("/api/conflicts/{sha}", _asked(lambda request: room.conflicts(_sha(request)))),
        Route("/api/conflicts/verdicts/{sha}", _asked(lambda request: room.verdict_conflicts(_sha(request)))),
        Route("/api/agreement", _asked(lambda _: agreement(room.store).to_dict())),
        Route("/api/export/{sha}", _asked(lambda request: _export(room, request))),
        Route("/api/draft", _posted(lambda body: _draft(room, body)), methods=["POST"]),
        Route("/api/decisions", _posted(lambda body: _decide(room, body)), methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, token=token, hosts=hosts)])


def _asked(answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """Answer a GET in a thread of its own, since the store waits for the disk."""

    async def endpoint(request: Request) -> Response:
        try:
            made = await run_in_threadpool(answer, request)
        except InputError as error:
            return JSONResponse({"error": str(error)}, status_code=404)
        return made if isinstance(made, Response) else JSONResponse(made)

    return endpoint


def _posted(answer: Callable[[Any], tuple[int, Any]]) -> Callable[[Request], Any]:
    """Answer a POST of JSON in a thread of its own."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await request.json()
            status, made = await run_in_threadpool(answer, body)
        except InputError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        except (ValueError, RecursionError):
            return JSONResponse({"error": "the body is no JSON"}, status_code=400)
        return JSONResponse(made, status_code=status)

    return endpoint


def _author(request: Request) -> str:
    return request.query_params.get("author", "")


def _sha(request: Request) -> str:
    return str(request.path_params["sha"])


def _document(room: Room, request: Request) -> Any:
    sha, since = request.path_params["sha"], request.query_params.get("since", "")
    if since.isdigit():
        return room.news(sha, _author(request), int(since))
    return Response(room.document(sha, _author(request)), media_type="application/json")


def _verdicts(room: Room, request: Request) -> Any:
    sha, since = request.path_params["sha"], request.query_params.get("since", "")
    if since.isdigit():
        return room.news(sha, _author(request), int(since), verdicts=True)
    return Response(room.verdicts(sha, _author(request)), media_type="application/json")


def _export(room: Room, request: Request) -> Response:
    lines = as_lines(room.store, request.path_params["sha"], author=_author(request) or None)
    return PlainTextResponse("".join(f"{line}\n" for line in lines), media_type="application/x-ndjson")


def _draft(room: Room, body: Any) -> tuple[int, Any]:
    if not isinstance(body, dict):
        raise InputError("an object with sha256, start, end and text is wanted")
    return 200, room.draft(str(body.get("sha256")), body.get("start"), body.get("end"), body.get("text"))


def _decide(room: Room, body: Any) -> tuple[int, Any]:
    """Store a list of decisions, one after the other; one that is refused does not keep back those behind it."""
    if not isinstance(body, list) or not 0 < len(body) <= MOST:
        raise InputError(f"a list of 1 to {MOST} decisions is wanted")
    stored, refused = [], []
    for plain in body:
        try:
            stored.append(room.decide(plain).model_dump(exclude_none=True))
        except Refused as error:
            refused.append({"event": plain.get("event"), "error": str(error)})
        except InputError as error:
            refused.append({"event": plain.get("event") if isinstance(plain, dict) else None, "error": str(error)})
    return (409 if refused else 200), {"stored": stored, "refused": refused}

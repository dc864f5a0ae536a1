"""The web application around the dashboard: security headers, the session cookie and a health check."""

import contextlib
import logging
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import App
from streamlit.runtime.pages_manager import PagesManager

from core.faces.screen.doors import COOKIE, TICKETS
from core.settings import REPOSITORY

# Streamlit's front end evaluates its bundles and styles in line; everything else stays on this host.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


_log = logging.getLogger("tieout")


class SecurityHeaders:
    """Adds the headers that Streamlit does not send to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(pair for pair in _HEADERS if pair[0] not in held),
                ]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


async def health(request: Request) -> Response:
    """Whether the web application answers."""
    return JSONResponse({"status": "ok"})


async def today(request: Request) -> Response:
    """Today is the first page: it answers at the root, and here too."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}")


async def enter(request: Request) -> Response:
    """Exchanges a one-time ticket for the HttpOnly session cookie; only from our own pages."""
    if not _same_origin(request):
        return PlainTextResponse("This sign-in came from another site.", status_code=403)
    token = TICKETS.exchange((await request.body())[:256].decode("ascii", "replace"))
    if token is None:
        return PlainTextResponse("This sign-in has expired.", status_code=410)
    answer = PlainTextResponse("ok")
    secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
    answer.set_cookie(COOKIE, token, max_age=12 * 3600, httponly=True, samesite="strict", secure=secure)
    return answer


async def leave(request: Request) -> Response:
    """Forgets the session cookie; the session itself was revoked in the database."""
    answer = PlainTextResponse("ok")
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin", "")
    return origin.split("://")[-1] == request.headers.get("host", "")


def apologise(error: Exception) -> bool:
    """What a person sees where the program itself is wrong: a sentence and a number, never a traceback."""
    number = secrets.token_hex(3)
    _log.error("a page failed (%s)", number, exc_info=error)
    st.error(
        "Something went wrong here, and nothing was changed by it. "
        f"Try again; if it stays, report number {number}."
    )
    return True


def application(script: Path = REPOSITORY / "Home.py") -> App:
    """The ASGI application: the dashboard with its routes and headers."""
    # Pages are named by Home.py's navigation; without this a direct request would run a page on its own.
    PagesManager.uses_pages_directory = False
    return App(
        script,
        routes=[
            Route("/today", today),
            Route("/api/health", health),
            Route("/api/session", enter, methods=["POST"]),
            Route("/api/session", leave, methods=["DELETE"]),
        ],
        middleware=[Middleware(SecurityHeaders)],
        on_script_error=apologise,
    )


def serve(host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serves the dashboard until SIGINT or SIGTERM; calls `on_ready` with the address once it answers."""
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)
    with _listening(host, port) as listener:
        address = f"http://{host}:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            application(),
            log_config=None,
            access_log=False,
            ws_max_size=256 * 2**20,
            timeout_graceful_shutdown=3,
        )
        _Server(config, lambda: on_ready(address)).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ends in order on the first signal; uvicorn would raise it again, and skip our own tidying up."""
        before = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        yield listener
    finally:
        listener.close()

"""A local HTTP server that keeps a vendor's state and fails by plan."""

import json
import socket
import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit


class Fault(Enum):
    """One way a request goes wrong, once."""

    LATER_SECONDS = "429, Retry-After in seconds"
    LATER_DATE = "429, Retry-After as a date"
    BROKEN = "500"
    BAD_GATEWAY = "502 with HTML"
    RESET = "connection reset"
    CUT = "JSON cut off"
    SHORT = "fewer bytes than promised"
    SILENCE = "no answer"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: path, query (one value a name), headers, form."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    form: Mapping[str, str]


class Vendor(Protocol):
    """A vendor's protocol: a status and a JSON body for each request."""

    def answer(self, request: Request) -> tuple[int, dict[str, Any]]: ...


@dataclass(slots=True)
class Local:
    """The running server: its address, the faults by request number (from 0), and what was asked."""

    base: str
    vendor: Vendor
    faults: dict[int, Fault] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)


@contextmanager
def serving(vendor: Vendor, faults: Sequence[tuple[int, Fault]] = ()) -> Iterator[Local]:
    """Serves a vendor on a free port of this machine."""
    over = threading.Event()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65_536  # head and body in one packet: two would wait 40 ms for each other

        def do_GET(self) -> None:
            self._handle({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            self._handle({name: values[-1] for name, values in parse_qs(body).items()})

        def _handle(self, form: Mapping[str, str]) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            request = Request(parts.path, query, dict(self.headers), form)
            with lock:
                number = len(local.asked)
                local.asked.append(request)
            fault = local.faults.get(number)
            if fault is None:
                self._send(*vendor.answer(request))
            else:
                self._fail(fault, request)

        def _fail(self, fault: Fault, request: Request) -> None:
            if fault is Fault.LATER_SECONDS:
                self._send(429, {}, {"Retry-After": "0"})
            elif fault is Fault.LATER_DATE:
                self._send(429, {}, {"Retry-After": format_datetime(datetime.now(UTC), usegmt=True)})
            elif fault is Fault.BROKEN:
                self._send(500, {"error": {"type": "api_error"}})
            elif fault is Fault.BAD_GATEWAY:
                self._raw(502, b"<html>Bad gateway</html>")
            elif fault is Fault.CUT:
                body = json.dumps(vendor.answer(request)[1]).encode()
                self._raw(200, body[: len(body) // 2])
            elif fault is Fault.SHORT:
                body = json.dumps(vendor.answer(request)[1]).encode()
                self._raw(200, body[: len(body) // 2], promised=len(body))
                self.close_connection = True
            elif fault is Fault.SILENCE:
                over.wait(2)
                self.close_connection = True
            elif fault is Fault.RESET:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.shutdown(socket.SHUT_RD)
                self.close_connection = True

        def _send(self, status: int, body: dict[str, Any], headers: Mapping[str, str] | None = None) -> None:
            self._raw(status, json.dumps(body).encode(), headers)

        def _raw(
            self,
            status: int,
            body: bytes,
            headers: Mapping[str, str] | None = None,
            promised: int | None = None,
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) if promised is None else promised))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that gave up is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    local = Local(f"http://127.0.0.1:{server.server_port}", vendor, dict(faults))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield local
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()

"""A chat completions server on the loopback that says what a test wants it to say."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from core.outlets.breaker import Breaker
from core.outlets.explainer import Explainer

Reply = Callable[[BaseHTTPRequestHandler], None]


class ModelServer:
    """A chat completions server on the loopback whose next replies a test sets."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.replies: list[Reply] = []
        self.released = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.requests.append(json.loads(body))
                server.headers.append({name.lower(): value for name, value in self.headers.items()})
                reply = server.replies[min(len(server.requests), len(server.replies)) - 1]
                try:
                    reply(self)
                except OSError:
                    self.close_connection = True  # the other side hung up, as it should

            def log_message(self, *words: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def explainer(self, deadline_s: float = 30.0, breaker: Breaker | None = None) -> Explainer:
        return Explainer("key", self.address, "small", deadline_s, breaker)

    @property
    def address(self) -> str:
        """What OPENAI_BASE_URL names."""
        return f"http://127.0.0.1:{self.http.server_port}/v1"

    def close(self) -> None:
        self.released.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def says(content: object, **message: object) -> Reply:
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": text} | message,
    }
    return raw({"id": "x", "object": "chat.completion", "created": 1, "model": "small", "choices": [choice]})


def raw(body: object, status: int = 200, **headers: str) -> Reply:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda handler: send(handler, status, data, **headers)

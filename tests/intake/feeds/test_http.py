"""Retry-After as the standard has it, and a deadline that a slow drip cannot outlast."""

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.intake.feeds.http import Line, Patience, retry_after_s
from core.model.errors import FetchError, FetchRefusedError


def test_retry_after_is_seconds_or_a_date() -> None:
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert retry_after_s("7") == 7
    assert 57 <= (retry_after_s(in_a_minute) or 0) <= 60
    assert retry_after_s("Thu, 01 Jan 2026 00:00:00 GMT") == 0
    assert [retry_after_s(said) for said in (None, "", "soon", "-3", "٣")] == [None] * 5


class _Server:
    """Answers what it is told to."""

    def __init__(self, answer: str) -> None:
        over = self.over = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            seen = 0

            def do_GET(self) -> None:
                type(self).seen += 1
                if answer == "drip":
                    self.send_response(200)
                    self.end_headers()
                    while not over.wait(0.05):
                        self.wfile.write(b" ")
                elif answer.startswith("wait") and self.seen == 1:
                    self.send_response(429)
                    self.send_header("Retry-After", answer.removeprefix("wait "))
                    self.end_headers()
                elif answer == "redirect":
                    self.send_response(302)
                    self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                    self.end_headers()
                else:
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(b'{"amount": 0.1000000000000000055}' if answer == "wait 1" else b"[1]")

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self) -> str:
        return self.base

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def test_a_slow_drip_does_not_outlast_the_deadline() -> None:
    began = time.monotonic()
    with _Server("drip") as base, pytest.raises(FetchError, match=r"longer than 0\.5 seconds"):
        Line("Drip", base, patience=Patience(deadline_s=0.5, silence_s=0.3)).get("/")
    assert time.monotonic() - began < 20


def test_as_long_as_was_asked_for_is_waited_and_decimals_are_exact() -> None:
    began = time.monotonic()
    with _Server("wait 1") as base:
        line = Line("Patient", base, patience=Patience(first_wait_s=0.001, longest_wait_s=0.002))
        assert str(line.get("/")["amount"]) == "0.1000000000000000055"
    assert time.monotonic() - began >= 1


def test_a_wait_beyond_the_deadline_is_a_failure_at_once() -> None:
    began = time.monotonic()
    with _Server("wait 60") as base, pytest.raises(FetchError, match="status 429"):
        Line("Hasty", base, patience=Patience(deadline_s=30)).get("/")
    assert time.monotonic() - began < 25


def test_a_key_does_not_follow_a_redirect() -> None:
    with _Server("redirect") as base, pytest.raises(FetchRefusedError, match="302"):
        Line("Elsewhere", base).get("/")


def test_an_answer_that_is_no_object_is_refused() -> None:
    with _Server("list") as base, pytest.raises(FetchError, match="something else than an object"):
        Line("List", base).get("/")

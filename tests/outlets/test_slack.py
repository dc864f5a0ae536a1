"""Slack against a local webhook: limits kept, contents escaped, refusals told apart."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from core.outlets import slack
from core.outlets.letter import Letter, Part, SendError


class Webhook:
    """Answers with the statuses it is given, the last one for ever, and keeps the payloads it took."""

    def __init__(self) -> None:
        self.statuses = [200]
        self.got: list[dict[str, Any]] = []
        self.asked = 0


@pytest.fixture
def webhook() -> Iterator[tuple[Webhook, str]]:
    kept = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = kept.statuses[min(kept.asked, len(kept.statuses) - 1)]
            kept.asked += 1
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(b"ok" if status == 200 else b"no")
            if status == 200:
                kept.got.append(json.loads(body))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kept, f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_a_letter_arrives_escaped(webhook: tuple[Webhook, str]) -> None:
    kept, address = webhook
    slack.send(address, Letter("a", "A & B", (Part("", ("<!channel> pay <https://x|here>",)),)))
    (got,) = kept.got
    assert got["blocks"][1]["text"]["text"] == "&lt;!channel&gt; pay &lt;https://x|here&gt;"
    assert got["text"] == "A &amp; B"


def test_a_full_channel_is_waited_for_and_a_gone_one_is_final(webhook: tuple[Webhook, str]) -> None:
    kept, address = webhook
    letter = Letter("a", "Subject", ())
    kept.statuses = [429, 503, 200]
    slack.send(address, letter)
    assert (len(kept.got), kept.asked) == (1, 3)
    for status, final in ((404, True), (410, True), (500, False), (429, False)):
        kept.statuses, kept.asked = [status], 0
        with pytest.raises(SendError, match=str(status)) as refused:
            slack.send(address, letter)
        assert refused.value.final is final


def test_an_address_nobody_answers_at_is_for_later() -> None:
    with pytest.raises(SendError) as refused:
        slack.send("http://127.0.0.1:9/hook", Letter("a", "Subject", ()))
    assert refused.value.final is False


@pytest.mark.parametrize("line", ["x" * 10_000, "&" * 4_000, "short", "<" * 2_999 + "&&&&"])
def test_no_block_is_longer_and_no_more_are_sent_than_slack_takes(line: str) -> None:
    letter = Letter("a", "s" * 500, tuple(Part(f"Part {number}", (line,)) for number in range(60)))
    made = slack.blocks(letter)
    assert len(made) <= slack.MOST_BLOCKS
    assert all(len(block["text"]["text"]) <= slack.MOST_SECTION for block in made)
    assert len(made[0]["text"]["text"]) <= 150
    whole = "".join(
        block["text"]["text"] for block in slack.blocks(Letter("a", "s", (Part("", (line,)),)))[1:]
    )
    assert whole == slack.escaped(line)
    for block in made:
        tail = block["text"]["text"][-4:]
        assert "&" not in tail or ";" in tail[tail.rindex("&") :]


def test_a_lost_connection_leaves_open_whether_it_arrived_and_a_refused_one_does_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def read_and_hang_up() -> None:
            taken, _ = listening.accept()
            taken.recv(65_536)
            taken.close()

        threading.Thread(target=read_and_hang_up, daemon=True).start()
        with pytest.raises(SendError) as lost:
            slack.send(f"http://127.0.0.1:{port}/hook", Letter("a", "A", ()))
    with pytest.raises(SendError) as refused:
        slack.send(f"http://127.0.0.1:{port}/hook", Letter("a", "A", ()))
    assert (lost.value.unknown, refused.value.unknown) == (True, False)

"""Amazon SES against a local server that speaks its protocol: what arrives, and what it refuses."""

import socket
from collections.abc import Iterator
from email import message_from_string
from email.policy import default
from typing import Any

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from core.outlets import mail
from core.outlets.letter import Letter, Part, SendError
from core.settings import MailSettings

PART = Part("", ("<b>Nothing</b> is lost.",), (("Money", "10.00 EUR"),))
LETTER = Letter("abc", "Ross & Söhne: 3 discrepancies", (PART,))
SENDER = "books@tieout.example"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    requests.post(f"{endpoint}/moto-api/reset", timeout=10)


def settings(endpoint: str, sender: str = f"Tieout <{SENDER}>") -> MailSettings:
    return MailSettings(sender, ses_region="eu-central-1", ses_endpoint=endpoint)


def sent(endpoint: str) -> list[dict[str, Any]]:
    """The messages the local SES took."""
    answer = requests.get(f"{endpoint}/moto-api/data.json", timeout=10).json()
    found: list[dict[str, Any]] = answer.get("ses", {}).get("RawMessage", [])
    return found


def verified(endpoint: str) -> None:
    boto3.client("ses", region_name="eu-central-1", endpoint_url=endpoint).verify_email_identity(
        EmailAddress=SENDER
    )


def test_a_letter_goes_out_whole_to_one_address(endpoint: str) -> None:
    verified(endpoint)
    mail.send(settings(endpoint), "owner@example.com", LETTER)
    (taken,) = sent(endpoint)
    assert taken["source"] == f"Tieout <{SENDER}>"
    assert set(taken["destinations"]) == {"owner@example.com"}
    message = message_from_string(str(taken["raw_data"]), policy=default)
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"] == "<abc@tieout>"
    assert "Money: 10.00 EUR" in message.get_body(("plain",)).get_content()
    assert "&lt;b&gt;Nothing&lt;/b&gt; is lost." in message.get_body(("html",)).get_content()


def test_an_address_that_is_not_verified_is_final_and_says_so(endpoint: str) -> None:
    with pytest.raises(SendError, match="MessageRejected") as refused:
        mail.send(settings(endpoint), "owner@example.com", LETTER)
    assert (refused.value.final, refused.value.unknown) == (True, False)


def test_a_server_that_is_away_is_for_later_and_nothing_has_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(SendError) as away:
        mail.send(settings(f"http://127.0.0.1:{port}"), "owner@example.com", LETTER)
    assert (away.value.final, away.value.unknown) == (False, False)

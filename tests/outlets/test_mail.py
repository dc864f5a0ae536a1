"""Mail against a real local server: what arrives, and which refusals are final."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from core.outlets import mail
from core.outlets.letter import Letter, Part, SendError
from core.settings import MailSettings

LETTER = Letter(
    "abc",
    "Ross & Söhne: <b>Stripe</b>\r\nBcc: thief@example.com",
    (Part("A heading", ("<script>alert(1)</script> is a name.",), (("Money", "1,000.00 EUR"),)),),
)


class Receiver:
    """Keeps what arrives; answers `reply` to every recipient."""

    def __init__(self) -> None:
        self.reply = "250 OK"
        self.got: list[EmailMessage] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        if self.reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.got.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def receiver() -> Iterator[tuple[Receiver, MailSettings]]:
    handler = Receiver()
    with socket.create_server(("127.0.0.1", 0)) as free:  # the controller does not take port 0
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, MailSettings("Tieout <tieout@example.com>", "127.0.0.1", port, encryption="none")
    controller.stop()


def test_a_letter_arrives_as_text_and_html_with_everything_escaped(
    receiver: tuple[Receiver, MailSettings],
) -> None:
    handler, settings = receiver
    mail.send(settings, "books@example.com", LETTER)
    (got,) = handler.got
    assert got["Subject"] == "Ross & Söhne: <b>Stripe</b> Bcc: thief@example.com"
    assert got["Bcc"] is None
    assert got["Message-ID"] == "<abc@tieout>"
    html = got.get_body(("html",)).get_content()  # type: ignore[union-attr]
    text = got.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "<script>" not in html
    assert "<b>" not in html
    assert "Money: 1,000.00 EUR" in text


@pytest.mark.parametrize(
    ("reply", "final"), [("550 no such user", True), ("451 try later", False), ("554 no", True)]
)
def test_only_the_code_tells_never_from_later(
    receiver: tuple[Receiver, MailSettings], reply: str, final: bool
) -> None:
    handler, settings = receiver
    handler.reply = reply
    with pytest.raises(SendError, match=reply[:3]) as refused:
        mail.send(settings, "books@example.com", LETTER)
    assert refused.value.final is final


def test_a_server_that_is_away_and_one_that_is_not_named_are_for_later() -> None:
    for settings in (MailSettings("a@example.com", "127.0.0.1", 9, encryption="none"), MailSettings()):
        with pytest.raises(SendError) as refused:
            mail.send(settings, "books@example.com", LETTER)
        assert refused.value.final is False

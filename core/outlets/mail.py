"""Mail: a letter as plain text and HTML, over SMTP or Amazon SES."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate
from html import escape
from typing import Any

from core.outlets.letter import Letter, Part, SendError
from core.settings import MailSettings

_TIMEOUT_S = 20
_SIGN_IN_REFUSED = {530, 534, 535, 538}  # RFC 4954: ours to mend, so the letter waits
_SES_FINAL = {"MessageRejected", "InvalidParameterValue"}


def send(settings: MailSettings, to: str, letter: Letter) -> None:
    """Sends a letter to one address; raises `SendError`, final for what the receiver will never take."""
    if not settings.sender or not (settings.host or settings.ses_region):
        raise SendError("No mail server is configured.", final=False)
    message = message_of(settings.sender, to, letter)
    if settings.host:
        _over_smtp(settings, message)
    else:
        _over_ses(settings, message)


def message_of(sender: str, to: str, letter: Letter) -> EmailMessage:
    """The letter as a mail; line breaks in headings and control characters are taken out."""
    message = EmailMessage()
    message["From"] = _line(sender)
    message["To"] = _line(to)
    message["Subject"] = _line(letter.subject)
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{letter.id}@tieout>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
    message.set_content("\n\n".join(_plain(part) for part in letter.parts) + "\n")
    message.add_alternative(_html(letter), subtype="html")
    return message


def _plain(part: Part) -> str:
    figures = [f"{label}: {value}" for label, value in part.figures]
    return "\n".join([*([part.heading] if part.heading else []), *part.lines, *figures])


def _html(letter: Letter) -> str:
    said = [f"<h2>{escape(_line(letter.subject))}</h2>"]
    for part in letter.parts:
        said += [f"<h3>{escape(part.heading)}</h3>"] if part.heading else []
        said += [f"<p>{escape(line)}</p>" for line in part.lines]
        rows = (f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>" for a, b in part.figures)
        said += [f"<table>{''.join(rows)}</table>"] if part.figures else []
    return f'<!doctype html><html><body style="font-family:sans-serif">{"".join(said)}</body></html>'


def _line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


@contextmanager
def _connected(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if settings.encryption == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=_TIMEOUT_S, context=context
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=_TIMEOUT_S)
    with server:
        if settings.encryption == "starttls":
            server.starttls(context=context)
        if settings.user:
            server.login(settings.user, settings.password)
        yield server


def _over_smtp(settings: MailSettings, message: EmailMessage) -> None:
    try:
        with _connected(settings) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        # One class for 550 (never) and 451 (later): only the code inside tells them apart.
        code, _ = next(iter(error.recipients.values()))
        raise SendError(f"The mail server answered {code} for the address.", final=code >= 500) from error
    except smtplib.SMTPResponseException as error:
        final = error.smtp_code >= 500 and error.smtp_code not in _SIGN_IN_REFUSED
        raise SendError(f"The mail server answered {error.smtp_code}.", final=final) from error
    except (smtplib.SMTPException, OSError) as error:
        raise SendError(
            f"The mail server could not be reached ({type(error).__name__}).", final=False
        ) from error


def _over_ses(settings: MailSettings, message: EmailMessage) -> None:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError, ReadTimeoutError

    try:
        client: Any = boto3.client(
            "ses",
            region_name=settings.ses_region,
            endpoint_url=settings.ses_endpoint or None,
            config=Config(
                connect_timeout=_TIMEOUT_S, read_timeout=_TIMEOUT_S, retries={"total_max_attempts": 1}
            ),
        )
        client.send_raw_email(
            Source=message["From"], Destinations=[message["To"]], RawMessage={"Data": message.as_bytes()}
        )
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        raise SendError(f"Amazon SES answered {code}.", final=code in _SES_FINAL) from error
    except BotoCoreError as error:
        lost = isinstance(error, (ReadTimeoutError, ConnectionClosedError))
        why = f"Amazon SES could not be reached ({type(error).__name__})."
        raise SendError(why, final=False, unknown=lost) from error

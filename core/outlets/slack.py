"""Slack: a letter as blocks to an incoming webhook, escaped and cut to what Slack takes."""

from socket import gaierror
from typing import Any

from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler, ServerErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from core.outlets.letter import Letter, Part, SendError

# What Slack takes (docs.slack.dev, Block Kit reference).
MOST_BLOCKS = 50
MOST_SECTION = 3_000
_MOST_HEADER = 150
_TIMEOUT_S = 10
_FINAL = {400, 403, 404, 410}  # invalid payload, forbidden, no such webhook, channel archived


def send(webhook: str, letter: Letter) -> None:
    """Sends a letter to a webhook; raises `SendError`, final where the webhook will never take it."""
    client = WebhookClient(
        webhook,
        timeout=_TIMEOUT_S,
        retry_handlers=[
            RateLimitErrorRetryHandler(max_retry_count=2),
            ServerErrorRetryHandler(max_retry_count=2),
        ],
    )
    try:
        answer = client.send(text=escaped(letter.subject), blocks=blocks(letter))
    except Exception as error:  # urllib's and the handlers' errors have no common root
        # Refused, or no such host: it never left. Anything later may have been read and shown.
        never_left = isinstance(getattr(error, "reason", None), ConnectionRefusedError | gaierror)
        why = f"Slack could not be reached ({type(error).__name__})."
        raise SendError(why, final=False, unknown=not never_left) from error
    if answer.status_code != 200:
        final = answer.status_code in _FINAL
        raise SendError(f"Slack answered {answer.status_code}.", final=final)


def blocks(letter: Letter) -> list[dict[str, Any]]:
    """The letter as blocks: never more, and none longer, than Slack takes; what was cut is said."""
    header = _cut(letter.subject, _MOST_HEADER)
    made: list[dict[str, Any]] = [{"type": "header", "text": {"type": "plain_text", "text": header}}]
    for part in letter.parts:
        made += [_section(text) for text in _pieces(_text(part))]
    if len(made) <= MOST_BLOCKS:
        return made
    return [*made[: MOST_BLOCKS - 1], _section("There is more than Slack shows; open Tieout to see it.")]


def escaped(text: str) -> str:
    """The three characters Slack gives a meaning, so that no name becomes a link or calls a channel."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(part: Part) -> str:
    figures = [f"{escaped(label)}: {escaped(value)}" for label, value in part.figures]
    heading = [f"*{escaped(part.heading)}*"] if part.heading else []
    return "\n".join([*heading, *(escaped(line) for line in part.lines), *figures])


def _pieces(text: str) -> list[str]:
    """The text in pieces that fit a section, cut between lines where it can be."""
    pieces: list[str] = []
    for line in text.split("\n"):
        while len(line) > MOST_SECTION:
            end = MOST_SECTION
            if "&" in line[end - 5 : end]:  # never through an escaped character
                end = line.rindex("&", end - 5, end)
            pieces.append(line[:end])
            line = line[end:]
        if pieces and len(pieces[-1]) + 1 + len(line) <= MOST_SECTION:
            pieces[-1] += f"\n{line}"
        else:
            pieces.append(line)
    return [piece for piece in pieces if piece.strip()]


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"

"""Notifying: what waits in a company's outbox goes out by mail and Slack, each message once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from uuid import UUID

from core.model.identity import Role
from core.outlets import mail, slack
from core.outlets.letter import Letter, Part, SendError
from core.services.workspace import Workspace
from core.store import audit, notification_targets, outbox
from core.store.notification_targets import Channel
from core.store.outbox import Message, OpenFate

MOST_TRIES = 8
_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the messages that were due."""

    sent: int = 0
    later: int = 0
    given_up: int = 0
    unknown: int = 0

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(
            self.sent + other.sent,
            self.later + other.later,
            self.given_up + other.given_up,
            self.unknown + other.unknown,
        )


def send(workspace: Workspace, sender: UUID, now: datetime | None = None) -> Sent:
    """Sends what is due and marks it; the digest's messages for one target go out as one letter.

    A message is claimed before it is sent, so no two senders send it, and marked as leaving before it leaves.
    Where a sender dies before the mark that it went out, a mail over SMTP goes out again under the same
    Message-ID; anything else waits for a person (`unknown`), who can see whether it arrived.
    """
    at = now or datetime.now(UTC)
    with workspace.scope(Role.ANALYST) as scope:
        claimed = outbox.claim(scope, sender, at, _repeatable(workspace))
    total = Sent()
    for messages in _letters(claimed):
        total += _send(workspace, sender, messages, at)
    return total


def unknown(workspace: Workspace) -> tuple[OpenFate, ...]:
    """Messages that left when their sender or its connection died: nobody knows whether they arrived."""
    with workspace.scope() as scope:
        return outbox.open_fates(scope, _repeatable(workspace))


def decide(workspace: Workspace, message_id: UUID, arrived: bool) -> None:
    """A person has looked: the message arrived, or it shall go out again.

    Raises `ConflictError` when somebody has said so already.
    """
    with workspace.scope(Role.ANALYST) as scope:
        outbox.decide_fate(scope, message_id, arrived)
        audit.append(scope, "message.decided", "message", message_id, after={"arrived": arrived})


def _repeatable(workspace: Workspace) -> tuple[Channel, ...]:
    """Where a second copy is known for one: SMTP keeps our Message-ID, SES and Slack have none of ours."""
    return (Channel.MAIL,) if workspace.settings.mail.host else ()


def _letters(claimed: Iterable[Message]) -> list[list[Message]]:
    """The messages as they go out: those of the digest together for each target, the others alone; what left
    in one letter before leaves in just that one again."""

    def letter(one: Message) -> tuple[str, str]:
        alone = "" if one.digest else str(one.id)
        return str(one.target_id), str(one.letter) if one.letter else alone

    ordered = sorted(claimed, key=lambda one: (not one.digest, letter(one), one.created_at, str(one.id)))
    return [list(group) for _, group in groupby(ordered, key=letter)]


def letter_of(messages: list[Message]) -> Letter:
    """One message as a letter, or several as a digest."""
    first = messages[0]
    subject = first.subject if len(messages) == 1 else f"Tieout: {len(messages)} settlements"
    parts = tuple(
        Part(
            one.subject if len(messages) > 1 else "",
            tuple(one.message.get("lines", ())),
            tuple((label, value) for label, value in one.message.get("figures", ())),
        )
        for one in messages
    )
    return Letter(str(first.letter or first.id), subject, parts)


def _send(workspace: Workspace, sender: UUID, messages: list[Message], now: datetime) -> Sent:
    ids, count = [one.id for one in messages], len(messages)
    with workspace.scope(Role.ANALYST) as scope:
        address = notification_targets.address(scope, workspace.settings.seal_key, messages[0].target_id)
        if address is None:
            outbox.give_up(scope, sender, ids, "The target was removed.")
            return Sent(given_up=count)
        outbox.mark_sending(scope, sender, ids, messages[0].letter or messages[0].id)
    try:
        _deliver(workspace, messages[0].channel, address, letter_of(messages))
    except SendError as error:
        return _not_sent(workspace, sender, messages, error, now)
    with workspace.scope(Role.ANALYST) as scope:
        outbox.mark_sent(scope, sender, ids)
    return Sent(sent=count)


def _deliver(workspace: Workspace, channel: Channel, address: str, letter: Letter) -> None:
    if channel is Channel.MAIL:
        mail.send(workspace.settings.mail, address, letter)
    else:
        slack.send(address, letter)


def _not_sent(
    workspace: Workspace, sender: UUID, messages: list[Message], error: SendError, now: datetime
) -> Sent:
    ids, tries = [one.id for one in messages], messages[0].attempts
    with workspace.scope(Role.ANALYST) as scope:
        if error.unknown and messages[0].channel not in _repeatable(workspace):
            outbox.leave_open(scope, sender, ids, str(error))
            return Sent(unknown=len(ids))
        if error.final or tries >= MOST_TRIES:
            outbox.give_up(scope, sender, ids, str(error))
            for one in messages:
                after = {"subject": one.subject, "tries": tries}
                audit.append(scope, "message.given_up", "message", one.id, after=after, reason=str(error))
            return Sent(given_up=len(ids))
        pause = min(_FIRST_PAUSE * 2 ** (tries - 1), _LONGEST_PAUSE)
        outbox.later(scope, sender, ids, str(error), now + pause)
    return Sent(later=len(ids))

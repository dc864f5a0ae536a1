"""What a run tells goes out once to each who wants to hear it: at once when grave, else with the digest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from core.model.discrepancy import DiscrepancySeverity
from core.model.errors import AccessError, TieoutError
from core.model.identity import Role
from core.outlets import mail, slack
from core.outlets.letter import Letter, SendError
from core.services import connecting, notifying, settling
from core.services.notifying import Sent
from core.services.workspace import Workspace
from core.settings import MailSettings
from core.store import outbox, postings
from core.store.notification_targets import Channel
from tests.services.settlement_desk import DAY, MORNING, connected, ledger_of, stripe_day


class Post:
    """Keeps what goes out; fails as it is told to."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, Letter]] = []
        self.slacks: list[tuple[str, Letter]] = []
        self.fails: SendError | None = None


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """The doors themselves are tested against real servers; here it is about what goes through them."""
    kept = Post()

    def by_mail(_: object, to: str, letter: Letter) -> None:
        if kept.fails:
            raise kept.fails
        kept.mails.append((to, letter))

    monkeypatch.setattr(mail, "send", by_mail)
    monkeypatch.setattr(slack, "send", lambda to, letter: kept.slacks.append((to, letter)))
    return kept


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    """A company that wants everything by mail and the grave by Slack."""
    connecting.add_target(workspace, Channel.MAIL, "books@example.com", DiscrepancySeverity.LOW)
    webhook = "https://hooks.slack.example/services/T000/B000/secretsecret"
    connecting.add_target(workspace, Channel.SLACK, webhook, DiscrepancySeverity.HIGH)
    return workspace


def test_a_grave_run_is_told_at_once_and_once(told: Workspace, post: Post) -> None:
    with connected(told, stripe_day(4)) as (desk, _):
        ledger_of(desk, [0])
        run = settling.settle(desk, "stripe", DAY, now=MORNING)
        assert notifying.send(desk, uuid4(), MORNING) == Sent(sent=2)
        assert notifying.send(desk, uuid4(), MORNING + timedelta(days=2)) == Sent()
    assert [to for to, _ in post.mails] == ["books@example.com"]
    assert [to for to, _ in post.slacks] == ["https://hooks.slack.example/services/T000/B000/secretsecret"]
    letter = post.mails[0][1]
    assert f"Stripe of {run.business_date}: 3 discrepancies, high risk" in letter.subject


def test_a_quiet_run_waits_for_the_digest_which_is_one_letter(told: Workspace, post: Post) -> None:
    with connected(told, stripe_day(3)) as (desk, _):
        ledger_of(desk, [0, 1, 2])
        first = settling.settle(desk, "stripe", DAY, now=MORNING)
        settling.settle(desk, "stripe", DAY, now=first.started_at + timedelta(seconds=2))
        assert notifying.send(desk, uuid4(), MORNING) == Sent()
        later = first.started_at + timedelta(days=2)
        assert notifying.send(desk, uuid4(), later) == Sent(sent=2)
    ((_, letter),) = post.mails
    assert letter.subject == "Tieout: 2 settlements"
    assert len(letter.parts) == 2
    assert post.slacks == []


def test_a_failed_run_is_told_at_once_and_says_no_secret(told: Workspace, post: Post) -> None:
    with connected(told, stripe_day(1)) as (desk, local):
        local.vendor.key = "sk_live_another"  # type: ignore[attr-defined]
        settling.settle(desk, "stripe", DAY, now=MORNING)
        assert notifying.send(desk, uuid4(), MORNING) == Sent(sent=2)
    said = str(post.mails[0][1]) + str(post.slacks[0][1])
    assert "could not be settled" in said
    assert "refused /v1/payouts: status 401" in said
    assert "sk_" not in said


def test_what_is_refused_for_now_is_tried_again_and_for_good_given_up(told: Workspace, post: Post) -> None:
    with connected(told, stripe_day(4)) as (desk, _):
        settling.settle(desk, "stripe", DAY, now=MORNING)
        post.fails = SendError("The mail server answered 451.", final=False)
        assert notifying.send(desk, uuid4(), MORNING) == Sent(sent=1, later=1)
        assert notifying.send(desk, uuid4(), MORNING + timedelta(minutes=4)) == Sent()
        assert notifying.send(desk, uuid4(), MORNING + timedelta(minutes=6)) == Sent(later=1)
        post.fails = SendError("The mail server answered 550 for the address.", final=True)
        assert notifying.send(desk, uuid4(), MORNING + timedelta(hours=6)) == Sent(given_up=1)
        assert connecting.messages(desk) == outbox.Counts(0, 1, 1)


def test_a_sender_that_died_leaves_its_messages_to_the_next(told: Workspace, post: Post) -> None:
    """What was claimed and had not left goes out once the claim has run out."""
    with connected(told, stripe_day(4)) as (desk, _):
        settling.settle(desk, "stripe", DAY, now=MORNING)
        with desk.scope() as scope:
            claimed = outbox.claim(scope, uuid4(), MORNING)
        assert notifying.send(desk, uuid4(), MORNING) == Sent()
        with desk.scope() as scope:
            scope.connection.execute(text("update outbox set claimed_until = now() - interval '1 s'"))
        assert notifying.send(desk, uuid4(), MORNING) == Sent(sent=2)
    assert {post.mails[0][1].id, post.slacks[0][1].id} == {str(one.id) for one in claimed}


def test_a_mail_that_may_have_left_goes_again_in_the_same_letter_over_smtp_alone(
    told: Workspace, post: Post
) -> None:
    """A digest of two left and was never marked; a third message of the next digest does not slip into it."""
    with connected(told, stripe_day(3)) as (desk, _):
        ledger_of(desk, [0, 1, 2])
        first = settling.settle(desk, "stripe", DAY, now=MORNING)
        second = settling.settle(desk, "stripe", DAY, now=first.started_at + timedelta(seconds=2))
        sender, later = uuid4(), first.started_at + timedelta(days=2)
        with desk.scope() as scope:
            left = outbox.claim(scope, sender, later)
            outbox.mark_sending(scope, sender, [one.id for one in left], left[0].id)
            scope.connection.execute(text("update outbox set claimed_until = now() - interval '1 s'"))
        settling.settle(desk, "stripe", DAY, now=second.started_at + timedelta(seconds=2))
        over_ses = replace(
            desk, settings=replace(desk.settings, mail=MailSettings(ses_region="eu-central-1"))
        )
        assert len(notifying.unknown(over_ses)) == 2
        smtp = replace(desk, settings=replace(desk.settings, mail=MailSettings(host="127.0.0.1")))
        assert notifying.unknown(smtp) == ()
        assert notifying.send(smtp, uuid4(), later + timedelta(days=2)) == Sent(sent=3)
    assert sorted(len(letter.parts) for _, letter in post.mails) == [1, 2]
    (again,) = [letter for _, letter in post.mails if len(letter.parts) == 2]
    assert again.id == str(left[0].id)


def test_a_connection_lost_after_leaving_waits_for_a_person(told: Workspace, post: Post) -> None:
    with connected(told, stripe_day(4)) as (desk, _):
        settling.settle(desk, "stripe", DAY, now=MORNING)
        post.fails = SendError("Amazon SES could not be reached.", final=False, unknown=True)
        assert notifying.send(desk, uuid4(), MORNING) == Sent(sent=1, unknown=1)
        post.fails = None
        assert notifying.send(desk, uuid4(), MORNING + timedelta(days=1)) == Sent()
        (left,) = notifying.unknown(desk)
        notifying.decide(desk, left.id, arrived=True)
        assert notifying.unknown(desk) == ()
    assert post.mails == []


def test_a_target_is_shown_in_part_and_a_removed_one_hears_nothing(told: Workspace, post: Post) -> None:
    hints = [target.hint for target in connecting.targets(told)]
    assert hints == ["b…@example.com", "hooks.slack.example/…cret"]
    with connected(told, stripe_day(4)) as (desk, _):
        settling.settle(desk, "stripe", DAY, now=MORNING)
        for target in connecting.targets(desk):
            connecting.remove_target(desk, target.id)
        assert notifying.send(desk, uuid4(), MORNING) == Sent(given_up=2)


@pytest.mark.parametrize(
    ("channel", "address"),
    [(Channel.MAIL, "nobody"), (Channel.SLACK, "http://plain.example"), (Channel.SLACK, "x")],
)
def test_an_address_that_is_none_is_refused(workspace: Workspace, channel: Channel, address: str) -> None:
    with pytest.raises(TieoutError):
        connecting.add_target(workspace, channel, address, DiscrepancySeverity.LOW)
    with pytest.raises(AccessError):
        connecting.add_target(
            replace(workspace, role=Role.MANAGER), Channel.MAIL, "a@example.com", DiscrepancySeverity.LOW
        )


def test_the_next_digest_is_at_seven() -> None:
    seven = datetime(2026, 11, 20, 7, tzinfo=UTC)
    assert postings.next_digest(MORNING) == seven
    assert postings.next_digest(seven) == seven + timedelta(days=1)

"""A desk whose processors are local servers, for the tests of settlement."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from core.model.money import Money
from core.services import connecting
from core.services.workspace import Workspace
from core.settings import FeedSettings
from core.store import deliveries, ledger_entries, processor_transactions
from core.store.deliveries import NewDelivery
from tests.intake.feeds.server import Local, serving
from tests.intake.feeds.vendors import Stripe, at_number
from tests.store.settled_days import entry, transaction

DAY = date(2026, 11, 19)
KEYS = {
    "stripe": {"api_key": "sk_test_local"},
    "paypal": {"client_id": "client", "secret": "secret"},
    "square": {"access_token": "square-token"},
}
MORNING = datetime(2026, 11, 20, 4, tzinfo=UTC)


@contextmanager
def connected(workspace: Workspace, vendor: Any, source: str = "stripe") -> Iterator[tuple[Workspace, Local]]:
    """The workspace with a key for a source that a local server answers for."""
    with serving(vendor) as local:
        bases = {**workspace.settings.feeds.bases, source: local.base}
        feeds = FeedSettings(bases=bases, deadline_s=60, silence_s=10, first_wait_s=0.005)
        made = replace(workspace, settings=replace(workspace.settings, feeds=feeds))
        connecting.save_key(made, source, KEYS[source])
        yield made, local


def stripe_day(count: int) -> Stripe:
    """A day of so many charges of USD 10.00 and more."""
    return Stripe(count)


def ledger_of(workspace: Workspace, numbers: list[int], **said: object) -> None:
    """Ledger entries that agree with Stripe's rows of these numbers."""
    rows = [
        entry(
            f"ch_{number:06}",
            occurred_at=at_number(number),
            reference=f"R-{number:06}",
            **{"amount": Money(1_000 + number, "USD")} | said,
        )
        for number in numbers
    ]
    with workspace.scope() as scope:
        made = deliveries.begin(scope, NewDelivery("ledger", "ledger", "file", "1" * 64, "ledger.csv"))
        deliveries.finish(scope, made, ledger_entries.store(scope, made, rows))


def transactions_of(workspace: Workspace, **said: object) -> None:
    """One uploaded transaction of Stripe's."""
    with workspace.scope() as scope:
        made = deliveries.begin(scope, NewDelivery("stripe", "processor", "file", "2" * 64, "stripe.csv"))
        rows = [transaction("ch_1", **said)]
        deliveries.finish(scope, made, processor_transactions.store(scope, made, rows))

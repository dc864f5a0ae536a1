"""Settlement's rows: stored once, completed later, claimed by one, found again across versions."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from core.model.case import CaseStatus
from core.model.discrepancy import DiscrepancyKind, DiscrepancySeverity
from core.model.errors import ConflictError, TieoutError
from core.model.money import Money
from core.model.payout import Payout
from core.model.processor_transaction import TransactionKind, TransactionStatus
from core.model.settlement_run import SettlementStatus
from core.store import (
    cases,
    deliveries,
    discrepancies,
    discrepancy_cases,
    ledger_entries,
    notification_targets,
    outbox,
    payouts,
    processor_keys,
    processor_transactions,
    settlement_runs,
)
from core.store.database import Database
from core.store.deliveries import Counts
from core.store.discrepancies import DiscrepancyFilter
from core.store.notification_targets import Channel
from core.store.sealing import seal, unseal
from tests.conftest import TestCompany
from tests.store.settled_days import (
    DAY,
    NOON,
    SEAL_KEY,
    WINDOW,
    claim,
    deliver,
    discrepancy,
    entry,
    outcome,
    transaction,
)


def test_the_same_delivery_again_changes_nothing(database: Database, company: TestCompany) -> None:
    rows = [transaction("ch_1"), transaction("ch_2"), transaction("ch_2")]
    paid = [Payout("stripe", "po_1", Money(5, "EUR"), DAY)]
    with database.tenant(company.id, company.actor) as scope:
        assert deliver(scope, rows, [entry("ch_1"), entry("ch_1")], paid) == Counts(6, 0, 0)
        assert deliver(scope, rows[::-1], [entry("ch_1"), entry("ch_1")], paid) == Counts(0, 0, 6)
        frame = processor_transactions.frame(scope, "stripe", WINDOW)
        assert sorted(frame["transaction_id"]) == ["ch_1", "ch_2", "ch_2"]
        assert len(ledger_entries.frame(scope, "stripe", WINDOW)) == 2
        assert len(payouts.frame(scope, "stripe", DAY, DAY)) == 1


def test_what_is_learned_later_is_filled_in_and_an_empty_word_takes_nothing_back(
    database: Database, company: TestCompany
) -> None:
    fresh = transaction("ch_1", fee=None, status=TransactionStatus.PENDING, reference="R-1")
    late = transaction("ch_1", fee=Money(2_00, "EUR"), payout_id="po_1")
    with database.tenant(company.id, company.actor) as scope:
        assert deliver(scope, [fresh]) == Counts(1, 0, 0)
        assert deliver(scope, [late]) == Counts(0, 1, 0)
        assert deliver(scope, [replace(late, fee=None, payout_id="")]) == Counts(0, 0, 1)
        row = processor_transactions.frame(scope, "stripe", WINDOW).iloc[0]
    assert (row["fee"], row["payout_id"], row["reference"], row["status"]) == (200, "po_1", "R-1", "settled")


def test_a_corrected_ledger_entry_is_corrected_and_one_of_another_day_is_another(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        deliver(scope, entries=[entry("ch_1", 100_00)])
        assert deliver(scope, entries=[entry("ch_1", 90_00)]) == Counts(0, 1, 0)
        deliver(scope, entries=[entry("ch_1", 90_00, occurred_at=NOON - timedelta(days=1))])
        near = ledger_entries.frame(scope, "stripe", WINDOW)
        with_along = ledger_entries.frame(scope, "stripe", WINDOW, ["ch_1"])
    assert (near["amount"].tolist(), len(with_along)) == ([90_00], 2)


def test_a_window_brings_the_charges_its_refunds_and_payouts_speak_of(
    database: Database, company: TestCompany
) -> None:
    before = NOON - timedelta(days=5)
    rows = [
        transaction("ch_old", occurred_at=before),
        transaction("ch_paid", occurred_at=before, payout_id="po_1"),
        transaction("ch_else", occurred_at=before, payout_id="po_2"),
        transaction("re_1", -100_00, kind=TransactionKind.REFUND, parent_id="ch_old"),
        transaction("po_1", -99_00, kind=TransactionKind.PAYOUT, payout_id="po_1"),
    ]
    with database.tenant(company.id, company.actor) as scope:
        deliver(scope, rows)
        frame = processor_transactions.frame(scope, "stripe", WINDOW)
    assert set(frame["transaction_id"]) == {"ch_old", "ch_paid", "re_1", "po_1"}


def test_an_undone_delivery_is_gone_and_may_come_again(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        deliver(scope, [transaction("ch_1")])
        made = deliveries.newest(scope, 1)[0]
        assert deliveries.undo(scope, made.id) == 1
        assert processor_transactions.frame(scope, "stripe", WINDOW).empty
        with pytest.raises(ConflictError):
            deliveries.undo(scope, made.id)
        assert deliver(scope, [transaction("ch_1")]) == Counts(1, 0, 0)


def test_of_many_claims_at_once_one_gets_the_day(database: Database, company: TestCompany) -> None:
    def one(_: int) -> UUID | None:
        try:
            with database.tenant(company.id, company.actor) as scope:
                return claim(scope).run_id
        except ConflictError:
            return None

    with ThreadPoolExecutor(8) as pool:
        claimed = [run for run in pool.map(one, range(16)) if run]
    assert len(claimed) == 1


def test_a_dead_holders_run_is_resumed_and_the_dead_can_no_longer_finish_it(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        dead = claim(scope)
        settlement_runs.beat(scope, dead)
        with pytest.raises(ConflictError, match="right now"):
            claim(scope)
        scope.connection.execute(text("update settlement_runs set lease_until = now() - interval '1 s'"))
        alive = claim(scope)
        assert (alive.run_id, alive.resumed) == (dead.run_id, True)
        for deed in (
            lambda: settlement_runs.beat(scope, dead),
            lambda: settlement_runs.finish(scope, dead, outcome()),
            lambda: settlement_runs.fail(scope, dead, "late", {}),
        ):
            with pytest.raises(ConflictError, match="taken over"):
                deed()
        done = settlement_runs.finish(scope, alive, outcome())
    assert (done.status, done.version, done.resumed) == (SettlementStatus.DONE, 1, 1)


def test_a_day_done_again_is_another_version_and_the_earlier_stays(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        first = claim(scope)
        settlement_runs.fail(scope, first, "Stripe did not answer.", {})
        second = claim(scope)
        settlement_runs.finish(scope, second, outcome())
        versions = settlement_runs.versions(scope, "stripe", DAY)
        listed = settlement_runs.page(scope, 10)
    assert [(run.version, run.status, run.error) for run in versions] == [
        (2, SettlementStatus.DONE, ""),
        (1, SettlementStatus.FAILED, "Stripe did not answer."),
    ]
    assert (listed.total, listed.rows["version"].tolist(), listed.rows["versions"].tolist()) == (1, [2], [2])


def test_a_note_and_an_owner_outlive_the_version_that_found_it(
    database: Database, company: TestCompany
) -> None:
    """A case that nobody took up closes when the next version no longer finds it; one taken up stays."""
    with database.tenant(company.id, company.actor) as scope:
        first = claim(scope)
        discrepancies.add(
            scope, first.run_id, [discrepancy("ch_1"), discrepancy("ch_2"), discrepancy("ch_3")]
        )
        settlement_runs.finish(scope, first, outcome(3))
        assert discrepancy_cases.synchronise(scope, first.run_id, "stripe", DAY) == (3, 0)
        rows = discrepancies.page(scope, first.run_id, DiscrepancyFilter(), 10).rows
        mine = UUID(rows.loc[rows["transaction_id"] == "ch_1", "case"].iloc[0])
        cases.take_up(scope, mine, CaseStatus.IN_REVIEW, company.admin.id, company.admin.name)
        second = claim(scope)
        discrepancies.add(scope, second.run_id, [discrepancy("ch_2", 7_00), discrepancy("ch_4")])
        settlement_runs.finish(scope, second, outcome(2))
        assert discrepancy_cases.synchronise(scope, second.run_id, "stripe", DAY) == (1, 1)
        versus = discrepancies.compare(scope, second.run_id, first.run_id)
        rows = discrepancies.page(scope, first.run_id, DiscrepancyFilter(), 10).rows
    assert versus.appeared["transaction_id"].tolist() == ["ch_4"]
    assert sorted(versus.vanished["transaction_id"]) == ["ch_1", "ch_3"]
    assert versus.changed[["before_minor", "after_minor"]].values.tolist() == [[5_00, 7_00]]
    assert dict(zip(rows["transaction_id"], rows["status"], strict=True)) == {
        "ch_1": "in_review",
        "ch_2": "open",
        "ch_3": "resolved",
    }


def test_a_discrepancy_comes_back_as_it_was_kept(database: Database, company: TestCompany) -> None:
    found = discrepancy(
        kind=DiscrepancyKind.CURRENCY_DIFFERS,
        severity=DiscrepancySeverity.CRITICAL,
        internal=Money(3, "USD"),
        difference=None,
        external_fee=Money(1, "EUR"),
        internal_at=NOON,
        external_row=7,
    )
    with database.tenant(company.id, company.actor) as scope:
        claimed = claim(scope)
        discrepancies.add(scope, claimed.run_id, [found])
        assert list(discrepancies.every(scope, claimed.run_id)) == [found]


def test_cases_of_discrepancies_leave_those_of_bank_lines_alone(
    database: Database, company: TestCompany
) -> None:
    """A matching run that sees nothing must not close what settlement opened."""
    with database.tenant(company.id, company.actor) as scope:
        claimed = claim(scope)
        discrepancies.add(scope, claimed.run_id, [discrepancy()])
        discrepancy_cases.synchronise(scope, claimed.run_id, "stripe", DAY)
        assert cases.synchronise(scope, None, []).closed == 0  # type: ignore[arg-type]


def test_a_sealed_text_opens_only_where_it_was_sealed(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        sealed = seal(scope, SEAL_KEY, "a.column", "secret")
        assert unseal(scope, SEAL_KEY, "a.column", sealed) == "secret"
        assert b"secret" not in sealed
        for key, column, body in (
            (b"another", "a.column", sealed),
            (SEAL_KEY, "b.column", sealed),
            (SEAL_KEY, "a.column", sealed[:-1] + bytes([sealed[-1] ^ 1])),
            (SEAL_KEY, "a.column", b"\x02" + sealed[1:]),
        ):
            with pytest.raises(TieoutError):
                unseal(scope, key, column, body)
    with database.tenant(other_company.id, other_company.actor) as scope, pytest.raises(TieoutError):
        unseal(scope, SEAL_KEY, "a.column", sealed)


def test_a_key_is_shown_by_its_end_and_opened_whole(database: Database, company: TestCompany) -> None:
    key = {"client_id": "abc", "secret": "sk_live_0123456789"}
    with database.tenant(company.id, company.actor) as scope:
        assert processor_keys.save(scope, SEAL_KEY, "paypal", key).hint == "6789"
        assert processor_keys.open_key(scope, SEAL_KEY, "paypal") == key
        assert processor_keys.save(scope, SEAL_KEY, "square", {"access_token": "short"}).hint == ""
        assert processor_keys.forget(scope, "paypal")
        assert processor_keys.open_key(scope, SEAL_KEY, "paypal") is None


def test_a_message_is_claimed_by_one_sender_and_goes_out_once(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        target = notification_targets.add(
            scope, SEAL_KEY, Channel.SLACK, "https://hooks.example/x", "…/x", DiscrepancySeverity.HIGH
        )
        for key in ("a", "a", "b"):
            outbox.put(scope, key, target.id, None, "high", "Subject", {}, NOON)

    def one(_: int) -> int:
        with database.tenant(company.id, company.actor) as scope:
            return len(outbox.claim(scope, uuid4(), NOON, limit=1))

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(one, range(6))) == 2
    sender = uuid4()
    with database.tenant(company.id, company.actor) as scope:
        assert outbox.claim(scope, sender, NOON) == ()
        scope.connection.execute(text("update outbox set claimed_until = now() - interval '1 s'"))
        first, second = outbox.claim(scope, sender, NOON)
        outbox.mark_sent(scope, sender, [first.id])
        outbox.later(scope, sender, [second.id], "451", NOON + timedelta(minutes=5))
        assert outbox.claim(scope, sender, NOON + timedelta(minutes=4)) == ()
        (again,) = outbox.claim(scope, sender, NOON + timedelta(minutes=5))
        outbox.give_up(scope, sender, [again.id], "550")
        assert outbox.standing(scope) == outbox.Counts(0, 1, 1)

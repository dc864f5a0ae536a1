"""Whatever goes wrong on the way: the same rows as on a clean day, or an error that says what and where."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from core.intake.feeds.delivery import Delivery
from core.intake.feeds.http import Patience
from core.intake.feeds.sources import fetch
from core.model.errors import FetchError, FetchRefusedError
from core.model.money import Money
from core.model.processor_transaction import TransactionKind, TransactionStatus
from tests.intake.feeds.server import Fault, serving
from tests.intake.feeds.vendors import DAY, NEXT_DAY, Paging, PayPal, Records, Square, Stripe

HASTY = Patience(deadline_s=60, silence_s=0.25, tries=4, first_wait_s=0.005, longest_wait_s=0.01)
CALM = replace(HASTY, silence_s=10)  # a busy machine is not a silent server
KEYS = {
    "stripe": {"api_key": "sk_test_local"},
    "paypal": {"client_id": "client", "secret": "secret"},
    "square": {"access_token": "square-token"},
    "records": {"token": "records-token", "base_url": "-"},
}
COUNTS = (0, 1, 99, 100, 101, 257)


def _usd(value: object) -> dict[str, object]:
    return {"currency_code": "USD", "value": value}


@dataclass(frozen=True)
class Case:
    """A vendor's server and how to make one with so many rows."""

    name: str
    source: str
    make: Callable[..., Any]


CASES = (
    Case("stripe", "stripe", Stripe),
    Case("paypal", "paypal", lambda count, paging=None: PayPal(count, paging or Paging(sizes=(100,)))),
    Case("square", "square", Square),
    Case(
        "records by cursor",
        "records",
        lambda count, paging=None: Records(count, False, paging or Paging((100,))),
    ),
    Case(
        "records by page",
        "records",
        lambda count, paging=None: Records(count, True, paging or Paging((100,))),
    ),
)
each_vendor = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def ask(
    case: Case, vendor: Any, faults: Sequence[tuple[int, Fault]] = (), patience: Patience = CALM
) -> tuple[Delivery, int]:
    """What the source delivers for the day, and how many requests that took."""
    with serving(vendor, faults) as local:
        delivery = fetch(case.source, KEYS[case.source], DAY, NEXT_DAY, base=local.base, patience=patience)
        return delivery, len(local.asked)


def rows(delivery: Delivery) -> list[Any]:
    return sorted(delivery.transactions or delivery.entries, key=lambda row: row.reference)


@each_vendor
@pytest.mark.parametrize("count", COUNTS)
def test_every_row_comes_whatever_their_number(case: Case, count: int) -> None:
    delivery, _ = ask(case, case.make(count))
    assert [row.reference for row in rows(delivery)] == [f"R-{number:06}" for number in range(count)]


@each_vendor
def test_ten_thousand_and_one_rows_come(case: Case) -> None:
    paging = Paging(sizes=(500,)) if case.source in ("paypal", "records") else Paging()
    delivery, _ = ask(case, case.make(10_001, paging))
    assert len({row.reference for row in rows(delivery)}) == len(rows(delivery)) == 10_001


@each_vendor
def test_pages_of_any_size_bring_the_same(case: Case) -> None:
    dice = random.Random(7)
    clean = rows(ask(case, case.make(257))[0])
    for _ in range(3):
        sizes = [dice.randint(20, 100) for _ in range(5)]
        paging = Paging(sizes=sizes[:1] if case.source in ("paypal", "records") else sizes)
        assert rows(ask(case, case.make(257, paging))[0]) == clean


@each_vendor
@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name.lower())
def test_a_fault_on_any_page_changes_nothing(case: Case, fault: Fault) -> None:
    """Each request of the clean fetch goes wrong once, the retry is answered: the same rows."""
    clean, requests = ask(case, case.make(257))
    for number in range(requests):
        silent = fault is Fault.SILENCE
        delivery, again = ask(case, case.make(257), [(number, fault)], HASTY if silent else CALM)
        assert rows(delivery) == rows(clean)
        assert again > requests if silent else again == requests + 1


@each_vendor
@pytest.mark.parametrize("fault", [Fault.BROKEN, Fault.CUT, Fault.RESET, Fault.LATER_SECONDS])
def test_a_fault_that_stays_is_a_named_failure(case: Case, fault: Fault) -> None:
    faults = [(number, fault) for number in range(2, 100)]
    with pytest.raises(FetchError, match=r"did not answer /.* in full"):
        ask(case, case.make(257), faults)


@each_vendor
def test_the_same_page_for_ever_is_a_named_failure(case: Case) -> None:
    size = (100,) if case.source in ("paypal", "records") else (1_000,)
    with pytest.raises(FetchError, match=r"the same page of|counts 257"):
        ask(case, case.make(257, Paging(sizes=size, same_page_for_ever=True)))


@each_vendor
def test_a_row_that_comes_twice_counts_once(case: Case) -> None:
    size = (100,) if case.source in ("paypal", "records") else (1_000,)
    clean = rows(ask(case, case.make(257))[0])
    delivery, _ = ask(case, case.make(257, Paging(sizes=size, repeat_last_row=True)))
    assert rows(delivery) == clean


@each_vendor
def test_a_wrong_key_is_refused_without_trying_again_and_without_showing_it(case: Case) -> None:
    vendor = case.make(5)
    vendor.key = "another"
    key = {name: f"{value}-secret" for name, value in KEYS[case.source].items()}
    with serving(vendor) as local, pytest.raises(FetchRefusedError, match="401") as refused:
        fetch(case.source, key, DAY, NEXT_DAY, base=local.base, patience=CALM)
    assert len(local.asked) <= 2
    assert not any(value in str(refused.value) for value in key.values())


def test_paypal_counts_what_it_sends() -> None:
    """A row that came twice and pushed another out would be a short fetch shown as whole."""
    vendor = PayPal(257, Paging(sizes=(100,)), displace=True)
    with pytest.raises(FetchError, match=r"counts 257 transactions .* sent 25"):
        ask(CASES[1], vendor)


def test_paypal_windows_that_hold_too_much_are_halved() -> None:
    clean = rows(ask(CASES[1], PayPal(900, Paging(sizes=(100,))))[0])
    delivery, requests = ask(CASES[1], PayPal(900, Paging(sizes=(100,)), largest=120))
    assert rows(delivery) == clean
    assert requests > 9


def test_paypal_is_asked_for_31_days_at_most() -> None:
    with serving(PayPal(3)) as local:
        fetch("paypal", KEYS["paypal"], DAY - timedelta(days=80), NEXT_DAY, base=local.base, patience=CALM)
        asked = [request.query for request in local.asked if "start_date" in request.query]
    assert len(asked) == 3


def test_paypal_says_how_far_its_data_reach() -> None:
    assert ask(CASES[1], PayPal(3))[0].complete_until == NEXT_DAY + timedelta(hours=1)


@pytest.mark.parametrize(
    ("vendor", "case", "says"),
    [
        (Stripe(3, changes={1: {"amount": "1001"}}), CASES[0], "amount: Input should be a valid integer"),
        (Stripe(3, changes={1: {"net": 5}}), CASES[0], "net is not amount less fee"),
        (Stripe(3, changes={1: {"fee": None}}), CASES[0], "fee: Input should be a valid integer"),
        (PayPal(3, changes={2: {"transaction_amount": _usd(5)}}), CASES[1], "valid string"),
        (PayPal(3, changes={2: {"transaction_amount": _usd("1e3")}}), CASES[1], "1e3"),
        (PayPal(3, changes={2: {"transaction_initiation_date": "2026-11-19"}}), CASES[1], "no time zone"),
    ],
)
def test_a_row_that_is_not_as_agreed_fails_the_fetch(vendor: Any, case: Case, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        ask(case, vendor)


def test_silence_is_not_waited_out_beyond_the_deadline() -> None:
    patience = replace(HASTY, deadline_s=0.4, tries=50)
    with pytest.raises(FetchError, match="did not answer"):
        ask(CASES[0], Stripe(3), [(number, Fault.SILENCE) for number in range(9)], patience)


def test_there_are_never_more_pages_than_patience_allows() -> None:
    with pytest.raises(FetchError, match="more than 2 pages"):
        ask(CASES[0], Stripe(257), patience=replace(CALM, most_pages=2))


def test_an_unknown_source_names_the_known_ones() -> None:
    with pytest.raises(FetchRefusedError, match="stripe, paypal, square, records"):
        fetch("adyen", {}, DAY, NEXT_DAY)


def test_a_key_never_travels_unencrypted() -> None:
    with pytest.raises(FetchRefusedError, match="https"):
        fetch("stripe", KEYS["stripe"], DAY, NEXT_DAY, base="http://example.com")


def test_stripe_knows_what_a_payout_is_made_of() -> None:
    """Only an automatic, completed payout has a list that can be trusted; older movements come along."""
    at = int(DAY.timestamp()) + 60
    payout = {
        "id": "po_1", "object": "payout", "amount": 1_882, "currency": "usd", "status": "paid", "created": at,
        "arrival_date": at, "automatic": True, "reconciliation_status": "completed",
        "trace_id": {"status": "supported", "value": "TRACE1"},
    }  # fmt: skip
    manual = payout | {"id": "po_2", "automatic": False, "reconciliation_status": "not_applicable"}
    own = Stripe.row(0) | {
        "id": "txn_po", "type": "payout", "reporting_category": "payout", "amount": -1_882, "fee": 0,
        "net": -1_882, "source": {"id": "po_1", "object": "payout"},
    }  # fmt: skip
    older = Stripe.row(7) | {"id": "txn_older", "created": at - 200_000, "source": "ch_older"}
    refund = Stripe.row(8) | {
        "id": "txn_re", "type": "refund", "reporting_category": "refund", "amount": -100, "fee": 0,
        "net": -100, "source": {"id": "re_1", "object": "refund", "charge": "ch_000001"},
    }  # fmt: skip
    vendor = Stripe(2, payouts=[payout, manual])
    vendor.paid_with = {"po_1": [own, older, refund, Stripe.row(1)], "po_2": [Stripe.row(0)]}
    delivery, _ = ask(CASES[0], vendor)
    by_id = {row.id: row for row in delivery.transactions}
    assert set(by_id) == {"ch_000000", "ch_000001", "ch_older", "re_1"}
    assert by_id["ch_000001"].payout_id == by_id["ch_older"].payout_id == "po_1"
    assert by_id["ch_000000"].payout_id == ""
    assert (by_id["re_1"].kind, by_id["re_1"].parent_id) == (TransactionKind.REFUND, "ch_000001")
    assert by_id["ch_000001"].status is TransactionStatus.SETTLED
    assert [(one.id, one.amount, one.bank_key, one.complete) for one in delivery.payouts] == [
        ("po_2", Money(1_882, "USD"), "TRACE1", False),
        ("po_1", Money(1_882, "USD"), "TRACE1", True),
    ]


@pytest.mark.parametrize(
    ("currency", "sent", "meant"),
    [("jpy", 500, 500), ("isk", 500, 5), ("ugx", 1_000, 10), ("kwd", 1_230, 1_230), ("huf", 500, 500)],
)
def test_stripe_has_minor_units_of_its_own(currency: str, sent: int, meant: int) -> None:
    vendor = Stripe(1, changes={0: {"currency": currency, "amount": sent, "fee": 0, "net": sent}})
    assert ask(CASES[0], vendor)[0].transactions[0].amount == Money(meant, currency.upper())


def test_an_unknown_kind_is_kept_and_shown() -> None:
    vendor = Stripe(1, changes={0: {"type": "moon_fee", "reporting_category": "moon"}})
    row = ask(CASES[0], vendor)[0].transactions[0]
    assert (row.kind, row.word) == (TransactionKind.UNKNOWN, "moon_fee")


def test_square_settles_by_payout_entries_with_late_fees_and_older_payments() -> None:
    def money(amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": "USD"}

    payout = {
        "id": "po_sq", "status": "PAID", "location_id": "L0", "created_at": DAY.isoformat(), "type": "BATCH",
        "amount_money": money(3_700), "arrival_date": "2026-11-20", "end_to_end_id": "E2E1",
    }  # fmt: skip
    simple = payout | {"id": "po_simple", "type": "SIMPLE"}
    settled = {"id": "e1", "payout_id": "po_sq", "type": "CHARGE", "effective_at": DAY.isoformat()}
    money_of = {
        "gross_amount_money": money(2_000),
        "fee_amount_money": money(75),
        "net_amount_money": money(1_925),
    }
    entries = [
        settled | money_of | {"type_charge_details": {"payment_id": "sq000000"}},
        settled | money_of | {"id": "e2", "type_charge_details": {"payment_id": "sq_before"}},
        settled
        | {"id": "e3", "type": "DISPUTE", "gross_amount_money": money(-150)}
        | {"fee_amount_money": money(0), "net_amount_money": money(-150)}
        | {"type_dispute_details": {"payment_id": "sq_before"}},
    ]
    vendor = Square(1, payouts={"L0": [payout, simple]}, entries={"po_sq": entries})
    vendor.elsewhere = {"/v2/payments/sq_before": {"payment": Square.payment(0) | {"id": "sq_before"}}}
    delivery, _ = ask(CASES[2], vendor)
    by_id = {row.id: row for row in delivery.transactions}
    assert by_id["sq000000"].fee == by_id["sq_before"].fee == Money(75, "USD")
    assert {row.payout_id for row in delivery.transactions} == {"po_sq"}
    assert (by_id["e3"].kind, by_id["e3"].parent_id) == (TransactionKind.DISPUTE, "sq_before")
    assert [(one.id, one.bank_key, one.complete) for one in delivery.payouts] == [
        ("po_sq", "E2E1", True),
        ("po_simple", "E2E1", False),
    ]

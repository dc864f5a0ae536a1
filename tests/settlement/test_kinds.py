"""Each kind as a bookkeeper would meet it, and beside it what looks alike but is no discrepancy."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.model.settlement import RunRisk
from core.model.settlement_rules import DEFAULT, FeeRate, SettlementRules
from core.model.unreadable_row import UnreadableRow
from core.settlement.engine import settle
from tests.settlement.worlds import NOON, Row, kinds, many, row, side


def found(external: list[Row], internal: list[Row], rules: SettlementRules = DEFAULT) -> set[tuple[str, str]]:
    """The discrepancies of some rows among 30 that agree."""
    return kinds(settle(side([*many(), *external]), side([*many(), *internal]), rules))


def pair(**internal: Any) -> tuple[list[Row], list[Row]]:
    """One transaction on both sides; the ledger's row differs in what is given."""
    return [row("t1")], [row("t1") | internal]


@pytest.mark.parametrize(
    ("external", "internal", "kind"),
    [
        ([row("t1")], [], "missing_in_ledger"),
        ([], [row("t1")], "missing_at_processor"),
        (*pair(amount=10_001), "amount_differs"),
        (*pair(amount=-10_000), "amount_differs"),
        (*pair(status="pending"), "status_differs"),
        (*pair(status="Voided"), "status_differs"),
        (*pair(status="refunded"), "status_differs"),
        (*pair(currency="EUR"), "currency_differs"),
        (*pair(currency="EUR", amount=9_200), "currency_differs"),
        (*pair(amount=1_000_000), "minor_unit_error"),
        (*pair(amount=100), "minor_unit_error"),
        ([row("t1", 1_234, currency="JPY")], [row("t1", 123_400, currency="JPY")], "minor_unit_error"),
        ([row("t1", 1_234_000, currency="KWD")], [row("t1", 123_400, currency="KWD")], "minor_unit_error"),
        ([row("t1", 123_456)], [row("t1", 1_235)], "minor_unit_error"),
        ([row("t1"), row("t1")], [row("t1")], "duplicate_at_processor"),
        ([row("t1")], [row("T1"), row("t1 ", occurred_at=NOON + timedelta(hours=2))], "duplicate_in_ledger"),
        ([row("t1", status="chargeback")], [row("t1")], "chargeback"),
        ([row("t1", -10_000, status="charged_back")], [row("t1")], "chargeback"),
        ([row("t1", -10_000, kind="dispute")], [], "chargeback"),
        (*pair(occurred_at=NOON + timedelta(days=3)), "timing"),
        (*pair(occurred_at=NOON - timedelta(days=2), timed=False), "timing"),
        ([row("t1", fee=320, fee_known=True)], [row("t1", fee=350, fee_known=True)], "fee_differs"),
    ],
)  # fmt: skip
def test_a_kind_is_named(external: list[Row], internal: list[Row], kind: str) -> None:
    assert found(external, internal) == {("t1", kind)}


@pytest.mark.parametrize(
    ("external", "internal"),
    [
        pair(),
        pair(status="SUCCEEDED"),
        pair(status="Captured"),
        pair(status=""),
        pair(processor="STRIPE, Inc."),
        pair(processor=""),
        pair(transaction_id=" T1 "),
        pair(occurred_at=NOON - timedelta(hours=13)),
        pair(occurred_at=NOON.replace(hour=0) + timedelta(days=1), timed=False),
        pair(occurred_at=None),
        pair(merchant_id="M-1"),
        ([row("t1", fee=320, fee_known=True)], [row("t1", fee=321, fee_known=True)]),
        ([row("t1", fee=320, fee_known=True)], [row("t1")]),
        ([row("t1"), row("t2")], [row("t1"), row("t2")]),
        ([row("t1"), row("t1", -500)], [row("t1", -500), row("t1")]),
        ([row("t1"), row("t1")], [row("t1"), row("t1")]),
        ([row("t1", -900, status="refunded")], [row("t1", 900, status="refund")]),
        ([row("tx-0042")], [row("TX42")]),
        ([row("t1", 5, kind="hold"), row("t2", -5, kind="hold")], []),
    ],
)  # fmt: skip
def test_what_only_looks_different_is_none(external: list[Row], internal: list[Row]) -> None:
    assert found(external, internal) == set()


def test_a_refund_must_have_its_charge_somewhere() -> None:
    charge, linked = row("c1", reference="INV-7"), row("r1", -4_000, reference="C1")
    by_invoice, orphan = row("r2", -1_000, reference="inv-7"), row("r3", -4_000, reference="c999")
    both = [charge, linked, by_invoice]
    assert found([*both, orphan], [*both, orphan]) == {("r3", "refund_unlinked")}
    assert found([*both, orphan], both) == {("r3", "refund_unlinked")}
    assert found(both, [charge, by_invoice]) == {("r1", "missing_in_ledger")}


def test_refunds_that_name_nothing_anywhere_prove_nothing() -> None:
    refund = row("r1", -4_000, reference="goods came back")
    assert found([refund], [refund]) == set()


def test_a_refund_that_names_an_unknown_id_is_unlinked_though_it_is_the_only_one() -> None:
    refund = row("rf_1", -4_000, reference="ch_9999")
    assert found([refund], [refund]) == {("rf_1", "refund_unlinked")}


def _batch() -> list[Row]:
    return [row(f"b{k}", 1_000 * k, fee=31, fee_known=True, payout_id="po_1") for k in range(1, 5)]


@pytest.mark.parametrize("amount", [-(10_000 - 4 * 31), 10_000 - 4 * 31, -10_000])
@pytest.mark.parametrize("identifier", ["po_1", "PAYOUT-1", "tr_778"])
def test_a_payout_that_adds_up_needs_no_entry(amount: int, identifier: str) -> None:
    payout = row(identifier, amount, payout_id="po_1")
    if identifier == "tr_778" and amount == -10_000:
        payout["kind"] = "payout"
    assert found([*_batch(), payout], _batch()) == set()


def test_a_payout_that_does_not_add_up_is_off() -> None:
    payout = row("po_1", -9_000, payout_id="po_1")
    assert found([*_batch(), payout], _batch()) == {("po_1", "payout_off")}
    assert found([*_batch(), payout], [*_batch(), payout]) == {("po_1", "payout_off")}


def test_what_another_discrepancy_explains_is_not_told_twice() -> None:
    wrong = [*_batch()[:-1], row("b4", 4_700, fee=31, fee_known=True, payout_id="po_1")]
    payout = row("po_1", -(10_000 - 4 * 31), payout_id="po_1")
    assert found([*wrong, payout], _batch()) == {("b4", "amount_differs")}


def test_the_agreed_rate_judges_what_both_sides_agree_on() -> None:
    rules = DEFAULT.with_(fees=(FeeRate("stripe", "USD", *map(_decimal, ("2.9", "0.30"))),))
    right, wrong = row("t1", fee=320, fee_known=True), row("t2", fee=410, fee_known=True)
    assert found([right, wrong], [right, wrong], rules) == {("t2", "fee_differs")}
    assert found([right, wrong], [right, wrong]) == set()


def _decimal(text: str) -> Any:
    return Decimal(text)


def test_a_usual_rate_judges_fees_the_ledger_does_not_keep() -> None:
    charged = [one | {"fee": (one["amount"] * 29 + 500) // 1000 + 30, "fee_known": True} for one in many(60)]
    charged[7]["fee"] += 45
    outcome = settle(side(charged), side(many(60)))
    assert kinds(outcome) == {("ch_0007", "fee_differs")}
    assert outcome.rates[0].rate.percent == _decimal("2.9")
    assert outcome.discrepancies.expected_fee[0] == charged[7]["fee"] - 45


def test_whole_sides_may_write_differently() -> None:
    charged = [one | {"fee": 33, "fee_known": True} for one in many()]
    negative = [one | {"amount": -one["amount"]} for one in many()]
    net = [one | {"amount": one["amount"] - 33} for one in many()]
    late = [one | {"occurred_at": one["occurred_at"] + timedelta(days=4)} for one in many()]
    for other in (negative, net, late):
        assert kinds(settle(side([*charged, row("t1")]), side(other))) <= {
            ("t1", "missing_in_ledger"),
            ("t1", "timing"),
        }
    own_numbers = [
        one | {"transaction_id": f"L{k}", "reference": one["transaction_id"]} for k, one in enumerate(many())
    ]
    outcome = settle(side([*many(), row("t1")]), side(own_numbers))
    assert outcome.key == ("transaction_id", "reference")
    assert kinds(outcome) == {("t1", "missing_in_ledger")}


def test_a_row_beyond_what_the_other_side_reaches_is_a_matter_of_timing() -> None:
    day = [row(f"d{k}", 100 + k, occurred_at=NOON + timedelta(minutes=k)) for k in range(20)]
    tomorrow = row("t1", occurred_at=NOON + timedelta(days=1))
    at_midnight = row("t2", occurred_at=NOON.replace(hour=23, minute=50))
    assert kinds(settle(side([*day, tomorrow]), side(day))) == {("t1", "timing")}
    assert kinds(settle(side([*day, at_midnight]), side(day))) == {("t2", "timing")}
    later = [*day, row("d1", 101, occurred_at=NOON + timedelta(days=4))]
    later.remove(day[1])
    assert ("t2", "timing") in kinds(settle(side([*day, at_midnight]), side(later)))
    next_week = row("t3", occurred_at=NOON + timedelta(days=7, hours=2))
    assert kinds(settle(side([*day, next_week]), side(day))) == {("t3", "missing_in_ledger")}


def test_other_facts_that_nearly_all_pairs_share_are_said_where_they_differ() -> None:
    told = [one | {"merchant_id": "M1", "reference": f"R{one['amount']}"} for one in many()]
    other = [one.copy() for one in told]
    other[3]["merchant_id"], other[5]["reference"], other[6]["reference"] = (
        "M2",
        "X",
        f"inv {told[6]['reference']}",
    )
    assert kinds(settle(side(told), side(other))) == {
        ("ch_0003", "unclassified"),
        ("ch_0005", "unclassified"),
    }


def test_ids_of_different_processors_that_meet_by_chance_are_two_transactions() -> None:
    external, internal = row("1001", 500), row("1001", 700, processor="paypal")
    assert found([external], [internal]) == {("1001", "missing_in_ledger"), ("1001", "missing_at_processor")}
    booked_wrong = row("1001", 500, processor="paypal")
    assert found([external], [booked_wrong]) == {("1001", "unclassified")}


def test_the_counterpart_of_an_unreadable_row_is_not_called_missing() -> None:
    lost = (UnreadableRow("ledger.csv", 7, "T1"),)
    outcome = settle(side([*many(), row("t1")]), side(many()), unreadable=(lost, ()))
    assert kinds(outcome) == {("t1", "missing_in_ledger")}  # the processor's own bad rows explain nothing
    outcome = settle(side([*many(), row("t1")]), side(many()), unreadable=((), lost))
    assert kinds(outcome) == {("t1", "unclassified")}
    assert outcome.discrepancies["reason"].tolist() == [
        "The ledger has a row of this id that cannot be read: ledger.csv, row 7."
    ]
    by_second_id = (UnreadableRow("stripe.csv", 7, "txn_1", source_id="t1"),)
    outcome = settle(side(many()), side([*many(), row("t1")]), unreadable=(by_second_id, ()))
    assert kinds(outcome) == {("t1", "unclassified")}


def test_what_a_row_refers_to_is_not_its_name() -> None:
    refund = (UnreadableRow("ledger.csv", 7, "re_1", reference="t1"),)
    outcome = settle(side([*many(), row("t1")]), side(many()), unreadable=((), refund))
    assert kinds(outcome) == {("t1", "missing_in_ledger")}


def test_risk_follows_rate_and_money() -> None:
    agree = [row(f"a{k}") for k in range(2_000)]

    def risk(more: list[Row]) -> RunRisk:
        return settle(side([*agree, *more]), side(agree)).summary.risk

    assert risk([]) is RunRisk.LOW
    assert risk([row("t1")]) is RunRisk.LOW
    assert risk([row(f"t{k}") for k in range(3)]) is RunRisk.MEDIUM
    assert risk([row(f"t{k}") for k in range(30)]) is RunRisk.HIGH
    assert risk([row("t1", 10_000_001)]) is RunRisk.CRITICAL
    assert risk([row("t1", 10_000_000)]) is RunRisk.LOW

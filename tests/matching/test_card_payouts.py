"""A card payout is matched charge by charge: gross on each invoice, the fee named, to the cent."""

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching import engine
from core.matching.card_payouts import BREAKDOWN_COLUMNS
from core.matching.engine import Outcome
from core.matching.rests import rests
from core.model.history import History
from core.model.rules import CLASSIC, DEFAULT
from tests.matching.books import frames, invoice, payment, trade

PAID_ON = date(2026, 6, 20)
CHARGED = pd.Timestamp("2026-06-18")


def moved(
    number: str, amount: int, fee: int = 0, kind: str = "charge", line: str = "po", **said: object
) -> dict[str, object]:
    """One movement of a payout; a charge unless said otherwise."""
    blank = dict.fromkeys(BREAKDOWN_COLUMNS, "")
    own = {
        "payment": line, "processor": "stripe", "payout_id": f"po_{line}", "movement": f"m-{number}",
        "transaction_id": number, "kind": kind, "amount_minor": amount, "fee_minor": fee,
        "occurred_on": CHARGED, "spent": False, "sure": True,
    }  # fmt: skip
    return blank | own | said


def net(movements: list[dict[str, Any]]) -> int:
    return sum(each["amount_minor"] - each["fee_minor"] for each in movements if not each["spent"])


def bill(number: str, amount: int, name: str = "Juniper Legal") -> dict[str, object]:
    return invoice(number, amount, counterparty=name, issued_on=date(2026, 5, 20), due_on=PAID_ON)


def matched(
    bills: list[dict[str, object]],
    *payouts: list[dict[str, Any]],
    history: History = History(),
    paid: dict[str, int] | None = None,
) -> tuple[Outcome, tuple[pd.DataFrame, pd.DataFrame]]:
    """The outcome over a healthy ledger with these bills and payouts beside it, and the ledger."""
    others, lines = trade()
    for movements in payouts:
        line = str(movements[0]["payment"])
        amount = (paid or {}).get(line, net(movements))
        lines.append(
            payment(line, amount, paid_on=PAID_ON, description="STRIPE PAYOUT", counterparty="STRIPE")
        )
    book = frames([*others, *bills], lines)
    found = pd.DataFrame([each for movements in payouts for each in movements])
    return engine.match(*book, DEFAULT, history, found), book


def of(outcome: Outcome, line: str = "po") -> pd.DataFrame:
    pairs = outcome.pairs
    return pairs[pairs["payment"] == line].set_index("invoice").sort_index()


def state(outcome: Outcome, line: str = "po") -> str:
    return str(outcome.payments.set_index("payment").loc[line, "state"])


def test_each_charge_pays_its_invoice_gross_and_the_fee_is_named() -> None:
    """Three invoices of three customers, 100.00 and 250.00 and 80.00, less fees of 3.20, 7.55 and 2.62."""
    bills = [
        bill("9001", 10_000),
        bill("9002", 25_000, "Redwood Timber"),
        bill("9003", 8_000, "Larkspur Media"),
    ]
    charges = [
        moved("ch_1", 10_000, 320, reference="INV-9001"),
        moved("ch_2", 25_000, 755, reference="INV-9002"),
        moved("ch_3", 8_000, 262, reference="INV-9003"),
    ]
    outcome, book = matched(bills, charges)
    found = of(outcome)
    assert found["decision"].tolist() == ["auto"] * 3
    assert found["payment_minor"].tolist() == [9_680, 24_245, 7_738]
    assert found["adjustment_minor"].tolist() == [320, 755, 262]
    assert set(found["adjustment"]) == {"card_fee"}
    assert set(found["method"]) == {"payout"}
    assert (found["invoice_minor"] + found["adjustment_minor"]).tolist() == [10_000, 25_000, 8_000]
    assert found["payment_minor"].sum() == net(charges)
    assert state(outcome) == "auto"
    assert "po" not in set(rests(*book, outcome)["key"])
    told = json.loads(found.loc["9001", "card"])
    assert told["payout"] == "po_po"
    assert [one["id"] for one in told["movements"]] == ["ch_1"]
    assert found.loc["9001", "reasons"].startswith("card_charge|reference_exact")


def test_without_the_report_nothing_of_it_is_decided() -> None:
    bills = [bill("9001", 10_000), bill("9002", 25_000)]
    others, lines = trade()
    line = payment("po", 33_925, paid_on=PAID_ON, description="STRIPE PAYOUT", counterparty="STRIPE")
    outcome = engine.match(*frames([*others, *bills], [*lines, line]))
    assert state(outcome) == "set_aside"
    assert of(outcome).empty


def test_a_charge_with_one_kind_of_evidence_waits_for_a_person_and_the_others_do_not() -> None:
    """The second charge bears no number and no name: its amount alone points to an invoice."""
    bills = [bill("9001", 10_000), bill("9002", 25_317, "Redwood Timber")]
    charges = [moved("ch_1", 10_000, 320, reference="INV-9001"), moved("ch_2", 25_317, 755)]
    outcome, _ = matched(bills, charges)
    found = of(outcome)
    assert found.loc["9001", "decision"] == "auto"
    assert "9002" not in found.index or found.loc["9002", "decision"] == "review"


def test_the_payers_name_and_the_amount_are_two_kinds_of_evidence() -> None:
    charges = [moved("ch_1", 25_317, 755, payer="Redwood Timber")]
    found = of(matched([bill("9002", 25_317, "Redwood Timber")], charges)[0])
    assert found.loc["9002", ["decision", "payment_minor"]].tolist() == ["auto", 24_562]


def test_a_refund_in_the_same_payout_lessens_what_its_invoice_got() -> None:
    charges = [
        moved("ch_1", 10_000, 320, reference="INV-9001"),
        moved("re_1", -4_000, 0, "refund", parent_id="ch_1"),
    ]
    found = of(matched([bill("9001", 10_000)], charges)[0])
    row = found.loc["9001"]
    assert row[["payment_minor", "invoice_minor", "adjustment_minor"]].tolist() == [5_680, 5_680, 320]
    assert [one["id"] for one in json.loads(row["card"])["movements"]] == ["ch_1", "re_1"]


def test_a_refund_in_a_later_payout_takes_from_the_invoice_its_charge_paid() -> None:
    """Paid in one payout, 40.00 refunded in the next with another customer's charge."""
    bills = [bill("9001", 10_000), bill("9002", 25_000, "Redwood Timber")]
    outcome, _ = matched(
        bills,
        [moved("ch_1", 10_000, 320, reference="INV-9001")],
        [
            moved("ch_2", 25_000, 755, line="later", reference="INV-9002"),
            moved("re_1", -4_000, 0, "refund", line="later", parent_id="ch_1"),
        ],
    )
    later = of(outcome, "later")
    assert later.loc["9001", ["payment_minor", "invoice_minor", "decision"]].tolist() == [
        -4_000,
        -4_000,
        "auto",
    ]
    assert later["payment_minor"].sum() == 25_000 - 755 - 4_000


def test_a_chargeback_takes_the_whole_charge_back_and_its_fee_is_named() -> None:
    bills = [bill("9001", 10_000), bill("9002", 25_000, "Redwood Timber")]
    charges = [
        moved("ch_1", 10_000, 320, reference="INV-9001"),
        moved("ch_2", 25_000, 755, reference="INV-9002"),
        moved("du_1", -10_000, 1_500, "dispute", parent_id="ch_1"),
    ]
    found = of(matched(bills, charges)[0])
    row = found.loc["9001"]
    assert row["payment_minor"] == 10_000 - 320 - 10_000 - 1_500
    assert row["invoice_minor"] + row["adjustment_minor"] == 0
    assert found["payment_minor"].sum() == net(charges)


def test_a_fee_of_no_charge_goes_with_the_largest_invoice_once_all_is_placed() -> None:
    bills = [bill("9001", 10_000), bill("9002", 25_000, "Redwood Timber")]
    charges = [
        moved("ch_1", 10_000, 320, reference="INV-9001"),
        moved("ch_2", 25_000, 755, reference="INV-9002"),
        moved("fee_1", -200, 0, "fee"),
    ]
    found = of(matched(bills, charges)[0])
    assert found.loc["9002", ["payment_minor", "adjustment_minor"]].tolist() == [24_045, 955]
    assert found["payment_minor"].sum() == net(charges)


def test_charges_that_name_no_invoice_stay_on_the_line_and_open_no_case() -> None:
    charges = [
        moved("ch_1", 10_000, 320, reference="INV-9001"),
        moved("ch_9", 3_141, 121, reference="SHOP-1"),
    ]
    outcome, book = matched([bill("9001", 10_000)], charges)
    assert of(outcome)["payment_minor"].sum() == 9_680
    assert "po" not in set(rests(*book, outcome)["key"])
    assert outcome.payments.set_index("payment").loc["po", "case"] == ""


def test_a_refund_of_nobody_knows_what_leaves_out_what_would_not_fit() -> None:
    bills = [bill("9001", 10_000), bill("9002", 25_000, "Redwood Timber")]
    charges = [
        moved("ch_1", 10_000, 320, reference="INV-9001"),
        moved("ch_2", 25_000, 755, reference="INV-9002"),
        moved("re_1", -4_000, 0, "refund", parent_id="ch_unknown"),
    ]
    found = of(matched(bills, charges)[0])
    assert 0 < found["payment_minor"].sum() <= net(charges)


def test_a_line_tied_by_amount_and_day_alone_is_only_proposed() -> None:
    charges = [moved("ch_1", 10_000, 320, reference="INV-9001", sure=False)]
    outcome, _ = matched([bill("9001", 10_000)], charges)
    assert of(outcome)["decision"].tolist() == ["review"]
    assert state(outcome) == "review"


def test_what_a_person_decided_is_spent_and_refunds_follow_it() -> None:
    """The charge stands on its invoice by a person's word; its refund comes in a later payout."""
    done = moved("ch_1", 10_000, 320, reference="INV-9001", spent=True, placed="9001")
    paid = {**bill("9001", 10_000), "open_minor": 0}
    line = [moved("ch_2", 25_000, 755, line="later", reference="INV-9002"),
            moved("re_1", -4_000, 0, "refund", line="later", parent_id="ch_1")]  # fmt: skip
    outcome, _ = matched([paid, bill("9002", 25_000, "Redwood Timber")], [done], line, paid={"po": 9_680})
    assert of(outcome).empty
    assert of(outcome, "later").loc["9001", "payment_minor"] == -4_000


def test_what_people_decided_beyond_any_charge_leaves_the_rest_to_them() -> None:
    charges = [
        moved("ch_1", 10_000, 320, reference="INV-9001"),
        moved("ch_2", 5_000, 200, reference="INV-9002"),
    ]
    outcome, _ = matched([bill("9001", 10_000), bill("9002", 5_000)], charges, paid={"po": 14_000})
    found = of(outcome)
    assert set(found["decision"]) <= {"review"}
    assert found["payment_minor"].sum() <= 14_000


def test_a_pair_declined_for_the_bank_line_is_offered_for_none_of_its_charges() -> None:
    history = History(declined=frozenset({("9001", "po")}))
    charges = [moved("ch_1", 10_000, 320, reference="INV-9001")]
    assert "9001" not in of(matched([bill("9001", 10_000)], charges, history=history)[0]).index


def test_other_bank_lines_are_decided_as_without_payouts() -> None:
    charges = [moved("ch_1", 10_000, 320, reference="INV-9001")]
    outcome, _ = matched([bill("9001", 10_000)], charges)
    others, lines = trade()
    alone = engine.match(*frames(others, lines)).pairs
    theirs = outcome.pairs[outcome.pairs["payment"] != "po"]
    columns = ["payment", "invoice", "decision", "payment_minor"]
    assert sorted(theirs[columns].itertuples(index=False)) == sorted(alone[columns].itertuples(index=False))


def test_advice_and_other_schemes_speak_of_the_bank_line() -> None:
    others, lines = trade()
    line = payment("po", 9_680, paid_on=PAID_ON, description="STRIPE PAYOUT")
    charges = pd.DataFrame([moved("ch_1", 10_000, 320, reference="INV-9001", sure=False)])
    evidence = engine.prepare(*frames([*others, bill("9001", 10_000)], [*lines, line]), breakdown=charges)
    keys = {payment for payment, _ in engine.why_not(evidence, DEFAULT.with_(accept_from="1"), "9001")}
    assert keys <= {"po", *(str(each["payment"]) for each in lines)}
    assert set(engine.decide(evidence, CLASSIC).payments["payment"]) == {
        "po", *(str(each["payment"]) for each in lines)
    }  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1_000, 90_000),  # the invoice
            st.integers(0, 400),  # the fee
            st.sampled_from(["named", "wrong number", "nameless", "part"]),
            st.sampled_from([0.0, 0.0, 0.3, 1.0]),  # the share refunded
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 500),
    st.booleans(),
)
def test_whatever_a_payout_holds_both_sides_stay_within_what_they_have(
    parts: list[tuple[int, int, str, float]], own_fee: int, elsewhere: bool
) -> None:
    """No line gives more than it has, no invoice gets more than it owes, and fees are all that differs."""
    bills, first, second = [], [], []
    for at, (amount, fee, how, share) in enumerate(parts):
        bills.append(bill(f"{9100 + at * 7}", amount, f"Customer {at} Ltd"))
        said = {"named": f"INV-{9100 + at * 7}", "part": f"INV-{9100 + at * 7}", "wrong number": "INV-8"}
        gross = amount // 2 if how == "part" else amount
        first.append(moved(f"ch_{at}", gross, min(fee, gross - 1), reference=said.get(how, "")))
        if back := int(gross * share):
            where = second if elsewhere else first
            where.append(
                moved(f"re_{at}", -back, 0, "refund", parent_id=f"ch_{at}", line="po2" if elsewhere else "po")
            )
    if own_fee:
        first.append(moved("fee", -own_fee, 0, "fee"))
    if second:
        bills.append(bill("9900", 600_000, "Great Customer"))
        second.append(moved("ch_big", 600_000, 100, line="po2", reference="INV-9900"))
    payouts = [each for each in (first, second) if each and net(each) > 0]
    if not payouts:
        return
    outcome, (books, lines) = matched(bills, *payouts)
    room = lines.set_index("payment")["amount_minor"]
    given_out = outcome.pairs.groupby(["payment", "decision"])["payment_minor"].sum().groupby("payment").sum()
    for line in ("po", "po2"):
        if line in given_out.index:
            assert 0 <= given_out[line] <= room[line]
    auto = outcome.automatic()
    owed = books.set_index("invoice")["open_minor"]
    for key, got in (auto["invoice_minor"] + auto["adjustment_minor"]).groupby(auto["invoice"]).sum().items():
        assert min(0, owed[key]) <= got <= max(0, owed[key])
    ours = outcome.pairs[outcome.pairs["method"] == "payout"]
    assert (ours["payment_minor"] == ours["invoice_minor"]).all()
    assert (ours["payment_minor"] != 0).all()
    for row in ours.to_dict("records"):
        told = json.loads(row["card"])["movements"]
        assert sum(one["amount"] - one["fee"] for one in told) == row["payment_minor"]
        kept = sum(one["fee"] if one["kind"] != "fee" else -one["amount"] for one in told)
        assert row["adjustment_minor"] >= kept  # the rest is a difference the rules explain


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_in_any_order_of_the_rows(seed: int) -> None:
    bills = [bill("9001", 10_000), bill("9002", 25_000, "Redwood Timber")]
    charges = [
        moved("ch_1", 10_000, 320, reference="INV-9001"),
        moved("ch_2", 25_000, 755, reference="INV-9002"),
        moved("re_1", -4_000, 0, "refund", parent_id="ch_1"),
    ]
    outcome, book = matched(bills, charges)
    mixed = pd.DataFrame(charges).sample(frac=1, random_state=seed)
    again = engine.match(*(each.sample(frac=1, random_state=seed) for each in book), DEFAULT, breakdown=mixed)
    pd.testing.assert_frame_equal(of(outcome), of(again))

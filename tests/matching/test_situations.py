"""What the engine makes of the situations a ledger clerk meets, one claim each."""

from datetime import date, timedelta

import pandas as pd

from core.matching import engine
from core.matching.outcome import PAIR_COLUMNS, Outcome
from core.model.history import History, LearnedAlias
from core.model.rules import DEFAULT, MatchRules
from tests.matching.books import frames, invoice, payment, trade


def run(
    more_invoices: list[dict[str, object]],
    more_payments: list[dict[str, object]],
    rules: MatchRules = DEFAULT,
    history: History | None = None,
) -> Outcome:
    """A match over the healthy ledger with some more items."""
    bills, lines = trade()
    left, right = frames(bills + more_invoices, lines + more_payments)
    return engine.match(left, right, rules, history or History())


def auto(outcome: Outcome, payment_key: str) -> set[str]:
    rows = outcome.pairs[(outcome.pairs["payment"] == payment_key) & (outcome.pairs["decision"] == "auto")]
    return set(rows["invoice"])


def state(outcome: Outcome, payment_key: str) -> tuple[str, str, str]:
    row = outcome.payments.set_index("payment").loc[payment_key]
    return row["state"], row["reason"], row["case"]


HARBOUR = "Harbour Freight Lines"


def test_a_healthy_ledger_is_matched_alone() -> None:
    outcome = run([], [])
    assert list(outcome.pairs.columns) == list(PAIR_COLUMNS)
    assert (outcome.payments["state"] == "auto").all()
    assert (outcome.pairs["adjustment_minor"] == 0).all()


def test_a_bank_fee_is_named_and_settles_the_invoice() -> None:
    outcome = run(
        [invoice("9001", 431_722, counterparty=HARBOUR)],
        [payment("x", 430_222, counterparty=HARBOUR, description="INV-9001 less charges")],
    )
    row = outcome.pairs[outcome.pairs["payment"] == "x"].iloc[0]
    assert row["invoice"] == "9001"
    assert (row["payment_minor"], row["adjustment_minor"], row["adjustment"]) == (430_222, 1_500, "bank_fee")


def test_a_discount_by_the_terms_is_named() -> None:
    outcome = run(
        [invoice("9001", 431_700, counterparty=HARBOUR, terms="2/10 net 30")],
        [payment("x", 423_066, counterparty=HARBOUR, description="INV-9001", paid_on=date(2026, 1, 14))],
    )
    row = outcome.pairs[outcome.pairs["payment"] == "x"].iloc[0]
    assert (row["decision"], row["adjustment"], row["adjustment_minor"]) == ("auto", "discount", 8_634)


def test_a_list_is_settled_whole_with_its_credit_note() -> None:
    items = [
        invoice("9001", 100_010, counterparty=HARBOUR),
        invoice("9002", 50_005, counterparty=HARBOUR),
        invoice("9003", -20_001, counterparty=HARBOUR),
    ]
    outcome = run(
        items, [payment("x", 130_014, counterparty=HARBOUR, description="INV-9001 INV-9002 INV-9003")]
    )
    rows = outcome.pairs[outcome.pairs["payment"] == "x"]
    assert auto(outcome, "x") == {"9001", "9002", "9003"}
    assert rows["payment_minor"].sum() == 130_014
    assert rows.set_index("invoice").loc["9003", "payment_minor"] == -20_001
    assert set(rows["method"]) == {"combined"}


def test_two_sets_with_the_same_sum_are_asked_about() -> None:
    items = [
        invoice("9001", 100_00, counterparty=HARBOUR, number="A77001"),
        invoice("9002", 200_00, counterparty=HARBOUR, number="A77002"),
        invoice("9003", 150_00, counterparty=HARBOUR, number="A77003"),
        invoice("9004", 150_00, counterparty=HARBOUR, number="A77004"),
    ]
    outcome = run(items, [payment("x", 300_00, counterparty=HARBOUR, description="settlement")])
    assert auto(outcome, "x") == set()


def test_instalments_settle_one_invoice_together() -> None:
    lines = [
        payment(f"x{part}", 110_037, counterparty=HARBOUR, description=f"INV-9001 instalment {part} of 3",
                paid_on=date(2026, 1, 20) + timedelta(days=20 * part))
        for part in (1, 2, 3)
    ]  # fmt: skip
    outcome = run([invoice("9001", 330_111, counterparty=HARBOUR)], lines)
    assert [auto(outcome, f"x{part}") for part in (1, 2, 3)] == [{"9001"}] * 3
    rows = outcome.pairs[outcome.pairs["invoice"] == "9001"]
    assert rows["invoice_minor"].sum() == 330_111
    assert set(rows["method"]) == {"part"}


def test_the_second_payment_of_an_invoice_is_a_duplicate() -> None:
    items = [invoice("9001", 431_722, counterparty=HARBOUR)]
    lines = [
        payment("x1", 431_722, counterparty=HARBOUR, description="INV-9001"),
        payment("x2", 431_722, counterparty=HARBOUR, description="INV-9001", paid_on=date(2026, 2, 20)),
    ]
    outcome = run(items, lines)
    assert auto(outcome, "x1") == {"9001"}
    assert state(outcome, "x2") == ("none", "duplicate_payment", "paid_twice")


def test_a_returned_payment_and_its_return_are_set_aside_and_the_next_one_pays() -> None:
    text = "ACH HARBOUR FREIGHT INV-9001"
    lines = [
        payment("x1", 431_722, counterparty=HARBOUR, description=text, reference="T88123"),
        payment("x2", -432_522, counterparty=HARBOUR, description="RETURNED ITEM NSF " + text,
                reference="T88123", paid_on=date(2026, 2, 8)),
        payment("x3", 431_722, counterparty=HARBOUR, description=text, paid_on=date(2026, 2, 20)),
    ]  # fmt: skip
    outcome = run([invoice("9001", 431_722, counterparty=HARBOUR)], lines)
    assert state(outcome, "x1")[:2] == ("set_aside", "returned")
    assert state(outcome, "x2")[:2] == ("set_aside", "returned")
    assert auto(outcome, "x3") == {"9001"}


def test_equal_invoices_of_two_customers_without_a_name_are_a_true_tie() -> None:
    items = [
        invoice("9001", 431_722, counterparty=HARBOUR),
        invoice("9002", 431_722, counterparty="Tundra Software"),
    ]
    outcome = run(items, [payment("x", 431_722, description="deposit")])
    assert auto(outcome, "x") == set()


def test_twelve_equal_monthly_invoices_are_paid_oldest_first() -> None:
    bills, lines = [], []
    for month in range(12):
        due = date(2025, 1, 15) + timedelta(days=30 * month)
        bills.append(
            invoice(f"m{month:02d}", 118_037, counterparty="Larkspur Media", number=f"R{5000 + 17 * month}",
                    issued_on=due - timedelta(days=14), due_on=due)
        )  # fmt: skip
        lag = (month * 7) % 25
        lines.append(
            payment(f"x{month:02d}", 118_037, counterparty="Larkspur Media", description="retainer",
                    paid_on=due + timedelta(days=lag))
        )  # fmt: skip
    outcome = run(bills, lines)
    chosen = outcome.automatic()
    series = chosen[chosen["invoice"].str.startswith("m")]
    assert all(row.invoice[1:] == row.payment[1:] for row in series.itertuples())
    assert len(series) >= 10


def test_lines_that_are_not_about_invoices_are_set_aside() -> None:
    texts = {
        "payroll": "GUSTO PAYROLL 778", "rent": "OFFICE RENT MARCH", "tax": "IRS USATAXPYMT",
        "transfer": "INTERNAL TRANSFER TO SAVINGS", "bank_charge": "MONTHLY FEE", "interest": "INTEREST PAID",
        "card_payout": "STRIPE PAYOUT", "utilities": "STADTWERKE STROM", "loan": "LOAN PAYMENT",
    }  # fmt: skip
    lines = [
        payment(f"x-{name}", -12_345 - at, description=text) for at, (name, text) in enumerate(texts.items())
    ]
    outcome = run([], lines)
    assert {name: state(outcome, f"x-{name}")[:2] for name in texts} == {
        name: ("set_aside", name) for name in texts
    }


def test_another_currency_is_matched_at_the_learned_rate() -> None:
    bills = [
        invoice(f"91{at}", 100_000 + 7_919 * at, counterparty=HARBOUR, currency="CHF") for at in range(6)
    ]
    lines = [
        payment(
            f"x{at}", round((100_000 + 7_919 * at) * 1.131), counterparty=HARBOUR, description=f"INV-91{at}"
        )
        for at in range(6)
    ]
    outcome = run(bills, lines)
    row = outcome.pairs[outcome.pairs["payment"] == "x3"].iloc[0]
    assert (row["invoice"], row["decision"]) == ("913", "auto")
    assert (row["payment_minor"], row["invoice_minor"]) == (round(123_757 * 1.131), 123_757)
    assert "amount_fx" in row["reasons"]


def test_a_declined_pair_is_not_offered_again() -> None:
    items = [invoice("9001", 431_722, counterparty=HARBOUR)]
    lines = [payment("x", 431_722, counterparty=HARBOUR, description="INV-9001")]
    outcome = run(items, lines, history=History(declined=frozenset({("9001", "x")})))
    assert not ((outcome.pairs["invoice"] == "9001") & (outcome.pairs["payment"] == "x")).any()
    assert outcome.invoices.set_index("invoice").loc["9001", "reason"] == "declined_before"


def test_an_alias_counts_from_two_confirmations_and_only_while_learning() -> None:
    items = [invoice("9001", 431_722, counterparty=HARBOUR)]
    lines = [payment("x", 431_722, counterparty="Zeppelin Payments", description="thanks")]
    sure = History(aliases=(LearnedAlias("ZEPPELIN PAYMENTS", HARBOUR, 2),))
    once = History(aliases=(LearnedAlias("ZEPPELIN PAYMENTS", HARBOUR, 1),))
    assert auto(run(items, lines, history=sure), "x") == {"9001"}
    assert auto(run(items, lines, history=once), "x") == set()
    assert auto(run(items, lines, DEFAULT.with_(learn=False), sure), "x") == set()


def test_amounts_stated_line_by_line_are_allocated_line_by_line() -> None:
    items = [invoice("9001", 29_596, counterparty=HARBOUR), invoice("9002", 310_853, counterparty=HARBOUR)]
    text = "REMITTANCE INV-9001 147.98 1st instalment | INV-9002 3,108.53"
    outcome = run(items, [payment("x", 325_651, counterparty=HARBOUR, description=text)])
    rows = outcome.pairs[outcome.pairs["payment"] == "x"].set_index("invoice")
    assert rows.loc["9001", "payment_minor"] == 14_798
    assert rows.loc["9002", "payment_minor"] == 310_853


def test_a_contradicted_reference_is_not_posted_alone() -> None:
    items = [invoice("9001", 431_722, counterparty=HARBOUR)]
    lines = [payment("x", 18_250, counterparty="Tundra Software", description="INV-9001")]
    assert auto(run(items, lines), "x") == set()


def test_other_branches_of_one_name_are_not_each_other() -> None:
    items = [invoice("9001", 431_722, counterparty="Pelican Catering Store 12", number="K1")]
    lines = [payment("x", 431_722, counterparty="Pelican Catering Store 14", description="thanks")]
    assert auto(run(items, lines), "x") == set()


def test_odd_books_never_raise() -> None:
    bare_left = pd.DataFrame({"invoice": ["a", "b"], "number": ["1", ""], "amount_minor": [100, -200],
                              "issued_on": [pd.NaT, pd.NaT], "currency": ["XXQ", ""]})  # fmt: skip
    bare_right = pd.DataFrame({"payment": ["p", "q"], "paid_on": [None, "2026-02-01"],
                               "amount_minor": [-100, -200], "currency": ["XXQ", ""]})  # fmt: skip
    for left in (bare_left, bare_left.iloc[:1], bare_left.iloc[:0]):
        for right in (bare_right, bare_right.iloc[:1], bare_right.iloc[:0]):
            outcome = engine.match(left, right)
            assert len(outcome.invoices) == len(left)
            assert len(outcome.payments) == len(right)


def test_equal_numbers_of_two_counterparties_are_told_apart_by_payer_and_amount() -> None:
    items = [
        invoice("9001", 431_722, counterparty=HARBOUR, number="2026-17"),
        invoice("9002", 98_011, counterparty="Tundra Software", number="2026-17"),
    ]
    outcome = run(items, [payment("x", 98_011, counterparty="Tundra Software", description="RE 2026-17")])
    assert auto(outcome, "x") == {"9002"}

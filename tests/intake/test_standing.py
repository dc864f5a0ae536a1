"""Lines that moved no money are passed over and told; who is on the other side follows from the sign."""

import pytest

from core.intake import reader
from core.intake.reader import Reading
from core.model.batch import BatchKind


def read(*rows: str) -> Reading:
    return reader.read("\n".join(rows).encode(), "bank.csv", BatchKind.PAYMENTS, base_currency="EUR")


@pytest.mark.parametrize("word", ["Failed", "DECLINED", "Refusé", "Storniert", "Rechazada", "cancelled"])
def test_a_line_that_was_never_carried_out_is_passed_over_and_told(word: str) -> None:
    reading = read(
        "Date,Amount,Description,Status", "2026-01-02,-1.00,a,Booked", f"2026-01-03,-2.00,b,{word}"
    )
    assert [str(one.amount) for one in reading.payments] == ["-1.00 EUR"]
    assert f"Row 3 (“{word}”) moved no money; skipped." in reading.notices


def test_a_pending_line_without_a_day_waits_until_it_is_booked() -> None:
    reading = read("Date,Amount,Description,Status", "2026-01-02,-1.00,a,Booked", ",-2.00,b,Pending")
    assert [row.reason for row in reading.rejected] == [
        "the line is still pending: it has no date yet and comes again once it is booked"
    ]


def test_a_line_of_unknown_standing_counts_as_booked() -> None:
    reading = read("Date,Amount,Description,Status", "2026-01-02,-1.00,a,Sonderfall")
    assert [one.status for one in reading.payments] == ["booked"]


def test_of_payer_and_payee_the_other_side_is_taken() -> None:
    reading = read(
        "Date,Amount,Payer,Payee", "2026-01-02,5.00,Acme,Northwind", "2026-01-03,-4.00,Northwind,Paper Co",
        "2026-01-04,-3.00,Northwind,",
    )  # fmt: skip
    assert [one.counterparty for one in reading.payments] == ["Acme", "Paper Co", ""]


def test_words_give_unsigned_amounts_their_sign_but_never_turn_a_signed_one() -> None:
    unsigned = read("Date,Amount,Transaction Type", "2026-01-02,5.00,Credit", "2026-01-03,4.00,Debit")
    assert [str(one.amount) for one in unsigned.payments] == ["5.00 EUR", "-4.00 EUR"]
    signed = read("Date,Amount,Transaction Type", "2026-01-02,-5.00,Credit", "2026-01-03,4.00,Debit")
    assert [str(one.amount) for one in signed.payments] == ["-5.00 EUR", "4.00 EUR"]
    assert signed.rejected == ()


def test_a_fee_in_a_column_of_its_own_is_told() -> None:
    reading = read("Date,Amount,Fee,Description", "2026-01-02,5.00,0.30,a", "2026-01-03,4.00,0.00,b")
    assert "1 line has a fee of its own in “Fee”; the amounts were taken without it." in reading.notices


@pytest.mark.parametrize(
    ("second", "taken"), [("EUR", True), ("USD", False)], ids=["the same currency", "another currency"]
)
def test_a_currency_beside_the_balance_is_no_twin_while_both_agree(second: str, taken: bool) -> None:
    rows = ("Date,Balance,Currency,Amount,Currency", f"2026-01-02,9.00,EUR,-1.00,{second}")
    if taken:
        assert str(read(*rows).payments[0].amount) == "-1.00 EUR"
    else:
        with pytest.raises(reader.FileError, match="more than once"):
            read(*rows)

"""What an automatic match leaves open is told apart by the payer's words and its share."""

import pytest

from core.matching import engine
from core.matching.rests import rests
from core.model.case import CaseReason
from tests.matching.books import frames, invoice, payment, trade

PAYER = "Juniper Legal"


def _rests(paid: int, words: str, **bill: object) -> list[tuple[str, str, int, str]]:
    """1,000.00 billed on INV-9999, `paid` with these words, in a healthy ledger beside it."""
    bills, lines = trade()
    book = frames(
        [*bills, invoice("9999", 100_000, **({"counterparty": PAYER} | bill))],
        [*lines, payment("x", paid, counterparty=PAYER, description=words)],
    )
    found = rests(*book, engine.match(*book))
    return [tuple(row) for row in found[["kind", "key", "rest_minor", "case"]].itertuples(index=False)]


@pytest.mark.parametrize(
    ("paid", "words", "case"),
    [
        (85_000, "INV-9999 LESS CREDIT CN-812", CaseReason.MISSING_CREDIT_NOTE),
        (85_000, "INV-9999 ABZGL. GUTSCHRIFT GS 4711", CaseReason.MISSING_CREDIT_NOTE),
        (85_000, "GUTSCHRIFT UEBERWEISUNG INV-9999", CaseReason.SHORT_PAYMENT),
        (85_000, "ACH CREDIT INV-9999", CaseReason.SHORT_PAYMENT),
        (85_000, "INV-9999 LESS BANK CHARGES", CaseReason.OVER_LIMIT),
        (92_000, "INV-9999 LESS DISCOUNT", CaseReason.OVER_LIMIT),
        (93_500, "INV-9999", CaseReason.SHORT_PAYMENT),
    ],
)
def test_a_shortfall_is_named_by_the_payers_words(paid: int, words: str, case: CaseReason) -> None:
    assert _rests(paid, words) == [("invoice", "9999", 100_000 - paid, case)]


@pytest.mark.parametrize("words", ["INV-9999 PART 1", "INV-9999 1/3", "INV-9999 RATE", "INV-9999 ON ACCOUNT"])
def test_an_instalments_rest_has_no_case_of_its_own(words: str) -> None:
    assert _rests(60_000, words) == [("invoice", "9999", 40_000, "")]


def test_more_than_half_left_open_is_no_deduction() -> None:
    assert _rests(40_000, "INV-9999") == [("invoice", "9999", 60_000, "")]


def test_a_surplus_stays_on_the_bank_line_as_a_case() -> None:
    assert _rests(109_000, "INV-9999") == [("payment", "x", 9_000, CaseReason.OVERPAYMENT)]


def test_what_is_settled_leaves_nothing_rounding_to_either_side_included() -> None:
    assert [_rests(paid, "INV-9999") for paid in (100_000, 99_997, 100_003)] == [[], [], []]


def test_a_rounding_that_went_over_is_booked_whole() -> None:
    """1,000.03 for 1,000.00: all of the bank line is used, three cents are a rounding."""
    bills, lines = trade()
    book = frames(
        [*bills, invoice("9999", 100_000, counterparty=PAYER)],
        [*lines, payment("x", 100_003, counterparty=PAYER, description="INV-9999")],
    )
    pairs = engine.match(*book).automatic()
    row = pairs[pairs["payment"] == "x"].iloc[0]
    assert (row["payment_minor"], row["invoice_minor"], row["adjustment_minor"]) == (100_003, 100_003, -3)
    assert row["adjustment"] == "rounding"

"""What bars a match however likely it looks: it waits for a person and says why."""

from datetime import date

import pandas as pd
import pytest

from core.matching import engine, references
from core.matching.frames import read
from tests.matching.books import frames, invoice, payment, trade

HARBOUR = "Harbour Freight Lines"


def run(bills: list[dict[str, object]], lines: list[dict[str, object]]) -> pd.DataFrame:
    """The pairs of these items among a healthy ledger's."""
    healthy, paid = trade()
    pairs = engine.match(*frames([*healthy, *bills], [*paid, *lines])).pairs
    return pairs[pairs["payment"].isin({line["payment"] for line in lines})]


def automatic(found: pd.DataFrame) -> set[tuple[str, str]]:
    auto = found[found["decision"] == "auto"]
    return set(zip(auto["invoice"], auto["payment"], strict=True))


def test_a_second_payment_that_names_the_invoice_does_not_displace_an_earlier_one_that_did_not() -> None:
    """4,317.22 from Harbour without a number, ten days later the same with the number: paid twice?"""
    bills = [invoice(number, 431_722, counterparty=HARBOUR) for number in ("9001", "9002")]
    other = payment("other", 431_722, description="TRANSFER INV-9002", paid_on=date(2026, 2, 3))
    silent = payment("first", 431_722, counterparty=HARBOUR.upper(), description="TRANSFER")
    naming = payment("later", 431_722, description="TRANSFER INV-9001", paid_on=date(2026, 2, 14))
    assert automatic(run(bills, [other, silent, naming])) == {("9002", "other")}
    assert automatic(run(bills, [other, naming])) == {("9002", "other"), ("9001", "later")}, (
        "alone it is sure"
    )


def test_a_repaired_number_is_no_proof_beside_the_like_number_of_an_equal_invoice() -> None:
    """INV-6O517 may be INV-60517 and, mistyped, INV-60577 as well: both owe 250.00"""
    bills = [
        invoice("60517", 25_000, counterparty=HARBOUR),
        invoice("60577", 25_000, counterparty="Quill & Sons Staffing"),
    ]
    line = payment("x", 25_000, description="COUNTER DEPOSIT INV-6O517")
    found = run(bills, [line])
    assert not automatic(found)
    assert found["reasons"].str.endswith("true_tie").any()
    assert automatic(run(bills[:1], [line])) == {("60517", "x")}


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2026, 1, 20), {("60517", "x")}), (date(2026, 2, 20), set())]
)
def test_only_an_equal_invoice_still_open_on_the_day_raises_the_doubt(
    on: date, expected: set[tuple[str, str]]
) -> None:
    """INV-60577 was paid by name on `on`; the repaired number comes on 4 February"""
    bills = [
        invoice("60517", 25_000, counterparty=HARBOUR),
        invoice("60577", 25_000, counterparty="Quill & Sons Staffing"),
    ]
    other = payment("y", 25_000, counterparty="QUILL & SONS STAFFING", description="INV-60577", paid_on=on)
    line = payment("x", 25_000, description="COUNTER DEPOSIT INV-6O517")
    assert automatic(run(bills, [line, other])) - {("60577", "y")} == expected


def test_a_job_of_several_invoices_names_none_of_them_for_a_payment_of_part() -> None:
    """JOB 58214 was billed three times; 2,000.00 for the job may be what was held back of all three"""
    bills = [
        invoice(number, amount, counterparty="Oakridge Builders", reference="58214")
        for number, amount in (("8101", 911_340), ("8102", 131_411), ("8103", 123_093))
    ]
    line = payment("x", 200_000, counterparty="OAKRIDGE BUILDERS", description="JOB 58214")
    assert not automatic(run(bills, [line]))
    assert automatic(run(bills[:1], [line])) == {("8101", "x")}, "a job billed once names its invoice"


def test_a_name_cut_off_before_the_branches_differ_is_a_tie_between_them() -> None:
    """PERRIN ELECTRIC may be agency 19 or agency 157, which owe the same"""
    bills = [
        invoice("8201", 180_000, counterparty="Perrin Electricite Generale SARL Agence 19"),
        invoice("8202", 180_000, counterparty="Perrin Electricite Generale SARL Agence 157"),
    ]
    line = payment("x", 180_000, counterparty="PERRIN ELECTRIC", description="TRANSFER")
    found = run(bills, [line])
    assert set(found["invoice"]) == {"8201", "8202"}
    assert not automatic(found)


def test_a_number_broken_by_the_bank_is_not_also_a_damaged_one() -> None:
    """INV-0975 3 is INV-09753; the piece before the break is not INV-09755 misspelt"""
    bills = [invoice("09753", 1_195_425), invoice("09755", 1_195_425)]
    ledger = read(*frames(bills, [payment("x", 1_195_425, description="JOB INV-0975 3")]))
    hits = references.find(ledger.invoices, ledger.payments)
    assert [ledger.invoices.key[at] for at in hits.invoice.tolist()] == ["09753"]


def test_who_pays_on_account_deducts_no_fee() -> None:
    """400.00 on account is a part of something, not 410.00 less a bank's fee of 10.00"""
    bill = invoice("9001", 41_000, counterparty=HARBOUR)
    said = payment("x", 40_000, counterparty=HARBOUR.upper(), description="TRANSFER ON ACCOUNT")
    unsaid = said | {"description": "TRANSFER"}
    assert automatic(run([bill], [unsaid])) == {("9001", "x")}
    assert not automatic(run([bill], [said]))

"""Small books: a company's first upload has few rows to learn from, yet nothing plain may stay unproposed."""

import pandas as pd
import pytest

from core.matching import engine
from core.model.rules import DEFAULT, MatchRules

PLAIN = [
    ("A-1001", "Quarry Bakery GmbH", "2026-03-02", "2026-04-01", 119000),
    ("A-1002", "Quarry Bakery GmbH", "2026-03-05", "2026-04-04", 35781),
    ("A-1003", "Lindholm Optik AB", "2026-03-09", "2026-04-08", 204420),
    ("C-3001", "Pelican Freight Ltd", "2026-04-01", "2026-05-01", 100000),
    ("C-3002", "Lindholm Optik AB", "2026-03-12", "2026-04-11", 61500),
    ("B-2001", "Tandem Cycles Ltd", "2026-03-10", "2026-04-09", 33340),
    ("B-2002", "Ostrich Farm SARL", "2026-03-10", "2026-04-09", 33340),
]
LINES = [
    ("2026-03-30", 119000, "QUARRY BAKERY GMBH", "INVOICE A-1001"),
    ("2026-04-02", 35781, "QUARRY BAKERY GMBH", "A-1002"),
    ("2026-04-07", 204420, "LINDHOLM OPTIK AB", "SETTLEMENT A-1003"),
]


def _match(lines: list[tuple[str, int, str, str]], rules: MatchRules = DEFAULT) -> engine.Outcome:
    invoices = pd.DataFrame(PLAIN, columns=["number", "counterparty", "issued_on", "due_on", "amount_minor"])
    invoices = invoices.assign(
        invoice=invoices["number"],
        issued_on=pd.to_datetime(invoices["issued_on"]),
        due_on=pd.to_datetime(invoices["due_on"]),
        open_minor=invoices["amount_minor"],
        currency="EUR",
        purchase_order="",
        reference="",
        terms="",
    )
    payments = pd.DataFrame(lines, columns=["paid_on", "amount_minor", "counterparty", "description"])
    payments = payments.assign(
        payment=[f"T-{row}" for row in range(len(lines))],
        paid_on=pd.to_datetime(payments["paid_on"]),
        open_minor=payments["amount_minor"],
        currency="EUR",
        reference="",
        method="transfer",
        check_number="",
        structured_reference="",
    )
    return engine.match(invoices, payments, rules)


def _last(lines: list[tuple[str, int, str, str]], rules: MatchRules = DEFAULT) -> pd.DataFrame:
    """The pairs of the last line."""
    pairs = _match(lines, rules).pairs
    return pairs[pairs["payment"] == f"T-{len(lines) - 1}"]


def test_short_by_a_little_with_its_number_and_name_is_proposed() -> None:
    """998.00 for C-3001 over 1,000.00, named in the text: a person must at least be asked."""
    found = _last([*LINES, ("2026-04-28", 99800, "PELICAN FREIGHT LTD", "INVOICE C-3001")])
    assert "C-3001" in set(found["invoice"])


def test_the_underpayment_tolerance_decides_whether_the_rest_is_written_off() -> None:
    """Inside `under_absolute` the difference is booked and the invoice settled; outside it stays open."""
    line = ("2026-04-28", 99800, "PELICAN FREIGHT LTD", "INVOICE C-3001")
    nothing_else = DEFAULT.with_(bank_fee_max="0", discount_percent_max="0", withholding_percent_max="0")
    narrow = _last([*LINES, line], nothing_else.with_(under_absolute="0"))
    wide = _last([*LINES, line], nothing_else.with_(under_absolute="5"))
    assert set(narrow["adjustment_minor"]) <= {0}
    assert narrow["invoice_minor"].sum() == 99800
    assert list(wide["decision"]) == ["auto"]
    assert wide["invoice_minor"].iloc[0] + wide["adjustment_minor"].iloc[0] == 100000


def test_a_bank_fee_off_a_cut_name_without_a_number_is_proposed() -> None:
    """585.00 from LINDHOLM OPT, who owe 615.00: short by 30.00 looks like a bank fee."""
    found = _last([*LINES, ("2026-04-12", 58500, "LINDHOLM OPT", "YOUR BILL OF MARCH")])
    assert "C-3002" in set(found["invoice"])
    assert set(found["decision"]) == {"review"}


def test_a_true_tie_is_proposed_twice_and_never_decided() -> None:
    """333.40 from nobody, owed by two: both are shown, none is posted."""
    found = _last([*LINES, ("2026-04-08", 33340, "", "DEPOSIT")])
    assert set(found["invoice"]) == {"B-2001", "B-2002"}
    assert set(found["decision"]) == {"review"}


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_plain_lines_are_matched_alone_however_few_there_are(count: int) -> None:
    found = _match(LINES[:count]).pairs
    assert len(found[found["decision"] == "auto"]) == count

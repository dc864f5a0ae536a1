"""What a remittance states line by line is allocated line by line, whatever stands beside the amounts."""

from datetime import date, timedelta

import pytest

from core.matching import engine
from core.matching.remittance import allocated, named_as, stated_lines
from tests.matching.books import frames, invoice, payment, trade

PAYER = "Juniper Legal"


def _paid(text: str, paid: int, *open_items: tuple[str, int, str]) -> dict[str, int]:
    """What a payment with this text settles alone, of invoices (key, amount, job)."""
    bills, lines = trade()
    bills += [invoice(key, amount, counterparty=PAYER, reference=job) for key, amount, job in open_items]
    lines.append(payment("x", paid, counterparty=PAYER, description=text))
    pairs = engine.match(*frames(bills, lines)).pairs
    auto = pairs[(pairs["payment"] == "x") & (pairs["decision"] == "auto")]
    return dict(zip(auto["invoice"], auto["payment_minor"].tolist(), strict=True))


def test_paid_billed_and_withheld_stand_beside_each_number() -> None:
    """paid*billed*kept per line: the column that sums to the payment is what was paid"""
    text = r"RMR*IV*9001**467.75*467.75\RMR*IV*9002**96.00*100.00*4.00\RMR*IV*9003**370.10*370.10"
    found = _paid(text, 93_385, ("9001", 46_775, ""), ("9002", 10_000, ""), ("9003", 37_010, ""))
    assert found == {"9001": 46_775, "9002": 9_600, "9003": 37_010}


def test_a_deduction_named_behind_its_line_is_no_payment() -> None:
    """INV-9002 less 12.75 for cleaning: the first amount is paid, the second only explains"""
    text = "INV-9001 395.00; INV-9002 242.25 LESS CLEANUP 12.75; INV-9003 990.10"
    found = _paid(text, 162_735, ("9001", 39_500, ""), ("9002", 25_500, ""), ("9003", 99_010, ""))
    assert found == {"9001": 39_500, "9002": 24_225, "9003": 99_010}


def test_a_credit_note_stated_without_its_sign_is_taken_off() -> None:
    """9001 500.00, 9002 120.00 (a credit note): 380.00 was paid"""
    lines = stated_lines("9001 500.00 9002 120.00", named_as([("9001", 0), ("9002", 1)]), 2)
    assert allocated(lines, [50_000, -12_000], 38_000) == [(0, 50_000), (1, -12_000)]


def test_one_job_on_several_lines_is_told_apart_by_the_amounts() -> None:
    """JOB 4691 stands on two invoices: each line is for the one that owes its amount"""
    forms = named_as([("4691", 0), ("4691", 1), ("4730", 2)])
    lines = stated_lines("JOB 4691 204.61; JOB 4730 196.42; JOB 4691 335.80", forms, 2)
    assert allocated(lines, [33_580, 20_461, 19_642], 73_683) == [(1, 20_461), (2, 19_642), (0, 33_580)]


def test_an_amount_with_the_digits_of_an_invoice_number_is_an_amount() -> None:
    """375.86 is money though there is an invoice 37586"""
    lines = stated_lines("37501 375.86 37502 10.00", named_as([("37586", 0), ("37501", 1), ("37502", 2)]), 2)
    assert lines == [((1,), [37_586]), ((2,), [1_000])]


def test_weekly_invoices_of_one_job_are_a_series_and_no_list() -> None:
    """eight equal weekly invoices of one job, one unpaid: its number on every line tells them not apart"""
    bills, lines = trade()
    for week in range(8):
        due = date(2026, 2, 3) + timedelta(days=7 * week)
        bills.append(
            invoice(f"w{week}", 70_000, counterparty=PAYER, reference="JOB-7747", number=f"K6{week}7",
                    issued_on=due - timedelta(days=14), due_on=due)
        )  # fmt: skip
        if week != 3:
            lines.append(payment(f"x{week}", 70_000, counterparty=PAYER, description="JOB-7747",
                                 paid_on=due + timedelta(days=9)))  # fmt: skip
    pairs = engine.match(*frames(bills, lines)).pairs
    auto = pairs[(pairs["decision"] == "auto") & pairs["payment"].str.startswith("x")]
    assert all(row.invoice[1:] == row.payment[1:] for row in auto.itertuples())


@pytest.mark.parametrize("text", ["INV-9001 LESS CN-9002", "PAYMENT CN-9002 / INV-9001"])
@pytest.mark.parametrize("percent", [2, 10])
def test_an_invoice_less_a_named_credit_note_comes_before_a_percentage(text: str, percent: int) -> None:
    """1,000.00 less a credit note of 2 or 10 %, both named, to the cent; others here do withhold that much"""
    bills, lines = trade()
    for at in range(8):
        owed = 50_000 + 1_700 * at
        bills.append(invoice(f"8{at}", owed, counterparty="Cobalt Wholesale", number=f"K{7700 + at * 31}"))
        lines.append(payment(f"h{at}", owed * (100 - percent) // 100, counterparty="Cobalt Wholesale",
                             description=f"K{7700 + at * 31} less withholding tax"))  # fmt: skip
    credit = -1_000 * percent
    bills.append(invoice("9001", 100_000, counterparty=PAYER))
    bills.append(invoice("9002", credit, counterparty=PAYER, number="CN-9002"))
    lines.append(payment("x", 100_000 + credit, counterparty=PAYER, description=text))
    pairs = engine.match(*frames(bills, lines)).pairs
    found = pairs[(pairs["payment"] == "x") & (pairs["choice"] == 1)]
    assert dict(zip(found["invoice"], found["payment_minor"], strict=True)) == {
        "9001": 100_000,
        "9002": credit,
    }
    assert set(found["decision"]) == {"auto"}

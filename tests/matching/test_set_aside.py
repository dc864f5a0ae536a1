"""Bank lines that are not about invoices are known by their words and set aside."""

import pandas as pd
import pytest

from core.matching import engine
from core.model.reasons import Reason
from core.model.rules import DEFAULT

LINES = [
    ("PAYDESK PAYROLL DES:DIRECT DEP 260102", Reason.PAYROLL),
    ("ACH DEBIT RETIREMENT TRUST 401K 06/2026", Reason.PAYROLL),
    ("SV-BEITRÄGE NORDKASSE 02/2026", Reason.PAYROLL),
    ("SV-BEITRAEGE NORDKASSE 02/2026", Reason.PAYROLL),
    ("PAYDESK TAX SERV DES:TAXES 260605", Reason.TAX),
    ("UMSATZSTEUER 02/2026", Reason.TAX),
    ("ACH DEBIT KEYSTONE TOWER LEASING RENT 06/2026", Reason.RENT),
    ("INCOMING WIRE FEE", Reason.BANK_CHARGE),
    ("ONLINE TRANSFER FROM OPERATING 4471", Reason.TRANSFER),
    ("ACH DEBIT HEALTH PLAN GROUP 88124 06/2026", Reason.INSURANCE),
    ("BETRIEBSHAFTPFLICHT VERSICHERUNG 88", Reason.INSURANCE),
    ("DEBIT CARD PURCHASE 06/01 POST OFFICE 4410", Reason.CARD_PURCHASE),
    ("CORPORATE CARD AUTOPAY 11/2025", Reason.CARD_PURCHASE),
]


@pytest.mark.parametrize(("text", "reason"), LINES, ids=[text for text, _ in LINES])
def test_a_line_is_set_aside_for_what_its_words_say(text: str, reason: Reason) -> None:
    invoices = pd.DataFrame(
        {
            "invoice": ["1"],
            "number": ["INV-77001"],
            "counterparty": ["Quarry Bakery GmbH"],
            "issued_on": pd.to_datetime(["2026-03-01"]),
            "due_on": pd.to_datetime(["2026-03-31"]),
            "amount_minor": [119000],
            "open_minor": [119000],
            "currency": ["EUR"],
            "purchase_order": [""],
            "reference": [""],
            "terms": [""],
        }
    )
    payments = pd.DataFrame(
        {
            "payment": ["1"],
            "paid_on": pd.to_datetime(["2026-03-30"]),
            "amount_minor": [-43210],
            "open_minor": [-43210],
            "currency": ["EUR"],
            "counterparty": [""],
            "description": [text],
            "reference": [""],
            "method": [""],
            "check_number": [""],
            "structured_reference": [""],
        }
    )
    found = engine.match(invoices, payments, DEFAULT).payments.iloc[0]
    assert (found["state"], found["reason"]) == ("set_aside", reason.value)

"""Younger and rarer versions of statements: MT942, OFX 2 in XML, reversals and several CAMT statements."""

import pytest

from core.intake import reader
from core.intake.reader import Reading
from tests.intake.test_statements import CAMT

MT942 = """:20:REF942
:25:NL26VAYB8060476890
:28C:1/1
:34F:EURD0,
:34F:EURC0,
:13D:2603021030+0100
:61:2603020302C1190,00NTRFNONREF//B1
:86:/TRTP/SEPA/NAME/ACME BV/REMI/USTD//INV 1/EREF/E1
:61:2603020302D5,00NTRFNONREF//B2
:86:Fee
:90D:1EUR5,00
:90C:1EUR1190,00
-
"""
OFX2 = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>
<STMTRS><CURDEF>GBP</CURDEF>
<BANKACCTFROM><BANKID>1</BANKID><ACCTID>42</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260301</DTSTART><DTEND>20260331</DTEND>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260302</DTPOSTED><TRNAMT>1250.00</TRNAMT><FITID>A1</FITID>
<NAME>ACME &amp; CO</NAME><MEMO>INV 1001</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260303</DTPOSTED><TRNAMT>-5.50</TRNAMT><FITID>A2</FITID>
<NAME>FEE</NAME></STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>1244.50</BALAMT><DTASOF>20260331</DTASOF></LEDGERBAL></STMTRS></STMTTRNRS>
</BANKMSGSRSV1></OFX>
"""


def lines(text: str, name: str) -> tuple[Reading, list[tuple[str, str, str]]]:
    reading = reader.read(text.encode(), name, None)
    return reading, [(one.paid_on.isoformat(), str(one.amount), one.counterparty) for one in reading.payments]


def test_an_interim_report_names_its_currency_in_its_floor_limit() -> None:
    _, found = lines(MT942, "day.942")
    assert found == [("2026-03-02", "1,190.00 EUR", "ACME BV"), ("2026-03-02", "-5.00 EUR", "")]


def test_ofx_2_is_xml_and_reads_the_same() -> None:
    _, found = lines(OFX2, "bank.ofx")
    assert found == [("2026-03-02", "1,250.00 GBP", "ACME & CO"), ("2026-03-03", "-5.50 GBP", "FEE")]


@pytest.mark.parametrize(("mark", "amount"), [("DBIT", "-5.00 EUR"), ("CRDT", "5.00 EUR")])
def test_a_camt_reversal_goes_the_way_its_own_mark_says(mark: str, amount: str) -> None:
    """ISO 20022: the indicator tells the direction of the entry itself, reversed or not."""
    text = CAMT.replace(
        "<CdtDbtInd>DBIT</CdtDbtInd><Sts>", f"<CdtDbtInd>{mark}</CdtDbtInd><RvslInd>true</RvslInd><Sts>"
    )
    _, found = lines(text, "bank.xml")
    assert found[2][1] == amount


def test_each_of_several_camt_statements_is_held_against_its_own_balances() -> None:
    one = CAMT[CAMT.index("<Stmt>") : CAMT.index("</BkToCstmrStmt>")]
    other = one.replace("145.00", "150.50").replace("NL26VAYB8060476890", "NL02BANK0000000002")
    reading, found = lines(CAMT.replace("</Stmt>", "</Stmt>" + other), "bank.xml")
    assert len(found) == 8
    assert {payment.account for payment in reading.payments} == {"NL26VAYB8060476890", "NL02BANK0000000002"}
    assert [notice for notice in reading.notices if "closing balance" in notice] == [
        "Account NL02BANK0000000002: the opening balance 100.00 and the lines come to 145.00, "
        "but the closing balance is 150.50. Lines may be missing."
    ]

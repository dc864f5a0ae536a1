"""Statements of banks: each line once, with its sign, and nothing that does not add up left unsaid."""

import os
import re
from pathlib import Path

import pytest

from core.intake import child, reader
from core.intake.answers import Answers
from core.intake.reader import Reading
from core.intake.statements import tags
from core.model.batch import BatchKind
from core.model.errors import FileError

SAMPLES = Path(os.environ.get("TIEOUT_SAMPLES", "nowhere"))
needs_samples = pytest.mark.skipif(not (SAMPLES / "mt940").is_dir(), reason="TIEOUT_SAMPLES names no samples")

MT940 = """:20:STMT1
:25:10020030/1234567
:28C:00001/001
:60F:C260301EUR1000,00
:61:2603020302C1190,00NTRFNONREF//B1
:86:166?00GUTSCHRIFT?20EREF+RF18539007547034?21SVWZ+Rechnung 4711?32MUELLER GMBH?31DE02120300000000202051
:61:2603030303D85,20NDDTNONREF//B2
:86:105?00LASTSCHRIFT?20SVWZ+Strom?32STADTWERKE
:61:2603040304RC190,00NRTINONREF//B3
:86:109?00STORNO?20SVWZ+Rueckgabe
:62F:C260304EUR1914,80
-
"""
OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>42<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260301<DTEND>20260331
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260302120000<TRNAMT>1250.00<FITID>A1<NAME>ACME INC<MEMO>INV 1001</STMTTRN>
<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260303<TRNAMT>-85.2<FITID>A2<CHECKNUM>1042<NAME>Check 1042</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260304<TRNAMT>$7<FITID>A3<NAME>BAD</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>10.00<DTASOF>20260331</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
BAI2 = """01,122099999,123456789,260302,0200,1,80,1,2/
02,031001234,122099999,1,260302,2359,USD,2/
03,0123456789,USD,010,500000,,/
16,195,125000,Z,B1,REF1,WIRE FROM ACME/
16,475,8520,Z,B2,1042,/
49,633520,4/
98,633520,1,6/
99,633520,1,8/
"""
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>NL26VAYB8060476890</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">145.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="EUR">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-03</Dt></ValDt><AcctSvcrRef>S1</AcctSvcrRef><NtryDtls>
<TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy="EUR">20.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>Acme BV</Nm></Pty></Dbtr>
<DbtrAcct><Id><IBAN>NL02BANK02</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>Beta BV</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>INV 2</Ustrd></RmtInf></TxDtls>
</NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><DtTm>2026-03-04T10:00:00+01:00</DtTm></BookgDt><AddtlNtryInf>Fee</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="EUR">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
<BookgDt><Dt>2026-03-05</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""


def read(text: str, name: str = "bank.txt") -> Reading:
    return reader.read(text.encode(), name, None)


def lines(reading: Reading) -> list[tuple[str, str, str, str]]:
    assert reading.kind is BatchKind.PAYMENTS
    return [
        (one.paid_on.isoformat(), str(one.amount), one.counterparty, one.description)
        for one in reading.payments
    ]


def test_mt940_with_tags_signs_and_a_reversal() -> None:
    reading = read(MT940)
    assert lines(reading) == [
        ("2026-03-02", "1,190.00 EUR", "MUELLER GMBH", "Rechnung 4711"),
        ("2026-03-03", "-85.20 EUR", "STADTWERKE", "Strom"),
        ("2026-03-04", "-190.00 EUR", "", "Rueckgabe"),
    ]
    first = reading.payments[0]
    assert (first.reference, first.structured_reference) == ("RF18539007547034", "RF18539007547034")
    assert (first.account, first.counterparty_account) == ("10020030/1234567", "DE02120300000000202051")
    assert (first.bank_id, first.source_row) == ("B1", 5)
    assert reading.notices == ()


def test_a_statement_whose_balance_does_not_follow_says_so() -> None:
    reading = read(MT940.replace(":62F:C260304EUR1914,80", ":62F:C260304EUR2000,00"))
    assert reading.notices == (
        "Account 10020030/1234567: the opening balance 1,000.00 and the lines come to 1,914.80, "
        "but the closing balance is 2,000.00. Lines may be missing.",
    )


def test_an_mt940_line_that_cannot_be_read_refuses_the_file() -> None:
    with pytest.raises(FileError, match=r"has 3 lines \(:61:\) but|cannot be read as MT940"):
        read(MT940.replace(":61:2603030303D85,20", ":61:26XX030303D85,20"))


def test_an_mt940_line_with_something_between_amount_and_code_is_rejected_by_name() -> None:
    reading = read(MT940.replace("D85,20", "D85,20n"))
    assert [(row.row, row.reason) for row in reading.rejected] == [
        (7, "the line is not written as date, mark, amount and code")
    ]


def test_ofx_keeps_the_good_lines_and_names_the_bad() -> None:
    reading = read(OFX)
    assert lines(reading) == [
        ("2026-03-02", "1,250.00 USD", "ACME INC", "INV 1001"),
        ("2026-03-03", "-85.20 USD", "Check 1042", "Check 1042"),
    ]
    assert (reading.payments[1].check_number, reading.payments[1].account) == ("1042", "42")
    assert [str(row) for row in reading.rejected] == [
        "bank.txt, row 10, column “TRNAMT”: the amount of transaction “A3” cannot be read (found “$7”)"
    ]


def test_bai2_signs_its_lines_by_their_codes() -> None:
    reading = read(BAI2)
    assert [line[:2] for line in lines(reading)] == [
        ("2026-03-02", "1,250.00 USD"),
        ("2026-03-02", "-85.20 USD"),
    ]
    assert (reading.payments[0].reference, reading.payments[0].description) == ("REF1", "WIRE FROM ACME")
    assert reading.notices == ()


def test_bai2_says_when_its_control_totals_do_not_hold() -> None:
    reading = read(BAI2.replace("16,195,125000", "16,195,125001"))
    assert reading.notices == (
        "Account 0123456789: its amounts come to 633,521, but its control total in row 6 is 633520. "
        "Lines may be missing or changed.",
    )


def test_camt_divides_a_batch_and_tells_pending_from_booked() -> None:
    reading = read(CAMT, "bank.xml")
    assert lines(reading) == [
        ("2026-03-02", "20.00 EUR", "Acme BV", ""),
        ("2026-03-02", "30.00 EUR", "Beta BV", "INV 2"),
        ("2026-03-04", "-5.00 EUR", "", "Fee"),
        ("2026-03-05", "9.00 EUR", "", ""),
    ]
    first = reading.payments[0]
    assert (first.reference, first.structured_reference) == ("E1", "RF18539007547034")
    assert (str(first.value_on), first.counterparty_account) == ("2026-03-03", "NL02BANK02")
    assert (reading.payments[1].reference, reading.payments[1].bank_id) == ("", "S1")
    assert [one.status for one in reading.payments] == ["booked", "booked", "booked", "pending"]
    assert reading.notices == ("1 of 4 lines are pending: the bank has not booked them yet.",)


def test_a_statement_without_lines_is_read_and_says_so() -> None:
    """A day without movements is no error."""
    reading = read(re.sub("<Ntry>.*</Ntry>", "", CAMT, flags=re.DOTALL), "bank.xml")
    assert (reading.payments, reading.rejected, reading.questions) == ((), (), ())
    assert reading.notices[-1] == "This statement (CAMT) has no lines."


def test_an_entry_without_a_date_gets_the_day_of_its_statement() -> None:
    undated = CAMT.replace("<BookgDt><Dt>2026-03-05</Dt></BookgDt>", "").replace(
        "<Stmt>", "<Stmt><CreDtTm>2026-03-06T07:00:00</CreDtTm>"
    )
    reading = read(undated, "bank.xml")
    assert lines(reading)[-1][:2] == ("2026-03-06", "9.00 EUR")
    assert "The entry in row 17 without a date got the day the statement was made." in reading.notices


def test_letters_in_another_encoding_do_not_stop_a_statement() -> None:
    text = MT940.replace("MUELLER", "MÜLLER").replace("Strom", "Gebühr für März")
    reading = reader.read(text.encode("cp1252"), "bank.sta", None)
    assert reading.payments[0].counterparty == "MÜLLER GMBH"
    assert reading.notices[0].startswith("Its text is not UTF-8; it was read as ")


def test_a_statement_that_names_no_currency_asks_for_it() -> None:
    reading = read(re.sub(":6[02]F:.*\n", "", MT940))
    assert [question.name for question in reading.questions] == ["currency"]
    told = reader.read(
        re.sub(":6[02]F:.*\n", "", MT940).encode(), "b.sta", None, None, Answers(currency="CHF")
    )
    assert [str(one.amount) for one in told.payments] == ["1,190.00 CHF", "-85.20 CHF", "-190.00 CHF"]


def test_slash_tags_go_into_their_columns() -> None:
    text = MT940.replace(
        ":86:105?00LASTSCHRIFT?20SVWZ+Strom?32STADTWERKE",
        ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL02ABNA0123456789/BIC/ABNANL2A/NAME/JANSEN HO\n"
        "UT BV/REMI/USTD//FACTUUR 2026-117/EREF/E2E-77",
    )
    line = read(text).payments[1]
    assert (line.counterparty, line.description) == ("JANSEN HOUT BV", "FACTUUR 2026-117")
    assert (line.reference, line.counterparty_account) == ("E2E-77", "NL02ABNA0123456789")


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("paid RF18 5390 0754 7034 thanks", "RF18539007547034"),
        ("+++010/8068/17183+++", "+++010/8068/17183+++"),
        ("RF99539007547034 and +++010/8068/17184+++", ""),
    ],
)
def test_a_reference_is_structured_when_its_check_digits_hold(text: str, reference: str) -> None:
    assert tags.structured_reference(text) == reference


def test_an_ofx_transaction_without_an_id_is_taken_as_it_is_written() -> None:
    reading = read(OFX.replace("<FITID>A1", "<FITID>"))
    assert lines(reading)[0] == ("2026-03-02", "1,250.00 USD", "ACME INC", "INV 1001")
    assert reading.payments[0].account == "42"


def test_an_ofx_amount_in_a_currency_of_its_own_keeps_it() -> None:
    own = "<MEMO>INV 1001<CURRENCY><CURRATE>1.1<CURSYM>CAD</CURRENCY>"
    assert lines(read(OFX.replace("<MEMO>INV 1001", own)))[0][1] == "1,250.00 CAD"


def test_an_ofx_answer_that_is_an_error_says_what_the_bank_said() -> None:
    failed = OFX[: OFX.index("<STMTRS>")].replace(
        "<CODE>0<SEVERITY>INFO", "<CODE>2000<SEVERITY>ERROR<MESSAGE>Try later"
    )
    with pytest.raises(FileError, match="error 2000, “Try later”"):
        read(failed + "</STMTTRNRS></BANKMSGSRSV1></OFX>", "bank.ofx")


def test_a_batch_that_does_not_add_up_stays_one_line() -> None:
    reading = read(CAMT.replace('<Amt Ccy="EUR">20.00</Amt>', '<Amt Ccy="EUR">21.00</Amt>'), "bank.xml")
    assert str(reading.payments[0].amount) == "50.00 EUR"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda text: text.replace("<Document", "<!DOCTYPE a [<!ENTITY b 'c'>]><Document"),
            "declares a document type",
        ),
        (lambda text: text[:900], "is not well-formed XML"),
        (
            lambda text: text.replace("<Stmt>", "<a>" * 200 + "</a>" * 200 + "<Stmt>"),
            "is nested more than 100 deep",
        ),
    ],
    ids=["entities", "cut short", "nested"],
)
def test_bad_camt_is_refused_in_words(change: "object", said: str) -> None:
    assert callable(change)
    with pytest.raises(FileError, match=re.escape(said)):
        read(change(CAMT), "bank.xml")


@pytest.mark.parametrize("amount", ["1E3", "NaN", "1,50", "٣"])
def test_an_amount_in_another_form_is_rejected_by_name(amount: str) -> None:
    reading = read(CAMT.replace('<Amt Ccy="EUR">5.00</Amt>', f'<Amt Ccy="EUR">{amount}</Amt>'), "bank.xml")
    assert [(row.column, row.value) for row in reading.rejected] == [("amount", amount)]


def test_a_statement_is_read_in_a_child_like_any_file() -> None:
    there = child.read_file(CAMT.encode(), "bank.xml")
    assert there.payments == read(CAMT, "bank.xml").payments
    assert there.table is not None
    assert there.table.dialect.form == "CAMT"


def truth(path: Path) -> int:
    """How many lines the published result of a sample has."""
    text = path.with_suffix(".yml").read_text(encoding="utf-8")
    anchored = re.findall(r"&(\S+) !!python/object:mt940\.models\.Transaction\b", text)
    return len(set(anchored)) + len(re.findall(r"- !!python/object:mt940\.models\.Transaction\b", text))


@needs_samples
@pytest.mark.parametrize(
    "path", sorted((SAMPLES / "mt940").glob("*.sta")) if SAMPLES.is_dir() else [], ids=lambda path: path.name
)
def test_every_sample_of_mt940_has_the_lines_of_its_published_result(path: Path) -> None:
    try:
        reading = reader.read(path.read_bytes(), path.name, None, None, Answers(currency="EUR"))
    except FileError:
        assert truth(path) == 0
        return
    assert len(reading.payments) == truth(path)
    assert reading.rejected == ()


@needs_samples
@pytest.mark.parametrize(
    "path",
    sorted([*(SAMPLES / "camt").rglob("*.xml"), *(SAMPLES / "ofx").rglob("*.ofx")])
    if SAMPLES.is_dir()
    else [],
    ids=lambda path: path.name,
)
def test_every_entry_of_a_sample_is_read_or_rejected_by_name(path: Path) -> None:
    data = path.read_bytes()
    entries = len(re.findall(rb"<(?:Ntry|STMTTRN)[\s>]", data))
    try:
        reading = reader.read(data, path.name, None)
    except FileError:
        read_lines = 0
    else:
        read_lines = len(reading.payments) + len(reading.rejected)
    assert read_lines >= entries

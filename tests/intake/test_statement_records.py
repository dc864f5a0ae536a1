"""Statements made of records (BAI2, ACH, X12, QIF): each line once, totals held, places named."""

import os
import re
from pathlib import Path

import pytest

from core.intake import reader
from core.intake.answers import Answers
from core.intake.reader import Reading
from core.model.errors import FileError

SAMPLES = Path(os.environ.get("TIEOUT_SAMPLES", "nowhere"))
needs_samples = pytest.mark.skipif(not (SAMPLES / "ach").is_dir(), reason="TIEOUT_SAMPLES names no samples")

BAI2 = """01,122099999,123456789,260302,0200,1,80,1,2/
02,031001234,122099999,1,260302,2359,USD,2/
03,0123456789,USD,010,500000,,,015/
88,616480,,/
16,195,125000,S,25000,0,100000,B1,REF1,WIRE FROM ACME/
88,FOR INVOICE 4711, PART 2/
16,475,8520,Z,B2,1042,/
49,1250000,6/
98,1250000,1,8/
99,1250000,1,10/
"""


# Parts of files, files with records missing, and what a fuzzer left.
BROKEN_ACH = {
    "0", "1", "2", "3", "4", "5", "adv-invalidBatchEntries", "adv-noFileControl",
    "bh-ed-ad-bh-ed-ad-ed-ad", "iat-batchHeaderErr", "ppd-debit-fixedLengthInvalid",
    "return-no-batch-controls", "return-no-batch-header",
    "return-no-file-header-control",
}  # fmt: skip


def record(text: str) -> str:
    return text.ljust(94)


def entry(code: str, cents: int, name: str, number: str, addenda: int = 0) -> str:
    return record(
        f"6{code}231380104{'998877':<17}{cents:010d}{number:<15}{name:<22}  {addenda}12104288{cents:07d}"
    )


def ach(*entries: str, kind: str = "CCD", count: int = 0, debits: int = 0, credits: int = 0) -> str:
    return "\n".join(
        (
            record("101 031300012 1210428822603020900A094101MY BANK                BIG CUSTOMER"),
            record(
                f"5200{'BIG CUSTOMER':<36}1210428820{kind}{'SUPPLIES':<10}      260303   1121042880000001"
            ),
            *entries,
            record(f"8200{count:06d}0023138010{debits:012d}{credits:012d}1210428820{'':<25}121042880000001"),
            record(f"9000001000001{count:08d}0023138010{debits:012d}{credits:012d}"),
        )
    )


ACH = ach(
    entry("22", 125000, "OUR COMPANY", "4711", 1),
    record(f"705{'PAYMENT OF INVOICE 4711':<80}00010125000"),
    entry("27", 1999, "OUR COMPANY", "SUB-9"),
    entry("23", 0, "OUR COMPANY", ""),
    count=4,
    debits=1999,
    credits=125000,
)

X12 = (
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PAYEE          "
    "*260302*0900*U*00401*000000001*0*P*>~"
    "\nGS*RA*PAYER*PAYEE*20260302*0900*1*X*004010~\nST*820*0001~\n"
    "BPR*C*1500.5*C*ACH*CTX*01*121042882*DA*111*1234567890**01*231380104*DA*998877*20260303~\n"
    "TRN*1*TRACE9*1234567890~\nN1*PR*BIG CUSTOMER~\nN1*PE*OUR COMPANY~\nENT*1~\n"
    "RMR*IV*4711**1000~\nRMR*IV*4712**500.5*510.5*10~\nSE*9*0001~\nGE*1*1~\nIEA*1*000000001~\n"
)

QIF = """!Account
NEveryday
TBank
^
!Type:Bank
D12/30'25
T-1,250.00
N1042
PQuarry Bakery
MInvoice A-1001
LSupplies
^
D1/ 2'26
T85.20
PCustomer
^
!Type:Invst
D1/3'26
NBuy
^
"""


def read(text: str, name: str = "bank.txt", **answers: object) -> Reading:
    return reader.read(text.encode(), name, None, None, Answers(**answers))  # type: ignore[arg-type]


def lines(reading: Reading) -> list[tuple[str, str, str]]:
    return [(one.paid_on.isoformat(), str(one.amount), one.description) for one in reading.payments]


def test_bai2_goes_on_over_records_in_fields_and_in_text() -> None:
    reading = read(BAI2)
    assert lines(reading) == [
        ("2026-03-02", "1,250.00 USD", "WIRE FROM ACME FOR INVOICE 4711, PART 2"),
        ("2026-03-02", "-85.20 USD", "Check Paid"),
    ]
    assert [(one.bank_id, one.reference, one.source_row) for one in reading.payments] == [
        ("B1", "REF1", 5),
        ("B2", "1042", 7),
    ]
    assert reading.notices == (), "counts, control total and balances hold"


def test_bai2_records_may_share_a_line() -> None:
    squeezed = BAI2.replace("/\n16,475", "/   16,475").replace("/\n49", "/ 49")
    assert lines(read(squeezed)) == lines(read(BAI2))


def test_bai2_text_is_kept_where_it_looks_like_the_next_record() -> None:
    reading = read(BAI2.replace("WIRE FROM ACME", "WIRE 01/16,2026 FROM ACME"))
    assert reading.payments[0].description.startswith("WIRE 01/16,2026 FROM ACME")
    assert len(reading.payments) == 2


def test_bai2_tags_in_the_text_go_into_their_columns() -> None:
    tagged = BAI2.replace(
        "88,FOR INVOICE 4711, PART 2/", "88,DBNM: ACME INC\n88,DACT: 101152046\n88,REMI: INV 4711"
    ).replace("49,1250000,6", "49,1250000,8")
    line = read(tagged).payments[0]
    assert (line.counterparty, line.counterparty_account) == ("ACME INC", "101152046")
    assert line.description == "WIRE FROM ACME INV 4711"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("16,475,8520", "16,475,8521", "control total in row 8 is 1250000"),
        ("16,475,8520,Z,B2,1042,/\n", "", "says the account 0123456789 has 6 records, but it has 5"),
        (
            "015/\n88,616480",
            "015/\n88,616481",
            "the lines come to 6,164.80, but the closing balance is 6,164.81",
        ),
    ],
)
def test_bai2_says_which_total_does_not_hold(old: str, new: str, said: str) -> None:
    assert any(said in notice for notice in read(BAI2.replace(old, new)).notices)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("99,1250000,1,10/\n", "", "ends with a record 98 in row 9"),
        ("01,122099999", "00,122099999", "row 1 begins with “00,122099999,1234567”"),
        ("03,0123456789,USD,010,500000", "03,0123456789,USD,010,5x0000", "row 3: the amount “5x0000”"),
        ("02,031001234,122099999,1,260302,2359,USD,2/\n", "", r"stands in row 2 outside a group (02)"),
    ],
)
def test_broken_bai2_is_refused_with_place_and_value(old: str, new: str, said: str) -> None:
    with pytest.raises(FileError, match=re.escape(said)):
        read(BAI2.replace(old, new))


def test_a_bai2_detail_without_a_readable_amount_is_rejected_by_name() -> None:
    reading = read(BAI2.replace("16,475,8520", "16,475,85.20"))
    assert [(row.row, row.column, row.value) for row in reading.rejected] == [(7, "amount", "85.20")]


def test_ach_entries_with_their_addenda() -> None:
    reading = read(ACH)
    assert lines(reading) == [
        ("2026-03-03", "1,250.00 USD", "SUPPLIES OUR COMPANY PAYMENT OF INVOICE 4711"),
        ("2026-03-03", "-19.99 USD", "SUPPLIES OUR COMPANY"),
    ]
    first = reading.payments[0]
    assert (first.counterparty, first.reference, first.account) == ("BIG CUSTOMER", "4711", "998877")
    assert (first.structured_reference, first.source_row) == ("PAYMENT OF INVOICE 4711", 3)
    assert reading.notices[1:] == ("Entries that move no money were skipped (row 6).",)


def test_invoices_that_addenda_name_in_x12_are_structured() -> None:
    told = record(f"705{'RMR*IV*4711**1000.00' + chr(92) + 'RMR*IV*4712**250.00' + chr(92):<80}00010125000")
    text = ach(entry("22", 125000, "", "", 1), told, kind="CTX", count=2, credits=125000)
    assert read(text).payments[0].structured_reference == "4711 4712"


def test_ach_without_line_ends_is_cut_by_its_width() -> None:
    assert lines(read(ACH.replace("\n", ""))) == lines(read(ACH))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda t: t.replace("0000125000", "0000125001", 1),
            "come to 1250.01, but its control record says 1250",
        ),
        (
            lambda t: "\n".join(t.split("\n")[:4] + t.split("\n")[5:]),
            "says 4 entries and addenda, but it has 3",
        ),
    ],
    ids=["amount", "count"],
)
def test_ach_says_which_total_does_not_hold(change: "object", said: str) -> None:
    assert callable(change)
    assert any(said in notice.replace("000004", "4") for notice in read(change(ACH)).notices)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: "\n".join(t.split("\n")[:-1]), "ends in row 7 without the file's control record (9)"),
        (lambda t: t.replace("\n5200", "\nX200"), "row 2 begins with “X200BIG CU”"),
        (
            lambda t: "\n".join(t.split("\n")[1:]),
            "row 1 begins with “5200BIG CU” instead of the ACH file header",
        ),
        (lambda t: "\n".join(t.split("\n")[:2] + t.split("\n")[3:]), "addendum in row 3 belongs to no entry"),
    ],
    ids=["cut short", "type", "no header", "addendum"],
)
def test_broken_ach_is_refused_with_place_and_value(change: "object", said: str) -> None:
    assert callable(change)
    with pytest.raises(FileError, match=re.escape(said)):
        read(change(ACH))


def test_an_ach_amount_that_is_no_number_is_rejected_by_name() -> None:
    reading = read(ACH.replace("0000001999", "00000O1999"))
    assert [(row.row, row.column, row.value) for row in reading.rejected] == [(5, "amount", "00000O1999")]


def test_an_820_is_one_pending_line_with_the_invoices_it_pays() -> None:
    reading = read(X12)
    line = reading.payments[0]
    assert (str(line.amount), line.paid_on.isoformat(), line.status) == (
        "1,500.50 USD",
        "2026-03-03",
        "pending",
    )
    assert (line.counterparty, line.bank_id, line.structured_reference) == (
        "BIG CUSTOMER",
        "TRACE9",
        "4711 4712",
    )
    assert reading.notices[0] == (
        "1 payment is advised by the payer (820), to count when the bank has booked it."
    )


def test_an_820_whose_items_do_not_add_up_says_so() -> None:
    said = read(X12.replace("4712**500.5", "4712**400.5")).notices
    assert "The advice in row 3 pays 1500.5, but its items come to 1400.5." in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("IEA*1*000000001~", "", "without the interchange's trailer"),
        ("ST*820", "ST*810", "without a remittance"),
    ],
)
def test_broken_x12_is_refused_in_words(old: str, new: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read(X12.replace(old, new))


def test_an_820_with_a_bad_amount_names_it() -> None:
    reading = read(X12.replace("BPR*C*1500.5", "BPR*C*15OO.5"))
    assert [(row.row, row.column, row.value) for row in reading.rejected] == [(4, "BPR", "15OO.5")]


def test_qif_decides_its_order_of_day_and_month_over_the_whole_file() -> None:
    reading = read(QIF, currency="USD")
    assert lines(reading) == [
        ("2025-12-30", "-1,250.00 USD", "Invoice A-1001"),
        ("2026-01-02", "85.20 USD", "Customer"),
    ]
    first = reading.payments[0]
    assert (first.counterparty, first.check_number, first.account) == ("Quarry Bakery", "1042", "Everyday")
    assert "1 entries of other lists" in reading.notices[0]


def test_qif_asks_where_its_dates_leave_it_open() -> None:
    unclear = QIF.replace("12/30'25", "12/03'25")
    assert [question.name for question in read(unclear, currency="USD").questions] == ["day_first"]
    told = read(unclear, currency="USD", day_first=True)
    assert lines(told)[0][0] == "2025-03-12"


def test_qif_amounts_may_have_a_decimal_comma() -> None:
    european = QIF.replace("-1,250.00", "-1.250,00").replace("85.20", "85,20").replace("12/30'", "30/12'")
    assert [line[1] for line in lines(read(european, currency="EUR"))] == ["-1,250.00 EUR", "85.20 EUR"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("LSupplies\n^\n", "LSupplies\n", "begins in row 6 is not ended"),
        ("D1/3'26\nNBuy\n^\n", "D1/3'26\nNBuy\n", "begins in row 18 is not ended"),
        ("PCustomer", "?Customer", "row 15 begins with “?Customer”"),
    ],
)
def test_broken_qif_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    with pytest.raises(FileError, match=re.escape(said)):
        read(QIF.replace(old, new), currency="USD")


def test_a_qif_transaction_without_an_amount_is_rejected_by_name() -> None:
    reading = read(QIF.replace("T85.20\n", ""), currency="USD")
    assert [(row.row, row.reason) for row in reading.rejected] == [(13, "the transaction has no amount (T)")]


@needs_samples
@pytest.mark.parametrize(
    "path", sorted((SAMPLES / "ach").glob("*.ach")) if SAMPLES.is_dir() else [], ids=lambda path: path.name
)
def test_every_sample_of_ach_has_its_entries_or_says_what_is_wrong(path: Path) -> None:
    """Entries counted by their record type; those without money are told, the rest are lines or rejected."""
    data = path.read_bytes()
    records = [line for line in data.splitlines() if line[:1] == b"6" and len(line) > 60]
    moving = [line for line in records if line[29:39].strip(b"0 ")]
    try:
        reading = reader.read(data, path.name, None)
    except FileError:
        assert path.stem.split("__")[-1] in BROKEN_ACH
        return
    found = len(reading.payments) + len(reading.rejected)
    if records:
        assert found == len(moving)
    else:
        assert found == 1 or reading.notices
    assert all(row.column and row.reason for row in reading.rejected)


@needs_samples
@pytest.mark.parametrize(
    ("name", "count", "minor"),
    [
        ("sample1.txt", 17, 0),
        ("sample2.txt", 4, 30950000),
        ("sample3.txt", 26, -19705),
        ("sample4-continuations-newline-delimited.txt", 17, -30748324),
        ("sample5-issue113.txt", 20, 3766789602),
    ],
)
def test_every_sample_of_bai2_comes_to_its_details(name: str, count: int, minor: int) -> None:
    """Counts and sums of the 16 records by hand; in the first three files all control totals hold too."""
    reading = reader.read((SAMPLES / "bai2" / name).read_bytes(), name, None)
    assert (len(reading.payments), sum(one.amount.minor for one in reading.payments)) == (count, minor)
    assert bool(reading.notices) == (name[6] in "45")

"""Files of processors and ledgers: known by their columns, exact, and every row that cannot be read named."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from core.intake.answers import NO_ANSWERS, Answers, OpenQuestionError
from core.intake.processors import records
from core.intake.processors.records import Records
from core.model.errors import FileError

_STRIPE = """\
balance_transaction_id,created_utc,created,available_on_utc,currency,gross,fee,net,reporting_category,source_id,\
description,automatic_payout_id,payment_metadata[order_id]
txn_1,2026-11-01 10:00:00,2026-11-01 02:00:00,2026-11-03,usd,100.00,3.20,96.80,charge,ch_1,,po_9,ORD-1
txn_2,2026-11-03 10:00:00,2026-11-03 02:00:00,2026-11-03 00:00:00,usd,-96.80,0.00,-96.80,payout,po_9,,po_9,
"""
_PAYPAL_DE = """\
"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr","Netto","Transaktionscode",\
"Zugehöriger Transaktionscode","Rechnungsnummer","Guthaben","Auswirkung auf Guthaben"
"20.11.2026","10:11:12","CET","Müller","Allgemeine Zahlung","Abgeschlossen","EUR","1.100,00","-33,24",\
"1.066,76","9AB1","","INV-7","1.066,76","Haben"
"20.11.2026","10:11:12","CET","Müller","Offene Autorisierung","Ausstehend","EUR","50,00","0,00","50,00",\
"9AB2","","","1.066,76","Memo"
"21.11.2026","10:11:12","CET","Müller","Rückzahlung","Abgeschlossen","EUR","-10,00","0,29","-9,71",\
"9AB3","9AB1","INV-7","1.057,05","Soll"
"""
_PAYPAL_EN = """\
"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID",\
"Reference Txn ID","Invoice Number","Balance Impact"
"11/20/2026","10:11:12","PST","Bob","Express Checkout Payment","Completed","USD","1,100.00","-3.98",\
"1,096.02","9AB1","","INV","Credit"
"11/20/2026","10:11:13","PST","","Payment Review Hold","Completed","USD","-100.00","0.00","-100.00",\
"9AB1","9AB1","INV","Debit"
"""
_PAYPAL_FR = """\
"Date","Heure","Fuseau horaire","Nom","Type","État","Devise","Avant commission","Commission","Net",\
"Numéro de transaction","Numéro de facture","Impact sur le solde"
"20/11/2026","10:11:12","CET","X","Paiement","Terminé","EUR","1 100,00","-33,24","1 066,76",\
"9AB1","INV","Crédit"
"""
_SQUARE = """\
Date,Time,Time Zone,Gross Sales,Net Sales,Tax,Tip,Total Collected,Source,Card,Fees,Net Total,Transaction ID,\
Payment ID,Event Type,Location,Deposit ID,Deposit Date
11/20/26,17:30:00,Pacific Time (US & Canada),"$1,200.00","$1,200.00",$0.00,$0.00,"$1,200.00",Register,\
"$1,200.00",($31.30),"$1,168.70",TX1,PAY1,Payment,Shop,DEP1,11/21/26
"""


def _read(text: str, said: dict[str, str] | None = None, answers: Answers = NO_ANSWERS) -> Records:
    return records.read(text.encode(), "file.csv", answers, said or {})


def _row(read: Records, place: int) -> dict[str, Any]:
    return {name: values[place] for name, values in read.columns.items()}


@pytest.mark.parametrize(
    ("text", "place", "wanted"),
    [
        (_STRIPE, 0, {"processor": "stripe", "transaction_id": "txn_1", "source_id": "ch_1", "amount": 10_000,
                      "fee": 320, "currency": "USD", "kind": "charge", "payout_id": "po_9",
                      "reference": "ORD-1",
                      "occurred_at": datetime(2026, 11, 1, 10, tzinfo=UTC)}),
        (_STRIPE, 1, {"kind": "payout", "amount": -9_680, "fee": 0}),
        (_PAYPAL_DE, 0, {"processor": "paypal", "transaction_id": "9AB1", "amount": 110_000, "fee": -3_324,
                         "currency": "EUR", "reference": "INV-7",
                         "occurred_at": datetime(2026, 11, 20, 9, 11, 12, tzinfo=UTC)}),
        (_PAYPAL_DE, 1, {"kind": "hold"}),
        (_PAYPAL_DE, 2, {"kind": "Rückzahlung", "parent_id": "9AB1", "amount": -1_000}),
        (_PAYPAL_EN, 0, {"processor": "paypal", "amount": 110_000,
                         "occurred_at": datetime(2026, 11, 20, 18, 11, 12, tzinfo=UTC)}),
        (_PAYPAL_EN, 1, {"transaction_id": "9AB1", "kind": "Payment Review Hold"}),
        (_PAYPAL_FR, 0, {"processor": "paypal", "transaction_id": "9AB1", "amount": 110_000, "fee": -3_324}),
        (_SQUARE, 0, {"processor": "square", "transaction_id": "TX1", "source_id": "PAY1", "amount": 120_000,
                      "fee": -3_130, "currency": "USD", "payout_id": "DEP1", "kind": "Payment",
                      "occurred_at": datetime(2026, 11, 21, 1, 30, tzinfo=UTC)}),
    ],
)  # fmt: skip
def test_processors_exports_are_known_by_their_columns(text: str, place: int, wanted: dict[str, Any]) -> None:
    read = _read(text)
    assert not read.rejected
    found = _row(read, place)
    assert {name: found[name] for name in wanted} == wanted


def test_a_workbook_reads_like_the_same_text() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Transaction ID", "Amount", "Currency", "Date", "Fee"])
    sheet.append(["000123", 1234.5, "USD", datetime(2026, 11, 20, 8, 30), 0.3])
    file = io.BytesIO()
    book.save(file)
    row = _row(records.read(file.getvalue(), "ledger.xlsx", NO_ANSWERS, {}), 0)
    assert (row["transaction_id"], row["amount"], row["fee"]) == ("000123", 123_450, 30)
    assert row["occurred_at"] == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("t1,ten,USD,2026-11-20,1", "amount", "not an amount"),
        ("t1,,USD,2026-11-20,1", "amount", "missing"),
        ("t1,1.005,USD,2026-11-20,1", "amount", "more decimals"),
        ("t1,10.123,JPY,2026-11-20,1", "amount", "more decimals"),
        ("t1,1E3,USD,2026-11-20,1", "amount", "not an amount"),
        ("t1,1.00,EURO,2026-11-20,1", "currency", "ISO 4217"),
        ("t1,1.00,,2026-11-20,1", "currency", "missing"),
        ("t1,1.00,USD,2026-02-30,1", "date", "real date"),
        ("t1,1.00,USD,2026-11-20T25:00:00Z,1", "date", "time of day"),
        ("t1,1.00,USD,46027,1", "date", "spreadsheet"),
        ("t1,1.00,USD,2026-11-20,NaN", "fee", "not an amount"),
    ],
)
def test_a_bad_row_is_named_and_its_id_remembered(line: str, column: str, reason: str) -> None:
    read = _read(f"id,amount,currency,date,fee\n{line}\nt2,2.00,USD,2026-11-20,0.1\n")
    [row] = read.rejected
    assert (row.row, row.column) == (2, column)
    assert reason in row.reason
    assert [one.transaction_id for one in read.unreadable] == ["t1"]
    assert read.columns["transaction_id"] == ["t2"]


def test_decimals_in_a_currency_without_any_are_kept_as_evidence() -> None:
    row = _row(_read("id,amount,currency\nt1,123.45,JPY\n"), 0)
    assert (row["amount"], row["hundredths"]) == (123, 12_345)


def test_a_fee_finer_than_a_cent_is_rounded_and_said() -> None:
    read = _read("id,amount,currency,fee\nt1,10.00,USD,0.5949\nt2,10.00,USD,0.59\n")
    assert read.columns["fee"] == [59, 59]
    assert any("rounded" in notice for notice in read.notices)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("amount,currency,date", "transaction id"),
        ("id,currency,date", "amount"),
        ("id,amount,amount,currency", "more than once"),
    ],
)
def test_a_file_without_what_is_needed_is_refused(header: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        _read(f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n")


def test_what_is_open_is_asked() -> None:
    with pytest.raises(OpenQuestionError, match="--decimal"):
        _read("id,amount,currency\nt1,1.234,EUR\n")
    assert _read("id,amount,currency\nt1,1.234,EUR\n", answers=Answers(decimal=",")).columns["amount"] == [
        123_400
    ]
    with pytest.raises(OpenQuestionError, match="--currency"):
        _read("id,amount\nt1,1.23\n")
    assert _read("id,amount (EUR)\nt1,1.23\n").columns["currency"] == ["EUR"]


@pytest.mark.parametrize(
    ("header", "amount", "fee"),
    [
        ("id,amount_cents,fee_cents", 1250, 59),
        ("id,Amount (in cents),Fee (in cents)", 1250, 59),
        ("id,Betrag in Cent,Gebühr in Cent", 1250, 59),
        ("id,total amount in cents,fee", 1250, 5900),
    ],
)
def test_a_column_whose_name_says_cents_counts_them(header: str, amount: int, fee: int) -> None:
    read = _read(f"{header},currency,date\nt1,1250,59,EUR,2026-11-20\nt2,-900,0,EUR,2026-11-20\n")
    assert (read.columns["amount"], read.columns["fee"][0]) == ([amount, -900], fee)
    assert "amount_minor" in read.fields
    assert "amount" not in read.fields


def test_whole_units_are_read_where_a_file_has_both() -> None:
    read = _read("id,amount,amount_cents,currency\nt1,12.50,1250,EUR\nt2,9.00,900,EUR\n")
    assert read.columns["amount"] == [1250, 900]
    assert "amount_minor" not in read.fields


def test_cents_are_the_smallest_unit_of_the_currency() -> None:
    read = _read(
        "id,amount_cents,currency,date\n"
        + "".join(f"t{code},1250,{code},2026-11-20\n" for code in ("JPY", "KWD", "USD"))
        + ""
    )
    assert read.columns["amount"] == [1250, 1250, 1250]
    assert read.columns["hundredths"] == [0, 0, 0]


@pytest.mark.parametrize("cell", ["12.50", "1,250", "1e3", "EUR 5", "٣"])
def test_a_column_of_cents_holds_whole_numbers(cell: str) -> None:
    read = _read(f'id,amount_cents,currency,date\nt1,"{cell}",EUR,2026-11-20\nt2,900,EUR,2026-11-20\n')
    assert read.columns["amount"] == [900]
    assert "whole number" in read.rejected[0].reason


def test_a_person_may_say_that_a_column_counts_cents_and_only_one_way() -> None:
    text = b"id,amount,currency\nt1,1250,EUR\nt2,900,EUR\n"
    assert records.read(text, "f.csv", NO_ANSWERS, {"amount_minor": "amount"}).columns["amount"] == [
        1250,
        900,
    ]
    with pytest.raises(FileError, match="both amount and amount_minor"):
        records.read(text, "f.csv", NO_ANSWERS, {"amount_minor": "amount", "amount": "amount"})

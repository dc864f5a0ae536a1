"""Good files of many makers, each read to the values a person would read in it."""

import pytest

from core.intake import mapping, reader, tabular
from core.intake.answers import Answers
from core.intake.mapping import SignRule
from core.intake.reader import Reading
from core.model.batch import BatchKind
from core.model.invoice import Direction
from core.model.money import Money


def read(*rows: str, base: str = "EUR", kind: BatchKind | None = None, encoding: str = "utf-8") -> Reading:
    """A file of these lines, read with nobody to ask."""
    data = ("\n".join(rows) + "\n").encode(encoding)
    return reader.read_decided(data, "good.csv", kind, None, Answers(), base)


def payments(reading: Reading) -> list[tuple[str, str, str, str]]:
    assert not reading.rejected
    return [
        (one.paid_on.isoformat(), str(one.amount), one.counterparty, one.description)
        for one in reading.payments
    ]


def invoices(reading: Reading) -> list[tuple[str, str, str, str, str]]:
    assert not reading.rejected
    return [
        (one.number, one.counterparty, one.issued_on.isoformat(), str(one.total), one.direction.value)
        for one in reading.invoices
    ]


def test_the_plain_invoice_file_keeps_every_field() -> None:
    reading = read(
        "invoice_number,counterparty,issue_date,due_date,total_amount,currency,purchase_order_number,"
        "reference_number,direction,terms,account",
        "0001,Acme Ltd,2026-01-02,2026-02-01,1234.50,USD,PO-7,REF-9,payable,2/10 net 30,C-100",
    )
    invoice = reading.invoices[0]
    assert (invoice.number, invoice.direction, invoice.counterparty) == (
        "0001",
        Direction.PAYABLE,
        "Acme Ltd",
    )
    assert (invoice.issued_on.isoformat(), str(invoice.due_on)) == ("2026-01-02", "2026-02-01")
    assert (invoice.total, invoice.purchase_order) == (Money(123450, "USD"), "PO-7")
    assert (invoice.reference, invoice.terms, invoice.account) == ("REF-9", "2/10 net 30", "C-100")
    assert (invoice.source_row, reading.notices, reading.kind) == (2, (), BatchKind.INVOICES)


def test_the_plain_payment_file_keeps_every_field() -> None:
    reading = read(
        "transaction_id,payment_date,amount,currency,counterparty,description,reference,payment_method,"
        "check_number,account,value_date,status,counterparty_account,structured_reference",
        "T1,2026-01-02,-1234.5,USD,ACME,for 0001,R-1,check,1042,ACC1,2026-01-03,booked,ACC2,RF18539007547034",
    )
    one = reading.payments[0]
    assert (one.bank_id, one.paid_on.isoformat(), one.amount) == ("T1", "2026-01-02", Money(-123450, "USD"))
    assert (one.counterparty, one.description, one.reference) == ("ACME", "for 0001", "R-1")
    assert (one.method, one.check_number, one.account) == ("check", "1042", "ACC1")
    assert (str(one.value_on), one.status, one.counterparty_account) == ("2026-01-03", "booked", "ACC2")
    assert (one.structured_reference, one.source_row, reading.kind) == (
        "RF18539007547034",
        2,
        BatchKind.PAYMENTS,
    )


def test_a_german_bank_with_preamble_comma_and_soll_haben() -> None:
    reading = read(
        "Umsätze Girokonto;Zeitraum: 01.01.2026 bis 31.01.2026",
        "Kontostand;1.234,56",
        "",
        "Buchungstag;Wertstellung;Name Zahlungsbeteiligter;Verwendungszweck;Betrag;Währung;Soll/Haben",
        "02.01.2026;02.01.2026;Müller GmbH;Rechnung 4711;1.190,00;EUR;H",
        "03.01.2026;03.01.2026;Stadtwerke;Strom;85,20;EUR;S",
        "03.01.2026;03.01.2026;Bäckerei;Brot;1,10;EUR;S",
    )
    assert payments(reading) == [
        ("2026-01-02", "1,190.00 EUR", "Müller GmbH", "Rechnung 4711"),
        ("2026-01-03", "-85.20 EUR", "Stadtwerke", "Strom"),
        ("2026-01-03", "-1.10 EUR", "Bäckerei", "Brot"),
    ]


def test_a_dutch_bank_with_af_bij() -> None:
    reading = read(
        '"Datum","Naam","Rekening","Tegenrekening","Af Bij","Bedrag (EUR)","Mededelingen"',
        '"20260102","De Boer BV","NL01BANK01","NL02BANK02","Bij","1.250,00","Factuur 12"',
        '"20260103","Gemeente","NL01BANK01","NL03BANK03","Af","99,95","Belasting"',
    )
    assert payments(reading) == [
        ("2026-01-02", "1,250.00 EUR", "De Boer BV", "Factuur 12"),
        ("2026-01-03", "-99.95 EUR", "Gemeente", "Belasting"),
    ]
    assert reading.payments[0].counterparty_account == "NL02BANK02"


def test_a_french_bank_with_debit_and_credit() -> None:
    reading = read(
        "Date opération;Libellé;Débit;Crédit",
        "13/01/2026;VIR SARL DUPONT FACT 12;;1 500,00",
        "14/01/2026;PRLV EDF;-120,50;",
    )
    assert payments(reading) == [
        ("2026-01-13", "1,500.00 EUR", "", "VIR SARL DUPONT FACT 12"),
        ("2026-01-14", "-120.50 EUR", "", "PRLV EDF"),
    ]
    assert reading.mapping is not None
    assert reading.mapping.sign is SignRule.PAIR


def test_spanish_and_italian_banks() -> None:
    spanish = read(
        "Fecha operación;Concepto;Importe;Saldo", "15/01/2026;Transferencia de Acme;1.000,25;2.000,00",
        "16/01/2026;Recibo luz;-60,10;1.939,90",
    )  # fmt: skip
    italian = read(
        "Data contabile;Data valuta;Descrizione;Addebiti;Accrediti",
        "15/01/2026;15/01/2026;Bonifico da Rossi SpA;;1.000,25",
        "16/01/2026;16/01/2026;Commissioni;2,50;",
    )
    assert [line[:2] for line in payments(spanish)] == [
        ("2026-01-15", "1,000.25 EUR"),
        ("2026-01-16", "-60.10 EUR"),
    ]
    assert [line[:2] for line in payments(italian)] == [
        ("2026-01-15", "1,000.25 EUR"),
        ("2026-01-16", "-2.50 EUR"),
    ]


def test_an_american_bank_with_named_months() -> None:
    reading = read("Date,Description,Amount", "Jan 3, 2026,x,-1.00".replace("Jan 3, 2026", '"Jan 3, 2026"'),
                   '04-Jan-2026,y,"$1,000.00"', base="USD")  # fmt: skip
    assert payments(reading) == [
        ("2026-01-03", "-1.00 USD", "", "x"),
        ("2026-01-04", "1,000.00 USD", "", "y"),
    ]


def test_text_that_goes_on_below_is_joined_to_its_line() -> None:
    reading = read(
        "Transaction date,Value date,Description,Withdrawals (SGD),Deposits (SGD)",
        "18/04/2026,18/04/2026,TRANSFER,6.66,",
        ",,FROM ACME PTE",
        "19/04/2026,19/04/2026,FEE,1.00,",
    )
    assert payments(reading)[0] == ("2026-04-18", "-6.66 SGD", "", "TRANSFER FROM ACME PTE")
    assert reading.notices == ("Row 3 is the rest of the text of the row above it.",)


XERO = (
    "ContactName,EmailAddress,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,TaxTotal,InvoiceAmountPaid,"
    "InvoiceAmountDue,Description,Quantity,UnitAmount,LineAmount,AccountCode,TaxType,TaxAmount,Currency,Type,Status"
)


def test_an_export_of_xero_is_one_invoice_for_many_rows() -> None:
    reading = read(
        XERO,
        "Acme,a@b.c,INV-1,PO 5,13/01/2026,12/02/2026,120.00,20.00,0.00,120.00,Work,2,25.00,50.00,200,"
        "20%,10.00,GBP,Sales invoice,Awaiting Payment",
        "Acme,a@b.c,INV-1,PO 5,13/01/2026,12/02/2026,120.00,20.00,0.00,120.00,More,1,50.00,50.00,200,"
        "20%,10.00,GBP,Sales invoice,Awaiting Payment",
        "Beta,a@b.c,CN-1,,14/01/2026,14/01/2026,12.00,2.00,0.00,12.00,Back,1,10.00,10.00,200,20%,2.00,GBP,"
        "Sales credit note,Awaiting Payment",
        "Beta,a@b.c,INV-3,,14/01/2026,14/01/2026,12.00,2.00,0.00,12.00,Later,1,10.00,10.00,200,20%,2.00,GBP,"
        "Sales invoice,Draft",
    )
    assert invoices(reading) == [
        ("INV-1", "Acme", "2026-01-13", "120.00 GBP", "receivable"),
        ("CN-1", "Beta", "2026-01-14", "-12.00 GBP", "receivable"),
    ]
    assert [item.description for item in reading.invoices[0].line_items] == ["Work", "More"]
    assert reading.mapping is not None
    assert reading.mapping.source == "Xero"
    assert reading.notices[0] == "Row 5 (“Draft”) is not issued or no longer valid; skipped."


def test_rows_of_one_invoice_must_agree() -> None:
    row = "Acme,,INV-1,,13/01/2026,12/02/2026,{},0,0,0,Work,1,50.00,50.00,200,,0.00,GBP,Sales invoice,Paid"
    reading = read(XERO, row.format("100.00"), row.format("110.00"))
    assert reading.invoices == ()
    assert {one.reason for one in reading.rejected} == {"the rows of invoice “INV-1” give different totals"}


def test_a_list_of_quickbooks_with_title_headings_and_payments() -> None:
    reading = read(
        "Acme Books LLC,,,,,,",
        "Invoice List,,,,,,",
        '"January 1-31, 2026",,,,,,',
        "Date,Transaction Type,Num,Name,Due Date,Amount,Open Balance",
        "Overdue,,,,,,",
        '01/15/2026,Invoice,1001,Oak Street Cafe,02/14/2026,"1,250.00",250.00',
        "01/16/2026,Credit Memo,1002,Oak Street Cafe,,-50.00,-50.00",
        "01/20/2026,Payment,77,Oak Street Cafe,,-1000.00,0.00",
        'TOTAL,,,,,"1,200.00",200.00',
        base="USD",
    )
    assert invoices(reading) == [
        ("1001", "Oak Street Cafe", "2026-01-15", "1,250.00 USD", "receivable"),
        ("1002", "Oak Street Cafe", "2026-01-16", "-50.00 USD", "receivable"),
    ]
    assert "Row 8 (“Payment”) is no invoice; skipped." in reading.notices
    assert "Row 5 is a heading and was skipped." in reading.notices
    assert "Row 9 is a totals row and was skipped." in reading.notices
    assert any("1 of 2 invoices are partly or wholly paid" in notice for notice in reading.notices)


def test_a_list_of_quickbooks_by_customer_takes_the_names_from_its_headings() -> None:
    reading = read(
        "Transaction List by Customer,,,,,,,",
        "Acme Books LLC,,,,,,,",
        '"January 1-31, 2026",,,,,,,',
        ",Date,Transaction type,Num,Posting (Y/N),Memo/Description,Account,Amount",
        "Oak Street Cafe,,,,,,,",
        ',01/15/2026,Invoice,1001,Y,Beans,Accounts Receivable (A/R),"1,250.00"',
        ",01/20/2026,Payment,77,Y,,Checking,-1000.00",
        "Total for Oak Street Cafe,,,,,,,$250.00",
        "Elm & Sons,,,,,,,",
        ",01/17/2026,Invoice,1003,Y,Cups,Accounts Receivable (A/R),80.00",
        ",01/18/2026,Credit Memo,1004,Y,Cups back,Accounts Receivable (A/R),-10.00",
        "Total for Elm & Sons,,,,,,,$70.00",
        base="USD",
    )
    assert invoices(reading) == [
        ("1001", "Oak Street Cafe", "2026-01-15", "1,250.00 USD", "receivable"),
        ("1003", "Elm & Sons", "2026-01-17", "80.00 USD", "receivable"),
        ("1004", "Elm & Sons", "2026-01-18", "-10.00 USD", "receivable"),
    ]
    assert reading.rejected == ()
    assert reading.mapping is not None
    assert reading.mapping.source == "QuickBooks"
    assert "Row 7 (“Payment”) is no invoice; skipped." in reading.notices


def test_an_ageing_detail_of_quickbooks_is_read_through_its_buckets() -> None:
    reading = read(
        "A/R Ageing Detail,,,,,,",
        "Acme Books LLC,,,,,,",
        '"As of Jan 31, 2026",,,,,,',
        "Date,Transaction Type,Num,Customer full name,Due Date,Amount,Open Balance",
        "31 - 60 days past due,,,,,,",
        '12/01/2025,Invoice,990,Oak Street Cafe,12/31/2025,"1,250.00",250.00',
        'Total for 31 - 60 days past due,,,,,"$1,250.00",$250.00',
        "1 - 30 days past due,,,,,,",
        "12/20/2025,Invoice,1003,Elm & Sons,01/19/2026,80.00,80.00",
        "Total for 1 - 30 days past due,,,,,$80.00,$80.00",
        'TOTAL,,,,,"$1,330.00",$330.00',
        base="USD",
    )
    assert invoices(reading) == [
        ("990", "Oak Street Cafe", "2025-12-01", "1,250.00 USD", "receivable"),
        ("1003", "Elm & Sons", "2025-12-20", "80.00 USD", "receivable"),
    ]
    assert reading.rejected == ()
    assert reading.mapping is not None
    assert reading.mapping.source == "QuickBooks"


def test_the_whole_header_of_xeros_sales_invoices_is_understood() -> None:
    parts = ("AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "City", "Region", "PostalCode")
    address = ",".join(f"{kind}{part}" for kind in ("PO", "SA") for part in (*parts, "Country"))
    header = (
        f"ContactName,EmailAddress,{address},InvoiceNumber,Reference,"
        "InvoiceDate,DueDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,Description,"
        "Quantity,UnitAmount,Discount,LineAmount,AccountCode,TaxType,TaxAmount,TrackingName1,TrackingOption1,"
        "TrackingName2,TrackingOption2,Currency,Type,Sent,Status"
    )
    place = '"1 High Street",,,,Leeds,,LS1 1AA,UK'
    row = (
        f"Acme,a@b.c,{place},{place},INV-1,PO 5,13/01/2026,12/02/2026,120.00,20.00,0.00,120.00,,{{}},1,50.00,"
        ",50.00,200,20% (VAT on Income),10.00,,,,,GBP,Sales invoice,Sent,Awaiting Payment"
    )
    reading = read(header, row.format("Work"), row.format("More"))
    assert invoices(reading) == [("INV-1", "Acme", "2026-01-13", "120.00 GBP", "receivable")]
    one = reading.invoices[0]
    assert (one.reference, one.purchase_order, str(one.due_on)) == ("PO 5", "", "2026-02-12")
    assert [item.description for item in one.line_items] == ["Work", "More"]
    assert reading.mapping is not None
    assert reading.mapping.source == "Xero"


def test_bank_lines_of_xero_come_as_a_statement_or_as_account_transactions() -> None:
    statement = read(
        "*Date,*Amount,Payee,Description,Reference,Cheque Number",
        "13/01/2026,120.00,Acme,Invoice INV-1,INV-1,",
        "14/01/2026,-15.50,Bank,Monthly fee,,000101",
        kind=BatchKind.PAYMENTS,
    )
    assert payments(statement) == [
        ("2026-01-13", "120.00 EUR", "Acme", "Invoice INV-1"),
        ("2026-01-14", "-15.50 EUR", "Bank", "Monthly fee"),
    ]
    assert statement.payments[1].check_number == "000101"
    ledger = read(
        "Account Transactions,,,,,,",
        "Acme Ltd,,,,,,",
        "For the period 1 January 2026 to 31 January 2026,,,,,,",
        "Date,Source,Description,Reference,Debit,Credit,Running Balance",
        "Opening Balance,,,,0.00,0.00,0.00",
        "13 Jan 2026,Receivable Payment,Acme,INV-1,120.00,,120.00",
        "14 Jan 2026,Spend Money,Bank - fee,,,15.50,104.50",
        "Closing Balance,,,,104.50,,104.50",
        kind=BatchKind.PAYMENTS,
    )
    assert [str(one.amount) for one in ledger.payments] == ["120.00 EUR", "-15.50 EUR"]
    assert "The running balance rises with debits: they were treated as money that came in." in ledger.notices
    for reading in (statement, ledger):
        assert reading.rejected == ()
        assert reading.mapping is not None
        assert reading.mapping.source == "Xero"


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_bank_keeps_its_own_signs_whichever_way_its_lines_run(newest_first: bool) -> None:
    rows = ["13/01/2026,In,,120.00,120.00", "14/01/2026,Fee,15.50,,104.50", "15/01/2026,Rent,50.00,,54.50"]
    told = read("Date,Details,Debit,Credit,Balance", *(reversed(rows) if newest_first else rows))
    assert sorted(one.amount.minor for one in told.payments) == [-5000, -1550, 12000]
    assert not any("running balance" in notice for notice in told.notices)


def test_an_import_sheet_of_quickbooks_sums_its_lines() -> None:
    reading = read(
        "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,ItemDescription,ItemQuantity,ItemRate,*ItemAmount,"
        "*ItemTaxCode,ItemTaxAmount,Currency",
        "1001,Oak,15/01/2026,14/02/2026,Net 30,Beans,1,100.00,100.00,20%,20.00,GBP",
        "1001,,,,,Cups,1,10.00,10.00,20%,2.00,GBP",
        "1002,Elm,16/01/2026,15/02/2026,Net 30,Beans,1,5.00,5.00,20%,1.00,GBP",
    )
    assert invoices(reading) == [
        ("1001", "Oak", "2026-01-15", "132.00 GBP", "receivable"),
        ("1002", "Elm", "2026-01-16", "6.00 GBP", "receivable"),
    ]
    assert [len(one.line_items) for one in reading.invoices] == [2, 1]


@pytest.mark.parametrize(
    "header",
    [
        "Rechnungsnummer;Kunde;Rechnungsdatum;Fällig am;Bruttobetrag",
        "Numéro de facture;Nom du client;Date de facture;Échéance;Montant TTC",
        "Factuurnummer;Klantnaam;Factuurdatum;Vervaldatum;Totaalbedrag",
        "Número de factura;Cliente;Fecha de factura;Vencimiento;Importe total",
        "Numero fattura;Cliente;Data fattura;Scadenza;Importo totale",
        "Invoice No.;Customer;Invoice Date;Due Date;Invoice Total (EUR)",
    ],
    ids=["German", "French", "Dutch", "Spanish", "Italian", "English"],
)
def test_invoices_in_six_languages(header: str) -> None:
    reading = read(header, "R1;Öl AG;31.01.2026;28.02.2026;1.190,00")
    assert invoices(reading) == [("R1", "Öl AG", "2026-01-31", "1,190.00 EUR", "receivable")]
    assert str(reading.invoices[0].due_on) == "2026-02-28"


def test_a_list_of_suppliers_is_payable_and_told() -> None:
    reading = read("Bill No,Vendor,Bill Date,Amount", "B1,Paper Co,2026-01-31,10.00")
    assert invoices(reading) == [("B1", "Paper Co", "2026-01-31", "10.00 EUR", "payable")]
    assert "Treated as payable: “Vendor” names who issued the invoices." in reading.notices


def test_a_column_without_a_known_name_is_found_by_what_it_holds_and_told() -> None:
    reading = read("Kdy,Popis,Kolik", "13.01.2026,x,-1.50", kind=BatchKind.PAYMENTS)
    assert [str(one.amount) for one in reading.payments] == ["-1.50 EUR"]
    assert "The column “Kdy” was used as the date, going by what is in it." in reading.notices
    assert "The column “Kolik” was used as the amount, going by what is in it." in reading.notices


def test_two_columns_that_could_be_the_date_are_asked_about() -> None:
    data = b"Kdy,Jindy,Kolik\n13.01.2026,14.01.2026,-1.50\n"
    reading = reader.read(data, "good.csv", BatchKind.PAYMENTS, None, Answers(), "EUR")
    assert [question.name for question in reading.questions] == ["columns"]
    assert reading.mapping is not None
    corrected = reading.mapping.with_column("paid_on", 1)
    again = reader.read(data, "good.csv", BatchKind.PAYMENTS, corrected, Answers(), "EUR")
    assert [one.paid_on.isoformat() for one in again.payments] == ["2026-01-14"]


def test_a_file_without_header_is_read_once_a_person_names_its_columns() -> None:
    data = b"18.09.2026;HOFER DANKT;18.09.2026;-33,87;EUR;;\n19.09.2026;SPAR;19.09.2026;-8,97;EUR;;\n"
    asked = reader.read(data, "bank.csv", BatchKind.PAYMENTS, None, Answers(), "")
    assert asked.mapping is not None
    named = asked.mapping
    for field, position in (("paid_on", 0), ("description", 1), ("amount", 3), ("currency", 4)):
        named = named.with_column(field, position)
    reading = reader.read(data, "bank.csv", BatchKind.PAYMENTS, mapping.from_json(named.to_json()))
    assert payments(reading) == [
        ("2026-09-18", "-33.87 EUR", "", "HOFER DANKT"),
        ("2026-09-19", "-8.97 EUR", "", "SPAR"),
    ]


def test_a_correction_is_remembered_by_the_shape_of_the_header() -> None:
    january = tabular.read_table(b"Date,Amount,Who\n2026-01-02,1.00,A\n", "a.csv", Answers())
    february = tabular.read_table(b" DATE ,amount,Who\n2026-02-02,2.00,B\n", "b.csv", Answers())
    other = tabular.read_table(b"Date,Amount,Memo\n2026-02-02,2.00,B\n", "c.csv", Answers())
    assert mapping.shape_key(january) == mapping.shape_key(february) != mapping.shape_key(other)


def test_a_mapping_for_another_shape_is_not_used() -> None:
    first = reader.read(
        b"Date,Amount,Memo\n2026-01-02,-1.00,A\n", "a.csv", BatchKind.PAYMENTS, None, Answers(), "EUR"
    )
    second = reader.read(
        b"Amount,Date,Memo\n-1.00,2026-01-02,A\n",
        "b.csv",
        BatchKind.PAYMENTS,
        first.mapping,
        Answers(),
        "EUR",
    )
    assert payments(second) == payments(first)


def test_a_sign_column_and_signed_amounts_must_agree() -> None:
    reading = read(
        "Date,Amount,D/C,Memo", "2026-01-02,-1.00,D,a", "2026-01-03,2.00,C,b", "2026-01-04,-3.00,C,c"
    )
    assert [str(one.amount) for one in reading.payments] == ["-1.00 EUR", "2.00 EUR"]
    assert [one.reason for one in reading.rejected] == ["the sign of the amount contradicts “C”"]


def test_line_breaks_before_a_row_do_not_shift_its_number() -> None:
    reading = read("Date,Amount,Memo", "", '2026-01-02,-1.00,"a', 'b"', "", "2026-01-03,x,c")
    assert [one.source_row for one in reading.payments] == [3]
    assert [one.row for one in reading.rejected] == [6]


def test_separator_line_of_excel_is_taken_at_its_word() -> None:
    reading = read("sep=;", "Date;Amount;Memo", "2026-01-02;-1,00;a,b,c")
    assert payments(reading) == [("2026-01-02", "-1.00 EUR", "", "a,b,c")]
    assert reading.payments[0].source_row == 3


def test_a_column_without_name_and_without_signs_is_not_taken_for_the_amount() -> None:
    data = b"Kdy,Popis,Kolik\n13.01.2026,x,1.50\n"
    reading = reader.read(data, "good.csv", BatchKind.PAYMENTS, None, Answers(), "EUR")
    assert [question.name for question in reading.questions] == ["columns"]

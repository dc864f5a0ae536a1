"""The table of bad inputs: text files that are wrong in one way each, and what must be said of each."""

from dataclasses import dataclass

LINES = "transaction_id,payment_date,amount,currency,description,reference"
BILLS = "invoice_number,counterparty,issue_date,total_amount,currency"
GOOD = "T0,2026-03-04,-1.00,EUR,text,R0"
OUT = ("2026-03-04", "-1.00 EUR")


def lines(*rows: str, head: str = LINES, end: str = "\n") -> str:
    """Bank lines: the header, one good line (money out), and these."""
    return head + end + end.join((GOOD, *rows)) + end


def table(head: str, *rows: str) -> str:
    return "\n".join((head, *rows)) + "\n"


@dataclass(frozen=True)
class Case:
    """A bad file and its answer: refused, asked, or read with these values, rejected rows and notices.

    `values` are (day, amount) of payments or (number, total) of invoices; of bank lines the good first one
    is left out.
    """

    name: str
    data: str | bytes
    refused: str = ""
    asked: str = ""
    values: tuple[tuple[str, ...], ...] = ()
    rejected: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    file: str = "file.csv"


def amount_case(name: str, amount: str, *, gives: str = "", reason: str = "", currency: str = "EUR") -> Case:
    """A bank line with one written amount."""
    quoted = '"' + amount + '"'
    row = lines(f"T1,2026-03-05,{quoted},{currency},text,R1")
    if gives:
        return Case(name, row, values=(("2026-03-05", gives),))
    return Case(name, row, rejected=(f"file.csv, row 3, column “amount”: {reason} (found “{amount}”)",))


def date_case(name: str, day: str, reason: str) -> Case:
    """A bank line with a day that is none."""
    return Case(
        name,
        lines(f"T1,{day},5.00,EUR,text,R1"),
        rejected=(f"file.csv, row 3, column “payment_date”: {reason} (found “{day}”)",),
    )


RANGE = "has a year outside 1990 to 2049"
TWO_DIGITS = "has a two-digit year outside 1990 to 2049"
TOO_LARGE = "is too large (more than 15 digits)"
ONE = (("2026-03-05", "5.00 EUR"),)
ONE_LINE = "T1,2026-03-05,5.00,EUR,text,R1"
BALANCED = table(
    "transaction_id,payment_date,amount,currency,balance",
    "T1,2026-03-04,-1.00,EUR,9.00",
    "T2,2026-03-04,-1.00,EUR,8.00",
    "T3,2026-03-04,-1.00,EUR,7.00",
)

CSV_CASES = (
    Case("c01 byte order mark", "\ufeff" + lines(ONE_LINE), values=ONE),
    Case("c02 UTF-16", lines(ONE_LINE).encode("utf-16"), values=ONE),
    Case(
        "c02 UTF-16 without its mark",
        lines(ONE_LINE).encode("utf-16-le"),
        asked="encoding: “file.csv” looks like UTF-16 text without its byte order mark. "
        "Which of these looks right? "
        "Answer with --encoding (utf-16-le or utf-16-be).",
    ),
    Case(
        "c03 Windows encoding",
        lines("T1,2026-03-05,5.00,EUR,Müller 5 €,R1").encode("cp1252"),
        asked="encoding: “file.csv” is not UTF-8 text. Which of these looks right? "
        "Answer with --encoding (cp1252 or iso8859-15 or cp1251 or cp1253).",
    ),
    Case(
        "c04 semicolons and decimal comma",
        table(LINES.replace(",", ";"), "T0;2026-03-04;-1,00;EUR;t;", "T1;2026-03-05;1.234,56;EUR;t;R1"),
        values=(("2026-03-05", "1,234.56 EUR"),),
    ),
    Case(
        "c05 line end inside quotes",
        lines('T1,2026-03-05,5.00,EUR,"two\nlines",R1', "T2,2026-03-05,x,EUR,text,R2"),
        values=ONE,
        rejected=("file.csv, row 5, column “amount”: is not an amount (found “x”)",),
    ),
    amount_case("c06 brackets", "(1,234.56)", gives="-1,234.56 EUR"),
    amount_case("c06 bracket not closed", "(1,234.56", reason="has an unmatched bracket"),
    amount_case("c07 minus behind", "1234.56-", gives="-1,234.56 EUR"),
    amount_case("c07 two signs", "-1234.56-", reason="has more than one sign or currency"),
    amount_case("c08 credit", "100.00 CR", gives="100.00 EUR"),
    amount_case("c08 debit", "40.00 DR", gives="-40.00 EUR"),
    amount_case("c09 symbol", "€1,234.56", gives="1,234.56 EUR"),
    amount_case(
        "c09 symbol of another currency",
        "€5.00",
        currency="USD",
        reason="is marked “€” but the currency is USD",
    ),
    amount_case("c10 apostrophes", "1'234.50", gives="1,234.50 EUR"),
    amount_case("c10 narrow spaces", "1\u202f234.50", gives="1,234.50 EUR"),
    amount_case(
        "c10 groups of no size",
        "12,34,5.00",
        reason="does not fit “.”, the decimal sign of the file's other amounts",
    ),
    Case(
        "c11 days or months",
        table(LINES, "T1,03/04/2026,-1.00,EUR,text,R1", "T2,05/06/2026,-1.00,EUR,text,R2"),
        asked="day_first: In “file.csv” the date “05/06/2026” can be read in two ways. Which comes first? "
        "Answer with --day-first (yes or no).",
    ),
    Case(
        "c11 days and months in one file",
        table(LINES, "T1,13/04/2026,-1.00,EUR,text,R1", "T2,04/13/2026,-1.00,EUR,text,R2"),
        asked="day_first: In “file.csv” the date “04/13/2026” can be read in two ways. Which comes first? "
        "Answer with --day-first (yes or no).",
    ),
    date_case("c12 day number", "46027", "is a spreadsheet's day number (perhaps 2026-01-05), not a date"),
    date_case("c13 year 68", "13.01.68", TWO_DIGITS),
    date_case("c13 year 69", "13.01.69", TWO_DIGITS),
    date_case(
        "c13 any two digits",
        "13-01-12",
        "has two-digit numbers only, so its year is not clear",
    ),
    date_case("c14 30 February", "2026-02-30", "is not a real date"),
    Case(
        "c15 a column twice",
        table("transaction_id,payment_date,amount,amount,currency", "T1,2026-03-04,10.50,10.50,EUR"),
        refused="“file.csv” has the column “amount” more than once (columns 3 and 4); rename or remove one.",
    ),
    Case(
        "c16 no header",
        table("T0,2026-03-04,10.50,EUR,text,R1", "T1,2026-03-04,10.50,EUR,text,R1"),
        asked="columns: “file.csv” has no header row: its first row already holds values. "
        "Add one, or say which column is which.",
    ),
    Case(
        "c16 words only",
        table("once,upon,a", "time,there,was"),
        refused="“file.csv” has no header row: looked in its first 2 rows for names such as “date”, “amount” "
        "or “invoice number”.",
    ),
    Case(
        "c16 words in one row",
        table("once,upon,a"),
        refused="“file.csv” has no header row: looked in its only row for names such as “date”, “amount” or "
        "“invoice number”.",
    ),
    Case("c17 preamble", "My Bank\nAccount;123\n\nperiod;March\n" + lines(ONE_LINE), values=ONE),
    Case(
        "c18 totals row",
        lines(ONE_LINE, "Total,,4.00,,,"),
        values=ONE,
        notices=("Row 4 is a totals row and was skipped.",),
    ),
    Case(
        "c18 totals row that does not add up",
        lines(ONE_LINE, "Total,,21.00,,,"),
        values=ONE,
        notices=(
            "Row 4 is a totals row and was skipped.",
            "The totals row 4 says 21.00 EUR, but the rows come to 4.00 EUR.",
        ),
    ),
    Case(
        "c18 balance rows",
        lines("B1,2026-03-05,900.00,EUR,Opening balance,"),
        notices=("Row 3 is a balance, not a payment, and was skipped.",),
    ),
    Case(
        "c19 unquoted decimal comma",
        lines("T1,2026-03-05,11,50,EUR,text,R1"),
        rejected=("file.csv, row 3: the row has 7 fields, the header has 6 (found “R1”)",),
    ),
    Case(
        "c20 short row",
        lines("T1,2026-03-05,11.50"),
        rejected=("file.csv, row 3: the row has 3 fields, the header has 6 (found “11.50”)",),
    ),
    Case(
        "c21 NUL",
        lines("T1,2026-03-05,11.50,EUR,te\0xt,R1"),
        rejected=("file.csv, row 3, column “description”: contains a NUL character (found “te\ufffdxt”)",),
    ),
    Case(
        "c22 quote never closed",
        lines('T1,2026-03-05,11.50,EUR,"text,R1', "T2,2026-03-05,11.50,EUR,text,R1"),
        rejected=(
            "file.csv, row 3: a quotation mark is never closed "
            "and takes in everything down to row 4 "
            '(found “T1,2026-03-05,11.50,EUR,"text,R1”)',
        ),
    ),
    Case(
        "c22 letters behind a quote",
        lines('T1,2026-03-05,11.50,EUR,"te"xt,R1', ONE_LINE),
        values=ONE,
        rejected=(
            "file.csv, row 3: a quotation mark is in the wrong place "
            '(found “T1,2026-03-05,11.50,EUR,"te"xt,R1”)',
        ),
    ),
    Case(
        "c22 quotes that swallow rows",
        lines('T1,2026-03-05,11.50,EUR,"text,R1', ONE_LINE, 'T3,2026-03-05,11.50,EUR,text",R1'),
        rejected=(
            "file.csv, row 3: a quoted field contains what look like whole rows; a quotation mark is missing "
            "(found “T1”)",
        ),
    ),
    amount_case("c25 too many digits", "90071992547409.93", reason=TOO_LARGE),
    amount_case("c25 too many yen", "9007199254740993", reason=TOO_LARGE, currency="JPY"),
    amount_case("c25 fifteen digits", "9007199254740.93", gives="9,007,199,254,740.93 EUR"),
    amount_case("c26 NaN", "NaN", reason="is not an amount"),
    amount_case("c26 Infinity", "Infinity", reason="is not an amount"),
    amount_case("c26 exponent", "1e400", reason="is not an amount"),
    Case(
        "c26 blank",
        lines("T1,2026-03-05,,EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: the amount is missing",),
    ),
    amount_case("c27 a tenth of a cent", "10.005", reason="has more decimals than EUR has (2)"),
    amount_case("c27 half a yen", "10.5", reason="has more decimals than JPY has (0)", currency="JPY"),
    amount_case("c27 four decimals", "1.2345", reason="has more decimals than KWD has (3)", currency="KWD"),
    Case(
        "c28 currencies",
        lines("T1,2026-03-05,5.00,EURO,,", "T2,2026-03-05,5.00,,,", "T3,2026-03-05,5.00,eur,,"),
        values=ONE,
        rejected=(
            "file.csv, row 3, column “currency”: is not an ISO 4217 currency code (found “EURO”)",
            "file.csv, row 4, column “currency”: the currency is missing",
        ),
    ),
    Case(
        "c28 two styles of amounts",
        lines("T1,2026-03-05,1.50,EUR,,", 'T2,2026-03-05,"2,75",EUR,,', 'T3,2026-03-05,"2,75",EUR,,'),
        asked="decimal: “file.csv” writes amounts in two styles: “-1.00” in row 2 has a decimal point, "
        "“2,75” in rows 4 and 5 a decimal comma. Which one is right? Rows in the other style will be "
        "rejected. Answer with --decimal (. or ,).",
    ),
    Case(
        "c28 no currency at all",
        table("payment_date,amount,description", "2026-03-04,-1.00,text"),
        asked="currency: No column names the currency in “file.csv”. Which currency are its amounts in? "
        "Answer with --currency (EUR or USD or GBP or CHF).",
    ),
    Case("c29 empty", b"", refused="“file.csv” is empty: it has no data rows."),
    Case("c29 header only", LINES, refused="“file.csv” has no data rows: only a header in row 1."),
    Case("c29 blank lines", "\n\n\n", refused="“file.csv” is empty: it has no data rows."),
    Case("c29 blank fields", ",,\n,,\n", refused="“file.csv” has no data rows."),
    Case(
        "c30 web page",
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        refused="“file.csv” is a web page (HTML), not a table: "
        "it may be a sign-in page saved in place of the file.",
    ),
    Case("c30 XML", "<?xml version='1.0'?><a/>", refused="“file.csv” is XML, not a table."),
    Case("c30 JSON", '{"a": 1}', refused="“file.csv” is JSON, not a table."),
    Case("c30 PDF", b"%PDF-1.7", refused="“file.csv” is a PDF, not a table."),
    Case(
        "c30 noise",
        bytes(range(1, 32)) * 40,
        refused="“file.csv” is not text, and not a file type that is known here.",
    ),
    Case(
        "c30 prose named like a PDF",
        "Dear customer\nyour statement is ready\n",
        file="bill.pdf",
        refused="“bill.pdf” is not a table, nor a PDF though named like one: no comma, semicolon, tab or bar "
        "divides its lines into columns. Nor is it a bank statement (OFX, MT940, BAI2, CAMT, QIF, ACH or "
        "EDI 820).",
    ),
    Case(
        "c30 prose",
        "Dear customer\nyour statement is ready\n",
        refused="“file.csv” is not a table: no comma, semicolon, tab or bar divides its lines into columns. "
        "Nor is it a bank statement (OFX, MT940, BAI2, CAMT, QIF, ACH or EDI 820).",
    ),
    Case(
        "c31 one huge field",
        lines("T1,2026-03-05,5.00,EUR," + "x" * 3_000_000 + ",R1"),
        refused="“file.csv”, row 3: one field is longer than the limit of 131,072 characters.",
    ),
    Case(
        "c32 columns",
        table(",".join(f"a{i}" for i in range(20_000)), ",".join("1" * 20_000)),
        refused="“file.csv” has 20,000 columns; 500 is the limit.",
    ),
    Case("c33 line ends of old Macs", lines(ONE_LINE, end="\r"), values=ONE),
    Case(
        "c34 debit and credit",
        table(
            "transaction_id,payment_date,debit,credit,currency",
            "T0,2026-03-04,1.00,,EUR",
            "T1,2026-03-05,1.00,2.00,EUR",
            "T2,2026-03-05,,,EUR",
            "T3,2026-03-05,0.00,5.00,EUR",
            "T4,2026-03-05,0.00,,EUR",
        ),
        values=ONE,
        rejected=(
            "file.csv, row 3, column “debit”: both debit and credit are filled (found “1.00”)",
            "file.csv, row 4, column “debit”: neither debit nor credit is filled",
            "file.csv, row 6, column “debit”: the amount is zero (found “0.00”)",
        ),
    ),
    Case("c35 separators inside text", lines("T1,2026-03-05,5.00,EUR,a\u2028b\u0085c,R1"), values=ONE),
    Case(
        "c36 damaged letters",
        lines("T1,2026-03-05,5.00,EUR,déjà vu,R1").encode()
        + b"T2,2026-03-05,5.00,EUR,bad \xff,R1\nT3,2026-03-05,5.00,EUR,bad \xed\xa0\x80,R1\n",
        values=ONE,
        rejected=(
            "file.csv, row 4, column “description”: contains damaged characters (found “bad \ufffd”)",
            "file.csv, row 5, column “description”: contains damaged characters "
            "(found “bad \ufffd\ufffd\ufffd”)",
        ),
    ),
    amount_case("c37 underscores", "1_000.00", reason="is not an amount"),
    amount_case("c37 hexadecimal", "0x1A", reason="is not an amount"),
    amount_case("c37 Arabic digits", "١٢٣.٠٠", reason="is not an amount"),
    amount_case("c37 a sum", "-2+3", reason="is not an amount"),
    amount_case("c38 TRUE", "TRUE", reason="is not an amount"),
    Case(
        "c39 blanks and capitals in the header",
        lines(ONE_LINE, head=" Transaction ID , PAYMENT DATE,Amount ,currency, Description,REFERENCE "),
        values=ONE,
    ),
    Case(
        "c40 twice itself, by its balance",
        BALANCED * 2,
        refused="“file.csv” contains the same statement twice: rows 6 to 8 repeat rows 2 to 4, "
        "balances included. "
        "Remove one half.",
    ),
    Case(
        "c40 twice itself, perhaps",
        lines(ONE_LINE, "T2,2026-03-05,5.00,EUR,text,R2") * 2,
        values=(*ONE, *ONE, OUT, *ONE, *ONE),
        notices=(
            "The header is repeated in row 5; it was skipped.",
            "Rows 6 to 8 repeat rows 2 to 4: if the file was put together twice, remove one half.",
        ),
    ),
    date_case("c45 2062", "2062-01-01", RANGE),
    date_case("c45 day 0 of 1900", "1900-01-00", RANGE),
    date_case("c45 year 0", "0000-00-00", RANGE),
    Case(
        "c46 credit note and nothing",
        table(BILLS, "I1,Acme,2026-03-04,-1.00,EUR", "I2,Acme,2026-03-04,0.00,EUR"),
        values=(("I1", "-1.00 EUR"),),
        rejected=("file.csv, row 3, column “total_amount”: the total is zero (found “0.00”)",),
    ),
    Case(
        "c46 payment of nothing",
        lines("T1,2026-03-05,0.00,EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: the amount is zero (found “0.00”)",),
    ),
    Case(
        "the same invoice twice",
        table(BILLS, "I1,Acme,2026-03-04,1.00,EUR", "I1,Acme,2026-03-05,2.00,EUR"),
        values=(("I1", "1.00 EUR"),),
        rejected=(
            "file.csv, row 3, column “invoice_number”: "
            "the same invoice number of “Acme” is in row 2 (found “I1”)",
        ),
    ),
    Case(
        "invoices without their names",
        table(BILLS, ",Acme,2026-03-04,1.00,EUR", "I2,,2026-03-04,1.00,EUR", "I3,Acme,,1.00,EUR"),
        rejected=(
            "file.csv, row 2, column “invoice_number”: the invoice number is missing",
            "file.csv, row 3, column “counterparty”: the counterparty is missing",
            "file.csv, row 4, column “issue_date”: the date is missing",
        ),
    ),
    Case(
        "pending lines",
        lines("T1,Pending,5.00,EUR,text,R1"),
        rejected=(
            "file.csv, row 3, column “payment_date”: the line is still pending: it has no date yet and comes "
            "again once it is booked (found “Pending”)",
        ),
    ),
)

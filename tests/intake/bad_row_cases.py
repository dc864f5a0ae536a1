"""The table of bad inputs: more files of rows with one thing wrong each, and what must be said of each."""

from tests.intake.bad_texts import BILLS, ONE_LINE, Case, lines, table

ROW_CASES = (
    Case(
        "a gzip archive",
        b"\x1f\x8b" + bytes(50),
        refused="“file.csv” is a compressed archive (gzip); unpack it first.",
    ),
    Case(
        "a 7z archive",
        b"7z\xbc\xaf\x27\x1c" + bytes(50),
        refused="“file.csv” is a compressed archive (7z); unpack it first.",
    ),
    Case(
        "a picture",
        b"\x89PNG\r\n" + bytes(50),
        refused="“file.csv” is a picture, not a table.",
    ),
    Case(
        "a Parquet file",
        b"PAR1" + bytes(50),
        refused="“file.csv” is a Parquet file; export it as CSV.",
    ),
    Case(
        "a database",
        b"SQLite format 3\0" + bytes(50),
        refused="“file.csv” is a database, not a table.",
    ),
    Case(
        "an old workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        refused="“file.xls” is an old Excel workbook (.xls): save it as .xlsx or CSV and upload it again.",
        file="file.xls",
    ),
    Case(
        "UTF-16 cut inside a letter",
        lines(ONE_LINE).encode("utf-16")[:-1],
        refused="“file.csv” says it is utf-16 but ends in the middle of a character.",
    ),
    Case(
        "a month 13",
        lines("T1,2026-13-01,5.00,EUR,text,R1"),
        rejected=("file.csv, row 3, column “payment_date”: is not a real date (found “2026-13-01”)",),
    ),
    Case(
        "a time and no day",
        lines("T1,10:15,5.00,EUR,text,R1"),
        rejected=("file.csv, row 3, column “payment_date”: is not a date (found “10:15”)",),
    ),
    Case(
        "a month nobody knows",
        lines("T1,31 Foo 2026,5.00,EUR,text,R1"),
        rejected=("file.csv, row 3, column “payment_date”: is not a date (found “31 Foo 2026”)",),
    ),
    Case(
        "a span of days",
        lines("T1,2026-01-01/2026-01-31,5.00,EUR,text,R1"),
        rejected=("file.csv, row 3, column “payment_date”: is not a date (found “2026-01-01/2026-01-31”)",),
    ),
    Case(
        "no day",
        lines("T1,,5.00,EUR,text,R1"),
        rejected=("file.csv, row 3, column “payment_date”: the date is missing",),
    ),
    Case(
        "an amount in words",
        lines("T1,2026-03-05,five,EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: is not an amount (found “five”)",),
    ),
    Case(
        "an amount with two signs",
        lines("T1,2026-03-05,--5.00,EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: has more than one sign or currency (found “--5.00”)",),
    ),
    Case(
        "an amount in two currencies",
        lines("T1,2026-03-05,EUR 5.00 USD,EUR,text,R1"),
        rejected=(
            "file.csv, row 3, column “amount”: has more than one sign or currency (found “EUR 5.00 USD”)",
        ),
    ),
    Case(
        "a percentage",
        lines("T1,2026-03-05,5%,EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: is not an amount (found “5%”)",),
    ),
    Case(
        "a spreadsheet's error as an amount",
        lines("T1,2026-03-05,#N/A,EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: is not an amount (found “#N/A”)",),
    ),
    Case(
        "a fraction",
        lines("T1,2026-03-05,1/2,EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: is not an amount (found “1/2”)",),
    ),
    Case(
        "a currency sign alone",
        lines("T1,2026-03-05,€,EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: is not an amount (found “€”)",),
    ),
    Case(
        "two decimal points",
        lines("T1,2026-03-05,1.000.50,EUR,text,R1"),
        asked="decimal: “file.csv” writes amounts in two styles: “-1.00” in row 2 has a decimal "
        "point, “1.000.50” in row 3 a decimal comma. Which one is right? Rows in the other style "
        "will be rejected. Answer with --decimal (. or ,).",
    ),
    Case(
        "a mark that is neither debit nor credit",
        table(
            "Date,Amount,Currency,D/C",
            "2026-01-02,1.00,EUR,D",
            "2026-01-03,2.00,EUR,C",
            "2026-01-04,3.00,EUR,",
        ),
        values=(("2026-01-02", "-1.00 EUR"), ("2026-01-03", "2.00 EUR")),
        rejected=("file.csv, row 4, column “D/C”: says neither debit nor credit",),
    ),
    Case(
        "a mark that contradicts the sign",
        table(
            "Date,Amount,Currency,D/C",
            "2026-01-02,-1.00,EUR,D",
            "2026-01-03,2.00,EUR,C",
            "2026-01-04,-3.00,EUR,C",
        ),
        values=(("2026-01-02", "-1.00 EUR"), ("2026-01-03", "2.00 EUR")),
        rejected=(
            "file.csv, row 4, column “Amount”: the sign of the amount contradicts “C” (found “-3.00”)",
        ),
    ),
    Case(
        "a negative credit",
        table("Date,Debit,Credit,Currency", "2026-01-02,1.00,,EUR", "2026-01-03,,-2.00,EUR"),
        values=(("2026-01-02", "-1.00 EUR"),),
        rejected=("file.csv, row 3, column “Credit”: a credit is negative (found “-2.00”)",),
    ),
    Case(
        "debits with both signs",
        table(
            "Date,Debit,Credit,Currency",
            "2026-01-02,-1.00,,EUR",
            "2026-01-03,-2.00,,EUR",
            "2026-01-04,3.00,,EUR",
        ),
        values=(("2026-01-02", "1.00 EUR"), ("2026-01-03", "2.00 EUR")),
        rejected=(
            "file.csv, row 4, column “Debit”: its sign differs from the file's other debits (found “3.00”)",
        ),
    ),
    Case(
        "an amount and a debit that differ",
        table(
            "Date,Amount,Debit,Credit,Currency", "2026-01-02,-1.00,1.00,,EUR", "2026-01-03,-2.00,3.00,,EUR"
        ),
        values=(("2026-01-02", "-1.00 EUR"),),
        rejected=("file.csv, row 3, column “Debit”: differs from the amount of the row (found “3.00”)",),
    ),
    Case(
        "a document of no known kind",
        table(
            BILLS + ",type",
            *[f"I{i},Acme,2026-03-04,1.00,EUR,Invoice" for i in range(5)],
            "I9,Acme,2026-03-04,1.00,EUR,Sonderfall",
        ),
        values=(
            ("I0", "1.00 EUR"),
            ("I1", "1.00 EUR"),
            ("I2", "1.00 EUR"),
            ("I3", "1.00 EUR"),
            ("I4", "1.00 EUR"),
        ),
        rejected=(
            "file.csv, row 7, column “type”: says neither receivable nor payable, invoice nor "
            "credit note (found “Sonderfall”)",
        ),
    ),
    Case(
        "lines of one invoice that differ",
        table(
            "Invoice Number,Customer,Invoice Date,Total,Currency,Description,Line Amount",
            "I1,Acme,2026-03-04,3.00,EUR,a,1.00",
            "I1,Acme,2026-03-04,4.00,EUR,b,2.00",
        ),
        rejected=(
            "file.csv, row 2, column “Total”: the rows of invoice “I1” give different totals (found “3.00”)",
            "file.csv, row 3, column “Total”: the rows of invoice “I1” give different totals (found “4.00”)",
        ),
    ),
    Case(
        "an invoice with a line that cannot be read",
        table(
            "Invoice Number,Customer,Invoice Date,Total,Currency,Description,Line Amount",
            "I1,Acme,2026-03-04,3.00,EUR,a,1.00",
            "I1,Acme,2026-02-30,3.00,EUR,b,2.00",
        ),
        rejected=(
            "file.csv, row 2, column “Total”: another row of invoice “I1” cannot be read (found “3.00”)",
            "file.csv, row 3, column “Invoice Date”: is not a real date (found “2026-02-30”)",
        ),
    ),
    Case(
        "no column for the amount",
        table("Date,Description,Currency,Value date", "2026-03-04,text,EUR,2026-03-04"),
        asked="columns: “file.csv” has no column for the amount. Its columns are “Date”, "
        "“Description”, “Currency”, “Value date”.",
    ),
    Case(
        "two columns that may be the day",
        table("Kdy,Jindy,Amount,Currency,Transaction ID", "13.01.2026,14.01.2026,-1.50,EUR,T1"),
        asked="columns: “file.csv” has no column for the date. Its columns are “Kdy”, “Jindy”, "
        "“Amount”, “Currency”, “Transaction ID”.",
    ),
    Case(
        "the same debit column twice",
        table("Date,Debit,Debit,Credit,Currency", "2026-03-04,1.00,2.00,,EUR"),
        refused="“file.csv” has the column “Debit” more than once (columns 2 and 3); rename or remove one.",
    ),
    Case(
        "two currencies side by side",
        table("Date,Balance,Currency,Amount,Currency", "2026-03-04,9.00,EUR,-1.00,USD"),
        refused="“file.csv” has the column “Currency” more than once (columns 3 and 5); rename or "
        "remove one.",
    ),
    Case(
        "a half bracket",
        lines("T1,2026-03-05,5.00),EUR,text,R1"),
        rejected=("file.csv, row 3, column “amount”: has an unmatched bracket (found “5.00)”)",),
    ),
)

"""The table of bad inputs: bank statements broken in one way each, and what must be said of each."""

from tests.intake.bad_texts import Case
from tests.intake.test_statement_records import ACH, BAI2, QIF, X12
from tests.intake.test_statements import CAMT, MT940, OFX

STATEMENT_CASES = (
    Case(
        "mt940 cut inside a line",
        MT940[: MT940.index("D85,20")],
        refused="“bank.sta” is cut short or damaged: it cannot be read as MT940.",
        file="bank.sta",
    ),
    Case(
        "mt940 line without a day",
        MT940.replace(":61:2603030303D85,20", ":61:26XX030303D85,20"),
        refused="“bank.sta” is cut short or damaged: it cannot be read as MT940.",
        file="bank.sta",
    ),
    Case(
        "mt940 letters behind the amount",
        MT940.replace("D85,20", "D85,20n"),
        values=(("2026-03-02", "1,190.00 EUR"), ("2026-03-04", "-190.00 EUR")),
        rejected=(
            "bank.sta, row 7, column “:61:”: the line is not written as date, mark, amount and code "
            "(found “2603030303D85,20nNDDTNONREF//B2”)",
        ),
        file="bank.sta",
    ),
    Case(
        "ofx amount in letters",
        OFX.replace("<TRNAMT>1250.00", "<TRNAMT>lots"),
        values=(("2026-03-03", "-85.20 USD"),),
        rejected=(
            "bank.ofx, row 8, column “TRNAMT”: the amount of transaction “A1” cannot be read (found “lots”)",
            "bank.ofx, row 10, column “TRNAMT”: the amount of transaction “A3” cannot be read (found “$7”)",
        ),
        file="bank.ofx",
    ),
    Case(
        "ofx without a day",
        OFX.replace("<DTPOSTED>20260302120000", ""),
        values=(("2026-03-03", "-85.20 USD"),),
        rejected=(
            "bank.ofx, row 8, column “DTPOSTED”: the date of transaction “A1” is missing",
            "bank.ofx, row 10, column “TRNAMT”: the amount of transaction “A3” cannot be read (found “$7”)",
        ),
        file="bank.ofx",
    ),
    Case(
        "ofx with entities",
        OFX.replace("<OFX>", "<!DOCTYPE a [<!ENTITY b 'c'>]><OFX>"),
        refused="“bank.ofx” is refused: it declares a document type or entities.",
        file="bank.ofx",
    ),
    Case(
        "ofx in place of a statement an error",
        OFX[: OFX.index("<STMTRS>")].replace(
            "<CODE>0<SEVERITY>INFO", "<CODE>2000<SEVERITY>ERROR<MESSAGE>Try later"
        )
        + "</STMTTRNRS></BANKMSGSRSV1></OFX>",
        refused="“bank.ofx” contains no statement: the bank answered with error 2000, “Try later”.",
        file="bank.ofx",
    ),
    Case(
        "m01 camt with entities",
        CAMT.replace("<Document", "<!DOCTYPE a [<!ENTITY b 'c'>]><Document"),
        refused="“bank.xml” is refused: it declares a document type or entities.",
        file="bank.xml",
    ),
    Case(
        "m02 camt with an external entity",
        CAMT.replace("<Document", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><Document"),
        refused="“bank.xml” is refused: it declares a document type or entities.",
        file="bank.xml",
    ),
    Case(
        "m03 camt nested without end",
        CAMT.replace("<Stmt>", "<a>" * 200 + "</a>" * 200 + "<Stmt>"),
        refused="“bank.xml” is refused: its XML is nested more than 100 deep.",
        file="bank.xml",
    ),
    Case(
        "m04 camt amount with an exponent",
        CAMT.replace('<Amt Ccy="EUR">5.00</Amt>', '<Amt Ccy="EUR">1E3</Amt>'),
        values=(("2026-03-02", "20.00 EUR"), ("2026-03-02", "30.00 EUR"), ("2026-03-05", "9.00 EUR")),
        rejected=("bank.xml, row 15, column “amount”: is not an amount (found “1E3”)",),
        notices=(
            "Account NL26VAYB8060476890: the opening balance 100 and the lines come to 150, but the "
            "closing balance is 145. Lines may be missing.",
            "1 of 3 lines are pending: the bank has not booked them yet.",
        ),
        file="bank.xml",
    ),
    Case(
        "camt amount that is NaN",
        CAMT.replace('<Amt Ccy="EUR">5.00</Amt>', '<Amt Ccy="EUR">NaN</Amt>'),
        values=(("2026-03-02", "20.00 EUR"), ("2026-03-02", "30.00 EUR"), ("2026-03-05", "9.00 EUR")),
        rejected=("bank.xml, row 15, column “amount”: is not an amount (found “NaN”)",),
        notices=(
            "Account NL26VAYB8060476890: the opening balance 100 and the lines come to 150, but the "
            "closing balance is 145. Lines may be missing.",
            "1 of 3 lines are pending: the bank has not booked them yet.",
        ),
        file="bank.xml",
    ),
    Case(
        "camt amount of a tenth of a cent",
        CAMT.replace('<Amt Ccy="EUR">5.00</Amt>', '<Amt Ccy="EUR">5.001</Amt>'),
        values=(("2026-03-02", "20.00 EUR"), ("2026-03-02", "30.00 EUR"), ("2026-03-05", "9.00 EUR")),
        rejected=("bank.xml, row 15, column “amount”: has more decimals than EUR has (2) (found “-5.001”)",),
        notices=(
            "Account NL26VAYB8060476890: the opening balance 100.000 and the lines come to 144.999, "
            "but the closing balance is 145.000. Lines may be missing.",
            "1 of 3 lines are pending: the bank has not booked them yet.",
        ),
        file="bank.xml",
    ),
    Case(
        "camt currency nobody knows",
        CAMT.replace('<Amt Ccy="EUR">5.00</Amt>', '<Amt Ccy="ABC">5.00</Amt>'),
        values=(("2026-03-02", "20.00 EUR"), ("2026-03-02", "30.00 EUR"), ("2026-03-05", "9.00 EUR")),
        rejected=("bank.xml, row 15, column “currency”: is not an ISO 4217 currency code (found “ABC”)",),
        notices=("1 of 3 lines are pending: the bank has not booked them yet.",),
        file="bank.xml",
    ),
    Case(
        "camt day that is none",
        CAMT.replace("2026-03-04T10:00:00+01:00", "2026-13-04"),
        values=(("2026-03-02", "20.00 EUR"), ("2026-03-02", "30.00 EUR"), ("2026-03-05", "9.00 EUR")),
        rejected=("bank.xml, row 15, column “payment_date”: is not a real date (found “2026-13-04”)",),
        notices=("1 of 3 lines are pending: the bank has not booked them yet.",),
        file="bank.xml",
    ),
    Case(
        "m05 camt cut short",
        CAMT[:900],
        refused="“bank.xml” is cut short or damaged: it is not well-formed XML.",
        file="bank.xml",
    ),
    Case(
        "bai2 cut short",
        BAI2[: BAI2.index("98,")],
        refused="“bank.bai” is cut short: it ends with a record 49 in row 8, without the file's "
        "trailer (99).",
        file="bank.bai",
    ),
    Case(
        "bai2 record nobody knows",
        BAI2.replace("\n49,", "\n47,"),
        values=(("2026-03-02", "1,250.00 USD"), ("2026-03-02", "-85.20 USD")),
        notices=(
            "Account 0123456789 has no trailer (49): lines may be missing.",
            "The trailer in row 10 says the file has 10 records, but it has 9. Lines may be missing.",
        ),
        file="bank.bai",
    ),
    Case(
        "bai2 transaction outside an account",
        BAI2.replace("03,0123456789,USD,010,500000,,,015/\n88,616480,,/\n", ""),
        refused="“bank.bai” is damaged: a transaction (16) stands in row 3 outside an account (03).",
        file="bank.bai",
    ),
    Case(
        "bai2 account outside a group",
        BAI2.replace("02,031001234,122099999,1,260302,2359,USD,2/\n", ""),
        refused="“bank.bai” is damaged: an account (03) stands in row 2 outside a group (02).",
        file="bank.bai",
    ),
    Case(
        "bai2 amount in letters",
        BAI2.replace("16,475,8520", "16,475,85x0"),
        values=(("2026-03-02", "1,250.00 USD"),),
        rejected=("bank.bai, row 7, column “amount”: the amount is not a number (found “85x0”)",),
        notices=(
            "Account 0123456789: its amounts come to 1,241,480, but its control total in row 8 is "
            "1250000. Lines may be missing or changed.",
            "Account 0123456789: the opening balance 5,000.00 and the lines come to 6,250.00, but "
            "the closing balance is 6,164.80. Lines may be missing.",
        ),
        file="bank.bai",
    ),
    Case(
        "bai2 code that is none",
        BAI2.replace("16,475,8520", "16,4x5,8520"),
        values=(("2026-03-02", "1,250.00 USD"),),
        rejected=(
            "bank.bai, row 7, column “type code”: the code says neither credit nor debit (found “4x5”)",
        ),
        notices=(
            "Account 0123456789: the opening balance 5,000.00 and the lines come to 6,250.00, but "
            "the closing balance is 6,164.80. Lines may be missing.",
        ),
        file="bank.bai",
    ),
    Case(
        "bai2 group taken back",
        BAI2.replace("122099999,1,260302,2359", "122099999,2,260302,2359"),
        rejected=(
            "bank.bai, row 5, column “group status”: the group cancels what an earlier file "
            "reported (found “2”)",
            "bank.bai, row 7, column “group status”: the group cancels what an earlier file "
            "reported (found “2”)",
        ),
        file="bank.bai",
    ),
    Case(
        "bai2 balance in letters",
        BAI2.replace("010,500000", "010,5000x0"),
        refused="“bank.bai”, row 3: the amount “5000x0” of code 010 is not a number.",
        file="bank.bai",
    ),
    Case(
        "ach cut short",
        ACH[: ACH.index("\n9")],
        refused="“bank.ach” is cut short: it ends in row 7 without the file's control record (9).",
        file="bank.ach",
    ),
    Case(
        "ach entry outside a batch",
        ACH.replace("\n5200", "\n6200"),
        refused="“bank.ach” is damaged: the entry in row 2 stands outside a batch (5 to 8).",
        file="bank.ach",
    ),
    Case(
        "ach record nobody knows",
        ACH.replace("\n705", "\n405"),
        refused="“bank.ach” is damaged: row 4 begins with “405PAYMENT”, which is none of the record "
        "types 1, 5, 6, 7, 8 and 9.",
        file="bank.ach",
    ),
    Case(
        "ach amount in letters",
        ACH.replace("0000001999SUB", "00000019x9SUB"),
        values=(("2026-03-03", "1,250.00 USD"),),
        rejected=("bank.ach, row 5, column “amount”: the amount is not a number (found “00000019x9”)",),
        notices=(
            "Amounts are signed as the account that each entry names sees them: a credit to it is "
            "money in, a debit money out.",
            "The debits of the batch of row 2 come to 0, but its control record says 19.99. Lines "
            "may be missing or changed.",
            "The debits of the file come to 0, but its control record says 19.99. Lines may be "
            "missing or changed.",
            "Entries that move no money were skipped (row 6).",
        ),
        file="bank.ach",
    ),
    Case(
        "qif transaction not ended",
        QIF.replace("PCustomer\n^", "PCustomer"),
        refused="“bank.qif” is cut short: the transaction that begins in row 13 is not ended (^).",
        file="bank.qif",
    ),
    Case(
        "qif field that is none",
        QIF.replace("PCustomer", "?Customer"),
        refused="“bank.qif” is damaged: row 15 begins with “?Customer”, which is not a QIF field.",
        file="bank.qif",
    ),
    Case(
        "820 cut short",
        X12[: X12.index("IEA")],
        refused="“advice.820” is cut short: it ends without the interchange's trailer (IEA).",
        file="advice.820",
    ),
    Case(
        "820 of another kind",
        X12.replace("ST*820", "ST*850"),
        refused="“advice.820” is an X12 interchange without a remittance advice (820).",
        file="advice.820",
    ),
    Case(
        "820 day that is none",
        X12.replace("20260303~", "2026033~"),
        rejected=(
            "advice.820, row 4, column “BPR”: the payment's date is not written as year, month and "
            "day (found “2026033”)",
        ),
        notices=("0 payments are advised by the payer (820), to count when the bank has booked it.",),
        file="advice.820",
    ),
    Case(
        "820 amount in letters",
        X12.replace("BPR*C*1500.5", "BPR*C*15oo.5"),
        rejected=(
            "advice.820, row 4, column “BPR”: the payment's amount is not a plain number (found “15oo.5”)",
        ),
        notices=("0 payments are advised by the payer (820), to count when the bank has booked it.",),
        file="advice.820",
    ),
)

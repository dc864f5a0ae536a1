"""Real exports of banks, made by nobody here: each is read to sensible rows, or asked about."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.intake import reader
from core.intake.answers import Answers, Question
from core.intake.reader import Reading
from core.model.batch import BatchKind

FOLDER = Path(os.environ.get("TIEOUT_SAMPLES", "")) / "bank_csv" / "bank2ynab"
PRESENT = bool(os.environ.get("TIEOUT_SAMPLES")) and FOLDER.is_dir()
pytestmark = pytest.mark.skipif(not PRESENT, reason="TIEOUT_SAMPLES names no folder with bank_csv/bank2ynab")
FILES = sorted(FOLDER.iterdir()) if PRESENT else []
# What each file holds, counted by eye: (rows read, rows rejected). The others have no header or no known
# column for the date, and must ask for it.
COUNTS = {
    "20171001-20171106.csv": (1, 0),
    "2018-04-14_10-52-13_bunq-transactieoverzicht.csv": (3, 0),
    "20180226-1000594757-umsatz.CSV": (1, 0),
    "20180226_12345678.csv": (1, 0),
    "2019-03-02_11-50-46_bunq-statement.csv": (7, 0),
    "MS_JANE_SMITH_01-12-2019_14-12-2019.csv": (9, 4),  # four lines are pending
    "MonzoDataExport_February2018_2018-02-26_174335.csv": (1, 0),
    "TransactionHistory_20180418043121.csv": (8, 0),
    "Umsaetze_KtoNr538917600_EUR_02-03-2018_1503.CSV": (1, 0),
    "export_BE11123456789012_20180304_1422.csv": (1, 0),
    "export_KBC-Mastercard Business Essential_20200204_1604.csv": (3, 0),
    "test_BOI_TransactionExport.csv": (27, 0),
    "umsatz-1234________1234-20180227.CSV": (1, 0),
}
FIRST = {
    "20180226-1000594757-umsatz.CSV": ("2018-02-22", "-36.99 EUR", "Vodafone Kabel DeutschlandGmbH"),
    "2019-03-02_11-50-46_bunq-statement.csv": ("2018-12-06", "-8.78 EUR", "CLOUDFLARE"),
    "TransactionHistory_20180418043121.csv": ("2018-04-18", "-6.66 SGD", ""),
    "test_BOI_TransactionExport.csv": ("2017-09-01", "428.03 EUR", ""),
    "MS_JANE_SMITH_01-12-2019_14-12-2019.csv": ("2019-12-12", "1,183.23 GBP", ""),
}


def answer(answers: Answers, question: Question) -> Answers:
    """What the person who has the file says; columns they would have to name."""
    if question.name == "encoding":
        return replace(answers, encoding=question.choices[0].value)
    return replace(answers, day_first=True) if question.name == "day_first" else answers


def read(path: Path) -> Reading:
    answers = Answers()
    for _ in range(3):
        reading = reader.read(path.read_bytes(), path.name, BatchKind.PAYMENTS, None, answers, "EUR")
        if not reading.questions or answer(answers, reading.questions[0]) == answers:
            break
        answers = answer(answers, reading.questions[0])
    return reading


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_bank_file_is_read_or_asked_about(path: Path) -> None:
    reading = read(path)
    if reading.questions:
        assert path.name not in COUNTS
        assert reading.questions[0].name == "columns"
        return
    assert reading.payments or reading.rejected
    if path.name in COUNTS:
        assert (len(reading.payments), len(reading.rejected)) == COUNTS[path.name]
    if path.name in FIRST:
        one = reading.payments[0]
        assert (one.paid_on.isoformat(), str(one.amount), one.counterparty) == FIRST[path.name]


def test_masked_dates_are_rejected_by_name() -> None:
    reading = read(FOLDER / "TH_20180521-20180523.csv")
    assert [row.reason for row in reading.rejected] == ["has a year outside 1990 to 2049"]

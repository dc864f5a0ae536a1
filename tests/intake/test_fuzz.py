"""Good files with a byte changed: never a hang or a crash, and never a silently wrong amount."""

import random
import time
from datetime import date

import pytest

from core.intake import reader
from core.intake.answers import Answers
from core.intake.reader import Reading
from core.model.errors import FileError
from tests.intake import bad_workbooks as books
from tests.intake.bad_texts import BILLS, table

BANK = table(
    "transaction_id,payment_date,amount,currency,counterparty,description",
    *(
        f'T{i},2026-03-{i:02d},{(-1) ** i * (i * 1234.5):.2f},EUR,Firm {i},"Invoice {i}, thanks"'
        for i in range(1, 12)
    ),
)
GERMAN = table(
    "Buchungstag;Betrag;Währung;Empfänger;Verwendungszweck",
    *(f"{i:02d}.03.2026;-{i}.234,{i:02d};EUR;Müller {i};Rechnung {i}" for i in range(5, 15)),
)
PAIR = table(
    "Date,Details,Debit,Credit,Balance",
    *(f"{i}/01/2026,Line {i},{i * 10}.00,,{1000 - i}.00" for i in range(12, 20)),
)
INVOICES = table(BILLS, *(f"INV-{i},Firm {i},2026-01-{i:02d},{i * 99.9:.2f},USD" for i in range(1, 12)))
GOOD = {
    "bank.csv": BANK.encode(),
    "german.csv": GERMAN.encode(),
    "latin.csv": GERMAN.encode("cp1252"),
    "wide.csv": GERMAN.encode("utf-16"),
    "pair.csv": PAIR.encode(),
    "tabs.csv": PAIR.replace(",", "\t").encode(),
    "invoices.csv": INVOICES.encode(),
    "old mac.csv": INVOICES.replace("\n", "\r").encode(),
    "preamble.csv": ("My bank\n\nAccount: 1\n" + BANK).encode(),
    "totals.csv": (BANK + "Total,,1.00,,,\n").encode(),
    "book.xlsx": books.invoices(*[(f"INV-{i}", *books.ROW[1:]) for i in range(8)]),
    "numbers.xlsx": books.invoices(*[(i, "Acme", "2026-01-02", i + 0.25, "EUR") for i in range(1, 8)]),
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with up to three bytes changed, taken out or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(changed))
        way = chance.random()
        if way < 0.6:
            changed[at] = chance.randrange(256)
        elif way < 0.8:
            del changed[at]
        else:
            changed.insert(at, chance.choice(b'",;\n\r\t\0-.0\xff'))
    return bytes(changed)


def read(data: bytes, name: str) -> Reading | str:
    """What the file gives, or the words it is refused with. Anything else that is raised fails the test."""
    try:
        return reader.read(data, name, None, None, base_currency="EUR")
    except FileError as error:
        return str(error)


def known_readings(name: str) -> tuple[dict[str, int], dict[str, date]]:
    """What each amount and each day of the good file means, by its text."""
    answers = Answers(encoding="cp1252") if name == "latin.csv" else Answers()
    reading = reader.read(GOOD[name], name, None, None, answers, "EUR")
    assert reading.table is not None
    assert reading.mapping is not None
    rows = dict(zip(reading.table.numbers, reading.table.rows, strict=True))
    money = [
        reading.mapping.columns[f][0] for f in ("total", "amount", "debit") if f in reading.mapping.columns
    ]
    day = reading.mapping.position("issued_on" if reading.invoices else "paid_on")
    assert day is not None
    minors, days = {}, {}
    for row, (minor, on) in values(reading).items():
        minors[rows[row][money[0]].strip()] = minor
        days[rows[row][day].strip()] = on
    assert minors
    return minors, days


def values(reading: Reading) -> dict[int, tuple[int, date]]:
    """Minor units and day by row of the file."""
    found = {one.source_row: (one.amount.minor, one.paid_on) for one in reading.payments}
    return found | {one.source_row: (one.total.minor, one.issued_on) for one in reading.invoices}


def check(name: str, reading: Reading, minors: dict[str, int], days: dict[str, date]) -> None:
    """Every row whose amount and day are written as in the good file must mean what they meant there; and
    an amount must stand in its row digit by digit, nothing cut or joined."""
    assert reading.table is not None
    rows = dict(zip(reading.table.numbers, reading.table.rows, strict=True))
    for row, (minor, on) in values(reading).items():
        cells = [cell.strip() for cell in rows[row]]
        meant = {minors[cell] for cell in cells if cell in minors}
        assert len(meant) != 1 or minor in meant, f"{name}, row {row}: {cells} gave {minor}"
        meant_days = {days[cell] for cell in cells if cell in days}
        assert len(meant_days) != 1 or on in meant_days, f"{name}, row {row}: {cells} gave {on}"
        digits = {"".join(c for c in cell if c.isdigit()).strip("0") for cell in cells}
        assert str(minor).strip("-0") in digits, f"{name}, row {row}: {minor} does not stand in {cells}"


def run(mutations: int, seed: int) -> None:
    chance = random.Random(seed)
    good = {name: known_readings(name) for name in sorted(GOOD)}
    for _ in range(mutations):
        name = chance.choice(list(good))
        data = mutated(GOOD[name], chance)
        begun = time.monotonic()
        reading = read(data, name)
        assert time.monotonic() - begun < 30, f"{name} took too long"
        if isinstance(reading, str):
            assert reading.startswith("“")
        elif values(reading):
            check(name, reading, *good[name])


def test_three_hundred_changed_files_are_read_or_refused_in_words() -> None:
    run(300, seed=20261)


@pytest.mark.drill
def test_five_thousand_changed_files_are_read_or_refused_in_words() -> None:
    run(5000, seed=202622)

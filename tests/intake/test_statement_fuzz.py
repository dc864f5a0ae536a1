"""Good statements with a byte changed: never a hang or a crash, and no amount changed without a word."""

import random
import time
from collections import Counter

import pytest

from core.intake import reader
from core.intake.answers import Answers
from core.intake.reader import Reading
from core.model.errors import FileError
from tests.intake.test_fuzz import mutated
from tests.intake.test_statement_records import ACH, BAI2, QIF, X12
from tests.intake.test_statements import CAMT, MT940, OFX

# Files whose own totals tell a changed amount, and those that have none (there an amount must still stand).
PROVEN = {"bank.sta": MT940, "bank.bai": BAI2, "bank.ach": ACH, "bank.xml": CAMT, "advice.820": X12}
BARE = {"bank.ofx": OFX, "bank.qif": QIF}
GOOD = {name: text.encode() for name, text in (PROVEN | BARE).items()}
TOLD = Answers(currency="EUR", day_first=False)


def read(data: bytes, name: str) -> Reading | str:
    """What the file gives, or the words it is refused with. Anything else that is raised fails the test."""
    try:
        return reader.read(data, name, None, None, TOLD)
    except FileError as error:
        return str(error)


def amounts(reading: Reading) -> Counter[int]:
    return Counter(payment.amount.minor for payment in reading.payments)


def is_silent(reading: Reading, good: Reading) -> bool:
    """Whether nothing is said that is not said of the good file."""
    said = set(reading.notices) - set(good.notices)
    return not (said or reading.rejected or reading.questions)


def run(mutations: int, seed: int) -> None:
    chance = random.Random(seed)
    good = {name: read(data, name) for name, data in GOOD.items()}
    for _ in range(mutations):
        name = chance.choice(list(GOOD))
        data = mutated(GOOD[name], chance)
        begun = time.monotonic()
        reading, before = read(data, name), good[name]
        assert time.monotonic() - begun < 30, f"{name} took too long"
        assert isinstance(before, Reading)
        if isinstance(reading, str):
            assert reading.startswith("“")
        elif name in PROVEN and is_silent(reading, before):
            assert amounts(reading) == amounts(before), data.decode("latin-1")


@pytest.mark.parametrize("name", list(GOOD))
@pytest.mark.parametrize("way", ["windows", "mark"])
def test_line_ends_and_a_byte_order_mark_change_nothing(name: str, way: str) -> None:
    data = GOOD[name].replace(b"\n", b"\r\n") if way == "windows" else b"\xef\xbb\xbf" + GOOD[name]
    here, there = read(data, name), read(GOOD[name], name)
    assert isinstance(here, Reading)
    assert isinstance(there, Reading)
    assert (here.payments, here.notices) == (there.payments, there.notices)


def test_three_hundred_changed_statements_are_read_or_refused_in_words() -> None:
    run(300, seed=7)


@pytest.mark.drill
def test_five_thousand_changed_statements_are_read_or_refused_in_words() -> None:
    run(5000, seed=77)

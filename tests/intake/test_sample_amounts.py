"""Every published bank file: each amount as it stands in the file, with its sign, or rejected by name."""

import csv
import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from core.intake import reader
from core.intake.answers import Answers
from core.intake.reader import Reading
from core.model.batch import BatchKind
from core.model.errors import FileError

SAMPLES = Path(os.environ.get("TIEOUT_SAMPLES", "nowhere"))
PRESENT = (SAMPLES / "MANIFEST.csv").is_file()
pytestmark = pytest.mark.skipif(not PRESENT, reason="TIEOUT_SAMPLES names no samples")
_BOOKED = re.compile(r"^:61:\d{6}(?:\d{4})?(R?[DC])[A-Z]?\s*(\d+(?:,\d*)?)", re.MULTILINE)


def of_kind(kind: str) -> list[Path]:
    if not PRESENT:
        return []
    with (SAMPLES / "MANIFEST.csv").open(encoding="utf-8") as file:
        return [SAMPLES / row["file"] for row in csv.DictReader(file) if row["kind"] == kind]


def read(path: Path) -> Reading | None:
    """The reading, or None where the file is refused in words."""
    answers = Answers(currency="EUR", day_first=True)
    try:
        return reader.read(path.read_bytes(), path.name, BatchKind.PAYMENTS, None, answers, "EUR")
    except FileError:
        return None


def amounts(reading: Reading) -> Counter[Decimal]:
    return Counter(one.amount.amount for one in reading.payments)


@pytest.mark.parametrize("path", of_kind("sta"), ids=lambda path: path.name)
def test_each_amount_of_an_mt940_file_stands_with_its_sign(path: Path) -> None:
    reading = read(path)
    if reading is None:
        return
    signs = {"C": 1, "RD": 1, "D": -1, "RC": -1}
    text = path.read_bytes().decode("utf-8", "replace")
    written = Counter(
        signs[mark] * Decimal(digits.replace(",", ".").rstrip(".")) for mark, digits in _BOOKED.findall(text)
    )
    assert amounts(reading) == written - Counter({Decimal(0): written[Decimal(0)]})


@pytest.mark.parametrize("path", of_kind("ofx"), ids=lambda path: path.name)
def test_each_amount_of_an_ofx_file_stands_with_its_sign(path: Path) -> None:
    reading = read(path)
    if reading is None:
        return
    text = path.read_bytes().decode("utf-8", "replace")
    blocks = text.split("<STMTTRN>")[1:]
    written = [re.search(r"<TRNAMT>\s*([+-]?[\d.,]+)", part.partition("</STMTTRN>")[0]) for part in blocks]
    all_amounts = Counter(Decimal(one[1].replace(",", ".")) for one in written if one)
    assert not amounts(reading) - all_amounts
    assert len(reading.payments) + len(reading.rejected) == len(blocks)


def entries(root: Element) -> Counter[Decimal]:
    """The signed amount of every entry of a camt message."""
    found: Counter[Decimal] = Counter()
    for entry in root.iter():
        if entry.tag.rpartition("}")[2] != "Ntry":
            continue
        parts = {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in entry}
        found[Decimal(parts["Amt"]) * (-1 if parts["CdtDbtInd"] == "DBIT" else 1)] += 1
    return found


@pytest.mark.parametrize("path", of_kind("camt xml"), ids=lambda path: path.name)
def test_the_entries_of_a_camt_file_come_to_what_is_read(path: Path) -> None:
    reading = read(path)
    if reading is None:
        return
    written = entries(fromstring(path.read_bytes()))
    read_total = sum((one.amount.amount for one in reading.payments), Decimal(0))
    if not reading.rejected:
        assert read_total == sum(amount * count for amount, count in written.items())


@pytest.mark.parametrize("kind", ["nacha ach", "bai2", "bank csv"])
def test_no_file_of_another_format_breaks_the_reader(kind: str) -> None:
    for path in of_kind(kind):
        reading = read(path)
        if reading is not None and not reading.questions:
            assert reading.table is not None
            moved_none = any(
                "without" in said or "skipped" in said or "no lines" in said for said in reading.notices
            )
            assert reading.payments or reading.rejected or moved_none, path.name

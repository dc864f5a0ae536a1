"""How well and how fast invoices are read from documents the reader was not written with."""

import io
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import pdfplumber

from core.intake.documents import ocr
from core.intake.documents.extract import extract
from core.intake.documents.values import KEY_FIELDS, FoundInvoice
from core.model.errors import FileError
from tests.intake.documents.strangers import drawing, scans
from tests.intake.documents.strangers.drawing import Stranger

BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95)  # lower ends; a field that was not found is in none
RESCAN_EVERY = 16  # of the held-back invoices: enough for a figure, a minute of processor time
SPEED_FILES = 40


@dataclass
class Tally:
    """Right answers by field and by the confidence they were given with."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    said: Counter[float] = field(default_factory=Counter)
    true: Counter[float] = field(default_factory=Counter)
    documents: int = 0
    whole: int = 0

    def add(self, truth: Mapping[str, str | tuple[str, ...]], found: FoundInvoice | None) -> None:
        """One document's invoice, None when it could not be read; of several true values each is right."""
        self.documents += 1
        rights = 0
        for name in KEY_FIELDS:
            good = found is not None and is_right(name, found.field(name).value, truth[name])
            rights += good
            self.asked[name] += 1
            self.right[name] += good
            if found is not None and found.field(name):
                low = max(one for one in BINS if one <= found.field(name).confidence)
                self.said[low] += 1
                self.true[low] += good
        self.whole += rights == len(KEY_FIELDS)

    def share(self, name: str = "") -> float:
        """Part of the key fields, or of one, that is exact."""
        names = [name] if name else list(KEY_FIELDS)
        return sum(self.right[one] for one in names) / sum(self.asked[one] for one in names)

    def sure(self) -> tuple[int, int]:
        """Right ones and all of the fields reported with a confidence of .9 and more."""
        lows = [low for low in BINS if low >= 0.9]
        return sum(self.true[low] for low in lows), sum(self.said[low] for low in lows)


def is_right(name: str, value: str, truth: str | tuple[str, ...]) -> bool:
    """Whether a value is exactly (one of) the printed; names whatever their capitals and last point."""
    if isinstance(truth, tuple):
        return any(is_right(name, value, one) for one in truth)
    if name in ("total_amount", "tax") and value and truth:
        try:
            return Decimal(value) == Decimal(truth)
        except InvalidOperation:
            return False
    if name == "issuer":
        return value.casefold().rstrip(".") == truth.casefold().rstrip(".")
    return value == truth


def measured(documents: Iterable[tuple[bytes, dict[str, str]]]) -> Tally:
    """What is read from some documents beside what is printed on them."""
    tally = Tally()
    for data, truth in documents:
        try:
            found = extract(data, "drawn.pdf").invoices[0]
        except FileError:
            found = None
        tally.add(truth, found)
    return tally


def rescans(drawn: Iterable[Stranger]) -> Iterable[tuple[bytes, dict[str, str]]]:
    """Some of the invoices as a scanner would leave them."""
    for number, one in enumerate(drawn):
        if number % RESCAN_EVERY == 0:
            yield scans.rescanned(one.data, number), one.truth


def speed(drawn: Iterable[Stranger]) -> float:
    """Processor time of reading a digital document over that of pdfplumber's plain text: the median."""
    ratios = []
    for number, one in enumerate(drawn):
        if number % 5 == 0 and len(ratios) < SPEED_FILES:
            ours = _seconds(lambda one=one: extract(one.data, "drawn.pdf"))
            ratios.append(ours / _seconds(lambda one=one: _plain_text(one.data)))
    return statistics.median(ratios)


def _plain_text(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_text() for page in document.pages]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def table(seeds: int, with_scans: bool = True) -> str:
    """The figures as Markdown: what is exact, how far the confidence can be believed, and the speed."""
    held = list(drawing.held_back(seeds))
    rows = {"digital, held back": measured((one.data, one.truth) for one in held)}
    if with_scans and ocr.engine() == ocr.RAPIDOCR:
        rows["re-scanned, held back"] = measured(rescans(held))
    lines = [
        "| invoices | count | issuer | number | issue date | total | currency | key fields | all five |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, tally in rows.items():
        shares = " | ".join(f"{tally.share(one):.3f}" for one in KEY_FIELDS)
        whole = tally.whole / tally.documents
        lines.append(f"| {name} | {tally.documents} | {shares} | {tally.share():.3f} | {whole:.3f} |")
    lines += ["", "| confidence | fields | right |", "|---|---:|---:|"]
    for low, high in zip(BINS, (*BINS[1:], 1.0), strict=True):
        said = sum(tally.said[low] for tally in rows.values())
        true = sum(tally.true[low] for tally in rows.values())
        if said:
            lines.append(f"| {low:.2f} to {high:.2f} | {said} | {true / said:.4f} |")
    right, said = (sum(one) for one in zip(*(tally.sure() for tally in rows.values()), strict=True))
    lines += [
        "",
        f"Of {said} fields reported with .9 and more {said - right} are wrong ({right / said:.4f} right).",
        f"A digital document takes {speed(held):.2f} times the processor time of pdfplumber's plain text.",
    ]
    return "\n".join(lines)

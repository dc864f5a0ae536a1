"""`tieout extract`: the invoices in PDFs, e-invoices and pictures as one CSV, without a database."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.intake.documents import reading
from core.intake.documents.values import FIELDS, FoundInvoice
from core.intake.export import neutralise
from core.model.errors import TieoutError

COLUMNS = ("file", "pages", *FIELDS, "source", "error", *(f"{name}_confidence" for name in FIELDS))


@dataclass(frozen=True, slots=True)
class ExtractResult:
    """What came of the files: invoices written, files that could be read, and everything that could not."""

    invoices: int
    files_read: int
    problems: tuple[str, ...]


def extract_files(files: Sequence[str], out: Path) -> ExtractResult:
    """Reads each file in a process of its own and writes one row per invoice to `out`, in the order given.

    A file that cannot be read has a row too, with the reason as its `error`, and the others go on. `file` is
    the name as it was given; `pages` the pages of the file the invoice stands on (1 is the first).
    """
    invoices = files_read = 0
    problems: list[str] = []
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, restval="")
        rows.writeheader()
        for name in files:
            try:
                path = Path(name)
                document = reading.read_document(path.read_bytes(), path.name)
            except (TieoutError, OSError) as error:
                said = f"{error.strerror}." if isinstance(error, OSError) and error.strerror else str(error)
                problems.append(f"{name}: {said}")
                rows.writerow({"file": name, "error": said})
                continue
            rows.writerows(_row(name, invoice) for invoice in document.invoices)
            problems += [f"{name}: {said}" for one in document.invoices for said in one.notices]
            invoices += len(document.invoices)
            files_read += 1
    return ExtractResult(invoices, files_read, tuple(problems))


def _row(name: str, invoice: FoundInvoice) -> dict[str, str]:
    row = {"file": name, "pages": _pages(invoice.pages), "source": invoice.source.value}
    for field in FIELDS:
        found = invoice.field(field)
        row[field] = neutralise(found.value)
        row[f"{field}_confidence"] = f"{found.confidence:.2f}" if found else ""
    return row


def _pages(pages: tuple[int, ...]) -> str:
    if not pages:
        return ""
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"

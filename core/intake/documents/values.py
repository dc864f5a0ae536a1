"""What a document reader hands on: fields, each with its confidence and the place it came from."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.model.invoice import Direction


class Source(StrEnum):
    """Where the fields of a document came from."""

    E_INVOICE = "e-invoice"  # structured data of the issuer's own making
    TEXT = "text"  # the text layer of a digital PDF
    OCR = "ocr"  # characters recognised on a picture; never stored unchecked unless they add up


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points (1/72 inch), measured from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is printed: the page (1 is the first of the file) and the box around it."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Found:
    """One value as text (dates ISO, amounts plain decimals) with the confidence that it is right, 0 to 1.

    `place` is None for values that are not printed: structured data, or a due date derived from terms.
    """

    value: str = ""
    confidence: float = 0.0
    place: Place | None = None

    def __bool__(self) -> bool:
        return self.value != ""


NOTHING = Found()
FIELDS = (
    "issuer",
    "recipient",
    "invoice_number",
    "issue_date",
    "due_date",
    "terms",
    "total_amount",
    "currency",
    "tax",
    "purchase_order_number",
)
KEY_FIELDS = ("issuer", "invoice_number", "issue_date", "total_amount", "currency")


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One printed line of an invoice; `total` in the invoice's currency."""

    description: str
    quantity: str
    total: Decimal
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class FoundInvoice:
    """One invoice of a document.

    `pages` are the pages of the file it stands on, from 1. `total_amount` is the document's own total, tax
    included, before what was paid in advance, and not negative on a credit note: `is_credit_note` says which
    it is. `payable` is what remains to be paid where the document says so. `adds_up` tells that net and tax
    were found and give the total. `notices` say in plain words what a person should look at. `direction` is
    which way a person said that it goes; None where nobody has.
    """

    source: Source
    pages: tuple[int, ...]
    issuer: Found = NOTHING
    recipient: Found = NOTHING
    invoice_number: Found = NOTHING
    issue_date: Found = NOTHING
    due_date: Found = NOTHING
    terms: Found = NOTHING
    total_amount: Found = NOTHING
    currency: Found = NOTHING
    tax: Found = NOTHING
    purchase_order_number: Found = NOTHING
    payable: Found = NOTHING
    is_credit_note: bool = False
    adds_up: bool = False
    line_items: tuple[FoundLine, ...] = ()
    notices: tuple[str, ...] = ()
    direction: Direction | None = None

    def field(self, name: str) -> Found:
        """The field of a name in `FIELDS`."""
        found: Found = getattr(self, name)
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """All invoices of one file, and how many pages it has (0 for structured data alone)."""

    pages: int
    invoices: tuple[FoundInvoice, ...]

"""A document's invoices as plain JSON values and back, and the task a child process runs."""

from decimal import Decimal
from typing import Any

from core.intake.documents.values import (
    FIELDS,
    NOTHING,
    Box,
    Document,
    Found,
    FoundInvoice,
    FoundLine,
    Place,
    Source,
)
from core.intake.table import Progress

_ALL_FIELDS = (*FIELDS, "payable")


def read_document_file(data: bytes, request: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """`extract.extract` in a child process; the packed document, or that it needs OCR and what there is
    without."""
    from core.intake.documents.extract import NeedsOcrError, extract

    try:
        return pack(extract(data, request["file_name"], progress, bool(request["recognise"])))
    except NeedsOcrError as need:
        return {"needs_ocr": True, "so_far": pack(need.so_far) if need.so_far else None}


def pack(document: Document) -> dict[str, Any]:
    """A document as JSON values."""
    return {"pages": document.pages, "invoices": [_pack_invoice(one) for one in document.invoices]}


def unpack(values: dict[str, Any]) -> Document:
    """The document that `pack` wrote."""
    return Document(int(values["pages"]), tuple(_unpack_invoice(one) for one in values["invoices"]))


def _pack_invoice(invoice: FoundInvoice) -> dict[str, Any]:
    return {
        "source": invoice.source.value,
        "pages": list(invoice.pages),
        "is_credit_note": invoice.is_credit_note,
        "adds_up": invoice.adds_up,
        "notices": list(invoice.notices),
        "fields": {name: _pack_found(found) for name in _ALL_FIELDS if (found := invoice.field(name))},
        "lines": [
            [one.description, one.quantity, str(one.total), _pack_place(one.place)]
            for one in invoice.line_items
        ],
    }


def _unpack_invoice(values: dict[str, Any]) -> FoundInvoice:
    fields: dict[str, Any] = {
        name: _unpack_found(values["fields"][name]) for name in _ALL_FIELDS if name in values["fields"]
    }
    return FoundInvoice(
        source=Source(values["source"]),
        pages=tuple(int(page) for page in values["pages"]),
        is_credit_note=bool(values["is_credit_note"]),
        adds_up=bool(values["adds_up"]),
        notices=tuple(str(one) for one in values["notices"]),
        line_items=tuple(
            FoundLine(str(text), str(count), Decimal(total), _unpack_place(place))
            for text, count, total, place in values["lines"]
        ),
        **fields,
    )


def _pack_found(found: Found) -> list[Any]:
    return [found.value, found.confidence, _pack_place(found.place)]


def _unpack_found(values: list[Any]) -> Found:
    value, confidence, place = values
    return Found(str(value), float(confidence), _unpack_place(place)) if value else NOTHING


def _pack_place(place: Place | None) -> list[float] | None:
    if place is None:
        return None
    box = place.box
    return [place.page, box.left, box.top, box.right, box.bottom]


def _unpack_place(values: list[float] | None) -> Place | None:
    return None if values is None else Place(int(values[0]), Box(*map(float, values[1:])))

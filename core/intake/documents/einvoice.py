"""Electronic invoices (UBL, UN/CEFACT CII, Factur-X and ZUGFeRD) read as the truth they are."""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import iterparse

from core.intake.currency_codes import CODES
from core.intake.documents.values import NOTHING, Found, FoundInvoice, FoundLine, Source
from core.intake.documents.words import tidy
from core.intake.texts import clean, clean_key
from core.model.errors import FileError, MoneyError
from core.model.money import minor_digits, plain_decimal

MAX_BYTES = 20_000_000
MAX_DEPTH = 100
# Codes of UNTDID 1001 for documents that take back what was billed.
_CREDIT_NOTES = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
_COMPACT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_ORDERS = frozenset({"SCRDMCCBDACIOMessageStructure", "Order", "OrderResponse", "OrderChange"})


class NotAnInvoiceError(FileError):
    """The XML is sound but holds something else than an invoice."""


def read(data: bytes, name: str) -> FoundInvoice:
    """The invoice in the bytes of a UBL or CII document.

    Raises `NotAnInvoiceError` when the document is of another kind and `FileError` when it is damaged,
    declares a DOCTYPE (a door for attacks that no e-invoice needs) or has an amount or date that is not one.
    """
    root = _parse(data, name)
    kind = _local(root)
    if kind in ("Invoice", "CreditNote") and "oasis" in root.tag:
        return _Reader(root, name).ubl()
    if kind in ("CrossIndustryInvoice", "CrossIndustryDocument"):
        return _Reader(root, name).cii()
    if kind in _ORDERS:
        raise NotAnInvoiceError(f"“{name}” is an electronic order, not an invoice.")
    raise NotAnInvoiceError(
        f"“{name}” is XML of a kind that is not known (its outermost element is “{kind[:60]}”); "
        "looked for a UBL invoice or credit note and a CII (Factur-X, ZUGFeRD, XRechnung) invoice."
    )


def looks_like_xml(data: bytes) -> bool:
    """Whether the bytes begin as an XML document does."""
    head = data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    if head.startswith((b"<?xml", b"<!--", b"<!DOCTYPE")) and b"<!DOCTYPE html" not in head:
        return True
    return re.match(rb"<(?!html|HTML)[A-Za-z_][\w.:-]*[\s>/]", head) is not None


def _parse(data: bytes, name: str) -> Element:
    if len(data) > MAX_BYTES:
        raise FileError(f"“{name}” is larger than an e-invoice may be ({MAX_BYTES // 1_000_000} MB).")
    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            root = element if root is None else root
            if depth > MAX_DEPTH:
                raise FileError(
                    f"“{name}” nests its elements deeper than {MAX_DEPTH}, which no invoice does."
                )
    except DTDForbidden as error:
        raise FileError(f"“{name}” declares a DOCTYPE, which is refused: e-invoices have none.") from error
    except DefusedXmlException as error:
        raise FileError(f"“{name}” declares entities, which is refused: e-invoices have none.") from error
    except (ParseError, LookupError, ValueError) as error:
        raise FileError(f"“{name}” is damaged or incomplete XML ({error}).") from error
    if root is None:
        raise FileError(f"“{name}” is empty.")
    return root


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: Element, names: str) -> Iterator[Element]:
    wanted = names.split("|")
    return (child for child in element if _local(child) in wanted)


def _all(element: Element, *path: str) -> list[Element]:
    found = [element]
    for step in path:
        found = [child for parent in found for child in _children(parent, step)]
    return found


def _text(element: Element, *path: str) -> str:
    for found in _all(element, *path):
        if found.text and found.text.strip():
            return clean(found.text)
    return ""


def _sure(value: str, confidence: float = 1.0) -> Found:
    return Found(value, confidence) if value else NOTHING


class _Reader:
    """One document on its way to an invoice, with what was noticed."""

    def __init__(self, root: Element, name: str) -> None:
        self.root, self.name = root, name
        self.notices: list[str] = []
        self.currency = ""
        self.trust = 1.0  # falls when sums do not hold

    def ubl(self) -> FoundInvoice:
        """UBL 2.1; element names as in OASIS UBL 2.1, business terms as in EN 16931."""
        root = self.root
        self.currency = self._code(_text(root, "DocumentCurrencyCode"))
        total = "LegalMonetaryTotal"
        net = self._amount(total, "TaxExclusiveAmount")
        gross = self._amount(total, "TaxInclusiveAmount")
        payable = self._amount(total, "PayableAmount")
        tax = self._tax(_all(root, "TaxTotal", "TaxAmount"))
        tax = tax if tax is not None or net is None or gross is None else gross - net
        lines = self._lines(
            _all(root, "InvoiceLine|CreditNoteLine"),
            ("Item", "Name"),
            ("InvoicedQuantity|CreditedQuantity",),
            ("LineExtensionAmount",),
        )
        self._check_lines(
            lines,
            self._amount(total, "LineExtensionAmount"),
            self._amount(total, "AllowanceTotalAmount"),
            self._amount(total, "ChargeTotalAmount"),
            net,
        )
        prepaid = self._amount(total, "PrepaidAmount")
        rounding = self._amount(total, "PayableRoundingAmount")
        self._check_totals(net, tax, gross, prepaid, rounding, payable)
        seller, buyer = ("AccountingSupplierParty", "Party"), ("AccountingCustomerParty", "Party")
        credit = _local(root) == "CreditNote" or _text(root, "InvoiceTypeCode") in _CREDIT_NOTES
        return self._invoice(
            issuer=self._ubl_party(*seller),
            recipient=self._ubl_party(*buyer),
            number=_text(root, "ID"),
            issued=self._day(_text(root, "IssueDate"), "IssueDate"),
            due=self._day(
                _text(root, "DueDate")
                or _text(root, "PaymentMeans", "PaymentDueDate")
                or _text(root, "PaymentTerms", "PaymentDueDate"),
                "DueDate",
            ),
            terms=_text(root, "PaymentTerms", "Note"),
            order=_text(root, "OrderReference", "ID"),
            gross=gross if gross is not None else payable,
            tax=tax,
            payable=payable,
            credit=credit,
            lines=lines,
        )

    def _ubl_party(self, *path: str) -> str:
        return _text(self.root, *path, "PartyLegalEntity", "RegistrationName") or _text(
            self.root, *path, "PartyName", "Name"
        )

    def cii(self) -> FoundInvoice:
        """CII D16B (Factur-X, ZUGFeRD 2, XRechnung) and its forerunner in ZUGFeRD 1."""
        head = "ExchangedDocument|HeaderExchangedDocument"
        deal = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
        agreement = (deal, "ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement")
        settlement = (deal, "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement")
        sums = (
            *settlement,
            "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation",
        )
        root = self.root
        self.currency = self._code(_text(root, *settlement, "InvoiceCurrencyCode"))
        net, gross = self._amount(*sums, "TaxBasisTotalAmount"), self._amount(*sums, "GrandTotalAmount")
        payable = self._amount(*sums, "DuePayableAmount")
        tax = self._tax(_all(root, *sums, "TaxTotalAmount"))
        lines = self._lines(
            _all(root, deal, "IncludedSupplyChainTradeLineItem"),
            ("SpecifiedTradeProduct", "Name"),
            ("SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery", "BilledQuantity"),
            (
                "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement",
                "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation",
                "LineTotalAmount",
            ),
        )
        self._check_lines(
            lines,
            self._amount(*sums, "LineTotalAmount"),
            self._amount(*sums, "AllowanceTotalAmount"),
            self._amount(*sums, "ChargeTotalAmount"),
            net,
        )
        prepaid, rounding = self._amount(*sums, "TotalPrepaidAmount"), self._amount(*sums, "RoundingAmount")
        self._check_totals(net, tax, gross, prepaid, rounding, payable)
        terms = (*settlement, "SpecifiedTradePaymentTerms")
        order = (*agreement, "BuyerOrderReferencedDocument", "IssuerAssignedID|ID")
        return self._invoice(
            issuer=_text(root, *agreement, "SellerTradeParty", "Name"),
            recipient=_text(root, *agreement, "BuyerTradeParty", "Name"),
            number=_text(root, head, "ID"),
            issued=self._day(_text(root, head, "IssueDateTime", "DateTimeString|DateTime"), "IssueDateTime"),
            due=self._day(
                _text(root, *terms, "DueDateDateTime", "DateTimeString|DateTime"), "DueDateDateTime"
            ),
            terms=_text(root, *terms, "Description"),
            order=_text(root, *order),
            gross=gross if gross is not None else payable,
            tax=tax,
            payable=payable,
            credit=_text(root, head, "TypeCode") in _CREDIT_NOTES,
            lines=lines,
        )

    def _invoice(
        self,
        *,
        issuer: str,
        recipient: str,
        number: str,
        issued: date | None,
        due: date | None,
        terms: str,
        order: str,
        gross: Decimal | None,
        tax: Decimal | None,
        payable: Decimal | None,
        credit: bool,
        lines: tuple[FoundLine, ...],
    ) -> FoundInvoice:
        if gross is not None and gross < 0 and credit:
            gross, tax = -gross, -tax if tax is not None else None
        money = self.trust
        missing = [
            word
            for word, value in (
                ("number", number),
                ("issue date", issued),
                ("total", gross),
                ("issuer", issuer),
            )
            if value in ("", None)
        ]
        if missing:
            self.notices.append(f"The e-invoice does not say its {' and '.join(missing)}.")
        return FoundInvoice(
            source=Source.E_INVOICE,
            pages=(),
            issuer=_sure(tidy(issuer)),
            recipient=_sure(tidy(recipient)),
            invoice_number=_sure(clean_key(number)),
            issue_date=_sure(issued.isoformat() if issued else ""),
            due_date=_sure(due.isoformat() if due else ""),
            terms=_sure(tidy(terms)),
            total_amount=_sure(self._plain(gross), money),
            currency=_sure(self.currency),
            tax=_sure(self._plain(tax), money),
            purchase_order_number=_sure(clean_key(order)),
            payable=_sure(self._plain(payable), money),
            is_credit_note=credit,
            adds_up=self.trust == 1.0 and gross is not None,
            line_items=lines,
            notices=tuple(self.notices),
        )

    def _code(self, text: str) -> str:
        if text not in CODES:
            raise FileError(f"“{self.name}” names “{text[:20]}” as its currency, which is no ISO 4217 code.")
        return text

    def _amount(self, *path: str) -> Decimal | None:
        text = _text(self.root, *path)
        return self._decimal(text, path[-1]) if text else None

    def _decimal(self, text: str, what: str) -> Decimal:
        try:
            value = plain_decimal(text)
        except MoneyError:
            raise FileError(f"“{self.name}”: {what} is “{text[:40]}”, which is not a plain amount.") from None
        digits = minor_digits(self.currency)
        # Some programs write four digits; more than the currency has is wrong only when they are not zero.
        if value != round(value, digits):
            raise FileError(
                f"“{self.name}”: {what} is “{text[:40]}”, which has more decimals than {self.currency} has "
                f"({digits})."
            )
        return round(value, digits)

    def _tax(self, elements: list[Element]) -> Decimal | None:
        """The tax in the invoice's currency (it may be given in the accounting currency as well)."""
        own = [one for one in elements if one.get("currencyID", self.currency) == self.currency]
        amounts = [self._decimal(one.text.strip(), "the tax") for one in own if one.text and one.text.strip()]
        return sum(amounts, Decimal(0)) if amounts else None

    def _plain(self, amount: Decimal | None) -> str:
        return "" if amount is None else str(round(amount, minor_digits(self.currency)))

    def _day(self, text: str, what: str) -> date | None:
        if not text:
            return None
        compact = _COMPACT_DAY.match(text)
        try:
            if compact:
                return date(int(compact[1]), int(compact[2]), int(compact[3]))
            return date.fromisoformat(text[:10])
        except ValueError:
            raise FileError(f"“{self.name}”: {what} is “{text[:40]}”, which is not a date.") from None

    def _lines(self, items: list[Element], *paths: tuple[str, ...]) -> tuple[FoundLine, ...]:
        name, quantity, amount = paths
        found = []
        for item in items:
            text = _text(item, *amount)
            if text:
                value = self._decimal(text, "the total of a line")
                found.append(FoundLine(_text(item, *name), _text(item, *quantity), value))
        return tuple(found)

    def _check_lines(
        self,
        lines: tuple[FoundLine, ...],
        stated: Decimal | None,
        allowances: Decimal | None,
        charges: Decimal | None,
        net: Decimal | None,
    ) -> None:
        come_to = sum((line.total for line in lines), Decimal(0))
        if lines and stated is not None:
            self._same("The lines come to", come_to, "the sum of the lines", stated, 0.8)
        lines_sum = stated if stated is not None else (come_to if lines else None)
        if lines_sum is not None and net is not None:
            after = lines_sum - (allowances or Decimal(0)) + (charges or Decimal(0))
            self._same("Lines, allowances and charges come to", after, "the total without tax", net, 0.8)

    def _check_totals(self, *sums: Any) -> None:
        net, tax, gross, prepaid, rounding, payable = sums
        if net is not None and gross is not None:
            self._same("Net and tax come to", net + (tax or Decimal(0)), "the total", gross)
        if gross is not None and payable is not None and (prepaid is not None or payable > gross):
            left = gross - (prepaid or Decimal(0)) + (rounding or Decimal(0))
            self._same("The total without what was paid comes to", left, "the amount payable", payable)

    def _same(self, what: str, found: Decimal, other: str, stated: Decimal, trust: float = 0.5) -> None:
        if found != stated:
            self.trust = min(self.trust, trust)
            self.notices.append(
                f"{what} {found} {self.currency}, but {other} says {stated} (difference {found - stated})."
            )

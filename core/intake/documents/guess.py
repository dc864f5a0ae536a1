"""An invoice read from the words of its pages, without any template."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from core.intake.documents import days_found, line_table, money_found, number_found, parties, totals
from core.intake.documents.around import Sheet
from core.intake.documents.totals import Totals
from core.intake.documents.values import NOTHING, Found, FoundInvoice, FoundLine, Source
from core.intake.documents.words import Page, fold

_CREDIT = re.compile(
    r"\bcredit[ -]?(?:note|memo)\b|\bgutschrift\b|\bstornorechnung\b|\brechnungskorrektur\b|\bavoir\b|"
    r"\bnote de credit\b|\bcreditnota\b|"
    r"\bcreditfactuur\b|\bnota de credito\b|\bfactura rectificativa\b|\babono\b|\bnota (?:di )?credito\b"
)


def read(pages: Sequence[Page], source: Source) -> FoundInvoice:
    """The invoice on some pages of one file."""
    sheet = Sheet(pages)
    decimal = money_found.decimal_sign(sheet.cells)
    lines = line_table.find(sheet, decimal)
    money = totals.find(sheet, decimal, _sum(lines))
    lines_fit = _sum(lines) in (None, money.net, money.total.value if money.total else None)
    currency = money_found.currency_of(money.total, sheet.cells, decimal)
    number = number_found.number(sheet)
    days = days_found.days(sheet, number.place)
    who = parties.find(sheet)
    credit = _is_credit_note(sheet, money)
    invoice = FoundInvoice(
        source=source,
        pages=tuple(page.number for page in pages),
        issuer=who.issuer,
        recipient=who.recipient,
        invoice_number=number,
        issue_date=days.issued,
        due_date=days.due,
        terms=days.terms,
        total_amount=_money(money.total, money.total_sure, currency.value, credit),
        currency=currency,
        tax=_tax(money, currency.value, credit),
        purchase_order_number=number_found.purchase_order(sheet, number.value),
        payable=_money(money.payable, money.total_sure, currency.value, credit),
        is_credit_note=credit,
        adds_up=money.verified,
        line_items=lines if lines_fit else (),
    )
    return replace(invoice, notices=tuple(_notices(invoice)))


def _sum(lines: Sequence[FoundLine]) -> Decimal | None:
    return sum((line.total for line in lines), Decimal(0)) if lines else None


def _money(amount: money_found.Amount | None, sure: float, currency: str, credit: bool) -> Found:
    if amount is None:
        return NOTHING
    value = abs(amount.value) if credit else amount.value
    return Found(money_found.plain(value, currency), sure, amount.place)


def _tax(money: Totals, currency: str, credit: bool) -> Found:
    if money.tax is None:
        return NOTHING
    value = abs(money.tax) if credit else money.tax
    return Found(
        money_found.plain(value, currency),
        money.tax_sure,
        money.tax_amount.place if money.tax_amount else None,
    )


def _is_credit_note(sheet: Sheet, money: Totals) -> bool:
    """Named so in a heading, or with a negative total."""
    if money.total is not None and money.total.value < 0:
        return True
    headings = [
        cell
        for cell in sheet.pages[0].cells
        if len(cell.text) < 45 and cell.box.top < sheet.pages[0].height / 2
    ]
    return any((found := _CREDIT.search(cell.folded)) is not None and found.start() < 12 for cell in headings)


def _notices(invoice: FoundInvoice) -> list[str]:
    found = []
    for name, word in (
        ("issuer", "who issued it"),
        ("invoice_number", "its number"),
        ("issue_date", "its date"),
        ("total_amount", "its total"),
    ):
        if not invoice.field(name):
            found.append(f"The document does not say {word} in a way that could be read.")
    return found


def looks_like_invoice(text: str) -> bool:
    """Whether a text speaks of an invoice at all."""
    return (
        re.search(
            r"invoice|\bbill\b|\bbilling\b|receipt|\bissued by\b|\bfolio\b|szamla|racun|bolletta|boleta|"
            r"\binv\b|τιμολογιο|αποδειξη|συνολο|счет|рахунок|фактура|итого|разом|общо|"
            r"arve|rekins|saskaita|reikning|hoa don|tagihan|invois|kokku|ukupno|toplam|חשבונית|"
            r"please pay|fee (?:account|note)|amount paid|debit note|\bpremium\b|\bpayable\b|\bdues\b|"
            r"payment request|"
            r"honorar|kostennote|declaratie|parcella|ricevuta|quittance|avis d'echeance|\bloyer\b|cotisation|"
            r"\b(?:vat|tva|mwst|iva|btw|moms|gst)\b|"
            r"bescheid|zu zahl|\bfallig|te betalen|a payer|"
            r"credit note|rechnung|gutschrift|facture|avoir|factuur|creditnota|"
            r"fa[ck]?tur|fattura|nota fiscal|recibo|lasku|regning|szamla|amount due|balance due|"
            r"total|summ[ae]|totaal|totale|razem|brutto|netto|celkem|k uhrade|do zaplaty|i alt|yhteensa|"
            r"att betala|請求",
            fold(text),
        )
        is not None
    )

"""What may settle a case: why it is one in plain sentences, the nearest open items, and a write-off."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import streamlit as st

from core.faces.screen import panels, paper
from core.insight.explanation import explain_no_match
from core.insight.wording import capital, date_text, money_text, plain, words
from core.model.case import CaseStatus
from core.model.identity import Role
from core.model.money import Money
from core.model.reasons import SET_ASIDE_REASONS, Reason
from core.services import allocating, resolving
from core.services.allocating import Posted, Share
from core.services.resolving import CaseFile, Ended
from core.services.workspace import Workspace
from core.store.invoices import InvoiceRow
from core.store.payments import PaymentRow

_OFFERED = 3
_CLOSE = 0.05  # share of the invoice by which amounts may differ where nothing else speaks for it
_FIRST_KEY = "A"  # the nearest item; the others are one digit away
_Pair = tuple[PaymentRow, InvoiceRow]


def in_words(file: CaseFile) -> None:
    """Why this is a case and what a person would do next, the same sentences every time."""
    case = file.case
    label, on, name = _told(file)
    paper.note(
        explain_no_match(label, abs(case.amount.minor), case.amount.currency, on, name, case=case.reason)
    )


def suggestions(workspace: Workspace, file: CaseFile, done: Callable[[Ended | Posted], None]) -> None:
    """The open items nearest to it, each matched at a press; `done` is told what was booked."""
    if file.case.status is CaseStatus.RESOLVED:
        return
    pairs = _nearest(workspace, file)
    paper.label("Suggested matches")
    if not pairs:
        paper.hint("No open item is close enough to suggest.")
        return
    for place, (line, bill) in enumerate(pairs, start=1):
        amount = _fitting(line, bill)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            paper.hint(_named(file, line, bill))
            pressed = st.button(
                plain(f"Match {money_text(abs(amount.minor), amount.currency)}"),
                key=f"suggested_{file.case.id}_{line.id}_{bill.id}",
                shortcut=_FIRST_KEY if place == 1 else str(place),
                help="Applies this much of the bank line to the invoice; any rest stays open",
            )
        if pressed:
            with panels.answering():
                done(_match(workspace, line, bill, amount))


def write_off(workspace: Workspace, file: CaseFile, done: Callable[[Ended | Posted], None]) -> None:
    """Writes off what the invoice has open, within the limit of the person's role, which is said."""
    invoice = file.invoice
    if invoice is None or not invoice.open or file.case.status is CaseStatus.RESOLVED:
        return
    most = resolving.write_off_limit(workspace, invoice)
    if most is not None and abs(invoice.open) > most:
        paper.hint(_limit_words(workspace, most))
        return
    size = money_text(abs(invoice.open.minor), invoice.open.currency)
    with st.popover("Write off…"):
        paper.hint(f"{size} of {invoice.number} will be booked as a write-off. You can undo this.")
        note = st.text_input("Reason", key=f"write_off_note_{file.case.id}", max_chars=500)
        if st.button("Write off", key=f"write_off_{file.case.id}", type="primary"):
            with panels.answering():
                done(resolving.write_off(workspace, file.case.id, invoice.open, note or ""))


def set_aside(workspace: Workspace, file: CaseFile, done: Callable[[Ended | Posted], None]) -> None:
    """Says that the bank line is not about invoices, and why."""
    line = file.payment
    if line is None or line.open != line.amount or file.case.status is CaseStatus.RESOLVED:
        return
    with st.popover("Set aside…"):
        paper.hint("The bank line does not pay an invoice. You can undo this.")
        reason = st.selectbox(
            "Reason",
            [code for code in Reason if code in SET_ASIDE_REASONS],
            format_func=lambda code: capital(words(code)),
            key=f"aside_reason_{file.case.id}",
        )
        if st.button("Set aside", key=f"aside_{file.case.id}", type="primary"):
            with panels.answering():
                done(resolving.set_aside(workspace, file.case.id, reason))


def _limit_words(workspace: Workspace, most: Money) -> str:
    limit = money_text(most.minor, most.currency)
    return f"As {words(workspace.role)} you can write off up to {limit}; {_whom(workspace.role)}"


def _whom(role: Role) -> str:
    return (
        "escalate to a manager for more." if role is Role.ANALYST else "an administrator can write off more."
    )


def _told(file: CaseFile) -> tuple[str, date | None, str]:
    if file.invoice is not None:
        return f"Invoice {file.invoice.number}", file.invoice.due_on, file.invoice.counterparty
    assert file.payment is not None, "a case is about an invoice or a bank line"
    return "The bank line", file.payment.paid_on, file.payment.counterparty


def _nearest(workspace: Workspace, file: CaseFile) -> list[_Pair]:
    """Open items of the other side in the same currency and direction, nearest amounts first."""
    if file.payment is not None and file.payment.open:
        line = file.payment
        counter = allocating.for_line(workspace, line.id)
        near = counter.bills or allocating.for_line(workspace, line.id, " ").bills
        pairs = [(line, bill) for bill in near]
    elif file.invoice is not None and file.invoice.open:
        bill = file.invoice
        named = allocating.for_bill(workspace, bill.id, _first_word(bill)).lines
        pairs = [(line, bill) for line in named or allocating.for_bill(workspace, bill.id).lines]
    else:
        return []
    return [pair for pair in pairs if _plausible(*pair)][:_OFFERED]


def _plausible(line: PaymentRow, bill: InvoiceRow) -> bool:
    """Same currency and direction, and the name stands in the bank's words or the amounts are close."""
    if (
        line.open.currency != bill.open.currency
        or line.open.minor * bill.open.minor * bill.direction.sign <= 0
    ):
        return False
    said = f"{line.counterparty} {line.description}".casefold()
    apart = abs(abs(line.open.minor) - abs(bill.open.minor))
    return _first_word(bill) in said or apart <= _CLOSE * abs(bill.open.minor)


def _first_word(bill: InvoiceRow) -> str:
    return bill.counterparty.split()[0].casefold()


def _fitting(line: PaymentRow, bill: InvoiceRow) -> Money:
    """As much as both sides have open, in the invoice's sign."""
    size = min(abs(line.open.minor), abs(bill.open.minor))
    return Money(size if bill.open.minor > 0 else -size, bill.open.currency)


def _match(workspace: Workspace, line: PaymentRow, bill: InvoiceRow, amount: Money) -> Posted:
    paid = Money(amount.minor * bill.direction.sign, amount.currency)
    share = Share(line.id, bill.id, paid, amount, Money(0, amount.currency))
    shown: dict[UUID, Money] = {line.id: line.open, bill.id: bill.open}
    return allocating.allocate(workspace, [share], shown)


def _named(file: CaseFile, line: PaymentRow, bill: InvoiceRow) -> str:
    if file.payment is not None:
        due = f" · due {date_text(bill.due_on)}" if bill.due_on else ""
        return f"{bill.number} · {bill.counterparty} · {_open(bill.open)}{due}"
    return f"{date_text(line.paid_on)} · {line.counterparty or line.description} · {_open(line.open)}"


def _open(amount: Money) -> str:
    return f"{money_text(abs(amount.minor), amount.currency)} open"

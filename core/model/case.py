"""A thing a person must settle: why, how badly, and what became of it."""

from collections.abc import Mapping
from enum import StrEnum

from core.model.reasons import Reason


class CaseReason(StrEnum):
    """Why an invoice or a bank line could not be matched."""

    NO_INVOICE_FOUND = "no_invoice_found"  # money came, nothing open fits it
    UNKNOWN_PAYER = "unknown_payer"  # nobody of that name is known
    SHORT_PAYMENT = "short_payment"  # less came than was open, and no named cause explains it
    OVERPAYMENT = "overpayment"  # more came than was open
    PAID_TWICE = "paid_twice"  # the invoice was settled by an earlier payment
    AMBIGUOUS = "ambiguous"  # several claims are equally good
    RETURNED_PAYMENT = "returned_payment"  # the bank took it back
    MISSING_CREDIT_NOTE = "missing_credit_note"  # a deduction names a credit that is not in the books
    OVER_LIMIT = "over_limit"  # the difference exceeds the tolerance
    UNPAID_OVERDUE = "unpaid_overdue"  # due, and no payment has come


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    ESCALATED = "escalated"
    RESOLVED = "resolved"


class Severity(StrEnum):
    """How much a case matters, from its money and its age."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Resolution(StrEnum):
    """How a case ended."""

    MATCHED = "matched"  # a later run or a person matched it
    SPLIT_PAYMENT = "split_payment"  # a person split it over several invoices or bank lines
    SET_ASIDE = "set_aside"  # not about invoices
    ON_ACCOUNT = "on_account"  # the money stays with us until there is an invoice for it
    WRITE_OFF = "write_off"
    DISPUTE = "dispute"
    DUPLICATE_RETURNED = "duplicate_returned"
    NOT_OURS = "not_ours"
    GONE = "gone"  # a later run no longer sees it


# A bank line whose case ends so takes part in no later matching: no run puts it on an invoice by itself.
SETS_ASIDE: Mapping[Resolution, Reason] = {
    Resolution.NOT_OURS: Reason.NOT_OURS,
    Resolution.DUPLICATE_RETURNED: Reason.RETURNED,
}

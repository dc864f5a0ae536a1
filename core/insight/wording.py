"""What every code is called in a bookkeeper's words; number formats are re-exported from `formats`."""

from collections.abc import Mapping
from enum import StrEnum

from core.insight.formats import (
    NOTHING,
    amount_text,
    cost_text,
    count_text,
    date_text,
    days_text,
    flow_text,
    hours_text,
    moment_text,
    money_text,
    monies_text,
    month_text,
    number_text,
    percent_change_text,
    percent_text,
    plain,
    points_text,
    score_text,
    setting_text,
)
from core.insight.settlement_words import SETTLEMENT_WORDS
from core.model.batch import BatchKind
from core.model.case import CaseReason, CaseStatus, Resolution, Severity
from core.model.counterparty import AliasSource
from core.model.identity import Role
from core.model.inquiry import Inquiry
from core.model.invoice import Direction, ItemState
from core.model.match import Adjustment, CandidateStatus, Decision, Method
from core.model.reasons import Reason
from core.model.rules import RuleGroup, Scheme
from core.model.run import RunStatus

__all__ = [
    "AUDIT_ACTIONS",
    "CASE_ADVICE",
    "NOTHING",
    "WORDS",
    "amount_text",
    "audit_words",
    "capital",
    "case_advice",
    "cost_text",
    "count_text",
    "date_text",
    "days_text",
    "flow_text",
    "hours_text",
    "moment_text",
    "money_text",
    "monies_text",
    "month_text",
    "number_text",
    "percent_change_text",
    "percent_text",
    "plain",
    "points_text",
    "reason_list",
    "score_text",
    "setting_text",
    "words",
]

_REASONS: Mapping[StrEnum, str] = {
    Reason.REFERENCE_EXACT: "reference is the invoice number",
    Reason.REFERENCE_IN_TEXT: "invoice number in the bank's text",
    Reason.REFERENCE_PREFIX_CHANGED: "invoice number written another way",
    Reason.REFERENCE_DAMAGED: "invoice number with a typing error",
    Reason.REFERENCE_TAIL: "last digits of the invoice number",
    Reason.REFERENCE_RANGE: "inside a range or list of numbers",
    Reason.PURCHASE_ORDER: "purchase order number",
    Reason.CUSTOMER_NUMBER: "customer number",
    Reason.CHECK_NUMBER: "check number",
    Reason.COUNTERPARTY_SAME: "same name",
    Reason.COUNTERPARTY_SIMILAR: "similar name",
    Reason.COUNTERPARTY_TRUNCATED: "name cut short by the bank",
    Reason.COUNTERPARTY_IN_TEXT: "name in the bank's text",
    Reason.COUNTERPARTY_ALIAS: "payer name learned from your matches",
    Reason.AMOUNT_EXACT: "exact amount",
    Reason.AMOUNT_ROUNDING: "amount within rounding",
    Reason.AMOUNT_BANK_FEE: "amount less a bank fee",
    Reason.AMOUNT_CARD_FEE: "amount less a card fee",
    Reason.AMOUNT_DISCOUNT: "amount less a discount",
    Reason.AMOUNT_WITHHOLDING: "amount less withholding",
    Reason.AMOUNT_FX: "amount in another currency",
    Reason.AMOUNT_PART: "part of the amount",
    Reason.AMOUNT_OVER: "more than the amount",
    Reason.AMOUNT_COMBINED: "several items add up to the amount",
    Reason.CARD_CHARGE: "paid by card in this payout",
    Reason.TIMING_ON_TIME: "paid on time",
    Reason.TIMING_EARLY: "paid early",
    Reason.TIMING_LATE: "paid late",
    Reason.TIMING_BEFORE_ISSUE: "paid before the invoice was issued",
    Reason.AMOUNT_COMMON: "many open items share this amount",
    Reason.AMOUNT_DIFFERS: "amount differs",
    Reason.CREDIT_DEDUCTED: "deducts a credit note not in the books",
    Reason.COUNTERPARTY_DIFFERS: "different name",
    Reason.COUNTERPARTY_UNKNOWN: "payer not named",
    Reason.REFERENCE_CONFLICT: "bank text names a different invoice",
    Reason.SITE_CONFLICT: "different branch or site number",
    Reason.BELOW_THRESHOLD: "score too low",
    Reason.ONE_KIND_OF_EVIDENCE: "only one kind of evidence",
    Reason.MARGIN_TOO_SMALL: "another match is nearly as good",
    Reason.TRUE_TIE: "fits two counterparties equally well",
    Reason.AMBIGUOUS_SET: "more than one set of items adds up",
    Reason.NO_CANDIDATE: "no match found",
    Reason.BETTER_MATCH_ELSEWHERE: "a better match was found",
    Reason.DATE_OUTSIDE_WINDOW: "paid too early or too late",
    Reason.AMOUNT_OUTSIDE_TOLERANCE: "difference beyond the tolerance",
    Reason.DECLINED_BEFORE: "rejected before",
    Reason.DUPLICATE_PAYMENT: "looks like a second payment",
    Reason.PAYROLL: "payroll",
    Reason.RENT: "rent",
    Reason.TAX: "tax",
    Reason.TRANSFER: "transfer between own accounts",
    Reason.BANK_CHARGE: "bank charge",
    Reason.INTEREST: "interest",
    Reason.CARD_PAYOUT: "card payout",
    Reason.UTILITIES: "utilities",
    Reason.INSURANCE: "insurance",
    Reason.CARD_PURCHASE: "card purchase",
    Reason.LOAN: "loan",
    Reason.NOT_OURS: "not ours",
    Reason.RETURNED: "paid and returned",
    Reason.VOIDED: "voided",
}

_CASES: Mapping[StrEnum, str] = {
    CaseReason.NO_INVOICE_FOUND: "no invoice found",
    CaseReason.UNKNOWN_PAYER: "unknown payer",
    CaseReason.SHORT_PAYMENT: "paid too little",
    CaseReason.OVERPAYMENT: "paid too much",
    CaseReason.PAID_TWICE: "paid twice",
    CaseReason.AMBIGUOUS: "more than one possible match",
    CaseReason.RETURNED_PAYMENT: "payment returned",
    CaseReason.MISSING_CREDIT_NOTE: "credit note missing",
    CaseReason.OVER_LIMIT: "difference over the limit",
    CaseReason.UNPAID_OVERDUE: "overdue and unpaid",
}

CASE_ADVICE: Mapping[CaseReason, str] = {
    CaseReason.NO_INVOICE_FOUND: "Look for an invoice that is not entered yet, or set the bank line aside.",
    CaseReason.UNKNOWN_PAYER: "Find out who paid. After two matches Tieout knows the name.",
    CaseReason.SHORT_PAYMENT: "Ask why less was paid, or book the difference as a fee or discount.",
    CaseReason.OVERPAYMENT: "Keep the rest on account, refund it, or look for a second invoice.",
    CaseReason.PAID_TWICE: "Refund the second payment, or keep it on account.",
    CaseReason.AMBIGUOUS: "Ask the payer which invoices it covers, then match by hand.",
    CaseReason.RETURNED_PAYMENT: "The invoice is open again. Ask for a new payment.",
    CaseReason.MISSING_CREDIT_NOTE: "Enter the credit note the payer deducted, or dispute the deduction.",
    CaseReason.OVER_LIMIT: "Check the difference, then match by hand or widen the tolerance.",
    CaseReason.UNPAID_OVERDUE: "Send a reminder, or look for a payment under another name.",
}

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Reason: _REASONS,
    CaseReason: _CASES,
    CaseStatus: {
        CaseStatus.OPEN: "open",
        CaseStatus.IN_REVIEW: "in review",
        CaseStatus.ESCALATED: "escalated",
        CaseStatus.RESOLVED: "resolved",
    },
    Severity: {Severity.LOW: "low", Severity.MEDIUM: "medium", Severity.HIGH: "high"},
    Resolution: {
        Resolution.MATCHED: "matched",
        Resolution.SPLIT_PAYMENT: "split",
        Resolution.SET_ASIDE: "set aside",
        Resolution.ON_ACCOUNT: "kept on account",
        Resolution.WRITE_OFF: "written off",
        Resolution.DISPUTE: "disputed",
        Resolution.DUPLICATE_RETURNED: "duplicate returned",
        Resolution.NOT_OURS: "not ours",
        Resolution.GONE: "settled by later matching",
    },
    Method: {
        Method.SINGLE: "one payment for one invoice",
        Method.COMBINED: "one payment for several items",
        Method.PART: "part payment",
        Method.PAYOUT: "card charges of a payout",
        Method.CLASSIC: "classic weights",
        Method.BLUEPRINT: "blueprint",
        Method.FIRST_FIT: "first fit",
        Method.MANUAL: "matched by hand",
    },
    Adjustment: {
        Adjustment.NONE: "no difference",
        Adjustment.ROUNDING: "rounding",
        Adjustment.BANK_FEE: "bank fee",
        Adjustment.CARD_FEE: "card fee",
        Adjustment.DISCOUNT: "early-payment discount",
        Adjustment.WITHHOLDING: "withholding",
        Adjustment.FX: "exchange difference",
        Adjustment.WRITE_OFF: "write-off",
    },
    ItemState: {
        ItemState.OPEN: "open",
        ItemState.PROPOSED: "to review",
        ItemState.SETTLED: "settled",
        ItemState.EXCEPTED: "exception",
        ItemState.SET_ASIDE: "set aside",
    },
    Decision: {Decision.AUTO: "matched automatically", Decision.REVIEW: "to review"},
    CandidateStatus: {
        CandidateStatus.PROPOSED: "to review",
        CandidateStatus.CONFIRMED: "confirmed",
        CandidateStatus.REJECTED: "rejected",
        CandidateStatus.SUPERSEDED: "replaced by another decision",
    },
    Direction: {Direction.RECEIVABLE: "receivable", Direction.PAYABLE: "payable"},
    BatchKind: {BatchKind.INVOICES: "invoices", BatchKind.PAYMENTS: "bank lines"},
    AliasSource: {AliasSource.CONFIRMED: "learned from matches", AliasSource.ENTERED: "entered by a person"},
    Role: {
        Role.VIEWER: "viewer",
        Role.ANALYST: "analyst",
        Role.MANAGER: "manager",
        Role.ADMIN: "administrator",
    },
    RunStatus: {
        RunStatus.RUNNING: "running",
        RunStatus.DONE: "done",
        RunStatus.FAILED: "failed",
        RunStatus.UNDONE: "undone",
    },
    Scheme: {
        Scheme.TIEOUT: "Tieout",
        Scheme.CLASSIC: "classic weights",
        Scheme.BLUEPRINT: "blueprint",
        Scheme.FIRST_FIT: "first fit",
    },
    Inquiry: {
        Inquiry.WHICH_INVOICES: "which invoices are paid",
        Inquiry.WHICH_NUMBER: "which invoice is meant",
        Inquiry.WHY_LESS: "why less was paid",
        Inquiry.WHICH_CREDIT: "which credit was deducted",
        Inquiry.WHAT_FOR: "what the rest is for",
        Inquiry.MEANT_TWICE: "whether it was meant twice",
        Inquiry.WHO_PAID: "who paid",
    },
    **SETTLEMENT_WORDS,
    RuleGroup: {
        RuleGroup.AMOUNT: "amount",
        RuleGroup.TIMING: "dates",
        RuleGroup.IDENTITY: "names and references",
        RuleGroup.TERMS: "fees, discounts, terms",
        RuleGroup.DECISION: "automatic matching",
        RuleGroup.WEIGHT: "weights",
    },
}

# The actions the audit knows by name: subject, dot, what happened.
AUDIT_ACTIONS: Mapping[str, str] = {
    "company.added": "company added",
    "person.added": "person added",
    "person.role_changed": "role changed",
    "session.opened": "signed in",
    "session.refused": "sign-in refused",
    "session.closed": "signed out",
    "import.stored": "file imported",
    "import.undone": "import undone",
    "rules.saved": "match rules saved",
    "rules.restored": "match rules restored",
    "rules.undone": "match rules change undone",
    "run.started": "matching started",
    "run.done": "matching done",
    "run.failed": "matching failed",
    "run.undone": "matching undone",
    "match.confirmed": "match confirmed",
    "match.rejected": "match rejected",
    "bulk.confirmed": "matches confirmed in bulk",
    "bulk.undone": "bulk confirmation undone",
    "match.undone": "decision undone",
    "match.entered": "matched by hand",
    "payment.set_aside": "bank line set aside",
    "payment.reopened": "bank line reopened",
    "invoice.voided": "invoice voided",
    "case.opened": "exception opened",
    "case.assigned": "exception assigned",
    "case.status_changed": "exception status changed",
    "case.resolved": "exception resolved",
    "case.reopened": "exception reopened",
    "note.written": "note added",
    "assumptions.saved": "cost assumptions saved",
    "export.made": "file downloaded",
    "audit.verified": "audit chain checked",
}


def words(code: StrEnum) -> str:
    """The words for any code of the model, lower case; raises `KeyError` for a code without words."""
    return WORDS[type(code)][code]


def capital(text: str) -> str:
    """The same words at the beginning of a line."""
    return text[:1].upper() + text[1:]


def reason_list(codes: str | tuple[str, ...]) -> str:
    """The words of several reasons (a tuple, or codes joined by `|` as in a frame), joined by commas.

    A code this version does not know (written by a later one) is shown with its underscores as spaces.
    """
    parts = codes.split("|") if isinstance(codes, str) else codes
    return ", ".join(_reason_words(part) for part in parts if part)


def _reason_words(code: str) -> str:
    try:
        return words(Reason(code))
    except ValueError:
        return code.replace("_", " ")


def case_advice(reason: CaseReason) -> str:
    """What a person would do next about such a case, one sentence."""
    return CASE_ADVICE[reason]


def audit_words(action: str) -> str:
    """The words for an audit action; one not in `AUDIT_ACTIONS` is shown with its separators as spaces."""
    return AUDIT_ACTIONS.get(action) or action.replace(".", " ").replace("_", " ")

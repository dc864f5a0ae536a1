"""The one closed list of codes for why a pair matches, why not, and why a bank line is set aside."""

from enum import StrEnum


class Reason(StrEnum):
    """A reason code; its words stand in `core.insight.wording`."""

    # for: reference
    REFERENCE_EXACT = "reference_exact"  # the payment's reference is the invoice number
    REFERENCE_IN_TEXT = "reference_in_text"  # the number stands in the remittance text
    REFERENCE_PREFIX_CHANGED = "reference_prefix_changed"  # same number, other prefix, padding or separators
    REFERENCE_DAMAGED = "reference_damaged"  # the number with a typing or reading error
    REFERENCE_TAIL = "reference_tail"  # only the last digits
    REFERENCE_RANGE = "reference_range"  # inside a stated range or list
    PURCHASE_ORDER = "purchase_order"  # the purchase order number instead of the invoice's
    CUSTOMER_NUMBER = "customer_number"  # the customer's number or reference field
    CHECK_NUMBER = "check_number"  # the check number
    # for: counterparty
    COUNTERPARTY_SAME = "counterparty_same"
    COUNTERPARTY_SIMILAR = "counterparty_similar"
    COUNTERPARTY_TRUNCATED = "counterparty_truncated"  # cut to a field's length
    COUNTERPARTY_IN_TEXT = "counterparty_in_text"  # named in the bank's text
    COUNTERPARTY_ALIAS = "counterparty_alias"  # a payer name learned from confirmed matches
    # for: amount
    AMOUNT_EXACT = "amount_exact"
    AMOUNT_ROUNDING = "amount_rounding"
    AMOUNT_BANK_FEE = "amount_bank_fee"
    AMOUNT_CARD_FEE = "amount_card_fee"
    AMOUNT_DISCOUNT = "amount_discount"
    AMOUNT_WITHHOLDING = "amount_withholding"
    AMOUNT_FX = "amount_fx"
    AMOUNT_PART = "amount_part"
    AMOUNT_OVER = "amount_over"
    AMOUNT_COMBINED = "amount_combined"  # several items sum to it
    CARD_CHARGE = "card_charge"  # a charge of the processor's payout that the bank line is
    # for: timing
    TIMING_ON_TIME = "timing_on_time"
    TIMING_EARLY = "timing_early"
    TIMING_LATE = "timing_late"
    TIMING_BEFORE_ISSUE = "timing_before_issue"
    # against
    AMOUNT_COMMON = "amount_common"  # many open items share this amount
    AMOUNT_DIFFERS = "amount_differs"
    CREDIT_DEDUCTED = "credit_deducted"  # the text deducts a credit that is not among the items
    COUNTERPARTY_DIFFERS = "counterparty_differs"
    COUNTERPARTY_UNKNOWN = "counterparty_unknown"
    REFERENCE_CONFLICT = "reference_conflict"  # the text names another existing invoice
    SITE_CONFLICT = "site_conflict"  # branch or site numbers differ
    # why nothing was decided alone
    BELOW_THRESHOLD = "below_threshold"
    ONE_KIND_OF_EVIDENCE = "one_kind_of_evidence"
    MARGIN_TOO_SMALL = "margin_too_small"
    TRUE_TIE = "true_tie"  # different counterparties with equal claim
    AMBIGUOUS_SET = "ambiguous_set"  # more than one set of items sums to the amount
    # why nothing was proposed
    NO_CANDIDATE = "no_candidate"
    BETTER_MATCH_ELSEWHERE = "better_match_elsewhere"
    DATE_OUTSIDE_WINDOW = "date_outside_window"
    AMOUNT_OUTSIDE_TOLERANCE = "amount_outside_tolerance"
    DECLINED_BEFORE = "declined_before"
    DUPLICATE_PAYMENT = "duplicate_payment"
    # why a bank line is set aside
    PAYROLL = "payroll"
    RENT = "rent"
    TAX = "tax"
    TRANSFER = "transfer"
    BANK_CHARGE = "bank_charge"
    INTEREST = "interest"
    CARD_PAYOUT = "card_payout"
    UTILITIES = "utilities"
    LOAN = "loan"
    INSURANCE = "insurance"
    CARD_PURCHASE = "card_purchase"  # bought by card, or the card's monthly bill
    NOT_OURS = "not_ours"  # a person says that it has nothing to do with these books
    RETURNED = "returned"  # a payment and the line that took it back, set aside together
    VOIDED = "voided"


SET_ASIDE_REASONS = frozenset(
    {
        Reason.PAYROLL,
        Reason.RENT,
        Reason.TAX,
        Reason.TRANSFER,
        Reason.BANK_CHARGE,
        Reason.INTEREST,
        Reason.CARD_PAYOUT,
        Reason.UTILITIES,
        Reason.LOAN,
        Reason.INSURANCE,
        Reason.CARD_PURCHASE,
        Reason.NOT_OURS,
        Reason.RETURNED,
        Reason.VOIDED,
    }
)

"""What a person may ask a counterparty about a payment: a closed list, worded by `core.insight.inquiries`."""

from enum import StrEnum


class Inquiry(StrEnum):
    """One question to the other side of an invoice."""

    WHICH_INVOICES = "which_invoices"  # the payment names none, or several sets fit it
    WHICH_NUMBER = "which_number"  # the number is damaged, cut or another's
    WHY_LESS = "why_less"  # less came than was open
    WHICH_CREDIT = "which_credit"  # a deduction names a credit that is not in the books
    WHAT_FOR = "what_for"  # more came than was open
    MEANT_TWICE = "meant_twice"  # it looks like a second payment
    WHO_PAID = "who_paid"  # the payer is unknown or somebody else

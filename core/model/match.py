"""How an invoice and a payment belong together: decisions, methods and adjustments."""

from enum import StrEnum


class Decision(StrEnum):
    """What the engine does with a pair."""

    AUTO = "auto"  # posted alone
    REVIEW = "review"  # a person decides


class Method(StrEnum):
    """The shape of a match."""

    SINGLE = "single"  # one payment, one invoice
    COMBINED = "combined"  # one payment, several invoices or credit notes
    PART = "part"  # one of several payments for one invoice
    PAYOUT = "payout"  # charges of a processor's payout, each to its own invoice
    CLASSIC = "classic"  # the "classic weights" scheme
    BLUEPRINT = "blueprint"  # the "blueprint" scheme
    FIRST_FIT = "first_fit"  # the first invoice that fits
    MANUAL = "manual"  # put together by a person


class Adjustment(StrEnum):
    """A named difference that is booked so that an invoice is wholly settled."""

    NONE = ""
    ROUNDING = "rounding"
    BANK_FEE = "bank_fee"
    CARD_FEE = "card_fee"
    DISCOUNT = "discount"
    WITHHOLDING = "withholding"
    FX = "fx"
    WRITE_OFF = "write_off"


class CandidateStatus(StrEnum):
    """What became of a proposed pair."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"  # another decision used up what it needed

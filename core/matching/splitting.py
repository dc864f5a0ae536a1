"""A split by hand: whether its sums fit to the cent, what may explain a difference, how much is allowed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.matching.amounts import scale_of
from core.matching.rates import rough_rate
from core.model.identity import Role
from core.model.match import Adjustment
from core.model.money import Money, round_to_minor, to_decimal
from core.model.rules import MatchRules

_ROUGHLY = 0.15  # by which a rough rate may be off


@dataclass(frozen=True, slots=True)
class Share:
    """What one bank line puts on one invoice, in the books' signs.

    `paid` is in the bank line's currency, `applied` and `adjustment` in the invoice's; `adjustment` settles
    more of the invoice under the name `kind`, or less of it where the payer paid too much.
    """

    payment: Any
    invoice: Any
    paid: Money
    applied: Money
    adjustment: Money
    kind: Adjustment = Adjustment.NONE


@dataclass(frozen=True, slots=True)
class Balance:
    """What a split leaves over: per bank line what stays on account, per invoice what stays open.

    `problems` says what cannot be posted, a sentence each; empty where everything fits to the cent.
    """

    on_account: Mapping[Any, Money]
    still_open: Mapping[Any, Money]
    problems: tuple[str, ...]


def balance(shares: Sequence[Share], lines: Mapping[Any, Money], bills: Mapping[Any, Money]) -> Balance:
    """Holds the shares against what is open on each bank line and each invoice.

    `lines` and `bills` give the open money by key, in the books' signs. Amounts of one currency must be the
    same on both sides; each sum must lie between nothing and what is open.
    """
    account = {key: amount - _sum((s.paid for s in shares if s.payment == key), amount.currency)
               for key, amount in lines.items()}  # fmt: skip
    left = {
        key: amount - _sum((s.applied + s.adjustment for s in shares if s.invoice == key), amount.currency)
        for key, amount in bills.items()
    }
    problems = [problem for share in shares for problem in _wrong(share)]
    problems += [_beyond("bank line", rest) for key, rest in account.items() if _outside(rest, lines[key])]
    problems += [_beyond("invoice", rest) for key, rest in left.items() if _outside(rest, bills[key])]
    if not shares:
        problems.append("Nothing is put on an invoice yet.")
    return Balance(account, left, tuple(problems))


def begin(left: Money, owed: Money) -> tuple[Money | None, Money | None]:
    """What a pair in two currencies begins with, as sizes: of what the line has `left`, on what is `owed`.

    All of both where the two are about the same at a rough rate; else all of the smaller, and None for the
    larger: how much of it that is, the person's bank says.
    """
    rate = rough_rate(left.currency, owed.currency)
    share = abs(left.minor) / (abs(owed.minor) * rate) if rate and owed else 1.0
    return (
        abs(left) if share <= 1 + _ROUGHLY else None,
        abs(owed) if share >= 1 - _ROUGHLY else None,
    )


def causes(
    short: Money, owed: Money, terms_share: float, rules: MatchRules, *, foreign: bool = False
) -> tuple[Adjustment, ...]:
    """What may explain that `short` of `owed` was not paid, the likeliest first; one cause each, never two.

    `terms_share` is the discount the invoice's own terms offer (0 without). A discount to the cent of the
    terms comes first, then rounding, a bank fee, a whole percentage withheld, a discount in half percents, a
    card fee, each only within the rules' bounds; a write-off is always a person's own word. Where the payment
    is `foreign`, in another currency than the invoice, an exchange difference comes before all others.
    """
    size, whole = abs(short.minor), abs(owed.minor)
    if not size or not whole or size >= whole:
        return ()
    rate = size / whole
    fits = {
        Adjustment.FX: foreign and size <= allowed(Adjustment.FX, owed, rules).minor,
        Adjustment.ROUNDING: size <= _minor(rules.rounding_max, owed.currency),
        Adjustment.BANK_FEE: size <= _minor(rules.bank_fee_max, owed.currency),
        Adjustment.WITHHOLDING: (_stepped(size, whole, 0.01) and rate * 100 <= rules.withholding_percent_max),
        Adjustment.DISCOUNT: _stepped(size, whole, 0.005) and rate * 100 <= rules.discount_percent_max,
        Adjustment.CARD_FEE: size <= allowed(Adjustment.CARD_FEE, owed, rules).minor,
    }
    offered = terms_share > 0 and abs(size - terms_share * whole) <= 1 and not fits[Adjustment.FX]
    return ((Adjustment.DISCOUNT,) if offered else ()) + tuple(
        kind for kind, fit in fits.items() if fit and not (offered and kind is Adjustment.DISCOUNT)
    )


def allowed(kind: Adjustment, owed: Money, rules: MatchRules) -> Money:
    """How much of an invoice's open money the rules let anybody book under a name; for a write-off none."""
    most = {
        Adjustment.ROUNDING: rules.rounding_max,
        Adjustment.BANK_FEE: rules.bank_fee_max,
        Adjustment.CARD_FEE: _share(owed, rules.card_fee_percent) + rules.card_fee_fixed,
        Adjustment.DISCOUNT: _share(owed, rules.discount_percent_max),
        Adjustment.WITHHOLDING: _share(owed, rules.withholding_percent_max),
        Adjustment.FX: _share(owed, rules.fx_percent),
    }
    return Money(_minor(most.get(kind, Decimal(0)), owed.currency), owed.currency)


def limit(
    kind: Adjustment, owed: Money, role: Role, rules: MatchRules, by_role: Mapping[Role, Decimal]
) -> Money | None:
    """The most that somebody in this role may book on an invoice under a name; None where there is no bound.

    The larger of what the rules in force call plausible for the name and the role's own limit (whole units of
    the invoice's currency, scaled as the rules' amounts are). A role that is not in `by_role` has no bound.
    """
    if role not in by_role:
        return None
    own = Money(_minor(by_role[role], owed.currency), owed.currency)
    return max(own, allowed(kind, owed, rules), key=lambda each: each.minor)


def _sum(amounts: Iterable[Money], currency: str) -> Money:
    return sum(amounts, Money(0, currency))


def _wrong(share: Share) -> Iterable[str]:
    if not share.applied or not share.paid:
        yield "Type an amount other than zero."
    same = share.paid.currency == share.applied.currency
    if same and abs(share.paid.minor) != abs(share.applied.minor):
        yield "Both amounts must be the same where the currency is the same."
    if bool(share.adjustment) != (share.kind is not Adjustment.NONE):
        yield "Choose what the difference is, or leave it open."


def _outside(rest: Money, whole: Money) -> bool:
    return not min(0, whole.minor) <= rest.minor <= max(0, whole.minor)


def _beyond(what: str, rest: Money) -> str:
    return f"This is {abs(rest)} more than is open on the {what}."


def _minor(whole_units: Decimal, currency: str) -> int:
    """A rule's amount in minor units; a rule's 60 means 6,000 yen too."""
    return int(whole_units * scale_of(currency))


def _share(owed: Money, percent: Decimal) -> Decimal:
    """So many percent of an amount, rounded to its currency, in the whole units of rules."""
    minor = round_to_minor(abs(to_decimal(owed.minor, owed.currency)) * percent / 100, owed.currency)
    return Decimal(minor) / scale_of(owed.currency)


def _stepped(size: int, whole: int, step: float) -> bool:
    """Whether `size` is a whole number of steps of `whole`, to the cent, and not none."""
    steps = round(size / whole / step)
    return steps > 0 and abs(size - steps * step * whole) <= 1

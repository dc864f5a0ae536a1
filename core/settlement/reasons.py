"""The sentence of each discrepancy: what differs, in money and words a bookkeeper can check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from core.model.discrepancy import DiscrepancyKind
from core.model.money import to_decimal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one discrepancy. Amounts are minor units, None where a side has none; moments are
    microseconds of UTC, None where unknown."""

    transaction_id: str
    external: int | None
    internal: int | None
    external_currency: str
    internal_currency: str
    external_fee: int | None
    internal_fee: int | None
    expected_fee: int | None
    agreed: bool
    external_status: str
    internal_status: str
    external_at: int | None
    internal_at: int | None
    named: str  # what a refund names as its charge
    payout_id: str
    batch: int  # transactions of the payout
    expected_payout: int
    said: str  # what else differs
    external_odd: int = 0  # the amount times 100 as written, where its currency has no decimals
    internal_odd: int = 0


def sentence(kind: DiscrepancyKind, facts: Facts) -> str:
    """Why this is a discrepancy of that kind."""
    return _SENTENCES[kind](facts)


def _money(minor: int | None, currency: str) -> str:
    return f"{to_decimal(minor or 0, currency):,} {currency}"


def _exact(minor: int | None, odd: int, currency: str) -> Decimal:
    """The amount with the decimals it was written with."""
    return Decimal(odd).scaleb(-2) if odd else to_decimal(minor or 0, currency)


def _external(facts: Facts) -> Decimal:
    return _exact(facts.external, facts.external_odd, facts.external_currency)


def _internal(facts: Facts) -> Decimal:
    return _exact(facts.internal, facts.internal_odd, facts.internal_currency)


def _mine(facts: Facts) -> str:
    return f"{_external(facts):,} {facts.external_currency}"


def _theirs(facts: Facts) -> str:
    return f"{_internal(facts):,} {facts.internal_currency}"


def _lone(facts: Facts) -> str:
    return _theirs(facts) if facts.external is None else _mine(facts)


def _amount(facts: Facts) -> str:
    off = f"{_external(facts) - _internal(facts):,} {facts.external_currency}"
    text = f"The processor has {_mine(facts)}, the ledger {_theirs(facts)}: a difference of {off}"
    fees = (facts.external_fee, facts.internal_fee)
    if (facts.external or 0) - (facts.internal or 0) in [fee for fee in fees if fee]:
        return text + ", exactly the fee."
    return text + "."


def _fee(facts: Facts) -> str:
    currency = facts.external_currency
    parts = []
    if facts.external_fee is not None:
        parts.append(f"the processor kept {_money(facts.external_fee, currency)}")
    if facts.internal_fee is not None:
        parts.append(f"the ledger has {_money(facts.internal_fee, currency)}")
    if facts.expected_fee is not None:
        rate = "agreed" if facts.agreed else "usual"
        parts.append(f"the {rate} rate gives {_money(facts.expected_fee, currency)}")
    text = ", ".join(parts)
    return "Fee: " + text + "."


def _decimals(facts: Facts) -> str:
    large, small = sorted((abs(_external(facts)), abs(_internal(facts))), reverse=True)
    times = round(large / small) if small else 0
    return (
        f"The processor has {_mine(facts)}, the ledger {_theirs(facts)}: one is {times:,} times the other, "
        "so the decimals were mistaken."
    )


def _dispute(facts: Facts) -> str:
    if facts.internal is None:
        return f"The payer's bank took back {_mine(facts).lstrip('-')}; the ledger does not have it."
    if facts.external is None:
        return f"The ledger has a chargeback of {_theirs(facts).lstrip('-')}; the processor does not."
    return (
        f"Charged back: the processor says “{facts.external_status}”, the ledger “{facts.internal_status}” "
        f"({_mine(facts)})."
    )


def _orphan(facts: Facts) -> str:
    named = f"names “{facts.named}”, which neither side has as a charge" if facts.named else "names no charge"
    return f"The refund of {_lone(facts).lstrip('-')} {named}."


def _day(moment: int | None) -> str:
    return (
        "no date" if moment is None else (_EPOCH + timedelta(microseconds=moment)).strftime("%Y-%m-%d %H:%M")
    )


def _timing(facts: Facts) -> str:
    if facts.external is None or facts.internal is None:
        side, moment = (
            ("ledger", facts.internal_at) if facts.external is None else ("processor", facts.external_at)
        )
        return f"Only the {side} has it, at the edge of the period ({_day(moment)} UTC)."
    apart = abs((facts.external_at or 0) - (facts.internal_at or 0)) / 86_400_000_000
    return (
        f"{_day(facts.external_at)} at the processor, {_day(facts.internal_at)} in the ledger: "
        f"{apart:.1f} days apart, more than agreed."
    )


def _payout(facts: Facts) -> str:
    currency = facts.external_currency or facts.internal_currency
    if not facts.batch:
        return f"The payout is {_mine(facts)} at the processor and {_theirs(facts)} in the ledger."
    amount = facts.internal if facts.external is None else facts.external
    off = (amount or 0) - facts.expected_payout
    if off == 0:
        amount, off = facts.internal, (facts.internal or 0) - facts.expected_payout
    return (
        f"The payout is {_money(amount, currency)}, but its {facts.batch:,} transactions come to "
        f"{_money(facts.expected_payout, currency)}: {_money(off, currency)} are not explained."
    )


_SENTENCES: Mapping[DiscrepancyKind, Callable[[Facts], str]] = {
    DiscrepancyKind.MISSING_IN_LEDGER: lambda f: (
        f"The processor has {_mine(f)}; the ledger has no such entry."
    ),
    DiscrepancyKind.MISSING_AT_PROCESSOR: lambda f: (
        f"The ledger has {_theirs(f)}; the processor knows nothing of it."
    ),
    DiscrepancyKind.AMOUNT_DIFFERS: _amount,
    DiscrepancyKind.FEE_DIFFERS: _fee,
    DiscrepancyKind.STATUS_DIFFERS: lambda f: (
        f"The processor says “{f.external_status}”, the ledger “{f.internal_status}”."
    ),
    DiscrepancyKind.CURRENCY_DIFFERS: lambda f: f"The processor has {_mine(f)}, the ledger {_theirs(f)}.",
    DiscrepancyKind.MINOR_UNIT_ERROR: _decimals,
    DiscrepancyKind.DUPLICATE_AT_PROCESSOR: lambda f: (
        f"The processor has {_mine(f)} once more than the ledger."
    ),
    DiscrepancyKind.DUPLICATE_IN_LEDGER: lambda f: (
        f"The ledger has {_theirs(f)} once more than the processor."
    ),
    DiscrepancyKind.REFUND_UNLINKED: _orphan,
    DiscrepancyKind.CHARGEBACK: _dispute,
    DiscrepancyKind.TIMING: _timing,
    DiscrepancyKind.PAYOUT_OFF: _payout,
    DiscrepancyKind.UNCLASSIFIED: lambda f: f.said,
}

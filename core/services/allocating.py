"""Allocating: bank lines put on invoices by hand, each difference named, to the cent or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.insight.formats import count_text, money_text, monies_text
from core.insight.wording import words
from core.matching import splitting
from core.matching.evidence import terms_offer
from core.matching.splitting import Balance, Share, begin
from core.model.case import Resolution
from core.model.errors import AccessError, ConflictError, NotFoundError
from core.model.identity import Role
from core.model.match import Adjustment
from core.model.money import Money
from core.model.rules import MatchRules
from core.services.workspace import Workspace
from core.store import allocations, audit, cases, decisions, invoices, matches, payments, rules
from core.store.allocations import NewAllocation
from core.store.decisions import Made
from core.store.invoices import InvoiceRow
from core.store.payments import PaymentRow
from core.store.tenancy import Scope

__all__ = ["Share", "begin"]

_FOUND = 8  # rows a search offers at most


@dataclass(frozen=True, slots=True)
class Counter:
    """What lies on the desk for a split: bank lines and invoices that are still open, best guesses first."""

    lines: tuple[PaymentRow, ...]
    bills: tuple[InvoiceRow, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """How much of one name may be booked on an invoice: by this role (None: any amount), and whether the
    engine proposes the name for the difference at hand."""

    kind: Adjustment
    most: Money | None
    proposed: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """A split that was posted: its entry in the record, by which it is undone, and its words."""

    entry: int
    sentence: str


def for_line(workspace: Workspace, payment_id: UUID, search: str = "", keep: Sequence[UUID] = ()) -> Counter:
    """A bank line and the open invoices it may be for: those to `keep` and, without words, what is proposed,
    then what the words find, nearest amounts first. Raises `NotFoundError`."""
    with workspace.scope() as scope:
        line = payments.get(scope, payment_id)
        proposed = [row.invoice_id for row in matches.waiting_of(scope, [payment_id])]
        known = invoices.rows(scope, [*keep, *proposed])
        name = known[proposed[0]].counterparty if proposed else line.counterparty
        found = invoices.search_open(scope, search or name, line.open.minor, _FOUND)
    first = [*keep, *([] if search else proposed)]
    bills = {key: known[key] for key in first if key in known} | {row.id: row for row in found}
    return Counter((line,), tuple(bills.values()))


def for_bill(workspace: Workspace, invoice_id: UUID, search: str = "", keep: Sequence[UUID] = ()) -> Counter:
    """An invoice and the open bank lines that may pay it: those to `keep`, then what the words find, nearest
    amounts first. Raises `NotFoundError`."""
    with workspace.scope() as scope:
        bill = invoices.get(scope, invoice_id)
        sign = bill.direction.sign
        known = payments.rows(scope, keep)
        found = payments.search_open(scope, search, sign * bill.open.minor, _FOUND)
    lines = {key: known[key] for key in keep if key in known} | {row.id: row for row in found}
    return Counter(tuple(lines.values()), (bill,))


def weigh(shares: Sequence[Share], lines: Sequence[PaymentRow], bills: Sequence[InvoiceRow]) -> Balance:
    """What the shares leave over and what is wrong with them; asks nobody and changes nothing."""
    return splitting.balance(
        shares, {line.id: line.open for line in lines}, {bill.id: bill.open for bill in bills}
    )


def bounds(
    workspace: Workspace, bill: InvoiceRow, difference: Money, *, foreign: bool = False
) -> tuple[Bound, ...]:
    """The names a difference on this invoice may be booked under, what the engine proposes first.

    `foreign` says that the bank line is in another currency. Two causes together are never proposed: more
    than one possible name means that a person chooses.
    """
    with workspace.scope() as scope:
        _, in_force = rules.current(scope)
    likely = splitting.causes(difference, bill.open, terms_offer(bill.terms)[0], in_force, foreign=foreign)
    kinds = [*likely, *(kind for kind in Adjustment if kind and kind not in likely)]
    return tuple(Bound(kind, _limit(workspace, kind, bill, in_force), kind in likely[:1]) for kind in kinds)


def allocate(
    workspace: Workspace, shares: Sequence[Share], shown: Mapping[UUID, Money], note: str = ""
) -> Posted:
    """Posts the shares as a person's decision, all or none; what they leave without room no longer waits.

    `shown` is what was open on every bank line and invoice of the shares when the person looked. What a bank
    line has left stays on account. Raises `ConflictError` when something open has changed since or the sums
    do not fit, `AccessError` for a difference beyond the role's limit, `NotFoundError`.
    """
    with workspace.scope(Role.ANALYST) as scope:
        keys = list(dict.fromkeys(share.payment for share in shares))
        decisions.hold(scope, keys)
        lines = payments.rows(scope, keys)
        bills = invoices.rows(scope, {share.invoice for share in shares})
        _refuse_changes(shares, lines, bills, shown)
        weighed = weigh(shares, list(lines.values()), list(bills.values()))
        if weighed.problems:
            raise ConflictError(weighed.problems[0])
        _refuse_beyond_limits(workspace, scope, shares, bills)
        posted = allocations.post(scope, [_new(share) for share in shares])
        touched = list(dict.fromkeys(share.invoice for share in shares))
        matches.supersede_used_up(scope, keys, touched)
        how = Resolution.MATCHED if len(shares) == 1 else Resolution.SPLIT_PAYMENT
        cases.close_settled(scope, keys, touched, how)
        sentence = _sentence(shares, bills, weighed)
        said = Made(tuple(keys), tuple(touched), (), posted).said(sentence)
        entry = audit.append(scope, "match.entered", "payment", keys[0], after=said, reason=note.strip())
    return Posted(entry, sentence)


def _refuse_changes(
    shares: Sequence[Share],
    lines: Mapping[UUID, PaymentRow],
    bills: Mapping[UUID, InvoiceRow],
    shown: Mapping[UUID, Money],
) -> None:
    for share in shares:
        if share.payment not in lines or share.invoice not in bills:
            raise NotFoundError("There is no such bank line or invoice.")
    opened = {key: line.open for key, line in lines.items()} | {key: bill.open for key, bill in bills.items()}
    for key, still_open in opened.items():
        if still_open != shown.get(key):
            raise ConflictError("What is open here has changed since you opened it; please look again.")
    if any(line.set_aside_reason for line in lines.values()):
        raise ConflictError("This bank line is set aside; undo that first.")


def _refuse_beyond_limits(
    workspace: Workspace, scope: Scope, shares: Sequence[Share], bills: Mapping[UUID, InvoiceRow]
) -> None:
    _, in_force = rules.current(scope)
    for share in shares:
        most = _limit(workspace, share.kind, bills[share.invoice], in_force)
        if share.adjustment and most is not None and abs(share.adjustment) > most:
            raise AccessError(
                f"As {words(workspace.role)} you can book up to {money_text(most.minor, most.currency)} as "
                f"{words(share.kind)} on {bills[share.invoice].number}. Ask a manager to book more."
            )


def _limit(workspace: Workspace, kind: Adjustment, bill: InvoiceRow, in_force: MatchRules) -> Money | None:
    by_role = workspace.settings.difference_limits
    return splitting.limit(kind, bill.open, workspace.role, in_force, by_role)


def _new(share: Share) -> NewAllocation:
    return NewAllocation(
        share.payment,
        share.paid.minor,
        share.invoice,
        share.applied.minor,
        share.adjustment.minor,
        share.kind,
    )


def _sentence(shares: Sequence[Share], bills: Mapping[UUID, InvoiceRow], weighed: Balance) -> str:
    """`1,190.00 EUR matched with A-1001; 10.00 EUR booked as bank fee; 5.00 EUR stays on account.`"""
    first = bills[shares[0].invoice].number
    more = len({share.invoice for share in shares}) - 1
    lines = len(weighed.on_account)
    whose = f" of {count_text(lines, 'bank line')}" if lines > 1 else ""
    said = [f"{paid_text(shares)}{whose} matched with {first}{f' and {more} more' if more else ''}"]
    said += [f"{_money(share.adjustment)} booked as {words(share.kind)}" for share in shares if share.kind]
    said += [f"{_money(rest)} stays on account" for rest in weighed.on_account.values() if rest]
    return f"{'; '.join(said)}."


def paid_text(shares: Sequence[Share]) -> str:
    """How much the shares put on invoices, in each currency it was paid in."""
    sums: dict[str, int] = {}
    for share in shares:
        sums[share.paid.currency] = sums.get(share.paid.currency, 0) + share.paid.minor
    return monies_text({currency: abs(minor) for currency, minor in sums.items()})


def _money(amount: Money) -> str:
    return money_text(abs(amount.minor), amount.currency)

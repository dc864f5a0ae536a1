"""Card payouts opened: a processor's bank line is matched as its charges, then put together again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.model.match import Adjustment, Decision, Method
from core.model.processor_transaction import TransactionKind
from core.model.reasons import Reason

if TYPE_CHECKING:
    import pandas as pd

BREAKDOWN_COLUMNS = (
    "payment", "processor", "payout_id", "movement", "transaction_id", "kind", "amount_minor", "fee_minor",
    "occurred_on", "reference", "payer", "description", "parent_id", "spent", "placed", "sure",
)  # fmt: skip
_POINTS = ("points_reference", "points_counterparty", "points_amount", "points_timing")
LIKELY = 0.5  # what waits of one line is confirmed as one: a charge is in it only where it is likely
_ATTACHED = frozenset({TransactionKind.REFUND, TransactionKind.DISPUTE, TransactionKind.DISPUTE_WON})


@dataclass(frozen=True, slots=True)
class Movement:
    """One thing a payout is made of, in minor units of its currency, signed as the company sees it.

    `key` is its own everywhere, `id` the processor's. `fee` is positive when it costs the company. `parent`
    is the charge a refund or dispute is about. `spent` says that a person has decided it, `placed` on which
    invoice ("" none).
    """

    line: str
    key: str
    processor: str
    payout: str
    id: str
    kind: TransactionKind
    amount: int
    fee: int
    parent: str
    spent: bool
    placed: str

    @property
    def net(self) -> int:
        return self.amount - self.fee


@dataclass(frozen=True, slots=True)
class Opened:
    """The bank lines that were opened: movements, open amount and currency of each; charges by payment key.

    `asked` are lines of which nothing is posted alone: people decided more there than is known of any
    charge, or the line is tied to its payout by no more than its amount and day.
    """

    lines: Mapping[str, tuple[Movement, ...]]
    open_minor: Mapping[str, int]
    currency: Mapping[str, str]
    charges: Mapping[str, Movement]
    asked: frozenset[str]

    def line_of(self, payment: str) -> str:
        """The bank line a payment key of the engine stands for."""
        charge = self.charges.get(payment)
        return payment if charge is None else charge.line


@dataclass(slots=True)
class _Row:
    """What one bank line puts on one invoice, as it is put together."""

    line: str
    invoice: str
    auto: bool
    hypothesis: int
    rank: int
    said: Mapping[str, Any]
    payment: int = 0
    invoice_minor: int = 0
    adjustment: int = 0
    adjustment_name: str = ""
    against: str = ""
    movements: list[Movement] = field(default_factory=list)

    @property
    def on_invoice(self) -> int:
        return self.invoice_minor + self.adjustment


def unfold(
    payments: "pd.DataFrame", breakdown: "pd.DataFrame | None"
) -> tuple["pd.DataFrame", Opened | None]:
    """The payments with every opened bank line replaced by its charges, each at its gross amount.

    `payments` as in `engine.prepare`; `breakdown` has `BREAKDOWN_COLUMNS`: `payment` names the bank line,
    `movement` is unique, amounts are int64 minor units of the line's currency, `occurred_on` datetime64.
    `sure` says that the line is the payout beyond its amount and day. A line's movements, those of people's
    decisions left out, add up to what it has open, or people have decided what is known of no charge.
    """
    import pandas as pd

    if breakdown is None or breakdown.empty:
        return payments, None
    ours = payments[payments["payment"].isin(set(breakdown["payment"]))].set_index("payment")
    if ours.empty:
        return payments, None
    open_minor = {str(key): int(value) for key, value in ours["open_minor"].items()}
    currency = {str(key): str(code) for key, code in ours["currency"].items()}
    lines: dict[str, list[Movement]] = defaultdict(list)
    charges: dict[str, Movement] = {}
    rows: list[dict[str, Any]] = []
    for said in breakdown.sort_values("movement").to_dict("records"):
        if said["payment"] not in open_minor:
            continue
        one = _movement(said)
        lines[one.line].append(one)
        if one.kind is TransactionKind.CHARGE and one.amount > 0 and not one.spent:
            key = f"{one.line}/{one.key}"
            charges[key] = one
            rows.append(_as_payment(key, one, said, currency[one.line]))
    unsure = breakdown.loc[~breakdown["sure"].astype(bool), "payment"]
    left = {line: sum(one.net for one in parts if not one.spent) for line, parts in lines.items()}
    asked = frozenset(unsure) | {line for line, net in left.items() if net != open_minor[line]}
    parts_of = {line: tuple(parts) for line, parts in lines.items()}
    opened = Opened(parts_of, open_minor, currency, charges, asked)
    rest = payments[~payments["payment"].isin(opened.lines.keys())]
    if not rows:
        return rest, opened
    more = pd.DataFrame(rows).reindex(columns=payments.columns, fill_value="")
    return pd.concat([rest, more.astype(payments.dtypes.to_dict())], ignore_index=True), opened


def _movement(said: Mapping[Any, Any]) -> Movement:
    return Movement(
        line=str(said["payment"]),
        key=str(said["movement"]),
        processor=str(said["processor"]),
        payout=str(said["payout_id"]),
        id=str(said["transaction_id"]),
        kind=TransactionKind(said["kind"]),
        amount=int(said["amount_minor"]),
        fee=int(said["fee_minor"]),
        parent=str(said["parent_id"]),
        spent=bool(said["spent"]),
        placed=str(said["placed"]),
    )


def _as_payment(key: str, one: Movement, said: Mapping[Any, Any], currency: str) -> dict[str, Any]:
    return {
        "payment": key,
        "paid_on": said["occurred_on"],
        "amount_minor": one.amount,
        "open_minor": one.amount,
        "currency": currency,
        "counterparty": said["payer"],
        "description": said["description"],
        "reference": said["reference"],
        "method": "card",
    }


def declined(pairs: frozenset[tuple[str, str]], opened: Opened) -> frozenset[tuple[str, str]]:
    """The declined (invoice, payment) pairs, those of an opened line declined for each of its charges."""
    of_line: dict[str, list[str]] = defaultdict(list)
    for key, charge in opened.charges.items():
        of_line[charge.line].append(key)
    return pairs | {(invoice, key) for invoice, line in pairs for key in of_line.get(line, ())}


def fold(pairs: "pd.DataFrame", opened: Opened, owed: Mapping[str, tuple[int, int, str]]) -> "pd.DataFrame":
    """The pairs with charges put together to their bank lines: one row for each line and invoice.

    A charge pays its gross amount on the invoice: what came of it at the bank, and the processor's fee as an
    adjustment. Refunds and disputes follow their charge to its invoice; a fee of no charge goes with the
    largest row once everything else of the payout has its place. Charges decided alone stay so; what a
    person must decide of one line is one proposal. `owed` is amount, open and currency of each invoice.
    Adds the column `card`: JSON of the payout and its movements ("" for other
    pairs). No line gives more than it has open, no invoice gets more than it owes: what would not fit is
    left out.
    """
    import pandas as pd

    mine = pairs["payment"].isin(opened.charges.keys())
    others = pairs[~mine].assign(card="")
    number = int(pairs["hypothesis"].max()) + 1 if len(pairs) else 0
    rows = _Rows(opened, owed, number)
    for charge_key, said in pairs[mine].groupby("payment", sort=True):
        rows.add_charge(opened.charges[str(charge_key)], said.to_dict("records"))
    rows.attach()
    rows.fit(others)
    made = [rows.as_pair(row, pairs) for row in rows.every()]
    if not made:
        return others
    more = pd.DataFrame(made).reindex(columns=others.columns).astype(others.dtypes.to_dict())
    return pd.concat([others, more], ignore_index=True)


class _Rows:
    """The rows of opened bank lines while they are put together."""

    def __init__(self, opened: Opened, owed: Mapping[str, tuple[int, int, str]], number: int) -> None:
        self.opened, self.owed, self.currency, self.number = opened, owed, opened.currency, number
        self.rows: dict[tuple[str, str, bool], _Row] = {}
        self.where: dict[str, list[_Row]] = defaultdict(list)  # a charge's rows, by its movement key
        self.proposal: dict[str, int] = {}  # the number of each line's one proposal

    def every(self) -> list[_Row]:
        return [self.rows[key] for key in sorted(self.rows, key=lambda key: (key[0], not key[2], key[1]))]

    def _row(self, line: str, invoice: str, auto: bool, said: Mapping[str, Any]) -> _Row:
        row = self.rows.get((line, invoice, auto))
        if row is None:
            number = self.number
            if not auto:
                number = self.proposal.setdefault(line, number)
            self.number += number == self.number
            row = _Row(line, invoice, auto, number, int(said["rank"]), said)
            self.rows[line, invoice, auto] = row
        elif said["score"] < row.said["score"]:
            row.said = said
        return row

    def add_charge(self, charge: Movement, said: Sequence[Mapping[Any, Any]]) -> None:
        """Puts a charge on the invoices the engine found for it, its fee shared by their amounts."""
        auto = [one for one in said if one["decision"] == Decision.AUTO.value]
        best = min(one["choice"] for one in said)
        first = next(one["hypothesis"] for one in said if one["choice"] == best)
        chosen = auto or [one for one in said if one["hypothesis"] == first]
        if not auto and min(one["score"] for one in chosen) < LIKELY:
            return
        total = sum(int(one["payment_minor"]) for one in chosen)
        named_twice = charge.fee != 0 and any(
            one["adjustment"] not in ("", Adjustment.CARD_FEE.value) for one in chosen
        )
        left = charge.fee
        for place, one in enumerate(chosen):
            paid, put = int(one["payment_minor"]), int(one["invoice_minor"])
            fee = left if place == len(chosen) - 1 else charge.fee * paid // total
            left -= fee
            same = self.owed[one["invoice"]][2] == self.currency[charge.line]
            fee_there = fee if same else round(fee * put / paid)
            if paid - fee <= 0 or put - fee_there <= 0:
                continue
            alone = bool(auto) and not named_twice and charge.line not in self.opened.asked
            row = self._row(charge.line, one["invoice"], alone, one)
            row.payment += paid - fee
            row.invoice_minor += put - fee_there
            row.adjustment += fee_there + (0 if named_twice else int(one["adjustment_minor"]))
            row.adjustment_name = _name(row, Adjustment.CARD_FEE.value if fee else str(one["adjustment"]))
            row.movements.append(charge)
            if auto and not alone:
                row.against = Reason.AMOUNT_OUTSIDE_TOLERANCE.value if named_twice else ""
            self.where[charge.key].append(row)

    def attach(self) -> None:
        """Refunds and disputes follow their charge to the one invoice it paid."""
        charges = {
            (one.processor, one.id): one
            for parts in self.opened.lines.values()
            for one in parts
            if one.kind is TransactionKind.CHARGE
        }
        for line in sorted(self.opened.lines):
            for one in self.opened.lines[line]:
                parent = charges.get((one.processor, one.parent))
                if one.spent or one.kind not in _ATTACHED or parent is None:
                    continue
                self._follow(one, parent)

    def _follow(self, one: Movement, parent: Movement) -> None:
        found = self.where.get(parent.key, [])
        said: Mapping[str, Any]
        if parent.placed and not found:
            invoice, auto, said = parent.placed, True, _by_hand()
        elif len(found) == 1 and (found[0].auto or found[0].line == one.line):
            invoice, auto, said = found[0].invoice, found[0].auto, found[0].said
        else:
            return
        if invoice not in self.owed or self.owed[invoice][2] != self.currency[one.line]:
            return
        row = self._row(one.line, invoice, auto and one.line not in self.opened.asked, said)
        row.payment += one.net
        row.invoice_minor += one.net
        row.adjustment += one.fee
        row.adjustment_name = _name(row, Adjustment.CARD_FEE.value)
        row.movements.append(one)

    def fit(self, others: "pd.DataFrame") -> None:
        """Keeps every line within what it has open and every invoice within what it owes."""
        self._drop(key for key, row in self.rows.items() if not row.payment)
        for line in sorted(self.opened.lines):
            self._own_fees(line)
            self._within(line)
        posted = others[others["decision"] == Decision.AUTO.value]
        sums = (posted["invoice_minor"] + posted["adjustment_minor"]).groupby(posted["invoice"]).sum()
        before = {str(key): int(value) for key, value in sums.items()}
        while wrong := self._beyond(before):
            self._drop(key for key in self.rows if key[0] in wrong)

    def _own_fees(self, line: str) -> None:
        """Fees of no charge go with the largest row when the rest of the payout has found its place."""
        own = [
            one for one in self.opened.lines[line]
            if not one.spent and one.kind is TransactionKind.FEE and one.net < 0
        ]  # fmt: skip
        mine = [row for row in self.rows.values() if row.line == line]
        rest = self.opened.open_minor[line] - sum(row.payment for row in mine)
        cost = -sum(one.net for one in own)
        bearers = [row for row in mine if not row.auto] or mine
        largest = max(bearers, key=lambda row: (row.payment, row.invoice), default=None)
        if largest is None or not -cost <= rest < 0 or largest.payment <= cost:
            return
        if self.owed[largest.invoice][2] != self.currency[line]:
            return
        largest.payment -= cost
        largest.invoice_minor -= cost
        largest.adjustment += cost
        largest.adjustment_name = _name(largest, Adjustment.CARD_FEE.value)
        largest.movements += own

    def _within(self, line: str) -> None:
        """Leaves the least likely rows out until the line gives no more than it has open."""
        keys = [key for key in self.rows if key[0] == line]
        keys.sort(key=lambda key: (key[2], float(self.rows[key].said["score"]), key[1]))
        given = sum(self.rows[key].payment for key in keys)
        for key in keys:
            if self._fits(line, given):
                return
            given -= self.rows.pop(key).payment

    def _fits(self, line: str, given: int) -> bool:
        room = self.opened.open_minor[line]
        return min(room, 0) <= given <= max(room, 0)

    def _beyond(self, before: Mapping[str, int]) -> set[str]:
        """Lines with a row on an invoice that would get more than it owes, or give back more than it got, and
        lines that would give more than they have."""
        on: dict[str, int] = defaultdict(int)
        given: dict[str, int] = defaultdict(int)
        for row in self.rows.values():
            given[row.line] += row.payment
            if row.auto:
                on[row.invoice] += row.on_invoice
        wrong = {line for line, paid in given.items() if not self._fits(line, paid)}
        for row in self.rows.values():
            amount, left, _ = self.owed[row.invoice]
            if row.auto and not left - amount <= before.get(row.invoice, 0) + on[row.invoice] <= left:
                wrong.add(row.line)
        return wrong

    def _drop(self, keys: Iterable[tuple[str, str, bool]]) -> None:
        for key in list(keys):
            del self.rows[key]

    def as_pair(self, row: _Row, pairs: "pd.DataFrame") -> dict[str, Any]:
        """A row of the pairs frame."""
        reasons = [code for code in str(row.said["reasons"]).split("|") if code]
        if row.against and row.against not in reasons:
            reasons.append(row.against)
        same = {name: row.said[name] for name in ("score", "margin", *_POINTS)}
        return {
            **dict.fromkeys(pairs.columns, ""),
            **same,
            "invoice": row.invoice,
            "payment": row.line,
            "hypothesis": row.hypothesis,
            "choice": 1,
            "rank": row.rank,
            "payment_minor": row.payment,
            "invoice_minor": row.invoice_minor,
            "adjustment_minor": row.adjustment,
            "adjustment": row.adjustment_name if row.adjustment else "",
            "decision": (Decision.AUTO if row.auto else Decision.REVIEW).value,
            "method": Method.PAYOUT.value,
            "reasons": "|".join([Reason.CARD_CHARGE.value, *reasons]),
            "card": _told(row.movements),
        }


def _name(row: _Row, name: str) -> str:
    """The one name of a row's adjustment: the processor's fee before any other."""
    return Adjustment.CARD_FEE.value if Adjustment.CARD_FEE.value in (name, row.adjustment_name) else name


def _by_hand() -> dict[str, Any]:
    """What is known of a refund whose charge a person put on an invoice: it is that charge's, by its key."""
    return {"rank": 1, "score": 1.0, "margin": 0.0, "reasons": "", **dict.fromkeys(_POINTS, 0.0)}


def _told(movements: Sequence[Movement]) -> str:
    """The payout and its movements behind one pair, as JSON."""
    parts = [
        {"key": one.key, "id": one.id, "kind": one.kind.value, "amount": one.amount, "fee": one.fee}
        for one in movements
    ]
    first = movements[0]
    return json.dumps({"processor": first.processor, "payout": first.payout, "movements": parts})

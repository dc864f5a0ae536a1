"""A split by hand: what a bank line puts on which invoices, or which lines pay one invoice, to the cent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from core.faces.screen import address, keys, panels, paper
from core.insight.wording import NOTHING, capital, count_text, date_text, money_text, plain, words
from core.model.errors import MoneyError
from core.model.match import Adjustment
from core.model.money import Money, typed_decimal
from core.services import allocating
from core.services.allocating import Counter, Posted, Share
from core.services.workspace import Workspace
from core.store.invoices import InvoiceRow
from core.store.payments import PaymentRow

_WAYS = {"line": "This bank line over several invoices", "bill": "Several bank lines for one invoice"}
_PAUSE = "300ms"  # after the last key, before the sums are drawn anew
_WIDTHS = (0.37, 0.17, 0.2, 0.26)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is split: a bank line, an invoice, or a bank line with the invoice that is proposed for it."""

    line: UUID | None = None
    bill: UUID | None = None

    @property
    def key(self) -> str:
        return str(self.line or self.bill)

    @property
    def ways(self) -> dict[str, str]:
        here = {"line": self.line, "bill": self.bill}
        return {code: label for code, label in _WAYS.items() if here[code] is not None}


@dataclass(frozen=True, slots=True)
class _Row:
    """One pair on the desk: the bank line and the invoice whose amounts are typed beside each other."""

    line: PaymentRow
    bill: InvoiceRow

    @property
    def key(self) -> str:
        return f"{self.line.id}_{self.bill.id}"

    @property
    def foreign(self) -> bool:
        return self.line.amount.currency != self.bill.total.currency


def draw(workspace: Workspace, subject: Subject, booked: Callable[[Posted], None]) -> None:
    """The whole panel; it draws itself anew while amounts are typed, the rest of the page stays.

    `booked` is told what was booked; the page is drawn anew after it.
    """
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("Split by hand", anchor=False, width="content")
        st.button("Back", key="split_back", shortcut=keys.CANCEL, on_click=keys.leave)
    st.fragment(_desk)(workspace, subject, booked)


def _desk(workspace: Workspace, subject: Subject, booked: Callable[[Posted], None]) -> None:
    how, what = st.columns(2)
    with how:
        ways = subject.ways
        way = address.choose("How", "by", ways, default=next(iter(ways)), label_visibility="collapsed")
    search = what.text_input(
        "Find",
        key=f"split_search_{subject.key}_{way}",
        type="search",
        live=_PAUSE,
        placeholder="Invoice number or name" if way == "line" else "Payer or text",
        label_visibility="collapsed",
    )
    with panels.answering():
        counter = _counter(workspace, subject, way, search or "")
        rows = [_Row(line, bill) for line in counter.lines for bill in counter.bills]
        _head(counter, way)
        shares, problems = _typed(workspace, rows, way)
        posted = _foot(workspace, subject, counter, shares, problems)
        if posted is not None:
            booked(posted)
            keys.leave()
            st.rerun()


def _counter(workspace: Workspace, subject: Subject, way: str, search: str) -> Counter:
    """What lies on the desk; a row that is ticked stays there, whatever is searched for."""
    if way == "line" and subject.line is not None:
        return allocating.for_line(workspace, subject.line, search, _kept(subject.line))
    assert subject.bill is not None
    lines = _kept(subject.bill) or ([subject.line] if subject.line else [])
    return allocating.for_bill(workspace, subject.bill, search, lines)


def _head(counter: Counter, way: str) -> None:
    if way == "line":
        line = counter.lines[0]
        paper.facts(
            (
                ("Bank line", f"{_money(line.open)} open · {date_text(line.paid_on)} · {_payer(line)}"),
                ("Text", line.description or NOTHING),
            )
        )
    else:
        bill = counter.bills[0]
        paper.facts((("Invoice", f"{bill.number} · {bill.counterparty} · {_money(bill.open)} open"),))


def _typed(workspace: Workspace, rows: Sequence[_Row], way: str) -> tuple[list[Share], list[str]]:
    """The rows with their boxes; answers the shares that are ticked and what could not be read."""
    for column, label in zip(
        st.columns(_WIDTHS),
        ("Invoice" if way == "line" else "Bank line", "Open", "Amount", "Difference"),
        strict=True,
    ):
        with column:
            paper.label(label)
    shares: list[Share] = []
    problems: list[str] = []
    for row in rows:
        columns = st.columns(_WIDTHS, vertical_alignment="center")
        ticked = columns[0].checkbox(
            plain(_name(row, way)), key=f"split_on_{row.key}", on_change=_fill, args=(row, shares)
        )
        with columns[1]:
            paper.hint(_money(row.bill.open if way == "line" else row.line.open))
        if not ticked:
            continue
        try:
            paid, applied = _amounts(columns[2], row)
        except MoneyError as error:
            problems.append(str(error))
            continue
        before = [share.applied for share in shares if share.invoice == row.bill.id]
        rest = row.bill.open - sum(before, applied)
        with columns[3]:
            kind = _cause(workspace, row, rest)
        shares.append(
            Share(
                row.line.id,
                row.bill.id,
                paid,
                applied,
                rest if kind else Money(0, rest.currency),
                kind if rest else Adjustment.NONE,
            )
        )
    return shares, problems


def _amounts(column: "st.delta_generator.DeltaGenerator", row: _Row) -> tuple[Money, Money]:
    """The typed amounts as money in the books' signs; in one currency one box says both."""
    sense = 1 if row.bill.total.minor >= 0 else -1
    currency = row.bill.total.currency
    applied = _box(column, row, "applied", currency, sense)
    if not row.foreign:
        return Money(applied.minor * row.bill.direction.sign, currency), applied
    paid = _box(column, row, "paid", row.line.amount.currency, sense * row.bill.direction.sign)
    return paid, applied


def _box(
    column: "st.delta_generator.DeltaGenerator", row: _Row, which: str, currency: str, sense: int
) -> Money:
    text = column.text_input(
        f"{capital(which)}, {currency}",
        key=f"split_{which}_{row.key}",
        live=_PAUSE,
        label_visibility="visible" if row.foreign else "collapsed",
    )
    size = abs(Money.of(typed_decimal(text or ""), currency))
    return Money(size.minor * sense, currency)


def _cause(workspace: Workspace, row: _Row, rest: Money) -> Adjustment:
    """Under which name what is not paid is booked; nothing is chosen until a person does.

    The browser keeps showing the words a box was made with, so other amounts make another box; what was
    chosen is kept beside it.
    """
    if not rest:
        paper.hint("Paid in full")
        return Adjustment.NONE
    found = {bound.kind: bound for bound in allocating.bounds(workspace, row.bill, rest, foreign=row.foreign)}

    def said(kind: Adjustment) -> str:
        if kind is Adjustment.NONE:
            over = rest.minor * row.bill.total.minor < 0
            return f"{_money(abs(rest))} {'too much' if over else 'stays open'}"
        bound = found[kind]
        up_to = f", up to {_money(bound.most)}" if bound.most else ""
        return f"{capital(words(kind))}{' (likely)' if bound.proposed else ''}{up_to}"

    kept, box = f"split_kind_{row.key}", f"split_kind_{row.key}_{rest.minor}"
    before: Adjustment = st.session_state.get(kept, Adjustment.NONE)
    st.session_state[box] = before if before in found else Adjustment.NONE
    chosen: Adjustment = st.selectbox(
        "Difference",
        [Adjustment.NONE, *found],
        format_func=said,
        key=box,
        label_visibility="collapsed",
        on_change=_choose_kind,
        args=(kept, box),
    )
    most = found[chosen].most if chosen in found else None
    if most is not None and abs(rest) > most:
        paper.hint(f"Over your limit as {words(workspace.role)}.")
    return chosen


def _choose_kind(kept: str, box: str) -> None:
    st.session_state[kept] = st.session_state[box]


def _foot(
    workspace: Workspace, subject: Subject, counter: Counter, shares: Sequence[Share], problems: Sequence[str]
) -> Posted | None:
    """The sums, what is wrong with them, and the button that books it; answers what was booked."""
    lines = [line for line in counter.lines if any(share.payment == line.id for share in shares)]
    bills = [bill for bill in counter.bills if any(share.invoice == bill.id for share in shares)]
    weighed = allocating.weigh(shares, lines or counter.lines[:1], bills)
    said = [
        *(f"{_money(abs(rest))} of {_payer(line)} stays on account"
          for line, rest in zip(lines, weighed.on_account.values(), strict=False) if rest),
        *(f"{_money(abs(rest))} of {bill.number} stays open"
          for bill, rest in zip(bills, weighed.still_open.values(), strict=True) if rest),
    ]  # fmt: skip
    wrong = [*problems, *weighed.problems]
    if shares:
        paper.headline(
            f"{allocating.paid_text(shares)} applied to {count_text(len(bills), 'invoice')}",
            "Ready to book" if not wrong else "",
        )
    paper.lines(wrong or said or ["Everything adds up to the cent."])
    note = st.text_input("Reason (optional)", key=f"split_note_{subject.key}")
    if not st.button(
        "Book this split", type="primary", key="split_book", disabled=bool(wrong), shortcut=keys.BOOK
    ):
        return None
    shown = {line.id: line.open for line in lines} | {bill.id: bill.open for bill in bills}
    return allocating.allocate(workspace, shares, shown, note or "")


def _fill(row: _Row, shares: Sequence[Share]) -> None:
    """A row that is ticked begins with what fits: the invoice's open money, or what the line has left."""
    for which in ("applied", "paid"):
        st.session_state.pop(f"split_{which}_{row.key}", None)
    ticked: bool = st.session_state.get(f"split_on_{row.key}", False)
    for one, other in ((row.line.id, row.bill.id), (row.bill.id, row.line.id)):
        if ticked and other not in _kept(one):
            _kept(one).append(other)
    if not ticked:
        return
    used = sum(
        (share.paid for share in shares if share.payment == row.line.id), Money(0, row.line.amount.currency)
    )
    left, owed = abs(row.line.open - used), abs(row.bill.open)
    if row.foreign:
        for which, size in zip(("paid", "applied"), allocating.begin(left, owed), strict=True):
            st.session_state[f"split_{which}_{row.key}"] = "" if size is None else f"{size.amount}"
    else:
        fits = owed if row.bill.total.minor < 0 else min(left, owed)
        st.session_state[f"split_applied_{row.key}"] = f"{fits.amount}"


def _kept(of: UUID) -> list[UUID]:
    """What was ticked on the desk of a bank line or an invoice; it stays there whatever is searched for."""
    kept: list[UUID] = st.session_state.setdefault(f"split_kept_{of}", [])
    return kept


def _name(row: _Row, way: str) -> str:
    if way == "line":
        due = f" · due {date_text(row.bill.due_on)}" if row.bill.due_on else ""
        return f"{row.bill.number} · {row.bill.counterparty}{due}"
    return f"{date_text(row.line.paid_on)} · {_payer(row.line)}"


def _payer(line: PaymentRow) -> str:
    return line.counterparty or line.description or NOTHING


def _money(amount: Money) -> str:
    return money_text(amount.minor, amount.currency)

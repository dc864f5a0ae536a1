"""Whatever people, files and runs do in whatever order, the books stay true and what is undone is undone."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from core.model.batch import BatchKind
from core.model.case import Resolution
from core.model.errors import ConflictError, NotFoundError, OverAllocationError
from core.model.match import Adjustment
from core.model.money import Money
from core.model.reasons import Reason
from core.services import (
    allocating,
    auditing,
    browsing,
    confirming,
    importing,
    looking_back,
    reconciling,
    reporting,
    resolving,
    reviewing,
    tuning,
    undoing,
)
from core.services.allocating import Share
from core.services.browsing import LedgerFilter, LedgerState
from core.services.resolving import CaseFilter
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from tests.conftest import company_in
from tests.services.conftest import INVOICES, PAYMENTS, bring
from tests.services.test_undoing import everything

NAMES = ("Quarry Bakery GmbH", "Lindholm Optik AB", "Mortimer & Sons Ltd", "Tandem Cycles Ltd")
AMOUNTS = (100_00, 250_00, 333_40, 77_70)  # few, so that claims tie and people are asked
ENDS = tuple(
    end.value
    for end in (Resolution.DISPUTE, Resolution.DUPLICATE_RETURNED, Resolution.NOT_OURS, Resolution.ON_ACCOUNT)
)
REFUSED = (ConflictError, OverAllocationError, NotFoundError)

# Every number once more, from the rows alone: counters, bounds, and the reversals that belong to them.
_COUNTERS = text("""
    select count(*) from (
        select i.id from invoices as i
        left join allocations as a on a.tenant_id = i.tenant_id and a.invoice_id = i.id
        group by i.tenant_id, i.id, i.allocated_minor, i.amount_minor
        having coalesce(sum(a.invoice_minor + a.adjustment_minor), 0) <> i.allocated_minor
            or i.allocated_minor not between least(0, i.amount_minor) and greatest(0, i.amount_minor)
        union all
        select p.id from payments as p
        left join allocations as a on a.tenant_id = p.tenant_id and a.payment_id = p.id
        group by p.tenant_id, p.id, p.allocated_minor, p.amount_minor
        having coalesce(sum(a.payment_minor), 0) <> p.allocated_minor
            or p.allocated_minor not between least(0, p.amount_minor) and greatest(0, p.amount_minor)
    ) as wrong
""")
_RECOUNT = text("""
    with due as (
        select i.id, i.amount_minor = i.allocated_minor as settled,
            (select bool_and(a.actor = 'engine') from standing_allocations as a
                where a.tenant_id = i.tenant_id and a.invoice_id = i.id) as alone
        from invoices as i
        join import_batches as b on b.tenant_id = i.tenant_id and b.id = i.batch_id and b.undone_at is null
        where i.voided_at is null
    )
    select count(*) filter (where settled) as settled, count(*) filter (where settled and alone) as alone
    from due
""")


class Books(RuleBasedStateMachine):
    """One company's books; every rule is something a person or the nightly run does."""

    decided = Bundle("decided")
    make: Callable[[], Workspace]  # set by the test

    @initialize()
    def open_books(self) -> None:
        self.books = type(self).make()
        self.imported = 0
        self.before: dict[str, Any] | None = None

    @rule(seed=st.integers(0, 999), count=st.integers(1, 4))
    def import_files(self, seed: int, count: int) -> None:
        """Bills and lines that mostly belong together, some tied, some of nobody."""
        dice = random.Random(seed)
        bills, lines = [INVOICES.splitlines()[0]], [PAYMENTS.splitlines()[0]]
        for _ in range(count):
            self.imported += 1
            number, name, minor = f"S-{self.imported}", dice.choice(NAMES), dice.choice(AMOUNTS)
            day = date(2026, 3, 1) + timedelta(days=dice.randrange(20))
            due, paid = day + timedelta(days=30), day + timedelta(days=dice.randrange(25, 35))
            said = dice.choice((number, "DEPOSIT", ""))
            payer = name.upper() if dice.random() < 0.7 else ""
            abroad = dice.random() < 0.15  # paid in another currency than billed
            code, asked = ("USD", minor * 100 // 117) if abroad else ("EUR", minor)
            bills.append(f"{number},{name},{day},{due},{asked / 100:.2f},EUR,,")
            lines.append(f"T-{self.imported},{paid},{minor / 100:.2f},{code},{payer},{said},,transfer")
        bring(self.books, "\n".join(bills) + "\n", BatchKind.INVOICES)
        bring(self.books, "\n".join(lines) + "\n", BatchKind.PAYMENTS)

    @rule()
    def run(self) -> None:
        reconciling.run(self.books)

    @rule()
    def run_and_take_it_back(self) -> None:
        before = everything(self.books)
        done = reconciling.run(self.books)
        undoing.undo_run(self.books, done.id)
        assert everything(self.books) == before

    @rule()
    def take_the_newest_run_back(self) -> None:
        last = next((run for run in undoing.all_runs(self.books) if run.status.value == "done"), None)
        if last is not None:
            undoing.undo_run(self.books, last.id)

    @rule(target=decided, verb=st.sampled_from(("confirm", "reject", "set_aside")), nth=st.integers(0, 5))
    def decide(self, verb: str, nth: int) -> int | None:
        item = self._waiting(nth)
        return None if item is None else self._decide(item, verb)

    @rule(verb=st.sampled_from(("confirm", "reject", "set_aside")), nth=st.integers(0, 5))
    def decide_and_take_it_back(self, verb: str, nth: int) -> None:
        item = self._waiting(nth)
        if item is None:
            return
        before = everything(self.books)
        entry = self._decide(item, verb)
        if entry is not None:
            reviewing.undo(self.books, entry)
            assert everything(self.books) == before

    @rule(entry=consumes(decided))
    def take_back_later(self, entry: int | None) -> None:
        if entry is not None:
            _or_refused(lambda: reviewing.undo(self.books, entry))

    @rule(share=st.sampled_from((0.3, 1.0)), nth=st.integers(0, 9), booked=st.booleans())
    def allocate_by_hand_and_take_it_back(self, share: float, nth: int, booked: bool) -> None:
        before = everything(self.books)
        entry = self._allocate(share, nth, booked)
        if entry is not None:
            assert looking_back.rehearse(self.books, entry).lines
            reviewing.undo(self.books, entry)
            assert everything(self.books) == before

    @rule(target=decided, share=st.sampled_from((0.3, 1.0)), nth=st.integers(0, 9), booked=st.booleans())
    def allocate_by_hand(self, share: float, nth: int, booked: bool) -> int | None:
        return self._allocate(share, nth, booked)

    @rule(target=decided, nth=st.integers(0, 9), across=st.booleans(), booked=st.booleans())
    def split_by_hand(self, nth: int, across: bool, booked: bool) -> int | None:
        return self._split(nth, across, booked)

    @rule(nth=st.integers(0, 9), across=st.booleans(), booked=st.booleans())
    def split_by_hand_and_take_it_back(self, nth: int, across: bool, booked: bool) -> None:
        before = everything(self.books)
        entry = self._split(nth, across, booked)
        if entry is not None:
            reviewing.undo(self.books, entry)
            assert everything(self.books) == before

    @rule(verb=st.sampled_from(("take", "give_back", "escalate", "note")), nth=st.integers(0, 9))
    def work_on_a_case(self, verb: str, nth: int) -> None:
        case = self._case(nth)
        if case is None:
            return
        match verb:
            case "escalate":
                resolving.escalate(self.books, case)
            case "note":
                resolving.note(self.books, case, "asked them")
            case _:
                resolving.assign(self.books, case, verb == "take")

    @rule(target=decided, end=st.sampled_from((*ENDS, "write_off", "set_aside")), nth=st.integers(0, 9))
    def end_a_case(self, end: str, nth: int) -> int | None:
        return self._end(end, nth)

    @rule(end=st.sampled_from((*ENDS, "write_off", "set_aside")), nth=st.integers(0, 9))
    def end_a_case_and_take_it_back(self, end: str, nth: int) -> None:
        before = everything(self.books)
        entry = self._end(end, nth)
        if entry is not None:
            assert looking_back.rehearse(self.books, entry).lines
            reviewing.undo(self.books, entry)
            assert everything(self.books) == before

    @rule(floor=st.sampled_from((0.0, 0.5)), stays=st.booleans())
    def confirm_many(self, floor: float, stays: bool) -> None:
        rows = reviewing.queue(self.books, QueueFilter(minimum_score=floor, limit=100)).rows
        if rows.empty:
            return
        before = everything(self.books)
        done = confirming.confirm(
            self.books, confirming.stated(self.books, [UUID(key) for key in rows["payment_id"]])
        )
        assert done.confirmed + done.left == len(rows)
        if not stays and done.confirmed:
            confirming.undo(self.books, done.id)
            assert everything(self.books) == before

    @rule(stays=st.booleans())
    def change_the_rules(self, stays: bool) -> None:
        before, saved = everything(self.books), tuning.saved_rules(self.books)
        changed = tuning.save(
            self.books, saved.rules.with_(accept_from="0.97" if stays else "0.99"), "", saved.version
        )
        if not stays:
            undoing.undo_rules(self.books, changed.version)
            assert tuning.saved_rules(self.books).rules == saved.rules
            assert everything(self.books) == before

    @rule(nth=st.integers(0, 20))
    def void_and_count_again(self, nth: int) -> None:
        bill = self._invoice(nth)
        if bill is None or undoing.preview_void(self.books, bill).refused:
            return
        before = everything(self.books)
        undoing.void(self.books, bill)
        undoing.restore(self.books, bill)
        assert everything(self.books) == before

    @rule(nth=st.integers(0, 20))
    def void(self, nth: int) -> None:
        bill = self._invoice(nth)
        if bill is not None:
            _or_refused(lambda: undoing.void(self.books, bill))

    @rule(nth=st.integers(0, 5))
    def undo_import(self, nth: int) -> None:
        batches = importing.all_batches(self.books)
        if nth < len(batches):
            _or_refused(lambda: undoing.undo_import(self.books, batches[nth].id))

    @invariant()
    def allocations_stay_inside_both_amounts(self) -> None:
        with self.books.scope() as scope:
            assert scope.connection.execute(_COUNTERS).scalar_one() == 0

    @invariant()
    def states_sum_to_what_was_imported_and_figures_equal_a_recount(self) -> None:
        report = reporting.kpis(self.books, None)
        assert report.states.balanced
        assert report.payment_states.balanced
        standing = sum(
            batch.added for batch in importing.all_batches(self.books, 500) if batch.undone_at is None
        )
        assert report.states.rows["count"].sum() + report.payment_states.rows["count"].sum() == standing
        with self.books.scope() as scope:
            row = scope.connection.execute(_RECOUNT).one()
        assert (report.kpis.invoices_settled, report.kpis.settled_alone) == (row.settled, row.alone)

    @invariant()
    def the_record_verifies(self) -> None:
        auditing.verify(self.books)

    def _waiting(self, nth: int) -> reviewing.Item | None:
        rows = reviewing.queue(self.books, QueueFilter(order="oldest")).rows
        return (
            None if rows.empty else reviewing.item(self.books, UUID(rows["payment_id"].iloc[nth % len(rows)]))
        )

    def _decide(self, item: reviewing.Item, verb: str) -> int | None:
        if verb == "set_aside":
            made = _or_refused(
                lambda: reviewing.set_aside(self.books, item.payment.id, Reason.RENT, item.version)
            )
        else:
            act, chosen = getattr(reviewing, verb), item.proposals[0].hypothesis
            made = _or_refused(lambda: act(self.books, item.payment.id, chosen, item.version))
        return None if made is None else made.entry

    def _allocate(self, share: float, nth: int, booked: bool) -> int | None:
        """Part or all of an open line on the invoice nearest to it, the rest of the invoice booked or not."""
        lines = browsing.payment_list(self.books, LedgerFilter(), 100).rows
        lines = lines[(lines["open_minor"] != 0) & ~lines["state"].isin(["set_aside", LedgerState.VOID])]
        if lines.empty:
            return None
        counter = allocating.for_line(self.books, UUID(lines["payment"].iloc[nth % len(lines)]))
        if not counter.bills:
            return None
        line, bill = counter.lines[0], counter.bills[0]
        minor = max(1, int(min(abs(line.open.minor), abs(bill.open.minor)) * share))
        put = Money(minor if bill.open.minor > 0 else -minor, bill.open.currency)
        rest = bill.open - put
        kind = Adjustment.WRITE_OFF if booked and rest else Adjustment.NONE
        paid = Money(put.minor, line.open.currency)
        made = _or_refused(
            lambda: allocating.allocate(
                self.books,
                [Share(line.id, bill.id, paid, put, rest if kind else put - put, kind)],
                {line.id: line.open, bill.id: bill.open},
            )
        )
        return None if made is None else made.entry

    def _split(self, nth: int, across: bool, booked: bool) -> int | None:
        """One open line over two invoices, or two lines on one invoice; a rest of the last booked or not."""
        lines = browsing.payment_list(self.books, LedgerFilter(), 100).rows
        lines = lines[(lines["open_minor"] > 0) & ~lines["state"].isin(["set_aside", LedgerState.VOID])]
        if lines.empty:
            return None
        counter = allocating.for_line(self.books, UUID(lines["payment"].iloc[nth % len(lines)]))
        bills = [bill for bill in counter.bills if bill.open.minor > 0]
        if across:
            pairs = [(counter.lines[0], bill) for bill in bills[:2]]
        else:
            found = [allocating.for_bill(self.books, bill.id) for bill in bills[:1]]
            pairs = [(line, counter.bills[0]) for counter in found for line in counter.lines[:2]]
        if len(pairs) < 2:
            return None
        left = {key: abs(each.open.minor) for pair in pairs for key, each in ((one.id, one) for one in pair)}
        shares, shown = [], {}
        for line, bill in pairs:
            size = min(left[line.id], left[bill.id], abs(bill.open.minor) * 2 // 3)
            if not size:
                return None
            left[line.id] -= size
            left[bill.id] -= size
            last = (line, bill) == pairs[-1] and booked and left[bill.id]
            here, there = line.open.currency, bill.open.currency
            shares.append(
                Share(
                    line.id, bill.id, Money(size, here), Money(size, there),
                    Money(left[bill.id] if last else 0, there),
                    Adjustment.WRITE_OFF if last else Adjustment.NONE,
                )
            )  # fmt: skip
            shown |= {line.id: line.open, bill.id: bill.open}
        made = _or_refused(lambda: allocating.allocate(self.books, shares, shown, "by hand"))
        return None if made is None else made.entry

    def _case(self, nth: int) -> UUID | None:
        rows = resolving.cases(self.books, CaseFilter(limit=100)).rows
        return None if rows.empty else UUID(rows.sort_values("text")["case_id"].iloc[nth % len(rows)])

    def _end(self, end: str, nth: int) -> int | None:
        case = self._case(nth)
        if case is None:
            return None
        file = resolving.case_file(self.books, case)

        def verb() -> resolving.Ended:
            if end == "set_aside":
                return resolving.set_aside(self.books, case, Reason.RENT, "the office")
            if end == "write_off":
                shown = file.invoice.open if file.invoice else file.case.amount
                return resolving.write_off(self.books, case, shown, "too small")
            return resolving.resolve(self.books, case, Resolution(end), "agreed")

        made = _or_refused(verb)
        return None if made is None else made.entry

    def _invoice(self, nth: int) -> UUID | None:
        rows = browsing.invoice_list(self.books, LedgerFilter(), 100).rows
        rows = rows[rows["state"] != LedgerState.VOID]
        return None if rows.empty else UUID(rows["invoice"].iloc[nth % len(rows)])


def _or_refused(verb: Callable[[], Any]) -> Any:
    try:
        return verb()
    except REFUSED:
        return None


def _work(desk: Callable[..., Workspace], database: Any, examples: int, steps: int) -> None:
    Books.make = staticmethod(lambda: desk(company_in(database, f"Story{uuid4().hex[:4]}")))
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def test_the_books_stay_true(desk: Callable[..., Workspace], database: Any) -> None:
    _work(desk, database, examples=6, steps=12)


@pytest.mark.drill
def test_the_books_stay_true_for_long(desk: Callable[..., Workspace], database: Any) -> None:
    _work(desk, database, examples=30, steps=25)

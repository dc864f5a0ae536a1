"""The allocation guard: nothing is applied beyond what is there, on either side, whoever tries at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from core.model.errors import ConflictError, NotFoundError, OverAllocationError
from core.model.invoice import Direction, ItemState
from core.model.match import Adjustment
from core.model.money import Money
from core.store import allocations, invoices, payments
from core.store.allocations import NewAllocation
from core.store.database import Database
from core.store.tenancy import Scope
from tests.conftest import Server, TestCompany
from tests.store.books import invoice, invoice_id, payment, payment_id, store_invoices, store_payments

CONNECTIONS = 20


@pytest.fixture
def crowd(server: Server) -> Iterator[Database]:
    """A pool in which twenty transactions are open at once."""
    database = Database(server.app_url, pool_size=CONNECTIONS, overflow=0)
    yield database
    database.close()


def _at_once(crowd: Database, company: TestCompany, deed: Callable[[Scope, int], object]) -> int:
    """How many of twenty connections doing the deed at the same moment were let through."""

    def one(turn: int) -> bool:
        try:
            with crowd.tenant(company.id, company.actor) as scope:
                deed(scope, turn)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(one, range(CONNECTIONS)))


def test_twenty_connections_never_apply_more_than_the_invoice_has_open(
    crowd: Database, company: TestCompany
) -> None:
    """One invoice of 100, twenty payments of 30: three fit."""
    with crowd.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1", 100_00)])
        store_payments(scope, [payment(30_00, f"B{turn}") for turn in range(CONNECTIONS)])
        bill = invoice_id(scope, "R-1")
        lines = [payment_id(scope, f"B{turn}") for turn in range(CONNECTIONS)]

    def apply(scope: Scope, turn: int) -> None:
        allocations.post(scope, [NewAllocation(lines[turn], 30_00, bill, 30_00)])

    assert _at_once(crowd, company, apply) == 3
    with crowd.tenant(company.id, company.actor) as scope:
        assert invoices.get(scope, bill).allocated == Money(90_00, "EUR")
        assert _sums(scope) == (90_00, 90_00)


def test_twenty_connections_never_use_more_than_the_payment_has_open(
    crowd: Database, company: TestCompany
) -> None:
    """One payment of 100, twenty invoices of 30: three fit."""
    with crowd.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice(f"R-{turn}", 30_00) for turn in range(CONNECTIONS)])
        store_payments(scope, [payment(100_00, "B")])
        line = payment_id(scope, "B")
        bills = [invoice_id(scope, f"R-{turn}") for turn in range(CONNECTIONS)]

    def apply(scope: Scope, turn: int) -> None:
        allocations.post(scope, [NewAllocation(line, 30_00, bills[turn], 30_00)])

    assert _at_once(crowd, company, apply) == 3
    with crowd.tenant(company.id, company.actor) as scope:
        assert payments.get(scope, line).allocated == Money(90_00, "EUR")
        assert _sums(scope) == (90_00, 90_00)


def test_a_credit_note_is_used_once_by_twenty_connections(crowd: Database, company: TestCompany) -> None:
    """Credit note of -20: twenty payments of 80 for invoices of 100 each want it; one gets it."""
    with crowd.tenant(company.id, company.actor) as scope:
        bills = [invoice(f"R-{turn}", 100_00) for turn in range(CONNECTIONS)]
        store_invoices(scope, [*bills, invoice("C-1", -20_00)])
        store_payments(scope, [payment(80_00, f"B{turn}") for turn in range(CONNECTIONS)])
        credit = invoice_id(scope, "C-1")
        pairs = [
            (payment_id(scope, f"B{turn}"), invoice_id(scope, f"R-{turn}")) for turn in range(CONNECTIONS)
        ]

    def settle(scope: Scope, turn: int) -> None:
        line, bill = pairs[turn]
        both = [NewAllocation(line, 100_00, bill, 100_00), NewAllocation(line, -20_00, credit, -20_00)]
        allocations.post(scope, both if turn % 2 else both[::-1])

    assert _at_once(crowd, company, settle) == 1
    with crowd.tenant(company.id, company.actor) as scope:
        assert invoices.get(scope, credit).allocated == Money(-20_00, "EUR")
        assert _sums(scope) == (80_00, 80_00)


def test_crossed_pairs_at_once_neither_over_allocate_nor_wait_for_ever(
    crowd: Database, company: TestCompany
) -> None:
    """Twenty connections each want the same ten pairs, every one in another order: exactly one gets them."""
    with crowd.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice(f"R-{turn}", 10_00) for turn in range(10)])
        store_payments(scope, [payment(10_00, f"B{turn}") for turn in range(10)])
        pairs = [(payment_id(scope, f"B{turn}"), invoice_id(scope, f"R-{9 - turn}")) for turn in range(10)]

    def apply(scope: Scope, turn: int) -> None:
        turned = pairs[turn % 10 :] + pairs[: turn % 10]
        allocations.post(scope, [NewAllocation(line, 10_00, bill, 10_00) for line, bill in turned])

    assert _at_once(crowd, company, apply) == 1
    with crowd.tenant(company.id, company.actor) as scope:
        assert _sums(scope) == (100_00, 100_00)


def test_an_allocation_is_taken_back_once_by_twenty_connections(
    crowd: Database, company: TestCompany
) -> None:
    with crowd.tenant(company.id, company.actor) as scope:
        (posted,) = _settled(scope, 100_00, 100_00)
    assert _at_once(crowd, company, lambda scope, _: allocations.reverse(scope, [posted])) == 1
    with crowd.tenant(company.id, company.actor) as scope:
        assert _sums(scope) == (0, 0)


def test_eighty_settle_a_hundred_and_a_credit_note_of_twenty(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1", 100_00), invoice("C-1", -20_00)])
        store_payments(scope, [payment(80_00, "B")])
        line, bill, credit = payment_id(scope, "B"), invoice_id(scope, "R-1"), invoice_id(scope, "C-1")
        allocations.post(
            scope,
            [NewAllocation(line, 100_00, bill, 100_00), NewAllocation(line, -20_00, credit, -20_00)],
        )
        assert invoices.get(scope, bill).state is ItemState.SETTLED
        assert invoices.get(scope, credit).state is ItemState.SETTLED
        assert payments.get(scope, line).state is ItemState.SETTLED


def test_a_hundred_from_eighty_is_refused_where_no_credit_note_makes_up_for_it(
    database: Database, company: TestCompany
) -> None:
    with (
        pytest.raises(OverAllocationError, match="payment"),
        database.tenant(company.id, company.actor) as scope,
    ):
        _settled(scope, 80_00, 100_00, applied=100_00)
    with (
        pytest.raises(OverAllocationError, match="invoice"),
        database.tenant(company.id, company.actor) as scope,
    ):
        _settled(scope, 100_00, 80_00, applied=100_00)


@pytest.mark.parametrize(("paid", "billed", "applied"), [(-50_00, -50_00, -50_01), (-50_00, -60_00, -50_01)])
def test_a_credit_note_is_bounded_from_below(
    database: Database, company: TestCompany, paid: int, billed: int, applied: int
) -> None:
    with pytest.raises(OverAllocationError), database.tenant(company.id, company.actor) as scope:
        _settled(scope, paid, billed, applied=applied)


def test_an_allocation_against_the_sign_of_its_item_is_refused(
    database: Database, company: TestCompany
) -> None:
    """A negative part of a positive invoice would make room that is not there."""
    with pytest.raises(OverAllocationError), database.tenant(company.id, company.actor) as scope:
        _settled(scope, 100_00, 100_00, applied=-1_00)


def test_money_out_settles_a_payable(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("S-1", 70_00, direction=Direction.PAYABLE)])
        store_payments(scope, [payment(-70_00, "B")])
        line, bill = payment_id(scope, "B"), invoice_id(scope, "S-1")
        allocations.post(scope, [NewAllocation(line, -70_00, bill, 70_00)])
        assert invoices.get(scope, bill).state is ItemState.SETTLED
        assert payments.get(scope, line).open == Money(0, "EUR")


@pytest.mark.parametrize(("paid", "applied"), [(100_00, 99_99), (-100_00, 100_00)])
def test_both_sides_must_tell_the_same_movement(
    database: Database, company: TestCompany, paid: int, applied: int
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1", 100_00)])
        store_payments(scope, [payment(paid, "B")])
        line, bill = payment_id(scope, "B"), invoice_id(scope, "R-1")
    with (
        pytest.raises(ConflictError, match="same movement"),
        database.tenant(company.id, company.actor) as scope,
    ):
        allocations.post(scope, [NewAllocation(line, paid, bill, applied)])


def test_two_currencies_carry_two_amounts(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1", 100_00, currency="USD")])
        store_payments(scope, [payment(92_15, "B", "EUR")])
        line, bill = payment_id(scope, "B"), invoice_id(scope, "R-1")
        allocations.post(scope, [NewAllocation(line, 92_15, bill, 99_80, 20, Adjustment.FX)])
        (row,) = allocations.of_invoice(scope, bill)
        assert (row.payment_currency, row.payment_minor) == ("EUR", 92_15)
        assert (row.invoice_currency, row.invoice_minor, row.adjustment_minor) == ("USD", 99_80, 20)
        assert invoices.get(scope, bill).state is ItemState.SETTLED


def test_a_named_difference_settles_the_rest_and_counts_against_the_invoice(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1", 100_00)])
        store_payments(scope, [payment(97_00, "B"), payment(3_00, "late")])
        line, bill = payment_id(scope, "B"), invoice_id(scope, "R-1")
        allocations.post(scope, [NewAllocation(line, 97_00, bill, 97_00, 3_00, Adjustment.BANK_FEE)])
        assert invoices.get(scope, bill).state is ItemState.SETTLED
    with pytest.raises(OverAllocationError), database.tenant(company.id, company.actor) as scope:
        allocations.post(scope, [NewAllocation(payment_id(scope, "late"), 3_00, bill, 3_00)])


def test_a_write_off_needs_no_payment_and_no_more_than_is_open(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1", 5_00)])
        bill = invoice_id(scope, "R-1")
        allocations.post(scope, [NewAllocation(None, 0, bill, 0, 5_00, Adjustment.WRITE_OFF)])
        assert invoices.get(scope, bill).state is ItemState.SETTLED
    with pytest.raises(OverAllocationError), database.tenant(company.id, company.actor) as scope:
        allocations.post(scope, [NewAllocation(None, 0, bill, 0, 1, Adjustment.WRITE_OFF)])


def test_a_reversal_puts_both_sides_back_exactly_and_names_what_it_takes_back(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        (posted,) = _settled(scope, 97_00, 100_00, applied=97_00, fee=3_00)
        row = allocations.get(scope, posted)
        assert row.stands
        assert allocations.reverse(scope, [posted]) == 1
        first, second = allocations.of_invoice(scope, row.invoice_id)
        assert (second.reverses, first.reversed_by) == (posted, second.id)
        assert (second.payment_minor, second.invoice_minor, second.adjustment_minor) == (
            -97_00,
            -97_00,
            -3_00,
        )
        assert not first.stands
        assert not second.stands
        assert invoices.get(scope, row.invoice_id).allocated == Money(0, "EUR")
        assert row.payment_id is not None
        assert payments.get(scope, row.payment_id).allocated == Money(0, "EUR")
    with pytest.raises(ConflictError), database.tenant(company.id, company.actor) as scope:
        allocations.reverse(scope, [posted])
    with pytest.raises(ConflictError), database.tenant(company.id, company.actor) as scope:
        allocations.reverse(scope, [second.id])


def test_a_reversal_of_another_amount_is_refused_by_the_database(
    database: Database, company: TestCompany
) -> None:
    wrong = text("""
        insert into allocations (
            payment_id, payment_currency, payment_minor, invoice_id, invoice_currency, invoice_minor, actor,
            decided_by_name, reverses
        )
        select
            payment_id, payment_currency, -payment_minor + 1, invoice_id, invoice_currency,
            -invoice_minor + 1, 'person', 'x', id
        from allocations
    """)
    with database.tenant(company.id, company.actor) as scope:
        _settled(scope, 100_00, 100_00)
    with (
        pytest.raises(ConflictError, match="taken back"),
        database.tenant(company.id, company.actor) as scope,
    ):
        scope.connection.execute(wrong)


def test_an_allocation_can_be_changed_or_removed_by_nobody(
    server: Server, database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        _settled(scope, 100_00, 100_00)
    deeds = (
        "update allocations set payment_minor = 1",
        "delete from allocations",
        "truncate allocations cascade",
    )
    for role in ("tieout_app", "tieout_owner", "postgres"):
        for deed in deeds:
            with psycopg.connect(server.admin_url) as connection:
                connection.execute("set search_path = tieout")
                connection.execute("select set_config('app.tenant_id', %s, false)", (str(company.id),))
                connection.execute(f"set role {role}".encode())
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(deed.encode())


def test_the_app_cannot_write_a_counter_or_an_amount(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        _settled(scope, 100_00, 100_00)
    for deed in (
        "update invoices set allocated_minor = 0",
        "update invoices set amount_minor = 1",
        "update payments set allocated_minor = 0",
        "update payments set currency = 'USD'",
        "delete from invoices",
        "delete from payments",
    ):
        with (
            pytest.raises(Exception, match="permission denied"),
            database.tenant(company.id, company.actor) as scope,
        ):
            scope.connection.execute(text(deed))


def test_what_has_allocations_can_be_neither_void_nor_set_aside(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        (posted,) = _settled(scope, 100_00, 100_00)
        row = allocations.get(scope, posted)
    assert row.payment_id is not None
    with pytest.raises(ConflictError, match="undo them"), database.tenant(company.id, company.actor) as scope:
        invoices.void(scope, row.invoice_id)
    with pytest.raises(ConflictError, match="undo them"), database.tenant(company.id, company.actor) as scope:
        payments.set_aside(scope, row.payment_id, "payroll")


def test_nothing_is_applied_to_what_is_void_or_set_aside(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1"), invoice("R-2")])
        store_payments(scope, [payment(100_00, "A"), payment(100_00, "B")])
        invoices.void(scope, void := invoice_id(scope, "R-1"))
        payments.set_aside(scope, aside := payment_id(scope, "A"), "payroll")
        free_bill, free_line = invoice_id(scope, "R-2"), payment_id(scope, "B")
    for line, bill in ((free_line, void), (aside, free_bill)):
        with pytest.raises(ConflictError), database.tenant(company.id, company.actor) as scope:
            allocations.post(scope, [NewAllocation(line, 100_00, bill, 100_00)])


def test_an_unknown_item_is_named_and_nothing_is_posted(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1")])
        store_payments(scope, [payment(100_00, "B")])
        line, bill = payment_id(scope, "B"), invoice_id(scope, "R-1")
    for parents in ((UUID(int=7), bill), (line, UUID(int=7))):
        with pytest.raises(NotFoundError), database.tenant(company.id, company.actor) as scope:
            allocations.post(scope, [NewAllocation(parents[0], 1_00, parents[1], 1_00)])
    with database.tenant(company.id, company.actor) as scope:
        assert _sums(scope) == (0, 0)


def _settled(
    scope: Scope, paid: int, billed: int, applied: int | None = None, fee: int = 0
) -> tuple[UUID, ...]:
    """One payment, one invoice and an allocation between them (by default the whole payment)."""
    store_invoices(scope, [invoice("R-1", billed)])
    store_payments(scope, [payment(paid, "B")])
    part = paid if applied is None else applied
    kind = Adjustment.BANK_FEE if fee else Adjustment.NONE
    return allocations.post(
        scope, [NewAllocation(payment_id(scope, "B"), part, invoice_id(scope, "R-1"), part, fee, kind)]
    )


def _sums(scope: Scope) -> tuple[int, int]:
    """What the counters say, held against the rows they count: (of payments, of invoices)."""
    told = scope.connection.execute(
        text("""
            select
                (select coalesce(sum(allocated_minor), 0)::bigint from payments),
                (select coalesce(sum(allocated_minor), 0)::bigint from invoices),
                (select coalesce(sum(payment_minor), 0)::bigint from allocations),
                (select coalesce(sum(invoice_minor + adjustment_minor), 0)::bigint from allocations)
        """)
    ).one()
    assert (told[0], told[1]) == (told[2], told[3])
    return told[0], told[1]

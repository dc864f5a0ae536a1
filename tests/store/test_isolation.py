"""Two tenants never meet: every table, every verb, every key, and whatever a careless policy allows."""

import hashlib
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.model.batch import BatchKind, RejectedRow
from core.model.case import CaseReason, Severity
from core.model.counterparty import AliasSource
from core.model.errors import NoTenantError, NotFoundError
from core.model.money import Money
from core.model.rules import DEFAULT
from core.store import (
    allocations,
    assumptions,
    audit,
    batches,
    cases,
    counterparties,
    documents,
    idempotency,
    invoices,
    listings,
    matches,
    model_answers,
    notes,
    payments,
    people,
    positions,
    queues,
    rules,
    run_changes,
    runs,
    spot_checks,
    tables,
)
from core.store.allocations import NewAllocation
from core.store.cases import NewCase
from core.store.database import Database
from core.store.notes import NoteSubject
from core.store.tenancy import Scope
from tests.conftest import Server, TestCompany, company_in
from tests.store.books import invoice, invoice_id, pairs, payment, payment_id
from tests.store.settled_days import fill_settlement

# Companies are their own tenant: the column that tells them apart is the key itself.
TENANT_OF = dict.fromkeys(tables.metadata.tables, "tenant_id") | {"companies": "id"}
VIEWS = ("invoice_states", "payment_states", "standing_allocations")


@pytest.fixture(scope="module")
def theirs(server: Server) -> Iterator[TestCompany]:
    """A company with a row in every table, made once."""
    database = Database(server.app_url)
    made = company_in(database, "Cedar")
    with database.tenant(made.id, made.actor) as scope:
        _fill(scope)
    yield made
    database.close()


def test_the_full_company_has_a_row_in_every_table(database: Database, theirs: TestCompany) -> None:
    """Otherwise the tests below would prove nothing."""
    with database.tenant(theirs.id, theirs.actor) as scope:
        counts = {name: _count(scope, name) for name in (*TENANT_OF, *VIEWS)}
    assert [name for name, count in counts.items() if count == 0] == []


@pytest.mark.parametrize("name", [*TENANT_OF, *VIEWS])
def test_another_company_reads_none_of_it(
    database: Database, company: TestCompany, theirs: TestCompany, name: str
) -> None:
    column = TENANT_OF.get(name, "tenant_id")
    with database.tenant(company.id, company.actor) as scope:
        found = scope.connection.execute(
            text(f"select count(*) from {name} where {column} = :theirs"), {"theirs": theirs.id}
        ).scalar_one()
        assert found == 0
        assert _count(scope, name) == (1 if name == "companies" else 0)


@pytest.mark.parametrize("name", TENANT_OF)
def test_another_company_neither_changes_nor_removes_any_of_it(
    server: Server, company: TestCompany, theirs: TestCompany, name: str
) -> None:
    """Asked of the fences alone: the role is given every right there is on the table."""
    column = sql.Identifier(TENANT_OF[name])
    table = sql.Identifier(name)
    same = sql.SQL("{} = {}").format(column, column)
    deeds = (
        sql.SQL("update {} set {}").format(table, same),
        sql.SQL("delete from {}").format(table),
    )
    for deed in deeds:
        with _as_app(server, company.id) as connection:
            connection.execute("reset role")
            connection.execute(sql.SQL("grant all on {} to tieout_app").format(table))
            connection.execute(sql.SQL("alter table {} disable trigger user").format(table))
            connection.execute("set role tieout_app")
            touched = connection.execute(
                deed + sql.SQL(" where {} = {}").format(column, sql.Literal(theirs.id))
            ).rowcount
            connection.rollback()
        assert touched == 0


@pytest.mark.parametrize("name", [name for name in TENANT_OF if name != "companies"])
def test_another_company_plants_nothing_in_it(
    server: Server, company: TestCompany, theirs: TestCompany, name: str
) -> None:
    """A copy of one's own row under the other's name is refused by the fence, before any constraint."""
    with _as_app(server, theirs.id) as connection:
        connection.execute("reset role")
        connection.execute(sql.SQL("grant all on {} to tieout_app").format(sql.Identifier(name)))
        connection.execute("set role tieout_app")
        columns = [
            column.name for column in tables.metadata.tables[name].columns if column.name != "tenant_id"
        ]
        fields = sql.SQL(", ").join(map(sql.Identifier, columns))
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            connection.execute(
                sql.SQL("insert into {} (tenant_id, {}) select {}, {} from {} limit 1").format(
                    sql.Identifier(name), fields, sql.Literal(company.id), fields, sql.Identifier(name)
                )
            )
        connection.rollback()


def test_no_key_reaches_another_companys_row(
    server: Server, database: Database, company: TestCompany, theirs: TestCompany
) -> None:
    """Foreign keys look past row level security; only the tenant inside the key stops them."""
    with database.tenant(theirs.id, theirs.actor) as scope:
        line, bill = payment_id(scope, "B-1"), invoice_id(scope, "R-1")
        batch = batches.newest(scope, 1)[0].id
        buyer = invoices.get(scope, bill).counterparty_id
        run = runs.newest(scope, 1)[0].id
        posted = allocations.of_invoice(scope, bill)[0].id
    attempts = (
        (
            "insert into invoices (batch_id, counterparty_id,"
            " number, direction, counterparty_name, issued_on, amount_minor, currency)"
            " values (%s, %s, '1', 'payable', 'x', now(), 1, 'EUR')",
            buyer,
        ),
        (
            "insert into payments (batch_id, fingerprint, occurrence, paid_on, amount_minor, currency)"
            " values (%s, 'x', 1, now(), 1, 'EUR')",
            batch,
        ),
        ("insert into declined_pairs values (default, %s, %s, null, 'x')", line),
        (
            "insert into exception_cases (invoice_id, reason, severity, amount_minor, currency)"
            " values (%s, 'x', 'low', 1, 'EUR')",
            bill,
        ),
        (
            "insert into exception_cases (payment_id, reason, severity, amount_minor, currency)"
            " values (%s, 'x', 'low', 1, 'EUR')",
            line,
        ),
        (
            "insert into counterparty_aliases (counterparty_id, folded, name, source)"
            " values (%s, 'x', 'x', 'entered')",
            buyer,
        ),
        ("insert into invoice_lines values (default, %s, 1, 'x', '1', 1)", bill),
        (
            "insert into rejected_rows (batch_id, file, row, column_name, value, reason, cells)"
            " values (%s, 'x', 1, 'x', 'x', 'x', '[]')",
            batch,
        ),
        (
            "insert into candidates (run_id, payment_id, invoice_id, hypothesis, choice, rank,"
            " payment_minor, invoice_minor, score, margin, decision, method)"
            " values (%s, %s, %s, 1, 1, 1, 1, 1, 0, 0, 'auto', 'single')",
            run,
        ),
        (
            "insert into spot_checks (allocation_id, kind, probability, drawn_by_name)"
            " values (%s, 'random', 1, 'x')",
            posted,
        ),
        (
            "insert into allocations (payment_minor, invoice_id, invoice_currency, invoice_minor,"
            " adjustment_minor, adjustment, actor, decided_by_name)"
            " values (0, %s, 'EUR', 0, 1, 'write_off', 'person', 'x')",
            bill,
        ),
    )
    for statement, key in attempts:
        with _as_app(server, company.id) as connection:
            with pytest.raises(psycopg.errors.ForeignKeyViolation):
                connection.execute(statement.encode(), [key] * statement.count("%s"))
            connection.rollback()


def test_no_verb_finds_another_companys_thing(
    database: Database, company: TestCompany, theirs: TestCompany
) -> None:
    with database.tenant(theirs.id, theirs.actor) as scope:
        line, bill = payment_id(scope, "B-1"), invoice_id(scope, "R-1")
        posted = allocations.of_invoice(scope, bill)[0].id
        case = UUID(listings.cases(scope, listings.CaseFilter(), 1).rows["case"][0])
        run, batch = runs.newest(scope, 1)[0].id, batches.newest(scope, 1)[0].id
        candidate = matches.of_payment(scope, line, waiting=False)[0].id
        buyer = invoices.get(scope, bill).counterparty_id
    lookups = (
        lambda scope: payments.get(scope, line),
        lambda scope: payments.set_aside(scope, line, "payroll"),
        lambda scope: invoices.get(scope, bill),
        lambda scope: allocations.get(scope, posted),
        lambda scope: allocations.reverse(scope, [posted]),
        lambda scope: allocations.post(scope, [NewAllocation(line, 1, bill, 1)]),
        lambda scope: cases.get(scope, case),
        lambda scope: runs.get(scope, run),
        lambda scope: batches.get(scope, batch),
        lambda scope: batches.undo(scope, batch),
        lambda scope: matches.get(scope, [candidate]),
        lambda scope: counterparties.get(scope, buyer),
        lambda scope: rules.get(scope, 1),
    )
    for lookup in lookups:
        with pytest.raises(NotFoundError), database.tenant(company.id, company.actor) as scope:
            lookup(scope)


def test_every_list_of_another_company_is_empty(
    database: Database, company: TestCompany, theirs: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        for page in (
            queues.page(scope, queues.QueueFilter(), 10),
            listings.cases(scope, listings.CaseFilter(), 10),
            listings.standing(scope, listings.AllocationFilter(), 10),
            listings.invoices(scope, listings.ItemFilter(), 10),
            listings.payments(scope, listings.ItemFilter(), 10),
            audit.page(scope, audit.AuditFilter(), 10),
        ):
            assert (page.total, len(page.rows)) == (0, 0)
        frames = [*positions.matching_frames(scope), positions.states_summary(scope)]
        frames += [positions.invoice_outcomes(scope), listings.case_counts(scope)]
        assert [len(frame) for frame in frames] == [0] * 5
        assert positions.history(scope).past == ()
        assert [person.id for person, _ in people.members(scope)] == [company.admin.id]


@pytest.mark.parametrize("name", [name for name in TENANT_OF if name != "companies"])
def test_a_careless_policy_shows_nothing_because_of_the_floor(
    server: Server, company: TestCompany, theirs: TestCompany, name: str
) -> None:
    with _as_app(server, company.id) as connection:
        connection.execute("reset role")
        connection.execute(
            sql.SQL("create policy careless on {} to public using (true) with check (true)").format(
                sql.Identifier(name)
            )
        )
        connection.execute("set role tieout_app")
        seen = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(name))).fetchone()
        connection.rollback()
    assert seen == (0,)


@pytest.mark.parametrize("named", [None, ""])
@pytest.mark.parametrize("name", [*TENANT_OF, *VIEWS])
def test_a_transaction_without_a_company_sees_nothing(
    server: Server, theirs: TestCompany, name: str, named: str | None
) -> None:
    """After a commit the setting is an empty string, before it was ever set it is null: both show nothing."""
    with psycopg.connect(server.app_url, options="-csearch_path=tieout") as connection:
        if named is not None:
            connection.execute("select set_config('app.tenant_id', %s, true)", (named,))
        seen = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(name))).fetchone()
    assert seen == (0,)


def test_the_owner_is_bound_as_well(server: Server, company: TestCompany, theirs: TestCompany) -> None:
    with psycopg.connect(server.admin_url) as connection:
        connection.execute("set search_path = tieout")
        connection.execute("set role tieout_owner")
        connection.execute("select set_config('app.tenant_id', %s, true)", (str(company.id),))
        assert connection.execute("select count(*) from invoices").fetchone() == (0,)
        assert connection.execute("select count(*) from audit_entries").fetchone() == (0,)


def test_no_sql_runs_before_a_company_is_named(database: Database, company: TestCompany) -> None:
    with pytest.raises(NoTenantError), database._engine.connect() as connection:
        connection.execute(text("select 1"))
    for missing in (None, "", str(company.id)):
        with pytest.raises(NoTenantError), database.tenant(missing, company.actor):  # type: ignore[arg-type]
            pass


def test_the_lobby_reads_no_tenant_and_touches_no_person_but_through_its_doors(
    database: Database, theirs: TestCompany
) -> None:
    with database.lobby() as lobby:
        for name in (*TENANT_OF, *VIEWS):
            assert lobby.connection.execute(text(f"select count(*) from {name}")).scalar_one() == 0
    for name in ("people", "sessions", "sign_in_attempts", "memberships"):
        with pytest.raises(DBAPIError, match="permission denied"), database.lobby() as lobby:
            lobby.connection.execute(text(f"select * from {name}"))


def test_a_connection_forgets_its_company_between_transactions(
    server: Server, company: TestCompany, theirs: TestCompany
) -> None:
    """One connection, used by two companies in turn, once through a transaction that failed."""
    database = Database(server.app_url, pool_size=1, overflow=0)
    try:
        with pytest.raises(DBAPIError, match="division"), database.tenant(theirs.id, theirs.actor) as scope:
            scope.connection.execute(text("select 1 / 0 from invoices"))
        with database.tenant(theirs.id, theirs.actor) as scope:
            scope.connection.execute(text("create temporary table left_behind as select * from invoices"))
            first = scope.connection.execute(text("select pg_backend_pid()")).scalar_one()
        with database.tenant(company.id, company.actor) as scope:
            assert scope.connection.execute(text("select pg_backend_pid()")).scalar_one() == first
            assert _count(scope, "invoices") == 0
            assert (
                scope.connection.execute(text("select to_regclass('pg_temp.left_behind')")).scalar_one()
                is None
            )
    finally:
        database.close()


def _as_app(server: Server, tenant: UUID) -> psycopg.Connection:
    """The superuser's connection acting as the app for one company (to be rolled back)."""
    connection = psycopg.connect(server.admin_url)
    connection.execute("set search_path = tieout")
    connection.execute("select set_config('app.tenant_id', %s, true)", (str(tenant),))
    connection.execute("set role tieout_app")
    return connection


def _count(scope: Scope, name: str) -> int:
    return int(scope.connection.execute(text(f"select count(*) from {name}")).scalar_one())


def _fill(scope: Scope) -> None:
    """A row in every tenant table."""
    batch = batches.create(scope, BatchKind.INVOICES, "i.csv", "f" * 64, {})
    invoices.store(scope, batch, [invoice("R-1", lines=True), invoice("R-2"), invoice("R-3")])
    payments.store(scope, batch, [payment(100_00, "B-1"), payment(100_00, "B-2"), payment(7_00, "B-3")])
    batches.finish(scope, batch, 6, 0, [RejectedRow("i.csv", 9, "amount", "x", "no amount", ("x",))])
    batches.remember_mapping(scope, "shape", {"amount": 1})
    line, bill = payment_id(scope, "B-1"), invoice_id(scope, "R-1")
    kept = documents.keep(scope, "r-1.pdf", hashlib.sha256(b"%PDF-").hexdigest(), b"%PDF-")
    documents.attach(scope, bill, kept, [1], [])
    buyer = invoices.get(scope, bill).counterparty_id
    counterparties.learn_alias(scope, buyer, "MPL GMBH", AliasSource.CONFIRMED)
    version = rules.save(scope, DEFAULT)
    run = runs.begin(scope, version, DEFAULT, runs.data_version(scope))
    proposed = pairs(
        (line, bill, 100_00, "auto"),
        (payment_id(scope, "B-2"), invoice_id(scope, "R-2"), 100_00, "review"),
    )
    matches.propose(scope, run.id, proposed)
    allocations.post_automatic(scope, run.id, version)
    spot_checks.add(scope, [(allocations.of_invoice(scope, bill)[0].id, "random", 1.0)])
    open_case = NewCase(
        payment_id(scope, "B-3"), None, CaseReason.NO_INVOICE_FOUND, Severity.LOW, Money(7_00, "EUR")
    )
    with run_changes.remembered(scope, run.id):
        cases.synchronise(scope, run.id, [open_case])
    runs.finish(scope, run.id, 1, 1, 1, 0)
    matches.decline(scope, payment_id(scope, "B-3"), invoice_id(scope, "R-3"))
    notes.write(scope, NoteSubject.INVOICE, bill, "called them")
    fill_settlement(scope)
    assumptions.save(scope, {"manual_cost": "15.50"})
    idempotency.keep(scope, "import", "key", "hash", {"added": 1})
    model_answers.keep(scope, "e" * 64, {"question": ""})
    model_answers.count(scope, date(2026, 3, 1), "shown")
    audit.append(scope, "import", "batch", batch)

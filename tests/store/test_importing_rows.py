"""What is in the books is there once: the same file adds nothing, equal lines inside a file are two."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.model.batch import BatchKind, RejectedRow
from core.model.columns import Payments
from core.model.errors import ConflictError
from core.model.invoice import Direction, LineItem
from core.model.money import Money
from core.store import batches, counterparties, invoices, payments
from core.store.database import Database
from core.store.payments import Stored, fingerprints
from tests.conftest import Server, TestCompany
from tests.store.books import invoice, invoice_id, payment, payment_id, store_invoices, store_payments


def test_the_same_files_twice_add_nothing(database: Database, company: TestCompany) -> None:
    bills = [invoice(f"R-{number}", 100_00 + number) for number in range(50)]
    lines = [payment(100_00 + number, f"B{number}") for number in range(50)]
    with database.tenant(company.id, company.actor) as scope:
        assert store_invoices(scope, bills) == Stored(50, 0)
        assert store_payments(scope, lines) == Stored(50, 0)
    with database.tenant(company.id, company.actor) as scope:
        assert store_invoices(scope, bills) == Stored(0, 50)
        assert store_payments(scope, lines) == Stored(0, 50)


def test_two_equal_lines_inside_a_statement_are_two_payments_and_an_overlapping_one_adds_none(
    database: Database, company: TestCompany
) -> None:
    """Statement of March: 10.00 twice. Statement of March 2 to 5: the same two again, and a third."""
    coffee = payment(-10_00, description="COFFEE")
    with database.tenant(company.id, company.actor) as scope:
        assert store_payments(scope, [coffee, coffee]) == Stored(2, 0)
        assert store_payments(scope, [coffee, coffee]) == Stored(0, 2)
        assert store_payments(scope, [coffee]) == Stored(0, 1)
        assert store_payments(scope, [coffee, coffee, coffee]) == Stored(1, 2)


def test_a_preview_says_what_storing_would_come_to_and_stores_nothing(
    database: Database, company: TestCompany
) -> None:
    bills = [
        invoice("R-1"),
        invoice("R-2"),
        invoice("R-2", 99_00, source_row=7),
        invoice("R-3", 5_00, "New Ltd"),
    ]
    lines = [payment(1_00, "A"), payment(2_00, "B")]
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1")])
        store_payments(scope, [payment(1_00, "A")])
        before = len(counterparties.every(scope))
        assert invoices.preview(scope, bills) == Stored(2, 2, (7,))
        assert payments.preview(scope, lines) == Stored(1, 1)
        assert len(counterparties.every(scope)) == before
        assert store_invoices(scope, bills) == Stored(2, 2, (7,))
        assert store_payments(scope, lines) == Stored(1, 1)


def test_a_number_that_comes_again_with_another_amount_is_named(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1", 100_00)])
        again = store_invoices(
            scope, [invoice("R-1", 110_00, source_row=4), invoice("R-2", 1_00, source_row=5)]
        )
        assert again == Stored(1, 1, (4,))
        assert invoices.get(scope, invoice_id(scope, "R-1")).total == Money(100_00, "EUR")


def test_a_number_is_one_invoice_for_each_counterparty_and_direction(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        stored = store_invoices(
            scope,
            [
                invoice("1", 1_00, "Maple GmbH"),
                invoice("1", 2_00, "MAPLE  gmbh."),  # the same counterparty, spelled otherwise
                invoice("1", 3_00, "Oak Ltd"),
                invoice("1", 4_00, "Maple GmbH", direction=Direction.PAYABLE),
            ],
        )
    assert (stored.added, stored.known) == (3, 1)


def test_the_database_itself_refuses_a_number_twice(database: Database, company: TestCompany) -> None:
    copied = text("""
        insert into invoices (
            batch_id, number, direction, counterparty_id, counterparty_name, issued_on, amount_minor, currency
        )
        select
            batch_id, number, direction, counterparty_id, counterparty_name, issued_on, amount_minor, currency
        from invoices
    """)
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1")])
    with pytest.raises(ConflictError, match="number"), database.tenant(company.id, company.actor) as scope:
        scope.connection.execute(copied)


def test_two_companies_may_have_the_same_numbers_and_lines(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    for each in (company, other_company):
        with database.tenant(each.id, each.actor) as scope:
            assert store_invoices(scope, [invoice("R-1")]) == Stored(1, 0)
            assert store_payments(scope, [payment(1_00, "A")]) == Stored(1, 0)


def test_overlapping_files_loaded_at_once_neither_double_nor_wait_for_ever(
    database: Database, company: TestCompany
) -> None:
    """Eight loaders, each with its own order of the same 300 invoices and 300 lines."""
    bills = [invoice(f"R-{number}", 1_00 + number, f"Buyer {number % 17}") for number in range(300)]
    lines = [payment(1_00 + number, f"B{number}") for number in range(300)]

    def load(turn: int) -> int:
        with database.tenant(company.id, company.actor) as scope:
            added = store_invoices(scope, bills[turn * 30 :] + bills[: turn * 30]).added
            return added + store_payments(scope, lines[::-1] if turn % 2 else lines).added

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(load, range(8))) == 600


def test_an_undone_import_leaves_nothing_open_and_may_come_again(
    database: Database, company: TestCompany
) -> None:
    """The usual reason to undo: the amounts were read wrongly, so they come again with other values."""
    with database.tenant(company.id, company.actor) as scope:
        batch = batches.create(scope, BatchKind.INVOICES, "wrong.csv", "a" * 64, {"decimal": ","})
        invoices.store(scope, batch, [invoice("R-1", 100_000_00), invoice("R-2", 5_00)])
        assert batches.earlier(scope, "a" * 64) is not None
        assert batches.undo(scope, batch) == 2
        assert batches.earlier(scope, "a" * 64) is None
        assert store_invoices(scope, [invoice("R-1", 1_000_00)]) == Stored(1, 0)
        assert invoices.get(scope, invoice_id(scope, "R-1")).total == Money(1_000_00, "EUR")
        with pytest.raises(ConflictError, match="undone"):
            batches.undo(scope, batch)


def test_rejected_rows_stay_with_their_batch_as_they_were(database: Database, company: TestCompany) -> None:
    bad = RejectedRow("bank.csv", 3, "amount", "12,x", "no amount", ("2026-03-02", "12,x", "Möller; „q“"))
    with database.tenant(company.id, company.actor) as scope:
        batch = batches.create(scope, BatchKind.PAYMENTS, "bank.csv", "b" * 64, {})
        batches.finish(scope, batch, 4, 1, [replace(bad, row=9), bad])
        assert batches.rejected(scope, batch) == (bad, replace(bad, row=9))
        kept = batches.get(scope, batch)
        assert (kept.added, kept.known, kept.rejected, kept.imported_by) == (4, 1, 2, company.admin.name)
        assert batches.newest(scope, 10)[0] == kept


def test_line_items_come_back_in_their_order(database: Database, company: TestCompany) -> None:
    printed = (
        LineItem(1, "Desk", "2", Money(80_00, "EUR")),
        LineItem(2, "Lamp", "1.5", Money(20_00, "EUR")),
    )
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1", line_items=printed[::-1]), invoice("R-2")])
        store_invoices(scope, [invoice("R-1", line_items=printed)])
        assert invoices.lines(scope, invoice_id(scope, "R-1")) == printed
        assert invoices.lines(scope, invoice_id(scope, "R-2")) == ()


def test_everything_a_file_says_comes_back(database: Database, company: TestCompany) -> None:
    bill = invoice(
        "00042", -7_77, "Żabka\t& Söhne", currency="JPY", terms="2/10 net 30", purchase_order="P\\1",
        reference="\\N", account="1200", source_row=12, direction=Direction.PAYABLE,
    )  # fmt: skip
    line = payment(
        -9_99, "id", "KWD", counterparty="a\nb", description="tab\there \\. 'q' \"w\"",
        reference="\\N", method="SEPA", check_number="007", structured_reference="RF18",
        account="DE1", value_on=date(2026, 3, 4), counterparty_account="DE2", source_row=5,
    )  # fmt: skip
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [bill])
        store_payments(scope, [line])
        kept = invoices.get(scope, invoice_id(scope, "00042"))
        paid = payments.get(scope, payment_id(scope, "id"))
    assert (kept.counterparty, kept.total, kept.terms, kept.purchase_order, kept.reference, kept.account) == (
        bill.counterparty, bill.total, bill.terms, bill.purchase_order, bill.reference, bill.account,
    )  # fmt: skip
    assert (kept.number, kept.direction, kept.issued_on, kept.due_on, kept.source_row) == (
        bill.number, bill.direction, bill.issued_on, bill.due_on, 12,
    )  # fmt: skip
    assert (paid.counterparty, paid.description, paid.reference, paid.method, paid.check_number) == (
        line.counterparty, line.description, line.reference, line.method, line.check_number,
    )  # fmt: skip
    assert (paid.amount, paid.structured_reference, paid.account, paid.value_on) == (
        line.amount, line.structured_reference, line.account, line.value_on,
    )  # fmt: skip
    assert paid.counterparty_account == line.counterparty_account


def test_a_line_is_known_by_what_it_says_not_by_how_it_is_spaced() -> None:
    line = payment(1_00, "A", description="Invoice  7", counterparty="Maple")
    mark, same, *others = fingerprints(
        Payments.of(
            [
                line,
                replace(line, description="INVOICE 7 ", source_row=99, method="x"),
                replace(line, amount=Money(1_01, "EUR")),
                replace(line, amount=Money(1_00, "USD")),
                replace(line, bank_id="B"),
                replace(line, account="DE1"),
                replace(line, value_on=date(2026, 3, 9)),
                replace(line, description="Invoice 8"),
                replace(line, counterparty="", description="Maple Invoice 7"),
            ]
        )
    )
    assert mark == same
    assert mark not in others
    assert len(set(others)) == len(others)


def test_the_mark_of_a_line_stays_what_it_was_and_does_not_depend_on_the_lines_beside_it() -> None:
    """Books keep the marks of years: another way to count them would take every known line for a new one."""
    plain = payment(-12_34, "B-1", description="Invoice 7", counterparty="Maple Ltd")
    odd = payment(
        5_00,
        "b  2",
        description="Stra\u00dfe\t1\nzwei ",
        counterparty=" M\u00dcLLER",
        structured_reference="RF18",
    )
    alone = [fingerprints(Payments.of([one]))[0] for one in (plain, odd)]
    assert fingerprints(Payments.of([plain, odd, plain])) == [alone[0], alone[1], alone[0]]
    day = plain.paid_on.isoformat()
    said = "\x1f".join(("", day, "-1234", "eur", "b-1", "maple ltd", "invoice 7", "", "", ""))
    assert alone[0] == sha256(said.encode()).hexdigest()
    said = "\x1f".join(("", day, "500", "eur", "b 2", "m\u00fcller", "strasse 1 zwei", "", "", "rf18"))
    assert alone[1] == sha256(said.encode()).hexdigest()


def test_a_remembered_mapping_is_the_last_one_saved(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        assert batches.remembered_mapping(scope, "date|amount") is None
        batches.remember_mapping(scope, "date|amount", {"amount": 1})
        batches.remember_mapping(scope, "date|amount", {"amount": 2})
        assert batches.remembered_mapping(scope, "date|amount") == {"amount": 2}


def test_after_a_large_import_the_planner_knows_what_was_loaded(
    database: Database, company: TestCompany
) -> None:
    """Otherwise the tables count as nearly empty, and joins over whole books go row by row."""
    pages = text("select reltuples from pg_class where oid = 'invoices'::regclass")
    with database.tenant(company.id, company.actor) as scope:
        before = scope.connection.execute(pages).scalar_one()
        store_invoices(scope, [invoice(f"R-{number}") for number in range(1_500)])
    with database.tenant(company.id, company.actor) as scope:
        assert scope.connection.execute(pages).scalar_one() >= max(before, 0) + 1_500


def test_somebody_elses_lock_is_told_as_a_conflict(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("R-1")])
    held = text("select id from invoices for update nowait")
    with database.tenant(company.id, company.actor) as first:
        first.connection.execute(held)
        with (
            pytest.raises(ConflictError, match="try again"),
            database.tenant(company.id, company.actor) as second,
        ):
            second.connection.execute(held)


def test_a_row_cannot_name_an_import_that_does_not_exist(database: Database, company: TestCompany) -> None:
    for module, item in ((invoices, invoice("N-1")), (payments, payment(bank_id="N-1"))):
        with (
            pytest.raises(IntegrityError, match="an import that does not exist"),
            database.tenant(company.id, company.actor) as scope,
        ):
            module.store(scope, uuid4(), [item])


def test_a_row_cannot_name_another_companys_import(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    with database.tenant(other_company.id, other_company.actor) as scope:
        theirs = batches.create(scope, BatchKind.PAYMENTS, "bank.csv", "1" * 64, {})
    with (
        pytest.raises(IntegrityError, match="an import that does not exist"),
        database.tenant(company.id, company.actor) as scope,
    ):
        payments.store(scope, theirs, [payment(bank_id="N-1")])


def test_an_import_can_be_removed_by_nobody(server: Server, database: Database, company: TestCompany) -> None:
    """Rows name their import without a key that would guard it."""
    with database.tenant(company.id, company.actor) as scope:
        store_payments(scope, [payment(bank_id="K-1")])
    for role in ("tieout_owner", "postgres"):
        with psycopg.connect(server.admin_url) as connection:
            _be(connection, role, company)
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
                connection.execute("delete from import_batches")


def test_an_invoice_cannot_name_a_counterparty_that_its_company_does_not_have(
    server: Server, database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    """However the row is written: by the app or past row level security, by insert, upsert or COPY."""
    with database.tenant(other_company.id, other_company.actor) as scope:
        theirs = counterparties.find_or_create(scope, ["Acme"])["Acme"]
    with database.tenant(company.id, company.actor) as scope:
        batch = batches.create(scope, BatchKind.INVOICES, "bills.csv", "1" * 64, {})
    columns = (
        "batch_id, number, direction, counterparty_id, counterparty_name, issued_on, amount_minor, currency"
    )
    upsert = "on conflict (tenant_id, id) do update set voided_at = null"
    for role in ("tieout_app", "tieout_owner", "postgres"):
        for party in (theirs, uuid4()):
            values = f"'{batch}', 'N-1', 'payable', '{party}', 'Acme', '2026-01-01', 100, 'EUR'"
            for deed in ("", upsert):
                with psycopg.connect(server.admin_url) as connection:
                    _be(connection, role, company)
                    with pytest.raises(
                        psycopg.errors.ForeignKeyViolation, match="counterparty that does not"
                    ):
                        connection.execute(
                            f"insert into invoices ({columns}) values ({values}) {deed}".encode()
                        )
    with psycopg.connect(server.admin_url) as connection:
        _be(connection, "postgres", company)
        with (
            pytest.raises(psycopg.errors.ForeignKeyViolation, match="counterparty that does not"),
            connection.cursor() as cursor,
            cursor.copy(f"copy invoices ({columns}) from stdin".encode()) as copy,
        ):
            copy.write_row((batch, "N-1", "payable", theirs, "Acme", date(2026, 1, 1), 100, "EUR"))


def test_what_rows_name_is_never_removed_and_never_changes(
    server: Server, database: Database, company: TestCompany
) -> None:
    """Rows name their import and counterparty without a key that would guard them."""
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("K-1")])
        store_payments(scope, [payment(bank_id="K-1")])
    deeds = (
        "delete from counterparties",
        "truncate counterparties cascade",
        "update counterparties set id = gen_random_uuid()",
        "update import_batches set id = gen_random_uuid()",
        "update invoices set counterparty_id = gen_random_uuid()",
        "update invoices set batch_id = gen_random_uuid()",
        "update payments set batch_id = gen_random_uuid()",
        "update payments set id = gen_random_uuid()",
    )
    for role in ("tieout_owner", "postgres"):
        for deed in deeds:
            with psycopg.connect(server.admin_url) as connection:
                _be(connection, role, company)
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"append-only|never change"):
                    connection.execute(deed.encode())


def _be(connection: psycopg.Connection, role: str, company: TestCompany) -> None:
    connection.execute("set search_path = tieout")
    connection.execute("select set_config('app.tenant_id', %s, false)", (str(company.id),))
    connection.execute(f"set role {role}".encode())

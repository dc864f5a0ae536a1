"""The audit trail: it only grows, and what was tampered with is found and named."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.model.errors import AuditBrokenError
from core.store import anchors, audit
from core.store.database import Database
from tests.conftest import Server, TestCompany

KEY = b"the key of the anchors"
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def trail(database: Database, company: TestCompany) -> TestCompany:
    """A company with five deeds."""
    with database.tenant(company.id, company.actor) as scope:
        for number in range(1, 6):
            audit.append(
                scope,
                "match.confirm",
                "payment",
                str(number),
                {"open": True},
                {"open": Decimal("1.50")},
                "Ä“”\n",
            )
    return company


@pytest.fixture
def tamper(server: Server, trail: TestCompany) -> Callable[[str], None]:
    """Does what only a superuser can, with the triggers that guard the trail switched off."""

    def do(statement: str) -> None:
        with psycopg.connect(server.admin_url) as connection:
            connection.execute("set search_path = tieout")
            connection.execute("set session_replication_role = replica")
            connection.execute(statement.replace("$T", f"'{trail.id}'").encode())

    return do


def test_a_trail_that_was_left_alone_verifies(database: Database, trail: TestCompany) -> None:
    with database.tenant(trail.id, trail.actor) as scope:
        assert audit.verify(scope).sequence == 5
        assert audit.verify(scope) == audit.head(scope)


def test_a_company_that_did_nothing_verifies(
    database: Database, company: TestCompany, tmp_path: Path
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        assert audit.verify(scope).sequence == 0
        assert anchors.keep(scope, tmp_path, KEY, MONDAY) is None


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "update audit_entries set reason = 'x' where tenant_id = $T and sequence = 3",
            "entry 3 was changed",
        ),
        (
            "update audit_entries set after = null where tenant_id = $T and sequence = 2",
            "entry 2 was changed",
        ),
        (
            "update audit_entries set actor_name = 'x' where tenant_id = $T and sequence = 1",
            "entry 1 was changed",
        ),
        (
            "update audit_entries set at = at + interval '1 us' where tenant_id = $T and sequence = 4",
            "entry 4 was",
        ),
        (
            "update audit_entries set hash = sha256('x') where tenant_id = $T and sequence = 5",
            "entry 5 was changed",
        ),
        ("delete from audit_entries where tenant_id = $T and sequence = 2", "entry 2 is missing"),
        ("delete from audit_entries where tenant_id = $T and sequence = 1", "entry 1 is missing"),
        ("delete from audit_entries where tenant_id = $T and sequence = 5", "entry 5 is missing"),
        ("delete from audit_entries where tenant_id = $T", "entry 1 is missing"),
    ],
)
def test_tampering_is_found_and_the_first_broken_entry_named(
    database: Database, trail: TestCompany, tamper: Callable[[str], None], statement: str, named: str
) -> None:
    tamper(statement)
    with database.tenant(trail.id, trail.actor) as scope, pytest.raises(AuditBrokenError, match=named):
        audit.verify(scope)


REWRITE = """
    update audit_entries set reason = 'nothing happened' where tenant_id = $T and sequence = 2;
    do $$
    declare
        entry audit_entries;
        last bytea;
    begin
        for entry in select * from audit_entries where tenant_id = $T order by sequence loop
            entry.previous_hash := coalesce(last, entry.previous_hash);
            last := audit_hash(entry);
            update audit_entries set previous_hash = entry.previous_hash, hash = last
            where tenant_id = $T and sequence = entry.sequence;
        end loop;
        update audit_heads set hash = last where tenant_id = $T;
    end $$
"""
CUT = """
    delete from audit_entries where tenant_id = $T and sequence > 3;
    update audit_heads as h set sequence = 3, hash = e.hash
    from audit_entries as e where h.tenant_id = $T and e.tenant_id = $T and e.sequence = 3
"""
WIPED = "delete from audit_entries where tenant_id = $T; delete from audit_heads where tenant_id = $T"


@pytest.mark.parametrize(
    ("statement", "named"),
    [(CUT, "5.* missing"), (REWRITE, "5 differs from its anchor"), (WIPED, "5.* missing")],
)
def test_what_verifies_inside_the_database_contradicts_the_anchor(
    database: Database,
    trail: TestCompany,
    tamper: Callable[[str], None],
    tmp_path: Path,
    statement: str,
    named: str,
) -> None:
    """A superuser who rewrites the whole chain consistently is still found."""
    with database.tenant(trail.id, trail.actor) as scope:
        anchors.keep(scope, tmp_path, KEY, MONDAY)
    tamper(statement)
    with database.tenant(trail.id, trail.actor) as scope:
        audit.verify(scope)
        with pytest.raises(AuditBrokenError, match=named):
            anchors.verify(scope, tmp_path, KEY)
        with pytest.raises(AuditBrokenError, match=named):
            anchors.keep(scope, tmp_path, KEY, TUESDAY)


def test_an_anchor_is_kept_once_a_day_and_cannot_be_forged(
    database: Database, trail: TestCompany, tmp_path: Path
) -> None:
    with database.tenant(trail.id, trail.actor) as scope:
        assert anchors.keep(scope, tmp_path, KEY, MONDAY) is not None
        assert anchors.keep(scope, tmp_path, KEY, MONDAY) is None
        audit.append(scope, "rules.save", "rules", "1")
        assert anchors.keep(scope, tmp_path, KEY, TUESDAY) is not None
        assert [each.sequence for each in anchors.read(trail.id, tmp_path, KEY)] == [5, 6]
        assert anchors.verify(scope, tmp_path, KEY).sequence == 6
    file = tmp_path / f"{trail.id}.jsonl"
    for forged in (file.read_text().replace('"sequence": 5', '"sequence": 4'), "{}\n", "no json\n"):
        file.write_text(forged)
        with pytest.raises(AuditBrokenError, match="Anchor 1"):
            anchors.read(trail.id, tmp_path, KEY)


@pytest.mark.parametrize("role", ["tieout_app", "tieout_owner", "postgres"])
@pytest.mark.parametrize(
    "deed",
    ["update audit_entries set reason = 'x'", "delete from audit_entries", "truncate audit_entries"],
)
def test_an_entry_can_be_changed_or_removed_by_nobody(
    server: Server, trail: TestCompany, role: str, deed: str
) -> None:
    with psycopg.connect(server.admin_url) as connection:
        connection.execute("set search_path = tieout")
        connection.execute("select set_config('app.tenant_id', %s, true)", (str(trail.id),))
        connection.execute(f"set role {role}".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(deed.encode())


def test_the_app_can_append_only_through_the_function(server: Server, trail: TestCompany) -> None:
    for deed in (
        "insert into audit_entries select * from audit_entries",
        "insert into audit_heads values (gen_random_uuid(), 1, '')",
        "update audit_heads set sequence = 1",
    ):
        with (
            psycopg.connect(server.app_url, options="-csearch_path=tieout") as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(deed.encode())


def test_a_deed_needs_a_company(database: Database) -> None:
    with pytest.raises(DBAPIError, match="needs a company"), database.lobby() as lobby:
        lobby.connection.execute(text("select audit_append(null, 'x', 'x', 'x', 'x', null, null, '', '')"))


def test_a_deed_that_is_rolled_back_leaves_no_entry(database: Database, company: TestCompany) -> None:
    with pytest.raises(DBAPIError), database.tenant(company.id, company.actor) as scope:
        scope.connection.execute(text("select 1 / 0"), {"done": audit.append(scope, "match", "payment", "1")})
    with database.tenant(company.id, company.actor) as scope:
        assert audit.verify(scope).sequence == 0


def test_many_at_once_make_one_chain_without_gaps(database: Database, company: TestCompany) -> None:
    def deed(number: int) -> int:
        with database.tenant(company.id, company.actor) as scope:
            return audit.append(scope, "match.confirm", "payment", str(number))

    with ThreadPoolExecutor(12) as pool:
        assert sorted(pool.map(deed, range(60))) == list(range(1, 61))
    with database.tenant(company.id, company.actor) as scope:
        assert audit.verify(scope).sequence == 60


def test_a_page_shows_what_was_asked_for_newest_first(database: Database, company: TestCompany) -> None:
    thing = UUID(int=5)
    with database.tenant(company.id, company.actor) as scope:
        audit.append(scope, "import", "batch", "1", after={"added": 3})
        audit.append(scope, "match.confirm", "payment", thing, {"state": "proposed"}, {"state": "settled"})
        audit.append(scope, "match.reject", "payment", thing, reason="another customer")
        page = audit.page(scope, audit.AuditFilter(), 2)
        assert (page.total, page.rows["sequence"].tolist()) == (3, [3, 2])
        assert audit.page(scope, audit.AuditFilter(), 2, 2).rows["after"][0] == {"added": 3}
        assert audit.actions(scope) == ("import", "match.confirm", "match.reject")
        for wanted, expected in (
            (audit.AuditFilter(action="import"), [1]),
            (audit.AuditFilter(subject_kind="payment", subject_id=str(thing)), [3, 2]),
            (audit.AuditFilter(words="ANOTHER cust"), [3]),
            (audit.AuditFilter(actor=company.admin.name), [3, 2, 1]),
            (audit.AuditFilter(actor="nobody"), []),
            (audit.AuditFilter(words="100%"), []),
        ):
            assert audit.page(scope, wanted, 10).rows["sequence"].tolist() == expected

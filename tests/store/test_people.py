"""The lobby: guesses are counted exactly, sessions end when they should, roles are per company."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import bcrypt
import psycopg
import pytest

from core.model.errors import ConflictError
from core.model.identity import Membership, Role
from core.store import people
from core.store.database import Database
from tests.conftest import PASSWORD, PASSWORD_HASH, Server, TestCompany

HOUR = timedelta(hours=1)


def test_of_sixty_guesses_at_once_exactly_five_pass(database: Database) -> None:
    key = f"{uuid4()}@example"

    def guess(_: int) -> bool:
        with database.lobby() as lobby:
            return people.take_guess(lobby, key)

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(guess, range(60))) == people.GUESS_LIMIT


def test_the_count_starts_anew_after_the_pause_and_after_a_right_guess(
    server: Server, database: Database
) -> None:
    key = f"{uuid4()}@example"
    with database.lobby() as lobby:
        assert [people.take_guess(lobby, key) for _ in range(7)] == [True] * 5 + [False] * 2
        people.forgive(lobby, key.upper())
        assert [people.take_guess(lobby, key) for _ in range(6)] == [True] * 5 + [False]
    with psycopg.connect(server.admin_url) as connection:
        connection.execute(
            "update tieout.sign_in_attempts set locked_until = locked_until - %s where key = %s",
            (people.GUESS_PAUSE, key),
        )
    with database.lobby() as lobby:
        assert [people.take_guess(lobby, key) for _ in range(6)] == [True] * 5 + [False]


def test_guesses_that_were_refused_do_not_lengthen_the_pause(server: Server, database: Database) -> None:
    """Otherwise anybody could keep a person out for ever."""
    key = f"{uuid4()}@example"

    def ends() -> object:
        with psycopg.connect(server.admin_url) as connection:
            query = "select locked_until from tieout.sign_in_attempts where key = %s"
            return connection.execute(query, (key,)).fetchone()

    with database.lobby() as lobby:
        for _ in range(5):
            people.take_guess(lobby, key)
    before = ends()
    with database.lobby() as lobby:
        assert not people.take_guess(lobby, key)
    assert ends() == before


def test_an_unknown_address_gives_a_hash_that_costs_as_much_and_fits_nothing(
    database: Database, company: TestCompany
) -> None:
    with database.lobby() as lobby:
        unknown = people.credentials(lobby, "nobody@nowhere.example")
        known = people.credentials(lobby, f"  {company.admin.email.upper()} ")
    assert unknown.person is None
    assert not bcrypt.checkpw(PASSWORD.encode(), unknown.password_hash.encode())
    assert unknown.password_hash.startswith("$2b$12$")
    assert known.person == company.admin
    assert bcrypt.checkpw(PASSWORD.encode(), known.password_hash.encode())


def test_a_session_is_its_token_until_it_is_revoked(
    server: Server, database: Database, company: TestCompany
) -> None:
    token = uuid4().hex
    with database.lobby() as lobby:
        people.open_session(lobby, company.admin.id, token, HOUR)
        assert people.resume_session(lobby, token) == company.admin
        assert people.resume_session(lobby, token + "x") is None
        assert people.revoke_session(lobby, token)
        assert not people.revoke_session(lobby, token)
        assert people.resume_session(lobby, token) is None
    with psycopg.connect(server.admin_url) as connection:
        kept = connection.execute("select token_hash from tieout.sessions").fetchall()
    assert token.encode() not in {each for (each,) in kept}


def test_a_session_ends_when_its_time_is_over(database: Database, company: TestCompany) -> None:
    with database.lobby() as lobby:
        people.open_session(lobby, company.admin.id, "over", timedelta(seconds=-1))
        assert people.resume_session(lobby, "over") is None


def test_a_new_password_ends_every_session(database: Database, company: TestCompany) -> None:
    first, second = uuid4().hex, uuid4().hex
    with database.lobby() as lobby:
        people.open_session(lobby, company.admin.id, first, HOUR)
        assert people.set_password(lobby, company.admin.id, "another hash")
        assert people.resume_session(lobby, first) is None
        assert people.credentials(lobby, company.admin.email).password_hash == "another hash"
        people.open_session(lobby, company.admin.id, second, HOUR)
        people.revoke_sessions_of(lobby, company.admin.id)
        assert people.resume_session(lobby, second) is None
        assert not people.set_password(lobby, uuid4(), "x")


def test_an_address_is_one_person_however_it_is_typed(database: Database, company: TestCompany) -> None:
    with pytest.raises(ConflictError, match="address"), database.lobby() as lobby:
        people.add(lobby, company.admin.email.upper(), "Somebody", PASSWORD_HASH)


def test_a_role_is_per_company_and_can_change(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    with database.lobby() as lobby:
        people.set_membership(lobby, other_company.id, company.admin.id, Role.VIEWER)
        people.set_membership(lobby, other_company.id, company.admin.id, Role.ANALYST)
        assert people.memberships(lobby, company.admin.id) == (
            Membership(company.company, Role.ADMIN),
            Membership(other_company.company, Role.ANALYST),
        )
        assert people.memberships(lobby, other_company.admin.id) == (
            Membership(other_company.company, Role.ADMIN),
        )
    with database.tenant(other_company.id, other_company.actor) as scope:
        assert dict(people.members(scope)) == {
            company.admin: Role.ANALYST,
            other_company.admin: Role.ADMIN,
        }

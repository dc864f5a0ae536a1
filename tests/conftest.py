"""What tests share: a real PostgreSQL in a temporary home, and fresh companies in it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from core.model.identity import Company, Person, Role
from core.store import companies, embedded, people
from core.store.address import as_app
from core.store.database import Database
from core.store.migrate import migrate
from core.store.tenancy import Actor

APP_PASSWORD = "only-for-tests"
# A bcrypt hash of the password "correct horse" with the lowest cost, so that tests spend no time on it.
PASSWORD = "correct horse"
PASSWORD_HASH = "$2b$04$VSfRoV9p1XdL4dE4iFFSveC2uUptWv6vHfaAjKpkKEf/2AdoCfDqe"


@dataclass(frozen=True, slots=True)
class Server:
    """The embedded server of a test session: the superuser's and the app's address."""

    home: Path
    admin_url: str
    app_url: str


@dataclass(frozen=True, slots=True)
class TestCompany:
    """A fresh company with an administrator who may do everything in it."""

    __test__ = False

    company: Company
    admin: Person

    @property
    def id(self) -> UUID:
        return self.company.id

    @property
    def actor(self) -> Actor:
        return Actor(self.admin.id, self.admin.name, "test")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for the whole session, in a folder of its own directly under the temporary folder.

    Not pytest's own: as root the server runs as another account, which must be able to walk down to it.
    """
    home = Path(tempfile.mkdtemp(prefix="tieout-test-"))
    try:
        admin_url = embedded.start(home)
        with psycopg.connect(admin_url, autocommit=True) as connection:
            for setting in (
                "fsync",
                "full_page_writes",
                "synchronous_commit",
            ):  # nothing need outlive a crash
                connection.execute(f"alter system set {setting} = off".encode())
            connection.execute("select pg_reload_conf()")
        migrate(admin_url, APP_PASSWORD)
        yield Server(home, admin_url, as_app(admin_url, APP_PASSWORD))
    finally:
        embedded.stop(home)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def database(server: Server) -> Iterator[Database]:
    """The app's way to the test server."""
    database = Database(server.app_url)
    yield database
    database.close()


def company_in(database: Database, name: str) -> TestCompany:
    """Makes a company that nobody else uses, with an administrator (password `PASSWORD`)."""
    slug = f"{name.lower()}-{uuid4().hex[:8]}"
    with database.lobby() as lobby:
        company = companies.add(lobby, slug, name, "EUR")
        admin = people.add(lobby, f"admin@{slug}.example", f"{name} Admin", PASSWORD_HASH)
        people.set_membership(lobby, company.id, admin.id, Role.ADMIN)
    return TestCompany(company, admin)


@pytest.fixture
def new_company(database: Database) -> Callable[[str], TestCompany]:
    """Makes as many fresh companies as a test asks for, by name."""
    return lambda name: company_in(database, name)


@pytest.fixture
def company(new_company: Callable[[str], TestCompany]) -> TestCompany:
    """A fresh company."""
    return new_company("Alder")


@pytest.fixture
def other_company(new_company: Callable[[str], TestCompany]) -> TestCompany:
    """Another fresh company, which must never be seen from the first."""
    return new_company("Birch")

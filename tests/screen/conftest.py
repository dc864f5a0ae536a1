"""Two small companies whose books came in through the services, and pages opened by signed-in people."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from core.app import Application
from core.faces.screen import session
from core.model.identity import Company, Person, Role
from core.outlets.explainer import Explainer
from core.services import importing, reconciling, signing_in
from core.services.workspace import Workspace
from core.settings import Settings
from core.store import companies, people
from core.store.database import Database
from tests.conftest import PASSWORD_HASH, Server

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "data" / "samples"
# The other company bills in another currency to people who stand nowhere in the samples.
OTHER_INVOICES = b"""invoice_number,counterparty,issue_date,due_date,total_amount,currency
TW-4101,Zephyr Kites GmbH,2026-09-01,2026-09-15,777.77,EUR
ZK-2,Zephyr Kites GmbH,2026-09-03,2026-09-17,1888.88,EUR
"""
OTHER_LINES = b"""transaction_id,payment_date,amount,currency,counterparty,description,reference
Z1,2026-09-14,777.77,EUR,Zephyr Kites GmbH,,TW-4101
Z2,2026-09-20,55.00,EUR,Unheard Of SARL,,
"""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody signed in: their company, their desk and the session's token."""

    workspace: Workspace
    token: str

    @property
    def company(self) -> Company:
        return self.workspace.company


@pytest.fixture(scope="session")
def application(database: Database, server: Server) -> Application:
    """The application over the test server."""
    settings = Settings(server.home, "", "", b"only-for-tests", "", "", "", 1.0)
    return Application(settings, database, Explainer("", "", "", 1.0), server.app_url)


@pytest.fixture(scope="session")
def new_member(application: Application) -> Callable[..., Member]:
    """Makes a company with one member in the given role, signed in."""

    def make(name: str, currency: str = "USD", role: Role = Role.ADMIN) -> Member:
        slug = f"{name.lower()}-{uuid4().hex[:8]}"
        email = f"someone@{slug}.example"
        with application.database.lobby() as lobby:
            company = companies.add(lobby, slug, name, currency)
            person: Person = people.add(lobby, email, f"{name} Person", PASSWORD_HASH)
            people.set_membership(lobby, company.id, person.id, role)
        token = signing_in.begin(application.lobby("dashboard"), email)
        guest = signing_in.resume(application.lobby("dashboard"), token)
        return Member(signing_in.open_workspace(application.lobby("dashboard"), guest, slug), token)

    return make


def bring(workspace: Workspace, data: bytes, file_name: str) -> None:
    """Imports one file as the Upload page would."""
    importing.store(workspace, importing.preview(workspace, data, file_name), accept_partial=True)


@pytest.fixture(scope="session")
def tidewater(new_member: Callable[..., Member]) -> Member:
    """A company with the sample books, matched; for tests that change nothing."""
    member = new_member("Tidewater")
    for name in ("invoices.csv", "bank_lines.csv"):
        bring(member.workspace, (SAMPLES / name).read_bytes(), name)
    reconciling.run(member.workspace)
    return member


@pytest.fixture(scope="session")
def zephyr(new_member: Callable[..., Member]) -> Member:
    """Another company with an invoice number of the first's; for tests that change nothing."""
    member = new_member("Zephyr", "EUR")
    bring(member.workspace, OTHER_INVOICES, "zephyr-invoices.csv")
    bring(member.workspace, OTHER_LINES, "zephyr-lines.csv")
    reconciling.run(member.workspace)
    return member


@pytest.fixture(autouse=True)
def no_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser without cookies; AppTest's stand-in would have any cookie one asks for."""
    monkeypatch.setattr(type(st.context), "cookies", {})


@pytest.fixture
def open_page(application: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Opens a page by its short name inside the frame, as this member or, for None, signed out."""
    monkeypatch.setattr(session, "application", lambda: application)
    before = PagesManager.uses_pages_directory
    _as_served(monkeypatch)

    def opened(name: str, member: Member | None, **query: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "Home.py"), default_timeout=60)
        if member:
            test.session_state["session_token"] = member.token
        for key, value in query.items():
            test.query_params[key] = value
        test.run()
        if name != "today":
            test.switch_page(f"pages/{name}.py").run()
        return test

    yield opened
    PagesManager.uses_pages_directory = before


def _as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves Streamlit's pages mode for every run, as the served application does before its first.

    AppTest enters it anew for each run; the guard would leave it by a rerun that swallows the click.
    """
    make = PagesManager.__init__

    def made(self: PagesManager, *arguments: object, **options: object) -> None:
        make(self, *arguments, **options)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", made)


@pytest.fixture
def alone(application: Application, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AppTest]:
    """Runs a page by itself, signed out, as a direct request on a fresh server does."""
    monkeypatch.setattr(session, "application", lambda: application)
    _as_served(monkeypatch)
    return lambda name: AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=60).run()


def until_read(page: AppTest) -> AppTest:
    """Draws Upload again until no dropped file is being read or waiting."""
    ends = time.monotonic() + 60
    while any(label in all_text(page) for label in ("[being read]", "[waiting]")):
        assert time.monotonic() < ends, "a file is never read"
        page.run()
    assert not page.exception
    return page


def all_text(test: AppTest) -> str:
    """Everything a page shows, tables' cells included, as one text to look for words in."""
    said = [
        str(getattr(element, "value", "") or "") + str(getattr(element, "label", "") or "")
        for kind in ("title", "subheader", "markdown", "caption", "text", "metric", "error", "warning",
                     "success", "info", "button", "selectbox", "badge")
        for element in test.get(kind)
    ]  # fmt: skip
    said += [element.value.to_csv() for element in test.dataframe]
    return "\n".join(said)

"""Settings in, workspaces out: the one place where things are put together."""

import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core import settings as settings_module
from core.model.errors import NotFoundError
from core.model.identity import Person, Role
from core.outlets.explainer import Explainer
from core.services.signing_in import Lobby
from core.services.workspace import Workspace
from core.settings import Settings
from core.store import companies, embedded
from core.store.address import as_app
from core.store.database import Database
from core.store.migrate import migrate

COMMAND_LINE = "command line"
OPERATOR = Person(Workspace.NOBODY, "", COMMAND_LINE)


@dataclass(frozen=True, slots=True)
class Application:
    """A checked database, the settings it was opened with, and the address of the app's own role."""

    settings: Settings
    database: Database
    explainer: Explainer
    app_url: str

    def lobby(self, origin: str) -> Lobby:
        """Where a person is before a company is open."""
        return Lobby(self.database, self.settings, self.explainer, origin)

    def company_slugs(self) -> tuple[str, ...]:
        """The short names of all companies."""
        with self.database.lobby() as lobby:
            return tuple(company.slug for company in companies.every(lobby))

    def workspace(self, slug: str, person: Person = OPERATOR, origin: str = COMMAND_LINE) -> Workspace:
        """The desk of whoever runs the command line on this machine, over one named company.

        Raises `NotFoundError` when there is no such company.
        """
        with self.database.lobby() as lobby:
            company = companies.find(lobby, slug)
        if company is None:
            raise NotFoundError(f"There is no company “{slug}”.")
        return Workspace(self.database, self.settings, self.explainer, company, person, Role.ADMIN, origin)


def open_application(say: Callable[[str], None] = lambda text: None) -> Application:
    """Starts or finds the server, brings the schema up to date and refuses an unsafe database.

    A server this process started is stopped when the process ends. Raises `UnsafeDatabaseError`.
    """
    settings = settings_module.load()
    admin_url = settings.database_url
    if not admin_url:
        started = not embedded.is_running(settings.home)
        say("starting PostgreSQL" if started else "PostgreSQL is running already")
        admin_url = embedded.start(settings.home)
        if started:
            atexit.register(embedded.stop, settings.home)
    for name in migrate(admin_url, settings.app_password):
        say(f"migrated {name}")
    app_url = as_app(admin_url, settings.app_password)
    database = Database(app_url)
    database.check()
    explainer = Explainer(
        settings.openai_api_key, settings.openai_base_url, settings.openai_model, settings.ai_deadline_s
    )
    return Application(settings, database, explainer, app_url)


@contextmanager
def opened(say: Callable[[str], None] = lambda text: None) -> Iterator[Application]:
    """An application that is closed at the end, with the server if this process started it."""
    home = settings_module.load().home
    was_running = embedded.is_running(home)
    application = open_application(say)
    try:
        yield application
    finally:
        application.database.close()
        if not application.settings.database_url and not was_running:
            say("stopping PostgreSQL")
            embedded.stop(home)

"""Companies: the tenants themselves, added and listed in the lobby, read from inside as one's own row."""

from sqlalchemy import Row, text

from core.model.identity import Company
from core.store.tenancy import LobbyConnection, Scope

_ADD = text("select lobby_add_company(:slug, :name, :base_currency)")
_ALL = text("select id, slug, name, base_currency from lobby_companies()")
_OWN = text("select id, slug, name, base_currency from companies")


def add(lobby: LobbyConnection, slug: str, name: str, base_currency: str) -> Company:
    """Adds a company; raises `ConflictError` when the short name is taken."""
    values = {"slug": slug, "name": name, "base_currency": base_currency}
    return Company(lobby.connection.execute(_ADD, values).scalar_one(), slug, name, base_currency)


def every(lobby: LobbyConnection) -> tuple[Company, ...]:
    """All companies by short name, for work that goes through all books in turn."""
    return tuple(_company(row) for row in lobby.connection.execute(_ALL))


def find(lobby: LobbyConnection, slug: str) -> Company | None:
    """The company with this short name."""
    return next((company for company in every(lobby) if company.slug == slug), None)


def own(scope: Scope) -> Company:
    """The company this transaction is for."""
    return _company(scope.connection.execute(_OWN).one())


def _company(row: Row[tuple[object, ...]]) -> Company:
    return Company(row.id, row.slug, row.name, row.base_currency)

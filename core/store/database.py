"""The one way to the database: a pool whose transactions cannot begin before a company is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, create_engine, event, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.types import Text

from core.model.errors import ConflictError, NoTenantError, NotFoundError, OverAllocationError
from core.store import fences
from core.store.address import for_sqlalchemy
from core.store.staging import LARGE
from core.store.tenancy import Actor, LobbyConnection, Scope

_TENANT = "tieout_tenant"
_LOBBY = "lobby"
# Not DISCARD ALL: it would drop the statements the driver believes prepared.
_RESET = b"reset all; close all; discard temp; unlisten *; select pg_advisory_unlock_all()"
_REFRESH_STATISTICS = text("select refresh_statistics(:tables)").bindparams(
    bindparam("tables", type_=ARRAY(Text))
)
_OTHERS_FIRST = {"40P01", "40001", "55P03"}  # deadlock, serialization failure, lock not available
_SAYS = {
    "invoices_not_over_allocated": (
        OverAllocationError,
        "More would be applied than the invoice has open.",
    ),
    "payments_not_over_allocated": (OverAllocationError, "More would be used than the payment has open."),
    "invoices_void_is_free": (ConflictError, "An invoice with allocations cannot be void; undo them first."),
    "payments_void_is_free": (ConflictError, "A payment with allocations cannot be void; undo them first."),
    "payments_set_aside_is_free": (
        ConflictError,
        "A payment with allocations cannot be set aside; undo them first.",
    ),
    "invoices_number_once": (ConflictError, "This counterparty already has an invoice with this number."),
    "payments_line_once": (ConflictError, "This bank line is in the books already."),
    "allocations_reversed_once": (ConflictError, "This allocation was taken back already."),
    "allocations_reversal_exact": (ConflictError, "This allocation cannot be taken back."),
    "allocations_sides_agree": (ConflictError, "The two sides of an allocation must tell the same movement."),
    "allocations_payment": (NotFoundError, "There is no such payment in this currency."),
    "allocations_invoice": (NotFoundError, "There is no such invoice in this currency."),
    "rule_sets_pk": (ConflictError, "Somebody else saved rules at the same moment; look at theirs first."),
    "kpi_assumptions_pk": (ConflictError, "Somebody else saved assumptions at the same moment."),
    "runs_number_once": (ConflictError, "Another run was started at the same moment."),
    "people_email_once": (ConflictError, "There is a person with this address already."),
    "companies_slug_once": (ConflictError, "There is a company with this short name already."),
    "exception_cases_one_of_payment": (ConflictError, "This payment has an open case already."),
    "exception_cases_one_of_invoice": (ConflictError, "This invoice has an open case already."),
    "exception_cases_one_of_discrepancy": (ConflictError, "This discrepancy has an open case already."),
    "settlement_rule_sets_pk": (ConflictError, "Somebody else saved settlement rules at the same moment."),
    "settlement_runs_one_under_way": (ConflictError, "This day is being settled right now."),
    "settlement_runs_version_once": (ConflictError, "This day is being settled right now."),
    "counterparties_name_once": (ConflictError, "There is a counterparty with this name already."),
}


class Database:
    """A pool of connections as the app role. Make one per process and close it at the end."""

    def __init__(self, app_url: str, pool_size: int = 10, overflow: int = 20) -> None:
        self._engine = create_engine(
            for_sqlalchemy(app_url),
            pool_size=pool_size,
            max_overflow=overflow,
            pool_pre_ping=True,
            pool_reset_on_return=None,
            connect_args={"connect_timeout": 10, "application_name": "tieout"},
        )
        event.listen(self._engine, "begin", _name_tenant)
        event.listen(self._engine, "reset", _reset)

    def check(self) -> None:
        """Refuses a database that would not keep companies apart.

        Raises `UnsafeDatabaseError` with every finding: a role that is superuser, bypasses row level security
        or owns (or is a member of an owner of) anything; a tenant table without forced row level security or
        without its restrictive floor; a view that runs with its owner's rights; a missing migration.
        """
        with self.lobby() as lobby:
            fences.check(lobby.connection)

    @contextmanager
    def tenant(self, tenant_id: UUID, actor: Actor) -> Iterator[Scope]:
        """One transaction for one company: committed at the end, rolled back when anything is raised.

        Raises `NoTenantError` without a company, and the error tree's own words where the database refuses.
        """
        if not isinstance(tenant_id, UUID):
            raise NoTenantError("A transaction needs the company it is for.")
        with self._transaction(tenant_id) as connection:
            yield Scope(connection, tenant_id, actor)

    @contextmanager
    def lobby(self) -> Iterator[LobbyConnection]:
        """One transaction before a company is named; tenant tables show nothing in it."""
        with self._transaction(_LOBBY) as connection:
            yield LobbyConnection(connection)

    def close(self) -> None:
        """Closes every connection that is not in use."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, tenant: UUID | str) -> Iterator[Connection]:
        with self._engine.connect() as plain, _plainly():
            connection = plain.execution_options(**{_TENANT: tenant})
            with connection.begin():
                yield connection
            if changed := connection.info.pop(LARGE, None):
                with connection.begin():
                    connection.execute(_REFRESH_STATISTICS, {"tables": sorted(changed)})


def _name_tenant(connection: Connection) -> None:
    """The begin hook: no SQL runs before the transaction knows its company, or that it is in the lobby."""
    tenant = connection.get_execution_options().get(_TENANT)
    if tenant is None:
        raise NoTenantError("A transaction was begun without naming the company it is for.")
    named = "" if tenant == _LOBBY else str(tenant)
    connection.execute(text("select set_config('app.tenant_id', :tenant, true)"), {"tenant": named})


def _reset(dbapi_connection: Any, _record: Any, state: Any) -> None:
    """Hands a connection back as good as new."""
    if state.terminate_only:
        return
    dbapi_connection.rollback()
    dbapi_connection.autocommit = True
    dbapi_connection.execute(_RESET)
    dbapi_connection.autocommit = False


@contextmanager
def _plainly() -> Iterator[None]:
    """Says what the database refused in the words of the error tree; anything unforeseen passes as it is."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) not in _OTHERS_FIRST:
            raise
        raise ConflictError("Somebody else is changing the same items; try again.") from error
    except IntegrityError as error:
        name = _constraint(error)
        if name is None or name not in _SAYS:
            raise
        kind, sentence = _SAYS[name]
        raise kind(sentence) from error


def _constraint(error: DBAPIError) -> str | None:
    """The name of the constraint that was violated, as the server reports it."""
    diagnostics = getattr(error.orig, "diag", None)
    name = getattr(diagnostics, "constraint_name", None)
    return name if isinstance(name, str) else None

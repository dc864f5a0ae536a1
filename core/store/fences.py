"""The self-check at start-up: would this database, with this role, really keep companies apart?"""

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from core.model.errors import UnsafeDatabaseError
from core.store import jobs
from core.store.address import SCHEMA
from core.store.migrate import migrations

# Attributes of the session's role that row level security does not bind, or that could switch it off.
_ROLE = text("""
    select rolname, rolsuper, rolbypassrls, rolcreaterole
    from pg_roles
    where rolname = session_user or rolname = current_user
""")

# Relations in the schema owned by the role or by a role it may become: an owner can switch the fence off.
_OWNED = text("""
    select c.relname
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in (:schema, :jobs)
      and pg_has_role(current_user, c.relowner, 'member')
    order by c.relname
""")

# Tables that hold tenants' rows, with the two switches and whether the floor stands: restrictive, for
# everybody and every command, reading the transaction's setting.
_TABLES = text("""
    select c.relname, c.relrowsecurity, c.relforcerowsecurity,
        exists (
            select from pg_policy as p
            where p.polrelid = c.oid
              and not p.polpermissive
              and p.polcmd = '*'
              and p.polroles = array[0::oid]
              and pg_get_expr(p.polqual, p.polrelid) like '%tenant_id = %current_setting(''app.tenant_id''%'
        ) as floor
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = :schema
      and c.relkind in ('r', 'p')
      and exists (
        select from pg_attribute as a
        where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      )
    order by c.relname
""")

# Views that run with their owner's rights, and materialized views, which no policy can fence.
_VIEWS = text("""
    select c.relname
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = :schema
      and (c.relkind = 'm'
        or (c.relkind = 'v' and not coalesce(c.reloptions::text[] && array['security_invoker=true'], false)))
    order by c.relname
""")

# Rights on append-only tables and on the lobby's tables that the app must not have.
_RIGHTS = text("""
    select c.relname
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = :schema
      and ((c.relname in ('audit_entries', 'audit_heads')
            and has_table_privilege(c.oid, 'insert, update, delete, truncate'))
        or (c.relname = 'allocations' and has_table_privilege(c.oid, 'update, delete, truncate'))
        or (c.relname in ('people', 'sessions', 'sign_in_attempts', 'memberships')
            and has_table_privilege(c.oid, 'select, insert, update, delete')))
    order by c.relname
""")

_APPLIED = text("select name, sha256 from schema_migrations")


def check(connection: Connection) -> None:
    """Raises `UnsafeDatabaseError` with every finding; see `Database.check`."""
    findings = [*_role(connection), *_ownership(connection)]
    if not findings:  # as a superuser the rest would only repeat that everything is allowed
        findings = [*_schema(connection), *_tables(connection), *_rest(connection)]
    if findings:
        raise UnsafeDatabaseError("Tieout does not serve from this database: " + " ".join(findings))


def _role(connection: Connection) -> list[str]:
    found = []
    for name, superuser, bypasses, makes_roles in connection.execute(_ROLE):
        if superuser:
            found.append(f"The role {name} is a superuser.")
        if bypasses:
            found.append(f"The role {name} bypasses row level security.")
        if makes_roles:
            found.append(f"The role {name} may make roles.")
    return found


def _ownership(connection: Connection) -> list[str]:
    owned = list(connection.execute(_OWNED, {"schema": SCHEMA, "jobs": jobs.SCHEMA}).scalars())
    return [f"The role owns {', '.join(owned[:3])} or may become their owner."] if owned else []


def _schema(connection: Connection) -> list[str]:
    wanted = {each.name: each.sha256 for each in migrations()}
    try:
        with connection.begin_nested():
            applied = {row.name: row.sha256 for row in connection.execute(_APPLIED)}
    except DBAPIError:
        applied = {}
    missing = [name for name in wanted if name not in applied]
    changed = [name for name in wanted if name in applied and applied[name] != wanted[name]]
    newer = [name for name in applied if name not in wanted]
    return (
        [f"The migration {name} is missing; run tieout migrate." for name in missing[:1]]
        + [f"The migration {name} has changed since it was applied." for name in changed]
        + [f"The migration {name} is newer than this Tieout." for name in newer]
    )


def _tables(connection: Connection) -> list[str]:
    found = []
    for name, enabled, forced, floor in connection.execute(_TABLES, {"schema": SCHEMA}):
        if not (enabled and forced):
            found.append(f"Row level security is not forced on {name}.")
        if not floor:
            found.append(f"The tenant floor is missing on {name}.")
    return found


def _rest(connection: Connection) -> list[str]:
    views = connection.execute(_VIEWS, {"schema": SCHEMA}).scalars()
    rights = connection.execute(_RIGHTS, {"schema": SCHEMA}).scalars()
    return [f"The view {name} runs with its owner's rights." for name in views] + [
        f"The app role has rights on {name} that it must not have." for name in rights
    ]

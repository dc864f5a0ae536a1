"""The job queue's own schema: procrastinate's tables beside ours, owned by the owner, worked by the app."""

import psycopg
from procrastinate.schema import SchemaManager
from psycopg import sql

from core.store.address import APP_ROLE, for_psycopg

SCHEMA = "tieout_jobs"


def install(connection: psycopg.Connection) -> bool:
    """Makes the queue's tables once, as the owner; answers whether they were made now.

    The connection acts as the owner role; its search path is as before at the end. The tables hold no books:
    a job names a company and a day, and whoever works on it goes through the company's own fence.
    """
    made = connection.execute("select to_regclass(%s) is null", (f"{SCHEMA}.procrastinate_jobs",)).fetchone()
    if made != (True,):
        return False
    schema, app = sql.Identifier(SCHEMA), sql.Identifier(APP_ROLE)
    with connection.transaction():
        connection.execute(sql.SQL("set local search_path = {}").format(schema))
        connection.execute(SchemaManager.get_schema().encode())
        for right in (
            "grant usage on schema {schema} to {app}",
            "revoke execute on all functions in schema {schema} from public",
            "grant execute on all functions in schema {schema} to {app}",
            "grant select, insert, update, delete on all tables in schema {schema} to {app}",
            "grant usage, select on all sequences in schema {schema} to {app}",
        ):
            connection.execute(sql.SQL(right).format(schema=schema, app=app))
    return True


def address(app_url: str) -> str:
    """The queue's address for the app's role: its schema alone is on the path."""
    return psycopg.conninfo.make_conninfo(for_psycopg(app_url), options=f"-csearch_path={SCHEMA}")

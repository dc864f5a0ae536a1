"""The embedded server: found again by anybody, back after a crash, gone after stop, closed to strangers."""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg
import pytest

from core.store import embedded


@pytest.fixture
def home() -> Iterator[Path]:
    """A home directly under the temporary folder, where another account can walk down to it."""
    folder = Path(tempfile.mkdtemp(prefix="tieout-home-"))
    yield folder
    embedded.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def test_a_server_lives_through_its_whole_life(home: Path) -> None:
    """One story instead of five, because making a cluster takes seconds."""
    address = embedded.start(home)
    assert embedded.is_running(home)

    # Found again, by this process and by another, without a second server.
    first = _postmaster(home)
    assert embedded.start(home) == address
    assert _in_another_process(f"print(embedded.start(Path({str(home)!r})))") == address
    assert _postmaster(home) == first

    # The password is the owner's alone, and nobody comes in without it.
    assert (home / "pg-password").stat().st_mode & 0o777 == 0o600
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(address.replace(address.split(":")[2].split("@")[0], "guessed"))

    # Killed without warning, it comes back with everything that was committed.
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("create table kept as select generate_series(1, 1000) as number")
    psutil.Process(first).send_signal(signal.SIGKILL)
    psutil.wait_procs([psutil.Process(first)] if psutil.pid_exists(first) else [], timeout=10)
    assert not embedded.is_running(home)
    with psycopg.connect(embedded.start(home)) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (1000,)

    # Stopped by another process than the one that started it, and really gone.
    running = _postmaster(home)
    assert _in_another_process(f"print(embedded.stop(Path({str(home)!r})))") == "True"
    assert not psutil.pid_exists(running)
    assert not embedded.is_running(home)
    assert embedded.stop(home) is False

    # A pid file that names another program's process (the machine was restarted) does not stand in the way.
    (home / "pg" / "postmaster.pid").write_text(
        f"{psutil.Process().pid}\n{home / 'pg'}\n0\n5432\n\n\n0\nready\n"
    )
    assert not embedded.is_running(home)
    with psycopg.connect(embedded.start(home)) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (1000,)


def _postmaster(home: Path) -> int:
    return int((home / "pg" / "postmaster.pid").read_text().splitlines()[0])


def _in_another_process(statement: str) -> str:
    said = subprocess.run(
        [sys.executable, "-c", f"from pathlib import Path; from core.store import embedded; {statement}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return said.stdout.strip()

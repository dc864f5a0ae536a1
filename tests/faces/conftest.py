"""A home of its own for commands, over the test session's server."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.faces import cli
from tests.conftest import Server


@pytest.fixture
def command(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs one `tieout` command in this process over a server named by DATABASE_URL."""
    monkeypatch.setenv("DATABASE_URL", server.admin_url)
    monkeypatch.setenv("TIEOUT_APP_PASSWORD", "only-for-tests")
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run

"""`streamlit run Home.py` works without our launcher; sign-in then lasts for the browser session only."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.app import open_application
from core.faces.demo import PASSWORD
from core.services import signing_in
from core.store import embedded

ROOT = Path(__file__).parent.parent.parent


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Plain Streamlit over books with one empty company."""
    home = tmp_path / "books"
    monkeypatch.setenv("TIEOUT_HOME", str(home))
    application = open_application()
    signing_in.add_company(
        application.lobby("test"),
        slug="empty-ltd",
        name="Empty Ltd",
        base_currency="EUR",
        admin_email="ada@empty.example",
        admin_name="Ada",
        password=PASSWORD,
    )
    application.database.close()
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "Home.py", "--server.port", str(port)],
        cwd=ROOT,
        env=os.environ | {"TIEOUT_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(900):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield address
    process.send_signal(signal.SIGINT)
    process.wait(timeout=90)
    embedded.stop(home)


def test_a_deep_link_asks_to_sign_in_and_then_shows_its_page(page: Page, address: str) -> None:
    page.goto(f"{address}/exceptions")
    page.get_by_label("E-mail").fill("ada@empty.example")
    page.get_by_label("Password", exact=True).fill("wrong password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("do not belong together", exact=False)).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Exceptions")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Review")).first.click()
    expect(page.get_by_role("heading", name="Review")).to_be_visible()
    assert page.get_by_text("encountered an error").count() == 0

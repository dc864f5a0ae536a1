"""A served Tieout in a process of its own, and a browser that looks at it."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import chromium

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SETTLED = (
    "() => { const app = document.querySelector('[data-testid=stApp]');"
    " return app && app.dataset.testConnectionState === 'CONNECTED'"
    " && app.dataset.testScriptState === 'notRunning'"
    " && !document.querySelector('[data-testid=stSkeleton]'); }"
)

# A machine that does other work beside the tests takes its time.
expect.set_options(timeout=60_000)


@dataclass(slots=True)
class Served:
    """A running `tieout demo`: its address and its process."""

    address: str
    process: subprocess.Popen[str]
    lines: list[str]
    listener: threading.Thread

    def stop(self, by: int = signal.SIGTERM) -> int:
        """Ends it as a person would and answers its exit code."""
        self.process.send_signal(by)
        code = self.process.wait(timeout=90)
        self.listener.join()
        if self.process.stdout:
            self.process.stdout.close()
        return code


def serve(home: Path, *arguments: str, command: str = "demo") -> Served:
    """Starts the command on a free port and waits until it has said its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "core.faces.cli", command, "--port", "0", *arguments],
        env=os.environ | {"TIEOUT_HOME": str(home), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        for line in process.stdout or ():
            said.put(line.rstrip())
        said.put(None)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    lines: list[str] = []
    while (line := said.get(timeout=120)) is not None:
        lines.append(line)
        if "http://" in line:
            address = next(word for word in line.split() if word.startswith("http://"))
            return Served(address, process, lines, listener)
    raise AssertionError("the server ended before it answered:\n" + "\n".join(lines))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a machine that swaps or stalls may miss its moment: once more, and the summary says so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.path()
    if path is None:
        pytest.skip(f"no chromium found; install one: {chromium.INSTALL}")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The two demo companies, served once for all browser tests that do not stop the server."""
    running = serve(tmp_path_factory.mktemp("home"))
    yield running
    running.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def settle(page: Page) -> None:
    """Waits until Streamlit has nothing left to do."""
    page.wait_for_function(SETTLED)
    page.wait_for_timeout(150)
    page.wait_for_function(SETTLED)


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(address)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Today").first.wait_for()
    settle(page)

"""`python -m tests.bench.review`: how long Review takes from a key to the next line, as a Markdown table."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from core.app import Application, opened
from core.services import reviewing
from core.services.reviewing import QueueFilter
from core.store import embedded
from tests import chromium
from tests.bench import review_queue
from tests.browser.conftest import FLAGS, serve, settle, sign_in

SIZES = (0, 1_000, 10_000)
PRESSES = 12
# From a key to the paint after the words of `watched` have changed, in milliseconds.
_KEY = """([key, watched]) => new Promise(done => {
  const words = () => [...document.querySelectorAll(watched)].map(each => each.textContent).join('');
  const was = words(), began = performance.now();
  const seen = new MutationObserver(() => {
    const now = words();
    if (!now || now === was) return;
    seen.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  });
  seen.observe(document.body, { childList: true, subtree: true, characterData: true });
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, code: 'Key' + key.toUpperCase(), bubbles: true }));
})"""
_NATIVE, _FAST, _DIALOG = "table.tt.pair, table.tt.legs", "[data-item]", "[role=dialog]"


def queue_ms(application: Application, slug: str) -> float:
    """One page of the queue, in milliseconds: the median of several."""
    workspace = application.workspace(slug)
    return _median(lambda: reviewing.queue(workspace, QueueFilter()))


def _median(act: Callable[[], object]) -> float:
    spent = []
    for _ in range(PRESSES):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def _keys_ms(page: Page, key: str, watched: str) -> float:
    spent = []
    for _ in range(PRESSES):
        spent.append(page.evaluate(_KEY, [key, watched]))
        settle(page)
    return statistics.median(spent)


def _empty_ms(page: Page) -> float:
    """The least a key can take: on an empty queue, to the list of keys it opens."""
    spent = []
    for _ in range(PRESSES):
        spent.append(page.evaluate(_KEY, ["h", _DIALOG]))
        settle(page)
        page.keyboard.press("Escape")
        page.wait_for_selector(_DIALOG, state="detached")
        settle(page)
    return statistics.median(spent)


def main() -> None:
    """Measures on companies made for it and prints one line for each length of the queue."""
    path = chromium.path()
    if path is None:
        print(f"No chromium, no timings of the screen; {chromium.INSTALL}.")
        return
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as folder:
        home = Path(folder) / "home"
        os.environ["TIEOUT_HOME"] = str(home)
        with opened() as application:
            slugs = {size: f"queue-of-{size}" for size in SIZES}
            for size, slug in slugs.items():
                review_queue.company(application, slug, size)
            spent = {size: queue_ms(application, slug) for size, slug in slugs.items()}
        print("| waiting | queue page | confirm to next | next line | confirm to next, fast keys |")
        print("|---:|---:|---:|---:|---:|")
        running = serve(home, command="serve")
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                for size, slug in slugs.items():
                    print(_line(browser.new_page(), running.address, slug, size, spent[size]), flush=True)
                browser.close()
        finally:
            running.stop()
            embedded.stop(home)


def _line(page: Page, address: str, slug: str, size: int, queue: float) -> str:
    sign_in(page, address, f"analyst@{slug}.example", review_queue.PASSWORD)
    page.goto(f"{address}/review")
    settle(page)
    if not size:
        return f"| {size:,} | {queue:.0f} ms | {_empty_ms(page):.0f} ms (a key on an empty page) | | |"
    decided, moved = _keys_ms(page, "a", _NATIVE), _keys_ms(page, "j", _NATIVE)
    page.goto(f"{address}/review?keys=fast")
    settle(page)
    fast = _keys_ms(page, "a", _FAST)
    return f"| {size:,} | {queue:.0f} ms | {decided:.0f} ms | {moved:.0f} ms | {fast:.0f} ms |"


if __name__ == "__main__":
    main()

"""Twenty lines worked by keyboard alone and taken back; twenty presses a second decide twenty, once each."""

import re
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from core.app import Application, open_application, opened
from core.model.money import Money
from core.services import auditing, reviewing
from core.store import embedded
from tests.bench import review_queue
from tests.browser.conftest import Served, serve, settle, sign_in

LINES, WORKED = 60, 20
SLUG = "long-queue"
# Twenty presses, one every 50 ms; answers for each whether the next line stood there at the next paint.
PRESS = """async count => {
  const shown = [];
  for (let turn = 0; turn < count; turn++) {
    const sheet = document.querySelector('[data-item]'), was = sheet.dataset.item, began = performance.now();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
    await new Promise(done => requestAnimationFrame(done));
    shown.push(sheet.dataset.item !== was);
    await new Promise(done => setTimeout(done, 50 - Math.min(49, performance.now() - began)));
  }
  return shown;
}"""

# The same key so many times, one every 50 ms, whatever the page does meanwhile.
PRESSES = """async ([key, count]) => {
  for (let turn = 0; turn < count; turn++) {
    const code = 'Key' + key.toUpperCase();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
    await new Promise(done => setTimeout(done, 50));
  }
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Application]]:
    """A served company in which sixty bank lines wait, and the same books from here."""
    home = tmp_path_factory.mktemp("books") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIEOUT_HOME", str(home))
        with opened() as application:
            review_queue.company(application, SLUG, LINES)
        running = serve(home, command="serve")
        application = open_application()
        yield running, application
        application.database.close()
        running.stop()
        embedded.stop(home)


def _opened(page: Page, desk: tuple[Served, Application], **query: str) -> None:
    sign_in(page, desk[0].address, f"analyst@{SLUG}.example", review_queue.PASSWORD)
    page.goto(f"{desk[0].address}/review?" + "&".join(f"{key}={value}" for key, value in query.items()))
    settle(page)


def _left(page: Page, count: int) -> None:
    expect(page.get_by_text(re.compile(rf"^{count} bank lines to decide"))).to_be_visible()


def _stand(application: Application) -> int:
    """Bank lines whose confirmation stands, from the record: confirmed once each, less those taken back."""
    workspace = application.workspace(SLUG)
    confirmed, undone = (
        auditing.entries(workspace, auditing.AuditFilter(action=action)).total
        for action in ("match.confirmed", "match.undone")
    )
    auditing.verify(workspace)
    return confirmed - undone


@pytest.mark.browser
def test_twenty_lines_are_worked_by_keyboard_alone_and_taken_back(page: Page, desk) -> None:
    _opened(page, desk)
    before = _stand(desk[1])
    waiting = LINES - before
    _left(page, waiting)
    for turn in range(1, WORKED + 1):
        page.keyboard.press("a")
        _left(page, waiting - turn)
        settle(page)
    assert _stand(desk[1]) - before == WORKED
    for turn in range(1, WORKED + 1):
        page.keyboard.press("u")
        _left(page, waiting - WORKED + turn)
        settle(page)
    assert _stand(desk[1]) == before


@pytest.mark.browser
def test_twenty_presses_in_a_second_decide_twenty_lines_once_each(page: Page, desk) -> None:
    _opened(page, desk, keys="fast")
    before = _stand(desk[1])
    waiting = LINES - before
    _left(page, waiting)
    assert page.evaluate(PRESS, WORKED) == [True] * WORKED, "each press showed the next line"
    _left(page, waiting - WORKED)
    settle(page)
    assert _stand(desk[1]) - before == WORKED
    for _ in range(WORKED):
        page.keyboard.press("u")
    _left(page, waiting)
    settle(page)
    assert _stand(desk[1]) == before


@pytest.mark.browser
def test_presses_while_the_page_is_drawn_are_kept_and_decide_one_line_each(page: Page, desk) -> None:
    """With the page's own widgets the next line takes longer than 50 ms; no press is lost or doubled."""
    _opened(page, desk)
    before = _stand(desk[1])
    waiting = LINES - before
    _left(page, waiting)
    page.evaluate(PRESSES, ["a", WORKED])
    _left(page, waiting - WORKED)
    settle(page)
    assert _stand(desk[1]) - before == WORKED
    page.evaluate(PRESSES, ["u", WORKED])
    _left(page, waiting)
    settle(page)
    assert _stand(desk[1]) == before


@pytest.mark.browser
def test_keys_reach_the_alternatives_the_note_the_split_and_the_help(page: Page, desk) -> None:
    _opened(page, desk)
    page.keyboard.press("h")
    expect(page.get_by_text("confirm the match shown")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)
    pair = page.locator("table.pair").first
    best = pair.inner_text()
    page.keyboard.press("2")
    expect(pair).not_to_have_text(best, use_inner_text=True)
    settle(page)
    page.keyboard.press("n")
    expect(page.get_by_placeholder("What a colleague should know")).to_be_visible()
    page.get_by_placeholder("What a colleague should know").fill("asked the payer")
    page.keyboard.press("Enter")
    expect(page.get_by_text("asked the payer (", exact=False)).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("p")
    expect(page.get_by_text("Split by hand")).to_be_visible()
    settle(page)
    page.locator("h1").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Confirm Shortcut A")).to_be_visible()


@pytest.mark.browser
def test_a_split_says_what_stays_open_as_the_amount_is_typed(page: Page, desk) -> None:
    workspace = desk[1].workspace(SLUG)
    first = reviewing.queue(workspace).rows.iloc[0]
    item = reviewing.item(workspace, UUID(str(first["payment_id"])))
    bill = item.proposals[0].legs[0].invoice
    _opened(page, desk, do="split", item=str(item.payment.id))
    page.get_by_test_id("stCheckbox").filter(has_text=bill.number).locator("label").click()
    amount = page.get_by_label(f"Applied, {bill.total.currency}")
    difference = page.get_by_role("combobox", name="Difference", exact=True)
    for typed in ("1.00", "2.50"):
        amount.fill(typed)
        rest = abs(bill.open) - Money.of(Decimal(typed), bill.total.currency)
        expect(difference).to_have_value(f"{rest.amount:,} {rest.currency} stays open")

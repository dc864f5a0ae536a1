"""The main job in a browser: upload, match, tune, confirm, see the figures move, restart, still there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.faces.demo import PASSWORD
from core.store import embedded
from tests.browser.conftest import Served, serve, settle, sign_in

INVOICES = """\
invoice_number,counterparty,issue_date,due_date,total_amount,currency
ZQ-9001,Quillfeather Looms Ltd,2026-09-01,2026-10-01,1234.56,USD
ZQ-9002,Quillfeather Looms Ltd,2026-09-04,2026-10-04,802.13,USD
ZQ-9003,Obsidian Tea Importers Inc,2026-09-07,2026-10-07,4321.09,USD
ZQ-9004,Marigold Saddlery Corp,2026-09-07,2026-10-07,4321.09,USD
"""
BANK_LINES = """\
transaction_id,payment_date,amount,currency,counterparty,description,reference
ZL-1,2026-09-28,1234.56,USD,QUILLFEATHER LOOMS LTD,PAYMENT INVOICE ZQ-9001,ZQ-9001
ZL-2,2026-10-02,802.13,USD,QUILLFEATHER LOOMS LTD,PAYMENT INVOICE ZQ-9002,ZQ-9002
ZL-3,2026-10-06,4321.09,USD,,COUNTER DEPOSIT 7731,
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "books"
    embedded.stop(tmp_path / "books")


def _open(page: Page, running: Served, name: str, **parameters: str) -> None:
    query = "&".join(
        f"{key}={value}" for key, value in {"company": "northwind-services", **parameters}.items()
    )
    page.goto(f"{running.address}/{name}?{query}")
    settle(page)


def _card(page: Page, label: str) -> str:
    """The words of the number card with this label."""
    return (
        page.locator("[data-testid=stColumn]")
        .filter(has_text=label)
        .filter(has_text="How?")
        .last.inner_text()
    )


def test_from_upload_to_figures_that_survive_a_restart(page: Page, home: Path) -> None:
    running = serve(home)
    try:
        sign_in(page, running.address, "max@northwind.example", PASSWORD)
        _open(page, running, "kpis")
        before = _card(page, "Unmatched")

        _open(page, running, "upload")
        page.locator("input[type=file]").set_input_files(
            [
                {"name": "invoices.csv", "mimeType": "text/csv", "buffer": INVOICES.encode()},
                {"name": "bank.csv", "mimeType": "text/csv", "buffer": BANK_LINES.encode()},
            ]
        )
        page.get_by_role("button", name=re.compile("^Store all 7 lines of 2 files")).click()
        expect(page.get_by_text("4 invoices added", exact=False)).to_be_visible()
        expect(page.get_by_text("3 bank lines added", exact=False)).to_be_visible()
        page.get_by_role("button", name=re.compile("^Match them now")).click()
        expect(page.get_by_text(re.compile(r"Run \d+: "))).to_be_visible(timeout=60_000)
        settle(page)

        _open(page, running, "kpis")
        matched = _card(page, "Unmatched")
        assert matched != before

        _open(page, running, "tune")
        expect(page.get_by_text("Nothing changes until you save", exact=False)).to_be_visible(timeout=60_000)
        late = page.get_by_label("Late by up to, typed")
        late.fill("0")
        late.press("Enter")
        lost = page.get_by_text(re.compile(r"^[1-9][\d,]* lost$"))
        expect(lost).to_be_visible(timeout=60_000)

        _open(page, running, "review", search="7731")
        expect(page.get_by_role("cell", name="COUNTER DEPOSIT 7731", exact=True)).to_be_visible()
        page.get_by_role("button", name=re.compile("^Confirm Shortcut")).click()
        expect(page.get_by_text(re.compile(r"4,321\.09 USD matched with ZQ-900[34]")).first).to_be_visible()
        settle(page)

        _open(page, running, "kpis")
        confirmed = _card(page, "Unmatched")
        assert confirmed != matched, "confirming a match moves the figures"
    finally:
        code = running.stop()
    assert code == 0
    assert not embedded.is_running(home), "PostgreSQL stops with the server"

    again = serve(home)
    try:
        _open(page, again, "kpis")
        assert _card(page, "Unmatched") == confirmed, "still signed in, and still there"
        _open(page, again, "audit")
        expect(page.get_by_text("Max Okafor").first).to_be_attached()
    finally:
        assert again.stop() == 0

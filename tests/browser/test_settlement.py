"""Two files dropped on the Settlement page in a browser: settled, filtered, followed from invoice to bank."""

import re

from playwright.sync_api import Page, expect

from core.faces.demo import PASSWORD
from tests.browser.conftest import Served, settle, sign_in

STRIPE = """\
balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,charge_id,automatic_payout_id
txn_zq1,2026-09-14 09:00:00,eur,500.00,14.80,485.20,charge,ch_zq1,ch_zq1,po_zq1
txn_zq2,2026-09-14 10:00:00,eur,80.00,2.62,77.38,charge,ch_zq2,ch_zq2,po_zq1
txn_zq3,2026-09-14 11:00:00,eur,-100.00,0.00,-100.00,refund,re_zq3,ch_zq1,po_zq1
txn_zq4,2026-09-14 23:00:00,eur,-462.58,0.00,-462.58,payout,po_zq1,,po_zq1
"""
LEDGER = """\
transaction_id,processor_name,type,amount,currency,status,transaction_date,reference_number,fee
ch_zq1,Stripe,charge,480.00,EUR,posted,2026-09-14,R-1,14.80
re_zq3,Stripe,refund,-100.00,EUR,posted,2026-09-14,R-1,0.00
"""


def test_from_two_files_to_the_drawn_chain(page: Page, served: Served) -> None:
    sign_in(page, served.address, "lena@harbor.example", PASSWORD)
    page.goto(f"{served.address}/settlement")
    settle(page)
    for place, (name, text) in enumerate((("stripe.csv", STRIPE), ("ledger.csv", LEDGER))):
        file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("input[type=file]").nth(place).set_input_files([file])
        settle(page)
    page.get_by_role("button", name="Settle 14 Sep 2026").click()
    expect(page.get_by_text("1 day settled", exact=False)).to_be_visible(timeout=60_000)
    settle(page)
    page.get_by_role("button", name=re.compile("^Amount differs")).click()
    expect(page).to_have_url(re.compile("kind=amount_differs"))
    settle(page)
    chain = page.get_by_role("list", name="Stripe transaction ch_zq1")
    expect(chain).to_contain_text("the ledger has 480.00 EUR")
    expect(chain).to_contain_text("385.20 EUR")
    expect(page.get_by_text("= 462.58 EUR, paid out to the cent.", exact=False)).to_be_visible()

"""Untidy sheets: split labels, loose baselines, slips to detach, small print, several currencies,
side columns."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.strangers.deals import CENT, Deal
from tests.intake.documents.strangers.pen import Pen
from tests.intake.documents.strangers.usual import customer_rows, data, plain_sums, table_counted, table_plain

_SMALL_PRINT = (
    "1. These terms apply to every order. An invoice date or due date stated elsewhere does not change them.",
    "2. Payment is due within 30 days of the invoice date; interest of 1.5% per month may be charged "
    "after that.",
    "3. Complaints must reach us within 8 days. The total amount of our liability is limited to 5,000.00.",
    "4. Goods remain our property until the balance has been paid in full. Invoice number to be quoted.",
    "5. Courts of the place of the seller. Version 3.2 of 01.01.2016.",
)


def slip(p: Pen, d: Deal) -> None:
    """A slip to detach and send back at the foot, with the data printed a second time."""
    c = d.chance
    p.logo(45, 30, d.host[:12], 90)
    p.put(545, 50, d.pick("title"), 15, True, "r")
    for i, (label, value) in enumerate(
        (
            (d.pick("customer"), str(c.randrange(10**6, 10**7))),
            (d.pick("number"), d.number),
            (d.pick("issued"), d.day()),
        )
    ):
        p.put(545, 70 + 22 * i, label, 7, align="r")
        p.put(545, 80 + 22 * i, value, 9, True, "r")
    p.column(50, 150, customer_rows(d), 9)
    y = table_plain(p, d, 240)
    y = plain_sums(p, d, y, 380, 545)
    p.put(
        50,
        640,
        "- - - - - - - - - - -  please detach and return with your payment  - - - - - - - - - - -",
        7,
    )
    p.column(50, 680, [d.issuer, *d.address()], 9)
    p.column(50, 740, customer_rows(d), 8)
    rows = (
        (d.pick("number"), d.number),
        (d.pick("due"), d.day(d.due)),
        (d.pick("payable"), d.money(d.total)),
        ("Amount enclosed", "________"),
    )
    for i, (label, value) in enumerate(rows):
        p.put(350, 680 + 16 * i, label, 8)
        p.put(545, 680 + 16 * i, value, 9, True, "r")


def loose(p: Pen, d: Deal) -> None:
    """Values a little below or above their labels, labels in capitals, wide gaps,
    a title letter by letter."""
    c = d.chance
    p.put(50, 60, " ".join(d.pick("title").upper()), 16, True)
    p.put(50, 100, d.issuer.upper() if c.random() < 0.3 else d.issuer, 10, True)
    p.put(50, 112, ", ".join(d.address()), 8)
    y = 60.0
    for label, value in data(d):
        p.put(300, y, label.upper(), 7)
        p.put(430, y + c.choice((-2.5, 2.2, 1.4)), value, 10)
        y += 17
    p.put(50, 175, d.pick("bill_to").upper(), 7)
    p.column(50, 188, customer_rows(d))
    y = table_plain(p, d, 270)
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(300, y, label.upper(), 8)
        p.put(545, y + 2, d.money(value), 11, align="r")
        y += 18
    p.column(50, 800, [f"{d.issuer} {' '.join(d.registered())} {d.contact()}"], 6)


def small_print(p: Pen, d: Deal) -> None:
    """A page of terms behind the bill that speaks of invoice dates, days and amounts."""
    p.put(50, 50, d.issuer, 14, True)
    p.column(50, 64, [*d.address(), *d.registered(1)], 8)
    p.column(350, 130, customer_rows(d))
    for i, (label, value) in enumerate(data(d)):
        p.put(50, 130 + 13 * i, label + ":")
        p.put(180, 130 + 13 * i, value)
    y = table_counted(p, d, 250)
    y = plain_sums(p, d, y, 350, 545)
    p.put(545, 825, "1/2", 7, align="r")
    p.page()
    p.put(50, 50, "General terms and conditions", 11, True)
    p.column(50, 70, list(_SMALL_PRINT) * 6, 7)
    p.put(545, 825, "2/2", 7, align="r")


def two_currencies(p: Pen, d: Deal) -> None:
    """The total in the bill's currency and, smaller, in another one at a rate."""
    c = d.chance
    other, rate = ("USD", Decimal("1.0834")) if d.land.currency != "USD" else ("EUR", Decimal("0.9231"))
    p.put(297, 45, d.issuer, 16, True, "c")
    p.put(297, 60, " | ".join([*d.address(), d.contact()]), 7.5, align="c")
    p.put(50, 100, f"{d.pick('title')}", 14, True)
    for i, (label, value) in enumerate(data(d)):
        p.put(50, 120 + 13 * i, f"{label}: {value}")
    p.put(330, 107, d.pick("bill_to"), 8, True)
    p.column(330, 120, customer_rows(d))
    y = table_plain(p, d, 230)
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(330, y, label)
        p.put(545, y, f"{d.land.currency} {d.money(value, False)}", align="r")
        y += 14
    converted = (d.total * rate).quantize(CENT)
    p.put(330, y + 8, f"Equivalent in {other} at {rate}:", 7)
    p.put(545, y + 8, f"{converted:,.2f} {other}", 7, align="r")
    p.column(50, 790, d.registered(), 7)
    if c.random() < 0.4:
        p.stamp(200, 420, "PAID " + d.day(d.issued + timedelta(days=20)), 20)


def side_column(p: Pen, d: Deal) -> None:
    """A coloured column at the left with everything about the sender; labels in two lines."""
    p.box(0, 0, 150, 842, 0.92)
    p.put(20, 60, d.issuer[:24], 11, True)
    p.column(20, 90, [*d.address(), *d.contact().split("  ")], 7)
    p.column(20, 160, d.registered(), 7)
    p.put(180, 60, d.pick("title"), 22)
    p.column(180, 100, customer_rows(d), 10)
    rows = data(d, 4)
    step = 365 / len(rows)
    for i, (label, value) in enumerate(rows):
        first, _, second = label.partition(" ")
        p.put(180 + step * i, 190, first, 7)
        p.put(180 + step * i, 198, second, 7)
        p.put(180 + step * i, 212, value, 8.5, True)
    y = 250.0
    for good, count, _, total in d.lines:
        p.put(180, y, f"{count} x {good}")
        p.put(560, y, d.money(total), align="r")
        y += 16
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(330, y + 14, label)
        p.put(560, y + 14, d.money(value), align="r")
        y += 15
    d.truth["issuer"] = d.issuer[:24].strip()


def advert(p: Pen, d: Deal) -> None:
    """Advice and advertising around the data; sums in a sentence and in a box at the side."""
    c = d.chance
    p.put(50, 50, d.issuer, 18, True)
    p.put(50, 66, d.contact(), 8)
    p.box(390, 90, 560, 240, 0.9)
    p.column(
        400,
        105,
        [
            "Did you know?",
            "You can go paperless",
            "in My Account and win",
            "a voucher of 25.00!",
            "Offer ends 31/12/2030",
        ],
        9,
    )
    p.column(50, 110, customer_rows(d), 10)
    rows = [
        (d.pick("customer"), str(c.randrange(10**7, 10**8))),
        (d.pick("number"), d.number),
        (d.pick("issued"), d.day()),
    ]
    for i, (label, value) in enumerate(rows):
        p.put(50, 190 + 14 * i, label, 9, True)
        p.put(200, 190 + 14 * i, value)
    y = 265.0
    for good, _, _, total in d.lines:
        p.put(50, y, good)
        p.put(360, y, d.money(total), align="r")
        y += 14
    y += 8
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(50, y, label, 10, value == d.total)
        p.put(360, y, d.money(value), 10, value == d.total, "r")
        y += 16
    p.put(50, y + 20, f"{d.pick('due')}: {d.day(d.due)}", 9)
    d.truth["due_date"] = d.due.isoformat()
    p.column(390, 300, ["Refer a friend", f"and save {d.money(Decimal(50))} on", "your next invoice"], 9)
    p.put(50, 815, f"{d.issuer} | {' | '.join(d.registered())} | {', '.join(d.address())}", 6)

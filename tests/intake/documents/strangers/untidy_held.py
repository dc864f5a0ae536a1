"""Untidy families held back: brands, running text, receipts of cards, statements with a bill inside."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.strangers.deals import Deal
from tests.intake.documents.strangers.pen import Pen
from tests.intake.documents.strangers.usual import customer_rows, data, plain_sums, table_plain


def brand(p: Pen, d: Deal) -> None:
    """The mark as a word in large letters, the firm behind it nowhere but in its web and mail addresses."""
    word = d.issuer.split()[0].strip(",")
    d.issuer = d.truth["issuer"] = word
    host = "".join(one for one in word.lower() if one.isascii() and one.isalnum())
    p.put(50, 60, word, 24, True)
    p.put(545, 50, d.pick("title"), 12, align="r")
    for i, (label, value) in enumerate(data(d)):
        p.put(545, 66 + 12 * i, f"{label}: {value}", 8, align="r")
    p.put(50, 140, d.pick("bill_to"), 8, True)
    p.column(50, 152, customer_rows(d))
    y = table_plain(p, d, 240)
    y = plain_sums(p, d, y, 380, 545)
    p.put(50, 780, f"help@{host}.com   www.{host}.com/help", 8)
    p.put(50, 792, " ".join(d.registered(1)), 7)


def wide_head(p: Pen, d: Deal) -> None:
    """Everything of the head on two wide lines with bars between."""
    p.put(50, 45, f"{d.issuer} | {' | '.join(d.address())} | {d.contact()}", 7)
    p.rule(50, 545, 52)
    p.put(50, 90, d.pick("title"), 18, True)
    rows = data(d)
    p.put(50, 110, "  |  ".join(f"{label} {value}" for label, value in rows[:3]), 8.5)
    p.put(50, 122, "  |  ".join(f"{label} {value}" for label, value in rows[3:]) or " ", 8.5)
    p.put(50, 150, f"{d.pick('bill_to')}: {', '.join(customer_rows(d))}", 8.5)
    y = table_plain(p, d, 190)
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(545, y, f"{label}: {d.money(value)}", align="r")
        y += 14
    p.put(50, 800, " | ".join(d.registered()), 7)


def card_slip(p: Pen, d: Deal) -> None:
    """A receipt for something paid by card: the payment's own day, numbers of card and approval."""
    c = d.chance
    p.put(297, 60, d.issuer, 16, True, "c")
    p.put(297, 76, ", ".join(d.address()), 8, align="c")
    p.put(297, 88, d.contact(), 8, align="c")
    rows = [
        (d.pick("number"), d.number),
        (d.pick("issued"), d.day()),
        ("Card", f"**** **** **** {c.randrange(1000, 9999)}"),
        ("Approval", f"{c.randrange(10**5, 10**6)}"),
        ("Settled", d.day(d.issued + timedelta(days=3))),
        (d.pick("bill_to"), d.customer),
    ]
    for i, (label, value) in enumerate(rows):
        p.put(180, 130 + 15 * i, label)
        p.put(415, 130 + 15 * i, value, align="r")
    y = 250.0
    for good, count, _, total in d.lines:
        p.put(180, y, f"{good} ({count})")
        p.put(415, y, d.money(total), align="r")
        y += 15
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(180, y + 10, label)
        p.put(415, y + 10, d.money(value), align="r")
        y += 16
    p.put(297, y + 50, " ".join(d.registered(2)), 7, align="c")


def arrears(p: Pen, d: Deal) -> None:
    """A bill with an account's history: what was owed, what came in, and this bill's own total beside it."""
    c = d.chance
    old = Decimal(c.randrange(5000, 90000)) / 100 if d.digits else Decimal(c.randrange(5000, 90000))
    p.put(50, 55, d.issuer, 15, True)
    p.column(50, 70, [*d.address(), d.contact(), *d.registered(1)], 7.5)
    for i, (label, value) in enumerate(
        (
            (d.pick("number"), d.number),
            (d.pick("issued"), d.day()),
            (d.pick("customer"), str(c.randrange(10**5, 10**6))),
        )
    ):
        p.put(350, 60 + 14 * i, label)
        p.put(545, 60 + 14 * i, value, align="r")
    p.column(60, 140, customer_rows(d), 10)
    p.put(50, 230, d.pick("previous"))
    p.put(300, 230, d.money(old), align="r")
    p.put(50, 244, d.pick("paid"))
    p.put(300, 244, d.money(-old), align="r")
    y = table_plain(p, d, 280)
    for label, value in (
        (d.pick("net"), d.net),
        (d.pick("tax"), d.tax),
        (d.pick("gross"), d.total),
        (d.pick("payable"), d.total),
    ):
        p.put(350, y, label)
        p.put(545, y, d.money(value), align="r")
        y += 14
    for i in range(3):
        on = d.issued - timedelta(days=31 * (i + 1))
        p.put(50, 700 + 12 * i, f"{d.day(on)}   {c.randrange(10**4, 10**6)}   {d.money(old)}", 7)

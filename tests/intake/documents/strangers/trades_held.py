"""Families nobody looked at while the reader was written: their failures are counted, never read."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.intake.documents.strangers.deals import CENT, Deal
from tests.intake.documents.strangers.pen import Pen
from tests.intake.documents.strangers.usual import (
    customer_rows,
    data,
    plain_sums,
    sum_rows,
    table_counted,
    table_plain,
)


def telephone(p: Pen, d: Deal) -> None:
    """Two pages: a summary with what is due, then calls with times and small amounts."""
    c = d.chance
    p.logo(45, 28, d.issuer[:14])
    p.put(330, 50, f"{d.pick('account')} {d.pick('customer')}", 7)
    p.put(545, 50, str(c.randrange(10**8, 10**9)), 8, align="r")
    for i, (label, value) in enumerate(
        ((d.pick("number"), d.number), (d.pick("issued"), d.day()), (d.pick("due"), d.day(d.due)))
    ):
        p.put(330, 64 + 13 * i, label, 8)
        p.put(545, 64 + 13 * i, value, 8, True, "r")
    d.truth["due_date"] = d.due.isoformat()
    p.column(60, 140, customer_rows(d), 10)
    y = 240.0
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(60, y, label, 11)
        p.put(400, y, d.money(value), 11, align="r")
        p.rule(60, 400, y + 4)
        y += 20
    p.column(
        50, 770, [f"{d.issuer} · {' · '.join(d.address())}", " · ".join(d.registered()), d.contact()], 6.5
    )
    p.page()
    p.put(50, 50, f"{d.pick('number')} {d.number}", 8)
    p.put(545, 50, "2 / 2", 8, align="r")
    for i in range(30):
        on = d.issued - timedelta(days=30 - i)
        p.put(50, 80 + 13 * i, d.day(on), 7.5)
        p.put(150, 80 + 13 * i, f"{c.randrange(8, 20)}:{c.randrange(10, 59)}", 7.5)
        p.put(220, 80 + 13 * i, f"0{c.randrange(10**8, 10**9)}", 7.5)
        p.put(
            545,
            80 + 13 * i,
            d.money(Decimal(c.randrange(1, 200)) / 100 if d.digits else Decimal(c.randrange(1, 90))),
            7.5,
            align="r",
        )


def hotel(p: Pen, d: Deal) -> None:
    """A guest's folio: arrival and departure, a charge a day, nothing left to pay."""
    c = d.chance
    p.put(297, 55, d.issuer, 18, True, "c")
    p.put(297, 72, ", ".join(d.address()), 8, align="c")
    p.put(297, 84, d.contact(), 8, align="c")
    p.column(50, 125, customer_rows(d))
    arrival = d.issued - timedelta(days=len(d.lines))
    rows = [("Room", str(c.randrange(100, 999))), ("Arrival", d.day(arrival)), ("Departure", d.day()),
            (d.pick("number"), d.number), (d.pick("issued"), d.day())]  # fmt: skip
    for i, (label, value) in enumerate(rows):
        p.put(360, 125 + 13 * i, label)
        p.put(450, 125 + 13 * i, value)
    y = 230.0
    for i, (good, _, _, amount) in enumerate(d.lines):
        p.put(50, y, d.day(arrival + timedelta(days=i)))
        p.put(160, y, good)
        p.put(545, y, d.money(amount, False), align="r")
        y += 15
    y = plain_sums(p, d, y + 10)
    p.put(50, y + 10, f"{d.pick('paid')} (VISA **** 4242)", 8)
    p.put(545, y + 10, d.money(d.total), 8, align="r")
    p.put(50, 810, " - ".join(d.registered()), 7)


def counsel(p: Pen, d: Deal) -> None:
    """A firm of advisers: serif letterhead, a matter, hours, disbursements; everything in sentences."""
    c = d.chance
    p.put(545, 50, d.issuer, 14, True, "r")
    p.column(545, 65, [*d.address(), d.contact(), *d.registered(1)], 7.5, align="r")
    p.put(60, 130, d.day())
    p.column(60, 155, customer_rows(d), 10)
    p.put(60, 240, f"{d.pick('number')} {d.number}", 11, True)
    p.put(60, 256, f"Re: matter {c.randrange(100, 999)}/{c.randrange(10, 99)}", 9)
    y = 290.0
    for good, count, price, amount in d.lines:
        p.put(60, y, f"{good} ({count} h x {d.money(price, False)})")
        p.put(530, y, d.money(amount, False), align="r")
        y += 16
    plain_sums(p, d, y + 14, 300)
    p.put(60, 760, d.pick("net_days"), 9)


def till(p: Pen, d: Deal) -> None:
    """A shop's slip: a narrow strip, everything in the middle or at the edges, cash and change."""
    w = p.width
    p.put(w / 2, 30, d.issuer, 10, True, "c")
    y = p.column(w / 2, 44, [*d.address(), *d.registered(1)], 7, align="c")
    p.put(8, y + 6, f"{d.pick('number')}: {d.number}", 7)
    p.put(8, y + 17, f"{d.pick('issued')}: {d.day()}  14:32", 7)
    y += 36
    for good, count, _, amount in d.lines:
        p.put(8, y, f"{count} {good}"[:30], 7)
        p.put(w - 8, y, d.money(amount, False), 7, align="r")
        y += 11
    y += 6
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(8, y, label, 8, value == d.total)
        p.put(w - 8, y, d.money(value), 8, value == d.total, "r")
        y += 12
    p.put(8, y + 4, "CASH", 7)
    p.put(w - 8, y + 4, d.money(d.total + 20, False), 7, align="r")
    p.put(8, y + 15, "CHANGE", 7)
    p.put(w - 8, y + 15, d.money(Decimal(20), False), 7, align="r")


def builder(p: Pen, d: Deal) -> None:
    """A builder's progress bill: net, tax, total, then less what was billed before."""
    c = d.chance
    p.put(50, 50, d.issuer, 15, True)
    p.put(50, 64, f"{' | '.join(d.address())} | {d.contact()}", 7)
    p.column(60, 125, customer_rows(d), 10)
    p.box(350, 105, 545, 175)
    for i, (label, value) in enumerate(data(d, 5)):
        p.put(356, 118 + 12 * i, label, 8)
        p.put(540, 118 + 12 * i, value, 8, align="r")
    p.put(50, 215, d.pick("title"), 13, True)
    y = table_counted(p, d, 245)
    y = plain_sums(p, d, y)
    before = (d.total * 3 / 10).quantize(CENT if d.digits else Decimal(1), ROUND_HALF_UP)
    for label, value in ((d.pick("paid"), -before), (d.pick("payable"), d.total - before)):
        p.put(350, y, label)
        p.put(545, y, d.money(value), align="r")
        y += 14
    p.put(50, y + 16, f"{d.pick('terms')}: {d.pick('net_days')}; retention {c.randrange(3, 9)} %", 8)
    p.column(50, 800, [" ".join(d.registered())], 7)


def garage(p: Pen, d: Deal) -> None:
    """A workshop: registration, mileage and job number among the data; the sums at the left."""
    c = d.chance
    p.put(50, 55, d.issuer, 16, True)
    p.column(50, 70, [*d.address(), d.contact()], 8)
    rows = [
        (d.pick("number"), d.number),
        ("Job", str(c.randrange(10000, 99999))),
        (d.pick("issued"), d.day()),
        ("Reg.", f"AB{c.randrange(10, 99)} CDE"),
        ("Km", f"{c.randrange(10, 99)} {c.randrange(100, 999)}"),
        (d.pick("customer"), str(c.randrange(1000, 9999))),
    ]
    for i, (label, value) in enumerate(rows):
        x, y = 300 + 125 * (i % 2), 60 + 30 * (i // 2)
        p.put(x, y, label, 7)
        p.put(x, y + 12, value, 10)
    p.column(50, 150, customer_rows(d))
    p.put(50, 225, d.pick("title"), 14, True)
    y = table_plain(p, d, 250)
    y = plain_sums(p, d, y, 50, 230)
    p.column(50, 800, [f"{d.issuer} {' '.join(d.registered())}"], 7)


def spread(p: Pen, d: Deal) -> None:
    """A modern template: a wide title, three columns of heads over values, the total large at the top."""
    p.put(50, 70, d.issuer, 11, True)
    p.put(50, 120, d.pick("title").upper(), 28)
    p.put(545, 120, d.money(d.total), 20, True, "r")
    p.put(545, 136, d.pick("payable"), 8, align="r")
    p.put(50, 165, d.pick("bill_to"), 7.5)
    p.column(50, 178, customer_rows(d), 9)
    p.put(230, 165, d.pick("from"), 7.5)
    p.column(230, 178, [d.issuer, *d.address(), *d.registered(1)], 9)
    for i, (label, value) in enumerate(data(d, 4)):
        p.put(410, 165 + 26 * i, label, 7.5)
        p.put(410, 176 + 26 * i, value, 9, True)
    y = table_plain(p, d, 300)
    for label, value in sum_rows(d):
        p.put(400, y, label, align="r")
        p.put(545, y, d.money(value), align="r")
        y += 16
    p.put(50, 800, d.contact(), 8)


def foot_alone(p: Pen, d: Deal) -> None:
    """A form with the customer at the top; who writes stands in the foot alone."""
    p.column(330, 110, customer_rows(d), 10)
    rows = data(d)
    for i, (label, value) in enumerate(rows):
        p.put(60, 110 + 13 * i, label)
        p.put(170, 110 + 13 * i, value)
    p.put(60, 225, f"{d.pick('title')}", 16, True)
    y = table_counted(p, d, 260)
    plain_sums(p, d, y)
    p.rule(50, 545, 770)
    p.column(60, 782, [d.issuer, *d.address()], 7)
    p.column(240, 782, d.registered(3), 7)
    p.column(420, 782, [d.contact(), d.pick("account")], 7)

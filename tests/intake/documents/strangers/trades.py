"""Bills of trades that have their own habits: energy, air time, freight, software, shops and builders."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.intake.documents.strangers.deals import CENT, Deal, fill, settle
from tests.intake.documents.strangers.pen import Pen
from tests.intake.documents.strangers.usual import customer_rows, plain_sums, sums_right, table_plain


def _unit(d: Deal) -> Decimal:
    return CENT if d.digits else Decimal(1)


def energy(p: Pen, d: Deal) -> None:
    """A supplier of energy: account and bill number, last bill and payment, the amount due at the top."""
    c = d.chance
    p.put(50, 55, d.issuer, 16, True)
    p.put(50, 70, d.contact(), 8)
    p.column(50, 130, customer_rows(d), 10)
    p.box(350, 90, 545, 205, 0.93)
    rows = [
        (d.pick("customer"), str(c.randrange(10**8, 10**9))), (d.pick("number"), d.number),
        (d.pick("issued"), d.day()), (d.pick("due"), d.day(d.due)), (d.pick("payable"), d.money(d.total)),
    ]  # fmt: skip
    d.truth["due_date"] = d.due.isoformat()
    for i, (label, value) in enumerate(rows):
        p.put(358, 108 + 20 * i, label, 8)
        p.put(538, 108 + 20 * i, value, 9, True, "r")
    old = Decimal(c.randrange(3000, 30000)) / 100 if d.digits else Decimal(c.randrange(3000, 30000))
    y = 250.0
    for label, value in ((d.pick("previous"), old), (d.pick("paid"), -old)):
        p.put(50, y, label)
        p.put(300, y, d.money(value), align="r")
        y += 14
    y = table_plain(p, d, y + 30)
    y = plain_sums(p, d, y, 330, 545)
    start, end = d.issued - timedelta(days=35), d.issued - timedelta(days=5)
    p.put(50, y + 20, f"{d.day(start)} - {d.day(end)}   4711 kWh   5022 kWh   311 kWh", 7)
    p.put(50, 800, f"{d.issuer}, {', '.join(d.address())}. {' '.join(d.registered(2))}", 6.5)


def air_time(p: Pen, d: Deal) -> None:
    """A station's bill for spots: gross, the agency's commission, and what is net due, on the last page."""
    c = d.chance
    sign = "".join(c.choice("ABCDEFGHJKLMNPRSTVXYZ") for _ in range(3))
    station = c.choice("WK") + sign + c.choice(("-TV", "", "-FM", " TV"))
    d.issuer, d.truth["issuer"] = station, station
    d.number = d.truth["invoice_number"] = f"{c.randrange(100000, 9999999)}-{c.randrange(1, 9)}"
    spots = c.randrange(18, 60)
    rate = Decimal(c.randrange(20, 900))
    gross = rate * spots
    commission = (gross * 15 / 100).quantize(CENT, ROUND_HALF_UP)
    d.total = gross - commission
    d.truth["total_amount"] = str(d.total)
    d.truth.pop("tax", None)
    for page in range(spots // 30 + 1):
        p.put(50, 50, station, 20, True)
        p.column(50, 66, d.address(), 8)
        p.put(545, 50, "INVOICE", 16, True, "r")
        rows = [
            ("Invoice #", d.number), ("Invoice Date", d.day()), ("Invoice Month", d.issued.strftime("%B %Y")),
            ("Invoice Period", f"{d.day(d.issued - timedelta(days=28))} - {d.day(d.issued)}"),
            ("Order #", str(c.randrange(10**5, 10**7))), ("Alt Order #", str(c.randrange(10**7, 10**8))),
            ("Advertiser", d.customer), ("Product", "Fall campaign"), ("Estimate Number",
            str(c.randrange(100, 9999))),
        ]  # fmt: skip
        for i, (label, value) in enumerate(rows):
            p.put(330 - 0, 75 + 12 * i, label, 7)
            p.put(430, 75 + 12 * i, value, 8, True)
        p.put(50, 120, "Billing Address:", 7)
        p.column(50, 132, customer_rows(d), 8)
        p.put(200, 120, "Send Payment To:", 7)
        p.column(200, 132, [station, f"P.O. Box {c.randrange(1000, 9999)}", d.address()[1]], 8)
        for x, text in zip(
            (50, 90, 150, 230, 300, 380, 480),
            ("Line", "Day", "Air Date", "Air Time", "Description", "Type", "Amount"),
            strict=True,
        ):
            p.put(x, 215, text, 7, True)
        for i in range(min(30, spots - page * 30)):
            y = 230 + 14 * i
            on = d.issued - timedelta(days=c.randrange(1, 27))
            p.put(50, y, str(page * 30 + i + 1), 7)
            p.put(90, y, on.strftime("%a"), 7)
            p.put(150, y, on.strftime("%m/%d/%y"), 7)
            p.put(230, y, f"{c.randrange(1, 12)}:{c.randrange(10, 59)} PM", 7)
            p.put(300, y, c.choice(("News 6p", "Late show", "Morning")), 7)
            p.put(380, y, ":30", 7)
            p.put(545, y, f"${rate:,.2f}", 7, align="r")
        if page < spots // 30:
            p.page()
    y = 680.0
    for label, value in (
        ("Total Spots", None),
        ("Gross Total", gross),
        ("Agency Commission", -commission),
        (c.choice(("Net Amount Due", "Net Due", "Net Total", "Net Amount")), d.total),
    ):
        p.put(360, y, label)
        p.put(
            545,
            y,
            str(spots) if value is None else f"${value:,.2f}" if value > 0 else f"(${-value:,.2f})",
            align="r",
        )
        y += 14
    p.put(50, 700, "Payment terms 30 days", 8)
    p.put(
        50,
        800,
        "We warrant that the actual broadcast information shown on this invoice was taken from the "
        "program log.",
        6.5,
    )


def freight(p: Pen, d: Deal) -> None:
    """A haulier: consignor and consignee, pieces and weight, surcharges, one total."""
    c = d.chance
    p.put(297, 45, d.issuer, 16, True, "c")
    p.put(297, 60, f"{', '.join(d.address())}   {d.contact()}", 7.5, align="c")
    p.put(50, 95, f"{d.pick('number')}: {d.number}", 10, True)
    p.put(320, 95, f"{d.pick('issued')}: {d.day()}", 10, True)
    for x, label, who in (
        (50, "Shipper", "Quarry Lane Works"),
        (230, "Consignee", "Depot 7 Northgate"),
        (410, d.pick("bill_to"), d.customer),
    ):
        p.put(x, 125, label, 8, True)
        p.column(x, 138, [who, *d.address()], 8)
    p.put(
        50,
        200,
        f"PRO {c.randrange(10**6, 10**7)}    B/L {c.randrange(10**5, 10**6)}    Pieces 14    Weight 1,240 kg",
        8,
    )
    y = table_plain(p, d, 240)
    y = sums_right(p, d, y)
    p.put(50, y + 20, f"{d.pick('terms')}: {d.pick('net_days')}", 8)
    p.put(50, 810, "  ".join(d.registered()), 7)


def software(p: Pen, d: Deal) -> None:
    """A service by subscription: small heads over values, the amount and its due date in a sentence."""
    p.put(50, 60, d.pick("title"), 18, True)
    p.put(545, 60, d.issuer, 12, True, "r")
    rows = [(d.pick("number"), d.number), (d.pick("issued"), d.day()), (d.pick("due"), d.day(d.due))]
    d.truth["due_date"] = d.due.isoformat()
    for i, (label, value) in enumerate(rows):
        p.put(50, 85 + 13 * i, label, 9, True)
        p.put(160, 85 + 13 * i, value)
    p.column(50, 150, [d.issuer, *d.address(), d.contact()], 8.5)
    p.put(300, 150, d.pick("bill_to"), 8.5, True)
    p.column(300, 162, customer_rows(d), 8.5)
    if d.land.currency in ("USD", "GBP", "EUR", "CAD", "AUD") and d.land.words["title"][0] == "INVOICE":
        p.put(50, 240, f"{d.money(d.total)} due {d.day(d.due)}", 15, True)
    y = table_plain(p, d, 290)
    rows2 = [
        (d.pick("net"), d.net),
        *([(d.pick("tax"), d.tax)] if d.rate else []),
        (d.pick("gross"), d.total),
        (d.pick("payable"), d.total),
    ]
    for label, value in rows2:
        p.rule(300, 545, y - 11)
        p.put(300, y, label)
        p.put(545, y, d.money(value), align="r", bold=value == d.total)
        y += 17
    p.put(545, 820, "Page 1 of 1", 7, align="r")


def marketplace(p: Pen, d: Deal) -> None:
    """A shop sells through another's site: order number and date before the bill's, paid already."""
    c = d.chance
    p.logo(45, 30, "bazaaro")
    p.put(545, 50, d.pick("title"), 16, True, "r")
    p.put(545, 66, d.pick("payable") + ": " + d.money(Decimal(0)), 8, align="r")
    rows = [("Order ID", f"{c.randrange(100, 999)}-{c.randrange(10**6, 10**7)}"), ("Order Date",
        d.day(d.issued - timedelta(days=2))),
            (d.pick("number"), d.number), (d.pick("issued"), d.day())]  # fmt: skip
    for i, (label, value) in enumerate(rows):
        p.put(50 + 260 * (i % 2), 110 + 14 * (i // 2), f"{label}: {value}", 8.5)
    p.put(50, 160, d.pick("from"), 9, True)
    p.column(50, 173, [d.issuer, *d.address(), *d.registered(1)], 8.5)
    p.put(220, 160, d.pick("bill_to"), 9, True)
    p.column(220, 173, [d.customer, *d.address()], 8.5)
    p.put(400, 160, d.pick("ship_to"), 9, True)
    p.column(400, 173, [c.choice(d.land.people), *d.address()], 8.5)
    y = table_plain(p, d, 260)
    y = plain_sums(p, d, y, 360, 545)


def credit(p: Pen, d: Deal) -> None:
    """A credit note that names the bill it takes back."""
    c = d.chance
    p.put(50, 55, d.issuer, 14, True)
    p.column(50, 70, [*d.address(), *d.registered(1)], 8)
    p.put(330, 60, d.pick("credit"), 18, True)
    for i, (label, value) in enumerate(((d.pick("number"), d.number), (d.pick("issued"), d.day()))):
        p.put(330, 85 + 13 * i, f"{label}:")
        p.put(450, 85 + 13 * i, value)
    p.put(50, 150, d.pick("bill_to"), 9, True)
    p.column(50, 163, customer_rows(d))
    reason = {"de": "zur Rechnung", "ch": "zur Rechnung", "fr": "sur facture n°", "nl": "op factuur"}.get(
        d.land.code, "Original invoice"
    )
    p.put(50, 225, f"{reason} {c.randrange(10**5, 10**6)}", 8)
    y = table_plain(p, d, 260)
    sign = c.choice((1, -1))
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(350, y, label)
        p.put(545, y, d.money(value * sign), align="r")
        y += 14


def long_table(p: Pen, d: Deal) -> None:
    """Many lines over several pages; the sums on the last one alone, carried sums between."""
    fill(d, 0)
    c = d.chance
    for index in range(c.randrange(45, 95)):
        price = (Decimal(c.randrange(300, 30000)) / 100).quantize(_unit(d))
        d.lines.append(
            (
                f"{d.land.goods[index % len(d.land.goods)]} {index + 1}",
                Decimal(1 + index % 3),
                price,
                price * (1 + index % 3),
            )
        )
    settle(d)
    everything, at, page = d.lines, 0, 1
    count = -(-len(everything) // 30)
    running = Decimal(0)
    while at < len(everything):
        p.put(50, 50, d.issuer, 12, True)
        p.put(50, 63, ", ".join(d.address()), 7)
        if page == 1:
            p.put(545, 50, d.pick("title"), 14, True, "r")
            p.put(360, 75, f"{d.pick('number')}: {d.number}")
            p.put(360, 88, f"{d.pick('issued')}: {d.day()}")
            p.put(50, 95, d.pick("bill_to"), 8)
            p.column(50, 107, customer_rows(d))
        else:
            p.put(545, 50, f"{d.pick('number')} {d.number}", 8, align="r")
        d.lines = everything[at : at + 30]
        y = table_plain(p, d, 175)
        running += sum((line[3] for line in d.lines), Decimal(0))
        at += 30
        if at < len(everything):
            p.put(
                360,
                y,
                {"de": "Übertrag", "fr": "À reporter", "nl": "Transport", "es": "Suma y sigue"}.get(
                    d.land.code, "Carried forward"
                ),
            )
            p.put(545, y, d.money(running), align="r")
        else:
            d.lines = everything
            y = plain_sums(p, d, y, 360, 545)
        p.put(297, 825, f"{page} / {count}", 7, align="c")
        p.put(50, 812, " | ".join(d.registered(2)), 6.5)
        page += 1
        if at < len(everything):
            p.page()
    d.lines = everything

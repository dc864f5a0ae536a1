"""The usual sheet of business: a head, a customer, the data, a table, sums and a foot, each in many ways."""

from collections.abc import Callable
from decimal import Decimal

from tests.intake.documents.strangers.deals import CENT, Deal, settle
from tests.intake.documents.strangers.pen import Pen

Part = Callable[[Pen, Deal], None]


def _extras(d: Deal) -> list[str]:
    """Numbers and days that are not asked for."""
    c = d.chance
    rows = [f"{d.pick('customer')}|{c.randrange(1000, 99999)}", f"{d.pick('order')}|{d.order}"]
    return c.sample(rows, c.randrange(0, 3))


def data(d: Deal, most: int = 9) -> list[tuple[str, str]]:
    """At most so many labels and values of the head in some order, the due date or the terms among them."""
    c = d.chance
    rows = [(d.pick("number"), d.number), (d.pick("issued"), d.day())]
    if c.random() < 0.2:
        rows.reverse()
    said = c.random()
    if said < 0.55:
        rows.append((d.pick("due"), d.day(d.due)))
        d.truth["due_date"] = d.due.isoformat()
    elif said < 0.8:
        rows.append((d.pick("terms"), d.pick("net_days")))
    rows += [(one.split("|")[0], one.split("|")[1]) for one in _extras(d)]
    if c.random() < 0.3:
        rows.insert(c.randrange(0, 2), rows.pop())
    shown = rows[:most]
    if d.order in (value for _, value in shown):
        d.truth["purchase_order_number"] = d.order
    if d.pick("due") not in (label for label, _ in shown):
        d.truth.pop("due_date", None)
    return shown


# --- heads: who writes -------------------------------------------------------------------------------------


def head_left(p: Pen, d: Deal) -> None:
    p.put(50, 60, d.issuer, 17, True)
    p.column(50, 78, [*d.address(), d.contact(), *d.registered(1)], 8)


def head_right(p: Pen, d: Deal) -> None:
    p.put(545, 55, d.issuer, 13, True, "r")
    p.column(545, 70, [*d.address(), d.contact(), *d.registered(2)], 8, align="r")


def head_middle(p: Pen, d: Deal) -> None:
    p.put(297, 50, d.issuer, 15, True, "c")
    p.column(297, 66, [" · ".join(d.address()), d.contact()], 8, align="c")


def head_logo_and_column(p: Pen, d: Deal) -> None:
    """A picture of a mark; the name in plain small print beside it."""
    p.logo(45, 35, d.host.upper()[:12])
    p.column(400, 50, [d.issuer, *d.address(), d.contact(), *d.registered()], 8)


def head_one_line(p: Pen, d: Deal) -> None:
    p.put(50, 45, f"{d.issuer} - {' - '.join(d.address())}", 8)
    p.rule(50, 545, 50)
    p.column(50, 790, [f"{d.issuer}, {', '.join(d.address())}", " · ".join(d.registered())], 7)


HEADS: tuple[Part, ...] = (head_left, head_right, head_middle, head_logo_and_column, head_one_line)


# --- sheets: how the data stands ---------------------------------------------------------------------------


def customer_rows(d: Deal) -> list[str]:
    c = d.chance
    rows = [d.customer]
    if c.random() < 0.3:
        rows.append(
            c.choice(("Accounts Payable", f"Attn: {c.choice(d.land.people)}", c.choice(d.land.people)))
        )
    return [*rows, *d.address()]


def labelled_customer(p: Pen, d: Deal, x: float, y: float) -> None:
    p.put(x, y, d.pick("bill_to") + d.chance.choice((":", "")), bold=True)
    p.column(x, y + 13, customer_rows(d))


def rows_beside(
    p: Pen, d: Deal, rows: list[tuple[str, str]], x: float, y: float, gap: float, colon: str
) -> float:
    for label, value in rows:
        p.put(x, y, label + colon)
        p.put(x + gap, y, value)
        y += 13
    return y


def sheet_list(p: Pen, d: Deal) -> float:
    """Labels left of values at the right side."""
    p.put(340, 150, d.pick("title"), 18, True)
    labelled_customer(p, d, 50, 170)
    rows_beside(p, d, data(d), 340, 172, 110, d.chance.choice((":", "", " :")))
    return 280


def sheet_glued(p: Pen, d: Deal) -> float:
    """Label and value in one run of text."""
    p.column(320, 150, customer_rows(d), 10)
    p.put(50, 150, d.pick("title"), 20, True)
    for i, (label, value) in enumerate(data(d)):
        p.put(50, 172 + 12 * i, f"{label}{d.chance.choice((': ', ' '))}{value}")
    return 285


def sheet_boxes(p: Pen, d: Deal) -> float:
    """Labels over values in a row of boxes."""
    p.put(50, 165, d.pick("title"), 22, True)
    labelled_customer(p, d, 330, 130)
    rows = data(d)
    step = 495 / len(rows)
    for i, (label, value) in enumerate(rows):
        p.box(50 + step * i, 215, 50 + step * (i + 1), 248)
        p.put(54 + step * i, 226, label, 7)
        p.put(54 + step * i, 241, value, 9, True)
    return 290


def sheet_grid(p: Pen, d: Deal) -> float:
    """Labels in a grey row, values in the row below, in the middle of their columns."""
    labelled_customer(p, d, 50, 140)
    p.put(545, 150, d.pick("title").upper(), 16, True, "r")
    rows = data(d)
    step = 495 / len(rows)
    p.box(50, 212, 545, 228, 0.85)
    for i, (label, value) in enumerate(rows):
        p.put(50 + step * (i + 0.5), 223, label, 8, True, "c")
        p.put(50 + step * (i + 0.5), 239, value, 9, align="c")
    return 280


def sheet_heading(p: Pen, d: Deal) -> float:
    """The number beside the word for the document, the rest in a line under it."""
    p.column(60, 140, customer_rows(d), 10)
    p.put(
        60, 245, f"{d.pick('title')} {d.chance.choice(('', 'Nr. ', 'N° ', '# ', 'No. '))}{d.number}", 15, True
    )
    rows = [row for row in data(d) if row[1] != d.number]
    p.put(
        60, 262, d.chance.choice(("    ", " | ", " - ")).join(f"{label}: {value}" for label, value in rows), 8
    )
    return 300


def sheet_right_aligned(p: Pen, d: Deal) -> float:
    """Labels flush right against their values."""
    labelled_customer(p, d, 50, 150)
    y = 150.0
    for label, value in data(d):
        p.put(440, y, label, bold=True, align="r")
        p.put(450, y, value)
        y += 13
    p.put(50, 255, d.pick("title"), 14, True)
    return 285


SHEETS: tuple[Callable[[Pen, Deal], float], ...] = (
    sheet_list, sheet_glued, sheet_boxes, sheet_grid, sheet_heading, sheet_right_aligned,
)  # fmt: skip


# --- tables ------------------------------------------------------------------------------------------------


def table_plain(p: Pen, d: Deal, y: float) -> float:
    heads = d.pick_columns
    for x, text, align in zip((50, 345, 445, 545), heads, "lrrr", strict=True):
        p.put(x, y, text, bold=True, align=align)
    p.rule(50, 545, y + 4)
    for good, count, price, total in d.lines:
        y += 15
        p.put(50, y, good)
        p.put(345, y, str(count), align="r")
        p.put(445, y, d.money(price, False), align="r")
        p.put(545, y, d.money(total, False), align="r")
    return y + 24


def table_counted(p: Pen, d: Deal, y: float) -> float:
    """A counter, an article number and the quantity before the text; the rate of tax on each line."""
    heads = d.pick_columns
    p.box(48, y - 11, 547, y + 5, 0.9)
    for x, text, align in zip(
        (50, 70, 130, 170, 430, 480, 545),
        ("#", "Ref", heads[1], heads[0], heads[2], "%", heads[3]),
        "llllrrr",
        strict=True,
    ):
        p.put(x, y, text, 8, True, align)
    for i, (good, count, price, total) in enumerate(d.lines):
        y += 17
        p.put(50, y, str(i + 1), 8)
        p.put(70, y, f"{d.chance.randrange(10000, 99999)}", 8)
        p.put(130, y, str(count), 8)
        p.put(170, y, good, 8)
        p.put(430, y, d.money(price), 8, align="r")
        p.put(480, y, f"{d.rate}%", 8, align="r")
        p.put(545, y, d.money(total), 8, align="r")
    return y + 24


def table_two_columns(p: Pen, d: Deal, y: float) -> float:
    """Only what and how much, with a second line of small print for each."""
    heads = d.pick_columns
    p.put(50, y, heads[0], bold=True)
    p.put(545, y, heads[3], bold=True, align="r")
    for good, count, price, total in d.lines:
        y += 18
        p.put(50, y, good)
        p.put(545, y, d.money(total), align="r")
        y += 10
        p.put(58, y, f"{count} x {d.money(price, False)}", 7)
    return y + 26


TABLES: tuple[Callable[[Pen, Deal, float], float], ...] = (table_plain, table_counted, table_two_columns)


# --- sums --------------------------------------------------------------------------------------------------


def sum_rows(d: Deal) -> list[tuple[str, Decimal]]:
    """The rows of sums, with a discount, freight or a payment now and then."""
    c = d.chance
    rows: list[tuple[str, Decimal]] = []
    kind = c.random()
    if kind < 0.12:
        cut = (d.net / 20).quantize(CENT if d.digits else Decimal(1))
        settle(d, discount=cut)
        rows = [(d.pick("net"), d.net), (d.pick("discount"), -cut)]
    elif kind < 0.27:
        freight = Decimal(c.randrange(5, 40))
        settle(d, shipping=freight)
        rows = [(d.pick("net"), d.net), (d.pick("shipping"), freight)]
    else:
        rows = [(d.pick("net"), d.net)]
    if d.rate or c.random() < 0.5:
        rows.append((d.pick("tax"), d.tax))
    elif c.random() < 0.4:
        rows = []
    rows.append((d.pick("gross"), d.total))
    if c.random() < 0.12:
        part = (d.total / 4).quantize(CENT if d.digits else Decimal(1))
        rows += [(d.pick("paid"), -part), (d.pick("payable"), d.total - part)]
    elif c.random() < 0.15:
        rows.append((d.pick("payable"), d.total))
    return rows


def sums_right(p: Pen, d: Deal, y: float) -> float:
    for label, value in sum_rows(d):
        strong = value == d.total
        p.put(360, y, label + d.chance.choice(("", ":")), bold=strong)
        p.put(545, y, d.money(value), bold=strong, align="r")
        y += 15
    return y


def sums_labels_right(p: Pen, d: Deal, y: float) -> float:
    """Labels flush right, the code of the currency in a column of its own."""
    for label, value in sum_rows(d):
        p.put(430, y, label, align="r")
        p.put(452, y, d.land.currency, 8)
        p.put(545, y, d.money(value, False), align="r")
        y += 15
    return y


def sums_boxed(p: Pen, d: Deal, y: float) -> float:
    """The total large in a grey box, the rest above it."""
    rows = sum_rows(d)
    for label, value in rows:
        if value == d.total:
            p.box(330, y - 14, 550, y + 8, 0.88)
            p.put(340, y, label, 12, True)
            p.put(545, y, d.money(value), 12, True, "r")
            y += 24
        else:
            p.put(340, y, label)
            p.put(545, y, d.money(value), align="r")
            y += 14
    return y


def sums_across(p: Pen, d: Deal, y: float) -> float:
    """Headings in one row, sums in the row under it."""
    rows = sum_rows(d)
    step = 495 / len(rows)
    p.box(50, y - 10, 545, y + 22)
    for i, (label, value) in enumerate(rows):
        p.put(50 + step * (i + 1) - 6, y, label, 7.5, align="r")
        p.put(50 + step * (i + 1) - 6, y + 15, d.money(value), 9, value == d.total, "r")
    return y + 40


def plain_sums(p: Pen, d: Deal, y: float, left: float = 350, right: float = 545) -> float:
    """Net, tax and total one under another, nothing else."""
    for label, value in ((d.pick("net"), d.net), (d.pick("tax"), d.tax), (d.pick("gross"), d.total)):
        p.put(left, y, label)
        p.put(right, y, d.money(value), align="r")
        y += 14
    return y


SUMS: tuple[Callable[[Pen, Deal, float], float], ...] = (
    sums_right,
    sums_labels_right,
    sums_boxed,
    sums_across,
)


# --- feet --------------------------------------------------------------------------------------------------


def foot_bank(p: Pen, d: Deal, y: float) -> None:
    c = d.chance
    rows = [
        f"{d.pick('account')}: {c.randrange(10**9, 10**10)}",
        d.chance.choice((d.issuer, "")),
        *d.registered(2),
    ]
    p.column(50, min(y + 30, 740), [row for row in rows if row], 8)


def foot_columns(p: Pen, d: Deal, y: float) -> None:
    p.column(50, 785, [d.issuer, *d.address()], 6.5)
    p.column(230, 785, [d.contact(), *d.registered(1)], 6.5)
    p.column(420, 785, d.registered(3), 6.5)


def foot_line(p: Pen, d: Deal, y: float) -> None:
    p.put(297, 815, " | ".join([d.issuer, *d.registered(2)]), 6.5, align="c")
    p.put(545, 828, "1 / 1", 6, align="r")


FEET: tuple[Callable[[Pen, Deal, float], None], ...] = (foot_bank, foot_columns, foot_line)


def usual(p: Pen, d: Deal) -> None:
    """Any head, sheet, table, sums and foot together."""
    c = d.chance
    c.choice(HEADS)(p, d)
    y = c.choice(SHEETS)(p, d)
    y = c.choice(TABLES)(p, d, y)
    y = c.choice(SUMS)(p, d, y)
    if "due_date" not in d.truth and c.random() < 0.5:
        p.put(50, y + 12, f"{d.pick('terms')}: {d.pick('net_days')}", 8)
    c.choice(FEET)(p, d, y + 10)
    if c.random() < 0.1:
        p.stamp(
            c.randrange(120, 320), c.randrange(200, 500), c.choice(("PAID", "RECEIVED", "APPROVED", "COPY"))
        )

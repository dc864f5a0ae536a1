"""Bank lines from the columns of a table."""

from collections.abc import Sequence

from core.intake import amounts, flags, names, standing
from core.intake.columns import Columns
from core.intake.mapping import SignRule
from core.model.columns import Column, Payments

_FEES = frozenset({"fee", "fees", "total fees", "gebuhr", "frais", "kosten", "comision", "commissioni"})


def build(columns: Columns, codes: Sequence[str], continued: dict[int, str]) -> Payments:
    """The bank lines of all rows without a fault, in the order of the file.

    `codes` is each row's currency ("" where its row is faulted already); `continued` is text to be added to
    descriptions, by position in the table.
    """
    columns.fault_cells()
    _refuse_pending(columns)
    days = columns.days("paid_on", needed=True)
    values = columns.days("value_on", needed=False)
    minors = signed(columns, codes)
    described = _described(columns, continued)
    statuses = _statuses(columns)
    fields: dict[str, Sequence[str]] = {
        "currency": codes,
        "bank_id": columns.key("bank_id"),
        "counterparty": _other_side(columns, minors),
        "description": described,
        "reference": columns.key("reference"),
        "method": columns.text("method"),
        "check_number": columns.key("check_number"),
        "structured_reference": columns.key("structured_reference"),
        "account": columns.text("account"),
        "counterparty_account": columns.text("counterparty_account"),
        "status": statuses,
        "paid_on": days,
        "value_on": values,
    }
    good = columns.good()
    if pending := columns.pick(statuses, good).count("pending") if "pending" in statuses else 0:
        columns.say(f"{pending} of {len(good)} lines are pending: the bank has not booked them yet.")
    columns.sure(days, good)
    return Payments(
        {name: columns.picked(cells, good) for name, cells in fields.items()}
        | {
            "minor": amounts.in_digits(columns.sure(minors, good)),
            "source_row": Column.of_numbers(columns.pick(columns.numbers, good)),
        }
    )


def _statuses(columns: Columns) -> Column:
    if not columns.has("status"):
        return Column.of_word("booked", len(columns))
    known = {cell: "pending" if standing.is_pending(cell) else "booked" for cell in columns.kinds("status")}
    return Column([known[cell.strip()] for cell in columns.cells("status")])


def _other_side(columns: Columns, minors: Sequence[int | None]) -> Column:
    """Who is on the other side: where payer and payee have a column each, the one who is paid or pays."""
    payers = columns.text("counterparty")
    if not columns.has("payee"):
        return payers
    told = zip(payers, columns.text("payee"), minors, strict=True)
    return Column([payee if minor and minor < 0 else payer for payer, payee, minor in told])


def _described(columns: Columns, continued: dict[int, str]) -> Sequence[str]:
    """The descriptions, with the text of the rows that go on below theirs."""
    cells = columns.text("description")
    if not continued:
        return cells
    told = zip(cells, columns.indexes, strict=True)
    return [f"{cell} {continued[at]}".strip() if at in continued else cell for cell, at in told]


def _refuse_pending(columns: Columns) -> None:
    reason = "the line is still pending: it has no date yet and comes again once it is booked"
    pending = {cell for cell in columns.kinds("paid_on") if standing.is_pending(cell)}
    for index, cell in enumerate(columns.raw("paid_on") if pending else ()):
        if cell in pending:
            columns.fault(index, "paid_on", reason)
    if "" in columns.kinds("paid_on") and any(map(standing.is_pending, columns.kinds("status"))):
        told = zip(columns.raw("paid_on"), columns.raw("status"), strict=True)
        for index, (day, status) in enumerate(told):
            if not day and standing.is_pending(status):
                columns.fault(index, "paid_on", reason)


def signed(columns: Columns, codes: Sequence[str]) -> Sequence[int | None]:
    """Minor units with the bank's sign (money in is positive); every row without one is faulted."""
    minors: Sequence[int | None]
    rule = columns.mapping.sign
    if rule is SignRule.PAIR:
        minors = _as_the_balance_says(columns, codes, _pair(columns, codes))
    else:
        minors = columns.minors("amount", codes)
        for index, minor in enumerate(minors if None in minors else ()):
            if minor is None:
                columns.fault(index, "amount", "the amount is missing")
        if rule is SignRule.FLAG:
            minors = _flagged(columns, minors)
        elif columns.has("debit") or columns.has("credit"):
            _compare_with_pair(columns, codes, minors)
    if (
        rule is SignRule.SIGNED
        and not columns.table.dialect.form
        and len(minors)
        and not amounts.any_negative(minors)
    ):
        columns.say("All amounts are positive: they were treated as money that came in.")
    for index, minor in enumerate(minors if 0 in minors else ()):
        if minor == 0:
            columns.fault(index, "amount" if rule is not SignRule.PAIR else "debit", "the amount is zero")
    return minors


def _pair(columns: Columns, codes: Sequence[str]) -> list[int | None]:
    """One amount from a debit and a credit column, exactly one of which must be filled.

    A debit column written with minus signs throughout is taken as it stands, else its amounts go out.
    """
    out, into = columns.minors("debit", codes), columns.minors("credit", codes)
    negative = sum(minor < 0 for minor in out if minor)
    positive = sum(minor > 0 for minor in out if minor)
    flip = 1 if negative and not positive else -1
    shown = "debit" if columns.has("debit") else "credit"
    minors: list[int | None] = []
    for index, (gone, came) in enumerate(zip(out, into, strict=True)):
        minors.append(flip * gone if gone else gone if came is None else came)
        if gone and came:
            columns.fault(index, shown, "both debit and credit are filled")
        elif gone is None and came is None:
            columns.fault(index, shown, "neither debit nor credit is filled")
        elif gone and negative and positive:
            if (gone < 0) == (negative < positive):
                columns.fault(index, "debit", "its sign differs from the file's other debits")
        elif came and came < 0:
            columns.fault(index, "credit", "a credit is negative")
    return minors


def _as_the_balance_says(
    columns: Columns, codes: Sequence[str], minors: list[int | None]
) -> list[int | None]:
    """The amounts with the sign under which they lead from one running balance to the next.

    A bank writes what went out as a debit; a ledger's account of that bank writes it as a credit. Where the
    balance fits the ledger's way, and nowhere the bank's, all signs are turned, and that is said.
    """
    if not columns.has("balance"):
        return minors
    balances, _ = amounts.parse_column(columns.raw("balance"), columns.mapping.decimal or ".", codes)
    as_bank = as_ledger = steps = 0
    for one, two, into, back in zip(balances, balances[1:], minors[1:], minors, strict=False):
        if one is None or two is None:
            continue
        steps += 1
        as_bank += (into is not None and two - one == into) or (back is not None and one - two == back)
        as_ledger += (into is not None and one - two == into) or (back is not None and two - one == back)
    if as_bank or not as_ledger or 2 * as_ledger < steps:
        return minors
    columns.say("The running balance rises with debits: they were treated as money that came in.")
    return [None if minor is None else -minor for minor in minors]


def _flagged(columns: Columns, minors: Sequence[int | None]) -> list[int | None]:
    """Signs from a debit/credit column. Amounts with signs of their own must agree with it."""
    cells = columns.raw("flag")
    own = amounts.any_negative(minors)
    signs = flags.signs(cells.kinds)
    result: list[int | None] = []
    for index, (cell, minor) in enumerate(zip(cells, minors, strict=True)):
        sign = signs.get(cell)
        if minor is None or sign is None:
            columns.fault(index, "flag", "says neither debit nor credit")
            result.append(None)
        elif own and minor * sign < 0:
            columns.fault(index, "amount", f"the sign of the amount contradicts “{cell}”")
            result.append(None)
        else:
            result.append(minor if own else minor * sign)
    return result


def _compare_with_pair(columns: Columns, codes: Sequence[str], minors: Sequence[int | None]) -> None:
    """Where a file has an amount and a debit or credit beside it, they must say the same."""
    for name in ("debit", "credit"):
        for index, minor in enumerate(columns.minors(name, codes)):
            amount = minors[index]
            if minor and amount is not None and abs(minor) != abs(amount):
                columns.fault(index, name, "differs from the amount of the row")


def say_fees(columns: Columns) -> None:
    """Says where a fee stands in a column of its own: it is not taken off the amounts."""
    for position, name in enumerate(columns.table.header):
        if names.words(name) not in _FEES:
            continue
        cells = (columns.table.rows[index][position].strip() for index in columns.indexes)
        charged = sum(bool(cell.strip("-+0.,")) for cell in cells)
        if charged:
            lines = "1 line has" if charged == 1 else f"{charged} lines have"
            columns.say(f"{lines} a fee of its own in “{name}”; the amounts were taken without it.")

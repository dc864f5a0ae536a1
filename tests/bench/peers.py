"""Other ways to match, for comparison on the same books: a plain merge, first-fit, greedy, and the list of
all peers.

A peer is a function of the two text frames of `Books` giving `PAIR_COLUMNS`: invoice_number, counterparty,
transaction_id and a score; the benchmark then grants every peer the score threshold that is best for it.
Which peers there are stands in `peers_run.py`; splink and recordlinkage have files of their own.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

Peer = Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]
PAIR_COLUMNS = ("invoice_number", "counterparty", "transaction_id", "score")
_DIGITS = {"JPY": 0, "KWD": 3, "KRW": 0, "CLP": 0, "BHD": 3, "OMR": 3, "JOD": 3, "TND": 3, "VND": 0, "ISK": 0}
_TOKEN = re.compile(r"[A-Z0-9](?:[A-Z0-9/_.-]*[A-Z0-9])?")
_LEGAL = re.compile(
    r"\b(GMBH|CO|KG|AG|INC|LLC|CORP|CORPORATION|LTD|LIMITED|PLC|LLP|SARL|SAS|SA|EURL|BV|NV|SL|SPA|SRL|KK|WLL|EK|UG|AB|AS|OY)\b"
)
_NEAREST_DAYS = 120


def folded(text: str) -> str:
    """Upper-case ASCII words, punctuation as blanks."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode().upper()
    return re.sub(r"[^A-Z0-9]+", " ", plain.replace(".", "")).strip()


def name_key(text: str) -> str:
    """A folded name without its legal form."""
    plain = folded(text)
    return re.sub(r"\s+", " ", _LEGAL.sub(" ", plain)).strip() or plain


def minor(amounts: pd.Series, currencies: pd.Series) -> np.ndarray:
    """Amounts as int64 minor units; only for comparing, as peers would."""
    digits = currencies.map(lambda currency: _DIGITS.get(currency, 2)).to_numpy(dtype=int)
    return np.rint(pd.to_numeric(amounts).to_numpy(dtype=float) * 10.0**digits).astype(np.int64)


def typed_invoices(invoices: pd.DataFrame) -> pd.DataFrame:
    """The invoices with amount_minor, issued and due as day numbers, folded name and number."""
    frame = invoices[["invoice_number", "counterparty", "currency", "purchase_order_number"]].copy()
    frame["amount_minor"] = minor(invoices["total_amount"], invoices["currency"])
    issued = pd.to_datetime(invoices["issue_date"], errors="coerce")
    due = pd.to_datetime(invoices["due_date"], errors="coerce").fillna(issued + pd.Timedelta(days=30))
    frame["issued_day"] = _days(issued.fillna(due))
    frame["due_day"] = _days(due)
    frame["name"] = invoices["counterparty"].map(name_key)
    frame["number"] = invoices["invoice_number"].str.upper()
    return frame.reset_index(drop=True)


def typed_payments(payments: pd.DataFrame) -> pd.DataFrame:
    """The payments with amount_minor, paid as a day number, folded name, and all their text in upper case."""
    frame = payments[["transaction_id", "counterparty", "currency"]].copy()
    frame["amount_minor"] = minor(payments["amount"], payments["currency"])
    frame["paid_day"] = _days(pd.to_datetime(payments["payment_date"], errors="coerce"))
    frame["name"] = payments["counterparty"].map(name_key)
    frame["text"] = (payments["description"] + " " + payments["reference"]).str.upper()
    return frame.reset_index(drop=True)


def _days(dates: pd.Series) -> np.ndarray:
    days = dates.to_numpy(dtype="datetime64[D]").astype(np.int64)
    return np.where(dates.isna().to_numpy(), 0, days)


def pairs_frame(rows: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    """Rows as `PAIR_COLUMNS`."""
    frame = pd.DataFrame(rows, columns=list(PAIR_COLUMNS))
    return frame.astype({"score": float})


def rows_of(
    invoices: pd.DataFrame, payments: pd.DataFrame, pairs: list[tuple[int, int, float]]
) -> pd.DataFrame:
    """Pairs of positions (invoice, payment, score) as `PAIR_COLUMNS`."""
    numbers, parties = invoices["invoice_number"].tolist(), invoices["counterparty"].tolist()
    transactions = payments["transaction_id"].tolist()
    return pairs_frame([(numbers[i], parties[i], transactions[p], score) for i, p, score in pairs])


def equal_reference_then_amount(invoices: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    """What a careful spreadsheet does: merge on equal numbers, then on equal amounts.

    First every payment whose text holds a token equal to an invoice number (same direction of money; among
    several invoices of that number the one with the equal amount; an invoice paid by several keeps those in
    date order until it is paid up). Then the rest one to one: equal amount and currency where both sides are
    unique, then nearest date.
    """
    left, right = typed_invoices(invoices), typed_payments(payments)
    pairs = _by_reference(left, right)
    used_invoices = {i for i, _, _ in pairs}
    used_payments = {p for _, p, _ in pairs}
    pairs += _by_amount(left, right, used_invoices, used_payments)
    return rows_of(invoices, payments, pairs)


def _by_reference(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[int, int, float]]:
    by_number: dict[str, list[int]] = defaultdict(list)
    for at, number in enumerate(left["number"]):
        by_number[number].append(at)
    totals, amounts = left["amount_minor"].tolist(), right["amount_minor"].tolist()
    owed = dict(enumerate(totals))
    pairs: list[tuple[int, int, float]] = []
    for p in right["paid_day"].argsort(kind="stable").tolist():
        tokens = list(dict.fromkeys(_TOKEN.findall(right["text"].iat[p])))
        single = [i for token in tokens for i in _meant(by_number.get(token, []), totals, amounts[p])]
        for i in single:
            if owed[i] == 0 or (len(single) == 1 and (totals[i] > 0) != (amounts[p] > 0)):
                continue
            taken = owed[i] if len(single) > 1 else min(owed[i], amounts[p], key=abs)
            owed[i] -= taken
            pairs.append((i, p, 1.0 if totals[i] == amounts[p] else 0.9))
    return pairs


def _meant(invoices: list[int], totals: list[int], amount: int) -> list[int]:
    """Of the invoices of one number: the only one, or those with the payment's amount."""
    return invoices if len(invoices) < 2 else [i for i in invoices if totals[i] == amount]


def _by_amount(
    left: pd.DataFrame, right: pd.DataFrame, used_invoices: set[int], used_payments: set[int]
) -> list[tuple[int, int, float]]:
    open_invoices: dict[tuple[str, int], list[int]] = defaultdict(list)
    open_payments: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, key in enumerate(zip(left["currency"], left["amount_minor"].tolist(), strict=True)):
        if i not in used_invoices:
            open_invoices[key].append(i)
    for p, key in enumerate(zip(right["currency"], right["amount_minor"].tolist(), strict=True)):
        if p not in used_payments:
            open_payments[key].append(p)
    due, paid = left["due_day"].tolist(), right["paid_day"].tolist()
    pairs: list[tuple[int, int, float]] = []
    for key, mine in open_invoices.items():
        theirs = open_payments.get(key, [])
        unique = len(mine) == len(theirs) == 1
        choices = sorted((abs(due[i] - paid[p]), i, p) for i in mine for p in theirs)
        taken: set[tuple[str, int]] = set()
        for days, i, p in choices:
            if days <= _NEAREST_DAYS and ("i", i) not in taken and ("p", p) not in taken:
                taken |= {("i", i), ("p", p)}
                pairs.append((i, p, 0.7 if unique else 0.5))
    return pairs


def first_fit(invoices: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    """Each payment, in date order, takes the first open invoice that fits.

    Fits: same currency, amount within half a percent, paid between 5 days before issue and 90 after due, and
    either the number in the text or a name alike (token set ratio 70; no name fits too).
    """
    left, right = typed_invoices(invoices), typed_payments(payments)
    order = np.lexsort((left["issued_day"].to_numpy(), left["amount_minor"].to_numpy()))
    sorted_amounts = left["amount_minor"].to_numpy()[order]
    taken: set[int] = set()
    pairs: list[tuple[int, int, float]] = []
    for p in right["paid_day"].argsort(kind="stable").tolist():
        payment = right.iloc[p]
        slack = abs(payment.amount_minor) // 200
        low = np.searchsorted(sorted_amounts, payment.amount_minor - slack, side="left")
        high = np.searchsorted(sorted_amounts, payment.amount_minor + slack, side="right")
        for i in sorted(order[low:high].tolist()):
            if i not in taken and _fits(left, i, payment):
                taken.add(i)
                pairs.append((i, p, 1.0))
                break
    return rows_of(invoices, payments, pairs)


def _fits(left: pd.DataFrame, i: int, payment: pd.Series) -> bool:
    if left["currency"].iat[i] != payment.currency:
        return False
    if not left["issued_day"].iat[i] - 5 <= payment.paid_day <= left["due_day"].iat[i] + 90:
        return False
    if left["number"].iat[i] in payment.text or not payment["name"]:
        return True
    return bool(fuzz.token_set_ratio(left["name"].iat[i], payment["name"]) >= 70)


def greedy_on(scored: pd.DataFrame) -> pd.DataFrame:
    """One to one by descending score over somebody's scored pairs: `PAIR_COLUMNS` in and out."""
    order = scored.sort_values(
        ["score", "transaction_id", "invoice_number", "counterparty"], ascending=[False, True, True, True]
    )
    used: Counter[tuple[str, ...]] = Counter()
    kept = []
    for row in order.itertuples(index=False):
        invoice, payment = ("i", row.invoice_number, row.counterparty), ("p", row.transaction_id)
        if not used[invoice] and not used[payment]:
            used.update((invoice, payment))
            kept.append((row.invoice_number, row.counterparty, row.transaction_id, row.score))
    return pairs_frame(kept)

"""Rests: what automatic matches leave open on either side, and what a person must settle of it."""

import numpy as np
import pandas as pd

from core.matching.arrays import Bools, Floats, Texts
from core.matching.outcome import Outcome
from core.matching.pointers import squeeze
from core.matching.remittance import (
    speaks_of_cause,
    speaks_of_credit,
    speaks_of_part,
    speaks_of_withholding,
)
from core.model.case import CaseReason
from core.model.match import Method

# A difference up to this share is a deduction or an error, never an instalment; up to the second it is most
# likely a named cause that went beyond its limit.
_COLUMNS = ("kind", "key", "rest_minor", "case", "since")
DEDUCTION_SHARE, SMALL_SHARE = 0.45, 0.05

_READABLE = 4  # characters from which a number inside a text is no accident


def rests(invoices: pd.DataFrame, payments: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    """One row for each item that an automatic match leaves partly open, and why a person must settle it.

    `invoices` (invoice, open_minor, due_on, number, amount_minor) in the bank's view, `payments` (payment,
    open_minor, description, reference). Columns: kind (`invoice` or `payment`), key, rest_minor (signed minor
    units of the item's own currency, bank's view), case (`CaseReason`), since (the last payment's day).

    On a bank line: more came than the invoices asked for (the rest of a card payout has none: its charges are
    held against the ledger by settlement). On an invoice: a credit the payer deducted and the
    books do not hold; a difference with a stated or likely cause that exceeds its limit; any other
    shortfall. What the payer calls an instalment or leaves more than `DEDUCTION_SHARE` open has no case (""):
    it is due when the invoice is.
    """
    pairs = outcome.automatic()
    if pairs.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    return pd.concat(
        [_of_payments(payments, pairs), _of_invoices(invoices, payments, pairs)], ignore_index=True
    )


def _of_payments(payments: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    used = pairs[pairs["method"] != Method.PAYOUT.value].groupby("payment")["payment_minor"].sum()
    lines = payments[payments["payment"].isin(used.index)]
    rest = lines["open_minor"] - lines["payment"].map(used).astype("int64")
    left = lines.assign(rest_minor=rest)[rest != 0]
    return _rows(
        "payment", left["payment"], left["rest_minor"], CaseReason.OVERPAYMENT.value, left["paid_on"]
    )


def _of_invoices(invoices: pd.DataFrame, payments: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    settled = (pairs["invoice_minor"] + pairs["adjustment_minor"]).groupby(pairs["invoice"]).sum()
    bills = invoices[invoices["invoice"].isin(settled.index)]
    rest = bills["open_minor"] - bills["invoice"].map(settled)
    left = bills.assign(rest_minor=rest)[rest != 0].reset_index(drop=True)
    said, since = _last_words(left, payments, pairs)
    share = left["rest_minor"].abs().to_numpy() / left["amount_minor"].abs().to_numpy()
    case = _cases(said, share, _named_against(left, said, invoices))
    return _rows("invoice", left["invoice"], left["rest_minor"], case, since)


def _last_words(
    left: pd.DataFrame, payments: pd.DataFrame, pairs: pd.DataFrame
) -> tuple[list[str], "pd.Series[pd.Timestamp]"]:
    """What the last payment of each invoice says, and when it came."""
    lines = payments.set_index("payment")
    paid = pairs[["invoice", "payment"]].assign(on=pairs["payment"].map(lines["paid_on"]))
    last = paid.sort_values(["on", "payment"]).drop_duplicates("invoice", keep="last").set_index("invoice")
    newest = left["invoice"].map(last["payment"])
    words = newest.map(lines["description"]).fillna("") + " " + newest.map(lines["reference"]).fillna("")
    return words.tolist(), left["invoice"].map(last["on"])


def _cases(said: list[str], share: Floats, known: Bools) -> Texts:
    """Per rest its case, "" for none; `known` where the words name a document of the books to deduct."""
    caused = speaks_of_cause(said) | speaks_of_withholding(said) | (share <= SMALL_SHARE)
    out = np.where(caused, CaseReason.OVER_LIMIT.value, CaseReason.SHORT_PAYMENT.value).astype(object)
    out[speaks_of_credit(said) & ~known] = CaseReason.MISSING_CREDIT_NOTE.value
    out[speaks_of_part(said) | (share > DEDUCTION_SHARE)] = ""
    return out


def _named_against(left: pd.DataFrame, said: list[str], invoices: pd.DataFrame) -> Bools:
    """Whether the words name a document of the books that runs against the invoice, as its credit note."""
    sign = np.sign(invoices["amount_minor"])
    numbers = {
        way: frozenset(
            number
            for text in invoices.loc[sign == way, "number"]
            if len(number := squeeze(text)) >= _READABLE
        )
        for way in (1, -1)
    }
    ways = np.sign(left["amount_minor"]).tolist()
    return np.array(
        [
            any(number in squeeze(text) for number in numbers[-way])
            for way, text in zip(ways, said, strict=True)
        ],
        dtype=bool,
    )


def _rows(
    kind: str,
    key: "pd.Series[str]",
    rest: "pd.Series[int]",
    case: "str | Texts",
    since: "pd.Series[pd.Timestamp]",
) -> pd.DataFrame:
    values = (kind, key.to_numpy(), rest.to_numpy(dtype="int64"), case, since.to_numpy())
    return pd.DataFrame(dict(zip(_COLUMNS, values, strict=True)), index=range(len(key)))

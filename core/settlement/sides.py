"""Both frames as parallel arrays: texts folded and coded together, so that rows compare as integers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.model.processor_transaction import TransactionKind, TransactionStatus
from core.settlement import words

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NO_MOMENT = np.iinfo(np.int64).min
DAY_US = 86_400_000_000
KINDS = tuple(TransactionKind)
STATUSES = tuple(TransactionStatus)
BLANK = -1  # the code of an empty text


@dataclass(slots=True)
class Side:
    """One side's rows as arrays. Texts are codes shared by both sides (`BLANK` for none); `amount` and `fee`
    minor units, `moment` microseconds of UTC since 1970 (`NO_MOMENT` where unknown).

    `key` names the column that identifies a transaction, `names` are its texts folded, `id` their codes.
    `kind` and `status` are positions in `KINDS` and `STATUSES`, `status_word` the code of the side's own
    word. `hundredths` as in `frames`. Conventions (signs, net amounts, clocks) change the arrays, never the
    frame.
    """

    frame: pd.DataFrame
    key: str
    names: "pd.Series[str]"
    id: Ints
    processor: Ints
    currency: Ints
    kind: Ints
    status: Ints
    status_word: Ints
    amount: Ints
    fee: Ints
    fee_known: Bools
    hundredths: Ints
    moment: Ints
    timed: Bools
    payout: Ints
    merchant: Ints

    def __len__(self) -> int:
        return len(self.id)

    def is_kind(self, *kinds: TransactionKind) -> Bools:
        """Which rows are of one of the kinds."""
        return np.isin(self.kind, [KINDS.index(kind) for kind in kinds])

    def has_status(self, status: TransactionStatus) -> Bools:
        """Which rows are in the state."""
        return np.asarray(self.status == STATUSES.index(status))

    def is_dispute(self) -> Bools:
        """Which rows are chargebacks by kind or by state."""
        return self.is_kind(TransactionKind.DISPUTE) | self.has_status(TransactionStatus.DISPUTED)

    def texts(self, name: str, at: Ints) -> "pd.Series[str]":
        """A text column of some rows, trimmed and in small letters."""
        return fold(column(self.frame, name).iloc[at])


@dataclass(slots=True)
class Sides:
    """Both sides with the names that their codes stand for."""

    external: Side
    internal: Side
    ids: int
    processors: tuple[str, ...]
    currencies: tuple[str, ...]
    status_words: tuple[str, ...]


def read(external: pd.DataFrame, internal: pd.DataFrame) -> Sides:
    """Arrays of both frames."""
    sides = (external, internal)
    by, folded, ids, names = _identified(external, internal)
    processors, processor_names = _folded(sides, "processor", words.processor)
    currencies, currency_names = _folded(sides, "currency", str)
    said, said_names = _folded(sides, "status", str)
    states = np.array([STATUSES.index(words.status(word)) for word in said_names] + [len(STATUSES) - 1])
    kinds, kind_names = _folded(sides, "kind", lambda word: words.kind(word).value)
    meant = np.array([KINDS.index(TransactionKind(name)) for name in kind_names] + [len(KINDS) - 1])
    payouts, _ = _coded([fold(column(side, "payout_id")) for side in sides])
    merchants, _ = _folded(sides, "merchant_id", words.bare)
    made = [
        Side(
            frame=side,
            key=by[i],
            names=folded[i],
            id=ids[i],
            processor=processors[i],
            currency=currencies[i],
            kind=meant[kinds[i]],
            status=states[said[i]],
            status_word=said[i],
            amount=_numbers(side, "amount"),
            fee=_numbers(side, "fee"),
            hundredths=_numbers(side, "hundredths"),
            fee_known=_flags(side, "fee_known", "fee" in side.columns),
            moment=_moments(side),
            timed=_flags(side, "timed", True),
            payout=payouts[i],
            merchant=merchants[i],
        )
        for i, side in enumerate(sides)
    ]
    return Sides(made[0], made[1], names, processor_names, currency_names, said_names)


_KEYS = (
    ("transaction_id", "transaction_id"),
    ("transaction_id", "reference"),
    ("reference", "reference"),
    ("reference", "transaction_id"),
)
_FEW, _MANY = 0.2, 0.5
_FEWEST = 5  # so many must be named before a reference can be what identifies them


def _identified(
    external: pd.DataFrame, internal: pd.DataFrame
) -> tuple[tuple[str, str], list["pd.Series[str]"], list[Ints], int]:
    """The columns under which the sides meet, their folded texts and codes, and how many codes there are.

    These are the ids, unless they hardly ever meet and the ledger keeps the processor's id (or both keep the
    company's) as a reference.
    """
    found = [_under(external, internal, _KEYS[0])]
    if found[0][1] < _FEW:
        found += [_under(external, internal, pair) for pair in _KEYS[1:]]
    best = max(range(len(found)), key=lambda k: (found[k][1], -k))
    chosen = best if found[best][1] >= _MANY else 0
    return _KEYS[chosen], *found[chosen][0]


def _under(
    external: pd.DataFrame, internal: pd.DataFrame, pair: tuple[str, str]
) -> tuple[tuple[list["pd.Series[str]"], list[Ints], int], float]:
    """Texts and codes under a pair of columns; the share of the smaller side's rows that the other has."""
    folded = [fold(column(external, pair[0])), fold(column(internal, pair[1]))]
    ids, names = _coded(folded)
    told = [one[one != BLANK] for one in ids]
    small, large = sorted(told, key=len)
    there, mine = np.zeros((2, names), dtype=bool)
    there[large] = mine[small] = True
    return (folded, ids, names), float(there[small].mean()) if mine.sum() >= _FEWEST else 0.0


def column(frame: pd.DataFrame, name: str) -> "pd.Series[str]":
    """A text column, blank where the frame has none."""
    if name in frame.columns:
        found: pd.Series[str] = frame[name]
        return found if found.dtype == "str" else found.astype("str")
    return pd.Series("", index=frame.index, dtype="str")


def fold(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Trimmed and in small letters."""
    return texts.str.strip().str.lower()


def _coded(columns: Sequence["pd.Series[str]"]) -> tuple[list[Ints], int]:
    """Codes of the texts, equal for equal texts of all columns, and how many codes there are."""
    whole = pd.concat(columns, ignore_index=True)
    codes, names = pd.factorize(whole)
    codes = codes.astype(np.int64)
    codes[(whole == "").to_numpy(dtype=bool)] = BLANK
    ends = np.cumsum([len(one) for one in columns])[:-1]
    return list(np.split(codes, ends)), len(names)


def _folded(
    sides: Sequence[pd.DataFrame], name: str, to: Callable[[str], str]
) -> tuple[list[Ints], tuple[str, ...]]:
    """As `_coded`, for a column of few distinct words, each folded by `to` first; with the folded words."""
    whole = pd.concat([column(side, name) for side in sides], ignore_index=True)
    raw, seen = pd.factorize(whole)
    meant = [to(word) for word in seen]
    names = sorted(set(meant) - {""})
    place = {word: position for position, word in enumerate(names)} | {"": BLANK}
    codes = np.array([place[word] for word in meant] + [BLANK], dtype=np.int64)[raw]
    return list(np.split(codes, [len(sides[0])])), tuple(names)


def _numbers(frame: pd.DataFrame, name: str) -> Ints:
    if name not in frame.columns:
        return np.zeros(len(frame), dtype=np.int64)
    return frame[name].to_numpy(dtype=np.int64, copy=True)


def _flags(frame: pd.DataFrame, name: str, otherwise: bool) -> Bools:
    if name not in frame.columns:
        return np.full(len(frame), otherwise)
    return frame[name].to_numpy(dtype=bool, copy=True)


def _moments(frame: pd.DataFrame) -> Ints:
    if "occurred_at" not in frame.columns:
        return np.full(len(frame), NO_MOMENT, dtype=np.int64)
    moments = frame["occurred_at"].dt.tz_convert("UTC").dt.tz_localize(None)
    return np.asarray(moments.to_numpy(dtype="datetime64[us]").astype(np.int64))

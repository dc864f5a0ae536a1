"""Whether each refund's charge is known: by the charge it names, or by a reference they share."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.model.processor_transaction import TransactionKind
from core.settlement.sides import Bools, Ints, Side, Sides, column, fold

_ASIDE = (TransactionKind.PAYOUT, TransactionKind.FEE, TransactionKind.HOLD, TransactionKind.ADJUSTMENT)
_MOST = 0.8
_SHAPE = ((r"[0-9]+", "9"), (r"[a-z]+", "a"))


def is_refund(side: Side) -> Bools:
    """Rows that give money back to a payer: negative, and neither a dispute nor the processor's own doing."""
    return (side.amount < 0) & ~side.is_dispute() & ~side.is_kind(*_ASIDE)


def unlinked(sides: Sides) -> tuple[Bools, Bools]:
    """Refunds of each side whose charge stands on neither side.

    A refund is linked when the charge it names (`parent_id`, else its reference) is an id or a reference of a
    charge on either side, or when it bears a charge's id itself. Where files name no charges at all (no
    refund is linked and what they name does not look like an id), nothing can be said and nothing is.
    """
    both = (sides.external, sides.internal)
    refunds = [np.flatnonzero(is_refund(side)) for side in both]
    flags = tuple(np.zeros(len(side), dtype=bool) for side in both)
    if not any(map(len, refunds)):
        return flags[0], flags[1]
    charges = [np.flatnonzero(side.amount > 0) for side in both]
    named = [_named(side, at) for side, at in zip(both, refunds, strict=True)]
    ids = [side.names for side in both]
    own = [one.iloc[at].reset_index(drop=True) for one, at in zip(ids, refunds, strict=True)]
    asked = pa.array(pd.concat([*named, *own, *map(_stem, own)], ignore_index=True)).unique()
    known = _met(asked, [one.iloc[at] for one, at in zip(ids, charges, strict=True)])
    linked = [
        _among(one, known) | _among(mine, known) | _among(_stem(mine), known)
        for one, mine in zip(named, own, strict=True)
    ]
    # Most refunds name an id; only for the others are all references looked through.
    rest = [one[~link] for one, link in zip(named, linked, strict=True)]
    if any(map(len, rest)):
        texts = [
            fold(column(side.frame, "reference").iloc[at]) for side, at in zip(both, charges, strict=True)
        ]
        shared = _met(pa.array(pd.concat(rest, ignore_index=True)).unique(), texts)
        linked = [link | _among(one, shared) for link, one in zip(linked, named, strict=True)]
    told = [(one != "").to_numpy() for one in named]
    decided = _decided(named, linked, told, ids, charges)
    for flag, at, sure, link in zip(flags, refunds, decided, linked, strict=True):
        flag[at] = sure & ~link
    return flags[0], flags[1]


def _named(side: Side, at: Ints) -> "pd.Series[str]":
    parent, reference = side.texts("parent_id", at), side.texts("reference", at)
    return parent.where(parent != "", reference).reset_index(drop=True)


def _stem(ids: "pd.Series[str]") -> "pd.Series[str]":
    """An id without its last part: “tx1-refund” and “tx1_r2” stem from “tx1”."""
    return ids.str.replace(r"[-_.:/ ]?(?:r|rf|ref|refund)[-_.]?[0-9]{0,3}$", "", regex=True)


def _met(asked: Any, texts: list["pd.Series[str]"]) -> Any:
    """Which of the names asked for stand among the texts, as an Arrow array.

    Arrow's own `is_in`, because that of pandas took a second for a million rows.
    """
    whole = pa.array(pd.concat(texts, ignore_index=True))
    hits = whole.filter(pc.is_in(whole, value_set=asked)).unique()
    return hits.filter(pc.not_equal(hits, ""))


def _among(texts: "pd.Series[str]", names: Any) -> Bools:
    return np.asarray(pc.is_in(pa.array(texts), value_set=names).to_numpy(zero_copy_only=False), dtype=bool)


def _decided(
    named: list["pd.Series[str]"],
    linked: list[Bools],
    told: list[Bools],
    ids: list["pd.Series[str]"],
    charges: list[Ints],
) -> list[Bools]:
    """For which refunds an absent link proves something."""
    links, all_told = sum(int(one.sum()) for one in linked), sum(int(one.sum()) for one in told)
    if links:
        blank_too = links >= _MOST * sum(map(len, linked))
        return [one | blank_too for one in told]
    if not all_told:
        return told
    sample = pd.concat([one.iloc[at[:1000]] for one, at in zip(ids, charges, strict=True)], ignore_index=True)
    shapes = set(_shape(sample))
    return [one & _shape(text).isin(shapes).to_numpy() for one, text in zip(told, named, strict=True)]


def _shape(texts: "pd.Series[str]") -> "pd.Series[str]":
    for pattern, letter in _SHAPE:
        texts = texts.str.replace(pattern, letter, regex=True)
    return texts

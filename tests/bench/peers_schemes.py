"""The two known point schemes as peers, in our reading: classic weights and the blueprint."""

import re

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from tests.bench.peers import greedy_on, pairs_frame, rows_of, typed_invoices, typed_payments

_ACCEPT_CLASSIC = 0.8
_ACCEPT_BLUEPRINT = 0.7
_PATTERN = re.compile(r"(?:INVOICE|INV|REF|CHECK)[\s#:.\-]*([A-Z0-9][A-Z0-9\-]*)|\b(\d{4,})\b")


def _within_percent(left: pd.DataFrame, right: pd.DataFrame, percent: float) -> tuple[np.ndarray, np.ndarray]:
    """Positions (invoice, payment) of one currency, amounts at most `percent` of the invoice apart."""
    found_i, found_p = [], []
    for currency, payments in right.groupby("currency", sort=True):
        invoices = left[left["currency"] == currency]
        amounts = invoices["amount_minor"].to_numpy()
        order = np.argsort(amounts, kind="stable")
        ranked = amounts[order]
        paid = payments["amount_minor"].to_numpy()
        reach = np.abs(paid) * percent / (100.0 - percent) + 1
        low, high = (
            np.searchsorted(ranked, paid - reach, "left"),
            np.searchsorted(ranked, paid + reach, "right"),
        )
        counts = high - low
        starts = np.repeat(low - np.cumsum(counts) + counts, counts)
        at = starts + np.arange(counts.sum())
        found_i.append(invoices.index.to_numpy()[order[at]])
        found_p.append(np.repeat(payments.index.to_numpy(), counts))
    i, p = np.concatenate(found_i), np.concatenate(found_p)
    total, amount = left["amount_minor"].to_numpy()[i], right["amount_minor"].to_numpy()[p]
    near = np.abs(total - amount) <= np.abs(total) * percent / 100.0
    return i[near], p[near]


def classic_weights(invoices: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    """Exact amount .5, within 1 % .2 (an exact amount earns both), date .2 falling to 0 at 30 days from due,
    text similarity .1 (token set of the name against the line), +.05 when the name stands in the text;
    accepted from .8, highest first, one to one.
    """
    left, right = typed_invoices(invoices), typed_payments(payments)
    i, p = _within_percent(left, right, 1.0)
    exact = left["amount_minor"].to_numpy()[i] == right["amount_minor"].to_numpy()[p]
    days = np.abs(left["due_day"].to_numpy()[i] - right["paid_day"].to_numpy()[p])
    score = 0.5 * exact + 0.2 + 0.2 * np.clip(1 - days / 30.0, 0, None)
    hopeful = score >= _ACCEPT_CLASSIC - 0.15
    i, p, score = i[hopeful], p[hopeful], score[hopeful]
    names = left["name"].to_numpy()[i]
    texts = (right["name"] + " " + right["text"]).to_numpy()[p]
    alike = [fuzz.token_set_ratio(name, text) / 100.0 for name, text in zip(names, texts, strict=True)]
    inside = [bool(name) and name in text for name, text in zip(names, texts, strict=True)]
    score = score + 0.1 * np.array(alike) + 0.05 * np.array(inside, dtype=float)
    sure = score >= _ACCEPT_CLASSIC - 1e-9
    return greedy_on(
        rows_of(
            invoices,
            payments,
            list(zip(i[sure].tolist(), p[sure].tolist(), score[sure].tolist(), strict=True)),
        )
    )


def _found_references(text: str) -> list[str]:
    return [first or second for first, second in _PATTERN.findall(text)]


def _reference_scores(left: pd.DataFrame, right: pd.DataFrame) -> dict[tuple[int, int], float]:
    """Equal reference 1.0 (the pattern has dropped the prefix), similarity from .8 counts .9 of itself."""
    numbers = left["number"].tolist()
    found = [(p, token) for p, text in enumerate(right["text"]) for token in _found_references(text)]
    tokens = sorted({token for _, token in found})
    scores: dict[tuple[int, int], float] = {}
    if not tokens:
        return scores
    holders: dict[str, list[int]] = {}
    for p, token in found:
        holders.setdefault(token, []).append(p)
    for start in range(0, len(tokens), 2000):
        part = tokens[start : start + 2000]
        grid = process.cdist(part, numbers, scorer=fuzz.ratio, score_cutoff=80, dtype=np.uint8)
        for at, i in zip(*np.nonzero(grid), strict=True):
            alike = 1.0 if part[at] == numbers[i] else float(grid[at, i]) / 100.0 * 0.9
            for p in holders[part[at]]:
                scores[int(i), p] = max(scores.get((int(i), p), 0.0), alike)
    return scores


def blueprint(invoices: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    """References by patterns such as INV/INVOICE/REF/CHECK + word or 4 and more digits: equal 1.0, similarity
    from .8 gives .9 of itself; amount within 1 % and paid within 7 days of issue gives (.6 amount + .4 date)
    x .8; a payment takes its best invoice from .7, and nothing keeps an invoice from being taken again.
    """
    left, right = typed_invoices(invoices), typed_payments(payments)
    scores = _reference_scores(left, right)
    i, p = _within_percent(left, right, 1.0)
    total, amount = left["amount_minor"].to_numpy()[i], right["amount_minor"].to_numpy()[p]
    days = np.abs(left["issued_day"].to_numpy()[i] - right["paid_day"].to_numpy()[p])
    closeness = 1 - np.abs(total - amount) / np.maximum(np.abs(total), 1)
    timed = (0.6 * closeness + 0.4 * np.clip(1 - days / 7.0, 0, 1)) * 0.8
    for one, other, score, near in zip(
        i.tolist(), p.tolist(), timed.tolist(), (days <= 7).tolist(), strict=True
    ):
        if near:
            scores[one, other] = max(scores.get((one, other), 0.0), score)
    best: dict[int, tuple[float, int]] = {}
    for (one, other), score in scores.items():
        if score >= _ACCEPT_BLUEPRINT and (
            other not in best or (score, -one) > (best[other][0], -best[other][1])
        ):
            best[other] = (score, one)
    if not best:
        return pairs_frame([])
    return rows_of(invoices, payments, [(one, other, score) for other, (score, one) in sorted(best.items())])

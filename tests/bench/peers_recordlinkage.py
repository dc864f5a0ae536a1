"""recordlinkage as a peer: three blocking indexes, six comparisons, its unsupervised ECM classifier."""

import logging
import warnings

import numpy as np
import pandas as pd

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import recordlinkage

from tests.bench.peers import pairs_frame, rows_of, typed_invoices, typed_payments


def _tables(invoices: pd.DataFrame, payments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    left, right = typed_invoices(invoices), typed_payments(payments)
    left["day"], right["day"] = left["due_day"], right["paid_day"]
    left["block_amount"] = left["currency"] + left["amount_minor"].astype(str)
    right["block_amount"] = right["currency"] + right["amount_minor"].astype(str)
    left["block_name"] = left["name"].str.replace(" ", "", regex=False).str[:6]
    blank = pd.Series([f"-{at}" for at in range(len(right))], index=right.index)
    right["block_name"] = (
        right["name"].str.replace(" ", "", regex=False).str[:6].where(right["name"] != "", blank)
    )
    digits = right["text"].str.findall(r"[A-Z0-9/-]*\d{4,}[A-Z0-9/-]*")
    right["found"] = digits.map(lambda tokens: min(tokens, key=len) if tokens else "")
    return left, right


def _features(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    index = recordlinkage.Index()
    index.block("block_amount")
    index.block("block_name")
    index.block(left_on="number", right_on="found")
    pairs = index.index(left, right)
    compare = recordlinkage.Compare()
    compare.exact("amount_minor", "amount_minor", label="amount")
    compare.string("number", "found", method="jarowinkler", threshold=0.92, label="number")
    compare.string("name", "name", method="jarowinkler", threshold=0.85, label="name")
    compare.exact("currency", "currency", label="currency")
    features = compare.compute(pairs, left, right)
    i, p = (features.index.get_level_values(level).to_numpy() for level in (0, 1))
    numbers, texts = left["number"].to_numpy()[i], right["text"].to_numpy()[p]
    features["inside"] = [float(number in text) for number, text in zip(numbers, texts, strict=True)]
    late = right["day"].to_numpy()[p] - left["day"].to_numpy()[i]
    features["in_season"] = ((late >= -60) & (late <= 60)).astype(float)
    return features.astype(int)


def recordlinkage_link(invoices: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    """Scored pairs by expectation/conditional maximisation; each invoice keeps its likeliest payment."""
    logging.getLogger("recordlinkage").setLevel(logging.ERROR)
    left, right = _tables(invoices, payments)
    features = _features(left, right)
    if features.empty:
        return pairs_frame([])
    features = features.loc[:, features.nunique() > 1]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        classifier = recordlinkage.ECMClassifier(init="jaro", binarize=None)
        classifier.fit(features)
        probability = classifier.prob(features)
    scored = pd.DataFrame(
        {
            "i": features.index.get_level_values(0).to_numpy(),
            "p": features.index.get_level_values(1).to_numpy(),
            "score": np.nan_to_num(probability.to_numpy(dtype=float)),
            "alike": features.sum(axis=1).to_numpy(),
        }
    )
    best = scored.sort_values(
        ["score", "alike", "i", "p"], ascending=[False, False, True, True]
    ).drop_duplicates("i")
    best = best[best["score"] >= 0.05].sort_values("i")
    return rows_of(
        invoices,
        payments,
        list(zip(best["i"].tolist(), best["p"].tolist(), best["score"].tolist(), strict=True)),
    )

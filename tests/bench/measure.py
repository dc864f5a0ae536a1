"""Every number the benchmark reports, each with its one definition, over a matcher's rows and the truth of
the books.

Rows ("found") are the columns the command line writes, as text or typed: invoice_number, counterparty,
transaction_id, allocated_amount, score (0 to 1), rank (1 = best row of its invoice), decision (auto or
review). A pair is one (invoice_number, counterparty, transaction_id). Truth is `Books.truth`; ambiguous and
tied pairs count in every number unless a definition says otherwise.

- *Automatic*: rows with decision auto. *Precision* and *recall* are those of the automatic pairs. -
*Decided*: the automatic pairs and, for each invoice without any, its review rows of rank 1 with score >= .5:
what a person who accepts the best proposal of each undecided invoice would end up with. *F1* is over the
decided pairs. - *Wrong money*: absolute allocated amounts on wrong automatic pairs / on all automatic pairs.
Currencies are brought together at fixed rough rates (`PER_EURO`; an unlisted currency counts as euro), good
enough to weigh a share. - *Straight-through*: invoices with truth whose automatic payments are exactly the
true ones / invoices with truth. - *Recall at 99 % precision*: over all rows, the largest share of true pairs
reached by any threshold on score where at least 99 % of the rows at or above it are right. - *Right invoice
first*: of the payments with truth, those whose first row is a true pair; automatic rows come before review
rows, then by score, wrong before right among equals. *MRR*: mean of 1 / place of the first true row. -
*Calibration error*: ten equal-width bins of score over all rows, sum of |mean score - share right| weighted
by rows. *Brier*: mean squared distance of score from 0 or 1 over all rows. - *Allocations exact*: of the
right automatic pairs, those whose allocated amount equals the truth's. Where a situation's name ends in
`_shared`, who carries a flat deduction is convention: there the payment's right pairs together must equal the
truth's sum for the same pairs. - *Tie links*: automatic rows on a payment whose truth is a true tie.

Numbers without a population (no automatic pair, say) are NaN.
"""

from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation

import numpy as np
import pandas as pd

from tests.bench.books import Books

INVOICE = ["invoice_number", "counterparty"]
PAIR = [*INVOICE, "transaction_id"]
PROPOSED_FROM = 0.5
FREE_PRECISION = 0.99
BINS = 10
WEAK_RECALL = 0.60
# Rough units per euro in 2024; a weight for shares of money, never an amount.
PER_EURO = {
    "EUR": 1.0,
    "USD": 1.08,
    "GBP": 0.85,
    "CHF": 0.96,
    "JPY": 162.0,
    "KWD": 0.33,
    "CAD": 1.48,
    "AUD": 1.64,
    "SEK": 11.4,
    "NOK": 11.6,
    "DKK": 7.46,
    "PLN": 4.3,
    "CZK": 25.1,
    "HUF": 395.0,
    "MXN": 19.8,
}


@dataclass(frozen=True, slots=True)
class Score:
    """The numbers of one run on one set of books; see the file's head for each definition."""

    precision: float
    recall: float
    f1: float
    wrong_money: float
    straight_through: float
    recall_at_99: float
    right_first: float
    mrr: float
    calibration_error: float
    brier: float
    allocations_exact: float
    tie_links: float


def measure(found: pd.DataFrame, books: Books) -> Score:
    """All numbers of one run."""
    rows = marked(found, books.truth)
    auto = rows[rows["decision"] == "auto"]
    true_pairs = len(books.truth)
    tied = books.truth.loc[books.truth["tie"] == "1", "transaction_id"]
    return Score(
        precision=_share(auto["right"]),
        recall=int(auto["right"].sum()) / true_pairs if true_pairs else float("nan"),
        f1=pair_f1(decided(rows), true_pairs),
        wrong_money=wrong_money(auto, books.payments),
        straight_through=straight_through(auto, books.truth),
        recall_at_99=recall_at_precision(rows, true_pairs, FREE_PRECISION),
        right_first=_share(first_places(rows, books.truth) == 1),
        mrr=float((1.0 / first_places(rows, books.truth)).mean()) if true_pairs else float("nan"),
        calibration_error=calibration_error(rows),
        brier=float(((rows["score"] - rows["right"]) ** 2).mean()),
        allocations_exact=allocations_exact(auto, books.truth),
        tie_links=float(auto["transaction_id"].isin(tied).sum()),
    )


def mean_score(scores: list[Score]) -> Score:
    """Each number's mean over runs, runs without it left out."""
    table = pd.DataFrame(
        [{item.name: getattr(score, item.name) for item in fields(Score)} for score in scores]
    )
    return Score(**{str(name): float(value) for name, value in table.mean().items()})


def marked(found: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """The rows with typed score and rank and a boolean `right`; of a pair given twice, the better row."""
    rows = found.copy()
    rows["score"] = pd.to_numeric(rows["score"]).astype(float)
    if "rank" in rows:
        rows["rank"] = pd.to_numeric(rows["rank"]).astype(int)
    order = rows["decision"].ne("auto").astype(int) if "decision" in rows else pd.Series(0, index=rows.index)
    rows = rows.assign(_order=order).sort_values(["_order", "score"], ascending=[True, False], kind="stable")
    rows = rows.drop_duplicates(PAIR).drop(columns="_order")
    true = pd.MultiIndex.from_frame(truth[PAIR])
    rows["right"] = pd.MultiIndex.from_frame(rows[PAIR]).isin(true)
    return rows


def decided(rows: pd.DataFrame) -> pd.DataFrame:
    """Automatic rows and, for invoices without one, their review rows of rank 1 from `PROPOSED_FROM`."""
    auto = rows["decision"] == "auto"
    settled = pd.MultiIndex.from_frame(rows.loc[auto, INVOICE])
    waiting = ~pd.MultiIndex.from_frame(rows[INVOICE]).isin(settled)
    return rows[auto | (waiting & (rows["rank"] == 1) & (rows["score"] >= PROPOSED_FROM))]


def pair_f1(pairs: pd.DataFrame, true_pairs: int) -> float:
    """Harmonic mean of precision and recall of marked pairs: 2 right / (given + true)."""
    return (
        2.0 * int(pairs["right"].sum()) / (len(pairs) + true_pairs)
        if len(pairs) + true_pairs
        else float("nan")
    )


def best_f1(rows: pd.DataFrame, true_pairs: int) -> tuple[float, float]:
    """The best F1 any threshold on score reaches over marked rows, and that threshold."""
    right, given, thresholds = _steps(rows)
    if not len(given):
        return 0.0, float("nan")
    scores = 2.0 * right / (given + true_pairs)
    at = int(np.argmax(scores))
    return float(scores[at]), float(thresholds[at])


def recall_at_precision(rows: pd.DataFrame, true_pairs: int, precision: float) -> float:
    """The largest recall of any threshold on score whose rows are right in at least `precision` of cases."""
    right, given, _ = _steps(rows)
    good = right >= precision * given - 1e-9
    return float(right[good].max() / true_pairs) if true_pairs and good.any() else 0.0


def _steps(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """At each distinct score from the highest: right rows, all rows, the score."""
    order = rows.sort_values("score", ascending=False, kind="stable")
    scores = order["score"].to_numpy()
    last = (
        np.flatnonzero(np.append(scores[1:] != scores[:-1], True)) if len(scores) else np.array([], dtype=int)
    )
    return np.cumsum(order["right"].to_numpy())[last], last + 1, scores[last]


def wrong_money(auto: pd.DataFrame, payments: pd.DataFrame) -> float:
    """Money on wrong automatic pairs / money on automatic pairs."""
    currency = auto["transaction_id"].map(payments.set_index("transaction_id")["currency"])
    rate = currency.map(lambda code: PER_EURO.get(code, 1.0)).astype(float)
    weight = pd.to_numeric(auto["allocated_amount"]).abs().to_numpy(dtype=float) / rate.to_numpy()
    total = weight.sum()
    return float(weight[~auto["right"].to_numpy(dtype=bool)].sum() / total) if total else float("nan")


def straight_through(auto: pd.DataFrame, truth: pd.DataFrame) -> float:
    """Invoices whose automatic payments are exactly the true ones / invoices with truth."""
    true_count = truth.groupby(INVOICE).size()
    if true_count.empty:
        return float("nan")
    by_invoice = auto.groupby(INVOICE)["right"]
    right = by_invoice.sum().reindex(true_count.index, fill_value=0)
    given = by_invoice.size().reindex(true_count.index, fill_value=0)
    return float(((right == true_count) & (given == true_count)).mean())


def first_places(rows: pd.DataFrame, truth: pd.DataFrame) -> pd.Series:
    """For each payment with truth, the place of its first true row; infinite where none was proposed."""
    order = rows.assign(review=rows["decision"] != "auto").sort_values(
        ["review", "score", "right"], ascending=[True, False, True], kind="stable"
    )
    place = order.groupby("transaction_id").cumcount() + 1
    first = place[order["right"]].groupby(order.loc[order["right"], "transaction_id"]).min()
    return first.reindex(truth["transaction_id"].unique()).fillna(np.inf).astype(float)


def calibration_error(rows: pd.DataFrame) -> float:
    """Expected calibration error over ten equal-width bins of score; a score of 1 falls into the last."""
    if rows.empty:
        return float("nan")
    bins = np.minimum((rows["score"].to_numpy() * BINS).astype(int), BINS - 1)
    table = (
        rows.assign(bin=bins)
        .groupby("bin")
        .agg(mean=("score", "mean"), share=("right", "mean"), n=("right", "size"))
    )
    return float((table["n"] * (table["mean"] - table["share"]).abs()).sum() / len(rows))


def allocations_exact(auto: pd.DataFrame, truth: pd.DataFrame) -> float:
    """Right automatic pairs whose amount is the true one / right automatic pairs."""
    right = auto[auto["right"]].merge(truth, on=PAIR, suffixes=("", "_true"))
    if right.empty:
        return float("nan")
    given = right["allocated_amount"].map(_decimal)
    exact = (given == right["allocated_amount_true"].map(_decimal)).to_numpy(dtype=bool, copy=True)
    shared = right["situation"].str.endswith("_shared").to_numpy(dtype=bool)
    if shared.any():
        sums = right.assign(given=given, true=right["allocated_amount_true"].map(_decimal))[shared]
        equal = sums.groupby("transaction_id")[["given", "true"]].agg(
            lambda amounts: sum(amounts, Decimal(0))
        )
        exact[shared] = sums["transaction_id"].map(equal["given"] == equal["true"]).to_numpy(dtype=bool)
    return float(exact.mean())


def _decimal(text: object) -> Decimal:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return Decimal("NaN")


def by_situation(found: pd.DataFrame, books: Books) -> pd.DataFrame:
    """Counts per situation, to be added over runs and read with `rates`.

    Columns: situation, true, solvable (true and not ambiguous), auto (automatic rows on the situation's
    payments), right (true pairs among them), solved (right and not ambiguous). Noise situations have only
    automatic rows.
    """
    auto = found[found["decision"] == "auto"]
    rows = marked(auto, books.truth)
    truth = books.truth.assign(solvable=(books.truth["ambiguous"] != "1").astype(int))
    noise = books.noise.drop_duplicates("transaction_id").set_index("transaction_id")["situation"]
    known = pd.concat(
        [noise, truth.drop_duplicates("transaction_id").set_index("transaction_id")["situation"]]
    )
    known = known[~known.index.duplicated(keep="last")]
    rows["situation"] = rows["transaction_id"].map(known).fillna("unnamed_noise")
    hits = rows[rows["right"]][PAIR].merge(truth, on=PAIR)
    table = pd.DataFrame(
        {
            "true": truth.groupby("situation").size(),
            "solvable": truth.groupby("situation")["solvable"].sum(),
            "auto": rows.groupby("situation").size(),
            "right": hits.groupby("situation").size(),
            "solved": hits.groupby("situation")["solvable"].sum(),
        }
    )
    return table.fillna(0).astype(int).rename_axis("situation").reset_index()


def rates(counts: list[pd.DataFrame]) -> pd.DataFrame:
    """Counts of several runs added up, with precision = right / auto and recall = right / true."""
    table = pd.concat(counts).groupby("situation").sum()
    for name, part, whole in (
        ("precision", "right", "auto"),
        ("recall", "right", "true"),
        ("solvable_recall", "solved", "solvable"),
    ):
        table[name] = table[part] / table[whole].where(table[whole] > 0)
    return table.reset_index()


def weak_situations(table: pd.DataFrame) -> pd.DataFrame:
    """The situations of `rates` whose solvable pairs are automatic in less than `WEAK_RECALL` of cases."""
    return table[(table["solvable"] > 0) & (table["solvable_recall"] < WEAK_RECALL)]


def _share(flags: pd.Series) -> float:
    return float(flags.mean()) if len(flags) else float("nan")

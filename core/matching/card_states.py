"""Outcomes of opened card payouts told of their bank lines again: pairs and the states of both sides."""

from typing import TYPE_CHECKING

from core.matching.card_payouts import Opened, fold
from core.matching.facts import Evidence
from core.matching.outcome import Outcome
from core.model.match import Decision
from core.model.reasons import Reason

if TYPE_CHECKING:
    import pandas as pd


def folded(evidence: Evidence, outcome: Outcome) -> Outcome:
    """The outcome with charges put together to their bank lines; unchanged where no payout was opened.

    A payout of which nothing is proposed is set aside as a card payout: it is known not to be one invoice's.
    """
    opened = evidence.opened
    if opened is None:
        return outcome
    bills, codes = evidence.ledger.invoices, evidence.ledger.currencies
    facts = zip(bills.amount.tolist(), bills.open.tolist(), bills.currency.tolist(), strict=True)
    owed = {
        key: (amount, left, codes[code]) for key, (amount, left, code) in zip(bills.key, facts, strict=True)
    }
    pairs = fold(outcome.pairs, opened, owed)
    return Outcome(pairs, _invoices(outcome, pairs), _payments(outcome.payments, pairs, opened))


def _invoices(outcome: Outcome, pairs: "pd.DataFrame") -> "pd.DataFrame":
    """States as the pairs have them now; an invoice that lost what it had is open."""
    auto = set(pairs.loc[pairs["decision"] == Decision.AUTO.value, "invoice"])
    shown = set(pairs["invoice"])
    states, reasons = [], []
    for key, state, reason in outcome.invoices.itertuples(index=False):
        now = "auto" if key in auto else "review" if key in shown else "none"
        if state in ("auto", "review") or now != "none":
            reason = "" if now == "auto" else reason or Reason.BETTER_MATCH_ELSEWHERE.value
            state = now
        states.append(state)
        reasons.append(reason)
    return outcome.invoices.assign(state=states, reason=reasons)


def _payments(payments: "pd.DataFrame", pairs: "pd.DataFrame", opened: Opened) -> "pd.DataFrame":
    """One row for each opened line in place of its charges', sorted by key as before."""
    import pandas as pd

    auto = set(pairs.loc[pairs["decision"] == Decision.AUTO.value, "payment"])
    review = pairs[pairs["decision"] == Decision.REVIEW.value].drop_duplicates("payment")
    last = [str(codes).rpartition("|")[2] for codes in review["reasons"]]
    asked = dict(zip(review["payment"], last, strict=True))
    rows = []
    for line, parts in opened.lines.items():
        if line in asked:
            rows.append((line, "review", asked[line], ""))
        elif line in auto:
            rows.append((line, "auto", "", ""))
        elif any(one.spent for one in parts):
            rows.append((line, "none", Reason.NO_CANDIDATE.value, ""))
        else:
            rows.append((line, "set_aside", Reason.CARD_PAYOUT.value, ""))
    kept = payments[~payments["payment"].isin(opened.charges.keys())]
    more = pd.DataFrame(rows, columns=kept.columns, dtype="object")
    return pd.concat([kept, more], ignore_index=True).sort_values("payment", ignore_index=True)

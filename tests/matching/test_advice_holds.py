"""Five hundred pieces of advice followed: in every replay, in another row order, the invoice is matched."""

import pandas as pd
import pytest

from core.intake import reader
from core.matching import engine
from core.model.batch import BatchKind
from core.model.rules import DEFAULT, STRICT, MatchRules
from tests.bench import american_books, european_books, pacific_books, reference
from tests.bench.books import Books
from tests.matching.books import invoice_frame, payment_frame

WANTED = 500
SIZE = 1_500
MAKERS = (reference.make, american_books.make, european_books.make, pacific_books.make)


def frames_of(books: Books) -> tuple[pd.DataFrame, pd.DataFrame]:
    bills = reader.read_decided(books.invoices.to_csv(index=False).encode(), "i.csv", BatchKind.INVOICES)
    lines = reader.read_decided(books.payments.to_csv(index=False).encode(), "p.csv", BatchKind.PAYMENTS)
    return invoice_frame(bills.invoices), payment_frame(lines.payments)


def followed(books: Books, rules: MatchRules) -> int:
    """How many open items were advised and matched by following it; fails at the first that was not."""
    bills, lines = frames_of(books)
    evidence = engine.prepare(bills, lines)
    replay = engine.prepare(bills.sample(frac=1, random_state=5), lines.sample(frac=1, random_state=6))
    states = engine.decide(evidence, rules).invoices
    outcomes: dict[MatchRules, set[tuple[str, str]]] = {}
    times = 0
    for key in states.loc[states["state"] == "review", "invoice"]:
        advice = engine.what_would_it_take(evidence, rules, key)
        if advice is None:
            continue
        changed = rules.with_(**{advice.rule: str(advice.value)})
        if changed not in outcomes:
            automatic = engine.decide(replay, changed).automatic()
            outcomes[changed] = set(zip(automatic["invoice"], automatic["payment"], strict=True))
        assert {(key, payment) for payment in advice.payments} <= outcomes[changed], (key, advice)
        assert advice.payments
        times += 1
    return times


@pytest.mark.drill
def test_five_hundred_pieces_of_advice_come_true_in_every_replay() -> None:
    times, seed = 0, 31
    while times < WANTED and seed < 60:
        make = MAKERS[seed % len(MAKERS)]
        times += followed(make("hard", SIZE, seed), STRICT if seed % 2 else DEFAULT)
        seed += 1
    assert times >= WANTED


def test_advice_on_small_books_comes_true_in_another_row_order() -> None:
    assert followed(american_books.make("typical", 400, 3), STRICT) >= 5

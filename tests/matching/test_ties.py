"""True ties planted in books of several origins: whatever the kind, nothing of them is posted alone."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.intake import reader
from core.matching import engine
from core.model.batch import BatchKind
from core.model.reasons import Reason
from tests.bench import american_books, european_books, reference
from tests.matching.books import frames, invoice_frame, payment_frame, trade
from tests.matching.ties import CUSTOMERS, KINDS, Scene, Tie, hinted, nameless

Frames = tuple[pd.DataFrame, pd.DataFrame]
SIZE, SEED = 300, 41


def _read(books: reference.Books) -> Frames:
    """The books as the command line reads them."""
    bills = reader.read_decided(books.invoices.to_csv(index=False).encode(), "i.csv", BatchKind.INVOICES)
    lines = reader.read_decided(books.payments.to_csv(index=False).encode(), "p.csv", BatchKind.PAYMENTS)
    return invoice_frame(bills.invoices), payment_frame(lines.payments)


@pytest.fixture(scope="module")
def origins() -> tuple[Frames, ...]:
    """A small healthy ledger and books by three authors."""
    makers = (reference.make, american_books.make, european_books.make)
    return (frames(*trade()), *(_read(make("typical", SIZE, SEED)) for make in makers))


def automatic(books: Frames, tie: Tie) -> pd.DataFrame:
    """What is posted alone of the planted lines or on the planted invoices."""
    bills, lines = frames(*tie)
    pairs = engine.match(pd.concat([books[0], bills]), pd.concat([books[1], lines])).pairs
    planted = pairs["invoice"].isin(bills["invoice"]) | pairs["payment"].isin(lines["payment"])
    return pairs[planted & (pairs["decision"] == "auto")]


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Two to four claims of one amount, round or not, due together or days apart, with some lines to pay."""
    size = draw(st.integers(2, 4))
    whole = st.integers(2, 90).map(lambda units: units * 10_000)
    return Scene(
        dice=Random(draw(st.integers(0, 10**6))),
        size=size,
        amount=draw(st.one_of(whole, st.integers(20_000, 900_000))),
        apart=tuple(draw(st.lists(st.integers(0, 12), min_size=size, max_size=size))),
        lines=draw(st.integers(1, size)),
    )


@given(at=st.integers(0, 3), kind=st.sampled_from(KINDS), scene=scenes())
@settings(max_examples=150, deadline=None)
def test_nothing_of_a_true_tie_is_posted_alone(
    origins: tuple[Frames, ...], at: int, kind, scene: Scene
) -> None:  # type: ignore[no-untyped-def]
    found = automatic(origins[at], kind(scene))
    taught = found["payment"] == "past"  # the payment that teaches the payer's name names its invoice in full
    assert found[~taught].empty, kind.__doc__


SCENE = {"size": 2, "amount": 431_722, "apart": (0, 3), "lines": 1}


@pytest.mark.parametrize("told", ["number", "name"])
def test_what_tells_the_two_apart_in_full_unties_them(origins: tuple[Frames, ...], told: str) -> None:
    bills, lines = nameless(Scene(Random(1), **SCENE))  # type: ignore[arg-type]
    said = (
        {"description": f"PAYMENT {bills[1]['number']}"}
        if told == "number"
        else {"counterparty": CUSTOMERS[1]}
    )
    found = automatic(origins[0], (bills, [lines[0] | said]))
    assert found["invoice"].tolist() == [bills[1]["invoice"]]


def test_a_payer_taught_by_two_payments_unties_what_one_left_tied(origins: tuple[Frames, ...]) -> None:
    bills, lines = hinted(Scene(Random(1), **SCENE))  # type: ignore[arg-type]
    again = bills[-1] | {
        "invoice": "8700412",
        "number": "INV-8700412",
        "amount_minor": 5_123,
        "open_minor": 5_123,
    }
    paid = lines[-1] | {"payment": "past2", "amount_minor": 5_123, "open_minor": 5_123,
                        "description": "PAYMENT INV-8700412"}  # fmt: skip
    assert "tie0" not in set(automatic(origins[0], (bills, lines))["payment"])
    found = automatic(origins[0], ([*bills, again], [*lines, paid])).set_index("payment")["invoice"]
    mine = next(bill for bill in bills if bill["counterparty"] == bills[-1]["counterparty"])
    assert found["tie0"] == mine["invoice"]


def test_a_tie_says_so(origins: tuple[Frames, ...]) -> None:
    bills, lines = frames(*hinted(Scene(Random(1), **SCENE)))  # type: ignore[arg-type]
    books = origins[0]
    pairs = engine.match(pd.concat([books[0], bills]), pd.concat([books[1], lines])).pairs
    best = pairs[(pairs["payment"] == "tie0") & (pairs["choice"] == 1)]
    assert best["reasons"].str.endswith(Reason.TRUE_TIE.value).all()

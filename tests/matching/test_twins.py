"""Two customers called the same but for the legal form: told apart where written, else never guessed."""

from datetime import date

import pandas as pd
import pytest

from core.matching import engine
from tests.matching.books import frames, invoice, payment, trade


def _match(payer: str) -> pd.DataFrame:
    """A bank line of `payer` over an amount that both twins owe, the wrong one's first in the books."""
    bills, lines = trade()
    twins = [
        invoice("8001", 170_000, counterparty="Durand Edition SA"),
        invoice("8002", 170_000, counterparty="Durand Edition SAS", due_on=date(2026, 2, 6)),
    ]
    paid = payment("x", 170_000, counterparty=payer, description="PAYMENT")
    pairs = engine.match(*frames([*bills, *twins], [*lines, paid])).pairs
    return pairs[pairs["payment"] == "x"]


@pytest.mark.parametrize("payer", ["Durand Edition", "DURAND EDITIO", "DURAND EDITION SARL"])
def test_a_name_without_its_legal_form_is_a_true_tie_between_the_two(payer: str) -> None:
    found = _match(payer)
    assert set(found["invoice"]) == {"8001", "8002"}
    assert set(found["decision"]) == {"review"}
    assert found["reasons"].str.contains("true_tie").any()


@pytest.mark.parametrize(
    ("payer", "expected"), [("DURAND EDITION SAS", "8002"), ("durand edition s.a.", "8001")]
)
def test_a_name_written_in_full_goes_to_the_twin_so_called(payer: str, expected: str) -> None:
    found = _match(payer)
    assert found["invoice"].iloc[0] == expected
    assert set(found.loc[found["decision"] == "auto", "invoice"]) <= {expected}

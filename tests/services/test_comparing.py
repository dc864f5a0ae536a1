"""Engines side by side: what is shown is what each of them decides, and the truth tells what it costs."""

import pandas as pd
import pytest

from core.matching import engine
from core.model.rules import CLASSIC, DEFAULT, FIRST_FIT
from core.services import comparing, tuning
from core.services.workspace import Workspace

# Ostrich Farm paid the tied amount: who takes the first that fits may be wrong.
TRUE = (
    ("T-1", "A-1001", "Quarry Bakery GmbH"),
    ("T-2", "A-1002", "Quarry Bakery GmbH"),
    ("T-3", "A-1003", "Lindholm Optik AB"),
    ("T-4", "A-1004", "Lindholm Optik AB"),
    ("T-5", "A-1005", "Mortimer & Sons Ltd"),
    ("T-5", "A-1006", "Mortimer & Sons Ltd"),
    ("T-8", "B-2002", "Ostrich Farm SARL"),
    ("nowhere", "A-1001", "Quarry Bakery GmbH"),
)


@pytest.fixture
def table(queue: Workspace) -> pd.DataFrame:
    truth = comparing.truth_of(queue, TRUE)
    assert len(truth) == len(TRUE) - 1
    return comparing.compare_engines(tuning.open_snapshot(queue), truth).set_index("engine")


def test_every_engine_has_its_row(table: pd.DataFrame) -> None:
    assert list(table.index) == ["default", "classic weights", "blueprint", "first fit"]
    assert table["automatic_rate"].between(0, 1).all()


def test_a_row_is_what_the_engine_decides(queue: Workspace) -> None:
    snapshot = tuning.open_snapshot(queue)
    found = comparing.compare_engines(snapshot, engines=(DEFAULT, CLASSIC)).set_index("engine")
    for rules in (DEFAULT, CLASSIC):
        outcome = engine.decide(snapshot.evidence, rules)
        posted = outcome.automatic()
        row = found.loc[rules.name]
        assert row["automatic"] == posted["payment"].nunique()
        assert row["money"] == {"EUR": int(posted["invoice_minor"].abs().sum())}
    assert found["wrong"].isna().all(), "without truth nothing is called wrong"
    assert found["wrong_money"].isna().all()


def test_ours_is_not_wrong_where_a_scheme_takes_what_fits(table: pd.DataFrame) -> None:
    assert table.loc["default", "wrong"] == 0
    assert table.loc["default", "wrong_money"] == {}
    assert table.loc["first fit", "wrong"] + table.loc["classic weights", "wrong"] >= 1
    assert table.loc["default", "automatic"] > table.loc["first fit", "automatic"] - 2


def test_empty_books_compare_to_nothing(workspace: Workspace) -> None:
    found = comparing.compare_engines(tuning.open_snapshot(workspace), frozenset(), (DEFAULT, FIRST_FIT))
    assert found["automatic"].tolist() == [0, 0]
    assert found["automatic_rate"].isna().all()
    assert found["wrong_share"].isna().all()

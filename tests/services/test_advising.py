"""What would it take: the smallest change of one rule, told with everything else it would do."""

import pytest

from core.model.errors import NotFoundError
from core.model.rules import DEFAULT
from core.services import advising, tuning
from core.services.workspace import Workspace

TIGHT = DEFAULT.with_(days_after_due="0", days_before_issue="0", name="nothing late")


def _late(books: Workspace) -> tuple[tuning.Snapshot, str]:
    """An invoice that rules without any lateness do not match and the default ones do."""
    snapshot = tuning.open_snapshot(books)
    numbers = snapshot.invoices.set_index("invoice")["number"]
    plain = set(tuning.try_rules(snapshot, DEFAULT).outcome.automatic()["invoice"])
    tight = set(tuning.try_rules(snapshot, TIGHT).outcome.automatic()["invoice"])
    lost = sorted(numbers[list(plain - tight)])
    assert lost, "some invoice of these books was paid late"
    return snapshot, lost[0]


@pytest.fixture
def late_books(books: Workspace) -> Workspace:
    from core.model.batch import BatchKind
    from tests.services.conftest import bring

    header = "invoice_number,counterparty,issue_date,due_date,total_amount,currency"
    bring(books, f"{header}\nD-5001,Heron Glass AG,2026-01-05,2026-02-04,741.19,EUR\n", BatchKind.INVOICES)
    header = "transaction_id,payment_date,amount,currency,counterparty,description,reference"
    bring(books, f"{header}\nT-50,2026-02-20,741.19,EUR,HERON GLASS AG,D-5001,D-5001\n", BatchKind.PAYMENTS)
    return books


def test_following_the_advice_matches_the_invoice(late_books: Workspace) -> None:
    snapshot, number = _late(late_books)
    found = advising.what_it_takes(snapshot, TIGHT, number)
    assert found.rules is not None
    assert "matches it with" in found.sentence
    assert found.consequences
    matched = tuning.try_rules(snapshot, found.rules).outcome.automatic()["invoice"]
    numbers = snapshot.invoices.set_index("invoice")["number"]
    assert number in set(numbers[list(matched)])


def test_what_was_considered_is_named_with_its_reason(late_books: Workspace) -> None:
    snapshot, number = _late(late_books)
    assert advising.what_it_takes(snapshot, TIGHT, number).why_not


def test_what_is_matched_already_or_never_can_be_is_said(books: Workspace) -> None:
    snapshot = tuning.open_snapshot(books)
    assert (
        advising.what_it_takes(snapshot, DEFAULT, " a-1001 ").sentence
        == "These rules already match it automatically."
    )
    assert "Changing one rule" in advising.what_it_takes(snapshot, DEFAULT, "A-1007").sentence


def test_an_unknown_number_is_named(books: Workspace) -> None:
    with pytest.raises(NotFoundError, match="Z-9"):
        advising.what_it_takes(tuning.open_snapshot(books), DEFAULT, "Z-9")

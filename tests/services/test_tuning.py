"""Other rules are tried on the whole history; what is shown equals what a run with them would do."""

from decimal import Decimal

import pytest

from core.model.errors import AccessError, ConflictError
from core.model.identity import Role
from core.model.rules import BLUEPRINT, CLASSIC, DEFAULT, FIRST_FIT, STRICT, MatchRules
from core.services import reconciling, reporting, tuning
from core.services.workspace import Workspace
from core.store import listings

SHORT = """\
invoice_number,counterparty,issue_date,due_date,total_amount,currency
C-3001,Pelican Freight Ltd,2026-04-01,2026-05-01,1000.00,EUR
"""
SHORT_PAYMENT = """\
transaction_id,payment_date,amount,currency,counterparty,description,reference
T-20,2026-04-28,998.00,EUR,PELICAN FREIGHT LTD,INVOICE C-3001,C-3001
"""
STRICTEST = DEFAULT.with_(under_absolute="0", under_percent="0", bank_fee_max="0", discount_percent_max="0",
                          withholding_percent_max="0", card_fee_percent="0", card_fee_fixed="0")  # fmt: skip


def _standing(workspace: Workspace) -> list[tuple[str, str, int]]:
    with workspace.scope() as scope:
        rows = listings.standing(scope, listings.AllocationFilter(actor="engine"), 1000).rows
    return sorted(zip(rows["invoice"], rows["payment"], rows["payment_minor"], strict=True))


def _automatic(pairs) -> list[tuple[str, str, int]]:
    chosen = pairs[pairs["decision"] == "auto"]
    return sorted(zip(chosen["invoice"], chosen["payment"], chosen["payment_minor"], strict=True))


@pytest.mark.parametrize("rules", [DEFAULT, STRICT, CLASSIC, BLUEPRINT, FIRST_FIT], ids=lambda r: r.name)
def test_what_is_shown_equals_a_full_run_with_those_rules(queue: Workspace, rules: MatchRules) -> None:
    trial = tuning.try_rules(tuning.open_snapshot(queue), rules)
    tuning.save(queue, rules, "as tried", 0)
    reconciling.run(queue)
    assert _standing(queue) == _automatic(trial.outcome.pairs)


def test_saved_rules_change_nothing_against_themselves(queue: Workspace) -> None:
    snapshot = tuning.open_snapshot(queue)
    trial = tuning.try_rules(snapshot, snapshot.saved.rules)
    assert not trial.changes
    assert trial.before == trial.after


def test_a_narrower_tolerance_loses_a_match_with_its_money_and_a_wider_one_gains_it(books: Workspace) -> None:
    from core.model.batch import BatchKind
    from tests.services.conftest import bring

    bring(books, SHORT, BatchKind.INVOICES)
    bring(books, SHORT_PAYMENT, BatchKind.PAYMENTS)
    tuning.save(books, STRICTEST, "nothing short", 0)
    snapshot = tuning.open_snapshot(books)
    trial = tuning.try_rules(snapshot, STRICTEST.with_(under_absolute="5"))
    gained = trial.table("gained")
    assert "C-3001" in set(gained["number"])
    assert trial.changes.money("gained")["EUR"] >= 99800
    assert trial.after.automatic_rate >= trial.before.automatic_rate
    back = tuning.try_rules(snapshot, STRICTEST)
    assert not back.changes


def test_the_before_figures_are_those_of_the_kpi_page(queue: Workspace) -> None:
    snapshot, report = tuning.open_snapshot(queue), reporting.kpis(queue, None)
    shown, page = snapshot.before, report.kpis
    assert (shown.invoices_settled, shown.settled_alone) == (page.invoices_settled, page.settled_alone)
    assert shown.exception_rate == page.exception_rate
    assert shown.cost_per_invoice == page.cost_per_invoice


def test_saving_makes_a_version_and_changes_nothing_decided(queue: Workspace) -> None:
    before, snapshot = _standing(queue), tuning.open_snapshot(queue)
    saved = tuning.save(queue, STRICT, "for the audit", snapshot.saved.version)
    assert (saved.version, saved.rules, saved.note) == (1, STRICT, "for the audit")
    assert _standing(queue) == before
    assert [each.version for each in tuning.versions(queue)] == [1, 0]
    with pytest.raises(ConflictError, match="version 1 in the meantime"):
        tuning.save(queue, DEFAULT, "late", snapshot.saved.version)


def test_an_analyst_tries_rules_and_does_not_save_them(queue: Workspace, desk, company) -> None:
    analyst = desk(company, Role.ANALYST)
    assert tuning.try_rules(tuning.open_snapshot(analyst), STRICT).rules == STRICT
    with pytest.raises(AccessError, match="manager"):
        tuning.save(analyst, STRICT, "", 0)


def test_the_data_version_changes_with_the_books_and_only_then(books: Workspace) -> None:
    first = tuning.data_version(books)
    assert tuning.data_version(books) == first
    reconciling.run(books)
    assert tuning.data_version(books) == first, "the engine's own postings are not input"
    from core.model.batch import BatchKind
    from tests.services.conftest import bring

    bring(books, SHORT, BatchKind.INVOICES)
    assert tuning.data_version(books) != first


def test_scores_are_between_nothing_and_certainty(queue: Workspace) -> None:
    trial = tuning.try_rules(tuning.open_snapshot(queue), DEFAULT.with_(accept_from=Decimal("0.9")))
    assert trial.scores["score"].between(0, 1).all()
    assert trial.scores["currency"].eq("EUR").all()


def test_an_empty_company_can_be_tuned(workspace: Workspace) -> None:
    trial = tuning.try_rules(tuning.open_snapshot(workspace), STRICT)
    assert [len(trial.table(kind)) for kind in ("gained", "lost", "moved")] == [0, 0, 0]
    assert trial.scores.empty

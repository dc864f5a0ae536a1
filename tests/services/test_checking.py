"""Automatic matches are drawn, looked at again, and a wrong one is taken back in the same breath."""

from uuid import UUID

import pytest

from core.insight import comparison
from core.model.errors import AccessError, ConflictError, NotFoundError
from core.model.identity import Role
from core.services import auditing, checking, reconciling, reporting
from core.services.auditing import AuditFilter
from core.services.workspace import Workspace
from core.store import listings
from core.store.listings import AllocationFilter


def standing(workspace: Workspace) -> set[tuple[str, str]]:
    with workspace.scope() as scope:
        rows = listings.standing(scope, AllocationFilter(actor="engine"), 100).rows
    return set(zip(rows["payment"], rows["number"], strict=True))


@pytest.fixture
def matched(books: Workspace) -> Workspace:
    """The small books after a run, with several automatic matches."""
    reconciling.run(books)
    assert len(standing(books)) >= 4
    return books


def test_without_a_check_nothing_is_claimed(matched: Workspace) -> None:
    seen = checking.overview(matched, 5)
    assert seen.sentence == "No automatic match has been checked yet."
    assert (seen.waiting, seen.random.bound, seen.suggestion.threshold) == (0, None, None)
    assert seen.suggestion.more == 598
    assert seen.undrawn == len(standing(matched))
    assert checking.next_check(matched) is None


def test_a_draw_waits_and_each_match_is_drawn_once(matched: Workspace) -> None:
    count = len(standing(matched))
    assert checking.draw(matched, 2, 1) == 3
    assert checking.overview(matched).waiting == 3
    checking.draw(matched, 100, 5)
    seen = checking.overview(matched)
    assert (seen.waiting, seen.undrawn) == (count, 0)
    assert checking.draw(matched) == 0, "all of them were drawn"


def test_a_right_match_stands_and_counts_as_evidence(matched: Workspace) -> None:
    before = standing(matched)
    checking.draw(matched, 100)
    while check := checking.next_check(matched):
        assert "right" in checking.decide(matched, check.id, True)
    assert standing(matched) == before
    seen = checking.overview(matched)
    assert seen.waiting == 0
    assert seen.sentence.startswith(f"0 of {len(before)} checked matches were wrong (error rate below ")
    assert seen.curve["labelled"].max() == len(before)


def test_a_wrong_match_is_taken_back_declined_and_never_made_again(matched: Workspace) -> None:
    checking.draw(matched, 100)
    check = checking.next_check(matched)
    assert check is not None
    pair = (str(check.payment.id), check.leg.invoice.number)
    sentence = checking.decide(matched, check.id, False)
    assert "wrong, reversed" in sentence
    assert pair not in standing(matched)
    with matched.scope() as scope:
        rows = listings.invoices(scope, listings.ItemFilter(words=pair[1]), 1).rows
    assert rows["open_minor"][0] == check.leg.invoice.open.minor, "all of it is open again"
    reconciling.run(matched)
    assert pair not in standing(matched)
    assert checking.overview(matched).random.wrong == 1
    last = auditing.entries(matched, AuditFilter(action="match.found_wrong")).rows
    assert last["after"][0]["sentence"] == sentence


def test_a_set_with_a_wrong_part_is_taken_back_as_a_whole(matched: Workspace) -> None:
    """980.45 less a credit note of 80.45 was paid with 900: without the credit note it does not fit."""
    checking.draw(matched, 100)
    while (check := checking.next_check(matched)) and check.leg.invoice.number != "A-1006":
        checking.decide(matched, check.id, True)
    assert check is not None
    assert check.others == ("A-1005",)
    assert "with 1 other match of this payment" in checking.decide(matched, check.id, False)
    assert not {"A-1005", "A-1006"} & {number for _, number in standing(matched)}
    assert auditing.verify(matched)


def test_both_sides_are_shown_as_they_were_before_the_match(matched: Workspace) -> None:
    checking.draw(matched, 100)
    check = checking.next_check(matched)
    assert check is not None
    assert check.payment.open.minor != 0
    rows = comparison.single(check.payment, check.leg)
    assert rows[0].label == "Amount"
    assert "0.00 EUR open" not in rows[0].invoice[0].text


def test_two_people_decide_once(matched: Workspace) -> None:
    checking.draw(matched, 100)
    check = checking.next_check(matched)
    assert check is not None
    checking.decide(matched, check.id, True)
    before = standing(matched)
    with pytest.raises(ConflictError, match="meanwhile"):
        checking.decide(matched, check.id, False)
    assert standing(matched) == before, "the second decision left nothing behind"
    with pytest.raises(NotFoundError):
        checking.decide(matched, UUID(int=1), True)


def test_a_verdict_is_taken_back_and_the_next_run_decides_anew(matched: Workspace) -> None:
    before = standing(matched)
    checking.draw(matched, 100)
    check = checking.next_check(matched)
    assert check is not None
    checking.decide(matched, check.id, True)
    assert "back in the sample" in checking.undo(matched, check.id)
    assert checking.overview(matched).waiting == len(before)
    checking.decide(matched, check.id, False)
    assert standing(matched) != before
    assert "decides it again" in checking.undo(matched, check.id)
    reconciling.run(matched)
    assert standing(matched) == before
    assert checking.overview(matched).random.checked == 0
    with pytest.raises(ConflictError, match="no verdict"):
        checking.undo(matched, check.id)


def test_only_who_decides_may_draw_and_judge(matched: Workspace, desk, company) -> None:
    checking.draw(matched, 100)
    check = checking.next_check(matched)
    assert check is not None
    viewer = desk(company, Role.VIEWER)
    assert checking.overview(viewer).waiting > 0
    for verb in (lambda: checking.draw(viewer), lambda: checking.decide(viewer, check.id, True)):
        with pytest.raises(AccessError):
            verb()


def test_another_company_sees_and_decides_nothing_of_it(
    matched: Workspace, other_workspace: Workspace
) -> None:
    checking.draw(matched, 100)
    check = checking.next_check(matched)
    assert check is not None
    assert checking.overview(other_workspace).waiting == 0
    assert checking.draw(other_workspace) == 0
    with pytest.raises(NotFoundError):
        checking.decide(other_workspace, check.id, False)


def test_the_wrong_match_rate_is_measured_once_enough_were_checked(
    matched: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking.draw(matched, 100)
    while (check := checking.next_check(matched)) and check.others:
        checking.decide(matched, check.id, True)
    assert check is not None
    checking.decide(matched, check.id, False)
    few = reporting.kpis(matched).kpis
    assert few.basis["wrong_match_rate"] == "assumed"
    while check := checking.next_check(matched):
        checking.decide(matched, check.id, True)
    monkeypatch.setattr(reporting, "_ENOUGH_CHECKS", 4)
    many = reporting.kpis(matched).kpis
    assert many.basis["wrong_match_rate"] == "measured"
    checked = checking.overview(matched).random.checked
    assert float(many.wrong_match_rate) == pytest.approx(1 / checked, abs=1e-6)

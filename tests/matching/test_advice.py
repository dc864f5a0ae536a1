"""Advice that comes true: following it matches the invoice, and dropped candidates say why."""

from datetime import date

import pytest

from core.matching import engine
from core.model.history import History
from core.model.reasons import Reason
from core.model.rules import DEFAULT
from tests.matching.books import frames, invoice, payment, trade
from tests.matching.test_laws import EVIDENCE


def books(*extra: tuple[dict[str, object], dict[str, object]]) -> engine.Evidence:
    bills, lines = trade()
    return engine.prepare(*frames(bills + [pair[0] for pair in extra], lines + [pair[1] for pair in extra]))


LATE = (
    invoice("9001", 431_722, counterparty="Juniper Legal"),
    payment("x", 431_722, counterparty="Juniper Legal", description="INV-9001", paid_on=date(2026, 6, 10)),
)


def test_a_late_payment_is_told_how_many_days_it_takes() -> None:
    evidence = books(LATE)
    rules = DEFAULT.with_(days_after_due=60)
    advice = engine.what_would_it_take(evidence, rules, "9001")
    assert advice is not None
    assert (advice.rule, int(advice.value), advice.steps) == ("days_after_due", 126, 66)
    assert advice.payments == ("x",)
    assert (advice.gained, advice.lost, advice.moved) == ((), (), ())


def test_following_the_advice_matches_the_invoice_and_one_step_less_does_not() -> None:
    outcome = engine.decide(EVIDENCE, DEFAULT)
    followed = 0
    for key in outcome.invoices.loc[outcome.invoices["state"] != "auto", "invoice"]:
        advice = engine.what_would_it_take(EVIDENCE, DEFAULT, key)
        if advice is not None:
            followed += 1
            after = engine.decide(EVIDENCE, DEFAULT.with_(**{advice.rule: str(advice.value)}))
            assert key in set(after.automatic()["invoice"])
            others = {change.invoice for change in advice.gained}
            assert others <= set(after.automatic()["invoice"]) - set(outcome.automatic()["invoice"])
    assert followed


def test_a_matched_or_unknown_invoice_needs_no_advice() -> None:
    evidence = books()
    assert engine.what_would_it_take(evidence, DEFAULT, "7000") is None
    assert engine.what_would_it_take(evidence, DEFAULT, "no such") is None


def test_dropped_candidates_say_why() -> None:
    evidence = books(LATE)
    narrow = DEFAULT.with_(days_after_due=60)
    assert engine.explain_pair(evidence, narrow, "9001", "x") == (Reason.DATE_OUTSIDE_WINDOW,)
    assert engine.explain_pair(evidence, DEFAULT.with_(days_after_due=200), "9001", "x") == ()
    assert engine.explain_pair(evidence, DEFAULT, "9001", "p000") == (Reason.NO_CANDIDATE,)
    assert ("x", (Reason.DATE_OUTSIDE_WINDOW,)) in engine.why_not(evidence, narrow, "9001")
    with pytest.raises(ValueError, match="not in"):
        engine.explain_pair(evidence, DEFAULT, "no such", "x")


def test_a_declined_pair_says_so() -> None:
    bills, lines = trade()
    left, right = frames([*bills, LATE[0]], [*lines, LATE[1]])
    evidence = engine.prepare(left, right, History(declined=frozenset({("9001", "x")})))
    assert engine.explain_pair(evidence, DEFAULT, "9001", "x")[0] is Reason.DECLINED_BEFORE

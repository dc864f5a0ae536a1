"""Laws of the engine: row order is no matter, re-deciding is a full run, wider gates keep what they hold."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching import engine
from core.matching.outcome import Outcome
from core.matching.redecide import gates
from core.model.rules import (
    BLUEPRINT,
    CLASSIC,
    DEFAULT,
    FIRST_FIT,
    RULE_FIELDS,
    STRICT,
    MatchRules,
    RuleField,
    from_toml,
)  # fmt: skip
from tests.matching.books import NAMES, frames, invoice, payment, trade


def messy(seed: int = 3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A ledger with fees, short payments, lists, duplicates, nameless lines and noise."""
    dice = np.random.default_rng(seed)
    bills, lines = trade(45, seed)
    for at in range(24):
        name, amount = NAMES[at % len(NAMES)], int(dice.integers(9_000, 400_000))
        bills.append(invoice(f"{8000 + 7 * at}", amount, counterparty=name, terms="2/10 net 30"))
        short = [0, 0, 1_500, 3, amount // 50, amount // 2, -200, 0][at % 8]
        text = ["", f"INV-{8000 + 7 * at}", f"{8000 + 7 * at} thanks", "", "invoice", "part payment"][at % 6]
        day = pd.Timestamp(2026, 1, 5) + pd.Timedelta(days=int(dice.integers(-5, 90)))
        payer = name if at % 5 else ""
        lines.append(payment(f"q{at:02d}", amount - short, counterparty=payer, description=text, paid_on=day))
    lines.append(payment("list", sum(int(b["amount_minor"]) for b in bills[-2:]), counterparty=NAMES[0],
                         description=f"INV-{bills[-1]['invoice']} INV-{bills[-2]['invoice']}"))  # fmt: skip
    lines.append(payment("noise", -50_000, description="GUSTO PAYROLL"))
    return frames(bills, lines)


LEFT, RIGHT = messy()
EVIDENCE = engine.prepare(LEFT, RIGHT)


def same(one: Outcome, other: Outcome) -> None:
    pd.testing.assert_frame_equal(one.pairs, other.pairs)
    pd.testing.assert_frame_equal(one.invoices, other.invoices)
    pd.testing.assert_frame_equal(one.payments, other.payments)


@pytest.mark.parametrize(
    "rules", [DEFAULT, STRICT, CLASSIC, BLUEPRINT, FIRST_FIT], ids=lambda rules: rules.name
)
def test_the_order_of_rows_does_not_matter(rules: MatchRules) -> None:
    shuffled = engine.match(LEFT.sample(frac=1, random_state=1), RIGHT.sample(frac=1, random_state=2), rules)
    same(engine.decide(EVIDENCE, rules), shuffled)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_redeciding_equals_a_full_run_with_those_rules(data: st.DataObject) -> None:
    field: RuleField = data.draw(st.sampled_from(RULE_FIELDS))
    steps = int((field.maximum - field.minimum) / field.step)
    value = field.minimum + field.step * data.draw(st.integers(0, steps))
    if field.name == "accept_from":
        value = max(value, DEFAULT.propose_from)
    if field.name == "propose_from":
        value = min(value, DEFAULT.accept_from)
    rules = DEFAULT.with_(**{field.name: str(value)})
    engine.decide(EVIDENCE, STRICT)  # whatever was decided before leaves no trace
    same(engine.decide(EVIDENCE, rules), engine.match(LEFT, RIGHT, rules))


WIDER = (
    "under_absolute", "under_percent", "over_absolute", "over_percent", "days_before_issue", "days_after_due",
    "rounding_max", "bank_fee_max", "card_fee_percent", "discount_percent_max", "withholding_percent_max",
    "fx_percent",
)  # fmt: skip


@pytest.mark.parametrize("name", WIDER)
def test_a_wider_tolerance_never_shrinks_the_gated_pairs(name: str) -> None:
    field = next(field for field in RULE_FIELDS if field.name == name)
    values = np.linspace(float(field.minimum), float(field.maximum), 6)
    passed = np.zeros(len(EVIDENCE.rows), dtype=bool)
    for value in values:
        exact = Decimal(str(round(value, 2)))
        if isinstance(getattr(DEFAULT, name), int):
            exact = exact.to_integral_value()
        now = gates(EVIDENCE, DEFAULT.with_(**{name: str(exact)}))
        assert not (passed & ~now).any()
        passed = now


def test_every_item_is_in_exactly_one_state_and_nothing_is_used_twice() -> None:
    outcome = engine.decide(EVIDENCE, DEFAULT)
    assert sorted(outcome.invoices["invoice"]) == sorted(LEFT["invoice"])
    assert sorted(outcome.payments["payment"]) == sorted(RIGHT["payment"])
    assert set(outcome.payments["state"]) <= {"auto", "review", "none", "set_aside"}
    auto = outcome.automatic()
    paid = auto.groupby("payment")["payment_minor"].sum()
    settled = (auto["invoice_minor"] + auto["adjustment_minor"]).groupby(auto["invoice"]).sum()
    assert (paid.abs() <= RIGHT.set_index("payment")["open_minor"].abs().reindex(paid.index)).all()
    assert (settled.abs() <= LEFT.set_index("invoice")["open_minor"].abs().reindex(settled.index)).all()
    assert auto["score"].between(0, 1).all()


def test_the_margin_rule_and_the_weights_do_something() -> None:
    base = engine.decide(EVIDENCE, DEFAULT)
    assert len(engine.decide(EVIDENCE, DEFAULT.with_(margin="20")).automatic()) < len(base.automatic())
    for weight in ("weight_reference", "weight_counterparty", "weight_amount", "weight_timing"):
        other = engine.decide(EVIDENCE, DEFAULT.with_(**{weight: "0"}))
        assert (other.pairs[f"points_{weight[7:]}"] == 0).all()


def test_rules_travel_through_toml_unchanged() -> None:
    rules = replace(DEFAULT, name='June "strict"', under_absolute=Decimal("1.25"), business_days=True)
    assert from_toml(rules.to_toml()) == rules


@pytest.mark.parametrize("field", RULE_FIELDS, ids=lambda field: field.name)
def test_every_rule_has_words_and_sound_bounds(field: RuleField) -> None:
    value = Decimal(getattr(DEFAULT, field.name))
    assert field.minimum <= value <= field.maximum
    assert field.step > 0
    assert field.label
    assert field.help.endswith(".")

"""A split by hand fits to the cent or says why not; one cause alone is proposed, within rules and role."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.matching.splitting import Share, allowed, balance, begin, causes, limit
from core.model.identity import Role
from core.model.match import Adjustment
from core.model.money import Money
from core.model.rules import DEFAULT

EUR, LIMITS = "EUR", {Role.ANALYST: Decimal(25), Role.MANAGER: Decimal(500)}


def euros(minor: int) -> Money:
    return Money(minor, EUR)


def share(paid: int, invoice: str = "A", booked: int = 0, kind: Adjustment = Adjustment.NONE) -> Share:
    return Share("line", invoice, euros(paid), euros(paid), euros(booked), kind)


@given(st.lists(st.integers(1, 500_00), min_size=1, max_size=6), st.integers(0, 900_00))
def test_what_is_put_on_invoices_and_what_stays_add_up(parts: list[int], more: int) -> None:
    shares = [share(minor, str(n)) for n, minor in enumerate(parts)]
    bills = {str(n): euros(minor) for n, minor in enumerate(parts)}
    left = balance(shares, {"line": euros(sum(parts) + more)}, bills)
    assert not left.problems
    assert left.on_account["line"] == euros(more)
    assert not any(left.still_open.values())


@given(st.integers(1, 500_00), st.integers(1, 500_00))
def test_more_than_is_open_on_either_side_is_refused_by_name(minor: int, beyond: int) -> None:
    too_much = balance([share(minor + beyond)], {"line": euros(minor)}, {"A": euros(minor + beyond)})
    assert too_much.problems == (f"This is {euros(beyond)} more than is open on the bank line.",)
    too_big = balance([share(minor + beyond)], {"line": euros(minor + beyond)}, {"A": euros(minor)})
    assert too_big.problems == (f"This is {euros(beyond)} more than is open on the invoice.",)


def test_a_credit_note_takes_part_with_its_own_sign() -> None:
    left = balance(
        [share(100_00, "bill"), share(-20_00, "credit")],
        {"line": euros(80_00)},
        {"bill": euros(100_00), "credit": euros(-20_00)},
    )
    assert not left.problems
    assert not left.on_account["line"]


def test_two_currencies_carry_two_amounts() -> None:
    dollars = Share("line", "A", Money(110_00, "USD"), euros(100_00), euros(0))
    assert not balance([dollars], {"line": Money(110_00, "USD")}, {"A": euros(100_00)}).problems
    unequal = Share("line", "A", euros(110_00), euros(100_00), euros(0))
    assert balance([unequal], {"line": euros(110_00)}, {"A": euros(100_00)}).problems


def test_a_difference_needs_a_name_and_a_split_an_invoice() -> None:
    nameless = balance([share(90_00, booked=10_00)], {"line": euros(90_00)}, {"A": euros(100_00)})
    assert nameless.problems == ("Choose what the difference is, or leave it open.",)
    assert balance([], {"line": euros(90_00)}, {}).problems


@pytest.mark.parametrize(
    ("short", "owed", "terms", "first"),
    [
        (20_00, 1000_00, 0.02, Adjustment.DISCOUNT),
        (15_00, 1234_56, 0.0, Adjustment.BANK_FEE),
        (60, 1234_60, 0.0, Adjustment.ROUNDING),
        (150_00, 1000_00, 0.0, Adjustment.WITHHOLDING),
    ],
)
def test_the_likeliest_cause_comes_first(short: int, owed: int, terms: float, first: Adjustment) -> None:
    assert causes(euros(short), euros(owed), terms, DEFAULT)[0] is first


def test_in_two_currencies_an_exchange_difference_is_proposed_first() -> None:
    assert causes(euros(10_00), euros(1000_00), 0.0, DEFAULT, foreign=True)[0] is Adjustment.FX
    assert causes(euros(20_00), euros(1000_00), 0.02, DEFAULT, foreign=True)[0] is Adjustment.FX
    assert Adjustment.FX not in causes(euros(10_00), euros(1000_00), 0.0, DEFAULT)


@pytest.mark.parametrize(
    ("left", "owed", "begins"),
    [
        (1085_40, 1000_00, (1085_40, 1000_00)),  # about the same: all of both
        (500_00, 1000_00, (500_00, None)),  # a part: how much of the invoice it is, the bank says
        (5000_00, -1000_00, (None, 1000_00)),  # more than is owed: how much of the payment it took
    ],
)
def test_a_pair_in_two_currencies_settles_no_more_than_was_roughly_paid(
    left: int, owed: int, begins: tuple[int | None, int | None]
) -> None:
    found = begin(Money(left, "USD"), euros(owed))
    assert tuple(each and each.minor for each in found) == begins


def test_what_no_single_cause_explains_is_left_to_a_person() -> None:
    """Beyond every fee and no whole percentage: a fee and a discount together are not offered."""
    assert causes(euros(217_43), euros(1000_00), 0.02, DEFAULT) == ()
    assert causes(euros(0), euros(1000_00), 0.02, DEFAULT) == ()
    assert causes(euros(1000_00), euros(1000_00), 0.0, DEFAULT) == ()


def test_a_role_is_bound_by_its_limit_or_by_what_the_rules_call_plausible() -> None:
    owed = euros(1000_00)
    assert limit(Adjustment.WRITE_OFF, owed, Role.ANALYST, DEFAULT, LIMITS) == euros(25_00)
    assert limit(Adjustment.WRITE_OFF, owed, Role.MANAGER, DEFAULT, LIMITS) == euros(500_00)
    assert limit(Adjustment.WRITE_OFF, owed, Role.ADMIN, DEFAULT, LIMITS) is None
    assert limit(Adjustment.WITHHOLDING, owed, Role.ANALYST, DEFAULT, LIMITS) == euros(300_00)
    assert allowed(Adjustment.DISCOUNT, owed, DEFAULT) == euros(50_00)
    yen = Money(90_000, "JPY")
    assert limit(Adjustment.BANK_FEE, yen, Role.ANALYST, DEFAULT, LIMITS) == Money(6000, "JPY")

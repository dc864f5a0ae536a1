"""A payout's chain to the bank: every step adds up to the cent, and what is ambiguous is said."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.money import Money
from core.model.payment import Payment
from core.model.payout import BankTie, Payout, PayoutTrace
from core.settlement import frames
from core.settlement.payout_chain import trace
from tests.settlement.worlds import Row, row, side

_DAY = date(2026, 11, 12)


def _usd(minor: int) -> Money:
    return Money(minor, "USD")


def _batch(payout_id: str = "po_1") -> list[Row]:
    made = [
        row("ch_1", 10_000, kind="charge", fee=320, fee_known=True),
        row("ch_2", 5_000, kind="charge", fee=175, fee_known=True),
        row("re_1", -2_000, kind="refund"),
        row("dp_1", -1_000, kind="dispute", fee=1_500, fee_known=True),
        row("fee_1", -200, kind="fee"),
        row("adj_1", 50, kind="adjustment"),
        row("ch_3", 999, kind="charge", status="failed"),
    ]
    return [one | {"payout_id": payout_id} for one in made]


_NET = 10_000 + 5_000 - 2_000 - 1_000 - 200 + 50 - 320 - 175 - 1_500


def _traced(payouts: list[Payout], lines: list[tuple[str, Payment]]) -> tuple[PayoutTrace, ...]:
    return trace(frames.of_payouts(payouts), side(_batch()), frames.of_bank_lines(lines))


def _payout(amount: int = _NET, payout_id: str = "po_1", key: str = "") -> Payout:
    return Payout("stripe", payout_id, _usd(amount), _DAY, bank_key=key)


def _line(amount: int = _NET, days: int = 0, text: str = "STRIPE") -> Payment:
    return Payment(_DAY + timedelta(days=days), _usd(amount), description=text)


def test_every_step_adds_up_to_the_cent() -> None:
    [found] = _traced([_payout()], [("b1", _line())])
    assert (found.gross, found.fees, found.refunds) == (_usd(15_000), _usd(2_195), _usd(2_000))
    assert (found.disputes, found.others, found.transactions) == (_usd(1_000), _usd(50), 6)
    assert found.expected == found.paid == _usd(_NET)
    assert found.off == _usd(0)
    assert (found.tie, found.bank_keys) == (BankTie.AMOUNT_AND_DAY, ("b1",))


@given(st.integers(-10_000, 10_000))
def test_what_is_paid_beyond_its_parts_is_off(more: int) -> None:
    [found] = _traced([_payout(_NET + more)], [])
    assert found.off == _usd(more)
    assert found.tie is BankTie.MISSING


@pytest.mark.parametrize("text", ["STRIPE E2E-778899 X", "e2e 778899"])
def test_a_key_on_the_line_decides_among_equal_amounts(text: str) -> None:
    lines = [("b1", _line()), ("b2", _line(text=text)), ("b3", _line(text="E2E-7788991"))]
    [found] = _traced([_payout(key="E2E-778899")], lines)
    assert (found.tie, found.bank_keys) == (BankTie.KEY, ("b2",))


def test_equal_claims_are_said_and_never_guessed() -> None:
    [found] = _traced([_payout()], [("b1", _line()), ("b2", _line(days=2))])
    assert (found.tie, found.bank_keys) == (BankTie.AMBIGUOUS, ("b1", "b2"))
    both = _traced([_payout(), _payout(payout_id="po_2")], [("b1", _line())])
    assert {one.tie for one in both} == {BankTie.AMBIGUOUS}


@pytest.mark.parametrize(
    "line", [_line(days=9), _line(days=-3), _line(_NET + 1), Payment(_DAY, Money(_NET, "EUR"))]
)
def test_another_day_amount_or_currency_is_no_tie(line: Payment) -> None:
    [found] = _traced([_payout()], [("b1", line)])
    assert (found.tie, found.bank_keys) == (BankTie.MISSING, ())


def test_the_order_of_rows_does_not_matter() -> None:
    payouts = frames.of_payouts([_payout(), _payout(payout_id="po_2", amount=5)])
    lines = frames.of_bank_lines([("b1", _line()), ("b2", _line(5)), ("b3", _line(5, 1))])
    books = side(_batch())

    def turned(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.iloc[::-1].reset_index(drop=True)

    assert trace(payouts, books, lines) == trace(turned(payouts), turned(books), turned(lines))[::-1]

"""A payment that the bank takes back is known by what both lines share, not by the words of one language."""

from datetime import date

import pytest

from core.matching import engine
from core.matching.outcome import Outcome
from tests.matching.books import frames, invoice, payment, trade

HARBOUR = "Harbour Freight Lines"


def run(*more: dict[str, object], bills: tuple[dict[str, object], ...] = ()) -> Outcome:
    """The healthy ledger, INV-9001 of Harbour over 4,317.22, and some more lines."""
    invoices, lines = trade()
    own = invoice("9001", 431_722, counterparty=HARBOUR)
    return engine.match(*frames([*invoices, own, *bills], [*lines, *more]))


def states(outcome: Outcome) -> dict[str, str]:
    return dict(zip(outcome.payments["payment"], outcome.payments["state"], strict=True))


def first(**values: object) -> dict[str, object]:
    text = {"counterparty": HARBOUR.upper(), "description": "TRANSFER INV-9001"}
    return payment("first", 431_722, **(text | values))


@pytest.mark.parametrize("word", ["ESTORNO", "組戻", "ZWROT", "R-TRANSACTION MD06"])
def test_a_return_is_known_in_any_language(word: str) -> None:
    """paid 4,317.22, taken back with its words and one more, paid again: the last one pays"""
    back = payment("back", -431_722, counterparty=HARBOUR, description=f"{word} TRANSFER INV-9001",
                   paid_on=date(2026, 2, 8))  # fmt: skip
    again = first(payment="again", paid_on=date(2026, 2, 20))
    outcome = run(first(), back, again)
    found = states(outcome)
    assert (found["first"], found["back"], found["again"]) == ("set_aside", "set_aside", "auto")


def test_a_replacement_of_the_very_day_is_not_what_was_taken_back() -> None:
    """paid 4,317.22, and a week later taken back and paid again on one day: the replacement pays"""
    day = date(2026, 2, 11)
    back = payment("back", -431_722, description=f"RETURNED ITEM {HARBOUR.upper()}", paid_on=day)
    again = first(payment="again", paid_on=day)
    found = states(run(first(), back, again))
    assert (found["first"], found["back"], found["again"]) == ("set_aside", "set_aside", "auto")


def test_the_bank_may_keep_a_fee_when_the_lines_share_number_and_payer() -> None:
    """4,317.22 in, 4,322.22 out four days later with the same number: a return and 5.00 of the bank's"""
    back = payment("back", -432_222, counterparty=HARBOUR, description="MD06 TRANSFER INV-9001 CHARGE 5,00",
                   paid_on=date(2026, 2, 8))  # fmt: skip
    found = states(run(first(), back))
    assert (found["first"], found["back"]) == ("set_aside", "set_aside")


def test_an_equal_amount_to_somebody_else_takes_nothing_back() -> None:
    """4,317.22 from Harbour, 4,317.22 to a supplier: no word, no payer, no number in common"""
    out = payment("out", -431_722, counterparty="Sandpiper Tooling", description="supplies",
                  paid_on=date(2026, 2, 8))  # fmt: skip
    assert states(run(first(), out))["first"] == "auto"


def test_a_refund_of_an_open_credit_note_is_no_return() -> None:
    """INV-9001 paid, then credited in full: the refund settles the credit note, the payment stands"""
    credit = invoice("9002", -431_722, counterparty=HARBOUR, number="CN-9002")
    out = payment(
        "out", -431_722, counterparty=HARBOUR, description="REFUND CN-9002", paid_on=date(2026, 2, 18)
    )
    found = states(run(first(), out, bills=(credit,)))
    assert (found["first"], found["out"]) == ("auto", "auto")


def test_words_that_returns_carry_are_learned_and_tell_the_next_one() -> None:
    """three returns under the bank's code QX7 teach it; the fourth shares only its amount with its payment"""
    lines = []
    for at, name in enumerate(("Cobalt Wholesale", "Juniper Legal", "Vantage Electric")):
        text = {"counterparty": name, "description": f"TRANSFER {55_000 + at}"}
        lines.append(payment(f"a{at}", 77_000 + at, **text))
        text["description"] = f"QX7 TRANSFER {55_000 + at}"
        lines.append(payment(f"b{at}", -77_000 - at, paid_on=date(2026, 2, 7), **text))
    lines.append(payment("b3", -431_722, description="QX7 8841", paid_on=date(2026, 2, 9)))
    found = states(run(first(), *lines))
    assert (found["first"], found["b3"]) == ("set_aside", "set_aside")

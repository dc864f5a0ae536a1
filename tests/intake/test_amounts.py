"""Amounts are read exactly or not at all."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.intake import amounts
from core.intake.amounts import AmountError
from core.model.columns import Column
from core.model.money import minor_digits, to_decimal

MINORS = st.integers(-(10**14), 10**14)


def written(minor: int, currency: str, decimal: str, group: str) -> str:
    """An amount as a file of some country writes it."""
    value = f"{abs(to_decimal(minor, currency)):,f}"
    swapped = value.replace(",", "\0").replace(".", decimal).replace("\0", group)
    return ("-" if minor < 0 else "") + swapped


@given(
    MINORS,
    st.sampled_from(["EUR", "JPY", "KWD"]),
    st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'")]),
)
def test_what_is_written_is_read_back(minor: int, currency: str, signs: tuple[str, str]) -> None:
    decimal, group = signs
    text = written(minor, currency, decimal, group)
    assert amounts.parse(text, decimal, currency) == minor
    minors, wrong = amounts.parse_column([text], decimal, [currency])
    assert (list(minors), wrong) == ([minor], {})


@given(st.lists(MINORS.filter(lambda minor: abs(minor) >= 100_000), min_size=1))
def test_the_decimal_sign_of_a_column_with_cents_and_thousands_is_found(minors: list[int]) -> None:
    for decimal, group in ((".", ","), (",", ".")):
        texts = [written(minor, "EUR", decimal, group) for minor in minors]
        assert amounts.decide_decimal(texts).sign == decimal


@given(st.text(max_size=12))
def test_no_text_is_read_as_an_amount_it_does_not_say(text: str) -> None:
    try:
        minor = amounts.parse(text, ".", "EUR")
    except AmountError:
        return
    digits = "".join(letter for letter in text if letter in "0123456789.")
    assert abs(to_decimal(minor, "EUR")) == Decimal(digits)


@given(
    st.lists(
        st.from_regex(r"[+-]?0{0,2}[0-9]{1,13}[.,]?[0-9]{1,3}|[-+]?0[.,]00", fullmatch=True), min_size=1
    ),
    st.sampled_from(["EUR", "JPY", "KWD"]),
    st.sampled_from([".", ","]),
)
@example(["0.25", "-0.05", "010.00", "-1.10"], "EUR", ".")
@example(["0.00", "1.00"], "EUR", ".")
def test_a_plain_column_is_read_at_once_as_cell_by_cell(texts: list[str], code: str, decimal: str) -> None:
    minors, faults = amounts.parse_column(Column(texts), decimal, Column([code] * len(texts)))
    assert amounts.any_negative(minors) == any(minor is not None and minor < 0 for minor in minors)
    assert list(amounts.in_digits(minors)) == list(map(str, minors))
    assert (0 in minors, None in minors) == (0 in list(minors), None in list(minors))
    for index, text in enumerate(texts):
        if index in faults:
            with pytest.raises(AmountError, match=re.escape(faults[index])):
                amounts.parse(text, decimal, code)
        else:
            assert minors[index] == amounts.parse(text, decimal, code)


@given(
    st.lists(st.text(st.sampled_from("0123456789.,+-ds\n "), max_size=6)),
    st.sampled_from(".,"),
    st.integers(0, 3),
)
def test_columns_are_plain_when_every_line_is(lines: list[str], decimal: str, digits: int) -> None:
    tail = f"{re.escape(decimal)}[0-9]{{{digits}}}" if digits else ""
    joined = "\n".join(lines)
    told = amounts.are_plain(joined, len(lines), decimal, digits)
    assert told == all(re.fullmatch(f"[+-]?[0-9]+{tail}", line) for line in lines)


@given(st.lists(st.one_of(MINORS.map(lambda minor: written(minor, "EUR", ".", "")), st.text(max_size=8))))
def test_a_column_is_read_as_its_cells_are(texts: list[str]) -> None:
    texts = [text.strip() for text in texts]
    minors, faults = amounts.parse_column(texts, ".", ["EUR"] * len(texts))
    for index, text in enumerate(texts):
        if not text:
            assert minors[index] is None
            continue
        if index in faults:
            with pytest.raises(AmountError, match=re.escape(faults[index])):
                amounts.parse(text, ".", "EUR")
        else:
            assert amounts.parse(text, ".", "EUR") == minors[index]


@pytest.mark.parametrize(
    ("text", "said"),
    [("1.234", "?"), ("1,234", "?"), ("1.234,56", ","), ("1,234.56", "."), ("1.234.567", ","), ("12,5", ","),
     ("0.123", "."), ("1234", ""), ("1 234", ""), ("12.34", "."), ("1234.567", ".")],
)  # fmt: skip
def test_what_one_amount_proves(text: str, said: str) -> None:
    assert amounts.vote(text) == said


def test_two_decimal_signs_in_one_column_are_asked_about() -> None:
    assert amounts.decide_decimal(["1.50", "2,50"]) == amounts.DecimalVote(None, "2,50", "1.50")


def test_an_indian_amount_is_read() -> None:
    assert amounts.parse("₹1,23,456.00", ".", "INR") == 12_345_600


@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
def test_one_decimal_too_many_is_refused(currency: str) -> None:
    digits = minor_digits(currency) + 1
    with pytest.raises(AmountError, match="more decimals"):
        amounts.parse("1." + "1" * digits, ".", currency)


def test_three_noughts_behind_the_decimal_sign_may_be_thousands_and_are_refused() -> None:
    with pytest.raises(AmountError, match="more decimals"):
        amounts.parse("130.000", ".", "EUR")
    assert amounts.parse("130.0000", ".", "EUR") == 13000
    assert amounts.parse("130.000", ".", "KWD") == 130000
    assert amounts.parse("130.000", ",", "EUR") == 13000000

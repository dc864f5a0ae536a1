"""Numbers, dates and file text as a person reads them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.insight import formats


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (421000, "USD", "4,210.00 USD"),
        (-1500, "USD", "−15.00 USD"),
        (1200, "JPY", "1,200 JPY"),
        (1234567, "KWD", "1,234.567 KWD"),
        (0, "EUR", "0.00 EUR"),
    ],
)
def test_money_has_the_digits_of_its_currency(minor: int, currency: str, shown: str) -> None:
    assert formats.money_text(minor, currency) == shown


def test_a_signed_amount_shows_its_plus() -> None:
    assert formats.money_text(4190520, "USD", signed=True) == "+41,905.20 USD"
    assert formats.money_text(0, "USD", signed=True) == "0.00 USD"


@given(st.integers(-(10**15), 10**15))
def test_no_cent_is_lost_in_an_amount(minor: int) -> None:
    text = formats.amount_text(minor, "USD").replace(",", "").replace("−", "-")
    assert int(Decimal(text) * 100) == minor


def test_currencies_stand_beside_each_other_and_are_never_added() -> None:
    assert formats.monies_text({"USD": 100, "EUR": 200, "JPY": 0}) == "1.00 USD · 2.00 EUR"
    assert formats.monies_text({}) == formats.NOTHING


def test_a_date_cannot_be_misread() -> None:
    assert formats.date_text(date(2026, 3, 12)) == "12 Mar 2026"
    assert formats.date_text(pd.Timestamp("2026-12-03")) == "3 Dec 2026"
    assert formats.date_text(None) == formats.date_text(pd.NaT) == formats.NOTHING


def test_a_moment_says_its_time_zone() -> None:
    assert formats.moment_text(datetime(2026, 3, 12, 14, 5, tzinfo=UTC)) == "12 Mar 2026, 14:05 UTC"
    assert formats.moment_text(None) == formats.NOTHING


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.0812", "8.1 %"),
        ("0", "0.0 %"),
        ("1", "100.0 %"),
        ("0.9999", "> 99.9 %"),
        ("0.0001", "< 0.1 %"),
        ("0.00150", "0.2 %"),
    ],
)
def test_percent_never_rounds_to_none_or_all(share: str, shown: str) -> None:
    assert formats.percent_text(Decimal(share)) == shown


def test_a_rate_without_a_population_is_no_zero() -> None:
    assert formats.percent_text(None) == formats.NOTHING
    assert formats.percent_change_text(None, Decimal("0.1")) == formats.NOTHING


def test_halves_are_rounded_up_as_a_bookkeeper_does() -> None:
    assert formats.number_text(Decimal("2.665"), 2) == "2.67"
    assert formats.number_text(Decimal("-2.5")) == "−3"
    assert formats.number_text(Decimal("-0.001"), 2) == "0.00"


def test_counts_agree_with_their_noun() -> None:
    assert formats.count_text(1, "invoice") == "1 invoice"
    assert formats.count_text(1204, "invoice") == "1,204 invoices"
    assert formats.count_text(0, "entry", "entries") == "0 entries"
    assert formats.days_text(-1) == "1 day"


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](https://evil.example/p.png)",
        "[pay here](https://evil.example)",
        "https://evil.example",
        "www.evil.example",
        "mail@evil.example",
        ":red[alarm] :material/delete: :smile:",
        "$x^2$ and $$y$$",
        "<img src=x onerror=alert(1)>",
        "# heading\n\n- list\r\n> quote",
        "`code` **bold** _it_ ~~no~~ | a | b |",
        "&lt;b&gt; \\ \u202egnp.exe",
    ],
)
def test_file_text_loses_all_meaning_in_markdown(hostile: str) -> None:
    shown = formats.plain(hostile)
    assert "\n" not in shown
    assert "\r" not in shown
    assert "\u202e" not in shown
    unescaped = shown.replace("\\\\", "")
    for place, letter in enumerate(unescaped):
        if letter in r"*_[]()<>$`#|~!&:@" and not letter.isalnum():
            assert unescaped[place - 1] == "\\", (shown, letter)
    resolved = formats.re.sub(r"\\(.)", r"\1", shown)  # what is left to those that look after the escapes
    assert "://" not in resolved
    assert "www." not in resolved
    assert not formats.re.search(r"[\w.+-]@[\w-]", resolved)
    assert not formats.re.search(r":[\w+-]", resolved)


@given(st.text(max_size=60))
def test_escaping_keeps_every_letter_a_person_would_see(text: str) -> None:
    shown = formats.re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", formats.plain(text)).replace("\N{WORD JOINER}", "")
    expected = formats._CONTROL.sub(" ", text).strip().replace("\N{WORD JOINER}", "")
    assert shown == expected

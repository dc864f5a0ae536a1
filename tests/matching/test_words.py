"""Texts read many at once say what each says alone: words, squeezed references, what they may be naming."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.matching import bulk, noise, pointers, remittance, words
from core.matching.arrays import NO_DATE
from core.matching.frames import PAYMENT_TEXTS, Items
from core.matching.names import fold

TEXTS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.text("AZaz09 -./,'|\n\tÄß", max_size=30),
        st.sampled_from(
            ["INV-1001/1002", "Rechnung 4711 vom 03.04", "AR-020611 1,234.50", "rent MÄRZ", "l01O"]
        ),
    ),
    max_size=12,
)


def items(texts: list[str], column: str, columns: tuple[str, ...]) -> Items:
    """One side whose `column` holds the texts, everything else empty."""
    size = len(texts)
    text = dict.fromkeys(columns, ("",) * size) | {column: tuple(texts)}
    none, zero = np.full(size, NO_DATE, dtype=np.int64), np.zeros(size, dtype=np.int64)
    return Items(tuple(map(str, range(size))), zero, zero, none, none, zero, text)


@given(TEXTS)
def test_squeezed_texts_are_what_each_is_alone(texts: list[str]) -> None:
    squeezed = bulk.squeezed(texts)
    assert squeezed == [pointers.squeeze(text) for text in texts]
    assert [each.lstrip("0") for each in bulk.digits(squeezed)] == list(map(pointers.digits_of, squeezed))
    assert bulk.lookalikes(squeezed) == list(map(pointers.lookalike, squeezed))


@given(TEXTS, TEXTS)
def test_words_of_all_lines_are_the_folded_words_of_each(said: list[str], named: list[str]) -> None:
    size = min(len(said), len(named))
    lines = items(said[:size], "description", PAYMENT_TEXTS)
    lines = replace(lines, text=lines.text | {"counterparty": tuple(named[:size])})
    read = words.read(lines)
    at = np.arange(size)
    assert read.texts(at) == [
        " ".join(fold(name).split() + fold(text).split()) for name, text in zip(named, said, strict=False)
    ]
    assert read.within("description").texts(at) == [fold(text) for text in said[:size]]


def test_a_month_is_known_where_one_alone_is_named() -> None:
    lines = items(["Miete März", "MAR 2024", "März oder April", "Rechnung", ""], "description", PAYMENT_TEXTS)
    assert remittance.months(words.read(lines)).tolist() == [3, 3, 0, 0, 0]


def test_a_phrase_sets_a_line_aside_only_where_its_words_stand_together() -> None:
    lines = items(
        ["book transfer 12", "book 12 transfer", "Steuernummer", "Bürgeld"], "description", PAYMENT_TEXTS
    )
    reasons = [
        noise.SET_ASIDE[at].value if at >= 0 else ""
        for at in noise.categories(noise.plain(words.read(lines)))
    ]
    assert reasons == ["transfer", "", "tax", ""]


INVOICES = ("number", "counterparty", "purchase_order", "reference", "terms", "customer_number")


@given(TEXTS)
def test_pointers_of_many_texts_are_those_of_each_alone(texts: list[str]) -> None:
    numbers = ["INV-1001", "INV-1002", "AR-020611", "4711", "LO10", "2024-0815"]
    book = pointers.KeyBook(items(numbers, "number", INVOICES))
    found = pointers.read(texts, book)
    together = set(zip(found.text.tolist(), found.form.tolist(), found.how.tolist(), strict=True))
    loose = set(zip(found.loose_text.tolist(), found.loose, strict=True))
    for at, text in enumerate(texts):
        alone = pointers.read([text], book)
        mine = zip(alone.form.tolist(), alone.how.tolist(), strict=True)
        assert {(form, how) for one, form, how in together if one == at} == set(mine)
        assert {word for one, word in loose if one == at} == set(alone.loose)


def test_a_number_is_found_whole_as_digits_and_in_a_range() -> None:
    book = pointers.KeyBook(items(["INV-1001", "INV-1002", "INV-1003"], "number", INVOICES))
    found = pointers.read(["INV-1001", "pay inv 1001 now", "1001-1003", "1OO1", "INV 10O1"], book)
    best: dict[int, int] = {}
    for text, how in zip(found.text.tolist(), found.how.tolist(), strict=True):
        best[text] = max(best.get(text, 0), how)
    Hit = pointers.Hit
    assert best == {0: Hit.EXACT, 1: Hit.TEXT, 2: Hit.CORE, 4: Hit.LOOKALIKE}

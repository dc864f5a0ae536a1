"""Likeness of texts and names: sums over shared tokens, whatever the batches and the order of names."""

from collections import Counter
from math import log, sqrt

from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching import names
from core.matching.names import NameBook, core

WORDS = ("HARBOUR", "FREIGHT", "QUILL", "SONS", "OAK", "OAKRIDGE", "A", "NORD", "NORDEN", "7", "LTD", "MEDIA")
PARTIES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=12
)

ACRONYM = 0.55


def tokens(name: str) -> set[str]:
    padded = "^" + core(name).replace(" ", "")
    return {padded[at : at + 3] for at in range(max(len(padded) - 2, 1))} | {
        "#" + word for word in core(name).split() if len(word) > 3
    }


def check(texts: list[str], called: list[str]) -> None:
    """Every likeness equals the one counted from sets of tokens, and none that is worth a look is missing."""
    seen = Counter(token for name in called for token in tokens(name))
    weight = {
        token: max(log((len(called) + 1) / (seen[token] + 0.5)), 0.05) ** 2
        for each in (*texts, *called)
        for token in tokens(each)
    }
    like = NameBook(called).compare(texts)
    found = dict(zip(zip(like.text.tolist(), like.name.tolist(), strict=True), like.cosine, strict=True))
    for at, text in enumerate(texts):
        for other, name in enumerate(called):
            lengths = [sum(weight[token] for token in tokens(each)) for each in (text, name)]
            shared = tokens(text) & tokens(name)
            dot = sum(weight[token] for token in shared)
            telling = sum(weight[token] for token in shared if seen[token] <= 25)
            cosine = dot / sqrt(lengths[0] * lengths[1])
            if telling >= 0.2 * min(lengths) + 1e-9 and cosine >= names.WEAK + 1e-9:
                assert abs(found[at, other] - cosine) < 1e-9
            elif (at, other) in found:  # by initials, or for the share of one of the two that is covered
                assert found[at, other] == ACRONYM or abs(found[at, other] - cosine) < 1e-9


@given(texts=PARTIES, called=PARTIES)
@settings(max_examples=60, deadline=None)
def test_likeness_is_the_weighted_share_of_common_tokens(texts: list[str], called: list[str]) -> None:
    check(texts, called)


def test_tokens_that_many_names_share_count_though_they_find_nothing() -> None:
    called = [f"{a}{b} Freight Haulage" for a in ("ALM", "BORG", "CROFT", "DALE") for b in "KLMNPRSTVWZ"]
    check(["ALMK FREIGHT", "BORGL FREIGHT HAULAGE", "FREIGHT HAULAGE", "DALEZ HAULAGE FREIGHT"], called)


def test_batches_change_nothing(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    called = [f"{a} {b} Ltd" for a in WORDS for b in WORDS]
    texts = [f"{b} {a}" for a in WORDS for b in WORDS[:5]]
    whole = NameBook(called).compare(texts)
    monkeypatch.setattr(names, "BATCH", 7)
    parts = NameBook(called).compare(texts)
    for column in ("text", "name", "cosine", "cover_name", "cover_text"):
        assert (getattr(whole, column) == getattr(parts, column)).all()

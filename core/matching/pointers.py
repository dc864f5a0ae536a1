"""What bank texts may be naming, read for all texts at once: runs of words looked up among known forms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import count, repeat
from unicodedata import normalize

import numpy as np

from core.matching import bulk
from core.matching.arrays import Bools, Ints, distinct, ints, join
from core.matching.frames import Items
from core.matching.names import core, fold


class Hit(IntEnum):
    """How a bank line points to an invoice, weakest first."""

    NONE = 0
    CONFLICT = 1  # it names another invoice in full
    TAIL = 2
    DAMAGED = 3
    ORDER = 4
    RANGE = 5
    CORE = 6  # same digits, other prefix or padding
    LOOKALIKE = 7
    TEXT = 8
    EXACT = 9


_LOOKALIKES = str.maketrans("OQDILSBZG", "000115826")
_CAPITALS, _FIGURES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
_HEAD = re.compile(r"^[A-Z]*", re.MULTILINE)
_NO_DIGIT = re.compile(r"[^0-9]+")
_CENTS = re.compile(r"[.,][0-9]{2}(?![0-9])")
_MONEY = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[.,' ]\d{3})*[.,]\d{2}(?![\w/-]|[.,]\d)")
_RANGE = re.compile(
    r"(\d{3,9})\s*(?:-|–|—|\bTO\b|\bBIS\b|\bTHRU\b|\bA\b|\.\.\.?)\s*(?:[A-Z]{1,4}[- ]?)?(\d{2,9})(?!\d)"
)
_LIST = re.compile(r"(\d{3,12})((?:\s*[/,;+&]\s*\d{1,4}(?![\d.]))+)(?!\w)")
_SHORTENED = re.compile(r"\d\s*(?:[-–—/,;+&]|TO|BIS|THRU|A|\.\.)\s*(?:[A-Z]{1,4}[- ]?)?\d")
MAX_JOINED = 4  # chunks of one written number at most
MAX_RANGE = 40
MAX_LENGTH = 26
LEAST_CUSTOMER = 4  # digits of a customer's number that no other number in a text is likely to be
FIRST_IDEOGRAPHIC = "\u2e80"  # scripts written without spaces: no part of a number


def squeeze(text: str) -> str:
    """Only the capitals and digits of a reference."""
    return fold(text).replace(" ", "")


def digits_of(squeezed: str) -> str:
    """The digits of a reference without leading zeros."""
    return (squeezed if squeezed.isdigit() else _NO_DIGIT.sub("", squeezed)).lstrip("0")


def lookalike(squeezed: str) -> str:
    """The reference with letters that look like digits read as digits."""
    return squeezed.translate(_LOOKALIKES)


class KeyBook:
    """The written forms under which invoices can be named: form -> a number, and its invoices.

    `whole` numbers as they are, `look` with letters that look like digits read as digits, `core` their digits
    alone, `tail` their last digits; `length` characters per form. Rows (`form`, `invoice`, `level`) say which
    invoices a form names, and how well.
    """

    def __init__(self, invoices: Items) -> None:
        self.whole: dict[str, int] = {}
        self.look: dict[str, int] = {}
        self.core: dict[str, int] = {}
        self.tail: dict[str, int] = {}
        self._length: list[int] = []
        self._rows: list[tuple[Ints, Ints, Ints]] = []
        self.prefixes: set[str] = set()
        self._add_numbers(invoices.text["number"])
        self._add_others(invoices.text["purchase_order"])
        self._add_others(invoices.text["reference"])
        self.customers = self._customers(invoices)
        self.form, self.invoice, self.level = map(np.concatenate, zip(*self._rows, strict=True))
        self.length = ints(self._length)

    def _put(
        self, forms: dict[str, int], named: Sequence[int], texts: Sequence[str], levels: Sequence[int]
    ) -> None:
        """Invoices by position, what names each, and how well."""
        fresh = [text for text in dict.fromkeys(texts) if text not in forms]
        forms.update(zip(fresh, count(len(self._length)), strict=False))
        self._length.extend(map(len, fresh))
        self._rows.append((ints([forms[text] for text in texts]), ints(named), ints(levels)))

    def _add_numbers(self, written: Sequence[str]) -> None:
        numbers = bulk.squeezed(written)
        digits = [text.lstrip("0") for text in bulk.digits(numbers)]
        looks = bulk.lookalikes(numbers)
        named = [at for at, number in enumerate(numbers) if number]
        self._know_heads(numbers, named)
        levels = [Hit.TEXT if len(numbers[at]) >= 3 else Hit.TAIL for at in named]
        self._put(self.whole, named, [numbers[at] for at in named], levels)
        named = [at for at in named if digits[at]]
        lettered = [at for at in named if not numbers[at].isdigit()]
        self._put(self.look, lettered, [looks[at] for at in lettered], [Hit.LOOKALIKE] * len(lettered))
        long = [at for at in named if len(digits[at]) >= 3]
        levels = [Hit.CORE if len(digits[at]) >= 4 else Hit.TAIL for at in long]
        self._put(self.core, long, [digits[at] for at in long], levels)
        tails = [(at, tail) for at in named for tail in _tails(numbers[at], digits[at])]
        self._put(self.tail, [at for at, _ in tails], [tail for _, tail in tails], [Hit.TAIL] * len(tails))

    def _add_others(self, written: Sequence[str]) -> None:
        values = bulk.squeezed(written)
        digits = [text.lstrip("0") for text in bulk.digits(values)]
        named = [at for at, value in enumerate(values) if len(value) >= 4]
        self._know_heads(values, named)
        self._put(self.whole, named, [values[at] for at in named], [Hit.ORDER] * len(named))
        named = [at for at in named if len(digits[at]) >= 4 and digits[at] != values[at]]
        self._put(self.core, named, [digits[at] for at in named], [Hit.ORDER] * len(named))

    def _customers(self, invoices: Items) -> dict[str, int]:
        """An invoice by each customer's number; one that several share (a ledger account) is nobody's."""
        first: dict[str, int] = {}
        several: set[str] = set()
        names = invoices.text["counterparty"]
        for position, value in enumerate(invoices.text["customer_number"]):
            if value and core(names[first.setdefault(value, position)]) != core(names[position]):
                several.add(value)
        codes = {squeeze(value): at for value, at in first.items() if value not in several}
        codes = {code: at for code, at in codes.items() if len(digits_of(code)) >= LEAST_CUSTOMER}
        self._know_heads(list(codes), range(len(codes)))
        return codes

    def _know_heads(self, squeezed: Sequence[str], named: Sequence[int]) -> None:
        """What stands before the first digit of each."""
        self.prefixes.update(_HEAD.findall("\n".join([squeezed[at] for at in named])))


def _tails(number: str, digits: str) -> set[str]:
    """The last digits a number may be called by: its last run of them, or the last four to six."""
    lettered = number.rstrip(_CAPITALS)
    last = lettered[len(lettered.rstrip(_FIGURES)) :].lstrip("0")
    return {
        tail for tail in (last, digits[-4:], digits[-5:], digits[-6:]) if len(tail) >= 3 and tail != digits
    }


def expanded(text: str) -> Iterator[str]:
    """Numbers a range ("1001-1005") or a shortened list ("10431/32/33") stands for."""
    for found in _RANGE.finditer(text):
        low, high = found.group(1), found.group(2)
        if len(high) < len(low):
            high = low[: len(low) - len(high)] + high
        if len(low) == len(high) and 0 < int(high) - int(low) <= MAX_RANGE:
            yield from (str(number) for number in range(int(low), int(high) + 1))
    for found in _LIST.finditer(text):
        stem = found.group(1)
        for part in re.findall(r"\d+", found.group(2)):
            if len(part) < len(stem):
                yield stem[: len(stem) - len(part)] + part


def fold_keeping_marks(value: str) -> str:
    """Capitals without accents, punctuation kept (it separates numbers)."""
    return value.upper() if value.isascii() else "".join(_marks(normalize("NFKC", value).upper()))


def _marks(value: str) -> Iterator[str]:
    for character in value:
        if character.isascii():
            yield character
        elif character in "–—‐‑−":
            yield "-"
        elif character >= FIRST_IDEOGRAPHIC:
            yield " "
        else:
            yield fold(character) or " "


@dataclass(frozen=True, slots=True)
class Found:
    """What texts name: rows (`text`, `form`) with the best level each may claim (`how`), each once;
    number-like words not found (`loose`) with their text; texts that give a customer's number, and an invoice
    of the `customer`.
    """

    text: Ints
    form: Ints
    how: Ints
    loose_text: Ints
    loose: list[str]
    customer_text: Ints
    customer: Ints


@dataclass(frozen=True, slots=True)
class _Runs:
    """Numbers texts may be naming, in their order, each once a text: rows (`text`, `token`); the different
    `tokens` and their `digits`, leading zeros kept.
    """

    text: Ints
    token: Ints
    tokens: list[str]
    digits: list[str]


def read(texts: Sequence[str], book: KeyBook) -> Found:
    """All forms the texts name. A word that names nothing new is loose, unless it was read with others."""
    marked = list(map(fold_keeping_marks, texts))
    runs = _runs(_without_money(marked), book.prefixes)
    known = dict(zip(runs.tokens, count(), strict=False))
    whole = np.fromiter(map(known.get, bulk.squeezed(texts), repeat(-1)), np.int64, len(texts))
    row, form, how = _known_forms(runs, book)
    how[(how == int(Hit.TEXT)) & (whole[runs.text[row]] == runs.token[row])] = int(Hit.EXACT)
    size = max(len(book.length), 1)
    key = runs.text[row] * size + form
    order = np.lexsort((row, key))
    new = np.ones(len(order), dtype=bool)
    new[1:] = key[order][1:] != key[order][:-1]
    hit = np.zeros(len(runs.text), dtype=bool)
    hit[row[order[new]]] = True
    customer = np.fromiter(map(book.customers.get, runs.tokens, repeat(-1)), np.int64, len(runs.tokens))
    customer = customer[runs.token]
    loose = _loose(runs, hit, customer >= 0)
    ranges = [
        (at, named)
        for at, text in enumerate(marked)
        if _SHORTENED.search(text)
        for number in expanded(text)
        for forms in (book.core, book.tail)
        if (named := forms.get(number.lstrip("0"))) is not None
    ]
    key = np.concatenate([key, ints([at * size + named for at, named in ranges])])
    how = np.concatenate([how, np.full(len(ranges), int(Hit.RANGE), dtype=np.int64)])
    order = np.lexsort((-how, key))
    best = np.ones(len(order), dtype=bool)
    best[1:] = key[order][1:] != key[order][:-1]
    key, how = key[order[best]], how[order[best]]
    said = [runs.tokens[at] for at in runs.token[loose].tolist()]
    given = np.flatnonzero(customer >= 0)
    return Found(key // size, key % size, how, runs.text[loose], said, runs.text[given], customer[given])


def _without_money(texts: list[str]) -> list[str]:
    """The texts with sums of money taken out."""
    return [_MONEY.sub(" ", text) if _CENTS.search(text) else text for text in texts]


def _runs(texts: Sequence[str], prefixes: set[str]) -> _Runs:
    """Runs of up to four words that begin and end like a number."""
    vocabulary, text, code = bulk.numbered(texts)
    size = ints(list(map(len, vocabulary)))
    figures = np.array([not word.isalpha() for word in vocabulary], dtype=bool)
    begins = figures | np.array([word in prefixes for word in vocabulary], dtype=bool)
    words, numbers = vocabulary, bulk.digits(vocabulary)
    spelt, digits = list(words), list(numbers)
    at = np.flatnonzero(begins[code] & (size[code] <= MAX_LENGTH)).astype(np.int64)
    run, length = code[at], size[code[at]]
    known: dict[str, int] = {}
    their_digits: list[str] = []
    rows: list[tuple[Ints, Ints]] = []
    for more in range(MAX_JOINED):
        if more:
            end = np.minimum(at + more, len(code) - 1)
            fits = (
                (at + more < len(code)) & (text[end] == text[at]) & (length + size[code[end]] <= MAX_LENGTH)
            )
            at, run, length, end = at[fits], run[fits], length[fits], end[fits]
            length = length + size[code[end]]
            pair, run = np.unique(run * len(words) + code[end], return_inverse=True)
            left, right = (pair // len(words)).tolist(), (pair % len(words)).tolist()
            spelt = [spelt[one] + words[other] for one, other in zip(left, right, strict=True)]
            digits = [digits[one] + numbers[other] for one, other in zip(left, right, strict=True)]
        whole = figures[code[at + more]]
        token = np.zeros(len(spelt), dtype=np.int64)
        for one in distinct(run[whole]).tolist():
            token[one] = known.setdefault(spelt[one], len(known))
            if token[one] == len(their_digits):
                their_digits.append(digits[one])
        rows.append((at[whole] * MAX_JOINED + more, token[run[whole]]))
    place, token = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.argsort(place)
    place, token = place[order], token[order]
    first = np.sort(np.unique(text[place // MAX_JOINED] * max(len(known), 1) + token, return_index=True)[1])
    return _Runs(text[place[first] // MAX_JOINED], token[first], list(known), their_digits)


def _known_forms(runs: _Runs, book: KeyBook) -> tuple[Ints, Ints, Ints]:
    """(row, form, level) of the forms each run names."""
    tokens, size = runs.tokens, len(runs.tokens)
    digits = [number.lstrip("0") for number in runs.digits]
    whole = np.fromiter(map(book.whole.get, tokens, repeat(-1)), np.int64, size)
    look = np.fromiter(map(book.look.get, bulk.lookalikes(tokens), repeat(-1)), np.int64, size)
    look[(whole >= 0) | np.array([token.isdigit() for token in tokens], dtype=bool)] = -1
    long = ints(list(map(len, digits)))
    core = np.where(long >= 3, np.fromiter(map(book.core.get, digits, repeat(-1)), np.int64, size), -1)
    tail = np.fromiter(map(book.tail.get, digits, repeat(-1)), np.int64, size)
    tail[(long < 3) | (long > 8)] = -1
    found = []
    for form, level in ((whole, Hit.TEXT), (look, Hit.LOOKALIKE), (core, Hit.CORE), (tail, Hit.TAIL)):
        row = np.flatnonzero(form[runs.token] >= 0)
        found.append((row, form[runs.token[row]], np.full(len(row), int(level), dtype=np.int64)))
    row, forms, levels = (np.concatenate(column) for column in zip(*found, strict=True))
    return row, forms, levels


def _loose(runs: _Runs, hit: Bools, customer: Bools) -> Ints:
    """Rows of number-like words that named nothing, not even a `customer`, and are no part of what did."""
    long = ints(list(map(len, runs.tokens)))
    numeric = np.array([len(number) >= 4 for number in runs.digits], dtype=bool)
    unread = np.flatnonzero(~hit & ~customer & (numeric & (long >= 5) & (long <= 16))[runs.token])
    named = np.flatnonzero(hit & ~customer)
    at, row = join(runs.text[unread], runs.text[named])
    spelt = runs.tokens.__getitem__
    short, longer = map(spelt, runs.token[unread[at]].tolist()), map(spelt, runs.token[named[row]].tolist())
    within = np.fromiter(map(str.__contains__, longer, short), bool, len(at))
    inside = np.zeros(len(unread), dtype=bool)
    inside[at[within]] = True
    return unread[~inside].astype(np.int64)

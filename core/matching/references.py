"""Which invoices a bank line's words point to, and how damaged the pointer is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from unicodedata import normalize

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.matching.arrays import Ints, distinct, ints, join, texts
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


WHOLE = (Hit.ORDER, Hit.RANGE, Hit.CORE, Hit.LOOKALIKE, Hit.TEXT, Hit.EXACT)
NAMING = (Hit.RANGE, Hit.CORE, Hit.LOOKALIKE, Hit.TEXT, Hit.EXACT)  # says: this invoice
_LOOKALIKES = str.maketrans("OQDILSBZG", "000115826")
_NO_DIGIT = re.compile(r"[^0-9]+")
_DIGITS = re.compile(r"[0-9]+")
_FIRST_DIGIT = re.compile(r"[0-9]")
_CHUNK = re.compile(r"[A-Z0-9]+")
_MONEY = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[.,' ]\d{3})*[.,]\d{2}(?![\w/-]|[.,]\d)")
_RANGE = re.compile(
    r"(\d{3,9})\s*(?:-|–|—|\bTO\b|\bBIS\b|\bTHRU\b|\bA\b|\.\.\.?)\s*(?:[A-Z]{1,4}[- ]?)?(\d{2,9})(?!\d)"
)
_LIST = re.compile(r"(\d{3,12})((?:\s*[/,;+&]\s*\d{1,4}(?![\d.]))+)(?!\w)")
_SHORTENED = re.compile(r"\d\s*(?:[-–—/,;+&]|TO|BIS|THRU|A|\.\.)\s*(?:[A-Z]{1,4}[- ]?)?\d")
MAX_JOINED = 4  # chunks of one written number at most
MAX_RANGE = 40
MAX_LENGTH = 26
FIRST_IDEOGRAPHIC = "\u2e80"  # scripts written without spaces: no part of a number
LEAST_CUSTOMER = 4  # digits of a customer's number that no other number in a text is likely to be
CROWDED = 40  # a key shared by more invoices than this points nowhere


@dataclass(frozen=True, slots=True)
class Hits:
    """One row per (payment, invoice) with the strongest `level` (`Hit`) and the length of the key."""

    payment: Ints
    invoice: Ints
    level: Ints
    length: Ints
    named: Ints  # per payment: how many pointers in its words led to any invoice
    customers: tuple[Ints, Ints]  # payments that give a customer's number, and an invoice of the customer


def squeeze(text: str) -> str:
    """Only the capitals and digits of a reference."""
    return fold(text).replace(" ", "")


def digits_of(squeezed: str) -> str:
    """The digits of a reference without leading zeros."""
    return _NO_DIGIT.sub("", squeezed).lstrip("0")


def lookalike(squeezed: str) -> str:
    """The reference with letters that look like digits read as digits."""
    return squeezed.translate(_LOOKALIKES)


class KeyBook:
    """The written forms under which invoices can be named: form -> a number, and its invoices.

    `whole` numbers as they are, `look` with letters that look like digits read as digits, `core` their digits
    alone, `tail` their last digits; `length` characters per form.
    """

    def __init__(self, invoices: Items) -> None:
        self.whole: dict[str, int] = {}
        self.look: dict[str, int] = {}
        self.core: dict[str, int] = {}
        self.tail: dict[str, int] = {}
        self._length: list[int] = []
        self._form: list[int] = []
        self._invoice: list[int] = []
        self._level: list[int] = []
        self.prefixes: set[str] = set()
        for position, number in enumerate(invoices.text["number"]):
            self._add_number(position, squeeze(number))
        for column in ("purchase_order", "reference"):
            for position, value in enumerate(invoices.text[column]):
                if value:
                    self._add_other(position, squeeze(value))
        self.customers = self._customers(invoices)
        self.length = ints(self._length)
        self.form, self.invoice, self.level = ints(self._form), ints(self._invoice), ints(self._level)

    def _put(self, forms: dict[str, int], text: str, invoice: int, level: Hit) -> None:
        form = forms.get(text)
        if form is None:
            form = forms[text] = len(self._length)
            self._length.append(len(text))
        self._form.append(form)
        self._invoice.append(invoice)
        self._level.append(level)

    def _add_number(self, position: int, number: str) -> None:
        if not number:
            return
        digits = digits_of(number)
        self.prefixes.add(_head(number))
        self._put(self.whole, number, position, Hit.TEXT if len(number) >= 3 else Hit.TAIL)
        if not digits:
            return
        if not number.isdigit():
            self._put(self.look, lookalike(number), position, Hit.LOOKALIKE)
        if len(digits) >= 3:
            self._put(self.core, digits, position, Hit.CORE if len(digits) >= 4 else Hit.TAIL)
        last = _DIGITS.findall(number)[-1].lstrip("0")
        for tail in {last, digits[-4:], digits[-5:], digits[-6:]} - {digits}:
            if len(tail) >= 3:
                self._put(self.tail, tail, position, Hit.TAIL)

    def _add_other(self, position: int, value: str) -> None:
        if len(value) < 4:
            return
        self.prefixes.add(_head(value))
        self._put(self.whole, value, position, Hit.ORDER)
        digits = digits_of(value)
        if len(digits) >= 4 and digits != value:
            self._put(self.core, digits, position, Hit.ORDER)

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
        self.prefixes.update(_head(code) for code in codes)
        return codes


def _head(squeezed: str) -> str:
    """What stands before the first digit."""
    found = _FIRST_DIGIT.search(squeezed)
    return squeezed[: found.start()] if found else squeezed


def written(text: str, prefixes: set[str]) -> dict[str, str]:
    """The numbers a text may be naming, each with its digits: runs of up to four chunks, sums of money taken
    out.
    """
    chunks = _CHUNK.findall(_MONEY.sub(" ", text))
    digits = ["" if chunk.isalpha() else _NO_DIGIT.sub("", chunk) for chunk in chunks]
    found: dict[str, str] = {}
    if not any(digits):
        return found
    for first, chunk in enumerate(chunks):
        if not digits[first] and chunk not in prefixes:
            continue
        joined = number = ""
        for at in range(first, min(first + MAX_JOINED, len(chunks))):
            joined += chunks[at]
            if len(joined) > MAX_LENGTH:
                break
            if digits[at]:
                number += digits[at]
                found[joined] = number
    return found


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


_FIELDS = ("reference", "structured_reference", "check_number", "description")


def find(invoices: Items, payments: Items) -> Hits:
    """All pointers from bank lines to invoices, each pair once at its strongest level."""
    book = KeyBook(invoices)
    line: list[int] = []
    form: list[int] = []
    how: list[int] = []
    loose: list[tuple[int, str]] = []
    told: list[tuple[int, int]] = []
    memory: dict[str, _Found] = {}
    columns = [payments.text[field] for field in _FIELDS]
    for position, values in enumerate(zip(*columns, strict=True)):
        for value in dict.fromkeys(values):
            if not value:
                continue
            found = memory.get(value)
            if found is None:
                found = memory[value] = _lookup(value, book)
            forms, unread, customers = found
            told.extend([(position, at) for at in customers])
            line.extend([position] * len(forms))
            form.extend(forms)
            how.extend(forms.values())
            loose.extend([(position, token) for token in unread])
    owner, row = join(ints(form), book.form)
    level = np.minimum(book.level[row], ints(how)[owner])
    level = np.where(
        (ints(how)[owner] == int(Hit.RANGE)) & (book.level[row] == int(Hit.TAIL)), int(Hit.RANGE), level
    )
    exact = (ints(how)[owner] == Hit.EXACT) & (book.level[row] == Hit.TEXT)
    level = np.where(exact, int(Hit.EXACT), level)
    found_line, found_invoice = ints(line)[owner], book.invoice[row]
    length = book.length[ints(form)[owner]] if len(owner) else ints([])
    far_line, far_invoice = _damaged(loose, invoices)
    return _strongest(
        np.concatenate([found_line, far_line]),
        np.concatenate([found_invoice, far_invoice]),
        np.concatenate([level, np.full(len(far_line), int(Hit.DAMAGED), dtype=np.int64)]),
        np.concatenate([length, np.full(len(far_line), 6, dtype=np.int64)]),
        len(payments),
        len(invoices),
        (ints([line for line, _ in told]), ints([bill for _, bill in told])),
    )


# The forms found in one text with the best level each may claim, number-like words not found, and an invoice
# of each customer whose number it gives.
_Found = tuple[dict[int, int], list[str], list[int]]


def _lookup(value: str, book: KeyBook) -> _Found:
    found: dict[int, int] = {}
    unread: list[str] = []
    text = fold_keeping_marks(value)
    whole = squeeze(value)
    read: list[str] = []
    customers: list[int] = []
    for token, digits in written(text, book.prefixes).items():
        cap = int(Hit.EXACT) if token == whole else int(Hit.TEXT)
        hit = _probe(token, digits.lstrip("0"), cap, book, found)
        if token in book.customers:
            customers.append(book.customers[token])
        elif hit:
            read.append(token)
        elif 5 <= len(token) <= 16 and len(digits) >= 4:
            unread.append(token)
    for number in expanded(text) if _SHORTENED.search(text) else ():
        _note(book.core.get(number.lstrip("0")), int(Hit.RANGE), found)
        _note(book.tail.get(number.lstrip("0")), int(Hit.RANGE), found)
    if read:  # what was read together with its neighbours is no damaged number of its own
        unread = [token for token in unread if not any(token in longer for longer in read)]
    return found, unread, customers


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


def _note(form: int | None, level: int, found: dict[int, int]) -> None:
    if form is not None:
        found[form] = max(found.get(form, 0), level)


def _probe(token: str, digits: str, cap: int, book: KeyBook, found: dict[int, int]) -> bool:
    before = len(found)
    if (form := book.whole.get(token)) is not None:
        _note(form, cap, found)
    elif not token.isdigit() and (form := book.look.get(lookalike(token))) is not None:
        _note(form, int(Hit.LOOKALIKE), found)
    if len(digits) >= 3:
        if (form := book.core.get(digits)) is not None:
            _note(form, int(Hit.CORE), found)
        if len(digits) <= 8 and (form := book.tail.get(digits)) is not None:
            _note(form, int(Hit.TAIL), found)
    return len(found) > before


def _deletions(numbers: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """Each number itself and with each one digit left out, with its owner."""
    values, owners = [numbers], [owner]
    power = 1
    while (numbers >= power).any():
        at = numbers >= power
        values.append(((numbers // (power * 10)) * power + numbers % power)[at])
        owners.append(owner[at])
        power *= 10
    return np.concatenate(values), np.concatenate(owners)


def _damaged(loose: Sequence[tuple[int, str]], invoices: Items) -> tuple[Ints, Ints]:
    """Pairs whose numbers differ by one character dropped, added, changed or swapped."""
    tokens: dict[str, int] = {}
    lines = ints([pair[0] for pair in loose])
    token = ints([tokens.setdefault(digits_of(lookalike(pair[1])), len(tokens)) for pair in loose])
    wanted = list(tokens)
    numbers = [digits_of(lookalike(squeeze(number))) for number in invoices.text["number"]]
    left = np.flatnonzero([5 <= len(text) <= 15 for text in wanted])
    right = np.flatnonzero([5 <= len(text) <= 15 for text in numbers])
    a, a_owner = _deletions(ints([int(wanted[at]) for at in left.tolist()]), left.astype(np.int64))
    b, b_owner = _deletions(ints([int(numbers[at]) for at in right.tolist()]), right.astype(np.int64))
    if not len(a) or not len(b):
        return ints([]), ints([])
    crowd, group = np.unique(b, return_inverse=True)
    rare = np.bincount(group)[group] <= CROWDED
    del crowd
    x, y = join(a, b[rare])
    pairs = distinct(a_owner[x] * len(numbers) + b_owner[rare][y])
    mine, theirs = pairs // len(numbers), pairs % len(numbers)
    distance = process.cpdist(
        texts(wanted)[mine].tolist(),
        texts(numbers)[theirs].tolist(),
        scorer=OSA.distance,
        score_cutoff=1,
    )
    near = distance <= 1
    owner, row = join(token, mine[near])
    return lines[owner], theirs[near][row]


def _strongest(
    line: Ints, invoice: Ints, level: Ints, length: Ints, lines: int, width: int, customers: tuple[Ints, Ints]
) -> Hits:
    pair = line * max(width, 1) + invoice
    order = np.lexsort((-length, -level, pair))
    first = np.ones(len(order), dtype=bool)
    first[1:] = pair[order][1:] != pair[order][:-1]
    keep = order[first]
    crowd = np.bincount(line[keep], minlength=lines)
    weak = np.isin(level[keep], [int(Hit.TAIL), int(Hit.DAMAGED)])
    keep = keep[~(weak & (crowd[line[keep]] > 3 * CROWDED))]
    naming = np.isin(level[keep], [int(hit) for hit in NAMING])
    named = np.bincount(line[keep][naming], minlength=lines).astype(np.int64)
    return Hits(line[keep], invoice[keep], level[keep], length[keep], named, customers)

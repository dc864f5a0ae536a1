"""Which invoices a bank line's words point to, and how damaged the pointer is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.matching.arrays import Ints, Texts, ints, join, texts
from core.matching.frames import Items
from core.matching.names import fold


class Hit(IntEnum):
    """How a bank line points to an invoice, weakest first."""

    NONE = 0
    CONFLICT = 1  # it names another invoice in full
    TAIL = 2
    DAMAGED = 3
    CUSTOMER = 4
    ORDER = 5
    RANGE = 6
    CORE = 7  # same digits, other prefix or padding
    LOOKALIKE = 8
    TEXT = 9
    EXACT = 10


WHOLE = (Hit.ORDER, Hit.RANGE, Hit.CORE, Hit.LOOKALIKE, Hit.TEXT, Hit.EXACT)
NAMING = (Hit.RANGE, Hit.CORE, Hit.LOOKALIKE, Hit.TEXT, Hit.EXACT)  # says: this invoice
_LOOKALIKES = str.maketrans("OQDILSBZG", "000115826")
_NO_DIGIT = re.compile(r"[^0-9]+")
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
CROWDED = 40  # a key shared by more invoices than this points nowhere


@dataclass(frozen=True, slots=True)
class Hits:
    """One row per (payment, invoice) with the strongest `level` (`Hit`) and the length of the key."""

    payment: Ints
    invoice: Ints
    level: Ints
    length: Ints
    named: Ints  # per payment: how many pointers in its words led to any invoice


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
    """The written forms under which invoices can be named: form -> a number, and its invoices."""

    def __init__(self, invoices: Items) -> None:
        self.forms: dict[str, int] = {}
        self._form: list[int] = []
        self._invoice: list[int] = []
        self._level: list[int] = []
        self.prefixes: set[str] = set()
        for position, number in enumerate(invoices.text["number"]):
            self._add_number(position, squeeze(number))
        extra = (("purchase_order", Hit.ORDER), ("reference", Hit.ORDER), ("customer_number", Hit.CUSTOMER))
        for column, level in extra:
            for position, value in enumerate(invoices.text[column]):
                if value:
                    self._add_other(position, squeeze(value), level)
        self.form, self.invoice, self.level = ints(self._form), ints(self._invoice), ints(self._level)

    def _put(self, text: str, invoice: int, level: Hit) -> None:
        self._form.append(self.forms.setdefault(text, len(self.forms)))
        self._invoice.append(invoice)
        self._level.append(int(level))

    def _add_number(self, position: int, number: str) -> None:
        if not number:
            return
        digits = digits_of(number)
        self.prefixes.add(re.split(r"\d", number, maxsplit=1)[0])
        self._put("=" + number, position, Hit.TEXT if len(number) >= 3 else Hit.TAIL)
        if not digits:
            return
        if lookalike(number) != number or not number.isdigit():
            self._put("~" + lookalike(number), position, Hit.LOOKALIKE)
        if len(digits) >= 3:
            self._put("#" + digits, position, Hit.CORE if len(digits) >= 4 else Hit.TAIL)
        last = re.findall(r"\d+", number)[-1].lstrip("0")
        for tail in {last, digits[-4:], digits[-5:], digits[-6:]} - {digits}:
            if len(tail) >= 3:
                self._put("." + tail, position, Hit.TAIL)

    def _add_other(self, position: int, value: str, level: Hit) -> None:
        if len(value) < 4:
            return
        self.prefixes.add(re.split(r"\d", value, maxsplit=1)[0])
        self._put("=" + value, position, level)
        digits = digits_of(value)
        if len(digits) >= 4 and digits != value:
            self._put("#" + digits, position, Hit.CUSTOMER if level is Hit.CUSTOMER else Hit.ORDER)


def written(text: str, prefixes: set[str]) -> Iterator[str]:
    """The numbers a text may be naming: runs of up to four chunks, sums of money taken out."""
    chunks = _CHUNK.findall(_MONEY.sub(" ", text))
    for first, chunk in enumerate(chunks):
        if chunk.isalpha() and chunk not in prefixes:
            continue
        joined = ""
        for part in chunks[first : first + MAX_JOINED]:
            joined += part
            if len(joined) > MAX_LENGTH:
                break
            if not part.isalpha():
                yield joined


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
    memory: dict[str, tuple[list[tuple[int, int]], list[str]]] = {}
    columns = [payments.text[field] for field in _FIELDS]
    for position, values in enumerate(zip(*columns, strict=True)):
        for value in dict.fromkeys(values):
            if not value:
                continue
            if value not in memory:
                memory[value] = _lookup(value, book)
            found, unread = memory[value]
            line.extend([position] * len(found))
            form.extend(pair[0] for pair in found)
            how.extend(pair[1] for pair in found)
            loose.extend((position, token) for token in unread)
    owner, row = join(ints(form), book.form)
    level = np.minimum(book.level[row], ints(how)[owner])
    level = np.where(
        (ints(how)[owner] == int(Hit.RANGE)) & (book.level[row] == int(Hit.TAIL)), int(Hit.RANGE), level
    )
    exact = (ints(how)[owner] == Hit.EXACT) & (book.level[row] == Hit.TEXT)
    level = np.where(exact, int(Hit.EXACT), level)
    found_line, found_invoice = ints(line)[owner], book.invoice[row]
    length = ints([len(text) - 1 for text in book.forms])[ints(form)[owner]]
    far_line, far_invoice = _damaged(loose, invoices)
    return _strongest(
        np.concatenate([found_line, far_line]),
        np.concatenate([found_invoice, far_invoice]),
        np.concatenate([level, np.full(len(far_line), int(Hit.DAMAGED), dtype=np.int64)]),
        np.concatenate([length, np.full(len(far_line), 6, dtype=np.int64)]),
        len(payments),
        len(invoices),
    )


def _lookup(value: str, book: KeyBook) -> tuple[list[tuple[int, int]], list[str]]:
    """The forms found in one text with the best level each may claim, and number-like words not found."""
    found: dict[int, int] = {}
    unread: list[str] = []
    text = fold_keeping_marks(value)
    whole = squeeze(value)
    forms = book.forms
    for token in dict.fromkeys(written(text, book.prefixes)):
        cap = int(Hit.EXACT) if token == whole else int(Hit.TEXT)
        hit = _probe(token, cap, forms, found)
        if not hit and 5 <= len(token) <= 16 and len(_NO_DIGIT.sub("", token)) >= 4:
            unread.append(token)
    for number in expanded(text) if _SHORTENED.search(text) else ():
        _note(forms.get("#" + number.lstrip("0"), -1), int(Hit.RANGE), found)
        _note(forms.get("." + number.lstrip("0"), -1), int(Hit.RANGE), found)
    return list(found.items()), unread


def fold_keeping_marks(value: str) -> str:
    """Capitals without accents, punctuation kept (it separates numbers)."""
    return value.upper() if value.isascii() else "".join(_marks(value.upper()))


def _marks(value: str) -> Iterator[str]:
    for character in value:
        if character.isascii():
            yield character
        elif character in "–—‐‑−":
            yield "-"
        else:
            yield fold(character) or " "


def _note(form: int, level: int, found: dict[int, int]) -> None:
    if form >= 0:
        found[form] = max(found.get(form, 0), level)


def _probe(token: str, cap: int, forms: dict[str, int], found: dict[int, int]) -> bool:
    before = len(found)
    _note(forms.get("=" + token, -1), cap, found)
    if len(found) == before and not token.isdigit():
        _note(forms.get("~" + lookalike(token), -1), int(Hit.LOOKALIKE), found)
    digits = digits_of(token)
    if len(digits) >= 3:
        _note(forms.get("#" + digits, -1), int(Hit.CORE), found)
        if len(digits) <= 8 and token.isalnum():
            _note(forms.get("." + digits, -1), int(Hit.TAIL), found)
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
    pairs = np.unique(np.stack([a_owner[x], b_owner[rare][y]], axis=1), axis=0)
    distance = process.cpdist(
        [wanted[at] for at in pairs[:, 0].tolist()],
        [numbers[at] for at in pairs[:, 1].tolist()],
        scorer=OSA.distance,
        score_cutoff=1,
    )
    near = pairs[distance <= 1]
    owner, row = join(token, near[:, 0])
    return lines[owner], near[row, 1]


def _strongest(line: Ints, invoice: Ints, level: Ints, length: Ints, lines: int, width: int) -> Hits:
    pair = line * max(width, 1) + invoice
    order = np.lexsort((-length, -level, pair))
    first = np.ones(len(order), dtype=bool)
    first[1:] = pair[order][1:] != pair[order][:-1]
    keep = order[first]
    crowd = np.bincount(line[keep], minlength=lines)
    weak = np.isin(level[keep], [int(Hit.TAIL), int(Hit.DAMAGED), int(Hit.CUSTOMER)])
    keep = keep[~(weak & (crowd[line[keep]] > 3 * CROWDED))]
    naming = np.isin(level[keep], [int(hit) for hit in NAMING])
    named = np.bincount(line[keep][naming], minlength=lines).astype(np.int64)
    return Hits(line[keep], invoice[keep], level[keep], length[keep], named)


def unread_words(payments: Items) -> Texts:
    """The words of each bank line without its numbers, for reading the payer out of it."""
    return texts(
        [
            " ".join(word for word in fold(value).split() if word.isalpha())
            for value in payments.text["description"]
        ]
    )

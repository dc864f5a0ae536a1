"""Which invoices a bank line's words point to, and how damaged the pointer is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.matching import bulk, pointers
from core.matching.arrays import Ints, counts, distinct, ints, join, spans, texts
from core.matching.frames import Items
from core.matching.pointers import Hit, KeyBook

NAMING = (Hit.RANGE, Hit.CORE, Hit.LOOKALIKE, Hit.TEXT, Hit.EXACT)  # says: this invoice
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


def find(invoices: Items, payments: Items) -> Hits:
    """All pointers from bank lines to invoices, each pair once at its strongest level."""
    book = KeyBook(invoices)
    texts, of_line, of_text = texts_of(payments)
    found = pointers.read(texts, book)
    owner, row = join(found.form, book.form)
    how, level = found.how[owner], book.level[row]
    level = np.where(
        (how == int(Hit.RANGE)) & (level == int(Hit.TAIL)), int(Hit.RANGE), np.minimum(level, how)
    )
    level = np.where((how == int(Hit.EXACT)) & (book.level[row] == int(Hit.TEXT)), int(Hit.EXACT), level)
    line, at = _lines(found.text[owner], of_line, of_text)
    far_text, far_invoice = _damaged(found.loose_text, found.loose, invoices)
    customer_line, customer = _lines(found.customer_text, of_line, of_text)
    far_line, far = _lines(far_text, of_line, of_text)
    return _strongest(
        np.concatenate([line, far_line]),
        np.concatenate([book.invoice[row][at], far_invoice[far]]),
        np.concatenate([level[at], np.full(len(far), int(Hit.DAMAGED), dtype=np.int64)]),
        np.concatenate([book.length[found.form[owner]][at], np.full(len(far), 6, dtype=np.int64)]),
        len(payments),
        len(invoices),
        (customer_line, found.customer[customer]),
    )


_FIELDS = ("reference", "structured_reference", "check_number", "description")


def texts_of(payments: Items) -> tuple[list[str], Ints, Ints]:
    """The different texts of the bank lines, and the (line, text) pairs, each once."""
    size = len(payments)
    columns = [payments.text[field] for field in _FIELDS]
    code: dict[str, int] = {"": 0}
    codes = ints([code.setdefault(text, len(code)) for column in columns for text in column])
    line = np.tile(np.arange(size, dtype=np.int64), len(columns))
    pairs = distinct(line[codes > 0] * len(code) + codes[codes > 0] - 1)
    return list(code)[1:], pairs // len(code), pairs % len(code)


def _lines(text: Ints, of_line: Ints, of_text: Ints) -> tuple[Ints, Ints]:
    """The lines that carry the text of each row, with the row."""
    row, at = join(text, of_text)
    return of_line[at], row


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


def _damaged(owner: Ints, loose: Sequence[str], invoices: Items) -> tuple[Ints, Ints]:
    """(owner, invoice) whose numbers differ by one character dropped, added, changed or swapped."""
    wanted, token = _plain_digits(loose)
    numbers, number = _plain_digits(bulk.squeezed(invoices.text["number"]))
    left = np.flatnonzero([5 <= len(text) <= 15 for text in wanted])
    right = np.flatnonzero([5 <= len(text) <= 15 for text in numbers])
    a, a_owner = _deletions(ints([int(wanted[at]) for at in left.tolist()]), left.astype(np.int64))
    b, b_owner = _deletions(ints([int(numbers[at]) for at in right.tolist()]), right.astype(np.int64))
    if not len(a) or not len(b):
        return ints([]), ints([])
    many = counts(number, len(numbers))
    order = np.argsort(b, kind="stable")
    b, b_owner = b[order], b_owner[order]
    low, high = np.searchsorted(b, a, "left"), np.searchsorted(b, a, "right")
    crowd = np.concatenate([[0], np.cumsum(many[b_owner])])
    rare = np.flatnonzero(crowd[high] - crowd[low] <= CROWDED)
    x, y = spans(low[rare].astype(np.int64), high[rare].astype(np.int64))
    pairs = distinct(a_owner[rare[x]] * len(numbers) + b_owner[y])
    mine, theirs = pairs // len(numbers), pairs % len(numbers)
    distance = process.cpdist(
        texts(wanted)[mine].tolist(),
        texts(numbers)[theirs].tolist(),
        scorer=OSA.distance,
        score_cutoff=1,
    )
    near = distance <= 1
    at, row = join(token, mine[near])
    same, bill = join(theirs[near][row], number)
    return owner[at[same]], bill


def _plain_digits(squeezed: Sequence[str]) -> tuple[list[str], Ints]:
    """The different strings of digits (look-alikes read as digits), and the one of each reference."""
    digits = [text.lstrip("0") for text in bulk.digits(bulk.lookalikes(squeezed))]
    seen: dict[str, int] = {}
    codes = ints([seen.setdefault(text, len(seen)) for text in digits])
    return list(seen), codes


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

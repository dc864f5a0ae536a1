"""Joint proposals: one payment for several items, several payments for one item."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.matching.amounts import scale_of
from core.matching.arrays import NO_DATE, Bools, Floats, Ints, ints
from core.matching.combining import coincidences, runs, subsets
from core.matching.frames import Ledger
from core.matching.parties import Parties, Party
from core.matching.pointers import Hit
from core.matching.references import Hits
from core.matching.remittance import Line, allocated, month_of, months, named_as, stated_lines
from core.matching.words import Words
from core.model.money import minor_digits

POOL = 20  # open items of one counterparty that are searched without a list
LISTED = 24
LONGEST = 60  # items of one written list
MOST_PARTS = 8
EARLY_DAYS = 5  # an item issued later than this after the payment is not in its pool
OLD_DAYS = 240
LOOSE_SHARE = 0.35  # a listed set may be short by this share (discounts, deductions)
LOOSE_FIXED = 20_000
EVEN = 1e-5  # chance that equal payments of one payer come to an item exactly without being its instalments
STATED = 1e-5  # chance that stated amounts sum to the payment by accident
STATED_SOME = 1e-3  # chance that several items stand beside their whole amounts in a text cut off
SURE = 1e-3  # chance that the sum of a written list agrees by accident
NAMED = 1e-4  # the same where each item is named in full


@dataclass(frozen=True, slots=True)
class Groups:
    """Joint proposals and their rows.

    Per proposal: `parts` (several payments, one item), `short` minor units missing (negative: too much),
    `total` the sum owed, `chance` expected accidental sets, `rivals` other sets found for the same sum,
    `listed` share of rows the bank lines name. Per row: `group`, `payment`, `invoice` and the allocated
    `payment_minor`, `invoice_minor` (signed, in the bank's view); `scale` per proposal as in
    `amounts.scale_of`; `rest` proposals settle what a first payment of each item leaves.
    """

    parts: Bools
    short: Ints
    total: Ints
    chance: Floats
    rivals: Ints
    listed: Floats
    group: Ints
    payment: Ints
    invoice: Ints
    payment_minor: Ints
    invoice_minor: Ints
    scale: Floats
    rest: Bools

    def __len__(self) -> int:
        return len(self.short)


@dataclass
class _Draft:
    """Groups being collected; the same set of one payment is kept once."""

    heads: list[tuple[bool, int, int, float, int, float, bool]] = field(default_factory=list)
    rows: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    seen: set[tuple[tuple[int, ...], tuple[int, ...], bool]] = field(default_factory=set)

    def add(
        self, parts: bool, members: Sequence[tuple[int, int, int, int]], short: int, total: int,
        chance: float, rivals: int, listed: float, rest: bool = False,
    ) -> None:  # fmt: skip
        key = (tuple(sorted({m[0] for m in members})), tuple(sorted({m[1] for m in members})), rest)
        if key in self.seen:
            return
        self.seen.add(key)
        self.rows += [(len(self.heads), *member) for member in members]
        self.heads.append((parts, short, total, max(chance, 1e-6), rivals, listed, rest))

    def _first_rows(self) -> list[tuple[int, int, int, int, int]]:
        first: dict[int, tuple[int, int, int, int, int]] = {}
        for row in self.rows:
            first.setdefault(row[0], row)
        return [first[at] for at in range(len(self.heads))]

    def groups(self, scale: Sequence[int]) -> Groups:
        parts, short, total, chance, rivals, listed, rest = list(zip(*self.heads, strict=True)) or [()] * 7
        group, payment, invoice, paid, settled = list(zip(*self.rows, strict=True)) or [()] * 5
        return Groups(
            parts=np.array(parts, dtype=bool),
            short=ints(short),
            total=ints(total),
            chance=np.array(chance, dtype=np.float64),
            rivals=ints(rivals),
            listed=np.array(listed, dtype=np.float64),
            group=ints(group),
            payment=ints(payment),
            invoice=ints(invoice),
            payment_minor=ints(paid),
            invoice_minor=ints(settled),
            scale=np.array([scale[row[2]] for row in self._first_rows()], dtype=np.float64),
            rest=np.array(rest, dtype=bool),
        )


class _Books:
    """Fast look-ups while groups are proposed."""

    def __init__(
        self, ledger: Ledger, words: Words, hits: Hits, parties: Parties, settled: Bools, taken: Bools
    ) -> None:
        self.open = ledger.invoices.open.tolist()
        self.paid = ledger.payments.open.tolist()
        self.bill_currency = ledger.invoices.currency.tolist()
        self.line_currency = ledger.payments.currency.tolist()
        self.issued = ledger.invoices.start.tolist()
        self.anchor = ledger.invoices.anchor.tolist()
        self.day = ledger.payments.start.tolist()
        self.party_of = parties.of_invoice.tolist()
        scales = [scale_of(code) for code in ledger.currencies]
        digits = [minor_digits(code) for code in ledger.currencies]
        self.scale = [scales[code] for code in self.bill_currency]
        self.digits = [digits[code] for code in self.line_currency]
        self.called = tuple(
            ledger.invoices.text[field] for field in ("number", "purchase_order", "reference")
        )
        texts = (ledger.payments.text["description"], ledger.payments.text["reference"])
        self.words = [
            said if not more or more in said else f"{said} | {more}"
            for said, more in zip(*texts, strict=True)
        ]
        self.issue_month = month_of(ledger.invoices.start).tolist()
        self.month = months(words.within("description", "reference")).tolist()
        self.free = (~taken).tolist()
        self.of_party: dict[tuple[int, int], list[int]] = defaultdict(list)  # what is open and free
        for bill in np.flatnonzero(~taken & (ledger.invoices.open != 0)).tolist():
            self.of_party[self.party_of[bill], self.bill_currency[bill]].append(bill)
        self.listed: dict[int, list[int]] = defaultdict(list)
        waits = ~settled[hits.payment]
        strong = waits & (hits.level >= int(Hit.ORDER))
        for line, bill in zip(hits.payment[strong].tolist(), hits.invoice[strong].tolist(), strict=True):
            self.listed[line].append(bill)
        self.hinted: dict[int, list[int]] = defaultdict(list)
        weak = waits & ((hits.level == int(Hit.TAIL)) | (hits.level == int(Hit.DAMAGED)))
        for line, bill in zip(hits.payment[weak].tolist(), hits.invoice[weak].tolist(), strict=True):
            self.hinted[line].append(bill)
        self.parties: dict[int, list[int]] = defaultdict(list)
        near = ~settled[parties.payment] & (parties.level >= int(Party.SIMILAR))
        rows = zip(
            parties.payment[near].tolist(),
            (-parties.level[near]).tolist(),
            parties.party[near].tolist(),
            strict=True,
        )
        best: dict[int, int] = {}
        for line, level, party in sorted(rows):
            near_best = best.setdefault(line, level) == level or -level >= int(Party.TEXT)
            if near_best and party not in self.parties[line]:
                self.parties[line].append(party)

    def names(self, bills: Iterable[int]) -> list[tuple[str, int]]:
        """What a text may call the items: number, purchase order and reference of each."""
        return [(column[bill], bill) for bill in bills for column in self.called if column[bill]]


def propose(
    ledger: Ledger,
    words: Words,
    hits: Hits,
    parties: Parties,
    settled: Bools,
    taken: Bools,
    firsts: Mapping[int, int],
) -> Groups:
    """Joint proposals for bank lines not `settled` by a single item, from items not `taken` by others.

    `firsts` holds items with the line that surely pays a part of each.
    """
    books, draft = _Books(ledger, words, hits, parties, settled, taken), _Draft()
    waiting = np.flatnonzero(~settled & (ledger.payments.open != 0)).tolist()
    kept: dict[int, list[int]] = defaultdict(list)
    for bill in firsts:
        kept[books.party_of[bill]].append(bill)
    for line in waiting:
        _combined(line, books, draft)
        if firsts:
            _of_rests(line, firsts, kept, books, draft)
    _instalments(waiting, books, draft)
    return draft.groups(books.scale)


def _combined(line: int, books: _Books, draft: _Draft) -> None:
    target, currency, before = books.paid[line], books.line_currency[line], len(draft.heads)
    listed = _listed(line, books)
    listed = [bill for bill in listed if books.bill_currency[bill] == currency]
    listed = [bill for bill in listed if books.open[bill]][:LONGEST]
    stated: list[Line] = []
    if len(listed) >= 2:
        stated = stated_lines(books.words[line], named_as(books.names(listed)), books.digits[line])
        _from_remittance(line, stated, target, books, draft)
        _from_list(line, listed, target, books, draft)
    homes = [books.party_of[bill] for bill in listed] + books.parties.get(line, [])[:3]
    for party in dict.fromkeys(homes):
        own = [bill for bill in listed if books.party_of[bill] == party]
        pool = _pool(line, party, own, books)
        if own:
            _beyond_list(line, own, pool, target, books, draft)
        elif len(pool) >= 2:
            _of_month(line, party, target, books, draft)
            _without_list(line, pool, target, books, draft)
    if not any(short == 0 for _, short, *_ in draft.heads[before:]):
        _from_readable_lines(line, stated, target, books, draft)


def _listed(line: int, books: _Books) -> list[int]:
    """Items the text names in full, and items of the same payer it names by their last digits or misspelt."""
    full = books.listed.get(line, [])
    homes = {books.party_of[bill] for bill in full} | set(books.parties.get(line, ())[:1])
    partial = [bill for bill in books.hinted.get(line, ()) if books.party_of[bill] in homes]
    return full + partial if len(full) + len(partial) <= LONGEST else full


def _pool(line: int, party: int, listed: Sequence[int], books: _Books, wide: bool = False) -> list[int]:
    """Open items of the counterparty that the payment may cover, the nearest due first kept, by date."""
    day, currency, paid = books.day[line], books.line_currency[line], books.paid[line]
    issued, anchor, owed = books.issued, books.anchor, books.open
    pool = books.of_party.get((party, currency), [])
    if day != NO_DATE:  # items are numbered by their issue dates
        pool = pool[: bisect_right(pool, day + EARLY_DAYS, key=issued.__getitem__)]
        pool = [bill for bill in pool if anchor[bill] >= day - OLD_DAYS or issued[bill] == NO_DATE]
    if listed:
        pool = [bill for bill in pool if bill not in listed]
    if paid > 0 and not any(owed[bill] < 0 for bill in pool):
        pool = [bill for bill in pool if owed[bill] < paid]
    elif paid < 0 and all(owed[bill] < 0 for bill in pool):
        pool = [bill for bill in pool if owed[bill] > paid]
    if wide:
        return pool
    if len(pool) > POOL and day != NO_DATE:
        pool = sorted(sorted(pool, key=lambda bill: (abs(books.anchor[bill] - day), bill))[:POOL])
    return pool[:POOL]


def _allocated(line: int, bills: Iterable[int], books: _Books, short: int) -> list[tuple[int, int, int, int]]:
    """Each item wholly settled; a percentage missing falls on all, anything else on the largest item."""
    chosen = list(bills)
    sign = 1 if books.paid[line] > 0 else -1
    total = sum(books.open[bill] for bill in chosen)
    rate = round(200 * short / abs(total)) / 200 if total else 0.0
    if rate > 0 and abs(short - rate * abs(total)) <= len(chosen):
        parts = [round(books.open[bill] * (1 - rate)) for bill in chosen]
        parts[-1] += books.paid[line] - sum(parts)
        return [(line, bill, part, part) for bill, part in zip(chosen, parts, strict=True)]
    bearer = max(chosen, key=lambda bill: (sign * books.open[bill], -bill))
    rows = []
    for bill in chosen:
        less = sign * max(short, 0) if bill == bearer else 0
        rows.append((line, bill, books.open[bill] - less, books.open[bill] - less))
    return rows


def _from_remittance(line: int, stated: list[Line], target: int, books: _Books, draft: _Draft) -> None:
    """Amounts stated line by line that sum to the payment: each line settles its item or a part of it."""
    rows = allocated(stated, books.open, target) if len(stated) >= 2 else []
    if rows:
        draft.add(False, [(line, bill, paid, paid) for bill, paid in rows], 0, abs(target), STATED, 0, 1.0)


def _from_readable_lines(line: int, stated: list[Line], target: int, books: _Books, draft: _Draft) -> None:
    """Items stated with their whole amounts in a text that leaves others out; the rest stays on account.

    A line that cannot be read does not stop the others.
    """
    sign = 1 if target > 0 else -1
    whole = ([bill for bill in items if sign * amounts[0] == books.open[bill]] for items, amounts in stated)
    bills = list(dict.fromkeys(bills[0] for bills in whole if len(bills) == 1))
    total = sum(books.open[bill] for bill in bills)
    if len(bills) >= 2 and 0 < sign * total < abs(target):
        rows = [(line, bill, books.open[bill], books.open[bill]) for bill in bills]
        draft.add(False, rows, 0, abs(total), STATED_SOME, 0, 1.0)


def _from_list(line: int, listed: list[int], target: int, books: _Books, draft: _Draft) -> None:
    """The whole list, with a little missing perhaps; else the part of it that sums to the payment."""
    total = sum(books.open[bill] for bill in listed)
    sign = 1 if target > 0 else -1
    short = sign * (total - target)
    loose = max(LOOSE_FIXED, int(LOOSE_SHARE * abs(total)))
    if -100 <= short <= loose and sign * total > 0:
        whole = NAMED if set(listed) <= set(books.listed.get(line, ())) else SURE
        chance = whole if short == 0 else 0.01 + 0.5 * abs(short) / max(abs(total), 1)
        draft.add(False, _allocated(line, listed, books, short), short, abs(total), chance, 0, 1.0)
    if short:
        amounts = ints([books.open[bill] for bill in listed])
        found = subsets(amounts, target) if len(listed) <= LISTED else []
        for picked in found:
            bills = [listed[at] for at in picked]
            chance = coincidences(len(listed), len(picked), amounts)
            rows = _allocated(line, bills, books, 0)
            draft.add(False, rows, 0, abs(target), chance, len(found) - 1, 1.0)


def _beyond_list(
    line: int, listed: list[int], pool: list[int], target: int, books: _Books, draft: _Draft
) -> None:
    """The listed items and some the (cut off) text does not name."""
    rest = target - sum(books.open[bill] for bill in listed)
    if not pool or not rest or not listed:
        return
    amounts = ints([books.open[bill] for bill in pool])
    found = subsets(amounts, rest, least=1)
    for picked in found:
        bills = listed + [pool[at] for at in picked]
        if len(bills) >= 2:
            chance = coincidences(len(pool), len(picked), amounts)
            share = len(listed) / len(bills)
            draft.add(False, _allocated(line, bills, books, 0), 0, abs(target), chance, len(found) - 1, share)


def _of_month(line: int, party: int, target: int, books: _Books, draft: _Draft) -> None:
    """Items issued in the month the text names, or the month after (a statement in arrears)."""
    month = books.month[line]
    for shift in (0, 1) if month else ():
        wanted = (month - 1 + shift) % 12 + 1
        pool = [bill for bill in _pool(line, party, (), books, True) if books.issue_month[bill] == wanted][
            :POOL
        ]
        if len(pool) >= 2:
            amounts = ints([books.open[bill] for bill in pool])
            found = subsets(amounts, target)
            for picked in found:
                chance = coincidences(len(pool), len(picked), amounts)
                bills = [pool[at] for at in picked]
                draft.add(
                    False, _allocated(line, bills, books, 0), 0, abs(target), chance, len(found) - 1, 0.0
                )


def _without_list(line: int, pool: list[int], target: int, books: _Books, draft: _Draft) -> None:
    """A run of items by date (a statement), else any set that sums to the payment."""
    amounts = ints([books.open[bill] for bill in pool])
    ordered = runs(amounts, target)
    for picked in ordered:
        chance = coincidences(len(pool), len(picked), amounts, examined=len(pool) ** 2 / 2.0)
        bills = [pool[at] for at in picked]
        draft.add(False, _allocated(line, bills, books, 0), 0, abs(target), chance, len(ordered) - 1, 0.0)
    found = subsets(amounts, target)
    for picked in found:
        if picked not in ordered:
            chance = coincidences(len(pool), len(picked), amounts)
            bills = [pool[at] for at in picked]
            draft.add(False, _allocated(line, bills, books, 0), 0, abs(target), chance, len(found) - 1, 0.0)


def _of_rests(
    line: int, firsts: Mapping[int, int], kept: Mapping[int, list[int]], books: _Books, draft: _Draft
) -> None:
    """What first payments kept back, released together: of the items the text names, else of the payer's
    (`kept` holds the items of `firsts` by counterparty).
    """
    day, target, named = books.day[line], books.paid[line], books.listed.get(line, [])
    homes, currency = books.parties.get(line, [])[:2], books.line_currency[line]
    found: list[tuple[int, int]] = []
    for bill in named or [bill for party in homes for bill in kept.get(party, ())]:
        first = firsts.get(bill, line)
        if first != line and day > books.day[first] and books.bill_currency[bill] == currency:
            found.append((bill, books.open[bill] - books.paid[first]))
    if not found or len(found) > LISTED:
        return
    rests = ints([rest for _, rest in found])
    whole = bool(named) and int(rests.sum()) == target
    sets = [tuple(range(len(found)))] if whole else subsets(rests, target, least=1 if named else 2)
    for picked in sets:
        chance = SURE if whole else coincidences(len(found), len(picked), rests)
        rows = [(line, found[at][0], found[at][1], found[at][1]) for at in picked]
        share = 1.0 if whole else 0.0
        draft.add(False, rows, 0, abs(target), chance, len(sets) - 1, share, True)


def _instalments(waiting: list[int], books: _Books, draft: _Draft) -> None:
    """Payments that name one item and stay below it, or that together come to it exactly."""
    named: dict[int, list[int]] = defaultdict(list)
    by_party: dict[tuple[int, int], list[int]] = defaultdict(list)
    for line in waiting:
        for bill in books.listed.get(line, ()):
            if _below(line, bill, books):
                named[bill].append(line)
        for party in books.parties.get(line, ())[:2]:
            by_party[party, books.line_currency[line]].append(line)
    for bill in range(len(books.open)):
        if not books.free[bill] or not books.open[bill]:
            continue
        lines = named.get(bill, [])
        others = by_party.get((books.party_of[bill], books.bill_currency[bill]), ())
        most = abs(books.open[bill])
        more = [
            line
            for line in others
            if abs(books.paid[line]) < most and line not in lines and _below(line, bill, books)
        ]
        if len(lines) >= 2:
            _named_parts(bill, lines[:MOST_PARTS], books, draft)
        if len(lines) + len(more) >= 2 and sum([abs(books.paid[line]) for line in [*lines, *more]]) >= most:
            _even_parts(bill, lines + more, lines, books, draft)
            _summing_parts(bill, lines, more, books, draft)


def _below(line: int, bill: int, books: _Books) -> bool:
    paid, owed = books.paid[line], books.open[bill]
    if books.line_currency[line] != books.bill_currency[bill] or (paid < 0) != (owed < 0):
        return False
    day, issued = books.day[line], books.issued[bill]
    return bool(abs(paid) < abs(owed) and (day == NO_DATE or issued == NO_DATE or issued - EARLY_DAYS <= day))


def _parts(bill: int, lines: Iterable[int], books: _Books) -> list[tuple[int, int, int, int]]:
    return [(line, bill, books.paid[line], books.paid[line]) for line in lines]


def _named_parts(bill: int, lines: list[int], books: _Books, draft: _Draft) -> None:
    total = sum(books.paid[line] for line in lines)
    short = abs(books.open[bill]) - abs(total)
    if short >= 0:
        chance = SURE if short == 0 else 0.3
        draft.add(True, _parts(bill, lines, books), short, abs(books.open[bill]), chance, 0, 1.0)


def _even_parts(bill: int, pool: list[int], lines: list[int], books: _Books, draft: _Draft) -> None:
    """Equal instalments: exactly as many payments of an equal share as it takes, whatever they name."""
    owed, paid = books.open[bill], sorted([books.paid[line] for line in pool])
    for parts in range(2, MOST_PARTS + 5):
        share = owed / parts
        if bisect_right(paid, share + parts + 1) - bisect_left(paid, share - parts - 1) < parts:
            continue
        equal = [line for line in pool if abs(books.paid[line] - share) <= parts]
        if len(equal) == parts and sum(books.paid[line] for line in equal) == owed:
            named = sum(line in lines for line in equal) / parts
            chance = EVEN if named or parts > 2 else 10 * EVEN
            draft.add(True, _parts(bill, equal, books), 0, abs(owed), chance, 0, named)


def _summing_parts(bill: int, lines: list[int], more: list[int], books: _Books, draft: _Draft) -> None:
    pool = lines + sorted(more, key=lambda line: (abs(books.day[line] - books.anchor[bill]), line))
    pool = pool[:14]
    amounts = ints([books.paid[line] for line in pool])
    found = [picked for picked in subsets(amounts, books.open[bill], most=6) if len(picked) <= MOST_PARTS]
    for picked in found[:3]:
        members = sorted(pool[at] for at in picked)
        share = sum(line in lines for line in members) / len(members)
        sizes = [abs(books.paid[line]) for line in members]
        even = max(sizes) - min(sizes) <= len(members)
        chance = EVEN if even else coincidences(len(pool), len(picked), amounts)
        draft.add(True, _parts(bill, members, books), 0, abs(books.open[bill]), chance, len(found) - 1, share)

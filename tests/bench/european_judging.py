"""Marks what even a perfect reader of the European books could not decide, by counting the rivals."""

from bisect import bisect_left
from collections import defaultdict
from datetime import date, timedelta

import numpy as np

from tests.bench.european_ledger import Draft
from tests.bench.european_parties import Client
from tests.bench.european_settling import Claim, Line
from tests.bench.european_wording import latin

REACH = timedelta(days=150)
MOST_ITEMS = 24


class Names:
    """All customers' names in capital Latin letters, to ask whom a shortened name can mean."""

    def __init__(self, clients: list[Client]) -> None:
        self.sorted = sorted(
            (latin(client.name, umlauts=False).upper(), client.key, client.family) for client in clients
        )

    def identify(self, name: str, client: Client) -> str:
        """Whom the name identifies: "client", "family" when namesakes share it, "none" when strangers do."""
        start = latin(name, umlauts=False).upper()
        at = bisect_left(self.sorted, (start, -1, -1))
        others = []
        while at < len(self.sorted) and self.sorted[at][0].startswith(start) and len(others) < 20:
            if self.sorted[at][1] != client.key and self.sorted[at][0] != start:
                others.append(self.sorted[at][2])
            at += 1
        full = latin(client.name, umlauts=False).upper() == start
        if full or not others:
            return "client"
        return "family" if client.family >= 0 and set(others) == {client.family} else "none"


class Judge:
    """Knows every open item, who paid it when, and which were claimed beyond doubt by another line."""

    def __init__(self, drafts: list[Draft], lines: list[Line]) -> None:
        self.by_client: dict[int, list[Draft]] = defaultdict(list)
        self.by_family: dict[int, list[Draft]] = defaultdict(list)
        self.by_amount: dict[tuple[str, int], list[Draft]] = defaultdict(list)
        for draft in drafts:
            self.by_client[draft.client.key].append(draft)
            self.by_amount[draft.currency, draft.total].append(draft)
            if draft.client.family >= 0:
                self.by_family[draft.client.family].append(draft)
        self.paid_on: dict[int, date] = {}
        self.sure: set[int] = set()
        self.known_payer: set[int] = set()
        for line in lines:
            for claim in line.claims:
                index = claim.draft.index
                self.paid_on[index] = max(line.day, self.paid_on.get(index, line.day))
                if claim.named:
                    self.sure.add(index)
                elif line.payer == "client" and line.mode == "exact":
                    self.known_payer.add(index)

    def judge(self, line: Line) -> None:
        """Set the line's `ambiguous` and `tie`."""
        unnamed = [claim for claim in line.claims if not claim.named]
        if line.ambiguous or not unnamed:
            return
        if line.situation == "misleading_number" and line.payer != "client":
            line.ambiguous = True  # amount alone against a number that says something else
            return
        if line.mode == "multi":
            line.ambiguous = line.payer == "none" or self._sums_twice(line, unnamed)
        elif line.mode == "exact":
            self._judge_exact(line, unnamed[0])
        elif line.payer == "none":
            line.ambiguous = True
        else:
            line.ambiguous = self._explained_twice(line, unnamed[0])

    def _pool(self, line: Line, draft: Draft) -> list[Draft]:
        if line.payer == "family":
            return self.by_family[draft.client.family]
        return self.by_client[draft.client.key]

    def _near(self, line: Line, other: Draft) -> bool:
        return line.day - REACH <= other.issued <= line.day + timedelta(days=12)

    def _judge_exact(self, line: Line, claim: Claim) -> None:
        draft = claim.draft
        for other in self.by_amount[draft.currency, draft.total]:
            if other is draft or other.index in self.sure or not self._near(line, other):
                continue
            same = other.client.key == draft.client.key
            if same and not self._in_order(draft, other):
                line.ambiguous = True
            elif not same and self._could_be(line, draft, other):
                line.ambiguous = line.tie = True
        if line.payer == "none" and draft.total % 100 == 0:
            line.ambiguous = True

    def _in_order(self, draft: Draft, other: Draft) -> bool:
        """Oldest first holds between the two, so it does not matter that they are alike."""
        if other.index not in self.paid_on:
            return other.index > draft.index
        return (other.index < draft.index) == (self.paid_on[other.index] <= self.paid_on[draft.index])

    def _could_be(self, line: Line, draft: Draft, other: Draft) -> bool:
        if line.payer == "client" or other.index in self.known_payer:
            return False
        return line.payer == "none" or other.client.family == draft.client.family

    def _explained_twice(self, line: Line, claim: Claim) -> bool:
        """Another open item of the payer would explain the amount by the same kind of deduction."""
        total, paid = claim.draft.total, claim.allocated
        share = abs(total - paid) / total
        for other in self._pool(line, claim.draft):
            if other is claim.draft or other.total <= 0 or other.currency != claim.draft.currency:
                continue
            if other.index in self.sure or not self._near(line, other) or self._gone(line, other):
                continue
            if line.mode == "part" and other.total >= paid:
                return True
            if line.mode == "fx" and abs(other.total - total) <= 0.06 * total:
                return True
            if line.mode == "deducted" and abs(other.total - total) <= max(0.03, share) * total:
                return True
        return False

    def _gone(self, line: Line, other: Draft) -> bool:
        return self.paid_on.get(other.index, line.day) < line.day

    def _sums_twice(self, line: Line, unnamed: list[Claim]) -> bool:
        """The sum of the items the text does not name can be made up in another way from the open items."""
        taken = {claim.draft.index for claim in line.claims}
        own = {claim.draft.index for claim in unnamed}
        rest = [
            other.total
            for other in self._pool(line, unnamed[0].draft)
            if other.currency == line.currency
            and self._near(line, other)
            and (
                other.index in own
                or not (other.index in taken or other.index in self.sure or self._gone(line, other))
            )
        ]
        if len(rest) <= len(own):
            return False
        if len(rest) > MOST_ITEMS:
            return True
        return ways(rest, sum(claim.draft.total for claim in unnamed)) > 1


def ways(totals: list[int], target: int) -> int:
    """How many subsets of `totals` (minor units,"
    " at most 24) sum to `target`: two halves met in the middle."""
    middle = len(totals) // 2
    left, right = (np.sort(_sums(half)) for half in (totals[:middle], totals[middle:]))
    wanted = target - left
    found = np.searchsorted(right, wanted, side="right") - np.searchsorted(right, wanted, side="left")
    return int(found.sum())


def _sums(totals: list[int]) -> np.ndarray:
    sums = np.zeros(1, dtype=np.int64)
    for total in totals:
        sums = np.concatenate((sums, sums + total))
    return sums

"""Doubts that bar a match however likely it looks: ties, mistyped numbers, second payments."""

import numpy as np
from rapidfuzz.distance import OSA

from core.matching.amounts import Amount
from core.matching.arrays import Bools, Ints, codes_of, join
from core.matching.facts import Evidence
from core.matching.grouping import EARLY_DAYS, OLD_DAYS
from core.matching.names import fold
from core.matching.parties import Party
from core.matching.pointers import Hit, digits_of, lookalike, squeeze
from core.matching.world import World

OPEN_END = -1.0  # points from which an item left over could have been meant instead
MEANT = 0.0  # points from which a payment without another use was more likely than not for an invoice
SAME_CLAIM = 2.0  # points within which two claims count as equal
TYPED = 1  # characters that a payer may well mistype in a name


def true_ties(evidence: Evidence, world: World) -> Bools:
    """Chosen pairs whose payment could as well pay another counterparty's invoice, or whose invoice another
    payer's line could as well settle: equal points but for timing.

    Names that differ in the legal form alone are one counterparty to the evidence, yet two customers may be
    called so: they tie unless the payer's words repeat one of the two as written.
    """
    pairs = len(world.pair_at)
    tied = np.zeros(pairs, dtype=bool)
    rows, points = evidence.rows, world.points
    claim = (points.reference + points.counterparty + points.amount)[world.pair_at]
    line, bill = rows.payment[world.pair_at], rows.invoice[world.pair_at]
    party, payer = evidence.parties.spelling[bill], evidence.parties.who[line]
    written = evidence.parties.written[line]
    likely = world.weight[:pairs] > OPEN_END
    for item, other in ((line, party), (bill, payer)):
        holder = np.full(int(item.max(initial=-1)) + 1, -1, dtype=np.int64)
        chosen = np.flatnonzero(world.chosen[:pairs])
        holder[item[chosen]] = chosen
        mine = holder[item]
        at = np.flatnonzero((mine >= 0) & ~world.chosen[:pairs] & likely)
        unlike = (other[at] != other[mine[at]]) & (other[at] >= 0) & (other[mine[at]] >= 0)
        unlike &= (written[mine[at]] < 0) | (written[mine[at]] != party[mine[at]]) | (other is payer)
        tied[mine[at[unlike & (np.abs(claim[at] - claim[mine[at]]) <= SAME_CLAIM)]]] = True
    return tied


def untold(evidence: Evidence, world: World, learn: bool) -> Bools:
    """Chosen pairs whose line names no invoice, though another customer owed as much on its day and the
    payer's words do not tell the two apart in full.

    A name that a single other payment taught does not choose between two, nor one that stands in the text
    beside the other's, nor one that is not written as in the ledger where the other customer is called nearly
    the same. The number of a branch does, unless the name is misspelt and the numbers a digit apart.
    """
    rows, lines, people = evidence.rows, evidence.ledger.payments, evidence.parties
    pairs = len(world.pair_at)
    at = np.flatnonzero(world.chosen[:pairs] & (rows.hit[world.pair_at] <= int(Hit.CONFLICT)))
    row, other = _owing_as_much(evidence, world, at)
    recent = evidence.ledger.invoices.anchor[other] >= lines.start[world.rows.left[at[row]]] - OLD_DAYS
    row, other = row[recent], other[recent]
    pair = world.pair_at[at[row]]
    line, mine = rows.payment[pair], rows.invoice[pair]
    alone, level = people.levels(line, mine, learn, hints=False), people.levels(line, other, learn)
    loose = people.written[line] != people.spelling[mine]
    elsewhere = (level == int(Party.CLASH)) & (alone != int(Party.NEAR))
    known = rows.party[int(learn)][pair] >= int(Party.SIMILAR)
    doubtful = (known & (alone < int(Party.SIMILAR))) | (loose & (level >= int(Party.SIMILAR)))
    asked = np.flatnonzero(loose & ~elsewhere & ~doubtful)
    doubtful[asked] = _namesakes(evidence, line[asked], mine[asked], other[asked])
    out = np.zeros(pairs, dtype=bool)
    out[at[row[doubtful]]] = True
    return out


def _namesakes(evidence: Evidence, line: Ints, mine: Ints, other: Ints) -> list[bool]:
    """Whether the two customers' names differ by a typing error, or the line's text holds the second whole,
    not as a part of the first.
    """
    said, named = evidence.ledger.payments.text["description"], evidence.ledger.invoices.text["counterparty"]
    out = []
    for at, one, two in zip(line.tolist(), mine.tolist(), other.tolist(), strict=True):
        name, rival = fold(named[one]), fold(named[two])
        near = OSA.distance(name, rival, score_cutoff=TYPED) <= TYPED
        out.append(bool(rival) and (near or (rival in fold(said[at]) and rival not in name)))
    return out


def _owing_as_much(evidence: Evidence, world: World, at: Ints) -> tuple[Ints, Ints]:
    """(position in `at`, invoice) of every other customer's item of the same amount as the pair's that was
    open on the day of the pair's payment.
    """
    rows, bills = evidence.rows, evidence.ledger.invoices
    mine = rows.invoice[world.pair_at[at]]
    worth = codes_of(bills.open, bills.currency)
    row, other = join(worth[mine], worth)
    apart = evidence.parties.of_invoice[mine[row]] != evidence.parties.of_invoice[other]
    day = evidence.ledger.payments.start[rows.payment[world.pair_at[at[row]]]]
    apart &= (bills.start[other] <= day + EARLY_DAYS) & (_settled_on(evidence, world)[other] >= day)
    return row[apart], other[apart]


def misread(evidence: Evidence, world: World, learn: bool) -> Bools:
    """Chosen pairs that a number alone points to, though another customer's open item of the very amount has
    nearly the same number.

    A number that had to be repaired may be the other one damaged; a number in full may be mistyped where the
    line names a payer who is not its customer, or where another line says the same number and makes do with
    the other item.
    """
    rows, bills, pairs = evidence.rows, evidence.ledger.invoices, len(world.pair_at)
    party, hit = rows.party[int(learn)][world.pair_at], rows.hit[world.pair_at]
    exact = (world.points.explained.kind[world.pair_at] == int(Amount.EXACT)) & world.chosen[:pairs]
    repaired = np.isin(hit, [int(Hit.DAMAGED), int(Hit.LOOKALIKE)]) & (party < int(Party.SIMILAR))
    mistyped = (hit >= int(Hit.CORE)) & ((party == int(Party.FOREIGN)) | (party == int(Party.OTHER)))
    spare = _spare(world)
    out = np.zeros(pairs, dtype=bool)
    at = np.flatnonzero(exact & (repaired | mistyped | ((hit >= int(Hit.CORE)) & (spare >= 0))))
    row, other = _owing_as_much(evidence, world, at)
    asked = (repaired | mistyped)[at[row]] | (spare[at[row]] == other)
    row, other = row[asked], other[asked]
    mine = rows.invoice[world.pair_at[at]]
    number = bills.text["number"]
    written = {
        each: digits_of(lookalike(squeeze(number[each]))) for each in {*mine[row].tolist(), *other.tolist()}
    }
    for one, two in zip(row.tolist(), other.tolist(), strict=True):
        most = 2 if repaired[at[one]] else 1
        out[at[one]] |= OSA.distance(written[int(mine[one])], written[two], score_cutoff=most) <= most
    return out


def _spare(world: World) -> Ints:
    """Per chosen pair the item that another line makes do with though it pays the pair's again, or fits it
    better; -1 for none.
    """
    pairs, lines = len(world.pair_at), len(world.doubled)
    chosen = np.flatnonzero(world.chosen[:pairs])
    line, bill = world.rows.left[:pairs], world.rows.right[:pairs]
    holder = np.full(world.rows.nodes, -1, dtype=np.int64)
    holder[line[chosen]] = holder[bill[chosen]] = chosen
    at = np.flatnonzero(~world.chosen[:pairs] & (holder[line] >= 0))
    better = at[world.weight[at] > world.weight[holder[line[at]]]]
    again = np.flatnonzero((world.doubled >= 0) & (holder[:lines] >= 0))
    mine = holder[np.concatenate([bill[better], world.doubled[again] + lines])]
    theirs = holder[np.concatenate([line[better], again])]
    out = np.full(pairs, -1, dtype=np.int64)
    out[mine[mine >= 0]] = bill[theirs[mine >= 0]] - lines
    return out


def _settled_on(evidence: Evidence, world: World) -> Ints:
    """The day of the payment that the best world gives each invoice; far ahead where it gives none."""
    lines = len(evidence.ledger.payments)
    out = np.full(len(evidence.ledger.invoices), np.iinfo(np.int64).max)
    taken = world.chosen[world.rows.proposal]
    bill, line = (world.rows.right[taken] - lines) % max(len(out), 1), world.rows.left[taken]
    np.minimum.at(out, bill, evidence.ledger.payments.start[line])
    return out


def perhaps_again(evidence: Evidence, world: World) -> Bools:
    """Chosen pairs whose invoice an earlier payment of the very amount, else of no use, may have settled; and
    those of a line that pays another invoice again by all it says.

    A payer who pays twice repeats what the first payment said or says more: that the later one names the
    invoice better is no proof that the earlier one was for something else.
    """
    rows, pairs = evidence.rows, len(world.pair_at)
    line, bill = rows.payment[world.pair_at], rows.invoice[world.pair_at]
    paid, day = rows.amounts.paid[world.pair_at], evidence.ledger.payments.start[line]
    used = np.zeros(world.rows.nodes, dtype=bool)
    used[world.rows.left[world.chosen[world.rows.proposal]]] = True
    holder = np.full(len(evidence.ledger.invoices), -1, dtype=np.int64)
    chosen = np.flatnonzero(world.chosen[:pairs])
    holder[bill[chosen]] = chosen
    at = np.flatnonzero(~used[line] & (world.weight[:pairs] >= MEANT) & (holder[bill] >= 0))
    mine = holder[bill[at]]
    before = (paid[at] == paid[mine]) & (day[at] <= day[mine])
    out = world.chosen[:pairs] & (world.doubled[line] >= 0)
    out[mine[before]] = True
    return out

"""Who belongs to whom: the best world, in which every item is used once at most and may stay alone."""

from dataclasses import dataclass

import numpy as np

from core.matching.arrays import Bools, Floats, Ints, components

EXHAUSTIVE = 18  # proposals in one knot that are searched exhaustively
TRIED = 6  # pairs of one knot up to which trying them is quicker than the matrix
LARGEST = 1_000_000  # cells of a knot's matrix (8 MB) beyond which a sparse one is used


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals and the items they use up: rows (`proposal`, `node`), one weight (points) per proposal."""

    weight: Floats
    proposal: Ints
    node: Ints
    nodes: int


def assign(left: Ints, right: Ints, weight: Floats) -> Bools:
    """The pairs of the best assignment: the largest sum of weights, every item used once at most.

    Pairs of weight zero or less are never taken. Exact, each knot of pairs on its own.
    """
    chosen = np.zeros(len(weight), dtype=bool)
    useful = np.flatnonzero(weight > 0)
    if not len(useful):
        return chosen
    rows, row = np.unique(left[useful], return_inverse=True)
    columns, column = np.unique(right[useful], return_inverse=True)
    label = components(row, column + len(rows), len(rows) + len(columns))[row]
    size = np.bincount(label)[label]
    chosen[useful[size == 1]] = True
    many = np.flatnonzero(size > 1)
    many = many[np.argsort(label[many], kind="stable")]
    for knot in np.split(many, np.flatnonzero(np.diff(label[many])) + 1):
        if len(knot):
            chosen[useful[knot[_best_pairs(row[knot], column[knot], weight[useful[knot]])]]] = True
    return chosen


def _best_pairs(row: Ints, column: Ints, weight: Floats) -> Ints:
    """The pairs of one knot's best assignment."""
    if len(row) <= TRIED:
        members = [frozenset((a, -1 - b)) for a, b in zip(row.tolist(), column.tolist(), strict=True)]
        return search(weight.tolist(), members, np.arange(len(row)))
    row, column = np.unique(row, return_inverse=True)[1], np.unique(column, return_inverse=True)[1]
    if row.max() > column.max():
        row, column = column, row
    height, width = int(row.max()) + 1, int(column.max()) + 1
    if height * width > LARGEST:
        return _sparse(row, column, weight)
    gain, at = np.zeros((height, width)), np.full((height, width), -1, dtype=np.int64)
    gain[row, column], at[row, column] = weight, np.arange(len(row))
    taken = at[np.arange(height), _columns(gain)]
    return taken[taken >= 0]


def _columns(gain: Floats) -> Ints:
    """The column of each row that gives the largest sum; no more rows than columns, no gain below zero.

    The Hungarian method with potentials, one shortest augmenting path for each row (Jonker and Volgenant,
    1987).
    """
    height, width = gain.shape
    row_price, column_price = np.zeros(height), np.zeros(width + 1)
    holder = np.full(
        width + 1, -1, dtype=np.int64
    )  # the row of each column; the last stands for the path's start
    for fresh in range(height):
        holder[width] = fresh
        at, least = width, np.full(width, np.inf)
        before = np.full(width, width, dtype=np.int64)
        reached = np.zeros(width + 1, dtype=bool)
        while holder[at] >= 0:
            reached[at] = True
            row = holder[at]
            cost = -gain[row] - row_price[row] - column_price[:width]
            shorter = ~reached[:width] & (cost < least)
            least[shorter], before[shorter] = cost[shorter], at
            open_yet = np.where(reached[:width], np.inf, least)
            step = int(open_yet.argmin())
            move = open_yet[step]
            row_price[holder[reached]] += move
            column_price[reached] -= move
            least[~reached[:width]] -= move
            at = step
        while at != width:
            holder[at] = holder[before[at]]
            at = before[at]
    out = np.zeros(height, dtype=np.int64)
    held = np.flatnonzero(holder[:width] >= 0)
    out[holder[held]] = held
    return out


def _sparse(row: Ints, column: Ints, weight: Floats) -> Ints:
    """The same for a knot too large for a matrix, in which every row may also stay alone."""
    from scipy.sparse import coo_matrix  # loading it takes longer than most books are matched in
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    height, width = int(row.max()) + 1, int(column.max()) + 1
    worst = float(weight.max()) + 1.0
    cost = np.concatenate([worst - weight, np.full(height, worst)])
    place = np.concatenate([row, np.arange(height)]), np.concatenate([column, width + np.arange(height)])
    graph = coo_matrix((cost, place), shape=(height, width + height)).tocsr()
    taken_row, taken_column = min_weight_full_bipartite_matching(graph)
    real = taken_column < width
    taken = taken_row[real].astype(np.int64) * width + taken_column[real]
    return np.flatnonzero(np.isin(row * width + column, taken))


def best_world(proposals: Proposals, pair: Bools, left: Ints, right: Ints) -> Bools:
    """The proposals of the best world: pairs exactly, knots with joint proposals exhaustively when small.

    `pair` marks plain pairs, whose nodes are `left` and `right`. A knot too large to search takes the better
    of two worlds: without joint proposals, and joint ones first by weight.
    """
    chosen = np.zeros(len(proposals.weight), dtype=bool)
    useful = proposals.weight > 0
    if not useful.any():
        return chosen
    label = _knots(proposals, useful)
    joint = np.zeros(int(label.max()) + 1, dtype=bool)
    joint[label[useful & ~pair]] = True
    alone = np.bincount(label[useful], minlength=len(joint)) == 1
    chosen[useful & alone[label]] = True
    plain = useful & ~joint[label] & ~alone[label]
    chosen[np.flatnonzero(plain)[assign(left[plain], right[plain], proposals.weight[plain])]] = True
    knotted = np.flatnonzero(useful & joint[label] & ~alone[label])
    members = _members(proposals, knotted)
    order = knotted[np.argsort(label[knotted], kind="stable")]
    for group in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if len(group):
            chosen[_untied(group, proposals.weight, members, pair, left, right)] = True
    return chosen


def _knots(proposals: Proposals, useful: Bools) -> Ints:
    """The connected component of every proposal."""
    size = len(proposals.weight)
    keep = useful[proposals.proposal]
    rows, nodes = proposals.proposal[keep], proposals.node[keep] + size
    return components(rows, nodes, size + proposals.nodes)[:size]


def _members(proposals: Proposals, wanted: Ints) -> dict[int, frozenset[int]]:
    """The items of the wanted proposals."""
    keep = np.zeros(len(proposals.weight), dtype=bool)
    keep[wanted] = True
    rows = keep[proposals.proposal]
    found: dict[int, set[int]] = {int(at): set() for at in wanted}
    for at, node in zip(proposals.proposal[rows].tolist(), proposals.node[rows].tolist(), strict=True):
        found[at].add(node)
    return {at: frozenset(nodes) for at, nodes in found.items()}


def _untied(
    group: Ints, weight: Floats, members: dict[int, frozenset[int]], pair: Bools, left: Ints, right: Ints
) -> Ints:
    """The best compatible proposals of one knot."""
    if len(group) <= EXHAUSTIVE:
        names = group.tolist()
        return search([float(weight[at]) for at in names], [members[at] for at in names], group)
    worlds = [_joint_first(group, weight, members, pair, left, right, ~pair[group])]
    worlds.append(_joint_first(group, weight, members, pair, left, right, np.zeros(len(group), dtype=bool)))
    return max(worlds, key=lambda world: float(weight[world].sum()))


def search(weights: list[float], members: list[frozenset[int]], names: Ints) -> Ints:
    """The heaviest compatible proposals, by branch and bound (exact)."""
    order = sorted(range(len(weights)), key=lambda at: (-weights[at], at))
    rest = [0.0] * (len(order) + 1)
    for at in range(len(order) - 1, -1, -1):
        rest[at] = rest[at + 1] + weights[order[at]]
    best: tuple[float, list[int]] = (0.0, [])

    def visit(at: int, used: frozenset[int], total: float, taken: list[int]) -> None:
        nonlocal best
        if total > best[0] + 1e-12:
            best = (total, taken)
        if at == len(order) or total + rest[at] <= best[0] + 1e-12:
            return
        item = order[at]
        if not used & members[item]:
            visit(at + 1, used | members[item], total + weights[item], [*taken, item])
        visit(at + 1, used, total, taken)

    visit(0, frozenset(), 0.0, [])
    return names[np.array(sorted(best[1]), dtype=np.int64)]


def _joint_first(
    group: Ints,
    weight: Floats,
    members: dict[int, frozenset[int]],
    pair: Bools,
    left: Ints,
    right: Ints,
    joint: Bools,
) -> Ints:
    """Joint proposals that gain over the pairs they displace, heaviest first; the pairs left over exactly."""
    used: set[int] = set()
    taken: list[int] = []
    pairs = group[pair[group]]
    for at in sorted(group[joint].tolist(), key=lambda at: (-weight[at], at)):
        if used & members[at]:
            continue
        inside = pairs[
            [bool(members[at] & members[other]) and not used & members[other] for other in pairs.tolist()]
        ]
        displaced = inside[assign(left[inside], right[inside], weight[inside])]
        if weight[at] > float(weight[displaced].sum()):
            taken.append(at)
            used |= members[at]
    free = np.array([not used & members[at] for at in pairs.tolist()], dtype=bool)
    rest = pairs[free] if len(pairs) else pairs
    kept = rest[assign(left[rest], right[rest], weight[rest])] if len(rest) else rest
    return np.concatenate([np.array(taken, dtype=np.int64), kept])

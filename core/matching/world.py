"""All proposals that compete under given rules, with what came of the competition."""

from dataclasses import dataclass

from core.matching.arrays import Bools, Floats, Ints
from core.matching.joint import GroupPoints
from core.matching.scoring import Points


@dataclass(frozen=True, slots=True)
class Rows:
    """The (payment, invoice) pairs of all proposals: `proposal`, and their nodes `left` and `right`."""

    proposal: Ints
    left: Ints
    right: Ints
    nodes: int


@dataclass(frozen=True, slots=True)
class World:
    """Proposals are the kept pairs (`pair_at`: their row in the pair columns) followed by the joint ones
    (`group_at`: their group); `rows` their pairs, plain ones first and in order. `weight` points, `chance`
    probability and `chosen` in the best world per proposal; `margin` points ahead of the best other world and
    `likely` the probability of the pair under all proposals together per row; `doubled` per bank line the
    invoice it pays a second time (-1 none).
    """

    pair_at: Ints
    group_at: Ints
    rows: Rows
    weight: Floats
    chance: Floats
    chosen: Bools
    margin: Floats
    likely: Floats
    points: Points
    group_points: GroupPoints
    doubled: Ints

"""All proposals that compete under given rules, with what came of the competition."""

from dataclasses import dataclass

from core.matching.arrays import Bools, Floats, Ints
from core.matching.joint import GroupPoints
from core.matching.scoring import Points


@dataclass(frozen=True, slots=True)
class World:
    """Proposals are the kept pairs (`pair_at`: their row in the pair columns) followed by the joint ones
    (`group_at`: their group); `left` and `right` the nodes of plain pairs (-1 for joint ones). `weight`
    points, `chance` probability, `chosen` in the best world, `margin` points ahead of the best other world,
    `doubled` per bank line the invoice it pays a second time (-1 none).
    """

    pair_at: Ints
    group_at: Ints
    left: Ints
    right: Ints
    weight: Floats
    chance: Floats
    chosen: Bools
    margin: Floats
    points: Points
    group_points: GroupPoints
    doubled: Ints

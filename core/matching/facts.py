"""The evidence of one data version as a value: what `prepare` makes and every decision reads."""

from dataclasses import dataclass, field

from core.matching.amounts import Ladder
from core.matching.arrays import Bools, Ints
from core.matching.card_payouts import Opened
from core.matching.evidence import PairColumns
from core.matching.frames import Ledger
from core.matching.grouping import Groups
from core.matching.habits import Habits
from core.matching.memory import Memory
from core.matching.parties import Parties
from core.matching.references import Hits


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known before any rule.

    `rows` candidate pairs, `claim` a code per pair for (counterparty, amounts) so that equal claims are
    known, `groups` joint proposals with `group_rows` their pair columns (row by row), `category` per bank
    line the set-aside reason its words suggest (position in `noise.SET_ASIDE`, -1 none), `returned` lines
    taken back with the line that did it, `returning` lines that say they take something back; `opened` the
    card payouts whose charges stand in the ledger in place of their bank line; `memory` what the last
    decision computed.
    """

    ledger: Ledger
    hits: Hits
    parties: Parties
    habits: Habits
    ladder: Ladder
    rows: PairColumns
    claim: Ints
    groups: Groups
    group_rows: PairColumns
    category: Ints
    returned: Bools
    returning: Bools
    opened: Opened | None = None
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)

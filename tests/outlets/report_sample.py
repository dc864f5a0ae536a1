"""A run with a few discrepancies, for the tests of reports."""

from datetime import UTC, date, datetime
from uuid import UUID

from core.model.discrepancy import Discrepancy, DiscrepancyKind, DiscrepancySeverity
from core.model.identity import Company
from core.model.money import Money
from core.model.payout import BankTie, PayoutTrace
from core.model.settlement import RunRisk
from core.model.settlement_run import SettlementRun, SettlementStatus, Window

COMPANY = Company(UUID(int=1), "a-b", "Ångström & <Sons>", "USD")
NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def found(
    kind: DiscrepancyKind, name: str, stake: int, external: int | None, internal: int | None
) -> Discrepancy:
    return Discrepancy(
        "stripe", name, kind, DiscrepancySeverity.MEDIUM,
        None if external is None else usd(external), None if internal is None else usd(internal),
        usd((external or 0) - (internal or 0)), usd(stake), NOON if external is not None else None,
        NOON if internal is not None else None, "=1+1 is no formula", reference="@INV-1",
    )  # fmt: skip


FOUND = (
    found(DiscrepancyKind.MISSING_IN_LEDGER, "ch_1", 120_00, 120_00, None),
    found(DiscrepancyKind.MISSING_IN_LEDGER, "ch_2", 80_00, 80_00, None),
    found(DiscrepancyKind.AMOUNT_DIFFERS, "-ch_3", 5_00, 55_00, 60_00),
    found(DiscrepancyKind.CHARGEBACK, "du_4", 40_00, -40_00, None),
)
RUN = SettlementRun(
    UUID(int=2), "stripe", date(2026, 11, 19), 2, SettlementStatus.DONE, NOON, NOON, "Ana", "test", 0,
    Window(NOON, NOON), 3, {}, 400, 396, 4, RunRisk.HIGH,
    {
        "risk_reason": "1.000 % of 400 transactions disagree, 0.5 % or more.",
        "kinds": {"missing_in_ledger": 2, "amount_differs": 1, "chargeback": 1},
        "money": {"USD": {"external_minor": 24_000_00, "internal_minor": 23_845_00,
                          "difference_minor": 155_00, "at_stake_minor": 245_00}},
        "funnel": {"USD": {"net": 23_100_00, "paid_out": 22_850_00}},
    },
    {}, "", "",
)  # fmt: skip
PAYOUTS = (
    PayoutTrace(
        "stripe", "po_1", 380, usd(23_500_00), usd(650_00), usd(0), usd(0), usd(0), usd(22_850_00), usd(0),
        BankTie.KEY, ("BL1",),
    ),
)  # fmt: skip

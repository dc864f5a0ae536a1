"""What a person must settle in the demo's books is found and labelled, against their known truth."""

import csv
from pathlib import Path
from uuid import UUID

from core.model.case import CaseReason
from core.model.reasons import Reason
from core.services import importing, reconciling, resolving, reviewing
from core.services.resolving import CaseFilter
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from core.store import outside_names

DEMO = Path(__file__).parent.parent.parent / "data" / "demo"
# What the truth calls a situation, and what a person should be told about it.
LABELS = {
    "paid_twice": CaseReason.PAID_TWICE,
    "missing_credit_note": CaseReason.MISSING_CREDIT_NOTE,
    "unearned_discount": CaseReason.OVER_LIMIT,
    "short_paid": CaseReason.SHORT_PAYMENT,
    "overpaid": CaseReason.OVERPAYMENT,
}


def rows(folder: str, name: str) -> list[dict[str, str]]:
    with (DEMO / folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matched(workspace: Workspace, folder: str) -> Workspace:
    """The demo company's files, stored and matched."""
    for name in ("invoices.csv", "payments.csv"):
        importing.store(
            workspace,
            importing.preview(workspace, (DEMO / folder / name).read_bytes(), name),
            accept_partial=True,
        )
    reconciling.run(workspace)
    return workspace


def wanted(workspace: Workspace, folder: str) -> set[tuple[CaseReason, str]]:
    """(label, key of the item) for every situation of the truth that a person should be told about."""
    with workspace.scope() as scope:
        lines, bills = outside_names.payments(scope), outside_names.invoices(scope)
    found = {
        (LABELS[row["situation"]], key)
        for row in rows(folder, "noise.csv")
        if row["situation"] in LABELS
        for key in lines[row["transaction_id"]]
    }
    for row in rows(folder, "truth.csv"):
        label = LABELS.get(row["situation"])
        if label is CaseReason.OVERPAYMENT:
            found |= {(label, key) for key in lines[row["transaction_id"]]}
        elif label is not None:
            found |= {(label, key) for key in bills[row["invoice_number"], row["counterparty"]]}
    return found


def told(workspace: Workspace) -> set[tuple[CaseReason, str]]:
    """(label, key of the item) for every case with one of the labels, and for each marked proposal."""
    cases = resolving.cases(workspace, CaseFilter(limit=10_000)).rows
    files = [resolving.case_file(workspace, case) for case in cases["case_id"]]
    return _proposed(workspace) | {
        (file.case.reason, str(file.case.payment_id or file.case.invoice_id))
        for file in files
        if file.case.reason in LABELS.values()
    }


def _proposed(workspace: Workspace) -> set[tuple[CaseReason, str]]:
    """What waits in Review is told there, by the reasons of its best proposal."""
    said = set()
    for payment in reviewing.queue(workspace, QueueFilter(limit=1000)).rows["payment_id"]:
        item = reviewing.item(workspace, UUID(str(payment)))
        for leg in item.proposals[0].legs:
            if Reason.CREDIT_DEDUCTED in leg.reasons:
                said.add((CaseReason.MISSING_CREDIT_NOTE, str(leg.invoice.id)))
            if Reason.AMOUNT_OVER in leg.reasons:
                said.add((CaseReason.OVERPAYMENT, str(payment)))
    return said


def test_at_least_95_in_100_are_found_and_at_most_5_in_100_told_are_false(
    workspace: Workspace, other_workspace: Workspace
) -> None:
    """Paid twice, credit notes deducted that are not in the books, differences over their limit, rests."""
    true, said = set(), set()
    for desk, folder in ((workspace, "northwind-services"), (other_workspace, "harbor-and-pine")):
        true |= wanted(matched(desk, folder), folder)
        said |= told(desk)
    assert {label for label, _ in true} == set(LABELS.values())
    assert len(true & said) >= 0.95 * len(true)
    assert len(said - true) <= 0.05 * len(said)

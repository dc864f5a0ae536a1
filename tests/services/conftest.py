"""A desk to do verbs at: a fresh company's workspace, and small books to put into it."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from core.model.batch import BatchKind
from core.model.identity import Role
from core.outlets.explainer import Explainer
from core.services import importing, reconciling, reviewing
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from core.settings import Settings, load
from core.store.database import Database
from tests.conftest import TestCompany

SAMPLES = Path(__file__).parent.parent.parent / "data" / "samples"
INVOICES = """\
invoice_number,counterparty,issue_date,due_date,total_amount,currency,purchase_order_number,reference_number
A-1001,Quarry Bakery GmbH,2026-03-02,2026-04-01,1190.00,EUR,,
A-1002,Quarry Bakery GmbH,2026-03-05,2026-04-04,357.81,EUR,PO-77,
A-1003,Lindholm Optik AB,2026-03-09,2026-04-08,2044.20,EUR,,
A-1004,Lindholm Optik AB,2026-03-12,2026-04-11,615.00,EUR,,
A-1005,Mortimer & Sons Ltd,2026-03-15,2026-04-14,980.45,EUR,,
A-1006,Mortimer & Sons Ltd,2026-03-15,2026-04-14,-80.45,EUR,,
A-1007,Never Pays Inc,2026-03-20,2026-04-19,512.33,EUR,,
"""
PAYMENTS = """\
transaction_id,payment_date,amount,currency,counterparty,description,reference,payment_method
T-1,2026-03-30,1190.00,EUR,QUARRY BAKERY GMBH,INVOICE A-1001,A-1001,transfer
T-2,2026-04-02,357.81,EUR,QUARRY BAKERY GMBH,PO-77,,transfer
T-3,2026-04-07,2044.20,EUR,LINDHOLM OPTIK AB,SETTLEMENT A-1003,,transfer
T-4,2026-04-12,585.00,EUR,LINDHOLM OPT,YOUR BILL OF MARCH,,transfer
T-5,2026-04-14,900.00,EUR,MORTIMER AND SONS,A-1005 LESS CREDIT A-1006,,transfer
T-6,2026-04-15,77.70,EUR,STRANGER PLC,THANK YOU,,transfer
T-7,2026-04-30,-3100.00,EUR,,PAYROLL APRIL,,transfer
"""


# Two customers owe the same on the same day and the bank line names neither: only a person can tell.
TIED_INVOICES = (
    INVOICES.splitlines()[0]
    + """
B-2001,Tandem Cycles Ltd,2026-03-10,2026-04-09,333.40,EUR,,
B-2002,Ostrich Farm SARL,2026-03-10,2026-04-09,333.40,EUR,,
"""
)
TIED_PAYMENT = (
    PAYMENTS.splitlines()[0]
    + """
T-8,2026-04-08,333.40,EUR,,DEPOSIT,,transfer
"""
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({"TIEOUT_HOME": str(tmp_path), "TIEOUT_ANCHOR_KEY": "only for tests"})


@pytest.fixture
def desk(database: Database, settings: Settings) -> Callable[..., Workspace]:
    """Makes the workspace of a company's administrator, or of somebody with another role."""

    def make(company: TestCompany, role: Role = Role.ADMIN) -> Workspace:
        explainer = Explainer("", "", "", 1.0)
        return Workspace(database, settings, explainer, company.company, company.admin, role, "dashboard")

    return make


@pytest.fixture
def workspace(desk: Callable[..., Workspace], company: TestCompany) -> Workspace:
    return desk(company)


@pytest.fixture
def other_workspace(desk: Callable[..., Workspace], other_company: TestCompany) -> Workspace:
    return desk(other_company)


def bring(workspace: Workspace, text: str, kind: BatchKind) -> importing.ImportBatch:
    """Stores a file of the given text."""
    return importing.store(workspace, importing.preview(workspace, text.encode(), f"{kind}.csv", kind))


def load_tied_books(workspace: Workspace) -> None:
    """The small books and a true tie, stored and matched."""
    for invoices, payments in ((INVOICES, PAYMENTS), (TIED_INVOICES, TIED_PAYMENT)):
        bring(workspace, invoices, BatchKind.INVOICES)
        bring(workspace, payments, BatchKind.PAYMENTS)
    reconciling.run(workspace)


@pytest.fixture
def books(workspace: Workspace) -> Workspace:
    """A workspace with seven invoices and seven bank lines in it."""
    bring(workspace, INVOICES, BatchKind.INVOICES)
    bring(workspace, PAYMENTS, BatchKind.PAYMENTS)
    return workspace


@pytest.fixture
def queue(workspace: Workspace) -> Workspace:
    """The books after a run, with a true tie waiting for a person."""
    load_tied_books(workspace)
    assert reviewing.queue(workspace, QueueFilter(search="DEPOSIT")).total == 1
    return workspace


def waiting(workspace: Workspace) -> reviewing.Item:
    """The tied bank line with its two proposals."""
    rows = reviewing.queue(workspace, QueueFilter(search="DEPOSIT")).rows
    return reviewing.item(workspace, UUID(rows["payment_id"].iloc[0]))

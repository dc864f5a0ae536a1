"""`tieout demo`: two believable companies in the browser, loaded through the doors a user's files take."""

import csv
import io
import shutil
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from core import settings
from core.app import Application, opened
from core.faces import kept_reports, web
from core.model.batch import BatchKind
from core.model.errors import ConflictError
from core.model.identity import Person, Role
from core.model.settlement_rules import FeeRate, SettlementRules
from core.services import connecting, delivering, importing, reconciling, reviewing, settling, signing_in
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from core.settings import REPOSITORY
from core.store import embedded

PASSWORD = "tie-out-demo"  # noqa: S105 - a demonstration's, printed when it starts
COMPANIES = (
    ("northwind-services", "Northwind Services", "USD"),
    ("harbor-and-pine", "Harbor & Pine GmbH", "EUR"),
)
PEOPLE = (
    ("ana@northwind.example", "Ana Brandt", Role.ANALYST, ("northwind-services",)),
    ("max@northwind.example", "Max Okafor", Role.MANAGER, ("northwind-services", "harbor-and-pine")),
    ("lena@harbor.example", "Lena Vogt", Role.ANALYST, ("harbor-and-pine",)),
)
ADMINISTRATOR = ("admin@tieout.example", "Robin Vale")
# What Northwind agreed with Stripe for cards from home, as Stripe lists it in the US.
AGREED = SettlementRules("agreed with Stripe", (FeeRate("stripe", "USD", Decimal("2.9"), Decimal("0.30")),))
_STRIPE = "stripe.csv"
# The demo's analyst has worked the older proposals; these many wait for the visitor.
_LEFT_TO_REVIEW = 14


def run(host: str, port: int, fresh: bool, say: Callable[[str], None]) -> int:
    """Serves the demo until it is interrupted; with `fresh` the books are made anew."""
    home = settings.load().home
    if fresh:
        say("starting over")
        embedded.stop(home)
        shutil.rmtree(home, ignore_errors=True)
    with opened(say) as application:
        load(application, say)
        web.serve(host, port, lambda address: _welcome(address, say))
        say("stopping")
    return 0


def load(application: Application, say: Callable[[str], None]) -> None:
    """Makes the demo companies that are not there yet; those that are keep everything done in them."""
    present = set(application.company_slugs())
    for slug, name, currency in COMPANIES:
        if slug in present:
            say(f"{name} is there already; its books are kept")
            continue
        say(f"loading {name}")
        members = _company(application, slug, name, currency)
        folder = REPOSITORY / "data" / "demo" / slug
        analyst = application.workspace(slug, members[Role.ANALYST], "demo")
        days = _books(analyst, folder, say)
        if (folder / _STRIPE).exists():
            connecting.save_rules(application.workspace(slug, members[Role.MANAGER], "demo"), AGREED)
            _card_sales(analyst, folder, days, say)


def _company(application: Application, slug: str, name: str, currency: str) -> dict[Role, Person]:
    """Makes a company with its people and answers who has which role."""
    lobby = application.lobby("demo")
    email, admin = ADMINISTRATOR
    company = signing_in.add_company(
        lobby,
        slug=slug,
        name=name,
        base_currency=currency,
        admin_email=email,
        admin_name=admin,
        password=PASSWORD,
    )
    return {
        role: signing_in.add_member(lobby, company, email=email, name=person, password=PASSWORD, role=role)
        for email, person, role, slugs in PEOPLE
        if slug in slugs
    }


def _books(workspace: Workspace, folder: Path, say: Callable[[str], None]) -> int:
    """Brings in and matches a company's files; answers by how many days they were moved."""
    days = days_to_now(folder, workspace.today())
    files = [(BatchKind.INVOICES, "invoices.csv"), (BatchKind.PAYMENTS, "payments.csv")]
    if (folder / _STRIPE).exists():
        files.append((BatchKind.PAYMENTS, "stripe_bank.csv"))
    for kind, name in files:
        preview = importing.preview(workspace, moved(folder / name, days), name, kind)
        batch = importing.store(workspace, preview)
        say(f"  {batch.added:,} {kind} stored")
    done = reconciling.run(workspace)
    say(
        f"  {done.matched:,} matched automatically, {done.proposed:,} to review, {done.excepted:,} exceptions"
    )
    worked = work_queue(workspace, folder / "truth.csv")
    say(f"  {worked:,} older proposals decided as the company's analyst would have")
    return days


def _card_sales(workspace: Workspace, folder: Path, days: int, say: Callable[[str], None]) -> None:
    """A week of card sales: the ledger and Stripe's report as a user uploads them, each day settled."""
    ledger = moved(folder / "stripe_ledger.csv", days)
    delivering.store(
        workspace, delivering.preview(workspace, ledger, "stripe_ledger.csv", "ledger", "stripe")
    )
    report = delivering.preview(workspace, moved(folder / _STRIPE, days), _STRIPE, "processor", "stripe")
    delivering.store(workspace, report)
    runs = [settling.settle(workspace, "stripe", on) for on in delivering.business_dates(workspace, report)]
    for run in runs:
        kept_reports.keep(workspace, run)
    compared, found = (sum(getattr(run, name) for run in runs) for name in ("transactions", "discrepancies"))
    say(f"  {compared:,} card transactions settled in {len(runs)} days, {found:,} discrepancies")
    done = reconciling.run(workspace)
    say(f"  {done.matched:,} matched alone with the card payouts opened, {done.proposed:,} to review")


def days_to_now(folder: Path, today: date) -> int:
    """By how many days the demo's year must move to end within the last week; whole weeks keep weekdays."""
    last = max(
        _last_day(folder / "payments.csv", "payment_date"), _last_day(folder / "invoices.csv", "issue_date")
    )
    return (today - last).days // 7 * 7


def _last_day(file: Path, column: str) -> date:
    with file.open(encoding="utf-8", newline="") as rows:
        return max(date.fromisoformat(row[column]) for row in csv.DictReader(rows))


def moved(file: Path, days: int) -> bytes:
    """The file with every date that many days later, so that the demo is about now whenever it is shown."""
    out = io.StringIO(newline="")
    with file.open(encoding="utf-8", newline="") as rows:
        table = csv.DictReader(rows)
        columns = table.fieldnames or []
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        for row in table:
            for column in columns:
                if column.endswith(("_date", "_utc")) and row[column]:
                    on = date.fromisoformat(row[column][:10]) + timedelta(days=days)
                    row[column] = on.isoformat() + row[column][10:]
            writer.writerow(row)
    return out.getvalue().encode()


def work_queue(workspace: Workspace, truth_file: Path) -> int:
    """Confirms the proposals that the known truth confirms, all but the newest; answers how many."""
    truth = _truth(truth_file)
    queue = reviewing.queue(workspace, QueueFilter(order="oldest", limit=10_000))
    decided = 0
    for payment_id in queue.rows["payment_id"].iloc[: max(0, queue.total - _LEFT_TO_REVIEW)]:
        item = reviewing.item(workspace, UUID(payment_id))
        right = truth.get(item.payment.bank_id, frozenset())
        for proposal in item.proposals:
            numbers = frozenset((leg.invoice.number, leg.invoice.counterparty) for leg in proposal.legs)
            if numbers == right:
                decided += _confirmed(workspace, item, proposal.hypothesis)
                break
    return decided


def _confirmed(workspace: Workspace, item: reviewing.Item, hypothesis: int) -> bool:
    """False where an earlier decision has used up what this one needed."""
    try:
        reviewing.confirm(workspace, item.payment.id, hypothesis, item.version)
    except ConflictError:
        return False
    return True


def _truth(file: Path) -> dict[str, frozenset[tuple[str, str]]]:
    """The invoices (number, counterparty) each bank line truly pays."""
    pairs: dict[str, set[tuple[str, str]]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            pairs.setdefault(row["transaction_id"], set()).add((row["invoice_number"], row["counterparty"]))
    return {payment: frozenset(numbers) for payment, numbers in pairs.items()}


def _welcome(address: str, say: Callable[[str], None]) -> None:
    """The last lines the command prints: where it is and who may sign in."""
    say("Tieout is ready; Ctrl-C stops it and PostgreSQL with it")
    for line in _sign_ins():
        print(line)
    print(f"  open {address}", flush=True)


def _sign_ins() -> Iterable[str]:
    names = {slug: name for slug, name, _ in COMPANIES}
    yield f"  sign in with the password {PASSWORD} as"
    for email, _, role, slugs in PEOPLE:
        yield f"    {email:<24} {role:<9} {' and '.join(names[slug] for slug in slugs)}"
    yield f"    {ADMINISTRATOR[0]:<24} {'admin':<9} both"

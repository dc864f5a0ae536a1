"""What the Today page says: the sentence, the cards of what waits and what ran, and what changed."""

from core.faces.screen import kpi_parts, panels
from core.faces.screen.panels import Card
from core.insight.books import AGE_BUCKETS
from core.insight.wording import count_text, moment_text, monies_text, words
from core.model.batch import ImportBatch
from core.model.run import Run
from core.services.reporting import Today

_WHEN_ALONE = (
    "Tieout decides alone only where two independent kinds of evidence agree (number, name, amount, date), "
    "where it is at least as sure as the rules ask, and where no other match comes near.\n"
    "Everything else waits for a person. What it decided can be undone, and every deed is in the audit."
)


def sentence(today: Today) -> str:
    """What waits for a person, in one sentence."""
    waiting = []
    if today.to_review:
        waiting.append(f"{count_text(today.to_review, 'bank line')} to review")
    if today.exceptions:
        waiting.append(count_text(today.exceptions, "exception"))
    if waiting:
        return f"{' and '.join(waiting)} wait for you."
    return "Nothing waits for you." if today.last_run else ""


def to_review(today: Today, base_currency: str) -> Card:
    """The queue, in lines and in money."""
    lead, rest = panels.money_lead(today.to_review_money, base_currency)
    note = f"{lead} {rest}".strip() if today.to_review else "The queue is empty."
    return Card("To review", f"{today.to_review:,}", note, needs_you=today.to_review > 0)


def exceptions(today: Today) -> Card:
    """What could not be matched, and how much of it is late or grave."""
    note = f"{today.exceptions_overdue:,} overdue · {today.exceptions_high:,} of high severity"
    return Card(
        "Exceptions",
        f"{today.exceptions:,}",
        note if today.exceptions else "Everything found its match.",
        needs_you=today.exceptions > 0,
    )


def alone(today: Today) -> Card:
    """What the last run did without anybody, and by which rules."""
    if today.last_run is None:
        return Card("Matched alone", "0", "Nothing was matched yet.", formula=_WHEN_ALONE)
    return Card(
        "Matched alone",
        f"{today.matched_alone:,}",
        f"{today.set_aside:,} lines set aside as not about invoices",
        formula=_WHEN_ALONE,
        formula_label="When does it decide alone?",
    )


def key_figures(today: Today) -> tuple[Card, ...]:
    """The four figures of the company with their year behind them."""
    kpis, months, assumptions = today.kpis, today.monthly, today.assumptions
    overdue = today.ageing[~today.ageing["bucket"].isin([AGE_BUCKETS[0]])]
    late = {str(code): int(part["money_minor"].sum()) for code, part in overdue.groupby("currency")}
    notes = {"money_unmatched": f"{monies_text(late)} overdue" if any(late.values()) else "nothing overdue"}
    return tuple(
        kpi_parts.number_card(name, kpis, months, assumptions, notes.get(name, ""))
        for name in ("cost_per_invoice", "exception_rate", "automatic_rate", "money_unmatched")
    )


def run_line(run: Run) -> str:
    """When the last run was, by whose rules, and what it came to."""
    rules = f"rules v{run.rules_version}" if run.rules_version else "the rules as Tieout comes"
    name = f" “{run.rules_name}”" if run.rules_name else ""
    return (
        f"{moment_text(run.finished_at or run.started_at)}: {run.started_by} ran the matching with {rules}{name}: "
        f"{run.matched:,} matched alone, {run.proposed:,} to review, {count_text(run.excepted, 'exception')}."
    )


def import_line(batch: ImportBatch) -> str:
    """What one file brought."""
    rejected = f", {batch.rejected:,} rejected" if batch.rejected else ""
    known = f", {batch.known:,} known already" if batch.known else ""
    return (
        f"{moment_text(batch.imported_at)}: {batch.imported_by} brought {batch.file_name}: "
        f"{batch.added:,} {words(batch.kind)} added{known}{rejected}."
    )


def changes(today: Today) -> str:
    """The last run and the last imports, newest first, one line each; plain text, for `st.text`."""
    dated = [(batch.imported_at, import_line(batch)) for batch in today.imports]
    if today.last_run:
        run = today.last_run
        dated.append((run.finished_at or run.started_at, run_line(run)))
    return "\n".join(line for _, line in sorted(dated, reverse=True))

"""What the Today page says: the sentence, the cards of what waits and what ran, and what changed."""

import streamlit as st

from core.faces.screen import kpi_parts
from core.faces.screen.panels import Card
from core.insight.settlement_words import waiting_text
from core.insight.wording import capital, cost_text, count_text, flow_text, moment_text, words
from core.model.batch import ImportBatch
from core.model.run import Run
from core.services.reporting import Today
from core.services.tracing import OpenDiscrepancies

_WHEN_ALONE = (
    "Tieout matches automatically only where two independent kinds of evidence agree (number, name, amount, "
    "date), where the score is at least what your rules require, and where no other match comes close.\n"
    "Everything else waits for you. Automatic matches can be undone, and every one is in the audit trail."
)


def sentence(today: Today, waiting_discrepancies: OpenDiscrepancies) -> str:
    """What waits for a person, in one sentence."""
    waiting = []
    if today.to_review:
        waiting.append(f"{count_text(today.to_review, 'bank line')} to review")
    if today.exceptions:
        waiting.append(count_text(today.exceptions, "exception"))
    if waiting_discrepancies.cases:
        found = waiting_discrepancies.cases
        waiting.append(count_text(found, "settlement discrepancy", "settlement discrepancies"))
    if waiting:
        return f"{list_text(waiting)} need your attention."
    return "Nothing needs you right now." if today.last_run else ""


def to_review(today: Today) -> Card:
    """The queue, in lines and in money, what came in and what went out apart."""
    note = flow_text(today.to_review_money) if today.to_review else "The queue is empty."
    return Card("To review", f"{today.to_review:,}", note, needs_you=today.to_review > 0)


def exceptions(today: Today) -> Card:
    """What could not be matched, and how much of it is past its deadline or grave."""
    note = f"{today.exceptions_overdue:,} past their deadline · {today.exceptions_high:,} high severity"
    return Card(
        "Exceptions",
        f"{today.exceptions:,}",
        note if today.exceptions else "Everything is matched.",
        needs_you=today.exceptions > 0,
    )


def discrepancies(waiting: OpenDiscrepancies) -> None:
    """What settlement found and nobody has ended: how grave, how much money, and the way to it."""
    said = waiting_text(waiting.cases, waiting.grave, waiting.money)
    if said and st.button(said, type="tertiary", key="go_discrepancies"):
        st.switch_page("pages/exceptions.py", query_params={"about": "settlement"})


def list_text(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def alone(today: Today) -> Card:
    """What the last run did without anybody, and by which rules."""
    if today.last_run is None:
        return Card("Matched automatically", "0", "Nothing has been matched yet.", formula=_WHEN_ALONE)
    return Card(
        "Matched automatically",
        f"{today.matched_alone:,}",
        f"{today.set_aside:,} bank lines set aside (not invoice payments)",
        formula=_WHEN_ALONE,
    )


def key_figures(today: Today) -> tuple[Card, ...]:
    """The four figures of the company with their year behind them."""
    by_hand = f"{cost_text(today.assumptions.manual_cost, today.assumptions.currency)} by hand"
    return tuple(
        kpi_parts.number_card(
            name, today.kpis, today.monthly, today.assumptions, by_hand if name == "cost_per_invoice" else ""
        )
        for name in ("cost_per_invoice", "exception_rate", "automatic_rate", "money_unmatched")
    )


def run_line(run: Run) -> str:
    """Who ran the matching by whose rules, and what it came to."""
    rules = (
        f"rules version {run.rules_version}, {run.rules_name}" if run.rules_version else "the default rules"
    )
    return (
        f"{capital(run.started_by)} ran matching with {rules}: {run.matched:,} matched automatically, "
        f"{run.proposed:,} to review, {count_text(run.excepted, 'exception')}."
    )


def import_line(batch: ImportBatch) -> str:
    """What one file brought."""
    rejected = f", {batch.rejected:,} rejected" if batch.rejected else ""
    known = f", {batch.known:,} already in the books" if batch.known else ""
    return (
        f"{capital(batch.imported_by)} imported {batch.file_name}: "
        f"{count_text(batch.added, words(batch.kind).removesuffix('s'))} added{known}{rejected}."
    )


def changes(today: Today) -> tuple[tuple[str, str], ...]:
    """The last run and the last imports, newest first: when, and what as plain text for `st.text`."""
    dated = [(batch.imported_at, import_line(batch)) for batch in today.imports]
    if today.last_run:
        run = today.last_run
        dated.append((run.finished_at or run.started_at, run_line(run)))
    return tuple((moment_text(when), what) for when, what in sorted(dated, reverse=True))

"""What the rules being tried out would do: the figures, the scores with the cut, the changed matches."""

import streamlit as st

from core.faces.screen import look, panels, paper, rules_panel, tables
from core.faces.screen.guard import guard
from core.insight import charts
from core.insight.wording import capital, count_text, monies_text, number_text
from core.model.match import Decision
from core.services import tuning
from core.services.tuning import Snapshot, Trial
from core.services.workspace import Workspace
from core.store.rules import SavedRules

_SNAPSHOT = "tune_snapshot"
_KIND = "tune_kind"
_KINDS = ("gained", "lost", "moved")
_ROWS_SENT = 200
_ROWS_IN_SIGHT = 7
_FIGURES = 4  # automatic and exception rate, cost, money saved: hours say the same as money
_COLUMNS = (
    tables.text("number", "Invoice", 104),
    tables.text("counterparty", "Counterparty", 146),
    tables.money("money_minor", "Amount", width=92),
    tables.day("paid_on", "Paid on", 92),
    tables.text("payer", "Payer", 116),
    tables.score("score", "Score", 52),
    tables.text("reasons", "Why"),
)
_BEFORE = tables.text("invoice_before", "Before", 104)


def snapshot(workspace: Workspace) -> Snapshot:
    """The history as it stands, read anew only when something was written down since.

    It stays in this browser session, under the company and the version of its data.
    """
    at = (workspace.company.id, tuning.data_version(workspace))
    kept: tuple[object, Snapshot] | None = st.session_state.get(_SNAPSHOT)
    if kept is None or kept[0] != at:
        with st.spinner("Reading the history …"):
            kept = (at, tuning.open_snapshot(workspace))
        st.session_state[_SNAPSHOT] = kept
    return kept[1]


@st.fragment
def bench() -> None:
    """Rules on the left, what they would change on the right; moving a rule draws only this part anew.

    A fragment runs without its page, so it asks the guard itself.
    """
    workspace = guard()
    history = snapshot(workspace)
    if history.invoices.empty or history.payments.empty:
        panels.nothing_yet(
            "Rules are tried on your own history. Upload invoices and bank lines first.",
            "Upload files",
            "upload",
        )
        return
    rules = rules_panel.draft(history.saved)
    left, right = st.columns([0.32, 0.68], gap="medium")
    with left:
        rules_panel.presets(workspace, history.saved)
        rules_panel.controls(rules, history.saved)
        rules_panel.moved(rules, history.saved)
        rules_panel.keeping(workspace, rules, history.saved)
    with right:
        results(tuning.try_rules(history, rules))


def sentence(saved: SavedRules) -> str:
    """Which rules are in force, and that trying others is safe."""
    return f"In force: version {saved.version}, {saved.rules.name}. Nothing changes until you save."


def results(trial: Trial) -> None:
    """Figures before and after, scores with the cut, and the matches that would change."""
    paper.shifts(trial.shifts[:_FIGURES])
    scores, changed = st.columns([0.56, 0.44], gap="medium")
    with scores:
        rules = trial.rules
        drawn = charts.score_histogram(
            trial.scores["score"],
            trial.scores["decision"] == Decision.AUTO.value,
            rules.propose_from,
            rules.accept_from,
            look.palette(),
        )
        look.figure(drawn, "Scores, with the threshold for automatic matches", key="tune_scores")
    with changed:
        kind = _kinds(trial)
    _table(trial, kind)
    lines = count_text(len(trial.snapshot.payments), "bank line")
    paper.hint(
        f"Worked out for {lines} in {number_text(int(trial.seconds * 1000))} ms, exactly as a "
        "full run with these rules would decide. “Was” is what a run with the saved rules would give now; "
        "the KPIs page counts what has already been decided."
    )


def _kinds(trial: Trial) -> str:
    """Gained, lost and moved with the money in each; the chosen one is listed below."""
    counts = {kind: len(getattr(trial.changes, kind)) for kind in _KINDS}
    if not counts.get(st.session_state.get(_KIND, "gained")) and trial.changes:
        # What has changed is worth more than an empty list of the kind that was open.
        st.session_state[_KIND] = next(kind for kind in _KINDS if counts[kind])
    kind = st.segmented_control(
        "Changed matches",
        list(_KINDS),
        default=None if _KIND in st.session_state else "gained",
        required=True,
        format_func=lambda each: f"{counts[each]:,} {each}",
        key=_KIND,
        width="stretch",
    )
    paper.facts([(capital(each), monies_text(trial.changes.money(each))) for each in _KINDS])
    return kind or "gained"


def _table(trial: Trial, kind: str) -> None:
    """The changed matches of one kind, most money first."""
    if not len(getattr(trial.changes, kind)):
        same = "Same matches as with the saved rules."
        paper.hint(f"No matches {kind}." if trial.changes else same)
        return
    columns = (*_COLUMNS[:1], _BEFORE, *_COLUMNS[1:]) if kind == "moved" else _COLUMNS
    tables.show(
        trial.table(kind, _ROWS_SENT),
        columns,
        key="tune_changed",
        name=f"Matches {kind}",
        rows=_ROWS_IN_SIGHT,
    )

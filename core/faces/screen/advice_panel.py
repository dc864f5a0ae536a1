"""“What would it take?” on Tune: why an invoice is not matched, and which one rule would do it."""

import streamlit as st

from core.faces.screen import panels, paper, rules_panel, trial_panel
from core.faces.screen.guard import guard
from core.services import advising


def panel() -> None:
    """A closed part below the bench."""
    with st.expander("What would it take to match an invoice?"):
        _ask()


@st.fragment
def _ask() -> None:
    """Asks for a number and answers below it; a fragment asks the guard itself."""
    workspace = guard()
    with panels.answering():
        history = trial_panel.snapshot(workspace)
        rules = rules_panel.draft(history.saved)
        number = st.text_input(
            "Invoice number", key="advice_number", max_chars=60, placeholder="INV-10234", width=320
        )
        if not number.strip():
            paper.hint("Shows the smallest change to one rule, and everything else that change would do.")
            return
        with st.spinner("Trying every rule …"):
            found = advising.what_it_takes(history, rules, number)
        st.text(f"{found.sentence} {found.consequences}".strip())
        if found.rules is not None and st.button("Try this change", key="advice_try"):
            rules_panel.try_out(found.rules)
            st.rerun(scope="app")
        if found.why_not:
            paper.label("Bank lines considered")
            paper.facts([(line, reasons) for line, reasons in found.why_not])

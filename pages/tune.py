"""Tune: what other rules would have matched, before anybody saves them."""

from core.faces.screen import advice_panel, budget_panel, panels, paper, trial_panel
from core.faces.screen.guard import guard
from core.services import tuning

workspace = guard()

panels.header("Tune", trial_panel.sentence(tuning.saved_rules(workspace)))
paper.style()
with panels.answering():
    trial_panel.bench()
    advice_panel.panel()
    budget_panel.panel()

"""KPIs: every figure with its formula, the states' sum at the foot, assumptions that a manager may change."""

from decimal import Decimal

import pandas as pd

from core.faces.screen import kpi_parts
from core.insight.formulas import FORMULAS
from core.model.identity import Role
from core.model.money import to_decimal
from core.services import reporting
from tests.screen.conftest import SAMPLES, all_text, bring

SIX = (
    "cost_per_invoice",
    "exception_rate",
    "automatic_rate",
    "money_unmatched",
    "hours_saved",
    "money_saved",
)


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("kpis")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.metric


def test_six_figures_agree_with_the_service(open_page, tidewater):
    page = open_page("kpis", tidewater)
    kpis = reporting.kpis(tidewater.workspace).kpis
    assert [number.label for number in page.metric] == [FORMULAS[name].label for name in SIX]
    assert page.metric[1].value == FORMULAS["exception_rate"].value(kpis)
    assert page.metric[0].value == FORMULAS["cost_per_invoice"].value(kpis)


def test_every_figure_opens_its_formula_with_the_actual_figures(open_page, tidewater):
    page = open_page("kpis", tidewater)
    report = reporting.kpis(tidewater.workspace)
    said = [text.value for text in page.text]
    for name in SIX:
        working = FORMULAS[name].working(report.kpis, report.assumptions)
        assert any(working in text and "This figure is" in text for text in said), name


def test_the_states_sum_to_what_was_imported(open_page, tidewater):
    page = open_page("kpis", tidewater)
    foot = [table.value for table in page.dataframe]
    invoices = foot[0].set_index("words")["count"]
    assert invoices["Total"] == invoices.drop("Total").sum() == 41
    assert "all 48 bank lines imported" in all_text(page)
    assert not page.error


def test_the_trend_can_be_chosen(open_page, tidewater):
    page = open_page("kpis", tidewater)
    for trend in ("exceptions", "automatic", "money", "hours"):
        page.segmented_control(key="chosen_trend").set_value(trend).run()
        assert not page.exception
        assert not page.error


def test_a_shorter_period_counts_fewer_invoices(open_page, tidewater):
    page = open_page("kpis", tidewater)
    counted = reporting.kpis(tidewater.workspace, months=3).kpis.invoices_counted
    page.segmented_control(key="chosen_period").set_value("3").run()
    assert f"{counted} invoice" in all_text(page)


def test_a_changed_assumption_changes_the_cost_at_once(open_page, new_member):
    member = new_member("Assuming")
    for name in ("invoices.csv", "bank_lines.csv"):
        bring(member.workspace, (SAMPLES / name).read_bytes(), name)
    page = open_page("kpis", member)
    before = page.metric[0].value
    page.text_input(key="assumption_automated_cost").set_value("5.00")
    page.button[_labels(page).index("Save assumptions")].click().run()
    assert not page.exception
    assert page.metric[0].value != before
    assert str(reporting.kpis(member.workspace).assumptions.automated_cost) == "5.00"


def test_an_assumption_that_is_no_number_is_refused_in_words(open_page, new_member):
    member = new_member("Refusing")
    bring(member.workspace, (SAMPLES / "invoices.csv").read_bytes(), "invoices.csv")
    page = open_page("kpis", member)
    page.text_input(key="assumption_wage_per_hour").set_value("a lot")
    page.button[_labels(page).index("Save assumptions")].click().run()
    assert not page.exception
    assert "a lot" in page.error[0].value


def test_an_analyst_reads_assumptions_but_does_not_save_them(open_page, new_member):
    member = new_member("Reading", role=Role.ANALYST)
    bring(member.workspace, (SAMPLES / "invoices.csv").read_bytes(), "invoices.csv")
    page = open_page("kpis", member)
    assert page.text_input(key="assumption_manual_cost").disabled
    assert page.button[_labels(page).index("Save assumptions")].disabled


def test_the_other_company_sees_nothing_of_this_one(open_page, tidewater, zephyr):
    page = open_page("kpis", zephyr)
    assert not page.exception
    said = all_text(page)
    assert "all 2 invoices imported" in said
    assert "Sum,41," not in said


def test_empty_books_say_what_to_do_next(open_page, new_member):
    page = open_page("kpis", new_member("Blank"))
    assert not page.exception
    assert "No figures yet" in all_text(page)


def _labels(page):
    return [button.label for button in page.button]


def test_the_months_are_filed_with_words_and_major_units(tidewater):
    report = reporting.kpis(tidewater.workspace, None)
    filed = kpi_parts.monthly_file(report.monthly, report.assumptions.currency, "USD")
    assert len(filed) == len(report.monthly)
    for currency, minor in report.kpis.money_unmatched.items():
        assert filed[f"Unmatched at month's end, {currency}"].iloc[-1] == to_decimal(minor, currency)
    assert sum(filed["Invoices counted"]) == report.kpis.invoices_counted
    counted = filed[filed["Invoices counted"] > 0].iloc[0]
    assert counted["Exception rate, %"] == round(
        Decimal(100) * counted["Needed a person"] / counted["Invoices counted"], 2
    )
    assert not any("_" in heading for heading in filed.columns)


def test_months_without_invoices_are_filed_empty_not_as_zero():
    nothing = {
        "month": pd.Timestamp("2026-02-01"), "exception_rate": float("nan"), "automatic_rate": float("nan"),
        "cost_per_invoice": None, "money_saved": Decimal(0), "hours_saved": Decimal(0),
        "unmatched_at_end": {"JPY": 1200, "USD": 5},
        **dict.fromkeys(("invoices_counted", "needed_person", "invoices_settled", "settled_alone"), 0),
    }  # fmt: skip
    row = kpi_parts.monthly_file(pd.DataFrame([nothing]), "USD", "USD").iloc[0]
    assert row["Exception rate, %"] is None
    assert row["Cost per invoice, USD"] is None
    assert (row["Unmatched at month's end, USD"], row["Unmatched at month's end, JPY"]) == (
        Decimal("0.05"),
        1200,
    )

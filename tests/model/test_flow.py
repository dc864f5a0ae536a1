"""Money in and money out stand apart, per currency, and read so."""

from core.insight.formats import flow_text
from core.model.flow import Flow
from core.model.money import Money


def test_what_came_in_and_what_went_out_are_never_set_off_against_each_other() -> None:
    amounts = [Money(100_00, "USD"), Money(-40_00, "USD"), Money(5_00, "USD"), Money(-7_00, "EUR")]
    flow = Flow.of(amounts)
    assert flow == Flow({"USD": 105_00}, {"USD": 40_00, "EUR": 7_00})
    assert flow_text(flow) == "105.00 USD in · 40.00 USD out · 7.00 EUR out"


def test_nothing_reads_as_nothing() -> None:
    assert flow_text(Flow.of([])) == "–"

"""Reports say what a run came to, the same bytes every time, with nothing that runs in who opens them."""

import json
import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from core.insight import settlement_report
from core.intake import export
from core.model.money import to_decimal
from core.model.settlement_report import Compliance, SettlementReport
from core.outlets import reports
from tests.outlets.report_sample import COMPANY, FOUND, PAYOUTS, RUN

GOLDEN = Path(__file__).parent / "settlement_report.golden.txt"
SUMMARY = settlement_report.summary(COMPANY, RUN, FOUND, PAYOUTS)


def pdf_text(summary: SettlementReport = SUMMARY) -> str:
    with pdfplumber.open(BytesIO(reports.pdf(summary))) as made:
        assert len(made.pages) == 1
        return str(made.pages[0].extract_text()) + "\n"


def test_the_summarys_text_is_the_golden_one():
    """`TIEOUT_GOLDEN=write` writes it anew."""
    text = pdf_text()
    if os.environ.get("TIEOUT_GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_same_run_gives_the_same_bytes():
    assert reports.pdf(SUMMARY) == reports.pdf(SUMMARY)
    assert reports.html(SUMMARY) == reports.html(SUMMARY)


def test_the_page_escapes_every_text_and_loads_nothing():
    page = reports.html(SUMMARY).decode()
    assert "Ångström &amp; &lt;Sons&gt;" in page
    assert "<Sons>" not in page
    assert page.count("<svg ") == 2
    assert "src=" not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("ООО Ромашка", "OOO Romashka"),
        ("Ελληνικά Έπιπλα ΑΕ", "Ellinika"),
        ("株式会社 山田", "ZhuShiHuiShe"),
        ("Łódź Meble", "Łódz Meble"),
    ],
)
def test_letters_beyond_the_fonts_are_written_in_latin_ones_and_the_page_says_so(name, printed):
    made = replace(SUMMARY, company=name)
    text = pdf_text(made)
    assert printed in text
    assert "written in Latin ones" in text
    assert name in reports.html(made).decode()


def test_western_letters_are_printed_as_they_are():
    text = pdf_text()
    assert "Ångström" in text
    assert "Latin" not in text


def test_a_long_report_still_is_one_page():
    many = settlement_report.summary(COMPANY, RUN, FOUND * 900, PAYOUTS * 400)
    with pdfplumber.open(BytesIO(reports.pdf(many))) as made:
        assert len(made.pages) == 1


def test_the_worst_check_is_the_compliance_of_the_run():
    assert SUMMARY.compliance is Compliance.NOT_MET
    assert [check.standing for check in SUMMARY.checks] == [
        Compliance.NOT_MET,
        Compliance.MET,
        Compliance.MET,
        Compliance.ATTENTION,
    ]


def test_recommendations_begin_with_the_kind_of_most_money():
    assert SUMMARY.recommendations[0].startswith("Missing in the ledger (2): ")


def test_json_writes_amounts_as_text_and_every_row():
    values = json.loads(json.dumps(settlement_report.document(COMPANY, RUN, FOUND, PAYOUTS)))
    assert values["money"]["USD"]["at_stake"] == "245.00"
    assert [row["at_stake"] for row in values["rows"]] == [
        str(to_decimal(one.at_stake.minor, "USD")) for one in FOUND
    ]
    assert not [value for row in values["rows"] for value in row.values() if not isinstance(value, str)]


def test_no_cell_of_the_csv_runs_as_a_formula():
    text = export.to_csv(settlement_report.COLUMNS, settlement_report.rows(FOUND)).decode("utf-8-sig")
    assert "'=1+1 is no formula" in text
    assert "'@INV-1" in text
    assert "'-ch_3" in text
    assert ",-40.00," in text

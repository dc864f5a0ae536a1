"""Settlement shows days, one run's money, its discrepancies and chains, and lets a person work them."""

import csv
import io
import time
from uuid import UUID

import pytest
from sqlalchemy import text as sql

from core.model.case import CaseStatus
from core.model.discrepancy import DiscrepancySeverity
from core.model.identity import Role
from core.services import connecting, notifying, tracing
from core.store import notification_targets, outbox
from core.store.discrepancies import DiscrepancyFilter
from core.store.notification_targets import Channel
from tests.screen import settled as day
from tests.screen.conftest import ROOT, all_text

DEMO = ROOT / "data" / "demo" / "northwind-services"


def shown(page):
    """Everything on the page, the escaped tables included."""
    return all_text(page) + "\n".join(element.value for element in page.get("html"))


def button(page, name):
    """The button whose label begins so."""
    return next(each for each in page.button if each.label.startswith(name))


def found(member, run, **wanted):
    return tracing.found(member.workspace, run.id, DiscrepancyFilter(**wanted)).rows


@pytest.fixture(scope="module")
def looker(new_member):
    """A company with one settled day; for tests that change nothing."""
    member = new_member("Settled")
    return member, day.settled(member.workspace)


@pytest.fixture
def own(new_member):
    """A company of this test's own with one settled day."""
    member = new_member("Ownday", role=Role.ANALYST)
    return member, day.settled(member.workspace)


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("settlement")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.dataframe


def test_without_a_settled_day_it_says_so(open_page, zephyr):
    page = open_page("settlement", zephyr)
    assert not page.exception
    assert "No days settled yet" in shown(page)


def test_a_day_stands_there_with_its_risk_money_and_discrepancies(open_page, looker):
    member, run = looker
    page = open_page("settlement", member)
    assert not page.exception
    assert page.query_params["run"] == str(run.id)
    said = shown(page)
    assert run.discrepancies == 3
    assert "Stripe, 19 Nov 2026" in said
    assert "Critical" not in said
    assert "High risk" in said
    assert {day.MISSING, day.WRONG, day.UNKNOWN} <= set(page.dataframe[1].value["transaction_id"])


def test_pressing_a_kind_shows_only_its_discrepancies_and_stands_in_the_address(open_page, looker):
    member, _ = looker
    page = open_page("settlement", member)
    button(page, "Amount differs · 1").click().run()
    assert page.query_params["kind"] == "amount_differs"
    assert list(page.dataframe[1].value["transaction_id"]) == [day.WRONG]
    assert "a difference of -5.00 USD" in shown(page)
    again = open_page("settlement", member, kind="missing_in_ledger")
    assert list(again.dataframe[1].value["transaction_id"]) == [day.MISSING]


def test_an_unknown_code_in_the_address_filters_nothing(open_page, looker):
    page = open_page("settlement", looker[0], kind="nonsense", severity="<b>", run="no-id", item="x")
    assert not page.exception
    assert len(page.dataframe[1].value) == 3


def test_any_transaction_is_followed_from_its_invoice_to_the_bank_line(open_page, looker):
    member, _ = looker
    page = open_page("settlement", member, transaction=day.FOLLOWED)
    chain = next(each.value for each in page.get("html") if "<ol" in each.value)
    kept = day.fee(102_00)
    places = [
        chain.index(part)
        for part in (
            "INV-7002",
            "102.00 USD",
            f"−{kept / 100:.2f} USD",
            "−20.00 USD",
            f"{(82_00 - kept) / 100:.2f} USD",
            "po_1",
            "named on the bank line",
        )
    ]
    assert places == sorted(places)
    assert "paid out to the cent" in shown(page)


def test_a_transaction_nobody_knows_is_said_in_words(open_page, looker):
    page = open_page("settlement", looker[0], transaction="<script>")
    assert "Neither the processor nor the ledger has this transaction." in page.error[0].value


def test_an_analyst_takes_a_discrepancy_notes_and_ends_it(open_page, own):
    member, run = own
    page = open_page("settlement", member, kind="amount_differs")
    button(page, "Take").click().run()
    one = UUID(page.query_params["item"])
    assert tracing.discrepancy_file(member.workspace, one).case.owner == member.workspace.person.name
    note = next(each for each in page.text_input if each.label == "Note")
    note.set_value("Marigold agreed to pay the rest")
    button(page, "Add note").click().run()
    assert "Marigold agreed to pay the rest" in shown(page)
    next(each for each in page.selectbox if each.label == "Resolution").select("Disputed")
    button(page, "Resolve").click().run()
    assert not page.exception
    file = tracing.discrepancy_file(member.workspace, one)
    assert file.case.status is CaseStatus.RESOLVED
    assert len(found(member, run, status="resolved")) == 1


def test_a_viewer_may_look_and_is_told_what_needs_a_role(open_page, new_member):
    member = new_member("Lookday", role=Role.VIEWER)
    page = open_page("settlement", member)
    assert not page.exception
    assert "No days settled yet" in shown(page)


def test_settling_again_adds_a_version_and_earlier_ones_stay(open_page, own):
    member, _ = own
    page = open_page("settlement", member)
    time.sleep(1.1)  # a start in the second of another is served by its run
    button(page, "Settle again").click().run()
    assert not page.exception
    second = tracing.run_file(member.workspace, UUID(page.query_params["run"]))
    assert [version.version for version in second.versions] == [2, 1]
    assert "Version 1" in shown(page)
    assert {file.name.rpartition(".")[2] for file in second.files} == {"pdf", "html", "csv", "json"}


def test_another_company_sees_nothing_of_it(open_page, zephyr, looker):
    _, run = looker
    page = open_page("settlement", zephyr, run=str(run.id), transaction=day.FOLLOWED)
    assert day.FOLLOWED not in shown(page).replace("value=", "")
    assert "Stripe, 19 Nov" not in shown(page)


def test_rates_and_fees_over_time_have_their_own_view(open_page, looker):
    member, _ = looker
    page = open_page("settlement", member, view="trends", span="365")
    assert not page.exception
    assert "Fees against agreed rates" in shown(page)
    assert "none agreed" in shown(page)


def upload(page, side, name, data):
    next(each for each in page.get("file_uploader") if each.key == f"settlement_{side}").upload(
        name, data, "text/csv"
    )


def test_two_files_are_settled_on_the_page_and_every_planted_fault_is_found(open_page, new_member):
    member = new_member("Twofiles", role=Role.ANALYST)
    page = open_page("settlement", member)
    upload(page, "processor", "stripe.csv", (DEMO / "stripe.csv").read_bytes())
    upload(page, "ledger", "ledger.csv", (DEMO / "stripe_ledger.csv").read_bytes())
    page.run()
    assert not page.exception
    assert "335 rows of Stripe, 26 Oct 2026 to 30 Oct 2026" in shown(page)
    button(page, "Settle 5 days").click().run(timeout=120)
    assert not page.exception
    assert "5 days settled" in page.success[0].value
    runs = tracing.runs(member.workspace, tracing.RunFilter()).rows
    truth = (DEMO / "stripe_truth.csv").read_text(encoding="utf-8").splitlines()
    planted = {(row["transaction_id"], row["kind"], row["business_date"]) for row in csv.DictReader(truth)}
    named = {
        (row["transaction_id"], row["kind"], str(run["business_date"].date()))
        for run in runs.to_dict("records")
        for row in tracing.found(member.workspace, UUID(run["run"]), DiscrepancyFilter()).rows.to_dict(
            "records"
        )
    }
    assert named == planted


def test_a_file_that_holds_something_else_is_refused_in_words(open_page, new_member):
    page = open_page("settlement", new_member("Badfile", role=Role.ANALYST))
    upload(page, "processor", "notes.csv", b"dear,diary\n1,2\n")
    page.run()
    assert not page.exception
    assert "has no header row" in page.error[0].value


def test_rows_that_cannot_be_read_are_named_and_left_out_only_at_a_word(open_page, new_member):
    lines = (DEMO / "stripe.csv").read_text(encoding="utf-8").splitlines()[:30]
    lines[4] = lines[4].replace(lines[4].split(",")[4], "ten")
    page = open_page("settlement", new_member("Badrow", role=Role.ANALYST))
    upload(page, "processor", "stripe.csv", "\n".join(lines).encode())
    page.run()
    assert not page.exception
    assert "ten" in shown(page)
    assert button(page, "Settle").disabled
    page.checkbox(key="leave_out").check().run()
    assert not button(page, "Settle").disabled


def test_the_counterpart_of_a_row_left_out_is_not_called_missing(open_page, new_member):
    member = new_member("Lostrow", role=Role.ANALYST)
    lines = (DEMO / "stripe_ledger.csv").read_text(encoding="utf-8").splitlines()
    header, place = lines[0].split(","), 3
    cells = lines[place].split(",")
    lost = cells[header.index("transaction_id")]
    cells[header.index("amount")] = "ten"
    lines[place] = ",".join(cells)
    page = open_page("settlement", member)
    upload(page, "processor", "stripe.csv", (DEMO / "stripe.csv").read_bytes())
    upload(page, "ledger", "ledger.csv", "\n".join(lines).encode())
    page.run()
    page.checkbox(key="leave_out").check().run()
    button(page, "Settle 5 days").click().run(timeout=120)
    assert not page.exception
    runs = tracing.runs(member.workspace, tracing.RunFilter()).rows
    wanted = {
        (str(run["run"]), row["kind"])
        for run in runs.to_dict("records")
        for row in tracing.found(
            member.workspace, UUID(run["run"]), DiscrepancyFilter(words=lost)
        ).rows.to_dict("records")
    }
    assert [kind for _, kind in wanted] == ["unclassified"]
    page = open_page("settlement", member, run=next(run for run, _ in wanted), kind="unclassified")
    assert f"cannot be read: ledger.csv, row {place + 1}." in shown(page)


def test_a_column_without_a_known_name_is_asked_for_and_another_may_be_chosen(open_page, new_member):
    text = (DEMO / "stripe_ledger.csv").read_text(encoding="utf-8").replace("transaction_id", "Kennung", 1)
    member = new_member("Columns", role=Role.ANALYST)
    page = open_page("settlement", member)
    upload(page, "processor", "stripe.csv", (DEMO / "stripe.csv").read_bytes())
    upload(page, "ledger", "ledger.csv", text.encode())
    page.run()
    said = [one.value.replace("\\", "") for one in page.warning]
    assert said == ["Which column of “ledger.csv” holds the transaction id?"]
    assert not [one for one in page.button if one.label.startswith("Settle ")], "nothing is settled before"
    page.selectbox(key=next(box.key for box in page.selectbox if box.label == "Column")).select(
        "Kennung"
    ).run()
    assert not page.exception
    payout = next(box for box in page.selectbox if box.label == "Payout" and "ledger" in box.key)
    assert payout.value is None
    payout.select("fee").run()
    assert not page.exception
    boxes = {box.label: box.value for box in page.selectbox if "ledger" in box.key}
    assert (boxes["Payout"], boxes["Fee"]) == ("fee", None)
    assert not button(page, "Settle").disabled


def test_a_ledger_in_cents_is_asked_about_and_read_so(open_page, new_member):
    rows = list(csv.DictReader((DEMO / "stripe_ledger.csv").read_text(encoding="utf-8").splitlines()))
    for row in rows:
        for name in ("amount", "fee"):
            row[name] = row[name].replace(".", "")
    out = io.StringIO()
    written = csv.DictWriter(out, list(rows[0]))
    written.writeheader()
    written.writerows(rows)
    page = open_page("settlement", new_member("Cents", role=Role.ANALYST))
    upload(page, "processor", "stripe.csv", (DEMO / "stripe.csv").read_bytes())
    upload(page, "ledger", "ledger.csv", out.getvalue().encode())
    page.run()
    (asked,) = [one.value.replace("\\", "") for one in page.warning]
    assert asked == "“ledger.csv” has a hundred times the amounts of the other file. Does it count cents?"
    next(each for each in page.button if "in cents" in each.label).click().run()
    assert not page.exception
    assert not page.warning
    boxes = {box.label: box.value for box in page.selectbox if "ledger" in box.key}
    assert (boxes["Amount"], boxes["Amount in cents"]) == (None, "amount")
    button(page, "Settle 5 days").click().run(timeout=120)
    assert not page.exception
    assert "5 days settled" in page.success[0].value


def test_a_viewer_is_told_that_bringing_in_files_needs_a_role(open_page, new_member):
    page = open_page("settlement", new_member("Noupload", role=Role.VIEWER))
    assert "Only an analyst can upload files" in shown(page)


def test_every_report_of_a_run_is_offered(open_page, looker):
    page = open_page("settlement", looker[0])
    offered = [each.label for each in page.get("download_button")]
    assert {"Summary PDF", "Summary HTML", "All rows CSV", "All rows JSON"} <= set(offered)


def test_other_rules_are_tried_on_a_day_before_anybody_saves_them(open_page, new_member):
    member = new_member("Ruled", role=Role.MANAGER)
    day.settled(member.workspace)
    page = open_page("settlement", member, view="rules")
    assert not page.exception
    assert "Differ" in shown(page)
    page.text_input(key="rule_medium_above").set_value("0").run()
    assert not page.exception
    assert "was 100" in shown(page)
    page.text_input(key="rule_high_above").set_value("nonsense").run()
    assert page.error
    assert page.text_input(key="rule_high_above").value == "10000"
    button(page, "Save as version 1").click().run()
    assert not page.exception
    version, rules = connecting.rules(member.workspace)
    assert (version, rules.medium_above) == (1, 0)


def test_the_run_after_the_nightly_settlement_is_switched_off_and_kept_so(open_page, new_member):
    member = new_member("Norun")
    page = open_page("settlement", member, view="rules")
    switch = page.toggle(key="rule_match_payouts")
    assert switch.value is True
    switch.set_value(False).run()
    button(page, "Save as version 1").click().run()
    assert not page.exception
    assert connecting.rules(member.workspace)[1].match_payouts is False
    assert open_page("settlement", member, view="rules").toggle(key="rule_match_payouts").value is False


def test_an_analyst_may_try_rules_and_not_save_them(open_page, own):
    page = open_page("settlement", own[0], view="rules")
    assert "saving takes a manager" in shown(page)


def test_charges_of_the_payout_are_matched_to_invoices_at_a_press(open_page, own):
    """INV-7002 was charged 102.00, of which 20.00 went back; the bank line is the payout of 30 charges."""
    member, run = own
    page = open_page("settlement", member, transaction=day.FOLLOWED)
    assert "not matched with a bank line" in shown(page)
    button(page, "Match charges to invoices").click().run()
    assert not page.exception
    told = tracing.run_file(member.workspace, run.id).on_invoices
    assert told["payout_id"].tolist() == ["po_1"]
    assert told["invoices"].tolist() == [1]
    assert "82.00 USD matched with the bank line" in shown(page)


def test_discrepancies_are_exceptions_of_their_own_kind_and_open_where_they_are_worked(open_page, own):
    member, run = own
    page = open_page("today", member)
    (mentioned,) = [each for each in page.button if each.key == "go_discrepancies"]
    assert mentioned.label.startswith("3 settlement discrepancies, ")
    page = open_page("exceptions", member, about="settlement", kind="missing_in_ledger")
    assert not page.exception
    (table,) = page.dataframe
    assert table.value["transaction_id"].tolist() == [day.MISSING]
    button(page, "Work it on Settlement").click().run()
    assert not page.exception
    assert page.query_params["run"] in (str(run.id), [str(run.id)])


def test_rates_cut_offs_and_bands_are_put_into_the_draft_and_saved(open_page, new_member):
    member = new_member("Terms", role=Role.MANAGER)
    day.settled(member.workspace)
    page = open_page("settlement", member, view="rules")
    page.text_input(key="new_rate_in").set_value("usd")
    page.text_input(key="new_rate_percent").set_value("2.9")
    page.text_input(key="new_rate_fixed").set_value("0,30")
    page.button(key="put_rate").click().run()
    assert not page.exception
    page.selectbox(key="new_end_of").set_value("stripe")
    page.selectbox(key="new_end_zone").set_value("America/New_York")
    page.button(key="put_end").click().run()
    page.text_input(key="new_band").set_value("500")
    page.text_input(key="new_band_medium").set_value("2")
    page.text_input(key="new_band_high").set_value("1")
    page.button(key="put_band").click().run()
    assert "High risk from" in shown(page)  # refused: high would begin below medium
    page.text_input(key="new_band_medium").set_value("1")
    page.text_input(key="new_band_high").set_value("3")
    page.text_input(key="new_band").set_value("500")
    page.button(key="put_band").click().run()
    button(page, "Save as version").click().run()
    assert not page.exception
    _, saved = connecting.rules(member.workspace)
    assert [(rate.currency, str(rate.percent), str(rate.fixed)) for rate in saved.fees] == [
        ("USD", "2.9", "0.30")
    ]
    assert saved.cut_off("stripe").time_zone == "America/New_York"
    assert [band.below for band in saved.bands] == [500, 10_000, 100_000, None]


def test_a_message_of_unknown_fate_is_listed_until_somebody_has_looked(open_page, own):
    """Two left a second before their sender died: one is said to have arrived, the other goes out again."""
    member, _ = own
    with member.workspace.scope() as scope:
        target = notification_targets.add(
            scope, member.workspace.settings.seal_key, Channel.SLACK, "https://hooks.example/1",
            "hooks.example/…le/1", DiscrepancySeverity.LOW,
        )  # fmt: skip
        for key in ("first", "second"):
            message = {"lines": ["Something differs."], "figures": []}
            outbox.put(scope, key, target.id, None, "high", f"The {key} *run*", message, day.NOON)
        scope.connection.execute(
            sql(
                "update outbox set claimed_until = now() - interval '1 s', claimed_by = id,"
                " sending_at = now() - case key when 'first' then interval '3 s' else interval '2 s' end"
            )
        )
    page = open_page("settlement", member)
    assert not page.exception
    assert "2 messages may or may not have arrived" in [each.label for each in page.expander]
    said = [each.value for each in page.text if "hooks.example/…le/1" in each.value]
    assert [one.splitlines()[0] for one in said] == ["The first *run*", "The second *run*"]
    button(page, "It arrived").click().run()
    assert not page.exception
    assert "1 message may or may not have arrived" in [each.label for each in page.expander]
    button(page, "Send it again").click().run()
    assert not page.exception
    assert not [each.label for each in page.expander if "arrived" in each.label]
    assert notifying.unknown(member.workspace) == ()
    with member.workspace.scope() as scope:
        waiting = scope.connection.execute(
            sql("select key from outbox where sent_at is null and given_up_at is null")
        ).scalars()
        assert list(waiting) == ["second"]

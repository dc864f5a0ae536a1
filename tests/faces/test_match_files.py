"""`tieout match`: two files in, one file of proposed pairs out, and no database anywhere."""

import csv
import random
from pathlib import Path

import pytest

from core.faces import cli
from core.faces.match_files import OUTPUT_COLUMNS
from core.model.rules import STRICT

DATA = Path(__file__).parent.parent.parent / "data"
NORTHWIND = DATA / "demo" / "northwind-services"


def _match(invoices: Path, payments: Path, out: Path, *more: str) -> list[dict[str, str]]:
    asked = ["match", "--invoices", str(invoices), "--payments", str(payments), "--out", str(out), *more]
    assert cli.main(asked) == 0
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["invoice_number"], row["counterparty"], row["transaction_id"]


def _truth(folder: Path) -> set[tuple[str, str, str]]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {_key(row) for row in csv.DictReader(file)}


def test_the_columns_are_the_promised_ones_and_every_value_is_in_its_form(tmp_path: Path) -> None:
    rows = _match(DATA / "samples" / "invoices.csv", DATA / "samples" / "bank_lines.csv", tmp_path / "m.csv")
    assert tuple(rows[0]) == OUTPUT_COLUMNS
    for row in rows:
        assert row["decision"] in ("auto", "review")
        assert 0 <= float(row["score"]) <= 1
        assert int(row["rank"]) >= 1
        assert row["reasons"]
        float(row["allocated_amount"])


def test_clean_books_reach_their_precision_and_recall(tmp_path: Path) -> None:
    rows = _match(NORTHWIND / "invoices.csv", NORTHWIND / "payments.csv", tmp_path / "m.csv")
    automatic, truth = {_key(row) for row in rows if row["decision"] == "auto"}, _truth(NORTHWIND)
    right = len(automatic & truth)
    assert right / len(automatic) >= 0.98
    assert right / len(truth) >= 0.8


def test_rank_one_is_the_best_of_its_invoice(tmp_path: Path) -> None:
    rows = _match(NORTHWIND / "invoices.csv", NORTHWIND / "payments.csv", tmp_path / "m.csv")
    ranks: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        ranks.setdefault((row["invoice_number"], row["counterparty"]), []).append(int(row["rank"]))
    assert all(min(found) == 1 for found in ranks.values())


def test_nothing_is_allocated_beyond_a_payment(tmp_path: Path) -> None:
    rows = _match(NORTHWIND / "invoices.csv", NORTHWIND / "payments.csv", tmp_path / "m.csv")
    with (NORTHWIND / "payments.csv").open(encoding="utf-8", newline="") as file:
        paid = {row["transaction_id"]: abs(round(float(row["amount"]) * 100)) for row in csv.DictReader(file)}
    used: dict[str, int] = {}
    for row in rows:
        if row["decision"] == "auto":
            cents = round(float(row["allocated_amount"]) * 100)
            used[row["transaction_id"]] = used.get(row["transaction_id"], 0) + cents
    assert all(abs(cents) <= paid[payment] for payment, cents in used.items())


def test_the_result_is_the_same_in_any_row_order(tmp_path: Path) -> None:
    shuffled = []
    for name in ("invoices.csv", "bank_lines.csv"):
        header, *lines = (DATA / "samples" / name).read_text(encoding="utf-8").splitlines()
        random.Random(7).shuffle(lines)
        path = tmp_path / name
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        shuffled.append(path)
    plain = _match(DATA / "samples" / "invoices.csv", DATA / "samples" / "bank_lines.csv", tmp_path / "a.csv")
    mixed = _match(shuffled[0], shuffled[1], tmp_path / "b.csv")
    assert sorted(map(str, plain)) == sorted(map(str, mixed))


def test_rules_from_a_file_are_obeyed(tmp_path: Path) -> None:
    rules = tmp_path / "never.toml"
    rules.write_text('accept_from = "1"\nmargin = "20"\nname = "ask me everything"\n', encoding="utf-8")
    samples = DATA / "samples"
    rows = _match(
        samples / "invoices.csv", samples / "bank_lines.csv", tmp_path / "m.csv", "--rules", str(rules)
    )
    plain = _match(samples / "invoices.csv", samples / "bank_lines.csv", tmp_path / "p.csv")
    automatic = [sum(row["decision"] == "auto" for row in found) for found in (rows, plain)]
    assert automatic[0] < automatic[1]


def test_rules_written_by_hand_survive(tmp_path: Path) -> None:
    from core.model.rules import from_toml

    assert from_toml(STRICT.to_toml()) == STRICT
    assert from_toml((DATA / "samples" / "rules.toml").read_text(encoding="utf-8")).name


def test_payments_that_all_go_out_settle_payable_invoices(tmp_path: Path) -> None:
    """A file without a direction: negative bank lines say that the invoices are ours to pay."""
    (tmp_path / "i.csv").write_text(
        "invoice_number,counterparty,issue_date,due_date,total_amount,currency\n"
        "P-77001,Kestrel Paper Ltd,2026-03-01,2026-03-31,512.40,GBP\n"
        "P-77002,Kestrel Paper Ltd,2026-03-08,2026-04-07,98.15,GBP\n",
        encoding="utf-8",
    )
    (tmp_path / "p.csv").write_text(
        "transaction_id,payment_date,amount,currency,counterparty,description,reference\n"
        "X1,2026-03-30,-512.40,GBP,KESTREL PAPER LTD,INVOICE P-77001,P-77001\n"
        "X2,2026-04-06,-98.15,GBP,KESTREL PAPER LTD,INVOICE P-77002,P-77002\n",
        encoding="utf-8",
    )
    rows = _match(tmp_path / "i.csv", tmp_path / "p.csv", tmp_path / "m.csv")
    found = {
        (row["invoice_number"], row["transaction_id"], row["allocated_amount"])
        for row in rows
        if row["rank"] == "1"
    }
    assert found == {("P-77001", "X1", "512.40"), ("P-77002", "X2", "98.15")}


BAD = "transaction_id,payment_date,amount,currency\nT1,2026-03-30,much,EUR\nT2,2026-03-31,10.00,EUR\n"


def test_rows_that_cannot_be_read_are_named_and_left_out(tmp_path: Path, capsys) -> None:
    (tmp_path / "p.csv").write_text(BAD, encoding="utf-8")
    _match(DATA / "samples" / "invoices.csv", tmp_path / "p.csv", tmp_path / "m.csv")
    said = capsys.readouterr()
    assert "p.csv, row 2, column “amount”" in said.err
    assert "1 rows could not be read" in said.out or "1 row could not be read" in said.out


def test_strict_refuses_them(tmp_path: Path, capsys) -> None:
    (tmp_path / "p.csv").write_text(BAD, encoding="utf-8")
    asked = ["--invoices", str(DATA / "samples" / "invoices.csv"), "--payments", str(tmp_path / "p.csv")]
    assert cli.main(["match", *asked, "--out", str(tmp_path / "m.csv"), "--strict"]) == 1
    assert not (tmp_path / "m.csv").exists()
    assert "much" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "word"),
    [("nowhere.csv", "there is no file"), ("empty.csv", "empty"), ("page.csv", "HTML")],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    tmp_path: Path, capsys, file: str, word: str
) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "page.csv").write_text("<!DOCTYPE html><html><body>Sign in</body></html>", encoding="utf-8")
    asked = ["--invoices", str(tmp_path / file), "--payments", str(DATA / "samples" / "bank_lines.csv")]
    assert cli.main(["match", *asked, "--out", str(tmp_path / "m.csv")]) == 1
    assert word.lower() in capsys.readouterr().err.lower()

"""`tieout reconcile`: two files in, discrepancies and a summary out, whatever the files look like."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from core.faces import cli, reconcile_files
from core.intake.child import Limits
from core.model.money import to_decimal
from tests.bench import settlement_books

_HEADER = (
    "transaction_id", "processor_name", "amount", "currency", "status", "merchant_id", "transaction_date",
    "reference_number", "fee", "payout_id",
)  # fmt: skip
_GERMAN = (
    "Txn ID", "Provider", "Betrag", "Währung", "Status", "Merchant", "Date", "Reference", "Gebühr",
    "Settlement ID",
)  # fmt: skip


def _write(
    frame: pd.DataFrame,
    path: Path,
    header: tuple[str, ...],
    delimiter: str,
    number: Callable[[str], str],
    day: str,
) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=delimiter)
        rows.writerow(header)
        for one in frame.to_dict("records"):
            amount, fee = (
                number(f"{to_decimal(one[name], one['currency']):,}") for name in ("amount", "fee")
            )
            moment = one["occurred_at"].strftime(day if one["timed"] else day[:8])
            rows.writerow(
                (one["transaction_id"], one["processor"], amount, one["currency"], one["status"],
                 one["merchant_id"], moment, one["reference"], fee, one["payout_id"])
            )  # fmt: skip


def _run(folder: Path, *more: str) -> tuple[int, list[dict[str, str]], dict[str, object]]:
    out = folder / "out"
    files = ["--external", str(folder / "e.csv"), "--internal", str(folder / "i.csv")]
    code = cli.main(["reconcile", *files, "--out", str(out), *more])
    with (out / "discrepancies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return code, rows, json.loads((out / "summary.json").read_text(encoding="utf-8"))


def _files(folder: Path, external: str, internal: str) -> None:
    (folder / "e.csv").write_text(external, encoding="utf-8")
    (folder / "i.csv").write_text(internal, encoding="utf-8")


def test_every_planted_kind_is_found_and_none_invented(tmp_path: Path) -> None:
    books = settlement_books.build(1_500, 3, share=0.004)
    _write(
        books.external,
        tmp_path / "e.csv",
        _HEADER,
        ",",
        lambda text: text.replace(",", ""),
        "%Y-%m-%dT%H:%M:%SZ",
    )
    swap = str.maketrans(",.", ".,")
    _write(
        books.internal,
        tmp_path / "i.csv",
        _GERMAN,
        ";",
        lambda text: text.translate(swap),
        "%d.%m.%Y %H:%M:%S",
    )
    code, rows, summary = _run(tmp_path)
    truth = set(zip(books.truth.transaction_id.str.lower(), books.truth.kind, strict=True))
    assert {(one["transaction_id"].lower(), one["kind"]) for one in rows} == truth
    assert code == 0
    assert summary["discrepancies"] == len(rows)
    assert set(summary["kinds"]) == set(settlement_books.PLANTED)


def test_columns_and_amounts_stand_as_promised(tmp_path: Path) -> None:
    _files(
        tmp_path,
        "transaction_id,amount,currency,status,transaction_date\n"
        "t1,100.00,USD,SETTLED,2026-11-10T10:00:00+01:00\nt2,123.45,JPY,SETTLED,2026-11-10\n=t3,5,USD,ok,2026-11-10\n",
        "amount;id;ccy;state;date\n99,50;t1;usd;paid;10.11.2026\n12345;t2;JPY;paid;10.11.2026\n",
    )
    code, rows, summary = _run(tmp_path)
    assert code == 0
    by_id = {one["transaction_id"]: one for one in rows}
    assert list(rows[0]) == [
        "transaction_id", "kind", "severity", "external_amount", "internal_amount", "difference", "currency",
        "external_date", "internal_date", "reason",
    ]  # fmt: skip
    first = by_id["t1"]
    assert (first["kind"], first["external_amount"], first["internal_amount"], first["difference"]) == (
        "amount_differs", "100.00", "99.50", "0.50",
    )  # fmt: skip
    assert (first["external_date"], first["internal_date"]) == ("2026-11-10T09:00:00Z", "2026-11-10")
    yen = by_id["t2"]
    assert (yen["kind"], yen["external_amount"], yen["internal_amount"]) == (
        "minor_unit_error",
        "123.45",
        "12345",
    )
    assert by_id["'=t3"]["kind"] == "missing_in_ledger"  # a spreadsheet must not run it
    assert by_id["'=t3"]["internal_amount"] == by_id["'=t3"]["internal_date"] == ""
    assert summary["money"]["USD"]["external"] == "105.00"
    assert "Risk:" in (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8")


def test_bad_rows_are_named_counted_and_their_counterparts_not_called_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _files(
        tmp_path,
        "transaction_id,amount,currency,transaction_date\nt1,1O0.00,USD,2026-11-10\nt2,5.00,,2026-11-10\n"
        "t3,7.00,USD,2026-02-30\nt4,8.00,USD,2026-11-10\nt5,8.00,USD,2026-11-10,extra\n",
        "transaction_id,amount,currency,transaction_date\n"
        + "".join(f"t{k},8.00,USD,2026-11-10\n" for k in range(1, 6)),
    )
    code, rows, summary = _run(tmp_path)
    assert code == 1
    said = capsys.readouterr().err
    assert "e.csv, row 2, column “amount”" in said
    assert "1O0.00" in said
    assert [one["row"] for one in summary["rejected_rows"]] == [2, 3, 4, 6]
    assert summary["external"] == summary["external"] | {"rows": 5, "compared": 1, "rejected": 4}
    assert {(one["transaction_id"], one["kind"]) for one in rows} == {
        (f"t{k}", "unclassified") for k in (1, 2, 3, 5)
    }


def test_a_mapping_file_and_rules_are_used(tmp_path: Path) -> None:
    _files(
        tmp_path,
        "A,B,C,D,E\n"
        + "".join(f"t{k},10.00,USD,0.59,2026-11-10\n" for k in range(4))
        + "t9,10.00,USD,0.99,2026-11-10\n",
        "transaction_id,amount,currency\n" + "".join(f"t{k},10.00,USD\n" for k in (0, 1, 2, 3, 9)),
    )
    (tmp_path / "m.toml").write_text(
        '[external]\ntransaction_id = "A"\namount = "B"\ncurrency = "C"\nfee = "D"\n'
    )
    (tmp_path / "r.toml").write_text(
        '[[fees]]\nprocessor = "other"\ncurrency = "USD"\npercent = "2.9"\nfixed = "0.30"\n'
    )
    more = ("--mapping", str(tmp_path / "m.toml"), "--rules", str(tmp_path / "r.toml"))
    _, rows, summary = _run(tmp_path, *more)
    assert [(one["transaction_id"], one["kind"]) for one in rows] == [("t9", "fee_differs")]
    assert "0.59" in rows[0]["reason"]
    assert summary["fee_rates"][0]["agreed"] is True


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('amount = "Nope"', "no column “Nope”"),
        ('colour = "A"', "“colour”"),
        ("external = 3", "table of fields"),
        ("amount = ", "not TOML"),
    ],
)
def test_a_wrong_mapping_is_refused_in_plain_words(
    tmp_path: Path, mapping: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _files(
        tmp_path,
        "transaction_id,amount,currency\nt1,1.00,USD\n",
        "transaction_id,amount,currency\nt1,1.00,USD\n",
    )
    (tmp_path / "m.toml").write_text(mapping)
    files = ["--external", str(tmp_path / "e.csv"), "--internal", str(tmp_path / "i.csv")]
    code = cli.main(
        ["reconcile", *files, "--out", str(tmp_path / "out"), "--mapping", str(tmp_path / "m.toml")]
    )
    assert code == 1
    assert said in capsys.readouterr().err


def test_what_can_be_read_two_ways_names_the_flag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "transaction_id,amount,currency,date\nt1,1.00,USD,03/04/2026\n"
    _files(tmp_path, rows, rows)
    files = ["reconcile", "--external", str(tmp_path / "e.csv"), "--internal", str(tmp_path / "i.csv")]
    assert cli.main([*files, "--out", str(tmp_path / "out")]) == 1
    assert "--day-first" in capsys.readouterr().err
    assert cli.main([*files, "--out", str(tmp_path / "out"), "--day-first", "yes"]) == 0


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(memory_bytes=20_000_000), "more memory than a file may take (20 MB)"),
        (Limits(seconds=0.01), "was stopped"),
    ],
)
def test_a_file_that_needs_more_than_the_limits_is_refused_in_plain_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    limits: Limits,
    said: str,
) -> None:
    line = "transaction_id,amount,currency,transaction_date\n"
    _files(tmp_path, line + "t1,1.00,USD,2026-11-20\n", line + "t1,1.00,USD,2026-11-20\n")
    monkeypatch.setattr(reconcile_files, "_LIMITS", limits)
    files = ["--external", str(tmp_path / "e.csv"), "--internal", str(tmp_path / "i.csv")]
    assert cli.main(["reconcile", *files, "--out", str(tmp_path / "out")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

"""`tieout read`: bank lines of any supported format as one CSV."""

import csv
import os
from pathlib import Path

import pytest

from core.faces import cli
from core.faces.read_files import COLUMNS
from core.intake import child
from core.intake.child import Limits

OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260401<LANGUAGE>ENG</SONRS>
</SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<STMTRS><CURDEF>USD
<BANKACCTFROM><BANKID>1<ACCTID>4471<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260301<DTEND>20260331
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260330<TRNAMT>1190.00<FITID>F1<NAME>QUARRY BAKERY
<MEMO>INV A-1001</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260331<TRNAMT>-12.50<FITID>F2<NAME>BANK<MEMO>MONTHLY FEE</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>2000.00<DTASOF>20260331</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_lines_of_two_formats_stand_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "bank.ofx").write_text(OFX, encoding="ascii")
    (tmp_path / "bank.csv").write_text(
        "transaction_id,payment_date,amount,currency,counterparty\nX1,2026-03-30,10.00,EUR,Somebody\n",
        encoding="utf-8",
    )
    files = [str(tmp_path / "bank.ofx"), str(tmp_path / "bank.csv")]
    assert cli.main(["read", *files, "--out", str(tmp_path / "out.csv")]) == 0
    rows = _rows(tmp_path / "out.csv")
    assert tuple(rows[0]) == COLUMNS
    assert [row["amount"] for row in rows] == ["1190.00", "-12.50", "10.00"]
    assert rows[0]["payment_date"] == "2026-03-30"
    assert rows[0]["account"].endswith("4471")


def test_a_file_nobody_recognises_is_named_and_the_others_go_on(tmp_path: Path, capsys) -> None:
    (tmp_path / "page.csv").write_text("<!DOCTYPE html><html></html>", encoding="utf-8")
    (tmp_path / "bank.ofx").write_text(OFX, encoding="ascii")
    files = [str(tmp_path / name) for name in ("page.csv", "bank.ofx", "nowhere.csv")]
    assert cli.main(["read", *files, "--out", str(tmp_path / "out.csv")]) == 1
    said = capsys.readouterr()
    assert "page.csv" in said.err
    assert "nowhere.csv" in said.err
    assert "2 bank lines from 1 of 3 files" in said.out
    assert len(_rows(tmp_path / "out.csv")) == 2


@pytest.mark.parametrize("folder", ["mt940", "camt", "ofx"])
def test_real_statements_are_read(tmp_path: Path, folder: str) -> None:
    """The largest of other people's sample files of each format give lines."""
    samples = os.environ.get("TIEOUT_SAMPLES")
    if not samples:
        pytest.skip("TIEOUT_SAMPLES names no folder of sample files")
    kinds = (".sta", ".xml", ".ofx", ".qfx", ".sgml")
    found = [path for path in (Path(samples) / folder).rglob("*") if path.suffix.lower() in kinds]
    files = sorted(found, key=lambda path: path.stat().st_size, reverse=True)[:4]
    code = cli.main(["read", *map(str, files), "--out", str(tmp_path / "out.csv")])
    assert code in (0, 1)
    assert len(_rows(tmp_path / "out.csv")) >= 3


def test_a_file_that_takes_too_long_is_stopped_and_the_others_go_on(
    tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"X{n},2026-03-30,{n}.25,EUR,Somebody\n" for n in range(1, 60_000))
    head = "transaction_id,payment_date,amount,currency,counterparty\n"
    (tmp_path / "slow.csv").write_text(head + rows, encoding="utf-8")
    (tmp_path / "bank.ofx").write_text(OFX, encoding="ascii")
    as_it_is = child.read_file

    def bounded(data: bytes, name: str, *more: object) -> object:
        limits = Limits(seconds=0.05) if name == "slow.csv" else child.DEFAULT_LIMITS
        return as_it_is(data, name, *more, limits=limits)  # type: ignore[arg-type]

    monkeypatch.setattr(child, "read_file", bounded)
    files = [str(tmp_path / name) for name in ("slow.csv", "bank.ofx")]
    assert cli.main(["read", *files, "--out", str(tmp_path / "out.csv")]) == 1
    assert "“slow.csv” took more than 0 seconds and was stopped." in capsys.readouterr().err
    assert [row["amount"] for row in _rows(tmp_path / "out.csv")] == ["1190.00", "-12.50"]


def test_text_that_a_spreadsheet_would_run_is_made_plain(tmp_path: Path) -> None:
    (tmp_path / "bank.csv").write_text(
        'transaction_id,payment_date,amount,currency,counterparty\nX1,2026-03-30,-10.00,EUR,"=HYPERLINK(1)"\n',
        encoding="utf-8",
    )
    assert cli.main(["read", str(tmp_path / "bank.csv"), "--out", str(tmp_path / "out.csv")]) == 0
    row = _rows(tmp_path / "out.csv")[0]
    assert (row["counterparty"], row["amount"]) == ("'=HYPERLINK(1)", "-10.00")

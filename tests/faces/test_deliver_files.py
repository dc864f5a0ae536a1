"""`tieout deliver`: the Settlement page's two files from the command line, with its checks and its words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.app import opened
from core.services import connecting, tracing
from core.services.tracing import RunFilter
from tests.faces.test_cli import slug  # noqa: F401 - a company of the command line's
from tests.services.test_delivering import BAD_LEDGER, CENTS, LEDGER, STRIPE

Command = Callable[..., tuple[int, str, str]]
Files = Callable[..., list[str]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Writes files of either side and answers the arguments that name them."""

    def write(**sides: str) -> list[str]:
        given = []
        for side, text in sides.items():
            path = tmp_path / f"{side}.csv"
            path.write_text(text, encoding="utf-8")
            given += [f"--{side}", str(path)]
        return given

    return write


@pytest.fixture
def deliver(command: Command, slug: str) -> Command:  # noqa: F811
    return lambda *more: command("deliver", "--company", slug, *more)


def test_two_files_are_stored_and_their_day_is_settled(
    deliver: Command,
    files: Files,
    slug: str,  # noqa: F811
) -> None:
    code, out, _ = deliver(*files(external=STRIPE, internal=LEDGER))
    assert code == 0
    assert out.splitlines() == [
        "internal.csv: 4 rows, 19 Nov 2026 to 19 Nov 2026: 4 added, 0 changed, 0 already known, 0 rejected",
        "external.csv: 4 rows of Stripe, 19 Nov 2026 to 19 Nov 2026: 5 added, 0 changed, 0 already known, "
        "0 rejected",
        f"{slug}: stripe of 2026-11-19, version 1: 4 transactions, 2 agree, 2 discrepancies, high risk",
    ]
    again = deliver(*files(external=STRIPE), "--no-settle")[1]
    assert again.count("0 added, 0 changed, 5 already known") == 1
    with opened() as application:
        rows = tracing.runs(application.workspace(slug), RunFilter()).rows
    assert rows[["versions", "origin"]].values.tolist() == [[1, "command line"]]


def test_rows_that_cannot_be_read_are_named_and_nothing_is_stored_without_a_word(
    deliver: Command,
    files: Files,
    slug: str,  # noqa: F811
) -> None:
    given = files(external=STRIPE, internal=BAD_LEDGER)
    code, out, err = deliver(*given)
    assert (code, out) == (1, "")
    assert "internal.csv, row 3, column “amount”" in err
    assert "nothing was stored" in err
    with opened() as application:
        assert connecting.delivered(application.workspace(slug)) == ()
    code, out, _ = deliver(*given, "--accept-partial")
    assert code == 0
    assert "3 rows, 19 Nov 2026 to 19 Nov 2026: 3 added, 0 changed, 0 already known, 1 rejected" in out
    with opened() as application:
        workspace = application.workspace(slug)
        (run,) = tracing.runs(workspace, RunFilter()).rows["run"]
        kinds = tracing.found(workspace, run, tracing.DiscrepancyFilter(words="ch_2")).rows["kind"]
    assert kinds.tolist() == ["unclassified"]


def test_what_a_file_leaves_open_says_what_answers_it(deliver: Command, files: Files, tmp_path: Path) -> None:
    strange = LEDGER.replace("amount", "Wieviel")
    code, _, err = deliver(*files(internal=strange))
    assert code == 1
    assert "“internal.csv” has no column for amount" in err
    assert "(--mapping)" in err
    columns = tmp_path / "columns.toml"
    columns.write_text('[internal]\namount = "Wieviel"\n', encoding="utf-8")
    assert deliver(*files(internal=strange), "--mapping", str(columns))[0] == 0
    either = LEDGER.replace("2026-11-19T", "11/10/2026 ").replace("Z,", ",")
    assert "Answer with --day-first" in deliver(*files(internal=either))[2]
    assert "Whose transactions" in deliver(*files(external=LEDGER.replace("stripe", "")))[2]
    assert "--external" in deliver()[2]


def test_a_file_in_cents_is_noticed(deliver: Command, files: Files, tmp_path: Path) -> None:
    given = files(external=STRIPE, internal=CENTS)
    err = deliver(*given, "--no-settle")[2]
    assert "internal.csv: has a hundred times the amounts of the other file. If it counts cents" in err
    columns = tmp_path / "columns.toml"
    columns.write_text('[internal]\namount_minor = "amount"\nfee_minor = "fee"\n', encoding="utf-8")
    code, out, err = deliver(*given, "--mapping", str(columns))
    assert code == 0
    assert "hundred times" not in err
    assert "0 discrepancies" in out

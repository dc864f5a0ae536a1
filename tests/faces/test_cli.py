"""The command line over a server named by DATABASE_URL: the same code as over the embedded one."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from core.app import opened
from core.services import reporting
from tests.services.conftest import INVOICES, PAYMENTS

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def slug(command: Command) -> str:
    """A company made by the command line."""
    slug = f"cli-{uuid4().hex[:8]}"
    code, out, err = command(
        "company", "add", slug, "--name", "Command Ltd", "--currency", "EUR",
        "--admin-email", f"ada@{slug}.example", "--admin-name", "Ada", "--password", "long enough to pass",
    )  # fmt: skip
    assert (code, err.count("migrated")) == (0, 0)
    assert "Command Ltd" in out
    return slug


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    invoices, payments = tmp_path / "invoices.csv", tmp_path / "payments.csv"
    invoices.write_text(INVOICES, encoding="utf-8")
    payments.write_text(PAYMENTS, encoding="utf-8")
    return str(invoices), str(payments)


def test_from_files_to_figures(command: Command, slug: str, files: tuple[str, str]) -> None:
    code, out, _ = command("import", *files, "--company", slug)
    assert code == 0
    assert "7 added, 0 already known, 0 rejected" in out
    assert "matched automatically" in out
    _, again, _ = command("import", *files, "--company", slug, "--no-run")
    assert again.count("0 added, 7 already known") == 2


def test_kpis_agree_with_the_page(command: Command, slug: str, files: tuple[str, str]) -> None:
    command("import", *files, "--company", slug)
    _, out, _ = command("kpis", "--company", slug, "--json")
    said = json.loads(out)
    with opened() as application:
        page = reporting.kpis(application.workspace(slug))
    assert said == json.loads(json.dumps(page.to_mapping()))
    assert said["states_balanced"] is True
    assert said["invoices_settled"] > 0
    assert command("kpis", "--company", slug)[1].count("\n") >= 10


def test_the_record_of_a_company_verifies(command: Command, slug: str) -> None:
    code, out, _ = command("audit", "verify", "--company", slug)
    assert code == 0
    assert "entries verify" in out


def test_a_bad_file_is_refused_whole_unless_partly_accepted(
    command: Command, slug: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(
        INVOICES + "A-1008,Quarry Bakery GmbH,2026-03-21,2026-04-20,twelve,EUR,,\n", encoding="utf-8"
    )
    code, _, err = command("import", bad, "--company", slug, "--no-run")
    assert code == 1
    assert "bad.csv, row 9, column “total_amount”" in err
    code, out, _ = command("import", bad, "--company", slug, "--no-run", "--accept-partial")
    assert (code, "7 added, 0 already known, 1 rejected" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("kpis", "--company", "nobody-here"), "no company"),
        (("run", "--company", "nobody-here"), "no company"),
        (("import", "/nowhere.csv", "--company", "nobody-here"), "no company"),
    ],
)
def test_what_does_not_exist_is_named(command: Command, arguments: tuple[str, ...], word: str) -> None:
    code, _, err = command(*arguments)
    assert code == 1
    assert word in err


def test_a_question_names_the_flag_that_answers_it(command: Command, slug: str, tmp_path: Path) -> None:
    unclear = tmp_path / "bank.csv"
    unclear.write_text(
        "date,amount,currency,description\n03/04/2026,10.00,EUR,a\n05/06/2026,11.00,EUR,b\n", encoding="utf-8"
    )
    code, _, err = command("import", unclear, "--company", slug, "--kind", "payments", "--no-run")
    assert code == 1
    assert "--day-first" in err
    code, out, _ = command(
        "import", unclear, "--company", slug, "--kind", "payments", "--no-run", "--day-first", "yes"
    )
    assert (code, "2 added" in out) == (0, True)


def test_migrate_says_so_and_is_harmless_twice(command: Command) -> None:
    assert command("migrate")[1] == "The schema is up to date.\n"


def test_wrong_usage_is_an_error_of_its_own(command: Command) -> None:
    with pytest.raises(SystemExit) as ended:
        command("dance")
    assert ended.value.code == 2

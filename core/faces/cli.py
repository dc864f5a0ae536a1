"""The command line: `tieout` with demo, serve, company, import, run, match, reconcile, read and more."""

import argparse
import gc
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.errors import TieoutError

if TYPE_CHECKING:
    from core.intake.answers import Answers

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; a `TieoutError` is shown as its sentence, with exit code 1 (2 for wrong usage)."""
    options = parser().parse_args(arguments)
    try:
        command: Command = options.command
        return command(options)
    except TieoutError as error:
        print(f"tieout: {error}", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"tieout: there is no file “{error.filename}”.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    root = argparse.ArgumentParser(
        prog="tieout", description="Ties out what was billed against what was paid."
    )
    commands = root.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="serve two demo companies in the browser")
    demo.add_argument("--fresh", action="store_true", help="start over with new books")
    _serving(demo, _demo)

    _serving(commands.add_parser("serve", help="serve the dashboard"), _serve)

    migrate = commands.add_parser("migrate", help="bring the database's schema up to date")
    migrate.set_defaults(command=_migrate)

    company = commands.add_parser("company", help="companies and their people").add_subparsers(
        required=True, metavar="ACTION"
    )
    add = company.add_parser("add", help="add a company with its first administrator")
    add.add_argument("slug", help="short name, used on the command line and in links")
    add.add_argument("--name", required=True)
    add.add_argument("--currency", default="USD", help="base currency (default USD)")
    add.add_argument("--admin-email", required=True)
    add.add_argument("--admin-name", required=True)
    add.add_argument("--password", help="prompted for when omitted; TIEOUT_ADMIN_PASSWORD works too")
    add.set_defaults(command=_company_add)

    load = commands.add_parser("import", help="store files of invoices or bank lines")
    load.add_argument("files", nargs="+", type=Path)
    load.add_argument("--company", required=True, help="the company's short name")
    load.add_argument(
        "--kind", choices=("invoices", "payments"), help="what the files contain (detected when omitted)"
    )
    load.add_argument(
        "--accept-partial", action="store_true", help="store the valid rows of a file that has invalid ones"
    )
    load.add_argument("--no-run", action="store_true", help="store without matching")
    _reading(load)
    load.set_defaults(command=_import)

    run = commands.add_parser("run", help="match a company's open items with its saved rules")
    run.add_argument("--company", required=True)
    run.set_defaults(command=_run)

    match = commands.add_parser("match", help="match two files, without a database")
    match.add_argument(
        "--invoices", required=True, type=Path, metavar="FILE", help="a CSV or XLSX file of invoices"
    )
    match.add_argument(
        "--payments", required=True, type=Path, metavar="FILE", help="a CSV, XLSX or statement of bank lines"
    )
    match.add_argument("--out", required=True, type=Path, metavar="CSV", help="where the pairs are written")
    match.add_argument("--rules", type=Path, metavar="FILE", help="a TOML file of match rules")
    match.add_argument("--strict", action="store_true", help="stop when any row cannot be read")
    match.set_defaults(command=_match)

    reconcile = commands.add_parser(
        "reconcile", help="compare a processor's file with the ledger's, without a database"
    )
    reconcile.add_argument("--external", required=True, type=Path, help="the processor's file")
    reconcile.add_argument("--internal", required=True, type=Path, help="the ledger's file")
    reconcile.add_argument("--out", required=True, type=Path, help="a folder for the results")
    reconcile.add_argument("--mapping", type=Path, help='a TOML file of columns: amount = "Brutto"')
    reconcile.add_argument("--rules", type=Path, help="a TOML file of settlement rules")
    _reading(reconcile)
    reconcile.set_defaults(command=_reconcile)

    read = commands.add_parser(
        "read", help="bank lines of any supported format as one CSV, without a database"
    )
    read.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="statements or tables of bank lines"
    )
    read.add_argument(
        "--out", required=True, type=Path, metavar="CSV", help="where the bank lines are written"
    )
    _reading(read)
    read.set_defaults(command=_read)

    extract = commands.add_parser(
        "extract", help="the invoices in PDFs, e-invoices and scans as one CSV, without a database"
    )
    extract.add_argument(
        "files", nargs="+", metavar="FILE", help="PDF, picture or e-invoice; named in the CSV as it is given"
    )
    extract.add_argument(
        "--out", required=True, type=Path, metavar="CSV", help="where the invoices are written"
    )
    extract.set_defaults(command=_extract)

    kpis = commands.add_parser("kpis", help="the key figures of a company")
    kpis.add_argument("--company", required=True)
    kpis.add_argument("--json", action="store_true")
    kpis.set_defaults(command=_kpis)

    _settlement(commands)

    audit = commands.add_parser("audit", help="the audit trail").add_subparsers(
        required=True, metavar="ACTION"
    )
    verify = audit.add_parser("verify", help="verify the chain of entries and its anchors")
    verify.add_argument("--company", help="one company (default: all)")
    verify.set_defaults(command=_audit_verify)
    return root


def _settlement(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    settle = commands.add_parser("settle", help="compare a processor's day with the ledger")
    settle.add_argument(
        "--processor", required=True, help="stripe, paypal, square or one whose files you upload"
    )
    settle.add_argument("--date", required=True, type=date.fromisoformat, help="business date, 2026-11-19")
    settle.add_argument("--company", help="one company (default: all that settle this processor)")
    settle.set_defaults(command=_settle)

    deliver = commands.add_parser(
        "deliver", help="store a processor's report and the ledger's file, and settle their days"
    )
    deliver.add_argument("--company", required=True, help="the company's short name")
    deliver.add_argument("--external", type=Path, metavar="FILE", help="the processor's report")
    deliver.add_argument("--internal", type=Path, metavar="FILE", help="the ledger's file")
    deliver.add_argument(
        "--processor", default="", help="whose transactions they are (as the report says when omitted)"
    )
    deliver.add_argument("--mapping", type=Path, help='a TOML file of columns: amount = "Brutto"')
    deliver.add_argument(
        "--accept-partial", action="store_true", help="store the valid rows of a file that has invalid ones"
    )
    deliver.add_argument("--no-settle", action="store_true", help="store without settling")
    _reading(deliver)
    deliver.set_defaults(command=_deliver)

    due = commands.add_parser("run-due", help="settle every day that is due, for all companies")
    due.set_defaults(command=_run_due)

    worker = commands.add_parser(
        "worker", help="settle, send messages and file reports on schedule, until stopped"
    )
    worker.add_argument("--concurrency", type=int, default=2, help="settlements at a time (default 2)")
    worker.set_defaults(command=_worker)


def _serving(command: argparse.ArgumentParser, action: Command) -> None:
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8501)
    command.set_defaults(command=action)


def _reading(command: argparse.ArgumentParser) -> None:
    """The flags that answer what a file leaves open."""
    answers = command.add_argument_group("answers, needed only where a file leaves something open")
    answers.add_argument("--encoding", metavar="NAME", help="of the text, such as cp1252 or utf-16")
    answers.add_argument(
        "--decimal",
        choices=(".", ","),
        metavar="SIGN",
        help="of amounts: a point or a comma, as in 1.50 or 1,50",
    )
    answers.add_argument("--day-first", choices=("yes", "no"), help="whether 03/04/2026 is the 3rd of April")
    answers.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    answers.add_argument("--currency", metavar="CODE", help="of amounts that name none, such as EUR")
    answers.add_argument(
        "--direction", choices=("receivable", "payable"), help="which way invoices go when the file is silent"
    )


def _answers(options: argparse.Namespace) -> "Answers":
    from core.intake.answers import Answers
    from core.model.invoice import Direction

    return Answers(
        encoding=options.encoding,
        decimal=options.decimal,
        day_first=None if options.day_first is None else options.day_first == "yes",
        sheet=options.sheet,
        currency=options.currency,
        direction=Direction(options.direction) if options.direction else None,
    )


def say(text: str) -> None:
    """Progress on standard error, so that standard output stays data."""
    print(f"· {text}", file=sys.stderr, flush=True)


def _match(options: argparse.Namespace) -> int:
    from core.faces import match_files

    gc.disable()  # one run, no cycles of note: at 100,000 lines collecting took a tenth of the time
    summary = match_files.match_files(
        options.invoices, options.payments, options.out, options.rules, options.strict
    )
    print(match_files.report(summary))
    return 0


def _reconcile(options: argparse.Namespace) -> int:
    from core.faces import reconcile_files

    result = reconcile_files.reconcile_files(
        options.external, options.internal, options.out, options.mapping, options.rules, _answers(options)
    )
    for row in result.rejected:
        print(row, file=sys.stderr)
    print(result.text, end="")
    return 1 if result.rejected else 0


def _demo(options: argparse.Namespace) -> int:
    from core.faces import demo

    return demo.run(options.host, options.port, options.fresh, say)


def _serve(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.faces import web

    with opened(say):
        web.serve(options.host, options.port, lambda address: say(f"Tieout answers at {address}"))
    return 0


def _migrate(options: argparse.Namespace) -> int:
    from core.app import opened

    with opened(say):
        print("The schema is up to date.")
    return 0


def _company_add(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.services import signing_in

    password = options.password or os.environ.get("TIEOUT_ADMIN_PASSWORD") or getpass.getpass("Password: ")
    with opened(say) as application:
        company = signing_in.add_company(
            application.lobby("command line"),
            slug=options.slug,
            name=options.name,
            base_currency=options.currency,
            admin_email=options.admin_email,
            admin_name=options.admin_name,
            password=password,
        )
    print(f"{company.name} ({company.slug}) with its administrator {options.admin_email}.")
    return 0


def _import(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.model.batch import BatchKind
    from core.services import importing, reconciling

    answers = _answers(options)
    kind = BatchKind(options.kind) if options.kind else None
    with opened(say) as application:
        workspace = application.workspace(options.company)
        for file in options.files:
            preview = importing.preview(workspace, file.read_bytes(), file.name, kind, answers=answers)
            for row in preview.reading.rejected:
                print(row, file=sys.stderr)
            batch = importing.store(workspace, preview, accept_partial=options.accept_partial)
            print(f"{file}: {batch.added} added, {batch.known} already known, {batch.rejected} rejected")
        if not options.no_run:
            print(_run_line(reconciling.run(workspace)))
    return 0


def _run(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.services import reconciling

    with opened(say) as application:
        print(_run_line(reconciling.run(application.workspace(options.company))))
    return 0


def _run_line(run: object) -> str:
    from core.model.run import Run

    assert isinstance(run, Run)
    return (
        f"run {run.number}: {run.matched} matched automatically, {run.proposed} to review, "
        f"{run.excepted} exceptions, {run.set_aside} set aside"
    )


def _read(options: argparse.Namespace) -> int:
    from core.faces import read_files

    result = read_files.read_files(options.files, options.out, _answers(options))
    for problem in result.problems:
        print(problem, file=sys.stderr)
    print(f"{result.lines:,} bank lines from {result.files_read} of {len(options.files)} files")
    return 0 if result.files_read == len(options.files) else 1


def _extract(options: argparse.Namespace) -> int:
    from core.faces import extract_files

    result = extract_files.extract_files(options.files, options.out)
    for problem in result.problems:
        print(problem, file=sys.stderr)
    print(f"{result.invoices:,} invoices from {result.files_read} of {len(options.files)} files")
    return 0 if result.files_read == len(options.files) else 1


def _kpis(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.services import reporting

    with opened(say) as application:
        report = reporting.kpis(application.workspace(options.company))
    if options.json:
        print(json.dumps(report.to_mapping(), indent=2))
    else:
        for name, value in report.to_mapping().items():
            print(f"{name}: {value}")
    return 0


def _settle(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.faces import nightly

    with opened(say) as application:
        slugs = [options.company] if options.company else None
        runs = nightly.settle_by_hand(application, options.processor, options.date, slugs)
        for slug, run in runs:
            print(nightly.line_of(slug, run))
        nightly.look_after(application, say)
    return 0 if all(nightly.went_well(run) for _, run in runs) else 1


def _deliver(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.faces import deliver_files, nightly

    given = {"external": options.external, "internal": options.internal}
    files = {side: path for side, path in given.items() if path is not None}
    if not files:
        raise TieoutError("Name the processor's report with --external, the ledger's file with --internal.")
    with opened(say) as application:
        found = deliver_files.deliver_files(
            application.workspace(options.company),
            files,
            options.processor,
            options.mapping,
            _answers(options),
            accept_partial=options.accept_partial,
            settle=not options.no_settle,
            say=say,
            reject=lambda row: print(row, file=sys.stderr),
        )
        for sentence in found.sentences:
            print(sentence)
        for run in found.runs:
            print(nightly.line_of(options.company, run))
    return 0 if all(nightly.went_well(run) for run in found.runs) else 1


def _run_due(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.faces import nightly

    with opened(say) as application:
        ended = nightly.run_due(application, say)
    failed = [one for one in ended if one.error]
    print(f"{len(ended) - len(failed)} settled, {len(failed)} failed")
    return 1 if failed else 0


def _worker(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.faces import nightly

    with opened(say) as application:
        nightly.work(application, say, options.concurrency)
    return 0


def _audit_verify(options: argparse.Namespace) -> int:
    from core.app import opened
    from core.services import auditing

    with opened(say) as application:
        slugs = [options.company] if options.company else application.company_slugs()
        for slug in slugs:
            print(f"{slug}: {auditing.verify(application.workspace(slug))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

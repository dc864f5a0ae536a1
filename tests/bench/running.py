"""Runs a matcher as a child process on two files and weighs it: wall seconds, CPU seconds, peak memory."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tests.bench.books import Books

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 3600.0
_WEIGH = Path(__file__).with_name("weigh.py")


@dataclass(frozen=True, slots=True)
class Run:
    """What one child gave and took; `failure` is empty when it ended well, else the end of its error text."""

    rows: pd.DataFrame
    seconds: float
    cpu_s: float
    peak_mb: float
    failure: str = ""


def weighed(command: Sequence[str], result: Path, limit_s: float = LIMIT_S) -> Run:
    """Run the command from the repository's root, wait for it, read the CSV it wrote as text.

    CPU is user plus system time of the child and its own children; memory is the largest resident set of any
    of them. A child over `limit_s` seconds is ended and counts as failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        cost = Path(folder) / "cost.json"
        launcher = [sys.executable, "-I", str(_WEIGH), str(cost), str(limit_s), *command]
        ended = subprocess.run(
            launcher, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
        )
        weight = json.loads(cost.read_text(encoding="utf-8"))
    message = ended.stderr.decode(errors="replace").strip()[-1500:]
    failed = weight["code"] != 0 or not result.exists()
    return Run(
        rows=pd.DataFrame() if failed else pd.read_csv(result, dtype=str, keep_default_na=False),
        seconds=weight["seconds"],
        cpu_s=weight["cpu_s"],
        peak_mb=weight["peak_kb"] / 1024.0,
        failure=(message or f"ended with code {weight['code']}") if failed else "",
    )


def run_engine(books: Books, folder: Path) -> Run:
    """Our command line on the books."""
    invoices, payments, result = _files(books, folder, "engine")
    return weighed(
        [
            *(sys.executable, "-m", "core.faces.cli", "match"),
            *("--invoices", str(invoices), "--payments", str(payments), "--out", str(result)),
        ],
        result,
    )


def run_peer(name: str, books: Books, folder: Path) -> Run:
    """A peer on the books, as a whole command of its own like ours."""
    invoices, payments, result = _files(books, folder, "peer")
    run = weighed(
        [sys.executable, "-m", "tests.bench.peers_run", name, str(invoices), str(payments), str(result)],
        result,
    )
    if not run.failure:
        run.rows["score"] = run.rows["score"].astype(float)
    return run


def _files(books: Books, folder: Path, who: str) -> tuple[Path, Path, Path]:
    invoices, payments, result = folder / "invoices.csv", folder / "payments.csv", folder / f"{who}.csv"
    books.invoices.to_csv(invoices, index=False)
    books.payments.to_csv(payments, index=False)
    result.unlink(missing_ok=True)
    return invoices, payments, result

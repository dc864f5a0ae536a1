"""`python -m tests.bench.settlement`: a million rows a side settled, beside DuckDB's plain full join."""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from core.settlement import engine
from tests.bench import settlement_books

_TIMES = 3  # each is measured so often in its own process; the best counts, for both
_MOST_TIMES_JOIN = 5.0
_MOST_GB = 1.5


def _load(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    return pd.read_parquet(folder / "external.parquet"), pd.read_parquet(folder / "internal.parquet")


def settle(folder: Path) -> None:
    """Settles the saved books; prints seconds, keeps the discrepancies of the last time."""
    external, internal = _load(folder)
    for _ in range(_TIMES):
        started = time.perf_counter()
        outcome = engine.settle(external, internal)
        print(time.perf_counter() - started)
    outcome.discrepancies.to_parquet(folder / "found.parquet")


def join(folder: Path) -> None:
    """DuckDB's full join of all columns on the id, made into a table; prints seconds."""
    import duckdb

    external, internal = _load(folder)
    base = duckdb.connect()
    base.execute("create table e as select * from external")
    base.execute("create table i as select * from internal")
    del external, internal
    for _ in range(_TIMES):
        started = time.perf_counter()
        base.execute("create or replace table j as select * from e full join i using (transaction_id)")
        print(time.perf_counter() - started)


def measured(what: str, folder: Path) -> tuple[float, float]:
    """Best seconds and peak gigabytes of a process of its own that does `what`."""
    command = [sys.executable, "-m", "tests.bench.settlement", "--do", what, "--folder", str(folder)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return min(map(float, lines[:-1])), float(lines[-1])


def by_kind(found: pd.DataFrame, truth: pd.DataFrame) -> list[tuple[str, int, float, float]]:
    """(kind, planted, recall, precision), each discrepancy counted by its transaction id."""
    seen = set(zip(found.transaction_id.str.lower(), found.kind, strict=True))
    planted = set(zip(truth.transaction_id.str.lower(), truth.kind, strict=True))
    rows = []
    for kind in settlement_books.PLANTED:
        mine, true = {one for one in seen if one[1] == kind}, {one for one in planted if one[1] == kind}
        hits = len(mine & true)
        rows.append((kind, len(true), hits / max(1, len(true)), hits / max(1, len(mine))))
    return rows


def main() -> int:
    """Prints the figures as Markdown; 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.settlement", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--do", choices=("settle", "join"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.do:
        {"settle": settle, "join": join}[asked.do](asked.folder)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576)
        return 0
    books = settlement_books.build(asked.rows, asked.seed)
    with tempfile.TemporaryDirectory(prefix="tieout-settlement-") as name:
        folder = Path(name)
        books.external.to_parquet(folder / "external.parquet")
        books.internal.to_parquet(folder / "internal.parquet")
        truth, sizes = books.truth, (len(books.external), len(books.internal))
        del books
        ours, memory = measured("settle", folder)
        plain, _ = measured("join", folder)
        rows = by_kind(pd.read_parquet(folder / "found.parquet"), truth)
    print(f"### Settlement: {sizes[0]:,} x {sizes[1]:,} rows\n")
    print("| | planted | recall | precision |\n|---|---:|---:|---:|")
    for kind, planted, recall, precision in rows:
        print(f"| {kind} | {planted:,} | {recall:.4f} | {precision:.4f} |")
    print(
        f"\nJoined and classified in {ours:.2f} s, {ours / plain:.1f} times DuckDB's plain full join "
        f"({plain:.2f} s); {memory:.2f} GB at most.\n"
    )
    exact = all(recall == precision == 1 for _, _, recall, precision in rows)
    return 0 if exact and ours <= _MOST_TIMES_JOIN * plain and memory <= _MOST_GB else 1


if __name__ == "__main__":
    sys.exit(main())

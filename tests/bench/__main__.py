"""`python -m tests.bench`: our command line and its peers on generated books, printed as Markdown tables."""

import argparse
import importlib
import pkgutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import tests.bench
from tests.bench import extraction, importing, lifelike, measure, report, tuning
from tests.bench.books import Books
from tests.bench.peers import PAIR_COLUMNS, greedy_on
from tests.bench.report import DIFFICULTIES, Cost, LargeRow, PeerResult
from tests.bench.running import Run, run_engine, run_peer

PEERS = (
    "equal reference, then amount",
    "splink",
    "recordlinkage",
    "first-fit",
    "classic weights",
    "blueprint",
)
QUICK_PEERS = PEERS[:2]
SEEDS = (11, 12, 13)
LARGE_SIZES = (10_000, 100_000)
TUNED_SIZE, QUICK_TUNED_SIZE = 10_000, 2_000
# Splink's two set-ups on large books, and whether its blocks of equal amounts and names keep to a season.
SPLINKS = {"splink": True, "splink, any date": False}
Make = Callable[[str, int, int], Books]


def generators() -> dict[str, Make]:
    """Every module of this folder that has a `make`, by its name; the reference first."""
    found: dict[str, Make] = {}
    for item in pkgutil.iter_modules(tests.bench.__path__):
        if item.name.startswith(("peers", "__")):
            continue
        make = getattr(importlib.import_module(f"tests.bench.{item.name}"), "make", None)
        if make is not None:
            found[item.name] = make
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != "reference", pair[0])))


class Bench:
    """One run of the benchmark: what it measured so far and the folder its files lie in."""

    def __init__(self, folder: Path, size: int, seeds: tuple[int, ...], engine: bool) -> None:
        self.folder, self.size, self.seeds, self.engine = folder, size, seeds, engine
        self.failures: list[str] = []
        self.weak: dict[str, pd.DataFrame] = {}
        self.sections: list[str] = []

    def say(self, title: str, text: str) -> None:
        """Print a section at once and keep it for the file."""
        section = f"### {title}\n\n{text}\n"
        self.sections.append(section)
        print(section, flush=True)

    def kind(self, name: str, make: Make, peers: tuple[str, ...], peer_seeds: tuple[int, ...]) -> None:
        """Everything about one kind of books."""
        results: dict[str, dict[str, PeerResult]] = defaultdict(dict)
        scores, costs, situations = {}, {}, {}
        for level in DIFFICULTIES:
            all_books = {seed: make(level, self.size, seed) for seed in self.seeds}
            if self.engine:
                runs = {seed: self.run_ours(name, level, seed, books) for seed, books in all_books.items()}
                runs = {seed: run for seed, run in runs.items() if not run.failure}
                if runs:
                    pairs = [(run.rows, all_books[seed]) for seed, run in runs.items()]
                    scores[level] = measure.mean_score(
                        [measure.measure(rows, books) for rows, books in pairs]
                    )
                    costs[level] = mean_cost(list(runs.values()))
                    situations[level] = measure.rates([measure.by_situation(*pair) for pair in pairs])
                    self.weak[f"{name}, {level}"] = measure.weak_situations(situations[level])
                    results["Tieout"][level] = PeerResult(
                        scores[level].f1, scores[level].recall_at_99, costs[level]
                    )
                    results["greedy on our scores"][level] = greedy_result(pairs, costs[level])
            for peer in peers:
                runs = {seed: run_peer(peer, all_books[seed], self.folder) for seed in peer_seeds}
                self.note_failures(f"{peer} on {name}, {level}", runs)
                runs = {seed: run for seed, run in runs.items() if not run.failure}
                if runs:
                    results[peer][level] = peer_result([(run, all_books[seed]) for seed, run in runs.items()])
        if scores:
            self.say(
                f"Tieout on {name}: {self.size:,} invoices, seeds {list(self.seeds)}",
                report.engine_table(name, scores, costs),
            )
        if results:
            self.say(
                f"Side by side on {name} (each peer at its best threshold)", report.peers_table(name, results)
            )
        if situations:
            self.say(f"Automatic decisions by situation on {name}", report.situations_table(name, situations))

    def run_ours(self, name: str, level: str, seed: int, books: Books) -> Run:
        """Our command line on one set of books, a failure noted."""
        run = run_engine(books, self.folder)
        self.note_failures(f"Tieout on {name}, {level}", {seed: run})
        return run

    def note_failures(self, what: str, runs: dict[int, Run]) -> None:
        """Keep the message of each run that failed."""
        self.failures += [f"{what}, seed {seed}: {run.failure}" for seed, run in runs.items() if run.failure]

    def large(self, make: Make) -> None:
        """Ours and splink in two set-ups on typical reference books of 10,000 and 100,000 invoices."""
        from tests.bench.peers_splink import blocked_share

        rows: list[LargeRow] = []
        for size in LARGE_SIZES:
            books = make("typical", size, self.seeds[0])
            if self.engine:
                run = self.run_ours(f"reference at {size:,}", "typical", self.seeds[0], books)
                if not run.failure:
                    f1 = measure.measure(run.rows, books).f1
                    rows.append(LargeRow(size, "Tieout", f1, float("nan"), mean_cost([run])))
            for peer, in_season in SPLINKS.items():
                run = run_peer(peer, books, self.folder)
                self.note_failures(f"{peer} at {size:,}", {self.seeds[0]: run})
                if not run.failure:
                    seen = blocked_share(books.invoices, books.payments, books.truth, in_season)
                    f1 = peer_result([(run, books)]).f1
                    rows.append(LargeRow(size, peer, f1, seen, mean_cost([run])))
        self.say("Large books (reference, typical)", report.large_table(rows))
        self.say("Against splink", report.ratios_table(rows))

    def tune(self, make: Make, size: int) -> None:
        """How long the Tune page takes to answer."""
        found = tuning.tuned(tuning.snapshot(make("typical", size, self.seeds[0])))
        self.say(f"Live tuning, {size:,} invoices (reference, typical)", report.tuning_table(found))
        self.failures += [
            f"live tuning: {each.kind} differ from a full run" for each in found if not each.equal
        ]


def mean_cost(runs: list[Run]) -> Cost:
    """Mean seconds, CPU seconds and peak memory."""
    count = len(runs)
    return Cost(
        sum(run.seconds for run in runs) / count,
        sum(run.cpu_s for run in runs) / count,
        sum(run.peak_mb for run in runs) / count,
    )


def peer_result(runs: list[tuple[Run, Books]]) -> PeerResult:
    """A peer's mean numbers, each run at the threshold best for it."""
    f1, recall = [], []
    for run, books in runs:
        rows, true_pairs = measure.marked(run.rows, books.truth), len(books.truth)
        f1.append(measure.best_f1(rows, true_pairs)[0])
        recall.append(measure.recall_at_precision(rows, true_pairs, measure.FREE_PRECISION))
    return PeerResult(sum(f1) / len(f1), sum(recall) / len(recall), mean_cost([run for run, _ in runs]))


def greedy_result(pairs: list[tuple[pd.DataFrame, Books]], cost: Cost) -> PeerResult:
    """One to one by descending score over all our rows, at its best threshold."""
    f1, recall = [], []
    for found, books in pairs:
        kept = greedy_on(found[list(PAIR_COLUMNS)].astype({"score": float}))
        rows, true_pairs = measure.marked(kept, books.truth), len(books.truth)
        f1.append(measure.best_f1(rows, true_pairs)[0])
        recall.append(measure.recall_at_precision(rows, true_pairs, measure.FREE_PRECISION))
    return PeerResult(sum(f1) / len(f1), sum(recall) / len(recall), cost)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="one seed, 1,000 invoices, two peers: under two minutes"
    )
    parser.add_argument("--size", type=int, help="invoices per set of books (2,000; quick 1,000)")
    parser.add_argument("--seeds", type=int, nargs="+", help=f"seeds (full {SEEDS}, quick {SEEDS[:1]})")
    parser.add_argument("--books", nargs="+", help="kinds of books, by module name (all)")
    parser.add_argument("--large", action="store_true", help="add 10,000 and 100,000 invoices beside splink")
    parser.add_argument("--peers-only", action="store_true", help="leave our engine out")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    parser.add_argument("--documents", action="store_true", help="only how invoices are read from documents")
    parser.add_argument("--out", type=Path, help="write the tables to this file as well")
    return parser.parse_args()


def main() -> int:
    """Run what was asked for; 1 when a run failed."""
    asked, started = arguments(), time.perf_counter()
    kinds = generators()
    unknown = set(asked.books or ()) - set(kinds)
    if unknown:
        print(f"No such books: {', '.join(sorted(unknown))}. There are: {', '.join(kinds)}.", file=sys.stderr)
        return 2
    seeds = tuple(asked.seeds or (SEEDS[:1] if asked.quick else SEEDS))
    peers = () if asked.no_peers else QUICK_PEERS if asked.quick else PEERS
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as folder:
        bench = Bench(
            Path(folder), asked.size or (1000 if asked.quick else 2000), seeds, not asked.peers_only
        )
        for name, make in kinds.items():
            if asked.documents or (asked.books and name not in asked.books):
                continue
            main_kind = name == "reference" or asked.books
            bench.kind(
                name, make, peers if main_kind or not asked.quick else (), seeds if main_kind else seeds[:1]
            )
        if not asked.peers_only and not asked.documents:
            bench.tune(kinds["reference"], QUICK_TUNED_SIZE if asked.quick else TUNED_SIZE)
        if asked.large:
            bench.large(kinds["reference"])
        if not asked.books and not asked.documents:
            bench.say("Reading and storing a large file", importing.table())
        if not asked.books:
            bench.say(
                "Invoices read from documents", extraction.table(1 if asked.quick else 2, not asked.quick)
            )
            bench.say("Lifelike invoices", lifelike.table(not asked.quick))
    if bench.weak:
        bench.say(f"Solvable situations under {measure.WEAK_RECALL} recall", report.weak_text(bench.weak))
    if bench.failures:
        bench.say("Runs that failed", "\n".join(f"- {failure}" for failure in bench.failures))
    if asked.out:
        asked.out.write_text("\n".join(bench.sections), encoding="utf-8")
    print(f"{time.perf_counter() - started:.0f} s in all")
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
